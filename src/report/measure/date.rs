//! Dates: days, months, years, financial years and quarters.

use time::Date;

use crate::report::locale::Locale;
use crate::report::model::PartialDate;

/// A day: “1 March 2024”.
pub fn day(date: Date, locale: &Locale) -> String {
    let month = locale.month(date.month().into());
    format!("{}\u{a0}{month} {}", date.day(), date.year())
}

/// A date of which a part may not be known: “June 2022”, “10 March”.
pub(super) fn partial(date: PartialDate, locale: &Locale) -> String {
    match date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month { year, month } => format!("{} {year}", locale.month(month)),
        PartialDate::Day(date) => day(date, locale),
        PartialDate::DayOfYear { month, day } => {
            format!("{day}\u{a0}{}", locale.month(month))
        }
    }
}

/// A financial year by the calendar year in which it starts: “2022/23”.
pub(super) fn financial_year(start: i32) -> String {
    format!("{start}/{:02}", (start + 1).rem_euclid(100))
}

/// A quarter of a financial year: “Quarter 4 2022/23”.
pub(super) fn quarter(start: i32, quarter: u8, locale: &Locale) -> String {
    format!("{}\u{a0}{quarter} {}", locale.figure("quarter"), financial_year(start))
}
