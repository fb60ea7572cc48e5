//! Sentences that are too long to follow.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::lint::{Findings, Subject, TextKind};

/// How many words a sentence may have.
const LIMIT: usize = 40;
/// How many words each half should have where a sentence is parted.
const LEAST_HALF: usize = 6;

/// Words with a full stop after them that does not end a sentence.
const SHORTENED: &[&str] = &[
    "Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "Rev.", "Hon.", "St.", "Sgt.", "Insp.",
    "Supt.", "Cllr.", "No.", "Nos.", "no.", "nos.", "Fig.", "fig.", "Vol.", "p.", "pp.",
    "para.", "paras.", "e.g.", "i.e.", "cf.", "vs.", "v.", "approx.", "incl.", "est.",
];

/// Words before which a sentence may be parted, the best first.
const JOINTS: &[&[&str]] = &[
    &["but", "so", "yet", "while", "whereas", "although", "because"],
    &["and", "which", "who", "or", "where", "when", "as"],
];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    // The items of a list are paragraphs of their own, so that a list is not one sentence.
    let paragraphs = subject.passages().iter();
    for passage in paragraphs.filter(|passage| passage.kind == TextKind::Paragraph) {
        for range in sentences(&passage.text) {
            let words = words(&passage.text[range.clone()]);
            if words.len() <= LIMIT {
                continue;
            }
            let message =
                format!("a sentence of {} words is hard to follow", words.len());
            let hint = match joint(&words) {
                Some(words) => format!("start a new sentence at `{words} …`"),
                None => format!("say it in sentences of fewer than {LIMIT} words"),
            };
            found.warn_in(passage, &range, message, hint);
        }
    }
}

/// The sentences of a text, without the space around them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, sentence) in text.split_sentence_bound_indices() {
        let end = start + sentence.trim_end().len();
        match found.last_mut() {
            Some(last) if is_shortened(&text[last.clone()]) => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// Whether a piece of text ends with a full stop that ends no sentence.
fn is_shortened(piece: &str) -> bool {
    let last = piece.split_whitespace().next_back().unwrap_or_default();
    let last = last.trim_start_matches(['(', '[', '“', '‘', '"', '\'']);
    SHORTENED.contains(&last)
}

/// The words of a sentence, between spaces; a dash alone is none.
fn words(sentence: &str) -> Vec<&str> {
    let pieces = sentence.split_whitespace();
    pieces.filter(|piece| piece.contains(char::is_alphanumeric)).collect()
}

/// The words nearest to the middle of a sentence at which a new one can start.
fn joint(words: &[&str]) -> Option<String> {
    let middle = words.len() / 2;
    let inner = LEAST_HALF..words.len().saturating_sub(LEAST_HALF);
    let nearest = |is_joint: &dyn Fn(usize) -> bool| {
        let joints = inner.clone().filter(|index| is_joint(*index));
        joints.min_by_key(|index| index.abs_diff(middle))
    };
    let after = |index: usize, marks: &[char]| {
        index.checked_sub(1).is_some_and(|before| words[before].ends_with(marks))
    };
    let opens = |index: usize, list: &[&str]| list.contains(&words[index]);
    let at = nearest(&|index| after(index, &[';']))
        .or_else(|| {
            JOINTS.iter().find_map(|list| {
                nearest(&|index| after(index, &[',', '–']) && opens(index, list))
            })
        })
        .or_else(|| nearest(&|index| opens(index, JOINTS[0])))?;
    let shown = words.get(at..at + 3)?.join(" ");
    Some(shown.trim_end_matches([',', ';', ':', '.']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_within_a_sentence_do_not_end_it() {
        let text =
            "Dr. Mary Ives, e.g. No. 10’s chair, saw 3.5% go. “Was it so?” It was.";
        let found: Vec<_> = sentences(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(
            found,
            [
                "Dr. Mary Ives, e.g. No. 10’s chair, saw 3.5% go.",
                "“Was it so?”",
                "It was."
            ]
        );
    }

    #[test]
    fn a_dash_is_no_word() {
        assert_eq!(words("one – two-three\u{a0}four").len(), 3);
    }

    #[test]
    fn a_sentence_parts_near_its_middle() {
        let text = "one two three four five six, and seven eight nine ten, but eleven \
                    twelve thirteen fourteen fifteen sixteen seventeen";
        assert_eq!(joint(&words(text)).as_deref(), Some("but eleven twelve"));
        assert_eq!(joint(&words("one two three")), None);
    }
}
