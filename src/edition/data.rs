//! Data: what an edition shows, as files for those who count on.
//!
//! A table for each table, each chart and the list of measures (CSV, RFC 4180), and one
//! document of everything (JSON). They hold what the edition prints and nothing else: a
//! selection is made of what has been released, so that nothing restricted can be in them,
//! and no file of the project is passed on.

use std::collections::BTreeSet;

use serde::Serialize;

use super::resolve::{Resolver, plain_text};
use super::{Kind, Selection};
use crate::report::measure::{self, Context};
use crate::report::{
    Better, Block, Chart, DurationUnit, Highlight, Id, Locale, Measure, MeasureForm,
    MeasureValue, PartialDate, PointValue, Priority, Prose, Qualifier, Section, Status,
    Table, Unit, ValidReport,
};

/// What the first field of the JSON document says.
pub const FORMAT: &str = "recto-edition-data/1";

/// A file of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its name: small letters, digits, hyphens and one dot.
    pub name: String,
    /// What kind of file it is.
    pub kind: DataKind,
    /// What it holds, for people, in the report's language.
    pub description: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// What kind of file holds data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataKind {
    /// A table: values with commas between them.
    Csv,
    /// The whole edition.
    Json,
}

/// The files of data of an edition: measures, tables and charts in the order of reading,
/// then the whole.
pub fn data_files(selection: &Selection<'_>, locale: &Locale) -> Vec<DataFile> {
    let shown = Shown::of(selection, locale);
    let report = selection.report();
    let mut files = Vec::new();
    let measures: Vec<_> =
        shown.measures.iter().map(|it| measure_row(report, it, locale)).collect();
    let csv = |name: String, description: String, rows: Vec<Vec<String>>| DataFile {
        name,
        kind: DataKind::Csv,
        description,
        data: written(&rows),
    };
    if !measures.is_empty() {
        let header = MEASURE_COLUMNS.map(str::to_owned).to_vec();
        let rows = measures.iter().map(MeasureRow::cells);
        let rows = std::iter::once(header).chain(rows).collect();
        let description = locale.word("figures-in-this-report").to_owned();
        files.push(csv("measures.csv".to_owned(), description, rows));
    }
    for table in &shown.tables {
        let rows = std::iter::once(table.columns.clone()).chain(table.rows.clone());
        files.push(csv(table.file.clone(), table.title.clone(), rows.collect()));
    }
    for chart in &shown.charts {
        files.push(csv(chart.file.clone(), chart.title.clone(), chart.table()));
    }
    let whole = Whole {
        format: FORMAT,
        report: ReportFields::of(report),
        edition: EditionFields {
            kind: selection.kind(),
            name: selection.name(),
            title: selection.title().to_owned(),
        },
        measures,
        tables: shown.tables,
        charts: shown.charts,
        highlights: shown.highlights,
    };
    // A structure of texts can always be written.
    let mut data = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    data.push(b'\n');
    files.push(DataFile {
        name: "data.json".to_owned(),
        kind: DataKind::Json,
        description: selection.title().to_owned(),
        data,
    });
    files
}

/// Rows as CSV (RFC 4180): UTF-8, lines that end in CR and LF.
fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and rows may be of any length.
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula: one that begins like one and is no
/// number gets an apostrophe before it.
fn harmless(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = |c: char| c.is_ascii_digit() || " .,%£+-−".contains(c);
    let is_number =
        cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(number);
    if begins && !is_number { format!("'{cell}") } else { cell.to_owned() }
}

#[derive(Serialize)]
struct Whole {
    format: &'static str,
    report: ReportFields,
    edition: EditionFields,
    measures: Vec<MeasureRow>,
    tables: Vec<TableData>,
    charts: Vec<ChartData>,
    highlights: Vec<HighlightData>,
}

#[derive(Serialize)]
struct ReportFields {
    id: String,
    title: String,
    publisher: String,
    language: String,
    period_from: String,
    period_to: String,
    published: Option<String>,
    status: &'static str,
    version: Option<String>,
}

impl ReportFields {
    fn of(report: &ValidReport) -> Self {
        Self {
            id: report.id.value.to_string(),
            title: report.title.value.to_string(),
            publisher: report.brand.publisher.value.to_string(),
            language: report.language.value.to_string(),
            period_from: report.period.from.value.to_string(),
            period_to: report.period.to.value.to_string(),
            published: report.published.as_ref().map(|it| it.value.to_string()),
            status: match report.status {
                Status::Draft => "draft",
                Status::Final => "final",
                Status::Embargoed { .. } => "embargoed",
            },
            version: report.version.as_ref().map(|it| it.value.to_string()),
        }
    }
}

