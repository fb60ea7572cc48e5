//! Years: two of them joined by a hyphen print with an en dash, “2022–23”.
//!
//! What is typed stays as it is in the project, where rules and references read it. What only
//! looks like years stays as it is on the page too: a part of an address, of a file's name or of
//! a code, a date, a number of a telephone.

use std::sync::Arc;

/// Marks that may stand before a year.
const OPENING: [char; 7] = ['(', '[', '“', '‘', '"', '\'', '\u{a0}'];
/// Marks that may stand behind a year.
const CLOSING: [char; 13] =
    [')', ']', '”', '’', '"', '\'', '.', ',', ';', ':', '?', '!', '\u{a0}'];

/// Text with an en dash between years that a hyphen joins.
pub(super) fn with_dashes(text: &Arc<str>) -> Arc<str> {
    let hyphens = text.match_indices('-').map(|(at, _)| at);
    let between: Vec<usize> = hyphens.filter(|at| joins_years(text, *at)).collect();
    if between.is_empty() {
        return text.clone();
    }
    let mut dashed = String::with_capacity(text.len() + 2 * between.len());
    let mut from = 0;
    for at in between {
        dashed.push_str(&text[from..at]);
        dashed.push('–');
        from = at + 1;
    }
    dashed.push_str(&text[from..]);
    dashed.into()
}

fn joins_years(text: &str, hyphen: usize) -> bool {
    let (before, after) = (&text[..hyphen], &text[hyphen + 1..]);
    let first = before.len() - digits_at_end(before);
    let last = after.len() - after.trim_start_matches(is_digit).len();
    are_years(&before[first..], &after[..last])
        && stands_before(&before[..first], last)
        && stands_behind(&after[last..], last)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn digits_at_end(text: &str) -> usize {
    text.len() - text.trim_end_matches(is_digit).len()
}

/// Whether two runs of digits are years, the second later: “2022” and “23”, or “2025”. After a
/// year, “04” may be a month, unless it is the very next year.
fn are_years(first: &str, last: &str) -> bool {
    let year = |digits: &str| digits.parse::<u32>().ok();
    let full = |digits: &str| {
        let year = if digits.len() == 4 { year(digits) } else { None };
        year.filter(|year| (1800..2200).contains(year))
    };
    let Some(from) = full(first) else { return false };
    match last.len() {
        2 => year(last)
            .is_some_and(|to| to == (from + 1) % 100 || (to > 12 && to > from % 100)),
        _ => full(last).is_some_and(|to| to > from),
    }
}

/// Whether years may begin behind this text. Behind a number, they are a group of its digits.
fn stands_before(before: &str, last: usize) -> bool {
    let words = before.trim_end_matches(OPENING).trim_end();
    let is_apart = words.len() < before.len() || before.is_empty();
    is_apart && !(last == 4 && words.ends_with(is_digit))
}

/// The same of what follows them.
fn stands_behind(after: &str, last: usize) -> bool {
    if let Some(rest) = after.strip_prefix(['’', '\'']) {
        // “2022-23’s”
        if rest
            .strip_prefix('s')
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        {
            return true;
        }
    }
    let rest = after.trim_start_matches(CLOSING);
    let is_apart = rest.is_empty()
        || rest.starts_with(char::is_whitespace)
        || after.starts_with('\u{a0}');
    is_apart
        && !(last == 4
            && rest.len() == after.len()
            && rest.trim_start().starts_with(is_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        with_dashes(&text.into()).to_string()
    }

    #[test]
    fn years_are_joined_by_a_dash() {
        for text in [
            "2022-23",
            "Annual report 2022-23",
            "Plan 2022-2025: what it wants",
            "(“2022-2023 Annual Report”)",
            "the end of 2022-23.",
            "2022-23’s figures",
            "1999-00",
            "2009-10 and 2021-25",
            "of 14, 2022-23 was the best",
            "100 in 2022-23 200 in 2023-24",
        ] {
            assert_eq!(printed(text), text.replace('-', "–"));
        }
    }

    #[test]
    fn what_only_looks_like_years_stays() {
        for text in [
            "https://example.org/2022-23",
            "example.org/2022-23/report",
            "report-2022-23.pdf",
            "2022-23.pdf",
            "2022-23_final",
            "DEC-2022-23",
            "PCD/2022-23",
            "A2022-23",
            "2022-23-04",
            "1-2022-23",
            "2022-07",
            "2022-07-31",
            "2023-22",
            "2023-2022",
            "020 2022-2023",
            "2022-2023 4455",
            "0044-2022",
            "12022-23",
            "2022-230",
            "2022-",
            "-2023",
            "two-thirds",
        ] {
            assert_eq!(printed(text), text);
        }
    }
}
