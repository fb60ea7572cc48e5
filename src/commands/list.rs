//! `recto list`: the documents that a project gives.

use std::path::Path;

use serde_json::json;

use super::columns;
use crate::cli::{Terminal, TerminalFormat};
use crate::edition;
use crate::edition::audience::Readership;
use crate::error::Error;
use crate::limits::Limits;
use crate::pipeline::{open_for, released};

/// Lists the documents of a project that its readers get.
///
/// # Errors
///
/// As [`open_for`] and [`released`].
pub fn list(
    project: &Path,
    audience: Readership,
    limits: Limits,
    terminal: &Terminal,
) -> Result<(), Error> {
    let released = released(&open_for(project, limits, audience)?, audience)?;
    let editions = edition::all(&released);
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
    match edition.priority() {
        None => "report".to_owned(),
        Some(priority) => format!("brief {}", priority.id.value),
    }
}
