//! `recto list`: the documents that a project gives.

use std::path::Path;

use serde_json::json;

use super::columns;
use crate::cli::{Terminal, TerminalFormat};
use crate::edition;
use crate::error::Error;
use crate::pipeline::open;

/// Lists the documents of a project.
///
/// # Errors
///
/// As [`open`].
pub fn list(project: &Path, terminal: &Terminal) -> Result<(), Error> {
    let opened = open(project)?;
    let editions = edition::all(&opened.report);
    if terminal.format == TerminalFormat::Json {
        for edition in &editions {
            terminal.line(&json!({
                "type": "edition",
                "edition": edition.name(),
                "command": command(edition),
                "title": edition.title(),
            }));
        }
        return Ok(());
    }
    let rows: Vec<_> = editions
        .iter()
        .map(|edition| vec![command(edition), edition.title().to_owned()])
        .collect();
    terminal.say(&columns(&rows, &[]));
    Ok(())
}

/// The words that make an edition on the command line.
fn command(edition: &edition::Selection<'_>) -> String {
    match edition.priority {
        None => "report".to_owned(),
        Some(priority) => format!("brief {}", priority.id.value),
    }
}
