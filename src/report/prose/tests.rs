//! Tests: what the Markdown subset reads, and what it refuses where.

use super::*;
use crate::report::model::{Inline, Labels, MeasureForm};
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
        ProseBlock::Heading { level, content, .. } => {
            format!("h{level}({})", inlines(content))
        }
        ProseBlock::List { labels, items } => {
            let items: Vec<String> = items.iter().map(|item| blocks(item)).collect();
            let mark = match labels {
                Labels::Bullets => "-".to_owned(),
                Labels::Numbers { first } => first.to_string(),
                Labels::Written(labels) => labels.join(" "),
            };
            format!("list {mark}({})", items.join("; "))
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn inlines(all: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.to_string(),
        Inline::Break => "/".to_owned(),
        Inline::Emphasis(content) => format!("em({})", inlines(content)),
        Inline::Strong(content) => format!("strong({})", inlines(content)),
        Inline::Link { url, content } => {
            format!("link({} {})", url.value, inlines(content))
        }
        Inline::Foreign { language, content } => {
            format!("{}({})", language.value, inlines(content))
        }
        Inline::Measure { id, form: MeasureForm::Full } => format!("<{}>", id.value),
        Inline::Measure { id, form } => format!("<{} {form:?}>", id.value),
        Inline::Footnote { note, .. } => format!("note({})", blocks(note)),
        Inline::Pointer { id, pointing } => format!("{pointing:?}({})", id.value),
        Inline::FootnoteMark(name) => format!("mark({name})"),
        Inline::NoteMark(mark) => format!("table-mark({})", mark.value),
    };
    all.iter().map(one).collect()
}

