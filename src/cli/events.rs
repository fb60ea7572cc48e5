//! Events: what wakes a command that waits, a change in the folders of a project or the wish
//! to stop.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::build::Cancellation;
use crate::error::Error;

/// How long nothing must happen until what was saved counts as saved: editors write a file in
/// several steps, and several files one after another.
const QUIET: Duration = Duration::from_millis(40);

/// How long that is waited for at most.
const LONGEST: Duration = Duration::from_millis(500);

/// How long it is between two looks whether the user wants it to stop.
const PAUSE: Duration = Duration::from_millis(100);

/// The exit status of a program that an interrupt ended, as shells give it.
const INTERRUPTED: i32 = 130;

/// What wakes a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// Something changed in a folder.
    Changed,
    /// The user wants it to stop.
    Stopped,
}

/// Waits for changes in folders, and for the wish to stop.
pub struct Events {
    watcher: RecommendedWatcher,
    woken: Receiver<()>,
    cancellation: Cancellation,
    followed: BTreeSet<PathBuf>,
}

impl Events {
    /// Events of folders that are named later, but for those below an output folder; Ctrl-C
    /// stops what is being built as well.
    ///
    /// # Errors
    ///
    /// When the system gives none.
    pub fn new(out: &Path, cancellation: Cancellation) -> Result<Self, Error> {
        let (wake, woken) = channel();
        let failed = |cause| Error::Watch { path: out.to_owned(), source: cause };
        stop_on_interrupt(&cancellation).map_err(failed)?;
        let out = out.to_owned();
        // A folder that is not there yet has no other name.
        let ours = move || out.canonicalize().unwrap_or_else(|_| out.clone());
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let counts = match &event {
                // What cannot be told may be a change.
                Err(_) => true,
                Ok(event) => {
                    let ours = ours();
                    !matches!(event.kind, EventKind::Access(_))
                        && !event.paths.iter().all(|path| path.starts_with(&ours))
                }
            };
            if counts {
                // Nobody waits any more where the program ends.
                let _ = wake.send(());
            }
        });
        let watcher = watcher.map_err(|cause| failed(io::Error::other(cause)))?;
        Ok(Self { watcher, woken, cancellation, followed: BTreeSet::new() })
    }

    /// Follows these folders and no others. Gives whether some of them were not followed
    /// before, so that a change there may have gone unnoticed.
    ///
    /// # Errors
    ///
    /// When the system refuses a folder that is there.
    pub fn follow(&mut self, folders: BTreeSet<PathBuf>) -> Result<bool, Error> {
        for gone in self.followed.difference(&folders) {
            // It may be gone itself.
            let _ = self.watcher.unwatch(gone);
        }
        for folder in &folders {
            // Also one that is followed: it may be another of the same name.
            let result = self.watcher.watch(folder, RecursiveMode::NonRecursive);
            if let Err(cause) = result.or_else(|cause| match folder.is_dir() {
                true => Err(cause),
                false => Ok(()),
            }) {
                let source = io::Error::other(cause);
                return Err(Error::Watch { path: folder.clone(), source });
            }
        }
        let more = !folders.is_subset(&self.followed);
        self.followed = folders;
        Ok(more)
    }

    /// Waits until something happened, and then until it is over.
    pub fn wait(&self) -> Wake {
        while self.woken.recv_timeout(PAUSE).is_err() {
            if self.cancellation.is_cancelled() {
                return Wake::Stopped;
            }
        }
        let since = Instant::now();
        while since.elapsed() < LONGEST && self.woken.recv_timeout(QUIET).is_ok() {}
        if self.cancellation.is_cancelled() { Wake::Stopped } else { Wake::Changed }
    }
}

/// Ctrl-C stops a build; a second one ends the program at once, as it usually does.
fn stop_on_interrupt(cancellation: &Cancellation) -> io::Result<()> {
    let stopped = cancellation.flag();
    flag::register_conditional_shutdown(SIGINT, INTERRUPTED, stopped.clone())?;
    flag::register(SIGINT, stopped).map(drop)
}
