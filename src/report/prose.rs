//! Prose and lines: from typed text to paragraphs, lists, footnotes and references.
//!
//! The Markdown subset is that of `docs/project.md`. What Markdown has beyond it is
//! refused where a reader would miss it, and prints as typed where it is only a mark.
//! Whether a reference leads to a measure is not known here.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};

use super::code;
use super::decode::scalars::{check_url, excerpt};
use super::decode::{Cursor, Problems};
use super::locate::Locator;
use super::model::{Inline, Line, Placed, Prose, ProseBlock};
use super::node::Value;
use super::references::{Escapes, Piece, form_hint, split};

/// How deep lists may lie within each other: more cannot be told apart on a page.
const MAX_LIST_DEPTH: usize = 4;
/// How deep emphasis and links may lie within each other.
const MAX_INLINE_DEPTH: usize = 8;

/// How long prose may be, in bytes: some forty pages in one field.
const MAX_PROSE_BYTES: usize = 128 * 1024;

/// Reads a line: text in one paragraph in which measures may stand.
pub(crate) fn line(at: &Cursor<'_>, problems: &mut Problems) -> Option<Line> {
    let mut writer = Writer::new(at, problems)?;
    let mut content = Vec::new();
    writer.references(0..writer.text.len(), Escapes::Here, &mut content);
    trim(&mut content);
    Some(Line { content, place: at.place() })
}

/// Reads a cell of a CSV file as a line; `span` are its bytes in the file.
pub(crate) fn cell(
    text: &str,
    at: &crate::diagnostic::Place,
    problems: &mut Problems,
) -> Line {
    let mut content = Vec::new();
    for piece in split(text, Escapes::Here) {
        match piece {
            Piece::Text(range) => push_text(&mut content, &text[range]),
            Piece::Reference(range, form) => content.push(Inline::Measure {
                id: Placed { value: text[range].into(), place: at.clone() },
                form,
            }),
            Piece::UnknownForm(range) => {
                problems.push(unknown_form(&text[range]).at(at));
            }
        }
    }
    trim(&mut content);
    Line { content, place: at.clone() }
}

/// Reads prose.
pub(crate) fn prose(at: &Cursor<'_>, problems: &mut Problems) -> Option<Prose> {
    let mut writer = Writer::new(at, problems)?;
    if writer.text.len() > MAX_PROSE_BYTES {
        let message = format!("{} is longer than 128 KiB", at.subject());
        problems.push(at.error(code::LIMIT, message).hint("split it into several blocks"));
        return None;
    }
    // Tables are switched on only so that they are seen and refused.
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let parser = Parser::new_ext(writer.text, options);
    let mut definitions: Vec<Range<usize>> =
        parser.reference_definitions().iter().map(|(_, found)| found.span.clone()).collect();
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
        at.report_empty(problems);
        return None;
    }
    Some(Prose { blocks, place: at.place() })
}

type Spanned<'e> = (Event<'e>, Range<usize>);

/// A footnote's text, until its mark takes it.
struct Note {
    blocks: Option<Vec<ProseBlock>>,
    span: Range<usize>,
}

struct Writer<'a, 'p> {
    text: &'a str,
    at: &'p Cursor<'a>,
    locator: Locator<'a>,
    notes: BTreeMap<String, Note>,
    in_note: bool,
    problems: &'p mut Problems,
}

impl<'a, 'p> Writer<'a, 'p> {
    fn new(at: &'p Cursor<'a>, problems: &'p mut Problems) -> Option<Self> {
        let Value::Scalar(scalar) = &at.node().value else { return None };
        Some(Self {
            text: &scalar.text,
            at,
            locator: at.locator()?,
            notes: BTreeMap::new(),
            in_note: false,
            problems,
        })
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
        let place = self.at.place_of(span);
        self.problems.push(Diagnostic::error(code, message).at(&place).hint(hint));
    }

    fn refuse(&mut self, span: Range<usize>, what: &str, hint: &str) {
        let message = format!("{what} cannot stand in prose");
        self.report(code::REFUSED_MARKDOWN, span, message, hint);
    }

