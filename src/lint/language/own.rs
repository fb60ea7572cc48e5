//! Own words: those that a publisher can write as its house does.
//!
//! A rule of style lets be what others wrote: quotations, the titles of other documents,
//! and figures as their source printed them. It lets be as well what a measure printed.

use std::ops::Range;

use crate::lint::{Passage, TextKind};
use crate::report::declare::Wording;

/// Whether some bytes of a passage were typed by an author as words of their own.
pub(super) fn is_own(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    let within =
        |outer: &Range<usize>| outer.start <= range.start && range.end <= outer.end;
    passage.is_typed(range)
        && passage.wording == Wording::Own
        // So is the text of a link in a list.
        && passage.kind != TextKind::LinkText
        // The text of a link is the name of what it leads to.
        && !passage.links.iter().any(|link| within(&link.range))
        && !quotations(&passage.text).iter().any(within)
}

/// What stands in quotation marks, the marks left out. A mark that is never closed opens
/// nothing.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, mark)) = opening(text, from) {
        match closing(text, start, mark) {
            Some(end) => {
                found.push(start..end);
                from = text.ceil_char_boundary(end + 1);
            }
            None => from = start,
        }
    }
    found
}

/// The first mark from a byte on that opens a quotation: where the words after it start,
/// and the mark that closes them.
fn opening(text: &str, from: usize) -> Option<(usize, char)> {
    let mut before = text[..from].chars().next_back();
    for (at, character) in text[from..].char_indices() {
        let start = from + at + character.len_utf8();
        let opens = before.is_none_or(|c| !c.is_alphanumeric() && c != '.');
        let closes_with = match character {
            '“' => Some('”'),
            '‘' => Some('’'),
            '"' | '\'' if opens => Some(character),
            _ => None,
        };
        if let Some(mark) = closes_with {
            return Some((start, mark));
        }
        before = Some(character);
    }
    None
}

/// Where the words of a quotation end. A mark before a letter is an apostrophe.
fn closing(text: &str, start: usize, mark: char) -> Option<usize> {
    text[start..].match_indices(mark).map(|(at, _)| start + at).find(|at| {
        let after = text[at + mark.len_utf8()..].chars().next();
        !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_by_their_marks() {
        let text =
            "The “one’s” and 'two' of London’s, ‘three’s’ and \"four\", a “ and it's";
        let found: Vec<_> = quotations(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(found, ["one’s", "two", "three’s", "four"]);
    }
}
