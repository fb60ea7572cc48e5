//! Worked brands: the projects in `examples/` are built in every profile, and nothing is found in
//! them, on the pages either; no two of them look alike.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::harness::case;
use crate::press::{assert_status, names, recto, repository, told};
use crate::reader::{Fill, Page, Pdf};

const FOLDER: &str = "examples";

/// The projects.
fn brands() -> Vec<String> {
    let folder = repository().join(FOLDER);
    let is_project = |name: &String| folder.join(name).join("report.yaml").is_file();
    names(&folder).into_iter().filter(is_project).collect()
}

/// A test for each of them.
pub fn cases() -> Vec<Trial> {
    let brands = brands().into_iter();
    brands.map(|name| case("brands", &name.clone(), move || built(&name))).collect()
}

/// Builds everything of a project in every profile, and fails with whatever is found.
fn built(name: &str) -> Result<(), String> {
    let out = TempDir::new().expect("a folder");
    let mut command = recto();
    command.arg("--project").arg(repository().join(FOLDER).join(name));
    command.args(["-q", "build", "--profile", "screen,archive,print,large"]);
    // The suite may have little of the machine.
    command.args(["--marks", "all", "--limit", "seconds=900", "--out"]).arg(out.path());
    let output = command.output().expect("a program that runs");
    assert_status(&output, 0);
    let found = told(&output);
    let files = names(out.path());
    for ending in ["-archive.pdf", "-print.pdf", "-large.pdf"] {
        if !files.iter().any(|file| file.ends_with(ending)) {
            return Err(format!("no file ends with {ending}: {files:?}"));
        }
    }
    if found.trim().is_empty() { Ok(()) } else { Err(found) }
}

/// The colours of a page that are no greys, each in parts of 255.
fn colours(page: &Page) -> BTreeSet<Vec<u32>> {
    let runs = page.runs.iter().flat_map(|run| &run.fills);
    let fills = page.fills.iter().chain(runs).filter(|it| it.len() == 3);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 255"
    )]
    let parts = |fill: &Fill| fill.iter().map(|it| (it * 255.0).round() as u32).collect();
    let fills = fills.map(parts);
    fills
        .filter(|it: &Vec<u32>| {
            it.iter().max() > it.iter().min().map(|it| it + 40).as_ref()
        })
        .collect()
}

#[test]
fn worked_brands_share_no_sheet_and_no_colour_of_first_pages() {
    let brands = brands();
    assert_eq!(brands.len(), 3, "{brands:?}");
    let mut sheets = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for name in &brands {
        let out = TempDir::new().expect("a folder");
        let mut command = recto();
        command.arg("--project").arg(repository().join(FOLDER).join(name));
        command.args(["-q", "build", "report", "--out"]).arg(out.path());
        assert_status(&command.output().expect("a program that runs"), 0);
        let file = names(out.path()).into_iter().find(|it| it.ends_with(".pdf"));
        let pdf = Pdf::open(&out.path().join(file.expect("a report")));
        let count = pdf.pages.len();
        assert!((6..=14).contains(&count), "{name} has {count} pages");
        let first = &pdf.pages[0];
        let sheet = format!("{:.0} x {:.0}", first.width, first.height);
        assert!(sheets.insert(sheet.clone()), "{name} is on {sheet} too");
        let own = colours(first);
        assert!(!own.is_empty(), "{name} has no colour");
        for colour in own {
            assert!(seen.insert(colour.clone()), "{name} has {colour:?} too");
        }
    }
}

/// Each block of the guide stands in the file that it names before it.
#[test]
fn blocks_of_the_guide_stand_in_the_files_of_the_brands() {
    let docs = repository().join("docs");
    let guide = std::fs::read_to_string(docs.join("make-it-yours.md")).expect("a guide");
    let mut file = None;
    let mut checked = 0;
    for (at, part) in guide.split("```").enumerate() {
        if at % 2 == 0 {
            let linked =
                part.split("](../").skip(1).filter_map(|it| it.split(')').next());
            file = linked.last().map(|it| repository().join(it)).or(file);
            continue;
        }
        let (language, block) = part.split_once('\n').expect("a block");
        if language == "sh" {
            continue;
        }
        let path = file.as_ref().expect("a file named before the first block");
        let text = std::fs::read_to_string(path).expect("a file of a brand");
        assert!(text.contains(block), "{} does not hold:\n{block}", path.display());
        checked += 1;
    }
    assert!(checked >= 15, "{checked} blocks");
}
