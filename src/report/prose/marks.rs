//! Marks of items that Markdown does not know: letters, roman numbers and bullets, as word
//! processors leave them in pasted text.
//!
//! Here is what one mark is. Whether lines with marks make a list is the business of
//! [`lists`](super::lists).

/// The bullets that no sentence begins with. The last two are those of old symbol fonts.
const BULLETS: &str = "•◦▪▫●○■□‣⁃∙·➢➤\u{f0b7}\u{f0a7}";

/// Signs that begin an item and say something of it: done or not, open or closed.
const SIGNS: &str = "✓✔✗✘☐☑☒→➔➜⇒★☆";

/// The dashes that may be bullets.
const DASHES: &str = "–—‒−";

/// A mark at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    /// As it was typed.
    pub(super) label: &'t str,
    /// How many bytes it takes, with the space after it.
    pub(super) length: usize,
    /// What it can be: a letter may be a roman number too.
    pub(super) readings: Vec<Reading<'t>>,
}

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Reading<'t> {
    /// What marks of the same list have in common.
    pub(super) style: Style<'t>,
    /// Its position in a list, from 1; 0 for a bullet.
    pub(super) value: u32,
}

/// What the marks of one list have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style<'t> {
    /// A bullet that begins no sentence.
    Bullet(char),
    /// A sign that says something of its item, and prints. Several kinds stand in one list.
    Sign,
    /// A dash, or an `o` before a space, which may also stand in a sentence.
    Dash(char),
    /// A mark that counts.
    Counted {
        /// How it counts.
        counter: Counter,
        /// What stands before what counts: a bracket, or the upper numbers of `1.2`.
        before: &'t str,
        /// What stands after it.
        after: &'t str,
    },
}

/// How marks count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Counter {
    Number,
    Letter,
    Capital,
    Roman,
    RomanCapital,
}

impl Style<'_> {
    /// Whether a line that begins with it is an item, whatever stands around it.
    pub(super) fn is_certain(self) -> bool {
        matches!(self, Self::Bullet(_) | Self::Sign)
    }

    /// Whether its items have no labels of their own.
    pub(super) fn is_bullet(self) -> bool {
        matches!(self, Self::Bullet(_) | Self::Dash(_))
    }

    /// Whether its marks count.
    pub(super) fn counts(self) -> bool {
        matches!(self, Self::Counted { .. })
    }

    /// Whether its marks are of several numbers, such as `1.2`.
    pub(super) fn is_of_levels(self) -> bool {
        matches!(self, Self::Counted { counter: Counter::Number, before, .. } if before.contains('.'))
    }

    /// Whether its marks may be the initials of a name: `A.`.
    pub(super) fn may_be_initials(self) -> bool {
        matches!(self, Self::Counted { counter, before: "", after: "." }
            if matches!(counter, Counter::Capital | Counter::RomanCapital))
    }
}

/// The mark that a line starts with.
pub(super) fn mark(line: &str) -> Option<Mark<'_>> {
    let first = line.chars().next()?;
    let style = match first {
        _ if BULLETS.contains(first) => Some(Style::Bullet(first)),
        _ if SIGNS.contains(first) => Some(Style::Sign),
        _ if DASHES.contains(first) => Some(Style::Dash(first)),
        // A hyphen with a space is a bullet of Markdown already.
        '-' => Some(Style::Dash(first)),
        // The second level of a word processor's list.
        'o' if line[1..].starts_with('\t') => Some(Style::Bullet('o')),
        'o' if line[1..].starts_with([' ', '\u{a0}']) => Some(Style::Dash('o')),
        _ => None,
    };
    if let Some(style) = style {
        let rest = &line[first.len_utf8()..];
        let space = space(rest);
        let glued = rest.starts_with(char::is_alphabetic);
        let is_mark = match style {
            Style::Bullet('·') | Style::Dash(_) if first != '-' => space > 0,
            Style::Dash(_) => glued,
            _ => true,
        };
        let has_text = !rest.trim().is_empty();
        let length = first.len_utf8() + space;
        let readings = vec![Reading { style, value: 0 }];
        let label = &line[..first.len_utf8()];
        return (is_mark && has_text).then_some(Mark { label, length, readings });
    }
    counted(line)
}

