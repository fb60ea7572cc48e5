//! Examples: those of `docs/tables.md` and of `docs/charts.md` are projects in which nothing is
//! found.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use recto::report::ChartKind;
use recto::report::declare::Choice as _;

use crate::press::repository;
use crate::reader::{Pdf, spaced};
use crate::scratch::{Scratch, report};

/// The blocks of code of a page in a language, in order.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    let after = page.split(fence.as_str()).skip(1);
    after.filter_map(|rest| rest.split("```").next()).collect()
}

/// What follows a word in each line that begins with it.
fn values<'p>(text: &'p str, word: &str) -> Vec<&'p str> {
    text.lines().filter_map(|line| line.strip_prefix(word)).collect()
}

#[test]
fn examples_of_tables_build_and_nothing_is_found_in_them() {
    let page =
        std::fs::read_to_string(repository().join("docs/tables.md")).expect("a page");
    let (brand, tables): (Vec<_>, Vec<_>) =
        blocks(&page, "yaml").into_iter().partition(|block| block.starts_with("tables:"));
    let tables = tables.concat();
    let ids = values(&tables, "- id: ");
    let kinds = page.lines().filter(|line| line.starts_with("## ")).count();
    assert!(kinds >= 18 && ids.len() >= kinds, "{kinds} kinds and {ids:?}");
    let mut section = "id: one\ntitle: Tables\nbody:\n".to_owned();
    for id in &ids {
        let _ = writeln!(section, "  - table: {id}");
    }
    let scratch = Scratch::with(&[
        ("report.yaml", &report("tables: [tables.yaml]\nmeasures: [measures.yaml]\n")),
        ("measures.yaml", &blocks(&page, "yaml measures").concat()),
        ("tables.yaml", &tables),
        ("sections/one.yaml", &section),
    ]);
    let own =
        std::fs::read_to_string(scratch.path().join("brand.yaml")).expect("a brand");
    scratch.write("brand.yaml", own + &brand.concat());
    write_files(&scratch, &page, &tables);
    let pdf = sound_report(&scratch);
    has_captions(&pdf, &tables);
}

/// Writes the CSV files of a page, in the order in which its nouns name them.
fn write_files(scratch: &Scratch, page: &str, nouns: &str) {
    let files = values(nouns, "  file: ");
    let contents = blocks(page, "csv");
    assert_eq!(files.len(), contents.len());
    for (file, content) in files.iter().zip(contents) {
        scratch.write(file, content);
    }
}

/// The report of a project in which nothing is found.
fn sound_report(scratch: &Scratch) -> Pdf {
    assert_eq!(scratch.findings(), [""; 0]);
    scratch.editions().remove("report").expect("a report")
}

/// Each title of these nouns is a caption.
fn has_captions(pdf: &Pdf, nouns: &str) {
    let captions = pdf.tree.all("Caption").into_iter();
    let captions: Vec<_> = captions.map(|it| spaced(&it.text())).collect();
    for title in values(nouns, "  title: ") {
        assert!(captions.iter().any(|it| it.starts_with(title)), "{title}: {captions:?}");
    }
}

#[test]
fn examples_of_charts_build_and_nothing_is_found_in_them() {
    let page =
        std::fs::read_to_string(repository().join("docs/charts.md")).expect("a page");
    let is_chart = |block: &&str| block.contains("\n  kind: ");
    let (charts, series): (Vec<_>, Vec<_>) =
        blocks(&page, "yaml").into_iter().partition(is_chart);
    let (charts, series) = (charts.concat(), series.concat());
    let kinds: BTreeSet<&str> = values(&charts, "  kind: ").into_iter().collect();
    let known = ChartKind::WORDS.iter().map(|(word, _)| word.name);
    assert_eq!(kinds, known.collect(), "each kind has an example");
    let mut section = "id: one\ntitle: Charts\nbody:\n".to_owned();
    for id in values(&charts, "- id: ") {
        let _ = writeln!(section, "  - chart: {id}");
    }
    let scratch = Scratch::with(&[
        ("report.yaml", &report("series: [series.yaml]\ncharts: [charts.yaml]\n")),
        ("series.yaml", &series),
        ("charts.yaml", &charts),
        ("sections/one.yaml", &section),
    ]);
    write_files(&scratch, &page, &series);
    let pdf = sound_report(&scratch);
    has_captions(&pdf, &charts);
    // Every value of every series is in a table, as it prints.
    let cells: BTreeSet<_> = ["TD", "TH"]
        .into_iter()
        .flat_map(|role| pdf.tree.all(role))
        .map(|cell| spaced(&cell.text()))
        .collect();
    for shown in [
        "41,200",
        "58% [r]",
        "[c]",
        "[x]",
        "9,610",
        "−£30,000",
        "160 [p]",
        "88%",
        "£85.1m",
    ] {
        assert!(cells.contains(shown), "{shown}: {cells:?}");
    }
    let text = spaced(&pdf.text());
    for said in [
        "Shorthand: [c] confidential; [x] not available; [p] provisional; [r] revised.",
        "The axis begins at 60%, not at nought.",
        "Thin lines, and brackets behind values, show the 95% confidence interval.",
        "Dashed line: Target 90%.",
        "Shaded: As elsewhere 75% to 85%; Lockdowns 2020/21 to 2021/22.",
        "In the drawing: 2022/23: A new telephone system.",
        "All are drawn on one scale.",
        "The parts are drawn on one scale, and the total on its own.",
        "Variation: special cause of improving nature, due to higher values.",
        "Assurance: inconsistently passing and falling short of the target.",
        "special cause, improving: higher",
        "special cause, concerning: lower",
        "points are marked by the rules of Making Data Count",
    ] {
        assert!(text.contains(said), "{said}");
    }
    // Parts of 100% are labelled with their shares: 140 and 52 of 192.
    let drawn = pdf.drawn();
    assert!(drawn.contains("73%") && drawn.contains("27%"), "{drawn}");
}
