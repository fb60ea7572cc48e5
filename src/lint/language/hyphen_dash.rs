//! Hyphens typed for a dash, and for “to” in a range of numbers.

use std::ops::Range;

use crate::lint::{Findings, Passage, Subject, TextKind};

use super::own::is_own;
use super::title::{follows_name, names_document};
use super::word::{is_in_address, stretch};
use super::year::{self, YearForm, calendar_year};

/// Marks that may stand before a word.
const OPENING: [char; 6] = ['(', '[', '“', '‘', '"', '\''];
/// Marks that may stand behind a word.
const CLOSING: [char; 12] = [')', ']', '”', '’', '"', '\'', '.', ',', ';', ':', '?', '!'];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for passage in subject.passages() {
        if !passage.text.contains('-') {
            continue;
        }
        dashes(subject, passage, found);
        // Tables and charts are short of room: there a range may have its hyphen.
        if let TextKind::Paragraph
        | TextKind::Title
        | TextKind::Line
        | TextKind::Alternative = passage.kind
        {
            ranges(subject, passage, found);
        }
    }
}

/// A hyphen with spaces around it, or two hyphens, between words.
fn dashes(subject: &Subject<'_>, passage: &Passage<'_>, found: &mut Findings<'_>) {
    let text = &*passage.text;
    // Items of a list that YAML has joined into one line are the matter of `list-mark`.
    let line_before = |range: &Range<usize>| {
        subject.line_before(&passage.place_of(range, subject.texts))
    };
    let begins_line = |run: &Range<usize>| {
        run.len() == 1 && run.start > 0 && line_before(run).trim().is_empty()
    };
    let items: Vec<_> = runs(text).filter(begins_line).collect();
    let first = text.chars().next().map_or(0, char::len_utf8);
    let opens_item =
        !items.is_empty() && matches!(line_before(&(0..first)).trim(), "-" | "*" | "+");
    for run in runs(text) {
        let is_item =
            items.len() > 1 || opens_item || text[..run.start].trim_end().ends_with(':');
        if is_item && items.contains(&run) {
            continue;
        }
        let before = &text[..run.start];
        let after = &text[run.end..];
        let is_spaced = before.ends_with(char::is_whitespace)
            && after.starts_with(char::is_whitespace);
        let is_joined = before.ends_with(char::is_alphanumeric)
            && after.starts_with(char::is_alphanumeric);
        let stands_for_dash = match run.len() {
            1 => is_spaced,
            2 | 3 => is_spaced || (is_joined && !is_in_address(text, &run)),
            // A line of hyphens is a rule or a blank to fill in.
            _ => false,
        };
        let (before, after) = (before.trim_end(), after.trim_start());
        if !stands_for_dash
            || !before.ends_with(is_of_words)
            || !after.starts_with(is_of_words)
            || !is_own(passage, &run)
        {
            continue;
        }
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let last = last.rsplit("--").next().unwrap_or_default();
        let last = last.trim_start_matches(OPENING);
        let next = after.split(char::is_whitespace).next().unwrap_or_default();
        let next = next.split("--").next().unwrap_or_default();
        let next = next.trim_end_matches(CLOSING);
        let ends_in_digit = before.ends_with(|c: char| c.is_ascii_digit());
        let numbers = ends_in_digit && next.starts_with(|c: char| c.is_ascii_digit());
        let rise = number(last).zip(number(next)).is_some_and(|(low, high)| low < high);
        if numbers && !rise {
            // Numbers that fall, or have a sign, are a score or a sum.
            continue;
        }
        let (message, between) = match run.len() {
            _ if numbers => ("a hyphen stands for “to” here", "to"),
            1 => ("a hyphen stands for a dash here", "–"),
            _ => ("hyphens stand for a dash here", "–"),
        };
        let hint = format!("write `{last} {between} {next}`");
        found.warn_in(passage, &run, message, hint);
    }
}

/// Whether a character may stand beside a dash: others make a sum or a sign of it.
fn is_of_words(character: char) -> bool {
    character.is_alphanumeric() || "“”‘’\"'(),.:;?!%£€$".contains(character)
}

/// Runs of hyphens.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find('-')?;
        let length = text[start..].find(|c| c != '-');
        from = length.map_or(text.len(), |length| start + length);
        Some(start..from)
    })
}

