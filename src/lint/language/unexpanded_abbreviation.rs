//! Abbreviations that nothing says the meaning of.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lint::{Findings, Passage, Subject, TextKind};

use super::capitals::rows;
use super::vocabulary::Vocabulary;
use super::word::{is_in_address, is_in_code, may_hold_capitals, words};

/// How many words more than its letters the long form of an abbreviation may have, such
/// as “and” and “of”.
const SMALL_WORDS: usize = 4;
/// How many words may stand before an abbreviation in its brackets: “(known as ABC)”.
const BEFORE_IN_BRACKETS: usize = 3;

/// What has a code name behind it, often in capitals: “Project ADDER”.
const CODE_NAMED: &[&str] = &["Project", "Operation", "Exercise"];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let vocabulary = Vocabulary::new(subject);
    let mut met = BTreeSet::new();
    // Running text is where an abbreviation is spelt out; what stands around it is read
    // with it. Names and the texts of links are what they are.
    let is_prose = |kind: TextKind| kind == TextKind::Paragraph;
    let is_around = |kind: TextKind| {
        matches!(
            kind,
            TextKind::Title | TextKind::Line | TextKind::Cell | TextKind::Alternative
        )
    };
    let prose = subject.passages().iter().filter(|it| is_prose(it.kind));
    let around = subject.passages().iter().filter(|it| is_around(it.kind));
    for passage in prose.chain(around) {
        let candidates = abbreviations(passage);
        if candidates.is_empty() {
            continue;
        }
        let rows = rows(passage, &vocabulary);
        for range in candidates {
            let typed = &passage.text[range.clone()];
            let short = typed.strip_suffix('s').unwrap_or(typed);
            let in_row =
                rows.iter().any(|row| row.start <= range.start && range.end <= row.end);
            if in_row || vocabulary.is_explained(short) || !met.insert(short) {
                continue;
            }
            if long_form(&passage.text, &range, short).is_none() {
                let message =
                    format!("`{short}` is not spelt out here, where it stands first");
                found.warn_in(passage, &range, message, remedy(subject, short));
            }
        }
    }
}

/// What to do about an abbreviation: the long form that a later text has is best.
fn remedy(subject: &Subject<'_>, short: &str) -> String {
    let later = subject.passages().iter().find_map(|passage| {
        let mut typed = abbreviations(passage).into_iter();
        typed.find_map(|range| {
            let word = &passage.text[range.clone()];
            let is_same = word.strip_suffix('s').unwrap_or(word) == short;
            let long = long_form(&passage.text, &range, short).filter(|_| is_same)?;
            Some(&passage.text[long])
        })
    });
    let brand = &subject.report.brand;
    let is_publisher =
        brand.publisher.short.as_ref().is_some_and(|it| *it.value == *short);
    match later {
        Some(long) => format!("write `{long} ({short})` here"),
        None if is_publisher => {
            let name = &brand.publisher.name.value;
            format!("list `{short}` in `abbreviations` as `{name}`")
        }
        None => format!("list `{short}` in `abbreviations` with what it stands for"),
    }
}

/// The words of a passage that may be abbreviations, as an author typed them.
fn abbreviations(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let text = &*passage.text;
    let may_be = |range: &Range<usize>| {
        let word = &text[range.clone()];
        let short = word.strip_suffix('s').unwrap_or(word);
        Vocabulary::may_be_abbreviation(short)
            && passage.is_typed(range)
            && !is_in_code(text, range)
            && !is_code_name(text, range)
            && !is_in_address(text, range)
    };
    if !may_hold_capitals(text) {
        return Vec::new();
    }
    words(text).into_iter().filter(may_be).collect()
}

/// Whether a word names an operation: what it may have stood for is not its meaning.
fn is_code_name(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end();
    CODE_NAMED.iter().any(|named| before.ends_with(named))
}

/// The long form beside an abbreviation: before it, with the abbreviation in brackets, or
/// after it, in brackets itself.
fn long_form(text: &str, range: &Range<usize>, short: &str) -> Option<Range<usize>> {
    let before = &text[..range.start];
    let open = before.rfind('(').filter(|open| !before[*open..].contains(')'));
    if let Some(open) = open
        && words(&before[open..]).len() <= BEFORE_IN_BRACKETS
    {
        let ahead = before[..open].trim_end();
        let words = words(ahead);
        let reach = short.len() + SMALL_WORDS;
        let near = words.iter().rev().take(reach);
        let stands_for = |start: usize| spells(&ahead[start..], short);
        return near
            .map(|word| word.start)
            .find(|start| stands_for(*start))
            .map(|start| start..ahead.len());
    }
    let inner = text[range.end..].strip_prefix(" (")?;
    let inner = &inner[..inner.find(')')?];
    let start = range.end + " (".len();
    let words = words(inner);
    let is_longer = words.len() > 1 || inner.len() > 2 * short.len();
    let spelt = words.iter().any(|word| spells(&inner[word.start..], short));
    (is_longer && spelt).then_some(start..start + inner.len())
}

/// Whether text starts with the first letter of an abbreviation and has the others after
/// it, in their order.
fn spells(long: &str, short: &str) -> bool {
    let mut letters = long.chars().flat_map(char::to_lowercase);
    let mut wanted = short.chars().flat_map(char::to_lowercase);
    letters.next() == wanted.next()
        && wanted.all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long<'t>(text: &'t str, short: &str) -> Option<&'t str> {
        let start = text.find(short).unwrap();
        long_form(text, &(start..start + short.len()), short).map(|range| &text[range])
    }

    #[test]
    fn long_forms_stand_on_either_side() {
        for (text, short, expected) in [
            ("the Basic Command Units (BCUs)", "BCU", Some("Basic Command Units")),
            (
                "our Basic Command Unit (known as “BCU”)",
                "BCU",
                Some("Basic Command Unit"),
            ),
            ("BCU (Basic Command Unit)", "BCU", Some("Basic Command Unit")),
            ("TB (tuberculosis)", "TB", Some("tuberculosis")),
            ("some forces (MPS, BTP)", "BTP", None),
            ("two forces (MPS and others)", "MPS", None),
            ("MPS (Met)", "MPS", None),
            ("the MPS", "MPS", None),
        ] {
            assert_eq!(long(text, short), expected, "{text}");
        }
    }
}
