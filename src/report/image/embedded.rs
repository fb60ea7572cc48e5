//! Embedded images: what an SVG holds of other images, as text in its addresses.

use data_url::DataUrl;
use roxmltree::{Document, ParsingOptions};

/// How deep drawings may hold drawings; what is deeper is not drawn either.
const DEEPEST: usize = 8;
/// More than any drawing of a report has.
const MOST_NODES: u32 = 1_000_000;

/// How many pixels the images in an SVG have together, by their headers; none where the
/// bytes are no SVG.
pub(super) fn pixels(svg: &[u8]) -> u64 {
    pixels_within(svg, DEEPEST)
}

fn pixels_within(svg: &[u8], depth: usize) -> u64 {
    let Ok(text) = std::str::from_utf8(svg) else { return 0 };
    // Most drawings hold none, and need not be read twice. An entity may spell anything.
    let may_hold_some = text.contains("image") || text.contains("<!ENTITY");
    if depth == 0 || !may_hold_some {
        return 0;
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let text = text.trim_start_matches('\u{feff}');
    let Ok(document) = Document::parse_with_options(text, options) else { return 0 };
    let images = document.descendants().filter(|node| node.tag_name().name() == "image");
    let addresses = images
        .flat_map(|node| node.attributes().filter(|it| it.name() == "href"))
        .map(|attribute| attribute.value().trim_start());
    addresses.map(|address| pixels_at(address, depth)).fold(0, u64::saturating_add)
}

fn pixels_at(address: &str, depth: usize) -> u64 {
    let Ok(url) = DataUrl::process(address) else { return 0 };
    let Ok((bytes, _)) = url.decode_to_vec() else { return 0 };
    if bytes.trim_ascii_start().starts_with(b"<") {
        return pixels_within(&bytes, depth - 1);
    }
    let size = imagesize::blob_size(&bytes);
    size.map_or(0, |size| (size.width as u64).saturating_mul(size.height as u64))
}
