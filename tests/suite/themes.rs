//! The themes: that a brand chooses one by a line, and that both say the same of every project.

use std::fs;
use std::path::Path;

use crate::press::{assert_status, repository, said, told};
use crate::reader::{Element, Node, Pdf, spaced};
use crate::scratch::{Scratch, report};

/// A project in the theme of bulletins, with the fonts of its own brand or without.
fn bulletin(folder: &Path) -> Scratch {
    let scratch = Scratch::empty();
    scratch.add(folder);
    choose(&scratch, "\"bulletin\"");
    scratch
}

/// Adds a line to the brand of a project that chooses a theme, in the format of its file.
fn choose(scratch: &Scratch, theme: &str) {
    let brand = |name: &str| fs::read_to_string(scratch.path().join(name)).ok();
    if let Some(yaml) = brand("brand.yaml") {
        scratch.write("brand.yaml", format!("{yaml}\ntheme: {theme}\n"));
    } else if let Some(json) = brand("brand.json") {
        let json = json.trim_end().strip_suffix('}').expect("a mapping");
        scratch.write("brand.json", format!("{json}, \"theme\": {theme}}}"));
    } else {
        let toml = brand("brand.toml").expect("a brand");
        scratch.write("brand.toml", format!("theme = {theme}\n{toml}"));
    }
}

/// Builds everything for screens, and gives what was said and the files by name.
fn built(scratch: &Scratch) -> (String, Vec<(String, Pdf)>) {
    let output = scratch.run(&["build", "--message-format", "short"]);
    assert_status(&output, 0);
    let out = scratch.path().join("out");
    let names = crate::press::names(&out).into_iter();
    let files = names.filter(|name| name.ends_with(".pdf"));
    let files = files.map(|name| (name.clone(), Pdf::open(&out.join(&name)))).collect();
    (said(&output.stdout), files)
}

/// What is said of a build that is a fault of pages.
fn faults(said: &str) -> Vec<&str> {
    said.lines().filter(|it| it.contains("warning[") || it.contains("error[")).collect()
}

/// The roles of what stands within a line.
const INLINE: [&str; 7] = ["Span", "Link", "Em", "Strong", "Reference", "Sub", "Annot"];

/// The letters of each block outside of tables and contents: pages have other numbers, lines break
/// elsewhere, and a table may run across where it ran down.
fn blocks(element: &Element, found: &mut Vec<String>) {
    if ["Table", "TOC"].contains(&element.role.as_str()) {
        return;
    }
    // What stands in no block is the furniture of covers, of which each theme has its own.
    let is_group = ["Document", "Part", "Sect", "Div"].contains(&element.role.as_str());
    let mut own = String::new();
    let end = |own: &mut String, found: &mut Vec<String>| {
        let letters = letters(&std::mem::take(own));
        if !letters.is_empty() && !is_group {
            found.push(letters);
        }
    };
    for node in &element.nodes {
        match node {
            Node::Element(inner) if INLINE.contains(&inner.role.as_str()) => {
                own.push_str(&inner.text());
            }
            // A block within it, such as a note, parts what stands before and after.
            Node::Element(inner) => {
                end(&mut own, found);
                blocks(inner, found);
            }
            Node::Text(text) => own.push_str(text),
        }
    }
    end(&mut own, found);
}

fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphabetic()).collect()
}

/// The blocks of one file that the other does not print. A theme may have the source of a chart above its
/// table or below it, and the status of a brief before its title or after.
fn lost(one: &Pdf, other: &Pdf) -> Vec<String> {
    let mut all = Vec::new();
    blocks(&one.tree, &mut all);
    let printed = letters(&other.tree.text());
    all.retain(|block| !printed.contains(block.as_str()));
    all
}

/// The words of tables, in no order, without figures.
fn in_tables(pdf: &Pdf) -> Vec<String> {
    let tables = pdf.tree.all("Table");
    let text = tables.iter().map(|it| it.text()).collect::<Vec<_>>().join(" ");
    let text = spaced(&text);
    let mut words: Vec<_> = text
        .split(' ')
        // A table of more than a page may stand in parts.
        .filter(|word| !word.chars().any(|c| c.is_ascii_digit()) && *word != "(part")
        .map(|word| word.replace('\u{ad}', ""))
        .collect();
    words.sort();
    words.dedup();
    words
}

