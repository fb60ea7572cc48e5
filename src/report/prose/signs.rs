//! Signs of numbers that become marks of items: `- 5` prints as an item “5”, and nothing says
//! that it was less than nought.

use crate::diagnostic::Diagnostic;
use crate::report::code;

use super::parts::{Part, after_space};
use super::runs::Run;
use super::writer::Writer;

/// What may stand behind a number that an item is all of.
const UNITS: &[&str] = &[
    "",
    "%",
    "per cent",
    "percent",
    "percentage points",
    "points",
    "pp",
    "k",
    "m",
    "bn",
    "million",
    "billion",
    "thousand",
];

/// The years that a list may be of.
const YEARS: std::ops::RangeInclusive<u16> = 1800..=2100;

impl<'t> Writer<'t, '_> {
    /// Reports an item of a list of Markdown, one of `count`, whose mark is likely a sign.
    /// `at`: where the item begins; `depth`: within how many lists the list stands.
    pub(super) fn report_sign(&mut self, at: usize, count: usize, depth: usize) {
        let start = after_space(self.text, at);
        let item = &self.text[start..];
        let Some(mark @ ('-' | '+')) = item.chars().next() else { return };
        let line = item.lines().next().unwrap_or_default();
        let rest = line[mark.len_utf8()..].trim();
        // A plus is hardly anybody's bullet, and a list of one item hardly a list.
        let is_sign = mark == '+' || is_amount(rest) || (count == 1 && depth == 0);
        if is_sign && begins_with_amount(rest) {
            self.report_lost_sign(start, mark, rest);
        }
    }

    /// Reports the items of a list that begin with dashes, where these are likely signs.
    pub(super) fn report_dashes(&mut self, run: &Run<'t>, parts: &[Part<'t, '_>]) {
        for at in &run.lines {
            let Part::Line(line) = &parts[*at] else { continue };
            let text = line.text(self.text);
            let Some(mark @ ('–' | '—' | '‒' | '−')) = text.chars().next() else {
                return;
            };
            let rest = text[mark.len_utf8()..].trim();
            if is_amount(rest) || (mark == '−' && begins_with_amount(rest)) {
                self.report_lost_sign(line.span.start, mark, rest);
            }
        }
    }

    fn report_lost_sign(&mut self, start: usize, mark: char, rest: &str) {
        let place = (self.place)(start..start + mark.len_utf8());
        let number = rest.split_whitespace().next().unwrap_or_default();
        let message = format!("`{mark} {number}` prints as an item `{number}` of a list");
        let sign = if mark == '+' { '+' } else { '−' };
        let hint = format!(
            "write `{sign}{number}` in its sentence; an item of a list begins with a word"
        );
        let problem = Diagnostic::warning(code::LIST_MARK, message);
        self.problems.push(problem.at(&place).hint(hint));
    }
}

/// Whether a text begins with a number, perhaps of money.
fn begins_with_amount(text: &str) -> bool {
    text.trim_start_matches(['£', '$', '€']).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a text is a number alone, perhaps with its unit; a year is none.
fn is_amount(text: &str) -> bool {
    let bare = text.trim_start_matches(['£', '$', '€']);
    let end = bare.find(|c: char| !c.is_ascii_digit() && !",.".contains(c));
    let (number, unit) = bare.split_at(end.unwrap_or(bare.len()));
    let is_year =
        bare.len() == 4 && number.parse().is_ok_and(|year| YEARS.contains(&year));
    let unit = unit.trim().trim_end_matches(['.', ',', ';']).to_lowercase();
    number.starts_with(|c: char| c.is_ascii_digit())
        && !is_year
        && UNITS.contains(&&*unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_alone() {
        for text in ["5", "£3.2m", "5%", "1,200", "4 percentage points", "3 per cent."] {
            assert!(is_amount(text), "{text}");
        }
        for text in ["2019", "12 schools", "five", "5-a-side", "3.2m people"] {
            assert!(!is_amount(text), "{text}");
        }
    }
}
