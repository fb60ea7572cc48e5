//! Settings: what a project says about the checks is carried out on what they found.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{CheckLevel, CheckSetting, Report, Status, code};
use crate::wording::nearest;

/// Takes out what a project turned off, and makes errors of what blocks a final report.
/// Says which settings name no rule, and which settle nothing.
pub(super) fn apply(
    report: &Report,
    known: &[&'static str],
    found: &mut Vec<Diagnostic>,
) {
    let mut used = vec![false; report.checks.len()];
    found.retain_mut(|problem| {
        // An error is no matter of taste: it stays whatever a project says.
        if problem.severity == Severity::Error {
            return true;
        }
        let setting = report.checks.iter().zip(&mut used).find(|(setting, _)| {
            *setting.rule.value == *problem.code.0
                && setting.file.as_ref().is_none_or(|file| is_in(problem, &file.value))
        });
        let Some((setting, used)) = setting else { return true };
        *used = true;
        if setting.level == CheckLevel::Blocking && matches!(report.status, Status::Final)
        {
            problem.severity = Severity::Error;
        }
        setting.level != CheckLevel::Off
    });
    for (setting, used) in report.checks.iter().zip(used) {
        if let Some(problem) = settles_nothing(setting, known, used) {
            found.push(problem);
        }
    }
}

fn is_in(problem: &Diagnostic, file: &Arc<str>) -> bool {
    problem.place.as_ref().is_some_and(|place| place.file() == file)
}

fn settles_nothing(
    setting: &CheckSetting,
    known: &[&'static str],
    used: bool,
) -> Option<Diagnostic> {
    let rule = &*setting.rule.value;
    if !known.contains(&rule) {
        let hint = match nearest(rule, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the code of a warning, as `recto check` prints it".to_owned(),
        };
        let message = format!("there is no rule `{rule}` that can be set");
        let problem = Diagnostic::error(code::UNKNOWN_REFERENCE, message);
        return Some(problem.at(&setting.rule.place).hint(hint));
    }
    // A rule that blocks may well find nothing; one that is off should have a reason to be.
    (!used && setting.level == CheckLevel::Off).then(|| {
        let message = format!("the rule `{rule}` is off, and would find nothing");
        Diagnostic::warning(code::UNUSED, message)
            .at(&setting.rule.place)
            .hint("remove the setting")
    })
}
