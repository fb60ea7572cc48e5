//! Packs: that every page number of a long one agrees with every other, and what late papers
//! and new editions say.

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::press::{assert_status, said};
use crate::reader::{Page, Pdf, spaced};
use crate::scratch::Scratch;

/// The project of a fire service, with so many papers in a pack, each with the full report, a
/// brief and a file of another maker.
fn long(papers: usize) -> Scratch {
    let scratch = Scratch::of("northmoor");
    let note =
        crate::press::repository().join("tests/projects/annexes/external/note.pdf");
    scratch.write("external/note.pdf", std::fs::read(note).expect("a file"));
    let mut items = String::new();
    let mut files = String::new();
    for number in 1..=papers {
        scratch.write(
            &format!("papers/long-{number}.yaml"),
            format!(
                "id: long-{number}\ntitle: Paper {number}\nmeeting: Fire Authority\n\
                 date: 2025-03-20\nreport_of: Clerk\npurpose: noting\nsummary: A paper.\n\
                 recommendations: [Note it.]\nlegal_comments: None.\nappendices:\n\
                 \x20 - brief: prevent\n  - pdf: external/note.pdf\n    title: A file\n\
                 \x20 - report: full\n"
            ),
        );
        items += &format!("  - paper: long-{number}\n");
        files += &format!("papers/long-{number}.yaml, ");
    }
    let pack = format!(
        "id: long\ntitle: A long pack\nmeeting: Fire Authority\ndate: 2025-03-20\n\
         dividers: pages\nitems:\n  - title: Apologies\n{items}"
    );
    scratch.write("packs/long.yaml", pack);
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report.expect("a report");
    let report = report.replace("papers: [", &format!("papers: [{files}"));
    scratch.write("report.yaml", report.replace("packs: [", "packs: [packs/long.yaml, "));
    scratch
}

/// The text of a page, its runs one after the other.
fn drawn(page: &Page) -> String {
    page.runs.iter().map(|run| run.text.as_str()).collect()
}

/// The page that a link or a bookmark leads to, by a name or not.
pub fn page_of(document: &Document, holder: &Dictionary) -> Option<ObjectId> {
    let destination = holder.get_deref(b"Dest", document).ok()?;
    let destination = match destination {
        Object::String(name, _) => named(document, name)?,
        other => other,
    };
    let destination = match document.dereference(destination).ok()?.1 {
        Object::Dictionary(holder) => holder.get_deref(b"D", document).ok()?,
        other => other,
    };
    destination.as_array().ok()?.first()?.as_reference().ok()
}

/// What a name stands for, in any node of a name tree.
fn named<'d>(document: &'d Document, name: &[u8]) -> Option<&'d Object> {
    let objects = document.objects.values().filter_map(|object| object.as_dict().ok());
    // Of a few names, the tree stands in the catalogue itself.
    let direct =
        |key: &[u8], of: &'d Dictionary| of.get(key).and_then(Object::as_dict).ok();
    let of_catalogue =
        document.catalog().ok().and_then(|it| direct(b"Dests", direct(b"Names", it)?));
    let nodes = objects.chain(of_catalogue);
    let names =
        nodes.filter_map(|node| node.get(b"Names").and_then(Object::as_array).ok());
    let mut pairs = names.flat_map(|names| names.chunks_exact(2));
    let pair = pairs.find(|pair| pair[0].as_str().is_ok_and(|found| found == name))?;
    Some(&pair[1])
}

