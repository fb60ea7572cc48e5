//! `recto build`: makes the documents and says what was made.

use serde_json::json;

use super::columns;
use super::preflight::met;
use crate::build::{self, Built, Edition, Failed, Observer, Plan, Workspace};
use crate::cli::terminal::{Format, Terminal};
use crate::diagnostic::distinct;
use crate::error::Error;

/// Makes the documents of a plan and prints the closing table.
///
/// # Errors
///
/// As [`build::build`].
pub fn build(
    workspace: &Workspace,
    plan: &Plan,
    terminal: &Terminal,
    observer: &dyn Observer,
) -> Result<(), Error> {
    tell(build::build(workspace, plan, observer), terminal)
}

/// Says what was made.
///
/// # Errors
///
/// What was not.
pub(super) fn tell(
    result: Result<Built, Failed>,
    terminal: &Terminal,
) -> Result<(), Error> {
    let (built, not_made, error) = match result {
        Ok(built) => (built, Vec::new(), None),
        Err(Failed { error, built, not_made }) => (*built, not_made, Some(error)),
    };
    let of_editions = built.editions.iter().flat_map(|edition| &edition.warnings);
    // Profiles share their pages, and so what is said of them.
    let warnings = distinct(built.warnings.iter().chain(of_editions).cloned());
    // What was found is said in one piece: some formats are one document.
    let outcome = match error {
        Some(Error::Problems { diagnostics, texts }) => {
            let diagnostics = warnings.into_iter().chain(diagnostics).collect();
            Err(Error::Problems { diagnostics, texts })
        }
        // Nothing was read, so nothing was found.
        Some(error @ Error::Project(_)) => Err(error),
        error => {
            terminal.diagnostics(&warnings, &built.texts);
            error.map_or(Ok(()), Err)
        }
    };
    if terminal.format == Format::Json {
        for edition in &built.editions {
            terminal.line(&json!({
                "type": "edition",
                "edition": edition.id.name(),
                "profile": edition.profile,
                "file": edition.path,
                "pages": edition.pages,
                "bytes": edition.bytes,
                "seconds": edition.elapsed.as_secs_f64(),
                "preflight": edition.preflight.checks,
            }));
        }
    } else if !built.editions.is_empty() {
        terminal.summary(&table(&built.editions));
    }
    // Where everything failed, there is nothing to tell apart.
    if !built.editions.is_empty() {
        terminal.not_made(&not_made);
    }
    outcome
}

fn table(editions: &[Edition]) -> String {
    let header = ["edition", "profile", "pages", "size", "seconds", "preflight", "file"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(editions.iter().map(|edition| {
        vec![
            edition.id.to_string(),
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
