//! Pages: what `recto check` and `recto build` say of pages that do not fit, in words, at the
//! place in the project, once for each cause, and as a project sets it.

use crate::press::{assert_status, names, repository, said, told};
use crate::scratch::{Scratch, prose_section, report};

/// A word that nothing can break, and that no column of the theme has room for.
const LONG: &str = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";

fn short(scratch: &Scratch, words: &[&str]) -> (Option<i32>, Vec<String>) {
    let words = [words, &["--message-format", "short"]].concat();
    let output = scratch.run(&words);
    let lines = said(&output.stdout).lines().map(str::to_owned).collect();
    (output.status.code(), lines)
}

/// A section with a word that is too long for a page, in the report and in what attaches it.
fn with_long_word() -> Scratch {
    let long = LONG.repeat(3);
    Scratch::with(&[(
        "sections/one.yaml",
        &prose_section(&format!("They live in {long}.")),
    )])
}

#[test]
fn a_build_and_a_check_say_the_same_of_a_word_that_is_too_long() {
    let scratch = with_long_word();
    let (status, checked) = short(&scratch, &["check"]);
    assert_eq!(status, Some(1));
    let [finding] = checked.as_slice() else { panic!("{checked:?}") };
    assert!(
        finding.starts_with("sections/one.yaml:5:20: error[outside-page]: `Llanfair")
    );
    assert!(
        finding.contains(" mm past the right edge of the page, on page 2 of `report` (")
    );
    assert!(finding.contains("soft hyphen"), "{finding}");
    let (status, built) = short(&scratch, &["build"]);
    assert_eq!((status, built), (Some(1), checked));
    assert!(!scratch.path().join("out/note.pdf").exists());
}

#[test]
fn a_soft_hyphen_mends_it() {
    let soft = LONG.replace("gogery", "gogery\u{ad}").replace("llll", "ll\u{ad}ll");
    let text = format!("They live in {}.", [soft.as_str(); 3].join("\u{ad}"));
    let scratch = Scratch::with(&[("sections/one.yaml", &prose_section(&text))]);
    assert_eq!(scratch.findings(), [""; 0]);
}

#[test]
fn a_word_after_a_raised_character_is_found() {
    let text = format!("a“µ“é{LONG}{LONG}{LONG}“é“é");
    let scratch = Scratch::with(&[("sections/one.yaml", &prose_section(&text))]);
    let findings = scratch.findings();
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert!(finding.starts_with("sections/one.yaml:5:"), "{finding}");
}

#[test]
fn pages_can_be_left_out() {
    let (status, found) = short(&with_long_word(), &["check", "--no-pages"]);
    assert_eq!((status, found), (Some(0), Vec::new()));
    let output = with_long_word().run(&["check", "--no-pages", "--profile", "print"]);
    assert_status(&output, 2);
}

#[test]
fn what_several_editions_print_is_said_once_with_their_pages() {
    let scratch = Scratch::of("ponds");
    let long = LONG.repeat(3);
    let section = format!("id: one\ntitle: One\nbody:\n- prose: They live in {long}.\n");
    scratch.write("sections/one.yaml", section);
    let (_, found) = short(&scratch, &["check"]);
    let found: Vec<_> = found.iter().filter(|it| it.contains("[outside-page]")).collect();
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert!(finding.contains("of `report`"), "{finding}");
    let output = scratch.run(&["check", "--message-format", "json"]);
    let json = said(&output.stdout);
    let objects = json.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    let objects: Vec<serde_json::Value> = objects.collect();
    let finding =
        objects.iter().find(|it| it["code"] == "outside-page").expect("a finding");
    let pages = finding["pages"].as_array().expect("pages");
    assert!(pages.iter().any(|page| page["edition"] == "report"));
    assert!(pages.iter().all(|page| page["page"].as_u64() > Some(0)));
}

