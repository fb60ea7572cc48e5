//! Lettering: how large the text of a drawing is set.
//!
//! Sizes are worked out as the compiler's reader of SVGs does. Text whose size cannot be
//! told without drawing it (what is drawn elsewhere through `use`, one of several ways in
//! a `switch`, a drawing within a drawing) is left out, and so is what does not print.

use roxmltree::{Document, Node, NodeId};
use rustc_hash::FxHashMap;

use super::drawing::SVG;
use super::sheet::{Sheet, declarations};
use super::values::{absolute, font_size, length, numbers, transformed};
use crate::report::excerpt;
use crate::theme::Length;

/// The smallest text of a drawing.
#[derive(Debug, PartialEq)]
pub(in crate::lint) struct Lettering {
    /// How the text starts.
    pub(in crate::lint) excerpt: String,
    /// Its size in the units of its place in the drawing, which `px` are another name of.
    size: f64,
    /// The share of the drawing's width that is as much as one such unit.
    unit: f64,
}

/// The size of text for which a drawing names none: what the compiler's reader takes.
const UNNAMED: f64 = 12.0;

impl Lettering {
    /// How large it prints, in points, in a figure that is so wide. One that is higher than
    /// a page is cut there, and not made smaller.
    pub(in crate::lint) fn points(&self, width: Length) -> f64 {
        self.size * self.unit * width.points()
    }

    /// The size in the drawing, in `px`, that prints as large as a number of points.
    pub(in crate::lint) fn pixels(&self, points: f64, width: Length) -> f64 {
        points / (self.unit * width.points())
    }
}

/// The smallest text of a drawing, the first of several; `None` where it has no text, or
/// none whose size can be told.
pub(super) fn smallest(document: &Document<'_>, styles: &[&str]) -> Option<Lettering> {
    let sheet = Sheet::read(styles)?;
    let root = document.root_element();
    let mut settings: FxHashMap<NodeId, Setting> = FxHashMap::default();
    settings.insert(root.id(), Setting::of_drawing(&root, &sheet)?);
    let mut smallest: Option<Lettering> = None;
    for node in root.descendants().skip(1) {
        // A node comes after the one that it stands in.
        let above = node.parent().and_then(|parent| settings.get(&parent.id()));
        let Some(above) = above else { continue };
        if node.is_element() {
            if let Some(own) = above.within(&node, &sheet) {
                settings.insert(node.id(), own);
            }
            continue;
        }
        let text = node.text().filter(|text| node.is_text() && !text.trim().is_empty());
        let Some(text) = text.filter(|_| above.place == Standing::InText) else {
            continue;
        };
        let (size, unit) = (above.size, above.unit());
        let is_known = size > 0.0 && unit > 0.0 && (size * unit).is_normal();
        let least = smallest.as_ref().map_or(f64::INFINITY, |it| it.size * it.unit);
        if is_known && size * unit < least {
            let words: Vec<_> = text.split_whitespace().collect();
            smallest = Some(Lettering { excerpt: excerpt(&words.join(" ")), size, unit });
        }
    }
    smallest
}

/// How text would be set at some place of a drawing.
#[derive(Debug, Clone, Copy)]
struct Setting {
    /// The size of text, in the units of the place.
    size: f64,
    /// What a transformation makes of directions there: `a b c d` of SVG's `matrix`. It
    /// leads to shares of the width of the whole drawing.
    matrix: [f64; 4],
    place: Standing,
}

/// Where an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Among the shapes.
    AmongShapes,
    /// In a `text` element.
    InText,
}

