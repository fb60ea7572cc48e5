//! Content: the operations of a content stream, one after another (ISO 32000-1, 7.8.2).
//!
//! Operands are read in place. An array or a dictionary among them stays flat: its items
//! stand between an opening and a closing operand.

use std::borrow::Cow;

use crate::flaws::Flaws;

/// One operand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand<'c> {
    Number(f64),
    Name(Cow<'c, [u8]>),
    Text(Cow<'c, [u8]>),
    Open,
    Close,
    /// `true`, or not: `false` or `null`.
    Constant(bool),
}

impl Operand<'_> {
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A number without its fraction; one out of all bounds is the nearest within.
    #[expect(clippy::cast_possible_truncation, reason = "held in bounds")]
    pub(crate) fn integer(&self) -> Option<i64> {
        self.number().map(|number| number.clamp(-1e9, 1e9) as i64)
    }

    pub(crate) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// What is wrong with a content stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("a text, a list or an image in it does not end")]
    Unclosed,
    #[error("a bracket in it closes nothing")]
    Stray,
}

/// Reads a content stream. A fault is kept, and what can be read after it is read.
#[derive(Default)]
pub(crate) struct Operations<'c> {
    content: &'c [u8],
    at: usize,
    operands: Vec<Operand<'c>>,
    /// Where the operation that was read last begins, with its operands.
    pub(crate) start: usize,
    /// How many arrays and dictionaries are open.
    open: usize,
    pub(crate) fault: Option<Fault>,
    pub(crate) flaws: Flaws,
}

impl<'c> Operations<'c> {
    pub(crate) fn of(content: &'c [u8]) -> Self {
        Self { content, ..Self::default() }
    }

    /// Where the next operation begins.
    pub(crate) fn end(&self) -> usize {
        self.at
    }

