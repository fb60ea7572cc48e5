//! Preflight: a finished file is read back, and each claim is checked.
//!
//! It shares nothing with what writes the files but the crate that knows the objects of a
//! PDF: pages are interpreted anew, structure and metadata are read as a stranger reads
//! them. What standards ask is judged by the rules of [`conformance`];
//! here is what our files keep beside that, and what printers ask. A file may come from
//! anywhere; whatever it holds, the answer is an answer.

mod boxes;
mod check;
mod colour;
mod document;
mod fonts;
mod navigation;
mod structure;
mod subject;

use lopdf::Document;
use rayon::prelude::*;

pub use self::boxes::{COARSE_BELOW, SHARP_FROM};
pub use self::check::{Check, Finding, Judgement, Outcome, Preflight};
use self::subject::Subject;
use crate::Profile;
pub use crate::conformance::Claim;
use crate::conformance::{self, Standard};
use crate::reading::Reading;

/// A function that looks at what a claim promises beside standards.
type Judge = fn(&Subject<'_>, &mut Check);

/// The claims of every profile.
const COMMON: [(Claim, Judge); 5] = [
    (Claim::Metadata, document::check),
    (Claim::Fonts, fonts::check),
    (Claim::Colour, colour::check),
    (Claim::OutputIntent, document::check_intent),
    (Claim::Attachments, document::check_attachments),
];

/// The claims of files for readers.
const READABLE: [(Claim, Judge); 6] = [
    (Claim::Language, document::check_language),
    (Claim::Tags, structure::check_tags),
    (Claim::Headings, structure::check_headings),
    (Claim::Tables, structure::check_tables),
    (Claim::AlternativeText, |_, _| {}),
    (Claim::Links, navigation::check),
];

/// The claims of files for printers.
const PRINTABLE: [(Claim, Judge); 9] = [
    (Claim::Boxes, boxes::check),
    (Claim::Bleed, boxes::check_bleed),
    (Claim::Marks, boxes::check_marks),
    (Claim::Black, colour::check_black),
    (Claim::Ink, colour::check_ink),
    (Claim::Resolution, boxes::check_resolution),
    (Claim::Hairlines, boxes::check_hairlines),
    (Claim::SmallType, colour::check_small_type),
    (Claim::Links, navigation::check_none),
];

/// Reads a file back. A file that cannot be read fails the claim [`Claim::File`], and no
/// other is looked at.
pub fn preflight(data: &[u8]) -> Preflight {
    preflight_against(data, &[])
}

/// Reads a file back, and judges it by some standards too; by those that it claims, where none
/// is named.
pub fn preflight_against(data: &[u8], asked: &[Standard]) -> Preflight {
    let mut file = Check::new(Claim::File);
    let refused = |mut file: Check, what: String| {
        file.fail(None, what);
        Preflight {
            profile: None,
            pages: 0,
            checks: vec![file],
            standards: Vec::new(),
            unjudged: asked.to_vec(),
        }
    };
    let head = &data[..data.len().min(1024)];
    if !head.windows(5).any(|five| five == b"%PDF-") {
        return refused(file, "it is no PDF".to_owned());
    }
    let document = match Document::load_mem(data) {
        Ok(document) => document,
        Err(reason) => return refused(file, format!("it cannot be read: {reason}")),
    };
    if document.is_encrypted() && !document.was_encrypted() {
        return refused(file, "it is encrypted".to_owned());
    }
    let tail = &data[data.len().saturating_sub(1024)..];
    if !tail.windows(5).any(|five| five == b"%%EOF") {
        file.fail(None, "its end is cut off");
    }
    let reading = match Reading::of(&document, Some(data)) {
        Ok(reading) if reading.nodes.is_empty() => {
            return refused(file, "it has no pages".to_owned());
        }
        Ok(reading) => reading,
        Err(fault) => return refused(file, fault.to_string()),
    };
    for (number, page) in reading.numbered() {
        if let Some(reason) = &page.unreadable {
            file.fail(number, format!("its content cannot be read: {reason}"));
        }
    }
    let standards = reading.metadata.standards();
    let subject = Subject::of(reading, &standards);
    let found = conformance::judge(&subject.reading, &standards);
    let by_asked = match asked {
        [] => Vec::new(),
        asked => conformance::judge(&subject.reading, asked),
    };
    let (judged, by) = match asked {
        [] => (standards.as_slice(), &found),
        asked => (asked, &by_asked),
    };
    let judgements = judged.iter().map(|standard| Judgement {
        standard: *standard,
        findings: by
            .iter()
            .filter(|it| it.rule.clause(*standard).is_some())
            .cloned()
            .collect(),
    });
    let judgements = judgements.collect();
    if subject.profile.is_some() {
        // Standards say for themselves whether a file may be.
        if document.was_encrypted() {
            file.fail(None, "it is encrypted");
        }
        document::check_actions(&subject, &mut file);
    } else if subject.reading.metadata.is_ours() || judged.is_empty() {
        file.fail(None, "it claims no profile: PDF/UA-1 with PDF/A-2a or 3a, or PDF/X-4");
    }
    let mut checks = vec![file];
    checks.extend(own_checks(&subject));
    for check in &mut checks {
        // A file of another maker is judged by its standards alone.
        let claim = check.claim;
        let is_own = subject.profile.is_some();
        for finding in found.iter().filter(|it| is_own && it.rule.claim == claim) {
            check.fail(finding.page, finding.what());
        }
    }
    checks.sort_by_key(|check| check.claim);
    Preflight {
        profile: subject.profile,
        pages: subject.reading.pages.len(),
        checks,
        standards: judgements,
        unjudged: Vec::new(),
    }
}

/// What our files keep beside standards, by the claims of their profile.
fn own_checks(subject: &Subject<'_>) -> Vec<Check> {
    let of_profile = match subject.profile {
        Some(Profile::Screen | Profile::Archive | Profile::Large) => READABLE.as_slice(),
        Some(Profile::Print) => PRINTABLE.as_slice(),
        None => return Vec::new(),
    };
    let judges: Vec<_> = COMMON.iter().chain(of_profile).collect();
    judges
        .par_iter()
        .map(|(claim, judge)| {
            let mut check = Check::new(*claim);
            match subject.not_promised(*claim) {
                Some(what) => check.doubt(None, what),
                None => judge(subject, &mut check),
            }
            check
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_fails() {
        for data in [&b""[..], b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF"] {
            let preflight = preflight(data);
            assert_eq!(preflight.outcome(), Outcome::Failed);
            assert_eq!(preflight.checks.len(), 1);
        }
    }
}
