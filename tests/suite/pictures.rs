//! Pictures: where each stands on its page and how large it is, read back from the PDF; which
//! file of a logo is taken; where sections begin.

use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageFormat, RgbImage, Rgba, RgbaImage};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};

use crate::press::{assert_status, keep, names, told};
use crate::reader::{Pdf, spaced};
use crate::scratch::{Scratch, report};

/// An image on a page: points from the lower left corner of the sheet.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    page: u32,
    left: f32,
    bottom: f32,
    width: f32,
    height: f32,
    /// The width of the image in pixels.
    pixels: i64,
}

const MILLIMETRE: f32 = 72.0 / 25.4;
const SHEET: (f32, f32) = (210.0 * MILLIMETRE, 297.0 * MILLIMETRE);

fn photograph_of(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let level = |at: u32| u8::try_from(at % 256).unwrap();
        image::Rgb([level(x), level(y), 90])
    })
}

fn photograph(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = photograph_of(width, height);
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose camera was turned, as EXIF counts: 6 on its side, 3 upside down.
fn turned(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut exif =
        b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"
            .to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let plain = photograph(width, height, ImageFormat::Jpeg);
    [&plain[..2], &exif, &plain[2..]].concat()
}

/// The images of one PDF in a folder, in the order of its pages.
fn drawn(folder: &Path, name: &str) -> Vec<Drawn> {
    let document = Document::load(folder.join(name)).unwrap();
    let mut found = Vec::new();
    for (page, id) in document.get_pages() {
        let entries = document.get_dictionary(id).unwrap();
        let resources = entries.get_deref(b"Resources", &document).unwrap();
        let content = document.get_page_content(id);
        let mut reader = Reader { document: &document, page, found: &mut found };
        reader.read(&content, resources.as_dict().unwrap(), IDENTITY);
    }
    found
}

type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one matrix, then another.
fn within(own: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = outer;
    let moved = |x: f32, y: f32| (a * x + c * y, b * x + d * y);
    let ((a2, b2), (c2, d2)) = (moved(own[0], own[1]), moved(own[2], own[3]));
    let (e2, f2) = moved(own[4], own[5]);
    [a2, b2, c2, d2, e2 + e, f2 + f]
}

fn matrix_of(numbers: &[Object]) -> Matrix {
    let numbers: Vec<f32> = numbers.iter().map(|it| it.as_float().unwrap()).collect();
    numbers.try_into().unwrap()
}

/// Looks for the images of a page, also in the forms that it draws.
struct Reader<'d> {
    document: &'d Document,
    page: u32,
    found: &'d mut Vec<Drawn>,
}

impl Reader<'_> {
    fn read(&mut self, content: &[u8], resources: &Dictionary, mut matrix: Matrix) {
        let mut saved = Vec::new();
        for operation in Content::decode(content).unwrap().operations {
            match operation.operator.as_str() {
                "q" => saved.push(matrix),
                "Q" => matrix = saved.pop().unwrap(),
                "cm" => matrix = within(matrix_of(&operation.operands), matrix),
                "Do" => {
                    let objects = resources.get_deref(b"XObject", self.document);
                    let objects = objects.and_then(Object::as_dict).unwrap();
                    let name = operation.operands[0].as_name().unwrap();
                    let object = objects.get_deref(name, self.document);
                    self.draw(object.and_then(Object::as_stream).unwrap(), matrix);
                }
                _ => {}
            }
        }
    }

    fn draw(&mut self, object: &Stream, matrix: Matrix) {
        let kind = object.dict.get(b"Subtype").and_then(Object::as_name).unwrap();
        if kind == b"Form" {
            let own = object.dict.get(b"Matrix").and_then(Object::as_array);
            let own = own.map_or(IDENTITY, |numbers| matrix_of(numbers));
            let resources = object.dict.get_deref(b"Resources", self.document);
            if let Ok(resources) = resources.and_then(Object::as_dict) {
                let content = object.get_plain_content().unwrap();
                self.read(&content, resources, within(own, matrix));
            }
            return;
        }
        // An image that is shown turned is drawn turned.
        let [a, b, c, d, e, f] = matrix;
        self.found.push(Drawn {
            page: self.page,
            left: e + a.min(0.0) + c.min(0.0),
            bottom: f + b.min(0.0) + d.min(0.0),
            width: a.abs() + c.abs(),
            height: b.abs() + d.abs(),
            pixels: object.dict.get(b"Width").and_then(Object::as_i64).unwrap(),
        });
    }
}

