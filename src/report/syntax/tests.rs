//! Tests: each syntax's refusals, with their whole messages.

use crate::report::sample::{Sample, problems, problems_with, written};

fn section(text: &str) -> String {
    problems(&[("section.yaml", text)])
}

#[test]
fn yaml_beyond_plain_data_is_refused() {
    assert_eq!(
        section("id: &x s\ntitle: !!str S\nlead: '{a}'\n"),
        "section.yaml:1:5: : error: YAML anchors are refused: there is an anchor here [write the value out, without `&`]\n\
         section.yaml:2:8: : error: YAML tags are refused: there is a tag here [write the value out, without `!`]\n"
    );
    assert_eq!(
        section("id: s\ntitle: *x\n"),
        "section.yaml:2:8: : error: YAML aliases are refused: there is an alias here [write the value out, without `*`; put text that starts with `*` in quotes]\n"
    );
    assert_eq!(
        section("id: s\n---\nid: t\n"),
        "section.yaml:2:1: : error: a second YAML document starts here [keep one document in a file: remove `---`]\n"
    );
    assert_eq!(
        section("id: s\n[a]: b\n"),
        "section.yaml:2:1: : error: the name of a field is a list or a mapping [write a word before the colon]\n"
    );
}

#[test]
fn only_the_mark_of_an_anchor_is_shown() {
    let shown = |text: &str| {
        let loaded = Sample::new(&[("section.yaml", text)]).load();
        let places = loaded.diagnostics.iter().filter_map(|it| it.place.clone());
        let spans = places.filter_map(|place| place.span().cloned());
        spans.map(|span| text[span].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown("id: s\ntitle: &name S of s\n"), ["&name"]);
    assert_eq!(shown("id: s\ntitle: !!str &a x\nlead: &b y\n"), ["&a", "&b"]);
    assert_eq!(shown("id: s\ntitle: !!str S\n"), ["!!str"]);
    assert_eq!(shown("id: s\ntitle: *name\n"), ["*name"]);
    assert_eq!(shown("id: &a s\ntitle: *a\n"), ["&a", "*a"]);
}

#[test]
fn yaml_slips_are_found_where_they_are() {
    assert_eq!(
        section("id: s\nbody:\n\t- prose: x\n"),
        "section.yaml:3:1: : error: there is a tab in the indentation [indent with spaces]\n"
    );
    assert_eq!(
        section("id: s\ntitle: a: b\n"),
        "section.yaml:2:9: : error: not YAML: mapping values are not allowed in this context [put text that holds `: ` in quotes, and check the indentation]\n"
    );
    assert_eq!(
        section("id: s\ntitle: S\ntitle: T\nlead: '{a}'\n"),
        "section.yaml:3:1: : error: `title` stands twice; section.yaml:2:1: the first is here [remove one of the two]\n"
    );
}

#[test]
fn yaml_is_read_by_the_core_schema() {
    let sample = Sample::new(&[(
        "report.yaml",
        "id: sample\ntitle: no\nlanguage: en-GB\nperiod: {from: 2022-04-01, to: 2023-03-31, label: 2022/23}\nbrand: brand.yaml\nversion: 1.10\nsections: [section.yaml]\n",
    )]);
    let report = sample.load().report.unwrap();
    assert_eq!(&*report.title.value, "no");
    assert_eq!(
        report.version.map(|version| version.value.to_string()).as_deref(),
        Some("1.10")
    );
}

#[test]
fn json_is_strict() {
    let json = |text| {
        problems(&[
            (
                "report.yaml",
                "id: sample\ntitle: T\nlanguage: en-GB\nperiod: {from: 2022-04-01, to: 2023-03-31, label: Y}\nbrand: brand.yaml\nsections: [s.json]\n",
            ),
            ("s.json", text),
        ])
    };
    assert_eq!(json("{\"id\": \"s\", \"title\": \"S\"}"), "");
    assert_eq!(
        json("{\"id\": \"s\", // c\n \"title\": \"S\"}"),
        "s.json:1:13: : error: not JSON: comments are not allowed [remove the comment, or use YAML, which has comments]\n"
    );
    assert_eq!(
        json("{\"id\": \"s\", \"title\": \"S\",}"),
        "s.json:1:25: : error: not JSON: trailing commas are not allowed [remove the last comma]\n"
    );
    assert_eq!(
        json("{\"id\": \"s\"\n \"title\": \"S\"}"),
        "s.json:2:2: : error: not JSON: expected comma [check the commas, brackets and quotation marks before this]\n"
    );
    assert_eq!(
        json("{\"id\": \"s\",\n"),
        "s.json:1:1: : error: not JSON: unterminated object [check the commas, brackets and quotation marks before this]\n"
    );
    assert_eq!(
        json("{\"id\": \"s\", \"title\": \"a\\u0000b\"}"),
        "s.json:1:22: : error: there is a control character here, U+0000 [remove it]\n"
    );
}

#[test]
fn toml_says_where_its_slips_are() {
    let toml = |text| {
        problems(&[
            (
                "report.yaml",
                "id: sample\ntitle: T\nlanguage: en-GB\nperiod: {from: 2022-04-01, to: 2023-03-31, label: Y}\nbrand: brand.yaml\nsections: [s.toml]\n",
            ),
            ("s.toml", text),
        ])
    };
    assert_eq!(toml("id = \"s\"\ntitle = \"S\"\n[[body]]\nprose = 'x'\n"), "");
    assert_eq!(
        toml("id = \"s\"\ntitle = \"S\"\n[[body]]\nprose = '''\n# H'''\n"),
        "s.toml:5:1: body[0].prose: error: a title cannot stand in prose [start the line with `## ` to `##### `; to print `#`, write `\\#`]\n"
    );
    assert_eq!(
        toml("id = \"s\"\nid = \"t\"\n"),
        "s.toml:2:1: : error: `id` stands twice [remove one of the two]\n"
    );
}

#[test]
fn depth_and_control_characters_have_limits() {
    let deep = format!("id: s\ntitle: {}x{}\n", "[".repeat(70), "]".repeat(70));
    assert_eq!(
        section(&deep),
        "section.yaml:2:71: : error: values lie more than 64 deep within each other [raise the limit with `--limit nesting=128` if this is meant]\n"
    );
    assert_eq!(
        section("id: s\ntitle: a\u{7}b\n"),
        "section.yaml:2:9: : error: there is a control character here, U+0007 [remove it]\n"
    );
}

#[test]
fn hostile_files_end() {
    for text in [
        "{".repeat(100_000),
        "[".repeat(100_000),
        "a: ".repeat(50_000),
        "- ".repeat(50_000),
    ] {
        for name in ["x.yaml", "x.json", "x.toml"] {
            let report = format!("links: [{name}]\n");
            assert!(problems_with(&report, &[(name, &text)]).contains(name));
        }
    }
}

#[test]
fn an_empty_file_lacks_its_fields() {
    let sample = Sample::new(&[("section.yaml", "")]);
    let loaded = sample.load();
    assert_eq!(
        written(&loaded.diagnostics, &loaded.texts),
        "section.yaml: id: error: `id` is missing [add `id`]\n\
         section.yaml: title: error: `title` is missing [add `title`]\n"
    );
}
