//! Data files: they hold all that an edition prints, exactly and as it prints, and nothing
//! that its readers may not see.
//!
//! What an edition prints is taken from what its templates see, and from a walk of its
//! blocks here; neither asks the code that writes the files.

mod schema;

use std::collections::{BTreeMap, BTreeSet};

use recto::build::{Opened, Workspace};
use recto::document::data::{DataFile, Relationship};
use recto::document::{self, Basis, Document};
use recto::edition::Audience;
use recto::edition::redact::{Released, redact};
use recto::edition::{Selection, Subject, all};
use recto::limits::Limits;
use recto::render::{PageSetup, Renderer, Sides};
use recto::report::{
    Block, Cell, Highlight, Id, Inline, Locale, PointValue, ProseBlock, Section, measure,
};
use serde_json::Value;

use crate::audience::{FIGURES, assert_clean};
use crate::press::repository;

const PROJECTS: [&str; 6] = [
    "data",
    "tests/projects/minimal",
    "tests/projects/northmoor",
    "tests/projects/ponds",
    "tests/projects/trust",
    "tests/projects/withheld",
];

fn opened(project: &str) -> Opened {
    let folder = repository().join(project);
    let workspace = Workspace::open(&folder, Limits::default()).expect("a project");
    workspace.read().unwrap_or_else(|error| panic!("{error}"))
}

fn released(opened: &Opened, audience: Audience) -> Released {
    redact(&opened.report, audience, &opened.locale)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The data files of a selection.
fn data_files(selection: &Selection<'_>, locale: &Locale) -> Vec<DataFile> {
    let basis = Basis::new(selection.report(), locale);
    document::data::data_files(&Document::of(selection, &basis), locale)
}

/// Looks at every edition of every project, for the public and for restricted readers.
fn in_every_edition(look: impl Fn(&Opened, &Selection<'_>, &[DataFile])) {
    let mut editions = 0;
    for project in PROJECTS {
        let opened = opened(project);
        for audience in [Audience::Public, Audience::Restricted] {
            let released = released(&opened, audience);
            for selection in of_report(&released) {
                look(&opened, &selection, &data_files(&selection, &opened.locale));
                editions += 1;
            }
        }
    }
    assert!(editions >= 15, "{editions}");
}

/// The header and the rows of a CSV file.
fn read(file: &DataFile) -> (Vec<String>, Vec<Vec<String>>) {
    // Every row must be as long as the header: the reader is not a lenient one.
    let mut reader = csv::Reader::from_reader(file.data.as_slice());
    let fields = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let header = fields(reader.headers().expect("a header"));
    let rows = reader.records().map(|row| fields(&row.expect("a row"))).collect();
    (header, rows)
}

fn named<'f>(files: &'f [DataFile], name: &str) -> Option<&'f DataFile> {
    files.iter().find(|file| file.name == name)
}

#[track_caller]
fn json_of(files: &[DataFile]) -> Value {
    let file = named(files, "data.json").expect("a JSON file");
    serde_json::from_slice(&file.data).expect("JSON")
}

/// Whether a cell is a text, perhaps with the apostrophe that keeps it one.
fn is_cell(cell: &str, text: &str) -> bool {
    cell == text || cell.strip_prefix('\'') == Some(text)
}

/// The report and its briefs; what papers and packs hold is theirs.
fn of_report(released: &Released) -> Vec<Selection<'_>> {
    let mut selections = all(released);
    selections.retain(|it| matches!(it.subject(), Subject::Report | Subject::Brief(_)));
    selections
}

/// The blocks of an edition in the order of reading, without the charts that a brief
/// leaves out.
fn blocks<'r>(selection: &Selection<'r>) -> Vec<&'r Block> {
    fn of_highlights<'r>(highlights: &'r [Highlight], found: &mut Vec<&'r Block>) {
        for highlight in highlights {
            of_highlights(&highlight.items, found);
            found.extend(&highlight.then);
        }
    }
    let mut found = Vec::new();
    if let Subject::Brief(priority) = selection.subject() {
        of_highlights(&priority.highlights, &mut found);
        found.extend(priority.brief.body.as_ref().unwrap_or(&priority.body));
        if let Some(kept) = &priority.brief.charts {
            found.retain(|block| match block {
                Block::Chart(id) => kept.iter().any(|it| it.value == id.value),
                _ => true,
            });
        }
        return found;
    }
    for section in &selection.report().sections {
        match section {
            Section::Plain(section) => found.extend(&section.body),
            Section::Priority(priority) => {
                of_highlights(&priority.highlights, &mut found);
                found.extend(&priority.body);
            }
        }
    }
    found
}

