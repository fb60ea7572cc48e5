//! Audiences: nothing restricted reaches a public edition or what is said while it is made,
//! and all of it reaches the restricted ones, marked on every page.
//!
//! In `tests/projects/withheld/`, everything that is restricted holds marked words: those
//! that start with `qzv` print where all may be seen, those that start with `qzu` never do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use lopdf::{Document, Object};

use crate::press::{assert_status, names, recto, repository, said, told};
use crate::reader::{Pdf, spaced};
use crate::scratch::{Scratch, report};

/// Figures that are restricted, as they print.
pub const FIGURES: [&str; 5] = ["£765,432", "8,642", "24,680", "1,357", "a qzvper"];

/// The reasons that notices give.
const REASONS: [&str; 7] = [
    "The contract is being negotiated.",
    "Counsel advised in confidence.",
    "The site is to be sold.",
    "A person is named.",
    "A person could be known by it.",
    "It is before a court.",
    "An order is proposed.",
];

fn withheld() -> PathBuf {
    repository().join("tests/projects/withheld")
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for name in names(folder) {
        let path = folder.join(name);
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The marked words of the project that start with a prefix.
fn marked(prefix: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for path in files(&withheld()) {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        // The file that explains the marks is not one of them.
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let is_part =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let tokens = line.split(|c| !is_part(c));
            words.extend(tokens.filter(|it| it.starts_with(prefix)).map(str::to_owned));
        }
    }
    words
}

/// Builds a project into a folder of its own within a scratch folder.
fn build(scratch: &Scratch, project: &Path, audience: &str, more: &[&str]) -> Output {
    let mut command = recto();
    command.current_dir(scratch.path()).arg("--project").arg(project);
    command.args(["build", "--audience", audience, "--keep-sources"]);
    let output = command.args(more).output().expect("a program that runs");
    assert_status(&output, 0);
    output
}

/// The PDFs that lie in the output folder, with their names.
fn pdfs(scratch: &Scratch) -> Vec<(String, PathBuf)> {
    let out = scratch.path().join("out");
    let names = names(&out).into_iter().filter(|name| name.ends_with(".pdf"));
    names.map(|name| (name.clone(), out.join(name))).collect()
}

/// Everything that a PDF holds: what is drawn and read, what stands in its structure, its
/// outline and its metadata, and each string, name and stream of the file.
fn everything(path: &Path) -> String {
    let pdf = Pdf::open(path);
    let mut all = pdf.text();
    for page in &pdf.pages {
        all.push('\n');
        all.extend(page.runs.iter().map(|run| run.text.as_str()));
    }
    for element in pdf.elements() {
        all.push('\n');
        all.push_str(element.alt.as_deref().unwrap_or_default());
    }
    for bookmark in &pdf.outline {
        all.push('\n');
        all.push_str(&spaced(&bookmark.title));
    }
    for (name, value) in &pdf.info {
        all.push_str(&format!("\n{name}: {value}"));
    }
    all.push_str(&pdf.xmp);
    let document = Document::load(path).expect("a PDF");
    for object in document.objects.values() {
        push_object(object, &mut all);
    }
    all
}

fn push_object(object: &Object, all: &mut String) {
    match object {
        Object::String(bytes, _) if bytes.starts_with(&[0xFE, 0xFF]) => {
            let units = bytes[2..].chunks_exact(2);
            let units: Vec<_> =
                units.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            all.push_str(&String::from_utf16_lossy(&units));
        }
        Object::String(bytes, _) | Object::Name(bytes) => push_bytes(bytes, all),
        Object::Array(items) => items.iter().for_each(|item| push_object(item, all)),
        Object::Dictionary(dictionary) => push_dictionary(dictionary, all),
        Object::Stream(stream) => {
            push_dictionary(&stream.dict, all);
            match stream.decompressed_content() {
                Ok(content) => push_bytes(&content, all),
                Err(_) => push_bytes(&stream.content, all),
            }
        }
        _ => {}
    }
    all.push('\n');
}

fn push_dictionary(dictionary: &lopdf::Dictionary, all: &mut String) {
    for (name, value) in dictionary {
        push_bytes(name, all);
        push_object(value, all);
    }
}

fn push_bytes(bytes: &[u8], all: &mut String) {
    all.push_str(&String::from_utf8_lossy(bytes));
}

/// Fails if something holds a marked word, or a figure that is restricted.
#[track_caller]
pub fn assert_clean(what: &str, text: &str) {
    let words: Vec<_> = marked("qzv").into_iter().chain(marked("qzu")).collect();
    let words = words.iter().map(String::as_str).chain(FIGURES);
    let leaked: Vec<_> = words.filter(|word| text.contains(word)).collect();
    assert!(leaked.is_empty(), "{what} holds {leaked:?}");
}

#[test]
fn nothing_restricted_is_in_a_public_edition() {
    assert!(marked("qzv").len() >= 80, "{:?}", marked("qzv"));
    assert!(marked("qzu").len() >= 25, "{:?}", marked("qzu"));
    let scratch = Scratch::minimal();
    build(&scratch, &withheld(), "public", &[]);
    let made: Vec<_> = pdfs(&scratch).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "withheld-brief-1-reading.pdf",
        "withheld-pack-june.pdf",
        "withheld-pack-may.pdf",
        "withheld-paper-open-paper.pdf",
        "withheld.pdf",
    ];
    assert_eq!(made, expected);
    for (name, path) in pdfs(&scratch) {
        let text = everything(&path);
        assert!(text.contains("Reading for all"), "{name} was not read");
        assert_clean(&name, &text);
    }
    let sources = files(&scratch.path().join("out/sources"));
    assert!(sources.iter().any(|path| path.ends_with("images/door.svg")));
    for path in sources {
        assert_clean("the name of a source", &path.to_string_lossy());
        let bytes = std::fs::read(&path).expect("a source");
        assert_clean(&path.to_string_lossy(), &String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn everything_restricted_is_in_the_restricted_editions() {
    let scratch = Scratch::minimal();
    build(&scratch, &withheld(), "public", &["report"]);
    build(&scratch, &withheld(), "restricted", &[]);
    let made: Vec<_> = pdfs(&scratch).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "withheld-brief-1-reading-restricted.pdf",
        "withheld-brief-2-qzu-priority-restricted.pdf",
        "withheld-pack-june-restricted.pdf",
        "withheld-pack-may-restricted.pdf",
        "withheld-pack-qzu-pack-restricted.pdf",
        "withheld-paper-open-paper-restricted.pdf",
        "withheld-paper-qzu-paper-restricted.pdf",
        "withheld-restricted.pdf",
        "withheld.pdf",
    ];
    assert_eq!(made, expected);
    assert!(scratch.path().join("out/sources-restricted/report").is_dir());
    let restricted =
        pdfs(&scratch).into_iter().filter(|(name, _)| name != "withheld.pdf");
    let text: String = restricted.map(|(_, path)| everything(&path)).collect();
    let missing: Vec<_> =
        marked("qzv").into_iter().filter(|word| !text.contains(word)).collect();
    assert!(missing.is_empty(), "no restricted edition holds {missing:?}");
    for figure in FIGURES {
        assert!(text.contains(figure), "no restricted edition holds {figure}");
    }
}

#[test]
fn what_is_said_of_a_public_build_is_public() {
    let scratch = Scratch::minimal();
    for format in ["human", "short", "json", "github", "sarif"] {
        let output =
            build(&scratch, &withheld(), "public", &["--message-format", format]);
        let all = said(&output.stdout) + &told(&output);
        assert!(all.contains("double-space"), "no warning was said: {all}");
        assert!(all.contains("16 findings are not shown"), "{all}");
        assert_clean(format, &all);
    }
    // The same is said in full where all may be seen.
    let output = build(&scratch, &withheld(), "restricted", &[]);
    let all = told(&output);
    assert!(all.contains("qzvemphasis") && !all.contains("not shown"), "{all}");

    let list = |audience: &str| {
        let mut command = recto();
        command.arg("--project").arg(withheld());
        let output = command.args(["list", "--audience", audience]).output();
        said(&output.expect("a program that runs").stdout)
    };
    assert_clean("the list", &list("public"));
    assert!(list("restricted").contains("qzvbrieftitle"));
}

/// What a public build and a public list say of a project, in words for people.
fn said_publicly(scratch: &Scratch) -> String {
    let mut all = String::new();
    for format in ["human", "short", "json", "github", "sarif"] {
        for command in ["build", "list"] {
            let output = scratch.run(&[command, "--message-format", format]);
            all += &(said(&output.stdout) + &told(&output));
        }
    }
    all
}

/// A copy of the project, with a text in one file replaced.
fn changed(file: &str, from: &str, to: &str) -> Scratch {
    let scratch = Scratch::empty();
    scratch.add(&withheld());
    let text = std::fs::read_to_string(scratch.path().join(file)).expect("a file");
    assert!(text.contains(from), "`{from}` is not in {file}");
    scratch.write(file, text.replace(from, to));
    scratch
}

#[test]
fn a_report_that_cannot_be_read_is_not_quoted_to_the_public() {
    let scratch = changed("sections/secret.yaml", "{qzu-one-line}", "{qzu-one-lin}");
    let all = said_publicly(&scratch);
    assert!(all.contains("1 finding is not shown"), "{all}");
    assert_clean("what is said", &all);
    let output = scratch.run(&["check"]);
    assert_status(&output, 1);
    let all = told(&output);
    assert!(all.contains("did you mean `qzu-one-line`?"), "{all}");
}

#[test]
fn what_only_restricted_parts_use_is_not_quoted_from_the_same_line() {
    let report = std::fs::read_to_string(withheld().join("report.yaml")).expect("a file");
    let start = report.find("sources:").expect("sources");
    let end = report.find("measures:").expect("measures");
    let line = "sources: [{id: accounts, title: Statement  of accounts}, \
                {id: qzu-contract, title: Contract qzvsourcetitle}]\n";
    let scratch = changed("report.yaml", &report[start..end], line);
    let all = said_publicly(&scratch);
    assert!(all.contains("findings are not shown"), "{all}");
    assert_clean("what is said", &all);
}

#[test]
fn a_public_file_of_what_is_restricted_now_is_named() {
    let scratch = Scratch::empty();
    scratch.add(&withheld());
    let stem = "withheld-brief-2-qzu-priority";
    scratch.write(format!("out/{stem}.pdf").as_str(), "once public");
    scratch.write("out/sources/brief-qzu-priority/main.typ", "once public");
    let output = scratch.run(&["build"]);
    assert_status(&output, 0);
    let all = told(&output);
    assert!(all.contains(&format!("warning[left-over]: `out/{stem}.pdf`")), "{all}");
    assert!(all.contains("`out/sources/brief-qzu-priority`"), "{all}");
    // It is not for Recto to remove what it does not replace.
    assert!(scratch.path().join("out").join(format!("{stem}.pdf")).exists());
}

#[test]
fn a_notice_stands_in_place_of_what_is_withheld() {
    let scratch = Scratch::minimal();
    build(&scratch, &withheld(), "public", &[]);
    let report = Pdf::open(&scratch.path().join("out/withheld.pdf"));
    let text = report.text();
    for reason in REASONS {
        assert!(text.contains(reason), "the report does not give `{reason}`: {text}");
    }
    for notice in [
        "Withheld: exempt under paragraph 3 of Part 1 of Schedule 12A to the Local \
         Government Act 1972. The contract is being negotiated.",
        "Withheld: exempt under paragraph 14 of Part 4 of Schedule 12A",
        "Exempt under paragraph 6 of Part 1 of Schedule 12A to the Local Government Act \
         1972. An order is proposed.",
    ] {
        assert!(text.contains(notice), "no `{notice}`: {text}");
    }
    // A section that is withheld keeps its place.
    let titles: Vec<_> = report.outline.iter().map(|it| spaced(&it.title)).collect();
    let titles = titles.iter().filter(|title| *title == "Withheld").count();
    assert!(titles >= 2, "{:?}", report.outline);
}

#[test]
fn a_picture_that_is_withheld_leaves_the_row_the_person_and_the_cover() {
    let drawn = |id: &str, more: &str| {
        format!("- {{id: {id}, file: a.svg, alt: The {id} pond{more}}}\n")
    };
    let restricted = ", audience: restricted, exemption: {paragraph: 3, reason: Not yet}";
    let figures = drawn("clear", "") + &drawn("deep", restricted);
    let fields = "figures: [figures.yaml]\npeople: [people.yaml]\ncover_image: deep\n";
    let body = "id: one\ntitle: Ponds\nbody:\n  - figures: [clear, deep]\n  \
                - people: [ann]\n  - figures: [deep, deep]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields)),
        ("figures.yaml", &figures),
        ("people.yaml", "- {id: ann, name: Ann Hale, role: Chair, portrait: deep}\n"),
        ("sections/one.yaml", body),
        (
            "a.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 60'>\
             <rect width='90' height='60' fill='#123456'/></svg>",
        ),
    ]);
    let files = scratch.built(&["report"]);
    let pdf = files.values().next().expect("a report");
    let figures = pdf.tree.all("Figure").into_iter();
    let described: Vec<_> = figures.filter_map(|it| it.alt.clone()).collect();
    assert_eq!(described, ["The clear pond"]);
    assert!(pdf.text().contains("Ann Hale"));
}

