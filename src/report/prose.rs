//! Prose and lines: from typed text to paragraphs, lists, footnotes and references.
//!
//! The Markdown subset is that of `docs/project.md`. What Markdown has beyond it is
//! refused where a reader would miss it, and prints as typed where it is only a mark.
//! Whether a reference leads to a measure is not known here.

mod addresses;
mod inlines;
mod lists;
mod marks;
mod notes;
mod parts;
mod runs;
mod scripts;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic, Place, Problems};

use super::code;
use super::decode::Cursor;
use super::model::{Labels, Line, Prose, ProseBlock};
use super::node::Value;
use inlines::trim;
use notes::Note;
use parts::{Part, lines};

/// How deep lists may lie within each other: more cannot be told apart on a page.
const MAX_LIST_DEPTH: usize = 4;

/// The lowest level of headings: four below the title of a section, which is the first.
const MAX_HEADING_LEVEL: u8 = 5;

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

/// What `[^1]` is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoteMarks {
    /// The mark of a footnote, whose text stands in the same prose.
    OfFootnotes,
    /// The mark of a note below the table.
    OfTable,
    /// Text: a line has no notes.
    AreText,
}

type Spanned<'e> = (Event<'e>, Range<usize>);

struct Writer<'t, 'p> {
    text: &'t str,
    /// Where some bytes of the text stand.
    place: &'p mut dyn FnMut(Range<usize>) -> Place,
    marks: NoteMarks,
    is_in_link: bool,
    notes: BTreeMap<String, Note>,
    /// How many marks each footnote has.
    mark_counts: BTreeMap<String, usize>,
    in_note: bool,
    problems: &'p Problems,
}

impl<'t, 'p> Writer<'t, 'p> {
    fn new(
        text: &'t str,
        place: &'p mut dyn FnMut(Range<usize>) -> Place,
        marks: NoteMarks,
        problems: &'p Problems,
    ) -> Self {
        let (notes, mark_counts) = Default::default();
        Self {
            text,
            place,
            marks,
            is_in_link: false,
            notes,
            mark_counts,
            in_note: false,
            problems,
        }
    }

    /// Reads all of the text as blocks of the Markdown subset. Where marks are those of a table,
    /// its notes stand elsewhere, and there are no footnotes.
    fn markdown(&mut self) -> Vec<ProseBlock> {
        // Tables are switched on only so that they are seen and refused.
        let options = match self.marks {
            NoteMarks::OfFootnotes => Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES,
            NoteMarks::OfTable | NoteMarks::AreText => Options::ENABLE_TABLES,
        };
        let parser = Parser::new_ext(self.text, options);
        let mut definitions: Vec<Range<usize>> = parser
            .reference_definitions()
            .iter()
            .map(|(_, found)| found.span.clone())
            .collect();
        definitions.sort_by_key(|span| span.start);
        for span in definitions {
            let message = "the address of a link stands apart from it";
            let hint = "write the address with the link: `[text](https://…)`";
            self.report(code::REFUSED_MARKDOWN, span, message, hint);
        }
        let events: Vec<Spanned<'_>> = parser.into_offset_iter().collect();
        self.collect_notes(&events);
        let blocks = self.blocks(&events, 0);
        self.report_unused_notes();
        blocks
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
        let mut parts = Vec::new();
        let mut index = 0;
        while let Some((event, span)) = events.get(index) {
            let end = end_of(events, index);
            let inner = events.get(index + 1..end).unwrap_or_default();
            match event {
                Event::Start(Tag::Paragraph | Tag::HtmlBlock) => {
                    lines(self.text, inner, &mut parts);
                }
                Event::Start(Tag::List(start)) => {
                    if depth < MAX_LIST_DEPTH {
                        let list = self.list(start.is_some(), inner, depth);
                        parts.push(Part::Block(list));
                    } else {
                        let hint = "write the list with fewer levels";
                        self.refuse(span.clone(), "a fifth level of lists", hint);
                    }
                }
                // Read by `collect_notes`.
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                Event::Start(Tag::Heading { level, .. }) => {
                    if let Some(heading) = self.heading(*level, span, inner) {
                        parts.push(Part::Block(heading));
                    }
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    let hint = "write it as a paragraph; to print `>`, write `\\>`";
                    self.refuse(span.clone(), "a quotation", hint);
                }
                Event::Start(Tag::CodeBlock(_)) => {
                    let hint = "start its lines without spaces and without ```` ``` ````";
                    self.refuse(span.clone(), "a block of code", hint);
                }
                Event::Start(Tag::Table(_)) => {
                    let hint = "use a `table` block";
                    self.refuse(span.clone(), "a table", hint);
                }
                Event::Rule => {
                    let hint = "remove it, or use a `heading` block";
                    self.refuse(span.clone(), "a rule", hint);
                }
                _ => {
                    // The text of a tight list's item has no paragraph of its own.
                    let run = inline_run(&events[index..]);
                    let events = &events[index..index + run];
                    lines(self.text, events, &mut parts);
                    index += run;
                    continue;
                }
            }
            index = end.max(index) + 1;
        }
        self.assemble(parts, depth)
    }

