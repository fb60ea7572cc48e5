//! The source data of an edition: what it prints, as files that machines read.
//!
//! An archive (PDF/A-3) takes these files along. They are made of a [`Selection`], so that
//! they hold what the edition prints and nothing that its readers may not see; a file of
//! the publisher's own is never among them. How they get into a PDF is not known here.
//! `docs/data-files.md` describes them for those who use them.

mod document;
mod measures;
mod reading;
mod sheet;

use super::Selection;
use crate::report::Locale;
use document::EditionData;
use reading::{Reading, Shown};

/// The name and version of the JSON file's form. A change that a reader of the file has to
/// know of changes the number.
pub const FORMAT: &str = "recto-edition-data/1";

/// A file of data that goes with an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its name: lower-case ASCII letters, digits and hyphens, and an ending. No two files
    /// of an edition have the same.
    pub name: String,
    /// Its media type: `text/csv` or `application/json`.
    pub media_type: &'static str,
    /// What it is, for people, in the report's language: “Table: Spending by area”.
    pub description: String,
    /// How it relates to the document.
    pub relationship: Relationship,
    /// Its bytes: UTF-8 without a byte order mark.
    pub data: Vec<u8>,
}

/// How a file relates to the document that it goes with (ISO 32000-2, 7.11.3, and
/// ISO 19005-3, annex E: `AFRelationship`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// It holds the data that a part of the document shows.
    Data,
    /// It holds the material that the document as a whole was made of.
    Source,
}

/// The data of an edition: the list of its measures, then its tables and charts in the
/// order of reading, then all of it as one JSON document.
///
/// There is no list of measures where the edition prints none. The same selection always
/// gives the same bytes.
pub fn data_files(selection: &Selection<'_>, locale: &Locale) -> Vec<DataFile> {
    let reading = Reading::of(selection, locale);
    let csv = |name: String, description: String, data: Vec<u8>| DataFile {
        name,
        media_type: "text/csv",
        description,
        relationship: Relationship::Data,
        data,
    };
    let mut files = Vec::new();
    if !reading.measures.is_empty() {
        let data = sheet::measures(&reading.measures);
        let description = locale.word("figures").to_owned();
        files.push(csv("measures.csv".to_owned(), description, data));
    }
    let titled = |kind: &'static str, title: &str| {
        let kind = locale.word(kind);
        format!("{kind}: {title}")
    };
    for shown in &reading.shown {
        files.push(match shown {
            Shown::Table(table) => csv(
                format!("table-{}.csv", table.id),
                titled("table", &table.title),
                sheet::table(table),
            ),
            Shown::Chart(chart) => csv(
                format!("chart-{}.csv", chart.id),
                titled("chart", &chart.title),
                sheet::chart(chart),
            ),
        });
    }
    files.push(DataFile {
        name: "data.json".to_owned(),
        media_type: "application/json",
        description: selection.title().to_owned(),
        relationship: Relationship::Source,
        data: EditionData::of(selection, reading).json(),
    });
    files
}
