//! Errors: a case is a folder in `errors/`, and the whole message is what is compared.
//!
//! A case's files are laid over `tests/projects/minimal/`. `arguments.txt`, where there
//! is one, holds the words of the command line, else it is `build`. `expected.txt` is all
//! that the program says on standard error. `SNAPSHOTS=overwrite cargo test` writes the
//! messages anew: read each before it lands.

use std::path::Path;

use snapbox::assert::Action;
use snapbox::{Assert, Data};

use crate::press::{assert_status, names, repository, said};
use crate::scratch::Scratch;

/// Files of a case that are about it, and not part of the project.
const ABOUT: [&str; 2] = ["arguments.txt", "expected.txt"];

#[test]
fn typical_mistakes_are_explained() {
    let folder = repository().join("tests/suite/errors");
    let cases = names(&folder);
    assert!(cases.len() >= 20, "only {} cases", cases.len());
    let failures: Vec<_> =
        cases.iter().filter_map(|case| check(&folder.join(case)).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let scratch = Scratch::minimal();
    scratch.add(case);
    for name in ABOUT {
        let path = scratch.path().join(name);
        if path.exists() {
            std::fs::remove_file(path).expect("a file that can go");
        }
    }
    let arguments = std::fs::read_to_string(case.join("arguments.txt"));
    let arguments = arguments.unwrap_or_else(|_| "build".to_owned());
    let words: Vec<_> = arguments.split_whitespace().collect();
    let output = scratch.run(&words);
    compare(case, &said(&output.stderr))?;
    let status = output.status.code();
    if matches!(status, Some(1 | 2)) && output.stdout.is_empty() {
        Ok(())
    } else {
        Err(format!("{}: status {status:?}, {}", case.display(), said(&output.stdout)))
    }
}

/// Compares a message with `expected.txt`, to the letter.
fn compare(case: &Path, message: &str) -> Result<(), String> {
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

/// Git keeps no links that lead out of the repository, so this case is made here.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_not_followed() {
    let secret = Scratch::minimal();
    let target =
        secret.write("secret.yaml", "- {id: secret, short: SECRET, long: secret}\n");
    let scratch = Scratch::minimal();
    std::os::unix::fs::symlink(target, scratch.path().join("abbreviations.yaml"))
        .expect("a link");
    scratch.write(
        "report.yaml",
        "id: link\ntitle: Link\nlanguage: en-GB\n\
         period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}\nbrand: brand.yaml\n\
         sections: [sections/one.yaml]\nabbreviations: [abbreviations.yaml]\n",
    );
    let output = scratch.run(&["build", "--message-format", "short"]);
    assert_status(&output, 1);
    let message = said(&output.stderr);
    assert_eq!(
        message,
        "report.yaml:7:17: error[bad-path]: `abbreviations.yaml` leads out of the project \
         folder (copy the file into the project folder)\n"
    );
}

#[test]
fn all_problems_are_said_at_once_in_the_order_of_reading() {
    let scratch = Scratch::minimal();
    scratch.write(
        "sections/one.yaml",
        "id: one\ntitel: One\ntitle: One\nbody:\n  - {chart: none}\n  - {table: none}\n  - prose: |\n      {gone} and {lost}\n",
    );
    let output = scratch.run(&["build", "--message-format", "short"]);
    assert_status(&output, 1);
    let message = said(&output.stderr);
    let places: Vec<_> =
        message.lines().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["sections/one.yaml:2:1"], "{message}");

    scratch.write(
        "sections/one.yaml",
        "id: one\ntitle: One\nbody:\n  - {chart: none}\n  - {table: none}\n  - prose: |\n      {gone} and {lost}\n",
    );
    let output = scratch.run(&["build", "--message-format", "short"]);
    assert_status(&output, 1);
    let message = said(&output.stderr);
    let places: Vec<_> =
        message.lines().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    let file = |place: &str| format!("sections/one.yaml:{place}");
    assert_eq!(places, ["4:13", "5:13", "7:8", "7:19"].map(file), "{message}");
}