    /// A heading of a level of Markdown; `None` where it can be none of a section.
    fn heading(
        &mut self,
        level: HeadingLevel,
        span: &Range<usize>,
        inner: &[Spanned<'_>],
    ) -> Option<ProseBlock> {
        let level = level as u8;
        if !self.text[span.clone()].starts_with('#') {
            let hint = "start its line with `## `, or put an empty line before the rule";
            self.refuse(span.clone(), "a heading by a line below it", hint);
            return None;
        }
        if !(2..=MAX_HEADING_LEVEL).contains(&level) {
            let what = if level < 2 { "a title" } else { "a sixth level of headings" };
            let hint = "start the line with `## ` to `##### `; to print `#`, write `\\#`";
            self.refuse(span.clone(), what, hint);
            return None;
        }
        let mut content = Vec::new();
        self.inlines(inner, 0, &mut content);
        trim(&mut content);
        if content.is_empty() {
            self.refuse(span.clone(), "an empty heading", "write its text, or remove it");
            return None;
        }
        let slice = &self.text[span.clone()];
        let place = (self.place)(span.start..span.start + slice.trim_end().len());
        Some(ProseBlock::Heading { level, content, place })
    }

    fn list(
        &mut self,
        is_numbered: bool,
        events: &[Spanned<'_>],
        depth: usize,
    ) -> ProseBlock {
        let mut items = Vec::new();
        let mut labels: Vec<Range<usize>> = Vec::new();
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
            if is_numbered {
                let start = events[index].1.start;
                let digits = self.text[start..].bytes().take_while(u8::is_ascii_digit);
                labels.push(start..start + digits.count() + 1);
            }
            index = end.max(index) + 1;
        }
        ProseBlock::List { labels: self.labels(&labels), items }
    }
}

impl Writer<'_, '_> {
    /// The labels of a numbered list, which stand at these bytes; numbers that are all the
    /// same are counted, for Markdown allows that.
    fn labels(&mut self, spans: &[Range<usize>]) -> Labels {
        let typed: Vec<&str> =
            spans.iter().map(|span| &self.text[span.clone()]).collect();
        let number = |label: &str| label[..label.len() - 1].parse::<u64>().ok();
        let Some(first) = typed.first().copied() else { return Labels::Bullets };
        let is_counted = typed.len() > 1 && typed.iter().all(|label| *label == first);
        let end = &first[first.len() - 1..];
        if is_counted {
            let first = number(first).unwrap_or(1);
            let counted = (first..).take(typed.len());
            return Labels::of(counted.map(|it| format!("{it}{end}").into()).collect());
        }
        let pairs = typed.windows(2).zip(&spans[1..]);
        let wrong = pairs
            .filter(|(pair, _)| number(pair[0]).map(|it| it + 1) != number(pair[1]))
            .map(|(pair, span)| (pair[0].to_owned(), pair[1].to_owned(), span.clone()));
        let wrong: Vec<_> = wrong.collect();
        let labels = Labels::of(typed.into_iter().map(Into::into).collect());
        for (before, after, span) in wrong {
            let message = format!("a list goes from `{before}` to `{after}`");
            let place = (self.place)(span);
            let hint = "number the items in order";
            let problem = Diagnostic::warning(code::LIST_MARK, message);
            self.problems.push(problem.at(&place).hint(hint));
        }
        labels
    }
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