/// A range of numbers with a hyphen in it.
fn ranges(subject: &Subject<'_>, passage: &Passage<'_>, found: &mut Findings<'_>) {
    let text = &*passage.text;
    let label = subject.report.period.label.value.trim();
    let house = year::read(label).map(|year| year.form);
    for (hyphen, _) in text.match_indices('-') {
        let Some(typed) = range_at(text, hyphen) else { continue };
        let Typed { range, from, to } = typed;
        // Years such as 2022-23 are the matter of `year-form`.
        let split = year::read(&text[range.clone()]);
        let is_split = |year: &year::SplitYear| {
            !year.form.is_full() || house.is_some_and(YearForm::is_full)
        };
        if split.as_ref().is_some_and(is_split)
            || names_document(text, &range)
            || follows_name(text, &range)
            || !is_own(passage, &range)
        {
            continue;
        }
        let typed = &text[range.clone()];
        let message = format!("a hyphen stands for “to” in `{typed}`");
        let hint = match (split, house) {
            (Some(split), Some(house)) => format!(
                "write `{from} to {to}`, or `{}` for the year",
                house.write(split.start)
            ),
            _ => format!("write `{from} to {to}`"),
        };
        found.warn_in(passage, &range, message, hint);
    }
}

/// A range as it was typed.
struct Typed<'t> {
    /// Its bytes.
    range: Range<usize>,
    /// The lower end.
    from: &'t str,
    /// The upper end, in full where a year was shortened.
    to: String,
}

/// The range around a hyphen, if it is one: two numbers, the second larger, and nothing
/// else between the spaces around them.
fn range_at(text: &str, hyphen: usize) -> Option<Typed<'_>> {
    let stretch = stretch(text, &(hyphen..hyphen + 1));
    let whole = &text[stretch.clone()];
    let left = whole.trim_start_matches(OPENING);
    let inner = left.trim_end_matches(CLOSING);
    let start = stretch.end - left.len();
    let (from, to) = inner.split_once('-')?;
    let (low, high) = (number(from)?, number(to)?);
    // Two groups of digits side by side are a telephone number or an account.
    let before = text[..stretch.start].trim_end();
    let after = text[start + inner.len()..].trim_start();
    let beside_digits = before.ends_with(|c: char| c.is_ascii_digit() || c == '+')
        || after.starts_with(|c: char| c.is_ascii_digit());
    if beside_digits {
        return None;
    }
    let to = match (calendar_year(from), to.len()) {
        (Some(year), 2) => {
            let full = year - year % 100 + to.parse::<u32>().ok()?;
            (full > year).then(|| full.to_string())?
        }
        (Some(_), 4) => {
            calendar_year(to).filter(|_| low < high).map(|_| to.to_owned())?
        }
        // Four digits that are no year and have no comma are a number of something.
        (_, 4..) if !to.contains([',', '.', '£', '%']) => return None,
        _ => (low < high).then(|| to.to_owned())?,
    };
    Some(Typed { range: start..start + inner.len(), from, to })
}

/// A number as it is typed in running text, perhaps of money or per cent; in thousandths.
fn number(text: &str) -> Option<u64> {
    let digits = text.trim_start_matches(['£', '$', '€']);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_code = whole.len() > 1 && whole.starts_with('0');
    let is_digits = |text: &str| {
        !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit())
    };
    let whole = whole.replace(',', "");
    if is_code || !is_digits(&whole) || !is_digits(part) || part.len() > 3 {
        return None;
    }
    let part = format!("{part:0<3}");
    Some(whole.parse::<u64>().ok()? * 1000 + part.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let hyphen = text.find('-').unwrap();
        range_at(text, hyphen)
            .map(|it| format!("{}: {} to {}", &text[it.range.clone()], it.from, it.to))
    }

    #[test]
    fn ranges_are_two_numbers_that_rise() {
        for (text, expected) in [
            ("(aged 15-24).", "15-24: 15 to 24"),
            ("from 2019-2020 on", "2019-2020: 2019 to 2020"),
            ("in 2022-25,", "2022-25: 2022 to 2025"),
            ("costs £5-£10.50", "£5-£10.50: £5 to £10.50"),
            ("by 1.5-2.25% of", "1.5-2.25%: 1.5 to 2.25%"),
            ("some 900-1,200 people", "900-1,200: 900 to 1,200"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn other_numbers_with_hyphens_are_let_be() {
        for text in [
            "on 2024-03-01",
            "COVID-19",
            "won 3-2",
            "a 50-50 chance",
            "call 020-7946",
            "020 7946-8000",
            "+44 12-34",
            "ISO-9001",
            "a 24-7 service",
            "15-24-year-olds",
            "form 1234-5678",
            "a/12-14",
            "24-hour",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
