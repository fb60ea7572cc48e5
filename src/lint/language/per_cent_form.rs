//! Percentages typed in another form than the house’s.

use std::ops::Range;

use crate::lint::{Findings, Passage, Subject, TextKind, word_list};
use crate::report::PerCentStyle;

use super::own::is_own;
use super::word::{gap, is_space, opens_sentence, words};

/// Numbers that are typed in words before “per cent”, each with its figure.
const NUMBERS: &[&str] = word_list!(
    "one 1, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10, \
     eleven 11, twelve 12, fifteen 15, twenty 20, thirty 30, forty 40, fifty 50, \
     sixty 60, seventy 70, eighty 80, ninety 90",
);

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let style = subject.report.brand.style.per_cent;
    for passage in subject.passages() {
        let typed = match style {
            PerCentStyle::Sign => in_words(&passage.text),
            PerCentStyle::Words => match passage.kind {
                TextKind::Paragraph
                | TextKind::Title
                | TextKind::Line
                | TextKind::Alternative => with_sign(&passage.text),
                // Tables and charts are short of room: there the sign may stand.
                TextKind::Cell
                | TextKind::LinkText
                | TextKind::Name
                | TextKind::Unprinted => continue,
            },
        };
        for typed in typed {
            if is_own(passage, &typed.unit) {
                report(passage, &typed, style, found);
            }
        }
    }
}

fn report(
    passage: &Passage<'_>,
    typed: &Typed,
    style: PerCentStyle,
    found: &mut Findings<'_>,
) {
    let range = typed.number.start..typed.unit.end;
    if !passage.is_typed(&range) {
        let unit = &passage.text[typed.unit.clone()];
        let message = format!("`{unit}` is typed behind a measure");
        let hint = "give the measure the unit `%`, which prints in the house’s form";
        found.warn_in(passage, &typed.unit, message, hint);
        return;
    }
    let text = &passage.text[range.clone()];
    let figure = &typed.figure;
    let (message, right) = match style {
        PerCentStyle::Sign => ("is written in words", format!("{figure}%")),
        PerCentStyle::Words => ("is written with a sign", format!("{figure} per cent")),
    };
    let message = format!("`{text}` {message}, where the house’s style is the other");
    found.warn_in(passage, &range, message, format!("write `{right}`"));
}

/// A percentage as it was typed.
struct Typed {
    /// Its number.
    number: Range<usize>,
    /// Its number in figures.
    figure: String,
    /// What says that it is per cent.
    unit: Range<usize>,
}

/// Percentages in words: “35 per cent”. The words alone, as the unit of a chart, are none.
fn in_words(text: &str) -> Vec<Typed> {
    if !text.contains("cent") {
        return Vec::new();
    }
    let words = words(text);
    let word = |index: usize| words.get(index).map(|range| &text[range.clone()]);
    let mut found = Vec::new();
    for index in 0..words.len() {
        let parted = || matches!(gap(text, &words, index), " " | "\u{a0}" | "-");
        let last = match word(index) {
            Some("percent") => index,
            Some("per") if word(index + 1) == Some("cent") && parted() => index + 1,
            _ => continue,
        };
        let unit = words[index].start..words[last].end;
        let number = figure_before(text, unit.start);
        let number = number.map(|range| (text[range.clone()].to_owned(), range));
        let number = number.or_else(|| {
            let before = index.checked_sub(1)?;
            let spelt = word(before).filter(|_| is_space(gap(text, &words, before)))?;
            // A sentence does not open with a figure.
            let may_be_figure = !opens_sentence(text, words[before].start);
            let mut pairs = NUMBERS.iter().filter_map(|pair| pair.split_once(' '));
            let (_, figure) = pairs.find(|(name, _)| *name == spelt)?;
            may_be_figure.then(|| (figure.to_owned(), words[before].clone()))
        });
        if let Some((figure, number)) = number {
            found.push(Typed { number, figure, unit });
        }
    }
    found
}

/// Percentages with their sign: “35%”.
fn with_sign(text: &str) -> Vec<Typed> {
    let signs = text.match_indices('%').filter_map(|(at, _)| {
        let number = figure_before(text, at)?;
        let figure = text[number.clone()].to_owned();
        Some(Typed { number, figure, unit: at..at + 1 })
    });
    signs.collect()
}

/// The figure that stands right before a byte, with one space between or none.
fn figure_before(text: &str, at: usize) -> Option<Range<usize>> {
    let before = &text[..at];
    let last = before.chars().next_back()?;
    let before = match last {
        ' ' | '\u{a0}' | '-' => &before[..before.len() - last.len_utf8()],
        _ => before,
    };
    let is_of_figure = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let start = before.trim_end_matches(is_of_figure).len();
    let skipped = before[start..].find(|c: char| c.is_ascii_digit())?;
    before
        .ends_with(|c: char| c.is_ascii_digit())
        .then_some(start + skipped..before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(typed: Vec<Typed>) -> Vec<String> {
        typed.into_iter().map(|it| it.figure).collect()
    }

    #[test]
    fn percentages_are_found_in_words_and_signs() {
        let text = "It rose by 2.5 per cent, then 1,200 percent, at most ten per cent.";
        assert_eq!(figures(in_words(text)), ["2.5", "1,200", "10"]);
        assert_eq!(figures(with_sign("From 5% to 7 %, or (10%)")), ["5", "7", "10"]);
    }

    #[test]
    fn words_without_a_number_are_let_be() {
        let text =
            "Change, per cent. Ten per cent left. Five percentage points, 5 percentile";
        assert_eq!(figures(in_words(text)), Vec::<String>::new());
        assert_eq!(figures(with_sign("the % of")), Vec::<String>::new());
    }
}