#[test]
fn page_numbers_agree_on_every_page_of_a_long_pack() {
    let scratch = long(11);
    assert_status(&scratch.run(&["-q", "build", "pack", "long"]), 0);
    let path = scratch.path().join("out/service-report-2024-pack-long.pdf");
    let pdf = Pdf::open(&path);
    assert!(pdf.pages.len() >= 300, "{} pages", pdf.pages.len());
    crate::document::assert_accessible("pack-long", &pdf);

    // Cover and agenda, then from 1 in one run.
    let labels: Vec<&str> = pdf.pages.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels[..2], ["i", "ii"]);
    for (page, label) in (1..).zip(&labels[2..]) {
        assert_eq!(*label, page.to_string());
    }

    // What is printed at the foot of a page, or in its stamp, is its label.
    let mut stamped = 0;
    for page in &pdf.pages[2..] {
        let artifacts = page.runs.iter().filter(|run| run.mcid.is_none());
        let is_divider = drawn(page).contains("Item ") && page.characters() < 40;
        let numbers: Vec<String> = artifacts.map(|run| spaced(&run.text)).collect();
        let label = &page.label;
        // At the foot the number stands before the title; in a stamp it ends the line.
        let printed = numbers.iter().any(|text| {
            text.contains(&format!("{label}A long pack"))
                || text.contains("Appendix") && text.ends_with(label.as_str())
        });
        assert!(printed || is_divider, "page {label}: {numbers:?}");
        stamped += usize::from(numbers.iter().any(|text| text.contains("Appendix ")));
    }
    // A brief, a file and the report in each paper.
    assert!(stamped >= 11 * (3 + 2 + 17), "{stamped} pages are stamped");

    let document = Document::load(&path).expect("a PDF");
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let label = |id: ObjectId| {
        let at = pages.iter().position(|page| *page == id).expect("a page");
        labels[at].to_owned()
    };
    // Each link of agenda, lists of appendices and contents prints the number of its page.
    let mut followed = 0;
    for (id, page) in pages.iter().zip(&pdf.pages) {
        let text = drawn(page);
        let is_list = text.contains("Agenda")
            || text.contains("Appendices")
            || text.starts_with("Contents");
        if !is_list {
            continue;
        }
        let apart: Vec<&str> = page.runs.iter().map(|run| run.text.as_str()).collect();
        let apart = apart.join(" ");
        let numbers: Vec<&str> = apart
            .split(|c: char| !c.is_ascii_digit())
            .filter(|it| !it.is_empty())
            .collect();
        for link in document.get_page_annotations(*id).expect("annotations") {
            if let Some(target) = page_of(&document, link) {
                let wanted = label(target);
                let found = numbers.contains(&wanted.as_str());
                assert!(found, "page {}: no {wanted} in {numbers:?}", page.label);
                followed += 1;
            }
        }
    }
    assert!(followed >= 11 + 33 + 33, "{followed} links");

    // Bookmarks: items, their appendices, and what is within them.
    let items: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|it| it.has(b"Title") && it.has(b"Parent"))
        .collect();
    let title = |it: &Dictionary| match it.get(b"Title") {
        Ok(Object::String(bytes, _)) => match bytes.as_slice() {
            [0xFE, 0xFF, rest @ ..] => {
                let units =
                    rest.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
                String::from_utf16(&units.collect::<Vec<_>>()).expect("text")
            }
            other => String::from_utf8(other.to_vec()).expect("text"),
        },
        _ => String::new(),
    };
    let mut appendices = 0;
    for item in &items {
        let (name, page) = (title(item), page_of(&document, item).expect("a page"));
        let at = pages.iter().position(|it| *it == page).expect("a page");
        if name.starts_with("Appendix ") {
            let words = spaced(&drawn(&pdf.pages[at]));
            assert!(words.contains(&name[..10]), "{name}: {words}");
            appendices += 1;
            let parent = item.get(b"Parent").and_then(Object::as_reference).expect("it");
            let parent = document.get_dictionary(parent).expect("a bookmark");
            assert!(title(parent).starts_with("Item "), "{name}");
        }
    }
    assert_eq!(appendices, 33);
}

#[test]
fn late_papers_do_not_change_a_page_number() {
    let scratch = long(2);
    scratch.write(
        "packs/late.yaml",
        "id: late\ntitle: Late papers\nmeeting: Fire Authority\ndate: 2025-03-20\n\
         supplement_to: march\nitems:\n\
         \x20 - {number: 4a, paper: long-1, after_page: 41}\n\
         \x20 - {number: 7a, paper: long-2, after_page: 112}\n",
    );
    assert_status(&scratch.run(&["-q", "build", "pack", "late"]), 0);
    let pdf = Pdf::open(&scratch.path().join("out/service-report-2024-pack-late.pdf"));
    let labels: Vec<&str> = pdf.pages.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels[..4], ["i", "ii", "41a", "41b"]);
    assert!(labels.contains(&"41z") && labels.contains(&"41aa"), "{labels:?}");
    let second = labels.iter().position(|label| *label == "112a").expect("the second");
    assert!(labels[second - 1].starts_with("41"));
    let agenda = spaced(&drawn(&pdf.pages[1]));
    assert!(agenda.contains("41a") && agenda.contains("112a"), "{agenda}");
    for page in &pdf.pages[2..] {
        assert!(drawn(page).contains(&page.label), "{}: {}", page.label, drawn(page));
    }
}

#[test]
fn a_new_edition_says_what_has_changed() {
    let scratch = long(3);
    assert_status(&scratch.run(&["-q", "build", "pack", "long"]), 0);
    let manifest = std::fs::read(scratch.path().join("out/manifest.json")).expect("it");
    scratch.write("earlier/manifest.json", manifest);
    let pack =
        std::fs::read_to_string(scratch.path().join("packs/long.yaml")).expect("it");
    let pack = pack
        .replace("  - paper: long-1\n", "")
        .replace("items:", "replaces: earlier\nitems:");
    let pack = pack + "  - paper: stations\n";
    scratch.write("packs/long.yaml", pack);
    let path = scratch.path().join("papers/long-3.yaml");
    let paper = std::fs::read_to_string(&path).expect("a paper");
    scratch.write("papers/long-3.yaml", paper.replace("A paper.", "Another paper."));
    assert_status(&scratch.run(&["-q", "build", "pack", "long"]), 0);
    let pdf = Pdf::open(&scratch.path().join("out/service-report-2024-pack-long.pdf"));
    let agenda = spaced(&drawn(&pdf.pages[1]));
    for change in [
        "Moved2. Paper 2",
        "Changed paper3. Paper 3",
        "New paper4. The future of two stations",
        "Withdrawn2",
    ] {
        let found = agenda.replace(' ', "").contains(&change.replace(' ', ""));
        assert!(found, "{change}: {agenda}");
    }
    // A manifest that is not there is an error with its place.
    scratch.write("packs/long.yaml", "id: long\ntitle: L\nmeeting: M\ndate: 2025-03-20\nreplaces: gone\nitems: [{paper: long-2}]\n");
    let output = scratch.run(&["check", "--message-format", "short"]);
    let all = said(&output.stdout) + &said(&output.stderr);
    assert!(all.contains("packs/long.yaml:5:11"), "{all}");
}
