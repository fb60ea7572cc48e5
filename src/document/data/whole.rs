//! The data of an edition as one document, in the order in which its fields are written.
//!
//! `docs/schemas/edition-data.schema.json` is the same in the terms of JSON Schema; a test
//! holds the two together. Numbers are text, so that no reader rounds them.

use std::sync::Arc;

use serde::Serialize;

use super::{FORMAT, Reading};
use crate::document::Document;
use crate::document::charts::Chart;
use crate::document::exact::MeasureData;
use crate::document::noun::as_type;
use crate::document::sections::Highlight;
use crate::document::tables::{RowRead, Table};
use crate::edition::Audience;
use crate::edition::Selection;
use crate::report::Status;

/// Everything of an edition that machines may want to read.
#[derive(Debug, Serialize)]
pub(super) struct EditionData<'d> {
    format: &'static str,
    report: &'d ReportData,
    edition: EditionName<'d>,
    sections: Vec<SectionData<'d>>,
    measures: Vec<&'d MeasureData>,
    tables: Vec<TableData<'d>>,
    charts: Vec<ChartData<'d>>,
}

/// The report that an edition comes from.
#[derive(Debug, Clone, Serialize)]
pub(in crate::document) struct ReportData {
    id: String,
    title: String,
    publisher: String,
    language: String,
    period: PeriodData,
    published: Option<String>,
    status: &'static str,
    embargoed_until: Option<String>,
    version: Option<String>,
    /// For whom the document is; written with the edition.
    #[serde(skip)]
    audience: Audience,
}

#[derive(Debug, Clone, Serialize)]
struct PeriodData {
    from: String,
    to: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct EditionName<'d> {
    kind: &'d str,
    name: &'d str,
    title: &'d str,
    audience: Audience,
}

/// A section: its title, and what was delivered, as plain text.
#[derive(Debug, Serialize)]
struct SectionData<'d> {
    number: Option<u32>,
    id: &'d str,
    title: &'d str,
    highlights: Vec<HighlightData<'d>>,
}

/// A highlight as plain text.
#[derive(Debug, Serialize)]
struct HighlightData<'d> {
    lead: Option<&'d str>,
    text: String,
    /// The id of the measure in its margin.
    measure: Option<&'d str>,
    items: Vec<HighlightData<'d>>,
}

/// A table, its cells as they print.
#[derive(Debug, Serialize)]
struct TableData<'d> {
    id: &'d str,
    title: &'d str,
    subtitle: Option<&'d str>,
    columns: Vec<ColumnData<'d>>,
    rows: Vec<RowRead>,
    notes: Vec<NoteData<'d>>,
    shorthand: Vec<MarkData<'d>>,
    source: Option<&'d str>,
    note: Option<&'d str>,
}

#[derive(Debug, Serialize)]
struct ColumnData<'d> {
    /// The head that it has in common with others.
    group: Option<String>,
    label: String,
    unit: Option<&'d str>,
}

/// A note to some heads or cells.
#[derive(Debug, Serialize)]
struct NoteData<'d> {
    mark: &'d str,
    text: String,
}

/// A mark that stands in cells.
#[derive(Debug, Serialize)]
struct MarkData<'d> {
    mark: &'d str,
    meaning: &'d str,
}

/// A chart and the series that it draws.
#[derive(Debug, Serialize)]
struct ChartData<'d> {
    id: &'d str,
    kind: &'static str,
    title: &'d str,
    subtitle: Option<&'d str>,
    label: &'d str,
    unit: &'d str,
    /// The id of the measure that is the whole of a proportion chart.
    total: Option<&'d str>,
    categories: Vec<&'d str>,
    series: Vec<SeriesData<'d>>,
    source: Option<&'d str>,
    note: Option<&'d str>,
}

/// A group of a chart's series, with a value for each category.
#[derive(Debug, Serialize)]
struct SeriesData<'d> {
    /// The group; `None` for a series that has none.
    name: Option<&'d str>,
    values: Vec<ValueData<'d>>,
}

/// A value of a chart.
#[derive(Debug, Serialize)]
struct ValueData<'d> {
    /// The exact number, in plain decimal digits; `None` where it is not known.
    value: Option<&'d str>,
    /// As it prints.
    text: &'d str,
    /// The marks of the shorthand behind it, or in its place.
    marks: &'d [&'static str],
    /// The lower bound of its interval.
    low: Option<&'d str>,
    /// The upper one.
    high: Option<&'d str>,
    /// The measure that it is.
    measure: Option<&'d str>,
}

