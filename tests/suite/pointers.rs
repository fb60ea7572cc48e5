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

/// The project with a priority, a paper with appendices, and a pack of two papers.
fn with_papers() -> Scratch {
    let scratch = project("numbered");
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report.expect("a report").replace(
        "sections/two.yaml]",
        "sections/two.yaml, water.yaml]\npapers: [first.yaml, second.yaml]\npacks: [pack.yaml]",
    );
    scratch.write("report.yaml", report);
    scratch.write(
        "water.yaml",
        "id: water\npriority: 1\nname: Clear water\nsummary: It is clear.\nintroduction: \
         'Clear, as {see: pools} and {see: visits} say.'\nbody: [{table: pools}]\n",
    );
    let paper = |id: &str, introduction: &str| {
        format!(
            "id: {id}\ntitle: The {id} paper\nmeeting: Parish meeting\ndate: 2025-05-12\n\
             report_of: {{role: Clerk, name: Ann Hale}}\n\
             purpose: decision\nsummary: What it says.\nrecommendations: [Note it.]\n\
             introduction:\n{introduction}"
        )
    };
    scratch.write(
        "first.yaml",
        paper(
            "first",
            "  - prose: 'Mind {see: pools}, {see: visits}, {page: visits} and {see: two}.'\n  \
             - table: pools\nappendices: [{brief: water}, {report: full}]\n",
        ),
    );
    scratch.write(
        "second.yaml",
        paper(
            "second",
            "  - table: visits\n  - prose: 'By {see: visits}, not {see: pools}.'\n",
        ),
    );
    scratch.write(
        "pack.yaml",
        "id: pack\ntitle: Papers\nmeeting: Parish meeting\ndate: 2025-05-12\n\
         items: [{paper: first}, {paper: second}]\n",
    );
    scratch
}

#[test]
fn a_brief_counts_its_own_and_names_what_it_has_not() {
    let text = text(&with_papers().editions()["brief-water"]);
    let expected = "Clear, as table 1 and table “Visits by month” (A short note) say.";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("Table 1: Pools by ward"), "{text}");
}

#[test]
fn parts_of_a_paper_count_for_themselves() {
    let editions = with_papers().editions();
    for name in ["paper-first", "pack-pack"] {
        let edition = &editions[name];
        let text = text(edition);
        // The paper's own table, and what stands in the report that is Appendix B.
        let visits = edition.pages.iter().position(|page| {
            let drawn: String = page.runs.iter().map(|run| run.text.as_str()).collect();
            drawn.contains("Table 2: Visits")
        });
        let page = &edition.labels()[visits.expect("a page")];
        let expected = format!(
            "Mind table 1, table 2 (Appendix B), page {page} and section 2 (Appendix B)."
        );
        assert!(text.contains(&expected), "`{expected}` in {text}");
        // In the brief, and in the report.
        for expected in [
            "Clear, as table 1 and table 2 (Appendix B) say.",
            "Clear, as table 1 and table 2 say.",
            "See section 2, table 2 and page",
        ] {
            assert!(text.contains(expected), "{name}: `{expected}` in {text}");
        }
    }
}

#[test]
fn papers_of_a_pack_do_not_lead_to_each_other() {
    let editions = with_papers().editions();
    for name in ["paper-second", "pack-pack"] {
        let text = text(&editions[name]);
        let expected = "By table 1, not table “Pools by ward” (A short note).";
        assert!(text.contains(expected), "{name}: `{expected}` in {text}");
    }
}

/// The table of visits in parts, each over several pages.
fn with_parts() -> Scratch {
    let scratch = project("numbered");
    let names: Vec<String> =
        (1..40).map(|at| format!("{{label: Centre number {at}}}")).collect();
    let rows: Vec<String> = (1..50)
        .map(|at| format!("[Week {at}, {}]", vec!["'1,204'"; 38].join(", ")))
        .collect();
    scratch.write(
        "tables.yaml",
        format!(
            "- id: pools\n  title: Pools by ward\n  fit: split\n  columns: [{}]\n  rows: [{}]\n\
             - id: visits\n  title: Visits by month\n  columns: [{{label: Month}}, {{label: \
             Visits}}]\n  rows: [[May, '12']]\n",
            names.join(", "),
            rows.join(", "),
        ),
    );
    scratch
}

#[test]
fn a_table_in_parts_is_counted_once() {
    let report = &with_parts().editions()["report"];
    let text = text(report);
    assert!(text.contains("Table 1: Pools by ward (part 1 of"), "{text}");
    assert!(text.contains("Table 1: Pools by ward (part 2 of"), "{text}");
    assert!(text.contains("Table 2: Visits by month"), "{text}");
    assert!(text.contains("See section 2, table 2 and"), "{text}");
    let continued = report.pages.iter().any(|page| {
        let drawn: String = page.runs.iter().map(|run| run.text.as_str()).collect();
        drawn.contains("Table 1: Pools by ward (part 1") && drawn.contains(", continued")
    });
    assert!(continued, "a head that is repeated has the number");
}

#[test]
fn what_cannot_be_found_is_not_pointed_to() {
    let scratch = project("plain");
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report.expect("a report") + "figures: [figures.yaml]\n";
    scratch.write("report.yaml", report);
    scratch.write(
        "bench.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    );
    scratch.write(
        "figures.yaml",
        "- {id: bench, file: bench.svg, alt: A bench by the pond}\n\
         - {id: pools, file: bench.svg, alt: A pool, caption: A pool}\n",
    );
    scratch.write(
        "sections/one.yaml",
        "id: one\ntitle: Pools\nbody:\n  - prose: 'See {see: bench}, {see: pools}, {see: visit} \
         and {see: visits}.'\n  - figure: bench\n  - figure: pools\n  - table: pools\n",
    );
    scratch
        .write("sections/two.yaml", "id: two\ntitle: Visits\nbody: [{prose: None.}]\n");
    let findings = scratch.findings().join("\n");
    for expected in [
        "the figure `bench` has no caption to find it by",
        "`pools` is the id of each `table` and `figure`",
        "there is no section, table, chart or figure `visit` (did you mean `visits`?)",
        "the table `visits` is printed nowhere (print it with a `table` block",
    ] {
        assert!(findings.contains(expected), "`{expected}` in {findings}");
    }
}
