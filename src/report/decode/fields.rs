//! Fields: the fields of a mapping, read by name.
//!
//! A mapping is read one field after the other, so that at its end it is known which
//! fields were never asked for and which were asked for and not there. The two are told
//! together: a misspelt field is one slip, not two.

use crate::diagnostic::{Diagnostic, Place};
use crate::report::code;
use crate::report::node::Value;
use crate::wording::nearest;

use super::cursor::Cursor;
use super::lists::list_of;
use super::remedy::{self, Stands};

/// The fields of a mapping while they are read.
pub(crate) struct Fields<'a> {
    at: &'a Cursor<'a>,
    known: Vec<&'static str>,
    refused: Vec<(&'static str, String)>,
    missing: Vec<Missing>,
}

/// A problem that one of some fields would solve.
struct Missing {
    names: Vec<&'static str>,
    problem: Diagnostic,
}

impl<'a> Fields<'a> {
    /// The fields of a mapping; any other node is a problem.
    pub(crate) fn of(at: &'a Cursor<'a>) -> Option<Self> {
        if !at.is_mapping() {
            return at.refuse_kind("a mapping");
        }
        let (known, refused, missing) = Default::default();
        Some(Self { at, known, refused, missing })
    }

    /// Reads all of them. What is missing or not known is reported at the end.
    pub(crate) fn read_all<T>(
        mut self,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let found = read(&mut self);
        self.finish();
        found
    }

    /// The mapping.
    pub(crate) fn at(&self) -> &'a Cursor<'a> {
        self.at
    }

    /// Whether a field is there, without reading it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.at.node.get(name).is_some()
    }

    /// How many items the list in a field has, without reading it.
    pub(crate) fn count_of(&self, name: &str) -> usize {
        match self.at.node.get(name).map(|node| &node.value) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        }
    }

    /// A field that must be there.
    pub(crate) fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Cursor<'a>) -> Option<T>,
    ) -> Option<T> {
        if !self.has(name) {
            let place = self.at.place().under(self.at.path_of(name));
            let message = format!("`{name}` is missing");
            self.report_missing_at(&place, &[name], message, format!("add `{name}`"));
        }
        self.read(name, Stands::Required, read)
    }

    /// A field that may be left out.
    pub(crate) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Cursor<'a>) -> Option<T>,
    ) -> Option<T> {
        self.read(name, Stands::Optional, read)
    }

    fn read<T>(
        &mut self,
        name: &'static str,
        stands: Stands,
        read: impl FnOnce(&Cursor<'a>) -> Option<T>,
    ) -> Option<T> {
        self.known.push(name);
        let mut entries = self.at.node.entries().iter();
        let entry = entries.find(|entry| &*entry.key == name)?;
        read(&self.at.field(entry, stands))
    }

    /// A list that may be left out; items with problems are left out of the result.
    pub(crate) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(&Cursor<'a>) -> Option<T>,
    ) -> Vec<T> {
        self.optional(name, list_of(read)).unwrap_or_default()
    }

    /// A field that a neighbouring noun has and this one has not, with what to do instead.
    pub(crate) fn refuse(&mut self, name: &'static str, hint: &str) {
        self.refused.push((name, hint.to_owned()));
    }

    /// Reports that fields which are each right do not go together.
    pub(crate) fn disagree(&self, place: &Place, message: &str, hint: &str) {
        self.at.problems.error(code::FIELDS_DISAGREE, place, message, hint);
    }

    /// The same of fields that would go together if another was there, unless that turns out to
    /// be there and misspelt.
    pub(crate) fn disagree_without(
        &mut self,
        name: &'static str,
        place: &Place,
        message: &str,
        hint: &str,
    ) {
        let problem = Diagnostic::error(code::FIELDS_DISAGREE, message);
        let problem = problem.at(place).hint(hint);
        self.missing.push(Missing { names: vec![name], problem });
    }

    /// Reports an error at the mapping that one of some fields would solve, unless one of
    /// them turns out to be there and misspelt.
    pub(crate) fn report_missing(
        &mut self,
        names: &[&'static str],
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.report_missing_at(&self.at.place(), names, message, hint);
    }

    /// The same at another place.
    pub(crate) fn report_missing_at(
        &mut self,
        place: &Place,
        names: &[&'static str],
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let problem = Diagnostic::error(code::MISSING_FIELD, message);
        let problem = problem.at(place).hint(hint);
        self.missing.push(Missing { names: names.to_vec(), problem });
    }

    /// Reports that none or several of some fields are there that stand for each other.
    pub(crate) fn report_choice(
        &mut self,
        names: &[&'static str],
        is_missing: bool,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if is_missing {
            self.report_missing(names, message, hint);
        } else {
            self.at.report(code::FIELDS_DISAGREE, message, hint);
        }
    }

    /// Reports every field that was never asked for, and every one that is missing.
    fn finish(mut self) {
        let refused = |name: &str| self.refused.iter().find(|(known, _)| *known == name);
        // What a misspelt field says of its neighbours is not known.
        let may_be_allowed = self.at.node.entries().iter().any(|entry| {
            let name = &*entry.key;
            let known = self.known.iter().copied().filter(|known| !self.has(known));
            !self.known.contains(&name)
                && refused(name).is_none()
                && nearest(name, known).is_some()
        });
        let is_refused: Vec<&str> = self.refused.iter().map(|(name, _)| *name).collect();
        for entry in self.at.node.entries() {
            if let Some((_, hint)) = refused(&entry.key)
                && !may_be_allowed
            {
                self.at.report_unknown(entry, hint.clone());
            }
        }
        // The field whose text goes on after a comma, while its pieces follow.
        let mut owner: Option<&str> = None;
        let mut in_pieces = false;
        for entry in self.at.node.entries() {
            let name = &*entry.key;
            if self.known.contains(&name) || is_refused.contains(&name) {
                (owner, in_pieces) = (Some(name), false);
                continue;
            }
            let hint = match owner.filter(|_| self.at.is_stray(entry)) {
                Some(_) if in_pieces => continue,
                Some(owner) => {
                    in_pieces = true;
                    remedy::of_comma(owner)
                }
                None => self.take_misspelt(name),
            };
            self.at.report_unknown(entry, hint);
        }
        for Missing { problem, .. } in self.missing {
            self.at.problems.push(problem);
        }
    }

    /// The remedy for a name that is not known. A missing field that it stands for is then
    /// no longer missing.
    fn take_misspelt(&mut self, name: &str) -> String {
        let missing = self.missing.iter().flat_map(|it| it.names.iter().copied());
        match nearest(name, missing) {
            Some(near) => {
                self.missing.retain(|it| !it.names.contains(&near));
                format!("did you mean `{near}`?")
            }
            None => remedy::of_name(name, &self.known),
        }
    }
}
