//! Large print: that nothing in it is small, that it says what the others say, and that it fits.

use std::fs;

use crate::press::{assert_status, repository, said};
use crate::reader::{Element, Pdf, spaced};
use crate::scratch::{Scratch, report};

/// How far a size may be off for want of digits in a PDF, in points.
const ROUNDING: f32 = 0.01;
/// The least that raised and lowered characters may be, in points.
const LEAST_RAISED: f32 = 16.0;
/// How many letters a raised or lowered run may have: “2”, “st”, “1,2”.
const RAISED: usize = 4;

/// Every letter that prints is as large as body text; but for raised and lowered ones.
#[track_caller]
fn assert_large(name: &str, pdf: &Pdf, size: f32) {
    let mut letters = 0;
    for page in &pdf.pages {
        for (own, text) in &page.shown {
            let count = text.trim().chars().count();
            letters += count;
            let is_raised = *own > LEAST_RAISED - ROUNDING && count <= RAISED;
            let is_large = *own > size - ROUNDING || is_raised || count == 0;
            assert!(is_large, "{name}, page {}: {own} pt: {text}", page.label);
        }
    }
    assert!(letters > 100, "{name} has {letters} letters");
}

/// What the program says of a build that is no warning of a page that is not full.
fn faults(said: &str) -> Vec<&str> {
    let is_fault = |line: &&str| {
        (line.contains("warning[") || line.contains("error["))
            && !line.contains("[sparse-page]")
    };
    said.lines().filter(is_fault).collect()
}

/// Makes every edition of a project in large print, without a fault that the one for screens has
/// not, and gives both.
fn made(scratch: &Scratch) -> Vec<(String, Pdf, Pdf)> {
    let build = |profile: &str| {
        let words = ["build", "--profile", profile, "--message-format", "short"];
        let output = scratch.run(&words);
        assert_status(&output, 0);
        said(&output.stdout)
    };
    let (screen, large) = (build("screen"), build("large"));
    let known = faults(&screen);
    let new: Vec<_> = faults(&large)
        .into_iter()
        .filter(|line| !known.contains(line) && !line.contains("[not-carried-over]"))
        .collect();
    assert!(new.is_empty(), "{new:#?}");
    let out = scratch.path().join("out");
    let names = crate::press::names(&out);
    let large = names.iter().filter_map(|name| name.strip_suffix("-large.pdf"));
    let pairs = large.map(|stem| {
        let open = |name: String| Pdf::open(&out.join(name));
        (stem.to_owned(), open(format!("{stem}.pdf")), open(format!("{stem}-large.pdf")))
    });
    let pairs: Vec<_> = pairs.collect();
    assert!(!pairs.is_empty());
    pairs
}

