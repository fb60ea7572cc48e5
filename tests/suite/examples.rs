//! Examples: those of `docs/tables.md` are a project in which nothing is found.

use std::fmt::Write as _;

use crate::press::repository;
use crate::reader::spaced;
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
        ("report.yaml", &report("tables: [tables.yaml]\n")),
        ("tables.yaml", &tables),
        ("sections/one.yaml", &section),
    ]);
    let own =
        std::fs::read_to_string(scratch.path().join("brand.yaml")).expect("a brand");
    scratch.write("brand.yaml", own + &brand.concat());
    let files = values(&tables, "  file: ");
    let contents = blocks(&page, "csv");
    assert_eq!(files.len(), contents.len());
    for (file, content) in files.iter().zip(contents) {
        scratch.write(file, content);
    }
    assert_eq!(scratch.findings(), [""; 0]);
    let pdf = scratch.editions().remove("report").expect("a report");
    let captions = pdf.tree.all("Caption").into_iter();
    let captions: Vec<_> = captions.map(|it| spaced(&it.text())).collect();
    for title in values(&tables, "  title: ") {
        assert!(captions.iter().any(|it| it.starts_with(title)), "{title}: {captions:?}");
    }
}
