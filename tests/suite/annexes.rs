//! Annexes: pages of other makers in a paper, as a stranger reads them.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use recto_pdf::join::{Claim, Damage, Refusal, Remark, Tagging, survey};

use crate::press::{project, repository};
use crate::scratch::Scratch;

/// The file that the project `annexes` attaches.
fn note() -> Vec<u8> {
    let path = repository().join("tests/projects/annexes/external/note.pdf");
    std::fs::read(path).expect("a file")
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut data = Vec::new();
    document.save_to(&mut data).expect("a PDF");
    data
}

/// A PDF whose pages have these entries and this content, and nothing that is tagged.
fn plain(pages: &[(Dictionary, &str)]) -> Document {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let mut kids = Vec::new();
    for (entries, content) in pages {
        let content = document
            .add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        };
        for (key, value) in entries {
            page.set(key.clone(), value.clone());
        }
        kids.push(Object::Reference(document.add_object(page)));
    }
    let count = i64::try_from(kids.len()).expect("a few");
    let node = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 300.into()],
    };
    document.objects.insert(tree, node.into());
    let catalogue =
        document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalogue);
    document
}

const HELLO: &str = "BT /F1 12 Tf 20 150 Td (Hello) Tj ET";

/// A project with a paper that attaches a file.
fn attaching(data: &[u8], more: &str) -> Scratch {
    let scratch = Scratch::of("annexes");
    std::fs::write(scratch.path().join("external/note.pdf"), data).expect("a file");
    let paper = format!(
        "id: letter\ntitle: A paper\nmeeting: to be confirmed\ndate: 2025-03-20\n\
         report_of: The clerk\npurpose: noting\nsummary: It is attached.\n\
         appendices:\n  - pdf: external/note.pdf\n    title: A file\n{more}"
    );
    scratch.write("papers/letter.yaml", &paper);
    scratch
}

fn built(scratch: &Scratch) -> Document {
    let output = scratch.run(&["-q", "build", "paper"]);
    crate::press::assert_status(&output, 0);
    let path = scratch.path().join("out/note-paper-letter.pdf");
    Document::load(path).expect("a PDF")
}

#[test]
fn a_tagged_file_is_part_of_the_paper() {
    let print = project("annexes");
    let paper = &print.editions["paper-letter"];
    crate::document::assert_accessible("paper-letter", paper);
    let text = paper.text();
    assert!(text.contains("A short note as a file"), "{text}");
    let note = &print.editions["report"];
    for page in 0..note.pages.len() {
        let own: String =
            note.pages[page].runs.iter().map(|run| run.text.as_str()).collect();
        let copied: String =
            paper.pages[page + 2].runs.iter().map(|run| run.text.as_str()).collect();
        assert!(copied.starts_with(&own), "page {page}: {own} / {copied}");
    }
}

#[test]
fn pages_are_surveyed_as_they_are_shown() {
    let boxed = |values: [i64; 4]| Object::Array(values.map(Object::from).to_vec());
    let pages = [
        (Dictionary::new(), HELLO),
        (dictionary! { "Rotate" => 90 }, HELLO),
        (dictionary! { "Rotate" => -90, "CropBox" => boxed([10, 20, 110, 220]) }, HELLO),
        (dictionary! { "UserUnit" => 2, "MediaBox" => boxed([100, 300, 0, 0]) }, HELLO),
    ];
    let mut document = plain(&pages);
    let label = |entries: Dictionary| Object::Dictionary(entries);
    let labels = vec![
        0.into(),
        label(dictionary! { "S" => "r", "St" => 4 }),
        2.into(),
        label(dictionary! { "S" => "D", "P" => Object::string_literal("A-") }),
    ];
    document
        .catalog_mut()
        .expect("a catalogue")
        .set("PageLabels", dictionary! { "Nums" => labels });
    let survey = survey(&saved(document)).expect("a survey");
    let sheets: Vec<_> =
        survey.sheets.iter().map(|it| (it.width, it.height, it.label.as_str())).collect();
    assert_eq!(
        sheets,
        [
            (200.0, 300.0, "iv"),
            (300.0, 200.0, "v"),
            (200.0, 100.0, "A-1"),
            (200.0, 600.0, "A-2"),
        ]
    );
    assert_eq!(survey.tagging, Tagging::Untagged);
    assert_eq!(survey.remarks, []);
}

