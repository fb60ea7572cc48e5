//! Places: where in a project something stands.
//!
//! A text file has bytes, a spreadsheet has cells. What a place looks like to a reader is
//! said by [`SourceTexts`](super::SourceTexts), which knows the lines of the files.

use std::ops::Range;
use std::sync::Arc;

/// Where in a project something stands. Files are named relative to the project folder,
/// with `/` between their parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// Some bytes of a text file.
    Text {
        /// The file.
        file: Arc<str>,
        /// The bytes, from the first to one past the last.
        span: Range<usize>,
        /// The field path, such as `highlights[2].figure`; empty where there is none.
        field: Arc<str>,
    },
    /// A cell of a spreadsheet.
    Cell {
        /// The file.
        file: Arc<str>,
        /// The sheet; `None` in a file that has one sheet without a name.
        sheet: Option<Arc<str>>,
        /// The row, from 1.
        row: u32,
        /// The column, from 1.
        column: u32,
    },
    /// A whole file, where nothing narrower is known.
    File {
        /// The file.
        file: Arc<str>,
    },
}

impl Place {
    /// The whole of a file.
    pub fn whole_file(file: impl Into<Arc<str>>) -> Self {
        Self::File { file: file.into() }
    }

    /// Some bytes of a text file that no field holds.
    pub fn text(file: impl Into<Arc<str>>, span: Range<usize>) -> Self {
        Self::Text { file: file.into(), span, field: "".into() }
    }

    /// The file.
    pub fn file(&self) -> &Arc<str> {
        match self {
            Self::Text { file, .. } | Self::Cell { file, .. } | Self::File { file } => {
                file
            }
        }
    }

    /// The bytes of the file's text; `None` where it has none or all of it is meant.
    pub fn span(&self) -> Option<&Range<usize>> {
        match self {
            Self::Text { span, .. } => Some(span),
            Self::Cell { .. } | Self::File { .. } => None,
        }
    }

    /// The field path; empty where there is none.
    pub fn field(&self) -> &str {
        match self {
            Self::Text { field, .. } => field,
            Self::Cell { .. } | Self::File { .. } => "",
        }
    }

    /// The same place under another field.
    #[must_use]
    pub fn under(mut self, name: impl Into<Arc<str>>) -> Self {
        if let Self::Text { field, .. } = &mut self {
            *field = name.into();
        }
        self
    }

    /// Other bytes of the same field; a place without bytes stays as it is.
    #[must_use]
    pub fn narrowed(mut self, bytes: Range<usize>) -> Self {
        if let Self::Text { span, .. } = &mut self {
            *span = bytes;
        }
        self
    }

    /// What puts places of one file in their order.
    pub fn order_in_file(&self) -> (usize, u32) {
        match self {
            Self::Text { span, .. } => (span.start, 0),
            Self::Cell { row, column, .. } => (*row as usize, *column),
            Self::File { .. } => (0, 0),
        }
    }
}

/// A cell's address as spreadsheets write it, such as `C14`.
pub fn cell_address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().map(char::from).collect();
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_addresses_of_spreadsheets() {
        let addresses = [1, 26, 27, 702, 703].map(|column| cell_address(4, column));
        assert_eq!(addresses, ["A4", "Z4", "AA4", "ZZ4", "AAA4"]);
    }
}
