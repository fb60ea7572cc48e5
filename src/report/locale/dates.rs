//! How a language writes dates: the names of months, and what stands around them.

use std::sync::Arc;

use super::{Locale, Words, filled};

/// The phrases of dates, each with its gaps.
pub(super) const PHRASES: [(&str, &[&str]); 8] = [
    ("day", &["{day}", "{month}", "{year}"]),
    ("day-of-year", &["{day}", "{month}"]),
    ("month", &["{month}", "{year}"]),
    ("quarter", &["{quarter}", "{year}"]),
    ("financial-year", &["{from}", "{to}"]),
    ("from-to", &["{from}", "{to}"]),
    ("numeric", &["{day}", "{month}", "{year}"]),
    ("first", &[]),
];

/// The names of months and the phrases of dates.
#[derive(Debug, Clone)]
pub(crate) struct DateForms {
    /// By themselves.
    pub(super) months: Vec<Arc<str>>,
    /// Beside a day.
    pub(super) months_of_days: Vec<Arc<str>>,
    /// As labels of points shorten them.
    pub(super) short: Vec<Vec<Arc<str>>>,
    pub(super) phrases: Words,
}

impl DateForms {
    fn phrase(&self, name: &str, gaps: &[(&str, &str)]) -> String {
        filled(self.phrases.get(name).map_or(name, |it| it), gaps)
    }
}

fn of_number(months: &[Arc<str>], month: u8) -> &str {
    let index = usize::from(month).saturating_sub(1);
    months.get(index).map_or("", |name| name)
}

impl Locale {
    /// A month by its number from 1, by itself.
    pub(crate) fn month(&self, month: u8) -> &str {
        of_number(&self.dates.months, month)
    }

    /// The names of all months, as they are written by themselves and beside a day.
    pub(crate) fn months(&self) -> impl Iterator<Item = &str> {
        let DateForms { months, months_of_days, .. } = &self.dates;
        let others = months_of_days.iter().filter(|name| !months.contains(name));
        months.iter().chain(others).map(|name| &**name)
    }

    /// The number of a month by its name, whole or shortened.
    pub(crate) fn month_named(&self, word: &str) -> Option<u8> {
        let word = word.trim_end_matches('.').to_lowercase();
        let is_it = |name: &str| name.trim_end_matches('.').to_lowercase() == word;
        (1..=12_u8).find(|month| {
            let short = self.dates.short.get(usize::from(*month) - 1);
            is_it(self.month(*month))
                || is_it(of_number(&self.dates.months_of_days, *month))
                || short.into_iter().flatten().any(|name| is_it(name))
        })
    }

    /// A day: “1 March 2024”.
    pub(crate) fn day(&self, day: u8, month: u8, year: i32) -> String {
        let year = year.to_string();
        let gaps = [
            ("{day}", &*self.number_of_day(day)),
            ("{month}", of_number(&self.dates.months_of_days, month)),
            ("{year}", &*year),
        ];
        self.dates.phrase("day", &gaps)
    }

    /// A day of no year: “10 March”.
    pub(crate) fn day_of_year(&self, day: u8, month: u8) -> String {
        let month = of_number(&self.dates.months_of_days, month);
        let gaps = [("{day}", &*self.number_of_day(day)), ("{month}", month)];
        self.dates.phrase("day-of-year", &gaps)
    }

    /// The first day of a month may have a form of its own: “1er”.
    fn number_of_day(&self, day: u8) -> String {
        match day {
            1 => self.dates.phrase("first", &[]),
            _ => day.to_string(),
        }
    }

    /// A month of a year: “June 2022”.
    pub(crate) fn month_of(&self, month: u8, year: i32) -> String {
        let gaps = [("{month}", self.month(month)), ("{year}", &*year.to_string())];
        self.dates.phrase("month", &gaps)
    }

    /// A financial year by the calendar year in which it starts: “2022/23”.
    pub(crate) fn financial_year(&self, start: i32) -> String {
        let end = format!("{:02}", (start + 1).rem_euclid(100));
        let gaps = [("{from}", &*start.to_string()), ("{to}", &*end)];
        self.dates.phrase("financial-year", &gaps)
    }

    /// A quarter of a financial year: “Quarter 4 2022/23”.
    pub(crate) fn quarter(&self, start: i32, quarter: u8) -> String {
        let year = self.financial_year(start);
        let gaps = [("{quarter}", &*quarter.to_string()), ("{year}", &*year)];
        self.dates.phrase("quarter", &gaps)
    }

    /// From a date to another: “1 April 2022 to 31 March 2023”.
    pub fn from_to(&self, from: &str, to: &str) -> String {
        self.dates.phrase("from-to", &[("{from}", from), ("{to}", to)])
    }

    /// Whether the day stands before the month where a date is written in numbers.
    pub(crate) fn is_day_first(&self) -> bool {
        let numeric = self.dates.phrases.get("numeric");
        numeric.is_some_and(|it| it.find("{day}") < it.find("{month}"))
    }
}
