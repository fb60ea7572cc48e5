//! `recto check`: every problem of a project at once.

use crate::build::{Inspected, Observer, Plan, Workspace, inspect};
use crate::cli::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::error::Error;

/// What makes a check fail besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

/// Says everything that is wrong with a project or may not be meant; with a plan, what its
/// pages show as well.
///
/// # Errors
///
/// As [`inspect`], and when something was found that `deny` does not let pass.
pub fn check(
    workspace: &Workspace,
    plan: Option<&Plan>,
    deny: Option<Deny>,
    terminal: &Terminal,
    observer: &dyn Observer,
) -> Result<(), Error> {
    let Inspected { diagnostics, texts } = inspect(workspace, plan, observer)?;
    let fails = diagnostics
        .iter()
        .any(|it| it.severity == Severity::Error || deny == Some(Deny::Warnings));
    if fails {
        return Err(Error::Problems { diagnostics, texts });
    }
    terminal.diagnostics(&diagnostics, &texts);
    if diagnostics.is_empty() {
        terminal.summary("nothing is wrong\n");
    }
    Ok(())
}
