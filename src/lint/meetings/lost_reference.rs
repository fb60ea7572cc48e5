//! Typed references to appendices and items that are not there: “Appendix K”, “item 11”.

use std::ops::Range;

use crate::lint::{Findings, Passage, Subject};
use crate::report::{Pack, Paper};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    let appendix = subject.locale.word("appendix").to_lowercase();
    let item = subject.locale.word("item").to_lowercase();
    for paper in &report.papers {
        let file = paper.id.place.file();
        for passage in subject.passages().iter().filter(|it| it.place.file() == file) {
            for (range, label) in named(passage, &appendix) {
                if is_letter(label) && !has_appendix(paper, label) {
                    let message = format!(
                        "the paper has no {} {label}",
                        subject.locale.word("appendix")
                    );
                    let hint = "correct the letter, or add the appendix";
                    found.warn_in(passage, &range, message, hint);
                }
            }
            let packs = || report.packs_of(paper);
            if packs().next().is_none() {
                continue;
            }
            for (range, label) in named(passage, &item) {
                if is_number(label) && !packs().any(|it| has_item(subject, it, label)) {
                    let message =
                        format!("no agenda with this paper has an item {label}");
                    let hint = "correct the number, or write `{item: …}` with its id";
                    found.warn_in(passage, &range, message, hint);
                }
            }
        }
    }
    for pack in &report.packs {
        let file = pack.id.place.file();
        for passage in subject.passages().iter().filter(|it| it.place.file() == file) {
            for (range, label) in named(passage, &item) {
                if is_number(label) && !has_item(subject, pack, label) {
                    let message = format!("the agenda has no item {label}");
                    let hint = "correct the number, or add the item";
                    found.warn_in(passage, &range, message, hint);
                }
            }
        }
    }
}

/// Each label that stands after a word: “K” of “Appendix K”, with the bytes of both. What belongs
/// to something else, “Appendix K of the plan”, is left out.
fn named<'p>(
    passage: &'p Passage<'_>,
    word: &str,
) -> impl Iterator<Item = (Range<usize>, &'p str)> {
    let text = passage.text.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, rest)) = text.get(from..).and_then(|rest| {
        let at = find_word(rest, word)?;
        Some((from + at, &rest[at + word.len()..]))
    }) {
        from = at + word.len();
        let Some(label) = rest.strip_prefix([' ', '\u{a0}']) else { continue };
        let end = label.find(|c: char| !c.is_alphanumeric()).unwrap_or(label.len());
        let (label, after) = label.split_at(end);
        if label.is_empty()
            || ["of ", "to "].iter().any(|it| after.trim_start().starts_with(it))
        {
            continue;
        }
        let end = text.len() - after.len();
        found.push((at..end, label));
    }
    found.into_iter()
}

/// Where a word stands, with its first letter large or small and nothing of a word before it.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    let is_first = |c: char| c == first || c.to_lowercase().eq([first]);
    let mut starts = text.char_indices().filter(|(_, c)| is_first(*c));
    let found = starts.find(|(at, c)| {
        let before = text[..*at].chars().next_back();
        text[at + c.len_utf8()..].starts_with(rest)
            && before.is_none_or(|c| !c.is_alphanumeric())
    });
    found.map(|(at, _)| at)
}

fn is_number(label: &str) -> bool {
    label.starts_with(|c: char| c.is_ascii_digit())
}

fn is_letter(label: &str) -> bool {
    label.len() <= 2 && label.chars().all(|c| c.is_ascii_uppercase())
}

fn has_appendix(paper: &Paper, letter: &str) -> bool {
    paper.appendices.iter().any(|it| *it.letter == *letter)
}

/// Whether a pack has an item, or the one that it is a supplement to.
fn has_item(subject: &Subject<'_>, pack: &Pack, number: &str) -> bool {
    let main = pack.supplement_to.as_ref();
    let main = main.and_then(|id| {
        let mut packs = subject.report.packs.iter();
        packs.find(|other| other.id.value == id.value)
    });
    let mut items = pack.items.iter().chain(main.into_iter().flat_map(|it| &it.items));
    items.any(|item| *item.number.value == *number)
}
