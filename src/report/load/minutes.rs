//! Minutes: items by number or id, and how minutes are numbered.

use crate::report::code;
use crate::report::declare::{Rule, Scalar, Shape};
use crate::report::decode::{Cursor, Fields, Read, raw};
use crate::report::model::{Minute, MinuteNumbers, Outcome, OutcomeWord, Placed, Text};

/// How many digits a number of a minute may be filled up to.
const MOST_DIGITS: u32 = 9;

/// What a minute says, of which there is something.
const SAYS: &[&str] = &["text", "interests", "outcomes", "actions"];

impl Minute {
    pub(in crate::report) const RULES: &[Rule] = &[Rule::AtLeastOne(SAYS)];

    /// It says more than that there was an item.
    pub(in crate::report) fn says_something(
        fields: &mut Fields<'_>,
        _: &Option<Text>,
    ) -> Option<()> {
        if !SAYS.iter().any(|name| fields.has(name)) {
            let message = "the minute says nothing";
            let hint = "add what was said as `text`, were it only “There were none.”";
            fields.report_missing(SAYS, message, hint);
        }
        Some(())
    }

    /// The item: its number, which may look like one (`4`, `4.1`, `7a`), or an id.
    pub(in crate::report) fn item(at: &Cursor<'_>) -> Option<Text> {
        let typed = raw(at, "a number or an id")?;
        Some(Placed { value: typed.trim().into(), place: at.place() })
    }

    pub(in crate::report) fn item_shape() -> Shape {
        Shape::Scalar(Scalar::typed("text"))
    }
}

impl MinuteNumbers {
    pub(in crate::report) const RULES: &[Rule] = &[Rule::ExactlyOne(&["from", "follow"])];

    /// They begin with a number, or run on from other minutes.
    pub(in crate::report) fn begin_once(
        fields: &mut Fields<'_>,
        from: &Option<Placed<u32>>,
    ) -> Option<()> {
        let hint = "write `from` with the number of the first minute, or `follow` with the id of \
                    the minutes before";
        match (from, fields.has("follow")) {
            (None, false) if !fields.has("from") => {
                let message = "nothing says with which number they begin";
                fields.report_missing(&["from", "follow"], message, hint);
            }
            (Some(from), true) => {
                let message = "`from` and `follow` are both there";
                fields.disagree(&from.place, message, hint);
            }
            _ => {}
        }
        Some(())
    }

    pub(in crate::report) fn digits(at: &Cursor<'_>) -> Option<Placed<u32>> {
        let digits = Placed::<u32>::read(at)?;
        if (1..=MOST_DIGITS).contains(&digits.value) {
            return Some(digits);
        }
        let message = format!("a number cannot have {} digits at least", digits.value);
        let hint = format!("write a number from 1 to {MOST_DIGITS}");
        at.report(code::BAD_VALUE, message, hint);
        None
    }

    pub(in crate::report) fn digits_shape() -> Shape {
        Shape::Scalar(Scalar::whole("whole number", Some((1, MOST_DIGITS))))
    }
}

impl Outcome {
    /// What was agreed in other words has these words, for which one word has no room.
    pub(in crate::report) fn is_complete(at: &Cursor<'_>, outcome: &OutcomeWord) {
        if *outcome == OutcomeWord::Amended {
            let message = "nothing says how it was amended";
            let hint = "write `{outcome: amended, resolved: …}`";
            at.report(code::MISSING_FIELD, message, hint);
        }
    }
}
