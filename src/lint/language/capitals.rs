//! Words in capitals that are there to be seen, not because they are abbreviations.

use std::ops::Range;

use crate::lint::{Findings, Passage, Subject, TextKind};

use super::own::is_own;
use super::vocabulary::{Sort, Vocabulary, is_in_capitals};
use super::word::{
    gap, is_in_address, is_in_code, may_hold_capitals, opens_sentence, words,
};

/// How many ordinary words in a row are more than a slip or a name.
const LEAST: usize = 2;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let vocabulary = Vocabulary::new(subject);
    for passage in subject.passages() {
        if !matches!(passage.kind, TextKind::Paragraph | TextKind::Title) {
            continue;
        }
        for range in rows(passage, &vocabulary) {
            if !is_own(passage, &range) {
                continue;
            }
            let typed = &passage.text[range.clone()];
            let small = in_small(passage, &range, &vocabulary);
            let hint = match passage.kind {
                TextKind::Paragraph => {
                    format!("write `**{small}**`, which stands out as well")
                }
                _ => format!("write `{small}`"),
            };
            let message = format!("`{typed}` is in capitals, which are slow to read");
            found.warn_in(passage, &range, message, hint);
        }
    }
}

/// The rows of words in capitals in which ordinary words stand, each from its first
/// ordinary word to its last.
pub(super) fn rows(
    passage: &Passage<'_>,
    vocabulary: &Vocabulary<'_, '_>,
) -> Vec<Range<usize>> {
    let text = &*passage.text;
    let mut rows = Vec::new();
    if !may_hold_capitals(text) {
        return rows;
    }
    let words = words(text);
    let mut row: Vec<(Range<usize>, Sort)> = Vec::new();
    for (index, range) in words.iter().enumerate() {
        let word = &text[range.clone()];
        // A letter or a number alone neither makes a row nor ends it: “TOP 10”, “DON’T”.
        let may_stand_in_row = word.chars().all(|c| c.is_uppercase() || c.is_numeric());
        if is_in_capitals(word)
            && passage.is_typed(range)
            && !is_in_address(text, range)
            && !is_in_code(text, range)
        {
            let sort = vocabulary.sort_of(word);
            if sort != Sort::Other {
                row.push((range.clone(), sort));
            }
        }
        let gap = gap(text, &words, index);
        let goes_on = may_stand_in_row
            && !gap.is_empty()
            && gap.chars().all(|c| c.is_whitespace() || "-–’',&/".contains(c));
        if goes_on {
            continue;
        }
        // Words that only look ordinary are ordinary beside one that is.
        let is_ordinary = row.iter().any(|(_, sort)| *sort == Sort::Ordinary);
        if let (Some((first, _)), Some((last, _))) = (row.first(), row.last())
            && row.len() >= LEAST
            && is_ordinary
        {
            rows.push(first.start..last.end);
        }
        row.clear();
    }
    rows
}

/// A row in small letters, its abbreviations left alone.
fn in_small(
    passage: &Passage<'_>,
    row: &Range<usize>,
    vocabulary: &Vocabulary<'_, '_>,
) -> String {
    let typed = &passage.text[row.clone()];
    let mut small = String::new();
    let mut from = 0;
    for range in words(typed) {
        let word = &typed[range.clone()];
        small.push_str(&typed[from..range.start]);
        let is_letter = word.chars().nth(1).is_none() && word != "I";
        if is_letter || vocabulary.sort_of(word) != Sort::Other {
            small.push_str(&word.to_lowercase());
        } else {
            small.push_str(word);
        }
        from = range.end;
    }
    if opens_sentence(&passage.text, row.start) {
        let first = small.chars().next().map(char::to_uppercase);
        let rest = small.chars().skip(1);
        return first.into_iter().flatten().chain(rest).collect();
    }
    small
}
