//! Fonts: whether their glyphs are in the file, and which characters they stand for.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::Reading;
use super::text::utf16;

/// A font.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Font {
    /// Its name, without the mark of a subset.
    pub name: String,
    /// Whether the file holds its glyphs.
    pub embedded: bool,
    /// Whether it says which characters its glyphs stand for.
    pub mapped: bool,
}

/// What a font's two-byte codes stand for; `None` for a font without a map.
pub(super) type CharacterMap = Option<BTreeMap<u32, String>>;

impl<'d> Reading<'d> {
    /// The map of a font that `Tf` chooses.
    pub(super) fn font(
        &mut self,
        resources: Option<&'d Dictionary>,
        operands: &[Object],
    ) -> CharacterMap {
        let name = operands[0].as_name().expect("a name");
        let fonts = resources.and_then(|it| self.dictionary(it, b"Font")).expect("fonts");
        let id = fonts.get(name).and_then(Object::as_reference).expect("a known font");
        if let Some(known) = self.maps.get(&id) {
            return known.clone();
        }
        let font = self.document.get_dictionary(id).expect("a font");
        let described = match font.get(b"DescendantFonts") {
            Ok(descendants) => {
                let descendants = self.resolved(descendants).as_array().expect("a list");
                self.resolved(&descendants[0]).as_dict().expect("a font")
            }
            Err(_) => font,
        };
        let descriptor = self.dictionary(described, b"FontDescriptor");
        let file = |key: &[u8]| descriptor.is_some_and(|it| it.has(key));
        let base = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"nameless");
        let base = String::from_utf8_lossy(base);
        let map = font.get(b"ToUnicode").ok().map(|it| {
            let stream = self.resolved(it).as_stream().expect("a stream");
            character_map(&stream.get_plain_content().expect("a readable map"))
        });
        self.fonts.insert(Font {
            // A subset is marked by six letters and a plus sign (9.6.4).
            name: base.split_once('+').map_or(&*base, |(_, name)| name).to_owned(),
            embedded: file(b"FontFile") || file(b"FontFile2") || file(b"FontFile3"),
            mapped: map.is_some(),
        });
        self.maps.insert(id, map.clone());
        map
    }
}

/// A `ToUnicode` map (ISO 32000-1, 9.10.3).
fn character_map(data: &[u8]) -> BTreeMap<u32, String> {
    let mut map = BTreeMap::new();
    let text = String::from_utf8_lossy(data);
    for section in text.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next().unwrap_or_default();
        for pair in codes(section).chunks_exact(2) {
            map.insert(code(&pair[0]), utf16(&pair[1]));
        }
    }
    for section in text.split("beginbfrange").skip(1) {
        let section = section.split("endbfrange").next().unwrap_or_default();
        assert!(!section.contains('['), "a range with a list of targets");
        for range in codes(section).chunks_exact(3) {
            for (offset, from) in (code(&range[0])..=code(&range[1])).enumerate() {
                let mut target = range[2].clone();
                let last = target.last_mut().expect("a target");
                *last += u8::try_from(offset).expect("a range within one byte");
                map.insert(from, utf16(&target));
            }
        }
    }
    map
}

/// The hexadecimal strings of a part of a map.
fn codes(section: &str) -> Vec<Vec<u8>> {
    section
        .split('<')
        .skip(1)
        .filter_map(|piece| piece.split('>').next())
        .map(|digits| {
            let digits: Vec<_> = digits.chars().filter_map(|c| c.to_digit(16)).collect();
            let (pairs, _) = digits.as_chunks::<2>();
            let byte = |[high, low]: &[u32; 2]| u8::try_from(high * 16 + low);
            pairs.iter().map(|pair| byte(pair).expect("a byte")).collect()
        })
        .collect()
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))
}
