//! `recto verify`: whether finished files are what the project gives.

use std::path::Path;

use serde_json::json;

use crate::cli::{Terminal, TerminalFormat};
use crate::error::Error;
use crate::pipeline::{self, Job, Observer};

/// Verifies every file on record, or one.
///
/// # Errors
///
/// As [`pipeline::verify`] and [`pipeline::verify_file`].
pub fn verify(
    job: &Job,
    file: Option<&Path>,
    terminal: &Terminal,
    observer: &dyn Observer,
) -> Result<(), Error> {
    let (said, counted) = match file {
        Some(file) => {
            let edition = pipeline::verify_file(job, file, observer)?;
            (format!("{} is what the project gives for {edition}\n", file.display()), 1)
        }
        None => match pipeline::verify(job, observer)? {
            1 => ("1 file is what the project gives\n".to_owned(), 1),
            count => (format!("{count} files are what the project gives\n"), count),
        },
    };
    if terminal.format == TerminalFormat::Json {
        terminal.line(&json!({ "type": "verified", "files": counted }));
    } else {
        terminal.say(&said);
    }
    Ok(())
}