    /// Reads the texts of all footnotes, wherever they stand.
    fn collect_notes(&mut self, events: &[Spanned<'_>]) {
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

    fn report_unused_notes(&mut self) {
        for (label, note) in std::mem::take(&mut self.notes) {
            if note.blocks.is_some() {
                let message = format!("footnote `{label}` has no mark in the text");
                let hint = format!("put `[^{label}]` where it belongs");
                self.report(code::FOOTNOTE, note.span, message, hint);
            }
        }
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
                Event::Start(Tag::List(start)) => {
                    if depth < MAX_LIST_DEPTH {
                        blocks.push(self.list(*start, inner, depth));
                    } else {
                        let hint = "write the list with fewer levels";
                        self.refuse(span.clone(), "a fifth level of lists", hint);
                    }
                }
                // Read by `collect_notes`.
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                Event::Start(Tag::Heading { .. }) => {
                    let hint = "use a `heading` block; to print `#`, write `\\#`";
                    self.refuse(span.clone(), "a heading", hint);
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
                    self.paragraph(&events[index..index + run], &mut blocks);
                    index += run;
                    continue;
                }
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
            let item = self.blocks(events.get(index + 1..end).unwrap_or_default(), depth + 1);
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

    fn inlines(
        &mut self,
        events: &[Spanned<'_>],
        depth: usize,
        content: &mut Vec<Inline>,
    ) {
        // Neighbouring pieces of text, as one range of what was typed: references may
        // lie across the pieces that the parser cuts.
        let mut run: Option<Range<usize>> = None;
        let mut index = 0;
        while let Some((event, span)) = events.get(index) {
            if let Event::Text(_) | Event::InlineHtml(_) | Event::Html(_) = event {
                match &mut run {
                    Some(run) if run.end == span.start => run.end = span.end,
                    _ => {
                        self.text_run(run.replace(span.clone()), content);
                    }
                }
                index += 1;
                continue;
            }
            self.text_run(run.take(), content);
            let end = end_of(events, index);
            let inner = events.get(index + 1..end).unwrap_or_default();
            match event {
                Event::SoftBreak | Event::HardBreak => push_text(content, " "),
                Event::Code(_) => push_text(content, &self.text[span.clone()]),
                Event::FootnoteReference(label) => {
                    self.footnote(label, span.clone(), content);
                }
                Event::Start(_) if depth >= MAX_INLINE_DEPTH => {
                    let hint = "write it with fewer marks";
                    self.refuse(span.clone(), "emphasis this deep within itself", hint);
                }
                Event::Start(Tag::Emphasis) => {
                    let mut within = Vec::new();
                    self.inlines(inner, depth + 1, &mut within);
                    content.push(Inline::Emphasis(within));
                }
                Event::Start(Tag::Strong) => {
                    let mut within = Vec::new();
                    self.inlines(inner, depth + 1, &mut within);
                    content.push(Inline::Strong(within));
                }
                Event::Start(tag @ Tag::Link { .. }) => {
                    self.link(tag, span.clone(), inner, depth, content);
                }
                Event::Start(Tag::Image { .. }) => {
                    self.refuse(span.clone(), "an image", "use a `figure` block");
                }
                _ => {}
            }
            index = end.max(index) + 1;
        }
        self.text_run(run, content);
    }

    /// Writes a run of text, with the references in it.
    fn text_run(&mut self, run: Option<Range<usize>>, content: &mut Vec<Inline>) {
        let Some(run) = run else { return };
        let slice = &self.text[run.clone()];
        // The parser leaves the backslash of an escape out, so that what it escapes is
        // the first character of a run.
        let escaped = self.text[..run.start].ends_with('\\');
        let literal = if escaped && slice.starts_with(['{', '[']) { 1 } else { 0 };
        push_text(content, &slice[..literal]);
        self.report_missing_note(run.start + literal, &slice[literal..]);
        self.references(run.start + literal..run.end, Escapes::Done, content);
    }

    /// Writes text with its references.
    fn references(
        &mut self,
        range: Range<usize>,
        escapes: Escapes,
        content: &mut Vec<Inline>,
    ) {
        let slice = &self.text[range.clone()];
        let shift = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
        for piece in split(slice, escapes) {
            match piece {
                Piece::Text(inner) => push_text(content, &slice[inner]),
                Piece::Reference(inner, form) => {
                    let value = slice[inner.clone()].into();
                    let place = self.at.place_of(self.locator.span(shift(inner)));
                    content.push(Inline::Measure { id: Placed { value, place }, form });
                }
                Piece::UnknownForm(inner) => {
                    let problem = unknown_form(&slice[inner.clone()]);
                    let place = self.at.place_of(self.locator.span(shift(inner)));
                    self.problems.push(problem.at(&place));
                }
            }
        }
    }

    /// A footnote's mark without a text is text to the parser, and a slip to us.
    fn report_missing_note(&mut self, start: usize, slice: &str) {
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

    fn footnote(&mut self, label: &str, span: Range<usize>, content: &mut Vec<Inline>) {
        if self.in_note {
            let hint = "write it as part of this footnote";
            self.refuse(span, "a footnote within a footnote", hint);
            // Its text is not unused: the problem has been said.
            if let Some(note) = self.notes.get_mut(label) {
                note.blocks = None;
            }
            return;
        }
        match self.notes.get_mut(label).map(|note| note.blocks.take()) {
            Some(Some(blocks)) => content.push(Inline::Footnote(blocks)),
            Some(None) => {
                let message = format!("footnote `{label}` has two marks");
                let hint = "write the footnote again under another name";
                self.report(code::FOOTNOTE, span, message, hint);
            }
            None => {
                let message = format!("footnote `{label}` has no text");
                let hint = format!("write it below as `[^{label}]: …`");
                self.report(code::FOOTNOTE, span, message, hint);
            }
        }
    }

    fn link(
        &mut self,
        tag: &Tag<'_>,
        span: Range<usize>,
        inner: &[Spanned<'_>],
        depth: usize,
        content: &mut Vec<Inline>,
    ) {
        let Tag::Link { link_type, dest_url, title, .. } = tag else { return };
        if let LinkType::Autolink | LinkType::Email = link_type {
            let hint = "write `[text](https://…)`, with a text that says where it leads";
            self.refuse(span, "an address without a text", hint);
            return;
        }
        if *link_type != LinkType::Inline {
            // The address that stands apart has been reported already.
            return;
        }
        if !title.is_empty() {
            self.refuse(span.clone(), "the title of a link", "remove it: it never prints");
        }
        let mut within = Vec::new();
        self.inlines(inner, depth + 1, &mut within);
        if within.is_empty() {
            let hint = "write between the brackets where the link leads";
            self.refuse(span, "a link without a text", hint);
            return;
        }
        let slice = &self.text[span.clone()];
        let address = match slice.rfind(&**dest_url) {
            Some(found) => span.start + found..span.start + found + dest_url.len(),
            None => span,
        };
        if let Err(hint) = check_url(dest_url) {
            let message = format!("a link does not lead to an address: `{}`", excerpt(dest_url));
            self.report(code::BAD_VALUE, address, message, hint);
            return;
        }
        let place = self.at.place_of(self.locator.span(address));
        let url = Placed { value: (&**dest_url).into(), place };
        content.push(Inline::Link { url, content: within });
    }
}

fn unknown_form(name: &str) -> Diagnostic {
    Diagnostic::error(code::BAD_VALUE, format!("a measure has no form `{}`", excerpt(name)))
        .hint(form_hint(name))
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

/// Adds text to what stands before it; line breaks and tabs become spaces.
fn push_text(content: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    let is_space = |c| matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}');
    let text = if text.contains('\n') {
        // A line break takes the indentation after it along.
        let lines: Vec<&str> = text.split('\n').collect();
        let last = lines.len() - 1;
        let trimmed = lines.iter().enumerate().map(|(index, line)| match index {
            0 => line.trim_end(),
            _ if index == last => line.trim_start(),
            _ => line.trim(),
        });
        trimmed.collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    };
    let text = text.replace(is_space, " ");
    if let Some(Inline::Text(before)) = content.last_mut() {
        *before = format!("{before}{text}").into();
    } else {
        content.push(Inline::Text(text.into()));
    }
}

/// Leaves out the space at either end that line breaks have left there.
fn trim(content: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = content.last_mut() {
        *text = text.trim_end().into();
    }
    if let Some(Inline::Text(text)) = content.first_mut() {
        *text = text.trim_start().into();
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}

#[cfg(test)]
mod tests;