/// The ids and printed texts of an edition's list of figures, as its templates see them.
fn figures(opened: &Opened, selection: &Selection<'_>) -> Vec<(String, String)> {
    let template = "{% for group in document.figures %}{% for measure in group.measures %}\
                    #f({{ measure.id|string }}, {{ measure.whole|string }})\n\
                    {% endfor %}{% endfor %}";
    let templates = [("report.typ.j2", template), ("brief.typ.j2", template)];
    let renderer = Renderer::new(templates).expect("a template");
    let date = opened.report.period.to.value;
    let profile = PageSetup { date, sides: Sides::Single, bleed: 0.0 };
    let basis = Basis::new(selection.report(), &opened.locale);
    let document = Document::of(selection, &basis);
    let sources = renderer.render(&document, &opened.locale, &profile);
    let sources = sources.unwrap_or_else(|problems| panic!("{problems:#?}"));
    let lines = sources[0].text().lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let pair = line.strip_prefix("#f(\"").and_then(|it| it.strip_suffix("\")"));
            let (id, text) = pair.and_then(|it| it.split_once("\", \"")).expect("a pair");
            (id.to_owned(), text.replace("\\\"", "\"").replace("\\\\", "\\"))
        })
        .collect()
}

/// A cell of one line as it prints, put together here.
fn printed_cell(cell: &Cell, opened: &Opened) -> String {
    let style = &opened.report.brand.style;
    let content = match cell.blocks.as_slice() {
        [] => &[],
        [ProseBlock::Paragraph(content)] => content.as_slice(),
        more => panic!("a cell holds {more:?}"),
    };
    let pieces = content.iter().map(|piece| match piece {
        Inline::Text(text) => text.to_string(),
        Inline::Measure { id, form } => measure::written(
            opened.report.measure(&id.value),
            *form,
            style,
            &opened.locale,
            measure::Context::Display,
        ),
        other => panic!("a cell holds {other:?}"),
    });
    pieces.collect()
}

#[test]
fn every_table_is_a_file_of_its_rows_and_columns() {
    let seen = std::cell::Cell::new(0);
    in_every_edition(|opened, selection, files| {
        let report = selection.report();
        let mut printed = BTreeSet::new();
        for block in blocks(selection) {
            let Block::Table(id) = block else { continue };
            let table = report.table(&id.value);
            let name = format!("table-{}.csv", &*id.value);
            let file = named(files, &name).unwrap_or_else(|| panic!("no {name}"));
            let (header, rows) = read(file);
            assert_eq!(header.len(), table.columns.len(), "{name}");
            assert_eq!(rows.len(), table.rows.len(), "{name}");
            for (head, column) in header.iter().zip(&table.columns) {
                let head = head.strip_prefix('\'').unwrap_or(head);
                assert!(head.starts_with(&column.label.typed()), "{name}: {head}");
            }
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            for (found, cell) in rows.iter().flatten().zip(cells) {
                let text = printed_cell(cell, opened);
                assert!(is_cell(found, &text), "{name}: {found} prints as {text}");
                seen.set(seen.get() + 1);
            }
            printed.insert(name);
        }
        let tables = files.iter().filter(|file| file.name.starts_with("table-"));
        let made: BTreeSet<_> = tables.map(|file| file.name.clone()).collect();
        assert_eq!(made, printed, "{}", selection.id());
    });
    assert!(seen.get() > 100, "{}", seen.get());
}

#[test]
fn every_chart_is_a_file_of_its_exact_values() {
    let seen = std::cell::Cell::new(0);
    in_every_edition(|_, selection, files| {
        let report = selection.report();
        let mut printed = BTreeSet::new();
        for block in blocks(selection) {
            let Block::Chart(id) = block else { continue };
            let series = report.series_by_id(&report.chart(&id.value).series.value);
            let name = format!("chart-{}.csv", &*id.value);
            let file = named(files, &name).unwrap_or_else(|| panic!("no {name}"));
            let (header, rows) = read(file);
            let heads = ["category", "group", "value", "unit", "text", "measure"];
            assert_eq!(header[..6], heads);
            assert_eq!(header[6..], ["marks", "low", "high"]);
            let mut rows = rows.iter();
            for point in &series.points {
                for (index, value) in point.values.iter().enumerate() {
                    let row = rows.next().expect("a row for each value");
                    assert!(is_cell(&row[0], &point.label.value), "{name}: {row:?}");
                    let group = series.groups.get(index).map_or("", |it| &it.value);
                    assert!(is_cell(&row[1], group), "{name}: {row:?}");
                    match value {
                        PointValue::Observed(of) => {
                            let number = of.number.as_ref().map(ToString::to_string);
                            assert_eq!(row[2], number.unwrap_or_default(), "{name}");
                        }
                        PointValue::Measure(id) => {
                            assert_eq!(row[5], &*id.value, "{name}");
                            assert!(!row[2].is_empty(), "{name}: {row:?}");
                        }
                    }
                    seen.set(seen.get() + 1);
                }
            }
            assert_eq!(rows.next(), None, "{name}");
            printed.insert(name);
        }
        let charts = files.iter().filter(|file| file.name.starts_with("chart-"));
        let made: BTreeSet<_> = charts.map(|file| file.name.clone()).collect();
        assert_eq!(made, printed, "{}", selection.id());
    });
    assert!(seen.get() > 20, "{}", seen.get());
}

