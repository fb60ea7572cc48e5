//! Words that stand twice in a row: “the the”.

use crate::lint::words::{DOUBLED, are_known};
use crate::lint::{Findings, Subject};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if !are_known(subject.locale.language()) {
        return;
    }
    for passage in subject.passages() {
        let text = passage.text.as_str();
        let mut last: Option<(usize, &str)> = None;
        let mut is_told = false;
        for (at, word) in words(text) {
            let is_again =
                last.is_some_and(|(_, before)| before.eq_ignore_ascii_case(word));
            // A word that stands ten times is said once.
            is_told &= is_again;
            if let Some((start, before)) = last
                && is_again
                && !is_told
                && text[start + before.len()..at].chars().all(char::is_whitespace)
                && word.chars().all(char::is_lowercase)
                && !DOUBLED.contains(&word)
                && passage.is_typed(&(start..at + word.len()))
            {
                let message = format!("`{word}` stands twice");
                let range = start..at + word.len();
                found.warn_in(passage, &range, message, "remove one of them");
                is_told = true;
            }
            last = Some((at, word));
        }
    }
}

/// The words of a text, made of letters alone, with where each starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inner)?;
        let rest = &text[start..];
        let length = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        at = start + length;
        Some((start, &rest[..length]))
    })
    .filter(|(_, word)| word.chars().all(char::is_alphabetic))
}
