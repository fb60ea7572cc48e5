//! Verbatim: whatever is typed comes out as it was typed, in every field of every kind.
//!
//! Each field of a project gets a text full of marks that mean something to Typst,
//! MiniJinja, Markdown or YAML, with the field's own name in it; the finished PDF must
//! show each of them.

mod nasty;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use recto::typeset::Fonts;
use serde_json::{Value, json};

use crate::press::{assert_status, set_anyway, sound, told};
use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;
use nasty::{FAMILY, Nasty, escaped};

/// What means something only where a line starts.
const STARTS: [&str; 12] =
    ["= ", "== ", "- ", "+ ", "/ ", "1. ", "12) ", "# ", "> ", "#", "\\", "| "];

/// Everything that a reader of a project's editions can meet: the text, the alternative
/// texts, the outline and what the file says of itself. White space counts for nothing
/// here, so that it does not matter where a line was broken.
fn everything(editions: &BTreeMap<String, Pdf>) -> String {
    let mut text = String::new();
    for pdf in editions.values() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\n{}", pdf.tree.text(), pdf.drawn());
        for element in pdf.elements() {
            let _ = writeln!(text, "{}", element.alt.as_deref().unwrap_or_default());
        }
        for value in pdf.info.values() {
            let _ = writeln!(text, "{value}");
        }
    }
    solid(&text)
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_field_prints_as_it_is_typed() {
    for start in STARTS {
        let nasty = Nasty { start, typed: RefCell::default() };
        let scratch = nasty.scratch();
        scratch.write("groups.csv", "Year,#a *b*,\"_c_ \"\"d\"\"\"\n= 1,2,3\n- 2,3,4\n");
        // No page has room for so much in every field.
        let read = everything(&set_anyway(scratch.path()));
        let typed = nasty.typed.borrow();
        assert!(typed.len() > 80, "only {} fields", typed.len());
        let lost: Vec<_> = typed
            .iter()
            .filter(|(_, text)| !read.contains(&solid(text)))
            .map(|(field, _)| field.as_str())
            .collect();
        assert!(lost.is_empty(), "with `{start}`, not as typed: {lost:#?}");
        for cell in ["#a*b*", "_c_\"d\"", "=1", "-2"] {
            assert!(read.contains(cell), "with `{start}`, the CSV cell {cell}");
        }
    }
}

#[test]
fn spaces_and_what_joins_or_parts_words_stay() {
    // Short, so that no line is broken within.
    let typed = [
        "a  b   c",
        "d\u{a0}e\u{a0}\u{a0}f",
        "k--l---m...n",
        "o'p''q\"r",
        "1. s",
        "= t",
        "~u~",
    ];
    let read = cells(&typed);
    assert_eq!(read, typed);
}

#[test]
fn characters_without_a_shape_leave_the_others_alone() {
    let typed = ["a\u{200b}b", "c\u{200d}d", "e\u{ad}f", "g\u{2060}h", "i\u{feff}j"];
    let shapeless = ['\u{200b}', '\u{200d}', '\u{ad}', '\u{2060}', '\u{feff}'];
    let seen =
        cells(&typed).iter().map(|cell| cell.replace(shapeless, "")).collect::<Vec<_>>();
    assert_eq!(seen, ["ab", "cd", "ef", "gh", "ij"]);
}

/// What the rows of a table say that were given as these cells.
fn cells(typed: &[&str]) -> Vec<String> {
    let scratch = Scratch::minimal();
    let rows: Vec<_> = typed.iter().map(|text| json!([text])).collect();
    scratch.write(
        "report.yaml",
        "id: cells\ntitle: Cells\nlanguage: en-GB\n\
         period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}\nbrand: brand.yaml\n\
         sections: [one.json]\ntables: [tables.json]\n",
    );
    scratch.json(
        "one.json",
        &json!({"id": "one", "title": "One", "body": [{"table": "t"}]}),
    );
    scratch.json(
        "tables.json",
        &json!([{"id": "t", "title": "T", "columns": [{"label": "C"}], "rows": rows}]),
    );
    let print = sound(scratch.path());
    let tables = print.report().tree.all("Table");
    let [table] = tables.as_slice() else { panic!("{} tables", tables.len()) };
    let rows = table.all("TR");
    rows[1..].iter().map(|row| row.text().trim_matches('\n').to_owned()).collect()
}

#[test]
fn braces_hold_measures_only_where_they_hold_an_id() {
    let scratch = Scratch::minimal();
    scratch.write(
        "measures.json",
        r#"[{"id": "m", "label": "M", "value": 7, "unit": "things"}]"#,
    );
    scratch.write(
        "report.yaml",
        "id: braces\ntitle: \"{m} \\\\{m}\"\nlanguage: en-GB\n\
         period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}\nbrand: brand.yaml\n\
         sections: [one.json]\nlinks: [links.json]\nmeasures: [measures.json]\n",
    );
    scratch.json(
        "links.json",
        &json!([{"id": "l", "text": r"line {m} \{m} {{m}} { m } {M} {m|bare} \\ {}"}]),
    );
    scratch.json(
        "one.json",
        &json!({"id": "one", "title": "One", "body": [
            {"prose": r"prose {m} \{m} { m } {M} {m|bare} \\{m} {}"},
            {"prose": "as typed: `{% code %}` <b>bold</b> <!-- not a comment --> a_b_c"},
            {"links": ["l"]},
        ]}),
    );
    let text = sound(scratch.path()).report().text();
    for expected in [
        r"{m} \{m}",
        r"line 7 {m} {7} { m } {M} 7 \ {}",
        r"prose seven {m} { m } {M} seven \seven {}",
        "as typed: `{% code %}` <b>bold</b> <!-- not a comment --> a_b_c",
    ] {
        assert!(text.contains(expected), "`{expected}` is not in: {text}");
    }
}

