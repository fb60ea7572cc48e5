//! Prepress: Typst's pages become what a printer takes (PDF/X-4, ISO 15930-7).
//!
//! One pass over the object tree. Typst lays out the bleed and mixes the theme's colours in
//! inks; everything else that a press wants is added here: boxes and marks, overprinting,
//! inks for images, the output intent, the identification. What the file promises in the
//! end is checked elsewhere, by reading it back.

mod colour;
mod failure;
mod ink;
mod lettering;
mod marks;
mod metadata;
mod press;
mod resources;
mod sheet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

pub use self::failure::PressFailure;
use self::marks::Slug;
pub use self::metadata::Part;
pub use self::press::{Cover, Marks, Padding, Press};
use self::sheet::Sheet;
use crate::Pdf;
use crate::bare;
use crate::finish::Trace;
use crate::intent::OutputIntent;

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
        bare::images(&mut document);
        colour::objects(&mut document, intent)?;
        let overprint = ink::overprint(&mut document);
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

/// The output intent (ISO 32000-1, 14.11.5; ISO 15930-7, 6.4).
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
