//! Times: what labels such as `Apr 2024`, `2023/24 Q1` or `2019/20` say of when their points
//! are, so that a chart can set them as far apart as they are.
//!
//! Labels are times when all of them are, of one kind and in order; else they are names.

use super::locale::Locale;

/// What kind of time labels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Days: `4 March 2025`, `04/03/2025` or `2025-03-04`.
    Day,
    /// Months: `Apr 2024`, `April 2024`, `Apr-24` or `2024-04`.
    Month,
    /// Quarters: `2023/24 Q1`, `Q1 2023/24` or `2024 Q1`.
    Quarter,
    /// Years, calendar or financial: `2024`, `2023/24` or `FY24`.
    Year,
}

impl Step {
    /// By how many points labels may go on, so that they fall on round times.
    pub fn rounds(self) -> &'static [u32] {
        match self {
            Self::Day => &[1, 2, 7, 14, 28, 56, 91, 182, 364],
            Self::Month => &[1, 2, 3, 6, 12, 24, 60, 120],
            Self::Quarter => &[1, 2, 4, 8, 20, 40],
            Self::Year => &[1, 2, 5, 10, 20, 50],
        }
    }
}

/// When the points of a series are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// What kind of time they are.
    pub step: Step,
    /// How many days, months, quarters or years each is from a start that all have.
    pub at: Vec<i64>,
    /// What each is called beside its year, and that year: `Apr` of `2024`.
    pub names: Vec<(String, Option<String>)>,
}

/// Labels that are times, and out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfOrder {
    /// The first that is not later than the one before it.
    pub point: usize,
}

/// A label that keeps others from being times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit {
    /// Its position.
    pub point: usize,
    /// Whether it and all others are times of which the year is not said, or not in full.
    pub is_without_year: bool,
}

impl Times {
    /// What labels say; `None` where they are names.
    ///
    /// # Errors
    ///
    /// When they are times of one kind that do not follow each other.
    pub fn read<'l>(
        labels: impl Iterator<Item = &'l str>,
        locale: &Locale,
    ) -> Result<Option<Self>, OutOfOrder> {
        let read: Option<Vec<Time>> = labels.map(|it| Time::read(it, locale)).collect();
        let Some(read) = read.filter(|it| it.len() > 1) else { return Ok(None) };
        let step = read[0].step;
        if read.iter().any(|it| it.kind() != read[0].kind()) {
            return Ok(None);
        }
        let later = read.windows(2).position(|pair| pair[1].at <= pair[0].at);
        if let Some(before) = later {
            return Err(OutOfOrder { point: before + 1 });
        }
        let at = read.iter().map(|it| it.at).collect();
        let names = read.into_iter().map(|it| (it.name, it.year)).collect();
        Ok(Some(Self { step, at, names }))
    }

    /// The first label that keeps the others from being times: one that is none, where more than half
    /// are; one of another kind than most; or one that leaves out its year, where not each is the
    /// month or the quarter after the one before.
    pub fn misfit<'l>(
        labels: impl Iterator<Item = &'l str>,
        locale: &Locale,
    ) -> Option<Misfit> {
        let labels: Vec<&str> = labels.collect();
        let read: Vec<_> =
            labels.iter().map(|it| Time::read(it, locale).map(|it| it.kind())).collect();
        let count = |kind: &Kind| read.iter().flatten().filter(|it| *it == kind).count();
        let known = read.iter().flatten().count();
        if known * 2 > labels.len() {
            let most = read.iter().flatten().copied().max_by_key(count)?;
            let at = |point| Misfit { point, is_without_year: false };
            return read.iter().position(|it| *it != Some(most)).map(at);
        }
        // A year alone is in no label of which some say more.
        let bare: Option<Vec<ShortTime>> =
            labels.iter().map(|it| short_time(it, locale)).collect();
        let bare = bare.filter(|it| it.len() > 2)?;
        let is_even = bare.windows(2).all(|pair| pair[1].follows(&pair[0]));
        (!is_even).then_some(Misfit { point: 0, is_without_year: true })
    }

    /// Whether all are equally far apart.
    pub fn is_even(&self) -> bool {
        let mut steps = self.at.windows(2).map(|pair| pair[1] - pair[0]);
        let first = steps.next();
        steps.all(|step| Some(step) == first)
    }

    /// Where each is between the first, 0, and the last, 1.
    pub fn places(&self) -> Vec<f64> {
        let (Some(first), Some(last)) = (self.at.first(), self.at.last()) else {
            return Vec::new();
        };
        let whole = (last - first).max(1) as f64;
        self.at.iter().map(|at| (at - first) as f64 / whole).collect()
    }
}

