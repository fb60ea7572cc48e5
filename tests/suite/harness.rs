//! The harness: every test of the suite by its name, whether it is a function or a case.
//!
//! A test is a function with `#[test]`, as everywhere; its name is its path, such as
//! `output::what_a_killed_build_left_is_removed`. A case is a test that is made when the
//! suite starts: of a folder, or of an input that Rust writes. Its name is the module and
//! the folder, such as `hostile::yaml-anchor-bomb`. The command line is that of any test
//! binary: any number of names choose, `--exact` and `--list` are there, and tests run side
//! by side.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

/// A function with `#[test]`.
pub struct Function {
    /// Its path, with the name of the binary at its head.
    pub path: &'static str,
    /// The function.
    pub run: fn(),
}

inventory::collect!(Function);

/// A case: a module, its name, and what says why it fails.
pub fn case(
    module: &str,
    name: &str,
    run: impl FnOnce() -> Result<(), String> + Send + 'static,
) -> Trial {
    Trial::test(format!("{module}::{name}"), || caught(run))
}

/// Runs the tests that the command line asks for: functions, and these cases.
pub fn run(cases: impl IntoIterator<Item = Trial>) -> ExitCode {
    let usual = take_hook();
    set_hook(Box::new(move |panic| {
        if !keep(panic) {
            usual(panic);
        }
    }));
    let (flags, names) = words(std::env::args());
    let mut arguments = Arguments::from_iter(flags);
    let functions = inventory::iter::<Function>.into_iter().map(|function| {
        let name = function.path.split_once("::").map_or(function.path, |(_, name)| name);
        Trial::test(name, || {
            caught(|| {
                (function.run)();
                Ok(())
            })
        })
    });
    let mut tests: Vec<_> = functions.collect();
    tests.sort_by(|one, other| one.name().cmp(other.name()));
    // Functions first: they take longest.
    tests.extend(cases);
    let mut all: Vec<_> = tests.iter().map(Trial::name).collect();
    all.sort_unstable();
    let twice = all.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "two tests have one name");
    match names.as_slice() {
        [] => {}
        [one] => arguments.filter = Some(one.clone()),
        several => tests.retain(|test| {
            several.iter().any(|name| match test.name() {
                found if arguments.exact => found == name,
                found => found.contains(name.as_str()),
            })
        }),
    }
    libtest_mimic::run(&arguments, tests).exit_code()
}

/// Flags that another word belongs to.
const WITH_VALUE: [&str; 5] =
    ["--color", "--format", "--logfile", "--skip", "--test-threads"];

/// The command line without the names of tests, and these: any number of them, where the
/// library takes one.
fn words(all: impl Iterator<Item = String>) -> (Vec<String>, Vec<String>) {
    let (mut flags, mut names): (Vec<String>, Vec<String>) = Default::default();
    for word in all {
        let belongs = match flags.last() {
            // The first word is the program.
            None => true,
            Some(last) => word.starts_with('-') || WITH_VALUE.contains(&last.as_str()),
        };
        if belongs { flags.push(word) } else { names.push(word) }
    }
    (flags, names)
}

#[test]
fn any_number_of_tests_can_be_named() {
    let typed = ["suite", "one", "--exact", "--skip", "two", "three", "--test-threads=1"];
    let (flags, names) = words(typed.into_iter().map(str::to_owned));
    assert_eq!(flags, ["suite", "--exact", "--skip", "two", "--test-threads=1"]);
    assert_eq!(names, ["one", "three"]);
}

thread_local! {
    /// On a thread that runs a test: what its last panic said, and where it was.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps what a panic of a test says for the list of failures.
fn keep(panic: &PanicHookInfo<'_>) -> bool {
    let trace = Backtrace::capture();
    let mut text = panic.to_string();
    if trace.status() == BacktraceStatus::Captured {
        text.push_str(&format!("\n{trace}"));
    }
    PANIC.with_borrow_mut(|kept| kept.as_mut().map(|kept| *kept = text).is_some())
}

/// Runs a test; a panic is a failure that says where it was.
fn caught(run: impl FnOnce() -> Result<(), String>) -> Result<(), Failed> {
    PANIC.set(Some(String::new()));
    let result = catch_unwind(AssertUnwindSafe(run));
    let panic = PANIC.take().unwrap_or_default();
    result.unwrap_or(Err(panic)).map_err(Failed::from)
}
