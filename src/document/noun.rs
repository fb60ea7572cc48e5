//! Nouns: the named things that a document is made of, with fields that are reached by name.
//!
//! Each type of this room derives [`Shown`] and [`Described`]. So templates, data files and
//! digests walk any document without a function for each noun, and `docs/templates.md` is
//! made from the doc comments.

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::text::{Marked, Prose, Text};
use crate::report::FilePath;

/// A noun of a document.
pub trait Shown: Any + Debug + Send + Sync {
    /// What it is called in templates: `paper_section`.
    fn name(&self) -> &str;

    /// The names of its fields, in the order of reading.
    fn fields(&self) -> Vec<&str>;

    /// The value of a field; `None` where it has no such field.
    fn field(&self, name: &str) -> Option<Value>;

    /// Whether a field says where the noun stands or how it is drawn, and is no part of
    /// what readers are told.
    fn is_aside(&self, _name: &str) -> bool {
        false
    }
}

/// The value of a field.
#[derive(Debug, Clone)]
pub enum Value {
    /// There is none.
    None,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(u64),
    /// A number that is drawn, not printed.
    Real(f64),
    /// A fixed name that templates compare with.
    Name(&'static str),
    /// An id.
    Id(Arc<str>),
    /// Text that prints as it is.
    Text(Text),
    /// A file of the project, by its path.
    File(File),
    /// Prose.
    Prose(Prose),
    /// Values in order.
    List(Vec<Value>),
    /// A noun.
    Noun(Arc<dyn Shown>),
}

/// A file of the project that a document shows, by its path from the project folder.
#[derive(Debug, Clone)]
pub struct File(pub Text);

/// What can be the value of a field.
pub trait Valued {
    /// It, as a value.
    fn value(&self) -> Value;

    /// What the documentation calls it.
    fn kind() -> String;

    /// The nouns that it may hold.
    fn nouns() -> Vec<Describe> {
        Vec::new()
    }
}

/// What describes a noun.
pub type Describe = Arc<dyn Fn() -> Description>;

/// What a noun is, in words.
#[derive(Clone)]
pub struct Description {
    /// What it is called in templates.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Its fields, in the order of reading.
    pub fields: Vec<FieldDescription>,
}

/// What a field of a noun is, in words.
#[derive(Clone)]
pub struct FieldDescription {
    /// Its name.
    pub name: &'static str,
    /// What kind of value it has.
    pub kind: String,
    /// What it says.
    pub what: Cow<'static, str>,
    /// The nouns that it may hold.
    pub holds: Vec<Describe>,
}

/// A type of noun that is documented.
pub trait Described {
    /// What it is called in templates.
    fn called() -> &'static str;

    /// What it is, with its fields.
    fn description() -> Description;
}

/// The descriptions of some nouns and of all that they may hold, each once, each after the
/// first that holds it.
pub fn descriptions(roots: &[fn() -> Description]) -> Vec<Description> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    let roots = roots.iter().rev().copied();
    let mut open: Vec<_> = roots.map(|root| Arc::new(root) as Describe).collect();
    while let Some(next) = open.pop() {
        let description = next();
        if known.insert(description.name) {
            let held = description.fields.iter().rev();
            open.extend(held.flat_map(|field| field.holds.iter().rev().cloned()));
            found.push(description);
        }
    }
    found
}

/// A table of the fields of a noun, in Markdown.
pub fn fields_table(description: &Description) -> String {
    let mut table = String::from("| field | kind | |\n|---|---|---|\n");
    for FieldDescription { name, kind, what, .. } in &description.fields {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| `{name}` | {kind} | {} |", within_a_line(what));
    }
    table
}

/// A sentence without its capital and its full stop.
fn within_a_line(sentence: &str) -> String {
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let mut letters = sentence.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// A noun whose fields are only known when it is made: one of the simple nouns of the
/// model, or the fixed words of a language.
#[derive(Debug, Clone)]
pub struct Record {
    /// What it is called in templates.
    pub name: &'static str,
    /// Its fields, in the order of reading.
    pub fields: Vec<(Arc<str>, Value)>,
}

impl Shown for Record {
    fn name(&self) -> &str {
        self.name
    }

    fn fields(&self) -> Vec<&str> {
        self.fields.iter().map(|(name, _)| &**name).collect()
    }

    fn field(&self, name: &str) -> Option<Value> {
        let found = self.fields.iter().find(|(known, _)| **known == *name);
        found.map(|(_, value)| value.clone())
    }
}

/// What is done with what is within a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    /// They are walked too.
    Within,
    /// They are left out.
    Past,
}

