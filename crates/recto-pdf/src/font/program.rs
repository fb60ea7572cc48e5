//! Programs of fonts: the glyphs that a file brings along (ISO 32000-1, 9.9).

use std::collections::BTreeMap;

use read_fonts::TableProvider;
use read_fonts::model::pen::NullPen;
use read_fonts::ps::agl::name_to_char;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::string::Sid;
use read_fonts::ps::type1::Type1Font;
use read_fonts::types::{GlyphId, GlyphId16};
use ttf_parser::cmap::Subtable;
use ttf_parser::{PlatformId, RawFace, Tag};

use super::encoding::{Encoding, Letter};
use crate::object::{Dict, LONGEST, latin, unpacked};

/// The format of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Type1,
    TrueType,
    Cff,
}

/// The program of a font, unpacked.
pub(crate) struct Program {
    format: Format,
    data: Vec<u8>,
}

/// The tables of a TrueType font that lead from codes to glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cmaps {
    /// How many there are.
    pub(crate) count: usize,
    /// Whether one is for symbols (platform 3, encoding 0).
    pub(crate) has_symbols: bool,
}

impl Program {
    /// The program that a descriptor names; `None` where there is none that has a byte.
    pub(crate) fn of(descriptor: Dict<'_>) -> Option<Self> {
        let of = |key: &[u8]| {
            let stream = descriptor.stream(key)?;
            let data = unpacked(stream, LONGEST).ok()?.into_owned();
            (!data.is_empty()).then_some(data)
        };
        let format = |data: &[u8], usual: Format| match data {
            [b'%', b'!', ..] | [0x80, 1, ..] => Format::Type1,
            [0, 1, 0, 0, ..] | [b't', b'r', b'u', b'e', ..] => Format::TrueType,
            [b'O', b'T', b'T', b'O', ..] => Format::Cff,
            [1, 0, ..] => Format::Cff,
            _ => usual,
        };
        let usual = [
            (&b"FontFile"[..], Format::Type1),
            (b"FontFile2", Format::TrueType),
            (b"FontFile3", Format::Cff),
        ];
        let (data, usual) =
            usual.into_iter().find_map(|(key, usual)| Some((of(key)?, usual)))?;
        let format = format(&data, usual);
        // OpenType with such outlines holds them in a table.
        let data = match (format, data.starts_with(b"OTTO")) {
            (Format::Cff, true) => {
                let table = RawFace::parse(&data, 0).ok()?;
                table.table(Tag::from_bytes(b"CFF "))?.to_vec()
            }
            _ => data,
        };
        Some(Self { format, data })
    }

