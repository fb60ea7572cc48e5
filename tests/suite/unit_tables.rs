//! Units in each language beside English: as readers get them in prose, at the start of a sentence, in a
//! table, a tile and a chart, and as data files have them.
//!
//! A test for each language builds a report with every unit that the program knows, at numbers of each form
//! of plural, and reads the PDF back. What is expected is a table in `unit_tables/`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use libtest_mimic::Trial;

use crate::cases::compare_with;
use crate::harness::case;
use crate::press::repository;
use crate::reader::{Pdf, spaced};
use crate::scratch::{Scratch, report};

const LANGUAGES: [&str; 6] = ["cy", "de", "es", "fr", "ga", "pl"];

/// Numbers that take every form of plural that these languages have.
const NUMBERS: [&str; 9] = ["0", "1", "2", "3", "5", "6", "11", "1.5", "12345"];

/// Money, by size and by what it is for; `YEAR` is the unit of years.
const MONEY: [&str; 8] = [
    "value: 1, unit: GBP",
    "value: 12.5, unit: EUR",
    "value: -2000000, unit: GBP",
    "value: 238248000, unit: EUR",
    "value: 7400000000, unit: USD",
    "value: 12, unit: CHF",
    "value: 70000000, unit: GBP, per: YEAR",
    "value: 9500000, unit: EUR, qualifier: more than",
];

/// One year, behind “a” in each language.
const YEARS: [(&str, &str); 6] = [
    ("cy", "blwyddyn"),
    ("de", "Jahr"),
    ("es", "año"),
    ("fr", "an"),
    ("ga", "bliana"),
    ("pl", "rok"),
];

/// A test for each language.
pub fn cases() -> Vec<Trial> {
    LANGUAGES
        .iter()
        .map(|language| case("unit_tables", language, || holds(language)))
        .collect()
}

fn holds(language: &str) -> Result<(), String> {
    let rows = rows(language);
    let pdf = built(language, &rows);
    let file = repository().join(format!("tests/suite/unit_tables/{language}.txt"));
    compare_with(&file, &table(&rows, &pdf)?)
}

/// What a data file says of each measure.
fn rows(language: &str) -> Vec<String> {
    let units = units(language);
    let year = YEARS.iter().find(|(of, _)| *of == language).expect("a year").1;
    let of_unit = |(_, name): &(String, String)| {
        let name = name.clone();
        NUMBERS.map(|number| format!("value: {number}, unit: \"{name}\""))
    };
    let known = units.iter().flat_map(of_unit);
    let money = MONEY.iter().map(|fields| fields.replace("YEAR", &format!("\"{year}\"")));
    known.chain(money).collect()
}

/// The units of a language: what the locale calls each, and how a project names it.
fn units(language: &str) -> Vec<(String, String)> {
    let path = repository().join(format!("templates/locale/{language}.yaml"));
    let text = std::fs::read_to_string(path).expect("a locale");
    let lines = text.lines().skip_while(|line| *line != "units:").skip(1);
    let lines = lines.take_while(|line| line.starts_with("  "));
    let unit = |line: &str| {
        let (key, forms) = line.trim().split_once(": {")?;
        let form = |name: &str| {
            let (_, after) = forms.split_once(&format!("{name}: "))?;
            let end = after.find([',', '}'])?;
            Some(after[..end].trim_matches('"').to_owned())
        };
        let name = form("name").or_else(|| form("other"))?;
        Some((key.to_owned(), name))
    };
    lines.filter_map(unit).collect()
}

