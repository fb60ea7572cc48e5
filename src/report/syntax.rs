//! The syntaxes: from the text of a YAML, JSON or TOML file to the one tree.
//!
//! Each syntax has a file. What all three share stands here: which fields may stand twice
//! (none), how deep and how much, and which characters text may hold.

mod json;
mod toml;
mod yaml;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::limits::{Limit, Limits};

use super::code;
use super::node::{Entry, Node, Scalar, ScalarKind, Source, Value, Writing};

/// How long the name of a field may be, in bytes.
const MAX_KEY_BYTES: usize = 128;

/// Reads a data file into a tree; `None` when it does not follow its grammar.
///
/// `named_at` is the field that names the file.
pub(crate) fn read(
    source: &Source,
    named_at: &Place,
    limits: &Limits,
    problems: &Problems,
) -> Option<Node> {
    let mut builder = Builder { source, limits, nodes: 0, stopped: false, problems };
    let node = match source.file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("yaml" | "yml") => yaml::read(&mut builder),
        Some("json") => json::read(&mut builder),
        Some("toml") => toml::read(&mut builder),
        _ => {
            let message = format!("`{}` is not a data file", source.file);
            let hint = "name a file that ends in .yaml, .yml, .json or .toml";
            problems.error(code::UNKNOWN_FORMAT, named_at, message, hint);
            None
        }
    };
    node.filter(|_| !builder.stopped)
}

/// Says that a file holds too many values.
pub(crate) fn too_many_values(limits: &Limits) -> String {
    format!("the file holds more than {} values", limits.get(Limit::Values))
}

/// Refuses control characters in a text file; whether there were none.
pub(crate) fn check_characters(source: &Source, problems: &Problems) -> bool {
    let Some((at, c)) = source.text.char_indices().find(|(_, c)| is_refused(*c)) else {
        return true;
    };
    report_control(c, &Place::text(source.file.clone(), at..at + c.len_utf8()), problems);
    false
}

/// Characters that no text may hold: controls, but for tabs and line breaks.
fn is_refused(c: char) -> bool {
    is_control(c) && !matches!(c, '\n' | '\t')
}

/// Whether a character is a control: one of Unicode's, one that turns the direction of
/// reading, so that what is read is not what stands there (UTS 55, section 3.1), or a tag,
/// which nobody sees.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn report_control(c: char, place: &Place, problems: &Problems) {
    let message = format!("there is a control character here, U+{:04X}", u32::from(c));
    problems.error(code::CONTROL_CHARACTER, place, message, "remove it");
}

/// Builds a tree and keeps to the limits that all syntaxes share.
struct Builder<'a> {
    source: &'a Source,
    limits: &'a Limits,
    nodes: u64,
    /// Whether a limit was passed, so that the tree is not whole.
    stopped: bool,
    problems: &'a Problems,
}

impl<'a> Builder<'a> {
    /// The text of the file.
    fn text(&self) -> &'a str {
        &self.source.text
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::text(self.source.file.clone(), span)
    }

    /// Reports a problem at some bytes.
    fn report(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.error(code, &self.place(span), message, hint);
    }

    /// Counts a node at a depth from 0; whether it is within the limits.
    fn admit(&mut self, depth: usize, span: &Range<usize>) -> bool {
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

    fn scalar(
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
    fn map(&self, entries: Vec<Entry>, span: Range<usize>) -> Node {
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

#[cfg(test)]
mod tests;
