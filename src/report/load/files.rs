//! The files of a project as they are read: texts, their order, data files and CSV.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, SourceTexts};
use crate::limits::Limit;
use crate::report::code;
use crate::report::decode::scalars::one_paragraph;
use crate::report::decode::{Cursor, Fields, Problems, list_of};
use crate::report::image;
use crate::report::model::{FilePath, Gaps, Placed, Text};
use crate::report::node::{Source, Value};
use crate::report::syntax;
use crate::sources::{SourceFile, Sources};
use crate::wording::counted;
use recto_pdf::join::{self, Survey};

/// The files read so far, in the order in which they were first named.
pub(crate) struct Files<'p> {
    sources: &'p Sources,
    texts: SourceTexts,
    order: Vec<Arc<str>>,
    gaps: Gaps,
    surveys: HashMap<Arc<str>, Arc<Survey>>,
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
            texts: SourceTexts::default(),
            order: Vec::new(),
            gaps: Gaps::default(),
            surveys: HashMap::new(),
        }
    }

    /// The texts and the order of the files, and what in them could not be read.
    pub(crate) fn into_parts(self) -> (SourceTexts, Vec<Arc<str>>, Gaps) {
        (self.texts, self.order, self.gaps)
    }

    /// Notes that something could not be read whose id is not known.
    pub(crate) fn note_unnamed(&mut self) {
        self.gaps.unnamed = true;
    }

    /// Notes that an item of a list could not be read.
    fn note_gap(&mut self, item: &Cursor<'_>) {
        match item.node().get("id").map(|node| &node.value) {
            Some(Value::Scalar(id)) => {
                self.gaps.ids.insert(id.text.clone());
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
        &mut self,
        path: &FilePath,
        problems: &mut Problems,
    ) -> Option<Arc<Survey>> {
        // Several papers may attach the same file.
        if let Some(known) = self.surveys.get(&path.value) {
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
                self.surveys.insert(path.value.clone(), survey.clone());
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

    fn source(&mut self, path: &FilePath, problems: &mut Problems) -> Option<Source> {
        match self.sources.text(path) {
            Ok(text) => {
                self.texts.insert(path.value.clone(), text.clone());
                if !self.order.contains(&path.value) {
                    self.order.push(path.value.clone());
                }
                let source = Source { file: path.value.clone(), text };
                syntax::check_characters(&source, problems).then_some(source)
            }
            Err(error) => {
                problems.push(error.diagnostic(&path.place));
                None
            }
        }
    }

    /// Reads a data file with a reader for its root.
    pub(crate) fn data<T>(
        &mut self,
        path: &FilePath,
        problems: &mut Problems,
        read: impl FnOnce(&Cursor<'_>, &mut Self, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        if self.order.contains(&path.value) {
            let message = format!("`{}` is named twice", path.value);
            problems.push(
                Diagnostic::error(code::BAD_VALUE, message)
                    .at(&path.place)
                    .hint("name each file once"),
            );
            return None;
        }
        let source = self.source(path, problems)?;
        let limits = self.sources.limits();
        let node = syntax::read(&source, &path.place, limits, problems)?;
        read(&Cursor::root(&source, &node), self, problems)
    }

    /// Reads data files that each hold a list, with a reader for an item.
    ///
    /// A TOML file cannot be a list: there the list is the field `noun`, the one field of
    /// the file.
    pub(crate) fn lists<T>(
        &mut self,
        paths: &[FilePath],
        noun: &'static str,
        problems: &mut Problems,
        mut read: impl FnMut(&Cursor<'_>, &mut Self, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::new();
        for path in paths {
            let items = self.data(path, problems, |at, files, problems| {
                let mut item = |item: &Cursor<'_>, problems: &mut Problems| {
                    let found = read(item, files, problems);
                    if found.is_none() {
                        files.note_gap(item);
                    }
                    found
                };
                if !path.ends_with(".toml") {
                    return list_of(item)(at, problems);
                }
                let mut fields = Fields::of(at, problems)?;
                let items = fields.required(noun, list_of(&mut item));
                fields.finish();
                items
            });
            if items.is_none() {
                self.note_unnamed();
            }
            all.extend(items.unwrap_or_default());
        }
        all
    }

    /// Reads a CSV file (RFC 4180) with a header row.
    pub(crate) fn csv(
        &mut self,
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
        rows.retain(|row| check_row(row, header.len(), problems));
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

fn check_row(row: &[Text], columns: usize, problems: &mut Problems) -> bool {
    let Some(first) = row.first().filter(|_| row.len() != columns) else { return true };
    let message = format!(
        "the row has {}, and the header has {columns}",
        counted(row.len(), "cell")
    );
    problems.push(
        Diagnostic::error(code::CSV_SHAPE, message)
            .at(&first.place)
            .hint("put cells that hold a comma in quotation marks"),
    );
    false
}
