//! Any bytes as a finished file: reading it back must end in an answer.

#![no_main]

use libfuzzer_sys::fuzz_target;

use recto_fuzz::pdf;
use recto_pdf::finish::Trace;
use recto_pdf::preflight::preflight;

fuzz_target!(
    init: {
        pdf::seed("preflight");
    },
    |data: &[u8]| {
        let file = pdf::whole(data);
        let answer = preflight(&file);
        assert!(!answer.checks.is_empty());
        let _ = Trace::read(&file);
    }
);
