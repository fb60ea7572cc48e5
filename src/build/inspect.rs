//! Inspection: a project looked through without making anything.

use rayon::prelude::*;

use super::ledger::Work;
use super::resolve::resolve;
use super::typst_errors::{check_glyphs, unknown_typefaces};
use super::visible_diagnostics::readerships;
use super::{Stage, Workspace};
use crate::diagnostic::{Diagnostic, SourceTexts, distinct};
use crate::document::{Basis, Document};
use crate::edition::Audience;
use crate::edition::redact::redact;
use crate::edition::{self, Selection};
use crate::error::Error;
use crate::render::{PageSetup, Sides};
use crate::report;

/// Looks for everything that is wrong with a project or may not be meant, in document
/// order, without making anything: every stage but those of Typst.
///
/// # Errors
///
/// When there is no project, or it cannot be read; all its problems at once.
pub fn inspect(workspace: &Workspace) -> Result<Inspected, Error> {
    let run = workspace.ledger.begin(Work::Project, Stage::Reading);
    let opened = workspace.read()?;
    workspace.ledger.quote(&opened.texts);
    run.reaches(Stage::Checking);
    let mut found = workspace.lint(&opened, &opened.report, &opened.texts);
    let setup = PageSetup {
        date: opened.report.period.to.value,
        sides: Sides::Single,
        bleed: 0.0,
    };
    let fonts = workspace.foundation().fonts();
    found.extend(unknown_typefaces(&opened.report, fonts));
    let released = readerships(&opened)
        .map(|it| redact(&opened.report, it, &opened.locale))
        .collect::<Result<Vec<_>, _>>();
    let released = match released {
        Ok(released) => released,
        Err(diagnostics) => {
            return Err(Error::Problems { diagnostics, texts: opened.texts });
        }
    };
    let of_edition = |(selection, basis): &(Selection<'_>, &Basis<'_>)| {
        // What replaces what is asked for the public alone: the record for others need not
        // be at hand.
        let document = match selection.audience() {
            Audience::Public => resolve(workspace, selection, basis),
            Audience::Restricted => Ok(Document::of(selection, basis)),
        };
        let document = document.map_err(|problem| vec![problem])?;
        let sources = workspace.renderer()?.render(&document, &opened.locale, &setup)?;
        check_glyphs(&sources, &opened, fonts)
    };
    let bases = released.iter().map(|it| (it, Basis::new(it.report(), &opened.locale)));
    let bases: Vec<_> = bases.collect();
    let editions = bases.iter().flat_map(|(released, basis)| {
        edition::all(released).into_iter().map(move |selection| (selection, basis))
    });
    let editions: Vec<_> = editions.collect();
    let of_editions: Vec<_> = editions
        .par_iter()
        .flat_map_iter(|it| of_edition(it).err().unwrap_or_default())
        .collect();
    // The same mistake shows in the report and in a brief.
    let mut found = distinct(found.into_iter().chain(of_editions));
    report::in_order(&mut found, &opened.texts);
    Ok(Inspected { diagnostics: found, texts: opened.texts })
}

/// What was found in a project.
pub struct Inspected {
    /// Everything that is wrong or may not be meant, in document order.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the places point into.
    pub texts: SourceTexts,
}
