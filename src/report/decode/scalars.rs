//! Readers of single values: text, ids, numbers, addresses, colours and choices.

use std::sync::Arc;

use fixed_decimal::Decimal;
use time::Date;

use crate::colour::Rgb;
use crate::diagnostic::Place;
use crate::report::code;
use crate::report::declare::{Choice, Scalar, ScalarIs, Shape};
use crate::report::model::{FilePath, Id, Line, Placed, Prose, Text, Url, one_paragraph};
use crate::report::node::ScalarKind;
use crate::report::syntax::is_control;
use crate::report::{number, prose};
use crate::sources::check_path;
use crate::wording::{listed, nearest};

use super::dates::date;
use super::{Cursor, Problems, Read};

/// The longest id, in bytes: ids become names of files and labels.
const MAX_ID_BYTES: usize = 64;

fn placed<T>(at: &Cursor<'_>, value: T) -> Placed<T> {
    Placed { value, place: at.place() }
}

/// The typed characters of any scalar, which is not empty.
pub(crate) fn raw<'a>(
    at: &Cursor<'a>,
    wanted: &str,
    problems: &mut Problems,
) -> Option<&'a Arc<str>> {
    let scalar = at.scalar(wanted, problems)?;
    if scalar.text.trim().is_empty() {
        at.report_empty(wanted, problems);
        return None;
    }
    Some(&scalar.text)
}

/// Text in one paragraph, as typed.
fn text(at: &Cursor<'_>, problems: &mut Problems) -> Option<Text> {
    let raw = raw(at, "text", problems)?;
    Some(placed(at, one_paragraph(raw)))
}

/// An id, or a reference to one.
fn id(at: &Cursor<'_>, problems: &mut Problems) -> Option<Id> {
    let raw = raw(at, "an id", problems)?;
    if is_id(raw) {
        return Some(Id { value: raw.clone(), place: at.place() });
    }
    let message = format!("{} is not an id: `{}`", at.subject(), excerpt(raw));
    problems.push(at.error(code::BAD_VALUE, message).hint(
        "write lower-case letters, digits and hyphens only, at most 64, such as `met-officers`",
    ));
    None
}

/// Whether a text is made as an id is.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// A line: text in which measures may stand.
fn line(at: &Cursor<'_>, problems: &mut Problems) -> Option<Line> {
    raw(at, "text", problems)?;
    prose::line(at, problems)
}

/// Prose.
fn prose(at: &Cursor<'_>, problems: &mut Problems) -> Option<Prose> {
    raw(at, "text", problems)?;
    prose::prose(at, problems)
}

/// A path to a file of the project.
fn path(at: &Cursor<'_>, problems: &mut Problems) -> Option<FilePath> {
    let raw = raw(at, "a path", problems)?;
    match check_path(raw) {
        Ok(()) => Some(FilePath { value: raw.clone(), place: at.place() }),
        Err(error) => {
            problems.push(error.diagnostic(&at.place()));
            None
        }
    }
}

/// An exact number.
fn number(at: &Cursor<'_>, problems: &mut Problems) -> Option<Placed<Decimal>> {
    let scalar = at.scalar("a number", problems)?;
    let (message, hint) = match (scalar.kind, number::parse(&scalar.text)) {
        (ScalarKind::Number, Ok(value)) => return Some(placed(at, value)),
        (ScalarKind::Number, Err(error)) => (
            format!("{} {error}: `{}`", at.subject(), excerpt(&scalar.text)),
            error.hint(),
        ),
        (_, Ok(_)) => (
            format!("{} is text, and a number is wanted", at.subject()),
            "write the number without quotation marks",
        ),
        (_, Err(error)) => (
            format!("{} is not a number: `{}`", at.subject(), excerpt(&scalar.text)),
            error.hint(),
        ),
    };
    problems.push(at.error(code::BAD_VALUE, message).hint(hint));
    None
}

