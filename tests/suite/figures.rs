//! Figures: the bundled report prints each figure of the original as it was printed, and
//! holds each as data with its place in the original.
//!
//! `tests/fixtures/figures.csv` is the list of all figures of the original, made by hand
//! from its text. It is not part of the program and is not made from `data/`.

use std::collections::BTreeMap;
use std::fs::{self, File};

use recto::report::{Measure, MeasureValue, Unit};

use crate::press::{bundled, repository};
use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;

/// Kinds of figures that say a quantity. Dates, words and labels are set in the house's
/// form.
const QUANTITIES: [&str; 6] = ["money", "count", "percent", "points", "ratio", "range"];

/// The editions of the sections that are priorities.
const BRIEFS: [(&str, &str); 4] = [
    ("4", "brief-violence"),
    ("5", "brief-trust"),
    ("6", "brief-victims"),
    ("7", "brief-exploitation"),
];

/// A figure of the original.
struct Figure {
    section: String,
    item: String,
    printed: String,
    value: String,
    kind: String,
}

fn figures() -> Vec<Figure> {
    let path = repository().join("tests/fixtures/figures.csv");
    let file = File::open(path).expect("the list of figures");
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|it| it == name).expect("a column");
    let columns = ["section", "item", "printed", "value", "kind"].map(column);
    let figure = |record: csv::Result<csv::StringRecord>| {
        let record = record.expect("a row");
        let [section, item, printed, value, kind] =
            columns.map(|it| record[it].to_owned());
        Figure { section, item, printed, value, kind }
    };
    let mut figures: Vec<_> = reader.records().map(figure).collect();
    figures.retain(|figure| QUANTITIES.contains(&figure.kind.as_str()));
    assert!(figures.len() >= 60, "only {} figures are left", figures.len());
    figures
}

#[test]
fn the_report_prints_every_figure_as_first_published() {
    let text = bundled().report().text();
    let missing: Vec<_> = figures()
        .into_iter()
        .filter(|figure| !stands_in(&figure.printed, &text))
        .map(|figure| format!("{}/{}: {}", figure.section, figure.item, figure.printed))
        .collect();
    assert!(missing.is_empty(), "not in the report:\n{}", missing.join("\n"));
}

#[test]
fn each_brief_prints_every_figure_of_its_section() {
    let mut missing = Vec::new();
    for (section, brief) in BRIEFS {
        let text = bundled().editions[brief].text();
        for figure in figures().iter().filter(|figure| figure.section == section) {
            if !stands_in(&figure.printed, &text) {
                missing.push(format!("{brief}: {} ({})", figure.printed, figure.item));
            }
        }
    }
    assert!(missing.is_empty(), "not in the briefs:\n{}", missing.join("\n"));
}

#[test]
fn every_figure_is_a_measure_with_its_value_and_place() {
    let measures = &bundled().opened.report.measures;
    let places = places();
    let missing: Vec<_> = figures()
        .iter()
        .filter(|figure| {
            let place = format!("{}/{}", figure.section, figure.item);
            !measures.iter().any(|measure| {
                places.get(&*measure.id.value).is_some_and(|it| *it == place)
                    && has_value(measure, &figure.value)
            })
        })
        .map(|figure| format!("{}/{}: {}", figure.section, figure.item, figure.value))
        .collect();
    assert!(missing.is_empty(), "no measure has these:\n{}", missing.join("\n"));
}

/// Where the original has each measure, by the measure's id: `7/h1`. The comment beside the
/// source says it, for these are the marks of our list of figures, which tell a reader of
/// the report nothing.
fn places() -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    let folder = repository().join("data/measures");
    for entry in fs::read_dir(folder).expect("the measures") {
        let path = entry.expect("a file").path();
        let text = fs::read_to_string(path).expect("text");
        let mut id = None;
        for line in text.lines() {
            id = line.strip_prefix("- id: ").or(id);
            let source = line.trim_start().strip_prefix("source: ");
            if let (Some(id), Some((_, place))) =
                (id, source.and_then(|it| it.split_once(" # ")))
            {
                places.insert(id.to_owned(), place.to_owned());
            }
        }
    }
    places
}

/// Whether a printed form stands in a text, not as a part of a longer figure.
fn stands_in(printed: &str, text: &str) -> bool {
    let printed = spaced(printed);
    text.match_indices(&printed).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + printed.len()..].chars();
        let next = after.next();
        let goes_on = match next {
            Some(',' | '.') => after.next().is_some_and(|c| c.is_ascii_digit()),
            Some(next) => next.is_ascii_alphanumeric() || next == '%',
            None => false,
        };
        let came_before = match before {
            Some(before) => {
                before.is_ascii_alphanumeric() || matches!(before, ',' | '.' | '£')
            }
            None => false,
        };
        !came_before && !goes_on
    })
}

/// Whether a measure has a value of the list: `5`, `-4`, `15–24`; a ratio is a fraction,
/// `0.9`.
fn has_value(measure: &Measure, value: &str) -> bool {
    let plain = |text: &str| text.parse::<f64>().ok();
    match &measure.value.value {
        MeasureValue::Number(number) => {
            let number =
                plain(&number.to_string()).map(|number| match measure.unit.value {
                    Unit::Ratio { out_of } => number / f64::from(out_of),
                    _ => number,
                });
            number.is_some() && number == plain(value)
        }
        MeasureValue::Range { from, to } => {
            value.split_once('–') == Some((&from.to_string(), &to.to_string()))
        }
        _ => false,
    }
}

#[test]
fn a_figure_is_not_found_within_a_longer_one() {
    assert!(stands_in("4%", "fell by 4%."));
    assert!(!stands_in("4%", "fell by 34%."));
    assert!(!stands_in("2,500", "over 12,500 or 2,500,000"));
    assert!(stands_in("£1.1bn", "spent £1.1bn, and"));
    assert!(!stands_in("34", "34.5"));
}

#[test]
fn an_icon_stands_before_its_label_and_is_not_heard() {
    let with = Scratch::of("scores");
    let without = Scratch::of("scores");
    let mut icons = 0;
    for name in ["home", "people"] {
        let path = format!("measures/{name}.yaml");
        let text = fs::read_to_string(without.path().join(&path)).expect("measures");
        let plain = ["people", "clock"].iter().fold(text.clone(), |text, icon| {
            text.replace(&format!("icon: images/icon-{icon}.svg, "), "")
        });
        icons += text.matches("icon: ").count() - plain.matches("icon: ").count();
        without.write(&path, plain);
    }
    assert_eq!(icons, 3);
    let (with, without) = (with.editions(), without.editions());
    let (with, without) = (&with["report"], &without["report"]);
    // An icon takes room, and the line over time of a tile does not say where it starts where a page
    // has none left for that.
    let start = fancy_regex::Regex::new(r"from \S+ in \d{4}/\d\d").expect("a pattern");
    let text = |pdf: &Pdf| spaced(&start.replace_all(&spaced(&pdf.text()), ""));
    assert_eq!(text(with), text(without));
    let figures = |pdf: &Pdf| pdf.tree.all("Figure").len();
    assert_eq!(figures(with), figures(without));
    assert_eq!(with.pages.len(), without.pages.len());
    // It is there to be seen: the label begins further to the right.
    let left = |pdf: &Pdf| {
        let runs = pdf.pages[3].runs.iter();
        let label = runs.clone().find(|run| run.text.contains("employed"));
        label.expect("the label of a tile").left
    };
    assert!(left(with) > left(without) + 15.0);
}
