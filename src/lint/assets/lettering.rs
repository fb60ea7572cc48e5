//! Lettering: the text of a drawing as the compiler's reader of SVGs sets it, how large and
//! in which typefaces. Text that does not print is left out.

use usvg::{FontFamily, Group, Node, Text, TextSpan, Tree};

use crate::theme::Length;
use crate::wording::excerpt;

/// A piece of text that is set alike.
#[derive(Debug, PartialEq)]
pub(in crate::lint) struct Lettering {
    /// How the text starts.
    pub(in crate::lint) excerpt: String,
    /// The typefaces that it names, the first choice first; empty where it names none.
    pub(super) families: Vec<String>,
    /// Its size in the units of its place in the drawing, which `px` are another name of.
    size: f64,
    /// The share of the drawing's width that is as much as one such unit.
    unit: f64,
}

impl Lettering {
    /// How large it prints, in points, in a figure that is so wide.
    pub(in crate::lint) fn points(&self, width: Length) -> f64 {
        self.share() * width.points()
    }

    /// The size in the drawing, in `px`, that prints as large as a number of points.
    pub(in crate::lint) fn pixels(&self, points: f64, width: Length) -> f64 {
        points / (self.unit * width.points())
    }

    /// Its size as a share of the drawing's width.
    fn share(&self) -> f64 {
        self.size * self.unit
    }
}

/// The smallest text, the first of several.
pub(super) fn smallest(texts: &[Lettering]) -> Option<&Lettering> {
    texts.iter().min_by(|one, other| one.share().total_cmp(&other.share()))
}

/// The text of a drawing, in its order.
pub(super) fn letterings(tree: &Tree) -> Vec<Lettering> {
    let mut found = Vec::new();
    of_group(tree.root(), f64::from(tree.size().width()), &mut found);
    found
}

/// By how much of the drawing's width or height a text may seem to run past its edge: the typeface in
/// which it prints may be narrower than the one in which it is laid out here.
const SPARE: f32 = 0.02;

/// How the first text starts that nobody sees and that would stand in the file all the same: it is
/// drawn without ink, is fully transparent, or stands outside of the drawing.
pub(super) fn unseen_text(tree: &Tree) -> Option<String> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let is_outside = |text: &Text| {
        let bounds = text.abs_bounding_box();
        bounds.right() <= 0.0
            || bounds.left() >= width
            || bounds.bottom() <= 0.0
            || bounds.top() >= height
    };
    let mut texts = Vec::new();
    texts_within(tree.root(), true, &mut texts);
    texts.into_iter().find_map(|(text, is_shown)| {
        let is_clear = !is_shown || is_outside(text);
        let spans = text.chunks().iter().flat_map(|chunk| {
            let words = |span: &TextSpan| chunk.text()[span.start()..span.end()].trim();
            chunk.spans().iter().map(move |span| (span, words(span)))
        });
        let mut unseen = spans.filter(|(span, words)| {
            let has_ink = span.fill().is_some_and(|it| it.opacity().get() > 0.0)
                || span.stroke().is_some_and(|it| it.opacity().get() > 0.0);
            span.is_visible() && !words.is_empty() && (is_clear || !has_ink)
        });
        unseen.next().map(|(_, words)| excerpt(words))
    })
}