    /// The program, read; `None` for one that cannot be.
    pub(crate) fn face(&self) -> Option<Face<'_>> {
        match self.format {
            Format::TrueType => ttf_parser::Face::parse(&self.data, 0)
                .ok()
                .map(Box::new)
                .map(Face::TrueType),
            Format::Cff => {
                let font = CffFontRef::new_cff(&self.data, 0, None).ok()?;
                let names =
                    if font.is_cid() { Names::default() } else { cff_names(&font) };
                Some(Face::Cff(Box::new(font), names))
            }
            Format::Type1 => {
                let font = Type1Font::new(&self.data).ok()?;
                let names = font.glyph_names();
                let names = names.map(|(id, name)| (name.to_owned(), id.to_u32()));
                let names = Names::of(names);
                Some(Face::Type1(Box::new(font), names))
            }
        }
    }

    /// The encoding that the program has of its own, for fonts that name none.
    pub(crate) fn encoding(&self) -> Option<Encoding> {
        match self.face()? {
            Face::TrueType(_) => None,
            Face::Cff(font, names) => {
                let encoding = font.encoding()?;
                let by_id: BTreeMap<u32, &str> =
                    names.by_name.iter().map(|(name, id)| (*id, name.as_str())).collect();
                Some(Encoding::of_names(|byte| {
                    by_id.get(&encoding.map(byte)?.to_u32()).copied()
                }))
            }
            Face::Type1(font, _) => {
                let encoding = font.encoding()?;
                Some(Encoding::of_names(|byte| encoding.glyph_name(byte)))
            }
        }
    }

    /// The tables from codes to glyphs of a TrueType program.
    pub(crate) fn cmaps(&self) -> Option<Cmaps> {
        if self.format != Format::TrueType {
            return None;
        }
        let face = RawFace::parse(&self.data, 0).ok()?;
        let Some(table) = face.table(Tag::from_bytes(b"cmap")) else {
            return Some(Cmaps { count: 0, has_symbols: false });
        };
        let table = ttf_parser::cmap::Table::parse(table)?;
        let has_symbols = table.subtables.into_iter().any(|it| is_for(&it, 3, 0));
        Some(Cmaps { count: usize::from(table.subtables.len()), has_symbols })
    }

    /// Whether a TrueType program has a table from characters to glyphs (platform 3, encoding 1).
    pub(crate) fn has_unicode_cmap(&self) -> bool {
        let Some(Face::TrueType(face)) = self.face() else { return false };
        let tables = face.tables().cmap.map(|it| it.subtables);
        tables.into_iter().flatten().any(|it| is_for(&it, 3, 1))
    }

    /// The names of all glyphs of a program that has names, but for the first.
    pub(crate) fn glyph_names(&self) -> Option<Vec<String>> {
        match self.face()? {
            Face::TrueType(_) => None,
            Face::Cff(font, _) if font.is_cid() => None,
            Face::Cff(_, names) | Face::Type1(_, names) => {
                let names = names.by_name.into_keys().filter(|it| it != ".notdef");
                Some(names.collect())
            }
        }
    }

    /// The characters of a composite font that the program has glyphs for, by the map from them
    /// to glyphs that the file has.
    pub(crate) fn characters(&self, map: Option<&[u8]>) -> Option<Vec<u32>> {
        let face = self.face()?;
        if let Some(map) = map {
            let pairs = map.as_chunks::<2>().0.iter();
            let pairs = (0..).zip(pairs.map(|it| u32::from(u16::from_be_bytes(*it))));
            return Some(
                pairs
                    .filter(|(_, id)| *id != 0 && face.has(*id))
                    .map(|it| it.0)
                    .collect(),
            );
        }
        match &face {
            Face::Cff(font, _) if font.is_cid() => {
                let ids = font.charset()?;
                let ids = ids.iter().map(|(_, sid)| u32::from(sid.to_u16()));
                Some(ids.collect())
            }
            Face::Cff(font, _) => Some((0..font.num_glyphs()).collect()),
            Face::TrueType(face) => {
                Some((0..u32::from(face.number_of_glyphs())).collect())
            }
            Face::Type1(..) => None,
        }
    }
}

/// The glyphs of a program by their names, and by the characters that these mean.
#[derive(Default)]
pub(crate) struct Names {
    by_name: BTreeMap<String, u32>,
    by_character: BTreeMap<char, u32>,
}

impl Names {
    fn of(names: impl Iterator<Item = (String, u32)>) -> Self {
        let by_name: BTreeMap<String, u32> = names.collect();
        let mut by_character = BTreeMap::new();
        for (name, id) in &by_name {
            // A variant, such as `a.alt`, stands for its letter only where there is no other.
            let is_plain = !name.contains('.');
            if let Some(character) = name_to_char(name) {
                if is_plain {
                    by_character.insert(character, *id);
                } else {
                    by_character.entry(character).or_insert(*id);
                }
            }
        }
        Self { by_name, by_character }
    }

    fn glyph(&self, letter: &Letter) -> Option<u32> {
        let by_character = |character: char| self.by_character.get(&character).copied();
        match letter {
            Letter::Name(name) => self.by_name.get(name).copied(),
            Letter::Character(character) => {
                by_character(*character).or(match character {
                    // Fonts have one glyph for both.
                    '\u{a0}' => by_character(' '),
                    '\u{ad}' => by_character('-'),
                    '\u{b5}' => by_character('\u{3bc}'),
                    '\u{2022}' => by_character('\u{b7}'),
                    _ => None,
                })
            }
        }
    }
}

fn cff_names(font: &CffFontRef<'_>) -> Names {
    let Some(charset) = font.charset() else { return Names::default() };
    let name = |sid: Sid| {
        let name = font.string(sid)?;
        Some(latin(name))
    };
    Names::of(charset.iter().filter_map(|(id, sid)| Some((name(sid)?, id.to_u32()))))
}

