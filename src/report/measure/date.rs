//! Dates: days, months, years, financial years and quarters.

use time::Date;

use crate::report::locale::Locale;
use crate::report::model::PartialDate;

/// A day: “1 March 2024”.
pub fn day(date: Date, locale: &Locale) -> String {
    locale.day(date.day(), date.month().into(), date.year())
}

/// A date of which a part may not be known: “June 2022”, “10 March”.
pub(super) fn partial(date: PartialDate, locale: &Locale) -> String {
    match date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month { year, month } => locale.month_of(month, year),
        PartialDate::Day(date) => day(date, locale),
        PartialDate::DayOfYear { month, day } => locale.day_of_year(day, month),
    }
}
