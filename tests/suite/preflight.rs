//! Preflight: sound files keep every claim, and each claim fails on a file that breaks it.

use std::sync::OnceLock;

use libtest_mimic::Trial;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use recto_pdf::preflight::{Claim, Outcome, preflight};

use crate::harness::case;
use crate::press::{
    Files, assert_status, bundled_files, every_profile, files, recto, repository, said,
    told,
};

/// A test for each way to break a file, by the file that is broken.
pub fn cases() -> Vec<Trial> {
    let files = [("screen", READABLE), ("archive", ATTACHED), ("print", PRINTABLE)];
    let tests = files.into_iter().flat_map(|(profile, breaks)| {
        breaks.iter().map(move |one| {
            let name = format!("{profile}-{}", one.0.replace(' ', "-"));
            case("preflight", &name, move || breaks_it(brief(profile), one))
        })
    });
    tests.collect()
}

#[test]
fn sound_files_keep_every_claim() {
    let files = bundled_files().iter().filter(|(name, _)| name.ends_with(".pdf"));
    assert_eq!(files.clone().count(), 24);
    for (name, data) in files {
        let preflight = preflight(data);
        assert_eq!(preflight.outcome(), Outcome::Met, "{name}: {:#?}", preflight.checks);
        let profile = preflight.profile.expect("a profile").to_string();
        let ending = match profile.as_str() {
            "screen" => "",
            other => other,
        };
        assert!(name.trim_end_matches(".pdf").ends_with(ending), "{name}");
        assert!(preflight.checks.len() >= 12);
    }
}

/// The dictionaries of a file, those of streams too.
fn dictionaries(document: &mut Document) -> impl Iterator<Item = &mut Dictionary> {
    document.objects.values_mut().filter_map(|object| match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    })
}

/// Takes an entry out of every dictionary that has it.
fn take(document: &mut Document, key: &str) {
    let mut taken = 0;
    for dict in dictionaries(document) {
        taken += usize::from(dict.remove(key.as_bytes()).is_some());
    }
    assert!(taken > 0, "nothing has {key}");
}

fn first_page(document: &Document) -> ObjectId {
    document.page_iter().next().expect("a page")
}

/// Paints something more on the first page.
fn paint(document: &mut Document, content: &str) {
    let page = first_page(document);
    let stream = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    let added = document.add_object(stream);
    let page = document.get_dictionary_mut(page).expect("a page");
    let contents = page.get(b"Contents").expect("contents").clone();
    let mut contents = match contents {
        Object::Array(several) => several,
        one => vec![one],
    };
    contents.push(added.into());
    page.set("Contents", contents);
}

/// Changes the XMP packet of a document, which has the words `from`.
#[track_caller]
pub fn packet(document: &mut Document, from: &str, to: &str) {
    let id = document.catalog().expect("a catalogue").get(b"Metadata");
    let id = id.and_then(Object::as_reference).expect("metadata");
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut);
    let stream = stream.expect("a packet");
    let text = String::from_utf8(stream.get_plain_content().expect("it")).expect("UTF-8");
    assert!(text.contains(from), "{from} is not in {text}");
    stream.set_plain_content(text.replace(from, to).into_bytes());
}

fn catalogue(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().expect("a catalogue")
}

/// The elements of a role.
fn elements<'d>(document: &'d mut Document, role: &'d str) -> Vec<&'d mut Dictionary> {
    let found: Vec<_> = dictionaries(document)
        .filter(|it| {
            it.has(b"P")
                && it
                    .get(b"S")
                    .and_then(Object::as_name)
                    .is_ok_and(|it| it == role.as_bytes())
        })
        .collect();
    assert!(!found.is_empty(), "no {role}");
    found
}

