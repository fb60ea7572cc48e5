//! Words: those of a project in place of the program's.

use crate::press::{assert_status, said};
use crate::scratch::Scratch;

const WORDS: &str = "templates/locale/en-GB.yaml";

/// Words with all that could be code in a template, in Typst, in YAML, in CSV or in XML.
const NASTY: &str = r##"#panic("x") {{ 7*7 }} \"); <b>&amp;</b> $x$ @y [z] `q` *s* _e_"##;

fn ponds(words: &str) -> Scratch {
    let scratch = Scratch::of("ponds");
    scratch.write(WORDS, words);
    scratch
}

#[test]
fn words_of_a_project_print_wherever_the_program_has_its_own() {
    let words = "words:\n  priority: Objective\n  priorities: Objectives\n  \
                 priority-inline: objective\n  contents: In this volume\n  page: Leaf\n  \
                 pages-inline: leaves\n  page-inline: leaf\n";
    let editions = ponds(words).editions();
    let report = &editions["report"];
    let text = report.text();
    assert!(text.contains("In this volume"), "{text}");
    assert!(text.contains("Objective 1"), "{text}");
    assert!(!text.contains("Priority 1") && !text.contains("Contents"), "{text}");
    let titles: Vec<_> = report.outline.iter().map(|entry| &entry.title).collect();
    assert!(titles.iter().any(|title| title.contains("In this volume")), "{titles:?}");
    let briefs = editions.iter().filter(|(name, _)| name.starts_with("brief"));
    for (name, brief) in briefs {
        assert!(!brief.text().contains("Priority 1"), "{name}");
    }
}

#[test]
fn words_of_a_project_stay_text() {
    let word = serde_json::to_string(NASTY).expect("text");
    let words = format!("words:\n  contents: {word}\n  figures-in-this-report: {word}\n");
    let report = &ponds(&words).editions()["report"];
    assert!(report.text().contains(NASTY), "{}", report.text());
}

#[test]
fn words_of_a_project_are_on_record_and_shown() {
    let scratch = ponds("words:\n  contents: In this volume\n");
    let output = scratch.run(&["-q", "build", "report"]);
    assert_status(&output, 0);
    let manifest = std::fs::read_to_string(scratch.path().join("out/manifest.json"));
    assert!(manifest.expect("a manifest").contains(WORDS));
    let output = scratch.run(&["templates", "diff"]);
    let shown = said(&output.stdout);
    assert!(shown.contains("-  contents: Contents"), "{shown}");
    assert!(shown.contains("+  contents: In this volume"), "{shown}");
    let output = scratch.run(&["templates", "show", "locale/en-GB.yaml"]);
    assert!(said(&output.stdout).contains("contents: Contents"));
}
