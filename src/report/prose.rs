//! Prose and lines: from typed text to paragraphs, lists, footnotes and references.
//!
//! The Markdown subset is that of `docs/project.md`. What Markdown has beyond it is
//! refused where a reader would miss it, and prints as typed where it is only a mark.
//! Whether a reference leads to a measure is not known here.

mod inlines;
mod notes;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Place, Problems};

use super::code;
use super::decode::Cursor;
use super::model::{Inline, Line, Prose, ProseBlock};
use super::node::Value;
use super::references::Escapes;
use inlines::trim;
use notes::Note;

/// How deep lists may lie within each other: more cannot be told apart on a page.
const MAX_LIST_DEPTH: usize = 4;

/// How long prose may be, in bytes: some forty pages in one field.
const MAX_PROSE_BYTES: usize = 128 * 1024;

/// Reads a line: text in one paragraph in which measures may stand.
pub(crate) fn line(at: &Cursor<'_>) -> Option<Line> {
    line_with(at, NoteMarks::AreText)
}

/// Reads the head of a column: a line in which marks of notes may stand too.
pub(crate) fn label(at: &Cursor<'_>) -> Option<Line> {
    line_with(at, NoteMarks::AreTaken)
}

fn line_with(at: &Cursor<'_>, marks: NoteMarks) -> Option<Line> {
    let text = typed(at)?;
    let mut locator = at.locator()?;
    let mut place = |range| at.place_of(locator.span(range));
    let mut writer = Writer::new(text, &mut place, marks, at.problems());
    let mut content = Vec::new();
    writer.references(0..text.len(), Escapes::Here, &mut content);
    trim(&mut content);
    Some(Line { content, place: at.place() })
}

/// What stands before a cell while it is read, so that no text at its start opens a block. It is
/// punctuation, before which emphasis can open.
const GUARD: char = '·';

/// Reads a cell of a table: text in one line with emphasis, links, measures and marks of notes;
/// paragraphs and lists where it has several lines. `place` tells where some bytes of it stand.
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
    if inner.contains('\n') {
        return markdown(inner, &mut place, NoteMarks::AreTaken, problems);
    }
    let mut content = Vec::new();
    if inner.contains(['*', '_', '[', '\\']) {
        let guarded = format!("{GUARD}{inner}");
        let back = |at: usize| at.saturating_sub(GUARD.len_utf8());
        let mut place = |range: Range<usize>| place(back(range.start)..back(range.end));
        let blocks = markdown(&guarded, &mut place, NoteMarks::AreTaken, problems);
        if let Some(ProseBlock::Paragraph(read)) = blocks.into_iter().next() {
            content = read;
        }
        if let Some(Inline::Text(first)) = content.first_mut() {
            *first = first.strip_prefix(GUARD).unwrap_or(first).into();
        }
    } else if !inner.is_empty() {
        let mut writer = Writer::new(inner, &mut place, NoteMarks::AreTaken, problems);
        writer.references(0..inner.len(), Escapes::Here, &mut content);
    }
    trim(&mut content);
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
    let blocks = markdown(text, &mut place, NoteMarks::AreText, at.problems());
    if blocks.is_empty() {
        // Prose of refused blocks alone is not empty to its author.
        if at.problems().count() == before {
            at.report_empty("text");
        }
        return None;
    }
    Some(Prose { blocks, place: at.place() })
}

/// The blocks of a text in the Markdown subset. Where marks of notes are taken, the notes stand
/// elsewhere, and there are no footnotes.
fn markdown(
    text: &str,
    place: &mut dyn FnMut(Range<usize>) -> Place,
    marks: NoteMarks,
    problems: &Problems,
) -> Vec<ProseBlock> {
    let mut writer = Writer::new(text, place, marks, problems);
    // Tables are switched on only so that they are seen and refused.
    let options = match marks {
        NoteMarks::AreText => Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES,
        NoteMarks::AreTaken => Options::ENABLE_TABLES,
    };
    let parser = Parser::new_ext(text, options);
    let mut definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, found)| found.span.clone())
        .collect();
    definitions.sort_by_key(|span| span.start);
    for span in definitions {
        let message = "the address of a link stands apart from it";
        let hint = "write the address with the link: `[text](https://…)`";
        writer.report(code::REFUSED_MARKDOWN, span, message, hint);
    }
    let events: Vec<Spanned<'_>> = parser.into_offset_iter().collect();
    writer.collect_notes(&events);
    let blocks = writer.blocks(&events, 0);
    writer.report_unused_notes();
    blocks
}

/// What `[^1]` is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoteMarks {
    /// Text, or the mark of a footnote.
    AreText,
    /// The mark of a note of the table.
    AreTaken,
}

