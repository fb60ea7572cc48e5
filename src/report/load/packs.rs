//! Packs: the numbers and titles of their items, and what these hold.

use crate::report::code;
use crate::report::declare::{Condition, Field, Noun, Rule, Scalar, Shape};
use crate::report::decode::raw;
use crate::report::decode::{Cursor, Fields, ReadFields};
use crate::report::model::{Cover, Enclosure, Item, ItemState, ItemStatus, Placed, Text};

use super::papers::{ENCLOSURES, needs_description};

impl Item {
    pub(in crate::report) const RULES: &[Rule] = &[
        Rule::AtLeastOne(&["title", "paper"]),
        Rule::Never(Condition::Beside("paper"), "report"),
        Rule::Never(Condition::Beside("paper"), "brief"),
        Rule::Never(Condition::Beside("paper"), "sections"),
        Rule::Never(Condition::Beside("paper"), "table"),
        Rule::Never(Condition::Beside("paper"), "text"),
        Rule::Never(Condition::Beside("paper"), "pdf"),
        Rule::Never(Condition::Beside("paper"), "description"),
    ];

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

    pub(in crate::report) fn purpose(at: &Cursor<'_>) -> Option<Text> {
        Cover::purpose(at)
    }

    pub(in crate::report) fn purpose_shape() -> Shape {
        Cover::purpose_shape()
    }

    /// In a supplement, an item says after which page it goes, for which a title alone has no
    /// room.
    pub(in crate::report) fn goes_after_a_page(at: &Cursor<'_>, _: &Text) {
        if Condition::Within("supplement_to").holds(at) {
            let message = "`after_page` is missing";
            let hint = "write `{title: …, after_page: …}`";
            at.report(code::MISSING_FIELD, message, hint);
        }
    }

    /// What it holds itself; the inner is `None` where it holds nothing.
    pub(in crate::report) fn content(
        fields: &mut Fields<'_>,
    ) -> Option<Option<Enclosure>> {
        let given = ENCLOSURES.iter().filter(|name| fields.has(name)).count();
        if fields.has("paper") && given + usize::from(fields.has("description")) > 0 {
            let message = "the item has a paper, and holds something else as well";
            let hint =
                "keep the `paper`, which can have appendices, or what else it holds";
            fields.report_choice(&ENCLOSURES, false, message, hint);
        }
        if given == 0 {
            // A stamp without pages is refused.
            Enclosure::read_only_stamp(fields);
            return Some(None);
        }
        Enclosure::read_fields(fields).map(Some)
    }

    pub(in crate::report) fn content_fields() -> &'static [Field] {
        Enclosure::declared().fields
    }

    /// It has a title of its own, or that of its paper.
    pub(in crate::report) fn has_title(
        fields: &mut Fields<'_>,
        title: &Option<Text>,
        content: &Option<Option<Enclosure>>,
    ) -> Option<()> {
        if title.is_none() && !fields.has("paper") {
            let hint = match content {
                Some(Some(_)) => "add `title`",
                _ => "add `title`, or `paper`, whose title it then has",
            };
            fields.report_missing(&["title", "paper"], "the item has no title", hint);
        }
        Some(())
    }

    /// A file that is not tagged has a description for those who cannot see it.
    pub(in crate::report) fn is_described(
        fields: &mut Fields<'_>,
        content: &Option<Option<Enclosure>>,
    ) -> Option<()> {
        needs_description(fields, content.as_ref()?.as_ref());
        Some(())
    }

    /// What is not there yet, or is no paper, has no pages.
    pub(in crate::report) fn is_there(
        fields: &mut Fields<'_>,
        status: &Option<ItemStatus>,
    ) -> Option<()> {
        let Some(status) = status else { return Some(()) };
        let has_none = matches!(
            status.state,
            ItemState::ToFollow | ItemState::Verbal | ItemState::Tabled
        );
        let mut names = ENCLOSURES.iter().chain(&["paper"]);
        if has_none && let Some(name) = names.find(|name| fields.has(name)) {
            let state = status.state.name();
            let message = format!("the item is `{state}`, and has a `{name}`");
            let hint =
                format!("remove `status`, or `{name}` and give the item a `title`");
            fields.disagree(&status.place, &message, &hint);
        }
        Some(())
    }
}

impl ItemStatus {
    /// An urgent item has the Chair's reason, for which one word has no room.
    pub(in crate::report) fn says_why(at: &Cursor<'_>, state: &ItemState) {
        if *state == ItemState::Urgent {
            let message = "an urgent item needs the Chair's reason";
            let hint = "write `{state: urgent, reason: …}`";
            at.report(code::MISSING_FIELD, message, hint);
        }
    }
}
