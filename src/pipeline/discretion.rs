//! Discretion: what is said of a project to those who may not see all of it.
//!
//! Messages quote the project. What a public build says may be read by the public, so that
//! it holds nothing of what is restricted; `recto check` says everything.

use super::{Opened, warnings};
use crate::diagnostic::{Code, Diagnostic, SourceTexts};
use crate::edition::audience::{Readership, Released, release};
use crate::edition::concealed::Concealed;
use crate::error::Error;

/// Findings that a public build does not show.
pub const CONCEALED: Code = Code("concealed");

/// What is concealed from the readers of a job.
pub(super) fn concealed(opened: &Opened, audience: Readership) -> Concealed {
    match audience {
        Readership::Public => Concealed::of(&opened.report),
        Readership::Restricted => Concealed::default(),
    }
}

/// What reading warned of and what the rules find, in document order, as far as it may be
/// said: what stands outside of what is concealed, and is found as well by rules that see
/// only what is released. Of the rest the number is said. `whole` is the texts as they are.
pub(super) fn said(
    opened: &Opened,
    released: &Released,
    concealed: &Concealed,
    whole: &SourceTexts,
) -> Vec<Diagnostic> {
    let found = warnings(opened, &opened.report, whole);
    if concealed.is_empty() {
        return found;
    }
    let known = warnings(opened, released.report(), &opened.texts);
    let may_be_said = |problem: &Diagnostic| {
        let place = problem.place.as_ref();
        known.contains(problem) && !place.is_some_and(|place| concealed.covers(place))
    };
    let (mut shown, hidden): (Vec<_>, Vec<_>) = found.into_iter().partition(may_be_said);
    if let Some(worst) = hidden.iter().map(|problem| problem.severity).min() {
        let message = match hidden.len() {
            1 => "1 finding is not shown, because it is about what is restricted"
                .to_owned(),
            count => format!(
                "{count} findings are not shown, because they are about what is restricted"
            ),
        };
        let problem =
            Diagnostic { severity: worst, ..Diagnostic::warning(CONCEALED, message) };
        shown.push(problem.hint("say them with `recto check`"));
    }
    shown
}

/// For whom editions of a report can be made, as far as they differ.
pub(super) fn readerships(opened: &Opened) -> impl Iterator<Item = Readership> {
    let is_public = !opened.report.audience.is_restricted();
    let is_whole = Concealed::of(&opened.report).is_empty();
    let public = is_public.then_some(Readership::Public);
    let restricted = (!is_whole).then_some(Readership::Restricted);
    public.into_iter().chain(restricted)
}

/// The report of a project as its readers may see it.
///
/// # Errors
///
/// As [`release`].
pub fn released(opened: &Opened, audience: Readership) -> Result<Released, Error> {
    release(&opened.report, audience, &opened.locale).map_err(|diagnostics| {
        let texts = concealed(opened, audience).texts(&opened.texts);
        Error::Problems { diagnostics, texts }
    })
}
