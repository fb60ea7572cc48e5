//! Conformance: the rules of PDF/UA-1, of PDF/A-2 and 3 and of PDF/X-4, clause by clause, and what
//! of a file breaks them.
//!
//! A rule is a row: its clauses, what it forbids, and what mends it. Each file of rules begins
//! with its rows, and has one function that looks for what breaks them. A claim of a file holds
//! if its standard's rules find nothing.

mod annotations;
mod attachments;
mod claim;
mod colour;
mod content;
mod document;
mod elements;
mod encodings;
mod file;
mod finding;
#[cfg(test)]
pub(crate) mod fixtures;
mod fonts;
mod language;
mod metadata;
mod nesting;
mod press;
mod rule;
mod schemas;
mod tables;
mod tags;

use rayon::prelude::*;

pub use self::claim::Claim;
pub use self::finding::Finding;
pub(crate) use self::finding::Findings;
pub use self::rule::{Clauses, Rule};
use crate::reading::Reading;
pub use crate::standard::{Level, Standard, UnknownStandard};

/// A function that looks for what breaks the rules of a file.
type Judge = fn(&Reading<'_>, &mut Findings);

/// The files of rules, each with its function.
const FILES: [(&[&Rule], Judge); 15] = [
    (file::RULES, file::judge),
    (document::RULES, document::judge),
    (metadata::RULES, metadata::judge),
    (schemas::RULES, schemas::judge),
    (tags::RULES, tags::judge),
    (nesting::RULES, nesting::judge),
    (language::RULES, language::judge),
    (tables::RULES, tables::judge),
    (elements::RULES, elements::judge),
    (annotations::RULES, annotations::judge),
    (attachments::RULES, attachments::judge),
    (fonts::RULES, fonts::judge),
    (colour::RULES, colour::judge),
    (content::RULES, content::judge),
    (press::RULES, press::judge),
];

/// All rules, in the order of the files.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FILES.iter().flat_map(|(rules, _)| rules.iter().copied())
}

/// What of a file breaks the rules of some standards, in the order of the rules.
pub(crate) fn judge(reading: &Reading<'_>, standards: &[Standard]) -> Vec<Finding> {
    if standards.is_empty() {
        return Vec::new();
    }
    let found: Vec<Vec<Finding>> = FILES
        .par_iter()
        .map(|(_, judge)| {
            let mut findings = Findings::new(standards);
            judge(reading, &mut findings);
            findings.into_all()
        })
        .collect();
    found.into_iter().flatten().collect()
}
