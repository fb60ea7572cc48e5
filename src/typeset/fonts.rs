//! The fonts: the faces that are compiled into the program, and those of a project's files.

mod given;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashSet;
use typst::foundations::{Bytes, Repr};
use typst::text::{Font, FontInfo, FontStretch, FontStyle, FontWeight};
use typst_kit::fonts::FontStore;

use crate::digest::Digest;

pub use self::given::{FontRefusal, faces};

/// The licence of every embedded file: `fonts/README.md`.
const EMBEDDED_LICENCE: &str = "SIL Open Font License 1.1";

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// Characters that no font draws: they join, part or order what stands around them.
/// (Unicode 16, `Default_Ignorable_Code_Point`, the ranges in use.)
pub fn is_ignorable(character: char) -> bool {
    matches!(u32::from(character),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
        | 0xE0000..=0xE0FFF)
}

/// The fonts that a project is set in.
#[derive(Default)]
pub struct Fonts {
    store: FontStore,
    /// Where each face of the store is from.
    origins: Vec<Origin>,
    /// What families can draw, by their names, once it was asked for.
    covered: Mutex<BTreeMap<String, Arc<Characters>>>,
}

/// Where a face is from.
#[derive(Debug, Clone)]
struct Origin {
    file: String,
    licence: String,
}

/// A file of fonts of a project, which was judged.
pub struct GivenFile {
    /// Its path in the project.
    pub path: String,
    /// The licence that the project names.
    pub licence: String,
    /// Its faces, in its order.
    pub faces: Vec<Font>,
}

/// The characters that a family can draw.
#[derive(Default)]
pub struct Characters(FxHashSet<u32>);

impl Characters {
    /// Whether a character is among them.
    pub fn has(&self, character: char) -> bool {
        self.0.contains(&u32::from(character))
    }

    /// The characters of a text that have no glyph, in its order. Characters that are never
    /// drawn need none.
    pub fn missing(&self, text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|&character| !self.has(character) && !is_ignorable(character))
    }
}

/// A face of a family.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Face {
    /// The family's name.
    pub family: String,
    /// `normal`, `italic` or `oblique`.
    pub style: &'static str,
    /// The weight, 100 to 900; of a face that has several, the one that it is without asking.
    pub weight: u16,
    /// Whether it has several weights (an axis `wght`, OpenType 1.9).
    pub is_variable: bool,
    /// How many characters it has.
    pub characters: usize,
    /// The path of the file: in the project, or from the root of the repository of the program.
    pub file: String,
    /// The licence under which PDFs carry it.
    pub licence: String,
    /// The file's SHA-256 digest.
    pub digest: Digest,
}

impl Fonts {
    /// The faces of the embedded files, in the order of the files' names.
    pub fn embedded() -> Self {
        let mut fonts = Self::default();
        for (file, data) in embedded_files() {
            let origin = Origin { file, licence: EMBEDDED_LICENCE.to_owned() };
            Font::iter(Bytes::new(data))
                .for_each(|font| fonts.push(font, origin.clone()));
        }
        fonts
    }

    /// The same with the files of a project. A family of a project takes the place of one of the
    /// program that has its name.
    pub fn with(&self, files: &[GivenFile]) -> Self {
        let given: FxHashSet<String> = files
            .iter()
            .flat_map(|file| &file.faces)
            .map(|font| font.info().family.to_lowercase())
            .collect();
        let mut fonts = Self::default();
        for (index, origin) in self.origins.iter().enumerate() {
            let Some(font) = self.store.font(index) else { continue };
            if !given.contains(&font.info().family.to_lowercase()) {
                fonts.push(font, origin.clone());
            }
        }
        for GivenFile { path, licence, faces } in files {
            let origin = Origin { file: path.clone(), licence: licence.clone() };
            faces.iter().for_each(|font| fonts.push(font.clone(), origin.clone()));
        }
        fonts
    }