#[test]
fn what_cannot_be_joined_is_refused_in_words() {
    let refused = |data: &[u8]| survey(data).expect_err("a refusal");
    assert_eq!(refused(b""), Refusal::NotPdf("an empty file"));
    assert_eq!(refused(b"\x89PNG\r\n"), Refusal::NotPdf("an image"));
    let zip = Refusal::NotPdf("a file of an office program, or a ZIP archive");
    assert_eq!(refused(b"PK\x03\x04"), zip);
    let whole = note();
    assert!(matches!(refused(&whole[..whole.len() / 2]), Refusal::Damaged(_)));
    assert!(matches!(refused(b"%PDF-1.7\nhello"), Refusal::Damaged(_)));
    let changed = |change: &dyn Fn(&mut Document)| {
        let mut document = plain(&[(Dictionary::new(), HELLO)]);
        change(&mut document);
        saved(document)
    };
    let collection = changed(&|it| {
        it.catalog_mut().expect("it").set("Collection", Dictionary::new());
    });
    assert_eq!(refused(&collection), Refusal::Portfolio);
    let dynamic =
        changed(&|it| it.catalog_mut().expect("it").set("NeedsRendering", true));
    assert_eq!(refused(&dynamic), Refusal::DynamicForm);
    assert_eq!(refused(&saved(plain(&[]))), Refusal::NoPages);
    let circle = changed(&|it| {
        let pages = it.catalog().expect("it").get(b"Pages").expect("it").clone();
        let id = pages.as_reference().expect("it");
        it.get_dictionary_mut(id).expect("it").set("Kids", vec![pages]);
    });
    assert!(matches!(refused(&circle), Refusal::Damaged(_)));
    let bomb = changed(&|it| {
        // A few kilobytes that unpack to more than a page may hold.
        let content = vec![b' '; 33 << 20];
        let stream = it.objects.values_mut().find_map(|it| it.as_stream_mut().ok());
        let stream = stream.expect("a content");
        stream.set_plain_content(content);
        stream.compress().expect("it");
    });
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&bomb), Refusal::Damaged(Damage::Content(1)));
    for refusal in [zip, Refusal::Portfolio, Refusal::DynamicForm, Refusal::NoPages] {
        assert!(!refusal.to_string().is_empty() && !refusal.remedy().is_empty());
    }
}

#[test]
fn a_refusal_has_its_place_and_a_remedy() {
    let scratch = attaching(b"PK\x03\x04", "");
    let output = scratch.run(&["check", "--message-format", "short"]);
    crate::press::assert_status(&output, 1);
    let said = crate::press::said(&output.stdout) + &crate::press::said(&output.stderr);
    assert!(said.contains("papers/letter.yaml:9:10"), "{said}");
    assert!(said.contains("it is no PDF but a file of an office program"), "{said}");
    assert!(said.contains("save it as a PDF first"), "{said}");
}

