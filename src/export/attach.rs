//! Attachments: the data behind an edition, as associated files of its PDF (PDF/A-3,
//! ISO 19005-3, 6.8).

use lopdf::{Document, Object, Stream, StringFormat, dictionary};

use super::text::text;

/// A file that is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without folders.
    pub name: String,
    /// Its media type, such as `text/csv`.
    pub media_type: &'static str,
    /// What it is, for people.
    pub description: String,
    /// What it is to the document.
    pub relationship: Relationship,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// What an attached file is to the document (ISO 19005-3, annex E: `AFRelationship`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The document was made from it.
    Source,
    /// What it shows in a table or a chart.
    Data,
}

/// Attaches files to a document, in their order, and says when they were made: the date
/// of the document.
///
/// # Errors
///
/// When the document has no catalogue.
pub(super) fn attach(
    document: &mut Document,
    attachments: &[Attachment],
) -> Result<(), lopdf::Error> {
    if attachments.is_empty() {
        return Ok(());
    }
    let made = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .and_then(|id| document.get_dictionary(id))
        .and_then(|info| info.get(b"ModDate"))
        .cloned();
    let mut associated = Vec::new();
    let mut named = Vec::new();
    for attachment in attachments {
        let size = i64::try_from(attachment.data.len()).unwrap_or(i64::MAX);
        let mut about = dictionary! { "Size" => size };
        if let Ok(made) = &made {
            about.set("ModDate", made.clone());
        }
        let entries = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => attachment.media_type,
            "Params" => about,
        };
        let mut stream = Stream::new(entries, attachment.data.clone());
        stream.compress()?;
        let stream = document.add_object(stream);
        let specification = dictionary! {
            "Type" => "Filespec",
            "F" => text(&attachment.name),
            "UF" => text(&attachment.name),
            "Desc" => text(&attachment.description),
            "AFRelationship" => match attachment.relationship {
                Relationship::Source => "Source",
                Relationship::Data => "Data",
            },
            "EF" => dictionary! { "F" => stream, "UF" => stream },
        };
        let specification = document.add_object(specification);
        associated.push(Object::Reference(specification));
        named.push((attachment.name.clone(), specification));
    }
    // A name tree is sorted by its keys (ISO 32000-1, 7.9.6).
    named.sort();
    let key = |name: String| Object::String(name.into_bytes(), StringFormat::Literal);
    let names: Vec<Object> =
        named.into_iter().flat_map(|(name, id)| [key(name), id.into()]).collect();
    let tree = document.add_object(dictionary! { "Names" => names });
    let catalogue = document.catalog_mut()?;
    catalogue.set("AF", associated);
    match catalogue.get_mut(b"Names") {
        Ok(Object::Dictionary(names)) => names.set("EmbeddedFiles", tree),
        Ok(Object::Reference(id)) => {
            let id = *id;
            document.get_dictionary_mut(id)?.set("EmbeddedFiles", tree);
        }
        _ => catalogue.set("Names", dictionary! { "EmbeddedFiles" => tree }),
    }
    Ok(())
}
