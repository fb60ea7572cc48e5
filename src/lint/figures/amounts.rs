//! Amounts: the figures in running text, read back as what they are worth.
//!
//! Money, per cent, percentage points, so many out of so many, and plain numbers, in the
//! forms that measures print and those that people type. What has digits and is no amount
//! is left out: dates, financial years, ranges, telephone numbers, numbers of pages and of
//! laws. Which measure an amount is is the business of [`super::known`].

use std::ops::Range;

use crate::lint::{Passage, word_list};
use crate::report::Locale;
use crate::report::number::ONE;

use super::phrases::phrase;

/// Words before a number that make it the name of something.
const NAMING_WORDS: &[&str] = word_list!(
    "act, age, aged, ages, annex, appendix, article, articles, box, bs, call, called, \
     chapter, chart, clause, dial, figure, floor, form, iso, no, nos, number, numbers, \
     objective, p, page, pages, para, paragraph, paragraphs, part, pp, priority, \
     regulation, resolution, room, route, rule, schedule, section, sections, step, \
     table, version",
);

/// A figure in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lint) struct Amount {
    /// Its bytes, with all that belongs to its kind: `£1.1 billion`, `35%`.
    pub(super) range: Range<usize>,
    /// What it is worth without its sign, in the units of
    /// [`scaled`](crate::report::number::scaled).
    pub(super) size: i128,
    /// Whether a minus sign stands before it.
    pub(super) sign: AmountSign,
    /// What kind of figure it is.
    pub(super) kind: AmountKind,
    /// How many digits say it: 2 for `1,300`, 4 for `4,825`.
    pub(super) digits: usize,
    /// How the number is written.
    pub(super) notation: Notation,
}

/// The sign of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountSign {
    /// None, or a plus.
    Plain,
    /// A minus sign or a hyphen.
    Minus,
}

/// What kind of figure an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountKind {
    /// `£1.1bn`
    Money,
    /// `35%`, `35 per cent`
    PerCent,
    /// `12 percentage points`
    Points,
    /// `12% points`, which is neither.
    PerCentPoints,
    /// `nine out of 10`, `9 in 10`
    Ratio {
        /// The second number.
        out_of: u32,
    },
    /// A number; what it counts may follow.
    Number,
}

/// How the number of an amount is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// In figures.
    Figures,
    /// In four figures without a mark, as years are: `2022`.
    YearLike,
    /// In a word: `four`.
    Word,
}

/// Every amount of a text, in order.
pub(super) fn amounts(text: &str, locale: &Locale) -> Vec<Amount> {
    let reader = Reader { text, locale };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        at = if first == '£' || first.is_ascii_digit() {
            match reader.figures(at) {
                Some(amount) => {
                    let end = amount.range.end;
                    found.push(amount);
                    end
                }
                None => reader.end_of_run(at, first),
            }
        } else if first.is_alphanumeric() {
            let end = reader.end_of_word(at);
            match reader.word(at..end) {
                Some(amount) => {
                    let end = amount.range.end;
                    found.push(amount);
                    end
                }
                None => end,
            }
        } else {
            at + first.len_utf8()
        };
    }
    found
}

struct Reader<'t> {
    text: &'t str,
    locale: &'t Locale,
}

/// A number in figures at the start of a text.
struct Figures {
    length: usize,
    size: i128,
    digits: usize,
    notation: Notation,
}

