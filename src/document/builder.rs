//! The builder: goes through a report in the order in which one document is read.

use std::sync::Arc;

use super::basis::Basis;
use super::resolve::Resolver;
use super::text::{Prose, Text};
use crate::report::agenda::Surroundings;
use crate::report::{self, Id, Line, Locale, ValidReport};

/// Builds the nouns of one document that is read by itself: an edition, or what a paper
/// attaches of the report.
pub(super) struct Builder<'r> {
    pub(super) basis: &'r Basis<'r>,
    pub(super) resolver: Resolver<'r>,
    /// The charts that a brief keeps; `None` for all.
    pub(super) charts: Option<&'r [Id]>,
    /// The level of the heading that the lead of a highlight is.
    pub(super) lead_level: u8,
}

impl<'r> Builder<'r> {
    /// A builder at the start of a document.
    pub(super) fn new(basis: &'r Basis<'r>) -> Self {
        Self { basis, resolver: Resolver::new(basis), charts: None, lead_level: 2 }
    }

    /// A builder of what stands in a paper or a pack.
    pub(super) fn within(basis: &'r Basis<'r>, around: Surroundings<'r>) -> Self {
        let mut builder = Self::new(basis);
        builder.resolver.stand_in(around);
        builder
    }

    pub(super) fn report(&self) -> &'r ValidReport {
        self.basis.report
    }

    pub(super) fn locale(&self) -> &'r Locale {
        self.basis.locale
    }

    /// A fixed word of the language.
    pub(super) fn word(&self, name: &str) -> Text {
        Text::named(self.locale(), name)
    }

    pub(super) fn line(&mut self, line: &Line) -> Text {
        self.resolver.line(line)
    }

    pub(super) fn optional_line(&mut self, line: Option<&Line>) -> Option<Text> {
        line.map(|line| self.line(line))
    }

    pub(super) fn prose(&mut self, prose: &report::Prose) -> Prose {
        self.resolver.prose(prose)
    }

    pub(super) fn optional_prose(
        &mut self,
        prose: Option<&report::Prose>,
    ) -> Option<Prose> {
        prose.map(|prose| self.prose(prose))
    }
}

/// Text that may be missing.
pub(super) fn optional_text(text: Option<&report::Text>) -> Option<Text> {
    text.map(Text::typed)
}

/// Nouns, each shared.
pub(super) fn shared<N>(nouns: impl Iterator<Item = N>) -> Vec<Arc<N>> {
    nouns.map(Arc::new).collect()
}
