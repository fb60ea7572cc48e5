//! The MiniJinja environment: what a template can do, and nothing else.
//!
//! Undefined values are errors, fuel bounds the work, every value that is printed is
//! escaped, and what is printed is recorded so that [`guard`](super::guard) can check
//! it. There is no filter and no block that turns escaping off: the formatter does not
//! ask whether it is on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Object, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};

use super::filters::{self, captured};
use super::source::Meaning;
use super::value::{Literal, Noun};
use super::{escape, prose};
use crate::diagnostic::Place;
use crate::document::{Passage, Prose, Shown, Written};
use crate::limits::{Limit, Limits};

/// Something that a template printed.
#[derive(Debug, Clone)]
pub struct Printed {
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
    /// What the templates call it.
    pub name: String,
    /// The name of its source, without extension.
    pub slot: String,
    /// The template that renders it.
    pub template: String,
    /// The noun whose fields it sees by their own names.
    pub within: Option<Arc<dyn Shown>>,
    /// What else it sees beyond the context of the whole edition.
    pub with: Vec<(String, Value)>,
}

/// The names of sources that an edition has taken: for each template, how many parts it
/// has drawn.
///
/// Editions take the same names again, whatever their parts are called. Typst numbers the
/// names of files once for a process, with 16 bits, and the numbers are part of what it
/// remembers: so thousands of editions fit, and a text that two of them share is laid out
/// once.
#[derive(Debug, Default)]
pub struct Slots(BTreeMap<String, usize>);

impl Slots {
    /// The name of a source that a template draws: `priority-2`.
    fn take(&mut self, template: &str) -> String {
        let file = template.rsplit('/').next().unwrap_or(template);
        let stem = file.split('.').next().unwrap_or(file);
        let count = self.0.entry(stem.to_owned()).or_default();
        *count += 1;
        format!("{stem}-{count}")
    }
}

/// What happened while a template was rendered.
#[derive(Debug, Default)]
pub struct Record {
    /// What was printed, in order.
    pub written: Vec<Printed>,
    /// The parts that were asked for, in order.
    pub parts: Vec<PartRequest>,
    /// The names of sources that the edition has taken so far.
    pub slots: Slots,
}

/// The name under which a template's context holds its [`Recorder`]: no template can spell
/// it.
pub const RECORDER: &str = " recorder";

/// Keeps the record of one run of a template. The environment is shared by all runs, so a
/// run brings its own.
#[derive(Debug, Default)]
pub struct Recorder(Mutex<Record>);

impl Object for Recorder {}

impl Recorder {
    /// A recorder for a part of an edition that has taken some names.
    pub fn new(slots: Slots) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Record { slots, ..Record::default() })))
    }

    /// Takes what was recorded.
    pub fn take(&self) -> Record {
        std::mem::take(&mut *self.record())
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The recorder of a run; a template that runs without one is not ours.
    fn of(state: &mut State) -> Result<Arc<Self>, Error> {
        if let Some(known) = state.get_extension::<Arc<Self>>() {
            return Ok(known.clone());
        }
        let recorder = state.lookup(RECORDER).and_then(|it| it.downcast_object::<Self>());
        let recorder = recorder.ok_or_else(|| {
            Error::new(ErrorKind::InvalidOperation, "nobody records what it prints")
        })?;
        Ok(state.get_or_insert_extension(recorder).clone())
    }
}

/// An environment over a set of templates.
pub fn environment<'t>(
    templates: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Result<Environment<'t>, Error> {
    let mut environment = empty()?;
    for (name, source) in templates {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// How templates are written: a tag on a line of its own leaves no line.
pub fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder()
        .keep_trailing_newline(true)
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
}

/// An environment without templates.
pub fn empty<'t>() -> Result<Environment<'t>, Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(Limits::default().get(Limit::Fuel)));
    environment.set_syntax(syntax()?);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));

    environment.add_filter("content", |value: Value| filters::content(&value));
    environment.add_filter("string", |value: Value| filters::string(&value));
    environment.add_filter("figure", |value: Value, sign: Option<String>| {
        filters::figure(&value, sign.as_deref())
    });
    environment.add_filter("number", |value: Value| filters::number(&value));
    environment.add_filter("boolean", |value: Value| filters::boolean(&value));
    environment.add_filter("colour", |value: Value| filters::colour(&value));
    environment.add_filter("date", |value: Value| filters::date(&value));
    environment.add_filter("length", minijinja::filters::length);
    environment.add_test("none", minijinja::tests::is_none);
    environment.add_test("sequence", minijinja::tests::is_sequence);
    environment.add_test("odd", minijinja::tests::is_odd);
    environment.add_test("even", minijinja::tests::is_even);

    environment.add_function(
        "part",
        |state: &mut State, name: Value, template: String, with: Kwargs| {
            // One that is not there is told here, where its name stands.
            state.get_template(&template)?;
            let recorder = Recorder::of(state)?;
            part(&recorder, &name, template, &with)
        },
    );
    environment.set_formatter(|output, state, value| {
        let recorder = Recorder::of(state)?;
        print(&recorder, output, value)
    });
    Ok(environment)
}

/// `part(name, template, …)`: asks for a part of the edition, and gives the path to
/// include it by. `within=` a noun gives the part its fields.
fn part(
    recorder: &Recorder,
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
    let (mut within, mut handed) = (None, Vec::new());
    for key in with.args() {
        let value = with.get::<Value>(key)?;
        match value.downcast_object_ref::<Noun>() {
            // Its fields take the place of the edition's.
            Some(noun) if key == "within" => within = Some(noun.0.clone()),
            _ => handed.push((key.to_owned(), value)),
        }
    }
    let mut record = recorder.record();
    if record.parts.iter().any(|part| part.name == name) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("the part `{name}` is asked for twice"),
        ));
    }
    let slot = record.slots.take(&template);
    let path = filters::string(&Value::from(format!("{slot}.typ")))?;
    record.parts.push(PartRequest { name, slot, template, within, with: handed });
    Ok(path)
}

/// Prints a value: the only way from a value into a source.
fn print(recorder: &Recorder, output: &mut Output, value: &Value) -> Result<(), Error> {
    let written = written(value)?;
    if written.source.is_empty() {
        return Ok(());
    }
    output.write_str(&written.source).map_err(Error::from)?;
    recorder.record().written.push(written);
    Ok(())
}

fn written(value: &Value) -> Result<Printed, Error> {
    let mut source = String::new();
    if let Some(literal) = value.downcast_object_ref::<Literal>() {
        return Ok(Printed {
            source: literal.source.clone(),
            meaning: Meaning::Literal,
            place: literal.place.clone(),
            printed: literal.printed.clone(),
        });
    }
    if let Some(passage) = value.downcast_object::<Passage>() {
        let value = Prose(passage);
        prose::write_blocks(&value.blocks, &mut source);
        return Ok(Printed {
            source,
            meaning: Meaning::Prose,
            place: Some(value.place.clone()),
            printed: value.plain_text(),
        });
    }
    let (text, place) = if let Some(text) = value.downcast_object_ref::<Written>() {
        if !text.spans.is_empty() {
            prose::write_spans(&text.spans, &mut source);
            return Ok(Printed {
                source,
                meaning: Meaning::Prose,
                place: text.place.clone(),
                printed: text.text.to_string(),
            });
        }
        (text.text.to_string(), text.place.clone())
    } else if value.is_safe() {
        return Err(captured());
    } else if let Some(noun) = value.downcast_object_ref::<Noun>() {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("a {} cannot be printed, only its fields", noun.0.name()),
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
    Ok(Printed { source, meaning: Meaning::Text, place, printed: text })
}
