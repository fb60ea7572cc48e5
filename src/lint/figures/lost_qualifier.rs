//! Figures that print without their qualifier where no words say it instead.

use unicode_segmentation::UnicodeSegmentation;

use crate::lint::{Findings, Passage, PrintedMeasure, Subject, word_list};
use crate::report::{MeasureForm, Qualifier};

use super::phrases::plain_spaces;

/// How many words before a figure are looked at.
const WORDS_BEFORE: usize = 6;
/// How many words after it are.
const WORDS_AFTER: usize = 3;

/// Words that say how exact a figure is, before it.
const BEFORE: &[&str] = word_list!(
    "above, about, almost, approx, approximately, around, below, beyond, circa, close, \
     end, ends, ended, estimate, estimated, estimates, exceed, exceeded, exceeding, \
     exceeds, few, fewer, least, less, maximum, minimum, more, most, nearly, over, \
     rough, roughly, some, than, to, top, towards, under, up, within",
);
/// Words that say it after the figure: “or more”, “or so”, “at most”.
const AFTER: &[&str] =
    word_list!("approximately, fewer, least, less, more, most, plus, so, under");

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for passage in subject.passages() {
        let bare = passage.measures.iter().filter(|it| it.form == MeasureForm::Bare);
        for printed in bare {
            let measure = subject.report.measure(printed.id);
            let Some(qualifier) = subject.locale.qualifier(measure.qualifier) else {
                continue;
            };
            if is_said(passage, printed, measure.qualifier) {
                continue;
            }
            let id = &printed.id.value;
            let figure = plain_spaces(&passage.text[printed.range.clone()]);
            let message = format!(
                "`{id}` prints as `{figure}`, and no word near it says `{qualifier}`"
            );
            found.warn(&printed.id.place, message, format!("write `{{{id}}}`"));
        }
    }
}

/// Whether the words around a figure, or an earlier mention of it, say how exact it is.
fn is_said(passage: &Passage<'_>, printed: &PrintedMeasure<'_>, is: Qualifier) -> bool {
    let before = &passage.text[..printed.range.start];
    let after = &passage.text[printed.range.end..];
    // “to” and “up” stand before many a figure: they speak for `up to` alone.
    let fits = |word: &str| match word.to_lowercase().as_str() {
        "to" | "up" => is == Qualifier::UpTo,
        "end" | "ends" | "ended" => is == Qualifier::EndOf,
        _ => true,
    };
    let near = before.unicode_words().rev().take(WORDS_BEFORE);
    near.into_iter().any(|word| BEFORE.contains(&&*word.to_lowercase()) && fits(word))
        || after
            .unicode_words()
            .take(WORDS_AFTER)
            .any(|word| AFTER.contains(&&*word.to_lowercase()))
        || passage.measures.iter().any(|other| {
            other.id.value == printed.id.value
                && other.form != MeasureForm::Bare
                && other.range.start < printed.range.start
        })
}
