//! Any text as prose of a section, a paper and a pack: it is drawn, or refused at a place in the
//! file. No text makes the guard find a value that became code, and no text makes a template
//! fail.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::build::{self, Observer, Workspace};
use recto::error::Error;
use recto::limits::Limits;
use recto::render::{TEMPLATE_FAILED, VALUE_IN_CODE};
use recto_fuzz::{FILES, folder, write};

/// A string of JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            control if control < ' ' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// The files that a text stands in, in place of those of the project: a section, a paper and
/// a pack.
fn files(text: &str) -> [(&'static str, String); 3] {
    let text = quoted(text);
    let section = format!(
        "{{\"id\": \"one\", \"title\": \"One\", \"lead\": {text}, \
         \"body\": [{{\"prose\": {text}}}, {{\"heading\": {text}}}, {{\"table\": \"ponds\"}}, \
         {{\"chart\": \"depth\"}}, {{\"figure\": \"pond\"}}, {{\"people\": [\"clerk\"]}}]}}"
    );
    let paper = format!(
        "{{\"id\": \"fence\", \"title\": \"A fence\", \"meeting\": \"Parish meeting\", \
         \"date\": \"2025-05-12\", \"purpose\": \"noting\", \"report_of\": \"The clerk\", \
         \"summary\": {text}, \"recommendations\": [{text}], \"legal_comments\": {text}, \
         \"introduction\": [{{\"prose\": {text}}}], \"next_steps\": [{{\"what\": {text}}}], \
         \"appendices\": [{{\"brief\": \"water\"}}], \"background_papers\": [{text}]}}"
    );
    let pack = format!(
        "{{\"id\": \"may\", \"title\": \"Papers\", \"meeting\": \"Parish meeting\", \
         \"date\": \"2025-05-12\", \"note\": {text}, \"items\": [{{\"title\": {text}}}, \
         {{\"paper\": \"fence\", \"note\": {text}}}]}}"
    );
    [("sections/one", section), ("papers/fence", paper), ("packs/may", pack)]
}

/// Nobody who wants to know how far it has come.
struct Unobserved;

impl Observer for Unobserved {}

fuzz_target!(|text: &str| {
    let mut report = FILES[0].1.to_owned();
    for (path, json) in files(text) {
        report = report.replace(&format!("{path}.yaml"), &format!("{path}.json"));
        write(folder(), &format!("{path}.json"), json);
    }
    write(folder(), FILES[0].0, report);
    let workspace = Workspace::open(folder(), Limits::default()).expect("a project");
    let problems = match build::inspect(&workspace, None, &Unobserved) {
        Ok(inspected) => inspected.diagnostics,
        Err(Error::Problems { diagnostics, .. }) => diagnostics,
        Err(other) => panic!("{other}"),
    };
    for problem in problems {
        assert!(
            problem.code != VALUE_IN_CODE && problem.code != TEMPLATE_FAILED,
            "{problem:?}"
        );
        assert!(problem.place.is_some(), "{problem:?}");
    }
});
