//! CSV files: by RFC 4180, and safe to open in a spreadsheet.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and works
//! it out, whoever wrote it. Such a cell gets an apostrophe before it, unless it is a
//! number: a negative number stays one.

use csv::{Terminator, WriterBuilder};

use std::sync::Arc;

use crate::document::charts::Chart;
use crate::document::exact::MeasureData;
use crate::document::measure::Measure;
use crate::document::tables::{Table, TableRow};

/// What heads the list of measures, in the order of [`measure_row`].
const MEASURES: [&str; 26] = [
    "id",
    "label",
    "text",
    "qualifier",
    "kind",
    "value",
    "value_to",
    "unit",
    "out_of",
    "per",
    "change",
    "period",
    "period_from",
    "period_to",
    "comparator_label",
    "comparator_value",
    "comparator_period",
    "target_label",
    "target_value",
    "better",
    "status",
    "source",
    "source_at",
    "published_as",
    "note",
    "audience",
];

/// What heads the data of a chart.
const CHART: [&str; 9] =
    ["category", "group", "value", "unit", "text", "measure", "marks", "low", "high"];

/// The list of measures, one a row.
pub(super) fn measures(measures: &[Arc<Measure>]) -> Vec<u8> {
    let rows = measures.iter().map(|it| measure_row(&it.exact).to_vec());
    write(MEASURES.map(str::to_owned).to_vec(), rows)
}

/// What the measures were in earlier periods, a row for each value; `None` where none was.
pub(super) fn history(measures: &[Arc<Measure>]) -> Option<Vec<u8>> {
    let rows = measures.iter().flat_map(|measure| {
        let past = measure.exact.history.iter();
        past.map(|past| {
            vec![measure.id.to_string(), past.period.clone(), past.value.clone()]
        })
    });
    let rows: Vec<_> = rows.collect();
    let head = ["measure", "period", "value"].map(str::to_owned).to_vec();
    (!rows.is_empty()).then(|| write(head, rows.into_iter()))
}

/// The data of a chart: a row for each value, by category and then by group.
pub(super) fn chart(chart: &Chart) -> Vec<u8> {
    let mut rows = Vec::new();
    for point in &chart.points {
        for (index, value) in point.values.iter().enumerate() {
            let group = chart.groups.get(index).map_or("", |group| group);
            let bounds = value.bounds.as_ref();
            let (low, high) = (bounds.map(|it| &it.0), bounds.map(|it| &it.1));
            rows.push(vec![
                point.label.to_string(),
                group.to_owned(),
                value.exact.clone(),
                chart.unit_name.to_string(),
                value.shown.to_string(),
                value.measure.as_deref().unwrap_or_default().to_owned(),
                value.marks.join(" "),
                low.cloned().unwrap_or_default(),
                high.cloned().unwrap_or_default(),
            ]);
        }
    }
    write(CHART.map(str::to_owned).to_vec(), rows.into_iter())
}

/// A table as it prints. The head over a column stands before its own, and its unit in brackets
/// behind it. Where rows are more than items, two columns at the end say what each is.
pub(super) fn table(table: &Table) -> Vec<u8> {
    let mut header: Vec<String> = headings(table).collect();
    let has_kinds = table.rows.iter().any(|row| match row {
        TableRow::Plain { .. } => false,
        TableRow::Row(row) => row.kind != "item" || row.indent > 0,
    });
    if has_kinds {
        header.extend(ROW.map(str::to_owned));
    }
    let rows = table.read_rows().map(|row| {
        let mut cells: Vec<String> =
            row.cells.into_iter().map(|cell| cell.text).collect();
        // A group may have its name alone.
        cells.resize(table.columns.len(), String::new());
        if has_kinds {
            cells.extend([row.kind.to_owned(), row.indent.to_string()]);
        }
        cells
    });
    write(header, rows)
}

/// The heads of the columns that hold the kind and the indent of each row.
const ROW: [&str; 2] = ["row kind", "row indent"];

