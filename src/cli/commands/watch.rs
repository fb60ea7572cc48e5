//! `recto build --watch`: makes the documents, and makes again what a saved file touches.

use std::time::Instant;

use serde_json::json;

use super::build::tell;
use crate::build::{Observer, Plan, Workspace, build};
use crate::cli::events::{Events, Wake};
use crate::cli::terminal::{Format, Terminal};
use crate::error::Error;

/// Makes the documents of a plan, and again whenever a file of the project changes, until it
/// is stopped. What is wrong is said, and the files that were made last stay.
///
/// # Errors
///
/// When the machine fails: the folders cannot be watched, or files cannot be written.
pub fn watch(
    workspace: &Workspace,
    plan: &Plan,
    terminal: &Terminal,
    observer: &dyn Observer,
    events: &mut Events,
) -> Result<(), Error> {
    loop {
        let start = Instant::now();
        let result = build(workspace, plan, observer);
        if plan.cancellation.is_cancelled() {
            break;
        }
        let (made, untouched) = match &result {
            Ok(built) => (built.editions.len(), built.untouched.len()),
            Err(failed) => (failed.built.editions.len(), failed.built.untouched.len()),
        };
        match tell(result, terminal) {
            Ok(()) => {}
            // These are mended in the project.
            Err(error @ (Error::Problems { .. } | Error::Project(_))) => {
                terminal.error(&error);
            }
            Err(error) => return Err(error),
        }
        summary(terminal, made, untouched, start);
        if !events.follow(workspace.sources().folders())?
            && events.wait() == Wake::Stopped
        {
            break;
        }
        let had_report = workspace.sources().had_report();
        while !is_other(workspace, had_report, terminal) {
            if events.wait() == Wake::Stopped {
                return stopped(terminal);
            }
        }
    }
    stopped(terminal)
}

fn stopped(terminal: &Terminal) -> Result<(), Error> {
    terminal.summary("stopped\n");
    Ok(())
}

/// Whether the project is not what it was; says which files are not.
fn is_other(workspace: &Workspace, had_report: bool, terminal: &Terminal) -> bool {
    let changed = workspace.reset();
    if !changed.is_empty() {
        terminal.summary(&format!("saved: {}\n", changed.join(", ")));
    }
    !changed.is_empty() || had_report != workspace.sources().report_file().is_ok()
}

/// What came of a build, in a line.
fn summary(terminal: &Terminal, made: usize, untouched: usize, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    if terminal.format == Format::Json {
        terminal.line(&json!({
            "type": "built", "files": made, "untouched": untouched, "seconds": seconds,
        }));
        return;
    }
    let files = match made {
        0 => "no file".to_owned(),
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let rest = match untouched {
        0 => String::new(),
        count => format!(", {count} untouched"),
    };
    terminal.summary(&format!(
        "made {files} in {seconds:.2} s{rest}; waiting for changes, Ctrl-C stops\n"
    ));
}
