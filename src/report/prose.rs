//! Prose and lines: from typed text to paragraphs, lists, footnotes and references.
//!
//! The Markdown subset is that of `docs/project.md`. What Markdown has beyond it is
//! refused where a reader would miss it, and prints as typed where it is only a mark.
//! Whether a reference leads to a measure is not known here.

mod addresses;
mod blocks;
mod events;
mod glued;
mod inlines;
mod lazy;
mod lists;
mod marks;
mod notes;
mod parts;
mod runs;
mod scripts;
mod signs;
mod taken;
mod writer;

use std::ops::Range;

use crate::diagnostic::{Place, Problems};

use super::code;
use super::decode::Cursor;
use super::model::{Line, Prose, ProseBlock};
use super::node::Value;
use writer::{NoteMarks, Writer};

/// How long prose may be, in bytes: some forty pages in one field.
const MAX_PROSE_BYTES: usize = 128 * 1024;

/// Reads a line: text in one paragraph in which measures may stand.
pub(crate) fn line(at: &Cursor<'_>) -> Option<Line> {
    line_with(at, NoteMarks::AreText)
}

/// Reads the head of a column: a line in which marks of notes may stand too.
pub(crate) fn label(at: &Cursor<'_>) -> Option<Line> {
    line_with(at, NoteMarks::OfTable)
}

fn line_with(at: &Cursor<'_>, marks: NoteMarks) -> Option<Line> {
    let text = typed(at)?;
    let mut locator = at.locator()?;
    let mut place = |range| at.place_of(locator.span(range));
    let mut writer = Writer::new(text, &mut place, marks, at.problems());
    Some(Line { content: writer.line(), place: at.place() })
}

/// Reads a cell of a table: a line in which marks of notes may stand; paragraphs and lists where
/// it has several lines. `place` tells where some bytes of it stand.
pub(crate) fn cell(
    text: &str,
    place: &mut dyn FnMut(Range<usize>) -> Place,
    problems: &Problems,
) -> Vec<ProseBlock> {
    if text.len() > MAX_PROSE_BYTES {
        let message = "a cell is longer than 128 KiB";
        problems.error(
            code::LIMIT,
            &place(0..1),
            message,
            "write it as prose beside the table",
        );
        return Vec::new();
    }
    let start = text.len() - text.trim_start().len();
    let inner = text.trim();
    let mut place = |range: Range<usize>| place(start + range.start..start + range.end);
    let mut writer = Writer::new(inner, &mut place, NoteMarks::OfTable, problems);
    if inner.contains('\n') {
        return writer.markdown();
    }
    let content = writer.line();
    if content.is_empty() { Vec::new() } else { vec![ProseBlock::Paragraph(content)] }
}

/// The typed text of a single value.
fn typed<'a>(at: &Cursor<'a>) -> Option<&'a str> {
    match &at.node().value {
        Value::Scalar(scalar) => Some(&scalar.text),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// Reads prose.
pub(crate) fn prose(at: &Cursor<'_>) -> Option<Prose> {
    let before = at.problems().count();
    let text = typed(at)?;
    if text.len() > MAX_PROSE_BYTES {
        let message = format!("{} is longer than 128 KiB", at.subject());
        at.report(code::LIMIT, message, "split it into several blocks");
        return None;
    }
    let mut locator = at.locator()?;
    let mut place = |range| at.place_of(locator.span(range));
    let mut writer = Writer::new(text, &mut place, NoteMarks::OfFootnotes, at.problems());
    let blocks = writer.markdown();
    if blocks.is_empty() {
        // Prose of refused blocks alone is not empty to its author.
        if at.problems().count() == before {
            at.report_empty("text");
        }
        return None;
    }
    Some(Prose { blocks, place: at.place() })
}

#[cfg(test)]
mod tests;
