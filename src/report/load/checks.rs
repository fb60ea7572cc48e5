//! The settings of checks in the report file.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::{Cursor, Fields};
use crate::report::model::{CheckLevel, CheckSetting, Text};

impl CheckSetting {
    /// A rule is off for a reason. Whether there is such a rule is for the checks.
    pub(in crate::report) fn needs_reason(
        at: &Cursor<'_>,
        fields: &mut Fields<'_, '_>,
        level: &Option<CheckLevel>,
        because: &Option<Text>,
    ) -> Option<()> {
        if *level == Some(CheckLevel::Off) && because.is_none() {
            let problem = Diagnostic::error(code::MISSING_FIELD, "`because` is missing")
                .at(&at.place())
                .hint("add `because`: the reason why this rule is off");
            fields.report_missing(&["because"], problem);
        }
        Some(())
    }
}
