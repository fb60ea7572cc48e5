//! The data of an edition as one document, in the order in which its fields are written.
//!
//! `docs/schemas/edition-data.schema.json` is the same in the terms of JSON Schema; a test
//! holds the two together. Numbers are text, so that no reader rounds them.

use serde::Serialize;

use super::FORMAT;
use super::measures::MeasureData;
use super::reading::{Reading, Shown};
use crate::edition::audience::Readership;
use crate::edition::{Kind, Selection};
use crate::report::{Status, ValidReport};

/// Everything of an edition that machines may want to read.
#[derive(Debug, Serialize)]
pub(super) struct EditionData {
    format: &'static str,
    report: ReportData,
    edition: EditionName,
    sections: Vec<SectionData>,
    measures: Vec<MeasureData>,
    tables: Vec<TableData>,
    charts: Vec<ChartData>,
}

#[derive(Debug, Serialize)]
struct ReportData {
    id: String,
    title: String,
    publisher: String,
    language: String,
    period: PeriodData,
    published: Option<String>,
    status: &'static str,
    embargoed_until: Option<String>,
    version: Option<String>,
}

#[derive(Debug, Serialize)]
struct PeriodData {
    from: String,
    to: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct EditionName {
    kind: Kind,
    name: String,
    title: String,
    audience: &'static str,
}

/// A section: its title, and what was delivered, as plain text.
#[derive(Debug, Serialize)]
pub(super) struct SectionData {
    pub(super) number: usize,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) highlights: Vec<HighlightData>,
}

/// A highlight as plain text.
#[derive(Debug, Serialize)]
pub(super) struct HighlightData {
    pub(super) lead: Option<String>,
    pub(super) text: String,
    /// The id of the measure in its margin.
    pub(super) measure: Option<String>,
    pub(super) items: Vec<HighlightData>,
}

/// A table, its cells as they print.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TableData {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) subtitle: Option<String>,
    pub(super) columns: Vec<ColumnData>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) source: Option<String>,
    pub(super) note: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ColumnData {
    pub(super) label: String,
    pub(super) unit: Option<String>,
}

/// A chart and the series that it draws.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChartData {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) subtitle: Option<String>,
    pub(super) label: String,
    pub(super) unit: String,
    /// The id of the measure that is the whole of a proportion chart.
    pub(super) total: Option<String>,
    pub(super) categories: Vec<String>,
    pub(super) series: Vec<SeriesData>,
    pub(super) source: Option<String>,
    pub(super) note: Option<String>,
}

/// A group of a chart's series, with a value for each category.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SeriesData {
    /// The group; `None` for a series that has none.
    pub(super) name: Option<String>,
    pub(super) values: Vec<ValueData>,
}

/// A value of a chart.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ValueData {
    /// The exact number, in plain decimal digits.
    pub(super) value: String,
    /// As it prints.
    pub(super) text: String,
    /// The measure that it is.
    pub(super) measure: Option<String>,
}

impl EditionData {
    /// The document of an edition.
    pub(super) fn of(selection: &Selection<'_>, reading: Reading) -> Self {
        let (mut tables, mut charts) = (Vec::new(), Vec::new());
        for shown in reading.shown {
            match shown {
                Shown::Table(table) => tables.push(table),
                Shown::Chart(chart) => charts.push(chart),
            }
        }
        Self {
            format: FORMAT,
            report: ReportData::of(selection.report()),
            edition: EditionName {
                kind: selection.kind(),
                name: selection.name(),
                title: selection.title().to_owned(),
                audience: match selection.released.readership() {
                    Readership::Public => "public",
                    Readership::Restricted => "restricted",
                },
            },
            sections: reading.sections,
            measures: reading.measures,
            tables,
            charts,
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

impl ReportData {
    fn of(report: &ValidReport) -> Self {
        let (status, until) = match &report.status {
            Status::Draft => ("draft", None),
            Status::Final => ("final", None),
            Status::Embargoed { until } => ("embargoed", until.as_ref()),
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
            status,
            embargoed_until: until.map(|until| until.value.to_string()),
            version: report.version.as_ref().map(|it| it.value.to_string()),
        }
    }
}
