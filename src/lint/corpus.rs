//! The corpus: all text of a report as it prints, with the figures in it, read once.

use std::cell::OnceCell;

use super::figures::{Amount, amounts_of};
use super::passage::{Passage, passages};
use crate::diagnostic::SourceTexts;
use crate::report::{Locale, ValidReport};

/// The text of a report.
pub struct Corpus<'r> {
    /// The report.
    pub report: &'r ValidReport,
    /// The fixed words of its language.
    pub locale: &'r Locale,
    /// The texts of its files.
    pub texts: &'r SourceTexts,
    passages: OnceCell<Vec<Passage<'r>>>,
    amounts: OnceCell<Vec<Vec<Amount>>>,
}

impl<'r> Corpus<'r> {
    /// The text of a report.
    pub(super) fn new(
        report: &'r ValidReport,
        locale: &'r Locale,
        texts: &'r SourceTexts,
    ) -> Self {
        let (passages, amounts) = Default::default();
        Self { report, locale, texts, passages, amounts }
    }

    /// Every piece of text that a reader sees, in the order of the report.
    pub fn passages(&self) -> &[Passage<'r>] {
        self.passages.get_or_init(|| passages(self.report, self.locale))
    }

    /// The pieces of text, each with the figures in it, which several rules look at.
    pub(super) fn amounts(&self) -> impl Iterator<Item = (&Passage<'r>, &[Amount])> {
        let passages = self.passages();
        let amounts = self.amounts.get_or_init(|| amounts_of(passages, self.locale));
        passages.iter().zip(amounts.iter().map(Vec::as_slice))
    }
}
