//! Given fonts: files of a project, judged before Typst sees them.
//!
//! A file is refused that is none, that may not be embedded, whose glyphs have colours of their
//! own, or that would fill the memory of a machine. What it is for is not known here.

use std::sync::Arc;

use read_fonts::tables::cmap::CmapSubtable;
use read_fonts::{FontRef, TableProvider};
use ttf_parser::{Face, Permissions, Tag, fonts_in_collection};
use typst::foundations::Bytes;
use typst::text::Font;

/// How many faces a collection may have: more than any that is sold.
const MOST_FACES: u32 = 64;
/// How many characters the tables of a face may name together, which is several times as many
/// as there are: about 155,000 (Unicode 16).
const MOST_CHARACTERS: u64 = 1_000_000;

/// Why a file is no font to print in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FontRefusal {
    /// It is compressed for web pages.
    #[error("it is a WOFF file, which is for web pages")]
    Web,
    /// It is not a font, or it is damaged.
    #[error("it is not a TrueType or OpenType font, or it is damaged")]
    NotAFont,
    /// It is a collection of too many.
    #[error("it is a collection of {0} faces, more than {MOST_FACES}")]
    ManyFaces(u32),
    /// It says that it has more characters than there are.
    #[error("it names more characters than there are")]
    ManyCharacters,
    /// It has no outlines.
    #[error("it has no outlines that can be embedded")]
    NoOutlines,
    /// Its glyphs have colours.
    #[error("its glyphs have colours of their own, which no brand has chosen")]
    Coloured,
    /// Its licence forbids embedding (OpenType 1.9, OS/2, `fsType`).
    #[error("its maker forbids embedding (`fsType` in its table OS/2)")]
    Restricted,
    /// It may only be embedded whole.
    #[error("its maker forbids embedding a part of it (`fsType` in its table OS/2)")]
    Whole,
}

impl FontRefusal {
    /// One thing to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Web => "give the TTF or OTF file of the same font",
            Self::NotAFont | Self::ManyCharacters => "get the file from its maker again",
            Self::ManyFaces(_) => "take the faces that you need out of it",
            Self::NoOutlines | Self::Coloured => {
                "choose a font of plain outlines (TTF or OTF)"
            }
            Self::Restricted | Self::Whole => {
                "ask its maker for a licence and a file that allow it, or choose another font"
            }
        }
    }
}

/// The faces in a file of a project, in its order.
///
/// # Errors
///
/// When one of them cannot or may not be printed in.
pub fn faces(bytes: &Arc<[u8]>) -> Result<Vec<Font>, FontRefusal> {
    if bytes.starts_with(b"wOFF") || bytes.starts_with(b"wOF2") {
        return Err(FontRefusal::Web);
    }
    let count = fonts_in_collection(bytes).unwrap_or(1);
    match count {
        0 => return Err(FontRefusal::NotAFont),
        1..=MOST_FACES => {}
        _ => return Err(FontRefusal::ManyFaces(count)),
    }
    for index in 0..count {
        let font =
            FontRef::from_index(bytes, index).map_err(|_| FontRefusal::NotAFont)?;
        if most_characters(&font) > MOST_CHARACTERS {
            return Err(FontRefusal::ManyCharacters);
        }
        judge(&Face::parse(bytes, index).map_err(|_| FontRefusal::NotAFont)?)?;
    }
    let bytes = Bytes::new(bytes.clone());
    let read = |index| Font::new(bytes.clone(), index).ok_or(FontRefusal::NotAFont);
    (0..count).map(read).collect()
}

/// Judges one face.
fn judge(face: &Face<'_>) -> Result<(), FontRefusal> {
    let has = |table: &[u8; 4]| face.raw_face().table(Tag::from_bytes(table)).is_some();
    if [b"SVG ", b"COLR", b"CBDT", b"sbix"].into_iter().any(has) {
        return Err(FontRefusal::Coloured);
    }
    let tables = face.tables();
    if tables.glyf.is_none() && tables.cff.is_none() && tables.cff2.is_none() {
        return Err(FontRefusal::NoOutlines);
    }
    // Without the table nothing is forbidden.
    if let Some(about) = &tables.os2 {
        let forbidden =
            matches!(about.permissions(), None | Some(Permissions::Restricted));
        if forbidden {
            return Err(FontRefusal::Restricted);
        }
        if !about.is_outline_embedding_allowed() {
            return Err(FontRefusal::NoOutlines);
        }
        if !about.is_subsetting_allowed() {
            return Err(FontRefusal::Whole);
        }
    }
    Ok(())
}

/// How many characters the tables of a face may name at the most, without going through them:
/// a few bytes can name four thousand million. It stops counting at more than a face may have.
fn most_characters(font: &FontRef<'_>) -> u64 {
    let Ok(table) = font.cmap() else { return 0 };
    let mut count = 0;
    for record in table.encoding_records() {
        let Ok(subtable) = record.subtable(table.offset_data()) else { continue };
        let spans: Box<dyn Iterator<Item = (u32, u32)>> = match &subtable {
            CmapSubtable::Format12(it) => {
                let groups = it.groups().iter();
                Box::new(groups.map(|it| (it.start_char_code(), it.end_char_code())))
            }
            CmapSubtable::Format13(it) => {
                let groups = it.groups().iter();
                Box::new(groups.map(|it| (it.start_char_code(), it.end_char_code())))
            }
            // The others name each character, or are of two bytes a character.
            _ => Box::new(std::iter::once((1, 0xFFFF))),
        };
        for (first, last) in spans {
            count += u64::from(last.saturating_sub(first)) + 1;
            if count > MOST_CHARACTERS {
                return count;
            }
        }
    }
    count
}
