//! Spans: the days that a period takes in, whether it is a value or is written in words.
//!
//! Words are understood only as a whole: “before the end of March 2022” is no span, and is
//! better left than misread. What a span may not be is the business of the rules.

use time::util::days_in_month;
use time::{Date, Duration, Month};

use crate::report::{Locale, MeasureValue, PartialDate, ReportPeriod};

/// Days, both ends included. The end can stand before the start, where that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The first day.
    pub(super) from: Date,
    /// The last day.
    pub(super) to: Date,
}

impl Span {
    /// The reporting year.
    pub(super) fn of_report(period: &ReportPeriod) -> Self {
        Self { from: period.from.value, to: period.to.value }
    }

    /// Whether all its days are days of another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.from >= other.from && self.to <= other.to
    }

    /// Whether any of its days is a day of another.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.from <= other.to && self.to >= other.from
    }

    fn day(date: Date) -> Self {
        Self { from: date, to: date }
    }

    fn month(year: i32, month: Month) -> Option<Self> {
        let from = Date::from_calendar_date(year, month, 1).ok()?;
        let last = days_in_month(month, year);
        Some(Self { from, to: Date::from_calendar_date(year, month, last).ok()? })
    }

    fn year(year: i32) -> Option<Self> {
        let from = Self::month(year, Month::January)?.from;
        Some(Self { from, to: Self::month(year, Month::December)?.to })
    }
}

/// What reading a period needs to know.
pub(super) struct Calendar<'r> {
    period: &'r ReportPeriod,
    locale: &'r Locale,
}

impl<'r> Calendar<'r> {
    /// The calendar of a report.
    pub(super) fn new(period: &'r ReportPeriod, locale: &'r Locale) -> Self {
        Self { period, locale }
    }

    /// The days of a value; `None` for numbers, and for a day whose year is not known.
    pub(super) fn of_value(&self, value: &MeasureValue) -> Option<Span> {
        match value {
            MeasureValue::Number(_) | MeasureValue::Range { .. } => None,
            MeasureValue::Date(date) => partial(*date),
            MeasureValue::Period { from, to } => {
                Some(Span { from: partial(*from)?.from, to: partial(*to)?.to })
            }
            MeasureValue::FinancialYear(year) => self.financial_year(*year),
            MeasureValue::Quarter { year, quarter } => self.quarter(*year, *quarter),
        }
    }

    /// The days of a period in words; `None` where they are not understood.
    pub(super) fn of_text(&self, text: &str) -> Option<Span> {
        let text = text.to_lowercase().replace('\u{a0}', " ").replace('–', "-");
        let text = text.trim().trim_end_matches('.');
        if let Some(rest) = text.strip_prefix("since ") {
            return Some(Span {
                from: self.single(rest)?.from,
                to: self.period.to.value,
            });
        }
        if let Some((length, end)) = months_to(text) {
            let to = self.single(end)?.to;
            return Some(Span { from: months_before(to, length)?, to });
        }
        if let Some(rest) = text.strip_prefix("between ") {
            let (from, to) = rest.split_once(" and ")?;
            return self.range(from, to);
        }
        let rest = text.strip_prefix("from ").unwrap_or(text);
        for between in [" to ", " - "] {
            if let Some((from, to)) = rest.split_once(between) {
                return self.range(from, to);
            }
        }
        if let Some((from, to)) = text.split_once('-')
            && from.len() == 4
            && to.len() == 4
        {
            return self.range(from, to);
        }
        for ends in ["end of ", "at the end of ", "as at ", "at ", "to the end of "] {
            if let Some(rest) = text.strip_prefix(ends) {
                return Some(Span::day(self.single(rest)?.to));
            }
        }
        self.single(text)
    }

    /// From one date to another; the year of the second may stand for both.
    fn range(&self, from: &str, to: &str) -> Option<Span> {
        let end = self.single(to)?;
        let start = self.single(from).or_else(|| {
            let year = to.rsplit(' ').next()?;
            self.single(&format!("{from} {year}"))
        })?;
        Some(Span { from: start.from, to: end.to })
    }

    /// A day, a month, a quarter, a year or a financial year.
    fn single(&self, text: &str) -> Option<Span> {
        let mut text = text.trim();
        for before in ["the ", "financial year ", "calendar year ", "year "] {
            text = text.strip_prefix(before).unwrap_or(text);
        }
        let words: Vec<&str> = text.split(' ').collect();
        match words.as_slice() {
            [year] => {
                let plain = || Span::year(digits(year, 4)?);
                self.financial_year_in(year)
                    .and_then(|it| self.financial_year(it))
                    .or_else(plain)
            }
            [month, year] if self.month(month).is_some() => {
                Span::month(digits(year, 4)?, self.month(month)?)
            }
            [day, month, year] if self.month(month).is_some() => {
                let day = day.trim_end_matches(|c: char| c.is_alphabetic());
                let day = day.parse().ok()?;
                let date =
                    Date::from_calendar_date(digits(year, 4)?, self.month(month)?, day);
                Some(Span::day(date.ok()?))
            }
            ["quarter", quarter, year] | [year, "quarter", quarter] => {
                self.quarter(self.financial_year_in(year)?, quarter.parse().ok()?)
            }
            [one, other] => {
                let (quarter, year) =
                    match (one.strip_prefix('q'), other.strip_prefix('q')) {
                        (Some(quarter), _) => (quarter, other),
                        (_, Some(quarter)) => (quarter, one),
                        _ => return None,
                    };
                self.quarter(self.financial_year_in(year)?, quarter.parse().ok()?)
            }
            _ => None,
        }
    }

