//! `recto explain`: what a kind of problem is, and how it is mended.
//!
//! The pages stand in `docs/problems/`, one for each code, and are part of the program.

use include_dir::{Dir, include_dir};

use crate::cli::terminal::Terminal;
use crate::error::Error;
use crate::wording::nearest;

use super::columns;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/problems");

/// Prints the page of a code, or without one the list of all codes.
///
/// # Errors
///
/// When there is no such code.
pub fn explain(code: Option<&str>, terminal: &Terminal) -> Result<(), Error> {
    let pages = pages();
    let Some(code) = code else {
        let row =
            |(name, page): &(&str, &str)| vec![(*name).to_owned(), first_sentence(page)];
        let rows: Vec<_> = pages.iter().map(row).collect();
        terminal.say(&columns(&rows, &[]));
        return Ok(());
    };
    if let Some((_, page)) = pages.iter().find(|(name, _)| *name == code) {
        terminal.say(page);
        return Ok(());
    }
    let hint = match nearest(code, pages.iter().map(|(name, _)| *name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recto explain` alone lists all codes".to_owned(),
    };
    Err(Error::Usage { message: format!("there is no code `{code}`"), hint: Some(hint) })
}

/// The pages by their codes, in the order of the alphabet.
fn pages() -> Vec<(&'static str, &'static str)> {
    let mut pages: Vec<_> = PAGES
        .files()
        .filter_map(|file| {
            let name = file.path().file_stem()?.to_str()?;
            Some((name, file.contents_utf8()?))
        })
        .filter(|(name, _)| *name != "README")
        .collect();
    pages.sort_unstable();
    pages
}

/// The first sentence below the title.
fn first_sentence(page: &str) -> String {
    let body = page.split_once("\n\n").map_or("", |(_, body)| body);
    let paragraph = body.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    paragraph.split_once(". ").map_or(paragraph.clone(), |(first, _)| format!("{first}."))
}
