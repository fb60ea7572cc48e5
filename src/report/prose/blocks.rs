//! Blocks: paragraphs, headings and lists of the Markdown subset, and what is refused of it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::model::{Labels, ProseBlock};

use super::events::{Spanned, end_of};
use super::inlines::trim;
use super::lazy::Typed;
use super::parts::{Part, after_space, column, lines};
use super::writer::{NoteMarks, Writer};

/// How deep lists may lie within each other: more cannot be told apart on a page.
pub(super) const MAX_LIST_DEPTH: usize = 4;

/// The lowest level of headings: four below the title of a section, which is the first.
const MAX_HEADING_LEVEL: u8 = 5;

impl Writer<'_, '_> {
    /// Reads all of the text as blocks of the Markdown subset. Where marks are those of a table,
    /// its notes stand elsewhere, and there are no footnotes.
    pub(super) fn markdown(&mut self) -> Vec<ProseBlock> {
        // Tables are switched on only so that they are seen and refused.
        let options = match self.marks {
            NoteMarks::OfFootnotes => Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES,
            NoteMarks::OfTable | NoteMarks::AreText => Options::ENABLE_TABLES,
        };
        let typed = Typed::new(self.text, options);
        let parser = Parser::new_ext(typed.text(), options);
        let mut definitions: Vec<Range<usize>> = parser
            .reference_definitions()
            .iter()
            .map(|(_, found)| typed.span(found.span.clone()))
            .collect();
        definitions.sort_by_key(|span| span.start);
        for span in definitions {
            let message = "the address of a link stands apart from it";
            let hint = "write the address with the link: `[text](https://…)`";
            self.report(code::REFUSED_MARKDOWN, span, message, hint);
        }
        let events = parser.into_offset_iter();
        let events = events.map(|(event, span)| (event, typed.span(span)));
        let events: Vec<Spanned<'_>> = events.collect();
        self.collect_notes(&events);
        let blocks = self.blocks(&events, 0);
        self.report_unused_notes();
        blocks
    }

    pub(super) fn blocks(
        &mut self,
        events: &[Spanned<'_>],
        depth: usize,
    ) -> Vec<ProseBlock> {
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
                        let start = after_space(self.text, span.start);
                        let column = column(self.text, start);
                        parts.push(Part::Block { block: list, column });
                    } else {
                        let hint = "write the list with fewer levels";
                        self.refuse(span.clone(), "a fifth level of lists", hint);
                    }
                }
                // Read by `collect_notes`.
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                Event::Start(Tag::Heading { level, .. }) => {
                    if let Some(heading) = self.heading(*level, span, inner) {
                        parts.push(Part::Block { block: heading, column: 0 });
                    }
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    let hint = "write it as a paragraph; to print `>`, write `\\>`";
                    self.refuse(span.clone(), "a quotation", hint);
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    let hint = "indent it by three spaces at the most: below an item such as \
                                `(a)`, it is then another paragraph of the item";
                    let what = "text that is indented by four spaces or more";
                    self.refuse(span.clone(), what, hint);
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
        let (mut items, mut starts) = (Vec::new(), Vec::new());
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
            starts.push(events[index].1.start);
            if is_numbered {
                let start = after_space(self.text, events[index].1.start);
                let digits = self.text[start..].bytes().take_while(u8::is_ascii_digit);
                labels.push(start..start + digits.count() + 1);
            }
            index = end.max(index) + 1;
        }
        for start in &starts {
            self.report_sign(*start, starts.len(), depth);
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
