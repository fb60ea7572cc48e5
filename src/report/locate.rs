//! Where a character of a scalar's text stands in its file.
//!
//! Quotation marks, escapes, indentation and folding lie between the two. All of them
//! add or remove only white space and marks of the syntax, so the *n*-th visible
//! character of the text is the *n*-th visible character of the bytes.

use std::ops::Range;

use super::node::{Node, Scalar, Value, Writing};

/// Walks a scalar's text and its bytes side by side.
pub(crate) struct Locator<'a> {
    text: &'a str,
    raw: &'a str,
    raw_start: usize,
    writing: Writing,
    in_text: usize,
    in_raw: usize,
}

impl<'a> Locator<'a> {
    /// A locator for a scalar of a file; `None` when the node is not a scalar.
    pub(crate) fn new(file_text: &'a str, node: &'a Node) -> Option<Self> {
        let Value::Scalar(Scalar { text, writing, .. }) = &node.value else {
            return None;
        };
        let raw = file_text.get(node.span.clone())?;
        let opening = match writing {
            Writing::Verbatim { opening } | Writing::Escaped { opening } => *opening,
            Writing::Doubled => 1,
        };
        let raw = raw.get(opening..)?;
        let raw_start = node.span.start + opening;
        Some(Self { text, raw, raw_start, writing: *writing, in_text: 0, in_raw: 0 })
    }

    /// The bytes in the file of a range of the text.
    ///
    /// Asking in ascending order costs one walk in all.
    pub(crate) fn span(&mut self, range: Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        if range.end <= range.start {
            return start..start;
        }
        // The last character's start plus its raw length, so that white space which
        // follows the range does not count to it.
        let last = self.text.get(..range.end).and_then(|text| text.chars().next_back());
        let last_start = range.end - last.map_or(0, char::len_utf8);
        let end = self.offset(last_start.max(range.start));
        let length = self.unit(end - self.raw_start).map_or(0, |(_, length)| length);
        start..end + length
    }

    /// The byte in the file of a byte of the text.
    fn offset(&mut self, target: usize) -> usize {
        if target < self.in_text {
            (self.in_text, self.in_raw) = (0, 0);
        }
        while self.in_text < target {
            let Some(c) = self.text.get(self.in_text..).and_then(|t| t.chars().next())
            else {
                break;
            };
            self.in_text += c.len_utf8();
            if !c.is_whitespace() {
                self.skip_space();
                self.in_raw += self.unit(self.in_raw).map_or(0, |(_, length)| length);
            }
        }
        let next = self.text.get(self.in_text..).and_then(|t| t.chars().next());
        if next.is_some_and(|c| !c.is_whitespace()) {
            self.skip_space();
        }
        self.raw_start + self.in_raw
    }

    fn skip_space(&mut self) {
        while let Some((None, length)) = self.unit(self.in_raw) {
            self.in_raw += length;
        }
    }

    /// The unit of the raw text at an offset: a visible character or, as `None`, white
    /// space; and its length in bytes.
    fn unit(&self, at: usize) -> Option<(Option<char>, usize)> {
        let rest = self.raw.get(at..)?;
        let c = rest.chars().next()?;
        let (value, length) = match (self.writing, c) {
            (Writing::Escaped { .. }, '\\') => escape(rest),
            (Writing::Doubled, '\'') => ('\'', rest.len().min(2)),
            _ => (c, c.len_utf8()),
        };
        Some(((!value.is_whitespace()).then_some(value), length))
    }
}

/// The character that an escape stands for, and the escape's length in bytes.
///
/// Only which characters are white space matters; the rest stand for themselves.
fn escape(rest: &str) -> (char, usize) {
    let hex = |from: usize, digits: usize| {
        rest.get(from..from + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok())
    };
    let of = |code: Option<u32>, length: usize| {
        (code.and_then(char::from_u32).unwrap_or('\u{fffd}'), length)
    };
    match rest.as_bytes().get(1) {
        Some(
            b'n' | b'r' | b't' | b'f' | b'v' | b' ' | b'\n' | b'N' | b'_' | b'L' | b'P',
        ) => (' ', 2),
        Some(b'x') => of(hex(2, 2), 4),
        Some(b'u') => match hex(2, 4) {
            // Two escapes of a surrogate pair are one character (RFC 8259, section 7).
            Some(0xD800..0xDC00) => ('\u{fffd}', 12),
            code => of(code, 6),
        },
        Some(b'U') => of(hex(2, 8), 10),
        Some(_) => {
            let next = rest[1..].chars().next();
            (next.unwrap_or('\\'), 1 + next.map_or(0, char::len_utf8))
        }
        None => ('\\', 1),
    }
}
