//! Text as people paste it: what readers get of lists, footnotes, headings, addresses and
//! raised characters.

use crate::reader::{Element, Pdf};
use crate::scratch::{Scratch, prose_section};

/// The report of the minimal project with a section of this prose.
fn report_of(prose: &str) -> Pdf {
    let scratch = Scratch::with(&[("sections/one.yaml", &prose_section(prose))]);
    let mut editions = scratch.editions();
    editions.remove("report").expect("a report")
}

/// The labels and the texts of the items of a list.
fn items(list: &Element) -> Vec<(String, String)> {
    let items = list.children().filter(|it| it.role == "LI");
    let text = |item: &Element, role: &str| {
        let found = item.children().find(|it| it.role == role).map(Element::text);
        found.unwrap_or_default().trim().to_owned()
    };
    items.map(|item| (text(item, "Lbl"), text(item, "LBody"))).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn pasted_lists_are_lists_with_the_labels_that_were_written() {
    let report = report_of(
        "Members agreed to:\n\n(a) note the report; and\n(b) ask for another.\n\n\
         Later:\n\n(c) to meet\n\ni) first\nii) second\n\n• a bullet\n• another\n\n\
         1.1 It began.\n1.2 It ended.\n\n3) three\n4) four",
    );
    let lists: Vec<_> = report.tree.all("L").into_iter().map(items).collect();
    let expected = [
        pairs(&[("(a)", "note the report; and"), ("(b)", "ask for another.")]),
        pairs(&[("(c)", "to meet")]),
        pairs(&[("i)", "first"), ("ii)", "second")]),
        pairs(&[("", "a bullet"), ("", "another")]),
        pairs(&[("1.1", "It began."), ("1.2", "It ended.")]),
        pairs(&[("3)", "three"), ("4)", "four")]),
    ];
    for expected in expected {
        assert!(lists.contains(&expected), "{expected:?} in {lists:#?}");
    }
}

#[test]
fn a_list_in_an_item_of_a_pasted_list_is_within_it() {
    let report = report_of("(a) both:\n(i) this\n(ii) that\n(b) none");
    let lists = report.tree.all("L");
    let outer = lists.iter().find(|it| items(it).len() == 2 && items(it)[0].0 == "(a)");
    let inner = outer.expect("a list").all("L");
    let inner = inner.into_iter().map(items).find(|it| it[0].0 == "(i)");
    assert_eq!(inner, Some(pairs(&[("(i)", "this"), ("(ii)", "that")])));
}

#[test]
fn a_markdown_list_in_an_item_leaves_the_next_item_to_the_pasted_list() {
    let report = report_of("a. alpha\nb. beta\n   1. inner\nc. gamma");
    let lists = report.tree.all("L");
    let outer = lists.iter().find(|it| items(it).len() == 3).expect("a list");
    let labels: Vec<_> = items(outer).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["a.", "b.", "c."]);
    let inner: Vec<_> = outer.all("L").into_iter().map(items).collect();
    assert!(inner.contains(&pairs(&[("1.", "inner")])), "{inner:?}");
    assert!(items(outer)[2].1.contains("gamma"), "{:?}", items(outer));
}

#[test]
fn marks_of_one_footnote_share_its_number() {
    let report =
        report_of("Visits[^a] and stays[^a] rose.[^b]\n\n[^a]: Counted.\n[^b]: Or not.");
    assert_eq!(report.tree.all("Note").len(), 2);
    let text = report.text();
    assert_eq!(text.matches("Counted.").count(), 1, "{text}");
    let paragraphs = report.tree.all("P");
    let marked = paragraphs.iter().map(|it| it.text()).find(|it| it.contains("Visits"));
    let marked: String = marked.expect("a paragraph").split_whitespace().collect();
    assert!(marked.contains("Visits1") && marked.contains("stays1"), "{marked}");
    assert!(marked.contains("rose.2"), "{marked}");
}

#[test]
fn headings_in_prose_are_headings_of_four_levels() {
    let report = report_of(
        "## One\n\nA.\n\n### Two\n\n#### Three\n\n##### Four\n\nB.\n\n## Five\n\nC.",
    );
    let headings: Vec<_> = report.headings();
    for (level, text) in [(2, "One"), (3, "Two"), (4, "Three"), (5, "Four"), (2, "Five")]
    {
        assert!(
            headings.iter().any(|(it, said)| *it == level && said.trim() == text),
            "{level} {text} in {headings:?}"
        );
    }
}