type Break = (&'static str, Claim, fn(&mut Document));

const READABLE: &[Break] = &[
    ("no language", Claim::Language, |it| take(it, "Lang")),
    ("no title in the window", Claim::Language, |it| take(it, "ViewerPreferences")),
    ("another title", Claim::Metadata, |it| {
        packet(it, "</rdf:li></rdf:Alt></dc:title>", "x</rdf:li></rdf:Alt></dc:title>");
    }),
    ("another date", Claim::Metadata, |it| {
        packet(it, "<xmp:CreateDate>2", "<xmp:CreateDate>1");
    }),
    ("no structure", Claim::Tags, |it| {
        catalogue(it).remove(b"StructTreeRoot");
    }),
    ("content without a tag", Claim::Tags, |it| paint(it, "q 20 20 40 40 re f Q")),
    ("content with a tag of its own", Claim::Tags, |it| {
        paint(it, "/P <</MCID 999>> BDC q 20 20 40 40 re f Q EMC");
    }),
    ("an unknown role", Claim::Tags, |it| {
        elements(it, "P").swap_remove(0).set("S", "Paragraph");
    }),
    ("headings begin at level 3", Claim::Headings, |it| {
        for heading in elements(it, "H1") {
            heading.set("S", "H3");
        }
    }),
    ("headers are no headers", Claim::Tables, |it| {
        for cell in elements(it, "TH") {
            cell.set("S", "TD");
        }
    }),
    ("a row is short", Claim::Tables, |it| {
        let row = elements(it, "TR").swap_remove(0);
        let cells = row.get_mut(b"K").and_then(Object::as_array_mut).expect("cells");
        cells.pop();
    }),
    ("a figure without words", Claim::AlternativeText, |it| {
        elements(it, "P").swap_remove(0).set("S", "Figure");
    }),
    ("bookmarks are open", Claim::Links, |it| {
        let mut open = 0;
        for item in dictionaries(it).filter(|it| it.has(b"Title") && it.has(b"First")) {
            item.set("Count", 1);
            open += 1;
        }
        assert!(open > 0, "no bookmark has others below it");
    }),
    ("a bookmark leads nowhere", Claim::Links, |it| {
        for item in dictionaries(it).filter(|it| it.has(b"Title") && it.has(b"Parent")) {
            item.remove(b"A");
            item.remove(b"Dest");
        }
    }),
    ("no labels of pages", Claim::Links, |it| take(it, "PageLabels")),
    ("an image within the content in inks", Claim::Colour, |it| {
        let image = "BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI";
        paint(it, &format!("/Artifact BMC q 50 0 0 50 60 500 cm {image} Q EMC"));
    }),
    ("a bracket that closes nothing", Claim::File, |it| paint(it, "q ) Q")),
    ("a colour in inks", Claim::Colour, |it| {
        paint(it, "/Artifact BMC q 0 0 0 1 k 20 20 40 40 re f Q EMC");
    }),
    ("no fonts", Claim::Fonts, |it| take(it, "FontFile2")),
    ("letters without meaning", Claim::Fonts, |it| take(it, "ToUnicode")),
    ("no condition", Claim::OutputIntent, |it| take(it, "OutputIntents")),
    ("a script", Claim::File, |it| {
        let script =
            dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("x") };
        catalogue(it).set("OpenAction", script);
    }),
    ("no claim", Claim::File, |it| packet(it, "<pdfuaid:part>1", "<pdfuaid:part>0")),
];

const ATTACHED: &[Break] = &[
    ("files are nothing to it", Claim::Attachments, |it| take(it, "AFRelationship")),
    ("files do not belong to it", Claim::Attachments, |it| take(it, "AF")),
    ("files are not described", Claim::Attachments, |it| take(it, "Desc")),
    ("files are gone", Claim::Attachments, |it| take(it, "EF")),
];

