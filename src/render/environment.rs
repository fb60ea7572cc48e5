//! The MiniJinja environment: what a template can do, and nothing else.
//!
//! Undefined values are errors, fuel bounds the work, every value that is printed is
//! escaped, and what is printed is recorded so that [`guard`](super::guard) can check
//! it. There is no filter and no block that turns escaping off: the formatter does not
//! ask whether it is on.

use std::sync::{Arc, Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, UndefinedBehavior, Value,
};

use super::filters::{self, captured};
use super::source::Meaning;
use super::value::{Literal, Noun, ProseValue, TextValue};
use super::{escape, prose};
use crate::diagnostic::Place;
use crate::edition::resolve::plain_text;
use crate::limits::{Limit, Limits};

/// Something that a template printed.
#[derive(Debug, Clone)]
pub struct Written {
    /// The Typst source that was written; never empty.
    pub source: String,
    /// What it was meant to be.
    pub meaning: Meaning,
    /// Where the value stands.
    pub place: Option<Place>,
    /// The characters that it prints.
    pub printed: String,
}

/// A part of an edition that a template asked for.
#[derive(Debug, Clone)]
pub struct PartRequest {
    /// The name of its source, without extension.
    pub name: String,
    /// The template that renders it.
    pub template: String,
    /// What the template sees beyond the context of the whole edition.
    pub context: Vec<(String, Value)>,
}

/// What happened while a template was rendered.
#[derive(Debug, Default)]
pub struct Record {
    /// What was printed, in order.
    pub written: Vec<Written>,
    /// The parts that were asked for, in order.
    pub parts: Vec<PartRequest>,
}

/// A record that the environment writes and the renderer reads.
pub type SharedRecord = Arc<Mutex<Record>>;

/// Takes what was recorded and leaves an empty record.
pub fn take(record: &SharedRecord) -> Record {
    // A poisoned lock means that a render panicked; its record is of no use, the
    // next one starts anew.
    std::mem::take(&mut *record.lock().unwrap_or_else(PoisonError::into_inner))
}

/// An environment over a set of templates, and the record that it keeps.
pub fn environment<'t>(
    templates: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Result<(Environment<'t>, SharedRecord), Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(Limits::default().get(Limit::Fuel)));
    environment.set_syntax(
        SyntaxConfig::builder()
            .keep_trailing_newline(true)
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));

    environment.add_filter("content", |value: Value| filters::content(&value));
    environment.add_filter("string", |value: Value| filters::string(&value));
    environment.add_filter("number", |value: Value| filters::number(&value));
    environment.add_filter("boolean", |value: Value| filters::boolean(&value));
    environment.add_filter("colour", |value: Value| filters::colour(&value));
    environment.add_filter("date", |value: Value| filters::date(&value));
    environment.add_filter("length", minijinja::filters::length);
    environment.add_test("none", minijinja::tests::is_none);
    environment.add_test("odd", minijinja::tests::is_odd);
    environment.add_test("even", minijinja::tests::is_even);

    let record = SharedRecord::default();
    let for_parts = record.clone();
    environment.add_function(
        "part",
        move |name: Value, template: String, with: Kwargs| {
            part(&for_parts, &name, template, &with)
        },
    );
    let for_output = record.clone();
    environment
        .set_formatter(move |output, _state, value| print(&for_output, output, value));
    for (name, source) in templates {
        environment.add_template(name, source)?;
    }
    Ok((environment, record))
}

/// `part(name, template, …)`: asks for a part of the edition, and gives the path to
/// include it by. `within=` a noun gives the part its fields.
fn part(
    record: &SharedRecord,
    name: &Value,
    template: String,
    with: &Kwargs,
) -> Result<Value, Error> {
    let name = name.to_string();
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.is_empty() || !name.bytes().all(plain) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!(
                "`{name}` is no name for a part: use lower-case letters, digits and hyphens"
            ),
        ));
    }
    let mut context = Vec::new();
    for key in with.args() {
        let value = with.get::<Value>(key)?;
        match value.downcast_object_ref::<Noun>() {
            // Its fields take the place of the edition's.
            Some(noun) if key == "within" => {
                let fields = noun.fields.iter();
                context.extend(fields.map(|(name, it)| ((*name).to_owned(), it.clone())));
            }
            _ => context.push((key.to_owned(), value)),
        }
    }
    let path = filters::string(&Value::from(format!("{name}.typ")))?;
    let mut record = record.lock().unwrap_or_else(PoisonError::into_inner);
    if record.parts.iter().any(|part| part.name == name) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("the part `{name}` is asked for twice"),
        ));
    }
    record.parts.push(PartRequest { name, template, context });
    Ok(path)
}

/// Prints a value: the only way from a value into a source.
fn print(record: &SharedRecord, output: &mut Output, value: &Value) -> Result<(), Error> {
    let written = written(value)?;
    if written.source.is_empty() {
        return Ok(());
    }
    output.write_str(&written.source).map_err(Error::from)?;
    record.lock().unwrap_or_else(PoisonError::into_inner).written.push(written);
    Ok(())
}

fn written(value: &Value) -> Result<Written, Error> {
    let mut source = String::new();
    if let Some(literal) = value.downcast_object_ref::<Literal>() {
        return Ok(Written {
            source: literal.source.clone(),
            meaning: Meaning::Literal,
            place: literal.place.clone(),
            printed: literal.printed.clone(),
        });
    }
    if let Some(value) = value.downcast_object_ref::<ProseValue>() {
        prose::write_blocks(&value.blocks, &mut source);
        return Ok(Written {
            source,
            meaning: Meaning::Prose,
            place: Some(value.place.clone()),
            printed: plain_text(&value.blocks),
        });
    }
    let (text, place) = if let Some(text) = value.downcast_object_ref::<TextValue>() {
        (text.text.to_string(), text.place.clone())
    } else if value.is_safe() {
        return Err(captured());
    } else if let Some(noun) = value.downcast_object_ref::<Noun>() {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("a {} cannot be printed, only its fields", noun.name),
        ));
    } else {
        match value.kind() {
            ValueKind::String | ValueKind::Number => (value.to_string(), None),
            ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
            kind => {
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    format!("a value of kind {kind} cannot be printed"),
                ));
            }
        }
    };
    escape::markup(&text, &mut source);
    Ok(Written { source, meaning: Meaning::Text, place, printed: text })
}