    /// The next operator, with its operands. That of an image in the content is `BI`, and
    /// its operands are keys and values.
    pub(crate) fn next(&mut self) -> Option<(&'c [u8], &[Operand<'c>])> {
        self.operands.clear();
        self.start = self.at;
        let mut is_image = false;
        while let Some(&byte) = self.content.get(self.at) {
            match byte {
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                b'%' => {
                    let rest = &self.content[self.at..];
                    let end = rest.iter().position(|it| matches!(it, b'\n' | b'\r'));
                    self.at += end.unwrap_or(rest.len());
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => {
                    let word = self.word();
                    let number = number(word);
                    self.flaws.number(word, number);
                    self.operands.push(Operand::Number(number));
                }
                b'/' => {
                    self.at += 1;
                    let name = name(self.word());
                    self.flaws.name(&name);
                    self.operands.push(Operand::Name(name));
                }
                b'(' => self.literal(),
                b'<' if self.content.get(self.at + 1) != Some(&b'<') => {
                    self.hexadecimal();
                }
                b'[' | b'<' => {
                    self.at += if byte == b'[' { 1 } else { 2 };
                    self.open += 1;
                    self.operands.push(Operand::Open);
                }
                b']' | b'>' if self.open > 0 => {
                    let double =
                        byte == b'>' && self.content.get(self.at + 1) == Some(&byte);
                    self.at += if double { 2 } else { 1 };
                    self.open -= 1;
                    self.operands.push(Operand::Close);
                }
                b')' | b']' | b'>' | b'{' | b'}' => {
                    self.fault.get_or_insert(Fault::Stray);
                    self.at += 1;
                }
                _ => match self.word() {
                    word @ (b"true" | b"false" | b"null") => {
                        self.operands.push(Operand::Constant(word == b"true"));
                    }
                    b"BI" => is_image = true,
                    b"ID" if is_image => {
                        self.at = self.end_of_image();
                        return Some((b"BI", &self.operands));
                    }
                    operator => {
                        if std::mem::take(&mut self.open) > 0 {
                            self.fault.get_or_insert(Fault::Unclosed);
                        }
                        return Some((operator, &self.operands));
                    }
                },
            }
        }
        if is_image || !self.operands.is_empty() {
            self.fault.get_or_insert(Fault::Unclosed);
        }
        None
    }

    /// The regular characters from here on (7.2.2); at least one byte is passed.
    fn word(&mut self) -> &'c [u8] {
        let rest = &self.content[self.at..];
        let end =
            rest.iter().position(|it| !REGULAR[usize::from(*it)]).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A string in parentheses (7.3.4.2).
    fn literal(&mut self) {
        self.at += 1;
        let start = self.at;
        let (mut depth, mut plain) = (0, true);
        while let Some(&byte) = self.content.get(self.at) {
            match byte {
                b'\\' => {
                    plain = false;
                    self.at += 1;
                }
                b'\r' => plain = false,
                b'(' => depth += 1,
                b')' if depth == 0 => {
                    let raw = &self.content[start..self.at];
                    let text = if plain {
                        Cow::Borrowed(raw)
                    } else {
                        Cow::Owned(unescaped(raw))
                    };
                    self.flaws.text(&text);
                    self.operands.push(Operand::Text(text));
                    self.at += 1;
                    return;
                }
                b')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.content.len();
        self.fault.get_or_insert(Fault::Unclosed);
    }

    /// A string in hexadecimal digits (7.3.4.3).
    fn hexadecimal(&mut self) {
        let rest = &self.content[self.at + 1..];
        let Some(end) = rest.iter().position(|it| *it == b'>') else {
            self.at = self.content.len();
            self.fault.get_or_insert(Fault::Unclosed);
            return;
        };
        self.at += end + 2;
        self.flaws.hexadecimal(&rest[..end]);
        let mut bytes = Vec::with_capacity(end / 2 + 1);
        let mut half = None;
        for digit in rest[..end].iter().filter_map(|it| digit(*it)) {
            match half.take() {
                Some(high) => bytes.push(high << 4 | digit),
                None => half = Some(digit),
            }
        }
        bytes.extend(half.map(|high| high << 4));
        self.flaws.text(&bytes);
        self.operands.push(Operand::Text(Cow::Owned(bytes)));
    }

    /// Where the data of an image ends: after `EI` between white space.
    fn end_of_image(&mut self) -> usize {
        let white = |at: usize| self.content.get(at).is_none_or(u8::is_ascii_whitespace);
        let mut at = self.at;
        while at + 1 < self.content.len() {
            let is_end = &self.content[at..at + 2] == b"EI";
            if is_end && white(at + 2) && white(at.saturating_sub(1)) {
                return at + 2;
            }
            at += 1;
        }
        self.fault.get_or_insert(Fault::Unclosed);
        self.content.len()
    }
}

/// The regular characters (7.2.2), of which words consist: true at their bytes.
const REGULAR: [bool; 256] = {
    let parting = b"\0\t\n\x0c\r ()<>[]{}/%";
    let (mut regular, mut at) = ([true; 256], 0);
    while at < parting.len() {
        regular[parting[at] as usize] = false;
        at += 1;
    }
    regular
};

/// A number; what is none of it is left out.
fn number(word: &[u8]) -> f64 {
    let (mut value, mut scale, mut negative, mut fraction) = (0.0, 1.0, false, false);
    for byte in word {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                if fraction {
                    scale *= 10.0;
                }
            }
            b'.' => fraction = true,
            b'-' => negative = true,
            _ => {}
        }
    }
    let value = value / scale;
    // Digits without end are no number.
    if !value.is_finite() {
        0.0
    } else if negative {
        -value
    } else {
        value
    }
}

