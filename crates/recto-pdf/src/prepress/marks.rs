//! Marks: what stands outside the bleed, on every plate.

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::lettering::Lettering;
use super::press::{Marks, Press};
use super::sheet::{MARK, MM, Sheet, numbers};

/// How thick marks are, in points: the least that every plate holds.
const STROKE: f32 = 0.25;
/// The size of the page information, in points.
const SIZE: f32 = 5.5;
/// The radius of a registration mark's circle.
const RADIUS: f32 = 1.5 * MM;

/// Draws the slug of the pages of a file.
pub(super) struct Slug {
    sheet: Sheet,
    /// The marks that are the same on every page.
    marks: ObjectId,
    /// The colour of all plates.
    all: ObjectId,
    /// What the line says of the file, and of how it is to be printed.
    about: (String, String),
    lettering: std::cell::RefCell<Lettering>,
}

impl Slug {
    pub(super) fn new(
        document: &mut Document,
        sheet: &Sheet,
        press: &Press,
        stem: &str,
    ) -> Self {
        let all = every_plate(document);
        let resources = dictionary! { "ColorSpace" => dictionary! { "All" => all } };
        let content = format!(
            "/All CS 1 SCN {STROKE} w\n{}{}",
            crop_marks(sheet),
            if press.marks == Marks::All {
                registration_marks(sheet)
            } else {
                String::new()
            }
        );
        let marks = form(document, sheet, resources, content);
        let (width, height) = sheet.trim;
        let condition = format!(
            "{} · trimmed {:.0} × {:.0} mm · bleed {} mm",
            press.intent.identifier(),
            width / MM,
            height / MM,
            press.bleed,
        );
        let about = (stem.to_owned(), condition);
        Self { sheet: *sheet, marks, all, about, lettering: Default::default() }
    }

    /// The slug of one page: the marks, and the line of page information.
    pub(super) fn line(
        &self,
        document: &mut Document,
        number: usize,
        count: usize,
    ) -> ObjectId {
        let (stem, condition) = &self.about;
        let left = format!("{stem} · page {number} of {count}");
        let mut lettering = self.lettering.borrow_mut();
        let mut content = "/Marks Do /All cs 1 scn\n".to_owned();
        let mut forms = Dictionary::new();
        forms.set("Marks", self.marks);
        let margin = self.sheet.slug + 4.0 * MM;
        let baseline = self.sheet.slug - self.sheet.offset - 3.0 * MM;
        // One half of the width each, so that the mark in the middle stays free.
        let room = self.sheet.trim.0 / 2.0 - 8.0 * MM;
        let middle = self.sheet.slug + self.sheet.trim.0 / 2.0 + 4.0 * MM;
        for (text, x) in [(left.as_str(), margin), (condition, middle)] {
            let natural = lettering.line(document, text, SIZE, (x, baseline));
            let line = if natural.width > room {
                let size = SIZE * room / natural.width;
                lettering.line(document, text, size, (x, baseline))
            } else {
                natural
            };
            content.push_str(&line.content);
            for (name, form) in line.forms {
                forms.set(name, form);
            }
        }
        let resources = dictionary! {
            "ColorSpace" => dictionary! { "All" => self.all },
            "XObject" => forms,
        };
        form(document, &self.sheet, resources, content)
    }
}

/// The colorant of every plate (ISO 32000-1, 8.6.6.4).
fn every_plate(document: &mut Document) -> ObjectId {
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => numbers(&[0.0, 1.0]),
        "C0" => numbers(&[0.0; 4]),
        "C1" => numbers(&[1.0; 4]),
        "N" => 1,
    };
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let tint = document.add_object(tint);
    document.add_object(Object::Array(vec![
        name("Separation"),
        name("All"),
        name("DeviceCMYK"),
        Object::Reference(tint),
    ]))
}

fn form(
    document: &mut Document,
    sheet: &Sheet,
    resources: Dictionary,
    content: String,
) -> ObjectId {
    let entries = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers(&sheet.media()),
        "Resources" => resources,
    };
    let mut stream = Stream::new(entries, content.into_bytes());
    // What cannot be made smaller stays as it is.
    let _ = stream.compress();
    document.add_object(stream)
}

/// Two lines at each corner, along the edges of the trimmed page.
fn crop_marks(sheet: &Sheet) -> String {
    let [left, bottom, right, top] = sheet.trim_box();
    let mut content = String::new();
    let mut line = |from: (f32, f32), to: (f32, f32)| {
        // Writing to a string cannot fail.
        let _ = writeln!(content, "{} {} m {} {} l S", from.0, from.1, to.0, to.1);
    };
    for (x, outwards) in [(left, -1.0), (right, 1.0)] {
        for (y, upwards) in [(bottom, -1.0), (top, 1.0)] {
            let near = (x + outwards * sheet.offset, y + upwards * sheet.offset);
            let far = (near.0 + outwards * MARK, near.1 + upwards * MARK);
            line((near.0, y), (far.0, y));
            line((x, near.1), (x, far.1));
        }
    }
    content
}

/// A cross in a circle in the middle of each side.
fn registration_marks(sheet: &Sheet) -> String {
    let [left, bottom, right, top] = sheet.trim_box();
    let (middle, centre) = (f32::midpoint(left, right), f32::midpoint(bottom, top));
    let away = sheet.offset + MARK / 2.0;
    let reach = MARK / 2.0;
    // A quarter of a circle by one curve (Bézier).
    let bend = 0.552_285 * RADIUS;
    let mut content = String::new();
    for (x, y) in [
        (middle, bottom - away),
        (middle, top + away),
        (left - away, centre),
        (right + away, centre),
    ] {
        let _ = writeln!(content, "{} {y} m {} {y} l S", x - reach, x + reach);
        let _ = writeln!(content, "{x} {} m {x} {} l S", y - reach, y + reach);
        let _ = write!(content, "{} {y} m ", x + RADIUS);
        for (from, to) in [
            ((1.0, 0.0), (0.0, 1.0)),
            ((0.0, 1.0), (-1.0, 0.0)),
            ((-1.0, 0.0), (0.0, -1.0)),
            ((0.0, -1.0), (1.0, 0.0)),
        ] {
            let at = |(a, b): (f32, f32), (p, q): (f32, f32)| {
                (x + a * RADIUS + p * bend, y + b * RADIUS + q * bend)
            };
            let (first, second, end) = (at(from, to), at(to, from), at(to, (0.0, 0.0)));
            let _ = write!(
                content,
                "{} {} {} {} {} {} c ",
                first.0, first.1, second.0, second.1, end.0, end.1
            );
        }
        content.push_str("S\n");
    }
    content
}