/// The texts of a group that have words, each with whether its groups are to be seen.
fn texts_within<'g>(group: &'g Group, is_shown: bool, found: &mut Vec<(&'g Text, bool)>) {
    let is_shown = is_shown && group.opacity().get() > 0.0;
    for node in group.children() {
        match node {
            Node::Group(inner) => texts_within(inner, is_shown, found),
            Node::Text(text)
                if text.chunks().iter().any(|it| !it.text().trim().is_empty()) =>
            {
                found.push((text, is_shown));
            }
            Node::Text(_) | Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// How the first text starts that runs past the edge of a drawing.
pub(super) fn text_past_the_edge(tree: &Tree) -> Option<String> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let (across, down) = (width * SPARE, height * SPARE);
    let is_out = |text: &Text| {
        let bounds = text.abs_bounding_box();
        bounds.left() < -across
            || bounds.right() > width + across
            || bounds.top() < -down
            || bounds.bottom() > height + down
    };
    let mut texts = Vec::new();
    texts_within(tree.root(), true, &mut texts);
    let mut shown = texts.into_iter().filter(|(_, is_shown)| *is_shown);
    let (text, _) = shown.find(|(text, _)| is_out(text))?;
    let all: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
    let words: Vec<_> = all.split_whitespace().collect();
    Some(excerpt(&words.join(" ")))
}

/// Whether anything of a group is to be seen. An image in it is taken to be.
pub(super) fn shows_something(group: &Group) -> bool {
    group.opacity().get() > 0.0
        && group.children().iter().any(|node| match node {
            Node::Group(inner) => shows_something(inner),
            Node::Path(path) => {
                path.is_visible() && (path.fill().is_some() || path.stroke().is_some())
            }
            Node::Text(text) => {
                text.chunks().iter().any(|it| !it.text().trim().is_empty())
            }
            Node::Image(_) => true,
        })
}

fn of_group(group: &Group, width: f64, found: &mut Vec<Lettering>) {
    if group.opacity().get() == 0.0 {
        return;
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => of_group(inner, width, found),
            Node::Text(text) => of_text(text, width, found),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn of_text(text: &Text, width: f64, found: &mut Vec<Lettering>) {
    let matrix = text.abs_transform();
    let [a, b, c, d] = [matrix.sx, matrix.ky, matrix.kx, matrix.sy].map(f64::from);
    // One unit upright to a line of text.
    let unit = (a * d - b * c).abs() / a.hypot(b) / width;
    let mut position = 0;
    for chunk in text.chunks() {
        let mut before: Option<f64> = None;
        for span in chunk.spans() {
            let words = &chunk.text()[span.start()..span.end()];
            let dy = text.dy().get(position).copied().unwrap_or_default();
            position += words.chars().count();
            if words.trim().is_empty() {
                continue;
            }
            // An index beside letters is small everywhere, and is read with them.
            let is_moved = !span.baseline_shift().is_empty() || dy != 0.0;
            let own = f64::from(span.font_size().get());
            let size = before.filter(|_| is_moved).map_or(own, |before| own.max(before));
            before = Some(size);
            if !span.is_visible() || !(size * unit).is_normal() {
                continue;
            }
            let named = span.font().families().iter().filter_map(|family| match family {
                FontFamily::Named(name) => Some(name.clone()),
                _ => None,
            });
            let families = named.filter(|name| !name.is_empty()).collect();
            let words: Vec<_> = words.split_whitespace().collect();
            let excerpt = excerpt(&words.join(" "));
            found.push(Lettering { excerpt, families, size, unit });
        }
    }
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::super::drawing::SVG;
    use super::*;
    use crate::report::image::shapes;

    /// The smallest text of a drawing and its size as a share of the width.
    fn found(text: &str) -> Option<(String, f64)> {
        let document = Document::parse(text).unwrap();
        let texts = letterings(&shapes(&document)?);
        let found = smallest(&texts)?;
        Some((found.excerpt.clone(), (found.share() * 1e6).round() / 1e6))
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
            ("<text font-size='5px'>a</text>", 5.0),
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
            ("<text style='font: bold 6px Arial'>a</text>", 6.0),
            ("<style>.n { font-size: 7px }</style><text class='n'>a</text>", 7.0),
            ("<style>text { font-size: 7px }</style><text font-size='5'>a</text>", 7.0),
            ("<style>.n { font-size: 7px }</style><text font-size='5'>a</text>", 5.0),
            ("<style>g > text { font-size: 8px }</style><g><text>a</text></g>", 8.0),
            ("<style>text { font-size: 8px !important }</style><text>a</text>", 8.0),
            ("<svg><text>a</text></svg><switch><text>a</text></switch>", 12.0),
            ("<text font-size='small'>a</text>", 10.0),
            ("<defs><text id='t' font-size='9'>a</text></defs><use href='#t'/>", 9.0),
            // What the compiler does not understand it leaves out.
            ("<text font-size=' 5px '>a</text>", 12.0),
            ("<text style='font-size: var(--size)'>a</text>", 12.0),
            ("<text style='font: caption'>a</text>", 12.0),
            ("<text style='font: bold 6px/1.2 Arial'>a</text>", 12.0),
            ("<g transform='perspective(1)'><text>a</text></g>", 12.0),
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
            ("width='20em' height='9'", 0.041_667),
            ("viewBox='0 0 200 100' transform='scale(2)'", 0.1),
        ] {
            let text =
                format!("<svg xmlns='{SVG}' {sides}><text font-size='10'>a</text></svg>");
            assert_eq!(found(&text), Some(("a".to_owned(), wanted)), "{sides}");
        }
        let text =
            format!("<svg xmlns='{SVG}' width='0' height='0'><text>a</text></svg>");
        assert_eq!(found(&text), None);
    }

    #[test]
    fn what_does_not_print_is_left_out() {
        for inside in [
            "<text font-size='1'> \u{a0}\n</text>",
            "<title>a</title><g>a</g>",
            "<defs><text>a</text></defs><symbol><text>a</text></symbol>",
            "<g display='none'><text>a</text></g>",
            "<text style='visibility:hidden'>a</text>",
            "<text opacity='0'>a</text>",
            "<text font-size='0'>a</text><text font-size='-3'>a</text>",
            "<g transform='scale(0)'><text>a</text></g>",
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
