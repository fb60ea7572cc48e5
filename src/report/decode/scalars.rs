//! Readers of single values: text, ids, numbers, addresses, colours and choices.

use std::sync::Arc;

use fixed_decimal::Decimal;
use time::Date;

use crate::colour::Rgb;
use crate::diagnostic::Place;
use crate::report::declare::{Choice, Scalar, ScalarIs, Shape};
use crate::report::model::{FilePath, Id, Line, Placed, Prose, Text, Url, one_paragraph};
use crate::report::node::ScalarKind;
use crate::report::syntax::is_control;
use crate::report::{number, prose};
use crate::sources::check_path;
use crate::wording::{listed, nearest};

use super::dates::{DAY, date};
use super::{Cursor, Read};

/// The longest id, in bytes: ids become names of files and labels.
const MAX_ID_BYTES: usize = 64;

fn placed<T>(at: &Cursor<'_>, value: T) -> Placed<T> {
    Placed { value, place: at.place() }
}

/// The typed characters of any scalar, which is not empty.
pub(crate) fn raw<'a>(at: &Cursor<'a>, wanted: &str) -> Option<&'a Arc<str>> {
    let scalar = at.scalar(wanted)?;
    if scalar.text.trim().is_empty() {
        at.report_empty(wanted);
        return None;
    }
    Some(&scalar.text)
}

/// Reports that a value is none of its kind.
pub(super) fn refuse<T>(
    at: &Cursor<'_>,
    is_not: &str,
    raw: &str,
    hint: impl Into<String>,
) -> Option<T> {
    at.refuse(format!("{} {is_not}: `{}`", at.subject(), excerpt(raw)), hint)
}

/// Text in one paragraph, as typed.
fn text(at: &Cursor<'_>) -> Option<Text> {
    Some(placed(at, one_paragraph(raw(at, "text")?)))
}

/// An id, or a reference to one.
fn id(at: &Cursor<'_>) -> Option<Id> {
    let raw = raw(at, "an id")?;
    if is_id(raw) {
        return Some(Id { value: raw.clone(), place: at.place() });
    }
    let hint = "write lower-case letters, digits and hyphens only, at most 64, such as `met-officers`";
    refuse(at, "is not an id", raw, hint)
}

/// Whether a text is made as an id is.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// A line: text in which measures may stand.
fn line(at: &Cursor<'_>) -> Option<Line> {
    raw(at, "text")?;
    prose::line(at)
}

/// Prose.
fn prose(at: &Cursor<'_>) -> Option<Prose> {
    raw(at, "text")?;
    prose::prose(at)
}

/// A path to a file of the project.
fn path(at: &Cursor<'_>) -> Option<FilePath> {
    let raw = raw(at, "a path")?;
    match check_path(raw) {
        Ok(()) => Some(FilePath { value: raw.clone(), place: at.place() }),
        Err(error) => {
            at.problems().push(error.diagnostic(&at.place()));
            None
        }
    }
}

/// An exact number.
fn number(at: &Cursor<'_>) -> Option<Placed<Decimal>> {
    let scalar = at.scalar("a number")?;
    match (scalar.kind, number::parse(&scalar.text)) {
        (ScalarKind::Number, Ok(value)) => Some(placed(at, value)),
        (ScalarKind::Number, Err(error)) => {
            refuse(at, &error.to_string(), &scalar.text, error.hint())
        }
        (_, Ok(_)) => at.refuse(
            format!("{} is text, and a number is wanted", at.subject()),
            "write the number without quotation marks",
        ),
        (_, Err(error)) => refuse(at, "is not a number", &scalar.text, error.hint()),
    }
}

/// A whole number from 0.
fn whole_number(at: &Cursor<'_>) -> Option<Placed<u32>> {
    let typed = number(at)?.to_string();
    match typed.parse() {
        Ok(whole) => Some(placed(at, whole)),
        Err(_) => {
            refuse(at, "is not a whole number", &typed, "write a whole number from 0")
        }
    }
}

/// `true` or `false`.
fn boolean(at: &Cursor<'_>) -> Option<bool> {
    let scalar = at.scalar("true or false")?;
    match scalar.kind {
        ScalarKind::Boolean(value) => Some(value),
        _ => {
            let hint = "write `true` or `false`";
            refuse(at, "is neither true nor false", &scalar.text, hint)
        }
    }
}

