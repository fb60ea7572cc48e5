//! The smaller nouns: sources, people, abbreviations, links, contacts, images, the
//! entries of the imprint and the notes of the editors.

use crate::report::decode::dates::date;
use crate::report::decode::scalars::{id, line, path, prose, text, url};
use crate::report::decode::{Cursor, Fields, Problems};
use crate::report::model::{
    Abbreviation, Contact, EditorialNote, Figure, ImprintEntry, Link, Person,
    SourceDocument,
};
use crate::report::node::Value;

use super::audience::audience;
use super::files::Files;

/// Reads a document that figures come from.
pub(crate) fn source(at: &Cursor<'_>, problems: &mut Problems) -> Option<SourceDocument> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let title = fields.required("title", text);
    let publisher = fields.optional("publisher", text);
    let published = fields.optional("published", date);
    let url = fields.optional("url", url);
    let note = fields.optional("note", line);
    fields.finish();
    Some(SourceDocument { id: id?, title: title?, publisher, published, url, note })
}

/// Reads a person.
pub(crate) fn person(at: &Cursor<'_>, problems: &mut Problems) -> Option<Person> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let name = fields.required("name", text);
    let role = fields.required("role", text);
    let organisation = fields.optional("organisation", text);
    let note = fields.optional("note", line);
    fields.finish();
    Some(Person { id: id?, name: name?, role: role?, organisation, note })
}

/// Reads an abbreviation.
pub(crate) fn abbreviation(
    at: &Cursor<'_>,
    problems: &mut Problems,
) -> Option<Abbreviation> {
    let mut fields = Fields::of(at, problems)?;
    let short = fields.required("short", text);
    let long = fields.required("long", text);
    let note = fields.optional("note", text);
    fields.finish();
    Some(Abbreviation { short: short?, long: long?, note })
}

/// Reads a link of the link lists.
pub(crate) fn link(at: &Cursor<'_>, problems: &mut Problems) -> Option<Link> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let text = fields.required("text", line);
    let url = fields.optional("url", url);
    let note = fields.optional("note", line);
    fields.finish();
    Some(Link { id: id?, text: text?, url, note })
}

/// Reads a contact.
pub(crate) fn contact(at: &Cursor<'_>, problems: &mut Problems) -> Option<Contact> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let label = fields.required("label", text);
    let value = fields.required("value", text);
    let url = fields.optional("url", url);
    fields.finish();
    Some(Contact { id: id?, label: label?, value: value?, url })
}

/// Reads an entry of the imprint.
pub(crate) fn imprint_entry(
    at: &Cursor<'_>,
    problems: &mut Problems,
) -> Option<ImprintEntry> {
    let mut fields = Fields::of(at, problems)?;
    let term = fields.required("term", text);
    let text = fields.required("text", prose);
    fields.finish();
    Some(ImprintEntry { term: term?, text: text? })
}

/// Reads an image, and checks that its file is there.
pub(crate) fn figure(
    at: &Cursor<'_>,
    files: &Files<'_>,
    problems: &mut Problems,
) -> Option<Figure> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let file = fields.required("file", |at, problems| {
        let file = path(at, problems)?;
        files.check_image(&file, problems);
        Some(file)
    });
    let alt = fields.required("alt", line);
    let caption = fields.optional("caption", line);
    let credit = fields.optional("credit", text);
    let audience = audience(at, &mut fields);
    fields.finish();
    Some(Figure { id: id?, file: file?, alt: alt?, caption, credit, audience })
}

/// Reads a note of the editors: text while it is open, a mapping once it is settled.
pub(crate) fn editorial_note(
    at: &Cursor<'_>,
    problems: &mut Problems,
) -> Option<EditorialNote> {
    if !matches!(at.node().value, Value::Map(_)) {
        return Some(EditorialNote { note: text(at, problems)?, settled: None });
    }
    let mut fields = Fields::of(at, problems)?;
    let note = fields.required("note", text);
    let settled = fields.optional("settled", text);
    fields.finish();
    Some(EditorialNote { note: note?, settled })
}