/// The images of a project's report.
fn images_of(scratch: &Scratch, words: &[&str]) -> Vec<Drawn> {
    let output =
        scratch.run(&[&["-q", "build", "report", "--out", "out"], words].concat());
    assert_status(&output, 0);
    let out = scratch.path().join("out");
    let pdfs = names(&out).into_iter().filter(|name| name.ends_with(".pdf"));
    pdfs.flat_map(|name| drawn(&out, &name)).collect()
}

const PLACES: [(&str, f32, f32); 7] = [
    // The place, and the width and the height that it has, in millimetres.
    ("", 168.0, 150.0),
    ("text", 122.0, 150.0),
    ("full", 168.0, 150.0),
    ("half", 81.0, 150.0),
    ("margin", 40.0, 150.0),
    ("page", 168.0, 225.0),
    ("bleed", 210.0, 225.0),
];

/// A report with one image in each place, each with prose before and after it.
fn in_each_place(file: &str, bytes: &[u8]) -> Scratch {
    let mut figures = String::new();
    let mut blocks = String::new();
    for (place, ..) in PLACES {
        let placing =
            if place.is_empty() { String::new() } else { format!(", placing: {place}") };
        figures += &format!(
            "- {{id: a{place}, file: {file}, alt: A red field under a dark sky, \
             caption: The field of {place}.{placing}}}\n"
        );
        blocks += &format!("  - figure: a{place}\n  - prose: Words after it, {place}.\n");
    }
    let section =
        format!("id: one\ntitle: Pictures\nbody:\n  - prose: Words before.\n{blocks}");
    let scratch = Scratch::with(&[
        ("report.yaml", &report("figures: [figures.yaml]\n")),
        ("figures.yaml", &figures),
        ("sections/one.yaml", &section),
    ]);
    scratch.write(file, bytes);
    scratch
}

/// The codes of what a picture could do wrong on its page.
const OF_FIT: [&str; 5] = ["outside-page", "in-margin", "overlap", "cut-off", "too-wide"];

/// Twelve pictures, fine enough for any place but a cover, each with how many times wider than high it is shown.
fn shapes() -> Vec<(&'static str, Vec<u8>, f32)> {
    let png = |width, height| photograph(width, height, ImageFormat::Png);
    let jpeg = |width, height| photograph(width, height, ImageFormat::Jpeg);
    let svg = |width: u32, height: u32| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>\
             <rect width='{width}' height='{height}' fill='#123456'/></svg>"
        )
        .into_bytes()
    };
    let grey = |width, height| {
        let image = DynamicImage::from(photograph_of(width, height)).into_luma8();
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    vec![
        ("a.png", png(2200, 1650), 4.0 / 3.0),
        ("a.png", png(1845, 2460), 0.75),
        ("a.png", png(2200, 2200), 1.0),
        ("a.png", png(2200, 880), 2.5),
        ("a.png", png(615, 2460), 0.25),
        ("a.png", png(2200, 220), 10.0),
        ("a.png", grey(2210, 1700), 1.3),
        ("a.jpg", jpeg(2200, 1650), 4.0 / 3.0),
        ("a.jpg", turned(2460, 1845, 6), 0.75),
        ("a.jpg", turned(2200, 1650, 3), 4.0 / 3.0),
        ("a.svg", svg(160, 90), 16.0 / 9.0),
        ("a.svg", svg(90, 160), 9.0 / 16.0),
    ]
}