/// A section whose first page holds few lines, because what follows does not fit below.
fn with_sparse_page(status: &str, checks: &str) -> Scratch {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 168 240'>\
                   <rect width='168' height='240' fill='#123456'/></svg>";
    let fields =
        format!("status: {status}\nchecks: [{checks}]\nfigures: [figures.yaml]\n");
    let scratch = Scratch::with(&[
        ("report.yaml", &report(&fields)),
        ("pond.svg", drawing),
        (
            "figures.yaml",
            "- {id: pond, file: pond.svg, alt: A dark pond without ducks}\n",
        ),
    ]);
    let lines =
        "Nobody saw the ducks leave, and nobody knows when they will return. ".repeat(9);
    let section =
        format!("id: one\ntitle: The pond\nbody:\n- prose: {lines}\n- figure: pond\n");
    scratch.write("sections/one.yaml", section);
    scratch
}

const OFF: &str = "{rule: sparse-page, level: off, because: It has a page for itself.}";

#[test]
fn a_project_sets_what_is_said_of_nearly_empty_pages() {
    let (status, found) = short(&with_sparse_page("draft", ""), &["check"]);
    let sparse = "sections/one.yaml:2:8: warning[sparse-page]: the page that begins with \
                  `The pond` is ";
    assert!(found.len() == 1 && found[0].starts_with(sparse), "{found:?}");
    assert!(
        found[0].contains(" per cent full, before a picture, on page 2 of `report`"),
        "{found:?}"
    );
    assert_eq!(status, Some(0));
    for command in ["check", "build"] {
        let (status, found) = short(&with_sparse_page("draft", OFF), &[command]);
        assert_eq!((status, found), (Some(0), Vec::new()), "{command}");
        let blocking = "{rule: sparse-page, level: blocking}";
        let (status, found) = short(&with_sparse_page("final", blocking), &[command]);
        assert_eq!(status, Some(1), "{command}");
        assert!(found[0].contains("error[sparse-page]"), "{found:?}");
    }
}

#[test]
fn a_setting_for_pages_that_settles_nothing_is_said_when_pages_are_laid_out() {
    let fields = format!("checks: [{OFF}]\n");
    let scratch = Scratch::with(&[("report.yaml", &report(&fields))]);
    let (_, found) = short(&scratch, &["check"]);
    assert!(found.len() == 1 && found[0].contains("would find nothing"), "{found:?}");
    assert_eq!(short(&scratch, &["check", "--no-pages"]).1, [""; 0]);
    assert_eq!(short(&scratch, &["build"]).1, [""; 0]);
}

/// Whatever a build would warn of, a check does: of external PDFs, of Typst, of pages.
#[test]
fn a_check_says_all_that_a_build_says() {
    for project in ["annexes", "northmoor", "ponds", "withheld"] {
        let scratch = Scratch::of(project);
        let (_, checked) = short(&scratch, &["check"]);
        let (_, built) = short(&scratch, &["build"]);
        for finding in &built {
            let is_said = checked.contains(finding) || finding.contains("[concealed]");
            assert!(is_said, "{project}: {finding}\n{checked:#?}");
        }
    }
}

/// A report with an image of a file.
fn with_image(file: &str, bytes: &[u8]) -> Scratch {
    let figures = format!("- {{id: flow, file: {file}, alt: How a pond is cleaned}}\n");
    let scratch = Scratch::with(&[
        ("report.yaml", &report("figures: [figures.yaml]\n")),
        ("figures.yaml", &figures),
    ]);
    scratch.write(file, bytes);
    scratch.write(
        "sections/one.yaml",
        "id: one\ntitle: The pond\nbody:\n- prose: One line.\n- figure: flow\n",
    );
    scratch
}