/// An address of one of the allowed schemes.
fn url(at: &Cursor<'_>) -> Option<Url> {
    let raw = raw(at, "an address")?;
    match check_url(raw) {
        Ok(()) => Some(Url { value: raw.clone(), place: at.place() }),
        Err(hint) => refuse(at, "is not an address", raw, hint),
    }
}

/// Whether an address has an allowed scheme and no white space; else the remedy.
pub(crate) fn check_url(url: &str) -> Result<(), &'static str> {
    let rest = |scheme: &str| {
        url.get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
            .map(|_| &url[scheme.len()..])
    };
    if url.contains(|c: char| c.is_whitespace() || is_control(c)) {
        return Err("write the address without spaces, with `%20` for a space");
    }
    let found = ["https://", "http://", "mailto:", "tel:"].into_iter().find_map(rest);
    match found {
        Some(rest) if !rest.is_empty() => Ok(()),
        _ => Err("start the address with `https://`, `http://`, `mailto:` or `tel:`"),
    }
}

/// A colour on a screen, as `#12436D`.
fn rgb(at: &Cursor<'_>) -> Option<Placed<Rgb>> {
    let raw = raw(at, "a colour")?;
    match raw.parse() {
        Ok(rgb) => Some(placed(at, rgb)),
        Err(_) => {
            let hint = "write six digits, such as `\"#12436D\"`";
            refuse(at, "is not a colour", raw, hint)
        }
    }
}

/// One of the words of a choice.
pub(crate) fn choice<T: Choice>(at: &Cursor<'_>) -> Option<T> {
    let names: Vec<_> = T::WORDS.iter().map(|(word, _)| word.name).collect();
    Some(T::WORDS[one_of(&names, at)?].1)
}

/// A reader of the one word that may stand somewhere, which gives where it stands.
pub(crate) fn word(name: &'static str) -> impl Fn(&Cursor<'_>) -> Option<Place> {
    move |at| one_of(&[name], at).map(|_| at.place())
}

/// The position of the word that stands somewhere among those that may.
fn one_of(names: &[&str], at: &Cursor<'_>) -> Option<usize> {
    let raw = raw(at, "a word")?;
    let found = names.iter().position(|name| **name == **raw);
    found.or_else(|| {
        let hint = match nearest(raw, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}", listed(names.iter().copied(), "or")),
        };
        at.refuse(format!("{} cannot be `{}`", at.subject(), excerpt(raw)), hint)
    })
}

/// A path to an image, which is looked at.
pub(crate) mod image {
    use super::{Cursor, FilePath, Read, Scalar, Shape};

    pub(crate) fn shape() -> Shape {
        Shape::Scalar(Scalar { name: "path of an image", ..Scalar::PATH })
    }

    pub(crate) fn read(at: &Cursor<'_>) -> Option<FilePath> {
        let file = FilePath::read(at)?;
        at.files()?.check_image(&file);
        Some(file)
    }
}

/// How single values are read, and what may stand there.
macro_rules! read_by {
    ($($of:ty: $read:ident, $shape:expr;)*) => {$(
        impl Read for $of {
            fn shape() -> Shape {
                Shape::Scalar($shape)
            }

            fn read(at: &Cursor<'_>) -> Option<Self> {
                $read(at)
            }
        }
    )*};
}

read_by! {
    Text: text, Scalar::typed("text");
    Line: line, Scalar::typed("line");
    Prose: prose, Scalar::typed("prose");
    Id: id, Scalar { kind: ScalarIs::Id, ..Scalar::matching("id", "^[a-z0-9][a-z0-9-]{0,63}$") };
    FilePath: path, Scalar::PATH;
    Url: url, Scalar::matching("address", r"^([Hh][Tt]{2}[Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)\S+$");
    Placed<Decimal>: number, Scalar { kind: ScalarIs::Number, ..Scalar::typed("number") };
    Placed<u32>: whole_number, Scalar::whole("whole number", None);
    bool: boolean, Scalar { kind: ScalarIs::Boolean, ..Scalar::typed("true or false") };
    Placed<Rgb>: rgb, Scalar { format: Some("color-hex"), ..Scalar::matching("colour", "^#[0-9A-Fa-f]{6}$") };
    Placed<Date>: date, DAY;
}

impl<T: Choice> Read for Placed<T> {
    fn shape() -> Shape {
        Shape::of_choice::<T>()
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        Some(placed(at, choice(at)?))
    }
}

/// The start of a text that may be long, for a message.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < text.len() => format!("{line}…"),
        None => line.to_owned(),
    }
}
