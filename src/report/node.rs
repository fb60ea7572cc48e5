//! The tree: what a data file holds, the same for YAML, JSON and TOML.
//!
//! A node keeps the bytes that it was read from and each scalar as it was typed, so that
//! problems point at the right character and `1.10` stays `1.10`. What a node means is
//! the business of [`super::decode`].

use std::ops::Range;
use std::sync::Arc;

/// A data file: its name in the project and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file, relative to the project folder.
    pub file: Arc<str>,
    /// Its text; spans are bytes of it.
    pub text: Arc<str>,
}

/// A value of a data file.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it holds.
    pub value: Value,
    /// The bytes that it was read from.
    pub span: Range<usize>,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// A single value.
    Scalar(Scalar),
    /// Values in order.
    List(Vec<Node>),
    /// Fields in the order in which they were written; no key stands twice.
    Map(Vec<Entry>),
}

/// A field of a mapping.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its name.
    pub key: Arc<str>,
    /// The bytes of the name.
    pub key_span: Range<usize>,
    /// Its value.
    pub node: Node,
}

/// A single value, as it was typed.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// Its text; of a number, its digits as typed.
    pub text: Arc<str>,
    /// What its syntax says it is.
    pub kind: ScalarKind,
    /// How it was written down.
    pub writing: Writing,
}

/// What a syntax says a scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    /// No value.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number in any of its syntax's forms.
    Number,
    /// Text.
    Text,
}

/// How a scalar was written down: what stands between its text and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// As it is, but for indentation and line breaks, after an opening of so many bytes.
    Verbatim {
        /// The bytes of the opening quotation marks.
        opening: usize,
    },
    /// In single quotation marks that are doubled within (YAML).
    Doubled,
    /// With escapes that start with a backslash, after an opening of so many bytes.
    Escaped {
        /// The bytes of the opening quotation marks.
        opening: usize,
    },
}

impl Node {
    /// The bytes to show for it: a scalar's own, else the first key or item.
    pub fn head(&self) -> Range<usize> {
        let first = match &self.value {
            Value::Scalar(_) => None,
            Value::List(items) => items.first().map(Node::head),
            Value::Map(entries) => entries.first().map(|entry| entry.key_span.clone()),
        };
        first.unwrap_or_else(|| self.span.clone())
    }

    /// The fields of a mapping; none when this is not one.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Scalar(_) | Value::List(_) => &[],
        }
    }

    /// The field of a mapping by name; `None` too when this is not a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let mut entries = self.entries().iter();
        entries.find(|entry| &*entry.key == key).map(|entry| &entry.node)
    }

    /// Whether it holds no value.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.kind == ScalarKind::Null)
    }

    /// What it is, in the words of a message.
    pub fn kind_name(&self) -> &'static str {
        match &self.value {
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Scalar(scalar) => match scalar.kind {
                ScalarKind::Null => "empty",
                ScalarKind::Boolean(_) => "true or false",
                ScalarKind::Number => "a number",
                ScalarKind::Text => "text",
            },
        }
    }
}