/// The roles of the structure, each once, but for those that only say how letters look.
fn roles(pdf: &Pdf) -> Vec<String> {
    let looks = |role: &String| ["Span", "Strong", "Em"].contains(&role.as_str());
    let elements = pdf.elements();
    let roles = elements.iter().map(|it| it.role.clone());
    let mut roles: Vec<_> = roles.filter(|role| !looks(role)).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// Both themes print the same words, under the same headings in the same order, with the same claims.
#[track_caller]
fn assert_says_the_same(name: &str, annual: &Pdf, bulletin: &Pdf) {
    assert_eq!(lost(annual, bulletin), [""; 0], "{name}: the bulletin");
    assert_eq!(lost(bulletin, annual), [""; 0], "{name}: the other");
    assert_eq!(in_tables(annual), in_tables(bulletin), "{name}");
    assert_eq!(annual.headings(), bulletin.headings(), "{name}");
    assert_eq!(roles(annual), roles(bulletin), "{name}");
    assert_eq!(annual.language, bulletin.language, "{name}");
    assert!(bulletin.marked && bulletin.shows_title, "{name}");
    for claim in ["pdfuaid:part", "pdfaid:part", "pdfaid:conformance"] {
        assert_eq!(
            annual.xmp_values(claim),
            bulletin.xmp_values(claim),
            "{name}: {claim}"
        );
    }
}

/// A project in both themes: no page has a fault in the one that it has not in the other.
#[track_caller]
fn assert_both(folder: &Path) {
    let usual = Scratch::empty();
    usual.add(folder);
    let (said_of_annual, annual) = built(&usual);
    let (said_of_bulletin, bulletin) = built(&bulletin(folder));
    // What is said of a project itself stands a line further down where the theme is chosen above it;
    // how full a page is differs with the page.
    let what = |line: &str| line.split_once(' ').map(|(_, what)| what.to_owned());
    let known: Vec<_> = faults(&said_of_annual).into_iter().map(what).collect();
    let new: Vec<_> = faults(&said_of_bulletin)
        .into_iter()
        .filter(|it| !it.contains("[sparse-page]") && !known.contains(&what(it)))
        .collect();
    assert!(new.is_empty(), "{new:#?}");
    assert_eq!(annual.len(), bulletin.len());
    for ((name, annual), (_, bulletin)) in annual.iter().zip(&bulletin) {
        // A pack is its papers, and they are compared by themselves.
        if !name.contains("-pack-") {
            assert_says_the_same(name, annual, bulletin);
        }
    }
}

#[test]
fn both_themes_say_the_same_of_the_bundled_report() {
    assert_both(&repository().join("data"));
}

#[test]
fn both_themes_say_the_same_of_a_community_trust() {
    assert_both(&repository().join("tests/projects/trust"));
}

#[test]
fn both_themes_say_the_same_of_a_fire_service() {
    assert_both(&repository().join("tests/projects/northmoor"));
}

#[test]
fn both_themes_say_the_same_of_a_body_for_ponds() {
    assert_both(&repository().join("tests/projects/ponds"));
}

#[test]
fn both_themes_have_room_for_every_chart_and_table() {
    for project in ["charts", "accounts", "shape-targets", "shape-risks"] {
        assert_both(&repository().join("tests/projects").join(project));
    }
}

/// The families that a file embeds.
fn families(pdf: &Pdf, name: &str) -> bool {
    pdf.fonts.iter().any(|font| font.name.contains(name))
}

#[test]
fn a_theme_is_chosen_by_one_line() {
    let bare = "publisher: {name: Brackwater Parish Council}\n\
                colours: {brand: \"#123456\", ink: \"#111111\", priorities: [\"#123456\"]}\n";
    let made = |line: &str| {
        let brand = format!("{bare}{line}");
        Scratch::with(&[("brand.yaml", &brand)]).built(&["report"])
    };
    let (short, long) = (made("theme: bulletin\n"), made("theme: {name: bulletin}\n"));
    let usual = made("");
    let (short, long) = (&short["note.pdf"], &long["note.pdf"]);
    assert_eq!(short.drawn(), long.drawn());
    // A brand without typefaces of its own has those of the theme.
    assert!(families(short, "SourceSerif4"), "{}", short.drawn());
    let usual = &usual["note.pdf"];
    assert!(families(usual, "AtkinsonHyperlegible"), "{}", usual.drawn());
    assert!(!families(usual, "SourceSerif4"), "{}", usual.drawn());
    assert_ne!(short.drawn(), usual.drawn());
}

#[test]
fn what_a_theme_has_no_look_for_is_refused() {
    for (theme, says, remedy) in [
        ("newsletter", "`newsletter`", "`annual` or `bulletin`"),
        ("{name: bulletin, columns: margin}", "`columns: margin`", "write `single`"),
        ("{name: bulletin, cover: pattern}", "`cover: pattern`", "`image` or `plain`"),
        ("{name: bulletin, openers: band}", "`openers: band`", "`page` or `run-on`"),
        (
            "{name: bulletin, headings: priority}",
            "`headings: priority`",
            "`ink` or `brand`",
        ),
    ] {
        let scratch = Scratch::minimal();
        choose(&scratch, theme);
        let output = scratch.run(&["check"]);
        assert_status(&output, 1);
        let told = told(&output);
        for expected in [says, remedy, "brand.yaml:"] {
            assert!(told.contains(expected), "{theme}: {expected}: {told}");
        }
    }
}

/// The parameters that it has go on working over it.
#[test]
fn a_bulletin_takes_parameters() {
    for theme in [
        r#"{"name": "bulletin", "page": "A5"}"#,
        r#"{"name": "bulletin", "page": "Letter", "text": "11pt", "density": "close"}"#,
        r#"{"name": "bulletin", "columns": "single"}"#,
        r#"{"name": "bulletin", "openers": "page", "headings": "brand", "tables": "tinted"}"#,
        r#"{"name": "bulletin", "scale": "steep", "margins": {"inside": "30mm"}}"#,
    ] {
        let scratch = Scratch::of("trust");
        choose(&scratch, theme);
        let output = scratch.run(&["build", "--message-format", "short"]);
        assert_status(&output, 0);
        let told = told(&output);
        let fits = |line: &&str| !line.contains("[sparse-page]");
        let faults: Vec<_> = faults(&told).into_iter().filter(fits).collect();
        let usual = Scratch::of("trust").run(&["build", "--message-format", "short"]);
        let usual = self::told(&usual);
        let known = self::faults(&usual);
        let new: Vec<_> = faults.iter().filter(|it| !known.contains(it)).collect();
        assert!(new.is_empty(), "{theme}: {new:#?}");
    }
}

/// The files that a project replaces are those of its theme, and the record names these alone.
#[test]
fn the_files_of_a_theme_are_its_own() {
    let scratch = Scratch::minimal();
    let shown = |words: &[&str]| said(&scratch.run(words).stdout);
    let of_repository = |path: &str| {
        fs::read_to_string(repository().join("templates/themes").join(path)).expect("it")
    };
    let show = ["templates", "show", "theme/openers.typ"];
    assert_eq!(shown(&show), of_repository("annual/openers.typ"));
    let other = [&show[..], &["--theme", "bulletin"]].concat();
    assert_eq!(shown(&other), of_repository("bulletin/openers.typ"));
    assert_status(&scratch.run(&["templates", "eject", "theme/openers.typ"]), 0);
    choose(&scratch, "bulletin");
    assert_eq!(shown(&show), of_repository("bulletin/openers.typ"));
    // A copy from another theme is told of.
    let told = told(&scratch.run(&["check"]));
    assert!(told.contains("warning[outdated-copy]"), "{told}");
    assert!(told.contains("of the theme `annual`"), "{told}");
    fs::remove_file(scratch.path().join("theme/openers.typ")).expect("it");
    assert_status(&scratch.run(&["build"]), 0);
    let manifest =
        fs::read_to_string(scratch.path().join("out/manifest.json")).expect("it");
    assert!(manifest.contains("templates/themes/bulletin/theme.toml"));
    assert!(!manifest.contains("templates/themes/annual"));
}

/// Where text stands that is heard: its page, and how far above its foot.
#[track_caller]
fn place(pdf: &Pdf, text: &str) -> (usize, f32) {
    let runs = pdf
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, it)| it.runs.iter().map(move |run| (page, run)));
    let mut heard =
        runs.filter(|(_, run)| run.mcid.is_some() && run.text.starts_with(text));
    let (page, run) = heard.next().unwrap_or_else(|| panic!("{text} is not there"));
    (page, run.baseline)
}

