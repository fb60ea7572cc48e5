//! Findings: what a rule has found, and how it says it.

use std::ops::Range;

use super::passage::Passage;
use crate::diagnostic::{Code, Diagnostic, Place, Severity, SourceTexts};

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
