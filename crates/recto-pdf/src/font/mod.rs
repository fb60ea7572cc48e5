//! Fonts: what the codes of a text stand for, and what the program of a font has for them
//! (ISO 32000-1, 9.5 to 9.10). Fonts of every kind are read here, embedded or not; whether what
//! is found is allowed is for others to say.

mod drawn;
mod encoding;
mod program;
mod unicode;
mod widths;

use hayro_cmap::CMap;
use lopdf::Object;

pub(crate) use self::encoding::Letter;
use self::encoding::{Encoding, differences};
pub(crate) use self::program::Program;
pub(crate) use self::unicode::ToUnicode;
use self::widths::Widths;
use crate::object::{Dict, LONGEST, unpacked};

/// The kinds of fonts (9.5, table 110).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Type0,
    Type1,
    MultipleMaster,
    TrueType,
    Type3,
    /// None of PDF.
    Unknown,
}

/// The bits of a descriptor's flags (9.8.2).
const SYMBOLIC: i64 = 4;

/// A code of a text: its value, and how many bytes it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Code {
    pub(crate) value: u32,
    pub(crate) bytes: u8,
}

/// How the codes of a composite font are told apart and become characters of its collection.
enum Codes {
    /// One byte each: a simple font.
    Simple,
    /// Two bytes each, which are the character.
    Identity,
    /// By a map in the file.
    Map(Box<CMap>),
    /// By a map that readers have, by its name.
    Predefined(Vec<u8>),
    /// By a map that cannot be read.
    Unknown,
}

/// What a code shows.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// The characters that it stands for; `None` where nothing says so.
    pub(crate) text: Option<String>,
    /// Its width by the file, in thousandths of the size.
    pub(crate) width: Option<f64>,
    /// Its width by the program of the font.
    pub(crate) own_width: Option<f64>,
    /// Whether the program has it; `None` where there is no program, or it is not known which of
    /// its glyphs is meant.
    pub(crate) is_there: Option<bool>,
    /// Whether it is the glyph that stands for what a font has not.
    pub(crate) is_notdef: bool,
}

/// A font.
pub(crate) struct Font<'d> {
    pub(crate) dict: Dict<'d>,
    pub(crate) kind: Kind,
    /// The font within a composite one; the font itself where it is simple.
    pub(crate) inner: Dict<'d>,
    pub(crate) descriptor: Option<Dict<'d>>,
    pub(crate) program: Option<Program>,
    codes: Codes,
    encoding: Encoding,
    to_unicode: Option<ToUnicode>,
    widths: Widths,
}

impl<'d> Font<'d> {
    /// Reads a font.
    pub(crate) fn of(dict: Dict<'d>) -> Self {
        let kind = match dict.name(b"Subtype") {
            Some(b"Type0") => Kind::Type0,
            Some(b"Type1") => Kind::Type1,
            Some(b"MMType1") => Kind::MultipleMaster,
            Some(b"TrueType") => Kind::TrueType,
            Some(b"Type3") => Kind::Type3,
            _ => Kind::Unknown,
        };
        let inner = match kind {
            Kind::Type0 => dict.dicts(b"DescendantFonts").next().unwrap_or(dict),
            _ => dict,
        };
        let descriptor = inner.dict(b"FontDescriptor");
        let program = descriptor.and_then(Program::of);
        let codes = match kind {
            Kind::Type0 => Codes::of(dict),
            _ => Codes::Simple,
        };
        let to_unicode = dict.stream(b"ToUnicode").and_then(ToUnicode::of);
        let mut font = Self {
            dict,
            kind,
            inner,
            descriptor,
            program,
            codes,
            encoding: Encoding::default(),
            to_unicode,
            widths: Widths::default(),
        };
        font.encoding = font.encoding();
        font.widths = match kind {
            Kind::Type0 => Widths::composite(inner),
            _ => Widths::simple(dict),
        };
        font
    }

    /// The name of its typeface, as messages write it.
    pub(crate) fn name(&self) -> String {
        let name = self.dict.name(b"BaseFont").or_else(|| self.dict.name(b"Name"));
        name.unwrap_or(b"?").escape_ascii().to_string()
    }

