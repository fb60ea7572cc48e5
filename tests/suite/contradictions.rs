//! Contradictions: three reports that contradict themselves nowhere, and changes to them that each make one
//! contradiction, which the rules are to find with both places.
//!
//! `contradictions/README.md` says how the set is written. It was written before the rules.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::press::{repository, said};
use crate::scratch::Scratch;

const BODIES: [&str; 3] = ["ferry", "fire", "water"];
/// How many of the changes are found with both places.
const FOUND: usize = 161;

/// A change that makes a contradiction.
struct Change {
    kind: String,
    file: String,
    is: String,
    becomes: String,
    /// The other place: a file, and words of the line.
    other: Option<(String, String)>,
}

/// What a check finds: the code with the message, and the places, each a file and a line.
type Finding = (String, Vec<(String, u64)>);

fn folder(body: &str) -> std::path::PathBuf {
    repository().join("tests/suite/contradictions").join(body)
}

fn changes(body: &str) -> Vec<Change> {
    let text =
        std::fs::read_to_string(folder(body).join("changes.txt")).expect("changes");
    let read = |line: &str| {
        let line = line.replace("\\|", "\0").replace("\\n", "\n");
        let part = |part: &str| part.trim().replace('\0', "|");
        let parts: Vec<String> = line.split('|').map(part).collect();
        let [kind, file, is, becomes, other, words] =
            parts.try_into().expect("six parts");
        let other = (other != "-").then_some((other, words));
        Change { kind, file, is, becomes, other }
    };
    text.lines().map(read).collect()
}

fn check(scratch: &Scratch) -> Vec<Finding> {
    let output = scratch.run(&["check", "--no-pages", "--message-format", "json"]);
    let place = |it: &Value| -> Option<(String, u64)> {
        Some((it["file"].as_str()?.to_owned(), it["line"].as_u64()?))
    };
    let finding = |line: &str| -> Option<Finding> {
        let it: Value = serde_json::from_str(line).ok()?;
        let name = format!("{} {}", it["code"].as_str()?, it["message"].as_str()?);
        let related =
            it["related"].as_array()?.iter().filter_map(|it| place(&it["place"]));
        Some((name, place(&it["place"]).into_iter().chain(related).collect()))
    };
    said(&output.stdout).lines().filter_map(finding).collect()
}

/// Whether something new is found in a report with a change, at both places.
fn is_found(body: &str, change: &Change, known: &BTreeSet<String>) -> bool {
    let scratch = Scratch::empty();
    scratch.add(&folder(body));
    let path = scratch.path().join(&change.file);
    let text = std::fs::read_to_string(&path).expect("a file of the report");
    assert_eq!(text.matches(&change.is).count(), 1, "{body}: {}", change.is);
    let at = text.find(&change.is).expect("the place");
    let text = text.replacen(&change.is, &change.becomes, 1);
    let line =
        |at: usize| u64::try_from(text[..at].matches('\n').count()).expect("a line") + 1;
    let here = line(at)..=line(at + change.becomes.len());
    scratch.write(&change.file, &text);
    let is_here =
        |(file, line): &(String, u64)| *file == change.file && here.contains(line);
    let is_there = |place: &(String, u64)| {
        let Some((file, words)) = &change.other else { return true };
        let text =
            std::fs::read_to_string(scratch.path().join(file)).expect("the other file");
        let lines =
            text.lines().zip(1..).filter(|(line, _)| line.contains(words.as_str()));
        place.0 == *file && lines.into_iter().any(|(_, line)| line == place.1)
    };
    check(&scratch).iter().any(|(name, places)| {
        !known.contains(name) && places.iter().any(is_here) && places.iter().any(is_there)
    })
}

#[test]
fn contradictions_are_found_with_both_places() {
    let mut found = 0;
    let mut missed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for body in BODIES {
        let scratch = Scratch::empty();
        scratch.add(&folder(body));
        let known = check(&scratch).into_iter().map(|(name, _)| name).collect();
        for change in changes(body) {
            if is_found(body, &change, &known) {
                found += 1;
            } else {
                missed.entry(change.kind).or_default().push(change.becomes);
            }
        }
    }
    assert_eq!(found, FOUND, "missed: {missed:#?}");
}

#[test]
fn reports_that_contradict_themselves_nowhere_are_left_alone() {
    for body in BODIES {
        let scratch = Scratch::empty();
        scratch.add(&folder(body));
        let told: BTreeSet<String> = check(&scratch)
            .into_iter()
            .filter_map(|(name, _)| Some(name.split_once(' ')?.0.to_owned()))
            .collect();
        let looser = ["loose-figure".to_owned()];
        assert!(told.iter().all(|code| looser.contains(code)), "{body}: {told:?}");
    }
}
