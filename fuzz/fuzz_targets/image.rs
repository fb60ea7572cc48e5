//! Any bytes as an image that a project names: what reads its header and its drawing, and the
//! rules about both, must end in findings.

#![no_main]

use std::fs;
use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use recto::limits::Limits;
use recto::lint::{Subject, lint};
use recto::report::{self, Locale};
use recto::sources::Sources;
use recto::theme::{Facts, Name};
use recto_fuzz::{folder, write};

fuzz_target!(
    init: {
        let corpus = PathBuf::from("corpus/image");
        let _ = fs::create_dir_all(&corpus);
        let samples = ["../tests/projects/ponds/images", "../tests/suite/rules/image-colours/images"];
        let found = samples.iter().filter_map(|it| fs::read_dir(it).ok()).flatten();
        for sample in found.filter_map(Result::ok) {
            let _ = fs::copy(sample.path(), corpus.join(sample.file_name()));
        }
    },
    |data: &[u8]| {
        write(folder(), "images/pond.svg", data);
        let sources = Sources::open(folder(), Limits::default()).expect("a project");
        let loaded = report::load(&sources).expect("a report file");
        let Some(report) = loaded.report else {
            assert!(!loaded.diagnostics.is_empty(), "refused without a word");
            return;
        };
        let facts = Facts::of(Name::default()).expect("the theme of the program");
        let Some(report) = report::validate(report, &facts).report else { return };
        let locale = Locale::for_language("en-GB").expect("words");
        let mut found = Vec::new();
        let subject = Subject::new(&sources, &report, &locale, &loaded.texts, &facts);
        lint(&subject, &[], &mut found);
    }
);
