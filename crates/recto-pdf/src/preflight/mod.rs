//! Preflight: a finished file is read back, and each claim of its profile is checked.
//!
//! It shares nothing with what writes the files but the crate that knows the objects of a
//! PDF: pages are interpreted anew, structure and metadata are read as a stranger reads
//! them. A file may come from anywhere; whatever it holds, the answer is an answer.

mod boxes;
mod colour;
mod content;
mod fonts;
mod metadata;
mod navigation;
mod structure;

use lopdf::{Document, ObjectId};
use rayon::prelude::*;
use serde::Serialize;

use self::content::Page;
use crate::Profile;
use crate::object::{PageNode, pages};

/// What a profile promises.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::Display,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Claim {
    /// It can be read whole, without a password, and runs nothing.
    File,
    /// It says what it is, and once.
    Metadata,
    /// Title and language are said, and the title is shown.
    Language,
    /// Fonts are embedded, and letters stand for characters.
    Fonts,
    /// Colours are in the spaces of the profile.
    Colour,
    /// The condition is named that colours are meant for.
    OutputIntent,
    /// All content is tagged, or an artifact.
    Tags,
    /// Headings skip no level.
    Headings,
    /// Tables have headers, and rows of one width.
    Tables,
    /// What is seen can be read out.
    AlternativeText,
    /// Links and bookmarks lead somewhere, and say where.
    Links,
    /// Files that are attached are described; there are none where none belong.
    Attachments,
    /// Pages have a bleed and a trimmed size.
    Boxes,
    /// Grounds run on to the end of the bleed.
    Bleed,
    /// Marks stand outside the bleed, on every plate.
    Marks,
    /// Black text is black ink alone and overprints, and white does not.
    Black,
    /// There is no more ink than paper takes.
    Ink,
    /// Images are fine enough.
    Resolution,
    /// Lines are thick enough.
    Hairlines,
    /// Letters are large enough for their inks.
    SmallType,
}

/// How a claim came out; the worst last.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::Display,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Outcome {
    /// It holds.
    Met,
    /// It holds, and somebody should look.
    Doubtful,
    /// It does not hold.
    Failed,
}

/// What speaks against a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The page, from 1; `None` where it is of the whole file.
    pub page: Option<usize>,
    /// What was found.
    pub what: String,
}

/// A claim, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The claim.
    pub claim: Claim,
    /// How it came out.
    pub outcome: Outcome,
    /// What speaks against it: the first of it.
    pub findings: Vec<Finding>,
    /// How much more there is of it.
    pub more: usize,
}

/// What came of reading a file back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preflight {
    /// The profile that it claims; `None` where it claims none.
    pub profile: Option<Profile>,
    /// How many pages it has.
    pub pages: usize,
    /// The claims that its profile makes.
    pub checks: Vec<Check>,
}

/// How many pages of a file are read.
const MOST_PAGES: usize = 100_000;

/// How many findings of a claim are kept.
const KEPT: usize = 12;

impl Check {
    fn new(claim: Claim) -> Self {
        Self { claim, outcome: Outcome::Met, findings: Vec::new(), more: 0 }
    }

    fn add(&mut self, outcome: Outcome, page: Option<usize>, what: String) {
        self.outcome = self.outcome.max(outcome);
        let finding = Finding { page, what };
        if self.findings.contains(&finding) {
            return;
        }
        if self.findings.len() < KEPT {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    fn fail(&mut self, page: impl Into<Option<usize>>, what: impl Into<String>) {
        self.add(Outcome::Failed, page.into(), what.into());
    }

    fn doubt(&mut self, page: impl Into<Option<usize>>, what: impl Into<String>) {
        self.add(Outcome::Doubtful, page.into(), what.into());
    }
}

impl Preflight {
    /// The worst of all claims.
    pub fn outcome(&self) -> Outcome {
        self.checks.iter().map(|check| check.outcome).max().unwrap_or(Outcome::Met)
    }

    /// The claims that came out in one way.
    pub fn with(&self, outcome: Outcome) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.outcome == outcome)
    }
}

/// A file that is being read back.
struct Subject<'d> {
    document: &'d Document,
    profile: Option<Profile>,
    /// Its pages in order, as objects.
    nodes: Vec<PageNode<'d>>,
    /// What is painted on each.
    pages: Vec<Page>,
    metadata: metadata::Metadata,
    /// Its structure, if it has one.
    structure: Option<structure::Tree<'d>>,
}

impl Subject<'_> {
    /// What a file for readers does not promise, where a claim is a part of it: it took the
    /// promise back.
    fn not_promised(&self, claim: Claim) -> Option<&'static str> {
        let (ua, a) = (self.metadata.claims_ua(), self.metadata.claims_a());
        if !matches!(self.profile, Some(Profile::Screen | Profile::Archive)) {
            return None;
        }
        match claim {
            Claim::Tags
            | Claim::Headings
            | Claim::Tables
            | Claim::AlternativeText
            | Claim::Links
                if !ua =>
            {
                Some("the file does not claim PDF/UA-1")
            }
            Claim::Colour | Claim::OutputIntent if !a => {
                Some("the file does not claim PDF/A")
            }
            Claim::Fonts | Claim::Language if !a && !ua => {
                Some("the file claims neither PDF/UA-1 nor PDF/A")
            }
            _ => None,
        }
    }

    /// The objects that are its pages, in order.
    fn ids(&self) -> impl Iterator<Item = ObjectId> {
        self.nodes.iter().map(|node| node.id)
    }

    /// The pages with their numbers, from 1.
    fn numbered(&self) -> impl Iterator<Item = (usize, &Page)> {
        (1..).zip(&self.pages)
    }
}

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
        || structure::Tree::of(&document),
    );
    let mut pages = Vec::with_capacity(read.len());
    for (number, page) in (1..).zip(read) {
        if let Some(reason) = &page.unreadable {
            file.fail(number, format!("its content cannot be read: {reason}"));
        }
        pages.push(page);
    }
    let metadata = metadata::Metadata::of(&document);
    let profile = metadata.profile();
    let subject =
        Subject { document: &document, profile, nodes, pages, metadata, structure };
    metadata::check_actions(&subject, &mut file);
    if profile.is_none() {
        file.fail(None, "it claims no profile: PDF/UA-1 with PDF/A-2a or 3a, or PDF/X-4");
    }
    let mut checks = vec![file];
    type Judge = fn(&Subject<'_>, &mut Check);
    let common: [(Claim, Judge); 5] = [
        (Claim::Metadata, metadata::check),
        (Claim::Fonts, fonts::check),
        (Claim::Colour, colour::check),
        (Claim::OutputIntent, metadata::check_intent),
        (Claim::Attachments, metadata::check_attachments),
    ];
    let readable: [(Claim, Judge); 6] = [
        (Claim::Language, metadata::check_language),
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
        Some(Profile::Screen | Profile::Archive) => readable.as_slice(),
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

    #[test]
    fn findings_are_counted_once_and_not_all_kept() {
        let mut check = Check::new(Claim::Ink);
        for page in 0..KEPT + 3 {
            check.doubt(page, "much");
            check.doubt(0, "much");
        }
        assert_eq!((check.findings.len(), check.more), (KEPT, 3));
        assert_eq!(check.outcome, Outcome::Doubtful);
        check.fail(None, "more");
        assert_eq!(check.outcome, Outcome::Failed);
    }
}