#[test]
fn a_picture_fits_its_place_whole_whatever_its_shape_in_every_profile() {
    for (number, (file, bytes, ratio)) in (1..).zip(shapes()) {
        let scratch = in_each_place(file, &bytes);
        let build =
            ["build", "report", "--out", "out", "--profile", "screen,archive,print"];
        let output = scratch.run(&build);
        assert_status(&output, 0);
        let found = told(&output);
        let is_said = |code: &&str| found.contains(&format!("[{code}]"));
        assert_eq!(OF_FIT.iter().find(|it| is_said(it)), None, "{file} {ratio}: {found}");
        keep(&scratch.path().join("out"), &format!("picture-{number}"));
        let out = scratch.path().join("out");
        for name in ["note.pdf", "note-archive.pdf", "note-print.pdf"] {
            let pdf = Pdf::read(&std::fs::read(out.join(name)).unwrap());
            let is_print = name == "note-print.pdf";
            let described = pdf.tree.all("Figure");
            let described = described.iter().filter(|it| it.alt.is_some()).count();
            assert!(is_print || described == PLACES.len(), "{name}: {described}");
            // Of a drawing there is no image to be found.
            if file != "a.svg" {
                assert_fit(&drawn(&out, name), ratio, is_print);
            }
        }
    }
}

#[test]
fn no_picture_is_lost_where_nothing_stands_beside_text() {
    let bytes = photograph(2200, 1650, ImageFormat::Png);
    for columns in ["", "theme: {columns: single}\n"] {
        let scratch = in_each_place("a.png", &bytes);
        let brand = std::fs::read_to_string(scratch.path().join("brand.yaml")).unwrap();
        scratch.write("brand.yaml", format!("{brand}{columns}").as_bytes());
        let build = ["build", "report", "--out", "out", "--profile", "screen,large"];
        let output = scratch.run(&build);
        assert_status(&output, 0);
        assert!(!told(&output).contains("[typesetting]"), "{}", told(&output));
        let out = scratch.path().join("out");
        for name in ["note.pdf", "note-large.pdf"] {
            assert_eq!(drawn(&out, name).len(), PLACES.len(), "{columns}{name}");
            let pdf = Pdf::read(&std::fs::read(out.join(name)).unwrap());
            let described = pdf.tree.all("Figure");
            let described = described.iter().filter(|it| it.alt.is_some()).count();
            assert_eq!(described, PLACES.len(), "{columns}{name}");
        }
    }
}

/// Whether the images are as large as their places have room for.
fn assert_fit(images: &[Drawn], ratio: f32, is_print: bool) {
    assert_eq!(images.len(), PLACES.len(), "{images:?}");
    for ((place, room, most), image) in PLACES.into_iter().zip(images) {
        let room = if place.is_empty() && ratio < 1.2 { 122.0 } else { room };
        let wanted = f32::min(room, most * ratio) * MILLIMETRE;
        let bleed = if is_print && place == "bleed" { 6.0 * MILLIMETRE } else { 0.0 };
        let said = format!("{ratio} in `{place}`: {image:?}");
        let width = wanted + bleed;
        assert!((image.width - width).abs() < 0.5, "{said}, not {width}");
        // Nothing of it is pressed or beyond the sheet.
        assert!((image.width / image.height / ratio - 1.0).abs() < 0.01, "{said}");
        let (right, top) = (image.left + image.width, image.bottom + image.height);
        // Marks and slug stand round the sheet of a printer.
        if !is_print {
            assert!(image.left > -0.1 && image.bottom > -0.1, "{said}");
            assert!(right < SHEET.0 + 0.1 && top < SHEET.1 + 0.1, "{said}");
        }
    }
}

/// A report with a picture on its cover, two portraits, and rows of two and of five.
fn with_all_others(file: &str, bytes: &[u8], focus: &str) -> Scratch {
    let figure = |id: &str, rest: &str| {
        format!("- {{id: {id}, file: {file}, alt: A red field under a dark sky{rest}}}\n")
    };
    let focus = format!(", credit: Ann Hale, focus: {focus}");
    let mut figures = figure("cover", &focus) + &figure("portrait", &focus);
    for id in ["a", "b", "c", "d", "e"] {
        figures += &figure(id, ", caption: It is red");
    }
    let fields = "cover_image: cover\nfigures: [figures.yaml]\npeople: [people.yaml]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields)),
        ("figures.yaml", &figures),
        (
            "people.yaml",
            "- {id: ann, name: Ann Hale, role: Chair, portrait: portrait}\n\
             - {id: bo, name: Bo Reed, role: Clerk}\n",
        ),
        (
            "sections/one.yaml",
            "id: one\ntitle: Pictures\nbody:\n  - people: [ann, bo]\n  - figures: [a, b]\n  \
             - prose: Some words stand between them.\n  - figures: [a, b, c, d, e]\n",
        ),
    ]);
    scratch.write(file, bytes);
    scratch
}

