//! A rule: what it looks for, and in which languages.

use super::findings::Findings;
use super::subject::Subject;
use crate::diagnostic::Code;

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
