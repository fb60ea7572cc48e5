//! TOML 1.0; dates are text, as they are in the other two syntaxes.

use std::ops::Range;

use toml_edit::{ImDocument, Item, Key, Table, Value as Toml};

use crate::report::code;
use crate::report::node::{Entry, Node, ScalarKind, Value, Writing};

use super::builder::Builder;

/// Reads a file, whose root is always a mapping.
pub(super) fn read(builder: &mut Builder<'_>) -> Option<Node> {
    let text = builder.text();
    match ImDocument::parse(text) {
        Ok(document) => table(builder, document.as_table(), 0..text.len(), 0),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().lines().next().unwrap_or_default();
            if message.contains("duplicate key") {
                // The span is the key's first character alone.
                let rest = text.get(span.start..).unwrap_or_default();
                let rest = rest.trim_start_matches(['"', '\'']);
                let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-');
                let name = rest.split(is_end).next().unwrap_or_default();
                let message = format!("`{name}` stands twice");
                let hint = "remove one of the two";
                builder.report(code::DUPLICATE_FIELD, span, message, hint);
            } else {
                let hint = "check the line: put text in quotes, and one field on a line";
                builder.report(code::SYNTAX, span, format!("not TOML: {message}"), hint);
            }
            None
        }
    }
}

fn table(
    builder: &mut Builder<'_>,
    table: &Table,
    span: Range<usize>,
    depth: usize,
) -> Option<Node> {
    if !builder.admit(depth, &span) {
        return None;
    }
    let mut entries = Vec::new();
    for (name, item) in table {
        let key_span = key_span(table.key(name));
        let node = item_node(builder, item, key_span.clone(), depth + 1)?;
        entries.push(Entry { key: name.into(), key_span, node });
    }
    // toml_edit gives dotted keys and sub-tables in the order of their names' first
    // mention; what is shown is the order of the file.
    entries.sort_by_key(|entry| entry.key_span.start);
    Some(builder.map(entries, span))
}

fn item_node(
    builder: &mut Builder<'_>,
    item: &Item,
    key_span: Range<usize>,
    depth: usize,
) -> Option<Node> {
    let span = item.span().unwrap_or(key_span);
    match item {
        // `None` is what remains of a removed item; nothing is removed here.
        Item::None => None,
        Item::Value(value) => value_node(builder, value, span, depth),
        Item::Table(inner) => table(builder, inner, span, depth),
        Item::ArrayOfTables(tables) => {
            if !builder.admit(depth, &span) {
                return None;
            }
            let mut items = Vec::with_capacity(tables.len());
            for inner in tables {
                let inner_span = inner.span().unwrap_or_else(|| span.clone());
                items.push(table(builder, inner, inner_span, depth + 1)?);
            }
            Some(Node { value: Value::List(items), span })
        }
    }
}

fn value_node(
    builder: &mut Builder<'_>,
    value: &Toml,
    span: Range<usize>,
    depth: usize,
) -> Option<Node> {
    if !builder.admit(depth, &span) {
        return None;
    }
    let raw = builder.text().get(span.clone()).unwrap_or_default();
    let plain = Writing::Verbatim { opening: 0 };
    Some(match value {
        Toml::String(string) => {
            let writing = string_writing(raw);
            builder.scalar(string.value(), ScalarKind::Text, writing, span)
        }
        Toml::Integer(_) | Toml::Float(_) => {
            builder.scalar(raw, ScalarKind::Number, plain, span)
        }
        Toml::Boolean(value) => {
            let kind = ScalarKind::Boolean(*value.value());
            builder.scalar(raw, kind, plain, span)
        }
        Toml::Datetime(_) => builder.scalar(raw, ScalarKind::Text, plain, span),
        Toml::Array(array) => {
            let mut items = Vec::with_capacity(array.len());
            for inner in array {
                let inner_span = inner.span().unwrap_or_else(|| span.clone());
                items.push(value_node(builder, inner, inner_span, depth + 1)?);
            }
            Node { value: Value::List(items), span }
        }
        Toml::InlineTable(inline) => {
            let mut entries = Vec::with_capacity(inline.len());
            for (name, inner) in inline {
                let key_span = key_span(inline.key(name));
                let inner_span = inner.span().unwrap_or_else(|| key_span.clone());
                let node = value_node(builder, inner, inner_span, depth + 1)?;
                entries.push(Entry { key: name.into(), key_span, node });
            }
            builder.map(entries, span)
        }
    })
}

fn key_span(key: Option<&Key>) -> Range<usize> {
    key.and_then(Key::span).unwrap_or(0..0)
}

fn string_writing(raw: &str) -> Writing {
    if raw.starts_with("\"\"\"") {
        Writing::Escaped { opening: 3 }
    } else if raw.starts_with('"') {
        Writing::Escaped { opening: 1 }
    } else if raw.starts_with("'''") {
        Writing::Verbatim { opening: 3 }
    } else {
        Writing::Verbatim { opening: 1 }
    }
}
