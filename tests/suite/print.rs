//! Print: what a printer is sent, read back, and held beside what a reader is given.

use std::collections::BTreeMap;
use std::path::Path;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use tempfile::TempDir;

use crate::press::{
    assert_status, bundled_files, northmoor_files, recto, repository, told,
};
use crate::reader::Pdf;
use crate::scratch::Scratch;

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// Builds a project for a printer, with options.
fn built(project: &Path, options: &[&str]) -> TempDir {
    let out = TempDir::new().expect("a folder");
    let mut command = recto();
    command.arg("--project").arg(project).args(["--quiet", "build", "--out"]);
    let output = command.arg(out.path()).args(options).output().expect("a program");
    assert_status(&output, 0);
    out
}

fn opened(folder: &TempDir, name: &str) -> Document {
    Document::load(folder.path().join(name)).expect("a PDF")
}

/// A box of a page, in points.
fn side(document: &Document, page: ObjectId, name: &str) -> Option<[f32; 4]> {
    let sides =
        document.get_dictionary(page).expect("a page").get(name.as_bytes()).ok()?;
    let sides: Vec<f32> = sides
        .as_array()
        .expect("four numbers")
        .iter()
        .map(|number| number.as_float().expect("a number"))
        .collect();
    Some(sides.try_into().expect("four numbers"))
}

/// How far one box stands out of another on each side, in millimetres.
fn margins(outer: [f32; 4], inner: [f32; 4]) -> [f32; 4] {
    let [left, bottom, right, top] = outer;
    let [l, b, r, t] = inner;
    [l - left, b - bottom, right - r, top - t].map(|points| points / MM)
}

fn assert_near(found: [f32; 4], wanted: f32) {
    let near = found.iter().all(|it| (it - wanted).abs() < 0.01);
    assert!(near, "{found:?} mm, and not {wanted} mm");
}

fn assert_sheet(document: &Document, bleed: f32, slug: f32) {
    for page in document.page_iter() {
        let get =
            |name| side(document, page, name).unwrap_or_else(|| panic!("no {name}"));
        let (media, bled, trim) = (get("MediaBox"), get("BleedBox"), get("TrimBox"));
        assert_near(margins(bled, trim), bleed);
        assert_near(margins(media, trim), slug);
        let size = [(trim[2] - trim[0]) / MM, (trim[3] - trim[1]) / MM];
        assert!((size[0] - 210.0).abs() < 0.01 && (size[1] - 297.0).abs() < 0.01);
        assert!(side(document, page, "ArtBox").is_none());
    }
}

#[test]
fn a_page_has_its_bleed_and_marks_outside_of_it() {
    let minimal = repository().join("tests/projects/minimal");
    let print = ["--profile", "print"];
    let file = "note-print.pdf";
    assert_sheet(&opened(&built(&minimal, &print), file), 3.0, 10.0);
    let bare = built(&minimal, &[&print[..], &["--marks", "none"]].concat());
    assert_sheet(&opened(&bare, file), 3.0, 3.0);
    let wide = built(&minimal, &[&print[..], &["--bleed", "5"]].concat());
    assert_sheet(&opened(&wide, file), 5.0, 12.0);
    let none =
        built(&minimal, &[&print[..], &["--bleed", "0", "--marks", "all"]].concat());
    assert_sheet(&opened(&none, file), 0.0, 10.0);
}

/// The forms that a page's slug is made of: their operators, by name.
fn slug(document: &Document, page: ObjectId) -> Vec<String> {
    let content = document.get_page_content(page);
    let content = Content::decode(&content).expect("a content stream");
    let last = content.operations.last().expect("an operator");
    assert_eq!(last.operator, "Do", "the slug is what is drawn last");
    let own = document.get_dictionary(page).expect("a page");
    drawn(document, own, last.operands[0].as_name().expect("a name"))
}

fn drawn(document: &Document, owner: &Dictionary, name: &[u8]) -> Vec<String> {
    let resources = owner.get_deref(b"Resources", document).and_then(Object::as_dict);
    let forms = resources.expect("resources").get_deref(b"XObject", document);
    let form = forms.and_then(Object::as_dict).expect("forms").get_deref(name, document);
    let form: &Stream = form.and_then(Object::as_stream).expect("a form");
    let content = form.get_plain_content().expect("a readable form");
    let content = Content::decode(&content).expect("a content stream");
    let mut operators = Vec::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "Do" => {
                let name = operation.operands[0].as_name().expect("a name");
                operators.extend(drawn(document, &form.dict, name));
            }
            operator => operators.push(operator.to_owned()),
        }
    }
    operators
}

