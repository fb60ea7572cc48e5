//! Encodings of simple fonts: which letter each byte means (ISO 32000-1, 9.6.6 and annex D).

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use lopdf::Object;
use read_fonts::ps::agl::name_to_chars;
use read_fonts::ps::encoding::PredefinedEncoding;

use crate::object::{Dict, latin, resolve};

/// A letter, by its name or as a character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Letter {
    /// By the name of its glyph.
    Name(String),
    /// By the character.
    Character(char),
}

impl Letter {
    /// The characters that it is; `None` for a name that no list has.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Name(name) => {
                let text: String = name_to_chars(name).collect();
                (!text.is_empty()).then_some(text)
            }
            Self::Character(character) => Some(character.to_string()),
        }
    }
}

/// The letters of the bytes from 0 to 255.
#[derive(Debug, Clone)]
pub(crate) struct Encoding {
    letters: Vec<Option<Letter>>,
}

impl Default for Encoding {
    fn default() -> Self {
        Self { letters: vec![None; 256] }
    }
}

impl Encoding {
    /// An encoding that PDF knows by its name.
    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        let by = |letter: &dyn Fn(u8) -> Option<Letter>| Self {
            letters: (0..=u8::MAX).map(letter).collect(),
        };
        let character = |encoding: &'static encoding_rs::Encoding, byte: u8| {
            let (text, ..) = encoding
                .decode_without_bom_handling(&[byte])
                .0
                .into_owned()
                .chars()
                .next()
                .map(|it| (it,))?;
            Some(text).filter(|_| byte >= 0x20)
        };
        Some(match name {
            b"WinAnsiEncoding" => by(&|byte| {
                // Codes that mean nothing else are bullets (annex D.2, note 3).
                let own = character(WINDOWS_1252, byte)?;
                let is_none = own.is_control();
                Some(Letter::Character(if is_none { '\u{2022}' } else { own }))
            }),
            b"MacRomanEncoding" => by(&|byte| {
                let own = character(MACINTOSH, byte).filter(|it| !it.is_control())?;
                // The currency sign, which later Macintosh fonts replaced (annex D.2).
                Some(Letter::Character(if byte == 0xDB { '\u{a4}' } else { own }))
            }),
            b"StandardEncoding" => Self::predefined(PredefinedEncoding::Standard),
            b"MacExpertEncoding" => Self::predefined(PredefinedEncoding::Expert),
            _ => return None,
        })
    }

    /// An encoding of font programs.
    pub(crate) fn predefined(encoding: PredefinedEncoding) -> Self {
        Self::of_names(|byte| Some(encoding.name(byte)))
    }

    /// An encoding by the names of its letters.
    pub(crate) fn of_names<'n>(name: impl Fn(u8) -> Option<&'n str>) -> Self {
        let letter = |byte| {
            let name = name(byte).filter(|it| !it.is_empty() && *it != ".notdef")?;
            Some(Letter::Name(name.to_owned()))
        };
        Self { letters: (0..=u8::MAX).map(letter).collect() }
    }

    /// Gives some bytes other letters.
    pub(crate) fn change(&mut self, changes: Vec<(usize, String)>) {
        for (byte, name) in changes {
            if let Some(letter) = self.letters.get_mut(byte) {
                *letter = Some(Letter::Name(name));
            }
        }
    }

    /// The letter of a byte.
    pub(crate) fn letter(&self, code: u32) -> Option<&Letter> {
        self.letters.get(usize::try_from(code).ok()?)?.as_ref()
    }
}

/// The names that the differences of an encoding give, each with its byte.
pub(crate) fn differences(encoding: Dict<'_>) -> Vec<(usize, String)> {
    let mut at = 0;
    let mut changes = Vec::new();
    for item in encoding.array(b"Differences") {
        match resolve(encoding.document, item) {
            Some(Object::Integer(from)) => at = usize::try_from(*from).unwrap_or(256),
            Some(Object::Name(name)) => {
                changes.push((at, latin(name)));
                at += 1;
            }
            _ => {}
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_pdf_are_known() {
        let text = |name: &[u8], code| {
            Encoding::named(name).unwrap().letter(code).and_then(Letter::text)
        };
        assert_eq!(text(b"WinAnsiEncoding", 0x41).as_deref(), Some("A"));
        assert_eq!(text(b"WinAnsiEncoding", 0x80).as_deref(), Some("€"));
        assert_eq!(text(b"WinAnsiEncoding", 0x81).as_deref(), Some("•"));
        assert_eq!(text(b"WinAnsiEncoding", 0x03), None);
        assert_eq!(text(b"MacRomanEncoding", 0x8A).as_deref(), Some("ä"));
        assert_eq!(text(b"StandardEncoding", 0xAE).as_deref(), Some("ﬁ"));
        assert!(Encoding::named(b"Identity-H").is_none());
        let mut encoding = Encoding::default();
        encoding.change(vec![(1, "f_i".to_owned()), (2, "g23".to_owned())]);
        assert_eq!(encoding.letter(1).and_then(Letter::text).as_deref(), Some("fi"));
        assert_eq!(encoding.letter(2).and_then(Letter::text), None);
    }
}
