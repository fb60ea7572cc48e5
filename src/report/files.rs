//! The files of a project as they are read: texts, their order, data files and CSV.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, SourceTexts};
use crate::limits::{Limit, Limits};
use crate::sources::{SourceFile, Sources};
use recto_pdf::join::{self, Survey};

use super::code;
use super::declare::NounKind;
use super::image;
use super::model::{FilePath, Gaps, Placed, Text, one_paragraph};
use super::node::{Node, Source, Value};
use super::syntax;
use crate::diagnostic::Problems;
use crate::wording::counted;

/// The files read so far, in the order in which they were first named.
#[derive(Debug)]
pub(crate) struct Files<'p> {
    sources: &'p Sources,
    texts: RefCell<SourceTexts>,
    gaps: RefCell<Gaps>,
    surveys: RefCell<HashMap<Arc<str>, Arc<Survey>>>,
}

/// The rows of a CSV file, the header first; each has as many cells as the header.
pub(crate) struct CsvRows {
    /// The names of the columns; never empty.
    pub(crate) header: Vec<Text>,
    /// The rows below it.
    pub(crate) rows: Vec<Vec<Text>>,
}

impl<'p> Files<'p> {
    pub(crate) fn new(sources: &'p Sources) -> Self {
        Self {
            sources,
            texts: RefCell::default(),
            gaps: RefCell::default(),
            surveys: RefCell::default(),
        }
    }

    /// The texts of the files, and what in them could not be read.
    pub(super) fn into_parts(self) -> (SourceTexts, Gaps) {
        (self.texts.into_inner(), self.gaps.into_inner())
    }

    /// The limits that they are read within.
    pub(crate) fn limits(&self) -> &Limits {
        self.sources.limits()
    }

    /// Whether a file has been read.
    pub(crate) fn has(&self, path: &FilePath) -> bool {
        self.texts.borrow().text(&path.value).is_some()
    }

    /// Notes that something could not be read whose id is not known.
    pub(crate) fn note_unnamed(&self) {
        self.gaps.borrow_mut().unnamed = true;
    }

    /// Notes that something that others may refer to could not be read.
    pub(crate) fn note_gap(&self, kind: NounKind, node: &Node) {
        if !kind.is_listed() {
            return;
        }
        match node.get("id").map(|id| &id.value) {
            Some(Value::Scalar(id)) => {
                self.gaps.borrow_mut().ids.insert(id.text.clone());
            }
            _ => self.note_unnamed(),
        }
    }

    /// Looks at an image that the project names; what is wrong with it is noted.
    pub(crate) fn check_image(&self, path: &FilePath, problems: &mut Problems) {
        match self.sources.file(path) {
            Ok(SourceFile { bytes, .. }) => {
                let found = image::check(path, &bytes, self.sources.limits());
                found.into_iter().for_each(|it| problems.push(it.at(&path.place)));
            }
            Err(error) => problems.push(error.diagnostic(&path.place)),
        }
    }

    /// Looks at an external PDF that the project names; why it cannot be attached is noted.
    pub(crate) fn external(
        &self,
        path: &FilePath,
        problems: &mut Problems,
    ) -> Option<Arc<Survey>> {
        // Several papers may attach the same file.
        if let Some(known) = self.surveys.borrow().get(&path.value) {
            return Some(known.clone());
        }
        let data = match self.sources.file(path) {
            Ok(file) => file.bytes,
            Err(error) => {
                problems.push(error.diagnostic(&path.place));
                return None;
            }
        };
        match join::survey(&data) {
            Ok(survey) => {
                let survey = Arc::new(survey);
                self.surveys.borrow_mut().insert(path.value.clone(), survey.clone());
                Some(survey)
            }
            Err(refusal) => {
                let message = format!("`{}` cannot be attached: {refusal}", path.value);
                problems.push(
                    Diagnostic::error(code::EXTERNAL_REFUSED, message)
                        .at(&path.place)
                        .hint(refusal.remedy()),
                );
                None
            }
        }
    }

    /// The text of a file, which must be free of control characters.
    pub(crate) fn source(
        &self,
        path: &FilePath,
        problems: &mut Problems,
    ) -> Option<Source> {
        match self.sources.text(path) {
            Ok(text) => {
                self.texts.borrow_mut().insert(path.value.clone(), text.clone());
                let source = Source { file: path.value.clone(), text };
                syntax::check_characters(&source, problems).then_some(source)
            }
            Err(error) => {
                problems.push(error.diagnostic(&path.place));
                None
            }
        }
    }