#[test]
fn an_untagged_file_wants_a_description_and_takes_claims_back() {
    let data = saved(plain(&[(Dictionary::new(), HELLO)]));
    let output = attaching(&data, "").run(&["check", "--message-format", "short"]);
    let said = crate::press::said(&output.stdout) + &crate::press::said(&output.stderr);
    assert!(said.contains("nothing says what it is"), "{said}");

    let scratch = attaching(&data, "    description: It says hello.\n");
    let output = scratch.run(&["build", "paper", "--message-format", "short"]);
    crate::press::assert_status(&output, 0);
    let said = crate::press::said(&output.stdout) + &crate::press::said(&output.stderr);
    for claim in [Claim::Ua1, Claim::PdfA] {
        let wanted = format!("does not claim {claim}, because of `external/note.pdf`");
        assert!(said.contains(&wanted), "{said}");
    }
    let document =
        Document::load(scratch.path().join("out/note-paper-letter.pdf")).expect("a PDF");
    let metadata = document.catalog().expect("it").get_deref(b"Metadata", &document);
    let packet = metadata.and_then(Object::as_stream).expect("a packet");
    let packet =
        String::from_utf8(packet.get_plain_content().expect("it")).expect("UTF-8");
    assert!(
        !packet.contains("<pdfuaid:part>") && !packet.contains("<pdfaid:part>"),
        "{packet}"
    );
    assert!(packet.contains("paper-letter"), "{packet}");
}

