//! Footnotes: their texts, and the marks that take them into the text.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use crate::report::code;
use crate::report::model::Inline;

use super::events::{Spanned, end_of};
use super::writer::{Note, NoteMarks, Writer};

impl Writer<'_, '_> {
    /// Reads the texts of all footnotes, wherever they stand, and counts their marks.
    pub(super) fn collect_notes(&mut self, events: &[Spanned<'_>]) {
        for (event, _) in events {
            if let Event::FootnoteReference(label) = event {
                *self.mark_counts.entry(label.to_string()).or_default() += 1;
            }
        }
        for (index, (event, span)) in events.iter().enumerate() {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
            let inner = &events[index + 1..end_of(events, index)];
            self.in_note = true;
            let blocks = self.blocks(inner, 0);
            self.in_note = false;
            if blocks.is_empty() {
                let message = format!("footnote `{label}` is empty");
                let hint = "write its text after the colon";
                self.report(code::FOOTNOTE, span.clone(), message, hint);
            }
            let note = Note { blocks: Some(blocks), span: span.clone() };
            if self.notes.insert(label.to_string(), note).is_some() {
                let message = format!("footnote `{label}` has two texts");
                let hint = "give one of the two another name";
                self.report(code::FOOTNOTE, span.clone(), message, hint);
            }
        }
    }

    pub(super) fn report_unused_notes(&mut self) {
        for (label, note) in std::mem::take(&mut self.notes) {
            if note.blocks.is_some() {
                let message = format!("footnote `{label}` has no mark in the text");
                let hint = format!("put `[^{label}]` where it belongs");
                self.report(code::FOOTNOTE, note.span, message, hint);
            }
        }
    }

    /// A footnote's mark without a text is text to the parser, and a slip to us.
    pub(super) fn report_missing_note(&mut self, start: usize, slice: &str) {
        if self.marks != NoteMarks::OfFootnotes {
            return;
        }
        for (at, _) in slice.match_indices("[^") {
            let label = slice[at + 2..].split(']').next().unwrap_or_default();
            let closed = slice[at + 2 + label.len()..].starts_with(']');
            if closed && !label.is_empty() && !label.contains(char::is_whitespace) {
                let span = start + at..start + at + label.len() + 3;
                let message = format!("footnote `{label}` has no text");
                let hint = format!("write it below as `[^{label}]: …`");
                self.report(code::FOOTNOTE, span, message, hint);
            }
        }
    }

    pub(super) fn footnote(
        &mut self,
        label: &str,
        span: Range<usize>,
        content: &mut Vec<Inline>,
    ) {
        if self.in_note {
            let hint = "write it as part of this footnote";
            self.refuse(span, "a footnote within a footnote", hint);
            // Its text is not unused: the problem has been said.
            if let Some(note) = self.notes.get_mut(label) {
                note.blocks = None;
            }
            return;
        }
        let Some(note) = self.notes.get_mut(label) else {
            let message = format!("footnote `{label}` has no text");
            let hint = format!("write it below as `[^{label}]: …`");
            self.report(code::FOOTNOTE, span, message, hint);
            return;
        };
        let name: Arc<str> = label.into();
        match note.blocks.take() {
            Some(note) => {
                let name = (self.mark_counts.get(label) > Some(&1)).then_some(name);
                content.push(Inline::Footnote { name, note });
            }
            None => content.push(Inline::FootnoteMark(name)),
        }
    }
}
