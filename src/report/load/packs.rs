//! Packs: the papers of a meeting, item by item.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::dates::date;
use crate::report::decode::scalars::{id, line, one_of, path, raw, text, whole_number};
use crate::report::decode::{Cursor, Fields, Problems, filled_list_of};
use crate::report::model::{Dividers, Item, Pack, Placed, Text};

use super::audience::audience;
use super::papers::{known, officer, purpose};

const DIVIDERS: &[(&str, Dividers)] =
    &[("pages", Dividers::Pages), ("none", Dividers::None)];

/// Reads a pack.
pub(crate) fn pack(at: &Cursor<'_>, problems: &mut Problems) -> Option<Pack> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let title = fields.required("title", text);
    let meeting = fields.required("meeting", known(line));
    let date = fields.required("date", known(date));
    let time = fields.optional("time", known(line));
    let venue = fields.optional("venue", known(line));
    let note = fields.optional("note", line);
    let marking = fields.optional("marking", text);
    let dividers = fields.optional("dividers", one_of(DIVIDERS)).unwrap_or_default();
    let supplement_to = fields.optional("supplement_to", self::id);
    let replaces = fields.optional("replaces", path);
    let is_supplement = fields.has("supplement_to");
    let mut position = 0;
    let items = fields.required(
        "items",
        filled_list_of(|at, problems| {
            position += 1;
            item(at, position, is_supplement, problems)
        }),
    );
    let audience = audience(at, &mut fields);
    fields.finish();
    Some(Pack {
        id: id?,
        title: title?,
        meeting: meeting?,
        date: date?,
        time,
        venue,
        note,
        marking,
        dividers,
        supplement_to,
        replaces,
        items: items?,
        audience,
    })
}

fn item(
    at: &Cursor<'_>,
    position: usize,
    is_supplement: bool,
    problems: &mut Problems,
) -> Option<Item> {
    let mut fields = Fields::of(at, problems)?;
    let number = fields.optional("number", number);
    let title = fields.optional("title", text);
    let time = fields.optional("time", known(line));
    let presenter = fields.optional("presenter", known(officer));
    let purpose = fields.optional("purpose", purpose);
    let paper = fields.optional("paper", id);
    let note = fields.optional("note", line);
    let after_page = if is_supplement {
        fields.required("after_page", whole_number)
    } else {
        fields.refuse("after_page", "it is for items of a pack with `supplement_to`");
        None
    };
    if title.is_none() && !fields.has("paper") {
        let problem = Diagnostic::error(code::MISSING_FIELD, "the item has no title")
            .at(&at.place())
            .hint("add `title`, or `paper`, whose title it then has");
        fields.report_missing(&["title", "paper"], problem);
    }
    let audience = audience(at, &mut fields);
    fields.finish();
    let place = at.place();
    let number = number.unwrap_or_else(|| Placed {
        value: position.to_string().into(),
        place: place.clone(),
    });
    let withheld = None;
    Some(Item {
        number,
        title,
        time,
        presenter,
        purpose,
        paper,
        note,
        after_page,
        audience,
        withheld,
        place,
    })
}

/// The number of an item, which may look like a number: `4`, `4.1`, `7a`.
fn number(at: &Cursor<'_>, problems: &mut Problems) -> Option<Text> {
    let typed = raw(at, "a number", problems)?;
    Some(Placed { value: typed.trim().into(), place: at.place() })
}
