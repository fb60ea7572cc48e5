//! Inspection: a project looked through without writing anything.

use rayon::prelude::*;

use super::glyphs::check_glyphs;
use super::ledger::Work;
use super::make::{Maker, Replaced};
use super::project::Project;
use super::resolve::resolve;
use super::typst_errors::OF_PAGES;
use super::unit::{BuildUnit, units};
use super::visible_diagnostics::readerships;
use super::{Observer, Opened, Plan, Stage, Workspace, Writing, fonts};
use crate::diagnostic::{Diagnostic, Severity, SourceTexts, distinct, has_errors};
use crate::document::{Basis, Document};
use crate::edition::Audience;
use crate::edition::redact::redact;
use crate::edition::{self, Selection};
use crate::error::Error;
use crate::lint::Settings;
use crate::render::{PageSetup, Sides};
use crate::report;

/// Looks for everything that is wrong with a project or may not be meant, in document
/// order, without writing anything. A plan has its pages laid out too, for all who may see
/// some of it, in its profiles, and tells what a build would; `None` leaves out all stages
/// from Typst on.
///
/// # Errors
///
/// When there is no project, or it cannot be read; all its problems at once.
pub fn inspect(
    workspace: &Workspace,
    plan: Option<&Plan>,
    observer: &dyn Observer,
) -> Result<Inspected, Error> {
    let languages = workspace.languages()?;
    let Some((first, others)) = languages.split_first() else {
        return inspect_one(workspace, plan, observer);
    };
    let in_one = |language| {
        workspace.in_language(language, || inspect_one(workspace, plan, observer))
    };
    let mut all = in_one(first)?;
    for language in others {
        let Inspected { diagnostics, texts } = in_one(language)?;
        all.texts.extend(&texts);
        all.diagnostics.extend(diagnostics);
    }
    // What is said in no language of its own is found in each.
    all.diagnostics = distinct(all.diagnostics);
    report::in_order(&mut all.diagnostics, &all.texts);
    Ok(all)
}

/// The same in the language that a workspace reads the project in.
fn inspect_one(
    workspace: &Workspace,
    plan: Option<&Plan>,
    observer: &dyn Observer,
) -> Result<Inspected, Error> {
    let run = workspace.ledger.begin(Work::Project, Stage::Reading);
    let opened = workspace.read()?;
    workspace.ledger.quote(&opened.texts);
    run.reaches(Stage::Checking);
    let mut found = workspace.lint(&opened, &opened.report, &opened.texts);
    found.extend(fonts::unknown(&opened.report, &opened.fonts));
    let of_editions = match plan {
        Some(plan) => {
            drop(run);
            made(workspace, &opened, plan, observer)?
        }
        None => rendered(workspace, &opened)?,
    };
    let refused: Vec<_> =
        found.iter().filter(|it| it.severity == Severity::Error).collect();
    // What the lints refuse may be why pages cannot be made; a build says no more of it.
    let is_told = |problem: &Diagnostic| match &problem.place {
        None => !refused.is_empty(),
        Some(place) => refused.iter().any(|it| it.place.as_ref() == Some(place)),
    };
    let is_new =
        |problem: &Diagnostic| problem.severity == Severity::Warning || !is_told(problem);
    let of_editions: Vec<_> = of_editions.into_iter().filter(is_new).collect();
    // The same mistake shows in the report and in a brief.
    let mut found = distinct(found.into_iter().chain(of_editions));
    report::in_order(&mut found, &opened.texts);
    Ok(Inspected { diagnostics: found, texts: opened.texts })
}

/// What is found when editions are made, for everyone who may see some of the report.
fn made(
    workspace: &Workspace,
    opened: &Opened,
    plan: &Plan,
    observer: &dyn Observer,
) -> Result<Vec<Diagnostic>, Error> {
    let settings = Settings::of(&opened.report);
    let mut found = Vec::new();
    for audience in readerships(opened) {
        let plan = Plan { audience, writing: Writing::Nothing, ..plan.clone() };
        let project = Project::of(workspace, opened.clone(), audience)?;
        // What replaces what is asked for the public alone: the record for others need not
        // be at hand.
        let replaced = match audience {
            Audience::Public => Replaced::Needed,
            Audience::Restricted | Audience::Exempt => Replaced::IfThere,
        };
        let maker = Maker::new(workspace, &plan, &project, &settings, replaced)?;
        let units = units(&plan, &edition::all(&project.released));
        let names: Vec<_> = units.iter().map(BuildUnit::name).collect();
        observer.planned(&names);
        let of_unit = |(unit, name): (&BuildUnit<'_>, &String)| {
            let found = maker.findings(unit, units.len());
            observer.finished(name);
            found
        };
        let of_units: Result<Vec<_>, Error> =
            units.par_iter().zip(&names).map(of_unit).collect();
        found.extend(of_units?.into_iter().flatten());
    }
    // Of editions that were not made it is not known what a rule would find.
    if !has_errors(&found) {
        let is_of_pages = |rule: &str| OF_PAGES.iter().any(|code| code.0 == rule);
        found.extend(settings.idle(is_of_pages));
    }
    Ok(found)
}

/// What is found when the sources of editions are drawn, and no page is laid out.
fn rendered(workspace: &Workspace, opened: &Opened) -> Result<Vec<Diagnostic>, Error> {
    let setup = PageSetup {
        date: opened.report.period.to.value,
        sides: Sides::Single,
        bleed: 0.0,
    };
    let drawing = workspace.drawing();
    let released = readerships(opened)
        .map(|it| redact(&opened.report, it, &opened.locale))
        .collect::<Result<Vec<_>, _>>();
    let texts = || opened.texts.clone();
    let released = released
        .map_err(|diagnostics| Error::Problems { diagnostics, texts: texts() })?;
    let of_edition = |(selection, basis): &(Selection<'_>, &Basis<'_>)| {
        let document = match selection.audience() {
            Audience::Public => resolve(workspace, selection, basis),
            Audience::Restricted | Audience::Exempt => Ok(Document::of(selection, basis)),
        };
        let document = document.map_err(|problem| vec![problem])?;
        let renderer = drawing.renderer()?;
        let sources = renderer.render(&document, &opened.locale, &setup)?;
        check_glyphs(&sources, opened)
    };
    let bases = released.iter().map(|it| (it, Basis::of(it, &opened.locale)));
    let bases: Vec<_> = bases.collect();
    let editions = bases.iter().flat_map(|(released, basis)| {
        edition::all(released).into_iter().map(move |selection| (selection, basis))
    });
    let editions: Vec<_> = editions.collect();
    let found =
        editions.par_iter().flat_map_iter(|it| of_edition(it).err().unwrap_or_default());
    Ok(found.collect())
}

/// What was found in a project.
pub struct Inspected {
    /// Everything that is wrong or may not be meant, in document order.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the places point into.
    pub texts: SourceTexts,
}
