//! Drawings: what an SVG holds beside its shapes.
//!
//! The text is a stranger's: entities are bounded by the parser, nothing that it refers to
//! is fetched, and what is not well formed is not read on.

use roxmltree::{Document, Node, ParsingOptions};

use super::lettering::{
    Lettering, letterings, shows_something, text_past_the_edge, unseen_text,
};
use crate::report::image::shapes;
use crate::wording::excerpt;

/// What an SVG holds beside its shapes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Drawing {
    /// Its text.
    pub(super) texts: Vec<Lettering>,
    /// Whether there is a script in it.
    pub(super) has_script: bool,
    /// Whether there is an image made of pixels in it.
    pub(super) has_pixels: bool,
    /// Addresses of what it wants from elsewhere, in its order.
    pub(super) outside: Vec<String>,
    /// How the first text starts that stands in a `foreignObject`, as HTML, with nothing to
    /// print in its place.
    pub(super) lost: Option<String>,
    /// The notice that drawing programs leave for readers that know no `foreignObject`.
    pub(super) notice: Option<String>,
    /// How the first text starts that runs past the edge of the drawing, where it is cut off.
    pub(super) cut: Option<String>,
    /// How the first text starts that nobody sees, and that would stand in the file.
    pub(super) unseen: Option<String>,
    /// Whether nothing in it is to be seen.
    pub(super) is_empty: bool,
    /// How many times wider than high it is; `None` where the compiler cannot read it.
    pub(super) ratio: Option<f64>,
}

/// Why bytes are no SVG.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotSvg {
    /// They are meant to be one, and there is a mistake in them.
    Damaged(String),
    /// They are something else.
    SomethingElse,
}

/// More than any drawing of a report has.
const MOST_NODES: u32 = 1_000_000;
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Reads an SVG.
pub(super) fn read(bytes: &[u8]) -> Result<Drawing, NotSvg> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotSvg::SomethingElse)?;
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('<') {
        return Err(NotSvg::SomethingElse);
    }
    let options = ParsingOptions {
        // Drawing programs still write the document type of SVG 1.1.
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        if text.contains("<svg") {
            NotSvg::Damaged(error.to_string())
        } else {
            NotSvg::SomethingElse
        }
    })?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(NotSvg::SomethingElse);
    }
    let mut drawing = Drawing::default();
    drawing.outside.extend(entities(text));
    if let Some(tree) = shapes(&document) {
        drawing.texts = letterings(&tree);
        drawing.cut = text_past_the_edge(&tree);
        drawing.unseen = unseen_text(&tree);
        drawing.is_empty = !shows_something(tree.root());
        drawing.ratio = Some(f64::from(tree.size().width() / tree.size().height()));
    }
    let sheets = document.descendants().filter(|node| node.has_tag_name((SVG, "style")));
    for sheet in sheets.flat_map(|node| node.children()).filter_map(|node| node.text()) {
        drawing.outside.extend(outside_of_style(sheet));
    }
    for node in document.descendants() {
        if let Some(instruction) = node.pi().filter(|it| it.target == "xml-stylesheet") {
            let address = instruction.value.and_then(|value| between(value, "href="));
            drawing.outside.extend(address.filter(|it| !is_inside(it)));
        }
        if is_drawn(&node) {
            look(&node, &mut drawing);
        }
        if node.has_tag_name((SVG, "foreignObject")) && !has_fallback(&node) {
            let words: Vec<_> = texts(&node).flat_map(str::split_whitespace).collect();
            let lost = (!words.is_empty()).then(|| excerpt(&words.join(" ")));
            drawing.lost = drawing.lost.take().or(lost);
        }
        if node.has_tag_name((SVG, "text")) {
            let mut own = texts(&node).map(str::trim);
            let notice = own.find(|text| text.starts_with(NOTICE)).map(str::to_owned);
            drawing.notice = drawing.notice.take().or(notice);
        }
    }
    Ok(drawing)
}

/// How draw.io's notice starts.
const NOTICE: &str = "Text is not SVG";

/// All texts within an element.
fn texts<'d>(node: &Node<'d, '_>) -> impl Iterator<Item = &'d str> {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text())
}

/// Whether something prints in place of an element: what follows it in a `switch`.
fn has_fallback(node: &Node<'_, '_>) -> bool {
    let in_switch = node.parent().is_some_and(|it| it.has_tag_name((SVG, "switch")));
    in_switch && node.next_siblings().skip(1).any(|sibling| sibling.is_element())
}

/// Whether a node is an element of the drawing, and not of what an editor notes in it.
fn is_drawn(node: &Node<'_, '_>) -> bool {
    let space = node.tag_name().namespace();
    node.is_element() && space.is_none_or(|space| space == SVG)
}

