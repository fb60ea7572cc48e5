//! Tails: what stands behind the units of a figure as it prints, so that the figures of a column
//! stand under each other by their units, in whatever way a language writes numbers.
//!
//! What a cell is worth is read in [`cell`](super::cell), as numbers are typed.

/// What may stand before the digits of a figure, or behind them, besides signs of currencies.
const AROUND: &[char] =
    &['-', '−', '–', '+', '±', '(', ')', '[', ']', '%', '‰', ' ', '\u{a0}', '\u{202f}'];
/// What stands between thousands, in one language or another.
const BETWEEN: &[char] = &['.', ',', ' ', '\u{a0}', '\u{202f}', '\'', '’'];
/// The spaces at which no line ends.
const KEPT: &[char] = &['\u{a0}', '\u{202f}'];
/// The most letters of a unit that stands beside a figure, as `CHF`, `zł` and `km` do.
const LETTERS: usize = 4;

/// What stands behind the units of a figure: `.5%)` of `(1,204.5%)`, and `,5 %` of `1.204,5 %`
/// where the sign before decimals is a comma; `None` for what is no figure. Where the point or
/// comma of the other languages can only stand before decimals, it does.
pub fn tail<'t>(text: &'t str, decimal_sign: &str) -> Option<&'t str> {
    let text = text.trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, digits) = text.split_at(start);
    let word = before.trim_matches(is_around);
    // `Q1` and `ISO 9001` are names; the letters of a unit are kept beside its figure.
    let is_beside = |word: &str, ends: bool| !word.contains(char::is_alphabetic) || ends;
    if !is_unit(word) || !is_beside(word, before.ends_with(KEPT)) {
        return None;
    }
    let units = units(digits, decimal_sign);
    let (whole, tail) = digits.split_at(units);
    // `007` is a name.
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let mut rest = tail;
    if let Some(decimals) = rest.strip_prefix(['.', ',']) {
        rest = decimals.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == decimals.len() {
            return None;
        }
    }
    let unit = rest.trim_matches(is_around);
    (is_unit(unit) && is_beside(unit, rest.starts_with(KEPT))).then_some(tail)
}

/// How many bytes the units of a figure are, with what stands between thousands.
fn units(digits: &str, decimal_sign: &str) -> usize {
    let end_of = |from: usize| {
        let rest = &digits[from..];
        from + rest.bytes().take_while(u8::is_ascii_digit).count()
    };
    let mut end = end_of(0);
    if end > 3 {
        return end;
    }
    while let Some(sign) = digits[end..].chars().next() {
        let next = end + sign.len_utf8();
        let is_group = BETWEEN.contains(&sign) && end_of(next) == next + 3;
        if digits[end..].starts_with(decimal_sign) || !is_group {
            break;
        }
        end = end_of(next);
    }
    end
}

/// Whether a sign may stand beside a figure: it is none of money, which is no letter either.
fn is_around(c: char) -> bool {
    AROUND.contains(&c)
}

/// Whether a word is one that stands beside figures: a sign, or a few letters.
fn is_unit(word: &str) -> bool {
    let is_sign = |c: char| !c.is_ascii() || c == '$';
    word.chars().count() <= LETTERS
        && word.chars().all(|c| c.is_alphabetic() || is_sign(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_a_figure_begins_behind_its_units() {
        for (text, expected) in [
            ("(1,204.5%)", ".5%)"),
            ("99.9%", ".9%"),
            ("−£3", ""),
            ("£1,204.50", ".50"),
            ("€1,204.50", ".50"),
            ("CHF\u{a0}12", ""),
            ("(33)", ")"),
            ("(33)%", ")%"),
            ("12\u{a0}km", "\u{a0}km"),
            ("1204567.5", ".5"),
            ("0.25", ".25"),
        ] {
            assert_eq!(tail(text, "."), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_tail_follows_the_language() {
        for (text, expected) in [
            ("12.204", ""),
            ("1.204,5", ",5"),
            ("−12,5", ",5"),
            ("3,25", ",25"),
            ("980", ""),
            ("1\u{202f}204,5", ",5"),
            ("12,5\u{a0}%", ",5\u{a0}%"),
            ("1.204,50\u{a0}€", ",50\u{a0}€"),
            ("12,50\u{a0}zł", ",50\u{a0}zł"),
            ("0,125", ",125"),
            ("12.5", ".5"),
        ] {
            assert_eq!(tail(text, ","), Some(expected), "{text}");
        }
        assert_eq!(tail("12,5", "."), Some(",5"));
    }

    #[test]
    fn what_is_no_figure_has_no_tail() {
        for text in [
            "155–160",
            "007",
            "5.4:1",
            "3 a year",
            "No target",
            "–",
            "",
            "5.",
            "12 of 30",
            "16 (4 × 4)",
            "5/6",
            "7, 9",
            "Q1",
            "ISO 9001",
            "2022-23",
            "%",
            "12 weeks",
            "1234,567,8",
        ] {
            assert_eq!(tail(text, "."), None, "{text}");
        }
    }
}