/// Whether two labels name one time, in any language that there is: alike, or both times.
pub fn is_same_time(one: &str, other: &str) -> bool {
    one.trim() == other.trim() || apart(one, other) == Some(0)
}

/// Whether a label names the time a year before that of another.
pub fn is_year_before(one: &str, other: &str) -> bool {
    let step = |locale| Time::read(other, locale).map(|it| it.step);
    let year = match Locale::every().find_map(step) {
        Some(Step::Year) => 1,
        Some(Step::Quarter) => 4,
        Some(Step::Month) => 12,
        Some(Step::Day) | None => return false,
    };
    apart(one, other) == Some(year)
}

/// By how many days, months, quarters or years one label is before another; `None` where they are not
/// times of one kind in any language.
fn apart(one: &str, other: &str) -> Option<i64> {
    Locale::every().find_map(|locale| {
        let (one, other) = (Time::read(one, locale)?, Time::read(other, locale)?);
        (one.kind() == other.kind()).then(|| other.at - one.at)
    })
}

/// How a year is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Years {
    /// `2024`
    Calendar,
    /// `2023/24`
    Financial,
    /// `FY24`, by its first or its last year: which is not known, and makes no odds.
    Numbered,
}

/// What kind of time a label is; times of one kind can be set apart.
type Kind = (Step, Years);

/// What one label says.
struct Time {
    step: Step,
    at: i64,
    name: String,
    year: Option<String>,
    years: Years,
}

impl Time {
    fn kind(&self) -> Kind {
        (self.step, self.years)
    }

    fn read(label: &str, locale: &Locale) -> Option<Self> {
        let label = label.replace(['–', '\u{2011}'], "-");
        let words: Vec<&str> = label.split_whitespace().collect();
        match words.as_slice() {
            [one] => Self::of_word(one, locale),
            [first, second] => match (quarter(first), quarter(second)) {
                (Some(of), None) => Self::of_quarter(first, of, second),
                (None, Some(of)) => Self::of_quarter(second, of, first),
                _ if first.eq_ignore_ascii_case("FY") => {
                    Self::of_fiscal_year(&label, second)
                }
                _ => {
                    let month = locale.month_named(first)?;
                    let year = short_year(second)?;
                    Some(Self::of_month(first, second, year, month))
                }
            },
            [day, name, year] => {
                let number: u8 = day.parse().ok()?;
                let month = time::Month::try_from(locale.month_named(name)?).ok()?;
                let date =
                    time::Date::from_calendar_date(full_year(year)?, month, number)
                        .ok()?;
                Some(Self::of_day(date, format!("{day} {name}"), year))
            }
            _ => None,
        }
    }

    /// `2024`, `2023/24`, `FY24`, `2024-04`, `Apr-24`, `2025-03-04`, `04/03/2025`.
    fn of_word(word: &str, locale: &Locale) -> Option<Self> {
        if let Some(year) = full_year(word) {
            return Some(Self::of_year(word, year, Years::Calendar));
        }
        if let Some(year) = financial(word) {
            return Some(Self::of_year(word, year, Years::Financial));
        }
        if let Some(year) = word.strip_prefix("FY").or(word.strip_prefix("fy")) {
            return Self::of_fiscal_year(word, year);
        }
        let parts: Vec<&str> = word.split(['-', '/']).collect();
        match parts.as_slice() {
            // As spreadsheets write it.
            [name, year] if locale.month_named(name).is_some() => {
                let month = locale.month_named(name)?;
                Some(Self::of_month(name, year, short_year(year)?, month))
            }
            [day, month, year] if full_year(year).is_some() => {
                // Only where the language puts the day first is it certain which is which.
                let is_day_first = locale.is_day_first();
                let month = time::Month::try_from(month.parse::<u8>().ok()?).ok()?;
                let (year, day) = (full_year(year)?, day.parse().ok()?);
                let date = time::Date::from_calendar_date(year, month, day).ok()?;
                is_day_first.then(|| Self::of_day(date, word.to_owned(), ""))
            }
            _ if word.contains('/') => None,
            [year, month] if month.len() == 2 => {
                let month: u8 = month.parse().ok().filter(|it| (1..=12).contains(it))?;
                Some(Self::of_month(word, "", full_year(year)?, month))
            }
            [year, month, day] => {
                let month = time::Month::try_from(month.parse::<u8>().ok()?).ok()?;
                let (year, day) = (full_year(year)?, day.parse().ok()?);
                let date = time::Date::from_calendar_date(year, month, day).ok()?;
                Some(Self::of_day(date, word.to_owned(), ""))
            }
            _ => None,
        }
    }

