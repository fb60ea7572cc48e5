//! Paths within a project, as fields write them.

use super::error::FileError;

/// The longest path, in bytes: the least that systems agree on (`MAX_PATH` on Windows).
const MAX_PATH_BYTES: usize = 260;

/// Refuses what is not a plain path downwards from the project folder.
pub(crate) fn check_path(path: &str) -> Result<(), FileError> {
    let bad = |hint| {
        // A message is one line that can be read.
        let shown = path.chars().take(MAX_PATH_BYTES);
        let shown = shown.map(|c| if c.is_control() { '\u{fffd}' } else { c });
        Err(FileError::BadPath { path: shown.collect(), hint })
    };
    if path.len() > MAX_PATH_BYTES {
        return bad("write a shorter path");
    }
    if path.contains('\\') {
        return bad("write `/` between the parts of the path");
    }
    if path.contains(|c: char| c.is_control()) {
        return bad("write the path without control characters");
    }
    if path.starts_with('/') || path.get(1..2) == Some(":") {
        return bad("write the path from the project folder, such as `images/logo.svg`");
    }
    if path.split('/').any(|part| part == "..") {
        return bad("copy the file into the project folder");
    }
    if path.split('/').any(|part| part.is_empty() || part == ".") {
        return bad("write the path without empty parts and without `.`");
    }
    Ok(())
}
