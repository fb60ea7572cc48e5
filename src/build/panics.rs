//! Panics: a mistake in the program or in Typst ends one edition and not the others.
//!
//! What a panic would print is kept quiet while editions are made, on the threads that make
//! them; it is said as an error in its place.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Arc, Mutex, PoisonError};

type Hook = dyn Fn(&PanicHookInfo<'_>) + Sync + Send;

thread_local! {
    /// How many editions this thread is making, one within another.
    static MAKING: Cell<usize> = const { Cell::new(0) };
}

/// How many pieces of work keep panics quiet, and what printed them before.
static QUIET: Mutex<(usize, Option<Arc<Hook>>)> = Mutex::new((0, None));

/// Does some work that makes editions; panics that [`caught`] will catch are not printed
/// meanwhile.
pub(super) fn quietly<R>(work: impl FnOnce() -> R) -> R {
    let mut quiet = QUIET.lock().unwrap_or_else(PoisonError::into_inner);
    if quiet.0 == 0 {
        let before: Arc<Hook> = Arc::from(panic::take_hook());
        quiet.1 = Some(before.clone());
        panic::set_hook(Box::new(move |info| {
            // The parts of an edition are laid out on the threads of the pool as well.
            let making = MAKING.get() > 0 || rayon::current_thread_index().is_some();
            if !making {
                before(info);
            }
        }));
    }
    quiet.0 += 1;
    drop(quiet);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let mut quiet = QUIET.lock().unwrap_or_else(PoisonError::into_inner);
    quiet.0 -= 1;
    if quiet.0 == 0
        && let Some(before) = quiet.1.take()
    {
        panic::set_hook(Box::new(move |info| before(info)));
    }
    drop(quiet);
    result.unwrap_or_else(|payload| panic::resume_unwind(payload))
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
        let outcome = quietly(|| {
            let number = [1, 2, 3].len();
            [
                caught(|| panic!("no room")),
                caught(|| panic!("no room for {number}")),
                caught(|| panic::resume_unwind(Box::new(7))),
                caught(|| number),
            ]
        });
        let said = |text: &str| Err(text.to_owned());
        assert_eq!(
            outcome,
            [said("no room"), said("no room for 3"), said("it gives no reason"), Ok(3)]
        );
    }

    #[test]
    fn the_others_go_on_when_one_panics_on_another_thread() {
        let outcome: Vec<_> = quietly(|| {
            let work = |number: usize| {
                caught(|| {
                    let inner = (0..100).into_par_iter();
                    inner.for_each(|it| assert!(number != 3 || it != 77, "at 77"));
                    number
                })
            };
            (0..5).into_par_iter().map(work).collect()
        });
        assert_eq!(outcome[3], Err("at 77".to_owned()));
        assert_eq!(outcome.iter().filter(|it| it.is_ok()).count(), 4);
    }

    #[test]
    fn a_panic_outside_an_edition_goes_on() {
        let result =
            panic::catch_unwind(|| quietly(|| panic::resume_unwind(Box::new(1))));
        assert!(result.is_err());
        assert_eq!(quietly(|| 1), 1);
    }
}
