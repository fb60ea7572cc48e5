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

/// Reads a project for some readers.
///
/// # Errors
///
/// As [`Workspace::read`]. Where the report cannot be read, the public is told what stands outside
/// of whatever says that it is restricted, and names nothing that stands there alone; of the rest,
/// how many problems there are.
pub fn open_for(workspace: &Workspace, audience: Audience) -> Result<Opened, Error> {
    workspace.read().map_err(|error| match error {
        Error::Problems { diagnostics, texts } if audience == Audience::Public => {
            let concealed = Concealed::unread(&texts);
            if concealed.is_empty() {
                return Error::Problems { diagnostics, texts };
            }
            let shown = concealed.texts(&texts);
            let may_be_said = |problem: &Diagnostic| {
                !problem.places().any(|place| concealed.covers(place))
                    && !tells(problem, &texts, &shown)
            };
            let (mut said, rest): (Vec<_>, Vec<_>) =
                diagnostics.into_iter().partition(may_be_said);
            said.extend(hidden(&rest));
            Error::Problems { diagnostics: said, texts: shown }
        }
        error => error,
    })
}

/// Whether a problem names something, or says a figure, that stands in what is concealed alone.
fn tells(problem: &Diagnostic, whole: &SourceTexts, shown: &SourceTexts) -> bool {
    let related = problem.related.iter().map(|it| &it.message);
    let said = std::iter::once(&problem.message).chain(&problem.hint).chain(related);
    let stands_in =
        |texts: &SourceTexts, said: &str| texts.files().any(|(_, it)| it.contains(said));
    let is_told = |said: &str| {
        // One character tells nothing.
        said.chars().nth(1).is_some() && stands_in(whole, said) && !stands_in(shown, said)
    };
    said.into_iter().any(|text| {
        let quoted = text.split('`').skip(1).step_by(2);
        let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
        let numbers =
            numbers.map(|number| number.trim_matches(['.', ',']).replace(',', ""));
        quoted.into_iter().any(is_told) || numbers.into_iter().any(|it| is_told(&it))
    })
}

/// What is concealed from some readers.
pub(super) fn concealed(opened: &Opened, audience: Audience) -> Concealed {
    match audience {
        Audience::Public => Concealed::of(&opened.report),
        Audience::Restricted | Audience::Exempt => Concealed::default(),
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
