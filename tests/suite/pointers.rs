//! References by id: what prints of a table, a section or a page, and where it leads.

use crate::reader::{Element, Pdf};
use crate::scratch::{Scratch, report};

/// A report with a foreword, two sections and two tables.
fn project(captions: &str) -> Scratch {
    let scratch = Scratch::minimal();
    let brand = std::fs::read_to_string(scratch.path().join("brand.yaml"));
    let brand = brand.expect("a brand");
    scratch.write("brand.yaml", format!("{brand}style: {{captions: {captions}}}\n"));
    let fields = "tables: [tables.yaml]\n";
    let sections =
        "sections: [sections/foreword.yaml, sections/one.yaml, sections/two.yaml]";
    let report = report(fields).replace("sections: [sections/one.yaml]", sections);
    scratch.write("report.yaml", report);
    scratch.write(
        "sections/foreword.yaml",
        "id: foreword\ntitle: Foreword\nnumbered: false\nbody:\n  - prose: \
         'See {see: two}, {see: visits} and {page: visits}.'\n  - callout: {title: Look here, \
         text: It is set apart.}\n  - signatures:\n      - {name: Ann Hale, role: Chair, \
         on_behalf_of: The council, date: 2025-06-01}\n      - {name: Bo Reed}\n",
    );
    scratch
        .write("sections/one.yaml", "id: one\ntitle: Pools\nbody:\n  - table: pools\n");
    scratch.write(
        "sections/two.yaml",
        "id: two\ntitle: Visits\nbody:\n  - table: visits\n  - prose: 'As {see: foreword} says.'\n",
    );
    scratch.write(
        "tables.yaml",
        "- id: pools\n  title: Pools by ward\n  columns: [{label: Pool}, {label: Ward}]\n  \
         rows: [[Abbey, East]]\n- id: visits\n  title: Visits by month\n  columns: [{label: \
         Month}, {label: Visits}]\n  rows: [[May, '12']]\n",
    );
    scratch
}

fn text(pdf: &Pdf) -> String {
    pdf.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn numbered_captions_are_counted_and_pointed_to() {
    let report = &project("numbered").editions()["report"];
    let text = text(report);
    assert!(text.contains("Table 1: Pools by ward"), "{text}");
    assert!(text.contains("Table 2: Visits by month"), "{text}");
    let page = report.pages.iter().position(|page| {
        let drawn: String = page.runs.iter().map(|run| run.text.as_str()).collect();
        drawn.contains("Table 2: Visits")
    });
    let label = &report.labels()[page.expect("a page")];
    let expected = format!("See section 2, table 2 and page {label}.");
    assert!(text.contains(&expected), "`{expected}` in {text}");
    let links: Vec<_> = report.tree.all("Link").into_iter().map(Element::text).collect();
    let links: Vec<_> = links.iter().map(|it| it.replace('\u{a0}', " ")).collect();
    for shown in ["section 2", "table 2", &format!("page {label}")] {
        assert!(links.iter().any(|it| it.trim() == shown), "{shown} in {links:?}");
    }
}

#[test]
fn captions_without_numbers_are_pointed_to_by_their_titles() {
    let text = text(&project("plain").editions()["report"]);
    assert!(!text.contains("Table 1"), "{text}");
    assert!(text.contains("See section 2, table “Visits by month” and page"), "{text}");
}

#[test]
fn a_foreword_has_no_number_and_is_not_counted() {
    let report = &project("plain").editions()["report"];
    let text = text(report);
    assert!(text.contains("As section “Foreword” says."), "{text}");
    for part in
        ["It is set apart.", "Ann Hale", "Chair", "The council", "1 June 2025", "Bo Reed"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn an_id_that_nothing_has_is_an_error() {
    let scratch = project("plain");
    scratch.write(
        "sections/one.yaml",
        "id: one\ntitle: Pools\nbody:\n  - prose: 'See {see: nothing} and {page: visit}.'\n  - table: pools\n",
    );
    let findings = scratch.findings().join("\n");
    assert!(findings.contains("nothing"), "{findings}");
    assert!(findings.contains("visit"), "{findings}");
}

#[test]
fn public_text_cannot_point_to_what_is_restricted() {
    let scratch = project("plain");
    let tables = std::fs::read_to_string(scratch.path().join("tables.yaml"));
    let tables = tables.expect("tables").replace(
        "- id: visits\n",
        "- id: visits\n  audience: restricted\n  exemption: {paragraph: 3, reason: Talks go on.}\n",
    );
    scratch.write("tables.yaml", tables);
    let findings = scratch.findings().join("\n");
    assert!(
        findings.contains("`visits` is restricted, and what points to it"),
        "{findings}"
    );
}
