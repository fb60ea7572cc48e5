//! `recto list`: the documents that a project gives.

use serde_json::json;

use super::columns;
use crate::build::{Workspace, open_for, released};
use crate::cli::terminal::{Format, Terminal};
use crate::edition;
use crate::edition::Audience;
use crate::error::Error;
use crate::report::{Enclosure, Paper, ValidReport};

/// Lists the documents of a project that its readers get.
///
/// # Errors
///
/// As [`open_for`] and [`released`].
pub fn list(
    workspace: &Workspace,
    audience: Audience,
    terminal: &Terminal,
) -> Result<(), Error> {
    let released = released(&open_for(workspace, audience)?, audience)?;
    let editions = edition::all(&released);
    if terminal.format == Format::Json {
        for edition in &editions {
            terminal.line(&json!({
                "type": "edition",
                "edition": edition.id().name(),
                "command": edition.id().command(),
                "title": edition.title(),
            }));
        }
        return Ok(());
    }
    let rows: Vec<_> = editions
        .iter()
        .map(|edition| vec![edition.id().command(), edition.title().to_owned()])
        .collect();
    terminal.say(&columns(&rows, &[]));
    Ok(())
}

/// Lists what each paper of a project takes from the report, and what else it attaches.
///
/// # Errors
///
/// As [`list`].
pub fn list_papers(
    workspace: &Workspace,
    audience: Audience,
    terminal: &Terminal,
) -> Result<(), Error> {
    let released = released(&open_for(workspace, audience)?, audience)?;
    let report = released.report();
    let mut rows = Vec::new();
    for paper in &report.papers {
        for taken in takes(report, paper) {
            if terminal.format == Format::Json {
                terminal.line(&json!({
                    "type": "taken",
                    "paper": &*paper.id.value,
                    "where": taken.place,
                    "kind": taken.kind,
                    "of": taken.of,
                }));
            } else {
                let of = taken.of.join(", ");
                rows.push(vec![
                    paper.id.value.to_string(),
                    taken.place,
                    taken.kind.to_owned(),
                    of,
                ]);
            }
        }
    }
    if !rows.is_empty() {
        terminal.say(&columns(&rows, &[]));
    }
    Ok(())
}

/// Something that a paper takes in.
struct Taken {
    /// Where it stands in the paper.
    place: String,
    kind: &'static str,
    /// Ids, or the path of a file.
    of: Vec<String>,
}

fn takes(report: &ValidReport, paper: &Paper) -> Vec<Taken> {
    let measures = report.measures_of_paper(paper);
    let mut taken = Vec::new();
    if !measures.is_empty() {
        taken.push(Taken {
            place: "text".to_owned(),
            kind: "measures",
            of: measures.iter().map(|id| id.value.to_string()).collect(),
        });
    }
    taken.extend(paper.appendices.iter().map(|appendix| {
        let (kind, of) = match &appendix.content {
            Enclosure::Report(_) => ("report", vec![report.id.value.to_string()]),
            Enclosure::Brief(id) => ("brief", vec![id.value.to_string()]),
            Enclosure::Sections(ids) => {
                ("sections", ids.iter().map(|id| id.value.to_string()).collect())
            }
            Enclosure::Table(id) => ("table", vec![id.value.to_string()]),
            Enclosure::External(external) => {
                ("pdf", vec![external.file.value.to_string()])
            }
            Enclosure::Text(_) => ("text", Vec::new()),
            Enclosure::Withheld => ("withheld", Vec::new()),
        };
        Taken { place: format!("appendix {}", appendix.letter), kind, of }
    }));
    taken
}
