//! The outline: bookmarks from top to bottom, with the pages they lead to.

use lopdf::{Dictionary, Object};

use super::Reading;

/// An entry of the outline.
#[derive(Debug)]
pub struct Bookmark {
    /// How deep it lies, from 1.
    pub level: usize,
    /// What it says.
    pub title: String,
    /// The page that it leads to.
    pub page: Option<usize>,
}

impl<'d> Reading<'d> {
    pub(super) fn bookmarks(
        &self,
        parent: &'d Dictionary,
        level: usize,
        found: &mut Vec<Bookmark>,
    ) {
        let mut next = self.dictionary(parent, b"First");
        while let Some(entry) = next {
            let destination = entry.get(b"Dest").ok().or_else(|| {
                self.dictionary(entry, b"A").and_then(|action| action.get(b"D").ok())
            });
            found.push(Bookmark {
                level,
                title: self.text(entry, b"Title").unwrap_or_default(),
                page: destination.and_then(|it| self.destination(it)),
            });
            self.bookmarks(entry, level + 1, found);
            next = self.dictionary(entry, b"Next");
        }
    }

    /// The page of an explicit destination.
    fn destination(&self, destination: &'d Object) -> Option<usize> {
        let explicit = self.resolved(destination).as_array().ok()?;
        self.page_numbers.get(&explicit.first()?.as_reference().ok()?).copied()
    }
}
