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
use super::locate::Locator;
use super::model::{Line, Prose, ProseBlock};
use super::node::Value;
use super::references::Escapes;
use inlines::{references, trim};
use notes::Note;

/// How deep lists may lie within each other: more cannot be told apart on a page.
const MAX_LIST_DEPTH: usize = 4;

/// How long prose may be, in bytes: some forty pages in one field.
const MAX_PROSE_BYTES: usize = 128 * 1024;

/// Reads a line: text in one paragraph in which measures may stand.
pub(crate) fn line(at: &Cursor<'_>) -> Option<Line> {
    let mut writer = Writer::new(at)?;
    let mut content = Vec::new();
    writer.references(0..writer.text.len(), Escapes::Here, &mut content);
    trim(&mut content);
    Some(Line { content, place: at.place() })
}

/// Reads a cell of a CSV file, which stands at a place, as a line.
pub(crate) fn cell(text: &str, at: &Place, problems: &Problems) -> Line {
    let mut content = Vec::new();
    references(text, Escapes::Here, problems, |_| at.clone(), &mut content);
    trim(&mut content);
    Line { content, place: at.clone() }
}

/// Reads prose.
pub(crate) fn prose(at: &Cursor<'_>) -> Option<Prose> {
    let before = at.problems().count();
    let mut writer = Writer::new(at)?;
    if writer.text.len() > MAX_PROSE_BYTES {
        let message = format!("{} is longer than 128 KiB", at.subject());
        at.report(code::LIMIT, message, "split it into several blocks");
        return None;
    }
    // Tables are switched on only so that they are seen and refused.
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let parser = Parser::new_ext(writer.text, options);
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
    if blocks.is_empty() {
        // Prose of refused blocks alone is not empty to its author.
        if at.problems().count() == before {
            at.report_empty("text");
        }
        return None;
    }
    Some(Prose { blocks, place: at.place() })
}

type Spanned<'e> = (Event<'e>, Range<usize>);

struct Writer<'a> {
    text: &'a str,
    at: &'a Cursor<'a>,
    locator: Locator<'a>,
    notes: BTreeMap<String, Note>,
    in_note: bool,
}

impl<'a> Writer<'a> {
    fn new(at: &'a Cursor<'a>) -> Option<Self> {
        let Value::Scalar(scalar) = &at.node().value else { return None };
        let (text, locator) = (&scalar.text, at.locator()?);
        Some(Self { text, at, locator, notes: BTreeMap::new(), in_note: false })
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
        let span = self.locator.span(span.start..span.start + length);
        self.at.problems().error(code, &self.at.place_of(span), message, hint);
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
