//! What a paragraph is made of: text, emphasis, links and references.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::model::{Id, Inline, Placed, Url, check_url};
use crate::report::references::{Escapes, Piece, form_hint, split};

use crate::wording::excerpt;

use super::addresses::addresses;
use super::events::{Spanned, end_of};
use super::scripts::scripts;
use super::writer::{NoteMarks, Writer};

/// How deep emphasis and links may lie within each other.
const MAX_INLINE_DEPTH: usize = 8;

/// How the address of a passage in another language starts: `[Bonjour](lang:fr)`.
const LANGUAGE: &str = "lang:";

/// What a line may hold that makes more of it than text and measures.
const MARKUP: [char; 5] = ['*', '_', '[', '<', '\\'];

impl Writer<'_, '_> {
    /// Reads all of the text as one line: text, emphasis, links, ends of lines, measures.
    pub(super) fn line(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        if self.text.contains(MARKUP) {
            // A full stop before it, so that nothing in it opens a block.
            let padded = format!(".{}", self.text.replace('\n', " "));
            let parser = Parser::new_ext(&padded, Options::empty());
            let events = parser.into_offset_iter().map(|(event, span)| {
                (event, span.start.saturating_sub(1)..span.end.saturating_sub(1))
            });
            let events: Vec<Spanned<'_>> = events.collect();
            let end = end_of(&events, 0);
            let inner = events.get(1..end).unwrap_or_default();
            self.inlines(inner, 0, &mut content);
        } else {
            self.references(0..self.text.len(), Escapes::Here, &mut content);
        }
        trim(&mut content);
        content
    }

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
            if let Event::InlineHtml(tag) | Event::Html(tag) = event
                && is_line_break(tag.trim())
            {
                self.text_run(run.take(), content);
                content.push(Inline::Break);
                index += 1;
                continue;
            }
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
                Event::SoftBreak => push_text(content, " "),
                Event::HardBreak => content.push(Inline::Break),
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
        self.report_missing_note(run.start + literal, &slice[literal..]);
        self.references(run.start + literal..run.end, Escapes::Done, content);
    }

    /// Writes text with its references.
    pub(super) fn references(
        &mut self,
        range: Range<usize>,
        escapes: Escapes,
        content: &mut Vec<Inline>,
    ) {
        let mut start = range.start;
        while self.marks == NoteMarks::OfTable {
            let rest = &self.text[start..range.end];
            let Some((before, mark)) = note_mark(rest) else { break };
            self.addresses(start..start + before, escapes, content);
            let place = (self.place)(start + mark.start..start + mark.end);
            let value = rest[mark.clone()].into();
            content.push(Inline::NoteMark(Placed { value, place }));
            start += mark.end + 1;
        }
        self.addresses(start..range.end, escapes, content);
    }

    /// Writes text without marks of notes; the addresses in it become links.
    fn addresses(
        &mut self,
        range: Range<usize>,
        escapes: Escapes,
        content: &mut Vec<Inline>,
    ) {
        let slice = &self.text[range.clone()];
        let addresses = if self.is_in_link { Vec::new() } else { addresses(slice) };
        let mut from = 0;
        for (address, url) in addresses {
            let (before, after) = (range.start + from, range.start + address.start);
            self.measures(before..after, escapes, content);
            let place = (self.place)(after..range.start + address.end);
            let url = Url { value: url.into(), place };
            let within = vec![Inline::Text(slice[address.clone()].into())];
            content.push(Inline::Link { url, content: within });
            from = address.end;
        }
        self.measures(range.start + from..range.end, escapes, content);
    }

    /// Writes text without addresses, with its references.
    fn measures(
        &mut self,
        range: Range<usize>,
        escapes: Escapes,
        content: &mut Vec<Inline>,
    ) {
        let slice = &self.text[range.clone()];
        let shift =
            |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
        for piece in split(slice, escapes) {
            match piece {
                Piece::Text(inner) => push_text(content, &scripts(&slice[inner])),
                Piece::Reference(inner, form) => {
                    let value = slice[inner.clone()].into();
                    let place = (self.place)(shift(inner));
                    content.push(Inline::Measure { id: Id { value, place }, form });
                }
                Piece::Pointer(inner, pointing) => {
                    let value = slice[inner.clone()].into();
                    let place = (self.place)(shift(inner));
                    content.push(Inline::Pointer { id: Id { value, place }, pointing });
                }
                Piece::UnknownForm(inner) => {
                    let problem = unknown_form(&slice[inner.clone()]);
                    let place = (self.place)(shift(inner));
                    self.problems.push(problem.at(&place));
                }
            }
        }
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
        let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
        if *link_type != LinkType::Inline && !is_bare {
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
        let dest_url = match link_type {
            LinkType::Email => format!("mailto:{dest_url}"),
            _ => dest_url.to_string(),
        };
        let mut within = Vec::new();
        self.is_in_link = true;
        self.inlines(inner, depth + 1, &mut within);
        self.is_in_link = false;
        if within.is_empty() {
            let hint = "write between the brackets where the link leads";
            self.refuse(span, "a link without a text", hint);
            return;
        }
        let slice = &self.text[span.clone()];
        let address = match slice.rfind(&*dest_url) {
            Some(found) => span.start + found..span.start + found + dest_url.len(),
            None => span,
        };
        if let Some(tag) = dest_url.strip_prefix(LANGUAGE) {
            let tag_span = address.start + LANGUAGE.len()..address.end;
            match language_tag(tag) {
                Some(tag) => {
                    let language =
                        Placed { value: tag.into(), place: (self.place)(tag_span) };
                    content.push(Inline::Foreign { language, content: within });
                }
                None => {
                    let message = format!("`{}` is no language tag", excerpt(tag));
                    let hint = "write a tag of BCP 47, such as `cy`, `ar` or `fr-CA`";
                    self.report(code::UNKNOWN_LANGUAGE, tag_span, message, hint);
                }
            }
            return;
        }
        if let Err(hint) = check_url(&dest_url) {
            let message =
                format!("a link does not lead to an address: `{}`", excerpt(&dest_url));
            self.report(code::BAD_VALUE, address, message, hint);
            return;
        }
        let place = (self.place)(address);
        let url = Url { value: dest_url.into(), place };
        content.push(Inline::Link { url, content: within });
    }
}

/// A language tag in its usual letters; `None` for what is none that pages can be set in: a language
/// of two or three letters, and a script and a region where they are meant.
fn language_tag(tag: &str) -> Option<String> {
    let found = icu_locale_core::LanguageIdentifier::try_from_str(tag).ok()?;
    let is_known = matches!(found.language.as_str().len(), 2 | 3)
        && found.language != icu_locale_core::subtags::Language::UNKNOWN;
    (is_known && found.variants.is_empty()).then(|| found.to_string())
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

/// Whether a tag of HTML ends a line.
fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

fn unknown_form(name: &str) -> Diagnostic {
    Diagnostic::error(
        code::BAD_VALUE,
        format!("a measure has no form `{}`", excerpt(name)),
    )
    .hint(form_hint(name))
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
    while let Some(Inline::Break) = content.last() {
        content.pop();
    }
    let first = content.iter().take_while(|it| matches!(it, Inline::Break)).count();
    content.drain(..first);
    if let Some(Inline::Text(text)) = content.last_mut() {
        *text = text.trim_end().into();
    }
    if let Some(Inline::Text(text)) = content.first_mut() {
        *text = text.trim_start().into();
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}
