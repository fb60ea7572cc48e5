//! Dates that cannot be: a weekday that the day is not, a day that its month has not, a stretch of
//! time that ends before it begins, financial years that do not follow each other.

use std::ops::Range;

use time::{Date, Month};

use crate::lint::words::{WEEKDAYS, are_known};
use crate::lint::{Findings, Passage, Subject};
use crate::report::{MeasureValue, PartialDate};

/// How a date stands in a text.
#[derive(Debug, Clone)]
struct Written {
    range: Range<usize>,
    day: u8,
    month: u8,
    year: Option<i32>,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if !are_known(subject.locale.language()) {
        return;
    }
    for passage in subject.passages() {
        if !passage.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        years(passage, found);
        let dates = dates(subject, passage);
        for date in &dates {
            day(passage, date, found);
        }
        for pair in dates.windows(2) {
            stretch(passage, &pair[0], &pair[1], found);
        }
        if let [first, ..] = dates.as_slice() {
            of_measure(subject, passage, first, found);
        }
    }
}

/// “2023/25”.
fn years(passage: &Passage<'_>, found: &mut Findings<'_>) {
    let text = passage.text.as_str();
    for (at, _) in text.match_indices('/') {
        let is_digit = |c: char| c.is_ascii_digit();
        let before = text[..at].len() - text[..at].trim_end_matches(is_digit).len();
        let after = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '/');
        if before != 4
            || !(after == 2 || after == 4)
            || !ends(text[..at - 4].chars().next_back())
            || !ends(text[at + 1 + after..].chars().next())
        {
            continue;
        }
        let range = at - 4..at + 1 + after;
        let (Ok(from), Ok(to)) = (
            text[at - 4..at].parse::<i32>(),
            text[at + 1..at + 1 + after].parse::<i32>(),
        ) else {
            continue;
        };
        let next = if after == 4 { from + 1 } else { (from + 1) % 100 };
        // “TB 2025/48” is the number of a paper.
        let word = text[..at - 4].split_whitespace().next_back().unwrap_or_default();
        let is_number = word.len() > 1 && word.chars().all(char::is_uppercase);
        let is_year = (1900..2200).contains(&from) && !is_number;
        if !is_year || to == next || !passage.is_typed(&range) {
            continue;
        }
        let message = format!(
            "`{}` is no financial year: `{from}/{next:02}` is",
            &text[range.clone()]
        );
        found.warn_in(passage, &range, message, "correct one of the two years");
    }
}

/// The days that a text names, in order; measures print theirs as they are.
fn dates(subject: &Subject<'_>, passage: &Passage<'_>) -> Vec<Written> {
    let text = passage.text.as_str();
    let mut found = Vec::new();
    for month in 1..=12 {
        let name = subject.locale.month(month);
        for (at, _) in text.match_indices(name) {
            let before = text[..at].trim_end_matches([' ', '\u{a0}']);
            let digits = before.len()
                - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let start = before.len() - digits;
            let is_whole = !text[..start].ends_with(|c: char| {
                c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '–')
            });
            if !(1..=2).contains(&digits) || before.len() == at || !is_whole {
                continue;
            }
            let Ok(day) = before[start..].parse::<u8>() else { continue };
            let end = at + name.len();
            let rest = text[end..].trim_start_matches([' ', '\u{a0}']);
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let year = rest[..length].parse::<i32>().ok().filter(|_| length == 4);
            let end = if year.is_some() { text.len() - rest.len() + length } else { end };
            found.push(Written { range: start..end, day, month, year });
        }
    }
    found.sort_by_key(|it| it.range.start);
    found
}

fn date(written: &Written, year: i32) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(written.month).ok()?, written.day).ok()
}

/// A day that is none, or not that of the week which stands before it.
fn day(passage: &Passage<'_>, written: &Written, found: &mut Findings<'_>) {
    if !passage.is_typed(&written.range) {
        return;
    }
    let text = &passage.text[written.range.clone()];
    // The 29th of February is a day of some years.
    let Some(date) = date(written, written.year.unwrap_or(2024)) else {
        let message = format!("there is no `{text}`");
        found.warn_in(passage, &written.range, message, "correct the day");
        return;
    };
    let before =
        passage.text[..written.range.start].trim_end_matches([' ', '\u{a0}', ',']);
    let Some(said) = WEEKDAYS.iter().position(|day| before.ends_with(day)) else {
        return;
    };
    let is = usize::from(date.weekday().number_days_from_monday());
    if written.year.is_some() && said != is {
        let start = before.len() - WEEKDAYS[said].len();
        let message = format!("`{text}` was a {}", WEEKDAYS[is]);
        let range = start..written.range.end;
        found.warn_in(
            passage,
            &range,
            message,
            "correct the day of the week, or the date",
        );
    }
}

