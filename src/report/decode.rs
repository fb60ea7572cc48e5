//! Typed reading: from the tree to the model, with every problem and its field.
//!
//! A reader never stops at the first problem: it says what is wrong, gives `None`, and
//! its neighbours are read on. [`Fields`] reads a mapping, [`scalars`](self::scalars)
//! single values and [`dates`](self::dates) dates; what to do about a problem is said in
//! [`remedy`](self::remedy). Which fields a noun has is the business of [`super::load`].

pub(crate) mod dates;
mod fields;
mod remedy;
pub(crate) mod scalars;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use crate::diagnostic::Problems;
use crate::diagnostic::{Diagnostic, Place};

use super::code;
use super::locate::Locator;
use super::node::{Entry, Node, Scalar, ScalarKind, Source, Value};
use crate::wording::{listed, quoted};

pub(crate) use fields::{Fields, filled_list_of, list_of};

/// A node that is being read: where it stands and by which fields it was reached.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    node: &'a Node,
    source: &'a Source,
    field: Arc<str>,
    /// The bytes of its name; empty for a root and for the item of a list.
    key: Range<usize>,
    stands: Stands,
}

/// How a node stands in what holds it, and so what can be done where it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// As the whole of a file.
    Root,
    /// In a field that must be there.
    Required,
    /// In a field that may be left out.
    Optional,
    /// As an item of a list.
    Item,
    /// As what a block holds.
    Block,
}

impl<'a> Cursor<'a> {
    /// The root of a file.
    pub(crate) fn root(source: &'a Source, node: &'a Node) -> Self {
        Self { node, source, field: "".into(), key: 0..0, stands: Stands::Root }
    }

    /// The node.
    pub(crate) fn node(&self) -> &'a Node {
        self.node
    }

    /// Where it stands; for what has no bytes of its own, where its name does.
    pub(crate) fn place(&self) -> Place {
        self.place_of(self.head())
    }

    fn head(&self) -> Range<usize> {
        let head = self.node.head();
        if head.is_empty() { self.key.clone() } else { head }
    }

    /// The bytes of all of it, without the white space that follows.
    fn whole(&self) -> Range<usize> {
        let span = self.node.span.clone();
        let end = self.raw().trim_end().len() + span.start;
        if end > span.start { span.start..end } else { self.head() }
    }

    /// It, as it was typed.
    fn raw(&self) -> &'a str {
        self.source.text.get(self.node.span.clone()).unwrap_or_default()
    }

    /// Some bytes of its file, under its field.
    pub(crate) fn place_of(&self, span: Range<usize>) -> Place {
        Place::Text { file: self.source.file.clone(), span, field: self.field.clone() }
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

    fn item(&self, node: &'a Node, index: usize) -> Self {
        let field = format!("{}[{index}]", self.field).into();
        Self { node, source: self.source, field, key: 0..0, stands: Stands::Item }
    }

    fn field(&self, entry: &'a Entry, stands: Stands) -> Self {
        let field = self.path_of(&entry.key);
        let key = entry.key_span.clone();
        Self { node: &entry.node, source: self.source, field, key, stands }
    }

    /// The path of one of its fields.
    fn path_of(&self, name: &str) -> Arc<str> {
        if self.field.is_empty() {
            name.into()
        } else {
            format!("{}.{name}", self.field).into()
        }
    }

    /// Where the name of one of its fields stands.
    fn place_of_key(&self, entry: &Entry) -> Place {
        self.place_of(entry.key_span.clone()).under(self.path_of(&entry.key))
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
                self.report_empty(wanted, problems);
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
                    .map(|(index, item)| self.item(item, index))
                    .collect(),
            ),
            Value::Scalar(scalar) if scalar.kind == ScalarKind::Null => {
                self.report_empty("a list", problems);
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
        let of =
            |entry: &'a Entry| (entry.key.clone(), self.field(entry, Stands::Optional));
        Some(entries.iter().map(of).collect())
    }

    /// The only field of a mapping that chooses between several, such as a block.
    pub(crate) fn only_field(
        &self,
        allowed: &[&'static str],
        problems: &mut Problems,
    ) -> Option<(&'static str, Cursor<'a>)> {
        let entries = match &self.node.value {
            Value::Map(entries) => entries.as_slice(),
            _ if self.node.is_null() => &[],
            Value::Scalar(_) | Value::List(_) => {
                self.report_kind("a mapping with one field", problems);
                return None;
            }
        };
        match entries {
            [entry] => {
                if let Some(name) = allowed.iter().find(|name| **name == &*entry.key) {
                    return Some((name, self.field(entry, Stands::Block)));
                }
                problems.push(remedy::unknown_field(
                    &entry.key,
                    &self.place_of_key(entry),
                    remedy::of_name(&entry.key, allowed),
                ));
            }
            [] => problems.push(
                self.error(code::EMPTY_FIELD, format!("{} is empty", self.subject()))
                    .hint(format!(
                        "write one of {}",
                        listed(allowed.iter().copied(), "or")
                    )),
            ),
            [first, second, ..] if self.is_stray(second) => {
                problems.push(remedy::unknown_field(
                    &second.key,
                    &self.place_of_key(second),
                    remedy::of_comma(&first.key),
                ));
            }
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

    /// Whether a field is what follows a comma in text without quotation marks: a name
    /// without a colon in a YAML mapping between braces.
    fn is_stray(&self, entry: &Entry) -> bool {
        let after = self.source.text.get(entry.key_span.end..).unwrap_or_default();
        let is_yaml =
            self.source.file.ends_with(".yaml") || self.source.file.ends_with(".yml");
        is_yaml
            && self.raw().starts_with('{')
            && entry.node.is_null()
            && !after.trim_start().starts_with(':')
    }

    /// Reports that nothing stands where something should; `wanted` says what.
    pub(crate) fn report_empty(&self, wanted: &str, problems: &mut Problems) {
        problems.push(
            self.error(code::EMPTY_FIELD, format!("{} is empty", self.subject()))
                .hint(remedy::of_empty(wanted, self.stands)),
        );
    }

    /// Reports that another kind of node stands here than `wanted`.
    fn report_kind(&self, wanted: &str, problems: &mut Problems) {
        let message = format!(
            "{} is {}, and {wanted} is wanted",
            self.subject(),
            self.node.kind_name()
        );
        problems.push(
            Diagnostic::error(code::WRONG_KIND, message)
                .at(&self.place_of(self.whole()))
                .hint(remedy::of_kind(wanted, self.node, self.raw())),
        );
    }
}
