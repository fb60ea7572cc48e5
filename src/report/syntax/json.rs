//! JSON as RFC 8259 has it: no comments, no trailing commas.

use std::ops::Range;

use jsonc_parser::ast::{ObjectPropName, Value as Json};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::report::code;
use crate::report::node::{Entry, Node, ScalarKind, Value, Writing};

use super::builder::Builder;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads the one value of a file.
pub(super) fn read(builder: &mut Builder<'_>) -> Option<Node> {
    let text = builder.text();
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(result) => match result.value {
            Some(value) => node(builder, &value, 0),
            None => Some(Node { value: Value::Map(Vec::new()), span: 0..0 }),
        },
        Err(error) => {
            let range = error.range();
            let hint = match error.kind() {
                ParseErrorKind::CommentsNotAllowed => {
                    "remove the comment, or use YAML, which has comments"
                }
                ParseErrorKind::TrailingCommasNotAllowed => "remove the last comma",
                ParseErrorKind::NestingDepthExceeded => "write the file flatter",
                _ => "check the commas, brackets and quotation marks before this",
            };
            let kind = lower_first(&error.kind().to_string());
            let span = visible(text, range.start..range.end);
            builder.report(code::SYNTAX, span, format!("not JSON: {kind}"), hint);
            None
        }
    }
}

fn node(builder: &mut Builder<'_>, value: &Json<'_>, depth: usize) -> Option<Node> {
    let range = value.range();
    let span = range.start..range.end;
    if !builder.admit(depth, &span) {
        return None;
    }
    let plain = Writing::Verbatim { opening: 0 };
    Some(match value {
        Json::StringLit(string) => {
            check_text(builder, &span);
            let writing = Writing::Escaped { opening: 1 };
            builder.scalar(&string.value, ScalarKind::Text, writing, span)
        }
        Json::NumberLit(number) => {
            builder.scalar(number.value, ScalarKind::Number, plain, span)
        }
        Json::BooleanLit(boolean) => {
            let text = if boolean.value { "true" } else { "false" };
            builder.scalar(text, ScalarKind::Boolean(boolean.value), plain, span)
        }
        Json::NullKeyword(_) => builder.scalar("null", ScalarKind::Null, plain, span),
        Json::Array(array) => {
            let mut items = Vec::with_capacity(array.elements.len());
            for element in &array.elements {
                items.push(node(builder, element, depth + 1)?);
            }
            Node { value: Value::List(items), span }
        }
        Json::Object(object) => {
            let mut entries = Vec::with_capacity(object.properties.len());
            for property in &object.properties {
                let name = property.name.range();
                check_text(builder, &(name.start..name.end));
                let key = match &property.name {
                    ObjectPropName::String(name) => &*name.value,
                    ObjectPropName::Word(name) => name.value,
                };
                entries.push(Entry {
                    key: key.into(),
                    key_span: name.start..name.end,
                    node: node(builder, &property.value, depth + 1)?,
                });
            }
            builder.map(entries, span)
        }
    })
}

/// Refuses line breaks and tabs in text between quotation marks (RFC 8259, section 7),
/// which the parser lets pass. Other controls are refused in every file.
fn check_text(builder: &Builder<'_>, span: &Range<usize>) {
    let raw = builder.text().get(span.clone()).unwrap_or_default();
    let Some(found) = raw.find(['\n', '\t']) else { return };
    let (what, hint) = if raw[found..].starts_with('\n') {
        ("a line break", "write `\\n` for a line break")
    } else {
        ("a tab", "write `\\t` for a tab")
    };
    let at = span.start + found;
    let message = format!("not JSON: there is {what} between quotation marks");
    builder.report(code::SYNTAX, at..at + 1, message, hint);
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A range of the parser, brought within the text and around a character that can be
/// seen: the first from there on, else the last before it.
fn visible(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = range.end.min(text.len());
    if end > start && !text.get(start..end).unwrap_or_default().trim().is_empty() {
        return start..end;
    }
    let is_seen = |(_, c): &(usize, char)| !c.is_whitespace();
    let after = text[start..].char_indices().find(is_seen).map(|(at, c)| (start + at, c));
    let before = || text[..start].char_indices().rfind(is_seen);
    after.or_else(before).map_or(start..start, |(at, c)| at..at + c.len_utf8())
}
