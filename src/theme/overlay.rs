//! The overlay: facts of the theme under other values, in the text of `theme.toml` itself, so
//! that Typst and the program read the very same.

use std::ops::Range;

use toml_edit::{ImDocument, Item};

/// Facts that are other than the file has them.
#[derive(Debug, Default)]
pub(super) struct Changes(Vec<(Vec<String>, String)>);

impl Changes {
    /// Whether the theme keeps every fact as the program has it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A fact is a length, in points.
    pub(super) fn length(&mut self, fact: &[&str], points: f64) {
        self.value(fact, format!("\"{points}pt\""));
    }

    /// A fact is a whole number.
    pub(super) fn number(&mut self, fact: &[&str], number: i64) {
        self.value(fact, number.to_string());
    }

    /// A fact is a word.
    pub(super) fn word(&mut self, fact: &[&str], word: &str) {
        self.value(fact, format!("\"{word}\""));
    }

    /// A fact holds, or does not.
    pub(super) fn truth(&mut self, fact: &[&str], truth: bool) {
        self.value(fact, truth.to_string());
    }

    fn value(&mut self, fact: &[&str], value: String) {
        self.0.push((fact.iter().map(|&key| key.to_owned()).collect(), value));
    }

    /// The text of a file of facts with these. What the file does not have is left out, and a
    /// test sees to it that it has all.
    pub(super) fn over(&self, text: &str) -> String {
        let Ok(document) = ImDocument::parse(text) else { return text.to_owned() };
        let span = |keys: &[String]| -> Option<Range<usize>> {
            let first: &Item = document.as_item();
            let found = keys.iter().try_fold(first, |item, key| item.get(key.as_str()));
            found?.span()
        };
        let mut places: Vec<_> = self
            .0
            .iter()
            .filter_map(|(keys, value)| Some((span(keys)?, value)))
            .collect();
        debug_assert_eq!(places.len(), self.0.len(), "{self:?}");
        places.sort_by_key(|(span, _)| span.start);
        let mut text = text.to_owned();
        for (span, value) in places.into_iter().rev() {
            text.replace_range(span, value);
        }
        text
    }
}