impl<'d> EditionData<'d> {
    /// The data of a document.
    pub(super) fn of(document: &'d Document, reading: &'d Reading) -> Self {
        let edition = &document.edition;
        let sections = reading.sections.iter().map(|section| SectionData {
            number: section.number,
            id: &section.id,
            title: &section.title,
            highlights: section
                .priority
                .as_ref()
                .map(|priority| highlights(&priority.highlights))
                .unwrap_or_default(),
        });
        let tables = reading.drawn.iter().filter_map(as_type::<Table>);
        let charts = reading.drawn.iter().filter_map(as_type::<Chart>);
        Self {
            format: FORMAT,
            report: &document.exact,
            edition: EditionName {
                kind: edition.kind,
                name: &edition.name,
                title: &edition.title,
                audience: document.exact.audience,
            },
            sections: sections.collect(),
            measures: reading.measures.iter().map(|measure| &measure.exact).collect(),
            tables: tables.map(table).collect(),
            charts: charts.map(chart).collect(),
        }
    }

    /// Its text, indented, with a line feed at the end.
    pub(super) fn json(&self) -> Vec<u8> {
        // Text, lists and fields with fixed names can always be written to memory.
        let mut data = serde_json::to_vec_pretty(self).unwrap_or_default();
        data.push(b'\n');
        data
    }
}

fn highlights(highlights: &[Arc<Highlight>]) -> Vec<HighlightData<'_>> {
    let data = highlights.iter().map(|highlight| HighlightData {
        lead: highlight.lead.as_deref(),
        text: highlight.text.plain_text(),
        measure: highlight.figure.as_ref().map(|measure| &*measure.id),
        items: self::highlights(&highlight.items),
    });
    data.collect()
}

fn table(table: &Table) -> TableData<'_> {
    TableData {
        id: &table.id,
        title: &table.title,
        subtitle: table.subtitle.as_deref(),
        columns: table
            .columns
            .iter()
            .zip(table.groups_of_columns())
            .map(|(it, group)| ColumnData {
                group,
                label: it.label.plain_text(),
                unit: it.unit.as_deref(),
            })
            .collect(),
        rows: table.read_rows().collect(),
        notes: table
            .notes
            .iter()
            .map(|it| NoteData { mark: &it.mark, text: it.text.plain_text() })
            .collect(),
        shorthand: table
            .legend
            .iter()
            .map(|it| MarkData { mark: &it.mark, meaning: &it.meaning })
            .collect(),
        source: table.source.as_deref(),
        note: table.note.as_deref(),
    }
}

fn chart(chart: &Chart) -> ChartData<'_> {
    // A series without groups has one value a point.
    let groups: Vec<Option<&str>> = match chart.groups.as_slice() {
        [] => vec![None],
        groups => groups.iter().map(|group| Some(&**group)).collect(),
    };
    let series = groups.into_iter().enumerate().map(|(index, name)| {
        let values = chart.points.iter().filter_map(|point| point.values.get(index));
        let values = values.map(|value| ValueData {
            value: Some(value.exact.as_str()).filter(|exact| !exact.is_empty()),
            text: &value.shown,
            marks: &value.marks,
            low: value.bounds.as_ref().map(|(low, _)| low.as_str()),
            high: value.bounds.as_ref().map(|(_, high)| high.as_str()),
            measure: value.measure.as_deref(),
        });
        SeriesData { name, values: values.collect() }
    });
    ChartData {
        id: &chart.id,
        kind: chart.kind,
        title: &chart.title,
        subtitle: chart.subtitle.as_deref(),
        label: &chart.label,
        unit: &chart.unit_name,
        total: chart.total.as_ref().map(|total| &*total.measure.id),
        categories: chart.points.iter().map(|point| &*point.label).collect(),
        series: series.collect(),
        source: chart.source.as_deref(),
        note: chart.note.as_deref(),
    }
}

impl ReportData {
    /// For whom the document is.
    pub(in crate::document) fn audience(&self) -> Audience {
        self.audience
    }

    /// The report of a selection.
    pub(in crate::document) fn of(selection: &Selection<'_>) -> Self {
        let report = selection.report();
        let until = match &report.status {
            Status::Draft | Status::Final => None,
            Status::Embargoed { until } => until.as_ref(),
        };
        Self {
            id: report.id.value.to_string(),
            title: report.title.value.to_string(),
            publisher: report.brand.publisher.name.value.to_string(),
            language: report.language.value.to_string(),
            period: PeriodData {
                from: report.period.from.value.to_string(),
                to: report.period.to.value.to_string(),
                label: report.period.label.value.to_string(),
            },
            published: report.published.as_ref().map(|day| day.value.to_string()),
            status: (&report.status).into(),
            embargoed_until: until.map(|until| until.value.to_string()),
            version: report.version.as_ref().map(|it| it.value.to_string()),
            audience: selection.audience(),
        }
    }
}