#[test]
fn every_measure_that_prints_is_listed_once_with_its_text() {
    let seen = std::cell::Cell::new(0);
    in_every_edition(|opened, selection, files| {
        let name = selection.id();
        let figures = figures(opened, selection);
        let Some(file) = named(files, "measures.csv") else {
            assert!(figures.is_empty(), "{name} has no list of measures");
            return;
        };
        let (header, rows) = read(file);
        assert_eq!(&header[..3], ["id", "label", "text"]);
        let mut listed = BTreeMap::new();
        for row in &rows {
            let before = listed.insert(row[0].clone(), row[2].clone());
            assert_eq!(before, None, "{name} lists {} twice", row[0]);
        }
        for (id, text) in &figures {
            let cell = listed.get(id).unwrap_or_else(|| panic!("{name} lacks {id}"));
            assert!(is_cell(cell, text), "{name}: {id} is {cell}, and prints as {text}");
            seen.set(seen.get() + 1);
        }
        // What else is listed stands where the list of figures does not look.
        let known: BTreeSet<_> = figures.iter().map(|(id, _)| id.as_str()).collect();
        let more = listed.keys().filter(|id| !known.contains(id.as_str()));
        let elsewhere = noted(selection);
        for id in more {
            assert!(elsewhere.contains(id), "{name} does not print {id}");
        }
        // JSON says the same, exactly.
        let data = json_of(files);
        let measures = data["measures"].as_array().expect("measures");
        assert_eq!(measures.len(), rows.len());
        for (measure, row) in measures.iter().zip(&rows) {
            for (name, cell) in header.iter().zip(row) {
                let text = match &measure[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert!(is_cell(cell, &text), "{name}: {cell} and {text}");
            }
        }
    });
    assert!(seen.get() > 200, "{}", seen.get());
}

/// The measures in notes of measures and sources and in the imprint.
fn noted(selection: &Selection<'_>) -> BTreeSet<String> {
    let report = selection.report();
    let notes = report.measures.iter().filter_map(|it| it.note.as_ref());
    let notes = notes.chain(report.sources.iter().filter_map(|it| it.note.as_ref()));
    let imprint = report.imprint.iter().map(|entry| format!("{:?}", entry.text.blocks));
    let texts = notes.map(|note| format!("{:?}", note.content)).chain(imprint);
    let all: String = texts.collect();
    let ids = report.measures.iter().map(|measure| measure.id.value.to_string());
    ids.filter(|id| all.contains(&format!("value: \"{id}\""))).collect()
}

#[test]
fn values_are_exact_and_texts_are_as_printed() {
    let opened = opened("data");
    let released = released(&opened, Audience::Public);
    let files = data_files(&all(&released)[0], &opened.locale);
    let file = named(&files, "measures.csv").expect("measures");
    let (header, rows) = read(file);
    let column = |name: &str| {
        header.iter().position(|it| it == name).unwrap_or_else(|| panic!("no {name}"))
    };
    let (kind, value) = (column("kind"), column("value"));
    for row in rows.iter().filter(|row| row[kind] == "number") {
        let plain = row[value].strip_prefix('-').unwrap_or(&row[value]);
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        assert!(!plain.is_empty() && plain.chars().all(digits), "{row:?}");
        let measure = opened.report.measure(&row[0]);
        let recto::report::MeasureValue::Number(number) = &measure.value.value else {
            panic!("{row:?}")
        };
        assert_eq!(row[value], number.to_string());
    }
    let short = rows.iter().find(|row| row[2].ends_with("bn")).expect("billions");
    assert!(short[value].len() >= 10, "{short:?}");
}

#[test]
fn names_are_safe_and_files_are_well_formed() {
    in_every_edition(|_, selection, files| {
        let names: BTreeSet<_> = files.iter().map(|file| &file.name).collect();
        assert_eq!(names.len(), files.len(), "{names:?}");
        assert_eq!(files.last().map(|file| file.name.as_str()), Some("data.json"));
        for file in files {
            let (stem, ending) = file.name.split_once('.').expect("an ending");
            let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(!stem.is_empty() && stem.chars().all(safe), "{}", file.name);
            assert!(!file.description.is_empty(), "{}", file.name);
            let text = std::str::from_utf8(&file.data).expect("UTF-8");
            assert!(!text.starts_with('\u{feff}'), "{}", file.name);
            if ending == "json" {
                assert_eq!(file.media_type, "application/json");
                assert_eq!(file.relationship, Relationship::Source);
                continue;
            }
            assert_eq!((ending, file.media_type), ("csv", "text/csv"));
            assert_eq!(file.relationship, Relationship::Data);
            let (_, rows) = read(file);
            // As many lines as rows: no cell runs over several.
            assert_eq!(text.matches("\r\n").count(), rows.len() + 1, "{}", file.name);
            assert_eq!(text.matches('\n').count(), rows.len() + 1, "{}", file.name);
            assert_eq!(text.matches('\r').count(), rows.len() + 1, "{}", file.name);
            assert!(!text.contains("\u{2028}"), "{} of {}", file.name, selection.id());
        }
    });
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    in_every_edition(|_, selection, files| {
        let name = selection.id();
        for project in PROJECTS {
            let again = opened(project);
            if again.report.id.value != selection.report().id.value {
                continue;
            }
            for audience in [Audience::Public, Audience::Restricted] {
                let released = released(&again, audience);
                if released.report().marking.as_ref().map(|it| &it.value)
                    != selection.report().marking.as_ref().map(|it| &it.value)
                {
                    continue;
                }
                let selections = of_report(&released);
                let other = selections.iter().find(|it| it.id() == name);
                let other = other.expect("the same edition");
                assert_eq!(data_files(other, &again.locale), files, "{name}");
            }
        }
    });
}

/// Everything that files hold: names, descriptions and bytes.
fn everything(files: &[DataFile]) -> String {
    let all = files.iter().map(|file| {
        let data = String::from_utf8_lossy(&file.data);
        format!("{}\n{}\n{data}\n", file.name, file.description)
    });
    all.collect()
}

#[test]
fn nothing_restricted_is_in_the_files_of_a_public_edition() {
    let opened = opened("tests/projects/withheld");
    let public = released(&opened, Audience::Public);
    for selection in all(&public) {
        let files = data_files(&selection, &opened.locale);
        assert!(named(&files, "measures.csv").is_some(), "{}", selection.id());
        let text = everything(&files);
        assert_clean(&selection.id().to_string(), &text);
        assert!(text.contains("\"audience\": \"public\""));
        assert!(!text.contains("restricted"), "{}", selection.id());
    }
}

#[test]
fn what_is_restricted_is_in_the_files_of_a_restricted_edition() {
    let opened = opened("tests/projects/withheld");
    let restricted = released(&opened, Audience::Restricted);
    let text: String = all(&restricted)
        .iter()
        .map(|selection| everything(&data_files(selection, &opened.locale)))
        .collect();
    for word in ["qzvtabletitle", "qzvcellone", "qzvcharttitle", "qzvsectiontitle"] {
        assert!(text.contains(word), "{word}");
    }
    for figure in FIGURES {
        assert!(text.contains(figure), "{figure}");
    }
    assert!(text.contains("table-qzu-table.csv"));
    assert!(text.contains("\"audience\": \"restricted\""));
}

#[test]
fn a_brief_has_only_its_own_charts_and_tables() {
    let opened = opened("data");
    let released = released(&opened, Audience::Public);
    let selections = of_report(&released);
    let whole: Vec<_> = data_files(&selections[0], &opened.locale);
    let ids = |selection: &Selection<'_>| -> BTreeSet<String> {
        let id = |id: &Id| id.value.to_string();
        let found = blocks(selection).into_iter().filter_map(|block| match block {
            Block::Table(table) => Some(id(table)),
            Block::Chart(chart) => Some(id(chart)),
            _ => None,
        });
        found.collect()
    };
    for brief in &selections[1..] {
        let files = data_files(brief, &opened.locale);
        assert!(files.len() < whole.len(), "{}", brief.id());
        let data = json_of(&files);
        assert_eq!(data["sections"].as_array().map(Vec::len), Some(1));
        let shown = data["tables"].as_array().into_iter().flatten();
        let shown = shown.chain(data["charts"].as_array().into_iter().flatten());
        let shown: BTreeSet<_> =
            shown.map(|it| it["id"].as_str().unwrap_or_default().to_owned()).collect();
        assert_eq!(shown, ids(brief), "{}", brief.id());
    }
}
