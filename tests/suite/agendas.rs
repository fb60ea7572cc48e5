//! References to agendas: what `{item: …}` and `{appendix: …}` print in a pack, in a paper alone, in
//! a supplement and in each copy, and where they lead.

use lopdf::{Document, ObjectId};

use crate::packs::page_of;
use crate::press::{assert_status, repository, told};
use crate::reader::{Pdf, spaced};
use crate::scratch::{Scratch, report};

/// A paper with a summary and these fields more.
fn paper(id: &str, title: &str, summary: &str, fields: &str) -> String {
    format!(
        "id: {id}\ntitle: {title}\nmeeting: Committee\ndate: 2026-12-10\n\
         report_of: Director\npurpose: noting\nsummary: |\n  {summary}\n{fields}"
    )
}

/// A pack with these fields and items.
fn pack(id: &str, fields: &str) -> String {
    format!("id: {id}\ntitle: Pack {id}\nmeeting: Committee\ndate: 2026-12-10\n{fields}")
}

const EXEMPT: &str =
    "audience: restricted\nexemption: {paragraph: 3, reason: A price is being agreed.}\n";

const APPENDICES: &str = "appendices:\n\
    \x20 - {id: costs, title: Costs of lights, text: Four poles were bought.}\n\
    \x20 - {id: bids, pdf: external/note.pdf, title: Bids for Acme Field, description: One page.,\n\
    \x20    audience: restricted, exemption: {paragraph: 3, reason: Bids are named.}}\n";

const ITEMS: &str = "items:\n  - Apologies\n\
    \x20 - {id: update, title: Update, status: verbal}\n\
    \x20 - {paper: lights, note: \"Read {appendix: costs} first, then {item: land}.\"}\n\
    \x20 - {id: questions, title: Questions, text: \"Of {item: lights} on {page: lights}.\"}\n\
    \x20 - {title: A sale of land, paper: land}\n";

/// A committee with a public paper, one that is withheld, a pack of both and late papers. `lights`
/// is the summary of the public paper, `items` the items of the pack.
fn project(lights: &str, items: &str) -> Scratch {
    let land = "As {item: lights} says, see {appendix: costs} and {page: lights}.";
    let late = "supplement_to: may\nitems:\n  - {number: \"4\", after_page: 2, title: Answers, \
                text: \"For {item: questions} and {item: lights}, on {page: lights}.\"}\n";
    let fields = "papers: [papers/lights.yaml, papers/land.yaml]\n\
                  packs: [packs/may.yaml, packs/late.yaml]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields)),
        (
            "papers/lights.yaml",
            &paper("lights", "Street lights in the villages", lights, APPENDICES),
        ),
        ("papers/land.yaml", &paper("land", "The sale of Acme Field", land, EXEMPT)),
        ("packs/may.yaml", &pack("may", items)),
        ("packs/late.yaml", &pack("late", late)),
    ]);
    let note = repository().join("tests/projects/annexes/external/note.pdf");
    scratch.write("external/note.pdf", std::fs::read(note).expect("a file"));
    scratch
}

const LIGHTS: &str = "{item: update} is first, {item: land} last, {page: questions} has more. \
    Costs: {appendix: costs} on {page: costs}. Bids: {appendix: bids}.";

/// The text of one document for an audience, in one line, and the page labels to which each link
/// of those that print one of `said` leads, from the page with that text.
fn read(scratch: &Scratch, document: [&str; 2], audience: &str) -> (String, Vec<String>) {
    let words = ["-q", "build", document[0], document[1], "--audience", audience];
    assert_status(&scratch.run(&words), 0);
    let out = scratch.path().join("out");
    let mut names = crate::press::names(&out);
    names.retain(|name| name.ends_with(".pdf"));
    let path = out.join(names.pop().expect("a file"));
    let pdf = Pdf::open(&path);
    let file = Document::load(&path).expect("a PDF");
    let pages: Vec<ObjectId> = file.page_iter().collect();
    let mut led = Vec::new();
    // Cover and agenda have links of their own.
    let first = pdf.pages.iter().position(|page| page.label == "1").expect("a page 1");
    for page in &pages[first..] {
        for link in file.get_page_annotations(*page).expect("annotations") {
            if let Some(target) = page_of(&file, link) {
                let at = pages.iter().position(|it| *it == target).expect("a page");
                led.push(pdf.pages[at].label.clone());
            }
        }
    }
    std::fs::remove_dir_all(&out).expect("a folder");
    (spaced(&pdf.text()), led)
}

