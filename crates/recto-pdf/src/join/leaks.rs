//! Leaks: a word in each place of an external file that is not on its pages, none of which comes
//! along.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::{Bands, Insertion, Remark, survey};
use crate::Pdf;
use crate::conformance::fixtures::base;
use crate::object::latin;

/// A stream of a word.
fn word(document: &mut Document, kind: &str, word: &str) -> Object {
    let entries = dictionary! { "Type" => kind };
    document.add_object(Stream::new(entries, word.as_bytes().to_vec())).into()
}

/// A file within a file.
fn file(document: &mut Document, text: &str) -> Object {
    let data = word(document, "EmbeddedFile", text);
    let entries = dictionary! {
        "Type" => "Filespec", "F" => base::bytes(text), "EF" => dictionary! { "F" => data },
    };
    document.add_object(entries).into()
}

/// An external file with a word in each place, and the words.
fn external() -> (Vec<u8>, Vec<&'static str>) {
    let mut it = base::document(2);
    // A page that was taken out, with what stood for it.
    let own = base::page_id(&it);
    let tree = base::page(&mut it).get(b"Parent").expect("it").clone();
    let content = word(&mut it, "Content", "(TAKEN-PAGE) Tj");
    let removed = it.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "StructParents" => 1,
    });
    let figure = base::nested(&mut it, &["Figure"]);
    let figure = it.get_dictionary_mut(figure).expect("it");
    figure.set("Alt", base::bytes("TAKEN-ALT"));
    figure.set("Pg", removed);
    figure.set("K", 0);
    // Words that stand for nothing on the page any more.
    let gone = base::nested(&mut it, &["P"]);
    let gone = it.get_dictionary_mut(gone).expect("it");
    gone.set("ActualText", base::bytes("GONE-TEXT"));
    gone.set("Pg", own);
    gone.set("K", 50);
    // A hidden layer, in the content, as a drawing and as an annotation.
    let layer = it.add_object(dictionary! {
        "Type" => "OCG", "Name" => base::bytes("Draft"),
    });
    let usual = dictionary! { "Name" => base::bytes("Own"), "OFF" => vec![layer.into()] };
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => usual };
    base::catalogue(&mut it).set("OCProperties", layers);
    base::resource(&mut it, "Properties", "L", layer);
    base::paint(&mut it, "/OC /L BDC BT (HIDDEN-TEXT) Tj ET EMC");
    base::form(&mut it, dictionary! { "OC" => layer }, "(HIDDEN-DRAWING) Tj");
    // Files by any road.
    let attached = file(&mut it, "FILE-OF-CATALOGUE");
    let names = dictionary! { "Names" => vec![base::bytes("a"), attached] };
    base::catalogue(&mut it).set("Names", dictionary! { "EmbeddedFiles" => names });
    let of_page = file(&mut it, "FILE-OF-PAGE");
    let of_element = file(&mut it, "FILE-OF-ELEMENT");
    base::element(&mut it, "P").set("AF", vec![of_element]);
    let of_drawing = file(&mut it, "FILE-OF-DRAWING");
    let (thumb, metadata) =
        (word(&mut it, "Thumb", "THUMBNAIL"), word(&mut it, "Metadata", "METADATA"));
    base::resource(&mut it, "ExtGState", "G", Dictionary::new());
    let drawing = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => base::numbers([0, 0, 9, 9]),
        "Resources" => Dictionary::new(), "AF" => vec![of_drawing], "Metadata" => metadata,
        "PieceInfo" => dictionary! { "Own" => base::bytes("PIECE") },
    };
    let drawing = it.add_object(Stream::new(drawing, b"0 0 9 9 re f".to_vec()));
    base::resource(&mut it, "XObject", "Y", drawing);
    base::paint(&mut it, "/Artifact BMC /Y Do EMC");
    // A drawing that no page uses.
    let unused = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    let unused = it.add_object(Stream::new(unused, b"(UNUSED-DRAWING) Tj".to_vec()));
    base::resource(&mut it, "XObject", "Z", unused);
    let appearance = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => base::numbers([0, 0, 9, 9]),
    };
    let appearance = it.add_object(Stream::new(appearance, b"(HIDDEN-NOTE) Tj".to_vec()));
    let of_note = file(&mut it, "FILE-OF-NOTE");
    base::note(
        &mut it,
        "FileAttachment",
        dictionary! {
            "OC" => layer, "FS" => of_note, "AP" => dictionary! { "N" => appearance },
        },
    );
    let bookmark = dictionary! {
        "Title" => base::bytes("TAKEN-BOOKMARK"), "Dest" => vec![removed.into(), "Fit".into()],
    };
    let bookmark = it.add_object(bookmark);
    base::catalogue(&mut it)
        .set("Outlines", dictionary! { "First" => bookmark, "Last" => bookmark });
    let page = base::page(&mut it);
    page.set("AF", vec![of_page]);
    page.set("Thumb", thumb);
    let words = vec![
        "TAKEN-PAGE",
        "TAKEN-ALT",
        "TAKEN-BOOKMARK",
        "GONE-TEXT",
        "HIDDEN-TEXT",
        "HIDDEN-DRAWING",
        "HIDDEN-NOTE",
        "FILE-OF-CATALOGUE",
        "FILE-OF-PAGE",
        "FILE-OF-ELEMENT",
        "FILE-OF-DRAWING",
        "FILE-OF-NOTE",
        "THUMBNAIL",
        "METADATA",
        "PIECE",
        "UNUSED-DRAWING",
    ];
    (base::saved(it), words)
}

/// All that a file holds, its streams unpacked.
fn whole(data: &[u8]) -> String {
    let document = Document::load_mem(data).expect("a PDF");
    let mut whole = latin(data);
    for stream in document.objects.values().filter_map(|it| it.as_stream().ok()) {
        let content = stream.get_plain_content().unwrap_or_default();
        whole.push_str(&latin(&content));
    }
    whole
}

#[test]
fn nothing_that_is_not_on_the_pages_comes_along() {
    let (data, words) = external();
    let before = whole(&data);
    for word in &words {
        assert!(before.contains(word), "{word} is not in the file");
    }
    assert!(survey(&data).expect("a survey").remarks.contains(&Remark::HiddenLayers));
    let host = base::saved(base::document(2));
    let mut host = Pdf::parse(&host).expect("a host");
    let insertion = Insertion {
        data: &data,
        host_pages: vec![0],
        bands: vec![Bands::default()],
        level: 2,
        name: "a",
    };
    host.join(&[insertion]).expect("it is joined");
    let after = whole(&host.save().expect("it is saved"));
    let leaked: Vec<_> = words.iter().filter(|it| after.contains(**it)).collect();
    assert!(leaked.is_empty(), "{leaked:?}");
    assert!(
        after.contains("Draft") && after.contains("0 0 9 9 re f"),
        "what is seen stays"
    );
}
