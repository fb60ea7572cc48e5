//! What is exempt in papers and packs: what every copy says of it, and on which ground.

use crate::press::{assert_status, told};
use crate::reader::Pdf;
use crate::scratch::{Scratch, report};

/// The ground of paragraph 3, with the words of the law.
const THIRD: &str = "xempt under paragraph 3 of Part 1 of Schedule 12A to the Local \
    Government Act 1972. Paragraph 3: Information relating to the financial or business \
    affairs of any particular person (including the authority holding that information).";

/// A paper with these fields more.
fn paper(id: &str, fields: &str) -> String {
    format!(
        "id: {id}\ntitle: Paper {id}\nmeeting: Committee\ndate: 2026-12-10\n\
         report_of: Director\npurpose: decision\nsummary: In short.\n\
         recommendations: [Agree.]\n{fields}"
    )
}

const EXEMPT: &str =
    "audience: restricted\nexemption: {paragraph: 3, reason: Terms are being agreed.}\n";

/// The same within a list.
fn exempt(fields: &str) -> String {
    format!(
        "{fields}    audience: restricted\n    \
         exemption: {{paragraph: 3, reason: Terms are being agreed.}}\n"
    )
}

/// A project of one paper, and a pack of it in an item with these fields.
fn project(paper: &str, item: &str) -> Scratch {
    let pack = format!(
        "id: pack\ntitle: Agenda\nmeeting: Committee\ndate: 2026-12-10\nitems:\n  \
         - title: Apologies\n  - paper: one\n{item}"
    );
    Scratch::with(&[
        (
            "report.yaml",
            &report(
                "tables: [tables.yaml]\npapers: [papers/one.yaml]\npacks: [packs/p.yaml]\n",
            ),
        ),
        (
            "tables.yaml",
            "- id: bids\n  title: Bids\n  columns: [{label: Bidder}, {label: Sum}]\n  \
             rows: [[Alder, Forty]]\n  audience: restricted\n  \
             exemption: {paragraph: 3, reason: Bids are named.}\n",
        ),
        ("papers/one.yaml", paper),
        ("packs/p.yaml", &pack),
        (
            "sections/one.yaml",
            "id: one\ntitle: What happened\nbody:\n  - prose: Much.\n  - table: bids\n",
        ),
    ])
}

/// The text of each file that is made for some readers.
fn texts(scratch: &Scratch, audience: &str) -> Vec<(String, String)> {
    let files = scratch.built(&["--audience", audience]);
    let spaced = |pdf: &Pdf| pdf.text().split_whitespace().collect::<Vec<_>>().join(" ");
    files.iter().map(|(name, pdf)| (name.clone(), spaced(pdf))).collect()
}

/// The text of the public paper.
fn of_paper(scratch: &Scratch) -> String {
    let texts = texts(scratch, "public");
    let paper = texts.into_iter().find(|(name, _)| name.contains("-paper-"));
    paper.expect("a paper").1
}

/// What the cover sheet in each file that holds one says of Part 2.
fn part_two(scratch: &Scratch, audience: &str) -> Vec<String> {
    let of_file = |(name, text): (String, String)| {
        let after = text.split("Part 2 (exempt)").nth(1)?;
        let said = ["No", "Yes: a part of it is", "Yes: all of it is"];
        let said = said.iter().find(|it| after.trim_start().starts_with(**it));
        let said = said.unwrap_or_else(|| panic!("{name}: {after}"));
        let grounds = after.contains("Exempt under paragraph 3 of Part 1");
        Some(format!("{said}{}", if grounds { " (ground)" } else { "" }))
    };
    texts(scratch, audience).into_iter().filter_map(of_file).collect()
}

#[test]
fn a_cover_sheet_says_how_much_of_its_paper_is_exempt() {
    let section = exempt("sections:\n  - title: Terms\n    body: They are good.\n");
    let appendix = exempt("appendices:\n  - report: full\n    title: All\n");
    let both = format!("{section}{appendix}");
    let shows = "sections:\n  - title: Bids\n    body: [{table: bids}]\n";
    let attaches = "appendices:\n  - report: full\n";
    let open = "appendices:\n  - table: bids\n    audience: public\n";
    let all = "Yes: all of it is (ground)";
    let part = "Yes: a part of it is (ground)";
    for (fields, public, restricted) in [
        ("", "No", "No"),
        (section.as_str(), part, part),
        (&appendix, part, part),
        (&both, part, part),
        (shows, part, part),
        (attaches, part, part),
        (EXEMPT, "", all),
        (&format!("{EXEMPT}{both}"), "", all),
    ] {
        let scratch = project(&paper("one", fields), "");
        let expected = |said: &str| match said {
            "" => Vec::new(),
            // In the paper and in the pack.
            said => vec![said.to_owned(); 2],
        };
        assert_eq!(part_two(&scratch, "public"), expected(public), "{fields}");
        assert_eq!(part_two(&scratch, "restricted"), expected(restricted), "{fields}");
    }
    let scratch = project(&paper("one", open), "");
    let output = scratch.run(&["check"]);
    assert!(told(&output).contains("restricted-reference"), "{}", told(&output));
}