/// What heads each column.
fn headings(table: &Table) -> impl Iterator<Item = String> {
    let groups = table.groups_of_columns();
    table.columns.iter().zip(groups).map(|(column, group)| {
        let label = column.label.plain_text();
        let label = match group {
            Some(group) => format!("{group}: {label}"),
            None => label,
        };
        match &column.unit {
            Some(unit) => format!("{label} ({})", &**unit),
            None => label,
        }
    })
}

fn measure_row(measure: &MeasureData) -> [String; 26] {
    let it = measure.clone();
    let word = |word: Option<&str>| word.unwrap_or_default().to_owned();
    [
        it.id,
        it.label,
        it.text,
        word(it.qualifier),
        it.kind.to_owned(),
        it.value,
        it.value_to.unwrap_or_default(),
        it.unit.unwrap_or_default(),
        it.out_of.map_or_else(String::new, |number| number.to_string()),
        it.per.unwrap_or_default(),
        word(it.change),
        it.period.unwrap_or_default(),
        it.period_from.unwrap_or_default(),
        it.period_to.unwrap_or_default(),
        it.comparator_label.unwrap_or_default(),
        it.comparator_value.unwrap_or_default(),
        it.comparator_period.unwrap_or_default(),
        it.target_label.unwrap_or_default(),
        it.target_value.unwrap_or_default(),
        word(it.better),
        word(it.status),
        it.source.unwrap_or_default(),
        it.source_at.unwrap_or_default(),
        it.published_as.unwrap_or_default(),
        it.note.unwrap_or_default(),
        it.audience.to_owned(),
    ]
}

fn write(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows) {
        // Rows of one length can always be written to memory; validation has seen to it
        // that a table has as many cells in each row as columns.
        let _ = writer.write_record(row.iter().map(|text| cell(text)));
    }
    writer.into_inner().unwrap_or_default()
}

/// A text as a cell: on one line, and never a formula.
fn cell(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| match c {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            other => other,
        })
        .collect();
    // Spreadsheets strip spaces before they look, and some read the full-width forms.
    let opens_formula = line.starts_with('\t')
        || line.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if opens_formula && !is_number(&line) { format!("'{line}") } else { line }
}

/// Whether a text is a number with no more than a sign, the marks of money or per cent, and
/// commas between its digits: nothing that could be worked out.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let unmarked = unsigned.strip_prefix('£').unwrap_or(unsigned);
    let plain = unmarked.strip_suffix('%').unwrap_or(unmarked);
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    whole.starts_with(|c: char| c.is_ascii_digit())
        && digits(&whole.replace(',', ""))
        && !fraction.is_empty()
        && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_work_out_is_text() {
        let formulas = [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "  =1",
            "-",
            "＝1",
            "+5 days",
            "-1,000+A1",
            "-.5",
            "-5.",
            "+£",
            "-1.2.3",
            "-1e5",
        ];
        for text in formulas {
            assert_eq!(cell(text), format!("'{text}"));
        }
    }

    #[test]
    fn numbers_and_other_text_stay() {
        let plain = [
            "",
            "-4",
            "-0.25",
            "+5%",
            "-£1,200.50",
            "12",
            "\u{2212}4",
            "a=b",
            "'=1",
            "£3m",
            "a, b",
            "\"q\"",
        ];
        for text in plain {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn a_cell_stays_on_its_line() {
        assert_eq!(cell("a\nb\u{2028}c"), "a b c");
        assert_eq!(cell("\r=1"), "' =1");
    }

    #[test]
    fn lines_end_as_the_standard_says() {
        let rows = [vec!["a,b".to_owned(), "say \"c\"".to_owned()]];
        let data = write(vec!["x".to_owned(), "y".to_owned()], rows.into_iter());
        assert_eq!(data, b"x,y\r\n\"a,b\",\"say \"\"c\"\"\"\r\n");
    }
}
