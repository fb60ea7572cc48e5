//! The build: from a project to finished files.
//!
//! [`build`] is the whole of it; `make` is the way of one document from top to bottom. Beside
//! them, [`verify()`] holds files against what the project gives, and [`inspect()`] looks for
//! everything that is wrong without making anything. What builds share is in [`Workspace`];
//! what they are asked for is in [`Plan`].

mod artifact;
mod drawing;
mod export;
mod external;
mod fit;
mod fonts;
mod gate;
mod glyphs;
mod inspect;
mod languages;
mod ledger;
mod make;
mod materials;
mod origins;
mod panics;
mod plan;
mod project;
mod record;
mod resolve;
mod spared;
mod typst_errors;
mod unit;
mod verify;
mod visible_diagnostics;
mod workspace;

use rayon::prelude::*;

use self::artifact::Written;
pub use self::export::failed_claims;
pub use self::fit::{
    CROWDED, CUT_OFF, IN_MARGIN, OUTSIDE_PAGE, OVERLAP, SPARSE_PAGE, STRANDED_HEADING,
    TOO_WIDE,
};
pub use self::fonts::{
    INCOMPLETE_TYPEFACE, MISPLACED_FONT, REFUSED_FONT, UNKNOWN_TYPEFACE, UNUSED_FONT,
};
use self::gate::Gate;
pub use self::glyphs::MISSING_GLYPH;
pub use self::inspect::{Inspected, inspect};
pub use self::ledger::Ledger;
use self::ledger::Work;
use self::make::{Maker, Replaced};
pub use self::panics::is_caught;
pub use self::plan::{
    Again, Built, Cancellation, Edition, Failed, Observer, Opened, Plan, TypstSources,
    Writing,
};
use self::project::Project;
pub use self::typst_errors::{
    CANNOT_PRINT, COVERED_PAGE, NO_LONGER_CLAIMED, NOT_CARRIED_OVER, PREFLIGHT,
    TYPESETTING,
};
use self::unit::{BuildUnit, units};
pub use self::verify::{DIFFERS, NOT_FROM_HERE, verify, verify_file};
pub use self::visible_diagnostics::{CONCEALED, LEFT_OVER, open_for, released};
pub use self::workspace::Workspace;
use crate::diagnostic::{Diagnostic, distinct};
use crate::edition::select;
use crate::error::{Error, Stage};
use crate::lint::Settings;

/// Makes every document that a plan asks for, and writes each as soon as it is finished and
/// the lints have passed. A document that fails does not stop the others; but of a project in
/// several languages nothing is written that cannot be made in all of them.
///
/// # Errors
///
/// When the project has problems; else those of the documents that failed, or the first
/// thing that the machine refused. Documents that succeeded are written all the same.
pub fn build(
    workspace: &Workspace,
    plan: &Plan,
    observer: &dyn Observer,
) -> Result<Built, Failed> {
    let languages = workspace.languages().map_err(Error::from)?;
    if languages.is_empty() {
        return build_one(workspace, plan, observer);
    }
    languages::in_each(workspace, plan, &languages, observer, |plan, observer| {
        build_one(workspace, plan, observer)
    })
}

/// The same in the language that a workspace reads the project in.
fn build_one(
    workspace: &Workspace,
    plan: &Plan,
    observer: &dyn Observer,
) -> Result<Built, Failed> {
    spared::refuse_foreign_manifest(plan)?;
    let run = workspace.ledger.begin(Work::Project, Stage::Reading);
    let project = Project::read(workspace, plan.audience)?;
    let selections = select(&project.released, &plan.selector);
    let selections = selections.map_err(|unknown| project.problems(unknown))?;
    let units = units(plan, &selections);
    let names: Vec<_> = units.iter().map(BuildUnit::name).collect();
    let settings = Settings::of(&project.opened.report);
    let maker = Maker::new(workspace, plan, &project, &settings, Replaced::Needed)?;
    observer.planned(&names);
    maker.sweep();
    // The lints need no pages, and the pages no lints; only the writing waits for them.
    let gate = Gate::new(|made| maker.write(made));
    let lint = || maker.lint(run);
    let make = |(number, unit)| {
        gate.pass(number, || maker.make(unit, units.len()));
        observer.finished(&names[number]);
    };
    let ((), findings) = rayon::join(|| each(&units, make), || gate.judge(lint));
    let findings = findings.map_err(|refused| refused.error(&project))?;
    let outcome = gather(&names, gate.into_results(), findings, &project);
    maker.record(outcome)
}

/// Does something with each unit and its number, side by side where there are several.
fn each<'u, 'r: 'u>(
    units: &'u [BuildUnit<'r>],
    work: impl Fn((usize, &'u BuildUnit<'r>)) + Send + Sync,
) {
    match units {
        [only] => work((0, only)),
        several => several.par_iter().enumerate().for_each(work),
    }
}

/// The results of all editions: what was made, what else is to be said, and why the rest
/// was not made.
fn gather(
    names: &[String],
    results: Vec<Result<Written, Error>>,
    findings: Vec<Diagnostic>,
    project: &Project,
) -> Result<Built, Failed> {
    let texts = project.opened.texts.clone();
    let mut built = Built { texts, warnings: findings, ..Built::default() };
    let (mut problems, mut refused, mut not_made) = (Vec::new(), None, Vec::new());
    for (name, result) in names.iter().zip(results) {
        match result {
            Ok(Written::Now(editions)) => built.editions.extend(editions),
            Ok(Written::Before) => built.untouched.push(name.clone()),
            Err(error) => {
                not_made.push(name.clone());
                match error {
                    Error::Problems { diagnostics, .. } => problems.extend(diagnostics),
                    error => drop(refused.get_or_insert(error)),
                }
            }
        }
    }
    // The same mistake may show in the report and in a brief.
    let problems = distinct(problems);
    let error = match refused {
        Some(error) => {
            built.warnings.extend(problems);
            error
        }
        None if problems.is_empty() => return Ok(built),
        None => project.problems(problems),
    };
    Err(Failed { error, built: Box::new(built), not_made })
}