impl Setting {
    /// The setting of a whole drawing.
    fn of_drawing(root: &Node<'_, '_>, sheet: &Sheet) -> Option<Self> {
        if root.has_attribute("transform") {
            return None;
        }
        let side = |name: &str| root.attribute(name).and_then(length);
        let (width, height) = (side("width"), side("height"));
        let matrix = match root.attribute("viewBox") {
            Some(bounds) => {
                let [_, _, across, down] = *numbers(bounds)?.as_slice() else {
                    return None;
                };
                let whole = (100.0, "%");
                let width = absolute(width.unwrap_or(whole), across)?;
                let height = absolute(height.unwrap_or(whole), down)?;
                let (x, y) = (width / across, height / down);
                let ratio = root.attribute("preserveAspectRatio").unwrap_or_default();
                let (x, y) = match ratio.trim() {
                    "none" => (x, y),
                    ratio if ratio.ends_with("slice") => (x.max(y), x.max(y)),
                    _ => (x.min(y), x.min(y)),
                };
                [x / width, 0.0, 0.0, y / width]
            }
            // Without bounds and sides a drawing is as large as what it shows.
            None => {
                let known = [width?, height?].map(|side| absolute(side, f64::NAN));
                let unit =
                    1.0 / known[0].filter(|_| known[1].is_some_and(f64::is_finite))?;
                [unit, 0.0, 0.0, unit]
            }
        };
        let start = Self { size: UNNAMED, matrix, place: Standing::AmongShapes };
        start.styled(root, sheet)
    }

    /// The setting within an element; `None` where nothing prints there, or nothing whose
    /// size can be told.
    fn within(&self, node: &Node<'_, '_>, sheet: &Sheet) -> Option<Self> {
        if node.tag_name().namespace() != Some(SVG) {
            return None;
        }
        let mut own = *self;
        own.place = match (node.tag_name().name(), self.place) {
            ("g" | "a", Standing::AmongShapes) => Standing::AmongShapes,
            ("text", Standing::AmongShapes)
            | ("a" | "tspan" | "textPath", Standing::InText) => Standing::InText,
            _ => return None,
        };
        // Within text only the whole of it can be transformed.
        if self.place == Standing::AmongShapes
            && let Some(list) = node.attribute("transform")
        {
            own.matrix = transformed(own.matrix, list)?;
        }
        own.styled(node, sheet)
    }

    /// The same with what an element and the sheets say of its style.
    fn styled(mut self, node: &Node<'_, '_>, sheet: &Sheet) -> Option<Self> {
        let mut style = Style::default();
        let names = ["font-size", "display", "visibility", "opacity", "baseline-shift"];
        for name in names {
            style.set(name, node.attribute(name).unwrap_or_default());
        }
        let own = node.attribute("style").unwrap_or_default();
        for (name, value) in sheet.declarations(node).chain(declarations(own)) {
            style.set(name, value);
        }
        let is_hidden = style.display == "none"
            || matches!(style.visibility, "hidden" | "collapse")
            || style.opacity.trim_end_matches('%').parse() == Ok(0.0);
        if is_hidden || !style.transform.is_empty() {
            return None;
        }
        if !matches!(style.font_size, "" | "inherit") {
            let size = font_size(style.font_size, self.size)?;
            // An index beside letters is small everywhere, and is read with them.
            let is_line = node.has_attribute("x");
            let is_moved = !style.baseline_shift.is_empty()
                || (node.has_attribute("dy") && !is_line);
            let is_index =
                is_moved && node.has_tag_name((SVG, "tspan")) && follows_text(node);
            self.size = if is_index { size.max(self.size) } else { size };
        }
        Some(self)
    }

    /// What one unit upright to a line of text is, as a share of the drawing's width.
    fn unit(&self) -> f64 {
        let [a, b, c, d] = self.matrix;
        (a * d - b * c).abs() / a.hypot(b)
    }
}

/// What is said of an element's style, empty where nothing is.
#[derive(Debug, Default)]
struct Style<'s> {
    font_size: &'s str,
    display: &'s str,
    visibility: &'s str,
    opacity: &'s str,
    baseline_shift: &'s str,
    transform: &'s str,
}

