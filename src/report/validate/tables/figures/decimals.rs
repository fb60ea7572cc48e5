//! Decimals: figures of cells that two languages read in two ways, and those that are typed as a
//! language writes them which has a comma before decimals.
//!
//! Cells have a point before decimals in every language. Where the report's own language has a
//! comma there, `1,204` and `1.204` may each be meant as the other, and neither is guessed at.

/// What stands before and behind a sign, where both are digits alone. Signs of money,
/// negative numbers and marks of the shorthand are left out.
fn parts(text: &str, sign: char) -> Option<(&str, &str)> {
    let (before, behind) = bare(text).split_once(sign)?;
    let is_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (is_digits(before) && is_digits(behind)).then_some((before, behind))
}

/// A figure without what may stand around its digits.
fn bare(text: &str) -> &str {
    let figure = text.split('[').next().unwrap_or_default();
    figure.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '−' | '+' | '(' | ')' | '£' | '€' | '%')
    })
}

/// Whether a figure has decimals behind a point for certain: no other reading has so many digits
/// there, or before it.
pub(super) fn are_behind_a_point(text: &str) -> bool {
    parts(text, '.').is_some_and(|(before, behind)| !is_group(before, behind))
}

/// Whether these can be the thousands of a number and the three digits below them.
fn is_group(before: &str, behind: &str) -> bool {
    before.len() <= 3 && !before.starts_with('0') && behind.len() == 3
}

/// What a figure is worth with its sign between thousands, and with it before decimals, where it
/// may be either. `has_decimal_point`: other figures of its column have decimals behind a point.
pub(super) fn readings(text: &str, has_decimal_point: bool) -> Option<[String; 2]> {
    let comma = parts(text, ',');
    let point = parts(text, '.').filter(|_| !has_decimal_point);
    let (before, behind) = comma.or(point)?;
    is_group(before, behind)
        .then(|| [format!("{before}{behind}"), format!("{before}.{behind}")])
}

/// A number that is typed with a comma before decimals, or with spaces or points between
/// thousands, as it is typed in cells: `1204.5` of `1.204,5`.
pub(super) fn native(text: &str) -> Option<String> {
    let is_negative = text.starts_with(['-', '−']);
    let (whole, decimals) = match bare(text).split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (bare(text), None),
    };
    let groups: Vec<&str> = whole.split([' ', '\u{a0}', '\u{202f}', '.', '\'']).collect();
    let (first, others) = groups.split_first()?;
    let is_grouped = others.is_empty()
        || (first.len() <= 3 && others.iter().all(|group| group.len() == 3));
    let digits = groups.concat();
    let is_number =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_grouped
        || first.is_empty()
        || !is_number(&digits)
        || !decimals.is_none_or(is_number)
    {
        return None;
    }
    let sign = if is_negative { "-" } else { "" };
    Some(match decimals {
        Some(decimals) => format!("{sign}{digits}.{decimals}"),
        None => format!("{sign}{digits}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_languages_read_in_two_ways_is_not_guessed_at() {
        for text in
            ["1,204", "1.204", "-12,345", "(1.204)", "1,204 [p]", "£1,204", "1.204%"]
        {
            assert!(readings(text, false).is_some(), "{text}");
        }
        assert_eq!(readings("1.204", false), Some(["1204".into(), "1.204".into()]));
        for text in
            ["1204", "12.5", "0.204", "0,204", "1.2040", "1,204,567", "1204.567", "a,204"]
        {
            assert_eq!(readings(text, false), None, "{text}");
        }
        assert_eq!(readings("1.204", true), None);
        assert!(readings("1,204", true).is_some());
    }

    #[test]
    fn decimals_behind_a_point_are_known_by_how_many_they_are() {
        for text in ["12.5", "0.125", "1.2040", "1204.567"] {
            assert!(are_behind_a_point(text), "{text}");
        }
        for text in ["1.204", "1204", "12,5", "1.204.567"] {
            assert!(!are_behind_a_point(text), "{text}");
        }
    }

    #[test]
    fn native_forms_are_put_plainly() {
        for (text, plain) in [
            ("1.204,5", "1204.5"),
            ("1 204,5", "1204.5"),
            ("1\u{202f}204", "1204"),
            ("−12,5", "-12.5"),
            ("1.204.567", "1204567"),
        ] {
            assert_eq!(native(text).as_deref(), Some(plain), "{text}");
        }
        for text in ["12 34,5", "1,2,3", ",5", "5,"] {
            assert_eq!(native(text), None, "{text}");
        }
    }
}
