//! Errors: a case is a folder in `errors/`, and the whole message is what is compared.
//!
//! The command is `build`, unless a case says otherwise; [`cases`](crate::cases) says how
//! a case is written.

use crate::cases::{Cases, check_all};
use crate::press::{assert_status, said};
use crate::scratch::Scratch;

#[test]
fn typical_mistakes_are_explained() {
    check_all(&Cases {
        folder: "tests/suite/errors",
        command: "build",
        statuses: &[1, 2],
        least: 20,
    });
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