    fn of_day(date: time::Date, name: String, year: &str) -> Self {
        let at = i64::from(date.to_julian_day());
        let years = Years::Calendar;
        Self { step: Step::Day, at, name, year: given(year), years }
    }

    fn of_month(name: &str, typed: &str, year: i32, month: u8) -> Self {
        let at = i64::from(year) * 12 + i64::from(month);
        let (name, year) = (name.to_owned(), given(typed));
        Self { step: Step::Month, at, name, year, years: Years::Calendar }
    }

    fn of_quarter(name: &str, quarter: u8, typed: &str) -> Option<Self> {
        let years = match financial(typed) {
            Some(_) => Years::Financial,
            None => Years::Calendar,
        };
        let year = financial(typed).or_else(|| full_year(typed))?;
        let at = i64::from(year) * 4 + i64::from(quarter);
        let (name, year) = (name.to_owned(), given(typed));
        Some(Self { step: Step::Quarter, at, name, year, years })
    }

    fn of_year(name: &str, year: i32, years: Years) -> Self {
        let (at, name) = (i64::from(year), name.to_owned());
        Self { step: Step::Year, at, name, year: None, years }
    }

    /// `FY24`, `FY2024` or `FY2023/24`.
    fn of_fiscal_year(name: &str, year: &str) -> Option<Self> {
        if let Some(year) = financial(year) {
            return Some(Self::of_year(name, year, Years::Financial));
        }
        Some(Self::of_year(name, short_year(year)?, Years::Numbered))
    }
}

fn given(year: &str) -> Option<String> {
    (!year.is_empty()).then(|| year.to_owned())
}

/// A year of four digits.
fn full_year(word: &str) -> Option<i32> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = is_year.then(|| word.parse().ok())??;
    (1800..=2199).contains(&year).then_some(year)
}

/// A year of four digits or of the two last.
fn short_year(word: &str) -> Option<i32> {
    if word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse::<i32>().ok().map(|year| 2000 + year);
    }
    full_year(word)
}

/// The first year of `2023/24` or `2023-24`.
fn financial(word: &str) -> Option<i32> {
    let (first, second) = word.split_once(['/', '-'])?;
    let first = full_year(first)?;
    let next = first + 1;
    let follows = match second.len() {
        2 => second.parse() == Ok(next % 100),
        4 => second.parse() == Ok(next),
        _ => false,
    };
    // `2011-12` is December as well, and far more often a year.
    follows.then_some(first)
}

/// The quarter of `Q1`.
fn quarter(word: &str) -> Option<u8> {
    let digit = word.strip_prefix(['Q', 'q'])?;
    digit.parse().ok().filter(|quarter| (1..=4).contains(quarter))
}

/// A time of which the year is not said, or not in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShortTime {
    /// A month, from 1.
    Month(u8),
    /// A quarter, from 1.
    Quarter(u8),
    /// `19/20` or `1/4/24`.
    Numbers,
}

impl ShortTime {
    /// Whether it is the next after another, in the same year or the next.
    fn follows(self, before: &Self) -> bool {
        match (before, self) {
            (Self::Month(before), Self::Month(month)) => month == before % 12 + 1,
            (Self::Quarter(before), Self::Quarter(quarter)) => quarter == before % 4 + 1,
            _ => false,
        }
    }
}

/// What a label says of a time without its year.
fn short_time(label: &str, locale: &Locale) -> Option<ShortTime> {
    let is_number = |it: &str| {
        matches!(it.len(), 1 | 2) && it.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts = label.split('/');
    if label.contains('/') && parts.clone().count() <= 3 && parts.clone().all(is_number) {
        return Some(ShortTime::Numbers);
    }
    let month = locale.month_named(label).map(ShortTime::Month);
    month.or_else(|| quarter(label).map(ShortTime::Quarter))
}

#[cfg(test)]
mod tests;
