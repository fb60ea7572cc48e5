//! Preflight: a finished file is read back, and each claim of its profile is checked.
//!
//! It shares nothing with what writes the files but the crate that knows the objects of a
//! PDF: pages are interpreted anew, structure and metadata are read as a stranger reads
//! them. A file may come from anywhere; whatever it holds, the answer is an answer.

mod boxes;
mod check;
mod colour;
mod content;
mod document;
mod fonts;
mod metadata;
mod navigation;
mod structure;
mod subject;
mod tree;

use lopdf::Document;
use rayon::prelude::*;

pub use self::boxes::{COARSE_BELOW, SHARP_FROM};
pub use self::check::{Check, Claim, Finding, Outcome, Preflight};
use self::metadata::Metadata;
use self::subject::Subject;
use self::tree::Tree;
use crate::Profile;
use crate::object::pages;

/// How many pages of a file are read.
const MOST_PAGES: usize = 100_000;

/// Reads a file back. A file that cannot be read fails the claim [`Claim::File`], and no
/// other is looked at.
pub fn preflight(data: &[u8]) -> Preflight {
    let mut file = Check::new(Claim::File);
    let refused = |mut file: Check, what: String| {
        file.fail(None, what);
        Preflight { profile: None, pages: 0, checks: vec![file] }
    };
    if !data.starts_with(b"%PDF-") {
        return refused(file, "it is no PDF".to_owned());
    }
    let document = match Document::load_mem(data) {
        Ok(document) => document,
        Err(reason) => return refused(file, format!("it cannot be read: {reason}")),
    };
    if document.is_encrypted() || document.was_encrypted() {
        return refused(file, "it is encrypted".to_owned());
    }
    let tail = &data[data.len().saturating_sub(1024)..];
    if !tail.windows(5).any(|five| five == b"%%EOF") {
        file.fail(None, "its end is cut off");
    }
    let nodes = match pages(&document, MOST_PAGES) {
        Ok(nodes) if nodes.is_empty() => {
            return refused(file, "it has no pages".to_owned());
        }
        Ok(nodes) => nodes,
        Err(fault) => return refused(file, fault.to_string()),
    };
    let (read, structure): (Vec<_>, _) = rayon::join(
        || nodes.par_iter().map(content::page).collect(),
        || Tree::of(&document),
    );
    let mut pages = Vec::with_capacity(read.len());
    for (number, page) in (1..).zip(read) {
        if let Some(reason) = &page.unreadable {
            file.fail(number, format!("its content cannot be read: {reason}"));
        }
        pages.push(page);
    }
    let metadata = Metadata::of(&document);
    let profile = metadata.profile();
    let subject =
        Subject { document: &document, profile, nodes, pages, metadata, structure };
    document::check_actions(&subject, &mut file);
    if profile.is_none() {
        file.fail(None, "it claims no profile: PDF/UA-1 with PDF/A-2a or 3a, or PDF/X-4");
    }
    let mut checks = vec![file];
    type Judge = fn(&Subject<'_>, &mut Check);
    let common: [(Claim, Judge); 5] = [
        (Claim::Metadata, document::check),
        (Claim::Fonts, fonts::check),
        (Claim::Colour, colour::check),
        (Claim::OutputIntent, document::check_intent),
        (Claim::Attachments, document::check_attachments),
    ];
    let readable: [(Claim, Judge); 6] = [
        (Claim::Language, document::check_language),
        (Claim::Tags, structure::check_tags),
        (Claim::Headings, structure::check_headings),
        (Claim::Tables, structure::check_tables),
        (Claim::AlternativeText, structure::check_alternatives),
        (Claim::Links, navigation::check),
    ];
    let printable: [(Claim, Judge); 9] = [
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
    let of_profile = match profile {
        Some(Profile::Screen | Profile::Archive | Profile::Large) => readable.as_slice(),
        Some(Profile::Print) => printable.as_slice(),
        None => &[],
    };
    let judges: Vec<_> = common.iter().chain(of_profile).collect();
    let judged: Vec<Check> = judges
        .par_iter()
        .map(|(claim, judge)| {
            let mut check = Check::new(*claim);
            match subject.not_promised(*claim) {
                Some(what) => check.doubt(None, what),
                None => judge(&subject, &mut check),
            }
            check
        })
        .collect();
    checks.extend(judged);
    checks.sort_by_key(|check| check.claim);
    Preflight { profile, pages: subject.pages.len(), checks }
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
