//! The source data of an edition: what it prints, as files that machines read.
//!
//! An archive (PDF/A-3) takes these files along. They are read off the [`Document`], so that
//! they hold what the edition prints, in the text that prints, and nothing that its readers
//! may not see; a file of the publisher's own is never among them. How they get into a PDF
//! is not known here. `docs/data-files.md` describes them for those who use them.

mod sheet;
mod whole;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::whole::EditionData;
pub(super) use self::whole::ReportData;
use super::charts::Chart;
use super::measure::Measure;
use super::noun::{Shown, Walk, as_type, walk};
use super::sections::{Brief, Priority, Section};
use super::tables::Table;
use super::{Document, Text};
use crate::edition::Audience;
use crate::report::Locale;

/// The name and version of the JSON file's form. A change that a reader of the file has to
/// know of changes the number.
pub const FORMAT: &str = "recto-edition-data/2";

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
/// There is no list of measures where the edition prints none. The same document always
/// gives the same bytes.
pub fn data_files(document: &Document, locale: &Locale) -> Vec<DataFile> {
    let reading = Reading::of(document);
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
        if let Some(data) = sheet::history(&reading.measures) {
            let description = locale.word("earlier-figures").to_owned();
            files.push(csv("history.csv".to_owned(), description, data));
        }
    }
    let titled = |kind: &'static str, title: &str| {
        let kind = locale.word(kind);
        format!("{kind}: {title}")
    };
    for drawn in &reading.drawn {
        if let Some(table) = as_type::<Table>(drawn) {
            files.push(csv(
                format!("table-{}.csv", table.id),
                titled("table", &table.title),
                sheet::table(table),
            ));
        } else if let Some(chart) = as_type::<Chart>(drawn) {
            files.push(csv(
                format!("chart-{}.csv", chart.id),
                titled("chart", &chart.title),
                sheet::chart(chart),
            ));
        }
    }
    files.push(DataFile {
        name: "data.json".to_owned(),
        media_type: "application/json",
        description: document.edition.title.to_string(),
        relationship: Relationship::Source,
        data: EditionData::of(document, &reading).json(),
    });
    files
}

/// What of a document goes into data files.
struct Reading {
    /// Its measures, each once.
    measures: Vec<Arc<Measure>>,
    /// Its tables and charts, each once, in the order of reading.
    drawn: Vec<Arc<dyn Shown>>,
    /// Its sections, each once, in the order of reading.
    sections: Vec<SectionRead>,
}

/// A section; that of the priority for a brief.
struct SectionRead {
    number: Option<u32>,
    id: Arc<str>,
    title: Text,
    priority: Option<Arc<Priority>>,
}

impl Reading {
    fn of(document: &Document) -> Self {
        let (mut drawn, mut sections) = (Vec::<Arc<dyn Shown>>::new(), Vec::new());
        let has_exempt = document.exact.audience() != Audience::Public;
        // A brief and the report may both be attached.
        let mut known = BTreeSet::new();
        let mut is_new =
            |kind: &'static str, id: &Arc<str>| known.insert((kind, id.clone()));
        walk(&document.root(), &mut |noun| {
            if let Some(table) = as_type::<Table>(noun) {
                let is_it = |it: &&mut Arc<dyn Shown>| {
                    as_type::<Table>(it).is_some_and(|other| other.id == table.id)
                };
                if is_new("table", &table.id) {
                    drawn.push(noun.clone());
                } else if has_exempt && let Some(before) = drawn.iter_mut().find(is_it) {
                    // Of what the public gets without a part, the whole stands after it.
                    *before = noun.clone();
                }
                return Walk::Past;
            }
            if let Some(chart) = as_type::<Chart>(noun) {
                if is_new("chart", &chart.id) {
                    drawn.push(noun.clone());
                }
                return Walk::Past;
            }
            let section = if let Some(section) = as_type::<Section>(noun) {
                Some(SectionRead {
                    number: section.number,
                    id: section.id.clone(),
                    title: section.title.clone(),
                    priority: section.priority.clone(),
                })
            } else {
                as_type::<Brief>(noun).map(|brief| SectionRead {
                    number: Some(brief.priority.number),
                    id: brief.priority.id.clone(),
                    title: brief.priority.title.clone(),
                    priority: Some(brief.priority.clone()),
                })
            };
            sections.extend(section.filter(|it| is_new("section", &it.id)));
            Walk::Within
        });
        Self { measures: document.measures(), drawn, sections }
    }
}
