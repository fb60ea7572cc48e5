//! The filters for code position: each makes one Typst literal of one kind.
//!
//! `none` becomes Typst's `none`, so that an argument that may be missing needs no
//! condition in the template.

use std::fmt::Write;
use std::sync::Arc;

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

use super::value::Literal;
use super::{escape, prose};
use crate::diagnostic::Place;
use crate::document::{Passage, Prose, Written};
use crate::report::tail::tail;

/// What a filter is given, apart from `none`.
enum Given {
    Text(Arc<str>, Option<Place>),
    Rich(Arc<Written>),
    Prose(Prose),
    Number(String),
}

fn given(filter: &str, value: &Value) -> Result<Option<Given>, Error> {
    if value.is_none() {
        return Ok(None);
    }
    if let Some(text) = value.downcast_object::<Written>() {
        return Ok(Some(if filter == "content" && !text.spans.is_empty() {
            Given::Rich(text)
        } else {
            Given::Text(text.text.clone(), text.place.clone())
        }));
    }
    if let Some(prose) = value.downcast_object::<Passage>() {
        return Ok(Some(Given::Prose(Prose(prose))));
    }
    if value.is_safe() {
        return Err(captured());
    }
    match value.kind() {
        ValueKind::String => {
            Ok(Some(Given::Text(value.as_str().unwrap_or_default().into(), None)))
        }
        ValueKind::Number => Ok(Some(Given::Number(value.to_string()))),
        kind => Err(refused(filter, &format!("{kind}"))),
    }
}

fn refused(filter: &str, found: &str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("the filter `{filter}` takes no {found}"),
    )
}

/// Why output that a template captured is refused wherever it turns up again.
pub fn captured() -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        "captured output cannot be written: where its values stand could not be checked",
    )
}

fn literal(source: String, place: Option<Place>, printed: String) -> Value {
    Value::from_object(Literal { source, place, printed })
}

fn none() -> Value {
    literal("none".to_owned(), None, String::new())
}

/// `content`: text or prose as a content block, `[…]`.
pub fn content(value: &Value) -> Result<Value, Error> {
    let mut source = String::from("[");
    let (place, printed) = match given("content", value)? {
        None => return Ok(none()),
        Some(Given::Text(text, place)) => {
            escape::markup(&text, &mut source);
            (place, text.to_string())
        }
        Some(Given::Rich(text)) => {
            prose::write_spans(&text.spans, &mut source);
            (text.place.clone(), text.text.to_string())
        }
        Some(Given::Prose(value)) => {
            prose::write_blocks(&value.blocks, &mut source);
            (Some(value.place.clone()), value.plain_text())
        }
        Some(Given::Number(number)) => {
            escape::markup(&number, &mut source);
            (None, number)
        }
    };
    source.push(']');
    Ok(literal(source, place, printed))
}

/// `figure`: text as a cell of figures: as `content`, or where it is a figure, with what stands
/// behind its units, `(body: […], tail: "…")`. The sign before decimals is `.`, or that of the
/// language, which columns give.
pub fn figure(value: &Value, decimal_sign: Option<&str>) -> Result<Value, Error> {
    let Some(Given::Text(text, place)) = given("figure", value)? else {
        return content(value);
    };
    let sign = decimal_sign.unwrap_or(".");
    let Some(tail) = tail(&text, sign) else { return content(value) };
    let mut source = String::from("(body: [");
    match value.downcast_object_ref::<Written>() {
        Some(written) if !written.spans.is_empty() => {
            prose::write_spans(&written.spans, &mut source);
        }
        Some(_) | None => escape::markup(&text, &mut source),
    }
    source.push_str("], tail: ");
    escape::string(tail, &mut source);
    source.push(')');
    Ok(literal(source, place, text.to_string()))
}

/// `string`: text as a string literal, `"…"`.
pub fn string(value: &Value) -> Result<Value, Error> {
    let mut source = String::new();
    let (place, printed) = match given("string", value)? {
        None => return Ok(none()),
        Some(Given::Text(text, place)) => {
            escape::string(&text, &mut source);
            (place, text.to_string())
        }
        Some(Given::Number(number)) => {
            escape::string(&number, &mut source);
            (None, number)
        }
        Some(Given::Prose(_) | Given::Rich(_)) => return Err(refused("string", "prose")),
    };
    Ok(literal(source, place, printed))
}

/// `number`: a whole or decimal number.
pub fn number(value: &Value) -> Result<Value, Error> {
    match given("number", value)? {
        None => Ok(none()),
        Some(Given::Number(number)) => Ok(literal(number, None, String::new())),
        Some(_) => Err(refused("number", "text")),
    }
}

/// `boolean`: `true` or `false`.
pub fn boolean(value: &Value) -> Result<Value, Error> {
    match value.kind() {
        ValueKind::Bool => Ok(literal(value.is_true().to_string(), None, String::new())),
        kind => Err(refused("boolean", &format!("{kind}"))),
    }
}

/// `colour`: text such as `#12436D` as `rgb("#12436d")`, and inks in per cent, such as
/// `100 70 25 25`, as `cmyk(100%, 70%, 25%, 25%)`.
pub fn colour(value: &Value) -> Result<Value, Error> {
    match given("colour", value)? {
        None => Ok(none()),
        Some(Given::Text(text, place)) => {
            let digits = text.strip_prefix('#').filter(|digits| {
                digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            });
            let inks: Vec<u8> = text.split(' ').flat_map(str::parse).collect();
            let source = match (digits, inks.as_slice()) {
                (Some(digits), _) => format!("rgb(\"#{digits}\")"),
                (None, [c, m, y, k]) => format!("cmyk({c}%, {m}%, {y}%, {k}%)"),
                _ => return Err(refused("colour", "text other than `#rrggbb` or inks")),
            };
            Ok(literal(source, place, String::new()))
        }
        Some(_) => Err(refused("colour", "number")),
    }
}

/// `date`: text such as `2024-03-01` as a `datetime`.
pub fn date(value: &Value) -> Result<Value, Error> {
    let Some(Given::Text(text, place)) = given("date", value)? else {
        return if value.is_none() { Ok(none()) } else { Err(refused("date", "number")) };
    };
    let format = time::macros::format_description!("[year]-[month]-[day]");
    let date = time::Date::parse(&text, &format)
        .map_err(|_| refused("date", "text other than `YYYY-MM-DD`"))?;
    let mut source = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        source,
        "datetime(year: {}, month: {}, day: {})",
        date.year(),
        u8::from(date.month()),
        date.day()
    );
    Ok(literal(source, place, String::new()))
}
