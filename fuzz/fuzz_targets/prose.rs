//! Any text as prose: it is drawn, or refused at a place in the file. No text makes the
//! guard find a value that became code, and no text makes a template fail.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use recto::error::Error;
use recto::limits::Limits;
use recto::build::{self, Observer};
use recto::render::{TEMPLATE_FAILED, VALUE_IN_CODE};
use tempfile::TempDir;

/// Nobody watches; what takes too long is found by the fuzzer.
struct Silent;

impl Observer for Silent {}

fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = FOLDER.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        let files = [
            ("report.yaml", include_str!("../project/prose.yaml")),
            ("brand.json", include_str!("../project/brand.json")),
            ("measures.json", include_str!("../project/measures.json")),
        ];
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let path = folder.path().to_owned();
        (folder, path)
    });
    path
}

/// A section whose only prose, and whose only line, is the text.
fn section(text: &str) -> String {
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
    format!(
        "{{\"id\": \"one\", \"title\": \"One\", \"lead\": {quoted}, \
         \"body\": [{{\"prose\": {quoted}}}, {{\"heading\": {quoted}}}]}}"
    )
}

fuzz_target!(|text: &str| {
    fs::write(folder().join("one.json"), section(text)).expect("a file");
    let problems = match build::inspect(folder(), Limits::default(), &Silent) {
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
