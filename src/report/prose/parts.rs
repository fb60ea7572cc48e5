//! Parts: what prose is made of before its pasted lists are found, lines and blocks.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::report::model::ProseBlock;

use super::events::Spanned;
use super::marks::{Mark, mark};

/// What prose is made of before its pasted lists are found.
pub(super) enum Part<'t, 'e> {
    /// A line of a paragraph.
    Line(Line<'t, 'e>),
    /// A list or heading that Markdown knows, and the column in which it begins.
    Block { block: ProseBlock, column: usize },
}

/// A line of a paragraph, as it was typed.
pub(super) struct Line<'t, 'e> {
    /// What stands before it.
    pub(super) gap: Gap,
    /// The mark that it starts with.
    pub(super) mark: Option<Mark<'t>>,
    /// What it holds after its mark.
    pub(super) events: Vec<Spanned<'e>>,
    /// Its bytes in the text.
    pub(super) span: Range<usize>,
}

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Another paragraph ends.
    Paragraph,
    /// The line was broken for the width of an editor.
    Soft,
    /// The line was broken for its readers.
    Hard,
}

impl<'t> Line<'t, '_> {
    /// What was typed, without the space around it.
    pub(super) fn text(&self, text: &'t str) -> &'t str {
        text[self.span.clone()].trim()
    }

    /// The column in which it begins.
    pub(super) fn column(&self, text: &str) -> usize {
        column(text, self.span.start)
    }
}

/// Cuts the events of a paragraph into lines.
pub(super) fn lines<'t, 'e>(
    text: &'t str,
    events: &[Spanned<'e>],
    parts: &mut Vec<Part<'t, 'e>>,
) {
    let mut gap = Gap::Paragraph;
    let mut depth = 0_usize;
    let mut from = 0;
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::SoftBreak | Event::HardBreak if depth == 0 => {
                push_line(text, gap, &events[from..at], parts);
                from = at + 1;
                let is_soft = matches!(event, Event::SoftBreak);
                gap = if is_soft { Gap::Soft } else { Gap::Hard };
            }
            _ => {}
        }
    }
    push_line(text, gap, &events[from..], parts);
}

fn push_line<'t, 'e>(
    text: &'t str,
    gap: Gap,
    events: &[Spanned<'e>],
    parts: &mut Vec<Part<'t, 'e>>,
) {
    let (Some((first, start)), Some((_, last))) = (events.first(), events.last()) else {
        return;
    };
    let mut span = start.start..last.end;
    let mut events = events.to_vec();
    let escaped = text[..span.start].ends_with('\\');
    let found = match first {
        Event::Text(_) if !escaped => mark(&text[span.clone()]),
        _ => None,
    };
    let found = found.filter(|mark| mark.length <= start.len());
    if let Some(mark) = &found {
        events[0].1.start += mark.length;
        if events[0].1.is_empty() {
            events.remove(0);
        }
    }
    // A line of white space alone has no end of its own.
    span.end = span.end.max(span.start);
    parts.push(Part::Line(Line { gap, mark: found, events, span }));
}

/// Where the mark of a list or item stands: Markdown counts the space before it in.
pub(super) fn after_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// The column of a byte: how far from the left of its line it stands.
pub(super) fn column(text: &str, at: usize) -> usize {
    const TAB: usize = 4;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..at].chars().fold(0, |column, c| match c {
        '\t' => (column / TAB + 1) * TAB,
        _ => column + 1,
    })
}

/// The line before one, of the same paragraph or of the one before.
pub(super) fn line_before<'t>(
    text: &'t str,
    parts: &[Part<'t, '_>],
    at: usize,
) -> &'t str {
    match at.checked_sub(1).map(|before| &parts[before]) {
        Some(Part::Line(line)) => line.text(text),
        _ => "",
    }
}