#[derive(Serialize)]
struct EditionFields {
    kind: Kind,
    name: String,
    title: String,
}

/// The header of the list of measures.
const MEASURE_COLUMNS: [&str; 14] = [
    "id",
    "label",
    "printed",
    "qualifier",
    "value",
    "to",
    "unit",
    "per",
    "period",
    "compared_with",
    "comparator",
    "target",
    "better",
    "source",
];

/// A measure; numbers are exact, in the unit itself, with a point and no grouping.
#[derive(Serialize)]
struct MeasureRow {
    id: String,
    label: String,
    printed: String,
    qualifier: &'static str,
    value: String,
    to: Option<String>,
    unit: String,
    per: Option<String>,
    period: Option<String>,
    compared_with: Option<String>,
    comparator: Option<String>,
    target: Option<String>,
    better: Option<&'static str>,
    source: Option<String>,
}

impl MeasureRow {
    fn cells(&self) -> Vec<String> {
        let optional = |cell: &Option<String>| cell.clone().unwrap_or_default();
        vec![
            self.id.clone(),
            self.label.clone(),
            self.printed.clone(),
            self.qualifier.to_owned(),
            self.value.clone(),
            optional(&self.to),
            self.unit.clone(),
            optional(&self.per),
            optional(&self.period),
            optional(&self.compared_with),
            optional(&self.comparator),
            optional(&self.target),
            self.better.unwrap_or_default().to_owned(),
            optional(&self.source),
        ]
    }
}

fn measure_row(report: &ValidReport, measure: &Measure, locale: &Locale) -> MeasureRow {
    let (value, to) = value(&measure.value.value);
    let comparator = measure.comparator.as_ref();
    MeasureRow {
        id: measure.id.value.to_string(),
        label: measure.label.value.to_string(),
        printed: printed(report, measure, locale),
        qualifier: qualifier(measure.qualifier),
        value,
        to,
        unit: unit(&measure.unit),
        per: measure.per.as_ref().map(|it| it.value.to_string()),
        period: measure.period.as_ref().map(|it| it.value.to_string()),
        compared_with: comparator.map(|it| it.label.value.to_string()),
        comparator: comparator.and_then(|it| Some(it.value.as_ref()?.value.to_string())),
        target: measure.target.as_ref().map(|it| it.value.value.to_string()),
        better: measure.better.map(|better| match better {
            Better::Higher => "higher",
            Better::Lower => "lower",
        }),
        source: measure.source.as_ref().map(|source| {
            let title = &report.source(&source.document.value).title.value;
            match &source.at {
                Some(at) => format!("{title}, {}", at.value),
                None => title.to_string(),
            }
        }),
    }
}

fn printed(report: &ValidReport, measure: &Measure, locale: &Locale) -> String {
    let style = &report.brand.style;
    measure::written(measure, MeasureForm::Full, style, locale, Context::Display)
}

/// A value, and what it goes to where it is a stretch.
fn value(value: &MeasureValue) -> (String, Option<String>) {
    match value {
        MeasureValue::Number(number) => (number.to_string(), None),
        MeasureValue::Range { from, to } => (from.to_string(), Some(to.to_string())),
        MeasureValue::Date(date) => (iso(date), None),
        MeasureValue::Period { from, to } => (iso(from), Some(iso(to))),
        MeasureValue::FinancialYear(year) => {
            (year.to_string(), Some((year + 1).to_string()))
        }
        MeasureValue::Quarter { year, quarter } => (format!("{year}-Q{quarter}"), None),
    }
}

/// A date as ISO 8601 writes it, as far as it is known.
fn iso(date: &PartialDate) -> String {
    match date {
        PartialDate::Year(year) => format!("{year:04}"),
        PartialDate::Month { year, month } => format!("{year:04}-{month:02}"),
        PartialDate::Day(day) => day.to_string(),
        PartialDate::DayOfYear { month, day } => format!("--{month:02}-{day:02}"),
    }
}

fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Pounds => "GBP".to_owned(),
        Unit::Percent => "%".to_owned(),
        Unit::PercentagePoints => "percentage points".to_owned(),
        Unit::Ratio { out_of } => format!("out of {out_of}"),
        Unit::Duration(DurationUnit::Days) => "days".to_owned(),
        Unit::Duration(DurationUnit::Months) => "months".to_owned(),
        Unit::Duration(DurationUnit::Years) => "years".to_owned(),
        Unit::Age => "years of age".to_owned(),
        Unit::Date => "date".to_owned(),
        Unit::FinancialYear => "financial year".to_owned(),
        Unit::Period => "period".to_owned(),
        Unit::Quarter => "quarter".to_owned(),
        Unit::Count { plural, .. } => plural.to_string(),
    }
}

fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exactly => "exactly",
        Qualifier::MoreThan => "more than",
        Qualifier::Over => "over",
        Qualifier::AtLeast => "at least",
        Qualifier::Around => "around",
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::UpTo => "up to",
        Qualifier::FewerThan => "fewer than",
        Qualifier::Under => "under",
        Qualifier::EndOf => "end of",
    }
}

#[derive(Serialize)]
struct TableData {
    id: String,
    file: String,
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct ChartData {
    id: String,
    file: String,
    title: String,
    label: String,
    unit: String,
    groups: Vec<String>,
    points: Vec<PointData>,
}

#[derive(Serialize)]
struct PointData {
    label: String,
    values: Vec<String>,
}

impl ChartData {
    /// Its points as rows below a header.
    fn table(&self) -> Vec<Vec<String>> {
        let values = if self.groups.is_empty() {
            vec![self.unit.clone()]
        } else {
            self.groups.iter().map(|group| format!("{group} ({})", self.unit)).collect()
        };
        let row = |first: &String, rest: &[String]| -> Vec<String> {
            std::iter::once(first).chain(rest).cloned().collect()
        };
        let points = self.points.iter().map(|point| row(&point.label, &point.values));
        std::iter::once(row(&self.label, &values)).chain(points).collect()
    }
}

#[derive(Serialize)]
struct HighlightData {
    priority: String,
    lead: Option<String>,
    text: String,
}

/// What an edition shows, in the order of reading.
struct Shown<'r> {
    report: &'r ValidReport,
    resolver: Resolver<'r>,
    seen: BTreeSet<(Gathered, String)>,
    /// The charts that a brief is held to; `None` for all.
    charts_kept: Option<&'r [Id]>,
    measures: Vec<&'r Measure>,
    tables: Vec<TableData>,
    charts: Vec<ChartData>,
    highlights: Vec<HighlightData>,
}

/// What has been gathered once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gathered {
    Chart,
    Table,
}

impl<'r> Shown<'r> {
    fn of(selection: &Selection<'r>, locale: &'r Locale) -> Self {
        let report = selection.report();
        let mut shown = Self {
            report,
            resolver: Resolver::new(report, locale),
            seen: BTreeSet::new(),
            charts_kept: None,
            measures: Vec::new(),
            tables: Vec::new(),
            charts: Vec::new(),
            highlights: Vec::new(),
        };
        match selection.priority() {
            None => {
                shown.prose(report.summary.as_ref());
                shown.print(&report.year_in_figures);
                for section in &report.sections {
                    match section {
                        Section::Plain(section) => {
                            shown.prose(section.lead.as_ref());
                            shown.blocks(&section.body);
                        }
                        Section::Priority(priority) => {
                            shown.priority(priority, &priority.body);
                        }
                    }
                }
            }
            Some(priority) => {
                shown.charts_kept = priority.brief.charts.as_deref();
                shown.prose(priority.brief.context.as_ref());
                let body = priority.brief.body.as_ref().unwrap_or(&priority.body);
                shown.priority(priority, body);
            }
        }
        let printed = shown.resolver.printed_measures().iter();
        shown.measures = printed.map(|(index, _)| &report.measures[*index]).collect();
        shown
    }

    fn print(&mut self, ids: &[Id]) {
        ids.iter().for_each(|id| self.resolver.print_measure(&id.value));
    }

    fn prose(&mut self, prose: Option<&Prose>) -> String {
        prose.map(|prose| plain_text(&self.resolver.prose(prose))).unwrap_or_default()
    }

    fn priority(&mut self, priority: &'r Priority, body: &'r [Block]) {
        self.prose(Some(&priority.summary));
        self.print(&priority.measures);
        self.prose(priority.introduction.as_ref());
        self.highlights(priority, &priority.highlights);
        self.blocks(body);
    }

    fn highlights(&mut self, priority: &Priority, highlights: &'r [Highlight]) {
        for highlight in highlights {
            let lead = highlight.lead.as_ref().map(|lead| self.resolver.line(lead));
            let text = self.prose(Some(&highlight.text));
            let priority_id = priority.id.value.to_string();
            self.highlights.push(HighlightData { priority: priority_id, lead, text });
            self.print(highlight.figure.as_slice());
            self.highlights(priority, &highlight.items);
            self.blocks(&highlight.then);
        }
    }