#[test]
fn a_silent_publisher_leaves_nothing_in_its_place() {
    let scratch = Scratch::minimal();
    scratch.add(&withheld());
    let brand = std::fs::read_to_string(scratch.path().join("brand.yaml"));
    let brand = brand.expect("a brand") + "style: {withheld: silent}\n";
    scratch.write("brand.yaml", brand);
    build(&scratch, scratch.path(), "public", &[]);
    for (name, path) in pdfs(&scratch) {
        let text = everything(&path);
        assert_clean(&name, &text);
        // The law wants a paper to say what is withheld from it.
        if name.contains("-paper-") || name.contains("-pack-") {
            continue;
        }
        for word in REASONS.into_iter().chain(["Schedule", "Withheld", "exempt"]) {
            assert!(!text.contains(word), "{name} holds `{word}`");
        }
    }
    build(&scratch, scratch.path(), "restricted", &["report"]);
    let path = scratch.path().join("out/withheld-restricted.pdf");
    assert!(everything(&path).contains("qzvsectiontitle"));
}

/// How often each page of an edition draws a text.
fn times(pdf: &Pdf, text: &str) -> Vec<usize> {
    let drawn = |page: &crate::reader::Page| -> String {
        page.runs.iter().map(|run| run.text.as_str()).collect()
    };
    pdf.pages.iter().map(|page| drawn(page).matches(text).count()).collect()
}