/// “from … to …” that ends before it begins, or is not as long as it says.
fn stretch(
    passage: &Passage<'_>,
    from: &Written,
    to: &Written,
    found: &mut Findings<'_>,
) {
    let text = passage.text.as_str();
    let between = text[from.range.end..to.range.start].trim();
    let opens = text[..from.range.start].trim_end();
    let is_stretch = between == "to" && opens.ends_with("from")
        || between == "and" && opens.ends_with("between")
        || matches!(between, "–" | "until");
    let range = from.range.start..to.range.end;
    if !is_stretch || !passage.is_typed(&range) {
        return;
    }
    let Some(end_year) = to.year else { return };
    let start_year = from.year.unwrap_or(end_year);
    let (Some(start), Some(end)) = (date(from, start_year), date(to, end_year)) else {
        return;
    };
    let shown = &text[range.clone()];
    if end < start {
        let message = format!("`{shown}` ends before it begins");
        found.warn_in(passage, &range, message, "correct one of the two dates");
        return;
    }
    let Some((said, length)) = years_behind(&text[to.range.end..]) else { return };
    let days = (end - start).whole_days();
    let years = i64::from(said) * 36525 / 100;
    if (days - years).abs() > 31 {
        let is = (days * 100 + 18262) / 36525;
        let message = format!("`{shown}` is about {is} years, and `{said}` are said");
        let range = to.range.end..to.range.end + length;
        found.warn_in(
            passage,
            &range,
            message,
            "correct the dates, or how long they are apart",
        );
    }
}

/// “, five years” behind two dates: how many, and up to where.
fn years_behind(rest: &str) -> Option<(u32, usize)> {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten",
    ];
    let next = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" ("))?;
    let (word, after) = next.split_once(' ')?;
    let number = word.parse().ok().or_else(|| {
        let at = WORDS.iter().position(|it| *it == word)?;
        u32::try_from(at).ok()
    })?;
    let is_years =
        after.starts_with("years") || (number == 1 && after.starts_with("year"));
    is_years.then(|| (number, rest.len() - after.len() + "years".len().min(after.len())))
}

/// “On 31 March 2023 we had {officers}”, where the measure is of 31 March 2024.
fn of_measure(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    written: &Written,
    found: &mut Findings<'_>,
) {
    let text = passage.text.as_str();
    let opens = text[..written.range.start].trim_end();
    let is_first = |word: &str| {
        opens.strip_suffix(word).is_some_and(|before| {
            let before = before.trim_end();
            before.is_empty() || before.ends_with('.')
        })
    };
    if !(is_first("On") || is_first("At")) || !passage.is_typed(&written.range) {
        return;
    }
    let Some(said) = written.year.and_then(|year| date(written, year)) else { return };
    let Some(printed) =
        passage.measures.iter().find(|it| it.range.start > written.range.end)
    else {
        return;
    };
    let between = &text[written.range.end..printed.range.start];
    if between.contains(['.', ';']) || between.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    let measure = subject.report.measure(printed.id);
    let Some(period) = &measure.period else { return };
    let periods = dates_of(subject, &period.value);
    let [(day, month, Some(year))] = periods.as_slice() else { return };
    let own = Written { range: 0..0, day: *day, month: *month, year: Some(*year) };
    let is_date = matches!(&measure.value.value, MeasureValue::Date(PartialDate::Day(_)));
    if is_date || date(&own, *year).is_none_or(|own| own == said) {
        return;
    }
    let message = format!(
        "`{}` is said of `{}`, which is of {}",
        &text[written.range.clone()],
        measure.id.value,
        period.value
    );
    found.warn_in(
        passage,
        &written.range,
        message,
        "correct the date, or the period of the measure",
    );
    found.relate(&period.place, "the period");
}

/// The days that a text names: day, month and year.
fn dates_of(subject: &Subject<'_>, text: &str) -> Vec<(u8, u8, Option<i32>)> {
    let mut found = Vec::new();
    for month in 1..=12 {
        let Some((before, after)) = text.split_once(subject.locale.month(month)) else {
            continue;
        };
        let before = before.trim_end();
        let digits =
            before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(day) = before[before.len() - digits..].parse() else { continue };
        found.push((day, month, after.trim().parse().ok()));
    }
    found
}
