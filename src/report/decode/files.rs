//! Data files: the file that a path names, read from its root.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::files::Files;
use crate::report::model::FilePath;
use crate::report::syntax;

use super::{Cursor, Fields, list_of};

/// Reads a data file with a reader for its root.
pub(crate) fn data<T>(
    files: &Files<'_>,
    path: &FilePath,
    problems: &mut Problems,
    read: impl FnOnce(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Option<T> {
    if files.has(path) {
        let message = format!("`{}` is named twice", path.value);
        problems.push(
            Diagnostic::error(code::BAD_VALUE, message)
                .at(&path.place)
                .hint("name each file once"),
        );
        return None;
    }
    let source = files.source(path, problems)?;
    let node = syntax::read(&source, &path.place, files.limits(), problems)?;
    read(&Cursor::root(&source, &node, Some(files)), problems)
}

/// Reads data files that each hold a list, with a reader for an item.
///
/// A TOML file cannot be a list: there the list is the field `noun`, the one field of the
/// file.
pub(super) fn lists<T>(
    files: &Files<'_>,
    paths: &[FilePath],
    noun: &'static str,
    problems: &mut Problems,
    read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for path in paths {
        let items = data(files, path, problems, |at, problems| {
            if !path.ends_with(".toml") {
                return list_of(&read)(at, problems);
            }
            let mut fields = Fields::of(at, problems)?;
            let items = fields.required(noun, list_of(&read));
            fields.finish();
            items
        });
        if items.is_none() {
            files.note_unnamed();
        }
        all.extend(items.unwrap_or_default());
    }
    all
}
