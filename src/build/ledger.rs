//! The ledger: what is being made, since when, and from what.
//!
//! Typst cannot be stopped while it lays out pages. So whoever owns the process looks into
//! the ledger every now and then, and ends the process where a limit is passed. Nothing here
//! ends anything. The clock decides only whether something is made, never what.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use crate::diagnostic::{Diagnostic, Place, SourceTexts};
use crate::error::Stage;
use crate::limits::{LIMIT, Limit, Limits};
use crate::render::RenderedSource;
use crate::wording::listed;

/// Knows what is being made.
#[derive(Default)]
pub struct Ledger {
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
    ledger: &'w Ledger,
    work: Work,
}

impl Ledger {
    /// Keeps the texts that places point into.
    pub(super) fn quote(&self, texts: &SourceTexts) {
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
        Run { ledger: self, work }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What has passed a limit, with the texts that its place points into. The memory that
    /// the process holds is in MiB; `None` where it is not known.
    pub fn overrun(
        &self,
        limits: &Limits,
        now: Instant,
        memory: Option<u64>,
    ) -> Option<(Diagnostic, SourceTexts)> {
        let state = self.state();
        Some((state.look(limits, now, memory)?, state.texts.clone()))
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
            None => Some(Diagnostic::error(LIMIT, message).hint(remedy)),
        }
    }
}

impl Running {
    /// A problem at the longest text of the edition, where there is one. What Typst is
    /// busy with cannot be asked, so the message says no more than what is known.
    fn blamed(&self, message: String, remedy: String) -> Diagnostic {
        let Some(place) = &self.longest else {
            return Diagnostic::error(LIMIT, message).hint(remedy);
        };
        let message = format!("{message}; the longest text of {} stands here", self.work);
        Diagnostic::error(LIMIT, message).at(place).hint(remedy)
    }
}

impl Run<'_> {
    /// The work has come to a stage.
    pub(super) fn reaches(&self, stage: Stage) {
        self.change(|running| running.stage = stage);
    }

    /// The stage that it has come to.
    pub(super) fn stage(&self) -> Stage {
        let state = self.ledger.state();
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
        let mut state = self.ledger.state();
        let own = state.running.iter_mut().find(|running| running.work == self.work);
        if let Some(own) = own {
            change(own);
        }
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let mut state = self.ledger.state();
        let own = state.running.iter().position(|running| running.work == self.work);
        let Some(ended) = own.map(|index| state.running.remove(index)) else { return };
        if let Some(waiting) = state.latest(ended.thread) {
            waiting.since = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits::default().with(Limit::Seconds, 10)
    }

    fn begin<'w>(ledger: &'w Ledger, name: &str) -> Run<'w> {
        ledger.begin(Work::Edition(name.to_owned()), Stage::Rendering)
    }

    fn found(ledger: &Ledger, after: u64, memory: u64) -> Option<String> {
        let now = Instant::now() + Duration::from_secs(after);
        let (problem, _) = ledger.overrun(&limits(), now, Some(memory))?;
        Some(problem.message)
    }

    #[test]
    fn an_edition_that_takes_too_long_is_named_with_its_stage() {
        let ledger = Ledger::default();
        let run = begin(&ledger, "report");
        run.reaches(Stage::Typesetting);
        assert_eq!(found(&ledger, 9, 1), None);
        assert_eq!(
            found(&ledger, 11, 1).unwrap(),
            "typesetting `report` takes longer than 10 seconds"
        );
        drop(run);
        assert_eq!(found(&ledger, 11, 1), None);
    }

    #[test]
    fn an_edition_that_waits_for_its_thread_does_not_grow_old() {
        let ledger = Ledger::default();
        let first = begin(&ledger, "report");
        let second = begin(&ledger, "brief-one");
        let late = found(&ledger, 11, 1).unwrap();
        assert!(late.contains("`brief-one`"), "{late}");
        drop(second);
        assert_eq!(found(&ledger, 9, 1), None);
        assert!(found(&ledger, 11, 1).unwrap().contains("`report`"));
        drop(first);
    }

    #[test]
    fn too_much_memory_names_all_that_is_being_made() {
        let ledger = Ledger::default();
        let reading = ledger.begin(Work::Project, Stage::Reading);
        assert_eq!(
            found(&ledger, 0, 4097).unwrap(),
            "the program holds more than 4096 MiB of memory while it reads the project"
        );
        assert_eq!(
            found(&ledger, 11, 1).unwrap(),
            "reading the project takes longer than 10 seconds"
        );
        drop(reading);
        let _runs = [begin(&ledger, "report"), begin(&ledger, "brief-one")];
        assert_eq!(found(&ledger, 0, 4096), None);
        assert_eq!(
            found(&ledger, 0, 4097).unwrap(),
            "the program holds more than 4096 MiB of memory while it makes `report` and \
             `brief-one`"
        );
    }
}