    fn blocks(&mut self, blocks: &'r [Block]) {
        let report = self.report;
        for block in blocks {
            match block {
                Block::Prose(prose) => {
                    self.prose(Some(prose));
                }
                Block::Measures(ids) => self.print(ids),
                Block::Chart(id) => self.chart(report.chart(&id.value)),
                Block::Table(id) => self.table(report.table(&id.value)),
                Block::Parts(parts) => {
                    for part in parts {
                        self.prose(Some(&part.text));
                    }
                }
                Block::Priorities(_) => {
                    for (_, priority) in report.priorities() {
                        self.prose(Some(&priority.summary));
                    }
                }
                Block::Figure(id) => {
                    let figure = report.figure(&id.value);
                    for line in std::iter::once(&figure.alt).chain(&figure.caption) {
                        self.resolver.line(line);
                    }
                }
                Block::People(ids) => {
                    for id in ids {
                        let note = report.person(&id.value).note.as_ref();
                        note.map(|line| self.resolver.line(line));
                    }
                }
                Block::Links(ids) => {
                    for id in ids {
                        let link = report.link(&id.value);
                        for line in std::iter::once(&link.text).chain(&link.note) {
                            self.resolver.line(line);
                        }
                    }
                }
                Block::Heading(_) | Block::Contacts(_) => {}
            }
        }
    }

    fn chart(&mut self, chart: &'r Chart) {
        let kept = self.charts_kept;
        if kept.is_some_and(|kept| !kept.iter().any(|it| it.value == chart.id.value)) {
            return;
        }
        let report = self.report;
        let series = report.series_by_id(&chart.series.value);
        let mut title = self.resolver.line(&chart.title);
        if let Some(subtitle) = &chart.subtitle {
            title = format!("{title}: {}", self.resolver.line(subtitle));
        }
        let mut points = Vec::new();
        for point in &series.points {
            let values = point.values.iter().map(|value| match value {
                PointValue::Number(number) => number.value.to_string(),
                PointValue::Measure(id) => {
                    self.resolver.print_measure(&id.value);
                    self::value(&report.measure(&id.value).value.value).0
                }
            });
            let values = values.collect();
            points.push(PointData { label: point.label.value.to_string(), values });
        }
        if let Some(note) = &chart.note {
            self.resolver.line(note);
        }
        self.print(chart.total.as_slice());
        let id = chart.id.value.to_string();
        if self.seen.insert((Gathered::Chart, id.clone())) {
            self.charts.push(ChartData {
                file: format!("chart-{id}.csv"),
                id,
                title,
                label: series.label.value.to_string(),
                unit: series.unit.value.to_string(),
                groups: series.groups.iter().map(|it| it.value.to_string()).collect(),
                points,
            });
        }
    }

    fn table(&mut self, table: &'r Table) {
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| self.resolver.line(cell)).collect())
            .collect();
        let mut title = self.resolver.line(&table.title);
        if let Some(subtitle) = &table.subtitle {
            title = format!("{title}: {}", self.resolver.line(subtitle));
        }
        if let Some(note) = &table.note {
            self.resolver.line(note);
        }
        let columns = table.columns.iter().map(|column| match &column.unit {
            Some(unit) => format!("{} ({})", column.label.value, unit.value),
            None => column.label.value.to_string(),
        });
        let id = table.id.value.to_string();
        if self.seen.insert((Gathered::Table, id.clone())) {
            self.tables.push(TableData {
                file: format!("table-{id}.csv"),
                id,
                title,
                columns: columns.collect(),
                rows,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, wanted) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd", "'-cmd"),
            ("-", "'-"),
            ("-4.5", "-4.5"),
            ("+5%", "+5%"),
            ("−3", "−3"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), wanted);
        }
    }

    #[test]
    fn rows_are_written_as_the_rfc_has_them() {
        let rows =
            [vec!["a".to_owned(), "b \"c\", d".to_owned()], vec!["é\n".to_owned()]];
        let text = String::from_utf8(written(&rows)).unwrap();
        assert_eq!(text, "a,\"b \"\"c\"\", d\"\r\n\"é\n\"\r\n");
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        assert_eq!(iso(&PartialDate::Year(2022)), "2022");
        assert_eq!(iso(&PartialDate::Month { year: 2022, month: 3 }), "2022-03");
        assert_eq!(iso(&PartialDate::DayOfYear { month: 3, day: 1 }), "--03-01");
    }
}