#[test]
fn covers_portraits_and_rows_fit_whatever_the_shape_in_every_profile() {
    for (number, (file, bytes, ratio)) in (1..).zip(shapes()) {
        let scratch = with_all_others(file, &bytes, "[50, 30]");
        let build =
            ["build", "report", "--out", "out", "--profile", "screen,archive,print"];
        let output = scratch.run(&build);
        let found = told(&output);
        let is_said = |code: &&str| found.contains(&format!("[{code}]"));
        assert_eq!(OF_FIT.iter().find(|it| is_said(it)), None, "{file} {ratio}: {found}");
        // A cover of few pixels is refused for print, and for nothing else.
        let refused = found.matches("error[").count();
        assert_eq!(refused, found.matches("error[image-resolution]").count(), "{found}");
        let out = scratch.path().join("out");
        // On a cover that is printed they are coarse, of which the program has told.
        let _ = std::fs::remove_file(out.join("note-print.pdf"));
        keep(&out, &format!("cover-{number}"));
        let pdf = Pdf::read(&std::fs::read(out.join("note.pdf")).unwrap());
        let described = pdf.tree.all("Figure");
        assert_eq!(described.iter().filter(|it| it.alt.is_some()).count(), 9);
        assert!(spaced(&pdf.text()).contains("Photograph: Ann Hale"));
        if file == "a.svg" {
            continue;
        }
        let images = drawn(&out, "note.pdf");
        let (cover, portrait, rows) = (&images[0], &images[1], &images[2..]);
        let (width, height) = (27.0 * MILLIMETRE, 34.0 * MILLIMETRE);
        // A portrait covers its place, and no more of it than it must.
        let covering = f32::max(width, height * ratio);
        assert!((portrait.width - covering).abs() < 0.5, "{ratio}: {portrait:?}");
        assert!(cover.width > SHEET.0 - 0.1 && cover.left < 0.1, "{ratio}: {cover:?}");
        for (row, count) in [(&rows[..2], 2.0), (&rows[2..5], 3.0), (&rows[5..], 2.0)] {
            let gaps = (count - 1.0) * 6.0;
            let wanted = f32::min((168.0 - gaps) / count, 150.0 * ratio) * MILLIMETRE;
            for image in row {
                assert!(
                    (image.width - wanted).abs() < 0.5,
                    "{ratio}: {image:?}, {wanted}"
                );
                assert!((image.bottom - row[0].bottom).abs() < 0.1, "{row:?}");
            }
        }
    }
}

#[test]
fn the_focus_of_a_picture_stays_in_view() {
    let wide = photograph(2000, 500, ImageFormat::Png);
    let portrait =
        |focus: &str| images_of(&with_all_others("a.png", &wide, focus), &[])[1];
    let (left, middle, right) =
        (portrait("[0, 50]"), portrait("[50, 50]"), portrait("[100, 50]"));
    // The whole of it moves behind its place: from its left edge to its right one.
    let place = 27.0 * MILLIMETRE;
    assert!((left.left - right.left - (left.width - place)).abs() < 0.5);
    assert!(((left.left + right.left) / 2.0 - middle.left).abs() < 0.5);
}

#[test]
fn a_focus_is_two_shares() {
    for focus in ["[50]", "[50, 101]", "[-1, 0]", "50", "[left, top]"] {
        let bytes = photograph(20, 20, ImageFormat::Png);
        let scratch = with_all_others("a.png", &bytes, focus);
        let output = scratch.run(&["check"]);
        assert_status(&output, 1);
        assert!(told(&output).contains("focus"), "{}", told(&output));
    }
}