#[test]
fn bare_addresses_lead_where_they_say() {
    let report = report_of("See www.example.org/a, or write to clerk@example.org.");
    let links: Vec<_> = report.tree.all("Link").into_iter().map(Element::text).collect();
    for text in ["www.example.org/a", "clerk@example.org"] {
        assert!(links.iter().any(|it| it.trim() == text), "{text} in {links:?}");
    }
}

#[test]
fn raised_and_lowered_characters_print_in_any_typeface() {
    let report =
        report_of("CO<sub>2</sub>e, H~2~O, CO₂, 10⁻³, 5 m³, µg and 1<sup>st</sup>.");
    let text: String = report.text().split_whitespace().collect();
    // Who listens or copies gets a power, and not another number; words as they are said.
    for expected in ["CO2e", "H2O", "CO2,", "10⁻³", "5m³", "μg", "1st."] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn marks_of_footnotes_are_numbers() {
    let report = report_of("10^6^ Visits.[^a]\n\n[^a]: Over 10^6^.");
    let text: String = report.text().split_whitespace().collect();
    assert!(text.contains("10⁶Visits.1"), "{text}");
    assert!(text.contains("Over10⁶."), "{text}");
    for mark in ["¹", "106"] {
        assert!(!text.contains(mark), "{mark} in {text}");
    }
}

#[test]
fn no_line_ends_between_a_sign_and_its_amount() {
    let fields = "measures: [measures.yaml]\n";
    let fillers = (0..90).map(|at| format!("{} {{change}}", "w".repeat(1 + at % 9)));
    let prose = fillers.collect::<Vec<_>>().join(" ");
    let scratch = Scratch::with(&[
        ("report.yaml", &crate::scratch::report(fields)),
        (
            "measures.yaml",
            "- {id: change, label: Change, value: -1250000, unit: GBP, period: 2024/25}\n",
        ),
        ("sections/one.yaml", &prose_section(&prose)),
    ]);
    let report = &scratch.editions()["report"];
    let drawn = report.drawn();
    assert!(drawn.contains("\u{2212}£1.25"), "{drawn}");
    for run in drawn.lines() {
        assert!(!run.trim_end().ends_with('\u{2212}'), "{run}");
    }
}

#[test]
fn lines_end_where_they_are_meant_to() {
    let report = report_of("The Town Hall<br>High Street  \nThornmere");
    let pages: Vec<_> = report.drawn().lines().map(|it| it.trim().to_owned()).collect();
    assert!(pages.len() > 2, "{pages:?}");
    let paragraphs = report.tree.all("P");
    let text = paragraphs.iter().map(|it| it.text()).find(|it| it.contains("Town Hall"));
    let text = text.expect("a paragraph");
    assert!(!text.contains("<br>") && text.contains("Thornmere"), "{text}");
}

#[test]
fn cells_and_captions_have_links_and_emphasis() {
    let scratch = Scratch::with(&[
        ("report.yaml", &crate::scratch::report("tables: [tables.yaml]\n")),
        (
            "tables.yaml",
            "- id: plans\n  title: Plans\n  columns: [{label: Plan}, {label: Where}]\n  \
             rows:\n    - ['**All** plans', '[The plan](https://example.org/plan)']\n  \
             note: 'See *also* https://example.org/note.'\n",
        ),
        ("sections/one.yaml", "id: one\ntitle: Plans\nbody: [{table: plans}]\n"),
    ]);
    let report = &scratch.editions()["report"];
    let cells: Vec<_> =
        report.tree.all("TD").into_iter().chain(report.tree.all("TH")).collect();
    assert!(cells.iter().any(|it| it.text().trim() == "All plans"), "{}", report.text());
    let linked = cells.iter().flat_map(|it| it.all("Link")).map(Element::text);
    assert_eq!(linked.map(|it| it.trim().to_owned()).collect::<Vec<_>>(), ["The plan"]);
    let links = report.tree.all("Link");
    assert!(links.iter().any(|it| it.text().trim() == "https://example.org/note"));
    assert!(!report.text().contains('*'), "{}", report.text());
}