/// Looks at one element and its attributes.
fn look(node: &Node<'_, '_>, drawing: &mut Drawing) {
    let name = node.tag_name().name();
    drawing.has_script |= name == "script";
    for attribute in node.attributes() {
        let value = attribute.value().trim();
        let is_reference = attribute.name() == "href"
            && attribute.namespace().is_none_or(|space| space == XLINK);
        if is_reference {
            let start: String = value.chars().take(11).collect();
            if start.eq_ignore_ascii_case("javascript:") {
                drawing.has_script = true;
            } else if name != "a" && !is_inside(value) {
                // What a link leads to is not read.
                drawing.outside.push(excerpt(value));
            } else if matches!(name, "image" | "feImage")
                && value.starts_with("data:")
                && !value.starts_with("data:image/svg+xml")
            {
                drawing.has_pixels = true;
            }
        } else if attribute.namespace().is_none() {
            let handles = attribute.name().strip_prefix("on");
            drawing.has_script |= handles.is_some_and(|event| !event.is_empty());
            drawing.outside.extend(outside_of_style(value));
        }
    }
}

/// Addresses that a style takes something from and that lead out of the drawing.
fn outside_of_style(style: &str) -> Vec<String> {
    let urls = style.split("url(").skip(1).map(|rest| {
        let address = rest.split(')').next().unwrap_or_default();
        address.trim().trim_matches(['"', '\'']).trim()
    });
    let imports = style.split("@import").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    urls.chain(imports).filter(|address| !is_inside(address)).map(excerpt).collect()
}

/// Addresses of entities that a drawing's document type takes from elsewhere.
fn entities(text: &str) -> Vec<String> {
    let declared = text.split("<!ENTITY").skip(1).filter_map(|rest| {
        let declaration = rest.split('>').next()?;
        let outside = ["SYSTEM", "PUBLIC"];
        let mut words = declaration.split_whitespace();
        words.any(|word| outside.contains(&word)).then_some(declaration)
    });
    declared
        .filter_map(|declaration| declaration.split(['"', '\'']).nth_back(1))
        .map(excerpt)
        .collect()
}

/// Whether an address leads to the drawing itself, or holds what it stands for.
fn is_inside(address: &str) -> bool {
    let start: String = address.chars().take(5).collect();
    address.is_empty()
        || address.starts_with('#')
        || start.eq_ignore_ascii_case("data:")
        || start.eq_ignore_ascii_case("about")
}