/// A photograph whose left half is all of cyan and whose right half is black ink, without a
/// profile.
const IN_INKS: &[u8] = include_bytes!("pictures/inks.jpg");

/// The first image of a PDF: its colour space, and how it is filtered and what it holds.
fn first_image(path: &Path) -> (Object, Vec<u8>, Vec<u8>) {
    let document = Document::load(path).unwrap();
    let is_image = |object: &&Object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image")
        })
    };
    let image = document.objects.values().find(is_image).expect("an image");
    let stream = image.as_stream().unwrap();
    let space = stream.dict.get_deref(b"ColorSpace", &document).unwrap().clone();
    let filter = stream.filters().unwrap_or_default().concat();
    (space, filter, stream.content.clone())
}

#[test]
fn a_photograph_in_inks_goes_to_print_as_it_is_and_to_screens_in_light() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("figures: [figures.yaml]\n")),
        ("figures.yaml", "- {id: a, file: a.jpg, alt: A field, placing: margin}\n"),
        ("sections/one.yaml", "id: one\ntitle: Inks\nbody: [{figure: a}]\n"),
    ]);
    scratch.write("a.jpg", IN_INKS);
    let build = ["build", "report", "--out", "out", "--profile", "screen,archive,print"];
    let output = scratch.run(&build);
    assert_status(&output, 0);
    assert!(told(&output).contains("has no colour profile"), "{}", told(&output));
    let out = scratch.path().join("out");
    for name in ["note.pdf", "note-archive.pdf"] {
        let (_, filter, data) = first_image(&out.join(name));
        assert_eq!(filter, b"DCTDecode", "{name}");
        let light = image::load_from_memory(&data).unwrap().into_rgb8();
        // What FOGRA39 prints of cyan and of black, and neither 0, 255, 255 nor 0, 0, 0.
        for (x, expected) in [(100, [0, 158, 224]), (300, [40, 40, 38])] {
            let found = light.get_pixel(x, 150).0;
            let differs = |(a, b): (u8, u8)| a.abs_diff(b) > 12;
            let is_other = found.into_iter().zip(expected).any(differs);
            assert!(!is_other, "{name}: {found:?} at {x}, not {expected:?}");
        }
    }
    let (space, _, data) = first_image(&out.join("note-print.pdf"));
    assert_eq!(space.as_name().unwrap(), b"DeviceCMYK");
    // The very bytes of the file, whatever stands before the pixels.
    assert!(data.ends_with(&IN_INKS[IN_INKS.len() - 1000..]));
}

#[test]
fn a_photograph_in_inks_is_shown_as_the_camera_was_held() {
    let exif = b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let scratch = in_each_place("a.jpg", &[&IN_INKS[..2], exif, &IN_INKS[2..]].concat());
    for image in images_of(&scratch, &[]) {
        assert!((image.width / image.height - 0.75).abs() < 0.01, "{image:?}");
    }
}

#[test]
fn a_picture_that_bleeds_has_a_page_begin_with_it() {
    let wide = photograph(2600, 1040, ImageFormat::Png);
    let images = images_of(&in_each_place("a.png", &wide), &[]);
    let bleed = images.iter().find(|it| it.width > 200.0 * MILLIMETRE).unwrap();
    assert!((bleed.bottom + bleed.height - SHEET.1).abs() < 0.1, "{bleed:?}");
    let others = images.iter().filter(|it| it.page == bleed.page);
    assert!(others.clone().all(|it| it.bottom <= bleed.bottom), "{images:?}");
}

#[test]
fn text_stands_beside_a_picture_and_is_printed_once() {
    let wide = photograph(1000, 400, ImageFormat::Png);
    let pdfs = in_each_place("a.png", &wide).editions();
    let text = spaced(&pdfs["report"].text());
    for (place, ..) in PLACES {
        let words = spaced(&format!("Words after it, {place}."));
        assert_eq!(text.matches(&words).count(), 1, "{place}: {text}");
    }
    let beside = |pdf: &Pdf| {
        let page = pdf.pages.iter().find(|page| {
            let runs: String = page.runs.iter().map(|run| run.text.as_str()).collect();
            spaced(&runs).contains("Words after it, margin.")
        });
        page.is_some()
    };
    assert!(beside(&pdfs["report"]));
}

