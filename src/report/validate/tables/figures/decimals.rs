//! Decimals: figures of cells that two languages read in two ways, and those that are typed as a
//! language writes them which has a comma before decimals.
//!
//! Cells have a point before decimals in every language. Where the report's own language has a
//! comma there, `1,204` and `1.204` may each be meant as the other, and neither is guessed at.

/// The digits before and behind a comma or a point; `None` where either side is anything else.
/// Signs of money, negative numbers and marks of the shorthand are left out.
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

/// Whether the point of a figure can only stand before decimals: the digits around it are no
/// thousands.
pub(super) fn are_behind_a_point(text: &str) -> bool {
    parts(text, '.').is_some_and(|(before, behind)| !is_group(before, behind))
}

/// Whether the digits around a sign can be thousands, and the three digits below thousands.
fn is_group(before: &str, behind: &str) -> bool {
    before.len() <= 3 && !before.starts_with('0') && behind.len() == 3
}

/// The two readings of a figure whose comma or point may stand between thousands or before
/// decimals: that of thousands, `1204`, and that of decimals, `1.204`, each with all that stands
/// around the digits. `has_decimal_point`: another figure of the column has decimals behind a point.
pub(super) fn readings(text: &str, has_decimal_point: bool) -> Option<[String; 2]> {
    let comma = parts(text, ',');
    let point = parts(text, '.').filter(|_| !has_decimal_point);
    let (before, behind) = comma.or(point)?;
    // A remedy must not lose a minus sign or a mark.
    let whole = |digits: String| text.replacen(bare(text), &digits, 1);
    is_group(before, behind).then(|| {
        [whole(format!("{before}{behind}")), whole(format!("{before}.{behind}"))]
    })
}

/// A decimal with one more nought behind its last digit, so that it is no group of thousands:
/// `(1.2040)` of `(1.204)`.
pub(super) fn with_nought(decimal: &str) -> String {
    let end = decimal.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
    format!("{}0{}", &decimal[..end], &decimal[end..])
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
        let kept = readings("−1,204 [p]", false);
        assert_eq!(kept, Some(["−1204 [p]".into(), "−1.204 [p]".into()]));
        assert_eq!(with_nought("(1.204) [p]"), "(1.2040) [p]");
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
