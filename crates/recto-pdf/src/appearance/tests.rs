//! Tests: forms and comments that leave their look to the viewer, drawn and read back.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::{Annotation, Undrawn, UndrawnCause, complete, current};
use crate::conformance::fixtures::base;
use crate::content::Operations;
use crate::object::{Dict, pages, unpacked};

const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const RADIO: i64 = 1 << 15;
const COMBO: i64 = 1 << 17;
const COMB: i64 = 1 << 24;

/// A file with some annotations, each of them with a box of 200 by 40 where it says none.
fn with(notes: Vec<Dictionary>) -> Document {
    let mut document = base::document(2);
    let usual = dictionary! { "DA" => base::bytes("/Helv 12 Tf 0 g") };
    base::catalogue(&mut document).set("AcroForm", usual);
    let notes = notes.into_iter().map(|mut note| {
        if !note.has(b"Rect") {
            note.set("Rect", base::numbers([100, 100, 300, 140]));
        }
        Object::Dictionary(note)
    });
    let notes: Vec<Object> = notes.collect();
    base::page(&mut document).set("Annots", notes);
    document
}

fn field(kind: &str, flags: i64, value: Object) -> Dictionary {
    dictionary! {
        "Subtype" => "Widget", "FT" => kind, "Ff" => flags, "V" => value,
        "T" => base::bytes("name"),
    }
}

fn comment(kind: &str) -> Dictionary {
    dictionary! { "Subtype" => kind, "C" => vec![1.into(), 0.into(), 0.into()] }
}

fn completed(document: &mut Document) -> Result<bool, Undrawn> {
    let ids: Vec<_> = pages(document, 9).expect("pages").iter().map(|it| it.id).collect();
    complete(document, &ids)
}

/// What the first annotation shows: its text, and the operators that paint.
fn shown(document: &Document) -> (String, String) {
    let page = Dict::numbered(document, base::page_id(document)).expect("a page");
    let note = page.dicts(b"Annots").next().expect("an annotation");
    let Some(id) = current(note) else { return Default::default() };
    let Ok(Object::Stream(stream)) = document.get_object(id) else {
        panic!("a form: {note:?}")
    };
    let text = current::text(document, stream, None, &mut HashMap::new());
    let content = unpacked(stream, 100_000).expect("content");
    let mut operations = Operations::of(&content);
    let mut painted = String::new();
    while let Some((operator, _)) = operations.next() {
        if matches!(operator, b"f" | b"S" | b"B") {
            painted.push(char::from(operator[0]));
        }
    }
    (text, painted)
}

fn drawn(note: Dictionary) -> (String, String) {
    let mut document = with(vec![note]);
    assert_eq!(completed(&mut document), Ok(true));
    shown(&document)
}

fn undrawn(note: Dictionary) -> UndrawnCause {
    completed(&mut with(vec![note])).expect_err("it cannot be drawn").cause
}

#[test]
fn fields_show_what_they_hold() {
    let value = || base::bytes("Jane Example");
    assert_eq!(drawn(field("Tx", 0, value())).0, "Jane Example");
    assert_eq!(drawn(field("Tx", PASSWORD, value())).0, "************");
    let mut cells = field("Tx", COMB, base::bytes("12b"));
    cells.set("MaxLen", 4);
    cells.set("MK", dictionary! { "BC" => vec![0.into()] });
    assert_eq!(drawn(cells), ("12b".to_owned(), "SS".to_owned()));
    let mut combo = field("Ch", COMBO, base::bytes("s"));
    let pair = vec![base::bytes("s"), base::bytes("Southmoor")];
    combo.set("Opt", vec![base::bytes("Northmoor"), pair.into()]);
    assert_eq!(drawn(combo).0, "Southmoor");
    for (chosen, seen) in [("b", "ab"), ("d", "d")] {
        let mut list = field("Ch", 0, vec![base::bytes(chosen)].into());
        list.set("Opt", ["a", "b", "c", "d"].map(base::bytes).to_vec());
        assert_eq!(drawn(list), (seen.to_owned(), "f".to_owned()));
    }
}

