//! Panics: a mistake in the program or in Typst ends one edition and not the others, and is
//! said as an error in its place. What a panic prints is the business of those who own the
//! process: [`is_caught`] tells them.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// How many editions this thread is making, one within another.
    static MAKING: Cell<usize> = const { Cell::new(0) };
}

/// Whether a panic on this thread will be caught and said as an error: while an edition is
/// made here, and on the threads of the pool, where its parts are laid out.
pub fn is_caught() -> bool {
    MAKING.get() > 0 || rayon::current_thread_index().is_some()
}

/// Does some work.
///
/// # Errors
///
/// What it panicked with, in words.
pub(super) fn caught<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    MAKING.set(MAKING.get() + 1);
    // What the work touched is not looked at again: an edition that panicked gives nothing,
    // and what editions share is either never changed or guarded by locks.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    MAKING.set(MAKING.get() - 1);
    result.map_err(|payload| words(payload.as_ref()))
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("it gives no reason").to_owned()
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn a_panic_is_an_error_in_its_own_words() {
        let number = [1, 2, 3].len();
        let outcome = [
            caught(|| panic!("no room")),
            caught(|| panic!("no room for {number}")),
            caught(|| panic::resume_unwind(Box::new(7))),
            caught(|| number),
        ];
        let said = |text: &str| Err(text.to_owned());
        assert_eq!(
            outcome,
            [said("no room"), said("no room for 3"), said("it gives no reason"), Ok(3)]
        );
    }

    #[test]
    fn the_others_go_on_when_one_panics_on_another_thread() {
        let work = |number: usize| {
            caught(|| {
                assert!(is_caught());
                let inner = (0..100).into_par_iter();
                inner.for_each(|it| assert!(number != 3 || it != 77, "at 77"));
                number
            })
        };
        let outcome: Vec<_> = (0..5).into_par_iter().map(work).collect();
        assert_eq!(outcome[3], Err("at 77".to_owned()));
        assert_eq!(outcome.iter().filter(|it| it.is_ok()).count(), 4);
    }
}
