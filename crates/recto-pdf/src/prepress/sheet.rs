//! Sheets: the boxes of a page, and its art cut to the bleed.
//!
//! Lengths are in points, and the origin is the lower left corner of the sheet.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::press::{Marks, Press};
use super::resources::add_resource;

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// How far marks stand from the trimmed page, at least: nearer, they may show where it is
/// not cut well.
const LEAST_OFFSET: f32 = 4.0 * MM;
/// How far they stand from the bleed.
const CLEARANCE: f32 = MM;
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
        let media = document.get_dictionary(page)?.get(b"MediaBox")?.as_array()?;
        let side = |at: usize| match media.get(at) {
            Some(number) => number.as_float(),
            None => Err(lopdf::Error::DictKey("MediaBox".to_owned())),
        };
        #[expect(clippy::cast_possible_truncation, reason = "a length on paper is small")]
        let bleed = press.bleed as f32 * MM;
        let trim = (side(2)? - 2.0 * bleed, side(3)? - 2.0 * bleed);
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
    /// form of the document.
    pub(super) fn place(
        &self,
        document: &mut Document,
        page: ObjectId,
        slug: Option<ObjectId>,
    ) -> Result<(), lopdf::Error> {
        let shift = self.slug - self.bleed;
        let [left, bottom, right, top] = self.bleed_box();
        let before = [
            Operation::new("q", vec![]),
            Operation::new("re", numbers(&[left, bottom, right - left, top - bottom])),
            Operation::new("W", vec![]),
            Operation::new("n", vec![]),
            Operation::new("cm", numbers(&[1.0, 0.0, 0.0, 1.0, shift, shift])),
        ];
        let mut after = vec![Operation::new("Q", vec![])];
        if slug.is_some() {
            after.push(Operation::new("Do", vec![Object::Name(b"RectoSlug".to_vec())]));
        }
        let before = stream(document, &before)?;
        let after = stream(document, &after)?;
        let mut contents = vec![Object::Reference(before)];
        match document.get_dictionary(page)?.get(b"Contents")? {
            Object::Array(several) => contents.extend(several.iter().cloned()),
            one => contents.push(one.clone()),
        }
        contents.push(Object::Reference(after));
        if let Some(slug) = slug {
            add_resource(document, page, b"XObject", b"RectoSlug", slug)?;
        }
        let page = document.get_dictionary_mut(page)?;
        page.set("Contents", contents);
        page.set("MediaBox", numbers(&self.media()));
        page.set("BleedBox", numbers(&self.bleed_box()));
        page.set("TrimBox", numbers(&self.trim_box()));
        for entry in [&b"CropBox"[..], b"ArtBox", b"Annots", b"Tabs", b"StructParents"] {
            page.remove(entry);
        }
        Ok(())
    }
}

/// Numbers as objects.
pub(super) fn numbers(numbers: &[f32]) -> Vec<Object> {
    numbers.iter().map(|number| Object::Real(*number)).collect()
}

fn stream(
    document: &mut Document,
    operations: &[Operation],
) -> Result<ObjectId, lopdf::Error> {
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
}
