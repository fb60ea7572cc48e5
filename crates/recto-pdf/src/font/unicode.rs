//! The map from codes to characters that a font brings (ISO 32000-1, 9.10.3; Adobe technical note
//! 5411). It is read leniently, as many programs write it carelessly.

use std::collections::BTreeMap;

use lopdf::Stream;
use read_fonts::ps::agl::name_to_chars;

use crate::content::{Operand, Operations};
use crate::object::{LONGEST_CONTENT, latin, unpacked};

/// How many codes a range may have: those of two bytes.
const MOST: u32 = 0xFFFF;

/// A `ToUnicode` map.
pub(crate) struct ToUnicode {
    letters: BTreeMap<u32, String>,
}

impl ToUnicode {
    /// The map of a stream; `None` when it cannot be unpacked.
    pub(crate) fn of(stream: &Stream) -> Option<Self> {
        let data = unpacked(stream, LONGEST_CONTENT).ok()?;
        let mut letters = BTreeMap::new();
        // Its operators end their operands, as those of content do.
        let mut operations = Operations::of(&data);
        while let Some((operator, operands)) = operations.next() {
            match operator {
                b"endbfchar" => characters(operands, &mut letters),
                b"endbfrange" => ranges(operands, &mut letters),
                _ => {}
            }
        }
        Some(Self { letters })
    }

    /// The characters that it gives a code, if any.
    pub(crate) fn text(&self, code: u32) -> Option<String> {
        self.letters.get(&code).filter(|text| !text.is_empty()).cloned()
    }
}

/// Reads pairs of a code and its characters.
fn characters(operands: &[Operand<'_>], letters: &mut BTreeMap<u32, String>) {
    for pair in operands.chunks_exact(2) {
        if let (Some(code), Some(said)) = (code(&pair[0]), said(&pair[1], 0)) {
            letters.insert(code, said);
        }
    }
}

/// Reads ranges of codes, each with the characters of the first or a list of those of all.
fn ranges(operands: &[Operand<'_>], letters: &mut BTreeMap<u32, String>) {
    let mut rest = operands;
    while let [first, last, after @ ..] = rest {
        let (Some(first), Some(last)) = (code(first), code(last)) else { return };
        let codes = first..=last.min(first.saturating_add(MOST));
        match after {
            [Operand::Open, list @ ..] => {
                let end = list.iter().position(|it| *it == Operand::Close);
                let end = end.unwrap_or(list.len());
                for (code, of) in codes.zip(&list[..end]) {
                    letters.extend(said(of, 0).map(|said| (code, said)));
                }
                rest = list.get(end + 1..).unwrap_or_default();
            }
            [of, after @ ..] => {
                for (further, code) in codes.enumerate() {
                    letters.extend(said(of, further).map(|said| (code, said)));
                }
                rest = after;
            }
            [] => return,
        }
    }
}

/// The number that the bytes of a code are.
fn code(operand: &Operand<'_>) -> Option<u32> {
    match operand {
        Operand::Text(bytes) if (1..=4).contains(&bytes.len()) => {
            Some(bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
        }
        _ => None,
    }
}

/// Characters in UTF-16, the last so many further, or by the name of a glyph.
fn said(operand: &Operand<'_>, further: usize) -> Option<String> {
    match operand {
        Operand::Text(bytes) => {
            let mut units: Vec<u16> = match bytes.as_ref() {
                // Some programs write one byte.
                [byte] => vec![u16::from(*byte)],
                bytes => {
                    let (pairs, _) = bytes.as_chunks::<2>();
                    pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect()
                }
            };
            let last = units.last_mut()?;
            *last = last.saturating_add(u16::try_from(further).ok()?);
            Some(String::from_utf16_lossy(&units))
        }
        Operand::Name(name) => Some(name_to_chars(&latin(name)).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use lopdf::Dictionary;

    use super::*;

    #[test]
    fn maps_are_read() {
        let text = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
                    4 beginbfchar\n<0001> <0041>\n<0002> <>\n<0003> <00660069>\n<0004>/space\n\
                    endbfchar 2 beginbfrange\n<0010> <0012> <0061> <0020> <0021> [<0031>\n\
                    <0035>]\nendbfrange";
        let stream = Stream::new(Dictionary::new(), text.as_bytes().to_vec());
        let map = ToUnicode::of(&stream).unwrap();
        let codes = [1, 2, 3, 4, 0x10, 0x11, 0x12, 0x20, 0x21, 0x22];
        let said = codes.map(|code| map.text(code).unwrap_or_default());
        assert_eq!(said, ["A", "", "fi", " ", "a", "b", "c", "1", "5", ""]);
    }
}
