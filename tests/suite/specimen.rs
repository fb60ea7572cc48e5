//! The specimen: pages of the theme by themselves, held against images of them.
//!
//! Each page is a test by its name. It is laid out from `templates`, exported, and drawn
//! small by another reader of PDFs. `SNAPSHOTS=overwrite cargo test` draws the images in
//! `tests/suite/specimen/` anew: look at each before it lands.

use std::path::Path;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::RgbImage;
use libtest_mimic::Trial;
use recto::theme::Name;
use recto::typeset::{Document, Foundation, Typesetter};

use crate::cases::overwriting;
use crate::harness::case;
use crate::press::{names, repository};

/// The pages: a name, the document in `templates/theme/specimen`, and the page in it.
const PAGES: [(&str, &str, usize); 14] = [
    ("cover", "main", 1),
    ("contents", "main", 3),
    ("year-in-figures", "main", 4),
    ("section", "main", 6),
    ("priority", "main", 8),
    ("charts", "main", 9),
    ("brief", "brief", 1),
    ("agenda", "pack", 2),
    ("divider", "pack", 3),
    ("paper", "pack", 4),
    ("long-titles", "fitting", 2),
    ("crowded-charts", "fitting", 3),
    ("quotations", "fitting", 4),
    ("heads-that-go-on", "fitting", 6),
];

/// How many pixels an image has for a point.
const SCALE: f32 = 0.5;
/// How far a part of a colour may be off, of 255: edges are smoothed by the processor at hand.
const SMOOTHING: u8 = 48;
/// How many pixels in ten thousand may be off by more. A word is more than that.
const STRAY: usize = 2;

/// A test for each page.
pub fn cases() -> Vec<Trial> {
    let test = |&(name, document, page): &(&'static str, &'static str, usize)| {
        case("specimen", name, move || compare(name, &drawn(document, page)))
    };
    PAGES.iter().map(test).collect()
}

/// A page of a document of the specimen, counted from 1.
fn drawn(document: &str, page: usize) -> RgbImage {
    let folder = repository().join("templates/theme/specimen");
    let mut files: Vec<_> = recto::layers::theme(Name::Annual)
        .into_iter()
        .map(|(path, text)| (path, text.to_owned()))
        .collect();
    for name in names(&folder) {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a text");
        files.push((format!("theme/specimen/{name}"), text));
    }
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let main = format!("theme/specimen/{document}.typ");
    let typesetter = Typesetter::new(Foundation::new(files), []);
    let (pages, remarks) = typesetter.compile(&Document { main, sources: Vec::new() });
    let pages = pages.unwrap_or_else(|| panic!("{document}: {remarks:?}"));
    let data = typst_pdf::pdf(&pages, &typst_pdf::PdfOptions::default()).expect("a PDF");
    let pdf = Pdf::new(data).expect("a readable PDF");
    let sheet = pdf.pages().get(page - 1).expect("a page");
    let settings = RenderSettings {
        x_scale: SCALE,
        y_scale: SCALE,
        bg_color: WHITE,
        ..RenderSettings::default()
    };
    let image =
        render(sheet, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let (width, height) = (u32::from(image.width()), u32::from(image.height()));
    let pixels = image.data_as_u8_slice().chunks_exact(4);
    // What is drawn on white is solid.
    let pixels = pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    RgbImage::from_raw(width, height, pixels).expect("three parts a pixel")
}

/// Compares a page with its image.
fn compare(name: &str, drawn: &RgbImage) -> Result<(), String> {
    let path = repository().join(format!("tests/suite/specimen/{name}.png"));
    if overwriting() {
        return drawn.save(&path).map_err(|error| error.to_string());
    }
    let expected = image::open(&path).map_err(|error| format!("{name}: {error}"))?;
    let stray = stray(drawn, &expected.to_rgb8());
    if stray <= drawn.pixels().len() * STRAY / 10_000 {
        return Ok(());
    }
    let found = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    drawn.save(&found).map_err(|error| error.to_string())?;
    Err(format!(
        "{stray} pixels of {} are not as in {}; with SNAPSHOTS=overwrite it is drawn anew",
        found.display(),
        path.display()
    ))
}

/// How many pixels are not the same in two images; all of them, where the sizes differ.
fn stray(drawn: &RgbImage, expected: &RgbImage) -> usize {
    if drawn.dimensions() != expected.dimensions() {
        return drawn.pixels().len();
    }
    let pairs = drawn.pixels().zip(expected.pixels());
    let is_off = |one: &u8, other: &u8| one.abs_diff(*other) > SMOOTHING;
    pairs.filter(|(a, b)| a.0.iter().zip(&b.0).any(|(a, b)| is_off(a, b))).count()
}

#[test]
fn a_page_with_another_word_is_another_page() {
    let one = drawn("fitting", 2);
    assert_eq!(stray(&one, &one), 0);
    let mut other = one.clone();
    // As much as a short word of body text covers.
    for (x, y) in (100..112).flat_map(|x| (200..204).map(move |y| (x, y))) {
        other.put_pixel(x, y, image::Rgb([0, 0, 0]));
    }
    assert!(stray(&one, &other) > one.pixels().len() * STRAY / 10_000);
}
