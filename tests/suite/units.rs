//! Units: every unit in every form, as readers get it in prose, at the start of a sentence, in a tile, in
//! a table and in the data file.

use std::fmt::Write as _;

use crate::reader::spaced;
use crate::scratch::{Scratch, report};

/// A measure: what a data file says of it, and what readers get.
struct Row {
    fields: &'static str,
    prose: &'static str,
    sentence: &'static str,
    /// In a tile, with the unit behind it, and in a cell.
    shown: &'static str,
    /// Its value and its unit.
    data: [&'static str; 2],
}

const fn row(
    fields: &'static str,
    prose: &'static str,
    sentence: &'static str,
    shown: &'static str,
    data: [&'static str; 2],
) -> Row {
    Row { fields, prose, sentence, shown, data }
}

/// A measure that begins a sentence as it stands in one.
const fn short(
    fields: &'static str,
    prose: &'static str,
    shown: &'static str,
    data: [&'static str; 2],
) -> Row {
    row(fields, prose, prose, shown, data)
}

/// A measure that prints alike everywhere.
const fn alike(
    fields: &'static str,
    shown: &'static str,
    data: [&'static str; 2],
) -> Row {
    short(fields, shown, shown, data)
}

const ROWS: &[Row] = &[
    alike("value: 7400000, unit: GBP", "£7.4m", ["7400000", "GBP"]),
    alike("value: 238248000, unit: £", "£238.2m", ["238248000", "GBP"]),
    alike("value: 9130000, unit: pounds", "£9.1m", ["9130000", "GBP"]),
    alike("value: 725000.5, unit: pound", "£725,000.50", ["725000.5", "GBP"]),
    alike("value: -2000000, unit: GBP", "−£2m", ["-2000000", "GBP"]),
    alike("value: 2.5, unit: EUR", "€2.50", ["2.5", "EUR"]),
    alike("value: 12, unit: CHF", "CHF 12", ["12", "CHF"]),
    alike("value: 70000000, unit: GBP, per: year", "£70m a year", ["70000000", "GBP"]),
    alike(
        "value: 912345, unit: GBP, printed_in: million, decimals: 2",
        "£0.91m",
        ["912345", "GBP"],
    ),
    alike("value: 45.678123, unit: '%'", "45.7%", ["45.678123", "%"]),
    alike("value: 45.65, unit: percent, decimals: 2", "45.65%", ["45.65", "%"]),
    alike("value: 5, unit: per cent, change: shown", "+5%", ["5", "%"]),
    alike(
        "value: 12, unit: percentage points",
        "12 percentage points",
        ["12", "percentage points"],
    ),
    row(
        "value: 9, unit: ratio, out_of: 10",
        "nine out of 10",
        "Nine out of 10",
        "nine out of 10",
        ["9", "ratio"],
    ),
    alike("value: 4, unit: to one, decimals: 1", "4.0 to 1", ["4", "to one"]),
    alike("value: 4.0, unit: ratio, out_of: 1", "4.0 to 1", ["4.0", "to one"]),
    alike("value: 104.2, unit: index", "104.2", ["104.2", "index"]),
    row("value: 5, unit: days", "five days", "Five days", "5 days", ["5", "days"]),
    row("value: 1, unit: week", "one week", "One week", "1 week", ["1", "weeks"]),
    alike("value: 9.5, unit: weeks", "9.5 weeks", ["9.5", "weeks"]),
    alike("value: {from: 12, to: 18}, unit: months", "12 to 18 months", ["12", "months"]),
    short("value: 3, unit: km", "3 kilometres", "3 km", ["3", "kilometres"]),
    short(
        "value: 12.5, unit: m2",
        "12.5 square metres",
        "12.5 m²",
        ["12.5", "square metres"],
    ),
    alike("value: 48, unit: tonnes", "48 tonnes", ["48", "tonnes"]),
    alike("value: 20, unit: litres", "20 litres", ["20", "litres"]),
    short(
        "value: 5200, unit: kWh",
        "5,200 kilowatt-hours",
        "5,200 kWh",
        ["5200", "kilowatt-hours"],
    ),
    short(
        "value: 1204, unit: tCO2e",
        "1,204 tonnes of carbon dioxide equivalent",
        // The lowered figure is drawn, and read as a figure.
        "1,204 tCO2e",
        ["1204", "tonnes of carbon dioxide equivalent"],
    ),
    short(
        "value: 310.4, unit: WTE",
        "310.4 whole-time equivalents",
        "310.4 WTE",
        ["310.4", "whole-time equivalents"],
    ),
    alike(
        "value: {from: 15, to: 24}, unit: years of age",
        "15 to 24",
        ["15", "years of age"],
    ),
    row(
        "value: 4, unit: officers, qualifier: more than",
        "more than four",
        "More than four",
        "more than 4",
        ["4", "officers"],
    ),
    alike("value: 34503, unit: officers", "34,503", ["34503", "officers"]),
    alike("value: 2.5, unit: visits", "2.5 visits", ["2.5", "visits"]),
    alike("value: 15000000, unit: views", "15 million", ["15000000", "views"]),
    row(
        "value: 4, unit: bed days",
        "four bed days",
        "Four bed days",
        "4 bed days",
        ["4", "bed days"],
    ),
    alike("value: 55, unit: dB", "55dB", ["55", "dB"]),
    alike("value: 2022-06, unit: date", "June 2022", ["2022-06", ""]),
    alike("value: 2022/23 Q4, unit: quarter", "Quarter 4 2022/23", ["2022/23 Q4", ""]),
];

#[test]
fn every_unit_prints_in_every_form() {
    let (mut measures, mut prose, mut ids) = (String::new(), String::new(), Vec::new());
    let mut table = "- id: cells\n  title: Cells\n  columns: [{label: Name}, {label: Figure}]\n  rows:\n"
        .to_owned();
    for (at, row) in ROWS.iter().enumerate() {
        let _ = writeln!(measures, "- {{id: m{at}, label: Label{at}x, {}}}", row.fields);
        let _ =
            writeln!(prose, "Prose{at}x {{m{at}}} ends. {{m{at}|sentence}} ends{at}x.\n");
        let _ = writeln!(table, "    - [Cell{at}x, \"{{m{at}}}, ends{at}y\"]");
        ids.push(format!("m{at}"));
    }
    let lines: String = prose.lines().map(|line| format!("      {line}\n")).collect();
    let section = format!(
        "id: one\ntitle: Units\nbody:\n  - prose: |\n{lines}  - table: cells\n  - measures: [{}]\n",
        ids.join(", ")
    );
    let scratch = Scratch::with(&[
        ("report.yaml", &report("measures: [measures.yaml]\ntables: [tables.yaml]\n")),
        ("measures.yaml", &measures),
        ("tables.yaml", &table),
        ("sections/one.yaml", &section),
    ]);
    style(&scratch);
    let mut built = scratch.built(&["report", "--profile", "archive"]);
    let pdf = built.remove("note-archive.pdf").expect("a report");
    let text = spaced(&pdf.text()).replace('\u{a0}', " ");
    let data = String::from_utf8_lossy(&pdf.attachments["measures.csv"]).into_owned();
    let mut wrong = Vec::new();
    for (at, row) in ROWS.iter().enumerate() {
        let expected = [
            format!("Prose{at}x {} ends. {} ends{at}x", row.prose, row.sentence),
            format!("Cell{at}x {}, ends{at}y", row.shown),
            format!("{} Label{at}x", row.shown),
        ];
        wrong.extend(expected.into_iter().filter(|it| !text.contains(it.as_str())));
        let line = data.lines().find(|line| line.starts_with(&format!("m{at},")));
        let cells: Vec<_> =
            line.map(|line| line.split(',').collect()).unwrap_or_default();
        // The text that prints may hold a comma of its own.
        let has = |value: &str| value.is_empty() || cells.contains(&value);
        if !row.data.into_iter().all(has) {
            wrong.push(format!("data of m{at}: {line:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}\n{text}");
}

/// A unit, a value of a series in it, and what a chart says of that, and of nought beside it.
const IN_CHARTS: &[[&str; 4]] = &[
    ["GBP", "7400000", "£7.4m", "£0"],
    ["£", "238248000", "£238.2m", "£0"],
    ["pounds", "9130000", "£9.1m", "£0"],
    ["pound", "725000.5", "£725,000.50", "£0.00"],
    ["GBP", "-2000000", "−£2m", "£0"],
    ["EUR", "2.5", "€2.50", "€0.00"],
    ["CHF", "12", "CHF 12", "CHF 0"],
    ["%", "45.678123", "45.7%", "0.0%"],
    ["percentage points", "12", "12 percentage points", "0 percentage points"],
    ["to one", "4.5", "4.5 to 1", "0.0 to 1"],
    ["index", "104.2", "104.2", "0.0"],
    ["days", "5", "5 days", "0 days"],
    ["week", "1", "1 week", "0 weeks"],
    ["weeks", "9.5", "9.5 weeks", "0.0 weeks"],
    ["km", "3", "3 km", "0 km"],
    ["m2", "12.5", "12.5 m²", "0.0 m²"],
    ["tonnes", "48", "48 tonnes", "0 tonnes"],
    ["litres", "20", "20 litres", "0 litres"],
    ["kWh", "5200", "5,200 kWh", "0 kWh"],
    ["tCO2e", "1204", "1,204 tCO2e", "0 tCO2e"],
    ["WTE", "310.4", "310.4 WTE", "0.0 WTE"],
    ["officers", "34503", "34,503", "0"],
    ["visits", "2.5", "2.5 visits", "0.0 visits"],
    ["views", "15000000", "15 million", "0"],
    ["bed days", "4", "4 bed days", "0 bed days"],
    ["dB", "55", "55dB", "0dB"],
];

#[test]
fn every_unit_prints_in_charts() {
    let (mut series, mut charts) = (String::new(), String::new());
    for (at, [unit, value, ..]) in IN_CHARTS.iter().enumerate() {
        let _ = writeln!(
            series,
            "- id: s{at}\n  label: Series\n  unit: \"{unit}\"\n  points: \
             [{{label: Value{at}x, value: {value}}}, {{label: Nought{at}x, value: 0}}]"
        );
        let _ = writeln!(
            charts,
            "- {{id: c{at}, kind: bar, series: s{at}, title: Chart, source: Us}}"
        );
    }
    let scratch = Scratch::with_charts(&series, &charts);
    style(&scratch);
    let text = spaced(&scratch.editions()["report"].text()).replace('\u{a0}', " ");
    let wrong: Vec<_> = IN_CHARTS
        .iter()
        .enumerate()
        .map(|(at, [_, _, value, nought])| {
            format!("Value{at}x {value} Nought{at}x {nought} Source")
        })
        .filter(|expected| !text.contains(expected.as_str()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{text}");
}

/// The style of a house that writes one digit after the point, and declares two units.
fn style(scratch: &Scratch) {
    let brand =
        std::fs::read_to_string(scratch.path().join("brand.yaml")).expect("a brand");
    let style = "style:\n  money_decimals: 1\n  per_cent_decimals: 1\n  units:\n    \
        - {plural: bed days, singular: bed day}\n    \
        - {plural: decibels, symbol: dB, stands: close}\n";
    scratch.write("brand.yaml", brand + style);
}