    /// Whether its descriptor says that its letters are of its own.
    pub(crate) fn is_symbolic(&self) -> bool {
        let flags = self.descriptor.and_then(|it| it.integer(b"Flags"));
        flags.is_some_and(|it| it & SYMBOLIC != 0)
    }

    /// Whether it brings its letters: a program, or drawings.
    pub(crate) fn is_embedded(&self) -> bool {
        self.kind == Kind::Type3 || self.program.is_some()
    }

    fn encoding(&self) -> Encoding {
        if self.kind == Kind::Type0 {
            return Encoding::default();
        }
        let named = match self.dict.get(b"Encoding") {
            Some(Object::Name(name)) => Encoding::named(name),
            Some(Object::Dictionary(of)) => {
                let of = Dict::new(self.dict.document, of);
                let base = of.name(b"BaseEncoding").and_then(Encoding::named);
                let base = base.or_else(|| self.implied());
                let mut encoding = base.unwrap_or_default();
                encoding.change(differences(of));
                return encoding;
            }
            _ => None,
        };
        named.or_else(|| self.implied()).unwrap_or_default()
    }

    /// The encoding of a font that names none: that of its program, else the standard one
    /// (9.6.6, table 114).
    fn implied(&self) -> Option<Encoding> {
        let own = self.program.as_ref().and_then(Program::encoding);
        match self.kind {
            Kind::Type1 | Kind::MultipleMaster => {
                own.or_else(|| Encoding::named(b"StandardEncoding"))
            }
            Kind::TrueType if !self.is_symbolic() => Encoding::named(b"StandardEncoding"),
            _ => None,
        }
    }

