//! Vocabulary: which words in capitals are abbreviations, and which are ordinary words
//! that somebody typed in capitals.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::lint::Subject;

use super::known::is_known;
use super::word::words;

/// Ordinary words that are short enough to be taken for abbreviations.
const ORDINARY: &[&str] = &[
    "about", "after", "all", "also", "always", "an", "and", "any", "are", "as", "at",
    "be", "been", "before", "both", "but", "by", "can", "could", "do", "does", "don",
    "down", "draft", "during", "each", "every", "few", "first", "for", "from", "full",
    "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "its",
    "key", "last", "less", "long", "main", "many", "may", "more", "most", "much", "must",
    "near", "never", "new", "next", "no", "not", "note", "now", "of", "off", "old", "on",
    "one", "only", "or", "our", "out", "over", "own", "per", "please", "read", "same",
    "see", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "those", "to", "too", "total", "two",
    "under", "until", "up", "urgent", "very", "was", "we", "were", "what", "when",
    "where", "which", "while", "will", "with", "would", "year", "yes", "you", "your",
];

/// The longest word that may be an abbreviation, in letters.
const LONGEST_ABBREVIATION: usize = 8;
/// The shortest word that its shape alone tells from an abbreviation, in letters.
const SHORTEST_BY_SHAPE: usize = 6;
/// The shortest word that is likely ordinary among others that are, in letters.
const SHORTEST_LIKELY: usize = 3;
/// More consonants than this in a row do not stand in an English word.
const CONSONANTS: usize = 3;

/// What a word in capitals is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// An ordinary word.
    Ordinary,
    /// One that is ordinary if those beside it are: it can be said as a word.
    Likely,
    /// An abbreviation, or no word in capitals.
    Other,
}

/// The words in capitals of a report.
pub(super) struct Vocabulary<'s, 'r> {
    subject: &'s Subject<'r>,
    /// Abbreviations that the report lists, and the letters around its people’s names.
    listed: BTreeSet<&'s str>,
    /// The words that the report writes in small letters.
    small: OnceCell<BTreeSet<&'s str>>,
}

impl<'s, 'r> Vocabulary<'s, 'r> {
    /// The words of a report.
    pub(super) fn new(subject: &'s Subject<'r>) -> Self {
        let report = subject.report;
        let shorts = report.abbreviations.iter().map(|it| &*it.short.value);
        let names = report.people.iter().map(|person| &*person.name.value);
        let listed = shorts
            .chain(names)
            .flat_map(|text| words(text).into_iter().map(move |range| &text[range]))
            .collect();
        Self { subject, listed, small: OnceCell::new() }
    }

    /// Whether readers know an abbreviation, or the report says what it stands for.
    pub(super) fn is_explained(&self, word: &str) -> bool {
        self.listed.contains(word) || is_known(word)
    }

    /// Whether a word in capitals may stand for something longer.
    pub(super) fn may_be_abbreviation(word: &str) -> bool {
        let mut letters = word.chars();
        let first = letters.next();
        word.chars().count() <= LONGEST_ABBREVIATION
            && is_in_capitals(word)
            // “AA” is a grade.
            && letters.any(|letter| Some(letter) != first)
            && !ORDINARY.contains(&word.to_lowercase().as_str())
    }

    /// What a word in capitals is, apart from what stands beside it.
    pub(super) fn sort_of(&self, word: &str) -> Sort {
        let small = word.to_lowercase();
        if !is_in_capitals(word) || self.is_explained(word) {
            Sort::Other
        } else if ORDINARY.contains(&small.as_str())
            || self.small_words().contains(small.as_str())
        {
            Sort::Ordinary
        } else {
            match small.chars().count() {
                _ if !has_shape_of_word(&small) => Sort::Other,
                SHORTEST_BY_SHAPE.. => Sort::Ordinary,
                SHORTEST_LIKELY.. => Sort::Likely,
                _ => Sort::Other,
            }
        }
    }

    fn small_words(&self) -> &BTreeSet<&'s str> {
        self.small.get_or_init(|| {
            let texts = self.subject.passages().iter().map(|passage| &*passage.text);
            texts
                .flat_map(|text| words(text).into_iter().map(move |range| &text[range]))
                .filter(|word| word.len() > 1 && word.chars().all(char::is_lowercase))
                .collect()
        })
    }
}

/// Whether a word is two letters or more, all in capitals.
pub(super) fn is_in_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Whether letters can be said as a word: no row of consonants is too long.
fn has_shape_of_word(small: &str) -> bool {
    let is_vowel = |c: char| "aeiouy".contains(c);
    let longest = small.split(is_vowel).map(|row| row.chars().count()).max();
    small.contains(is_vowel) && longest.is_some_and(|longest| longest <= CONSONANTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_words_from_letters() {
        for word in ["report", "strategy", "performance", "ducks"] {
            assert!(has_shape_of_word(word), "{word}");
        }
        for letters in ["hmicfrs", "mps", "dlvwsx"] {
            assert!(!has_shape_of_word(letters), "{letters}");
        }
    }

    #[test]
    fn grades_and_stressed_words_are_no_abbreviations() {
        for word in ["MPS", "HMICFRS", "WHO"] {
            assert!(Vocabulary::may_be_abbreviation(word), "{word}");
        }
        for word in ["AA", "NOT", "IMPORTANT", "A", "PhD", "CO2"] {
            assert!(!Vocabulary::may_be_abbreviation(word), "{word}");
        }
    }
}