    fn month(&self, name: &str) -> Option<Month> {
        Month::try_from(self.locale.month_named(name)?).ok()
    }

    /// The year in which `2022/23`, `2022-23` or `2022/2023` starts.
    fn financial_year_in(&self, text: &str) -> Option<i32> {
        let (start, end) = text.split_once(['/', '-'])?;
        let start = digits(start, 4)?;
        let next = digits(end, 2).map(|end| (start + 1).rem_euclid(100) == end);
        let next = next.or_else(|| Some(start + 1 == digits(end, 4)?));
        (next == Some(true)).then_some(start)
    }

    /// A financial year. It starts as the reporting year does; where that is a calendar
    /// year, as the Government’s does, on 1 April.
    fn financial_year(&self, year: i32) -> Option<Span> {
        let first = self.period.from.value;
        let (month, day) = match (first.month(), first.day()) {
            (Month::January, 1) => (Month::April, 1),
            found => found,
        };
        let from = Date::from_calendar_date(year, month, day).ok()?;
        let next = Date::from_calendar_date(year.checked_add(1)?, month, day).ok()?;
        Some(Span { from, to: next.previous_day()? })
    }

    fn quarter(&self, year: i32, quarter: u8) -> Option<Span> {
        let whole = self.financial_year(year)?;
        let before = quarter.checked_sub(1).filter(|before| *before < 4)?;
        let from = months_later(whole.from, i32::from(before) * 3)?;
        Some(Span { from, to: months_later(from, 3)?.previous_day()? })
    }
}

/// The days of a date of which a part is known.
fn partial(date: PartialDate) -> Option<Span> {
    match date {
        PartialDate::Year(year) => Span::year(year),
        PartialDate::Month { year, month } => {
            Span::month(year, Month::try_from(month).ok()?)
        }
        PartialDate::Day(date) => Some(Span::day(date)),
        PartialDate::DayOfYear { .. } => None,
    }
}

/// “12 months to”, “year ending”: how many months, and what they end with.
fn months_to(text: &str) -> Option<(i32, &str)> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let (length, rest) = match text.strip_prefix("year ") {
        Some(rest) => (12, rest),
        None => {
            let (number, rest) = text.split_once(" months ")?;
            (number.parse().ok().filter(|it| (1..=1200).contains(it))?, rest)
        }
    };
    let ends = ["to the end of ", "to end of ", "to ", "ending ", "ended ", "up to "];
    let end = ends.into_iter().find_map(|it| rest.strip_prefix(it))?;
    Some((length, end))
}

/// The first day of so many months that end with a day.
fn months_before(last: Date, months: i32) -> Option<Date> {
    months_later(last.checked_add(Duration::days(1))?, -months)
}

/// The same day so many months later.
fn months_later(date: Date, months: i32) -> Option<Date> {
    let index = date.year() * 12 + i32::from(u8::from(date.month())) - 1 + months;
    let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
    let month = Month::try_from(month).ok()?;
    let year = index.div_euclid(12);
    let day = date.day().min(days_in_month(month, year));
    Date::from_calendar_date(year, month, day).ok()
}

/// A number of so many digits.
fn digits(text: &str, count: usize) -> Option<i32> {
    let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::report::Placed;

    #[test]
    fn periods_in_words_are_read_as_days() {
        let place = Place::whole_file("report.yaml");
        let first = Span::month(2022, Month::April).unwrap();
        let last = Span::month(2023, Month::March).unwrap();
        let period = ReportPeriod {
            from: Placed { value: first.from, place: place.clone() },
            to: Placed { value: last.to, place: place.clone() },
            label: Placed { value: "2022/23".into(), place: place.clone() },
        };
        let locale = Locale::for_language("en-GB").unwrap();
        let calendar = Calendar::new(&period, &locale);
        let days = |text: &str| {
            let span = calendar.of_text(text);
            span.map(|span| format!("{} {}", span.from, span.to))
        };
        for (text, from, to) in [
            ("2022/23", "2022-04-01", "2023-03-31"),
            ("2022-23", "2022-04-01", "2023-03-31"),
            ("2024", "2024-01-01", "2024-12-31"),
            ("2022-2025", "2022-01-01", "2025-12-31"),
            ("since February 2019", "2019-02-01", "2023-03-31"),
            ("end of Q4 2022/23", "2023-03-31", "2023-03-31"),
            ("2022/23 Q2", "2022-07-01", "2022-09-30"),
            ("Quarter 3 2022/23", "2022-10-01", "2022-12-31"),
            ("1 October 2022 to September 2023", "2022-10-01", "2023-09-30"),
            ("January to December 2024", "2024-01-01", "2024-12-31"),
            ("2016 to April 2022", "2016-01-01", "2022-04-30"),
            ("12 months to March 2019", "2018-04-01", "2019-03-31"),
            ("year ending 31 March 2023", "2022-04-01", "2023-03-31"),
            ("as at 31 March 2023", "2023-03-31", "2023-03-31"),
        ] {
            assert_eq!(days(text), Some(format!("{from} {to}")), "{text}");
        }
        for text in [
            "last year",
            "next two years",
            "before the end of March 2022",
            "2022-25",
            "12 months from January 2023",
            "31 February 2023",
            "Q5 2022/23",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