#[test]
fn links_lead_to_the_copies_and_scripts_do_not_come_along() {
    let mut document = plain(&[(Dictionary::new(), HELLO), (Dictionary::new(), HELLO)]);
    let pages: Vec<_> = document.page_iter().collect();
    let rect = || Object::Array([10, 10, 60, 30].map(Object::from).to_vec());
    let link = |more: (&str, Object)| {
        let mut link =
            dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => rect() };
        link.set(more.0, more.1);
        Object::Dictionary(link)
    };
    let target = Object::Array(vec![pages[1].into(), "Fit".into()]);
    let annotations = vec![
        link(("Dest", target.clone())),
        link(("Dest", Object::string_literal("second"))),
        link(("A", dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org/") }.into())),
        link(("A", dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") }.into())),
        link(("A", dictionary! { "S" => "Launch", "F" => Object::string_literal("x.exe") }.into())),
    ];
    document.get_dictionary_mut(pages[0]).expect("a page").set("Annots", annotations);
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(2)") };
    let names = dictionary! {
        "Dests" => dictionary! { "Names" => vec![Object::string_literal("second"), target.clone()] },
        "JavaScript" => dictionary! { "Names" => vec![Object::string_literal("a"), script.clone().into()] },
        "EmbeddedFiles" => dictionary! { "Names" => Vec::<Object>::new() },
    };
    let item = document.new_object_id();
    let bookmark = dictionary! { "Title" => Object::string_literal("To the second"), "Dest" => target };
    document.objects.insert(item, bookmark.into());
    let outline = document
        .add_object(dictionary! { "First" => item, "Last" => item, "Count" => 1 });
    let catalogue = document.catalog_mut().expect("it");
    catalogue.set("Names", names);
    catalogue.set("Outlines", outline);
    catalogue.set("OpenAction", script);
    let data = saved(document);
    assert_eq!(
        survey(&data).expect("it").remarks,
        [Remark::Scripts, Remark::Attachments, Remark::Links]
    );

    let paper = built(&attaching(&data, "    description: It says hello.\n"));
    let pages: Vec<_> = paper.page_iter().collect();
    assert_eq!(pages.len(), 4);
    let annotations = paper.get_page_annotations(pages[2]).expect("annotations");
    assert_eq!(annotations.len(), 3);
    for link in &annotations[..2] {
        let to = link.get(b"Dest").and_then(Object::as_array).expect("a destination");
        assert_eq!(to[0].as_reference().expect("a page"), pages[3]);
    }
    let action = annotations[2].get(b"A").and_then(Object::as_dict).expect("an action");
    assert_eq!(
        action.get(b"URI").and_then(Object::as_str).expect("it"),
        b"https://example.org/"
    );
    // The bookmark is within the one of the flysheet.
    let items = paper.objects.values().filter_map(|it| it.as_dict().ok());
    let titled = |it: &&Dictionary, title: &[u8]| {
        it.get(b"Title").and_then(Object::as_str).is_ok_and(|found| found == title)
    };
    let bookmark =
        items.clone().find(|it| titled(it, b"To the second")).expect("a bookmark");
    let parent =
        bookmark.get(b"Parent").and_then(Object::as_reference).expect("a parent");
    let parent = paper.get_dictionary(parent).expect("it");
    let to = parent.get_deref(b"Dest", &paper).and_then(Object::as_array);
    let to = to.expect("a destination");
    assert_eq!(to[0].as_reference().expect("a page"), pages[1]);
    let whole = format!("{:?}", paper.objects);
    assert!(!whole.contains("JavaScript") && !whole.contains("x.exe"));
}

#[test]
fn what_a_form_shows_is_printed_and_its_fields_are_gone() {
    let mut document = plain(&[(Dictionary::new(), HELLO)]);
    let page = document.page_iter().next().expect("a page");
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
    };
    let shown = document.add_object(Stream::new(form, b"0 0 10 10 re f".to_vec()));
    let widget = |flags: i64| {
        dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => flags,
            "T" => Object::string_literal("name"), "V" => Object::string_literal("value"),
            "Rect" => vec![50.into(), 60.into(), 70.into(), 80.into()],
            "AP" => dictionary! { "N" => shown },
        }
    };
    let (seen, hidden) = (document.add_object(widget(4)), document.add_object(widget(2)));
    let fields = vec![Object::Reference(seen), Object::Reference(hidden)];
    document.get_dictionary_mut(page).expect("it").set("Annots", fields.clone());
    document
        .catalog_mut()
        .expect("it")
        .set("AcroForm", dictionary! { "Fields" => fields });
    let data = saved(document);
    assert_eq!(survey(&data).expect("it").remarks, [Remark::Form]);

    let paper = built(&attaching(&data, "    description: A form.\n"));
    let page = paper.page_iter().last().expect("a page");
    let content = paper.get_page_content(page);
    let content = String::from_utf8(content).expect("text");
    // Ten units become twenty, from the corner of the field.
    assert_eq!(content.matches("/RectoAnnotation").count(), 1, "{content}");
    assert!(
        content.contains("2.00000 0.00000 0.00000 2.00000 50.00000 60.00000 cm"),
        "{content}"
    );
    assert!(paper.get_page_annotations(page).expect("it").is_empty());
    assert!(!paper.catalog().expect("it").has(b"AcroForm"));
}

/// A form with a field that holds a value and leaves its look to the viewer.
fn filled_in(value: Object) -> Vec<u8> {
    let mut document = plain(&[(Dictionary::new(), HELLO)]);
    let page = document.page_iter().next().expect("a page");
    let widget = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => 4,
        "T" => Object::string_literal("officer"), "V" => value,
        "Rect" => vec![20.into(), 60.into(), 180.into(), 80.into()],
    });
    let fields = vec![Object::Reference(widget)];
    document.get_dictionary_mut(page).expect("it").set("Annots", fields.clone());
    let form = dictionary! {
        "Fields" => fields, "NeedAppearances" => true,
        "DA" => Object::string_literal("/Helv 12 Tf 0 g"),
    };
    document.catalog_mut().expect("it").set("AcroForm", form);
    saved(document)
}