    /// Reads a CSV file (RFC 4180) with a header row.
    pub(crate) fn csv(
        &self,
        path: &FilePath,
        problems: &mut Problems,
    ) -> Option<CsvRows> {
        let source = self.source(path, problems)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(source.text.as_bytes());
        let mut rows = Vec::new();
        let mut values = 0;
        let limits = self.sources.limits();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    values += record.len() as u64;
                    if limits.is_passed(Limit::Values, values) {
                        let place = Place::whole_file(source.file.clone());
                        problems.push(
                            Diagnostic::error(
                                code::LIMIT,
                                syntax::too_many_values(limits),
                            )
                            .at(&place)
                            .hint(limits.remedy(Limit::Values)),
                        );
                        return None;
                    }
                    rows.push(cells(&source, &record));
                }
                Err(error) => {
                    let message = format!("`{}` is not CSV: {error}", source.file);
                    let place = Place::whole_file(source.file.clone());
                    problems.push(
                        Diagnostic::error(code::SYNTAX, message)
                            .at(&place)
                            .hint("save the file as CSV with commas, in UTF-8"),
                    );
                    return None;
                }
            }
        }
        if rows.len() < 2 {
            let message = format!("`{}` has no rows below its header", source.file);
            let place = Place::whole_file(source.file.clone());
            problems.push(
                Diagnostic::error(code::CSV_SHAPE, message)
                    .at(&place)
                    .hint("write a header row and at least one row below it"),
            );
            return None;
        }
        let header = rows.remove(0);
        let whole = format!("the header has {}", header.len());
        let sizes = rows.iter().filter_map(|row| Some((row.len(), &row.first()?.place)));
        for (message, place) in uneven_rows(sizes, header.len(), &whole) {
            problems.push(
                Diagnostic::error(code::CSV_SHAPE, message)
                    .at(place)
                    .hint("put cells that hold a comma in quotation marks"),
            );
        }
        rows.retain(|row| row.len() == header.len());
        Some(CsvRows { header, rows })
    }
}

/// The cells of a record, each with its place.
fn cells(source: &Source, record: &csv::StringRecord) -> Vec<Text> {
    let start = record.position().map_or(0, csv::Position::byte);
    let start = usize::try_from(start).unwrap_or(0).min(source.text.len());
    let rest = source.text.get(start..).unwrap_or_default();
    let start = start + (rest.len() - rest.trim_start_matches('\n').len());
    let line = source.text.get(start..).unwrap_or_default();
    let line_end = start + line.find('\n').unwrap_or(line.len());
    let mut from = start;
    record
        .iter()
        .map(|cell| {
            // A cell with doubled quotation marks stands otherwise in the file; it and
            // its neighbours are then shown by their line.
            let found = source.text.get(from..).and_then(|rest| rest.find(cell));
            let span = match found.map(|at| from + at..from + at + cell.len()) {
                Some(span) if span.start <= line_end => {
                    from = span.end;
                    span
                }
                _ => start..line_end,
            };
            let place = Place::text(source.file.clone(), span);
            Placed { value: one_paragraph(&cell.into()), place }
        })
        .collect()
}

/// Messages about rows that have not as many cells as there are columns, each number of
/// cells once and at its first row: a column that is missing at the head is one mistake,
/// however many rows there are. `whole` says what the columns are of.
pub(crate) fn uneven_rows<'r>(
    rows: impl Iterator<Item = (usize, &'r Place)>,
    columns: usize,
    whole: &str,
) -> Vec<(String, &'r Place)> {
    let mut sizes: BTreeMap<usize, (&Place, usize)> = BTreeMap::new();
    for (size, place) in rows.filter(|(size, _)| *size != columns) {
        sizes.entry(size).or_insert((place, 0)).1 += 1;
    }
    let message = |(size, (place, count))| {
        let rows = match count {
            1 => "the row has".to_owned(),
            _ => format!("{count} rows have"),
        };
        (format!("{rows} {}, and {whole}", counted(size, "cell")), place)
    };
    sizes.into_iter().map(message).collect()
}
