//! Readers of lists, from readers of their items.

use crate::report::node::Value;

use super::cursor::Cursor;

/// A reader of a list, from a reader of its items. Items with problems are left out.
pub(crate) fn list_of<'a, T>(
    read: impl FnMut(&Cursor<'a>) -> Option<T>,
) -> impl FnOnce(&Cursor<'a>) -> Option<Vec<T>> {
    move |at| {
        let items = at.items()?;
        Some(items.iter().filter_map(read).collect())
    }
}

/// A reader of a list that has at least one item.
pub(crate) fn filled_list_of<'a, T>(
    read: impl FnMut(&Cursor<'a>) -> Option<T>,
) -> impl FnOnce(&Cursor<'a>) -> Option<Vec<T>> {
    move |at| {
        if matches!(&at.node.value, Value::List(items) if items.is_empty()) {
            at.report_empty("at least one item");
        }
        list_of(read)(at)
    }
}

/// A reader of a list that has at least one item, or of one item alone.
pub(crate) fn one_or_more<'a, T>(
    mut read: impl FnMut(&Cursor<'a>) -> Option<T>,
) -> impl FnOnce(&Cursor<'a>) -> Option<Vec<T>> {
    move |at| match at.node.value {
        Value::List(_) => filled_list_of(read)(at),
        Value::Scalar(_) | Value::Map(_) => Some(vec![read(at)?]),
    }
}
