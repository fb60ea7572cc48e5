//! The command line: flags, numbers and folders that cannot be meant.

use std::ffi::OsString;

use super::Case;

fn case(name: &str, words: &[&str]) -> Case {
    Case::new(format!("command-{name}")).arguments(words)
}

/// A word that is not UTF-8.
#[cfg(unix)]
fn odd_bytes(before: &str) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec([before.as_bytes(), b"\xff\xfe"].concat())
}

pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        case("unknown-flag", &["build", "--force"]).misused(),
        case("unknown-command", &["print"]).misused(),
        case("no-command", &[]).misused(),
        case("empty-command", &[""]).misused(),
        case("empty-edition", &["build", ""]).misused(),
        case("empty-project", &["build", "--project", ""]).misused(),
        case("no-jobs", &["build", "--jobs", "0"]).misused(),
        case("negative-jobs", &["build", "--jobs", "-1"]).misused(),
        case("jobs-in-words", &["build", "--jobs", "all"]).misused(),
        case("jobs-past-64-bits", &["build", "--jobs", "99999999999999999999"]).misused(),
        case("project-is-a-file", &["build", "--project", "report.yaml"]).misused(),
        case("project-is-missing", &["build", "--project", "nowhere/at/all"]).misused(),
        case("project-is-a-device", &["build", "--project", "/dev/null"]).misused(),
        case("project-twice", &["build", "--project", ".", "--project", "."]).misused(),
        case("out-is-a-file", &["build", "--out", "report.yaml"]).failed(),
        case("out-is-below-a-file", &["build", "--out", "report.yaml/x/y"]).failed(),
        case("unknown-format", &["build", "--message-format", "html"]).misused(),
        case("unknown-code", &["explain", "../../etc/passwd"]).misused(),
        case("edition-is-a-path", &["build", "../../etc"]).misused(),
        case("brief-is-a-path", &["build", "brief", "../../etc"]),
        case("brief-number-past-all", &["build", "brief", "4294967296"]),
        case("control-characters", &["build", "\u{1b}[31mreport"]).misused(),
        case("after-the-end-of-flags", &["build", "--", "--jobs"]).misused(),
        case("many-jobs", &["build", "--jobs", "1000"]).prints(&["Nothing much"]),
    ];
    #[cfg(unix)]
    cases.extend([
        Case::new("command-odd-bytes")
            .arguments(["build".into(), odd_bytes("")])
            .misused(),
        Case::new("command-project-of-odd-bytes")
            .arguments(["build".into(), "--project".into(), odd_bytes("x")])
            .misused(),
    ]);
    cases
}
