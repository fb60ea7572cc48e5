//! Phrases: sentences and the words in them that carry meaning.
//!
//! Two labels, or a label and a sentence, are held against each other by these words.
//! Which figure stands among them is the business of [`super::known`].

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Words that stand in any sentence and say nothing of what a figure counts.
const EMPTY_WORDS: [&str; 40] = [
    "the", "and", "for", "from", "with", "that", "this", "these", "those", "which",
    "who", "whom", "whose", "are", "was", "were", "been", "has", "had", "have", "than",
    "their", "its", "his", "her", "our", "into", "over", "under", "more", "most", "less",
    "number", "total", "share", "change", "year", "through", "will", "would",
];

/// How far a sentence is looked for, in bytes: however long a text is, finding the sentences
/// of all its figures takes a time in proportion.
const REACH: usize = 400;

/// The sentence that some bytes of a text stand in, or as much of it as is near them.
pub(super) fn sentence(text: &str, range: &Range<usize>) -> Range<usize> {
    let low = text.floor_char_boundary(range.start.saturating_sub(REACH));
    let high = text.floor_char_boundary(range.end.saturating_add(REACH));
    let near = &text[low..high];
    let start = ends(&text[low..range.start], near).last().unwrap_or(0);
    let end = ends(near, near).map(|end| low + end).find(|end| *end >= range.end);
    low + start..end.unwrap_or(high)
}

/// Where sentences of `text` end within its start `part`.
fn ends<'t>(part: &'t str, text: &'t str) -> impl Iterator<Item = usize> + 't {
    part.match_indices(['.', '!', '?']).filter_map(move |(at, mark)| {
        let end = at + mark.len();
        let rest = text[end..].trim_start_matches(['”', '’', ')']);
        let next = rest.trim_start();
        // “e.g. this” goes on in lower case, and “2.5” without a space.
        let ends = rest.len() > next.len() && !next.starts_with(char::is_lowercase);
        ends.then_some(end)
    })
}

/// The words of a text that carry meaning, each once and without its ending.
pub(super) fn content(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.unicode_words() {
        if let Some(stem) = stem(word)
            && !found.contains(&stem)
        {
            found.push(stem);
        }
    }
    found
}

/// A word without its ending, in lower case; `None` for one that carries no meaning.
fn stem(word: &str) -> Option<String> {
    let mut word = word.to_lowercase();
    for ending in ["’s", "'s"] {
        if let Some(stem) = word.strip_suffix(ending) {
            word.truncate(stem.len());
        }
    }
    if word.chars().any(char::is_numeric) || EMPTY_WORDS.contains(&word.as_str()) {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        word.truncate(stem.len());
        word.push('y');
    } else if word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    (word.chars().count() > 2 && !EMPTY_WORDS.contains(&word.as_str())).then_some(word)
}

/// A text as a message shows it: with plain spaces for those that hold.
pub(super) fn plain_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// How many words of one list stand in another.
pub(super) fn shared(some: &[String], others: &[String]) -> usize {
    some.iter().filter(|word| others.contains(word)).count()
}

/// The length of the first of some phrases that a text starts with, after white space: its
/// words with one space between them, in either case, and whole.
pub(super) fn phrase(text: &str, phrases: &[&str]) -> Option<usize> {
    phrases.iter().find_map(|phrase| length_of(text, phrase))
}

fn length_of(text: &str, phrase: &str) -> Option<usize> {
    let mut at = 0;
    for word in phrase.split(' ') {
        let rest = &text[at..];
        let bare = rest.trim_start_matches([' ', '\u{a0}']);
        if at > 0 && bare.len() == rest.len() {
            return None;
        }
        at += rest.len() - bare.len();
        let start = bare.get(..word.len())?;
        if start.to_lowercase() != *word {
            return None;
        }
        at += word.len();
        if text[at..].starts_with(char::is_alphanumeric) {
            return None;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_mark() {
        let text = "One is 2.5, e.g. this. Two is 3. Three";
        let part = |at: usize| &text[sentence(text, &(at..at + 1))];
        assert_eq!(part(7), "One is 2.5, e.g. this.");
        assert_eq!(part(30), " Two is 3.");
        assert_eq!(part(35), " Three");
    }

    #[test]
    fn words_that_carry_meaning_are_kept() {
        assert_eq!(
            content("The visits to Mayor’s enquiries in 2022, and a visit"),
            ["visit", "mayor", "enquiry"]
        );
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(phrase("\u{a0}Per cent.", &["per cent"]), Some(10));
        assert_eq!(phrase(" per center", &["per cent"]), None);
        assert_eq!(phrase(" percent", &["per cent"]), None);
    }
}
