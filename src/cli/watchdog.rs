//! The watchdog: sees to it that neither reading nor an edition takes more time, and the
//! program no more memory, than the limits allow.
//!
//! Typst cannot be stopped while it lays out pages. So a thread looks into the ledger of
//! what is being made, and ends the program where a limit is passed.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::exit::{Exit, end_now};
use crate::build::Workspace;
use crate::diagnostic::{Diagnostic, SourceTexts};
use crate::error::Error;

/// How long it is between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Does some work in a workspace. Where it passes a limit, that is said and the program ends.
///
/// # Errors
///
/// As the work, and when the machine refuses the thread that looks; then nothing was done.
pub fn watched<R>(
    workspace: &Workspace,
    tell: &(dyn Fn(&Diagnostic, &SourceTexts) + Sync),
    work: impl FnOnce() -> Result<R, Error>,
) -> Result<R, Error> {
    let limits = workspace.limits();
    thread::scope(|scope| {
        let (end, ended) = channel::<()>();
        let look = move || {
            while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                let memory = resident_memory();
                let overrun = workspace.ledger.overrun(limits, Instant::now(), memory);
                if let Some((problem, texts)) = overrun {
                    tell(&problem, &texts);
                    end_now(&workspace.output, Exit::Problems)
                }
            }
        };
        let looking = thread::Builder::new().name("watchdog".to_owned());
        let looking = looking.spawn_scoped(scope, look);
        looking.map_err(|source| Error::Watchdog { source })?;
        let result = work();
        // The other end notices, and the thread ends.
        drop(end);
        result
    })
}

/// How much memory the process holds, in MiB; `None` where that is not known.
#[expect(
    clippy::disallowed_methods,
    reason = "the system's account of the process is no file of a project"
)]
fn resident_memory() -> Option<u64> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_memory_of_the_process_is_known() {
        assert!(resident_memory().is_some_and(|memory| memory > 0));
    }
}
