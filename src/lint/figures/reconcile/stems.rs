//! Stems: words without their endings, each by a number, so that they compare at once.

use std::cell::RefCell;
use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

use crate::lint::words::{EMPTY, KIN};

/// A word without its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Stem(u32);

/// The stems of a report, each word worked out once.
pub(super) struct Stems {
    stemmer: Stemmer,
    of_word: RefCell<HashMap<String, Option<Stem>>>,
    numbers: RefCell<HashMap<String, Stem>>,
    kin: HashMap<&'static str, &'static str>,
}

impl Stems {
    pub(super) fn new() -> Self {
        let mut kin = HashMap::new();
        for group in KIN {
            kin.extend(group.iter().map(|word| (*word, group[0])));
        }
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            of_word: RefCell::default(),
            numbers: RefCell::default(),
            kin,
        }
    }

    /// The stem of a word in lower case; `None` where it carries no meaning.
    pub(super) fn stem(&self, word: &str) -> Option<Stem> {
        if let Some(known) = self.of_word.borrow().get(word) {
            return *known;
        }
        let bare = word.trim_end_matches("’s").trim_end_matches("'s");
        let stem = self.work_out(bare);
        self.of_word.borrow_mut().insert(word.to_owned(), stem);
        stem
    }

    fn work_out(&self, word: &str) -> Option<Stem> {
        if word.chars().any(char::is_numeric) || EMPTY.contains(&word) || word.len() < 2 {
            return None;
        }
        let word = self.kin.get(word).copied().unwrap_or(word);
        let stem = self.stemmer.stem(word).into_owned();
        let mut numbers = self.numbers.borrow_mut();
        let next = Stem(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
        Some(*numbers.entry(stem).or_insert(next))
    }

    /// The stems of a text, each once.
    pub(super) fn of(&self, text: &str) -> Vec<Stem> {
        let mut found = Vec::new();
        for word in text.unicode_words() {
            for part in word.split(['-', '_', '.']) {
                if let Some(stem) = self.stem(&part.to_lowercase())
                    && !found.contains(&stem)
                {
                    found.push(stem);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_meaning_have_one_stem() {
        let stems = Stems::new();
        assert_eq!(stems.of("Punctuality"), stems.of("punctual"));
        assert_eq!(stems.of("people died"), stems.of("people, deaths"));
        assert_eq!(stems.of("the 14 of them"), []);
    }
}
