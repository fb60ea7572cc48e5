//! Readers of dates: days, dates of which a part is known, financial years and quarters.
//!
//! A date is written as ISO 8601 has it. How dates print is the business of
//! [`measure`](crate::report::measure).

use time::macros::format_description;
use time::util::days_in_month;
use time::{Date, Month};

use crate::report::declare::{Scalar, Shape};
use crate::report::model::{PartialDate, Placed};

use super::cursor::Cursor;
use super::typed::{raw, refuse};

/// A month and a day of it, for patterns; whether February has 29 days is for the readers.
macro_rules! day_of_year {
    () => {
        "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])\
         |(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
    };
}

/// A financial year, for patterns: the second number is the first and one more.
macro_rules! financial_year {
    () => {
        "[0-9]{2}(?:([0-9])(?:0/\\1[1]|1/\\1[2]|2/\\1[3]|3/\\1[4]|4/\\1[5]|5/\\1[6]|6/\\1[7]\
         |7/\\1[8]|8/\\1[9])|09/10|19/20|29/30|39/40|49/50|59/60|69/70|79/80|89/90|99/00)"
    };
}

/// What a day may be.
pub(super) const DAY: Scalar = Scalar {
    format: Some("date"),
    ..Scalar::matching("date", concat!("^(?!0000)[0-9]{4}-", day_of_year!(), "$"))
};

/// What a date may be of which a part may not be known. A year looks like a number.
pub(crate) fn partial_shape() -> Shape {
    let year = Scalar::whole("date", Some((1000, 9999)));
    let date = Scalar::matching(
        "date",
        concat!(
            "^(?:[0-9]{4}|(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2]|",
            day_of_year!(),
            ")|--",
            day_of_year!(),
            ")$"
        ),
    );
    Shape::Either(vec![Shape::Scalar(year), Shape::Scalar(date)])
}

/// What a financial year may be.
pub(crate) fn financial_year_shape() -> Shape {
    let pattern = concat!("^", financial_year!(), "$");
    Shape::Scalar(Scalar::matching("date", pattern))
}

/// What a quarter may be.
pub(crate) fn quarter_shape() -> Shape {
    let pattern = concat!("^", financial_year!(), " Q[1-4]$");
    Shape::Scalar(Scalar::matching("date", pattern))
}

/// A day, as `2024-03-01`.
pub(super) fn date(at: &Cursor<'_>) -> Option<Placed<Date>> {
    let raw = raw(at, "a date")?;
    let hint = "write the day as `2024-03-01` is written";
    let value = parse_date(raw).or_else(|| refuse_date(at, raw, hint))?;
    Some(Placed { value, place: at.place() })
}

/// A date of which a part may not be known.
pub(crate) fn partial_date(at: &Cursor<'_>) -> Option<PartialDate> {
    let raw = raw(at, "a date")?;
    let hint =
        "write `2022`, `2022-06`, `2022-06-30`, or `--06-30` for a day without a year";
    parse_partial_date(raw).or_else(|| refuse_date(at, raw, hint))
}

/// Reports a date that is written otherwise, or that the calendar has not.
fn refuse_date<T>(at: &Cursor<'_>, raw: &str, hint: &str) -> Option<T> {
    match not_in_calendar(raw) {
        Some((what, last)) => at.refuse(
            format!("there is no {what} `{raw}`"),
            format!("write a {what} from `01` to `{last}`"),
        ),
        None => refuse(at, "is not a date", raw, hint),
    }
}

/// What of a well-written date the calendar has not, a month or a day, and the last that
/// it has; `None` for a date that is written otherwise.
fn not_in_calendar(text: &str) -> Option<(&'static str, u8)> {
    let (year, rest) = match text.strip_prefix("--") {
        // A leap year, so that 29 February is a day.
        Some(rest) => (2000, rest),
        None => (digits(text.get(..4)?)?, text.get(4..)?.strip_prefix('-')?),
    };
    let two = |text: &str| -> Option<u8> {
        if text.len() == 2 { digits(text)?.try_into().ok() } else { None }
    };
    let (month, day) = match rest.split_once('-') {
        Some((month, day)) => (two(month)?, Some(two(day)?)),
        None => (two(rest)?, None),
    };
    let Ok(month) = Month::try_from(month) else { return Some(("month", 12)) };
    let last = days_in_month(month, year);
    day.filter(|day| !(1..=last).contains(day)).map(|_| ("day", last))
}