#[test]
fn pages_that_hold_something_exempt_are_marked() {
    let scratch = Scratch::minimal();
    build(&scratch, &withheld(), "public", &[]);
    build(&scratch, &withheld(), "restricted", &[]);
    for (name, path) in pdfs(&scratch) {
        let pdf = Pdf::open(&path);
        let is_of_papers = name.contains("-paper-") || name.contains("-pack-");
        // All of these is exempt.
        let is_whole = name.contains("qzu");
        let restricted = times(&pdf, "NOT FOR PUBLICATION qzvmarking");
        let public = times(&pdf, "OFFICIAL");
        let labels = pdf.labels();
        let marked: Vec<_> = labels
            .iter()
            .map(|label| {
                let is_front = name.contains("-pack-") && label.starts_with('i');
                match (name.contains("restricted"), is_of_papers) {
                    (false, _) => false,
                    (true, false) => true,
                    (true, true) => is_whole || is_front || label.contains('.'),
                }
            })
            .collect();
        let twice = |marked: &bool| if *marked { 2 } else { 0 };
        let expected: Vec<_> = marked.iter().map(twice).collect();
        assert_eq!(restricted, expected, "{name}: {labels:?}");
        let others: Vec<_> = marked.iter().map(|it| twice(&!it)).collect();
        assert_eq!(public, others, "{name}: {labels:?}");
    }
    // Without words of the publisher's own, those of the language.
    build(&scratch, scratch.path(), "restricted", &[]);
    let pdf = Pdf::open(&scratch.path().join("out/note-restricted.pdf"));
    let marked = times(&pdf, "NOT FOR PUBLICATION: contains exempt information");
    assert!(marked.iter().all(|count| *count == 2), "{marked:?}");
}
