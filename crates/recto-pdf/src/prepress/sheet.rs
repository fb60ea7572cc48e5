//! Sheets: the boxes of a page, and its art cut to the bleed.
//!
//! All sheets of a file have the same size. A page that lies on its side is turned to stand on
//! its sheet, its head at the left, as broadside tables are bound.
//!
//! Lengths are in points, and the origin is the lower left corner of the sheet.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::failure::PressFailure;
use super::press::{Marks, Press};
use super::resources::add_resource;

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// How far marks stand from the trimmed page, at least: nearer, they may show where it is
/// not cut well.
const LEAST_OFFSET: f32 = 4.0 * MM;
/// How far they stand from the bleed.
const CLEARANCE: f32 = MM;
/// The largest difference between two lengths that count as the same, in points.
const SAME: f32 = 0.1;
/// How long a crop mark is.
pub(super) const MARK: f32 = 5.0 * MM;

/// The measures of a page on its sheet; the same for all pages of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// The trimmed page: width and height.
    pub(super) trim: (f32, f32),
    /// How far the bleed runs past it.
    pub(super) bleed: f32,
    /// How far from it the marks begin.
    pub(super) offset: f32,
    /// How far the sheet runs past it.
    pub(super) slug: f32,
}

impl Sheet {
    /// The sheet of a page by Typst, whose media box is the page with its bleed.
    pub(super) fn of(
        document: &Document,
        page: Option<ObjectId>,
        press: &Press,
    ) -> Result<Self, lopdf::Error> {
        let page = page.ok_or(lopdf::Error::PageNumberNotFound(1))?;
        let (width, height) = sides(document, page)?;
        #[expect(clippy::cast_possible_truncation, reason = "a length on paper is small")]
        let bleed = press.bleed as f32 * MM;
        let trim = (width - 2.0 * bleed, height - 2.0 * bleed);
        let offset = LEAST_OFFSET.max(bleed + CLEARANCE);
        let slug = match press.marks {
            Marks::None => bleed,
            Marks::Crop | Marks::All => offset + MARK + CLEARANCE,
        };
        Ok(Self { trim, bleed, offset, slug })
    }

    /// The trimmed page run on by some margin on every side: left, bottom, right, top.
    fn outset(&self, margin: f32) -> [f32; 4] {
        let near = self.slug - margin;
        [near, near, self.slug + self.trim.0 + margin, self.slug + self.trim.1 + margin]
    }

    /// The whole sheet.
    pub(super) fn media(&self) -> [f32; 4] {
        self.outset(self.slug)
    }

    /// The bleed.
    pub(super) fn bleed_box(&self) -> [f32; 4] {
        self.outset(self.bleed)
    }

    /// The trimmed page.
    pub(super) fn trim_box(&self) -> [f32; 4] {
        self.outset(0.0)
    }

    /// Puts a page on its sheet: its art, cut to the bleed, and outside of it the slug, a
    /// form of the document. A page without a media box is blank, and as large as its sheet.
    ///
    /// The art becomes a form, so that patterns move with it (ISO 32000-1, 8.7.3.1).
    pub(super) fn place(
        &self,
        document: &mut Document,
        page: ObjectId,
        slug: Option<ObjectId>,
    ) -> Result<(), PressFailure> {
        if document.get_dictionary(page)?.has(b"MediaBox") {
            let matrix = self.matrix(sides(document, page)?)?;
            let art = art(document, page, &matrix)?;
            let drawn = drawing(document, page, b"RectoArt", art)?;
            document.get_dictionary_mut(page)?.set("Contents", drawn);
        }
        if let Some(slug) = slug {
            let drawn = drawing(document, page, b"RectoSlug", slug)?;
            let page = document.get_dictionary_mut(page)?;
            let contents = page.get(b"Contents")?.clone();
            page.set("Contents", vec![contents, Object::Reference(drawn)]);
        }
        let page = document.get_dictionary_mut(page)?;
        page.set("MediaBox", numbers(&self.media()));
        page.set("BleedBox", numbers(&self.bleed_box()));
        page.set("TrimBox", numbers(&self.trim_box()));
        for entry in [&b"CropBox"[..], b"ArtBox", b"Annots", b"Tabs", b"StructParents"] {
            page.remove(entry);
        }
        Ok(())
    }

