//! Inspection: a project looked through without making anything.

use std::path::Path;

use rayon::prelude::*;

use super::changes::changes;
use super::complaints::{check_glyphs, unknown_typefaces};
use super::discretion::readerships;
use super::watch::{Watch, Work};
use super::{Observer, Opened, Stage, open};
use crate::check::{self, Subject};
use crate::diagnostic::{Diagnostic, SourceTexts, distinct};
use crate::edition::audience::Readership;
use crate::edition::audience::release;
use crate::edition::{self, Selection};
use crate::error::Error;
use crate::limits::Limits;
use crate::render::{Profile, Renderer, Sides};
use crate::report::{self, ValidReport};
use crate::typeset::Fonts;

/// What reading warned of and what the rules find, in document order. Where a final report
/// may not have a warning, it is an error.
pub(super) fn warnings(
    opened: &Opened,
    report: &ValidReport,
    texts: &SourceTexts,
) -> Vec<Diagnostic> {
    let Opened { sources, locale, .. } = opened;
    let mut found = opened.warnings.clone();
    check::check(&Subject::new(sources, report, locale, texts), &mut found);
    found
}

/// Looks for everything that is wrong with a project or may not be meant, in document
/// order, without making anything: every stage but those of Typst.
///
/// # Errors
///
/// When there is no project, or it cannot be read; all its problems at once.
pub fn inspect(
    folder: &Path,
    limits: Limits,
    observer: &dyn Observer,
) -> Result<Inspected, Error> {
    Watch::over(limits, observer, |watch| inspect_watched(folder, limits, watch))
        .unwrap_or_else(|source| Err(Error::Watch { source }))
}

fn inspect_watched(
    folder: &Path,
    limits: Limits,
    watch: &Watch,
) -> Result<Inspected, Error> {
    let run = watch.begin(Work::Project, Stage::Reading);
    let opened = open(folder, limits)?;
    watch.read(&opened.texts);
    run.reaches(Stage::Checking);
    let mut found = warnings(&opened, &opened.report, &opened.texts);
    let profile =
        Profile { date: opened.report.period.to.value, sides: Sides::Single, bleed: 0.0 };
    let fonts = Fonts::embedded();
    found.extend(unknown_typefaces(&opened.report, &fonts));
    let released = readerships(&opened)
        .map(|it| release(&opened.report, it, &opened.locale))
        .collect::<Result<Vec<_>, _>>();
    let released = match released {
        Ok(released) => released,
        Err(diagnostics) => {
            return Err(Error::Problems { diagnostics, texts: opened.texts });
        }
    };
    let render = |selection: &Selection<'_>| {
        Renderer::builtin()
            .map_err(|problem| vec![problem])
            .map(|it| it.within(limits))
            .and_then(|it| it.render(selection, &opened.locale, &profile, None))
            .and_then(|sources| {
                // What replaces what is asked for the public alone: the record for others
                // need not be at hand.
                if selection.readership() == Readership::Public {
                    changes(selection, &sources, &opened)?;
                }
                Ok(sources)
            })
            .and_then(|sources| check_glyphs(&sources, &opened, &fonts))
            .err()
            .unwrap_or_default()
    };
    let editions: Vec<_> = released.iter().flat_map(edition::all).collect();
    let of_editions: Vec<_> = editions.par_iter().flat_map_iter(render).collect();
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
