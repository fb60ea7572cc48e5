//! The tables of charts in the structure tree, which are what those get of them who do not see
//! them: read back from the PDF, and held against the data file that is attached to it.
//!
//! `tables.txt` has all of them as they are read, a line a row. A head is
//! followed by what it heads. `SNAPSHOTS=overwrite cargo test` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::cases::compare_with;
use crate::press::repository;
use crate::reader::{Element, Pdf, spaced};
use crate::scratch::{Scratch, report};

/// The tables of a chart: its title, and after it the tables up to the next title.
struct Read<'p> {
    title: String,
    tables: Vec<&'p Element>,
}

fn charts(pdf: &Pdf) -> Vec<Read<'_>> {
    let mut charts: Vec<Read<'_>> = Vec::new();
    for element in pdf.elements() {
        // A caption stands before the tables, or is the first within the only one.
        for caption in element.children().filter(|it| it.role == "Caption") {
            charts.push(Read { title: spaced(&caption.text()), tables: Vec::new() });
        }
        if element.role == "Table" {
            charts.last_mut().expect("a caption").tables.push(element);
        }
    }
    charts
}

fn texts(tables: &[&Element], role: &str) -> Vec<String> {
    let cells = tables.iter().flat_map(|table| table.all(role));
    cells.map(|cell| spaced(&cell.text())).collect()
}

/// What a list of the data file says, as text.
fn strings<'d>(of: &'d Value, key: &'static str) -> impl Iterator<Item = &'d str> {
    of[key].as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[test]
fn the_values_of_each_kind_of_chart_are_a_table_for_those_who_do_not_see_it() {
    let project = Scratch::of("charts");
    let files = project.built(&["report", "--profile", "archive"]);
    let pdf = &files["charts-archive.pdf"];
    let data = pdf.attachments.values().find_map(|bytes| {
        let data: Value = serde_json::from_slice(bytes).ok()?;
        Some(data).filter(|data| data["charts"].is_array())
    });
    let data = data.expect("a data file");
    let read = charts(pdf);
    let known = data["charts"].as_array().expect("charts");
    assert_eq!(read.len(), known.len());
    let mut reading = String::new();
    for (chart, known) in read.iter().zip(known) {
        let title = known["title"].as_str().expect("a title");
        assert!(chart.title.starts_with(title), "{}", chart.title);
        let _ = writeln!(reading, "{} ({})", title, known["kind"].as_str().unwrap());
        let heads = texts(&chart.tables, "TH");
        let cells = texts(&chart.tables, "TD");
        for table in &chart.tables {
            for head in table.all("TH") {
                assert!(head.scope.is_some(), "{title}: {} heads nothing", head.text());
            }
            for row in table.all("TR") {
                let _ = writeln!(reading, "  {}", row_of(row));
            }
        }
        // Each point and group heads a row or a column, and each value is a cell of its own.
        let groups = known["series"].as_array().expect("series");
        let groups = groups.iter().filter_map(|it| it["name"].as_str());
        for name in strings(known, "categories").chain(groups) {
            assert!(heads.iter().any(|head| head == name), "{title}: no head {name}");
        }
        let mut expected: Vec<String> = Vec::new();
        for series in known["series"].as_array().expect("series") {
            for value in series["values"].as_array().expect("values") {
                expected.push(spaced(value["text"].as_str().expect("a text")));
            }
        }
        let mut cells = cells;
        cells.sort();
        expected.sort();
        assert_eq!(cells, expected, "{title}");
    }
    let kinds: BTreeSet<_> = known.iter().filter_map(|it| it["kind"].as_str()).collect();
    let all = <recto::report::ChartKind as recto::report::declare::Choice>::WORDS;
    let all: BTreeSet<_> = all.iter().map(|(word, _)| word.name).collect();
    assert_eq!(kinds, all, "a kind is not in the project");
    let file = repository().join("tests/suite/charts/tables.txt");
    compare_with(&file, &reading).expect("the tables as they are on record");
}

/// A row: what its heads say and head, and its values.
fn row_of(row: &Element) -> String {
    let cells = row.children().map(|cell| {
        let text = spaced(&cell.text());
        match &cell.scope {
            Some(scope) => format!("{text} [{scope}]"),
            None => text,
        }
    });
    cells.collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_change_that_words_would_say_has_its_sign_in_a_chart() {
    let measure = |id: &str, value: &str, change: &str| {
        format!(
            "- {{id: {id}, label: Crime {id}, value: {value}, unit: \"%\", change: {change}}}\n"
        )
    };
    let measures = measure("rise", "5", "shown") + &measure("fall", "-4.5", "words");
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            &report(
                "measures: [measures.yaml]\nseries: [series.yaml]\ncharts: [charts.yaml]\n",
            ),
        ),
        ("measures.yaml", &measures),
        (
            "series.yaml",
            "- id: crime\n  label: Since\n  unit: \"%\"\n  points:\n    \
             - {label: Last year, measure: rise}\n    - {label: Before, measure: fall}\n",
        ),
        ("charts.yaml", "- {id: crime, kind: bar, series: crime, title: Crime}\n"),
        ("sections/one.yaml", "id: one\ntitle: Crime\nbody:\n  - chart: crime\n"),
    ]);
    let files = scratch.built(&["report"]);
    let chart = &charts(&files["note.pdf"])[0];
    assert_eq!(texts(&chart.tables, "TD"), ["+5.0%", "−4.5%"]);
}