    /// The codes of a string.
    pub(crate) fn codes<'b>(
        &self,
        text: &'b [u8],
    ) -> impl Iterator<Item = Code> + use<'_, 'b, 'd> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let length = self.codes.length(rest)?.min(rest.len());
            let (code, after) = rest.split_at(length);
            rest = after;
            let value =
                code.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
            Some(Code { value, bytes: u8::try_from(length).unwrap_or(4) })
        })
    }

    /// The name of the glyph of a code of a simple font.
    pub(crate) fn glyph_name(&self, code: Code) -> Option<&str> {
        match self.encoding.letter(code.value)? {
            Letter::Name(name) => Some(name),
            Letter::Character(_) => None,
        }
    }

    /// The characters that a code stands for.
    pub(crate) fn text(&self, code: Code) -> Option<String> {
        if let Some(said) = self.to_unicode.as_ref().and_then(|it| it.text(code.value)) {
            return Some(said);
        }
        match &self.codes {
            Codes::Simple => {
                // A symbolic TrueType font names no letters (9.6.6.4).
                let letter = self.encoding.letter(code.value)?;
                letter.text()
            }
            Codes::Predefined(name) if name.starts_with(b"Uni") => {
                let unit = u16::try_from(code.value).ok()?;
                char::from_u32(u32::from(unit)).map(String::from)
            }
            // Readers know the characters of the collections that the maps are for (9.10.2).
            Codes::Predefined(_) => Some('\u{fffd}'.to_string()),
            Codes::Map(_) | Codes::Identity if self.is_of_a_known_collection() => {
                Some('\u{fffd}'.to_string())
            }
            _ => None,
        }
    }

    /// Whether the characters of a composite font are of a collection that readers know.
    fn is_of_a_known_collection(&self) -> bool {
        let system = self.inner.dict(b"CIDSystemInfo");
        let registry = system.and_then(|it| it.string(b"Registry"));
        let ordering = system.and_then(|it| it.string(b"Ordering"));
        registry == Some(b"Adobe")
            && matches!(ordering, Some(b"GB1" | b"CNS1" | b"Japan1" | b"Korea1"))
    }

    /// The character of the collection that a code stands for.
    fn character(&self, code: Code) -> Option<u32> {
        match &self.codes {
            Codes::Simple | Codes::Identity => Some(code.value),
            Codes::Map(map) => {
                Some(map.lookup_cid_code(code.value, code.bytes).unwrap_or(0))
            }
            Codes::Predefined(_) | Codes::Unknown => None,
        }
    }

    /// What some codes show.
    pub(crate) fn glyphs(&self, codes: impl IntoIterator<Item = Code>) -> Vec<Glyph> {
        let face = self.program.as_ref().and_then(Program::face);
        let map =
            self.inner.stream(b"CIDToGIDMap").and_then(|it| unpacked(it, LONGEST).ok());
        let codes = codes.into_iter().map(|code| {
            let character = self.character(code);
            let id = match (&face, self.kind) {
                (None, _) | (_, Kind::Type3 | Kind::Unknown) => None,
                (Some(face), Kind::Type0) => character.map(|cid| match &map {
                    Some(map) => {
                        let at = usize::try_from(cid).unwrap_or(usize::MAX);
                        let pair = map.as_chunks::<2>().0.get(at);
                        pair.map_or(0, |pair| u32::from(u16::from_be_bytes(*pair)))
                    }
                    None => face.of_character(cid),
                }),
                (Some(face), _) => Some(self.simple_glyph(face, code.value)),
            };
            let letter = self.encoding.letter(code.value);
            let names_none =
                matches!(letter, Some(Letter::Name(name)) if name == ".notdef");
            let drawn = self.kind == Kind::Type3;
            let drawn_width = self
                .glyph_name(code)
                .filter(|_| drawn)
                .and_then(|name| drawn::width(self.dict, name));
            Glyph {
                text: self.text(code),
                width: character.and_then(|it| self.widths.of(it)),
                own_width: drawn_width
                    .or_else(|| id.and_then(|id| face.as_ref()?.width(id))),
                is_there: drawn_width
                    .map(|_| true)
                    .or_else(|| id.and_then(|id| Some(face.as_ref()?.has(id)))),
                is_notdef: !drawn && (id == Some(0) || names_none),
            }
        });
        codes.collect()
    }

    /// The glyph of a simple font; the first where it has none.
    fn simple_glyph(&self, face: &program::Face<'_>, code: u32) -> u32 {
        let letter = self.encoding.letter(code);
        let found = match self.kind {
            Kind::TrueType => {
                // Codes of no letter show nothing; higher ones of them are bullets (annex D.2).
                if letter.is_none()
                    && code < 0x20
                    && !self.is_symbolic()
                    && self.dict.has(b"Encoding")
                {
                    return 0;
                }
                let by_letter = letter
                    .filter(|_| !self.is_symbolic() || self.dict.has(b"Encoding"))
                    .and_then(|letter| face.of_letter_in_cmaps(letter));
                by_letter.or_else(|| face.of_symbol(code))
            }
            _ => letter.and_then(|letter| face.of_letter(letter)),
        };
        found.unwrap_or(0)
    }
}

impl Codes {
    fn of(font: Dict<'_>) -> Self {
        match font.get(b"Encoding") {
            Some(Object::Name(name))
                if matches!(name.as_slice(), b"Identity-H" | b"Identity-V") =>
            {
                Self::Identity
            }
            Some(Object::Name(name)) => Self::Predefined(name.clone()),
            Some(Object::Stream(stream)) => {
                let data = unpacked(stream, LONGEST).ok();
                match data.and_then(|data| CMap::parse(&data, |_| None)) {
                    Some(map) => Self::Map(Box::new(map)),
                    None => Self::Unknown,
                }
            }
            _ => Self::Unknown,
        }
    }

    /// How many bytes the first code of a string has.
    fn length(&self, text: &[u8]) -> Option<usize> {
        let first = *text.first()?;
        Some(match self {
            Self::Simple => 1,
            Self::Identity | Self::Unknown => 2,
            Self::Map(map) => {
                let mut value = 0;
                let lengths = (1_u8..).zip(text.iter().take(4));
                let known = lengths.filter_map(|(length, byte)| {
                    value = value << 8 | u32::from(*byte);
                    map.lookup_cid_code(value, length).map(|_| usize::from(length))
                });
                known.into_iter().next().unwrap_or(2)
            }
            Self::Predefined(name) => {
                let is_wide = name.windows(4).any(|it| it == b"UCS2" || it == b"UTF1")
                    || matches!(name.as_slice(), b"H" | b"V");
                if is_wide || first >= 0x80 { 2 } else { 1 }
            }
        })
    }
}
