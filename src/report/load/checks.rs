//! The settings of checks in the report file.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::scalars::{one_of, path, text};
use crate::report::decode::{Cursor, Fields, Problems};
use crate::report::model::{CheckLevel, CheckSetting};

const LEVELS: &[(&str, CheckLevel)] =
    &[("off", CheckLevel::Off), ("blocking", CheckLevel::Blocking)];

/// Reads what a project says about a rule. Whether there is such a rule is for the checks.
pub(crate) fn setting(at: &Cursor<'_>, problems: &mut Problems) -> Option<CheckSetting> {
    let mut fields = Fields::of(at, problems)?;
    let rule = fields.required("rule", text);
    let level = fields.required("level", one_of(LEVELS));
    let because = fields.optional("because", text);
    let file = fields.optional("file", path);
    if level == Some(CheckLevel::Off) && because.is_none() {
        let problem = Diagnostic::error(code::MISSING_FIELD, "`because` is missing")
            .at(&at.place())
            .hint("add `because`: the reason why this rule is off");
        fields.report_missing(&["because"], problem);
    }
    fields.finish();
    Some(CheckSetting { rule: rule?, level: level?, because, file })
}
