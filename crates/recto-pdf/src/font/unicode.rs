//! The map from codes to characters that a font brings (ISO 32000-1, 9.10.3).

use hayro_cmap::{BfString, CMap};
use lopdf::Stream;

use crate::object::{LONGEST_CONTENT, unpacked};

/// A `ToUnicode` map.
pub(crate) struct ToUnicode {
    map: CMap,
}

impl ToUnicode {
    /// The map of a stream; `None` when it cannot be read.
    pub(crate) fn of(stream: &Stream) -> Option<Self> {
        let data = unpacked(stream, LONGEST_CONTENT).ok()?;
        Some(Self { map: CMap::parse(&data, |_| None)? })
    }

    /// The characters that it gives a code, if any.
    pub(crate) fn text(&self, code: u32) -> Option<String> {
        let text = match self.map.lookup_bf_string(code)? {
            BfString::Char(character) => character.to_string(),
            BfString::String(text) => text,
        };
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use lopdf::Dictionary;

    use super::*;

    #[test]
    fn maps_are_read() {
        let text = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
                    3 beginbfchar\n<0001> <0041>\n<0002> <>\n<0003> <00660069>\nendbfchar\n\
                    2 beginbfrange\n<0010> <0012> <0061>\n<0020> <0021> [<0031> <0035>]\n\
                    endbfrange";
        let stream = Stream::new(Dictionary::new(), text.as_bytes().to_vec());
        let map = ToUnicode::of(&stream).unwrap();
        let said: Vec<_> = [1, 2, 3, 0x10, 0x11, 0x12, 0x20, 0x21, 0x22]
            .map(|code| map.text(code).unwrap_or_default())
            .into();
        assert_eq!(said, ["A", "", "fi", "a", "b", "c", "1", "5", ""]);
    }
}
