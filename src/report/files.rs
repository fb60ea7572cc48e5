//! The files of a project as they are read: texts, their order, data files and CSV.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnostic::{Place, Problems, SourceTexts};
use crate::limits::{Limit, Limits};
use crate::sources::{FileError, Sources};
use recto_pdf::join::{self, Survey};

use super::code;
use super::declare::NounKind;
use super::image;
use super::languages::Translations;
use super::model::{FilePath, Gaps, Placed, Text, one_paragraph};
use super::node::{Node, Source, Value};
use super::syntax;
use crate::wording::counted;

/// The files read so far, in the order in which they were first named.
#[derive(Debug)]
pub(crate) struct Files<'p> {
    sources: &'p Sources,
    problems: &'p Problems,
    texts: RefCell<SourceTexts>,
    gaps: RefCell<Gaps>,
    surveys: RefCell<HashMap<Arc<str>, Arc<Survey>>>,
    translations: RefCell<Translations>,
}

/// The rows of a CSV file, the header first; each has as many cells as the header.
pub(crate) struct CsvRows {
    /// The names of the columns; never empty.
    pub(crate) header: Vec<Text>,
    /// The rows below it that are not empty, with the line breaks in their cells.
    pub(crate) rows: Vec<Vec<Text>>,
}

impl<'p> Files<'p> {
    /// The files of a project. What is wrong with them is added to some problems.
    pub(crate) fn new(sources: &'p Sources, problems: &'p Problems) -> Self {
        let (texts, gaps, surveys, translations) = Default::default();
        Self { sources, problems, texts, gaps, surveys, translations }
    }

    /// The texts of the files, and what in them could not be read.
    pub(super) fn into_parts(self) -> (SourceTexts, Gaps) {
        (self.texts.into_inner(), self.gaps.into_inner())
    }

    /// The limits that they are read within.
    pub(crate) fn limits(&self) -> &Limits {
        self.sources.limits()
    }

    /// The same files, of a project in several languages.
    pub(crate) fn in_languages(self, translations: Translations) -> Self {
        Self { translations: RefCell::new(translations), ..self }
    }

    /// A tree of a file in the language that is read.
    pub(crate) fn in_language(&self, node: Node, source: &Source) -> Node {
        self.translations.borrow_mut().read(node, source, self.problems)
    }

    /// What the project says in which language.
    pub(crate) fn translations(&self) -> Translations {
        self.translations.borrow().clone()
    }