/// Visits a noun and all nouns within it, in the order of reading.
pub fn walk(noun: &Arc<dyn Shown>, visit: &mut dyn FnMut(&Arc<dyn Shown>) -> Walk) {
    walk_value(&Value::Noun(noun.clone()), &mut |value| match value {
        Value::Noun(noun) => visit(noun),
        _ => Walk::Within,
    });
}

/// Visits a value and all values within it, in the order of reading.
pub(super) fn walk_value(value: &Value, visit: &mut dyn FnMut(&Value) -> Walk) {
    if visit(value) == Walk::Past {
        return;
    }
    match value {
        Value::Noun(noun) => {
            let values = noun.fields().into_iter().filter_map(|name| noun.field(name));
            values.for_each(|value| walk_value(&value, visit));
        }
        Value::List(values) => values.iter().for_each(|value| walk_value(value, visit)),
        _ => {}
    }
}

/// A noun as the type that it is; `None` where it is another.
pub fn as_type<N: Shown>(noun: &Arc<dyn Shown>) -> Option<&N> {
    (&**noun as &dyn Any).downcast_ref()
}

impl Value {
    /// Whether it says nothing.
    fn is_empty(&self) -> bool {
        match self {
            Self::None => true,
            Self::List(values) => values.is_empty(),
            _ => false,
        }
    }
}

/// What readers are told, in a form that stays the same where only places, looks or new
/// fields without content differ.
impl Serialize for dyn Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("noun", self.name())?;
        for name in self.fields() {
            let value = self.field(name).unwrap_or(Value::None);
            if !value.is_empty() && !self.is_aside(name) {
                map.serialize_entry(name, &value)?;
            }
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Whole(number) => serializer.serialize_u64(*number),
            Self::Real(number) => serializer.serialize_f64(*number),
            Self::Name(name) => serializer.serialize_str(name),
            Self::Id(id) => serializer.serialize_str(id),
            Self::Text(text) if text.has_markup() => text.0.spans.serialize(serializer),
            Self::Text(text) | Self::File(File(text)) => serializer.serialize_str(text),
            Self::Prose(prose) => prose.blocks.serialize(serializer),
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(value)?;
                }
                list.end()
            }
            Self::Noun(noun) => noun.serialize(serializer),
        }
    }
}

impl File {
    /// A file that a report names.
    pub fn of(path: &FilePath) -> Self {
        Self(Text::at(path.value.clone(), &path.place))
    }
}

impl Valued for Value {
    fn value(&self) -> Value {
        self.clone()
    }

    fn kind() -> String {
        "any".to_owned()
    }
}

impl<V: Valued> Valued for Option<V> {
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::None, V::value)
    }

    fn kind() -> String {
        format!("{} or none", V::kind())
    }

    fn nouns() -> Vec<Describe> {
        V::nouns()
    }
}

impl<V: Valued> Valued for Vec<V> {
    fn value(&self) -> Value {
        Value::List(self.iter().map(V::value).collect())
    }

    fn kind() -> String {
        let kind = V::kind();
        let plural = kind.strip_prefix("list").map(|rest| format!("lists{rest}"));
        format!("list of {}", plural.unwrap_or(kind))
    }

    fn nouns() -> Vec<Describe> {
        V::nouns()
    }
}

impl<N: Shown + Described> Valued for Arc<N> {
    fn value(&self) -> Value {
        Value::Noun(self.clone())
    }

    fn kind() -> String {
        N::called().to_owned()
    }

    fn nouns() -> Vec<Describe> {
        vec![Arc::new(N::description)]
    }
}

impl Valued for Arc<Record> {
    fn value(&self) -> Value {
        Value::Noun(self.clone())
    }

    fn kind() -> String {
        "noun".to_owned()
    }
}

/// The kinds that hold no noun.
macro_rules! valued {
    ($($type:ty, $name:literal, $value:expr;)*) => {$(
        impl Valued for $type {
            fn value(&self) -> Value {
                let convert: fn(&$type) -> Value = $value;
                convert(self)
            }

            fn kind() -> String {
                $name.to_owned()
            }
        }
    )*};
}

valued! {
    Text, "text", |text| Value::Text(text.clone());
    Prose, "prose", |prose| Value::Prose(prose.clone());
    Marked, "text or prose", |marked| match marked {
        Marked::Plain(text) => Value::Text(text.clone()),
        Marked::Prose(prose) => Value::Prose(prose.clone()),
    };
    File, "path", |file| Value::File(file.clone());
    bool, "boolean", |flag| Value::Flag(*flag);
    u8, "number", |number| Value::Whole(u64::from(*number));
    u32, "number", |number| Value::Whole(u64::from(*number));
    usize, "number", |number| Value::Whole(*number as u64);
    f64, "number", |number| Value::Real(*number);
    &'static str, "string", |name| Value::Name(name);
    Arc<str>, "string", |id| Value::Id(id.clone());
}
