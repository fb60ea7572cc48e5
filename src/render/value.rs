//! The values that templates see: the nouns and texts of a document, as objects that know
//! what they print and where they were written.
//!
//! One function, [`project`], makes them of any document. A template can print a value,
//! test it and hand it to a filter; it cannot take one apart into characters that have
//! lost their place.

use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use crate::diagnostic::Place;
use crate::document::{self, File, Passage, Shown, Written};

/// Where the files of a project stand in Typst's world.
const PROJECT: &str = "/project/";

/// A value of a document as templates see it.
pub fn project(value: document::Value) -> Value {
    match value {
        document::Value::None => Value::from(()),
        document::Value::Flag(flag) => Value::from(flag),
        document::Value::Whole(number) => Value::from(number),
        document::Value::Real(number) => Value::from(number),
        document::Value::Name(name) => Value::from(name),
        document::Value::Id(id) => Value::from(id),
        document::Value::Text(text) => Value::from_dyn_object(text.0),
        document::Value::File(File(path)) => Value::from_object(Written {
            text: format!("{PROJECT}{}", &*path).into(),
            spans: Vec::new(),
            place: path.0.place.clone(),
        }),
        document::Value::Prose(prose) => Value::from_dyn_object(prose.0),
        document::Value::List(values) => values.into_iter().map(project).collect(),
        document::Value::Noun(noun) => Value::from_object(Noun(noun)),
    }
}

impl Object for Written {
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

impl Object for Passage {
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

/// A noun: its fields become values when a template asks for them.
#[derive(Debug)]
pub struct Noun(pub Arc<dyn Shown>);

impl Object for Noun {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0.field(key).map(project)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.fields().into_iter().map(Value::from).collect())
    }
}

/// What the template of one part sees.
#[derive(Debug)]
pub struct PartContext {
    /// What was handed to it by name.
    pub with: Vec<(String, Value)>,
    /// The noun whose fields it sees by their own names.
    pub within: Option<Arc<dyn Shown>>,
    /// What every template of the edition sees.
    pub edition: Arc<dyn Shown>,
}

impl Object for PartContext {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        if let Some((_, value)) = self.with.iter().find(|(name, _)| name == key) {
            return Some(value.clone());
        }
        let within = self.within.as_ref().and_then(|noun| noun.field(key));
        // An edition has a document, a paper or a pack; what it has not is not defined.
        let of_edition = || match self.edition.field(key) {
            Some(document::Value::None) => None,
            value => value,
        };
        within.or_else(of_edition).map(project)
    }
}
