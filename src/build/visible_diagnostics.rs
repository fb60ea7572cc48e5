//! Visible diagnostics: what may be said of a project to those who may not see all of it.
//!
//! Messages quote the project. What a public build says may be read by the public, so that
//! it holds nothing of what is restricted; `recto check` says everything.

use std::collections::HashSet;

use recto_pdf::prepress::Part;
use strum::VariantArray;

use super::artifact::folders;
use super::{Opened, Plan, Workspace};
use crate::diagnostic::{Code, Diagnostic, SourceTexts};
use crate::edition::Audience;
use crate::edition::Profile;
use crate::edition::concealed::Concealed;
use crate::edition::redact::{Released, redact};
use crate::error::Error;

/// Findings that a public build does not show.
pub const CONCEALED: Code = Code("concealed");

/// A file of a public build whose subject is restricted now.
pub const LEFT_OVER: Code = Code("left-over");

/// What every text of a project with restricted parts says somewhere.
const MARK: &str = "restricted";

/// Reads a project for some readers.
///
/// # Errors
///
/// As [`Workspace::read`]. Where nothing is known of what is restricted, because the report cannot be
/// read, and something is, the public is told no more than how many problems there are.
pub fn open_for(workspace: &Workspace, audience: Audience) -> Result<Opened, Error> {
    workspace.read().map_err(|error| match error {
        Error::Problems { diagnostics, mut texts }
            if audience == Audience::Public
                && texts.files().any(|(_, text)| text.contains(MARK)) =>
        {
            let hidden = hidden(&diagnostics).into_iter().collect();
            texts = SourceTexts::default();
            Error::Problems { diagnostics: hidden, texts }
        }
        error => error,
    })
}

/// What is concealed from some readers.
pub(super) fn concealed(opened: &Opened, audience: Audience) -> Concealed {
    match audience {
        Audience::Public => Concealed::of(&opened.report),
        Audience::Restricted => Concealed::default(),
    }
}

/// That some problems are not shown; `None` where there are none.
fn hidden<'d>(problems: impl IntoIterator<Item = &'d Diagnostic>) -> Option<Diagnostic> {
    let severities: Vec<_> = problems.into_iter().map(|it| it.severity).collect();
    let severity = *severities.iter().min()?;
    let message = match severities.len() {
        1 => {
            "1 finding is not shown, because it may tell of what is restricted".to_owned()
        }
        count => format!(
            "{count} findings are not shown, because they may tell of what is restricted"
        ),
    };
    let problem = Diagnostic { severity, ..Diagnostic::warning(CONCEALED, message) };
    Some(problem.hint("say them with `recto check`"))
}

/// Files in the output folder that a build for the public made before their subject was
/// restricted.
pub(super) fn left_over(plan: &Plan, released: &Released) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let report = &released.report().id.value;
    for id in released.withheld() {
        let files = Profile::VARIANTS.iter().flat_map(|&profile| {
            let stem = id.file_stem(report, Audience::Public, profile);
            let parts = Part::VARIANTS.iter().map(|part| part.suffix());
            parts.map(move |part| format!("{stem}{part}.pdf"))
        });
        let sources = folders(Audience::Public).map(|it| format!("{it}/{id}"));
        for path in files.chain(sources) {
            let path = plan.out.join(path);
            if path.exists() {
                let message = format!(
                    "`{}` was made for the public, and is of something restricted",
                    path.display()
                );
                let problem = Diagnostic::warning(LEFT_OVER, message);
                found.push(problem.hint("remove it, and what was copied from it"));
            }
        }
    }
    found
}

/// What reading warned of and what the rules find, in document order, as far as it may be
/// said: what stands outside of what is concealed, and is found as well by rules that see
/// only what is released. Of the rest the number is said. `whole` is the texts as they are.
pub(super) fn visible_diagnostics(
    workspace: &Workspace,
    opened: &Opened,
    released: &Released,
    concealed: &Concealed,
    whole: &SourceTexts,
) -> Vec<Diagnostic> {
    let found = workspace.lint(opened, &opened.report, whole);
    if concealed.is_empty() {
        return found;
    }
    let known: HashSet<_> =
        workspace.lint(opened, released.report(), &opened.texts).into_iter().collect();
    let may_be_said = |problem: &Diagnostic| {
        known.contains(problem) && !problem.places().any(|place| concealed.covers(place))
    };
    let (mut shown, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(may_be_said);
    shown.extend(hidden(&rest));
    shown
}

/// For whom editions of a report can be made, as far as they differ.
pub(super) fn readerships(opened: &Opened) -> impl Iterator<Item = Audience> {
    let is_public = !opened.report.audience.is_restricted();
    let is_whole = Concealed::of(&opened.report).is_empty();
    let public = is_public.then_some(Audience::Public);
    let restricted = (!is_whole).then_some(Audience::Restricted);
    public.into_iter().chain(restricted)
}

/// The report of a project as its readers may see it.
///
/// # Errors
///
/// As [`redact`].
pub fn released(opened: &Opened, audience: Audience) -> Result<Released, Error> {
    redact(&opened.report, audience, &opened.locale).map_err(|diagnostics| {
        let texts = concealed(opened, audience).texts(&opened.texts);
        Error::Problems { diagnostics, texts }
    })
}
