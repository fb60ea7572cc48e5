//! Readers of single values: text, ids, numbers, addresses, colours and choices.

use fixed_decimal::Decimal;
use time::Date;

use crate::colour::Rgb;
use crate::diagnostic::Place;
use crate::report::declare::{Choice, Scalar, ScalarIs, Shape};
use crate::report::model::{
    FilePath, Id, Line, Placed, Prose, Text, Url, check_url, is_id, one_paragraph,
};
use crate::report::node::ScalarKind;
use crate::report::{number, prose};
use crate::sources::check_path;
use crate::wording::{excerpt, listed, nearest};

use super::dates::{DAY, date};
use super::typed::{raw, refuse};
use super::{Cursor, Read};

fn placed<T>(at: &Cursor<'_>, value: T) -> Placed<T> {
    Placed { value, place: at.place() }
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
