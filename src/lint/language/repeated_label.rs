//! Labels that an author typed before a text and that print before it anyway: “Photograph:
//! Photo: Ann Bell”.

use crate::lint::{Findings, Subject};
use crate::report::{Inline, Line, Text};

/// What authors type before a credit, a source and a note.
const CREDITS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "photographer",
    "picture",
    "pictures",
    "image",
    "images",
    "credit",
    "credits",
    "photo credit",
    "picture credit",
    "image credit",
    "source",
];
const SOURCES: &[&str] = &["source", "sources", "data source", "source of data"];
const NOTES: &[&str] = &["note", "notes", "please note"];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    let mut check = |typed: Option<Typed<'_>>, word: &str, labels: &[&str]| {
        let word = subject.locale.word(word);
        let Some(Typed { text, place }) = typed else { return };
        let Some(length) = label(text, word, labels) else { return };
        let start = text.len() - text.trim_start().len();
        let begins = &text[start..start + length];
        let message = format!("`{begins}` prints behind `{word}`");
        found.warn(place, message, "remove it: the word before it prints by itself");
    };
    for figure in &report.figures {
        check(Typed::text(figure.credit.as_ref()), "photograph", CREDITS);
    }
    for chart in &report.charts {
        check(Typed::text(chart.source.as_ref()), "source", SOURCES);
        check(Typed::line(chart.note.as_ref()), "note", NOTES);
    }
    for table in &report.tables {
        check(Typed::text(table.source.as_ref()), "source", SOURCES);
        check(Typed::line(table.note.as_ref()), "note", NOTES);
    }
}

/// The beginning of a text, and where the text stands.
struct Typed<'r> {
    text: &'r str,
    place: &'r crate::diagnostic::Place,
}

impl<'r> Typed<'r> {
    fn text(text: Option<&'r Text>) -> Option<Self> {
        text.map(|text| Self { text: &text.value, place: &text.place })
    }

    fn line(line: Option<&'r Line>) -> Option<Self> {
        let line = line?;
        match line.content.first()? {
            Inline::Text(text) => Some(Self { text, place: &line.place }),
            _ => None,
        }
    }
}

/// How many bytes of a text, after the space before it, are a label; `word` is what prints.
fn label(text: &str, word: &str, labels: &[&str]) -> Option<usize> {
    let text = text.trim_start();
    let (name, _) = text.split_once(':')?;
    let typed = name.trim_end().to_lowercase();
    let own = word.trim_end_matches(':').trim_end().to_lowercase();
    (typed == own || labels.contains(&&*typed)).then_some(name.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_what_stands_before_a_colon() {
        let of_credit = |text| label(text, "Photograph:", CREDITS);
        assert_eq!(of_credit(" Photo : Ann Bell"), Some(7));
        assert_eq!(of_credit("photograph: Ann Bell"), Some(11));
        for text in ["Ann Bell", "© Ann Bell", "Photo agency", "Bell: a photographer"] {
            assert_eq!(of_credit(text), None, "{text}");
        }
        assert_eq!(label("Ffynhonnell: StatsCymru", "Ffynhonnell:", SOURCES), Some(12));
    }
}
