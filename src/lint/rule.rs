//! A rule, and what it has found.

use std::ops::Range;

use super::passage::Passage;
use super::subject::Subject;
use crate::diagnostic::{Code, Diagnostic, Place, Severity, SourceTexts};

/// A rule: what it looks for, and how.
#[derive(Debug)]
pub struct Rule {
    /// The code of what it finds.
    pub code: Code,
    /// Looks through a report and adds what it finds, in any order.
    pub(super) find: fn(&Subject<'_>, &mut Findings<'_>),
    /// In which languages.
    pub(super) reads: Reads,
}

/// Which languages a rule can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// All: it looks at no words, or finds them in the file of the language.
    Every,
    /// English alone: its words, and how it writes numbers and names.
    English,
}

impl Reads {
    /// Whether it reads a language, by its tag.
    pub(super) fn reads(self, language: &str) -> bool {
        self == Self::Every || language.split('-').next() == Some("en")
    }
}

impl Rule {
    pub(super) const fn of(
        code: &'static str,
        find: fn(&Subject<'_>, &mut Findings<'_>),
    ) -> Self {
        Self { code: Code(code), find, reads: Reads::Every }
    }

    /// The same for text in English alone.
    pub(super) const fn in_english(self) -> Self {
        Self { reads: Reads::English, ..self }
    }
}

/// What a rule has found.
pub(super) struct Findings<'f> {
    pub(super) code: Code,
    pub(super) texts: &'f SourceTexts,
    pub(super) found: &'f mut Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Adds a warning.
    pub(super) fn warn(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Warning, place, message, hint);
    }

    /// Adds a warning at some bytes of a passage.
    pub(super) fn warn_in(
        &mut self,
        passage: &Passage<'_>,
        range: &Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.warn(&passage.place_of(range, self.texts), message, hint);
    }

    /// Adds an error.
    pub(super) fn error(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Error, place, message, hint);
    }

    fn add(
        &mut self,
        severity: Severity,
        place: &Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let problem = Diagnostic::error(self.code, message).at(place).hint(hint);
        self.found.push(Diagnostic { severity, ..problem });
    }

    /// Says of what was added last that it is about another place too.
    pub(super) fn relate(&mut self, place: &Place, message: &str) {
        if let Some(problem) = self.found.pop() {
            self.found.push(problem.related(place, message));
        }
    }
}
