//! `recto preflight`: whether finished files keep what they promise.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::columns;
use crate::build::PREFLIGHT;
use crate::cli::terminal::{Format, Terminal};
use crate::diagnostic::{Diagnostic, SourceTexts};
use crate::edition::Profile;
use crate::error::Error;
use crate::output;
use recto_pdf::preflight::{Outcome, Preflight, preflight as read_back};

/// Reads files back and says what came of each claim.
///
/// # Errors
///
/// When a file cannot be read, or a claim of one failed.
pub fn preflight(files: &[PathBuf], terminal: &Terminal) -> Result<(), Error> {
    let mut problems = Vec::new();
    for file in files {
        let data = output::read(file)
            .map_err(|source| Error::Read { path: file.clone(), source })?;
        let preflight = read_back(&data);
        if terminal.format == Format::Json {
            terminal.line(&json!({
                "type": "preflight",
                "file": file,
                "profile": preflight.profile,
                "pages": preflight.pages,
                "checks": preflight.checks,
            }));
        } else {
            terminal.say(&told(file, &preflight));
        }
        let failed: Vec<_> = preflight
            .with(Outcome::Failed)
            .map(|check| check.claim.to_string())
            .collect();
        if !failed.is_empty() {
            let failed = failed.join("`, `");
            let message = format!("`{}` does not keep `{failed}`", file.display());
            problems.push(
                Diagnostic::error(PREFLIGHT, message)
                    .hint("`docs/preflight.md` says what to do for each claim"),
            );
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Problems { diagnostics: problems, texts: SourceTexts::default() })
}

/// What came of a file, in a few words: how many of its claims are met.
pub(super) fn met(preflight: &Preflight) -> String {
    let count = preflight.checks.len();
    match preflight.with(Outcome::Doubtful).count() {
        0 => format!("{count} met"),
        doubtful => format!("{} met, {doubtful} doubtful", count - doubtful),
    }
}

fn told(file: &Path, preflight: &Preflight) -> String {
    let profile = match preflight.profile {
        Some(Profile::Screen) => "screen (PDF/UA-1 and PDF/A-2a)",
        Some(Profile::Archive) => "archive (PDF/UA-1 and PDF/A-3a)",
        Some(Profile::Print) => "print (PDF/X-4)",
        Some(Profile::Large) => "large (PDF/UA-1 and PDF/A-2a)",
        None => "of no profile",
    };
    let pages = match preflight.pages {
        1 => "1 page".to_owned(),
        count => format!("{count} pages"),
    };
    let mut rows = Vec::new();
    for check in &preflight.checks {
        let (claim, outcome) = (check.claim.to_string(), check.outcome.to_string());
        let mut row = vec![format!("  {claim}"), outcome];
        for finding in &check.findings {
            let page = finding.page.map_or_else(String::new, |it| format!("page {it}: "));
            row.push(format!("{page}{}", finding.what));
            rows.push(std::mem::replace(&mut row, vec![String::new(), String::new()]));
        }
        if check.more > 0 {
            row.push(format!("and {} more", check.more));
        }
        if row.len() > 2 || check.findings.is_empty() {
            rows.push(row);
        }
    }
    format!("{}: {profile}, {pages}\n{}", file.display(), columns(&rows, &[]))
}