#[test]
fn what_a_form_holds_without_an_appearance_is_drawn_in_an_embedded_font() {
    let data = filled_in(Object::string_literal("Councillor A Brindle"));
    let survey = survey(&data).expect("it");
    assert_eq!(survey.remarks, [Remark::Form, Remark::Drawn]);
    let paper = built(&attaching(&data, "    description: A form.\n"));
    let page = paper.page_iter().last().expect("a page");
    let content = String::from_utf8(paper.get_page_content(page)).expect("text");
    assert_eq!(content.matches("/RectoAnnotation").count(), 1, "{content}");
    let form = paper.objects.values().find_map(|it| {
        let form = it.as_stream().ok()?;
        form.dict.get_deref(b"Resources", &paper).and_then(Object::as_dict).ok()?;
        let content = form.get_plain_content().ok()?;
        content.windows(11).any(|it| it == b"/RectoText ").then_some(form)
    });
    let form = form.expect("the drawn field");
    let fonts = form.dict.get_deref(b"Resources", &paper).and_then(Object::as_dict);
    let fonts = fonts.and_then(|it| it.get_deref(b"Font", &paper)?.as_dict());
    let font = fonts.and_then(|it| it.get_deref(b"RectoText", &paper)?.as_dict());
    let inner = font.and_then(|it| it.get_deref(b"DescendantFonts", &paper)?.as_array());
    let inner = inner.and_then(|it| paper.dereference(&it[0])?.1.as_dict());
    let descriptor =
        inner.and_then(|it| it.get_deref(b"FontDescriptor", &paper)?.as_dict());
    assert!(descriptor.expect("a descriptor").has(b"FontFile2"));
}

#[test]
fn what_a_form_holds_and_cannot_be_drawn_is_refused_by_name() {
    let chinese = Object::string_literal(vec![0xFE, 0xFF, 0x5B, 0x57]);
    let scratch = attaching(&filled_in(chinese), "    description: A form.\n");
    let output = scratch.run(&["build", "paper"]);
    crate::press::assert_status(&output, 1);
    let said = crate::press::told(&output);
    for words in [
        "`external/note.pdf` cannot be attached: the field `officer` on page 1 has no appearance",
        "the typeface for it lacks `字` (U+5B57)",
        "print it to a new PDF, and attach that",
    ] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_layer_that_is_hidden_stays_hidden() {
    let mut document = plain(&[(Dictionary::new(), "/OC /B BDC 0 0 9 9 re f EMC")]);
    let group = document.add_object(dictionary! {
        "Type" => "OCG", "Name" => Object::string_literal("Comments"),
    });
    let page = document.page_iter().next().expect("a page");
    let page = document.get_dictionary_mut(page).expect("it");
    let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut).expect("it");
    resources.set("Properties", dictionary! { "B" => group });
    let usual = dictionary! { "OFF" => vec![Object::Reference(group)] };
    let properties =
        dictionary! { "OCGs" => vec![Object::Reference(group)], "D" => usual };
    document.catalog_mut().expect("it").set("OCProperties", properties);
    let paper = built(&attaching(&saved(document), "    description: Layers.\n"));
    let properties = paper.catalog().and_then(|it| it.get(b"OCProperties")?.as_dict());
    let properties = properties.expect("layers");
    let groups = properties.get(b"OCGs").and_then(Object::as_array).expect("it");
    let usual = properties.get(b"D").and_then(Object::as_dict).expect("it");
    assert_eq!(usual.get(b"OFF").and_then(Object::as_array).expect("it"), groups);
    let group = paper.get_dictionary(groups[0].as_reference().expect("it")).expect("it");
    assert_eq!(group.get(b"Name").and_then(Object::as_str).expect("it"), b"Comments");
    // The page still finds it, by a name that elsewhere means something else.
    let page =
        paper.get_dictionary(paper.page_iter().last().expect("a page")).expect("it");
    let resources = page.get(b"Resources").and_then(Object::as_dict).expect("it");
    let named = resources.get(b"Properties").and_then(Object::as_dict).expect("it");
    assert_eq!(named.get(b"B").expect("the layer"), &groups[0]);
}

#[test]
fn a_press_does_not_take_pages_of_other_makers() {
    let scratch = attaching(&note(), "");
    let output = scratch.run(&["build", "paper", "--profile", "print"]);
    crate::press::assert_status(&output, 1);
    let said = crate::press::said(&output.stderr) + &crate::press::said(&output.stdout);
    assert!(said.contains("holds the external PDF `external/note.pdf`"), "{said}");
    // A check says so as well, at the paper that names the file, where it is asked for a press.
    let said = crate::press::told(&scratch.run(&["check", "--profile", "print"]));
    assert!(said.contains("papers/letter.yaml:9:"), "{said}");
    let said = crate::press::told(&scratch.run(&["check"]));
    assert!(!said.contains("cannot-print"), "{said}");
}

