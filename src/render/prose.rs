//! Prose as Typst: the one place where Recto itself writes markup from data.
//!
//! It works on prose that is already resolved: measures printed, abbreviations spelt
//! out. Each construct becomes a function call with content arguments, never the
//! shorthand of markup, so that where it stands cannot change what it means.

use super::escape;
use crate::document::{Pointer, ProseBlock, Span, ends_sentence};
use crate::report::Labels;

/// The Typst functions that prose may call. [`guard`](super::guard) accepts no other.
pub const FUNCTIONS: [&str; 18] = [
    "emph",
    "strong",
    "link",
    "passage",
    "footnote",
    "shared-footnote",
    "footnote-mark",
    "note-mark",
    "prose-heading",
    "pointed-to",
    "reference",
    "agenda-reference",
    "page-reference",
    "list",
    "enum",
    "marked-list",
    "parbreak",
    "linebreak",
];

/// Writes blocks as markup.
pub fn write_blocks(blocks: &[ProseBlock], out: &mut String) {
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            out.push_str("#parbreak()");
        }
        match block {
            ProseBlock::Paragraph(spans) => write_spans(spans, out),
            ProseBlock::Heading { level, content } => {
                out.push_str("#prose-heading(");
                out.push_str(&level.to_string());
                wrap(")[", content, out);
            }
            ProseBlock::List { labels, items } => {
                match labels {
                    Labels::Bullets => out.push_str("#list("),
                    Labels::Numbers { first: 1 } => out.push_str("#enum("),
                    Labels::Numbers { first } => {
                        out.push_str("#enum(start: ");
                        out.push_str(&first.to_string());
                        out.push_str(", ");
                    }
                    Labels::Written(_) => out.push_str("#marked-list("),
                }
                for (at, item) in items.iter().enumerate() {
                    if let Labels::Written(labels) = labels {
                        escape::string(labels.get(at).map_or("", |label| label), out);
                        out.push_str(", ");
                    }
                    out.push('[');
                    write_blocks(item, out);
                    out.push_str("], ");
                }
                out.push(')');
            }
        }
    }
}

/// Writes the pieces of a paragraph as markup.
pub fn write_spans(spans: &[Span], out: &mut String) {
    for (at, span) in spans.iter().enumerate() {
        match span {
            Span::Text(text) => escape::markup(text, out),
            Span::Figure { id, text } => {
                out.push_str("#pointed-to(\"measure\", ");
                escape::string(id, out);
                out.push(')');
                escape::markup(text, out);
            }
            Span::Break => out.push_str("#linebreak()"),
            Span::Emphasis(inner) => wrap("#emph[", inner, out),
            Span::Strong(inner) => wrap("#strong[", inner, out),
            Span::Link { url, content } => {
                out.push_str("#link(");
                escape::string(url, out);
                wrap(")[", content, out);
            }
            Span::Foreign { language, content } => {
                out.push_str("#passage(");
                escape::string(language, out);
                wrap(")[", content, out);
            }
            Span::NoteMark(mark) => {
                out.push_str("#note-mark(");
                escape::string(mark, out);
                out.push(')');
            }
            Span::SharedFootnote { name, note } => {
                out.push_str("#shared-footnote(");
                escape::string(name, out);
                out.push_str(")[");
                write_blocks(note, out);
                out.push(']');
            }
            Span::Pointer(Pointer { kind, id, is_page, title, report }) => {
                let is_on_agenda = matches!(*kind, "item" | "appendix");
                let texts: &[&str] = if *is_page {
                    out.push_str("#page-reference(");
                    &[kind, id, title, report]
                } else if is_on_agenda {
                    out.push_str("#agenda-reference(");
                    &[kind, id, title]
                } else {
                    out.push_str("#reference(");
                    &[kind, id, title, report]
                };
                for text in texts {
                    escape::string(text, out);
                    out.push_str(", ");
                }
                if opens_sentence(spans.get(..at).unwrap_or_default()) {
                    out.push_str("opens: true");
                }
                out.push(')');
            }
            Span::FootnoteMark(name) => {
                out.push_str("#footnote-mark(");
                escape::string(name, out);
                out.push(')');
            }
            Span::Footnote(blocks) => {
                out.push_str("#footnote[");
                write_blocks(blocks, out);
                out.push(']');
            }
        }
    }
}

/// Whether a sentence opens after these pieces of a paragraph.
fn opens_sentence(before: &[Span]) -> bool {
    before
        .last()
        .is_none_or(|span| matches!(span, Span::Text(text) if ends_sentence(text)))
}

fn wrap(open: &str, inner: &[Span], out: &mut String) {
    out.push_str(open);
    write_spans(inner, out);
    out.push(']');
}
