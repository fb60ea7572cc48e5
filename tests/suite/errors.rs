//! Errors: a case is a folder in `errors/`, and the whole message is what is compared.
//!
//! The command is `build`, unless a case says otherwise; [`cases`](crate::cases) says how
//! a case is written.

use libtest_mimic::Trial;

use crate::cases::Cases;
use crate::press::{assert_status, told};
use crate::scratch::Scratch;

const CASES: Cases = Cases {
    module: "errors",
    folder: "tests/suite/errors",
    command: "build",
    statuses: &[1, 2],
};

/// A test for each folder: a typical mistake is explained.
pub fn cases() -> Vec<Trial> {
    CASES.tests()
}

#[test]
fn no_case_is_lost() {
    assert!(cases().len() >= 44);
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
    let message = told(&output);
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
    let message = told(&output);
    let places: Vec<_> =
        message.lines().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    let file = |place: &str| format!("sections/one.yaml:{place}");
    assert_eq!(places, ["2:1", "5:13", "6:13", "8:8", "8:19"].map(file), "{message}");
}

#[test]
fn what_could_not_be_read_is_not_missed_twice() {
    let scratch = Scratch::minimal();
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report.expect("a report");
    scratch.write("report.yaml", format!("{report}measures: [measures.yaml]\n"));
    scratch.write(
        "measures.yaml",
        "- {id: calls, label: Calls, value: many, unit: calls}\n\
         - {id: visits, label: Visits, value: 4, unit: visits}\n",
    );
    let section = "id: one\ntitle: One\nbody:\n- prose: Of {calls} and {lost}.\n";
    scratch.write("sections/one.yaml", section);
    let output = scratch.run(&["build", "--message-format", "short"]);
    assert_status(&output, 1);
    let message = told(&output);
    let lines: Vec<_> = message.lines().collect();
    // Not that `calls` is missing, and not that `visits` is unused.
    assert_eq!(lines.len(), 2, "{message}");
    assert!(lines[0].starts_with("measures.yaml:1:36: error[bad-value]"), "{message}");
    assert!(
        lines[1].starts_with("sections/one.yaml:4:26: error[unknown-reference]"),
        "{message}"
    );
}
