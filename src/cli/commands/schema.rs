//! `recto schema`: what an editor needs to complete and check the files of a project.

use crate::cli::terminal::Terminal;
use crate::error::Error;
use crate::schema::FileKind;
use crate::wording::{listed, nearest};

use super::columns;

/// Prints the JSON Schema of a kind of file, or without one the list of all kinds.
///
/// # Errors
///
/// When there is no such kind.
pub fn schema(kind: Option<&str>, terminal: &Terminal) -> Result<(), Error> {
    let kinds = FileKind::all();
    let Some(name) = kind else {
        let row = |kind: &FileKind| vec![kind.name.to_owned(), kind.doc.to_owned()];
        let rows: Vec<_> = kinds.iter().map(row).collect();
        terminal.say(&columns(&rows, &[]));
        return Ok(());
    };
    if let Some(kind) = kinds.iter().find(|kind| kind.name == name) {
        terminal.say(&format!("{:#}\n", kind.schema()));
        return Ok(());
    }
    let names = || kinds.iter().map(|kind| kind.name);
    let hint = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the kinds are {}", listed(names(), "and")),
    };
    let message = format!("there is no kind of file `{name}`");
    Err(Error::Usage { message, hint: Some(hint) })
}
