//! Watching: what `recto build --watch` makes again, what it leaves, and how it ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use crate::press::{files, recto};
use crate::scratch::Scratch;
use crate::workspace::save;

/// How long a line is waited for: far longer than any build takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that watches a project. It ends with this.
pub struct Watching {
    program: Child,
    lines: Receiver<Value>,
}

impl Watching {
    fn start(scratch: &Scratch) -> Self {
        Self::with(scratch, &["build", "--watch"])
    }

    /// A program with a command that watches.
    pub fn with(scratch: &Scratch, words: &[&str]) -> Self {
        let mut command = recto();
        command.current_dir(scratch.path()).args(words);
        command.args(["--message-format", "json"]);
        let mut program =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it");
        let output = BufReader::new(program.stdout.take().expect("its output"));
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).expect("JSON");
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
        Self { program, lines }
    }

    /// What it says until it waits again.
    pub fn said(&self) -> Vec<Value> {
        let mut said = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("a line");
            let is_last = line["type"] == "built";
            said.push(line);
            if is_last {
                return said;
            }
        }
    }

    /// How many files it made, and how many editions it left.
    fn made(&self) -> (u64, u64) {
        let said = self.said();
        let last = said.last().expect("a line");
        let count = |field: &str| last[field].as_u64().expect("a number");
        (count("files"), count("untouched"))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn a_saved_file_makes_what_it_touches() {
    let scratch = Scratch::of("trust");
    let watching = Watching::start(&scratch);
    assert_eq!(watching.made(), (8, 0));
    let out = scratch.path().join("out");
    let before = files(&out);
    save(&scratch, "priorities/p2.yaml", "text: ", "text: Once more, ");
    assert_eq!(watching.made(), (2, 6));
    let after = files(&out);
    let other = after.iter().filter(|(name, data)| before.get(*name) != Some(*data));
    let other: Vec<_> = other.map(|(name, _)| name).collect();
    // The report, a brief, and the record of what was made now.
    assert_eq!(other.len(), 3, "{other:?}");
}

#[test]
fn a_broken_project_keeps_what_was_made_last() {
    let scratch = Scratch::minimal();
    let watching = Watching::start(&scratch);
    assert_eq!(watching.made(), (1, 0));
    let out = scratch.path().join("out");
    let before = files(&out);
    save(&scratch, "report.yaml", "title: ", "titel: ");
    let said = watching.said();
    let found = said.iter().filter(|line| line["code"] == "unknown-field").count();
    assert_eq!(found, 1, "{said:#?}");
    assert_eq!(said.last().expect("a line")["files"], 0);
    assert_eq!(files(&out), before);
    save(&scratch, "report.yaml", "titel: ", "title: Another ");
    assert_eq!(watching.made(), (1, 0));
    assert_ne!(files(&out), before);
}

#[test]
fn files_may_go_and_come_back() {
    let scratch = Scratch::minimal();
    let watching = Watching::start(&scratch);
    assert_eq!(watching.made(), (1, 0));
    let report = scratch.path().join("report.yaml");
    let away = scratch.path().join("away.yaml");
    std::fs::rename(&report, &away).expect("a file");
    let said = watching.said();
    assert_eq!(said[0]["type"], "error", "{said:#?}");
    std::fs::rename(&away, &report).expect("a file");
    assert_eq!(watching.made(), (0, 1));
    // A file that is named before it is there, in a folder that is not there either.
    save(
        &scratch,
        "report.yaml",
        "[sections/one.yaml]",
        "[sections/one.yaml, new/two.yaml]",
    );
    let said = watching.said();
    assert!(said.iter().any(|line| line["code"] == "missing-file"), "{said:#?}");
    scratch.write("new/two.yaml", "id: two\ntitle: Two\nbody: [{prose: It is here.}]\n");
    while watching.made() != (1, 0) {}
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let scratch = Scratch::minimal();
    let mut watching = Watching::start(&scratch);
    watching.made();
    let id = watching.program.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().expect("a signal");
    assert!(sent.success());
    let ended = watching.program.wait().expect("an end");
    assert_eq!(ended.code(), Some(0));
}