    /// What is wrong with the files.
    pub(crate) fn problems(&self) -> &'p Problems {
        self.problems
    }

    /// Whether the project has a file, which no field of it names.
    pub(crate) fn holds(&self, path: &str) -> bool {
        self.sources.file(path).is_ok()
    }

    /// The text of a file that was read before, whatever is wrong with it.
    pub(super) fn read_before(&self, path: &FilePath) -> Option<Source> {
        let text = self.texts.borrow().text(&path.value)?.into();
        Some(Source { file: path.value.clone(), text })
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

    /// What could be read; a failure is reported at the field that names the file.
    fn found<T>(&self, read: Result<T, FileError>, path: &FilePath) -> Option<T> {
        let report = |error: FileError| self.problems.push(error.diagnostic(&path.place));
        read.map_err(report).ok()
    }

    /// Looks at an image that the project names; what is wrong with it is noted.
    pub(crate) fn check_image(&self, path: &FilePath) {
        let file = self.found(self.sources.file(path), path);
        let problem = file.and_then(|it| image::check(path, &it.bytes, self.limits()));
        if let Some(problem) = problem {
            self.problems.push(problem.at(&path.place));
        }
    }

    /// Looks at an external PDF that the project names; why it cannot be attached is noted.
    pub(crate) fn external(&self, path: &FilePath) -> Option<Arc<Survey>> {
        // Several papers may attach the same file.
        if let Some(known) = self.surveys.borrow().get(&path.value) {
            return Some(known.clone());
        }
        let file = self.found(self.sources.file(path), path)?;
        match join::survey(&file.bytes) {
            Ok(survey) => {
                let survey = Arc::new(survey);
                self.surveys.borrow_mut().insert(path.value.clone(), survey.clone());
                Some(survey)
            }
            Err(refusal) => {
                let message = format!("`{}` cannot be attached: {refusal}", path.value);
                let (code, hint) = (code::EXTERNAL_REFUSED, refusal.remedy());
                self.problems.error(code, &path.place, message, hint);
                None
            }
        }
    }

    /// The text of a file, which must be free of control characters.
    pub(crate) fn source(&self, path: &FilePath) -> Option<Source> {
        let text = self.found(self.sources.text(path), path)?;
        self.texts.borrow_mut().insert(path.value.clone(), text.clone());
        let source = Source { file: path.value.clone(), text };
        syntax::check_characters(&source, self.problems).then_some(source)
    }

    /// Reads a CSV file (RFC 4180) with a header row.
    pub(crate) fn csv(&self, path: &FilePath) -> Option<CsvRows> {
        let source = self.source(path)?;
        let refuse = |code, message: String, hint: &str| {
            let place = Place::whole_file(source.file.clone());
            self.problems.error(code, &place, message, hint);
            None
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(source.text.as_bytes());
        let mut rows = Vec::new();
        let mut values = 0;
        let limits = self.limits();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let message = format!("`{}` is not CSV: {error}", source.file);
                    let hint = "save the file as CSV with commas, in UTF-8";
                    return refuse(code::SYNTAX, message, hint);
                }
            };
            values += record.len() as u64;
            if limits.is_passed(Limit::Values, values) {
                let hint = limits.remedy(Limit::Values);
                return refuse(code::LIMIT, syntax::too_many_values(limits), &hint);
            }
            // A spreadsheet may write rows that were once in use.
            if record.iter().any(|cell| !cell.is_empty()) {
                rows.push(cells(&source, &record));
            }
        }
        let header = rows.first().and_then(|header| header.first());
        if let (Some((name, example)), Some(header)) =
            (other_separator(&source.text), header)
        {
            let message =
                format!("the cells are separated by {name}, and those of CSV by commas");
            let hint = format!("save the file as CSV with commas, such as `{example}`");
            self.problems.error(code::CSV_SHAPE, &header.place, message, hint);
            return None;
        }
        if rows.len() < 2 {
            let message = format!("`{}` has no rows below its header", source.file);
            let hint = "write a header row and at least one row below it";
            return refuse(code::CSV_SHAPE, message, hint);
        }
        let name = |it: Text| Placed { value: one_paragraph(&it.value), ..it };
        let header: Vec<Text> = rows.remove(0).into_iter().map(name).collect();
        let whole = format!("the header has {}", header.len());
        let sizes = rows.iter().filter_map(|row| Some((row.len(), &row.first()?.place)));
        for (size, message, place) in uneven_rows(sizes, header.len(), &whole) {
            let hint = match size > header.len() {
                true => "put cells that hold a comma in quotation marks",
                false => "write a comma for each cell that is empty",
            };
            self.problems.error(code::CSV_SHAPE, place, message, hint);
        }
        rows.retain(|row| row.len() == header.len());
        // A header that no row agrees with is the mistake, and not what it says.
        (!rows.is_empty()).then_some(CsvRows { header, rows })
    }
}

/// What separates the cells of a file in place of commas, if that is certain: its name, and the
/// header as it should be. By it, all of the first rows have the same number of cells; by commas, the header has one
/// alone.
fn other_separator(text: &str) -> Option<(&'static str, String)> {
    const HELD: usize = 10;
    let rows = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let rows = reader.records().filter_map(Result::ok);
        let rows = rows.filter(|row| row.iter().any(|cell| !cell.is_empty()));
        rows.take(HELD).collect::<Vec<_>>()
    };
    if rows(b',').first()?.len() > 1 {
        return None;
    }
    let others = [(b';', "semicolons"), (b'\t', "tabs"), (b'|', "bars")];
    others.into_iter().find_map(|(delimiter, name)| {
        let rows = rows(delimiter);
        let header = rows.first().filter(|header| header.len() > 1)?;
        let is_even = rows.iter().all(|row| row.len() == header.len());
        is_even.then(|| (name, header.iter().collect::<Vec<_>>().join(",")))
    })
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
            Placed { value: cell.into(), place }
        })
        .collect()
}

/// Messages about rows that have not as many cells as there are columns, each number of
/// cells once, with that number, and at its first row: a column that is missing at the head is one mistake,
/// however many rows there are. `whole` says what the columns are of.
pub(crate) fn uneven_rows<'r>(
    rows: impl Iterator<Item = (usize, &'r Place)>,
    columns: usize,
    whole: &str,
) -> Vec<(usize, String, &'r Place)> {
    let mut sizes: BTreeMap<usize, (&Place, usize)> = BTreeMap::new();
    for (size, place) in rows.filter(|(size, _)| *size != columns) {
        sizes.entry(size).or_insert((place, 0)).1 += 1;
    }
    let message = |(size, (place, count))| {
        let rows = match count {
            1 => "the row has".to_owned(),
            _ => format!("{count} rows have"),
        };
        (size, format!("{rows} {}, and {whole}", counted(size, "cell")), place)
    };
    sizes.into_iter().map(message).collect()
}
