//! Settings: what a project says about the checks is carried out on what they found.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{CheckLevel, CheckSetting, Report, Status, code};
use crate::wording::nearest;

/// What a project says about the checks, and which of it was needed.
pub struct Settings<'r> {
    report: &'r Report,
    used: Vec<AtomicBool>,
}

impl<'r> Settings<'r> {
    /// The settings of a report.
    pub fn of(report: &'r Report) -> Self {
        let used = report.checks.iter().map(|_| AtomicBool::new(false));
        Self { report, used: used.collect() }
    }

    /// Takes out what a project turned off, and makes errors of what blocks a final report.
    pub fn settle(&self, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|problem| {
            // An error is no matter of taste: it stays whatever a project says.
            if problem.severity == Severity::Error {
                return true;
            }
            let mut settings = self.report.checks.iter().zip(&self.used);
            let setting = settings.find(|(setting, _)| {
                let file = setting.file.as_ref();
                *setting.rule.value == *problem.code.0
                    && file.is_none_or(|file| is_in(problem, &file.value))
            });
            let Some((setting, used)) = setting else { return true };
            used.store(true, Ordering::Relaxed);
            let is_final = matches!(self.report.status, Status::Final);
            if setting.level == CheckLevel::Blocking && is_final {
                problem.severity = Severity::Error;
            }
            setting.level != CheckLevel::Off
        });
    }

    /// Which settings settled nothing, of those about the rules that `concerns` names.
    pub fn idle(&self, concerns: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let settings = self.report.checks.iter().zip(&self.used);
        let idle = settings.filter(|(setting, used)| {
            // A rule that blocks may well find nothing; one that is off should have a reason
            // to be.
            setting.level == CheckLevel::Off
                && !used.load(Ordering::Relaxed)
                && concerns(&setting.rule.value)
        });
        let idle = idle.map(|(setting, _)| {
            let rule = &setting.rule.value;
            let message = format!("the rule `{rule}` is off, and would find nothing");
            Diagnostic::warning(code::UNUSED, message)
                .at(&setting.rule.place)
                .hint("remove the setting")
        });
        idle.collect()
    }

    /// Which settings name no rule.
    pub(super) fn unknown(&self, known: &[Code]) -> Vec<Diagnostic> {
        let is_known = |setting: &&CheckSetting| {
            known.iter().any(|code| *code.0 == *setting.rule.value)
        };
        let unknown = self.report.checks.iter().filter(|setting| !is_known(setting));
        let unknown = unknown.map(|setting| {
            let rule = &*setting.rule.value;
            let hint = match nearest(rule, known.iter().map(|code| code.0)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "write the code of a warning, as `recto check` prints it".to_owned()
                }
            };
            let message = format!("there is no rule `{rule}` that can be set");
            let problem = Diagnostic::error(code::UNKNOWN_REFERENCE, message);
            problem.at(&setting.rule.place).hint(hint)
        });
        unknown.collect()
    }
}

fn is_in(problem: &Diagnostic, file: &Arc<str>) -> bool {
    problem.place.as_ref().is_some_and(|place| place.file() == file)
}
