//! Dates in another form than “1 March 2024”.

use std::ops::Range;

use crate::lint::{Findings, Subject};
use crate::report::Locale;

use super::own::is_own;
use super::word::{gap, is_space, words};
use super::year::calendar_year;

/// The fewest letters of a month’s name that stand for it: “Sept” and “Mar”.
const SHORTEST_MONTH: usize = 3;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let months: Vec<&str> = subject.locale.months().collect();
    let to = Locale::to(subject.locale);
    for passage in subject.passages() {
        if !passage.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let words = words(&passage.text);
        let text = Typed { text: &passage.text, words: &words, months: &months, to };
        let mut index = 0;
        while index < words.len() {
            let Some(date) = text.day_first(index).or_else(|| text.month_first(index))
            else {
                index += 1;
                continue;
            };
            index = date.next;
            if !is_own(passage, &date.range) {
                continue;
            }
            let typed = &passage.text[date.range.clone()];
            let message = format!("the date `{typed}` is in another form than the rest");
            let hint = format!("write `{}`", date.right);
            found.warn_in(passage, &date.range, message, hint);
        }
    }
}

/// A date as it was typed.
struct Found {
    /// Its bytes.
    range: Range<usize>,
    /// As it should be.
    right: String,
    /// The first word after it, by position.
    next: usize,
}

/// A text, word by word.
struct Typed<'t> {
    text: &'t str,
    words: &'t [Range<usize>],
    months: &'t [&'t str],
    to: &'t str,
}

impl<'t> Typed<'t> {
    fn word(&self, index: usize) -> Option<&'t str> {
        self.words.get(index).map(|range| &self.text[range.clone()])
    }

    /// Whether one space stands between a word and the next.
    fn spaced(&self, index: usize) -> bool {
        is_space(gap(self.text, self.words, index))
    }

    /// “1st March 2024”, “the 1st of March” and “1st to 5th March”, from a word on.
    fn day_first(&self, index: usize) -> Option<Found> {
        let first = ordinal(self.word(index)?)?;
        let mut at = index;
        let mut right = first.to_string();
        if let Some((last, day, between)) = self.second_day(index) {
            at = last;
            right = format!("{right} {between} {day}");
        }
        let mut start = index;
        if self.spaced(at) && self.word(at + 1) == Some("of") {
            at += 1;
            let article = index.checked_sub(1).filter(|before| self.spaced(*before));
            if let Some(before) = article.filter(|it| self.word(*it) == Some("the")) {
                start = before;
            }
        }
        let month = self.month(at + 1).filter(|_| self.spaced(at))?;
        right = format!("{right} {month}");
        at += 1;
        if let Some(year) = self.year_after(at) {
            right = format!("{right} {year}");
            at += 1;
        }
        let range = self.words[start].start..self.words[at].end;
        Some(Found { range, right, next: at + 1 })
    }

    /// The second day of “1st to 5th March”: its position, the day, and the word between.
    fn second_day(&self, index: usize) -> Option<(usize, u8, &'t str)> {
        let day_at = |at| self.word(at).and_then(|word| ordinal(word).or(day(word)));
        if matches!(gap(self.text, self.words, index), "-" | "–") {
            return day_at(index + 1).map(|day| (index + 1, day, self.to));
        }
        let between = self.word(index + 1)?;
        let joins = matches!(between, "to" | "and" | "or")
            && self.spaced(index)
            && self.spaced(index + 1);
        day_at(index + 2).filter(|_| joins).map(|day| (index + 2, day, between))
    }

    /// “March 1, 2024” and “March 1st”, from a word on.
    fn month_first(&self, index: usize) -> Option<Found> {
        let month = self.month(index).filter(|_| self.spaced(index))?;
        // In “5 March 12th Street” the month has its day already.
        let before = index.checked_sub(1).and_then(|before| self.word(before));
        if before.is_some_and(|word| day(word).or(ordinal(word)).is_some()) {
            return None;
        }
        let typed = self.word(index + 1)?;
        let is_ordinal = ordinal(typed).is_some();
        let day = ordinal(typed).or(day(typed))?;
        let year = self.year_after(index + 1);
        // Without a year, “by March 20 officers had left” is no date.
        let (right, last) = match year {
            Some(year) => (format!("{day} {month} {year}"), index + 2),
            None if is_ordinal => (format!("{day} {month}"), index + 1),
            None => return None,
        };
        let range = self.words[index].start..self.words[last].end;
        Some(Found { range, right, next: last + 1 })
    }

    /// The month of a word, in full.
    fn month(&self, index: usize) -> Option<&'t str> {
        let word = self.word(index)?;
        let full = |month: &&&str| {
            **month == word || (word.len() >= SHORTEST_MONTH && is_start(month, word))
        };
        self.months.iter().find(full).copied()
    }

    /// The year right after a word, with or without a comma between.
    fn year_after(&self, index: usize) -> Option<u32> {
        let gap = gap(self.text, self.words, index);
        let year = calendar_year(self.word(index + 1)?)?;
        // “March 1, 2,400 people” has a number after the day.
        let end = self.words[index + 1].end;
        let goes_on = self.text[end..].starts_with([',', '.', '/', '-'])
            && self.text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
        ((is_space(gap) || gap == ", ") && !goes_on).then_some(year)
    }
}

/// Whether a word is a month’s name cut short.
fn is_start(month: &str, word: &str) -> bool {
    month.starts_with(word) && (word.len() == SHORTEST_MONTH || word == "Sept")
}

/// A day of a month as a figure.
fn day(word: &str) -> Option<u8> {
    let is_figure = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|day| is_figure && (1..=31).contains(day))
}

/// A day of a month as an ordinal: “1st”.
fn ordinal(word: &str) -> Option<u8> {
    let figure =
        ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?;
    day(figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right(text: &str) -> Option<(String, String)> {
        let locale = Locale::for_language("en-GB").unwrap();
        let months: Vec<&str> = locale.months().collect();
        let words = words(text);
        let typed = Typed { text, words: &words, months: &months, to: locale.to() };
        (0..words.len()).find_map(|index| {
            let found = typed.day_first(index).or_else(|| typed.month_first(index))?;
            Some((text[found.range].to_owned(), found.right))
        })
    }

    #[test]
    fn other_forms_of_a_date_are_put_right() {
        for (text, typed, expected) in [
            ("on 1st March 2024.", "1st March 2024", "1 March 2024"),
            ("on the 10th of March it", "the 10th of March", "10 March"),
            ("the 2nd Sept, 2023 meeting", "2nd Sept, 2023", "2 September 2023"),
            ("on March 1, 2024, it", "March 1, 2024", "1 March 2024"),
            ("on Mar 3rd it", "Mar 3rd", "3 March"),
            ("the 1st-5th of May", "the 1st-5th of May", "1 to 5 May"),
            ("1st and 2nd May 2024", "1st and 2nd May 2024", "1 and 2 May 2024"),
        ] {
            assert_eq!(right(text), Some((typed.to_owned(), expected.to_owned())));
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_let_be() {
        for text in [
            "on 1 March 2024",
            "by March 20 officers left",
            "the 21st century",
            "the 5th floor",
            "In May 2024",
            "of March 1, 2,400 people",
            "the 4th Marching",
            "from 1 to 5 March",
            "5 May 12th Street",
        ] {
            assert_eq!(right(text), None, "{text}");
        }
    }
}
