//! Any bytes as an external file: it is refused, or its pages are joined to a file of ours,
//! which then can be read back and has as many pages as before.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto_fuzz::pdf;
use recto_pdf::Pdf;
use recto_pdf::finish::{PageLabels, Trace};
use recto_pdf::join::{Insertion, survey};
use recto_pdf::preflight::preflight;

/// How many pages the host has, the first of which is ours.
const PAGES: usize = 4;

fuzz_target!(
    init: {
        pdf::seed("external");
    },
    |data: &[u8]| {
        let file = pdf::whole(data);
        let Ok(survey) = survey(&file) else { return };
        assert!(!survey.sheets.is_empty());
        if survey.sheets.len() >= PAGES {
            return;
        }
        let mut host = Pdf::parse(&pdf::whole(&pdf::body(PAGES))).expect("our own file");
        let host_pages = (1..=survey.sheets.len()).collect();
        let insertion = Insertion { data: &file, host_pages, bands: Vec::new(), level: 2, name: "a" };
        // What cannot be joined is said, and nothing is written. So it is with a damaged page that would
        // come out as another than viewers show.
        if host.join(&[insertion]).is_err() {
            return;
        }
        let trace = Trace {
            inputs: "0".to_owned(),
            version: "1".to_owned(),
            edition: "paper".to_owned(),
            profile: "screen".to_owned(),
            audience: "public".to_owned(),
        };
        let labels: PageLabels = vec![(1, "47a".to_owned())];
        host.finish(&trace, &[], &labels).expect("our own metadata");
        let joined = host.save().expect("a file");
        assert_eq!(preflight(&joined).pages, PAGES);
        assert_eq!(Trace::read(&joined).as_ref(), Some(&trace));
    }
);