/// How many bytes of white space a text starts with.
fn space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// A mark that counts: `(a)`, `a)`, `a.`, `(iv)`, `2)`, `1.2`.
fn counted(line: &str) -> Option<Mark<'_>> {
    if let Some(mark) = glued_number(line) {
        return Some(mark);
    }
    let open = usize::from(line.starts_with('('));
    let inner = &line[open..];
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '.')?;
    let (core, rest) = inner.split_at(end);
    let closes = usize::from(rest.starts_with(')'));
    if open > closes {
        return None;
    }
    let (core, dot) = match core.strip_suffix('.') {
        Some(core) if closes == 0 => (core, 1),
        Some(_) => return None,
        None => (core, 0),
    };
    let label = open + core.len() + dot + closes;
    let rest = &line[label..];
    let gap = space(rest);
    if line[label + gap..].is_empty() {
        return None;
    }
    // `(a)text`, as some word processors leave it: a bracket parts the two.
    if gap == 0 && (closes == 0 || !rest.starts_with(char::is_alphabetic)) {
        return None;
    }
    let upper = core.rfind('.').map_or(0, |dot| dot + 1);
    let (levels, last) = core.split_at(upper);
    if last.is_empty() || last.len() > 6 {
        return None;
    }
    let is_of_levels = !levels.is_empty();
    let levels_count = levels.split('.').filter(|level| !level.is_empty());
    if is_of_levels
        && (open > 0 || !levels_count.clone().all(|level| level.parse::<u16>().is_ok()))
    {
        return None;
    }
    // A bare letter or number is a word, unless a tab parts it from the only text after it.
    let is_tabbed = rest.starts_with('\t') && !rest[gap..].contains('\t');
    let is_number = core.bytes().all(|byte| byte.is_ascii_digit());
    if closes + dot == 0 && !is_of_levels && !(is_tabbed && is_number) {
        return None;
    }
    let before = &line[..open + levels.len()];
    let after = &line[open + core.len()..label];
    let counters = if is_of_levels { vec![Counter::Number] } else { ALL.to_vec() };
    let readings: Vec<Reading<'_>> = counters
        .into_iter()
        .filter_map(|counter| {
            let value = counter.value(last)?;
            Some(Reading { style: Style::Counted { counter, before, after }, value })
        })
        .collect();
    let length = label + gap;
    (!readings.is_empty()).then_some(Mark { label: &line[..label], length, readings })
}

/// A number whose full stop has lost its space: `1.Text`.
fn glued_number(line: &str) -> Option<Mark<'_>> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let value = Counter::Number.value(&line[..digits])?;
    let rest = line[digits..].strip_prefix('.')?;
    if !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let style = Style::Counted { counter: Counter::Number, before: "", after: "." };
    let readings = vec![Reading { style, value }];
    Some(Mark { label: &line[..=digits], length: digits + 1, readings })
}

const ALL: [Counter; 5] = [
    Counter::Number,
    Counter::Letter,
    Counter::Capital,
    Counter::Roman,
    Counter::RomanCapital,
];

impl Counter {
    /// Which position a mark has by this way of counting.
    fn value(self, mark: &str) -> Option<u32> {
        let one_letter = || (mark.len() == 1).then(|| mark.as_bytes()[0]);
        match self {
            Self::Number if mark.len() <= 3 => mark.parse().ok().filter(|it| *it > 0),
            Self::Number => None,
            Self::Letter => {
                let letter = one_letter().filter(u8::is_ascii_lowercase)?;
                Some(u32::from(letter - b'a') + 1)
            }
            Self::Capital => {
                let letter = one_letter().filter(u8::is_ascii_uppercase)?;
                Some(u32::from(letter - b'A') + 1)
            }
            Self::Roman => roman(mark),
            Self::RomanCapital if mark.bytes().all(|it| it.is_ascii_uppercase()) => {
                roman(&mark.to_ascii_lowercase())
            }
            Self::RomanCapital => None,
        }
    }
}

/// The value of a roman number up to 39, in lower case.
fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = text.len() - text.trim_start_matches('x').len();
    let of_ten = |tens: usize, ones: &str| {
        let ones = ONES.iter().position(|it| *it == ones)?;
        u32::try_from(tens * 10 + ones).ok()
    };
    if tens > 3 || text.is_empty() {
        return None;
    }
    of_ten(tens, &text[tens..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(Counter, u32)> {
        let readings = mark(line).map(|it| it.readings).unwrap_or_default();
        let counted = readings.into_iter().filter_map(|it| match it.style {
            Style::Counted { counter, .. } => Some((counter, it.value)),
            _ => None,
        });
        counted.collect()
    }

    #[test]
    fn letters_and_roman_numbers_are_marks() {
        assert_eq!(read("(b) x"), [(Counter::Letter, 2)]);
        assert_eq!(read("i) x"), [(Counter::Letter, 9), (Counter::Roman, 1)]);
        assert_eq!(read("xiv. x"), [(Counter::Roman, 14)]);
        assert_eq!(read("C. x"), [(Counter::Capital, 3)]);
        assert_eq!(read("(12)\u{a0}x"), [(Counter::Number, 12)]);
        assert_eq!(read("1.12 x"), [(Counter::Number, 12)]);
    }

    #[test]
    fn words_and_years_are_none() {
        for line in [
            "a x", "12 x", "2024. x", "i.e. x", "(the) x", "(a)", "(a) ", "a", "a\tx",
            "1\t2\t3", "1.x", "1.5m", "(1)-x",
        ] {
            assert_eq!(mark(line), None, "{line}");
        }
    }

    #[test]
    fn marks_may_have_lost_their_space_or_have_a_tab() {
        assert_eq!(read("(b)x"), [(Counter::Letter, 2)]);
        assert_eq!(read("2)Two"), [(Counter::Number, 2)]);
        assert_eq!(read("2.Two"), [(Counter::Number, 2)]);
        assert_eq!(read("2\ttwo"), [(Counter::Number, 2)]);
        assert_eq!(mark("2.Two").map(|it| it.length), Some(2));
    }

    #[test]
    fn bullets_need_no_space_and_dashes_do() {
        assert_eq!(mark("•x").map(|it| it.length), Some(3));
        assert_eq!(mark("\u{f0b7}\tx").map(|it| it.length), Some(4));
        assert_eq!(mark("– x").map(|it| it.length), Some(4));
        assert_eq!(mark("–x"), None);
        assert_eq!(mark("-x").map(|it| it.length), Some(1));
    }
}