/// A day of the calendar, as ISO 8601 writes it; `None` for any other text.
fn parse_date(text: &str) -> Option<Date> {
    // There is no year 0 in the calendar that reports are dated by.
    let found = Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
    found.filter(|date| date.year() > 0)
}

/// A date in one of the forms of ISO 8601 that are allowed.
fn parse_partial_date(text: &str) -> Option<PartialDate> {
    if let Some(day_of_year) = text.strip_prefix("--") {
        // A leap year, so that 29 February is a day.
        let date = parse_date(&format!("2000-{day_of_year}"))?;
        let (month, day) = (date.month().into(), date.day());
        return Some(PartialDate::DayOfYear { month, day });
    }
    match text.len() {
        4 => Some(PartialDate::Year(digits(text)?)),
        7 => {
            let date = parse_date(&format!("{text}-01"))?;
            Some(PartialDate::Month { year: date.year(), month: date.month().into() })
        }
        _ => Some(PartialDate::Day(parse_date(text)?)),
    }
}

fn digits(text: &str) -> Option<i32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// A financial year, by the calendar year in which it starts.
pub(crate) fn financial_year(at: &Cursor<'_>) -> Option<i32> {
    let raw = raw(at, "a financial year")?;
    let refused = || refuse(at, "is not a financial year", raw, "write it as `2022/23`");
    parse_financial_year(raw).or_else(refused)
}

/// The calendar year in which a financial year such as `2022/23` starts.
fn parse_financial_year(text: &str) -> Option<i32> {
    let (start, end) = text.split_once('/')?;
    if start.len() != 4 || end.len() != 2 {
        return None;
    }
    let (start, end) = (digits(start)?, digits(end)?);
    ((start + 1) % 100 == end).then_some(start)
}

/// A quarter of a financial year: the calendar year in which that starts, and 1 to 4.
pub(crate) fn quarter(at: &Cursor<'_>) -> Option<(i32, u8)> {
    let raw = raw(at, "a quarter")?;
    let found = raw.split_once(" Q").and_then(|(year, quarter)| {
        let quarter =
            ["1", "2", "3", "4"].iter().zip(1_u8..).find(|it| *it.0 == quarter)?.1;
        Some((parse_financial_year(year)?, quarter))
    });
    found.or_else(|| refuse(at, "is not a quarter", raw, "write it as `2022/23 Q4`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_be_known_in_part() {
        assert_eq!(parse_partial_date("2022"), Some(PartialDate::Year(2022)));
        assert_eq!(
            parse_partial_date("2022-06"),
            Some(PartialDate::Month { year: 2022, month: 6 })
        );
        assert_eq!(
            parse_partial_date("--02-29"),
            Some(PartialDate::DayOfYear { month: 2, day: 29 })
        );
        for text in ["2023-02-29", "22-06", "2022-13", "June 2022", "--13-01", "+202"] {
            assert_eq!(parse_partial_date(text), None, "{text}");
        }
    }

    #[test]
    fn financial_years_end_in_the_next_year() {
        assert_eq!(parse_financial_year("2022/23"), Some(2022));
        assert_eq!(parse_financial_year("1999/00"), Some(1999));
        assert_eq!(parse_financial_year("2022/24"), None);
        assert_eq!(parse_financial_year("2022-23"), None);
    }

    #[test]
    fn the_calendar_says_what_it_has_not() {
        assert_eq!(not_in_calendar("2025-02-29"), Some(("day", 28)));
        assert_eq!(not_in_calendar("--02-30"), Some(("day", 29)));
        assert_eq!(not_in_calendar("2025-13-01"), Some(("month", 12)));
        assert_eq!(not_in_calendar("2025-00"), Some(("month", 12)));
        assert_eq!(not_in_calendar("2025-04-00"), Some(("day", 30)));
        for text in ["2025-2-29", "29 February 2025", "2025", "2025-02-28", "é-02-29"] {
            assert_eq!(not_in_calendar(text), None, "{text}");
        }
    }
}
