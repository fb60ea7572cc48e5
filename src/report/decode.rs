//! Typed reading: from the tree to the model, with every problem and its field.
//!
//! A reader never stops at the first problem: it says what is wrong, gives `None`, and
//! its neighbours are read on. [`Fields`] reads a mapping and [`scalars`](self::scalars)
//! single values; which fields a noun has is the business of [`super::load`].

pub(crate) mod scalars;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Severity};

use super::code;
use super::locate::Locator;
use super::node::{Node, Scalar, ScalarKind, Source, Value};
use super::wording::{listed, nearest, quoted};

/// The problems found so far, in the order in which they were found.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<Diagnostic>,
}

impl Problems {
    /// Adds a problem.
    pub(crate) fn push(&mut self, problem: Diagnostic) {
        self.found.push(problem);
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// Whether one of them is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// All of them.
    pub(crate) fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// A node that is being read: where it stands and by which fields it was reached.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    node: &'a Node,
    source: &'a Source,
    field: Arc<str>,
}

impl<'a> Cursor<'a> {
    /// The root of a file.
    pub(crate) fn root(source: &'a Source, node: &'a Node) -> Self {
        Self { node, source, field: "".into() }
    }

    /// The node.
    pub(crate) fn node(&self) -> &'a Node {
        self.node
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> Place {
        self.place_of(self.node.head())
    }

    /// Some bytes of its file, under its field.
    pub(crate) fn place_of(&self, span: Range<usize>) -> Place {
        Place { file: self.source.file.clone(), span, field: self.field.clone() }
    }

    /// Finds characters of its text in the file; `None` when it is not a scalar.
    pub(crate) fn locator(&self) -> Option<Locator<'a>> {
        Locator::new(&self.source.text, self.node)
    }

    /// Its name in a message: the last part of its field path, or the file's name.
    pub(crate) fn subject(&self) -> String {
        let name = self.field.rsplit('.').next().unwrap_or_default();
        quoted(if name.is_empty() { &self.source.file } else { name })
    }

    /// An error at it, as yet without a remedy.
    pub(crate) fn error(
        &self,
        code: crate::diagnostic::Code,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, message).at(&self.place())
    }

    fn child(&self, node: &'a Node, name: &str) -> Self {
        let field = if self.field.is_empty() || name.starts_with('[') {
            format!("{}{name}", self.field)
        } else {
            format!("{}.{name}", self.field)
        };
        Self { node, source: self.source, field: field.into() }
    }

    /// The scalar that it is; another kind of node is a problem.
    ///
    /// `wanted` says what should stand here, such as `text`.
    pub(crate) fn scalar(
        &self,
        wanted: &str,
        problems: &mut Problems,
    ) -> Option<&'a Scalar> {
        match &self.node.value {
            Value::Scalar(scalar) if scalar.kind != ScalarKind::Null => Some(scalar),
            Value::Scalar(_) => {
                self.report_empty(problems);
                None
            }
            Value::List(_) | Value::Map(_) => {
                self.report_kind(wanted, problems);
                None
            }
        }
    }

    /// The items of the list that it is; anything else is a problem.
    pub(crate) fn items(&self, problems: &mut Problems) -> Option<Vec<Cursor<'a>>> {
        match &self.node.value {
            Value::List(items) => Some(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| self.child(item, &format!("[{index}]")))
                    .collect(),
            ),
            Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => {
                self.report_empty(problems);
                None
            }
            Value::Scalar(_) | Value::Map(_) => {
                self.report_kind("a list", problems);
                None
            }
        }
    }

    /// The fields of the mapping that it is, by name; anything else is a problem.
    pub(crate) fn entries(
        &self,
        problems: &mut Problems,
    ) -> Option<Vec<(Arc<str>, Cursor<'a>)>> {
        let Value::Map(entries) = &self.node.value else {
            self.report_kind("a mapping", problems);
            return None;
        };
        let of = |entry: &'a super::node::Entry| {
            (entry.key.clone(), self.child(&entry.node, &entry.key))
        };
        Some(entries.iter().map(of).collect())
    }

    /// The only field of a mapping that chooses between several, such as a block.
    pub(crate) fn only_field(
        &self,
        allowed: &[&'static str],
        problems: &mut Problems,
    ) -> Option<(&'static str, Cursor<'a>)> {
        let Value::Map(entries) = &self.node.value else {
            self.report_kind("a mapping with one field", problems);
            return None;
        };
        match entries.as_slice() {
            [entry] => {
                if let Some(name) = allowed.iter().find(|name| **name == &*entry.key) {
                    return Some((name, self.child(&entry.node, name)));
                }
                let place = self.child(&entry.node, &entry.key);
                problems.push(unknown_field(
                    &entry.key,
                    &place.place_of(entry.key_span.clone()),
                    allowed,
                ));
            }
            [] => problems.push(
                self.error(code::EMPTY_FIELD, format!("{} is empty", self.subject()))
                    .hint(format!(
                        "write one of {}",
                        listed(allowed.iter().copied(), "or")
                    )),
            ),
            [_, second, ..] => {
                let place = self.place_of(second.key_span.clone());
                let message = format!("{} has more than one field", self.subject());
                problems.push(
                    Diagnostic::error(code::FIELDS_DISAGREE, message).at(&place).hint(
                        format!("start a new item of the list with `- {}:`", second.key),
                    ),
                );
            }
        }
        None
    }

    pub(crate) fn report_empty(&self, problems: &mut Problems) {
        problems.push(
            self.error(code::EMPTY_FIELD, format!("{} is empty", self.subject()))
                .hint("write a value, or leave the field out"),
        );
    }

    pub(crate) fn report_kind(&self, wanted: &str, problems: &mut Problems) {
        let message = format!(
            "{} is {}, and {wanted} is wanted",
            self.subject(),
            self.node.kind_name()
        );
        problems.push(
            self.error(code::WRONG_KIND, message).hint(format!("write {wanted} here")),
        );
    }
}