/// Whatever room the text before it leaves on its page, the table of figures stands below its own head, and
/// what follows it below that.
#[test]
fn tables_of_figures_stand_below_their_head_in_bulletins() {
    for paragraphs in [1, 3, 5, 8, 12] {
        let paragraph =
            "Rain fell on the ponds, and frogs sat by the water in the long grass. "
                .repeat(6);
        let prose = format!("      {paragraph}\n\n").repeat(paragraphs);
        let scratch = Scratch::with(&[
            (
                "report.yaml",
                &report(
                    "measures: [measures.yaml]\nback_matter: [figures, sources]\nsources:\n  \
                     - {id: ledger, title: The ledger of the ponds, url: 'https://example.org/'}\n",
                ),
            ),
            (
                "measures.yaml",
                "- {id: ponds, label: Ponds, value: 31, unit: ponds, period: '2024', source: {document: ledger}}\n\
                 - {id: frogs, label: Frogs that were counted by the water, value: 900, unit: frogs, \
                 period: '2023', source: {document: ledger}}\n",
            ),
            (
                "sections/one.yaml",
                &format!(
                    "id: one\ntitle: One\nbody:\n  - prose: |\n{prose}      {{ponds|unit}} and {{frogs|unit}}.\n"
                ),
            ),
        ]);
        choose(&scratch, "bulletin");
        let pdf = scratch.editions().remove("report").expect("a report");
        let lower = |upper: (usize, f32), lower: (usize, f32)| {
            upper.0 < lower.0 || (upper.0 == lower.0 && upper.1 > lower.1)
        };
        let (head, table) =
            (place(&pdf, "Figures in this report"), place(&pdf, "What it"));
        assert!(lower(head, table), "{paragraphs}: {head:?}, {table:?}");
        let (last, sources) = (place(&pdf, "Frogs that"), place(&pdf, "Sources"));
        assert!(lower(last, sources), "{paragraphs}: {last:?}, {sources:?}");
        assert_eq!(head.0, table.0, "{paragraphs}");
    }
}