#[test]
fn marks_are_on_every_plate() {
    let minimal = repository().join("tests/projects/minimal");
    let strokes = |marks: &str| {
        let out = built(&minimal, &["--profile", "print", "--marks", marks]);
        let document = opened(&out, "note-print.pdf");
        let page = document.page_iter().next().expect("a page");
        let operators = slug(&document, page);
        // Nothing but the colour of all plates is chosen, and no text is set.
        for colour in ["g", "G", "rg", "RG", "k", "K", "BT", "sh"] {
            assert!(
                !operators.iter().any(|it| it == colour),
                "{colour} in {operators:?}"
            );
        }
        let spaces: Vec<_> = document
            .objects
            .values()
            .filter_map(|it| it.as_array().ok())
            .filter(|it| {
                matches!(it.first().map(Object::as_name), Some(Ok(b"Separation")))
            })
            .map(|it| it[1].as_name().expect("a colorant").to_vec())
            .collect();
        assert_eq!(spaces, [b"All".to_vec()]);
        operators.iter().filter(|it| *it == "S").count()
    };
    // Two lines at each corner; on each side a cross of two lines, and a circle.
    assert_eq!(strokes("crop"), 8);
    assert_eq!(strokes("all"), 8 + 4 * 3);
}

/// The words of a page, in the order in which they are drawn, without white space.
fn letters(pdf: &Pdf, page: usize) -> String {
    let runs = pdf.pages[page].runs.iter();
    runs.flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_printed_text_is_that_of_the_screen() {
    let files = bundled_files();
    let printed: Vec<_> = files.keys().filter(|it| it.ends_with("-print.pdf")).collect();
    assert_eq!(printed.len(), 8);
    for name in printed {
        let print = Pdf::read(&files[name]);
        let screen = Pdf::read(&files[&name.replace("-print", "")]);
        assert_eq!(print.pages.len(), screen.pages.len(), "{name}");
        for page in 0..screen.pages.len() {
            let (wanted, mut found) = (letters(&screen, page), letters(&print, page));
            // A link that cannot be followed has its address printed below it.
            while found != wanted {
                let apart = found.chars().zip(wanted.chars()).take_while(|(a, b)| a == b);
                let at: usize = apart.map(|(c, _)| c.len_utf8()).sum();
                let rest = &found[at..];
                let after = wanted[at..].chars().take(12).collect::<String>();
                assert!(
                    rest.starts_with("http") || rest.starts_with("mailto:"),
                    "{name}, page {}: `{rest}`, and not `{after}`",
                    page + 1
                );
                let end =
                    if after.is_empty() { Some(rest.len()) } else { rest.find(&after) };
                let end = end.unwrap_or_else(|| panic!("{name}: `{after}` is gone"));
                found.replace_range(at..at + end, "");
            }
        }
        assert!(!print.marked && print.tree.nodes.is_empty());
    }
}

#[test]
fn nothing_can_be_followed_and_nothing_is_in_light() {
    let files = northmoor_files().iter().filter(|(it, _)| it.ends_with("-print.pdf"));
    assert_eq!(files.clone().count(), 6);
    for (name, data) in files {
        let document = Document::load_mem(data).expect("a PDF");
        assert_eq!(document.version, "1.6");
        let mut chosen: BTreeMap<String, usize> = BTreeMap::new();
        for page in document.page_iter() {
            let entries = document.get_dictionary(page).expect("a page");
            assert!(!entries.has(b"Annots"), "{name} has annotations");
        }
        for object in document.objects.values() {
            let Object::Stream(stream) = object else {
                if let Ok(space) = object.as_array() {
                    let profiled = matches!(
                        space.first().map(Object::as_name),
                        Some(Ok(b"ICCBased" | b"CalRGB" | b"Lab"))
                    );
                    assert!(!profiled, "{name} keeps a colour space");
                }
                continue;
            };
            if stream.dict.get(b"Subtype").and_then(Object::as_name).ok()
                == Some(b"Image")
            {
                continue;
            }
            let Ok(content) = stream.get_plain_content() else { continue };
            let Ok(content) = Content::decode(&content) else { continue };
            for operation in content.operations {
                *chosen.entry(operation.operator).or_default() += 1;
            }
        }
        assert!(chosen.contains_key("k"), "{name} chooses inks");
        for light in ["rg", "RG"] {
            assert!(!chosen.contains_key(light), "{name} has {light}");
        }
    }
}

#[test]
fn folded_sheets_have_four_pages() {
    let data = repository().join("data");
    let brief =
        ["brief", "violence", "--profile", "print", "--pages", "multiple-of-four"];
    let out = built(&data, &brief);
    let stem = "annual-report-2022-23-brief-1-violence-print";
    let document = opened(&out, &format!("{stem}.pdf"));
    assert_eq!(document.page_iter().count(), 8);
    assert_sheet(&document, 3.0, 10.0);
    let print = Pdf::open(&out.path().join(format!("{stem}.pdf")));
    let empty: Vec<_> = print.pages.iter().map(|page| page.runs.is_empty()).collect();
    assert_eq!(empty, [false, false, false, false, false, false, true, true]);

    let out = built(&data, &[&brief[..], &["--cover", "separate"]].concat());
    let cover = Pdf::open(&out.path().join(format!("{stem}-cover.pdf")));
    let inners = Pdf::open(&out.path().join(format!("{stem}-inners.pdf")));
    assert_eq!((cover.pages.len(), inners.pages.len()), (4, 4));
    assert_eq!(letters(&cover, 0), letters(&print, 0));
    assert_eq!(letters(&cover, 1), letters(&print, 1));
    assert_eq!(letters(&inners, 0), letters(&print, 2));
    assert_ne!(
        cover.xmp_values("xmpMM:DocumentID"),
        inners.xmp_values("xmpMM:DocumentID")
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let scratch = Scratch::minimal();
    let refused = |words: &[&str], status: i32, message: &str| {
        let output = scratch.run(words);
        assert_status(&output, status);
        let text = told(&output);
        assert!(text.contains(message), "{text}");
        assert!(!scratch.path().join("out").exists(), "something was written");
    };
    refused(&["build", "--marks", "all"], 2, "`--marks` is for the print profile");
    let print = ["build", "--profile", "print"];
    refused(&[&print[..], &["--bleed", "40"]].concat(), 2, "the bleed cannot be 40 mm");
    refused(&[&print[..], &["--bleed", "NaN"]].concat(), 2, "the bleed cannot be NaN mm");
    refused(
        &[&print[..], &["--output-intent", "report.yaml"]].concat(),
        2,
        "`report.yaml` is no output intent: it is not an ICC profile",
    );
    refused(
        &[&print[..], &["--output-intent", "gone.icc"]].concat(),
        2,
        "`gone.icc` is no output intent",
    );
    refused(
        &[&print[..], &["--cover", "separate"]].concat(),
        1,
        "a cover of its own takes an even number of pages, at least 6",
    );
}

#[test]
fn the_printers_own_condition_is_embedded() {
    let condition = repository().join("icc/FOGRA39L_coated.icc");
    let minimal = repository().join("tests/projects/minimal");
    let condition = condition.to_str().expect("a path in UTF-8");
    let out = built(&minimal, &["--profile", "print", "--output-intent", condition]);
    let document = opened(&out, "note-print.pdf");
    let intents = document.catalog().expect("a catalogue").get(b"OutputIntents");
    let intents = intents.and_then(Object::as_array).expect("output intents");
    let [Object::Dictionary(intent)] = &intents[..] else { panic!("{intents:?}") };
    assert_eq!(intent.get(b"S").and_then(Object::as_name).expect("a kind"), b"GTS_PDFX");
    // It is named as it names itself, and no registry is claimed.
    let name = intent.get(b"OutputConditionIdentifier").and_then(Object::as_str);
    assert_eq!(name.expect("a name"), b"FOGRA39L Coated");
    assert!(!intent.has(b"RegistryName"));
    let profile = intent.get_deref(b"DestOutputProfile", &document);
    let profile = profile.and_then(Object::as_stream).expect("a profile");
    let data = profile.get_plain_content().expect("a readable profile");
    assert_eq!(data, std::fs::read(condition).expect("the same profile"));
}

/// A page of images and drawings in light, of each kind that a project may hold.
#[test]
fn images_and_drawings_take_inks() {
    let scratch = Scratch::empty();
    scratch.add(&repository().join("tests/projects/northmoor"));
    let light = image::RgbImage::from_fn(1800, 900, |x, y| {
        let level = |it: u32| u8::try_from(it % 256).expect("a byte");
        image::Rgb([level(x), level(y), 90])
    });
    let folder = scratch.path().join("images");
    light.save(folder.join("photo.png")).expect("a PNG");
    light.save(folder.join("photo.jpg")).expect("a JPEG");
    let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><defs>
        <linearGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset=".5"
        stop-color="#0f0"/><stop offset="1" stop-color="#00f" stop-opacity=".3"/>
        </linearGradient></defs><rect width="200" height="100" fill="url(#a)"/>
        <g opacity=".5"><rect x="210" width="90" height="70" fill="#00a"/></g></svg>"##;
    scratch.write("images/drawing.svg", drawing);
    let figure = |id: &str, file: &str| {
        format!("- {{id: {id}, file: images/{file}, alt: A test of colours}}\n")
    };
    let valley = std::fs::read_to_string(scratch.path().join("figures.yaml"));
    let figures = [
        valley.expect("the figures"),
        figure("one", "photo.png"),
        figure("two", "photo.jpg"),
        figure("three", "drawing.svg"),
    ];
    scratch.write("figures.yaml", figures.concat());
    let welcome = scratch.path().join("sections/welcome.yaml");
    let text = std::fs::read_to_string(&welcome).expect("a section").replace(
        "  - figure: valley\n",
        "  - figure: valley\n  - figure: one\n  - figure: two\n  - figure: three\n",
    );
    std::fs::write(&welcome, text).expect("a section");
    let output = scratch.run(&["-q", "build", "report", "--profile", "print"]);
    assert_status(&output, 0);

    let document =
        Document::load(scratch.path().join("out/service-report-2024-print.pdf"));
    let document = document.expect("a PDF");
    let mut images = 0;
    for object in document.objects.values() {
        let Object::Stream(stream) = object else { continue };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if !kind.is_ok_and(|it| it == b"Image") {
            continue;
        }
        let space = stream.dict.get(b"ColorSpace").and_then(Object::as_name);
        let space = space.expect("a name");
        if space == b"DeviceGray" {
            continue;
        }
        assert_eq!(space, b"DeviceCMYK");
        let samples = stream.get_plain_content().expect("samples");
        assert_eq!(samples.len(), 1800 * 900 * 4);
        let most = samples.as_chunks::<4>().0.iter();
        let most = most.map(|it| it.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max();
        assert!(most.expect("samples") <= 3 * 255, "more ink than paper takes");
        images += 1;
    }
    assert_eq!(images, 2);
    let gradients = document.objects.values().filter_map(|it| it.as_dict().ok());
    let gradients = gradients.filter(|it| it.has(b"ShadingType"));
    let spaces: Vec<_> = gradients
        .map(|it| {
            it.get(b"ColorSpace").and_then(Object::as_name).expect("a name").to_vec()
        })
        .collect();
    assert!(spaces.contains(&b"DeviceCMYK".to_vec()), "{spaces:?}");
    assert!(!spaces.contains(&b"DeviceRGB".to_vec()), "{spaces:?}");
}

#[test]
fn pages_that_lie_on_their_side_stand_on_their_sheets() {
    let accounts = repository().join("tests/projects/accounts");
    let out = built(&accounts, &["--profile", "print", "--marks", "crop"]);
    let document = opened(&out, "accounts-print.pdf");
    let (mut upright, mut turned) = (0, 0);
    for page in document.page_iter() {
        let get = |name| side(&document, page, name).expect("a box");
        assert!(get("MediaBox")[2] < get("MediaBox")[3], "the sheet lies on its side");
        let entries = document.get_dictionary(page).expect("a page");
        let resources = entries.get(b"Resources").and_then(Object::as_dict);
        let forms = resources.and_then(|it| it.get(b"XObject")).and_then(Object::as_dict);
        let art = forms.and_then(|it| it.get(b"RectoArt")).and_then(Object::as_reference);
        let art = document.get_object(art.expect("its art")).expect("its art");
        let numbers = |name: &[u8]| -> Vec<f32> {
            let entry = art.as_stream().and_then(|it| it.dict.get(name));
            let numbers = entry.and_then(Object::as_array).expect("numbers");
            numbers.iter().map(|it| it.as_float().expect("a number")).collect()
        };
        let (around, moved) = (numbers(b"BBox"), numbers(b"Matrix"));
        let corner = |x: f32, y: f32| {
            [
                moved[0] * x + moved[2] * y + moved[4],
                moved[1] * x + moved[3] * y + moved[5],
            ]
        };
        // The head of the page comes to the left where it is turned.
        let is_turned = around[2] > around[3];
        let [first, last] = if is_turned {
            turned += 1;
            [corner(0.0, around[3]), corner(around[2], 0.0)]
        } else {
            upright += 1;
            [corner(0.0, 0.0), corner(around[2], around[3])]
        };
        let found = [first[0], first[1], last[0], last[1]];
        assert_near(margins(get("BleedBox"), found), 0.0);
    }
    assert!(upright > 2 && turned > 0, "{upright} upright, {turned} turned");
}