#[test]
fn an_item_that_is_exempt_keeps_its_paper_from_the_pack_alone() {
    let item = "    audience: restricted\n    \
                exemption: {paragraph: 3, reason: Terms are being agreed.}\n";
    let scratch = project(&paper("one", ""), item);
    assert_eq!(part_two(&scratch, "public"), ["No"]);
    let public = texts(&scratch, "public");
    let (_, pack) = public.iter().find(|(name, _)| name.contains("pack")).unwrap();
    assert!(pack.contains(&format!("E{THIRD} Terms are being agreed.")), "{pack}");
    assert!(!pack.contains("Paper one"), "{pack}");
}

#[test]
fn a_public_copy_gives_the_ground_in_the_words_of_the_law() {
    let fields = exempt("sections:\n  - title: Terms\n    body: They are good.\n")
        + "appendices:\n  - report: full\n    title: All of it\n    \
           audience: restricted\n    \
           exemption: {paragraphs: [1, 2], reason: People are named.}\n";
    let scratch = project(&paper("one", &fields), "");
    let texts = texts(&scratch, "public");
    for (name, text) in texts.iter().filter(|(name, _)| name != "note.pdf") {
        assert!(
            text.contains(&format!("E{THIRD} Terms are being agreed.")),
            "{name}: {text}"
        );
        let both = "Exempt under paragraphs 1 and 2 of Part 1 of Schedule 12A to the Local \
                    Government Act 1972. Paragraph 1: Information relating to any \
                    individual. Paragraph 2: Information which is likely to reveal the \
                    identity of an individual. People are named.";
        assert!(text.contains(both), "{name}: {text}");
        assert!(!text.contains("They are good") && !text.contains("All of it"), "{text}");
    }
}

#[test]
fn a_body_says_how_the_public_interest_weighs() {
    let of = |exemption: &str| {
        let fields = format!(
            "sections:\n  - title: Terms\n    body: They are good.\n    \
             audience: restricted\n    exemption: {exemption}\n"
        );
        let scratch = project(&paper("one", &fields), "");
        let path = scratch.path().join("report.yaml");
        let report = std::fs::read_to_string(&path).expect("a report");
        scratch.write("report.yaml", format!("{report}paper_settings: papers/s.yaml\n"));
        scratch
            .write("papers/s.yaml", "public_interest: Secrecy outweighs disclosure.\n");
        of_paper(&scratch)
    };
    let usual = of("{paragraph: 3, reason: It is.}");
    assert!(usual.contains("It is. Secrecy outweighs disclosure."), "{usual}");
    let own = of("{paragraph: 3, reason: It is, public_interest: Bidders would go.}");
    assert!(own.contains("It is. Bidders would go."), "{own}");
    assert!(!own.contains("Secrecy"), "{own}");
    // Legal privilege has no test in Wales.
    let none = of("{paragraph: 16, nation: wales, reason: Counsel advised.}");
    assert!(none.contains("Counsel advised.") && !none.contains("Secrecy"), "{none}");
    let one = of("{paragraphs: [12, 16], nation: wales, reason: Counsel advised.}");
    assert!(one.contains("Paragraph 12: Secrecy outweighs disclosure."), "{one}");
}

