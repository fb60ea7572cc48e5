//! The watch: sees to it that neither reading nor an edition takes more time, and the
//! program no more memory, than the limits allow.
//!
//! Typst cannot be stopped while it lays out pages. So a thread looks every now and then,
//! and where a limit is passed it tells the observer, who ends the program. The clock
//! decides only whether something is made, never what.

use std::fmt;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use super::{Observer, Stage};
use crate::diagnostic::{Diagnostic, Place, SourceTexts};
use crate::limits::{Limit, Limits};
use crate::render::RenderedSource;
use crate::report::code;
use crate::wording::listed;

/// How long it is between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Knows what is being made.
pub(super) struct Watch {
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    texts: SourceTexts,
    /// In the order in which they began.
    running: Vec<Running>,
}

/// An edition that is being made, or the reading of the project.
struct Running {
    work: Work,
    thread: ThreadId,
    stage: Stage,
    /// How long it ran before it last had to wait.
    spent: Duration,
    /// Since when it has been running again.
    since: Instant,
    /// The size of its sources, in bytes.
    size: usize,
    /// The longest text in them.
    longest: Option<Place>,
}

/// A piece of work that takes time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Work {
    /// All that is done before the first edition.
    Project,
    /// An edition, by name.
    Edition(String),
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Project => f.write_str("the project"),
            Self::Edition(name) => write!(f, "`{name}`"),
        }
    }
}

/// A piece of work that is being done, until this goes.
pub(super) struct Run<'w> {
    watch: &'w Watch,
    work: Work,
}

impl Watch {
    /// Does some work under watch.
    ///
    /// # Errors
    ///
    /// When the machine refuses the thread that looks; then nothing was done.
    pub(super) fn over<R>(
        limits: Limits,
        observer: &dyn Observer,
        work: impl FnOnce(&Self) -> R,
    ) -> Result<R, io::Error> {
        let watch = Self { limits, state: Mutex::default() };
        thread::scope(|scope| {
            let (end, ended) = channel::<()>();
            let looking = thread::Builder::new().name("watch".to_owned());
            looking.spawn_scoped(scope, || watch.look_until(ended, observer))?;
            let result = work(&watch);
            // The other end notices, and the thread ends.
            drop(end);
            Ok(result)
        })
    }

    /// Keeps the texts that places point into.
    pub(super) fn read(&self, texts: &SourceTexts) {
        self.state().texts = texts.clone();
    }

    /// A piece of work begins on this thread, at a stage.
    pub(super) fn begin(&self, work: Work, stage: Stage) -> Run<'_> {
        let thread = thread::current().id();
        let now = Instant::now();
        let mut state = self.state();
        // A thread that waits for a part of one edition may begin another meanwhile. The
        // first does not run until the other has ended.
        if let Some(waiting) = state.latest(thread) {
            waiting.spent += now - waiting.since;
        }
        state.running.push(Running {
            work: work.clone(),
            thread,
            stage,
            spent: Duration::ZERO,
            since: now,
            size: 0,
            longest: None,
        });
        Run { watch: self, work }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look_until(&self, ended: Receiver<()>, observer: &dyn Observer) {
        while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
            let state = self.state();
            let memory = resident_memory();
            let Some(problem) = state.look(&self.limits, Instant::now(), memory) else {
                continue;
            };
            let texts = state.texts.clone();
            drop(state);
            observer.overrun(&problem, &texts);
            return;
        }
    }
}

impl State {
    /// What runs on a thread.
    fn latest(&mut self, thread: ThreadId) -> Option<&mut Running> {
        self.running.iter_mut().rev().find(|running| running.thread == thread)
    }

    /// What has passed its limit.
    fn look(
        &self,
        limits: &Limits,
        now: Instant,
        memory: Option<u64>,
    ) -> Option<Diagnostic> {
        let late = self.running.iter().enumerate().find(|(index, running)| {
            let mut later = self.running.iter().skip(index + 1);
            let waits = later.any(|other| other.thread == running.thread);
            let spent = running.spent + now.saturating_duration_since(running.since);
            !waits && spent > Duration::from_secs(limits.get(Limit::Seconds))
        });
        if let Some((_, late)) = late {
            let seconds = match limits.get(Limit::Seconds) {
                1 => "a second".to_owned(),
                seconds => format!("{seconds} seconds"),
            };
            let Running { stage, work, .. } = late;
            let message = format!("{stage} {work} takes longer than {seconds}");
            return Some(late.blamed(message, limits.remedy(Limit::Seconds)));
        }
        if !limits.is_passed(Limit::Memory, memory?) {
            return None;
        }
        let names = self.running.iter().filter_map(|running| match &running.work {
            Work::Project => None,
            Work::Edition(name) => Some(name.as_str()),
        });
        let names = listed(names, "and");
        let during = if names.is_empty() {
            "it reads the project".to_owned()
        } else {
            format!("it makes {names}")
        };
        let message = format!(
            "the program holds more than {} MiB of memory while {during}",
            limits.get(Limit::Memory)
        );
        let remedy = limits.remedy(Limit::Memory);
        // Which of them needs it is not known; the largest is the likeliest.
        match self.running.iter().max_by_key(|running| running.size) {
            Some(largest) => Some(largest.blamed(message, remedy)),
            None => Some(Diagnostic::error(code::LIMIT, message).hint(remedy)),
        }
    }
}