impl<'s> Style<'s> {
    fn set(&mut self, name: &str, value: &'s str) {
        match name {
            "font-size" => self.font_size = value,
            // The size comes before a slash and the height of a line, and is the only
            // part of the shorthand that has a unit.
            "font" => {
                let sizes =
                    value.split_whitespace().filter_map(|it| it.split('/').next());
                let mut sizes = sizes
                    .filter(|it| length(it).is_some_and(|(_, unit)| !unit.is_empty()));
                self.font_size = sizes.next().unwrap_or(value);
            }
            "display" => self.display = value,
            "visibility" => self.visibility = value,
            "opacity" => self.opacity = value,
            "baseline-shift" => self.baseline_shift = value,
            "transform" => self.transform = value,
            _ => {}
        }
    }
}

/// Whether an element of text has letters before it on its line.
fn follows_text(node: &Node<'_, '_>) -> bool {
    let before = node.prev_sibling().filter(Node::is_text);
    before.and_then(|it| it.text()).is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest text of a drawing and its size as a share of the width.
    fn found(text: &str) -> Option<(String, f64)> {
        let document = Document::parse(text).unwrap();
        let sheets = document.descendants().filter(|it| it.has_tag_name((SVG, "style")));
        let sheets: Vec<_> = sheets.filter_map(|it| it.text()).collect();
        let found = smallest(&document, &sheets)?;
        let share = found.size * found.unit;
        Some((found.excerpt, (share * 1e6).round() / 1e6))
    }

    /// The same of what stands in a drawing 100 units wide, in those units.
    fn size(inside: &str) -> Option<f64> {
        let text = format!("<svg xmlns='{SVG}' viewBox='0 0 100 50'>{inside}</svg>");
        found(&text).map(|(_, share)| share * 100.0)
    }

    #[test]
    fn sizes_are_those_nearest_to_the_text() {
        for (inside, wanted) in [
            ("<text>a</text>", 12.0),
            ("<text font-size='5'>a</text>", 5.0),
            ("<text font-size=' 5px '>a</text>", 5.0),
            ("<text font-size='3pt'>a</text>", 4.0),
            ("<text font-size='1pc'>a</text>", 16.0),
            ("<text font-size='2.54mm'>a</text>", 9.6),
            ("<text font-size='.254cm'>a</text>", 9.6),
            ("<text font-size='0.125in'>a</text>", 12.0),
            ("<g font-size='8'><a><text>a</text></a></g>", 8.0),
            ("<g font-size='8'><text font-size='50%'>a</text></g>", 4.0),
            ("<g font-size='8'><text>a<tspan font-size='.5em'>b</tspan></text></g>", 4.0),
            ("<g font-size='8'><text style='font-size: inherit'>a</text></g>", 8.0),
            ("<text font-size='5' style='fill: red; font-size: 6px'>a</text>", 6.0),
            ("<text style='font: bold 700 6px/1.2 Arial'>a</text>", 6.0),
            ("<style>.n { font-size: 7px }</style><text class='n'>a</text>", 7.0),
            ("<style>text { font-size: 7px }</style><text font-size='5'>a</text>", 7.0),
            ("<style>.n { font-size: 7px }</style><text font-size='5'>a</text>", 5.0),
        ] {
            let size = size(inside).unwrap();
            assert!((size - wanted).abs() < 1e-3, "{inside}: {size}");
        }
    }

    #[test]
    fn transformations_make_text_larger_and_smaller() {
        for (list, wanted) in [
            ("scale(.5)", 5.0),
            ("translate(3 4) scale(2,0.5)", 5.0),
            ("matrix(0 2 -2 0 7 7)", 20.0),
            ("rotate(30), scale(3)\n rotate(45 1 1)", 30.0),
            ("skewX(45)", 10.0),
            ("scale(-1 1)", 10.0),
        ] {
            let inside =
                format!("<g transform='{list}'><text font-size='10'>a</text></g>");
            let size = size(&inside).unwrap();
            assert!((size - wanted).abs() < 1e-3, "{list}: {size}");
        }
        let twice = "<g transform='scale(.5)'><text transform='scale(.5)' font-size='8'>a\
                     <tspan transform='scale(.5)'>b</tspan></text></g>";
        assert_eq!(size(twice), Some(2.0));
    }

    #[test]
    fn a_drawing_is_as_wide_as_it_says() {
        for (sides, wanted) in [
            ("viewBox='0 0 200 100'", 0.05),
            ("viewBox='0,0,200,100' width='100%'", 0.05),
            // A drawing keeps its shape within sides of another shape.
            ("viewBox='0 0 200 100' width='400' height='100'", 0.025),
            ("viewBox='0 0 200 100' width='100' height='100'", 0.05),
            ("viewBox='0 0 200 100' width='10cm' height='5cm'", 0.05),
            (
                "viewBox='0 0 200 100' width='400' height='100' \
                 preserveAspectRatio='xMidYMid slice'",
                0.05,
            ),
            (
                "viewBox='0 0 200 100' width='400' height='100' \
                 preserveAspectRatio='none'",
                0.025,
            ),
            ("width='200' height='9'", 0.05),
            ("width='254mm' height='9'", 0.010_417),
        ] {
            let text =
                format!("<svg xmlns='{SVG}' {sides}><text font-size='10'>a</text></svg>");
            assert_eq!(found(&text), Some(("a".to_owned(), wanted)), "{sides}");
        }
        for sides in [
            "",
            "width='200'",
            "width='20em' height='9'",
            "width='0' height='0'",
            "viewBox='0 0 0 0'",
            "viewBox='0 0 9'",
            "viewBox='0 0 9 9' transform='scale(2)'",
        ] {
            let text = format!("<svg xmlns='{SVG}' {sides}><text>a</text></svg>");
            assert_eq!(found(&text), None, "{sides}");
        }
    }

    #[test]
    fn what_does_not_print_or_cannot_be_told_is_left_out() {
        for inside in [
            "<text font-size='1'> \u{a0}\n</text>",
            "<title>a</title><g>a</g>",
            "<defs><text>a</text></defs><symbol><text>a</text></symbol>",
            "<svg><text>a</text></svg><switch><text>a</text></switch>",
            "<g display='none'><text>a</text></g>",
            "<text style='visibility:hidden'>a</text>",
            "<text opacity='0'>a</text>",
            "<text font-size='0'>a</text><text font-size='-3'>a</text>",
            "<text font-size='small'>a</text><text font-size='calc(1px)'>a</text>",
            "<text style='font-size: var(--size)'>a</text>",
            "<text style='font: caption'>a</text>",
            "<text style='transform: scale(.1)'>a</text>",
            "<g transform='scale(0)'><text>a</text></g>",
            "<g transform='perspective(1)'><text>a</text></g>",
            "<style>g text { font-size: 1px }</style><text>a</text>",
        ] {
            assert_eq!(size(inside), None, "{inside}");
        }
    }

    #[test]
    fn an_index_counts_as_the_letters_before_it() {
        let carbon =
            "<text font-size='10'>CO<tspan dy='2' font-size='6'>2</tspan></text>";
        assert_eq!(size(carbon), Some(10.0));
        let area = "<text font-size='10'>km<tspan style='baseline-shift: super; \
                    font-size: 60%'>2</tspan></text>";
        assert_eq!(size(area), Some(10.0));
        // A second line is no index.
        let lines = "<text font-size='10'><tspan>a</tspan><tspan x='0' dy='12' \
                     font-size='6'>b</tspan></text>";
        assert_eq!(size(lines), Some(6.0));
        let below =
            "<text font-size='10'>a<tspan x='0' dy='12' font-size='6'>b</tspan></text>";
        assert_eq!(size(below), Some(6.0));
    }

    #[test]
    fn the_smallest_is_found_and_the_first_of_equals() {
        let text = format!(
            "<svg xmlns='{SVG}' viewBox='0 0 100 100'><text font-size='9'>large</text>\
             <text font-size='6'>\n  two\n  words </text><text font-size='6'>b</text></svg>"
        );
        assert_eq!(found(&text), Some(("two words".to_owned(), 0.06)));
        let deep = format!(
            "{}<text font-size='7'>a</text>{}",
            "<g>".repeat(500),
            "</g>".repeat(500)
        );
        assert!((size(&deep).unwrap() - 7.0).abs() < 1e-9);
    }
}