#[test]
fn a_body_adds_a_law_of_its_own() {
    let fields = "sections:\n  - title: Terms\n    body: They are good.\n    \
                  audience: restricted\n    \
                  exemption: {ground: trust, reason: Staff could be known.}\n  \
                  - title: Letter\n    body: It says so.\n    audience: restricted\n    \
                  exemption: {ground: confidential-department, reason: A letter.}\n  \
                  - title: Order\n    body: It says no.\n    audience: restricted\n    \
                  exemption: {ground: order, paragraph: 2A, reason: An order.}\n";
    let scratch = project(&paper("one", fields), "");
    let path = scratch.path().join("report.yaml");
    let report = std::fs::read_to_string(&path).expect("a report");
    scratch.write("report.yaml", format!("{report}grounds: [grounds.yaml]\n"));
    scratch.write(
        "grounds.yaml",
        "- id: trust\n  matter: private\n  law: paragraph 13 of the constitution\n  \
         wording: special reasons make it so\n\
         - id: order\n  law: the Police Order 2001\n  paragraphs:\n    \
         - {label: 2A, text: Information about an operation.}\n",
    );
    let text = of_paper(&scratch);
    for said in [
        "Private under paragraph 13 of the constitution: special reasons make it so. Staff \
         could be known.",
        "Confidential under section 100A(2) and (3) of the Local Government Act 1972: \
         information furnished by a government department on terms that forbid its \
         disclosure to the public. A letter.",
        "Exempt under paragraph 2A of the Police Order 2001. Paragraph 2A: Information about \
         an operation. An order.",
    ] {
        assert!(text.contains(said), "no `{said}`: {text}");
    }
    assert_status(&scratch.run(&["check"]), 0);
}

/// What of a page is the same in every copy: its text without what members are told beside it.
fn page_text(page: &crate::reader::Page) -> String {
    let mut drawn = String::new();
    let mut is_number_next = false;
    for run in &page.runs {
        let text = run.text.trim();
        let is_said = text.starts_with("Page ") || text.starts_with("Exempt:");
        if !is_said && !is_number_next {
            drawn.push_str(text);
        }
        is_number_next = text == "Exempt:" || (is_number_next && text.is_empty());
    }
    drawn.split_whitespace().collect()
}

/// A pack of several papers: an exempt one between two, one with an exempt section, appendices
/// and a table; and an exempt one at the end, with a marking of its own.
fn pack_of_all() -> Scratch {
    let section = exempt(
        "sections:\n  - title: Bids\n    body: [{table: bids}]\n  \
                          - title: Terms qzone\n    body: They are qztwo.\n",
    );
    let appendices = exempt(
        "appendices:\n  - report: full\n  - pdf: note.pdf\n    title: A note\n  \
         - pdf: note.pdf\n    title: All qzthree\n",
    );
    let fields = format!("{section}{appendices}");
    let pack = "id: pack\ntitle: Agenda\nmeeting: Committee\ndate: 2026-12-10\n\
                dividers: pages\nitems:\n  - title: Apologies\n  - paper: first\n  \
                - {paper: secret, title: A site}\n  - paper: parts\n  - paper: last\n  \
                - {paper: more, title: Staff}\n";
    let report = report(
        "marking: OFFICIAL\ntables: [tables.yaml]\npapers: [papers/first.yaml, \
         papers/secret.yaml, papers/parts.yaml, papers/last.yaml, papers/more.yaml]\n\
         packs: [packs/p.yaml]\npaper_settings: papers/s.yaml\n",
    );
    let scratch = project(&paper("one", ""), "");
    scratch.write("report.yaml", report);
    scratch.write("packs/p.yaml", pack);
    scratch.write("papers/s.yaml", "exempt_pages: tint\n");
    let note =
        crate::press::repository().join("tests/projects/annexes/external/note.pdf");
    scratch.write("note.pdf", std::fs::read(note).expect("a file"));
    scratch.write("papers/first.yaml", paper("first", ""));
    scratch.write("papers/secret.yaml", paper("secret", &format!("{EXEMPT}{fields}")));
    scratch.write("papers/parts.yaml", paper("parts", &fields));
    scratch.write("papers/last.yaml", paper("last", "marking: OFFICIAL-SENSITIVE\n"));
    let ground = "marking: CONTROLLED\naudience: restricted\nexemption: {ground: \
                  confidential-prohibited, reason: A court said so.}\n";
    scratch.write("papers/more.yaml", paper("more", ground));
    scratch
}