/// A program that is read.
pub(crate) enum Face<'p> {
    TrueType(Box<ttf_parser::Face<'p>>),
    Cff(Box<CffFontRef<'p>>, Names),
    Type1(Box<Type1Font>, Names),
}

/// Whether a table is for a platform and an encoding.
fn is_for(table: &Subtable<'_>, platform: u16, encoding: u16) -> bool {
    let is_platform = match platform {
        1 => table.platform_id == PlatformId::Macintosh,
        _ => table.platform_id == PlatformId::Windows,
    };
    is_platform && table.encoding_id == encoding
}

impl Face<'_> {
    /// The width of a glyph, in thousandths of the size.
    pub(crate) fn width(&self, id: u32) -> Option<f64> {
        match self {
            Self::TrueType(face) => {
                let id = ttf_parser::GlyphId(u16::try_from(id).ok()?);
                let width = face.glyph_hor_advance(id)?;
                Some(f64::from(width) * 1000.0 / f64::from(face.units_per_em()))
            }
            Self::Cff(font, _) => {
                let id = GlyphId::new(id);
                let subfont =
                    font.subfont(font.subfont_index(id).unwrap_or(0), &[]).ok()?;
                let width =
                    font.draw(&subfont, id, &[], Some(1000.0), &mut NullPen).ok()??;
                Some(f64::from(width))
            }
            Self::Type1(font, _) => {
                let width =
                    font.draw(GlyphId::new(id), Some(1000.0), &mut NullPen).ok()??;
                Some(f64::from(width))
            }
        }
    }

    /// Whether the program has a glyph.
    pub(crate) fn has(&self, id: u32) -> bool {
        match self {
            Self::TrueType(face) => id < u32::from(face.number_of_glyphs()),
            Self::Cff(font, _) => id < font.num_glyphs(),
            Self::Type1(font, _) => id < font.num_glyphs(),
        }
    }

    /// The glyph of a character of a composite font's collection.
    pub(super) fn of_character(&self, character: u32) -> u32 {
        match self {
            Self::Cff(font, _) if font.is_cid() => {
                let sid = u16::try_from(character).ok().map(Sid::new);
                let id = sid.and_then(|sid| font.charset()?.glyph_id(sid).ok());
                id.map_or(u32::MAX, GlyphId::to_u32)
            }
            _ => character,
        }
    }

    /// The glyph of a letter, by the names that the program has.
    pub(super) fn of_letter(&self, letter: &Letter) -> Option<u32> {
        match self {
            Self::Cff(_, names) | Self::Type1(_, names) => names.glyph(letter),
            Self::TrueType(_) => self.of_letter_in_cmaps(letter),
        }
    }

    /// The glyph of a letter in a TrueType program (9.6.6.4): by its character, by its byte on
    /// a Macintosh, or by its name.
    pub(super) fn of_letter_in_cmaps(&self, letter: &Letter) -> Option<u32> {
        let Self::TrueType(face) = self else { return self.of_letter(letter) };
        let character = letter.text().and_then(|it| it.chars().next());
        let tables = face.tables().cmap.map(|it| it.subtables);
        let tables = || tables.into_iter().flatten();
        let by_character = || {
            let code = u32::from(character?);
            let table = tables().find(|it| is_for(it, 3, 1) || is_for(it, 3, 10))?;
            table.glyph_index(code).filter(|id| id.0 != 0)
        };
        let on_macintosh = || {
            let text = character?.to_string();
            let (bytes, _, is_lost) = encoding_rs::MACINTOSH.encode(&text);
            let byte = bytes.first().filter(|_| !is_lost)?;
            let table = tables().find(|it| is_for(it, 1, 0))?;
            table.glyph_index(u32::from(*byte)).filter(|id| id.0 != 0)
        };
        let by_name = || match letter {
            Letter::Name(name) => {
                let names =
                    read_fonts::FontRef::new(face.raw_face().data).ok()?.post().ok()?;
                let mut ids = 0..face.number_of_glyphs();
                let id = ids.find(|id| {
                    names.glyph_name(GlyphId16::new(*id)) == Some(name.as_str())
                });
                id.map(ttf_parser::GlyphId)
            }
            Letter::Character(_) => None,
        };
        let found = by_character().or_else(on_macintosh).or_else(by_name);
        found.map(|id| u32::from(id.0))
    }

    /// The glyph of a byte in a TrueType program of symbols (9.6.6.4).
    pub(super) fn of_symbol(&self, code: u32) -> Option<u32> {
        let Self::TrueType(face) = self else { return None };
        let tables = face.tables().cmap.map(|it| it.subtables);
        let tables = || tables.into_iter().flatten();
        let found = |id: ttf_parser::GlyphId| (id.0 != 0).then_some(u32::from(id.0));
        let symbols = tables().find(|it| is_for(it, 3, 0));
        let by_symbol = symbols.and_then(|table| {
            [0xF000, 0, 0xF100, 0xF200]
                .into_iter()
                .find_map(|page| table.glyph_index(page + code).and_then(found))
        });
        by_symbol.or_else(|| {
            let table = tables().find(|it| is_for(it, 1, 0))?;
            table.glyph_index(code).and_then(found)
        })
    }
}