/// A name, with its escapes resolved (7.3.5).
pub(crate) fn name(word: &[u8]) -> Cow<'_, [u8]> {
    if !word.contains(&b'#') {
        return Cow::Borrowed(word);
    }
    let mut name = Vec::with_capacity(word.len());
    let mut rest = word;
    while let [first, after @ ..] = rest {
        match after {
            [high, low, after @ ..] if *first == b'#' => {
                if let (Some(high), Some(low)) = (digit(*high), digit(*low)) {
                    name.push(high << 4 | low);
                    rest = after;
                    continue;
                }
                name.push(*first);
            }
            _ => name.push(*first),
        }
        rest = after;
    }
    Cow::Owned(name)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|it| u8::try_from(it).ok())
}

/// The bytes that a string in parentheses stands for.
pub(crate) fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            // The end of a line is one byte however it is written.
            b'\r' => {
                rest.next_if_eq(&b'\n');
                bytes.push(b'\n');
            }
            b'\\' => match rest.next() {
                Some(b'n') => bytes.push(b'\n'),
                Some(b'r') => bytes.push(b'\r'),
                Some(b't') => bytes.push(b'\t'),
                Some(b'b') => bytes.push(8),
                Some(b'f') => bytes.push(12),
                Some(first @ b'0'..=b'7') => {
                    let mut code = u16::from(first - b'0');
                    for _ in 0..2 {
                        if let Some(next) = rest.next_if(|it| (b'0'..=b'7').contains(it))
                        {
                            code = code * 8 + u16::from(next - b'0');
                        }
                    }
                    bytes.push(code.to_le_bytes()[0]);
                }
                Some(b'\r') => {
                    rest.next_if_eq(&b'\n');
                }
                Some(b'\n') | None => {}
                Some(other) => bytes.push(other),
            },
            other => bytes.push(other),
        }
    }
    bytes
}

/// The id of marked content, among the properties that stand in the content itself.
pub(crate) fn mcid(operands: &[Operand<'_>]) -> Option<i64> {
    let mut open = 0;
    for pair in operands.windows(2) {
        match &pair[0] {
            Operand::Open => open += 1,
            Operand::Close => open -= 1,
            Operand::Name(key) if open == 1 && **key == *b"MCID" => {
                return pair[1].integer();
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> (String, Option<Fault>) {
        let mut operations = Operations::of(content.as_bytes());
        let mut read = String::new();
        while let Some((operator, operands)) = operations.next() {
            for operand in operands {
                read.push_str(&match operand {
                    Operand::Number(number) => format!("{number} "),
                    Operand::Name(name) => format!("/{} ", name.escape_ascii()),
                    Operand::Text(text) => format!("({}) ", text.escape_ascii()),
                    Operand::Open => "[ ".to_owned(),
                    Operand::Close => "] ".to_owned(),
                    Operand::Constant(_) => "? ".to_owned(),
                });
            }
            read.push_str(&format!("{};", operator.escape_ascii()));
        }
        (read, operations.fault)
    }

    #[test]
    fn operations_are_read() {
        for (content, is) in [
            ("1 -.5 +2. 3.25 re", "1 -0.5 2 3.25 re;"),
            ("/a#20b gs%c\nq", "/a b gs;q;"),
            ("[(a\\)\\101\\\n)-3<4 1 5>]TJ", "[ (a)A) -3 (AP) ] TJ;"),
            ("/P<</MCID 3/X[true]>>BDC", "/P [ /MCID 3 /X [ ? ] ] BDC;"),
            ("(a(b)c)Tj BT", "(a(b)c) Tj;BT;"),
            ("BI /W 1 ID q EIQ EI Q", "/W 1 BI;Q;"),
        ] {
            assert_eq!(read(content), (is.to_owned(), None), "{content}");
        }
    }

    #[test]
    fn faults_are_kept() {
        assert_eq!(read("q (a").1, Some(Fault::Unclosed));
        assert_eq!(read("[ 1 Tj").1, Some(Fault::Unclosed));
        assert_eq!(read("BI /W 1 ID x").1, Some(Fault::Unclosed));
        assert_eq!(read("q ) Q"), ("q;Q;".to_owned(), Some(Fault::Stray)));
        assert_eq!(read("1 2").1, Some(Fault::Unclosed));
    }
}