/// The content of each page that took the place of a host page, as the file has it.
fn contents(document: &Document) -> Vec<String> {
    let pages = document.get_pages().into_values();
    let all = pages.map(|page| document.get_page_content(page));
    let all = all.map(|it: Vec<u8>| String::from_utf8_lossy(&it).into_owned());
    all.filter(|it| it.contains("/RectoStamp")).collect()
}

/// A page of A4 with one line at a height.
fn line_at(y: i64, turned: i64) -> (Dictionary, String) {
    let entries = dictionary! {
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Rotate" => turned,
        "Annots" => vec![dictionary! {
            "Type" => "Annot", "Subtype" => "Link",
            "Rect" => vec![50.into(), y.into(), 250.into(), (y + 10).into()],
            "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://a.example/") },
        }.into()],
    };
    (entries, format!("1 g 0 0 595 842 re f 0 g BT /F1 10 Tf 50 {y} Td (LINE) Tj ET"))
}

#[test]
fn a_stamp_covers_nothing_that_a_page_prints() {
    let pages = [line_at(825, 0), line_at(700, 0), line_at(5, 180), line_at(825, 180)];
    let pages: Vec<_> = pages
        .iter()
        .map(|(entries, content)| (entries.clone(), content.as_str()))
        .collect();
    let data = saved(plain(&pages));
    let scratch = attaching(&data, "    description: Four pages.\n");
    let document = built(&scratch);
    let contents = contents(&document);
    let is_smaller: Vec<_> = contents
        .iter()
        .map(|content| content.lines().nth(1).is_some_and(|line| line.ends_with(" cm")))
        .collect();
    // The line lies under the stamp where it is near the upper edge, as the page is shown.
    assert_eq!(is_smaller, [true, false, true, false], "{contents:?}");
    let scale: f32 = contents[0]
        .lines()
        .nth(1)
        .and_then(|line| line.split(' ').next()?.parse().ok())
        .expect("a number");
    assert!((0.9..0.99).contains(&scale), "{scale}");
    // Links move with what they lie over.
    let mut heights = Vec::new();
    for object in document.objects.values().filter_map(|it| it.as_dict().ok()) {
        let is_of_page = object.get(b"A").and_then(Object::as_dict).is_ok();
        if is_of_page && let Ok(sides) = object.get(b"Rect").and_then(Object::as_array) {
            heights.push(sides[1].as_float().expect("a number"));
        }
    }
    assert!(heights.iter().any(|it| (*it - 825.0 * scale).abs() < 0.5), "{heights:?}");
    assert!(heights.contains(&700.0), "{heights:?}");
}

#[test]
fn a_page_that_would_become_too_small_is_named() {
    let entries = dictionary! {
        "MediaBox" => vec![0.into(), 0.into(), 240.into(), 90.into()],
    };
    let content = "BT /F1 10 Tf 20 76 Td (CARD) Tj ET";
    let data = saved(plain(&[(entries, content)]));
    let scratch = attaching(&data, "    description: A card.\n");
    let output = scratch.run(&["build", "paper"]);
    let told = crate::press::told(&output);
    assert!(told.contains("warning[covered-page]"), "{told}");
    assert!(
        told.contains("page 1 of `file.pdf`") || told.contains("page 1 of"),
        "{told}"
    );
    let scratch = attaching(&data, "    description: A card.\n    stamp: none\n");
    let told = crate::press::told(&scratch.run(&["build", "paper"]));
    assert!(!told.contains("covered-page"), "{told}");
}
