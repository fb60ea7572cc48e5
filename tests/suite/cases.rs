//! Cases: a folder each, whose files are laid over `tests/projects/minimal/`.
//!
//! `arguments.txt`, where there is one, holds the words of the command line in place of
//! the usual command. `expected.txt` is all that the program says on standard error.
//! `SNAPSHOTS=overwrite cargo test` writes the messages anew: read each before it lands.

use std::path::Path;

use snapbox::assert::Action;
use snapbox::{Assert, Data};

use crate::press::{names, repository, said};
use crate::scratch::Scratch;

/// Files of a case that are about it, and not part of the project.
const ABOUT: [&str; 2] = ["arguments.txt", "expected.txt"];

/// A folder of cases.
pub struct Cases {
    /// The folder, from the repository's root.
    pub folder: &'static str,
    /// The words of the command line where a case has none of its own.
    pub command: &'static str,
    /// The exit statuses that a case may end with.
    pub statuses: &'static [i32],
    /// How many cases there are at least.
    pub least: usize,
}

/// Runs every case and fails with all differences at once.
#[track_caller]
pub fn check_all(cases: &Cases) {
    let folder = repository().join(cases.folder);
    let found = names(&folder);
    assert!(found.len() >= cases.least, "only {} cases", found.len());
    let failures: Vec<_> =
        found.iter().filter_map(|case| check(&folder.join(case), cases).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(case: &Path, cases: &Cases) -> Result<(), String> {
    let scratch = Scratch::minimal();
    scratch.add(case);
    for name in ABOUT {
        let path = scratch.path().join(name);
        if path.exists() {
            std::fs::remove_file(path).expect("a file that can go");
        }
    }
    let arguments = std::fs::read_to_string(case.join("arguments.txt"));
    let arguments = arguments.unwrap_or_else(|_| cases.command.to_owned());
    let words: Vec<_> = arguments.split_whitespace().collect();
    let output = scratch.run(&words);
    compare(case, &said(&output.stderr))?;
    let status = output.status.code();
    if status.is_some_and(|status| cases.statuses.contains(&status))
        && output.stdout.is_empty()
    {
        Ok(())
    } else {
        Err(format!("{}: status {status:?}, {}", case.display(), said(&output.stdout)))
    }
}

/// Compares a message with `expected.txt`, to the letter.
pub fn compare(case: &Path, message: &str) -> Result<(), String> {
    let expected = case.join("expected.txt");
    let action = match std::env::var("SNAPSHOTS").as_deref() {
        Ok("overwrite") => Action::Overwrite,
        _ => Action::Verify,
    };
    Assert::new()
        .action(action)
        .try_eq(
            Some(&case.display()),
            Data::text(message).raw(),
            Data::read_from(&expected, None).raw(),
        )
        .map_err(|difference| difference.to_string())
}
