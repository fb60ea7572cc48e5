//! The end: with which status the program ends, and how it ends before its time.

use std::process::ExitCode;

use crate::error::Error;
use crate::output::Output;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// The report has problems.
    Problems = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The machine or the program failed us: disk full, permission, a mistake in the code.
    Machine = 3,
}

impl From<&Error> for Exit {
    fn from(error: &Error) -> Self {
        match error {
            Error::Problems { .. } => Self::Problems,
            Error::Project(_)
            | Error::NoProject { .. }
            | Error::Usage { .. }
            | Error::Read { .. }
            | Error::NoRecord { .. }
            | Error::BadRecord { .. }
            | Error::UnknownCondition { .. } => Self::Usage,
            Error::Theme(_)
            | Error::Condition(_)
            | Error::Write(_)
            | Error::Threads { .. }
            | Error::Watch { .. }
            | Error::Watchdog { .. }
            | Error::Cancelled
            | Error::Panicked { .. } => Self::Machine,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Ends the program while others of its threads still work: the one place that does, for
/// what cannot be stopped otherwise. Files that are being written are finished first, and
/// no temporary file is left.
#[expect(
    clippy::disallowed_methods,
    clippy::exit,
    reason = "Typst cannot be stopped while it lays out pages"
)]
pub fn end_now(output: &Output, exit: Exit) -> ! {
    let _closed = output.close();
    std::process::exit(exit as i32)
}
