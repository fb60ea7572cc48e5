//! Split years: a year that runs over two calendar years, such as 2022/23.

use std::ops::Range;

/// A split year as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SplitYear {
    /// The calendar year in which it starts.
    pub(super) start: u32,
    /// How it is written.
    pub(super) form: YearForm,
}

/// How a split year is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearForm {
    /// What stands between the years: a slash, a hyphen or a dash.
    separator: char,
    /// The digits of the second year.
    digits: Digits,
}

/// How many digits the second year has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Digits {
    Two,
    Four,
}

impl YearForm {
    /// Whether the second year is written in full, as in “2022/2023”.
    pub(super) fn is_full(self) -> bool {
        self.digits == Digits::Four
    }

    /// A year that starts in a calendar year, in this form.
    pub(super) fn write(self, start: u32) -> String {
        let Self { separator, digits } = self;
        match digits {
            Digits::Two => format!("{start}{separator}{:02}", (start + 1) % 100),
            Digits::Four => format!("{start}{separator}{}", start + 1),
        }
    }
}

/// Reads a text that is a split year and nothing else.
pub(super) fn read(text: &str) -> Option<SplitYear> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '-' | '–' | '\u{2011}') {
        return None;
    }
    let (first, second) = text.split_once(separator)?;
    let start = calendar_year(first)?;
    let end: u32 = second.parse().ok()?;
    let digits = match second.len() {
        2 if end == (start + 1) % 100 => Digits::Two,
        4 if end == start + 1 => Digits::Four,
        _ => return None,
    };
    Some(SplitYear { start, form: YearForm { separator, digits } })
}

/// The split years of a text, where they stand.
pub(super) fn split_years(text: &str) -> Vec<(Range<usize>, SplitYear)> {
    let belongs =
        |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '–' | '\u{2011}');
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| c.is_ascii_digit()) {
        let start = rest + start;
        let length = text[start..].find(|c| !belongs(c));
        let end = length.map_or(text.len(), |length| start + length);
        rest = end;
        let before = text[..start].chars().next_back();
        let mut after = text[end..].chars();
        let parted = !before
            .is_some_and(|c| c.is_alphanumeric() || ".,/-–_#".contains(c))
            && !after.next().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if let Some(year) = read(&text[start..end]).filter(|_| parted) {
            found.push((start..end, year));
        }
    }
    found
}

/// A calendar year that a report may speak of, written in four digits.
pub(super) fn calendar_year(text: &str) -> Option<u32> {
    let year = text.parse().ok().filter(|_| text.len() == 4)?;
    (1500..2200).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_years_that_follow_each_other_are_one() {
        for (text, starts) in [
            ("in 2022-23, 2022/2023 and 1999/00.", vec![2022, 2022, 1999]),
            ("2022-25, 2022-2025, 2022/23/24, 2022-03-04", vec![]),
            ("A2022-23 and FS.2022/23", vec![]),
        ] {
            let found = split_years(text);
            let found: Vec<_> = found.into_iter().map(|(_, year)| year.start).collect();
            assert_eq!(found, starts, "{text}");
        }
    }

    #[test]
    fn a_year_is_written_in_the_form_of_another() {
        let form = read("2022/23").unwrap().form;
        assert_eq!(form.write(1999), "1999/00");
        assert_eq!(read("2022-2023").unwrap().form.write(2008), "2008-2009");
    }
}
