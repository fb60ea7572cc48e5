//! Data files: the file that a path names, read from its root.

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::files::Files;
use crate::report::model::FilePath;
use crate::report::syntax;

use super::{Cursor, Fields, Read, list_of};

/// Reads a data file with a reader for its root.
pub(crate) fn data<T>(
    files: &Files<'_>,
    path: &FilePath,
    problems: &Problems,
    read: impl FnOnce(&Cursor<'_>) -> Option<T>,
) -> Option<T> {
    if files.has(path) {
        let message = format!("`{}` is named twice", path.value);
        problems.error(code::BAD_VALUE, &path.place, message, "name each file once");
        return None;
    }
    let source = files.source(path)?;
    let node = syntax::read(&source, &path.place, files.limits(), problems)?;
    let node = files.in_language(node, &source);
    read(&Cursor::root(&source, &node, Some(files), problems))
}

/// A reader of a path, from a reader of what the file there holds.
pub(crate) fn in_file<T>(
    read: impl Fn(&Cursor<'_>) -> Option<T>,
) -> impl Fn(&Cursor<'_>) -> Option<T> {
    move |at| data(at.files()?, &FilePath::read(at)?, at.problems(), &read)
}

/// A reader of a list of paths to files that each hold a list, from a reader of an item.
///
/// A TOML file cannot be a list: there the list is the field `noun`, the one field of the
/// file.
pub(crate) fn in_lists<T>(
    noun: &'static str,
    read: impl Fn(&Cursor<'_>) -> Option<T>,
) -> impl Fn(&Cursor<'_>) -> Option<Vec<T>> {
    move |at| {
        let lists = list_of(|at: &Cursor<'_>| {
            let (files, path) = (at.files()?, FilePath::read(at)?);
            let items = data(files, &path, at.problems(), |at| {
                if !path.ends_with(".toml") {
                    return list_of(&read)(at);
                }
                Fields::of(at)?.read_all(|fields| fields.required(noun, list_of(&read)))
            });
            if items.is_none() {
                files.note_unnamed();
            }
            items
        })(at)?;
        Some(lists.into_iter().flatten().collect())
    }
}