/// Every character that all faces of the family have and that stands for itself: no
/// space but the plain one, no mark that joins the letter before it.
fn covered() -> Vec<char> {
    let drawn = Fonts::embedded().characters(FAMILY);
    let characters = ('\u{20}'..='\u{ffff}').filter(|character| {
        let combines = matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}');
        let invisible = matches!(u32::from(*character),
            0xAD | 0x34F | 0x61C | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
            | 0xE000..=0xF8FF | 0xFE00..=0xFE0F | 0xFEFF | 0x115F..=0x1160 | 0x17B4..=0x17B5
            | 0x180B..=0x180F | 0x3164 | 0xFFA0 | 0xFFF0..=0xFFFF);
        let spaces = character.is_whitespace() && *character != ' ';
        let wanted = !combines && !invisible && !spaces && !character.is_control();
        wanted && drawn.missing(character.encode_utf8(&mut [0; 4])).next().is_none()
    });
    characters.collect()
}

#[test]
fn any_text_that_the_fonts_have_prints_as_it_is_typed() {
    let covered = covered();
    assert!(covered.len() > 300, "only {} characters", covered.len());
    let ascii: Vec<char> = (' '..='~').collect();
    let character = prop_oneof![
        3 => proptest::sample::select(ascii),
        2 => proptest::sample::select(covered),
    ];
    let text = proptest::collection::vec(character, 1..60)
        .prop_map(|characters| characters.into_iter().collect::<String>())
        .prop_filter("text is not empty", |text| !text.trim().is_empty());
    let texts = proptest::collection::vec(text, 50);
    // No file for failures: what shrinks out of one belongs in a test of its own.
    let config = Config { cases: 30, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&texts, |texts| {
        let read = solid(&random(&texts)["report"].tree.text());
        for (index, text) in texts.iter().enumerate() {
            for kind in ["n", "p"] {
                let expected = solid(&format!("{kind}{index}:{text}:{kind}{index}"));
                prop_assert!(
                    read.contains(&expected),
                    "{kind}{index} `{text}` in {read}"
                );
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// A project with texts as the names of people and as paragraphs, each between two marks.
fn random(texts: &[String]) -> BTreeMap<String, Pdf> {
    let scratch = Scratch::minimal();
    let marked = |kind: &str| {
        let marked = texts.iter().enumerate();
        marked
            .map(|(i, text)| format!("{kind}{i}: {text} :{kind}{i}"))
            .collect::<Vec<_>>()
    };
    let people: Vec<_> = (0..)
        .zip(marked("n"))
        .map(|(i, name)| json!({"id": format!("p{i}"), "name": name, "role": "r"}))
        .collect();
    let ids: Vec<_> = people.iter().map(|person| person["id"].clone()).collect();
    let paragraphs: Vec<_> = marked("p").iter().map(|text| escaped(text)).collect();
    scratch.write(
        "report.yaml",
        "id: random\ntitle: Random\nlanguage: en-GB\n\
         period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}\nbrand: brand.yaml\n\
         sections: [one.json]\npeople: [people.json]\n",
    );
    scratch.json("people.json", &Value::from(people));
    scratch.json(
        "one.json",
        &json!({"id": "one", "title": "One", "body": [
            {"people": ids}, {"prose": paragraphs.join("\n\n")},
        ]}),
    );
    set_anyway(scratch.path())
}

#[test]
fn a_character_that_no_face_has_is_an_error_at_its_place() {
    for (character, code) in [("中", "U+4E2D"), ("🚒", "U+1F692"), ("ب", "U+0628")] {
        let scratch = Scratch::minimal();
        scratch.write(
            "sections/one.yaml",
            format!("id: one\ntitle: One\nbody:\n  - prose: |\n      First “line”.\n      Then {character}.\n"),
        );
        let output = scratch.run(&["build", "--message-format", "short"]);
        assert_status(&output, 1);
        let message = told(&output);
        assert!(
            message.starts_with("sections/one.yaml:6:12: error[missing-glyph]"),
            "{message}"
        );
        assert!(message.contains(character) && message.contains(code), "{message}");
    }
}

#[test]
fn escaped_markdown_means_the_text() {
    assert_eq!(escaped("a *b* 1. {c}"), r"a \*b\* 1\. \{c\}");
    assert_eq!(spaced("a\u{a0} b\nc"), "a b c");
}