#[test]
fn a_page_that_all_readers_have_is_the_same_in_each_copy() {
    let scratch = pack_of_all();
    let public = scratch.built(&["pack"]).remove("note-pack-pack.pdf").unwrap();
    let restricted = scratch.built(&["pack", "--audience", "restricted"]);
    let restricted = &restricted["note-pack-pack-restricted.pdf"];
    let (shown, whole) = (public.labels(), restricted.labels());
    let open: Vec<_> = whole.iter().filter(|it| !it.contains('.')).copied().collect();
    assert_eq!(open, shown, "{whole:?}");
    // The exempt pages follow the page before them, in one run of numbers.
    for (at, label) in whole.iter().enumerate().filter(|(_, it)| it.contains('.')) {
        let (after, number) = label.split_once('.').unwrap();
        let before = match number.parse::<usize>().unwrap() {
            1 => after.to_owned(),
            number => format!("{after}.{}", number - 1),
        };
        assert_eq!(whole[at - 1], before, "{whole:?}");
    }
    for (label, page) in whole.iter().zip(&restricted.pages) {
        let text = page_text(page);
        if label.contains('.') {
            assert!(text.contains("NOTFORPUBLICATION"), "{label}: {text}");
            continue;
        }
        // The agenda names what is exempt; no other page does.
        if label.starts_with('i') {
            continue;
        }
        let at = shown.iter().position(|it| it == label).unwrap();
        assert_eq!(text, page_text(&public.pages[at]), "{label}");
        assert!(!text.contains("NOTFORPUBLICATION") && !text.contains("qz"), "{text}");
    }
    // The number that a page prints is its label; the page that the agenda says, too.
    for (label, page) in whole.iter().zip(&restricted.pages).skip(2) {
        let runs: Vec<_> = page.runs.iter().map(|run| run.text.trim()).collect();
        assert!(runs.iter().any(|run| run.contains(label)), "{label}: {runs:?}");
    }
    let last = whole.last().unwrap();
    let agenda: String = page_text(&restricted.pages[1]);
    assert!(last.contains('.') && agenda.contains("Staff"), "{last}: {agenda}");
}

#[test]
fn exempt_pages_bear_the_ground_and_a_paper_its_own_marking() {
    let scratch = pack_of_all();
    let restricted = scratch.built(&["pack", "--audience", "restricted"]);
    let restricted = &restricted["note-pack-pack-restricted.pdf"];
    let marked = |label: &str| {
        let at = restricted.labels().iter().position(|it| *it == label).unwrap();
        let drawn: String =
            restricted.pages[at].runs.iter().map(|run| run.text.as_str()).collect();
        drawn
    };
    // After the divider and the page of the first paper.
    let secret = marked("2.2");
    assert_eq!(
        secret
            .matches(
                "NOT FOR PUBLICATION: exempt under paragraph 3 of Part 1 of Schedule 12A to \
                 the Local Government Act 1972"
            )
            .count(),
        2,
        "{secret}"
    );
    assert!(secret.contains("Not for publication: e"), "{secret}");
    assert!(secret.contains(&THIRD[..40]) && !secret.contains("OFFICIAL"), "{secret}");
    let open = marked("1");
    assert_eq!(open.matches("OFFICIAL").count(), 2, "{open}");
    let labels = restricted.labels();
    let last = marked(labels.last().unwrap());
    assert_eq!(last.matches("CONTROLLED · NOT FOR PUBLICATION").count(), 2, "{last}");
    let own = labels.iter().rfind(|it| !it.contains('.')).unwrap();
    assert_eq!(marked(own).matches("OFFICIAL-SENSITIVE").count(), 2, "{}", marked(own));
    // In the public pack too.
    let public = scratch.built(&["pack"]).remove("note-pack-pack.pdf").unwrap();
    let drawn: String =
        public.pages.last().unwrap().runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(drawn.matches("OFFICIAL-SENSITIVE").count(), 2, "{drawn}");
}

#[test]
fn a_public_build_says_what_is_wrong_in_public_parts() {
    let scratch = pack_of_all();
    let mend = |path: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(scratch.path().join(path)).expect("a file");
        assert!(text.contains(from), "{path} has no `{from}`");
        scratch.write(path, text.replace(from, to));
    };
    mend("papers/first.yaml", "purpose: decision", "purpose: deciding");
    mend("papers/last.yaml", "summary:", "sumary:");
    mend("packs/p.yaml", "dividers: pages", "dividers: paper");
    mend("papers/secret.yaml", "purpose: decision", "purpose: qzpurpose");
    mend("papers/parts.yaml", "They are qztwo.", "They are {qzmeasure}.");
    mend("tables.yaml", "[[Alder, Forty]]", "[[Alder, Forty, qzcell]]");
    for command in ["build", "list"] {
        for format in ["human", "short", "json", "github", "sarif"] {
            let output = scratch.run(&[command, "--message-format", format]);
            let said = crate::press::said(&output.stdout) + &told(&output);
            for word in ["deciding", "sumary", "`paper`", "papers/first.yaml"] {
                assert!(said.contains(word), "{command} does not say `{word}`: {said}");
            }
            for word in ["qz", "Alder", "They are"] {
                assert!(!said.contains(word), "{command} says `{word}`: {said}");
            }
            assert!(said.contains("3 findings are not shown"), "{said}");
        }
    }
    let checked = told(&scratch.run(&["check"]));
    for word in ["qzpurpose", "qzmeasure"] {
        assert!(checked.contains(word), "{checked}");
    }
}

