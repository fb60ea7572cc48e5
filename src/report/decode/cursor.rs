//! A cursor: a node that is being read, with where it stands and what is wrong with it.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Place, Problems};
use crate::report::code;
use crate::report::files::Files;
use crate::report::locate::Locator;
use crate::report::node::{Entry, Node, Scalar, ScalarKind, Source, Value};
use crate::wording::{listed, quoted};

use super::remedy::{self, Stands};

/// A node that is being read: where it stands and by which fields it was reached.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    pub(super) node: &'a Node,
    source: &'a Source,
    pub(super) problems: &'a Problems,
    /// The files of its project; `None` in a file of the program's own.
    pub(super) files: Option<&'a Files<'a>>,
    /// The mapping that holds it, over any lists between them.
    pub(super) around: Option<&'a Node>,
    pub(super) field: Arc<str>,
    /// Its position from 0 as the item of a list.
    position: usize,
    /// The bytes of its name; empty for a root and for the item of a list.
    key: Range<usize>,
    stands: Stands,
}

impl<'a> Cursor<'a> {
    /// The root of a file. What is wrong in it is added to some problems.
    pub(crate) fn root(
        source: &'a Source,
        node: &'a Node,
        files: Option<&'a Files<'a>>,
        problems: &'a Problems,
    ) -> Self {
        Self {
            node,
            source,
            problems,
            files,
            around: None,
            field: "".into(),
            position: 0,
            key: 0..0,
            stands: Stands::Root,
        }
    }

    /// The files of its project; `None` in a file of the program's own, where no field
    /// names a file.
    pub(crate) fn files(&self) -> Option<&'a Files<'a>> {
        self.files
    }

    /// The problems found so far.
    pub(crate) fn problems(&self) -> &'a Problems {
        self.problems
    }

    /// Its position from 0, as the item of a list.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Whether it is a mapping.
    pub(crate) fn is_mapping(&self) -> bool {
        matches!(self.node.value, Value::Map(_))
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

    /// Reports a problem that stands here.
    pub(crate) fn report(
        &self,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.error(code, &self.place(), message, hint);
    }

    /// Reports that a value of the right kind cannot be used, and gives nothing for it.
    pub(crate) fn refuse<T>(
        &self,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Option<T> {
        self.report(code::BAD_VALUE, message, hint);
        None
    }

    fn item(&self, node: &'a Node, position: usize) -> Self {
        let field = format!("{}[{position}]", self.field).into();
        Self { node, field, position, key: 0..0, stands: Stands::Item, ..self.clone() }
    }

    pub(super) fn field(&self, entry: &'a Entry, stands: Stands) -> Self {
        Self {
            node: &entry.node,
            around: Some(self.node),
            field: self.path_of(&entry.key),
            position: 0,
            key: entry.key_span.clone(),
            stands,
            ..self.clone()
        }
    }

    /// The path of one of its fields.
    pub(super) fn path_of(&self, name: &str) -> Arc<str> {
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

    /// Where the value of one of its fields stands; where it itself does, without the field.
    pub(crate) fn place_of_value(&self, name: &str) -> Place {
        let found = self.node.entries().iter().find(|entry| &*entry.key == name);
        found.map_or_else(|| self.place(), |it| self.field(it, Stands::Optional).place())
    }

    /// The scalar that it is; another kind of node is a problem.
    ///
    /// `wanted` says what should stand here, such as `text`.
    pub(crate) fn scalar(&self, wanted: &str) -> Option<&'a Scalar> {
        match &self.node.value {
            Value::Scalar(scalar) if scalar.kind != ScalarKind::Null => Some(scalar),
            _ => self.refuse_kind(wanted),
        }
    }

    /// The items of the list that it is; anything else is a problem.
    pub(crate) fn items(&self) -> Option<Vec<Cursor<'a>>> {
        let Value::List(items) = &self.node.value else {
            return self.refuse_kind("a list");
        };
        let items = items.iter().enumerate();
        Some(items.map(|(index, item)| self.item(item, index)).collect())
    }

    /// The fields of the mapping that it is, by name; anything else is a problem.
    pub(crate) fn entries(&self) -> Option<Vec<(Arc<str>, Cursor<'a>)>> {
        let Value::Map(entries) = &self.node.value else {
            return self.refuse_kind("a mapping");
        };
        let of =
            |entry: &'a Entry| (entry.key.clone(), self.field(entry, Stands::Optional));
        Some(entries.iter().map(of).collect())
    }

    /// The only field of a mapping that chooses between several, such as a block.
    pub(crate) fn only_field(
        &self,
        allowed: &[&'static str],
    ) -> Option<(&'static str, Cursor<'a>)> {
        if !self.is_mapping() && !self.node.is_null() {
            return self.refuse_kind("a mapping with one field");
        }
        match self.node.entries() {
            [entry] => {
                if let Some(name) = allowed.iter().find(|name| **name == &*entry.key) {
                    return Some((name, self.field(entry, Stands::Block)));
                }
                self.report_unknown(entry, remedy::of_name(&entry.key, allowed));
            }
            [] => {
                let hint =
                    format!("write one of {}", listed(allowed.iter().copied(), "or"));
                self.report(
                    code::EMPTY_FIELD,
                    format!("{} is empty", self.subject()),
                    hint,
                );
            }
            [first, second, ..] if self.is_stray(second) => {
                self.report_unknown(second, remedy::of_comma(&first.key));
            }
            [_, second, ..] => {
                let place = self.place_of(second.key_span.clone());
                let message = format!("{} has more than one field", self.subject());
                let hint =
                    format!("start a new item of the list with `- {}:`", second.key);
                self.problems.error(code::FIELDS_DISAGREE, &place, message, hint);
            }
        }
        None
    }

    /// Whether it stands in a YAML file.
    pub(crate) fn is_yaml(&self) -> bool {
        self.source.file.ends_with(".yaml") || self.source.file.ends_with(".yml")
    }

    /// Whether a field is what follows a comma in text without quotation marks: a name
    /// without a colon in a YAML mapping between braces.
    pub(super) fn is_stray(&self, entry: &Entry) -> bool {
        let after = self.source.text.get(entry.key_span.end..).unwrap_or_default();
        self.is_yaml()
            && self.raw().starts_with('{')
            && entry.node.is_null()
            && !after.trim_start().starts_with(':')
    }

    /// Reports a field that is not known here.
    pub(super) fn report_unknown(&self, entry: &Entry, hint: String) {
        let message = format!("unknown field `{}`", entry.key);
        self.problems.error(
            code::UNKNOWN_FIELD,
            &self.place_of_key(entry),
            message,
            hint,
        );
    }

    /// Reports that nothing stands where something should; `wanted` says what.
    pub(crate) fn report_empty(&self, wanted: &str) {
        let hint = remedy::of_empty(wanted, self.stands);
        self.report(code::EMPTY_FIELD, format!("{} is empty", self.subject()), hint);
    }

    /// Reports that nothing or another kind of node stands here than `wanted`, and gives
    /// nothing for it.
    pub(super) fn refuse_kind<T>(&self, wanted: &str) -> Option<T> {
        if self.node.is_null() {
            self.report_empty(wanted);
            return None;
        }
        let kind = self.node.kind_name();
        let message = format!("{} is {kind}, and {wanted} is wanted", self.subject());
        let hint = remedy::of_kind(wanted, self.node, self.raw());
        let place = self.place_of(self.whole());
        self.problems.error(code::WRONG_KIND, &place, message, hint);
        None
    }
}