#[test]
fn an_agenda_numbers_items_and_appendices_in_a_pack() {
    let scratch = project(LIGHTS, ITEMS);
    let said = "Item 2 is first, item 5 last, page 3 has more. Costs: Appendix A on page 2. \
                Bids: Appendix B.";
    let (public, led) = read(&scratch, ["pack", "may"], "public");
    assert!(public.contains(said), "{public}");
    assert!(public.contains("Read Appendix A to item 3 first, then item 5."), "{public}");
    assert!(public.contains("Of item 3 on page 1."), "{public}");
    for withheld in ["Acme", "land}", "bids"] {
        assert!(!public.contains(withheld), "{withheld} in {public}");
    }
    // The questions, the appendix twice in text and once in the list, and the first item twice.
    // What is verbal or withheld has no page to lead to.
    assert_eq!(led, ["3", "2", "2", "2", "1", "1"], "{public}");

    let (restricted, led) = read(&scratch, ["pack", "may"], "restricted");
    assert!(restricted.contains(said), "{restricted}");
    let exempt = "As item 3 says, see Appendix A to item 3 and page 1.";
    assert!(restricted.contains(exempt), "{restricted}");
    // The paper and the appendix that the public has not are led to as well.
    for label in ["3.1", "2.1"] {
        assert!(led.iter().any(|it| it == label), "{label} in {led:?}");
    }
}

#[test]
fn a_paper_alone_says_the_numbers_of_its_pack() {
    let scratch = project(LIGHTS, ITEMS);
    let (text, led) = read(&scratch, ["paper", "lights"], "public");
    let said = "Item 2 is first, item 5 last, a page of “Pack may” has more. Costs: Appendix A \
                on page 2. Bids: Appendix B.";
    assert!(text.contains(said), "{text}");
    assert_eq!(led, ["2", "2", "2"], "{text}");
}

#[test]
fn late_papers_say_the_numbers_of_the_pack_that_they_add_to() {
    let scratch = project(LIGHTS, ITEMS);
    let words = ["-q", "build", "pack", "late"];
    assert_status(&scratch.run(&words), 0);
    let files = scratch.built(&["pack", "late"]);
    let text = spaced(&files.values().next().expect("a pack").text());
    assert!(text.contains("For item 4 and item 3, on a page of “Pack may”."), "{text}");
}

/// What is refused of a text in the public paper, and of the items of its pack.
fn refused(lights: &str, items: &str) -> String {
    let output = project(lights, items).run(&["check"]);
    assert_status(&output, 1);
    told(&output)
}

#[test]
fn what_leads_nowhere_or_tells_too_much_is_refused() {
    for (lights, items, problem, remedy) in [
        (
            "{item: light}",
            ITEMS,
            "there is no item or paper `light`",
            "did you mean `lights`?",
        ),
        (
            "{appendix: cost}",
            ITEMS,
            "there is no appendix `cost`",
            "did you mean `costs`?",
        ),
        ("{see: land}", ITEMS, "there is no section, table", "write `{item: land}`"),
        (
            "{see: costs}",
            ITEMS,
            "there is no section, table",
            "write `{appendix: costs}`",
        ),
        ("{page: update}", ITEMS, "item 2 has no pages", "write `{item: update}`"),
        ("{page: land}", ITEMS, "`land` is restricted", "make the text restricted"),
        ("{page: bids}", ITEMS, "`bids` is restricted", "make the text restricted"),
        (
            "{item: land}",
            "items: [{paper: lights}, {id: questions, title: Questions}]\n",
            "`land` is not on the agenda of the pack `may`",
            "add it to the pack",
        ),
        (
            "{item: questions}",
            "items: [{paper: land}, {id: questions, title: Questions}]\n",
            "the paper is in no pack",
            "add the paper to a pack",
        ),
        (
            "{item: land}",
            "items: [{paper: lights}, {paper: land, id: lights, title: Land}, \
             {id: questions, title: Questions}]\n",
            "`lights` is the id of each `item` and `paper`",
            "another id",
        ),
    ] {
        let told = refused(lights, items);
        assert!(told.contains(problem), "`{problem}` in {told}");
        assert!(told.contains(remedy), "`{remedy}` in {told}");
    }
}

#[test]
fn a_paper_in_two_packs_needs_one_number() {
    let scratch = project("{item: questions}", ITEMS);
    scratch.write(
        "packs/late.yaml",
        pack("late", "supplement_to: may\nitems: [{paper: lights, after_page: 2}]\n"),
    );
    let found = scratch.findings();
    assert!(found.iter().all(|it| !it.contains("error")), "{found:?}");
    let other = "items: [{paper: lights}, {paper: land}]\n";
    scratch.write("packs/late.yaml", pack("late", other));
    scratch.write(
        "papers/lights.yaml",
        paper("lights", "Street lights", "{item: land}", APPENDICES),
    );
    let found = scratch.findings().join("\n");
    let problem = "`land` is item 5 of the pack `may` and item 2 of the pack `late`";
    assert!(found.contains(problem), "{found}");
}

#[test]
fn text_of_the_report_stands_on_no_agenda() {
    let scratch = project("In short.", ITEMS);
    scratch
        .write("sections/one.yaml", crate::scratch::prose_section("See {item: lights}."));
    let found = scratch.findings().join("\n");
    assert!(found.contains("text of the report stands on no agenda"), "{found}");
}

#[test]
fn an_agenda_that_the_public_has_not_is_not_told_of() {
    let scratch = project("{item: questions}", &format!("{ITEMS}{EXEMPT}"));
    scratch.write("packs/late.yaml", pack("late", "items: [Apologies]\n"));
    let found = scratch.findings().join("\n");
    assert!(found.contains("`questions` is restricted"), "{found}");
}