#[test]
fn an_image_that_typst_cannot_draw_is_named_by_its_file() {
    // A PNG whose pixels are damaged.
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x * y % 251) as u8, 0, 0]))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a PNG");
    let mut png = png.into_inner();
    let middle = png.len() / 2;
    png[middle] ^= 0xff;
    let (_, found) = short(&with_image("flow.png", &png), &["check"]);
    let typst = found.iter().find(|it| it.contains("[typesetting]")).expect("an error");
    let named = "figures.yaml:1:20: error[typesetting]: the image `flow.png`";
    assert!(typst.starts_with(named), "{found:?}");
    assert!(found.iter().all(|it| !it.contains("theme/")), "{found:?}");
}

#[test]
fn html_in_a_drawing_is_said_once_by_the_name_of_its_file() {
    let html = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 40'>\
                <foreignObject width='160' height='40'><p xmlns='http://www.w3.org/1999/xhtml'>\
                Hello</p></foreignObject></svg>";
    let (_, found) = short(&with_image("flow.svg", html.as_bytes()), &["check"]);
    let named = "figures.yaml:1:20: error[svg-content]: `Hello` in `flow.svg` is HTML";
    assert!(found.len() == 1 && found[0].starts_with(named), "{found:?}");
}

/// The bundled report and the seed projects have nothing that does not fit, in any profile.
#[test]
fn nothing_is_said_of_what_is_right() {
    let seeds = repository().join("tests/projects");
    let seeds = names(&seeds).into_iter().map(|name| seeds.join(name));
    for project in std::iter::once(repository().join("data")).chain(seeds) {
        let mut command = crate::press::recto();
        command.arg("--project").arg(&project);
        let profiles =
            ["check", "--profile", "screen,print", "--message-format", "short"];
        let output = command.args(profiles).output().expect("a program");
        let found = told(&output);
        for code in [
            "outside-page",
            "in-margin",
            "overlap",
            "crowded",
            "cut-off",
            "too-wide",
            "stranded",
        ] {
            assert!(
                !found.contains(&format!("[{code}")),
                "{}: {found}",
                project.display()
            );
        }
    }
}

/// What is longer than a page goes on to the next, whatever it stands in, and none of it is lost.
#[test]
fn what_is_longer_than_a_page_goes_on() {
    let long = |end: &str| {
        let lines = "Nobody saw the ducks leave, and nobody knows when they return. ";
        format!("{}{end}", lines.repeat(70))
    };
    let section = format!(
        "id: one\ntitle: The pond\nbody:\n- prose: One line.\n\
         - callout: {{title: A long one, text: \"{}\"}}\n- people: [ann, bob]\n\
         - parts: [{{id: p, name: Part, text: \"{}\"}}]\n- links: [l]\n- contacts: [c]\n",
        long("So ends the note."),
        long("So ends the part."),
    );
    let people = format!(
        "- {{id: ann, name: Ann Bell, role: Chair, note: \"{}\"}}\n\
         - {{id: bob, name: Bob Cole, role: Clerk}}\n",
        long("So ends the life.")
    );
    let links = format!(
        "- {{id: l, text: The trees, url: 'https://example.org', note: \"{}\"}}\n",
        long("So ends the list.")
    );
    let contacts =
        format!("- {{id: c, label: Write to, value: \"{}\"}}\n", long("So it ends."));
    let fields =
        "people: [people.yaml]\nlinks: [links.yaml]\ncontacts: [contacts.yaml]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields)),
        ("people.yaml", &people),
        ("links.yaml", &links),
        ("contacts.yaml", &contacts),
        ("sections/one.yaml", &section),
    ]);
    let files = scratch.built(&["report", "--profile", "screen,large"]);
    assert_eq!(files.len(), 2);
    for (name, pdf) in &files {
        let text = pdf.text();
        for end in ["the note.", "the part.", "the life.", "the list.", "So it ends."] {
            assert!(text.contains(end), "{name}: {end}");
        }
    }
    let (_, found) = short(&scratch, &["check"]);
    assert!(found.iter().all(|it| !it.contains("[outside-page]")), "{found:?}");
}

