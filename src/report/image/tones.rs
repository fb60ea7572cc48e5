//! Tones: how light the colours of a logo are, to choose a ground on which it is seen.
//!
//! Each shape of a drawing counts once, whatever its size, and so does each of the pixels that
//! are looked at: enough to tell a logo that is mostly dark from one that is mostly light.

use image::GenericImageView;
use roxmltree::{Document, ParsingOptions};
use usvg::{Group, Node, Paint, Size, Tree};

use super::shapes::shapes;
use crate::colour::{Rgb, luminance};

/// How many pixels are looked at along each side of an image.
const GRID: u32 = 24;
/// The most shapes that are looked at.
const MOST_SHAPES: usize = 400;
/// How many segments the outline of a ground has at the most: a rectangle with round corners.
const MOST_CORNERS: usize = 16;
/// The opacity from which a pixel is seen, of 255.
const SEEN: u8 = 128;

/// The relative luminance of each colour of a logo, 0 for black to 1 for white; empty where it
/// brings its own ground, or none can be told.
pub(crate) fn tones(bytes: &[u8]) -> Vec<f64> {
    let colours = match super::format(bytes) {
        Some(_) => of_pixels(bytes),
        None => of_shapes(bytes),
    };
    let mut tones: Vec<f64> = colours.into_iter().map(luminance).collect();
    // Three digits are more than any eye tells apart.
    tones.iter_mut().for_each(|tone| *tone = (*tone * 1000.0).round() / 1000.0);
    tones
}

fn of_pixels(bytes: &[u8]) -> Vec<Rgb> {
    let Ok(image) = image::load_from_memory(bytes) else { return Vec::new() };
    let (width, height) = image.dimensions();
    // A limit keeps sides from being so long that this would not fit.
    let at = |step: u32, side: u32| step.saturating_mul(side - 1) / (GRID - 1);
    let mut seen = Vec::new();
    let mut is_open = false;
    for (row, column) in (0..GRID).flat_map(|row| (0..GRID).map(move |it| (row, it))) {
        let [red, green, blue, opacity] =
            image.get_pixel(at(column, width), at(row, height)).0;
        if opacity >= SEEN {
            seen.push(Rgb { red, green, blue });
        } else {
            is_open = true;
        }
    }
    // Without a hole it is a picture with a ground of its own.
    if is_open { seen } else { Vec::new() }
}

fn of_shapes(svg: &[u8]) -> Vec<Rgb> {
    let Some(tree) = read(svg) else { return Vec::new() };
    let mut colours = Vec::new();
    if !has_ground(tree.root(), tree.size()) {
        of_group(tree.root(), &mut colours);
    }
    colours
}

fn read(svg: &[u8]) -> Option<Tree> {
    let text = std::str::from_utf8(svg).ok()?.trim_start_matches('\u{feff}');
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    shapes(&Document::parse_with_options(text, options).ok()?)
}

fn of_group(group: &Group, found: &mut Vec<Rgb>) {
    for node in group.children() {
        if found.len() == MOST_SHAPES {
            return;
        }
        match node {
            Node::Group(inner) => of_group(inner, found),
            Node::Path(path) => {
                let fill = path.fill().map(usvg::Fill::paint);
                found.extend(
                    fill.or(path.stroke().map(usvg::Stroke::paint)).and_then(rgb),
                );
            }
            Node::Text(text) => {
                let spans = text.chunks().iter().flat_map(usvg::TextChunk::spans);
                found.extend(spans.filter_map(|span| rgb(span.fill()?.paint())));
            }
            Node::Image(_) => {}
        }
    }
}

/// Whether the first shape covers all of its drawing.
fn has_ground(group: &Group, size: Size) -> bool {
    match group.children().first() {
        Some(Node::Group(inner)) => has_ground(inner, size),
        Some(Node::Path(path)) => {
            let bounds = path.abs_bounding_box();
            let covers = |side: f32, whole: f32| side >= whole * 0.99;
            path.fill().is_some()
                && covers(bounds.width(), size.width())
                && covers(bounds.height(), size.height())
                && path.data().len() <= MOST_CORNERS
        }
        _ => false,
    }
}

/// A plain colour; `None` for a gradient or a pattern.
fn rgb(paint: &Paint) -> Option<Rgb> {
    match paint {
        Paint::Color(usvg::Color { red, green, blue }) => {
            Some(Rgb { red: *red, green: *green, blue: *blue })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inside: &str) -> Vec<f64> {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>{inside}</svg>"
        );
        tones(svg.as_bytes())
    }

    const PATH: &str = "<path d='M0 0h9v3z'";

    #[test]
    fn the_colours_of_shapes_are_found_in_all_their_places() {
        assert_eq!(of(&format!("{PATH}/>")), [0.0]);
        let text = "<text y='9' fill='rgb(255, 255, 255)'>a</text>";
        assert_eq!(of(&format!("{PATH} fill='#fff'/>{text}")), [1.0, 1.0]);
        assert_eq!(of(&format!("<g style='fill: white'>{PATH}/></g>")), [1.0]);
        assert_eq!(of(&format!("{PATH} fill='none' stroke='white'/>")), [1.0]);
        let sheet = "<style>.a{fill:#000} .b, .c {stroke:red;fill:#FFFFFF}</style>";
        let both = format!("{sheet}{PATH} class='c'/>{PATH} class='a'/>");
        assert_eq!(of(&both), [1.0, 0.0]);
        assert_eq!(of(&format!("<defs>{PATH}/></defs>")).len(), 0);
    }

    #[test]
    fn a_logo_with_a_ground_is_seen_anywhere() {
        let ground = "<rect width='40' height='20' fill='#123456'/>";
        assert_eq!(of(&format!("{ground}{PATH} fill='#fff'/>")).len(), 0);
        assert_eq!(of("<rect width='4' height='20'/>"), [0.0]);
        assert_eq!(tones(b"no image").len(), 0);
    }

    #[test]
    fn pixels_count_where_they_are_seen() {
        let mut logo = image::RgbaImage::from_pixel(30, 10, image::Rgba([9, 9, 9, 0]));
        logo.put_pixel(0, 0, image::Rgba([255, 255, 255, 255]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        logo.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let tones = tones(&bytes.into_inner());
        assert!(!tones.is_empty() && tones.iter().all(|tone| *tone > 0.99), "{tones:?}");
        let whole = image::RgbImage::new(30, 10);
        let mut bytes = std::io::Cursor::new(Vec::new());
        whole.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        assert_eq!(super::tones(&bytes.into_inner()).len(), 0);
    }
}
