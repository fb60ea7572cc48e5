//! The texts of the files that were read, and where their bytes stand in lines.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Place;

/// The texts of the files that were read, so that a place can be shown.
#[derive(Debug, Clone, Default)]
pub struct SourceTexts {
    files: BTreeMap<Arc<str>, SourceText>,
    order: Vec<Arc<str>>,
    folder: String,
}

/// A text with the index of its lines, which is made when it is first asked for.
#[derive(Debug, Clone)]
struct SourceText {
    text: Arc<str>,
    index: OnceLock<Arc<LineIndex>>,
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

impl SourceTexts {
    /// Keeps the text of a file.
    pub fn insert(&mut self, file: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        let file = file.into();
        let text = SourceText { text: text.into(), index: OnceLock::new() };
        if self.files.insert(file.clone(), text).is_none() {
            self.order.push(file);
        }
    }

    /// Keeps the texts of others too, but for those of the files that it has.
    pub fn extend(&mut self, others: &Self) {
        for file in &others.order {
            if let Some(text) =
                others.files.get(file).filter(|_| self.text(file).is_none())
            {
                self.insert(file.clone(), text.text.clone());
            }
        }
    }

    /// The files in the order in which they were first read.
    pub fn order(&self) -> &[Arc<str>] {
        &self.order
    }

    /// The text of a file, if it was read.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(|source| &*source.text)
    }

    /// The text of a place, if its file was read and it has bytes there.
    pub fn excerpt(&self, place: &Place) -> Option<&str> {
        self.text(place.file())?.get(place.span()?.clone())
    }

    /// Every file that was read, in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(file, source)| (&**file, &*source.text))
    }

    /// Says which folder the files are in, as the command line named it.
    pub fn set_folder(&mut self, folder: &std::path::Path) {
        self.folder = folder.to_string_lossy().replace('\\', "/");
    }

    /// The path of a file from where the program was started.
    pub fn path_of(&self, file: &str) -> String {
        match self.folder.as_str() {
            "" | "." => file.to_owned(),
            folder => format!("{}/{file}", folder.trim_end_matches('/')),
        }
    }

    /// Where a place starts; `None` when its file was not read or it stands for all of it.
    pub fn line_column(&self, place: &Place) -> Option<LineColumn> {
        Some(self.extent(place)?.0)
    }

    /// Where a place starts and ends; `None` as for [`line_column`](Self::line_column).
    pub fn extent(&self, place: &Place) -> Option<(LineColumn, LineColumn)> {
        // What is missing in an empty file stands at no byte of it.
        let span = place.span().filter(|span| **span != (0..0))?;
        let source = self.files.get(&**place.file())?;
        let index = source.index.get_or_init(|| Arc::new(LineIndex::of(&source.text)));
        let at = |byte| index.line_column(&source.text, byte);
        Some((at(span.start), at(span.end)))
    }
}

/// How many bytes lie between two marks of an index.
const STEP: usize = 512;

/// Where the lines of a text start, and how many characters stand before each mark, so
/// that a place costs no walk through the text, be it one long line.
#[derive(Debug)]
struct LineIndex {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// The characters that start before every [`STEP`]th byte.
    characters: Vec<usize>,
}

impl LineIndex {
    fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut before = 0;
        let characters = text.as_bytes().chunks(STEP).map(|chunk| {
            let here = before;
            before += starts_of_characters(chunk);
            here
        });
        Self {
            starts: std::iter::once(0).chain(breaks).collect(),
            characters: characters.collect(),
        }
    }

    fn line_column(&self, text: &str, byte: usize) -> LineColumn {
        let at = text.floor_char_boundary(byte);
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[line - 1];
        let column = self.before(text, at) - self.before(text, start) + 1;
        LineColumn { line, column }
    }

    /// How many characters start before a byte.
    fn before(&self, text: &str, byte: usize) -> usize {
        // The last mark of a text may be that before its end; an empty text has none.
        let mark = (byte / STEP).min(self.characters.len().saturating_sub(1));
        let known = self.characters.get(mark).copied().unwrap_or(0);
        known + starts_of_characters(&text.as_bytes()[mark * STEP..byte])
    }
}

/// How many bytes of UTF-8 start a character.
fn starts_of_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut texts = SourceTexts::default();
        texts.insert("a.yaml", "x: 1\nlabel: “é” z\n");
        let offset = "x: 1\nlabel: “é” ".len();
        let place = Place::text("a.yaml", offset..offset + 1);
        assert_eq!(texts.line_column(&place), Some(LineColumn { line: 2, column: 12 }));
    }

    #[test]
    fn an_index_finds_what_counting_finds() {
        for length in [0, 1, 511, 512, 513, 1024, 1500] {
            let text: String = "é–a𝄞\nb".chars().cycle().take(length).collect();
            let index = LineIndex::of(&text);
            let (mut line, mut column) = (1, 1);
            for (at, character) in text.char_indices() {
                assert_eq!(index.line_column(&text, at), LineColumn { line, column });
                (line, column) =
                    if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            let end = index.line_column(&text, text.len() + 9);
            assert_eq!(end, LineColumn { line, column }, "{length}");
        }
    }
}
