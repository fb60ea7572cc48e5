//! Any bytes as the files of a project: reading and validating must end in a report or in
//! problems that have a place, and never in a panic.
//!
//! The input is cut at each byte 0xFF, which no text in UTF-8 holds; each piece takes the
//! place of one file of the project, and an empty piece leaves the file as it is.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use recto::limits::Limits;
use recto::report;
use recto::sources::Sources;
use recto::theme::{Facts, Name};
use recto_fuzz::{FILES, folder, write};

fuzz_target!(|data: &[u8]| -> Corpus {
    let pieces: Vec<_> = data.split(|byte| *byte == 0xFF).collect();
    if pieces.len() > FILES.len() {
        return Corpus::Reject;
    }
    let changed = || FILES.iter().zip(&pieces).filter(|(_, piece)| !piece.is_empty());
    for ((name, _), piece) in changed() {
        write(folder(), name, piece);
    }
    let sources = Sources::open(folder(), Limits::default()).expect("a project");
    let loaded = report::load(&sources).expect("a report file");
    // A report with gaps comes with the problems that made them.
    let is_silent = loaded.diagnostics.is_empty();
    assert!(loaded.report.is_some() || !is_silent, "refused without a word");
    for problem in &loaded.diagnostics {
        // A place that is not in the text, or not between two characters, panics here.
        let _ = problem.place.as_ref().map(|place| loaded.texts.extent(place));
    }
    if let Some(report) = loaded.report {
        let facts = Facts::of(Name::default()).expect("the theme of the program");
        let validated = report::validate(report, &facts);
        assert!(
            validated.report.is_some() || !is_silent || !validated.diagnostics.is_empty(),
            "refused without a word"
        );
    }
    for ((name, text), _) in changed() {
        write(folder(), name, text);
    }
    Corpus::Keep
});