#[test]
fn paragraphs_and_marks() {
    assert_eq!(read("Say [*Bonjour*](lang:fr-ca)."), "p(Say fr-CA(em(Bonjour)).)");
    assert_eq!(
        read("One *two* **three**\nfour\\\nfive.\n\nSix."),
        "p(One em(two) strong(three) four/five.) p(Six.)"
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
        ("12[^1]", "p(12table-mark(1))"),
        ("*12*[^a] [^b]", "p(em(12)table-mark(a) table-mark(b))"),
        ("{m}[^†]", "p(<m>table-mark(†))"),
        ("5 * 3 * 2", "p(5 * 3 * 2)"),
        ("[x]", "p([x])"),
        ("12 [p]", "p(12 [p])"),
        ("snake_case_name", "p(snake_case_name)"),
        ("<0.1", "p(<0.1)"),
        ("·", "p(·)"),
        ("·*a*", "p(·em(a))"),
        ("a\n\nb", "p(a) p(b)"),
        ("- a\n- b[^1]", "list -(p(a); p(btable-mark(1)))"),
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
fn pasted_marks_make_lists_labelled_as_written() {
    let cases = [
        (
            "Agreed:\n\n(a) note;\n(b) approve; and\n(c) ask.",
            "p(Agreed:) list (a) (b) (c)(p(note;); p(approve; and); p(ask.))",
        ),
        ("Asked that:\na. x\nb. y", "p(Asked that:) list a. b.(p(x); p(y))"),
        ("i) x\nii) y\n\n• p\n•\tq", "list i) ii)(p(x); p(y)) list -(p(p); p(q))"),
        (
            "1.1 It began\nin May.\n1.2 It ended.",
            "list 1.1 1.2(p(It began in May.); p(It ended.))",
        ),
        (
            "(a) x:\n(i) y\n(ii) z\n(b) w",
            "list (a) (b)(p(x:) list (i) (ii)(p(y); p(z)); p(w))",
        ),
        (
            "(a) x:\n\n(i) y\n\n(ii) z\n\n(b) w",
            "list (a) (b)(p(x:) list (i) (ii)(p(y); p(z)); p(w))",
        ),
        ("(g) x\n(h) y\n(i) z\n(j) w", "list (g) (h) (i) (j)(p(x); p(y); p(z); p(w))"),
        ("(a) x\n\nBut:\n\n(b) y", "list (a)(p(x)) p(But:) list (b)(p(y))"),
        ("• a\n◦ b\n◦ c\n• d", "list -(p(a) list -(p(b); p(c)); p(d))"),
        ("Two:\n– x\n– y {m}", "p(Two:) list -(p(x); p(y <m>))"),
        ("(a) x:\n\n- y\n- z\n\n(b) w", "list (a) (b)(p(x:) list -(p(y); p(z)); p(w))"),
        (
            "1. x:\n   (a) y\n   (b) *z*\n2. w",
            "list 1(p(x:) list (a) (b)(p(y); p(em(z))); p(w))",
        ),
        ("1) x\n2) y", "list 1) 2)(p(x); p(y))"),
        ("1. x\n1. y", "list 1(p(x); p(y))"),
        ("It was\n2. It is\n3. or not", "p(It was) list 2(p(It is); p(or not))"),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(typed), expected, "{typed}");
    }
}

#[test]
fn lists_within_lists_are_read_as_they_were_pasted() {
    let cases = [
        (
            "a. alpha\nb. beta\n   1. inner\nc. gamma",
            "list a. b. c.(p(alpha); p(beta) list 1(p(inner)); p(gamma))",
        ),
        (
            "a) alpha\nb) beta\n   1) inner\n   2) inner2\nc) gamma",
            "list a) b) c)(p(alpha); p(beta) list 1) 2)(p(inner); p(inner2)); p(gamma))",
        ),
        (
            "a) alpha\nb) beta\n    1) inner\nc) gamma",
            "list a) b) c)(p(alpha); p(beta) list 1)(p(inner)); p(gamma))",
        ),
        (
            "a) alpha\nb) beta\n   1) inner\n   2) inner2",
            "list a) b)(p(alpha); p(beta) list 1) 2)(p(inner); p(inner2)))",
        ),
        (
            "(a) alpha\n   - inner\n   - inner2\n(b) beta",
            "list (a) (b)(p(alpha) list -(p(inner); p(inner2)); p(beta))",
        ),
        (
            "(a) alpha\n   - x\n(b) beta\n   - y\n(c) gamma\n\nAfter.",
            "list (a) (b) (c)(p(alpha) list -(p(x)); p(beta) list -(p(y)); p(gamma)) p(After.)",
        ),
        (
            "✓ Done\n✗ Not done\n✓ Done too",
            "list ✓ ✗ ✓(p(Done); p(Not done); p(Done too))",
        ),
        ("→ On\n→ and on", "list → →(p(On); p(and on))"),
        (
            "1.1 One clause\n1.2 Two\n1.2.1 Deep\n1.3 Three",
            "list 1.1 1.2 1.3(p(One clause); p(Two) list 1.2.1(p(Deep)); p(Three))",
        ),
        (
            "1.1 One\n1.2 Two\n1.2.1 Deep\n1.3 Three",
            "list 1.1 1.2 1.3(p(One); p(Two) list 1.2.1(p(Deep)); p(Three))",
        ),
        (
            "1. one\n(a) x\n(b) y\n2. two",
            "list 1(p(one) list (a) (b)(p(x); p(y)); p(two))",
        ),
        (
            "1. one\n   a) x\n      1. deep\n   b) y\n2. two",
            "list 1(p(one) list a) b)(p(x) list 1(p(deep)); p(y)); p(two))",
        ),
        (
            "1. two\n      (i) deep\n2. three",
            "list 1(p(two) list (i)(p(deep)); p(three))",
        ),
        (
            "(a) alpha\n(i) inner\n(b) beta",
            "list (a) (b)(p(alpha) list (i)(p(inner)); p(beta))",
        ),
        (
            "• bullet\n   o inner\n• bullet two",
            "list -(p(bullet) list -(p(inner)); p(bullet two))",
        ),
        (
            "• bullet\no\tinner\n• bullet two",
            "list -(p(bullet) list -(p(inner)); p(bullet two))",
        ),
        (
            "• bullet\n   - inner\n• bullet two",
            "list -(p(bullet) list -(p(inner)); p(bullet two))",
        ),
        (
            "(a) alpha\n\n   more of alpha\n\n(b) beta",
            "list (a) (b)(p(alpha) p(more of alpha); p(beta))",
        ),
        ("1\tone\n2\ttwo", "list 1 2(p(one); p(two))"),
        ("1.One\n2.Two", "list 1(p(One); p(Two))"),
        ("(a)one\n(b)two", "list (a) (b)(p(one); p(two))"),
        ("- one\n  A. Smith spoke\n- two", "list -(p(one A. Smith spoke); p(two))"),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(typed), expected, "{typed}");
    }
}

#[test]
fn marks_that_are_swallowed_are_reported_at_their_line() {
    for (typed, places) in [
        ("1. one\n2. two\n   (i) deep\n3. three", vec!["7:8: (i)"]),
        ("a. alpha\nb. beta\n   1. inner\nd. delta", vec!["8:5: d."]),
        ("1. one\n1.1 sub\n2. two", vec!["6:5: 1.1"]),
        ("1. one of\n   (i) deep\n2. two", vec![]),
        ("(s)he spoke", vec![]),
    ] {
        let problems = prose_problems(typed);
        let found: Vec<String> = problems
            .lines()
            .map(|line| {
                let line = line.strip_prefix("section.yaml:").expect("a place");
                let (place, rest) = line.split_once(": body").expect("a field");
                format!("{place}: {}", rest.split('`').nth(1).expect("a mark"))
            })
            .collect();
        assert_eq!(found, places, "{typed}: {problems}");
    }
}

#[test]
fn what_only_looks_like_a_mark_is_text() {
    for (typed, expected) in [
        ("A. Smith spoke.", "p(A. Smith spoke.)"),
        ("under section\n(a) of it", "p(under section (a) of it)"),
        ("in paragraphs\n(a) and\n(b) of it", ""),
        ("it grew to\n1.5 million", "p(it grew to 1.5 million)"),
        ("built\nc. 1850", "p(built c. 1850)"),
        ("\\(a) x", "p((a) x)"),
        ("a pause\n– and more", "p(a pause – and more)"),
    ] {
        if expected.is_empty() {
            let problems = prose_problems(typed);
            assert!(problems.contains("a line begins with `(a)`"), "{problems}");
        } else {
            assert_eq!(read(typed), expected, "{typed}");
        }
    }
}

