//! The builder: a tree of values, whatever syntax it is written in.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::characters::{is_refused, report_control};
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::limits::{Limit, Limits};
use crate::report::code;
use crate::report::node::{Entry, Node, Scalar, ScalarKind, Source, Value, Writing};

/// How long the name of a field may be, in bytes.
const MAX_KEY_BYTES: usize = 128;

/// Builds a tree and keeps to the limits that all syntaxes share.
pub(super) struct Builder<'a> {
    pub(super) source: &'a Source,
    pub(super) limits: &'a Limits,
    pub(super) nodes: u64,
    /// Whether a limit was passed, so that the tree is not whole.
    pub(super) stopped: bool,
    pub(super) problems: &'a Problems,
}

impl<'a> Builder<'a> {
    /// The text of the file.
    pub(super) fn text(&self) -> &'a str {
        &self.source.text
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::text(self.source.file.clone(), span)
    }

    /// Reports a problem at some bytes.
    pub(super) fn report(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.error(code, &self.place(span), message, hint);
    }

    /// Counts a node at a depth from 0; whether it is within the limits.
    pub(super) fn admit(&mut self, depth: usize, span: &Range<usize>) -> bool {
        if self.stopped {
            return false;
        }
        self.nodes += 1;
        let (limit, message) = if self.limits.is_passed(Limit::Nesting, depth as u64 + 1)
        {
            let most = self.limits.get(Limit::Nesting);
            let message = format!("values lie more than {most} deep within each other");
            (Limit::Nesting, message)
        } else if self.limits.is_passed(Limit::Values, self.nodes) {
            (Limit::Values, too_many_values(self.limits))
        } else {
            return true;
        };
        self.stopped = true;
        self.report(code::LIMIT, span.clone(), message, self.limits.remedy(limit));
        false
    }

    pub(super) fn scalar(
        &self,
        text: &str,
        kind: ScalarKind,
        writing: Writing,
        span: Range<usize>,
    ) -> Node {
        let text: Arc<str> = if text.contains("\r\n") {
            text.replace("\r\n", "\n").into()
        } else {
            text.into()
        };
        if let Some(c) = text.chars().find(|c| is_refused(*c)) {
            report_control(c, &self.place(span.clone()), self.problems);
        }
        Node { value: Value::Scalar(Scalar { text, kind, writing }), span }
    }

    /// A mapping; a key that stands twice is reported and its second value left out.
    pub(super) fn map(&self, entries: Vec<Entry>, span: Range<usize>) -> Node {
        let mut seen: HashMap<Arc<str>, Range<usize>> =
            HashMap::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            if entry.key.len() > MAX_KEY_BYTES {
                let message =
                    format!("the name of a field is longer than {MAX_KEY_BYTES} bytes");
                self.report(code::LIMIT, entry.key_span, message, "shorten it");
            } else if entry.key.is_empty() {
                let message = "the name of a field is empty";
                let hint = "write its name before the value";
                self.report(code::REFUSED_SYNTAX, entry.key_span, message, hint);
            } else if let Some(first) = seen.get(&entry.key) {
                let message = format!("`{}` stands twice", entry.key);
                let problem = Diagnostic::error(code::DUPLICATE_FIELD, message)
                    .at(&self.place(entry.key_span))
                    .related(&self.place(first.clone()), "the first is here");
                self.problems.push(problem.hint("remove one of the two"));
            } else {
                seen.insert(entry.key.clone(), entry.key_span.clone());
                kept.push(entry);
            }
        }
        Node { value: Value::Map(kept), span }
    }
}

/// Says that a file holds too many values.
pub(crate) fn too_many_values(limits: &Limits) -> String {
    format!("the file holds more than {} values", limits.get(Limit::Values))
}
