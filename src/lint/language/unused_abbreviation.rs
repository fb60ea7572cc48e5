//! Abbreviations that are listed and stand in no text: they print nowhere, the glossary included.

use aho_corasick::AhoCorasick;

use crate::lint::{Findings, Passage, Subject};
use crate::report::measure::{Context, written};
use crate::report::{Abbreviation, MeasureForm};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let all = &subject.report.abbreviations;
    let shorts = all.iter().map(|it| it.short.value.as_bytes());
    // More than an automaton holds are not looked for.
    let Ok(finder) = AhoCorasick::new(shorts) else { return };
    let mut is_used = vec![false; all.len()];
    let mut read = |text: &str, passage: Option<&Passage<'_>>| {
        for met in finder.find_overlapping_iter(text) {
            let index = met.pattern().as_usize();
            let is_own = || passage.is_some_and(|passage| is_of(&all[index], passage));
            if !is_used[index] && is_word(text, met.start(), met.end()) && !is_own() {
                is_used[index] = true;
            }
        }
    };
    for passage in subject.passages() {
        read(&passage.text, Some(passage));
    }
    // Units print with figures in tiles and tables too, where no text has them.
    let style = &subject.report.brand.style;
    for measure in &subject.report.measures {
        let (form, context) = (MeasureForm::WithUnit, Context::Display);
        read(&written(measure, form, style, subject.locale, context), None);
    }
    for (abbreviation, _) in all.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
        let short = &abbreviation.short;
        let message = format!("no text has `{}`, and it prints nowhere", short.value);
        found.warn(&short.place, message, "remove it, or use it where it is meant");
    }
}

/// Whether a passage is what an abbreviation is, or what it stands for.
fn is_of(abbreviation: &Abbreviation, passage: &Passage<'_>) -> bool {
    let Abbreviation { short, long, plural, note, .. } = abbreviation;
    let own = [Some(short), Some(long), plural.as_ref(), note.as_ref()];
    own.into_iter().flatten().any(|text| text.place == *passage.place)
}

/// Whether some bytes of a text are a whole word, or one with the `s` of several.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let next = after.next();
    let ends = !is_letter(next) || (next == Some('s') && !is_letter(after.next()));
    !is_letter(before) && ends
}