#[test]
fn a_notice_of_copyright_needs_no_label_before_it() {
    let picture = |id: &str, credit: &str| {
        format!("- {{id: {id}, file: a.png, alt: A pond {id}, credit: \"{credit}\"}}\n")
    };
    let scratch = Scratch::with(&[
        ("report.yaml", &report("figures: [figures.yaml]\n")),
        ("figures.yaml", &(picture("one", "Ann Hale") + &picture("two", "© Ann Hale"))),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody:\n  - figure: one\n  - figure: two\n",
        ),
    ]);
    scratch.write("a.png", photograph(900, 600, ImageFormat::Png));
    let text = spaced(&scratch.built(&["report"])["note.pdf"].text());
    assert!(text.contains("Photograph: Ann Hale"), "{text}");
    assert!(text.contains("© Ann Hale") && !text.contains("Photograph: ©"), "{text}");
}

#[test]
fn text_beside_a_picture_goes_on_below_it_and_over_pages() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("figures: [figures.yaml]\n")),
        ("figures.yaml", "- {id: a, file: a.png, alt: A red field, placing: half}\n"),
    ]);
    scratch.write("a.png", photograph(1000, 400, ImageFormat::Png));
    let lines =
        |count| "The field is red in the evening, and dark at night. ".repeat(count);
    let rest: String =
        (0..30).map(|n| format!("      Part {n}. {}\n\n", lines(6))).collect();
    let text = format!("      First. {}\n\n{rest}", lines(1));
    let section =
        format!("id: one\ntitle: A\nbody:\n  - figure: a\n  - prose: |\n{text}");
    scratch.write("sections/one.yaml", section);
    let pdf = &scratch.editions()["report"];
    let text = spaced(&pdf.text());
    for part in (0..30).map(|n| format!("Part {n}.")) {
        assert_eq!(text.matches(&part).count(), 1, "{part}");
    }
    assert!(pdf.pages.len() > 3);
    // One paragraph may be longer than a page.
    let section = format!(
        "id: one\ntitle: A\nbody:\n  - figure: a\n  - prose: |\n      {}End.\n",
        lines(200)
    );
    scratch.write("sections/one.yaml", section);
    let text = spaced(&scratch.editions()["report"].text());
    assert_eq!(
        (text.matches("The field is").count(), text.matches("End.").count()),
        (200, 1)
    );
}

