//! The basis: what all documents of one report share, worked out once.

use std::sync::{Arc, OnceLock};

use super::figures::Measure;
use super::resolve::Vocabulary;
use super::text::Text;
use crate::report::{Inline, Line, Locale, MeasureForm, ValidReport, measure};

/// A report with the words of its language, its abbreviations, and its measures as they
/// print, each when it is first asked for.
pub struct Basis<'r> {
    pub(super) report: &'r ValidReport,
    pub(super) locale: &'r Locale,
    pub(super) vocabulary: Vocabulary<'r>,
    measures: Vec<OnceLock<Arc<Measure>>>,
}

impl<'r> Basis<'r> {
    /// The basis of the documents of a report.
    pub fn new(report: &'r ValidReport, locale: &'r Locale) -> Self {
        let vocabulary = Vocabulary::new(&report.abbreviations);
        let measures = report.measures.iter().map(|_| OnceLock::new()).collect();
        Self { report, locale, vocabulary, measures }
    }

    /// A measure by an id that refers to it, as it prints outside of prose.
    pub(super) fn measure(&self, id: &str) -> Arc<Measure> {
        match self.report.measure_index(id) {
            Some(index) => self.measure_at(index),
            // Validation has found each that is referred to.
            None => Arc::new(Measure::of(self.report.measure(id), self)),
        }
    }

    /// A measure by its position in the report.
    pub(super) fn measure_at(&self, index: usize) -> Arc<Measure> {
        let new = || Arc::new(Measure::of(&self.report.measures[index], self));
        self.measures[index].get_or_init(new).clone()
    }

    /// The text of a line, its measures printed as figures. Abbreviations stay: a line is
    /// too short to spell them out.
    pub(super) fn line(&self, line: &Line) -> Text {
        let mut text = String::new();
        for piece in &line.content {
            match piece {
                Inline::Text(piece) => text.push_str(piece),
                Inline::Measure { id, form } => {
                    let place = measure::Context::Display;
                    text.push_str(&self.written(&id.value, *form, place));
                }
                // A line is read without Markdown, so it holds nothing else.
                _ => {}
            }
        }
        Text::at(text, &line.place)
    }

    /// A measure in one of the forms of a reference.
    pub(super) fn written(
        &self,
        id: &str,
        form: MeasureForm,
        context: measure::Context,
    ) -> String {
        let style = &self.report.brand.style;
        measure::written(self.report.measure(id), form, style, self.locale, context)
    }
}