/// What stands in quotation marks after a name.
fn between(text: &str, name: &str) -> Option<String> {
    let rest = text.split_once(name)?.1.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next().map(excerpt)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inside: &str) -> Drawing {
        let text = format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
             \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n\
             <svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" xmlns:i=\"http://inkscape\">\
             {inside}</svg>"
        );
        read(text.as_bytes()).unwrap()
    }

    #[test]
    fn what_a_drawing_wants_from_elsewhere_is_found() {
        for inside in [
            "<image xlink:href='https://example.org/a.png'/>",
            "<image href='../a.png'/>",
            "<use href='other.svg#part'/>",
            "<rect fill='url(other.svg#tint)'/>",
            "<rect style='fill: url(\"other.svg#tint\")'/>",
            "<style>@import 'https://example.org/a.css';</style>",
            "<style>@font-face { src: url(https://example.org/a.woff) }</style>",
        ] {
            assert_eq!(drawing(inside).outside.len(), 1, "{inside}");
        }
        let sheet = "<?xml-stylesheet href=\"a.css\"?><svg/>";
        assert_eq!(read(sheet.as_bytes()).unwrap().outside, ["a.css"]);
        let entity = "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg/>";
        assert_eq!(read(entity.as_bytes()).unwrap().outside, ["file:///etc/passwd"]);
    }

    #[test]
    fn what_a_drawing_has_itself_is_no_reference() {
        let inside = "<a xlink:href='https://example.org'><use xlink:href='#a'/></a>\
             <rect fill='url(#tint)' i:href='c:/drawings/a.svg'/>\
             <i:note href='https://example.org'/><style>a { fill: url('#b') }</style>\
             <image href='data:image/svg+xml,%3Csvg/%3E'/>";
        let found = drawing(inside);
        let ratio = found.ratio;
        assert_eq!(found, Drawing { ratio, is_empty: true, ..Drawing::default() });
        assert!(drawing("<image href='data:image/png;base64,AA=='/>").has_pixels);
    }

    #[test]
    fn text_that_is_no_svg_is_found_where_nothing_prints_in_its_place() {
        let html = "<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>Full \n\
                    Council</div></foreignObject>";
        assert_eq!(drawing(html).lost.as_deref(), Some("Full Council"));
        let switch = |after: &str| drawing(&format!("<switch>{html}{after}</switch>"));
        assert_eq!(switch("<text>Full Council</text>").lost, None);
        assert_eq!(switch(" ").lost.as_deref(), Some("Full Council"));
        assert_eq!(drawing("<foreignObject> </foreignObject>").lost, None);
        let notice = "Text is not SVG - cannot display";
        let found = drawing(&format!("<text>a</text><a><text> {notice}</text></a>"));
        assert_eq!(found.notice.as_deref(), Some(notice));
        assert_eq!(drawing("<title>Text is not SVG</title>").notice, None);
    }

    #[test]
    fn text_that_nobody_sees_is_found() {
        let unseen = |inside: &str| {
            let text = format!("<svg xmlns='{SVG}' viewBox='0 0 400 100'>{inside}</svg>");
            read(text.as_bytes()).unwrap().unseen
        };
        for attributes in [
            "opacity='0'",
            "fill='none'",
            "fill-opacity='0'",
            "fill='none' stroke='#000' stroke-opacity='0'",
            "x='900'",
            "y='-40'",
        ] {
            let text = format!("<text y='20' {attributes}>Names</text>");
            let text = if attributes.starts_with('y') {
                text.replace("y='20' ", "")
            } else {
                text
            };
            assert_eq!(unseen(&text).as_deref(), Some("Names"), "{attributes}");
        }
        let group = "<g opacity='0'><g><text y='20'>Names</text></g></g>";
        assert_eq!(unseen(group).as_deref(), Some("Names"));
        let span = "<text y='20'>Seen<tspan fill='none'>Names</tspan></text>";
        assert_eq!(unseen(span).as_deref(), Some("Names"));
        for inside in [
            "<text y='20'>Seen</text>",
            "<text y='20' fill='none' stroke='#000'>Seen</text>",
            "<text y='20' visibility='hidden'>Not in the file</text>",
            "<text y='20' opacity='0'> </text>",
            "<text y='20' x='380'>Partly seen</text>",
        ] {
            assert_eq!(unseen(inside), None, "{inside}");
        }
    }

    #[test]
    fn the_shape_is_that_of_the_sides_or_else_of_the_bounds() {
        let ratio = |attributes: &str| {
            let text =
                format!("<svg xmlns='{SVG}' {attributes}><path d='M0 0h9v3z'/></svg>");
            read(text.as_bytes()).unwrap().ratio
        };
        assert_eq!(ratio("viewBox='0 0 40 20'"), Some(2.0));
        assert_eq!(ratio("viewBox='0 0 40 20' width='30' height='10'"), Some(3.0));
        assert_eq!(ratio("width='40' height='20'"), Some(2.0));
        assert_eq!(ratio(""), Some(3.0));
    }

    #[test]
    fn scripts_are_found_in_all_their_places() {
        for inside in [
            "<script>alert(1)</script>",
            "<rect onclick='alert(1)'/>",
            "<a href='JavaScript:alert(1)'/>",
        ] {
            assert!(drawing(inside).has_script, "{inside}");
        }
        assert!(!drawing("<rect opacity='1'/><text>script</text>").has_script);
    }

    #[test]
    fn typefaces_of_text_are_those_nearest_to_it() {
        let families = |inside: &str| -> Vec<Vec<String>> {
            drawing(inside).texts.into_iter().map(|text| text.families).collect()
        };
        let text = "<g font-family='Arial'><text>a<tspan style=\"font-family:'B C', serif\">\
                    b</tspan></text></g>";
        assert_eq!(families(text), [["Arial"], ["B C"]]);
        assert_eq!(families("<text> </text><title>No text</title>").len(), 0);
        assert_eq!(families("<text>a</text>"), [Vec::<String>::new()]);
        let sheet = "<style>text { font-family: Arial, Helvetica }</style><text>a</text>";
        assert_eq!(families(sheet), [["Arial", "Helvetica"]]);
    }

    #[test]
    fn what_is_no_drawing_is_told_from_what_is_damaged() {
        assert_eq!(read(b"no drawing"), Err(NotSvg::SomethingElse));
        assert_eq!(read(b"<html><body/></html>"), Err(NotSvg::SomethingElse));
        assert_eq!(read(b"\xff\xfe<"), Err(NotSvg::SomethingElse));
        let whole = b"<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>";
        for length in 0..whole.len() {
            let result = read(&whole[..length]);
            let is_meant = length >= "<svg".len();
            assert_eq!(matches!(result, Err(NotSvg::Damaged(_))), is_meant, "{length}");
        }
        assert!(read(whole).is_ok());
        // Entities that would grow to a billion characters are refused.
        let mut bomb = String::from("<!DOCTYPE svg [<!ENTITY a0 \"lol\">");
        for level in 1..12 {
            let ten = format!("&a{};", level - 1).repeat(10);
            bomb += &format!("<!ENTITY a{level} \"{ten}\">");
        }
        bomb += "]><svg><text>&a11;</text></svg>";
        assert!(matches!(read(bomb.as_bytes()), Err(NotSvg::Damaged(_))));
    }
}
