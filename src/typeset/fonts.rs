//! The fonts: the faces that are compiled into the program, and no others.

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashSet;
use typst::foundations::Bytes;
use typst::text::{Font, FontStyle};
use typst_kit::fonts::FontStore;

use crate::digest::Digest;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// Characters that no font draws: they join, part or order what stands around them.
/// (Unicode 16, `Default_Ignorable_Code_Point`, the ranges in use.)
fn is_ignorable(character: char) -> bool {
    matches!(u32::from(character),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
        | 0xE0000..=0xE0FFF)
}

/// The embedded fonts.
pub struct Fonts {
    store: FontStore,
    files: Vec<&'static str>,
}

/// The characters that a family can draw.
pub struct Characters(FxHashSet<u32>);

impl Characters {
    /// The same with characters that are drawn from others, each with that one.
    #[must_use]
    pub fn with(mut self, drawn: impl Iterator<Item = (char, char)>) -> Self {
        for (character, from) in drawn {
            if self.0.contains(&u32::from(from)) {
                self.0.insert(u32::from(character));
            }
        }
        self
    }

    /// The characters of a text that have no glyph, in its order. Characters that are never
    /// drawn need none.
    pub fn missing(&self, text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|&character| {
            !self.0.contains(&u32::from(character)) && !is_ignorable(character)
        })
    }
}

/// A face of an embedded family.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Face {
    /// The family's name.
    pub family: String,
    /// `normal`, `italic` or `oblique`.
    pub style: &'static str,
    /// The weight, 100 to 900.
    pub weight: u16,
    /// How many characters it has.
    pub characters: usize,
    /// The file in `fonts/`.
    pub file: &'static str,
    /// The file's SHA-256 digest.
    pub digest: Digest,
}

impl Fonts {
    /// The faces of the embedded files, in the order of the files' names.
    pub fn embedded() -> Self {
        let mut store = FontStore::new();
        let mut files = Vec::new();
        for (name, data) in font_files() {
            for font in Font::iter(Bytes::new(data)) {
                let info = font.info().clone();
                store.push((font, info));
                files.push(name);
            }
        }
        Self { store, files }
    }

    /// The store that Typst reads.
    pub(super) fn store(&self) -> &FontStore {
        &self.store
    }

    /// Whether a family is here, whatever the case of its letters.
    pub fn has_family(&self, family: &str) -> bool {
        self.store.book().contains_family(&family.to_lowercase())
    }

    /// The names of the families, each once.
    pub fn families(&self) -> Vec<String> {
        self.store.book().families().map(|(name, _)| name.to_owned()).collect()
    }

    /// The characters that every face of a family can draw; none for a family that is
    /// not here.
    pub fn characters(&self, family: &str) -> Characters {
        let book = self.store.book();
        let family = family.to_lowercase();
        let mut faces = book
            .select_family(&family)
            .filter_map(|index| book.info(index))
            .map(|info| info.coverage.iter().collect::<FxHashSet<u32>>());
        let mut covered = faces.next().unwrap_or_default();
        faces.for_each(|face| covered.retain(|character| face.contains(character)));
        Characters(covered)
    }

    /// The embedded files, by path from the root of the repository.
    pub fn files(&self) -> impl Iterator<Item = (String, &'static [u8])> {
        font_files().map(|(name, data)| (format!("fonts/{name}"), data))
    }

    /// Every face, in the order of the files' names.
    pub fn faces(&self) -> Vec<Face> {
        let book = self.store.book();
        self.files
            .iter()
            .enumerate()
            .filter_map(|(index, file)| {
                let info = book.info(index)?;
                let data = font_files().find(|(name, _)| name == file)?.1;
                Some(Face {
                    family: info.family.clone(),
                    style: match info.variant.style {
                        FontStyle::Normal => "normal",
                        FontStyle::Italic => "italic",
                        FontStyle::Oblique => "oblique",
                    },
                    weight: info.variant.weight.to_number(),
                    characters: info.coverage.iter().count(),
                    file,
                    digest: Digest::of(data),
                })
            })
            .collect()
    }
}

fn font_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.files().filter_map(|file| {
        let name = file.path().to_str()?;
        let font = file.path().extension().is_some_and(|ending| ending == "ttf");
        font.then_some((name, file.contents()))
    })
}
