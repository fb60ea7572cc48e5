//! `recto verify`: whether finished files are what the project gives.

use std::path::Path;

use serde_json::json;

use crate::build::{self, Plan, Workspace};
use crate::cli::terminal::{Format, Terminal};
use crate::error::Error;

/// Verifies every file on record, or one.
///
/// # Errors
///
/// As [`build::verify`] and [`build::verify_file`].
pub fn verify(
    workspace: &Workspace,
    plan: &Plan,
    file: Option<&Path>,
    terminal: &Terminal,
) -> Result<(), Error> {
    let (said, counted) = match file {
        Some(file) => {
            let edition = build::verify_file(workspace, plan, file)?;
            (format!("{} is what the project gives for {edition}\n", file.display()), 1)
        }
        None => match build::verify(workspace, plan)? {
            1 => ("1 file is what the project gives\n".to_owned(), 1),
            count => (format!("{count} files are what the project gives\n"), count),
        },
    };
    if terminal.format == Format::Json {
        terminal.line(&json!({ "type": "verified", "files": counted }));
    } else {
        terminal.say(&said);
    }
    Ok(())
}
