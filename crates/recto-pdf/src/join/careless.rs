//! Careless objects: those that are written against the rules and that viewers read all the same
//! (ISO 32000-1, 7.3).
//!
//! Words that stand where a key should are passed over, as the second half of a name with a blank
//! in it; and what does not end, ends with its object.

use lopdf::{Dictionary, Object, Stream, StringFormat};

use super::extent::content;
use crate::content::{name, unescaped};

/// How deep arrays and dictionaries may lie within each other.
const DEEPEST: usize = 64;

/// The object that follows a header; `None` where nothing can be made of it.
pub(super) fn object(body: &[u8]) -> Option<Object> {
    let mut reader = Reader { rest: body };
    let object = reader.value(0)?;
    let Object::Dictionary(mut entries) = object else { return Some(object) };
    if !reader.is_at(b"stream") {
        return (!entries.is_empty()).then_some(Object::Dictionary(entries));
    }
    let said = entries.get(b"Length").and_then(Object::as_i64).ok();
    let said = said.and_then(|it| usize::try_from(it).ok());
    let content = content(body, said)?;
    entries.set("Length", i64::try_from(content.len()).unwrap_or(i64::MAX));
    Some(Object::Stream(Stream::new(entries, content.to_vec())))
}

struct Reader<'b> {
    rest: &'b [u8],
}

/// Whether a byte belongs to no word (7.2.2).
fn parts(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ') || is_sign(byte)
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'b> Reader<'b> {
    /// Passes over blanks and remarks.
    fn skip(&mut self) {
        while let [first, rest @ ..] = self.rest {
            match first {
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.rest = rest,
                b'%' => {
                    let end = rest.iter().position(|it| matches!(it, b'\n' | b'\r'));
                    self.rest = &rest[end.unwrap_or(rest.len())..];
                }
                _ => break,
            }
        }
    }

    fn is_at(&mut self, word: &[u8]) -> bool {
        self.skip();
        self.rest.starts_with(word)
    }

    /// Whether the object ends here.
    fn is_over(&mut self) -> bool {
        self.is_at(b"endobj") || self.is_at(b"stream") || self.rest.is_empty()
    }

    fn take(&mut self, word: &[u8]) -> bool {
        let is_there = self.is_at(word);
        if is_there {
            self.rest = &self.rest[word.len()..];
        }
        is_there
    }

    fn word(&mut self) -> &'b [u8] {
        let end = self.rest.iter().position(|it| parts(*it)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn value(&mut self, depth: usize) -> Option<Object> {
        if depth > DEEPEST || self.is_over() {
            return None;
        }
        if self.take(b"<<") {
            return Some(Object::Dictionary(self.entries(depth)));
        }
        match self.rest.first()? {
            b'/' => {
                self.rest = &self.rest[1..];
                Some(Object::Name(name(self.word()).into_owned()))
            }
            b'[' => {
                self.rest = &self.rest[1..];
                let mut items = Vec::new();
                while !self.take(b"]") && !self.is_over() {
                    match self.value(depth + 1) {
                        Some(item) => items.push(item),
                        None => self.pass(),
                    }
                }
                Some(Object::Array(items))
            }
            b'(' => Some(self.literal()),
            b'<' => Some(self.hexadecimal()),
            _ => self.simple(),
        }
    }

    /// The entries of a dictionary up to its end.
    fn entries(&mut self, depth: usize) -> Dictionary {
        let mut entries = Dictionary::new();
        while !self.take(b">>") && !self.is_over() {
            if !self.take(b"/") {
                self.pass();
                continue;
            }
            let key = name(self.word()).into_owned();
            if self.is_at(b">>") {
                continue;
            }
            if let Some(value) = self.value(depth + 1) {
                entries.set(key, value);
            }
        }
        entries
    }

    /// Passes over what does not belong here.
    fn pass(&mut self) {
        if self.word().is_empty() {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
    }

    fn literal(&mut self) -> Object {
        let (mut depth, mut at) = (0, 0);
        while let Some(byte) = self.rest.get(at) {
            match byte {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        let (text, rest) = self.rest.split_at(at.min(self.rest.len()));
        self.rest = rest;
        let text = text.get(1..).unwrap_or_default();
        let text = text.strip_suffix(b")").unwrap_or(text);
        Object::String(unescaped(text), StringFormat::Literal)
    }

    fn hexadecimal(&mut self) -> Object {
        let end = self.rest.iter().position(|it| *it == b'>').unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest.get(1..).unwrap_or_default();
        let digits = digits.iter().filter_map(|it| char::from(*it).to_digit(16));
        let digits: Vec<u8> = digits.filter_map(|it| u8::try_from(it).ok()).collect();
        let bytes = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0));
        Object::String(bytes.collect(), StringFormat::Hexadecimal)
    }

    /// A number, a reference or a constant.
    fn simple(&mut self) -> Option<Object> {
        let before = self.rest;
        let word = std::str::from_utf8(self.word()).ok();
        let found = match word {
            Some("true") => Some(Object::Boolean(true)),
            Some("false") => Some(Object::Boolean(false)),
            Some("null") => Some(Object::Null),
            Some(word) => match (word.parse::<i64>(), word.parse::<f32>()) {
                (Ok(number), _) => {
                    Some(self.reference(number).unwrap_or(Object::Integer(number)))
                }
                (_, Ok(number)) if number.is_finite() => Some(Object::Real(number)),
                _ => None,
            },
            None => None,
        };
        if found.is_none() {
            self.rest = before;
        }
        found
    }

    /// The reference that a number begins; `None` where it is but a number.
    fn reference(&mut self, number: i64) -> Option<Object> {
        let before = self.rest;
        self.skip();
        let generation =
            std::str::from_utf8(self.word()).ok().and_then(|it| it.parse().ok());
        self.skip();
        let found = match (u32::try_from(number), generation, self.word()) {
            (Ok(number), Some(generation), b"R") => {
                Some(Object::Reference((number, generation)))
            }
            _ => None,
        };
        if found.is_none() {
            self.rest = before;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> String {
        object(body.as_bytes()).map(|it| format!("{it:?}")).unwrap_or_default()
    }

    #[test]
    fn careless_objects_are_read_as_viewers_read_them() {
        for (body, is) in [
            ("<</A/My Font/B 5 0 R>>endobj", "<</A /My/B 5 0 R>>"),
            ("<</A [1 -2.5 (a\\)b)]\nendobj", "<</A [1 -2.5 (a)b)]>>"),
            ("<</A <</B true /C >> ) /D null>>", "<</A <</B true>>/D Null>>"),
            ("<</A 1 0 /B <4 1>", "<</A 1/B <41>>>"),
            ("[1 x 2 endobj", "[1 2]"),
            ("<< >> endobj", ""),
            ("endobj", ""),
            ("(no end", "(no end)"),
        ] {
            assert_eq!(read(body), is, "{body}");
        }
        let deep = "<</A".repeat(100_000);
        assert!(!read(&deep).is_empty());
    }

    #[test]
    fn a_careless_stream_keeps_its_content() {
        let body = b"<</A/My Font/Length 9>>\nstream\nBT ET\nendstream endobj";
        let Some(Object::Stream(stream)) = object(body) else { panic!("a stream") };
        assert_eq!(stream.content, b"BT ET");
    }
}
