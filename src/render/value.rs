//! The values that templates see: objects that know what they print and where they
//! were written.
//!
//! A template can print a value, test it and hand it to a filter; it cannot take one
//! apart into characters that have lost their place.

use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use crate::diagnostic::Place;
use crate::edition::resolve::Block;

/// Text that prints as it is.
#[derive(Debug)]
pub struct TextValue {
    /// The text.
    pub text: Arc<str>,
    /// Where it stands; `None` for words that are not from the project.
    pub place: Option<Place>,
}

impl Object for TextValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.text.is_empty()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Prose, ready to be written.
#[derive(Debug)]
pub struct ProseValue {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub place: Place,
}

impl Object for ProseValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
}

/// A literal in Typst code, made by a filter.
#[derive(Debug)]
pub struct Literal {
    /// Its Typst source: one expression.
    pub source: String,
    /// Where the value stands.
    pub place: Option<Place>,
    /// The characters that it prints, if it prints any.
    pub printed: String,
}

impl Object for Literal {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
}

/// A noun of the context: fields in a fixed order, each documented in
/// [`describe`](super::describe).
#[derive(Debug)]
pub struct Noun {
    /// The noun's name in the documentation.
    pub name: &'static str,
    /// Its fields.
    pub fields: Vec<(&'static str, Value)>,
}

impl Noun {
    /// A noun as a value.
    pub fn value(name: &'static str, fields: Vec<(&'static str, Value)>) -> Value {
        Value::from_object(Self { name, fields })
    }
}

impl Object for Noun {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(
            self.fields.iter().map(|(name, _)| Value::from(*name)).collect(),
        )
    }
}

/// Text from the project as a value.
pub fn text(text: impl Into<Arc<str>>, place: &Place) -> Value {
    Value::from_object(TextValue { text: text.into(), place: Some(place.clone()) })
}

/// Prose from the project as a value.
pub fn prose(blocks: Vec<Block>, place: &Place) -> Value {
    Value::from_object(ProseValue { blocks, place: place.clone() })
}

/// A value that may be missing; missing is `none`.
pub fn optional(value: Option<Value>) -> Value {
    value.unwrap_or(Value::from(()))
}
