//! Attachments: the data behind an edition, as associated files of its PDF (PDF/A-3,
//! ISO 19005-3, 6.8).

use lopdf::{Document, Object, Stream, dictionary, text_string};

use crate::object::{Dict, name_tree, set_names};

/// A file that goes with a document.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// Its name, in ASCII; no two files of a document have the same.
    pub name: &'a str,
    /// Its media type, such as `text/csv`.
    pub media_type: &'a str,
    /// What it is, for people.
    pub description: &'a str,
    /// How it relates to the document.
    pub relationship: Relationship,
    /// Its bytes.
    pub data: &'a [u8],
}

/// How a file relates to the document that it goes with (ISO 19005-3, annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// It holds the data that a part of the document shows.
    Data,
    /// It holds the material that the document as a whole was made of.
    Source,
}

/// Attaches files to a document, in their order, and says when they were made: the date
/// of the document.
///
/// # Errors
///
/// When the document has no catalogue.
pub(super) fn attach(
    document: &mut Document,
    files: &[Attachment<'_>],
) -> Result<(), lopdf::Error> {
    if files.is_empty() {
        return Ok(());
    }
    let information = document.trailer.get(b"Info").ok();
    let information = information.and_then(|it| Dict::of(document, it));
    let made = information.and_then(|it| it.raw(b"ModDate")).cloned();
    let mut associated = Vec::new();
    let mut named = Vec::new();
    for file in files {
        let size = i64::try_from(file.data.len()).unwrap_or(i64::MAX);
        let mut about = dictionary! { "Size" => size };
        if let Some(made) = &made {
            about.set("ModDate", made.clone());
        }
        let entries = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => file.media_type,
            "Params" => about,
        };
        let mut stream = Stream::new(entries, file.data.to_vec());
        stream.compress()?;
        let stream = document.add_object(stream);
        let specification = dictionary! {
            "Type" => "Filespec",
            "F" => text_string(file.name),
            "UF" => text_string(file.name),
            "Desc" => text_string(file.description),
            "AFRelationship" => match file.relationship {
                Relationship::Source => "Source",
                Relationship::Data => "Data",
            },
            "EF" => dictionary! { "F" => stream, "UF" => stream },
        };
        let specification = document.add_object(specification);
        associated.push(Object::Reference(specification));
        named.push((file.name.as_bytes().to_vec(), specification.into()));
    }
    let tree = document.add_object(name_tree(named));
    document.catalog_mut()?.set("AF", associated);
    set_names(document, "EmbeddedFiles", tree)
}