fn logo(width: u32, level: u8) -> Vec<u8> {
    let mut logo = RgbaImage::from_pixel(width, 40, Rgba([level, level, level, 255]));
    logo.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(logo).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A report whose brand has a dark logo, 120 pixels wide, and another for dark grounds or not.
fn with_logo(on_dark: &str, colour: &str) -> Scratch {
    let brand = format!(
        "publisher: {{name: Brackwater Parish Council}}\n\
         logo: {{file: dark.png{on_dark}, alt: Brackwater}}\n\
         colours: {{brand: '{colour}', ink: '#111111', priorities: ['#123456']}}\n\
         typefaces: {{text: Atkinson Hyperlegible Next, display: Atkinson Hyperlegible Next}}\n"
    );
    let scratch = Scratch::with(&[("brand.yaml", &brand)]);
    scratch.write("dark.png", logo(120, 10));
    scratch.write("light.png", logo(90, 250));
    scratch
}

#[test]
fn the_logo_that_is_seen_on_the_ground_is_taken() {
    let on_cover = |scratch: &Scratch| images_of(scratch, &[])[0].pixels;
    assert_eq!(on_cover(&with_logo(", on_dark: light.png", "#123456")), 90);
    assert_eq!(on_cover(&with_logo("", "#123456")), 120);
    // The order in which they are written has no bearing on it.
    let turned = with_logo(", on_dark: light.png", "#123456");
    turned.write("dark.png", logo(120, 250));
    turned.write("light.png", logo(90, 10));
    assert_eq!(on_cover(&turned), 120);
}

#[test]
fn a_dark_logo_alone_gets_a_light_ground_on_a_dark_cover() {
    let grounds = |scratch: &Scratch| {
        let report = &scratch.editions()["report"];
        report.pages[0]
            .fills
            .iter()
            .filter(|fill| fill.iter().all(|light| *light > 0.99))
            .count()
    };
    let plain = grounds(&with_logo(", on_dark: light.png", "#123456"));
    assert!(grounds(&with_logo("", "#123456")) > plain);
}

#[test]
fn what_typst_remarks_of_a_drawing_is_said_by_a_rule_alone() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("figures: [figures.yaml]\n")),
        ("figures.yaml", "- {id: a, file: a.svg, alt: Two bodies and what is between}\n"),
        ("sections/one.yaml", "id: one\ntitle: Bodies\nbody: [{figure: a}]\n"),
    ]);
    let html = "<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>Council</div>\
                </foreignObject>";
    let drawing = |inside: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>{inside}</svg>"
        )
    };
    let with_text = format!("<switch>{html}<text y='9'>Council</text></switch>");
    scratch.write("a.svg", drawing(&with_text));
    let output = scratch.run(&["build", "report", "--out", "out"]);
    assert_status(&output, 0);
    assert!(!told(&output).contains("foreign"), "{}", told(&output));
    scratch.write("a.svg", drawing(html));
    let output = scratch.run(&["build", "report", "--out", "out"]);
    assert_status(&output, 1);
    let told = told(&output);
    assert!(told.contains("`Council` in `a.svg` is HTML"), "{told}");
    assert!(!told.contains("theme/"), "{told}");
}

#[test]
fn a_section_begins_below_another_where_it_is_asked_to() {
    let sections = |start: &str| {
        let scratch = Scratch::with(&[
            (
                "report.yaml",
                &report("").replace(
                    "[sections/one.yaml]",
                    "[sections/one.yaml, sections/two.yaml]",
                ),
            ),
            (
                "sections/two.yaml",
                &format!("id: two\ntitle: Shorter\n{start}body: [{{prose: Little.}}]\n"),
            ),
        ]);
        scratch.editions()["report"].pages.len()
    };
    assert_eq!(sections("start: page\n"), sections(""));
    assert_eq!(sections("start: below\n") + 1, sections(""));
}

/// What print refuses for its pixels is told by a check as by a build, with the field of the file.
#[test]
fn an_image_too_coarse_for_print_is_told_by_check_and_build_at_its_field() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("figures: [figures.yaml]\n")),
        (
            "figures.yaml",
            "- {id: a, file: a.png, alt: Steps that go down to the water, placing: text}\n\
             - {id: b, file: b.png, alt: Steps that go up from the water, placing: text}\n",
        ),
        (
            "sections/one.yaml",
            "id: one\ntitle: Steps\nbody: [{figure: a}, {figure: b}]\n",
        ),
    ]);
    scratch.write("a.png", photograph(40, 30, ImageFormat::Png));
    // 226 dots per inch in the text column.
    scratch.write("b.png", photograph(1086, 500, ImageFormat::Png));
    let check = ["check", "--profile", "print", "--message-format", "short"];
    let build = ["build", "report", "--profile", "print", "--message-format", "short"];
    for words in [&check[..], &build[..]] {
        let output = scratch.run(words);
        assert_status(&output, 1);
        let told = told(&output);
        let errors: Vec<_> = told.lines().filter(|it| it.contains("error[")).collect();
        let [error] = errors[..] else { panic!("{told}") };
        assert!(
            error.starts_with("figures.yaml:1:17: error[image-resolution]"),
            "{error}"
        );
        assert!(error.contains("`a.png` prints at 8 dots per inch"), "{error}");
        assert!(told.contains("figures.yaml:2:17: warning[image-resolution]"), "{told}");
    }
    assert_status(&scratch.run(&["check", "--profile", "screen"]), 0);
}
