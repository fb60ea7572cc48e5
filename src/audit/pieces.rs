//! Pieces: how the text and the images of a finding are named, and where they come from.

use rustc_hash::FxHashMap;
use typst::syntax::{FileId, Source};

use super::causes::cause;
use super::finding::{Content, Piece};
use super::holders::{HolderKind, Holders};
use super::sheet::{Picture, Run, Sheet};

/// Names pieces, and finds them in some sources.
pub(super) struct Pieces<'s> {
    sources: FxHashMap<FileId, &'s Source>,
}

impl<'s> Pieces<'s> {
    /// Finds pieces in these sources.
    pub(super) fn of(sources: &'s [Source]) -> Self {
        Self { sources: sources.iter().map(|source| (source.id(), source)).collect() }
    }

    /// A run of text, of which a glyph has a fault.
    pub(super) fn text(
        &self,
        sheet: &Sheet<'_>,
        holders: &Holders,
        at: usize,
        glyph: usize,
    ) -> Piece {
        let run = &sheet.runs[at];
        let text = &run.item.text;
        let from = run.item.glyphs.get(glyph).map_or(0, |glyph| glyph.range().start);
        let content =
            Content::Text { word: word(text, from).to_owned(), run: text.to_string() };
        let source = self.source(run, glyph);
        let neighbour = || {
            let own = cause(holders, run.standing.holder);
            let beside = sheet.runs[at..].iter().chain(sheet.runs[..at].iter().rev());
            let mut beside =
                beside.filter(|it| cause(holders, it.standing.holder) == own);
            beside.find_map(|it| self.source(it, 0))
        };
        let neighbour = if source.is_none() { neighbour() } else { None };
        Piece { content, source, neighbour }
    }

    /// An image.
    pub(super) fn picture(&self, holders: &Holders, picture: &Picture) -> Piece {
        let path =
            holders.around(picture.standing.holder).find_map(|(_, it)| match &it.kind {
                HolderKind::Picture(path) => Some(path.clone()),
                _ => None,
            });
        let content = Content::Image(path.unwrap_or_default());
        Piece { content, source: None, neighbour: None }
    }

    /// Where a glyph of a run comes from.
    fn source(&self, run: &Run<'_>, glyph: usize) -> Option<(String, usize)> {
        let (span, offset) = run.item.glyphs.get(glyph)?.span;
        let source = self.sources.get(&span.id()?)?;
        let node = source.find(span)?.range();
        // The text of a string in code has the place of the code.
        let start = node.start
            + if usize::from(offset) < node.len() { usize::from(offset) } else { 0 };
        Some((source.id().vpath().get_without_slash().to_owned(), start))
    }
}

/// The word around a byte of a text; the next one, where a space stands there.
fn word(text: &str, at: usize) -> &str {
    let (before, after) = text.split_at_checked(at).unwrap_or(("", text));
    let skipped = after.len() - after.trim_start().len();
    let from = if skipped > 0 {
        at + skipped
    } else {
        before.rfind(char::is_whitespace).map_or(0, |space| {
            let width = before[space..].chars().next().map_or(0, char::len_utf8);
            space + width
        })
    };
    let rest = &text[from..];
    &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn a_word_is_found_from_within() {
        let text = "a bøx of\u{a0}x ";
        let words: Vec<_> = (0..text.len()).map(|at| word(text, at)).collect();
        assert_eq!(words[0], "a");
        assert_eq!(words[1], "bøx");
        assert_eq!(word(text, 3), "bøx");
        assert_eq!(word(text, text.rfind('x').unwrap_or_default()), "x");
        assert_eq!(word("", 0), "");
    }
}
