//! Typed reading: from the tree to the model, with every problem and its field.
//!
//! A reader never stops at the first problem: it says what is wrong, gives `None`, and
//! its neighbours are read on. [`Fields`] reads a mapping, [`scalars`](self::scalars)
//! single values and [`dates`](self::dates) dates; what to do about a problem is said in
//! [`remedy`](self::remedy). Which fields a noun has is the business of [`super::load`].

mod cursor;
pub(crate) mod dates;
mod fields;
pub(crate) mod files;
mod lists;
mod remedy;
pub(crate) mod scalars;
mod typed;

use super::declare::{Condition, Field, NounKind, Shape};
use super::node::Value;

pub(crate) use cursor::Cursor;
pub(crate) use fields::Fields;
pub(crate) use lists::{filled_list_of, list_of, one_or_more};
pub(crate) use typed::raw;

/// What can be read from a file.
pub(crate) trait Read: Sized {
    /// What may stand there.
    fn shape() -> Shape;
    /// Reads it; what is wrong is a problem, and `None`.
    fn read(at: &Cursor<'_>) -> Option<Self>;
}

/// What can be read from the fields of a mapping, which may have others.
pub(crate) trait ReadFields: Sized {
    /// The fields.
    fn fields() -> &'static [Field];
    /// Reads it from them.
    fn read_fields(fields: &mut Fields<'_>) -> Option<Self>;
}

impl<T: Read> Read for Box<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        T::read(at).map(Self::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn shape() -> Shape {
        Shape::list(T::shape(), 0)
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        list_of(T::read)(at)
    }
}

/// Reads a noun from a mapping of its own. What cannot be read is noted as a gap.
pub(crate) fn read_noun<T: ReadFields>(
    kind: Option<NounKind>,
    at: &Cursor<'_>,
) -> Option<T> {
    let found = Fields::of(at).and_then(|fields| fields.read_all(T::read_fields));
    if let (Some(kind), Some(files), None) = (kind, at.files, &found) {
        files.note_gap(kind, at.node);
    }
    found
}

impl Condition {
    /// Whether it holds for the fields of a mapping.
    pub(crate) fn holds(self, at: &Cursor<'_>) -> bool {
        match self {
            Self::Beside(name) => at.node.get(name).is_some(),
            Self::Within(name) => at.around.is_some_and(|it| it.get(name).is_some()),
            Self::NotIn(name) => {
                // `items[2]`, or `highlights[0].items[2]`
                let list = at.field.rsplit_once('[').map_or("", |(list, _)| list);
                list.rsplit('.').next() != Some(name)
            }
            Self::Says(name, words) => match at.node.get(name).map(|it| &it.value) {
                Some(Value::Scalar(said)) => words.contains(&&*said.text),
                _ => false,
            },
            Self::SaysNot(name, words) => !Self::Says(name, words).holds(at),
        }
    }
}