type Spanned<'e> = (Event<'e>, Range<usize>);

struct Writer<'t, 'p> {
    text: &'t str,
    /// Where some bytes of the text stand.
    place: &'p mut dyn FnMut(Range<usize>) -> Place,
    notes: BTreeMap<String, Note>,
    in_note: bool,
    marks: NoteMarks,
    problems: &'p Problems,
}

impl<'t, 'p> Writer<'t, 'p> {
    fn new(
        text: &'t str,
        place: &'p mut dyn FnMut(Range<usize>) -> Place,
        marks: NoteMarks,
        problems: &'p Problems,
    ) -> Self {
        Self { text, place, notes: BTreeMap::new(), in_note: false, marks, problems }
    }

    fn report(
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

    fn refuse(&mut self, span: Range<usize>, what: &str, hint: &str) {
        let message = format!("{what} cannot stand in prose");
        self.report(code::REFUSED_MARKDOWN, span, message, hint);
    }

    fn blocks(&mut self, events: &[Spanned<'_>], depth: usize) -> Vec<ProseBlock> {
        let mut blocks = Vec::new();
        let mut index = 0;
        while let Some((event, span)) = events.get(index) {
            let end = end_of(events, index);
            let inner = events.get(index + 1..end).unwrap_or_default();
            match event {
                Event::Start(Tag::Paragraph | Tag::HtmlBlock) => {
                    self.paragraph(inner, &mut blocks);
                }
                Event::Start(Tag::List(start)) if depth < MAX_LIST_DEPTH => {
                    blocks.push(self.list(*start, inner, depth));
                }
                // Read by `collect_notes`.
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                event => match refused(event) {
                    Some((what, hint)) => self.refuse(span.clone(), what, hint),
                    None => {
                        // The text of a tight list's item has no paragraph of its own.
                        let run = inline_run(&events[index..]);
                        self.paragraph(&events[index..index + run], &mut blocks);
                        index += run;
                        continue;
                    }
                },
            }
            index = end.max(index) + 1;
        }
        blocks
    }

    fn paragraph(&mut self, events: &[Spanned<'_>], blocks: &mut Vec<ProseBlock>) {
        let mut content = Vec::new();
        self.inlines(events, 0, &mut content);
        trim(&mut content);
        if !content.is_empty() {
            blocks.push(ProseBlock::Paragraph(content));
        }
    }

    fn list(
        &mut self,
        start: Option<u64>,
        events: &[Spanned<'_>],
        depth: usize,
    ) -> ProseBlock {
        let mut items = Vec::new();
        let mut index = 0;
        while index < events.len() {
            let end = end_of(events, index);
            let item =
                self.blocks(events.get(index + 1..end).unwrap_or_default(), depth + 1);
            if item.is_empty() {
                let span = events[index].1.clone();
                let hint = "write its text, or remove its mark";
                self.refuse(span, "an empty item of a list", hint);
            }
            items.push(item);
            index = end.max(index) + 1;
        }
        ProseBlock::List { start, items }
    }
}

/// A block that cannot stand in prose: what it is, and what to do instead.
fn refused(event: &Event<'_>) -> Option<(&'static str, &'static str)> {
    Some(match event {
        Event::Start(Tag::List(_)) => {
            ("a fifth level of lists", "write the list with fewer levels")
        }
        Event::Start(Tag::Heading { .. }) => {
            ("a heading", "use a `heading` block; to print `#`, write `\\#`")
        }
        Event::Start(Tag::BlockQuote(_)) => {
            ("a quotation", "write it as a paragraph; to print `>`, write `\\>`")
        }
        Event::Start(Tag::CodeBlock(_)) => (
            "a block of code",
            "start its lines without spaces and without ```` ``` ````",
        ),
        Event::Start(Tag::Table(_)) => ("a table", "use a `table` block"),
        Event::Rule => ("a rule", "remove it, or use a `heading` block"),
        _ => return None,
    })
}

/// The index of the event that ends the one at an index; the index itself for events
/// that have no end.
fn end_of(events: &[Spanned<'_>], index: usize) -> usize {
    let mut open = 0_usize;
    for (at, (event, _)) in events.iter().enumerate().skip(index) {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    events.len()
}

/// How many events from the first make up inline content.
fn inline_run(events: &[Spanned<'_>]) -> usize {
    let mut index = 0;
    while let Some((event, _)) = events.get(index) {
        match event {
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. },
            ) => index = end_of(events, index) + 1,
            Event::Start(_) | Event::Rule => break,
            Event::End(TagEnd::Item) => break,
            _ => index += 1,
        }
    }
    // At least one, so that the walk goes on whatever the parser gives.
    index.clamp(1, events.len().max(1))
}

#[cfg(test)]
mod tests;
