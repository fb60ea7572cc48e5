//! Photographs: what cameras and programs note in them is in no file that is made, whichever way
//! they come; and text of drawings that nobody sees is named.

use std::fmt::Write;
use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use lopdf::{Document, Object, Stream, dictionary};

use crate::press::{assert_status, said};
use crate::scratch::Scratch;

/// What stands in every note.
const WORD: &[u8] = b"NOTED-BY-THE-CAMERA";

fn plain_jpeg() -> Vec<u8> {
    let image = RgbImage::from_fn(1200, 900, |x, y| {
        let level = |at: u32| u8::try_from(at % 256).unwrap();
        image::Rgb([level(x), level(y), 90])
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// A photograph with a note in each of the places that programs write them to.
fn noted_jpeg() -> Vec<u8> {
    let segment = |marker: u8, name: &[u8]| {
        let length = u16::try_from(name.len() + WORD.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), name, WORD].concat()
    };
    let notes = [
        segment(0xe1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0"),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0"),
        segment(0xed, b"Photoshop 3.0\0"),
        segment(0xe2, b"MPF\0"),
        segment(0xec, b"Ducky"),
        segment(0xfe, b""),
    ];
    let plain = plain_jpeg();
    [&plain[..2], &notes.concat(), &plain[2..], WORD].concat()
}

/// The same in the chunks of a PNG.
fn noted_png() -> Vec<u8> {
    let image = image::load_from_memory(&plain_jpeg()).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let plain = bytes.into_inner();
    let chunk = |name: &[u8; 4], before: &[u8]| {
        let content = [name.as_slice(), before, WORD].concat();
        let length = u32::try_from(content.len() - 4).unwrap().to_be_bytes();
        let sum = crc32fast::hash(&content).to_be_bytes();
        [length.as_slice(), &content, &sum].concat()
    };
    let notes = [
        chunk(b"tEXt", b"Author\0"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0"),
        chunk(b"eXIf", b"MM\0\x2a\0\0\0\x08\0\0\0\0\0\0"),
    ];
    // Behind the signature and the header.
    let header = 8 + 25;
    [&plain[..header], &notes.concat(), &plain[header..]].concat()
}

/// A drawing with notes of its own and such a photograph.
fn noted_svg() -> String {
    let mut photograph = String::new();
    for byte in noted_jpeg() {
        let _ = write!(photograph, "%{byte:02x}");
    }
    let word = String::from_utf8_lossy(WORD);
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 900' width='1200' \
         height='900'><title>{word}</title><desc>{word}</desc><metadata>{word}</metadata>\
         <!-- {word} --><text x='20' y='80' visibility='hidden'>{word}</text>\
         <image width='1200' height='900' href='data:image/jpeg,{photograph}'/></svg>"
    )
}

/// A PDF of another maker with such a photograph on its page, once as it is and once packed again.
fn noted_pdf() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let image = |filter: Object, content: Vec<u8>| {
        let entries = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 1200, "Height" => 900,
            "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => filter,
        };
        Stream::new(entries, content).with_compression(false)
    };
    let plain = image("DCTDecode".into(), noted_jpeg());
    let hexadecimal: String =
        noted_jpeg().iter().map(|byte| format!("{byte:02x}")).collect();
    let filters = vec!["ASCIIHexDecode".into(), "DCTDecode".into()];
    let packed = image(filters.into(), format!("{hexadecimal}>").into_bytes());
    let (plain, packed) = (document.add_object(plain), document.add_object(packed));
    let content = b"q 100 0 0 75 20 20 cm /A Do Q q 100 0 0 75 20 120 cm /B Do Q";
    let content =
        document.add_object(Stream::new(lopdf::Dictionary::new(), content.to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 300.into()],
        "Resources" => dictionary! {
            "XObject" => dictionary! { "A" => plain, "B" => packed },
        },
    });
    let node =
        dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(tree, node.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut data = Vec::new();
    document.save_to(&mut data).expect("a PDF");
    data
}

