//! Prepress: Typst's pages become what a printer takes (PDF/X-4, ISO 15930-7).
//!
//! One pass over the object tree. Typst lays out the bleed and mixes the theme's colours in
//! inks; everything else that a press wants is added here: boxes and marks, overprinting,
//! inks for images, the output intent, the identification. What the file promises in the
//! end is checked elsewhere, by reading it back.

mod colour;
mod ink;
mod lettering;
mod marks;
mod metadata;
mod sheet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use serde::{Deserialize, Serialize};

use self::marks::Slug;
pub use self::metadata::Part;
use self::sheet::Sheet;
use crate::finish::Trace;
use crate::intent::OutputIntent;
use crate::object::text_string;
use crate::{Malformed, Pdf};

/// How a printer wants a file.
#[derive(Debug, Clone)]
pub struct Press {
    /// How far grounds run on past the trimmed page, in millimetres.
    pub bleed: f64,
    /// What is drawn outside the bleed.
    pub marks: Marks,
    /// Whether the cover is a file of its own.
    pub cover: Cover,
    /// Whether blank pages are added.
    pub padding: Padding,
    /// The printing condition.
    pub intent: OutputIntent,
}

impl Press {
    /// What most printers want: 3 mm of bleed, and crop marks.
    pub fn usual(intent: OutputIntent) -> Self {
        Self {
            bleed: 3.0,
            marks: Marks::default(),
            cover: Cover::default(),
            padding: Padding::default(),
            intent,
        }
    }
}

/// What is drawn outside the bleed.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Marks {
    /// Nothing.
    None,
    /// Where to cut, and which page it is.
    #[default]
    Crop,
    /// That, and marks for the register.
    All,
}

/// Whether the cover, the outer four pages, is a file of its own.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Cover {
    /// One file holds all pages.
    #[default]
    Joined,
    /// The cover and the inner pages are two files.
    Separate,
}

/// Whether blank pages are added. They stand before a back cover, else at the end.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Padding {
    /// None.
    #[default]
    AsTheyAre,
    /// To a multiple of four, as folded sheets have it.
    MultipleOfFour,
}

/// What the last page of an edition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastPage {
    /// The back of the cover.
    BackCover,
    /// A page like the others.
    Inner,
}

/// A file for a printer.
#[derive(Debug)]
pub struct PrintFile {
    /// Which pages it holds.
    pub part: Part,
    /// How many.
    pub pages: usize,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// The fewest pages of which some are left when the cover is taken off.
const LEAST_COVERED: usize = 6;

/// Why a document cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum PressFailure {
    /// Something on its pages has no inks.
    #[error("{what}, which cannot be printed in inks")]
    Colour {
        /// What, such as “a gradient is computed by a program”.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// It has too few pages, or an odd number, for a cover of its own.
    #[error(
        "a cover of its own takes an even number of pages, at least 6, and there are {pages}"
    )]
    Cover {
        /// How many there are.
        pages: usize,
    },
    /// The file is not built as Typst builds one.
    #[error("the PDF cannot be taken apart: {0}")]
    Structure(#[from] Malformed),
}

impl From<lopdf::Error> for PressFailure {
    fn from(error: lopdf::Error) -> Self {
        Self::Structure(error.into())
    }
}

impl PressFailure {
    /// One thing to do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Colour { remedy, .. } => remedy,
            Self::Cover { pages } if pages.next_multiple_of(4) >= LEAST_COVERED => {
                "add blank pages with `--pages multiple-of-four`"
            }
            Self::Cover { .. } => "leave `--cover separate` out: all of it is cover",
            Self::Structure(_) => "report this: it is a mistake of Recto",
        }
    }
}