fn built(language: &str, rows: &[String]) -> Pdf {
    let (mut measures, mut prose, mut ids) = (String::new(), String::new(), Vec::new());
    let mut cells = "- id: cells\n  title: Z\n  source: Z\n  columns: [{label: N}, {label: F}]\n  rows:\n".to_owned();
    let (mut series, mut charts, mut body) =
        (String::new(), String::new(), String::new());
    for (at, fields) in rows.iter().enumerate() {
        let _ = writeln!(measures, "- {{id: m{at}, label: L{at}x, {fields}}}");
        let _ =
            writeln!(prose, "P{at}x {{m{at}}} z.\n\nS{at}x z. {{m{at}|sentence}} z.\n");
        let _ = writeln!(cells, "    - [C{at}x, \"{{m{at}}}\"]");
        ids.push(format!("m{at}"));
        if fields.starts_with("value: 12345,") {
            let unit = fields.split_once("unit: ").expect("a unit").1;
            let _ = writeln!(
                series,
                "- {{id: s{at}, label: Z, unit: {unit}, points: [{{label: D{at}x, value: 12345}}, {{label: E{at}x, value: 0}}]}}"
            );
            let _ = writeln!(
                charts,
                "- {{id: c{at}, kind: bar, series: s{at}, title: Z, source: Z}}"
            );
            let _ = writeln!(body, "  - chart: c{at}");
        }
    }
    let lines: String = prose.lines().map(|line| format!("      {line}\n")).collect();
    let section = format!(
        "id: one\ntitle: Z\nbody:\n  - prose: |\n{lines}  - table: cells\n{body}  - measures: [{}]\n",
        ids.join(", ")
    );
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            &report(
                "measures: [measures.yaml]\ntables: [tables.yaml]\nseries: [series.yaml]\n\
                 charts: [charts.yaml]\n",
            )
            .replace("language: en-GB", &format!("language: {language}")),
        ),
        ("measures.yaml", &measures),
        ("tables.yaml", &cells),
        ("series.yaml", &series),
        ("charts.yaml", &charts),
        ("sections/one.yaml", &section),
    ]);
    let mut built = scratch.built(&["report", "--profile", "archive"]);
    built.remove("note-archive.pdf").expect("a report")
}

/// The table of what readers get, a line for each measure.
fn table(rows: &[String], pdf: &Pdf) -> Result<String, String> {
    let text = |it: &str| spaced(it).replace('\u{a0}', " ");
    let mut marked: BTreeMap<String, String> = BTreeMap::new();
    for paragraph in pdf.tree.all("P") {
        let said = text(&paragraph.text());
        if let Some((mark, rest)) = said.split_once("x ") {
            let rest = rest.strip_suffix(" z.").unwrap_or(rest);
            marked.insert(mark.to_owned(), rest.trim_start_matches("z. ").to_owned());
        }
    }
    for row in pdf.tree.all("TR") {
        let cells: Vec<String> = row.children().map(|cell| text(&cell.text())).collect();
        if let [name, value] = cells.as_slice() {
            marked.insert(name.trim_end_matches('x').to_owned(), value.clone());
        }
    }
    let all = text(&pdf.text());
    let data = String::from_utf8_lossy(&pdf.attachments["measures.csv"]).into_owned();
    let mut out = String::new();
    for (at, fields) in rows.iter().enumerate() {
        let of = |mark: &str| {
            let found = marked.get(&format!("{mark}{at}"));
            found.cloned().ok_or_else(|| format!("nothing is marked {mark}{at}"))
        };
        let cell = of("C")?;
        // In a tile the label follows the figure.
        if !all.contains(&format!("{cell} L{at}x")) {
            return Err(format!("the tile of {fields} does not say {cell}"));
        }
        let line = data.lines().find(|line| line.starts_with(&format!("m{at},")));
        let line = line.ok_or_else(|| format!("m{at} is not in the data"))?;
        let _ = write!(
            out,
            "{fields}\n  prose     {}\n  sentence  {}\n  shown     {cell}\n",
            of("P")?,
            of("S")?
        );
        if let (Ok(value), Ok(nought)) = (of("D"), of("E")) {
            let _ = writeln!(out, "  chart     {value}; {nought}");
        }
        let _ = writeln!(out, "  data      {}", line.split_once(',').expect("an id").1);
    }
    Ok(out)
}
