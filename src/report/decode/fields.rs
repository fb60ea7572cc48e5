//! Fields: the fields of a mapping, read by name.
//!
//! A mapping is read one field after the other, so that at its end it is known which
//! fields were never asked for and which were asked for and not there. The two are told
//! together: a misspelt field is one slip, not two.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::model::FilePath;
use crate::report::node::{Entry, Value};
use crate::wording::nearest;

use super::files;
use super::{Cursor, Problems, Read, Stands, filled_list_of, list_of, remedy};

/// Reads the fields of a mapping. [`finish`](Self::finish) says what is missing and what
/// is not known.
#[must_use = "problems of the mapping are reported by `finish`"]
pub(crate) struct Fields<'a, 'p> {
    at: Cursor<'a>,
    known: Vec<&'static str>,
    refused: Vec<&'static str>,
    missing: Vec<Missing>,
    problems: &'p mut Problems,
}

/// A problem that one of some fields would solve.
struct Missing {
    names: Vec<&'static str>,
    problem: Diagnostic,
}

impl<'a, 'p> Fields<'a, 'p> {
    /// The fields of a mapping; any other node is a problem.
    pub(crate) fn of(at: &Cursor<'a>, problems: &'p mut Problems) -> Option<Self> {
        match &at.node.value {
            Value::Map(_) => Some(Self {
                at: at.clone(),
                known: Vec::new(),
                refused: Vec::new(),
                missing: Vec::new(),
                problems,
            }),
            _ if at.node.is_null() => {
                at.report_empty("a mapping", problems);
                None
            }
            Value::Scalar(_) | Value::List(_) => {
                at.report_kind("a mapping", problems);
                None
            }
        }
    }

    /// A field that names a file, which is read at once.
    pub(crate) fn required_file<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Cursor<'_>, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        let path = self.required(name, FilePath::read)?;
        files::data(self.at.files?, &path, self.problems, read)
    }

    /// The same, which may be left out.
    pub(crate) fn optional_file<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Cursor<'_>, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        let path = self.optional(name, FilePath::read)?;
        files::data(self.at.files?, &path, self.problems, read)
    }

    /// A field that names files with one thing each. What cannot be read is left out.
    pub(crate) fn files<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        let paths = self.list(name, FilePath::read);
        self.each_file(&paths, read)
    }

    /// The same, which must name a file at least.
    pub(crate) fn required_files<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
    ) -> Option<Vec<T>> {
        let paths = self.required(name, filled_list_of(FilePath::read))?;
        Some(self.each_file(&paths, read))
    }

    fn each_file<T>(
        &mut self,
        paths: &[FilePath],
        read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        let read =
            |path: &FilePath| files::data(self.at.files?, path, self.problems, &read);
        paths.iter().filter_map(read).collect()
    }

    /// A field that names files with a list each; the items of all of them.
    pub(crate) fn lists<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        let paths = self.list(name, FilePath::read);
        let Some(files) = self.at.files else { return Vec::new() };
        files::lists(files, &paths, name, self.problems, read)
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
        read: impl FnOnce(&Cursor<'a>, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        if !self.has(name) {
            let place = self.at.place().under(self.at.path_of(name));
            let message = format!("`{name}` is missing");
            let problem = Diagnostic::error(code::MISSING_FIELD, message)
                .at(&place)
                .hint(format!("add `{name}`"));
            self.report_missing(&[name], problem);
        }
        self.read(name, Stands::Required, read)
    }

    /// A field that may be left out.
    pub(crate) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Cursor<'a>, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        self.read(name, Stands::Optional, read)
    }

    fn read<T>(
        &mut self,
        name: &'static str,
        stands: Stands,
        read: impl FnOnce(&Cursor<'a>, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        self.known.push(name);
        let entry = self.entries().iter().find(|entry| &*entry.key == name)?;
        read(&self.at.field(entry, stands), self.problems)
    }

    /// A list that may be left out; items with problems are left out of the result.
    pub(crate) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(&Cursor<'a>, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        self.optional(name, list_of(read)).unwrap_or_default()
    }

    /// A field that a neighbouring noun has and this one has not, with what to do instead.
    pub(crate) fn refuse(&mut self, name: &'static str, hint: &str) {
        self.refused.push(name);
        if let Some(entry) = self.entries().iter().find(|entry| &*entry.key == name) {
            let place = self.at.place_of_key(entry);
            self.problems.push(remedy::unknown_field(name, &place, hint.to_owned()));
        }
    }

    /// Reports a problem at the mapping.
    pub(crate) fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Reports a problem that one of some fields would solve, unless one of them turns
    /// out to be there and misspelt.
    pub(crate) fn report_missing(&mut self, names: &[&'static str], problem: Diagnostic) {
        self.missing.push(Missing { names: names.to_vec(), problem });
    }

    /// Reports every field that was never asked for, and every one that is missing.
    pub(crate) fn finish(mut self) {
        // The field whose text goes on after a comma, while its pieces follow.
        let mut owner: Option<&str> = None;
        let mut in_pieces = false;
        for entry in self.entries() {
            let name = &*entry.key;
            if self.known.contains(&name) || self.refused.contains(&name) {
                (owner, in_pieces) = (Some(name), false);
                continue;
            }
            let place = self.at.place_of_key(entry);
            let hint = match owner.filter(|_| self.at.is_stray(entry)) {
                Some(_) if in_pieces => continue,
                Some(owner) => {
                    in_pieces = true;
                    remedy::of_comma(owner)
                }
                None => self.take_misspelt(name),
            };
            self.problems.push(remedy::unknown_field(name, &place, hint));
        }
        for Missing { problem, .. } in self.missing {
            self.problems.push(problem);
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

    fn entries(&self) -> &'a [Entry] {
        match &self.at.node.value {
            Value::Map(entries) => entries,
            Value::Scalar(_) | Value::List(_) => &[],
        }
    }
}
