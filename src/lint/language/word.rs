//! Words: runs of letters and digits in a text, and what stands beside them.

use std::ops::Range;

/// The words of a text, as its runs of letters and digits: “COVID-19” is two.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices() {
        if !character.is_alphanumeric() {
            continue;
        }
        let end = at + character.len_utf8();
        match found.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => found.push(at..end),
        }
    }
    found
}

/// What stands between one word and the next.
pub(super) fn gap<'t>(text: &'t str, words: &[Range<usize>], first: usize) -> &'t str {
    match (words.get(first), words.get(first + 1)) {
        (Some(one), Some(next)) => &text[one.end..next.start],
        _ => "",
    }
}

/// Whether what stands between two words is one space, which may be one that holds.
pub(super) fn is_space(gap: &str) -> bool {
    matches!(gap, " " | "\u{a0}" | "\u{202f}")
}

/// The stretch without white space that some bytes stand in.
pub(super) fn stretch(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = &text[..range.start];
    let start = before.char_indices().rev().find(|(_, c)| c.is_whitespace());
    let start = start.map_or(0, |(at, space)| at + space.len_utf8());
    let end = text[range.end..].find(char::is_whitespace);
    start..end.map_or(text.len(), |length| range.end + length)
}

/// Whether some bytes are of an address of the web or of mail, or of the name of a page
/// or an account: they are typed as they must be.
pub(super) fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    let stretch = &text[stretch(text, range)];
    let bare = stretch.trim_start_matches(['(', '[', '“', '‘', '"', '\'']);
    // Only an address has a full stop between letters and then a slash.
    let has_path = bare.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    has_path
        || bare.contains("://")
        || bare.contains(['@', '#', '_'])
        || bare.starts_with("www.")
}

/// Whether a word belongs to a reference such as `ABC-123`, `ABC/4`, or a file’s name.
pub(super) fn is_in_code(text: &str, range: &Range<usize>) -> bool {
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    let (mark_before, far_before) = (before.next(), before.next());
    let (mark_after, far_after) = (after.next(), after.next());
    let joins = |mark: Option<char>| mark.is_some_and(|c| "-/.&_".contains(c));
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let is_of_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_dot = |c: Option<char>| matches!(c, Some('.' | '&' | '_'));
    (joins(mark_before) && is_digit(far_before))
        || (joins(mark_after) && is_digit(far_after))
        || (is_dot(mark_before) && is_of_word(far_before))
        || (is_dot(mark_after) && is_of_word(far_after))
}

/// Whether a sentence starts at a byte.
pub(super) fn opens_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '“' | '‘' | '"' | '\'' | '(')
    });
    before.is_empty() || before.ends_with(['.', '?', '!'])
}

/// Whether a word of a text may be in capitals: a look that is cheaper than [`words`].
pub(super) fn may_hold_capitals(text: &str) -> bool {
    let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count();
    text.split_whitespace().any(|word| capitals(word) > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_stretch() {
        let text = "see (www.a.org/2019-2020), the X/Twitter page";
        assert!(is_in_address(text, &(15..24)));
        assert!(!is_in_address(text, &(31..32)));
        assert!(!is_in_address("A sentence.", &(2..5)));
    }

    #[test]
    fn words_are_letters_and_digits() {
        let text = "COVID-19’s é1";
        let found: Vec<_> = words(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(found, ["COVID", "19", "s", "é1"]);
    }

    #[test]
    fn references_are_no_abbreviations() {
        for (text, is_code) in [
            ("ABC-123", true),
            ("12/ABC", true),
            ("ABC.TXT", true),
            ("R&ABC", true),
            ("ABC-led", false),
            ("ABC/DEF", false),
            ("It is ABC.", false),
        ] {
            let start = text.find("ABC").unwrap();
            assert_eq!(is_in_code(text, &(start..start + 3)), is_code, "{text}");
        }
    }
}
