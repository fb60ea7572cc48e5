//! Letters: the typeface of the program in which values and comments are set, as a font that the
//! file embeds with the glyphs in use.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use subsetter::GlyphRemapper;
use ttf_parser::Face;

/// The typeface. Its letters are narrower than those of Helvetica, so that what has room there has
/// room here.
static FACE: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../fonts/SourceSans3-Regular.ttf"
));

const NAME: &str = "RECTOA+SourceSans3-Regular";

/// The name of the font among the resources of an appearance.
pub(super) const FONT: &str = "RectoText";

/// Why some text cannot be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unset {
    /// The typeface has no such letter.
    Letter(char),
    /// There is no room for it at a size that can be read.
    Room,
}

/// The letters that were set.
pub(super) struct Letters {
    face: Option<Face<'static>>,
    glyphs: GlyphRemapper,
    /// For each glyph in use, by its number in the file: its letter, and its width in thousandths
    /// of the size.
    used: BTreeMap<u16, (char, f64)>,
    /// The object that the font will be.
    pub(super) font: ObjectId,
}

impl Letters {
    /// No letters, of a font that will be this object.
    pub(super) fn new(font: ObjectId) -> Self {
        let face = Face::parse(FACE, 0).ok();
        Self { face, glyphs: GlyphRemapper::new(), used: BTreeMap::new(), font }
    }

    fn glyph(&self, letter: char) -> Option<(u16, f64)> {
        // Marks that go over other letters have no place of their own.
        if matches!(letter, '\u{300}'..='\u{36f}') {
            return None;
        }
        let face = self.face.as_ref()?;
        let id = face.glyph_index(letter).filter(|id| id.0 != 0)?;
        let width = f64::from(face.glyph_hor_advance(id)?);
        Some((id.0, width * 1000.0 / f64::from(face.units_per_em())))
    }

    /// The width of a text, in sizes.
    pub(super) fn width(&self, text: &str) -> Result<f64, Unset> {
        let widths =
            text.chars().map(|it| self.glyph(it).map(|it| it.1).ok_or(Unset::Letter(it)));
        Ok(widths.sum::<Result<f64, Unset>>()? / 1000.0)
    }

    /// A text as an operand that shows it.
    pub(super) fn show(&mut self, text: &str) -> Result<String, Unset> {
        let mut shown = "<".to_owned();
        for letter in text.chars() {
            let (glyph, width) = self.glyph(letter).ok_or(Unset::Letter(letter))?;
            let code = self.glyphs.remap(glyph);
            self.used.insert(code, (letter, width));
            // Writing to a string cannot fail.
            let _ = write!(shown, "{code:04X}");
        }
        shown.push('>');
        Ok(shown)
    }

    /// Writes the font into the file, where a letter of it was set.
    pub(super) fn write(self, document: &mut Document) {
        let (Some(face), false) = (&self.face, self.used.is_empty()) else { return };
        let Ok(program) = subsetter::subset(FACE, 0, &self.glyphs) else { return };
        let scale = 1000.0 / f64::from(face.units_per_em());
        let scaled = |value: i16| real(f64::from(value) * scale);
        let bounds = face.global_bounding_box();
        let sides = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        let length = i64::try_from(program.len()).unwrap_or(i64::MAX);
        let mut file = Stream::new(dictionary! { "Length1" => length }, program);
        // It is written as it is where it cannot be packed.
        let _ = file.compress();
        let file = document.add_object(file);
        let descriptor = document.add_object(dictionary! {
            "Type" => "FontDescriptor", "FontName" => NAME, "Flags" => 4,
            "FontBBox" => sides.map(scaled).to_vec(), "ItalicAngle" => 0,
            "Ascent" => scaled(face.ascender()), "Descent" => scaled(face.descender()),
            "CapHeight" => scaled(face.capital_height().unwrap_or(660)), "StemV" => 80,
            "FontFile2" => file,
        });
        let widths = self.used.iter().flat_map(|(code, (_, width))| {
            [Object::from(i64::from(*code)), Object::Array(vec![real(*width)])]
        });
        let widths: Vec<Object> = widths.collect();
        let inner = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => NAME,
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
            },
            "FontDescriptor" => descriptor, "DW" => 0, "CIDToGIDMap" => "Identity",
            "W" => widths,
        });
        let mut map = Stream::new(Dictionary::new(), self.map().into_bytes());
        let _ = map.compress();
        let map = document.add_object(map);
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => NAME,
            "Encoding" => "Identity-H", "DescendantFonts" => vec![inner.into()],
            "ToUnicode" => map,
        };
        document.objects.insert(self.font, font.into());
    }

    /// The map from codes to characters (9.10.3).
    fn map(&self) -> String {
        let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
             /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n\
             1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            .to_owned();
        let rows: Vec<_> = self.used.iter().collect();
        // No more than 100 rows stand together.
        for some in rows.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", some.len());
            for (code, (letter, _)) in some {
                let mut units = [0; 2];
                let units = letter.encode_utf16(&mut units).iter();
                let units: String = units.map(|it| format!("{it:04X}")).collect();
                let _ = writeln!(map, "<{code:04X}> <{units}>");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap CMapName currentdict /CMap defineresource pop end end\n");
        map
    }
}

/// A number as PDF writes it.
#[expect(clippy::cast_possible_truncation, reason = "lopdf holds numbers in f32")]
pub(super) fn real(value: f64) -> Object {
    Object::Real(value as f32)
}