#[test]
fn exempt_pages_are_made_alone_with_the_numbers_of_the_whole() {
    let scratch = pack_of_all();
    let whole = scratch.built(&["pack", "--audience", "restricted"]);
    let whole = &whole["note-pack-pack-restricted.pdf"];
    let files = scratch.built(&["--audience", "exempt"]);
    // No file is made of what has no exempt pages, nor of the report.
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    let expected = [
        "note-pack-pack-exempt.pdf",
        "note-paper-more-exempt.pdf",
        "note-paper-parts-exempt.pdf",
        "note-paper-secret-exempt.pdf",
    ];
    assert_eq!(names, expected);
    let alone = &files["note-pack-pack-exempt.pdf"];
    let is_kept = |label: &&str| label.starts_with('i') || label.contains('.');
    let kept: Vec<_> = whole.labels().into_iter().filter(is_kept).collect();
    assert_eq!(alone.labels(), kept);
    for (label, page) in kept.iter().zip(&alone.pages).filter(|(it, _)| it.contains('.'))
    {
        let at = whole.labels().iter().position(|it| it == label).unwrap();
        assert_eq!(page_text(page), page_text(&whole.pages[at]), "{label}");
    }
    let parts = &files["note-paper-parts-exempt.pdf"];
    assert!(parts.labels().iter().all(|it| it.contains('.')), "{:?}", parts.labels());
    let output = scratch.run(&["build", "paper", "first", "--audience", "exempt"]);
    assert_status(&output, 1);
    let told = told(&output);
    assert!(told.contains("no paper `first` has pages that are exempt"), "{told}");
    // What is made can be held against the project again.
    assert_status(&scratch.run(&["build", "--audience", "exempt"]), 0);
    let verified = scratch.run(&["verify", "--audience", "exempt"]);
    assert_status(&verified, 0);
}

#[test]
fn links_of_an_agenda_and_of_a_list_of_appendices_are_named() {
    let fields = "appendices:\n  - report: full\n    title: The year\n";
    let scratch = project(&paper("one", fields), "");
    scratch.run(&["build", "pack"]);
    let path = scratch.path().join("out/note-pack-pack.pdf");
    let pdf = lopdf::Document::load(path).expect("a PDF");
    let mut names = Vec::new();
    for object in pdf.objects.values().filter_map(|it| it.as_dict().ok()) {
        let is_link = object.get(b"Subtype").and_then(lopdf::Object::as_name);
        if is_link.is_ok_and(|it| it == b"Link")
            && let Ok(lopdf::Object::String(name, _)) = object.get(b"Contents")
        {
            names.push(String::from_utf8_lossy(name).into_owned());
        }
    }
    for name in ["Item 2: Paper one, page 1", "Appendix A: The year, page 2"] {
        assert!(names.iter().any(|it| it == name), "no `{name}`: {names:?}");
    }
}

#[test]
fn what_is_withheld_changes_no_byte_of_a_public_file() {
    let scratch = pack_of_all();
    let files = || {
        assert_status(&scratch.run(&["build"]), 0);
        let out = scratch.path().join("out");
        let names = crate::press::names(&out).into_iter();
        let read = |name: String| {
            let data = std::fs::read(out.join(&name)).expect("a file");
            (name, data)
        };
        names.map(read).collect::<Vec<_>>()
    };
    let before = files();
    assert!(before.iter().any(|(name, _)| name.contains("pack")));
    let more = "It goes on for pages.\n\n".repeat(400);
    let more = more.lines().map(|line| format!("      {line}\n")).collect::<String>();
    for path in ["papers/secret.yaml", "papers/parts.yaml"] {
        let text = std::fs::read_to_string(scratch.path().join(path)).expect("a file");
        let longer = text.replace("body: They are qztwo.", &format!("body: |\n{more}"));
        assert_ne!(longer, text, "{path}");
        scratch.write(path, longer);
    }
    let after = files();
    let differ = before.iter().zip(&after).filter(|(was, is)| was != is);
    let differ: Vec<_> = differ.map(|(was, _)| &was.0).collect();
    assert!(differ.is_empty(), "{differ:?} tell what is withheld");
    let restricted = scratch.built(&["pack", "--audience", "restricted"]);
    let labels = restricted["note-pack-pack-restricted.pdf"].labels().join(" ");
    assert!(labels.contains(" 2.9 "), "{labels}");
}