/// Every stream of a file, as it stands there and unpacked, and all of its other bytes.
fn holds(data: &[u8], word: &[u8]) -> bool {
    let within = |bytes: &[u8]| bytes.windows(word.len()).any(|it| it == word);
    let document = Document::load_mem(data).expect("a PDF");
    let streams = document.objects.values().filter_map(|it| it.as_stream().ok());
    within(data)
        || streams.into_iter().any(|stream| {
            within(&stream.content)
                || stream.get_plain_content().is_ok_and(|content| within(&content))
        })
}

/// A project that shows a photograph in each format.
fn gallery() -> Scratch {
    let names = ["camera.jpg", "screen.png", "drawing.svg"];
    let figures: String = names
        .iter()
        .map(|name| {
            format!(
                "- {{id: {}, file: {name}, alt: Stripes of many colours}}\n",
                &name[..3]
            )
        })
        .collect();
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            "id: note\ntitle: A note\nlanguage: en-GB\nperiod: {from: 2024-04-01, to: \
             2025-03-31, label: 2024/25}\nbrand: brand.yaml\nfigures: [figures.yaml]\n\
             sections: [sections/one.yaml]\n",
        ),
        ("figures.yaml", &figures),
        (
            "sections/one.yaml",
            "id: one\ntitle: Pictures\nbody:\n  - figure: cam\n  - figure: scr\n  - figure: dra\n",
        ),
    ]);
    scratch.write("camera.jpg", noted_jpeg());
    scratch.write("screen.png", noted_png());
    scratch.write("drawing.svg", noted_svg());
    scratch
}

#[test]
fn what_a_camera_notes_is_in_no_file() {
    let scratch = gallery();
    for profile in ["screen", "archive", "print", "large"] {
        let output = scratch.run(&["-q", "build", "--profile", profile]);
        assert_status(&output, 0);
    }
    let mut files = 0;
    for entry in std::fs::read_dir(scratch.path().join("out")).expect("files") {
        let path = entry.expect("a file").path();
        let data = std::fs::read(&path).expect("a file");
        if path.extension().is_some_and(|it| it == "pdf") {
            assert!(!holds(&data, WORD), "{}", path.display());
            files += 1;
        }
    }
    assert_eq!(files, 4);
}

#[test]
fn what_a_camera_notes_does_not_come_along_with_a_page_of_another_maker() {
    let scratch = Scratch::of("annexes");
    let data = noted_pdf();
    assert!(holds(&data, WORD));
    scratch.write("external/note.pdf", &data);
    scratch.write(
        "papers/letter.yaml",
        "id: letter\ntitle: A paper\nmeeting: to be confirmed\ndate: 2025-03-20\n\
         report_of: The clerk\npurpose: noting\nsummary: It is attached.\n\
         appendices:\n  - pdf: external/note.pdf\n    title: A file\n    description: Two \
         photographs.\n",
    );
    let output = scratch.run(&["-q", "build", "paper"]);
    assert_status(&output, 0);
    let path = scratch.path().join("out/note-paper-letter.pdf");
    let data = std::fs::read(path).expect("a PDF");
    assert!(!holds(&data, WORD));
    // The photographs themselves are there to the last bit of their pixels.
    let document = Document::load_mem(&data).expect("a PDF");
    let plain = plain_jpeg();
    let photographs = document.objects.values().filter_map(|it| it.as_stream().ok());
    let photographs = photographs.filter(|it| it.content == plain);
    assert_eq!(photographs.count(), 2);
}

#[test]
fn text_of_a_drawing_that_nobody_sees_is_an_error() {
    let scratch = gallery();
    scratch.write(
        "drawing.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 90'><path d='M0 0h9v9z'/>\
         <text x='9' y='40' opacity='0'>A secret name</text></svg>",
    );
    let output = scratch.run(&["check", "--message-format", "short"]);
    assert_status(&output, 1);
    let said = said(&output.stdout);
    assert!(said.contains("`A secret name` in `drawing.svg` cannot be seen"), "{said}");
}