/// The words of a file, each once, without figures: pages have other numbers.
fn words(pdf: &Pdf) -> Vec<String> {
    let text = spaced(&pdf.text());
    let mut words: Vec<_> = text
        .split(' ')
        .filter(|word| !word.chars().any(|c| c.is_ascii_digit() || c == '…'))
        .map(str::to_owned)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// The roles of the structure, each once.
fn roles(pdf: &Pdf) -> Vec<String> {
    let mut roles: Vec<_> =
        pdf.elements().iter().map(|it: &&Element| it.role.clone()).collect();
    roles.sort();
    roles.dedup();
    roles
}

#[track_caller]
fn assert_says_the_same(name: &str, screen: &Pdf, large: &Pdf) {
    let known = words(large);
    let lost: Vec<_> =
        words(screen).into_iter().filter(|it| !known.contains(it)).collect();
    assert!(lost.is_empty(), "{name} lacks {lost:?}");
    assert_eq!(roles(screen), roles(large), "{name}");
    assert_eq!(screen.language, large.language);
    assert!(large.marked && large.shows_title);
    for claim in ["pdfuaid:part", "pdfaid:part", "pdfaid:conformance"] {
        assert_eq!(screen.xmp_values(claim), large.xmp_values(claim), "{name}: {claim}");
    }
    let titles = |pdf: &Pdf| -> Vec<_> {
        pdf.headings().into_iter().map(|(_, text)| text).collect()
    };
    let own = titles(large);
    let lost: Vec<_> =
        titles(screen).into_iter().filter(|it| !own.contains(it)).collect();
    assert!(lost.is_empty(), "{name} lacks the headings {lost:?}");
}

#[test]
fn the_bundled_report_has_no_small_print() {
    let scratch = Scratch::empty();
    scratch.add(&repository().join("data"));
    let all = made(&scratch);
    assert_eq!(all.len(), 8);
    for (name, screen, large) in &all {
        assert_large(name, large, 20.0);
        assert_says_the_same(name, screen, large);
        assert!(large.pages.len() > screen.pages.len(), "{name}");
    }
}

#[test]
fn charts_and_tables_of_every_kind_have_no_small_print() {
    for project in ["charts", "accounts", "ponds"] {
        let scratch = Scratch::of(project);
        for (name, screen, large) in made(&scratch) {
            assert_large(&name, &large, 20.0);
            assert_says_the_same(&name, &screen, &large);
        }
    }
}

/// The brand chooses the size, and the least that is large print is 16 points.
#[test]
fn body_text_is_as_large_as_the_brand_says() {
    for (size, points) in [("16pt", 16.0), ("24pt", 24.0)] {
        let scratch = Scratch::minimal();
        let brand =
            fs::read_to_string(scratch.path().join("brand.yaml")).expect("a brand");
        scratch.write("brand.yaml", format!("{brand}theme: {{large: {size}}}\n"));
        let files = scratch.built(&["report", "--profile", "large"]);
        let pdf = &files["note-large.pdf"];
        assert_large("note", pdf, points);
        let shown = pdf.pages.iter().flat_map(|page| &page.shown);
        let least = shown.map(|(size, _)| *size).fold(f32::INFINITY, f32::min);
        assert!((least - points).abs() < ROUNDING, "{least}");
    }
}

/// Files have names of their own, and are on record as the others are.
#[test]
fn large_print_is_on_record_and_is_verified() {
    let scratch = Scratch::minimal();
    let output = scratch.run(&["-q", "build", "report", "--profile", "screen,large"]);
    assert_status(&output, 0);
    let manifest = fs::read_to_string(scratch.path().join("out/manifest.json"));
    let manifest = manifest.expect("a manifest");
    assert!(manifest.contains("\"profile\": \"large\""), "{manifest}");
    assert!(manifest.contains("note-large.pdf"), "{manifest}");
    assert_status(&scratch.run(&["verify"]), 0);
    let told = scratch.run(&["preflight", "out/note-large.pdf"]);
    assert_status(&told, 0);
    let told = said(&told.stdout);
    assert!(told.contains("large (PDF/UA-1 and PDF/A-2a)"), "{told}");
}

/// Raised and lowered characters are smaller than the rest, and large enough.
#[test]
fn raised_characters_are_large_enough() {
    let scratch = Scratch::minimal();
    scratch.write(
        "sections/one.yaml",
        crate::scratch::prose_section(
            "Water is H~2~O, and 10^6^ is a million.[^1]\n\n[^1]: A note.",
        ),
    );
    let files = scratch.built(&["report", "--profile", "large"]);
    let pdf = &files["note-large.pdf"];
    assert_large("note", pdf, 20.0);
    let shown = pdf.pages.iter().flat_map(|page| &page.shown);
    let raised = shown.filter(|(size, _)| *size < 20.0 - ROUNDING);
    let raised: Vec<_> = raised.collect();
    assert!(raised.len() >= 2, "{raised:?}");
    for (size, text) in raised {
        assert!((size - LEAST_RAISED).abs() < ROUNDING, "{text}: {size}");
    }
}

/// `recto check` tries large print where it is asked to, and says what stays as small as it is.
#[test]
fn check_tries_large_print_when_asked() {
    let scratch = Scratch::of("annexes");
    let checked = |words: &[&str]| {
        let words = [&["check", "--message-format", "short"], words].concat();
        said(&scratch.run(&words).stdout)
    };
    let stays = "its pages stay in the type that they have";
    assert!(!checked(&[]).contains(stays));
    let large = checked(&["--profile", "large"]);
    assert!(large.contains(stays), "{large}");
}

/// The name of a part stands with its text, wherever the page ends.
#[test]
fn no_name_of_a_part_stands_alone_at_the_foot() {
    let files: Vec<String> = (1..24).map(|at| format!("sections/{at}.yaml")).collect();
    let fields = report("").replace(
        "sections: [sections/one.yaml]",
        &format!("sections: [{}]", files.join(", ")),
    );
    let scratch = Scratch::with(&[("report.yaml", &fields)]);
    for (number, file) in (1..).zip(&files) {
        let before = "Ducks swam by the mill in May. ".repeat(number);
        let part = |at: usize| {
            let text = "Boats lay at the quay and were tarred. ".repeat(5);
            format!(
                "  - {{id: p{number}-{at}, name: Name {number}-{at}, text: {text}}}\n"
            )
        };
        let parts: String = (0..4).map(part).collect();
        scratch.write(
            file,
            format!(
                "id: s{number}\ntitle: Section {number}\nstart: page\nbody:\n\
                 - prose: {before}\n- parts:\n{parts}"
            ),
        );
    }
    let output = scratch.run(&["build", "--profile", "large"]);
    assert_status(&output, 0);
    let mut parted = 0;
    for page in &Pdf::open(&scratch.path().join("out/note-large.pdf")).pages {
        let text =
            |run: &&crate::reader::Run| !run.text.trim().is_empty() && run.mcid.is_some();
        let last = page.runs.iter().rfind(text).expect("text");
        assert!(!last.text.starts_with("Name "), "page {}: {}", page.label, last.text);
        parted += usize::from(!last.text.ends_with("tarred."));
    }
    assert!(parted > 8, "{parted} pages end within a part");
}

/// A word that is wider than a line of large type ends lines, and is read as one.
#[test]
fn a_word_may_be_wider_than_a_line() {
    let scratch = Scratch::minimal();
    let word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
    let text = crate::scratch::prose_section(&format!("We went to {word} and back."));
    scratch.write("sections/one.yaml", text);
    let files = scratch.built(&["report", "--profile", "large"]);
    let pdf = &files["note-large.pdf"];
    let text: String = pdf.text().split_whitespace().collect();
    assert!(text.contains(&format!("Wewentto{word}andback.")), "{text}");
}
