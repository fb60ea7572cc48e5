//! What was typed: the characters of a single value, and how one is refused.

use std::sync::Arc;

use crate::wording::excerpt;

use super::cursor::Cursor;

/// The typed characters of any scalar, which is not empty.
pub(crate) fn raw<'a>(at: &Cursor<'a>, wanted: &str) -> Option<&'a Arc<str>> {
    let scalar = at.scalar(wanted)?;
    if scalar.text.trim().is_empty() {
        at.report_empty(wanted);
        return None;
    }
    Some(&scalar.text)
}

/// Reports that a value is none of its kind.
pub(super) fn refuse<T>(
    at: &Cursor<'_>,
    is_not: &str,
    raw: &str,
    hint: impl Into<String>,
) -> Option<T> {
    at.refuse(format!("{} {is_not}: `{}`", at.subject(), excerpt(raw)), hint)
}