impl Reader<'_> {
    /// The end of a word or a name such as `Q4`.
    fn end_of_word(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '_');
        at + rest.find(|c| !inner(c)).unwrap_or(rest.len())
    }

    /// The end of a run of characters that is no amount as a whole, such as `2022-25`.
    fn end_of_run(&self, at: usize, first: char) -> usize {
        let rest = &self.text[at + first.len_utf8()..];
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at + first.len_utf8() + length
    }

    fn figures(&self, at: usize) -> Option<Amount> {
        let is_money = self.text[at..].starts_with('£');
        let start = if is_money { at + '£'.len_utf8() } else { at };
        let Figures { length, mut size, digits, mut notation } =
            read_figures(&self.text[start..])?;
        let mut end = start + length;
        if let Some((factor, length)) = scale(&self.text[end..], is_money) {
            size = size.checked_mul(factor)?;
            end += length;
            notation = Notation::Figures;
        }
        let sign = self.sign_before(at)?;
        let kind = if is_money { AmountKind::Money } else { self.kind(&mut end, size) };
        if kind != AmountKind::Number {
            notation = Notation::Figures;
        } else if self.names(at) || self.is_followed_by_figures(end) {
            return None;
        }
        let amount = Amount { range: at..end, size, sign, kind, digits, notation };
        self.closes(end).then_some(amount)
    }

    /// A small number in words, from two: “one” is more often no number.
    fn word(&self, range: Range<usize>) -> Option<Amount> {
        let word = self.text[range.clone()].to_lowercase();
        let value = (2..10).find(|n| self.locale.number_word(*n) == Some(&*word))?;
        let mut size = i128::from(value) * ONE;
        let mut end = range.end;
        if let Some((factor, length)) = scale(&self.text[end..], false) {
            size = size.checked_mul(factor)?;
            end += length;
        }
        let kind = self.kind(&mut end, size);
        let before = self.text[..range.start].chars().next_back();
        let is_whole = before.is_none_or(|c| !matches!(c, '-' | '‑' | '–' | '/'));
        let sign = AmountSign::Plain;
        let notation = Notation::Word;
        let amount =
            Amount { range: range.start..end, size, sign, kind, digits: 1, notation };
        (is_whole && self.closes(end)).then_some(amount)
    }

    /// What kind of figure a number is by what follows it; `end` moves past that.
    fn kind(&self, end: &mut usize, size: i128) -> AmountKind {
        let rest = &self.text[*end..];
        if let Some((out_of, length)) = self.out_of(rest, size) {
            *end += length;
            return AmountKind::Ratio { out_of };
        }
        if let Some(length) = phrase(rest, &["percentage points", "percentage point"]) {
            *end += length;
            return AmountKind::Points;
        }
        let spaces = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        let length = if rest[spaces..].starts_with('%') {
            Some(spaces + 1)
        } else {
            phrase(rest, &["per cent", "percent"])
        };
        let Some(length) = length else { return AmountKind::Number };
        *end += length;
        let points = ["points", "point", "percentage points"];
        match phrase(&self.text[*end..], &points) {
            Some(length) => {
                *end += length;
                AmountKind::PerCentPoints
            }
            None => AmountKind::PerCent,
        }
    }

    /// “out of 10”, “in 10” or “in ten” after a smaller number.
    fn out_of(&self, rest: &str, size: i128) -> Option<(u32, usize)> {
        let length = phrase(rest, &["out of", "in"])?;
        let (out_of, end) = match phrase(&rest[length..], &["ten"]) {
            Some(word) => (10, length + word),
            None => {
                let spaces = rest[length..].len() - rest[length..].trim_start().len();
                let start = length + spaces;
                let figures = read_figures(&rest[start..])?;
                let out_of = u32::try_from(figures.size / ONE).ok()?;
                (out_of, start + figures.length)
            }
        };
        // “seven in 2022” is no ratio.
        let fits = (2..=1000).contains(&out_of) && size <= i128::from(out_of) * ONE;
        fits.then_some((out_of, end))
    }

    /// The sign before an amount; `None` where the amount is the rest of something.
    fn sign_before(&self, at: usize) -> Option<AmountSign> {
        let mut before = self.text[..at].chars().rev();
        let opens = |c: Option<char>| {
            c.is_none_or(|c| {
                c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '"' | '—')
            })
        };
        match before.next() {
            Some('-' | '\u{2212}') if opens(before.next()) => Some(AmountSign::Minus),
            Some('+') if opens(before.next()) => Some(AmountSign::Plain),
            previous => opens(previous).then_some(AmountSign::Plain),
        }
    }

    /// Whether an amount that ends here is whole.
    fn closes(&self, end: usize) -> bool {
        let mut rest = self.text[end..].chars();
        match rest.next() {
            None => true,
            Some(c) if c.is_alphanumeric() => false,
            Some('/' | '%' | '£' | '_' | '@' | '=' | '&') => false,
            // The end of a sentence, but not “4.825.1”, “10:30”, “15–24” or “12-month”.
            Some('.' | ',' | ':' | '-' | '‑' | '–' | '\u{2212}') => {
                !rest.next().is_some_and(|c| c.is_alphanumeric() || c == '£')
            }
            Some(_) => true,
        }
    }

    /// Whether the word before a number makes a name of it, or a month beside it a date.
    fn names(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([' ', '\u{a0}', '.', '+', '-']);
        let start = before.rfind(|c: char| !c.is_alphabetic());
        let start = start
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let word = &before[start..];
        let after = self.text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let months = || self.locale.months();
        months().any(|month| word == month)
            || months().any(|month| {
                after.trim_start_matches([' ', '\u{a0}']).starts_with(month)
            })
            || NAMING_WORDS.contains(&&*word.to_lowercase())
            // A telephone number.
            || before.len() < at && before.ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether more figures follow after a space, as in a telephone number.
    fn is_followed_by_figures(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        let next = rest.trim_start_matches([' ', '\u{a0}']);
        next.len() < rest.len() && next.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Reads `1300`, `1,300` or `2.5`; `None` for what is written as no number is.
fn read_figures(text: &str) -> Option<Figures> {
    let bytes = text.as_bytes();
    let run = |from: usize| -> usize {
        bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = run(0);
    if end == 0 || end > 18 {
        return None;
    }
    let is_grouped = end <= 3 && bytes.get(end) == Some(&b',') && run(end + 1) == 3;
    while is_grouped && bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
        end += 4;
    }
    let whole = text[..end].replace(',', "");
    let places = if bytes.get(end) == Some(&b'.') { run(end + 1) } else { 0 };
    if whole.len() > 18 || places > 12 || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    let fraction = if places == 0 { "" } else { &text[end + 1..end + 1 + places] };
    let size: i128 = format!("{whole}{fraction:0<12}").parse().ok()?;
    let length = if places == 0 { end } else { end + 1 + places };
    let all = format!("{whole}{fraction}");
    let digits = all.trim_matches('0').len();
    let is_year = !is_grouped && places == 0 && (1500 * ONE..2200 * ONE).contains(&size);
    let notation = if is_year { Notation::YearLike } else { Notation::Figures };
    Some(Figures { length, size, digits, notation })
}

/// “million” and the like after a number: the factor, and the length of the word.
fn scale(rest: &str, is_money: bool) -> Option<(i128, usize)> {
    const WORDS: [(&str, i128); 3] =
        [("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000)];
    const SHORT: [(&str, i128); 4] =
        [("bn", 1_000_000_000), ("mn", 1_000_000), ("m", 1_000_000), ("k", 1_000)];
    let short = if is_money { &SHORT[..] } else { &[] };
    WORDS.iter().chain(short).find_map(|(word, factor)| {
        let length = phrase(rest, &[word])?;
        Some((*factor, length))
    })
}

/// The figures in each of some passages.
pub(in crate::lint) fn amounts_of(
    passages: &[Passage<'_>],
    locale: &Locale,
) -> Vec<Vec<Amount>> {
    passages.iter().map(|passage| amounts(&passage.text, locale)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The amounts of a text with their sizes in whole ones.
    fn found(text: &str) -> Vec<(&str, i128, AmountKind)> {
        let locale = Locale::for_language("en-GB").unwrap();
        let all = amounts(text, &locale);
        all.into_iter().map(|it| (&text[it.range], it.size / ONE, it.kind)).collect()
    }

    #[test]
    fn money_is_read_in_every_form() {
        for text in ["£1.1bn", "£1.1 billion", "£1,100,000,000", "£1100m", "£1.1\u{a0}bn"]
        {
            assert_eq!(found(text), [(text, 1_100_000_000, AmountKind::Money)]);
        }
        assert_eq!(found("(£230k),"), [("£230k", 230_000, AmountKind::Money)]);
    }

    #[test]
    fn per_cent_and_points_are_told_apart() {
        use AmountKind::{PerCent, PerCentPoints, Points};
        for (text, kind) in [
            ("35%", PerCent),
            ("35 per cent", PerCent),
            ("35 percent", PerCent),
            ("35 percentage points", Points),
            ("35% points", PerCentPoints),
            ("35 per cent point", PerCentPoints),
        ] {
            assert_eq!(found(text), [(text, 35, kind)]);
        }
        assert_eq!(found("five per cent"), [("five per cent", 5, PerCent)]);
    }

    #[test]
    fn ratios_and_numbers_are_read() {
        use AmountKind::{Number, Ratio};
        assert_eq!(
            found("nine out of 10"),
            [("nine out of 10", 9, Ratio { out_of: 10 })]
        );
        assert_eq!(found("Nine in ten."), [("Nine in ten", 9, Ratio { out_of: 10 })]);
        assert_eq!(
            found("4,825, and 4825."),
            [("4,825", 4825, Number), ("4825", 4825, Number)]
        );
        assert_eq!(found("15 million views"), [("15 million", 15_000_000, Number)]);
        assert_eq!(
            found("seven in 2022"),
            [("seven", 7, Number), ("2022", 2022, Number)]
        );
        assert_eq!(found("down −4 or"), [("4", 4, Number)]);
    }

    #[test]
    fn what_has_digits_and_is_no_amount_is_left() {
        for text in [
            "2022/23",
            "2022-2025",
            "£10–£20m",
            "1 April 2022",
            "Section 106",
            "aged 150",
            "01632 960 999",
            "0300 123 4567",
            "12-month",
            "G20",
            "18s",
            "10:30",
            "No. 645",
            "the 4th",
            "1.2.3",
            "x=645",
            "rule 101",
            "one",
            "twenty-four",
            "https://a.example/645?b=645",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
