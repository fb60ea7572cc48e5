//! `recto build`: makes the documents and says what was made.

use serde_json::json;

use super::columns;
use super::preflight::met;
use crate::build::{Edition, Job, Observer, Production, produce};
use crate::cli::{Terminal, TerminalFormat};
use crate::diagnostic::distinct;
use crate::error::Error;

/// Makes the documents of a job and prints the closing table.
///
/// # Errors
///
/// As [`produce`].
pub fn build(
    job: &Job,
    terminal: &Terminal,
    observer: &dyn Observer,
) -> Result<(), Error> {
    let Production { opened, warnings, editions, failed, outcome, .. } =
        produce(job, observer);
    let of_editions = editions.iter().flat_map(|edition| &edition.warnings);
    // Profiles share their pages, and so what is said of them.
    let warnings = distinct(warnings.iter().chain(of_editions).cloned());
    // What was found is said in one piece: some formats are one document.
    let outcome = match (outcome, opened) {
        (Err(Error::Problems { diagnostics, texts }), _) => {
            let diagnostics = warnings.into_iter().chain(diagnostics).collect();
            Err(Error::Problems { diagnostics, texts })
        }
        (outcome, Some(opened)) => {
            terminal.diagnostics(&warnings, &opened.texts);
            outcome
        }
        (outcome, None) => outcome,
    };
    if terminal.format == TerminalFormat::Json {
        for edition in &editions {
            terminal.line(&json!({
                "type": "edition",
                "edition": edition.name,
                "profile": edition.profile,
                "file": edition.path,
                "pages": edition.pages,
                "bytes": edition.bytes,
                "seconds": edition.elapsed.as_secs_f64(),
                "preflight": edition.preflight.checks,
            }));
        }
    } else if !editions.is_empty() {
        terminal.summary(&table(&editions));
    }
    // Where everything failed, there is nothing to tell apart.
    if !editions.is_empty() {
        terminal.not_made(&failed);
    }
    outcome
}

fn table(editions: &[Edition]) -> String {
    let header = ["edition", "profile", "pages", "size", "seconds", "preflight", "file"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(editions.iter().map(|edition| {
        vec![
            edition.name.clone(),
            edition.profile.to_string(),
            edition.pages.to_string(),
            format!("{} kB", edition.bytes.div_ceil(1000)),
            format!("{:.2}", edition.elapsed.as_secs_f64()),
            met(&edition.preflight),
            edition.path.display().to_string(),
        ]
    }));
    columns(&rows, &[2, 3, 4])
}