/// What the words of statuses mean stands below the last of the tiles that have them, on its page.
#[test]
fn the_key_of_tiles_stays_with_them() {
    let project = repository().join("examples/hospital-trust");
    let out = tempfile::TempDir::new().expect("a folder");
    let mut command = crate::press::recto();
    command.args(["-q", "build", "report", "--profile", "large", "--project"]);
    let output = command.arg(&project).arg("--out").arg(out.path()).output();
    assert_status(&output.expect("a program"), 0);
    let files = names(out.path());
    let name = files.iter().find(|it| it.ends_with(".pdf")).expect("a file");
    let pdf = crate::reader::Pdf::open(&out.path().join(name));
    let mut keys = 0;
    for (number, page) in (1..).zip(&pdf.pages) {
        let text: String = page.runs.iter().map(|run| run.text.as_str()).collect();
        if text.contains("Status: Met:") {
            keys += 1;
            assert!(text.contains("Target:") || text.contains("Up on"), "page {number}");
        }
    }
    assert!(keys > 2, "{keys} keys");
}

/// A page that a priority fills to its end has no empty one after it.
#[test]
fn no_empty_page_follows_a_full_one() {
    let mut empty = Vec::new();
    let mut priority = String::from(
        "id: mill\npriority: 1\nname: The mill\nsummary: What it wants.\nhighlights:\n",
    );
    for (at, sentences) in [10, 12, 14, 1, 3, 6, 8, 10, 12, 14].into_iter().enumerate() {
        let text = "Ducks swam by the mill in May. ".repeat(sentences);
        priority.push_str(&format!("  - lead: Lead {at}\n    text: {text}\n"));
    }
    let report = report("").replace(
        "sections: [sections/one.yaml]",
        "sections: [mill.yaml, sections/one.yaml]",
    );
    let scratch = Scratch::with(&[("report.yaml", &report), ("mill.yaml", &priority)]);
    for (number, page) in (1..).zip(&scratch.editions()["report"].pages) {
        if page.characters() == 0 {
            empty.push(number);
        }
    }
    assert_eq!(empty, [0; 0]);
}

/// A heading, or the head of a section, above a table that turns its page is on that page.
#[test]
fn a_heading_goes_with_its_table_to_the_page_that_it_turns() {
    let columns = (0..14).map(|at| format!(", {{label: Column {at}, align: right}}"));
    let cells = ", \"12,345\"".repeat(14);
    let table = |id: &str| {
        format!(
            "- id: {id}\n  title: Table {id}\n  columns: [{{label: Quay}}{}]\n  rows:\n{}",
            columns.clone().collect::<String>(),
            format!("    - [North{cells}]\n").repeat(9),
        )
    };
    let tables: String =
        ["first", "second", "third", "fourth", "fifth", "sixth"].map(table).concat();
    let report = report("tables: [tables.yaml]\npapers: [paper.yaml]\n").replace(
        "sections: [sections/one.yaml]",
        "sections: [sections/one.yaml, sections/two.yaml, sections/three.yaml, mill.yaml]",
    );
    let scratch = Scratch::with(&[
        ("report.yaml", &report),
        ("tables.yaml", &tables),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody:\n- prose: A line.\n- heading: The boats\n\
             - table: first\n",
        ),
        (
            "sections/two.yaml",
            "id: two\ntitle: The moorings\nbody: [{table: second}, {heading: The sheds}, \
             {table: third}]\n",
        ),
        (
            "sections/three.yaml",
            "id: three\ntitle: The yard\nbody:\n- prose: \"A line.\\n\\n## The ropes\\n\\n\\
             ### In stock\"\n- table: fourth\n- prose: A line.\n- prose: \"## The nets\"\n\
             - heading: The sails\n- table: fifth\n",
        ),
        (
            "mill.yaml",
            "id: mill\npriority: 1\nname: The mill\nsummary: It turns.\n\
             highlights: [{lead: Grain, text: It was milled.}]\n\
             body:\n- prose: \"A line.\\n\\n## The stones\"\n- table: sixth\n",
        ),
        (
            "paper.yaml",
            "id: dock\ntitle: The dock\nmeeting: Committee\ndate: 2026-12-10\n\
             report_of: Director\npurpose: noting\nsummary: [{table: first}]\n\
             introduction:\n- prose: \"A line.\\n\\n## The cranes\"\n- table: second\n",
        ),
    ]);
    let editions = scratch.editions();
    let headings: [(&str, &[&[&str]]); 3] = [
        (
            "report",
            &[
                &["The boats"],
                &["The moorings"],
                &["The sheds"],
                &["The ropes", "In stock"],
                &["The nets", "The sails"],
                &["The stones"],
            ],
        ),
        ("brief-mill", &[&["The stones"]]),
        ("paper-dock", &[&["Executive summary"], &["The cranes"]]),
    ];
    for (edition, headings) in headings {
        let pdf = &editions[edition];
        let turned: Vec<String> = pdf
            .pages
            .iter()
            .filter(|page| page.width > page.height)
            .map(|page| page.runs.iter().map(|run| run.text.as_str()).collect())
            .collect();
        assert_eq!(turned.len(), headings.len(), "{edition}");
        for (page, heading) in turned.iter().zip(headings) {
            for heading in *heading {
                assert!(page.contains(heading), "{edition}: {heading}: {page}");
            }
        }
        assert!(pdf.pages.iter().all(|page| page.characters() > 0), "{edition}");
    }
    let (_, found) = short(&scratch, &["check"]);
    assert!(found.iter().all(|it| !it.contains("[stranded-heading]")), "{found:?}");
}

