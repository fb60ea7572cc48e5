//! The settings of checks in the report file.

use crate::report::decode::Fields;
use crate::report::model::{CheckLevel, CheckSetting, Text};

impl CheckSetting {
    /// A rule is off for a reason. Whether there is such a rule is for the checks.
    pub(in crate::report) fn needs_reason(
        fields: &mut Fields<'_>,
        level: &Option<CheckLevel>,
        because: &Option<Text>,
    ) -> Option<()> {
        if *level == Some(CheckLevel::Off) && because.is_none() {
            let hint = "add `because`: the reason why this rule is off";
            fields.report_missing(&["because"], "`because` is missing", hint);
        }
        Some(())
    }
}