const PRINTABLE: &[Break] = &[
    ("no trimmed size", Claim::Boxes, |it| take(it, "TrimBox")),
    ("no bleed", Claim::Boxes, |it| take(it, "BleedBox")),
    ("a page of another size", Claim::Boxes, |it| {
        let page = first_page(it);
        let page = it.get_dictionary_mut(page).expect("a page");
        let trim = page.get_mut(b"TrimBox").and_then(Object::as_array_mut).expect("it");
        trim[0] = Object::Real(trim[0].as_float().expect("a number") + 3.0);
    }),
    ("a ground that ends at the trimmed edge", Claim::Bleed, |it| {
        paint(it, "q 1 0 0 0 k 28.3 28.3 595.3 40 re f Q");
    }),
    ("a ground that ends within the bleed, over nothing", Claim::Bleed, |it| {
        paint(it, "q 1 0 0 0 k 22 22 595.3 40 re f Q");
    }),
    ("a mark in black alone", Claim::Marks, |it| {
        paint(it, "q 0 0 0 1 K 1 0 0 1 0 0 cm 5 5 m 20 5 l S Q");
    }),
    ("black text of all inks", Claim::Black, |it| {
        paint(it, "q 0.7 0.6 0.6 1 k BT /f0 12 Tf 100 100 Td <0001> Tj ET Q");
    }),
    ("black text that knocks out", Claim::Black, |it| {
        let knockout = dictionary! { "OP" => false, "op" => false };
        resource(it, "ExtGState", "Out", knockout.into());
        paint(it, "q /Out gs 0 0 0 1 k BT /f0 12 Tf 100 100 Td <0001> Tj ET Q");
    }),
    ("white that overprints", Claim::Black, |it| {
        let overprint = dictionary! { "OP" => true, "op" => true, "OPM" => 1 };
        resource(it, "ExtGState", "Over", overprint.into());
        paint(it, "q /Over gs 0 0 0 0 k 100 100 9 9 re f Q");
    }),
    ("too much ink", Claim::Ink, |it| paint(it, "q 1 1 1 0.5 k 100 100 99 99 re f Q")),
    ("a hairline", Claim::Hairlines, |it| {
        paint(it, "q 0 0 0 1 K 0.1 w 100 100 m 200 100 l S Q");
    }),
    ("a colour in light", Claim::Colour, |it| {
        paint(it, "q 1 0 0 rg 100 100 99 99 re f Q");
    }),
    ("an annotation", Claim::Links, |it| {
        let note = it.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link" });
        let page = first_page(it);
        let page = it.get_dictionary_mut(page).expect("a page");
        page.set("Annots", vec![note.into()]);
    }),
    ("a coarse image", Claim::Resolution, |it| {
        let image = dictionary! {
            "Subtype" => "Image", "Width" => 10, "Height" => 10, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceGray",
        };
        let image = it.add_object(Stream::new(image, vec![0; 100]));
        resource(it, "XObject", "Coarse", image.into());
        paint(it, "q 100 0 0 100 100 100 cm /Coarse Do Q");
    }),
    ("PDF 1.7", Claim::Metadata, |it| "1.7".clone_into(&mut it.version)),
    ("trapping is not said", Claim::Metadata, |it| {
        packet(it, "<pdf:Trapped>False", "<pdf:Trapped>Unknown");
    }),
    ("no version id", Claim::Metadata, |it| packet(it, "xmpMM:VersionID", "xmpMM:Other")),
    ("no condition", Claim::OutputIntent, |it| take(it, "OutputIntents")),
    ("no fonts", Claim::Fonts, |it| take(it, "FontFile2")),
];

/// Lends the first page of a file for print something to paint with.
fn resource(document: &mut Document, kind: &str, name: &str, object: Object) {
    let page = first_page(document);
    let page = document.get_dictionary_mut(page).expect("a page");
    let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut);
    let resources = resources.expect("resources");
    if !resources.has(kind.as_bytes()) {
        resources.set(kind, Dictionary::new());
    }
    let of_kind = resources.get_mut(kind.as_bytes()).and_then(Object::as_dict_mut);
    of_kind.expect("a dictionary").set(name, object);
}

/// A brief of the bundled report in a profile.
fn brief(profile: &str) -> &'static [u8] {
    static FILES: OnceLock<Files> = OnceLock::new();
    let data = || every_profile(&repository().join("data"), &["brief", "violence"]);
    let files = FILES.get_or_init(|| files(data().path()));
    let ending = if profile == "screen" { "" } else { &format!("-{profile}") };
    &files[&format!("annual-report-2022-23-brief-1-violence{ending}.pdf")]
}

/// Fails unless a claim does, once a file is broken.
fn breaks_it(data: &[u8], (_, claim, break_it): &Break) -> Result<(), String> {
    let mut document = Document::load_mem(data).expect("a PDF");
    break_it(&mut document);
    let mut broken = Vec::new();
    document.save_to(&mut broken).expect("a PDF");
    let preflight = preflight(&broken);
    let failed: Vec<_> = preflight.with(Outcome::Failed).map(|it| it.claim).collect();
    let fails = failed.contains(claim);
    fails.then_some(()).ok_or_else(|| format!("{claim} does not fail, but {failed:?}"))
}

#[test]
fn a_link_without_words_fails() {
    // Its annotation says nothing, while its page has contents.
    let mut document = Document::load_mem(brief("screen")).expect("a PDF");
    for dict in dictionaries(&mut document) {
        let link = dict.get(b"Subtype").and_then(Object::as_name);
        if link.is_ok_and(|it| it == b"Link") {
            dict.remove(b"Contents");
        }
    }
    let mut broken = Vec::new();
    document.save_to(&mut broken).expect("a PDF");
    let failed = preflight(&broken);
    assert!(failed.with(Outcome::Failed).any(|it| it.claim == Claim::Links));
}