/// Reads the fields of a mapping, one after the other, and knows which were never read.
pub(crate) struct Fields<'a, 'p> {
    at: Cursor<'a>,
    known: Vec<&'static str>,
    problems: &'p mut Problems,
}

impl<'a, 'p> Fields<'a, 'p> {
    /// The fields of a mapping; any other node is a problem.
    pub(crate) fn of(at: &Cursor<'a>, problems: &'p mut Problems) -> Option<Self> {
        match &at.node.value {
            Value::Map(_) => Some(Self { at: at.clone(), known: Vec::new(), problems }),
            Value::Scalar(_) | Value::List(_) => {
                at.report_kind("a mapping", problems);
                None
            }
        }
    }

    /// Whether a field is there, without reading it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.at.node.get(name).is_some()
    }

    /// A field that must be there.
    pub(crate) fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Cursor<'a>, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        if !self.has(name) {
            let missing = self.at.child(self.at.node, name);
            self.problems.push(
                missing
                    .error(code::MISSING_FIELD, format!("`{name}` is missing"))
                    .hint(format!("add `{name}`")),
            );
        }
        self.optional(name, read)
    }

    /// A field that may be left out.
    pub(crate) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Cursor<'a>, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        self.known.push(name);
        let node = self.at.node.get(name)?;
        read(&self.at.child(node, name), self.problems)
    }

    /// A list that may be left out; items with problems are left out of the result.
    pub(crate) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(&Cursor<'a>, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        self.optional(name, list_of(read)).unwrap_or_default()
    }

    /// Reports a problem at the mapping.
    pub(crate) fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Reports every field that was never asked for.
    pub(crate) fn finish(self) {
        let Value::Map(entries) = &self.at.node.value else { return };
        for entry in entries {
            if !self.known.contains(&&*entry.key) {
                let at = self.at.child(&entry.node, &entry.key);
                let place = at.place_of(entry.key_span.clone());
                self.problems.push(unknown_field(&entry.key, &place, &self.known));
            }
        }
    }
}

/// A reader of a list, from a reader of its items.
pub(crate) fn list_of<'a, T>(
    mut read: impl FnMut(&Cursor<'a>, &mut Problems) -> Option<T>,
) -> impl FnOnce(&Cursor<'a>, &mut Problems) -> Option<Vec<T>> {
    move |at, problems| {
        let items = at.items(problems)?;
        Some(items.iter().filter_map(|item| read(item, problems)).collect())
    }
}

fn unknown_field(name: &str, place: &Place, allowed: &[&'static str]) -> Diagnostic {
    let hint = match nearest(name, allowed.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the fields here are {}", listed(allowed.iter().copied(), "and")),
    };
    Diagnostic::error(code::UNKNOWN_FIELD, format!("unknown field `{name}`"))
        .at(place)
        .hint(hint)
}
