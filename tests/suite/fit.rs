//! Fit: the audit of laid-out pages, on pages that are broken on purpose and on right ones.
//!
//! A case is a file in `fit/`, a page or a few in plain Typst; what is found stands beside it,
//! in a file of the same name. The name of a case begins with the code of what is wrong with
//! it, or with `right` where nothing is. `SNAPSHOTS=overwrite cargo test` writes what is
//! found anew: read it before it lands.

use std::fmt::Write as _;

use image::{ImageFormat, RgbImage};
use libtest_mimic::Trial;
use recto::audit::{Content, Fault, Finding, Piece, Rules, Within, audit};
use recto::typeset::{Bytes, Document, Foundation, Typesetter};
use typst_syntax::{RootedPath, Source, VirtualPath, VirtualRoot};

use crate::cases::compare_with;
use crate::harness::case;
use crate::press::{names, repository};

const FOLDER: &str = "tests/suite/fit";
/// Where the text of a case is in Typst's world.
const MAIN: &str = "edition/main.typ";

/// What the cases are held against.
const RULES: Rules =
    Rules { least_filled: 40, least_filled_last: 8, usual_gap: 20.0, least_dots: None };

/// A test for each page.
pub fn cases() -> Vec<Trial> {
    let files = names(&repository().join(FOLDER)).into_iter();
    let cases = files.filter_map(|file| file.strip_suffix(".typ").map(str::to_owned));
    let cases = cases.filter(|name| name != "page");
    cases.map(|name| case("fit", &name.clone(), move || check(&name))).collect()
}

fn check(name: &str) -> Result<(), String> {
    let folder = repository().join(FOLDER);
    let text =
        std::fs::read_to_string(folder.join(format!("{name}.typ"))).expect("a case");
    let findings = measured(&text);
    let told: String = findings.iter().map(|finding| told(finding, &text)).collect();
    compare_with(&folder.join(format!("{name}.txt")), &told)?;
    let worst = findings.first().map_or("right", |finding| code(&finding.fault));
    if name.starts_with(worst) && (worst != "right" || findings.is_empty()) {
        Ok(())
    } else {
        Err(format!("`{worst}` was found first:\n{told}"))
    }
}

/// What is found of pages in plain Typst.
fn measured(text: &str) -> Vec<Finding> {
    let page = std::fs::read_to_string(repository().join(FOLDER).join("page.typ"));
    let page = page.expect("the page of the cases");
    let mut pond = std::io::Cursor::new(Vec::new());
    let water = RgbImage::from_pixel(6, 4, image::Rgb([40, 90, 120]));
    water.write_to(&mut pond, ImageFormat::Png).expect("an image");
    let pond = Bytes::new(pond.into_inner());
    let foundation = Foundation::new([("page.typ", page.as_str())]);
    let typesetter = Typesetter::new(foundation, [("project/pond.png".to_owned(), pond)]);
    let path = VirtualPath::new(MAIN).expect("a path");
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    let sources = vec![Source::new(id, text.to_owned())];
    let document = Document { main: MAIN.to_owned(), sources: sources.clone() };
    let (pages, remarks) = typesetter.compile(&document);
    let pages = pages.unwrap_or_else(|| panic!("{remarks:?}"));
    audit(&pages, &sources, &RULES)
}

fn code(fault: &Fault) -> &'static str {
    match fault {
        Fault::OutsidePage { .. } => "outside-page",
        Fault::InMargin { .. } | Fault::OverFurniture { .. } => "in-margin",
        Fault::Overlap { .. } => "overlap",
        Fault::Crowded { .. } => "crowded",
        Fault::Cut { .. } => "cut-off",
        Fault::WiderThanColumn { .. } => "too-wide",
        Fault::Coarse { .. } => "coarse",
        Fault::StrandedHeading => "stranded-heading",
        Fault::SparsePage { .. } => "sparse-page",
    }
}

/// A finding in a few lines.
fn told(finding: &Finding, text: &str) -> String {
    let Finding { fault, page, piece, other, within, next, more } = finding;
    let mut told = format!("page {page}: {fault:?}\n  {}\n", named(piece, text));
    // Writing to a string cannot fail.
    if let Some(other) = other {
        let _ = writeln!(told, "  over {}", named(other, text));
    }
    if let Some(Within { kind, title }) = within {
        let _ = writeln!(told, "  within {kind:?} `{title}`");
    }
    if let Some(Within { kind, title }) = next {
        let _ = writeln!(told, "  before {kind:?} `{title}`");
    }
    if *more > 0 {
        let _ = writeln!(told, "  and {more} more");
    }
    told
}

/// A piece, and what stands in the source where it comes from.
fn named(piece: &Piece, text: &str) -> String {
    let content = match &piece.content {
        Content::Nothing => "nothing".to_owned(),
        Content::Text { word, run } => format!("`{word}` in `{}`", run.trim()),
        Content::Image(path) => format!("image {path}"),
    };
    let from = |at: &Option<(String, usize)>| {
        let (_, at) = at.as_ref()?;
        let line = text[*at..].lines().next()?;
        Some(line.chars().take(12).collect::<String>())
    };
    match (from(&piece.source), from(&piece.neighbour)) {
        (Some(own), _) => format!("{content}, from `{own}`"),
        (None, Some(beside)) => format!("{content}, beside `{beside}`"),
        (None, None) => content,
    }
}

#[test]
fn pages_are_broken_in_every_way_and_place() {
    let cases = cases();
    let names: Vec<_> = cases.iter().map(Trial::name).collect();
    let broken = names.iter().filter(|name| !name.starts_with("fit::right-"));
    assert!(broken.count() >= 40, "{names:?}");
}