    /// The matrix that moves a page to its place on the sheet. `sides` are the width and the
    /// height of the page with its bleed, in points.
    fn matrix(&self, sides: (f32, f32)) -> Result<[f32; 6], PressFailure> {
        let shift = self.slug - self.bleed;
        let own = (self.trim.0 + 2.0 * self.bleed, self.trim.1 + 2.0 * self.bleed);
        let is = |(width, height): (f32, f32)| {
            (width - sides.0).abs() < SAME && (height - sides.1).abs() < SAME
        };
        if is(own) {
            Ok([1.0, 0.0, 0.0, 1.0, shift, shift])
        } else if is((own.1, own.0)) {
            Ok([0.0, 1.0, -1.0, 0.0, sides.1 + shift, shift])
        } else {
            let millimetres = |side: f32| (side - 2.0 * self.bleed) / MM;
            Err(PressFailure::Size {
                width: millimetres(sides.0),
                height: millimetres(sides.1),
                sheet: (self.trim.0 / MM, self.trim.1 / MM),
            })
        }
    }
}

/// The width and height of a page by Typst, whose media box begins at its lower left corner.
fn sides(document: &Document, page: ObjectId) -> Result<(f32, f32), lopdf::Error> {
    let media = document.get_dictionary(page)?.get(b"MediaBox")?.as_array()?;
    let side = |at: usize| match media.get(at) {
        Some(number) => number.as_float(),
        None => Err(lopdf::Error::DictKey("MediaBox".to_owned())),
    };
    Ok((side(2)?, side(3)?))
}

/// Makes a form of what a page shows, moved by a matrix and cut to the page.
fn art(
    document: &mut Document,
    page: ObjectId,
    matrix: &[f32; 6],
) -> Result<ObjectId, lopdf::Error> {
    let contents = document.get_dictionary(page)?.get(b"Contents")?.clone();
    let form = if let Ok(one) = contents.as_reference() {
        one
    } else {
        let content = document.get_page_content(page);
        document.add_object(Stream::new(dictionary! {}, content))
    };
    let own = document.get_dictionary_mut(page)?;
    let media = own.get(b"MediaBox")?.clone();
    let resources = own.remove(b"Resources");
    let form_dictionary = &mut document.get_object_mut(form)?.as_stream_mut()?.dict;
    form_dictionary.set("Type", "XObject");
    form_dictionary.set("Subtype", "Form");
    form_dictionary.set("BBox", media);
    form_dictionary.set("Matrix", numbers(matrix));
    if let Some(resources) = resources {
        form_dictionary.set("Resources", resources);
    }
    Ok(form)
}

/// Numbers as objects.
pub(super) fn numbers(numbers: &[f32]) -> Vec<Object> {
    numbers.iter().map(|number| Object::Real(*number)).collect()
}

/// Content that draws a form on a page, under a name.
fn drawing(
    document: &mut Document,
    page: ObjectId,
    name: &[u8],
    form: ObjectId,
) -> Result<ObjectId, lopdf::Error> {
    add_resource(document, page, b"XObject", name, form)?;
    let operations = [Operation::new("Do", vec![Object::Name(name.to_vec())])];
    let content = Content { operations }.encode()?;
    Ok(document.add_object(Stream::new(dictionary! {}, content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boxes_lie_within_each_other() {
        let sheet = Sheet { trim: (100.0, 200.0), bleed: 9.0, offset: 12.0, slug: 30.0 };
        let boxes = [sheet.media(), sheet.bleed_box(), sheet.trim_box()];
        let whole = boxes.map(|it| it.map(|side| side.round().to_string()).join(" "));
        assert_eq!(whole, ["0 0 160 260", "21 21 139 239", "30 30 130 230"]);
    }

    #[test]
    fn a_page_on_its_side_is_turned_and_another_size_is_refused() {
        let sheet = Sheet { trim: (100.0, 200.0), bleed: 9.0, offset: 12.0, slug: 30.0 };
        let upright = sheet.matrix((118.0, 218.0)).expect("a matrix");
        assert!(
            upright
                .iter()
                .zip([1.0, 0.0, 0.0, 1.0, 21.0, 21.0])
                .all(|(a, b)| (a - b).abs() < 0.01)
        );
        // Its upper left corner comes to the lower left one of the sheet's bleed.
        let [a, b, c, d, e, f] = sheet.matrix((218.0, 118.0)).expect("a matrix");
        let (x, y) = (0.0, 118.0);
        let corner = (a * x + c * y + e, b * x + d * y + f);
        assert!((corner.0 - 21.0).abs() < 0.01 && (corner.1 - 21.0).abs() < 0.01);
        assert!(matches!(sheet.matrix((118.0, 118.0)), Err(PressFailure::Size { .. })));
    }
}
