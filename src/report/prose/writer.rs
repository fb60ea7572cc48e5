//! The writer: what is known of a text while it is read, and what is wrong with it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Place, Problems};
use crate::report::code;
use crate::report::model::ProseBlock;

/// What `[^1]` is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteMarks {
    /// The mark of a footnote, whose text stands in the same prose.
    OfFootnotes,
    /// The mark of a note below the table.
    OfTable,
    /// Text: a line has no notes.
    AreText,
}

/// Reads one text.
pub(super) struct Writer<'t, 'p> {
    pub(super) text: &'t str,
    /// How many characters the longest of its lines has; 0 where it is one line.
    pub(super) longest_line: usize,
    /// Where some bytes of the text stand.
    pub(super) place: &'p mut dyn FnMut(Range<usize>) -> Place,
    pub(super) marks: NoteMarks,
    pub(super) is_in_link: bool,
    pub(super) notes: BTreeMap<String, Note>,
    /// How many marks each footnote has.
    pub(super) mark_counts: BTreeMap<String, usize>,
    pub(super) in_note: bool,
    pub(super) problems: &'p Problems,
}

impl<'t, 'p> Writer<'t, 'p> {
    /// A reader of a text. `place` tells where some bytes of it stand.
    pub(super) fn new(
        text: &'t str,
        place: &'p mut dyn FnMut(Range<usize>) -> Place,
        marks: NoteMarks,
        problems: &'p Problems,
    ) -> Self {
        let (notes, mark_counts) = Default::default();
        let lengths = text.lines().map(|line| line.chars().count());
        let longest_line =
            if text.contains('\n') { lengths.max().unwrap_or(0) } else { 0 };
        Self {
            text,
            longest_line,
            place,
            marks,
            is_in_link: false,
            notes,
            mark_counts,
            in_note: false,
            problems,
        }
    }

    /// Reports an error in some bytes of the text.
    pub(super) fn report(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        // A block is shown by its first line.
        let slice = &self.text[span.clone()];
        let length = slice.find('\n').unwrap_or(slice.len());
        let place = (self.place)(span.start..span.start + length);
        self.problems.error(code, &place, message, hint);
    }

    /// Refuses what is written at some bytes of the text.
    pub(super) fn refuse(&mut self, span: Range<usize>, what: &str, hint: &str) {
        let message = format!("{what} cannot stand in prose");
        self.report(code::REFUSED_MARKDOWN, span, message, hint);
    }
}

/// A footnote's text, until its mark takes it.
pub(super) struct Note {
    pub(super) blocks: Option<Vec<ProseBlock>>,
    pub(super) span: Range<usize>,
}