#[test]
fn marks_that_may_be_a_list_are_reported() {
    assert_eq!(
        prose_problems("(a) alone\n\n– alone\n\n-glued\n-too\n\n1. x\n3. y"),
        "section.yaml:5:5: body[0].prose: warning: a line begins with `(a)` and prints as running text [put an empty line before the list, and write each item on a line of its own with the marks in order; to print it as text, write `\\(a)`]\n\
         section.yaml:7:5: body[0].prose: warning: a line begins with `–` and prints as running text [start each item on a line of its own with `- `]\n\
         section.yaml:9:5: body[0].prose: warning: a line begins with `-` and prints as running text [start each item on a line of its own with `- `]\n\
         section.yaml:13:5: body[0].prose: warning: a list goes from `1.` to `3.` [number the items in order]\n"
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
        read("`{a}` & &amp; <b>x</b> ~~y~~ \"q\" -- ... http://x"),
        "p(`{a}` & &amp; <b>x</b> ~~y~~ \"q\" -- ... http://x)"
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
        prose_problems("See [this](javascript:x) and\n[that](/x \"t\") [](https://x.y)"),
        "section.yaml:5:16: body[0].prose: error: a link does not lead to an address: `javascript:x` [start the address with `https://`, `http://`, `mailto:` or `tel:`]\n\
         section.yaml:6:5: body[0].prose: error: the title of a link cannot stand in prose [remove it: it never prints]\n\
         section.yaml:6:12: body[0].prose: error: a link does not lead to an address: `/x` [start the address with `https://`, `http://`, `mailto:` or `tel:`]\n\
         section.yaml:6:20: body[0].prose: error: a link without a text cannot stand in prose [write between the brackets where the link leads]\n"
    );
    assert_eq!(
        prose_problems("See [this][b].\n\n[b]: https://x.y"),
        "section.yaml:7:5: body[0].prose: error: the address of a link stands apart from it [write the address with the link: `[text](https://…)`]\n"
    );
}

#[test]
fn blocks_of_other_kinds_are_refused_where_they_stand() {
    assert_eq!(
        prose_problems("é\n\n# H\n\n> q\n\n---\n\n![a](b)\n\n|a|\n|-|\n\n```\nx\n```\n"),
        "section.yaml:7:5: body[0].prose: error: a title cannot stand in prose [start the line with `## ` to `##### `; to print `#`, write `\\#`]\n\
         section.yaml:9:5: body[0].prose: error: a quotation cannot stand in prose [write it as a paragraph; to print `>`, write `\\>`]\n\
         section.yaml:11:5: body[0].prose: error: a rule cannot stand in prose [remove it, or use a `heading` block]\n\
         section.yaml:13:5: body[0].prose: error: an image cannot stand in prose [use a `figure` block]\n\
         section.yaml:15:5: body[0].prose: error: a table cannot stand in prose [use a `table` block]\n\
         section.yaml:18:5: body[0].prose: error: a block of code cannot stand in prose [start its lines without spaces and without ```` ``` ````]\n"
    );
}

#[test]
fn addresses_link_without_a_text() {
    assert_eq!(
        read("<https://x.y> <a@b.cd> www.x.y, [www.x.y](https://z.z)"),
        "p(link(https://x.y https://x.y) link(mailto:a@b.cd a@b.cd) \
         link(https://www.x.y www.x.y), link(https://z.z www.x.y))"
    );
}

#[test]
fn references_point_by_id() {
    assert_eq!(
        read("See {see: a-1}, {page:b} \\{see: c} {see: D}."),
        "p(See Name(a-1), Page(b) {see: c} {see: D}.)"
    );
}

#[test]
fn headings_end_lists() {
    assert_eq!(
        read("(a) x\n(b) y\n\n## H *z*\n\n(a) w\n(b) v"),
        "list (a) (b)(p(x); p(y)) h2(H em(z)) list (a) (b)(p(w); p(v))"
    );
}

#[test]
fn marks_may_share_a_footnote() {
    assert_eq!(read("A[^1] b[^1].\n\n[^1]: One."), "p(Anote(p(One.)) bmark(1).)");
}

#[test]
fn footnotes_have_marks_and_one_text() {
    assert_eq!(
        prose_problems("A[^1] b[^1] c[^2].\n\n[^1]: One.\n[^3]: Three."),
        "section.yaml:5:18: body[0].prose: error: footnote `2` has no text [write it below as `[^2]: …`]\n\
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
         section.yaml:4:26: body[0].prose: error: a measure has no form `x` [write `sentence`, `bare`, `unit`, `target`, `previous`, `change` or `status` after the bar, or no bar]\n"
    );
}

#[test]
fn prose_that_prints_nothing_is_empty() {
    assert_eq!(
        prose_problems("  "),
        "section.yaml:4:3: body[0].prose: error: `prose` is empty [write the text, or take the block out]\n"
    );
}