impl Pdf {
    /// Makes what a printer takes of a PDF by Typst.
    ///
    /// `stem` is the name of the file without its ending; it stands in the page information,
    /// and the document's identity is made from it. `last` is what its last page is, and `trace`
    /// what the file says of where it came from.
    ///
    /// # Errors
    ///
    /// As [`PressFailure`] says.
    pub fn prepress(
        self,
        press: &Press,
        stem: &str,
        last: LastPage,
        trace: &Trace,
    ) -> Result<Vec<PrintFile>, PressFailure> {
        let mut document = self.document;
        let intent = &press.intent;
        colour::objects(&mut document, intent)?;
        let overprint = overprint(&mut document);
        ink::contents(&mut document, intent, overprint)?;
        colour::forget_spaces(&mut document);

        let mut pages: Vec<ObjectId> = document.page_iter().collect();
        let sheet = Sheet::of(&document, pages.first().copied(), press)?;
        pad(&mut document, &mut pages, press.padding, last);
        let parts = metadata::parts(pages.len(), press.cover)?;
        if press.marks != Marks::None {
            let slug = Slug::new(&mut document, &sheet, press, stem);
            for (number, page) in (1..).zip(&pages) {
                let line = slug.line(&mut document, number, pages.len());
                sheet.place(&mut document, *page, Some(line))?;
            }
        } else {
            for page in &pages {
                sheet.place(&mut document, *page, None)?;
            }
        }
        let catalogue = document.catalog_mut()?;
        // Where a file is taken apart they would lead nowhere; a press has no use for them.
        for entry in [&b"Outlines"[..], b"PageLabels", b"Names", b"ViewerPreferences"] {
            catalogue.remove(entry);
        }
        let output = output_intent(&mut document, intent);
        document.catalog_mut()?.set("OutputIntents", vec![Object::Dictionary(output)]);
        parts
            .into_iter()
            .map(|(part, positions)| {
                let mut document = document.clone();
                let kids: Vec<_> = positions
                    .into_iter()
                    .filter_map(|it| pages.get(it).copied())
                    .collect();
                let count = kids.len();
                gather(&mut document, &kids)?;
                metadata::identify(&mut document, &part.stem(stem), trace)?;
                document.prune_objects();
                document.renumber_objects();
                let mut data = Vec::new();
                document.save_to(&mut data).map_err(lopdf::Error::from)?;
                Ok(PrintFile { part, pages: count, data })
            })
            .collect()
    }
}

/// The graphics states that turn overprinting on and off, as objects of the document.
#[derive(Debug, Clone, Copy)]
struct Overprint {
    on: ObjectId,
    off: ObjectId,
}

/// Black that overprints leaves the inks below it as they are: in mode 1, an ink of which
/// it has none does not replace what is there (ISO 32000-1, 8.6.7).
fn overprint(document: &mut Document) -> Overprint {
    let on =
        dictionary! { "Type" => "ExtGState", "op" => true, "OP" => true, "OPM" => 1 };
    let off =
        dictionary! { "Type" => "ExtGState", "op" => false, "OP" => false, "OPM" => 0 };
    Overprint { on: document.add_object(on), off: document.add_object(off) }
}

/// Adds the blank pages that folded sheets need.
fn pad(
    document: &mut Document,
    pages: &mut Vec<ObjectId>,
    padding: Padding,
    last: LastPage,
) {
    if padding == Padding::AsTheyAre {
        return;
    }
    let at = match last {
        LastPage::BackCover => pages.len().saturating_sub(1),
        LastPage::Inner => pages.len(),
    };
    let wanted = pages.len().next_multiple_of(4) - pages.len();
    for _ in 0..wanted {
        let contents = document.add_object(Stream::new(Dictionary::new(), Vec::new()));
        let page = dictionary! {
            "Type" => "Page",
            "Resources" => Dictionary::new(),
            "Contents" => contents,
        };
        let page = document.add_object(page);
        pages.insert(at, page);
    }
}

/// Makes a flat tree of some pages.
fn gather(document: &mut Document, pages: &[ObjectId]) -> Result<(), lopdf::Error> {
    let kids: Vec<Object> = pages.iter().map(|page| Object::Reference(*page)).collect();
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    let tree = document.add_object(tree);
    for page in pages {
        document.get_dictionary_mut(*page)?.set("Parent", tree);
    }
    document.catalog_mut()?.set("Pages", tree);
    Ok(())
}

/// The output intent (ISO 32000-1, 14.11.5; ISO 15930-7, 6.2.3).
fn output_intent(document: &mut Document, intent: &OutputIntent) -> Dictionary {
    let entries = dictionary! { "N" => 4, "Filter" => "FlateDecode" };
    let profile = Stream::new(entries, intent.compressed().to_vec());
    let profile = document.add_object(profile);
    let mut output = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text_string(intent.identifier()),
        "OutputCondition" => text_string(intent.condition()),
        "Info" => text_string(intent.condition()),
        "DestOutputProfile" => profile,
    };
    if intent.is_registered() {
        output.set("RegistryName", text_string("http://www.color.org"));
    }
    output
}