/// A whole number from 0.
fn whole_number(at: &Cursor<'_>, problems: &mut Problems) -> Option<Placed<u32>> {
    let value = number(at, problems)?;
    if let Ok(whole) = value.to_string().parse() {
        return Some(placed(at, whole));
    }
    let message = format!("{} is not a whole number: `{}`", at.subject(), value.value);
    problems.push(at.error(code::BAD_VALUE, message).hint("write a whole number from 0"));
    None
}

/// `true` or `false`.
fn boolean(at: &Cursor<'_>, problems: &mut Problems) -> Option<bool> {
    let scalar = at.scalar("true or false", problems)?;
    if let ScalarKind::Boolean(value) = scalar.kind {
        return Some(value);
    }
    let message = format!(
        "{} is neither true nor false: `{}`",
        at.subject(),
        excerpt(&scalar.text)
    );
    problems.push(at.error(code::BAD_VALUE, message).hint("write `true` or `false`"));
    None
}

/// An address of one of the allowed schemes.
fn url(at: &Cursor<'_>, problems: &mut Problems) -> Option<Url> {
    let raw = raw(at, "an address", problems)?;
    match check_url(raw) {
        Ok(()) => Some(Url { value: raw.clone(), place: at.place() }),
        Err(hint) => {
            let message =
                format!("{} is not an address: `{}`", at.subject(), excerpt(raw));
            problems.push(at.error(code::BAD_VALUE, message).hint(hint));
            None
        }
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
fn rgb(at: &Cursor<'_>, problems: &mut Problems) -> Option<Placed<Rgb>> {
    let raw = raw(at, "a colour", problems)?;
    if let Ok(rgb) = raw.parse() {
        return Some(placed(at, rgb));
    }
    let message = format!("{} is not a colour: `{}`", at.subject(), excerpt(raw));
    problems.push(
        at.error(code::BAD_VALUE, message)
            .hint("write six digits, such as `\"#12436D\"`"),
    );
    None
}

/// One of the words of a choice.
pub(crate) fn choice<T: Choice>(at: &Cursor<'_>, problems: &mut Problems) -> Option<T> {
    let names: Vec<_> = T::WORDS.iter().map(|(word, _)| word.name).collect();
    let found = one_of(&names, at, problems)?;
    Some(T::WORDS[found].1)
}

/// A reader of the one word that may stand somewhere, which gives where it stands.
pub(crate) fn word(
    name: &'static str,
) -> impl Fn(&Cursor<'_>, &mut Problems) -> Option<Place> {
    move |at, problems| one_of(&[name], at, problems).map(|_| at.place())
}

/// The position of the word that stands somewhere among those that may.
fn one_of(names: &[&str], at: &Cursor<'_>, problems: &mut Problems) -> Option<usize> {
    let raw = raw(at, "a word", problems)?;
    let found = names.iter().position(|name| **name == **raw);
    if found.is_none() {
        let hint = match nearest(raw, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}", listed(names.iter().copied(), "or")),
        };
        let message = format!("{} cannot be `{}`", at.subject(), excerpt(raw));
        problems.push(at.error(code::BAD_VALUE, message).hint(hint));
    }
    found
}

/// A path to an image, which is looked at.
pub(crate) mod image {
    use super::{Cursor, FilePath, Problems, Read, Scalar, Shape};

    pub(crate) fn shape() -> Shape {
        Shape::Scalar(Scalar { name: "path of an image", ..Scalar::PATH })
    }

    pub(crate) fn read(at: &Cursor<'_>, problems: &mut Problems) -> Option<FilePath> {
        let file = FilePath::read(at, problems)?;
        at.files()?.check_image(&file, problems);
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

            fn read(at: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
                $read(at, problems)
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
    Placed<Date>: date, Scalar { format: Some("date"), ..Scalar::matching("date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") };
}

impl<T: Choice> Read for Placed<T> {
    fn shape() -> Shape {
        Shape::of_choice::<T>()
    }

    fn read(at: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        Some(placed(at, choice(at, problems)?))
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