/// A heading of a project's own block of tables is printed too.
#[test]
fn a_heading_above_a_table_of_a_project_prints() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("tables: [tables.yaml]\n")),
        (
            "tables.yaml",
            "- {id: t, title: Boats, columns: [{label: A}, {label: B}], rows: [[x, y]]}\n",
        ),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody: [{table: t}, {heading: The boats}, {table: t}]\n",
        ),
        (
            "templates/partials/blocks.typ.j2",
            "{% extends \"recto/partials/blocks.typ.j2\" %}\n{% block table %}\n\
             A table of its own.\n{% endblock %}\n",
        ),
    ]);
    let text = scratch.editions()["report"].text();
    for said in ["One", "The boats A table of its own."] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

/// A chart that has no room below its highlight leaves its place to the highlights after it.
#[test]
fn highlights_fill_the_page_that_a_tall_chart_has_no_room_on() {
    let points: Vec<_> =
        (0..22).map(|at| format!("{{label: Month {at}, value: {}}}", at + 20)).collect();
    let series = format!(
        "- {{id: s, label: Boats, unit: boats, points: [{}]}}\n",
        points.join(", ")
    );
    let priority = "id: mill\npriority: 1\nname: The mill\nsummary: What it wants.\n\
                    highlights:\n\
                    \x20 - {lead: First, text: One line., then: [{chart: c}]}\n\
                    \x20 - {lead: Second, text: One line.}\n\
                    \x20 - {lead: Third, text: One line.}\n";
    let report = report("series: [series.yaml]\ncharts: [charts.yaml]\n").replace(
        "sections: [sections/one.yaml]",
        "sections: [mill.yaml, sections/one.yaml]",
    );
    let scratch = Scratch::with(&[
        ("report.yaml", &report),
        ("series.yaml", &series),
        ("charts.yaml", "- {id: c, kind: bar, series: s, title: Boats by month}\n"),
        ("mill.yaml", priority),
    ]);
    let pdf = &scratch.editions()["report"];
    let page_of = |text: &str| {
        let says = |page: &crate::reader::Page| {
            page.runs.iter().any(|run| run.mcid.is_some() && run.text.contains(text))
        };
        // Past the contents, which name what a priority has.
        pdf.pages.iter().rposition(says).expect("a page")
    };
    assert_eq!(page_of("First"), page_of("Third"));
    assert!(page_of("Boats by month") > page_of("Third"));
}