#[test]
fn drawings_take_the_number_of_no_other_object() {
    let mut document = with(vec![field("Tx", 0, base::bytes("Jane Example"))]);
    let before = document.objects.clone();
    document.max_id = 1;
    assert_eq!(completed(&mut document), Ok(true));
    let page = base::page_id(&document);
    for (id, object) in before.iter().filter(|(id, _)| **id != page) {
        assert_eq!(document.objects.get(id), Some(object), "{id:?}");
    }
}

#[test]
fn values_and_looks_are_inherited() {
    let mut document = with(vec![dictionary! { "Subtype" => "Widget" }]);
    let above = document.add_object(field("Tx", MULTILINE, base::bytes("One\rtwo")));
    let page = base::page(&mut document);
    let notes = page.get_mut(b"Annots").and_then(Object::as_array_mut).expect("them");
    notes[0].as_dict_mut().expect("a widget").set("Parent", above);
    assert_eq!(completed(&mut document), Ok(true));
    assert_eq!(shown(&document).0, "Onetwo");
}

#[test]
fn long_text_is_broken_and_made_smaller() {
    let words =
        "The officer has declared an interest in the land at Mill Lane. ".repeat(6);
    let text = drawn(field("Tx", MULTILINE, base::bytes(&words))).0;
    assert_eq!(text.replace(' ', ""), words.replace(' ', ""));
    let line = field("Tx", 0, base::bytes(&words[..60]));
    assert_eq!(drawn(line).0, words[..60].trim_end());
    assert_eq!(undrawn(field("Tx", 0, base::bytes(&words))), UndrawnCause::Room);
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let chinese = Object::string_literal(vec![0xFE, 0xFF, 0x5B, 0x57]);
    let fault = completed(&mut with(vec![field("Tx", 0, chinese)])).expect_err("a fault");
    assert_eq!(
        fault.to_string(),
        "the field `name` on page 1 has no appearance, and cannot be drawn: the typeface for it \
         lacks `字` (U+5B57)"
    );
    assert_eq!(fault.annotation, Annotation::Field("name".to_owned()));
    assert_eq!(undrawn(comment("Redact")), UndrawnCause::Redaction);
    let radio = field("Btn", RADIO, base::name("a"));
    assert_eq!(undrawn(radio), UndrawnCause::State);
}

#[test]
fn what_is_hidden_stays_hidden() {
    for flags in [2, 32, 34] {
        let mut note = field("Tx", 0, base::bytes("Jane Example"));
        note.set("F", flags);
        let mut document = with(vec![note]);
        assert_eq!(completed(&mut document), Ok(false), "{flags}");
        assert_eq!(shown(&document), Default::default());
    }
}

/// A form that shows a text in the font of the page.
fn form(document: &mut Document, text: &str) -> Object {
    let page = Dict::numbered(document, base::page_id(document)).expect("a page");
    let fonts = page.dict(b"Resources").and_then(|it| it.raw(b"Font"));
    let fonts = fonts.expect("fonts").clone();
    let entries = dictionary! {
        "BBox" => base::numbers([0, 0, 200, 40]),
        "Resources" => dictionary! { "Font" => fonts },
    };
    let content = format!("BT /F1 9 Tf {} Tj ET", base::glyphs(text));
    document.add_object(Stream::new(entries, content.into_bytes())).into()
}

#[test]
fn an_appearance_that_is_out_of_date_is_drawn_anew() {
    for (text, is_drawn) in [("Jane Example", false), ("Old", true), ("", true)] {
        let mut document = with(vec![field("Tx", 0, base::bytes("Jane Example"))]);
        let form = form(&mut document, text);
        let form_id = form.as_reference().expect("an object");
        let page = base::page(&mut document);
        let notes = page.get_mut(b"Annots").and_then(Object::as_array_mut).expect("them");
        notes[0].as_dict_mut().expect("it").set("AP", dictionary! { "N" => form });
        let mut trusted = document.clone();
        let usual = base::catalogue(&mut document).get_mut(b"AcroForm").expect("it");
        usual.as_dict_mut().expect("it").set("NeedAppearances", true);
        assert_eq!(completed(&mut document), Ok(is_drawn), "{text}");
        assert_eq!(shown(&document).0, "Jane Example");
        // What the form says of itself is believed; that it is a form is written beside it.
        assert_eq!(completed(&mut trusted), Ok(false));
        assert_eq!(shown(&trusted).0, text);
        let kept = Dict::numbered(&trusted, form_id).expect("a form");
        assert_eq!(kept.name(b"Subtype"), Some(&b"Form"[..]));
    }
}

