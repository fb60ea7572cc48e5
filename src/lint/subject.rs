//! The subject: what the rules look at, and what several of them ask of it, worked out once.

use std::cell::OnceCell;
use std::ops::Deref;

use time::Date;

use super::assets::{Image, images};
use super::corpus::Corpus;
use super::figures::{Known, Reconciled, reconcile};
use crate::diagnostic::{Place, SourceTexts};
use crate::report::{Line, Locale, ValidReport};
use crate::sources::Sources;
use crate::theme::Facts;

/// What is looked at.
pub struct Subject<'r> {
    /// The files of the project, for images.
    pub sources: &'r Sources,
    /// The theme that prints it.
    pub theme: &'r Facts,
    corpus: Corpus<'r>,
    known: OnceCell<Known<'r>>,
    reconciled: OnceCell<Reconciled<'r>>,
    images: OnceCell<Vec<Image<'r>>>,
}

impl<'r> Deref for Subject<'r> {
    type Target = Corpus<'r>;

    fn deref(&self) -> &Corpus<'r> {
        &self.corpus
    }
}

impl<'r> Subject<'r> {
    /// A report to look at.
    pub fn new(
        sources: &'r Sources,
        report: &'r ValidReport,
        locale: &'r Locale,
        texts: &'r SourceTexts,
        theme: &'r Facts,
    ) -> Self {
        let (known, reconciled, images) = Default::default();
        let corpus = Corpus::new(report, locale, texts);
        Self { sources, theme, corpus, known, reconciled, images }
    }

    /// A line of the report as it prints.
    pub(super) fn printed(&self, line: &Line) -> &str {
        let passage = self.passages().iter().find(|it| *it.place == line.place);
        passage.map_or("", |passage| passage.text.as_str())
    }

    /// A day of the report as it prints.
    pub(super) fn day(&self, day: Date) -> String {
        crate::report::measure::day(day, self.locale)
    }

    /// The report's measures, to hold figures in text against.
    pub(super) fn known(&self) -> &Known<'r> {
        self.known.get_or_init(|| Known::new(self.report, self.locale))
    }

    /// The report's data, and what of its text does not agree with that.
    pub(super) fn reconciled(&self) -> &Reconciled<'r> {
        self.reconciled.get_or_init(|| reconcile(&self.corpus))
    }

    /// Every image that the report names, each once, the logo first.
    pub(super) fn images(&self) -> &[Image<'r>] {
        self.images.get_or_init(|| images(self.sources, self.report, self.theme))
    }

    /// Whether a backslash before a place, or two in it, say that what stands there is text.
    /// `whole`: the field that it is in, whose quotation marks take one backslash of two away.
    pub(super) fn is_escaped(&self, place: &Place, whole: &Place) -> bool {
        let is_quoted = self.texts.excerpt(whole).is_some_and(|it| it.starts_with('"'));
        let doubled = if is_quoted { r"\\\\" } else { r"\\" };
        self.before(place).is_some_and(|before| before.ends_with('\\'))
            || self.texts.excerpt(place).is_some_and(|it| it.starts_with(doubled))
    }

    /// What stands before a place in its line of its file.
    pub(super) fn line_before(&self, place: &Place) -> &str {
        let line = self.before(place).and_then(|before| before.rsplit('\n').next());
        line.unwrap_or_default()
    }

    fn before(&self, place: &Place) -> Option<&str> {
        let text = self.texts.text(place.file())?;
        text.get(..place.span()?.start)
    }
}
