//! Items of an agenda: what they hold without a paper, why some hold nothing, and the front sheet.

use crate::press::{assert_status, told};
use crate::reader::Pdf;
use crate::scratch::{Scratch, report};

/// A project with a priority, a table, a tagged file and a pack with these fields and items.
fn project(fields: &str, items: &str) -> Scratch {
    let pack = format!(
        "id: pack\ntitle: Agenda\nmeeting: Committee\ndate: 2026-12-10\n{fields}items:\n{items}"
    );
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            &report(
                "tables: [tables.yaml]\npapers: [papers/one.yaml]\npacks: [packs/p.yaml]\n\
                 paper_settings: papers/settings.yaml\n",
            ),
        ),
        (
            "tables.yaml",
            "- id: bids\n  title: Bids for ponds\n  columns: [{label: Bidder}, {label: Sum}]\n  \
             rows: [[Alder, Forty]]\n",
        ),
        (
            "papers/one.yaml",
            "id: one\ntitle: The paper of an item\nmeeting: Committee\ndate: 2026-12-10\n\
             report_of: Director\npurpose: decision\nsummary: In short.\n",
        ),
        (
            "papers/settings.yaml",
            "front:\n  members: [Councillor Usual]\n  quorum: Three members\n",
        ),
        ("packs/p.yaml", &pack),
        ("sections/one.yaml", "id: one\ntitle: What happened\nbody:\n  - prose: Much.\n"),
    ]);
    let note =
        crate::press::repository().join("tests/projects/annexes/external/note.pdf");
    scratch.write("external/note.pdf", std::fs::read(note).expect("a file"));
    scratch
}

fn pack_of(scratch: &Scratch, audience: &str) -> Pdf {
    let files = scratch.built(&["pack", "pack", "--audience", audience]);
    files.into_iter().next().expect("a pack").1
}