    fn push(&mut self, font: Font, origin: Origin) {
        let info = font.info().clone();
        self.store.push((font, info));
        self.origins.push(origin);
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

    /// Which of some kinds of faces a family lacks; none for a family that is not here.
    pub fn lacking(&self, family: &str, wanted: &[Kind]) -> Vec<Kind> {
        let book = self.store.book();
        let family = family.to_lowercase();
        let faces = book.select_family(&family).filter_map(|index| book.info(index));
        let faces: Vec<&FontInfo> = faces.collect();
        let is_there = |kind: &Kind| faces.iter().any(|face| kind.is_of(face));
        let lacking = wanted.iter().filter(|kind| !is_there(kind)).copied();
        if faces.is_empty() { Vec::new() } else { lacking.collect() }
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

    /// The same, which is worked out once for a family.
    pub fn covered(&self, family: &str) -> Arc<Characters> {
        let mut covered = self.covered.lock().unwrap_or_else(PoisonError::into_inner);
        let known = covered.entry(family.to_lowercase());
        known.or_insert_with(|| Arc::new(self.characters(family))).clone()
    }

    /// Every face: those of the program in the order of the files' names, then those of the
    /// project in its order.
    pub fn faces(&self) -> Vec<Face> {
        let faces = self.origins.iter().enumerate().filter_map(|(index, origin)| {
            let font = self.store.font(index)?;
            let info = font.info();
            Some(Face {
                family: info.family.clone(),
                style: style(info),
                weight: info.variant.weight.to_number(),
                is_variable: has_axis(info, &["wght"]),
                characters: info.coverage.iter().count(),
                file: origin.file.clone(),
                licence: origin.licence.clone(),
                digest: Digest::of(font.data()),
            })
        });
        faces.collect()
    }
}

/// A kind of faces, by what they make stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum Kind {
    /// Running text.
    Regular,
    /// Titles, heads and strong text.
    Bold,
    /// Emphasis.
    Italic,
}

impl Kind {
    /// Whether a face is one of them.
    fn is_of(self, face: &FontInfo) -> bool {
        let has_weights = has_axis(face, &["wght"]);
        let is_bold = face.variant.weight >= FontWeight::SEMIBOLD;
        match self {
            Self::Regular => {
                face.variant.style == FontStyle::Normal && (!is_bold || has_weights)
            }
            Self::Bold => is_bold || has_weights,
            Self::Italic => {
                face.variant.style != FontStyle::Normal
                    || has_axis(face, &["ital", "slnt"])
            }
        }
    }
}

/// The name of a face's style.
fn style(info: &FontInfo) -> &'static str {
    match info.variant.style {
        FontStyle::Normal => "normal",
        FontStyle::Italic => "italic",
        FontStyle::Oblique => "oblique",
    }
}

fn has_axis(info: &FontInfo, tags: &[&str]) -> bool {
    info.axes.iter().any(|axis| tags.contains(&axis.tag.to_string().as_str()))
}

/// What tells the faces of a family from each other: a family may have one of each.
pub fn variant(font: &Font) -> String {
    let info = font.info();
    let (weight, stretch) = (info.variant.weight.to_number(), info.variant.stretch);
    let width = match stretch == FontStretch::NORMAL {
        true => String::new(),
        false => format!(", {} wide", stretch.to_ratio().repr()),
    };
    match has_axis(info, &["wght"]) {
        true => format!("{}, of several weights{width}", style(info)),
        false => format!("{}, weight {weight}{width}", style(info)),
    }
}

/// The embedded files, by path from the root of the repository.
pub fn embedded_files() -> impl Iterator<Item = (String, &'static [u8])> {
    FILES.files().filter_map(|file| {
        let name = file.path().to_str()?;
        let is_font = file.path().extension().is_some_and(|ending| ending == "ttf");
        is_font.then(|| (format!("fonts/{name}"), file.contents()))
    })
}