impl Running {
    /// A problem at the longest text of the edition, where there is one. What Typst is
    /// busy with cannot be asked, so the message says no more than what is known.
    fn blamed(&self, message: String, remedy: String) -> Diagnostic {
        let Some(place) = &self.longest else {
            return Diagnostic::error(code::LIMIT, message).hint(remedy);
        };
        let message = format!("{message}; the longest text of {} stands here", self.work);
        Diagnostic::error(code::LIMIT, message).at(place).hint(remedy)
    }
}

impl Run<'_> {
    /// The work has come to a stage.
    pub(super) fn reaches(&self, stage: Stage) {
        self.change(|running| running.stage = stage);
    }

    /// The stage that it has come to.
    pub(super) fn stage(&self) -> Stage {
        let state = self.watch.state();
        let own = state.running.iter().find(|running| running.work == self.work);
        own.map_or(Stage::Reading, |running| running.stage)
    }

    /// Its sources are these.
    pub(super) fn consists_of(&self, sources: &[RenderedSource]) {
        let size = sources.iter().map(|source| source.text().len()).sum();
        let fragments = sources.iter().flat_map(|source| &source.fragments);
        let longest = fragments
            .filter(|fragment| fragment.place.is_some())
            .max_by_key(|fragment| fragment.range.len());
        let longest = longest.and_then(|fragment| fragment.place.clone());
        self.change(|running| {
            running.size = size;
            running.longest = longest;
        });
    }

    fn change(&self, change: impl FnOnce(&mut Running)) {
        let mut state = self.watch.state();
        let own = state.running.iter_mut().find(|running| running.work == self.work);
        if let Some(own) = own {
            change(own);
        }
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let mut state = self.watch.state();
        let own = state.running.iter().position(|running| running.work == self.work);
        let Some(ended) = own.map(|index| state.running.remove(index)) else { return };
        if let Some(waiting) = state.latest(ended.thread) {
            waiting.since = Instant::now();
        }
    }
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

    struct Nobody;
    impl Observer for Nobody {}

    fn watch() -> Watch {
        let limits = Limits::default().with(Limit::Seconds, 10);
        Watch { limits, state: Mutex::default() }
    }

    fn begin<'w>(watch: &'w Watch, name: &str) -> Run<'w> {
        watch.begin(Work::Edition(name.to_owned()), Stage::Rendering)
    }

    fn found(watch: &Watch, after: u64, memory: u64) -> Option<String> {
        let now = Instant::now() + Duration::from_secs(after);
        let state = watch.state();
        state.look(&watch.limits, now, Some(memory)).map(|problem| problem.message)
    }

    #[test]
    fn an_edition_that_takes_too_long_is_named_with_its_stage() {
        let watch = watch();
        let run = begin(&watch, "report");
        run.reaches(Stage::Typesetting);
        assert_eq!(found(&watch, 9, 1), None);
        assert_eq!(
            found(&watch, 11, 1).unwrap(),
            "typesetting `report` takes longer than 10 seconds"
        );
        drop(run);
        assert_eq!(found(&watch, 11, 1), None);
    }

    #[test]
    fn an_edition_that_waits_for_its_thread_does_not_grow_old() {
        let watch = watch();
        let first = begin(&watch, "report");
        let second = begin(&watch, "brief-one");
        let late = found(&watch, 11, 1).unwrap();
        assert!(late.contains("`brief-one`"), "{late}");
        drop(second);
        assert_eq!(found(&watch, 9, 1), None);
        assert!(found(&watch, 11, 1).unwrap().contains("`report`"));
        drop(first);
    }

    #[test]
    fn too_much_memory_names_all_that_is_being_made() {
        let watch = watch();
        let reading = watch.begin(Work::Project, Stage::Reading);
        assert_eq!(
            found(&watch, 0, 4097).unwrap(),
            "the program holds more than 4096 MiB of memory while it reads the project"
        );
        assert_eq!(
            found(&watch, 11, 1).unwrap(),
            "reading the project takes longer than 10 seconds"
        );
        drop(reading);
        let _runs = [begin(&watch, "report"), begin(&watch, "brief-one")];
        assert_eq!(found(&watch, 0, 4096), None);
        assert_eq!(
            found(&watch, 0, 4097).unwrap(),
            "the program holds more than 4096 MiB of memory while it makes `report` and \
             `brief-one`"
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_memory_of_the_process_is_known() {
        assert!(resident_memory().is_some_and(|memory| memory > 0));
    }

    #[test]
    fn work_under_watch_gives_its_result() {
        let result = Watch::over(Limits::default(), &Nobody, |_| 7);
        assert_eq!(result.unwrap(), 7);
    }
}