#[test]
fn buttons_are_on_or_off() {
    let ticked = field("Btn", 0, base::name("Yes"));
    assert_eq!(drawn(ticked.clone()).1, "f");
    let mut off = ticked.clone();
    off.set("AS", "Off");
    let mut document = with(vec![off]);
    assert_eq!(completed(&mut document), Ok(false));
    // The state that a button lacks is that of its field.
    let mut document = with(vec![ticked]);
    let form = form(&mut document, "on");
    let page = base::page(&mut document);
    let notes = page.get_mut(b"Annots").and_then(Object::as_array_mut).expect("them");
    let states = dictionary! { "N" => dictionary! { "Yes" => form } };
    notes[0].as_dict_mut().expect("it").set("AP", states);
    assert_eq!(completed(&mut document), Ok(false));
    assert_eq!(shown(&document).0, "on");
}

#[test]
fn an_appearance_without_a_box_is_none() {
    let mut document = with(vec![field("Btn", 0, base::name("Yes"))]);
    let form = form(&mut document, "on");
    let id = form.as_reference().expect("an object");
    let entries =
        document.get_object_mut(id).and_then(Object::as_stream_mut).expect("it");
    entries.dict.remove(b"BBox");
    let page = base::page(&mut document);
    let notes = page.get_mut(b"Annots").and_then(Object::as_array_mut).expect("them");
    let states = dictionary! { "N" => dictionary! { "Yes" => form } };
    let note = notes[0].as_dict_mut().expect("it");
    note.set("AP", states);
    note.set("AS", "Yes");
    assert_eq!(completed(&mut document), Ok(true));
    assert_eq!(shown(&document), (String::new(), "f".to_owned()));
}

#[test]
fn comments_are_drawn_from_their_entries() {
    let quads = [100, 140, 300, 140, 100, 100, 300, 100];
    let line = [100, 100, 300, 140];
    for (kind, key, value, painted) in [
        ("Square", "IC", base::numbers([1, 1, 0]), "B"),
        ("Circle", "RD", base::numbers([1, 1, 1, 1]), "S"),
        ("Line", "L", base::numbers(line), "S"),
        ("Polygon", "Vertices", base::numbers(line), "S"),
        ("PolyLine", "Vertices", base::numbers(line), "S"),
        ("Ink", "InkList", vec![base::numbers(line)].into(), "S"),
        ("Highlight", "QuadPoints", base::numbers(quads), "f"),
        ("Underline", "QuadPoints", base::numbers(quads), "S"),
        ("Squiggly", "QuadPoints", base::numbers(quads), "S"),
        ("StrikeOut", "QuadPoints", base::numbers(quads), "S"),
        ("Caret", "RD", base::numbers([1, 1, 1, 1]), "f"),
    ] {
        let mut note = comment(kind);
        note.set(key, value);
        assert_eq!(drawn(note), (String::new(), painted.to_owned()), "{kind}");
    }
    let mut arrow = comment("Line");
    arrow.set("L", base::numbers(line));
    arrow.set("LE", vec![base::name("None"), base::name("OpenArrow")]);
    arrow.set("Cap", true);
    arrow.set("Contents", base::bytes("200 m"));
    assert_eq!(drawn(arrow), ("200 m".to_owned(), "SS".to_owned()));
    let mut text = comment("FreeText");
    text.set("Contents", base::bytes("Struck out on 3 May"));
    assert_eq!(drawn(text), ("Struck out on 3 May".to_owned(), "B".to_owned()));
    let mut rich = comment("FreeText");
    rich.set("RC", base::bytes("<body><p>One</p><p>two</p></body>"));
    assert_eq!(drawn(rich).0, "Onetwo");
    let mut stamp = comment("Stamp");
    stamp.set("Name", "NotApproved");
    assert_eq!(drawn(stamp), ("NOT APPROVED".to_owned(), "S".to_owned()));
}
