//! Tests: what the Markdown subset reads, and what it refuses where.

use super::*;
use crate::report::model::{Inline, MeasureForm};
use crate::report::sample::{Sample, prose_problems};
use crate::report::{Block, Section};

/// Prose in a compact notation of its own, for comparison.
fn read(text: &str) -> String {
    let text = text.replace('\n', "\n    ");
    let sample = Sample::new(&[(
        "section.yaml",
        &format!("id: s\ntitle: S\nbody:\n- prose: |\n    {text}\n"),
    )]);
    let loaded = sample.load();
    assert_eq!(loaded.diagnostics, []);
    let Some(Section::Plain(section)) = loaded.report.unwrap().sections.pop() else {
        panic!("the sample has one section")
    };
    let Some(Block::Prose(prose)) = section.body.into_iter().next() else {
        panic!("the sample has one block")
    };
    blocks(&prose.blocks)
}

fn blocks(all: &[ProseBlock]) -> String {
    let one = |block: &ProseBlock| match block {
        ProseBlock::Paragraph(content) => format!("p({})", inlines(content)),
        ProseBlock::List { start, items } => {
            let items: Vec<String> = items.iter().map(|item| blocks(item)).collect();
            let mark = start.map_or_else(|| "-".to_owned(), |start| start.to_string());
            format!("list {mark}({})", items.join("; "))
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn inlines(all: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.to_string(),
        Inline::Emphasis(content) => format!("em({})", inlines(content)),
        Inline::Strong(content) => format!("strong({})", inlines(content)),
        Inline::Link { url, content } => {
            format!("link({} {})", url.value, inlines(content))
        }
        Inline::Measure { id, form: MeasureForm::Full } => format!("<{}>", id.value),
        Inline::Measure { id, form } => format!("<{} {form:?}>", id.value),
        Inline::Footnote(content) => format!("note({})", blocks(content)),
        Inline::NoteMark(mark) => format!("mark({})", mark.value),
    };
    all.iter().map(one).collect()
}

#[test]
fn paragraphs_and_marks() {
    assert_eq!(
        read("One *two* **three**\nfour\\\nfive.\n\nSix."),
        "p(One em(two) strong(three) four five.) p(Six.)"
    );
}

/// What a cell of a table says, and how many problems it has.
fn cell(text: &str) -> (String, usize) {
    let problems = Problems::default();
    let mut place = |range: Range<usize>| {
        assert!(range.end <= text.len(), "{range:?} of {text}");
        Place::text("t.yaml", range)
    };
    let found = super::cell(text, &mut place, &problems);
    (blocks(&found), problems.into_vec().len())
}

#[test]
fn a_cell_of_one_line_opens_no_block() {
    for text in [
        "1. May", "- 4", "+ 3", "# 5", "> 2", "* 6", "---", "    x", "[a]: b", "| a |",
        "```",
    ] {
        assert_eq!(cell(text), (format!("p({})", text.trim()), 0));
    }
    assert_eq!(cell("  "), (String::new(), 0));
}

#[test]
fn a_cell_has_marks_and_links() {
    for (text, said) in [
        ("**Total**", "p(strong(Total))"),
        ("_a_ and *b*", "p(em(a) and em(b))"),
        ("[c](https://example.org)", "p(link(https://example.org c))"),
        ("12[^1]", "p(12mark(1))"),
        ("*12*[^a] [^b]", "p(em(12)mark(a) mark(b))"),
        ("{m}[^†]", "p(<m>mark(†))"),
        ("5 * 3 * 2", "p(5 * 3 * 2)"),
        ("[x]", "p([x])"),
        ("12 [p]", "p(12 [p])"),
        ("snake_case_name", "p(snake_case_name)"),
        ("<0.1", "p(<0.1)"),
        ("·", "p(·)"),
        ("·*a*", "p(·em(a))"),
        ("a\n\nb", "p(a) p(b)"),
        ("- a\n- b[^1]", "list -(p(a); p(bmark(1)))"),
        ("a\nb", "p(a b)"),
    ] {
        assert_eq!(cell(text), (said.to_owned(), 0), "{text}");
    }
    // What Markdown has beyond the subset is refused here too.
    assert_eq!(cell("![a](b.png)").1, 1);
    assert_eq!(cell("[a](ftp://b)").1, 1);
}

#[test]
fn lists_may_lie_in_lists() {
    assert_eq!(
        read("- a\n- b\n  - c\n\n3. d\n4. e"),
        "list -(p(a); p(b) list -(p(c))) list 3(p(d); p(e))"
    );
}

#[test]
fn footnotes_stand_where_their_marks_are() {
    assert_eq!(
        read("A[^1] b[^x].\n\n[^x]: X *y*.\n[^1]: One {a}."),
        "p(Anote(p(One <a>.)) bnote(p(X em(y).)).)"
    );
}

#[test]
fn references_and_literal_braces() {
    assert_eq!(
        read("{a} {a|bare}*{a|unit}* \\{a} {B} { a } {a"),
        "p(<a> <a Bare>em(<a WithUnit>) {a} {B} { a } {a)"
    );
    assert_eq!(read("\\\\{a} \\[^1]"), "p(\\<a> [^1])");
}

#[test]
fn what_has_no_meaning_prints_as_typed() {
    assert_eq!(
        read("`{a}` & &amp; <b>x</b> ~~y~~ \"q\" -- ... http://x.y"),
        "p(`{a}` & &amp; <b>x</b> ~~y~~ \"q\" -- ... http://x.y)"
    );
    assert_eq!(read("<div>\nx {a}\n</div>"), "p(<div> x <a> </div>)");
}

#[test]
fn links_lead_to_addresses() {
    assert_eq!(
        read("[The {a}](https://x.y/z) [m](mailto:a@b.c)"),
        "p(link(https://x.y/z The <a>) link(mailto:a@b.c m))"
    );
    assert_eq!(
        prose_problems(
            "See [this](javascript:x) and\n[that](/x \"t\") <https://x.y> [](https://x.y)"
        ),
        "section.yaml:5:16: body[0].prose: error: a link does not lead to an address: `javascript:x` [start the address with `https://`, `http://`, `mailto:` or `tel:`]\n\
         section.yaml:6:5: body[0].prose: error: the title of a link cannot stand in prose [remove it: it never prints]\n\
         section.yaml:6:12: body[0].prose: error: a link does not lead to an address: `/x` [start the address with `https://`, `http://`, `mailto:` or `tel:`]\n\
         section.yaml:6:20: body[0].prose: error: an address without a text cannot stand in prose [write `[text](https://…)`, with a text that says where it leads]\n\
         section.yaml:6:34: body[0].prose: error: a link without a text cannot stand in prose [write between the brackets where the link leads]\n"
    );
    assert_eq!(
        prose_problems("See [this][b].\n\n[b]: https://x.y"),
        "section.yaml:7:5: body[0].prose: error: the address of a link stands apart from it [write the address with the link: `[text](https://…)`]\n"
    );
}

#[test]
fn blocks_of_other_kinds_are_refused_where_they_stand() {
    assert_eq!(
        prose_problems("é\n\n## H\n\n> q\n\n---\n\n![a](b)\n\n|a|\n|-|\n\n```\nx\n```\n"),
        "section.yaml:7:5: body[0].prose: error: a heading cannot stand in prose [use a `heading` block; to print `#`, write `\\#`]\n\
         section.yaml:9:5: body[0].prose: error: a quotation cannot stand in prose [write it as a paragraph; to print `>`, write `\\>`]\n\
         section.yaml:11:5: body[0].prose: error: a rule cannot stand in prose [remove it, or use a `heading` block]\n\
         section.yaml:13:5: body[0].prose: error: an image cannot stand in prose [use a `figure` block]\n\
         section.yaml:15:5: body[0].prose: error: a table cannot stand in prose [use a `table` block]\n\
         section.yaml:18:5: body[0].prose: error: a block of code cannot stand in prose [start its lines without spaces and without ```` ``` ````]\n"
    );
}

#[test]
fn footnotes_have_one_mark_and_one_text() {
    assert_eq!(
        prose_problems("A[^1] b[^1] c[^2].\n\n[^1]: One.\n[^3]: Three."),
        "section.yaml:5:12: body[0].prose: error: footnote `1` has two marks [write the footnote again under another name]\n\
         section.yaml:5:18: body[0].prose: error: footnote `2` has no text [write it below as `[^2]: …`]\n\
         section.yaml:8:5: body[0].prose: error: footnote `3` has no mark in the text [put `[^3]` where it belongs]\n"
    );
}

#[test]
fn unknown_forms_are_found_in_escaped_text() {
    let sample = Sample::new(&[(
        "section.yaml",
        "id: s\ntitle: S\nlead: \"\\\"x\\\" \\u00e9 {a|bear}\"\nbody: [{prose: 'it''s {a|x}'}]\n",
    )]);
    let loaded = sample.load();
    assert_eq!(
        crate::report::sample::written(&loaded.diagnostics, &loaded.texts),
        "section.yaml:3:24: lead: error: a measure has no form `bear` [did you mean `bare`?]\n\
         section.yaml:4:26: body[0].prose: error: a measure has no form `x` [write `sentence`, `bare` or `unit` after the bar, or no bar]\n"
    );
}

#[test]
fn prose_that_prints_nothing_is_empty() {
    assert_eq!(
        prose_problems("  "),
        "section.yaml:4:3: body[0].prose: error: `prose` is empty [write the text, or take the block out]\n"
    );
}
