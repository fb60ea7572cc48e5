//! Charts: what holds between their fields, and where the rows of series and tables stand.

use crate::report::declare::{Rule, Scalar, Shape};
use crate::report::decode::Fields;
use crate::report::model::{Id, Placed, ReferenceLine};

use fixed_decimal::Decimal;

impl ReferenceLine {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::ExactlyOne(&["value", "measure"])];

    /// It has a value, or the measure whose value it is.
    pub(in crate::report) fn check_value(
        fields: &mut Fields<'_>,
        _: &Option<Placed<Decimal>>,
        _: &Option<Id>,
    ) -> Option<()> {
        let (value, measure) = (fields.has("value"), fields.has("measure"));
        if value != measure {
            return Some(());
        }
        let message = "a line stands at either a `value` or a `measure`";
        let hint = "give one of the two";
        fields.report_choice(&["value", "measure"], !value, message, hint);
        None
    }
}

/// A path to a CSV file.
pub(super) fn csv() -> Shape {
    Shape::Scalar(Scalar { name: "path of a CSV file", ..Scalar::PATH })
}

/// Where the rows of a series or table stand.
pub(super) enum Rows {
    /// In the data file.
    Here,
    /// In a CSV file.
    InFile,
    /// In both or neither, which has been reported.
    Unclear,
}

pub(super) fn rows_of(fields: &mut Fields<'_>, here: &'static str) -> Rows {
    let is_missing = match (fields.has(here), fields.has("file")) {
        (true, false) => return Rows::Here,
        (false, true) => return Rows::InFile,
        (both, _) => !both,
    };
    fields.optional(here, |_| None::<()>);
    fields.optional("file", |_| None::<()>);
    let message = if is_missing {
        format!("there is neither `{here}` nor `file`")
    } else {
        format!("there are both `{here}` and `file`")
    };
    let hint = format!("give either `{here}` or `file`");
    fields.report_choice(&[here, "file"], is_missing, message, hint);
    Rows::Unclear
}
