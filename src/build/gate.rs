//! The gate: what is finished waits here until it is known whether it may be written.
//!
//! Pages need no lints and lints no pages, so both are made side by side. What is finished
//! before the lints are waits; when they have passed, all that waits goes through, and what
//! is finished later goes through at once. So the bytes of an edition are held no longer
//! than they must be, however many editions there are.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::panics::caught;
use super::project::Project;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::error::{Error, Stage};

/// Lets finished things through to something that is done with each, once it is opened.
pub(super) struct Gate<T, R, F: Fn(T) -> R> {
    through: F,
    state: Mutex<State<T>>,
    /// What came of those that went through, each with its number.
    results: Mutex<Vec<(usize, R)>>,
}

/// Whether things may pass.
enum State<T> {
    /// It is not known yet; these wait, each with its number.
    Undecided(Vec<(usize, T)>),
    /// They may.
    Open,
    /// They may not.
    Shut,
}

/// Why nothing passes a gate.
pub(super) enum Refused {
    /// The lints found errors.
    Found(Vec<Diagnostic>),
    /// They panicked, with these words.
    Panicked(String),
}

impl Refused {
    /// The same of a project.
    pub(super) fn error(self, project: &Project) -> Error {
        match self {
            Self::Found(found) => project.problems(found),
            Self::Panicked(message) => {
                let edition = project.opened.report.id.value.to_string();
                Error::Panicked { edition, stage: Stage::Checking, message }
            }
        }
    }
}

impl<T, R, F: Fn(T) -> R> Gate<T, R, F> {
    /// A gate before something that is done with each thing.
    pub(super) fn new(through: F) -> Self {
        let state = Mutex::new(State::Undecided(Vec::new()));
        Self { through, state, results: Mutex::default() }
    }

    /// Lets a thing pass once it is made, or wait. What may not pass need not be made, and is
    /// dropped where it was. The number says where its result stands among those of the
    /// others.
    pub(super) fn pass(&self, number: usize, make: impl FnOnce() -> T) {
        if matches!(*lock(&self.state), State::Shut) {
            return;
        }
        let thing = make();
        match &mut *lock(&self.state) {
            State::Undecided(waiting) => return waiting.push((number, thing)),
            State::Shut => return,
            State::Open => {}
        }
        self.go(number, thing);
    }

    /// Lets lints decide: where they find no error, the gate is opened, else it is shut.
    ///
    /// # Errors
    ///
    /// What they found, or why they found nothing.
    pub(super) fn judge(
        &self,
        lint: impl FnOnce() -> Vec<Diagnostic>,
    ) -> Result<Vec<Diagnostic>, Refused> {
        let found = caught(lint).map_err(Refused::Panicked);
        let found = found.and_then(|found| match has_errors(&found) {
            true => Err(Refused::Found(found)),
            false => Ok(found),
        });
        match found {
            Ok(_) => self.open(),
            Err(_) => self.shut(),
        }
        found
    }

    /// Opens the gate, and lets pass what waits. A gate is opened or shut once.
    fn open(&self) {
        let before = std::mem::replace(&mut *lock(&self.state), State::Open);
        if let State::Undecided(waiting) = before {
            waiting.into_iter().for_each(|(number, thing)| self.go(number, thing));
        }
    }

    /// Shuts the gate, and drops what waits.
    fn shut(&self) {
        *lock(&self.state) = State::Shut;
    }

    /// What came of all that went through, in the order of their numbers.
    pub(super) fn into_results(self) -> Vec<R> {
        let results = self.results.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut results = results;
        results.sort_by_key(|(number, _)| *number);
        results.into_iter().map(|(_, result)| result).collect()
    }

    fn go(&self, number: usize, thing: T) {
        let result = (self.through)(thing);
        lock(&self.results).push((number, result));
    }
}

fn lock<S>(mutex: &Mutex<S>) -> MutexGuard<'_, S> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn what_waits_passes_when_it_is_opened_and_the_rest_at_once() {
        let written = Mutex::new(Vec::new());
        let gate = Gate::new(|thing: &str| {
            lock(&written).push(thing.to_owned());
            thing.len()
        });
        gate.pass(2, || "early");
        assert!(lock(&written).is_empty());
        let doubt = Diagnostic::warning(Code("doubt"), "it may be meant");
        assert!(gate.judge(|| vec![doubt]).is_ok_and(|found| found.len() == 1));
        assert_eq!(*lock(&written), ["early"]);
        gate.pass(0, || "at last");
        gate.pass(1, || "on");
        assert_eq!(*lock(&written), ["early", "at last", "on"]);
        assert_eq!(gate.into_results(), [7, 2, 5]);
    }

    #[test]
    fn nothing_passes_a_shut_gate() {
        let mistake = Diagnostic::error(Code("mistake"), "it is wrong");
        let lints: [fn(Diagnostic) -> Vec<Diagnostic>; 2] =
            [|mistake| vec![mistake], |_| panic!("a mistake of the program")];
        for lint in lints {
            let gate = Gate::new(|(): ()| panic!("it passed"));
            gate.pass(0, || ());
            assert!(gate.judge(|| lint(mistake.clone())).is_err());
            gate.pass(1, || panic!("it was made"));
            assert!(gate.into_results().is_empty());
        }
    }
}
