//! `recto figures`: every figure of a report, where it stands, and what it is.

use serde_json::json;

use super::columns;
use crate::build::{Workspace, open_for, released};
use crate::cli::terminal::{Format, Terminal};
use crate::diagnostic::SourceTexts;
use crate::edition::Audience;
use crate::error::Error;
use crate::lint::{FigureEntry, FigureStatus};

/// How the figures are printed, where that is not as messages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FiguresAs {
    /// In columns, for people; with `--message-format json`, a JSON object a line
    Table,
    /// As comma-separated values, for a spreadsheet
    Csv,
}

/// Which figures to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FiguresOnly {
    /// Those that are typed and that nothing in the report explains or that it contradicts
    Unknown,
    /// Those that are typed
    Typed,
}

impl FiguresOnly {
    fn takes(self, status: FigureStatus) -> bool {
        match status {
            FigureStatus::Unknown | FigureStatus::Contradicted => true,
            FigureStatus::Matched => self == Self::Typed,
            FigureStatus::Reference | FigureStatus::Name => false,
        }
    }
}

/// Prints the figures of a project that its readers get.
///
/// # Errors
///
/// As [`open_for`] and [`released`].
pub fn figures(
    workspace: &Workspace,
    audience: Audience,
    print: FiguresAs,
    only: Option<FiguresOnly>,
    terminal: &Terminal,
) -> Result<(), Error> {
    let opened = open_for(workspace, audience)?;
    let released = released(&opened, audience)?;
    let mut all = workspace.figures(&opened, released.report());
    all.retain(|entry| only.is_none_or(|only| only.takes(entry.status)));
    if terminal.format == Format::Json {
        for entry in &all {
            terminal.line(&as_json(entry, &opened.texts));
        }
        return Ok(());
    }
    let header = ["file", "line", "column", "figure", "what", "of"].map(str::to_owned);
    let rows = all.iter().map(|entry| as_row(entry, &opened.texts));
    let rows: Vec<Vec<String>> = std::iter::once(header.to_vec()).chain(rows).collect();
    match print {
        FiguresAs::Table => {
            terminal.say(&columns(&rows, &[1, 2]));
            terminal.summary(&counts(&all));
        }
        FiguresAs::Csv => terminal.say(&as_csv(&rows)),
    }
    Ok(())
}

fn as_row(entry: &FigureEntry, texts: &SourceTexts) -> Vec<String> {
    let at = texts.line_column(&entry.place);
    let number =
        |number: Option<usize>| number.map_or(String::new(), |it| it.to_string());
    vec![
        entry.place.file().to_string(),
        number(at.as_ref().map(|at| at.line)),
        number(at.as_ref().map(|at| at.column)),
        entry.text.clone(),
        entry.status.word().to_owned(),
        entry.of.clone().unwrap_or_default(),
    ]
}

fn as_json(entry: &FigureEntry, texts: &SourceTexts) -> serde_json::Value {
    let at = texts.line_column(&entry.place);
    json!({
        "type": "figure",
        "figure": entry.text,
        "what": entry.status.word(),
        "of": entry.of,
        "place": {
            "file": &**entry.place.file(),
            "line": at.as_ref().map(|at| at.line),
            "column": at.as_ref().map(|at| at.column),
        },
    })
}

/// Rows as RFC 4180 has them.
fn as_csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// How many there are of each kind.
fn counts(all: &[FigureEntry]) -> String {
    let kinds = [
        FigureStatus::Reference,
        FigureStatus::Matched,
        FigureStatus::Contradicted,
        FigureStatus::Unknown,
        FigureStatus::Name,
    ];
    let mut text = String::new();
    for kind in kinds {
        let count = all.iter().filter(|entry| entry.status == kind).count();
        if count > 0 {
            text.push_str(&format!("{count} {}\n", kind.word()));
        }
    }
    text
}