fn spaced(pdf: &Pdf) -> String {
    pdf.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

const ALL: &str = "  - Apologies\n  \
    - {title: Minutes of the last meeting, purpose: decision, pdf: external/note.pdf, description: What was said.}\n  \
    - title: Questions of the public\n    text:\n      - heading: The first question\n      \
      - prose: When will it be *done*?\n  \
    - {title: The bids, table: bids}\n  \
    - {title: What happened in short, sections: [one]}\n  \
    - {paper: one, presenter: [A Officer, {role: Clerk, name: B Officer}]}\n";

#[test]
fn an_item_holds_a_file_a_table_text_or_a_part_of_the_report() {
    let scratch = project("", ALL);
    let pdf = pack_of(&scratch, "public");
    let text = spaced(&pdf);
    for words in [
        "Item 2: Minutes of the last meeting",
        "Item 3: Questions of the public",
        "The first question",
        "Item 4: The bids",
        "Alder",
        "Item 5: What happened in short",
        "Much.",
    ] {
        let found = text.replace(' ', "").contains(&words.replace(' ', ""));
        assert!(found, "{words}: {text}");
    }
    assert_eq!(pdf.labels()[..3], ["i", "ii", "iii"]);
    assert_eq!(pdf.labels()[3], "1");
    // Each item that holds something leads to its page, under a bookmark that names it.
    let names: Vec<String> =
        pdf.outline.iter().map(|it| it.title.replace('\u{a0}', " ")).collect();
    for name in ["Item 2: Minutes of the last meeting", "Item 3: Questions of the public"]
    {
        assert!(names.iter().any(|it| it == name), "{names:?}");
    }
    let findings = scratch.findings();
    assert!(!findings.iter().any(|it| it.contains("error")), "{findings:?}");
}

#[test]
fn a_note_of_an_item_is_prose() {
    let note = "  - title: Interests\n    note: |\n      Members declare:\n\n      \
        - interests of **money**; and\n      - others.\n";
    let pdf = pack_of(&project("", note), "public");
    assert!(spaced(&pdf).contains("interests of money; and"), "{}", spaced(&pdf));
    assert!(!pdf.tree.all("L").is_empty());
}

#[test]
fn an_item_says_why_it_has_no_pages() {
    let items = "  - {title: Fire cover, status: {state: to follow, date: 2026-12-05, reason: The model runs.}}\n  \
        - {title: Update, status: verbal}\n  \
        - {title: Slides, status: tabled}\n  \
        - {paper: one, status: {state: withdrawn, reason: It is not ready.}}\n  \
        - {title: Roads, table: bids, status: {state: deferred, date: to be confirmed}}\n  \
        - {title: The storm, text: A storm., status: {state: urgent, reason: The grant closes.}}\n";
    let pdf = pack_of(&project("", items), "public");
    let text = spaced(&pdf);
    for words in [
        "To follow, expected 5 December 2026: The model runs.",
        "Verbal report",
        "To be handed out at the meeting",
        "The paper of an item Withdrawn: It is not ready.",
        "Deferred, date to be confirmed",
        "by reason of special circumstances: The grant closes.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // What is withdrawn or deferred has no pages: the first page is that of the storm.
    assert!(!text.contains("In short.") && !text.contains("Alder"), "{text}");
    assert_eq!(pdf.labels(), ["i", "ii", "iii", "1"]);
}

#[test]
fn a_status_that_cannot_be_meant_is_refused() {
    for (item, expected) in [
        ("{paper: one, status: to follow}", "is `to follow`, and has a `paper`"),
        ("{title: A, table: bids, status: verbal}", "is `verbal`, and has a `table`"),
        ("{title: A, status: urgent}", "an urgent item needs the Chair's reason"),
        ("{title: A, status: {state: urgent}}", "`reason` is missing"),
        ("{title: A, status: {state: verbal, date: 2026-12-01}}", "`date`"),
        ("{paper: one, table: bids}", "has a paper, and holds something else as well"),
        ("{table: bids}", "the item has no title"),
        ("{title: A, stamp: bottom}", "`stamp`"),
        ("{title: A, table: bids, text: B}", "more than one thing is attached"),
    ] {
        let scratch = project("", &format!("  - {item}\n"));
        let output = scratch.run(&["check", "--message-format", "short"]);
        let found = told(&output);
        assert!(found.contains(expected), "{item}: {found}");
        assert_status(&output, 1);
    }
}

#[test]
fn the_front_sheet_says_who_meets() {
    let own = "front:\n  members: [{name: Councillor Own, role: Chair, party: Green}]\n  \
        contact: {name: The clerk, email: clerk@example.org}\n  notices:\n    \
        - {title: Filming, text: The meeting is filmed.}\n";
    let pdf = pack_of(&project(own, "  - Apologies\n"), "public");
    let text = spaced(&pdf);
    // The pack's own members, and the usual quorum.
    for words in
        ["Councillor Own, Chair, Green", "Three members", "clerk@example.org", "Filming"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("Councillor Usual"), "{text}");
    let usual = spaced(&pack_of(&project("", "  - Apologies\n"), "public"));
    assert!(usual.contains("Councillor Usual"), "{usual}");
}

/// An item that is withheld, with these words in all that it can hold.
fn withheld(secret: &str) -> String {
    format!(
        "  - Apologies\n  - title: {secret} title\n    time: {secret} time\n    \
         presenter: {secret} presenter\n    note: {secret} note\n    \
         status: {{state: urgent, reason: {secret} reason}}\n    text: {secret} text\n    \
         description: {secret} description\n    audience: restricted\n    \
         exemption: {{paragraph: 3, reason: Terms are being agreed.}}\n  \
         - {{title: Open, table: bids}}\n"
    )
}

#[test]
fn nothing_that_a_withheld_item_holds_reaches_the_public() {
    let files = |secret: &str| {
        let scratch = project("", &withheld(secret));
        assert_status(&scratch.run(&["build", "-q"]), 0);
        let output = scratch.run(&["build"]);
        let said = told(&output);
        assert!(!said.contains(secret), "{said}");
        let mut files = Vec::new();
        for entry in std::fs::read_dir(scratch.path().join("out")).expect("a folder") {
            let path = entry.expect("an entry").path();
            let bytes = std::fs::read(&path).expect("a file");
            files.push((path.file_name().expect("a name").to_owned(), bytes));
        }
        files.sort();
        files
    };
    let (one, other) = (files("Zebra"), files(&"Okapi in great number ".repeat(400)));
    assert_eq!(one.len(), other.len());
    for ((name, one), (_, other)) in one.iter().zip(&other) {
        assert!(one == other, "{name:?} depends on what is withheld");
    }
}

#[test]
fn a_restricted_copy_has_a_withheld_item_on_marked_pages() {
    let scratch = project("", &withheld("Zebra"));
    let public = pack_of(&scratch, "public");
    let restricted = pack_of(&scratch, "restricted");
    let alone = pack_of(&scratch, "exempt");
    assert_eq!(public.labels(), ["i", "ii", "iii", "1", "2"]);
    assert_eq!(restricted.labels(), ["i", "ii", "iii", "0.1", "1", "2"]);
    assert_eq!(alone.labels(), ["i", "ii", "iii", "0.1"]);
    for pdf in [&restricted, &alone] {
        let page: String =
            pdf.pages[3].runs.iter().map(|run| run.text.as_str()).collect();
        assert!(page.contains("Zebra text"), "{page}");
        assert!(page.contains("NOT FOR PUBLICATION"), "{page}");
        assert!(spaced(pdf).contains("Not for publication: exempt under paragraph 3"));
    }
    assert!(!spaced(&alone).contains("Alder"), "{}", spaced(&alone));
    assert!(!spaced(&public).contains("Zebra"), "{}", spaced(&public));
}

#[test]
fn an_item_that_shows_a_withheld_table_is_in_a_restricted_copy_twice() {
    let scratch = project(
        "",
        "  - title: Offers\n    text:\n      - prose: We have them.\n      - table: bids\n",
    );
    scratch.write(
        "tables.yaml",
        "- id: bids\n  title: Bids for ponds\n  columns: [{label: Bidder}, {label: Sum}]\n  \
         rows: [[Alder, Forty]]\n  audience: restricted\n  \
         exemption: {paragraph: 3, reason: Bids are named.}\n",
    );
    let public = pack_of(&scratch, "public");
    assert!(spaced(&public).contains("We have them."));
    assert!(!spaced(&public).contains("Alder"));
    let restricted = pack_of(&scratch, "restricted");
    assert_eq!(restricted.labels(), ["i", "ii", "iii", "1", "1.1"]);
    let text = spaced(&restricted);
    assert!(
        text.contains("Offers, with what is exempt") && text.contains("Alder"),
        "{text}"
    );
    assert!(text.contains("A part of it is exempt under paragraph 3"), "{text}");
}

/// A project whose only paper has these fields, with these settings.
fn paper_with(settings: &str, fields: &str) -> Scratch {
    let scratch = project("", "  - paper: one\n");
    scratch.write("papers/settings.yaml", settings);
    scratch.write(
        "papers/one.yaml",
        format!(
            "id: one\ntitle: The paper of an item\nmeeting: Committee\ndate: 2026-12-10\n\
             report_of: Director\n{fields}"
        ),
    );
    scratch
}

fn paper_text(scratch: &Scratch) -> String {
    let files = scratch.built(&["paper", "one"]);
    spaced(&files.into_iter().next().expect("a paper").1)
}

const SETTINGS: &str = "required: [summary]\n\
    headings: {recommendations: Recommendation}\n\
    purposes: [{id: strategy, label: For strategy}]\n\
    own_fields: [{id: ward-member, label: Ward member, required_of: [report]}]\n\
    kinds:\n  - id: report\n    label: Report\n    required: [legal_comments]\n    \
      lettering: paragraphs\n    recommendations_lead: The Cabinet is asked to\n    \
      cover: [date, report_of]\n    headings: {legal_comments: Legal implications}\n  \
    - {id: minutes, label: Minutes, required: []}\n";

#[test]
fn a_kind_of_paper_has_fields_headings_and_lettering_of_its_own() {
    let fields = "kind: report\npurpose: strategy\nlegal_comments: None.\n\
        recommendations: [Agree., Note.]\nown_fields: [{field: ward-member, text: Councillor Oakes}]\n";
    let text = paper_text(&paper_with(SETTINGS, fields));
    for words in [
        "Report · For strategy",
        "Legal implications",
        "The Cabinet is asked to",
        "1.1 Agree. 1.2 Note.",
        "Recommendation",
        "Ward member Councillor Oakes",
        "Report of Director",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // The cover sheet of this kind has two fields.
    assert!(!text.contains("Part 2 (exempt)"), "{text}");
    // Minutes need nothing, and what all papers must have is for no paper of this kind.
    let text = paper_text(&paper_with(
        SETTINGS,
        "kind: minutes\npurpose: noting\nrisk: None.\n",
    ));
    assert!(text.contains("Minutes · For noting"), "{text}");
}

#[test]
fn what_a_kind_of_paper_must_have_is_told() {
    for (fields, expected) in [
        (
            "purpose: noting\n",
            "`summary` is missing, and `papers/settings.yaml` requires it of every paper",
        ),
        (
            "kind: report\npurpose: noting\nown_fields: [{field: ward-member, text: A}]\n",
            "`legal_comments` is missing, and `papers/settings.yaml` requires it of papers of the kind “Report”",
        ),
        (
            "kind: report\npurpose: noting\nlegal_comments: None.\n",
            "the field `ward-member` is missing",
        ),
        (
            "kind: raport\npurpose: noting\nsummary: S.\n",
            "there is no kind of paper `raport`",
        ),
        (
            "purpose: strategie\nsummary: S.\n",
            "there is no purpose `strategie` (did you mean `strategy`?)",
        ),
        (
            "purpose: noting\nsummary: S.\nown_fields: [{field: ward, text: A}]\n",
            "there is no field of papers `ward`",
        ),
        (
            "purpose: noting\nsummary: S.\nown_fields: [{field: ward-member, text: A}, {field: ward-member, text: B}]\n",
            "the paper has the field `ward-member` twice",
        ),
    ] {
        let scratch = paper_with(SETTINGS, fields);
        let output = scratch.run(&["check", "--message-format", "short"]);
        let found = told(&output);
        assert!(found.contains(expected), "{fields}: {found}");
        assert_status(&output, 1);
    }
}

#[test]
fn recommendations_are_numbered_as_the_body_numbers_them() {
    for (lettering, expected) in [
        ("(a)", "(a) Agree. (b) Note."),
        ("(1)", "(1) Agree. (2) Note."),
        ("1.", "1. Agree. 2. Note."),
        ("(i)", "(i) Agree. (ii) Note."),
        ("paragraphs", "1.1 Agree. 1.2 Note."),
        ("bullets", "Agree. Note."),
    ] {
        let settings = format!("lettering: \"{lettering}\"\n");
        let fields = "purpose: decision\nrecommendations: [Agree., Note.]\n";
        let text = paper_text(&paper_with(&settings, fields));
        assert!(text.contains(expected), "{lettering}: {text}");
    }
}

#[test]
fn a_paper_in_two_packs_has_the_meeting_of_each() {
    let scratch = project("", "  - paper: one\n");
    scratch.write(
        "papers/one.yaml",
        "id: one\ntitle: The paper of an item\nmeeting: Committee\ndate: 2026-12-10\n\
         report_of: Director\npurpose: noting\nagenda_item: '7'\nsummary: In short.\n",
    );
    scratch.write(
        "packs/other.yaml",
        "id: other\ntitle: Agenda\nmeeting: Cabinet\ndate: 2027-01-14\nitems:\n  - Apologies\n  \
         - paper: one\n",
    );
    let report = std::fs::read_to_string(scratch.path().join("report.yaml")).expect("it");
    let report = report.replace("packs: [", "packs: [packs/other.yaml, ");
    scratch.write("report.yaml", report);
    let text = |id: &str| {
        let files = scratch.built(&["pack", id]);
        let name = format!("pack-{id}.pdf");
        let file = files.iter().find(|(file, _)| file.ends_with(&name));
        spaced(file.expect("a pack").1)
    };
    let (one, other) = (text("pack"), text("other"));
    assert!(one.contains("Meeting Committee Date 10 December 2026 Report of"), "{one}");
    assert!(other.contains("Meeting Cabinet Date 14 January 2027 Report of"), "{other}");
    // Alone it says its own, and its item.
    let alone = paper_text(&scratch);
    assert!(
        alone.contains("Meeting Committee Date 10 December 2026 Agenda item 7"),
        "{alone}"
    );
}

#[test]
fn a_pack_says_when_it_is_published() {
    let pdf = pack_of(&project("published: 2026-12-02\n", "  - Apologies\n"), "public");
    assert!(spaced(&pdf).contains("Published 2 December 2026"), "{}", spaced(&pdf));
    assert!(pdf.info["CreationDate"].starts_with("D:20261202"), "{:?}", pdf.info);
}
