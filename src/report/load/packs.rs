//! Packs: the numbers and titles of their items.

use crate::report::declare::{Rule, Scalar, Shape};
use crate::report::decode::raw;
use crate::report::decode::{Cursor, Fields};
use crate::report::model::{Item, Placed, Text};

impl Item {
    pub(in crate::report) const RULES: &[Rule] = &[Rule::AtLeastOne(&["title", "paper"])];

    /// The number of an item, which may look like a number: `4`, `4.1`, `7a`.
    pub(in crate::report) fn number(at: &Cursor<'_>) -> Option<Text> {
        let typed = raw(at, "a number")?;
        Some(Placed { value: typed.trim().into(), place: at.place() })
    }

    pub(in crate::report) fn number_shape() -> Shape {
        Shape::Scalar(Scalar::typed("text"))
    }

    /// The number of an item that gives none: its position from 1.
    pub(in crate::report) fn numbered(at: &Cursor<'_>) -> Text {
        Placed { value: (at.position() + 1).to_string().into(), place: at.place() }
    }

    /// It has a title of its own, or that of its paper.
    pub(in crate::report) fn has_title(
        fields: &mut Fields<'_>,
        title: &Option<Text>,
    ) -> Option<()> {
        if title.is_none() && !fields.has("paper") {
            let hint = "add `title`, or `paper`, whose title it then has";
            fields.report_missing(&["title", "paper"], "the item has no title", hint);
        }
        Some(())
    }
}
