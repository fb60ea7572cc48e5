//! Rules: each rule of the checks has a case in `rules/`, named after its code.
//!
//! The command is `check`; [`cases`](crate::cases) says how a case is written. A case shows
//! what its rule finds, and beside it what looks alike and is right, which it must not find.

use crate::cases::{Cases, check_all};
use crate::press::{names, recto, repository, said};

const FOLDER: &str = "tests/suite/rules";

#[test]
fn each_rule_finds_what_it_says() {
    check_all(&Cases { folder: FOLDER, command: "check", statuses: &[0, 1], least: 1 });
}

/// Codes that are found by a rule: those that files below `src/check/` define.
fn codes_of_rules() -> Vec<String> {
    let mut codes = Vec::new();
    let families = repository().join("src/check");
    for family in names(&families) {
        let folder = families.join(&family);
        if !folder.is_dir() {
            continue;
        }
        for file in names(&folder) {
            let text = std::fs::read_to_string(folder.join(file)).expect("a source");
            let code = text.split_once("Code = Code(\"").and_then(|(_, rest)| {
                rest.split_once('"').map(|(code, _)| code.to_owned())
            });
            codes.extend(code);
        }
    }
    codes
}

#[test]
fn each_rule_has_a_case_that_it_is_found_in() {
    for code in codes_of_rules() {
        let expected = repository().join(FOLDER).join(&code).join("expected.txt");
        let text = std::fs::read_to_string(&expected).unwrap_or_default();
        assert!(text.contains(&format!("[{code}]")), "no case shows `{code}`");
    }
}

#[test]
fn each_rule_can_be_explained() {
    for code in codes_of_rules() {
        let output = recto().args(["explain", &code]).output().expect("a program");
        let page = said(&output.stdout);
        assert!(page.starts_with(&format!("# {code}\n")), "no page explains `{code}`");
    }
}
