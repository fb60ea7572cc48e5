//! Sections, priorities, highlights and the blocks that they are made of.

use crate::report::decode::scalars::{id, line, one_of, prose, text, whole_number};
use crate::report::decode::{Cursor, Fields, Problems, list_of};
use crate::report::model::{
    Block, Brief, Highlight, Part, PlainSection, Priority, Section,
};

use super::audience::audience;
use super::nouns::editorial_note;

/// The names of the blocks; each is the one field of its mapping.
const BLOCKS: &[&str] = &[
    "heading",
    "prose",
    "measures",
    "chart",
    "table",
    "figure",
    "people",
    "parts",
    "priorities",
    "links",
    "contacts",
];

/// Reads a section file: a priority where it has a `priority` field.
pub(crate) fn section(at: &Cursor<'_>, problems: &mut Problems) -> Option<Section> {
    if at.node().get("priority").is_some() {
        Some(Section::Priority(Box::new(priority(at, problems)?)))
    } else {
        Some(Section::Plain(Box::new(plain_section(at, problems)?)))
    }
}

fn plain_section(at: &Cursor<'_>, problems: &mut Problems) -> Option<PlainSection> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let title = fields.required("title", text);
    let lead = fields.optional("lead", prose);
    let body = fields.list("body", block);
    let audience = audience(at, &mut fields);
    let editorial_notes = fields.list("editorial_notes", editorial_note);
    fields.finish();
    Some(PlainSection { id: id?, title: title?, lead, body, audience, editorial_notes })
}

fn priority(at: &Cursor<'_>, problems: &mut Problems) -> Option<Priority> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let number = fields.required("priority", whole_number);
    let name = fields.required("name", text);
    let title = fields.optional("title", text);
    let summary = fields.required("summary", prose);
    let introduction = fields.optional("introduction", prose);
    let measures = fields.list("measures", self::id);
    let highlights = fields.list("highlights", highlight);
    let body = fields.list("body", block);
    let brief = fields.optional("brief", brief).unwrap_or_default();
    let audience = audience(at, &mut fields);
    let editorial_notes = fields.list("editorial_notes", editorial_note);
    fields.finish();
    Some(Priority {
        id: id?,
        number: number?,
        name: name?,
        title,
        summary: summary?,
        introduction,
        measures,
        highlights,
        body,
        brief,
        audience,
        editorial_notes,
    })
}

fn brief(at: &Cursor<'_>, problems: &mut Problems) -> Option<Brief> {
    let mut fields = Fields::of(at, problems)?;
    let title = fields.optional("title", text);
    let context = fields.optional("context", prose);
    let body = fields.optional("body", list_of(block));
    let charts = fields.optional("charts", list_of(id));
    let contacts = fields.list("contacts", id);
    fields.finish();
    Some(Brief { title, context, body, charts, contacts })
}

fn highlight(at: &Cursor<'_>, problems: &mut Problems) -> Option<Highlight> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.optional("id", id);
    let lead = fields.optional("lead", line);
    let text = fields.required("text", prose);
    let figure = fields.optional("figure", self::id);
    let items = fields.list("items", item);
    let then = fields.list("then", block);
    let audience = audience(at, &mut fields);
    let editorial_notes = fields.list("editorial_notes", editorial_note);
    fields.finish();
    Some(Highlight {
        id,
        lead,
        text: text?,
        figure,
        items,
        then,
        audience,
        editorial_notes,
        place: at.place(),
    })
}

/// Reads an item of a highlight; it may have items of its own.
fn item(at: &Cursor<'_>, problems: &mut Problems) -> Option<Highlight> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.optional("id", id);
    let lead = fields.optional("lead", line);
    let text = fields.required("text", prose);
    let items = fields.list("items", item);
    let audience = audience(at, &mut fields);
    let editorial_notes = fields.list("editorial_notes", editorial_note);
    fields.refuse("figure", "put `figure` on the highlight that holds this item");
    fields.refuse("then", "put `then` on the highlight that holds this item");
    fields.finish();
    Some(Highlight {
        id,
        lead,
        text: text?,
        figure: None,
        items,
        then: Vec::new(),
        audience,
        editorial_notes,
        place: at.place(),
    })
}

/// Reads a block.
pub(crate) fn block(at: &Cursor<'_>, problems: &mut Problems) -> Option<Block> {
    let (name, value) = at.only_field(BLOCKS, problems)?;
    let at = &value;
    Some(match name {
        "heading" => Block::Heading(text(at, problems)?),
        "prose" => Block::Prose(prose(at, problems)?),
        "measures" => Block::Measures(list_of(id)(at, problems)?),
        "chart" => Block::Chart(id(at, problems)?),
        "table" => Block::Table(id(at, problems)?),
        "figure" => Block::Figure(id(at, problems)?),
        "people" => Block::People(list_of(id)(at, problems)?),
        "parts" => Block::Parts(list_of(part)(at, problems)?),
        "links" => Block::Links(list_of(id)(at, problems)?),
        "contacts" => Block::Contacts(list_of(id)(at, problems)?),
        // `only_field` gives names of `BLOCKS` alone; `priorities` is the last.
        _ => {
            one_of(&[("overview", ())])(at, problems)?;
            Block::Priorities(at.place())
        }
    })
}

fn part(at: &Cursor<'_>, problems: &mut Problems) -> Option<Part> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let name = fields.required("name", text);
    let text = fields.required("text", prose);
    fields.finish();
    Some(Part { id: id?, name: name?, text: text? })
}