#[test]
fn whatever_a_file_holds_there_is_an_answer() {
    let out = every_profile(&repository().join("tests/projects/minimal"), &[]);
    let sound = std::fs::read(out.path().join("note.pdf")).expect("a file");
    let saved = |change: &dyn Fn(&mut Document)| {
        let mut document = Document::load_mem(&sound).expect("a PDF");
        change(&mut document);
        let mut data = Vec::new();
        document.save_to(&mut data).expect("a PDF");
        data
    };
    let circles: [&dyn Fn(&mut Document); 4] = [
        &|it| {
            let tree =
                it.catalog().and_then(|it| it.get(b"Pages")).expect("pages").clone();
            let id = tree.as_reference().expect("a tree");
            it.get_dictionary_mut(id).expect("a tree").set("Kids", vec![tree]);
        },
        &|it| {
            let tree = it.catalog().and_then(|it| it.get(b"StructTreeRoot")).expect("it");
            let tree = tree.clone();
            let id = tree.as_reference().expect("a tree");
            it.get_dictionary_mut(id).expect("a tree").set("K", vec![tree]);
        },
        &|it| {
            let form = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
            let form = it.add_object(Stream::new(form, b"/Loop Do".to_vec()));
            let page = first_page(it);
            let loops = dictionary! { "XObject" => dictionary! { "Loop" => form } };
            it.get_dictionary_mut(page).expect("a page").set("Resources", loops);
            paint(it, "/Loop Do");
        },
        &|it| {
            let names = it.new_object_id();
            it.set_object(
                names,
                dictionary! { "Kids" => vec![Object::Reference(names)] },
            );
            let tree = dictionary! { "EmbeddedFiles" => names, "Dests" => names };
            catalogue(it).set("Names", tree);
        },
    ];
    for circle in circles {
        preflight(&saved(circle));
    }
    // A page whose content is small in the file and fills a memory.
    let bomb = saved(&|it| {
        let mut full = Stream::new(Dictionary::new(), vec![b' '; 64 << 20]);
        full.compress().expect("a smaller stream");
        assert!(full.content.len() < 1 << 20);
        let full = it.add_object(full);
        let page = first_page(it);
        it.get_dictionary_mut(page).expect("a page").set("Contents", full);
    });
    let preflight_of_bomb = preflight(&bomb);
    let file = preflight_of_bomb.checks.iter().find(|it| it.claim == Claim::File);
    assert_eq!(file.expect("the claim").outcome, Outcome::Failed);
    for length in (0..sound.len()).step_by(sound.len() / 40) {
        assert_eq!(preflight(&sound[..length]).outcome(), Outcome::Failed, "{length}");
    }
    // Bytes that are changed here and there, by a fixed rule.
    for seed in 1..60_usize {
        let mut data = sound.clone();
        for at in (seed * 97 % 331..data.len()).step_by(331 + seed) {
            data[at] = data[at].wrapping_mul(31).wrapping_add(7);
        }
        preflight(&data);
    }
}

#[test]
fn the_command_says_what_came_of_each_claim() {
    let out = every_profile(&repository().join("tests/projects/minimal"), &[]);
    let run = |words: &[&str]| {
        let mut command = recto();
        command.current_dir(out.path()).args(words).output().expect("a program")
    };
    let output = run(&["preflight", "note.pdf", "note-print.pdf"]);
    assert_status(&output, 0);
    let text = said(&output.stdout);
    assert!(text.contains("note.pdf: screen (PDF/UA-1 and PDF/A-2a), "), "{text}");
    assert!(text.contains("note-print.pdf: print (PDF/X-4), "), "{text}");
    assert!(
        text.lines().any(|line| line.split_whitespace().eq(["bleed", "met"])),
        "{text}"
    );

    std::fs::write(out.path().join("other.pdf"), "no PDF").expect("a file");
    let output = run(&["preflight", "other.pdf"]);
    assert_status(&output, 1);
    assert!(said(&output.stdout).contains("it is no PDF"));
    let message = told(&output);
    assert!(message.contains("`other.pdf` does not keep `file`"), "{message}");
    assert_status(&run(&["preflight", "gone.pdf"]), 2);

    let output = run(&["preflight", "note.pdf", "--message-format", "json"]);
    let object: serde_json::Value =
        serde_json::from_str(&said(&output.stdout)).expect("an object");
    assert_eq!(object["profile"], "screen");
    assert_eq!(object["checks"][0]["claim"], "file");
    assert_eq!(object["checks"][0]["outcome"], "met");
}
