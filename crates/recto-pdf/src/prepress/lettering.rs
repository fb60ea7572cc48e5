//! Lettering: the words of the page information, as shapes.
//!
//! Outside the trimmed page nobody reads on, so that these words need no font: each letter
//! is a form that all pages share, and stays out of the text of the file.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::sheet::numbers;

static FACE: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../fonts/AtkinsonHyperlegibleNext-Regular.ttf"
));

/// Letters that were drawn, by character: their form, if they have a shape, and how far
/// they advance, in ems.
#[derive(Default)]
pub(super) struct Lettering {
    letters: BTreeMap<char, (Option<ObjectId>, f32)>,
}

/// A line of letters that stand on a baseline.
#[derive(Default)]
pub(super) struct Line {
    /// What draws it: operators of a content stream.
    pub(super) content: String,
    /// The forms that it uses, by name.
    pub(super) forms: BTreeMap<String, ObjectId>,
    /// How long it is, in points.
    pub(super) width: f32,
}

impl Lettering {
    /// Sets a text in a size, in points, from a point on the baseline.
    pub(super) fn line(
        &mut self,
        document: &mut Document,
        text: &str,
        size: f32,
        (x, y): (f32, f32),
    ) -> Line {
        let mut line = Line::default();
        for character in text.chars() {
            let (form, advance) = self.letter(document, character);
            if let Some(form) = form {
                let name = format!("L{:X}", u32::from(character));
                let at = x + line.width;
                // Writing to a string cannot fail.
                let _ = writeln!(
                    line.content,
                    "q {size} 0 0 {size} {at} {y} cm /{name} Do Q"
                );
                line.forms.insert(name, form);
            }
            line.width += advance * size;
        }
        line
    }

    fn letter(
        &mut self,
        document: &mut Document,
        character: char,
    ) -> (Option<ObjectId>, f32) {
        if let Some(letter) = self.letters.get(&character) {
            return *letter;
        }
        let letter = drawn(character).map_or((None, 0.0), |(path, bounds, advance)| {
            let form = (!path.is_empty()).then(|| {
                let entries = dictionary! {
                    "Type" => "XObject",
                    "Subtype" => "Form",
                    "BBox" => Object::Array(numbers(&bounds)),
                    "Resources" => dictionary! {},
                };
                document.add_object(Stream::new(entries, path.into_bytes()))
            });
            (form, advance)
        });
        self.letters.insert(character, letter);
        letter
    }
}

/// The shape of a character as a path that is filled, its bounds, and its advance, in ems;
/// `None` where the face has no such character.
fn drawn(character: char) -> Option<(String, [f32; 4], f32)> {
    let face = Face::parse(FACE, 0).ok()?;
    let glyph: GlyphId = face.glyph_index(character)?;
    let em = f32::from(face.units_per_em());
    let advance = f32::from(face.glyph_hor_advance(glyph)?) / em;
    let mut pen = Pen { path: String::new(), em, at: (0.0, 0.0) };
    let Some(bounds) = face.outline_glyph(glyph, &mut pen) else {
        return Some((String::new(), [0.0; 4], advance));
    };
    pen.path.push_str("f\n");
    let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
    Some((pen.path, bounds.map(|bound| f32::from(bound) / em), advance))
}

/// Writes an outline as operators of a path.
struct Pen {
    path: String,
    em: f32,
    at: (f32, f32),
}

impl Pen {
    fn write(&mut self, points: &[(f32, f32)], operator: &str) {
        for (x, y) in points {
            let _ = write!(self.path, "{:.4} {:.4} ", x / self.em, y / self.em);
        }
        self.path.push_str(operator);
        self.path.push('\n');
        if let Some(last) = points.last() {
            self.at = *last;
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.write(&[(x, y)], "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.write(&[(x, y)], "l");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // The same curve with two control points: PDF has no other.
        let near = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        let (from_x, from_y) = self.at;
        let first = (near(from_x, x1), near(from_y, y1));
        let second = (near(x, x1), near(y, y1));
        self.write(&[first, second, (x, y)], "c");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.write(&[(x1, y1), (x2, y2), (x, y)], "c");
    }

    fn close(&mut self) {
        self.path.push_str("h\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_shapes_that_are_shared() {
        let mut document = Document::with_version("1.6");
        let mut lettering = Lettering::default();
        let line = lettering.line(&mut document, "a a·b", 6.0, (10.0, 20.0));
        assert_eq!(line.forms.len(), 3);
        assert_eq!(line.content.lines().count(), 4);
        assert_eq!(document.objects.len(), 3);
        assert!(line.width > 9.0 && line.width < 24.0, "{}", line.width);
        let again = lettering.line(&mut document, "ab", 6.0, (0.0, 0.0));
        assert!(again.forms.len() == 2 && document.objects.len() == 3);
    }
}
