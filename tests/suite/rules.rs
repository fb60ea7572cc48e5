//! Rules: each rule of the checks has a case in `rules/`, named after its code.
//!
//! The command is `check`; [`cases`](crate::cases) says how a case is written. A case shows
//! what its rule finds, and beside it what looks alike and is right, which it must not find.

use std::collections::BTreeSet;

use libtest_mimic::Trial;

use crate::cases::Cases;
use crate::press::{names, recto, repository, said, told};
use crate::scratch::Scratch;

const FOLDER: &str = "tests/suite/rules";

const CASES: Cases =
    Cases { module: "rules", folder: FOLDER, command: "check", statuses: &[0, 1] };

/// A test for each folder: a rule finds what it says.
pub fn cases() -> Vec<Trial> {
    CASES.tests()
}

/// How a source names a rule, and how it names another kind of problem.
const RULE: &str = "Rule::of(";
const CODE: &str = "Code = Code(";

#[test]
fn each_rule_has_a_case_that_it_is_found_in() {
    let mut codes = BTreeSet::new();
    codes_in(&repository().join("src/lint"), &[RULE], &mut codes);
    assert!(codes.len() > 20, "{codes:?}");
    for code in codes {
        let expected = repository().join(FOLDER).join(&code).join("expected.txt");
        let text = std::fs::read_to_string(&expected).unwrap_or_default();
        assert!(text.contains(&format!("[{code}]")), "no case shows `{code}`");
    }
}

/// Every code that a source defines after one of some beginnings.
fn codes_in(folder: &std::path::Path, beginnings: &[&str], codes: &mut BTreeSet<String>) {
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            codes_in(&path, beginnings, codes);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source");
        let constants = beginnings.iter().flat_map(|it| text.split(it).skip(1));
        codes.extend(constants.filter_map(|rest| {
            Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0.to_owned())
        }));
    }
}

#[test]
fn each_code_has_a_page_and_each_page_a_code() {
    let mut codes = BTreeSet::new();
    codes_in(&repository().join("src"), &[RULE, CODE], &mut codes);
    assert!(codes.len() > 30, "{codes:?}");
    let pages = names(&repository().join("docs/problems"));
    let pages: BTreeSet<_> = pages
        .iter()
        .filter(|name| *name != "README.md")
        .map(|name| name.trim_end_matches(".md").to_owned())
        .collect();
    assert_eq!(codes, pages);
    let output = recto().arg("explain").output().expect("a program");
    let list = said(&output.stdout);
    for code in &codes {
        assert!(list.lines().any(|line| line.starts_with(code.as_str())), "{code}");
        let output = recto().args(["explain", code]).output().expect("a program");
        let page = said(&output.stdout);
        assert!(page.starts_with(&format!("# {code}\n\n")), "{code}: {page}");
    }
}

/// The project with two spaces in a text, and settings of checks.
fn spaced(status: &str, checks: &str) -> Scratch {
    let scratch = Scratch::minimal();
    scratch.write("sections/one.yaml", "id: one\ntitle: One\nbody:\n- prose: A  b.\n");
    scratch.write(
        "report.yaml",
        format!(
            "id: note\ntitle: A note\nlanguage: en-GB\nstatus: {status}\n\
             period: {{from: 2024-04-01, to: 2025-03-31, label: 2024/25}}\n\
             brand: brand.yaml\nsections: [sections/one.yaml]\nchecks:{checks}"
        ),
    );
    scratch
}

fn checked(scratch: &Scratch, arguments: &[&str]) -> (Option<i32>, String) {
    let words: Vec<_> = ["check", "--message-format", "short"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    let output = scratch.run(&words);
    (output.status.code(), told(&output))
}

#[test]
fn a_project_turns_rules_off_with_a_reason() {
    let off = "\n- {rule: double-space, level: off, because: verse}\n";
    assert_eq!(checked(&spaced("final", off), &["--deny", "warnings"]).0, Some(0));
    let elsewhere =
        "\n- {rule: double-space, level: off, because: verse, file: sections/two.yaml}\n";
    let (status, message) = checked(&spaced("final", elsewhere), &[]);
    assert_eq!(status, Some(0));
    assert!(message.contains("warning[double-space]"), "{message}");
    assert!(message.contains("would find nothing"), "{message}");
    let (status, message) =
        checked(&spaced("final", "\n- {rule: double-space, level: off}\n"), &[]);
    assert_eq!(status, Some(1));
    assert!(message.contains("`because` is missing"), "{message}");
    let (status, message) =
        checked(&spaced("final", "\n- {rule: duoble-space, level: blocking}\n"), &[]);
    assert_eq!(status, Some(1));
    assert!(message.contains("did you mean `double-space`?"), "{message}");
}

#[test]
fn what_blocks_is_an_error_in_a_final_report_only() {
    let blocking = "\n- {rule: double-space, level: blocking}\n";
    let (status, message) = checked(&spaced("draft", blocking), &[]);
    assert_eq!(status, Some(0));
    assert!(message.contains("warning[double-space]"), "{message}");
    let scratch = spaced("final", blocking);
    let (status, message) = checked(&scratch, &[]);
    assert_eq!(status, Some(1));
    assert!(message.contains("error[double-space]"), "{message}");
    let build = scratch.run(&["build"]);
    assert_eq!(build.status.code(), Some(1));
    assert!(!scratch.path().join("out").exists());
}

#[test]
fn warnings_can_be_denied() {
    let scratch = spaced("final", " []\n");
    assert_eq!(checked(&scratch, &[]).0, Some(0));
    assert_eq!(checked(&scratch, &["--deny", "warnings"]).0, Some(1));
}

#[test]
fn findings_can_be_read_by_programs() {
    let scratch = spaced("final", " []\n");
    let github = scratch.run(&["check", "--message-format", "github"]);
    assert_eq!(
        said(&github.stdout),
        "::warning title=double-space,file=sections/one.yaml,line=4,col=11::\
         there are two spaces here%0Awrite one\n"
    );
    let sarif = scratch.run(&["check", "--message-format", "sarif"]);
    let log: serde_json::Value = serde_json::from_slice(&sarif.stdout).expect("JSON");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(result["ruleId"], "double-space");
    assert_eq!(result["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "sections/one.yaml");
    assert_eq!(place["region"]["startLine"], 4);
    assert_eq!(place["region"]["startColumn"], 11);
    assert_eq!(place["region"]["endColumn"], 13);
    // What a build makes is no finding; its standard output is one document all the same.
    let build = scratch.run(&["build", "--message-format", "sarif"]);
    serde_json::from_slice::<serde_json::Value>(&build.stdout).expect("one document");
    let elsewhere = scratch.path().join("..");
    let folder = scratch.path().to_str().expect("a path");
    let output = recto()
        .current_dir(elsewhere)
        .args(["check", "--message-format", "github", "--project", folder])
        .output()
        .expect("a program");
    assert!(said(&output.stdout).contains(&format!("file={folder}/sections/one.yaml")));
}
