//! Cases: a folder each, whose files are laid over `tests/projects/minimal/`.
//!
//! `arguments.txt`, where there is one, holds the words of the command line in place of
//! the usual command. `expected.txt` is all that the program says, findings first.
//! `SNAPSHOTS=overwrite cargo test` writes the messages anew: read each before it lands.

use std::path::Path;

use libtest_mimic::Trial;
use snapbox::assert::Action;
use snapbox::{Assert, Data};

use crate::harness::case;
use crate::press::{names, repository, told};
use crate::scratch::Scratch;

/// Files of a case that are about it, and not part of the project.
const ABOUT: [&str; 2] = ["arguments.txt", "expected.txt"];

/// A folder of cases, each of which is a test by the name of its own folder.
pub struct Cases {
    /// The module that they belong to.
    pub module: &'static str,
    /// The folder, from the repository's root.
    pub folder: &'static str,
    /// The words of the command line where a case has none of its own.
    pub command: &'static str,
    /// The exit statuses that a case may end with.
    pub statuses: &'static [i32],
}

impl Cases {
    /// A test for each folder.
    pub fn tests(&'static self) -> Vec<Trial> {
        let folder = repository().join(self.folder);
        let test = |name: String| {
            let folder = folder.join(&name);
            case(self.module, &name, move || self.check(&folder))
        };
        names(&folder).into_iter().map(test).collect()
    }

    fn check(&self, case: &Path) -> Result<(), String> {
        let scratch = Scratch::minimal();
        scratch.add(case);
        for name in ABOUT {
            let path = scratch.path().join(name);
            if path.exists() {
                std::fs::remove_file(path).expect("a file that can go");
            }
        }
        let arguments = std::fs::read_to_string(case.join("arguments.txt"));
        let arguments = arguments.unwrap_or_else(|_| self.command.to_owned());
        let words: Vec<_> = arguments.split_whitespace().collect();
        let output = scratch.run(&words);
        compare(case, &told(&output))?;
        let status = output.status.code();
        if status.is_some_and(|status| self.statuses.contains(&status)) {
            Ok(())
        } else {
            Err(format!("status {status:?}"))
        }
    }
}

/// Whether what is expected is written anew.
pub fn overwriting() -> bool {
    std::env::var("SNAPSHOTS").is_ok_and(|it| it == "overwrite")
}

/// Compares a message with `expected.txt` of a case, to the letter.
pub fn compare(case: &Path, message: &str) -> Result<(), String> {
    compare_with(&case.join("expected.txt"), message)
}

/// Compares a text with a file, to the letter.
pub fn compare_with(file: &Path, text: &str) -> Result<(), String> {
    let action = if overwriting() { Action::Overwrite } else { Action::Verify };
    Assert::new()
        .action(action)
        .try_eq(
            Some(&file.display()),
            Data::text(text).raw(),
            Data::read_from(file, None).raw(),
        )
        .map_err(|difference| difference.to_string())
}
