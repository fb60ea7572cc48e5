//! Prose as Typst: the one place where Recto itself writes markup from data.
//!
//! It works on prose that is already resolved: measures printed, abbreviations spelt
//! out. Each construct becomes a function call with content arguments, never the
//! shorthand of markup, so that where it stands cannot change what it means.

use super::escape;
use crate::document::{ProseBlock, Span};

/// The Typst functions that prose may call. [`guard`](super::guard) accepts no other.
pub const FUNCTIONS: [&str; 8] =
    ["emph", "strong", "link", "footnote", "list", "enum", "parbreak", "note-mark"];

/// Writes blocks as markup.
pub fn write_blocks(blocks: &[ProseBlock], out: &mut String) {
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            out.push_str("#parbreak()");
        }
        match block {
            ProseBlock::Paragraph(spans) => write_spans(spans, out),
            ProseBlock::List { start, items } => {
                match start {
                    None => out.push_str("#list("),
                    Some(1) => out.push_str("#enum("),
                    Some(number) => {
                        out.push_str("#enum(start: ");
                        out.push_str(&number.to_string());
                        out.push_str(", ");
                    }
                }
                for item in items {
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
    for span in spans {
        match span {
            Span::Text(text) => escape::markup(text, out),
            Span::Emphasis(inner) => wrap("#emph[", inner, out),
            Span::Strong(inner) => wrap("#strong[", inner, out),
            Span::Link { url, content } => {
                out.push_str("#link(");
                escape::string(url, out);
                wrap(")[", content, out);
            }
            Span::NoteMark(mark) => {
                out.push_str("#note-mark(");
                escape::string(mark, out);
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

fn wrap(open: &str, inner: &[Span], out: &mut String) {
    out.push_str(open);
    write_spans(inner, out);
    out.push(']');
}
