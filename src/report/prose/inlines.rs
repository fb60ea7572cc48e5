//! What a paragraph is made of: text, emphasis, links and references.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::report::code;
use crate::report::decode::scalars::{check_url, excerpt};
use crate::report::model::{Id, Inline, Placed, Url};
use crate::report::references::{Escapes, Piece, form_hint, split};

use super::{NoteMarks, Spanned, Writer, end_of};

/// How deep emphasis and links may lie within each other.
const MAX_INLINE_DEPTH: usize = 8;

impl Writer<'_, '_> {
    pub(super) fn inlines(
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
                Event::Start(tag @ (Tag::Emphasis | Tag::Strong)) => {
                    let mut within = Vec::new();
                    self.inlines(inner, depth + 1, &mut within);
                    content.push(match tag {
                        Tag::Strong => Inline::Strong(within),
                        _ => Inline::Emphasis(within),
                    });
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
        join(content);
    }

    /// Writes a run of text, with the references in it.
    pub(super) fn text_run(
        &mut self,
        run: Option<Range<usize>>,
        content: &mut Vec<Inline>,
    ) {
        let Some(run) = run else { return };
        let slice = &self.text[run.clone()];
        // The parser leaves the backslash of an escape out, so that what it escapes is
        // the first character of a run.
        let escaped = self.text[..run.start].ends_with('\\');
        let literal = if escaped && slice.starts_with(['{', '[']) { 1 } else { 0 };
        push_text(content, &slice[..literal]);
        if self.marks == NoteMarks::AreText {
            self.report_missing_note(run.start + literal, &slice[literal..]);
        }
        self.references(run.start + literal..run.end, Escapes::Done, content);
    }

    /// Writes text with its references.
    pub(super) fn references(
        &mut self,
        range: Range<usize>,
        escapes: Escapes,
        content: &mut Vec<Inline>,
    ) {
        let text = &self.text[range.clone()];
        let within =
            |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
        for piece in split(text, escapes) {
            match piece {
                Piece::Text(inner) => self.note_marks(within(inner), content),
                Piece::Reference(inner, form) => {
                    let value = text[inner.clone()].into();
                    let id = Id { value, place: (self.place)(within(inner)) };
                    content.push(Inline::Measure { id, form });
                }
                Piece::UnknownForm(inner) => {
                    let name = &text[inner.clone()];
                    let message = format!("a measure has no form `{}`", excerpt(name));
                    let (hint, place) = (form_hint(name), (self.place)(within(inner)));
                    self.problems.error(code::BAD_VALUE, &place, message, hint);
                }
            }
        }
    }

    /// Writes text without references, with the marks of notes in it where they are taken.
    fn note_marks(&mut self, range: Range<usize>, content: &mut Vec<Inline>) {
        let mut start = range.start;
        while self.marks == NoteMarks::AreTaken {
            let rest = &self.text[start..range.end];
            let Some((before, mark)) = note_mark(rest) else { break };
            push_text(content, &rest[..before]);
            let place = (self.place)(start + mark.start..start + mark.end);
            let value = rest[mark.clone()].into();
            content.push(Inline::NoteMark(Placed { value, place }));
            start += mark.end + 1;
        }
        push_text(content, &self.text[start..range.end]);
    }

    pub(super) fn link(
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
            self.refuse(
                span.clone(),
                "the title of a link",
                "remove it: it never prints",
            );
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
            let message =
                format!("a link does not lead to an address: `{}`", excerpt(dest_url));
            self.report(code::BAD_VALUE, address, message, hint);
            return;
        }
        let place = (self.place)(address);
        let url = Url { value: (&**dest_url).into(), place };
        content.push(Inline::Link { url, content: within });
    }
}

/// The first mark of a note in a text: where it begins, and the bytes of the mark itself.
fn note_mark(text: &str) -> Option<(usize, Range<usize>)> {
    text.match_indices("[^").find_map(|(at, open)| {
        let start = at + open.len();
        let length = text[start..].find(']')?;
        let mark = start..start + length;
        let is_mark =
            !mark.is_empty() && !text[mark.clone()].contains(char::is_whitespace);
        is_mark.then_some((at, mark))
    })
}

/// Adds text; line breaks and tabs become spaces.
pub(super) fn push_text(content: &mut Vec<Inline>, text: &str) {
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
    content.push(Inline::Text(text.replace(is_space, " ").into()));
}

/// Joins neighbouring pieces of text.
pub(super) fn join(content: &mut Vec<Inline>) {
    let mut joined = Vec::with_capacity(content.len());
    let mut text = String::new();
    for inline in content.drain(..) {
        if let Inline::Text(piece) = inline {
            text.push_str(&piece);
            continue;
        }
        if !text.is_empty() {
            joined.push(Inline::Text(std::mem::take(&mut text).into()));
        }
        joined.push(inline);
    }
    if !text.is_empty() {
        joined.push(Inline::Text(text.into()));
    }
    *content = joined;
}

/// Joins neighbouring pieces of text, and leaves out the space at either end that line
/// breaks have left there.
pub(super) fn trim(content: &mut Vec<Inline>) {
    join(content);
    if let Some(Inline::Text(text)) = content.last_mut() {
        *text = text.trim_end().into();
    }
    if let Some(Inline::Text(text)) = content.first_mut() {
        *text = text.trim_start().into();
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}
