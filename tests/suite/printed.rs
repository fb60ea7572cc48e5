//! What prints is what data files and the record say: one document, read off everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use recto::build::{Opened, Workspace};
use recto::document::{Basis, Document, Part};
use recto::edition::Audience;
use recto::edition::all;
use recto::edition::redact::{Released, redact};
use recto::limits::Limits;
use recto::report::{MeasureForm, MeasureValue, measure};

use crate::press::repository;
use crate::reader::Pdf;
use crate::scratch::{Scratch, prose_section, report};

fn workspace(project: &Path) -> Workspace {
    Workspace::open(project, Limits::default()).expect("a project")
}

fn opened(project: &Path) -> Opened {
    workspace(project).read().unwrap_or_else(|error| panic!("{error}"))
}

fn released(opened: &Opened, audience: Audience) -> Released {
    redact(&opened.report, audience, &opened.locale)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The measures of a PDF's list, by id, with their texts.
fn listed(pdf: &Pdf) -> BTreeMap<String, String> {
    let Some(data) = pdf.attachments.get("measures.csv") else { return BTreeMap::new() };
    let mut reader = csv::Reader::from_reader(data.as_slice());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (row[0].to_owned(), row[2].to_owned())).collect()
}

/// Text without what layout decides: spaces, line ends and hyphens.
fn letters_of(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !"\u{ad}-\u{2010}".contains(*c))
        .collect()
}

/// A measure in all forms in which it may print.
fn forms(opened: &Opened, id: &str) -> BTreeSet<String> {
    let measure = opened.report.measure(id);
    let style = &opened.report.brand.style;
    let mut forms = BTreeSet::new();
    for context in [measure::Context::Prose, measure::Context::Display] {
        for form in [MeasureForm::Full, MeasureForm::Sentence, MeasureForm::Bare] {
            let text = measure::written(measure, form, style, &opened.locale, context);
            forms.insert(letters_of(&text));
        }
    }
    forms
}

#[test]
fn every_measure_that_is_listed_prints_and_every_one_that_prints_is_listed() {
    let (mut rows, mut unlisted) = (0, 0);
    for project in ["data", "tests/projects/northmoor", "tests/projects/trust"]
        .into_iter()
        .chain(["tests/projects/withheld", "tests/projects/annexes"])
    {
        let folder = repository().join(project);
        let opened = opened(&folder);
        for audience in [Audience::Public, Audience::Restricted] {
            if audience == Audience::Restricted && project != "tests/projects/withheld" {
                continue;
            }
            for (name, pdf) in archived(&folder, audience) {
                let text = letters_of(&pdf.drawn());
                let listed = listed(&pdf);
                for id in listed.keys() {
                    let forms = forms(&opened, id);
                    let prints = forms.iter().any(|form| text.contains(form.as_str()));
                    assert!(
                        prints,
                        "{project}: {name} lists {id} and prints none of {forms:?}"
                    );
                    rows += 1;
                }
                // A short figure or a date may stand for many things, a long number for its
                // measure alone.
                let all = opened.report.measures.iter();
                for measure in all.filter(|it| !listed.contains_key(&*it.id.value)) {
                    if !matches!(measure.value.value, MeasureValue::Number(_)) {
                        continue;
                    }
                    let id = &*measure.id.value;
                    let others = listed.keys().flat_map(|other| forms(&opened, other));
                    let others: Vec<String> = others.collect();
                    for form in forms(&opened, id) {
                        let is_long =
                            form.chars().filter(char::is_ascii_digit).count() >= 4;
                        let is_own = !others.iter().any(|other| other.contains(&form));
                        let prints = is_long && is_own && stands_in(&form, &text);
                        assert!(
                            !prints,
                            "{project}: {name} prints `{form}` and does not list {id}"
                        );
                        unlisted += usize::from(is_long && is_own);
                    }
                }
            }
        }
    }
    assert!(rows > 500 && unlisted > 100, "{rows} rows, {unlisted} not listed");
}

/// Whether a number stands in a text, and not within another number.
fn stands_in(number: &str, text: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let is_more = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
        !text[..at].ends_with(is_more)
            && !text[at + number.len()..].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Every edition of a project in the archive profile.
fn archived(project: &Path, audience: Audience) -> BTreeMap<String, Pdf> {
    let scratch = Scratch::empty();
    scratch.add(project);
    match audience {
        Audience::Public => scratch.built(&["--profile", "archive"]),
        Audience::Restricted => {
            scratch.built(&["--profile", "archive", "--audience", "restricted"])
        }
        Audience::Exempt => {
            scratch.built(&["--profile", "archive", "--audience", "exempt"])
        }
    }
}

/// A project with a paper in a pack. Each text in which a measure may stand holds one of its
/// own: `{number}` in a text is the next of them.
fn full_of_measures() -> (Scratch, Vec<String>) {
    let paper = "id: plan\ntitle: The plan\nmeeting: Council {}\ndate: 2025-03-20\n\
                 report_of: Clerk\npurpose: decision\nagenda_item: Item {}\n\
                 reference: Reference {}\ndecision_maker: Council of {}\n\
                 publication: {status: redacted, reason: 'Because of {}'}\n\
                 considered_by: ['Committee {}']\nareas: ['Ward {}']\n\
                 lateness: Late by {}\ndeferral: {until: 2025-04-01, reason: 'After {}'}\n\
                 recommendations: {lead: 'Of {}:', items: ['Note {}.']}\n\
                 summary: In all {}.\n\
                 next_steps: [{what: 'Print {}', who: 'Team {}', when: 'Week {}'}]\n\
                 background_papers: [{title: 'Paper {}', note: 'Page {}'}]\n\
                 sign_off: [{role: 'Officer {}'}]\nlegal_comments: None.\n";
    let pack = "id: march\ntitle: March\nmeeting: Council {}\ndate: 2025-03-20\n\
                time: At {}\nvenue: Room {}\nnote: There are {} chairs.\n\
                items: [{paper: plan, note: 'Bring {}', time: 'At {}'}]\n";
    let mut ids = Vec::new();
    let mut numbered = |text: &str| {
        let mut pieces = text.split("{}");
        let mut whole = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let id = format!("m-{}", ids.len());
            let _ = write!(whole, "{{{id}}}{piece}");
            ids.push(id);
        }
        whole
    };
    let (paper, pack) = (numbered(paper), numbered(pack));
    let measures = ids.iter().enumerate().map(|(index, id)| {
        let value = 4001 + index;
        format!("- {{id: {id}, label: Things, value: {value}, unit: things}}\n")
    });
    let fields = "measures: [measures.yaml]\npapers: [plan.yaml]\npacks: [march.yaml]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields)),
        ("measures.yaml", &measures.collect::<String>()),
        ("plan.yaml", &paper),
        ("march.yaml", &pack),
    ]);
    (scratch, ids)
}

#[test]
fn a_measure_in_any_text_of_a_paper_or_pack_is_in_its_data() {
    let (scratch, ids) = full_of_measures();
    let built = scratch.built(&["--profile", "archive"]);
    let of_paper = listed(&built["note-paper-plan-archive.pdf"]);
    let of_pack = listed(&built["note-pack-march-archive.pdf"]);
    // The last six are the pack's own.
    let (paper, _) = ids.split_at(ids.len() - 6);
    assert_eq!(of_paper.keys().collect::<BTreeSet<_>>(), paper.iter().collect());
    // In a pack the meeting and the number on the agenda are those of the pack.
    let (own, others) = ids.split_at(2);
    assert_eq!(of_pack.keys().collect::<BTreeSet<_>>(), others.iter().collect());
    assert_eq!(of_paper[&own[0]], "4,001");
    assert_eq!(of_pack["m-2"], "4,003");
}

const ABBREVIATION: &str = "- {short: PSG, long: pond safety group}\n";

/// A priority with a highlight.
fn priority(summary: &str, highlight: &str) -> String {
    format!(
        "id: ponds\npriority: 1\nname: Ponds\nsummary: {summary}\nhighlights:\n\
         \x20 - lead: Water\n    text: {highlight}\n"
    )
}

/// The report of the minimal project with a priority as well.
fn report_with_priority(fields: &str) -> String {
    report(fields).replace("[sections/one.yaml]", "[sections/one.yaml, ponds.yaml]")
}

#[test]
fn texts_in_the_data_of_a_paper_are_those_that_print() {
    // What one appendix spells out, the next does too; and the body is read in the order
    // that the settings give.
    let fields = "abbreviations: [abbreviations.yaml]\npapers: [plan.yaml]\n\
                  paper_settings: settings.yaml\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report_with_priority(fields)),
        ("settings.yaml", "order: [legal_comments, summary]\n"),
        ("abbreviations.yaml", ABBREVIATION),
        ("ponds.yaml", &priority("Clean ponds.", "The PSG met.")),
        ("sections/one.yaml", &prose_section("The PSG dug.")),
        (
            "plan.yaml",
            "id: plan\ntitle: The plan\nmeeting: Council\ndate: 2025-03-20\n\
             report_of: Clerk\npurpose: decision\nsummary: The PSG asks.\n\
             recommendations: [Note it.]\nlegal_comments: The PSG is lawful.\n\
             appendices: [{report: full}, {brief: ponds}]\n",
        ),
    ]);
    let built = scratch.built(&["paper", "--profile", "archive"]);
    let pdf = &built["note-paper-plan-archive.pdf"];
    let text = pdf.text();
    assert!(text.contains("The pond safety group (PSG) is lawful."), "{text}");
    assert!(text.contains("The PSG asks."), "{text}");
    assert!(text.contains("The pond safety group (PSG) dug."), "{text}");
    let data = &pdf.attachments["data.json"];
    let data: serde_json::Value = serde_json::from_slice(data).expect("JSON");
    let sections = data["sections"].as_array().expect("sections");
    let highlights = sections.iter().flat_map(|it| it["highlights"].as_array());
    let texts: Vec<_> = highlights.flatten().map(|it| it["text"].as_str()).collect();
    // Within the report it is the second use, and the first place where it stands.
    assert_eq!(texts, [Some("The PSG met.")]);
}

#[test]
fn a_brief_stands_alone() {
    let animals = ["ducks", "frogs", "newts", "swans", "voles", "ponds"];
    let measures = animals.iter().zip(4001..).map(|(animal, value)| {
        format!(
            "- {{id: {animal}, label: Wild {animal}, value: {value}, unit: {animal}}}\n"
        )
    });
    let fields = format!(
        "abbreviations: [abbreviations.yaml]\nmeasures: [measures.yaml]\n\
         year_in_figures: [{}]\nback_matter: [figures]\n\
         summary: The PSG counted {{ducks}} ducks.\n",
        animals.join(", ")
    );
    let scratch = Scratch::with(&[
        ("report.yaml", &report_with_priority(&fields)),
        ("abbreviations.yaml", ABBREVIATION),
        ("measures.yaml", &measures.collect::<String>()),
        ("ponds.yaml", &priority("Clean ponds.", "The PSG cleaned {ponds} ponds.")),
    ]);
    let editions = scratch.editions();
    let brief = editions["brief-ponds"].text();
    assert!(brief.contains("The pond safety group (PSG) cleaned"), "{brief}");
    assert_eq!(brief.matches("Figures in this brief").count(), 1, "{brief}");
    assert!(!brief.contains("4,001"), "{brief}");
    let archive = scratch.built(&["brief", "--profile", "archive"]);
    let (_, archive) = archive.first_key_value().expect("a brief");
    assert_eq!(listed(archive).into_keys().collect::<Vec<_>>(), ["ponds"]);
}

/// A project with papers in a pack, whose items are written here.
fn with_pack(items: &str, second: &str) -> Scratch {
    let paper = |id: &str, text: &str| {
        format!(
            "id: {id}\ntitle: Paper {id}\nmeeting: Council\ndate: 2025-03-20\n\
             report_of: Clerk\npurpose: noting\nsummary: {text}\n\
             recommendations: [Note it.]\nlegal_comments:\n  - figure: pond\n\
             appendices: [{{report: full}}]\n"
        )
    };
    let fields =
        "figures: [figures.yaml]\npapers: [a.yaml, b.yaml]\npacks: [march.yaml]\n";
    Scratch::with(&[
        ("report.yaml", &report(fields)),
        (
            "figures.yaml",
            "- {id: pond, file: pond.svg, alt: A pond with two ducks on it}\n",
        ),
        ("pond.svg", POND),
        ("a.yaml", &paper("a", "It is so.")),
        ("b.yaml", &paper("b", second)),
        (
            "march.yaml",
            &format!(
                "id: march\ntitle: March\nmeeting: Council\ndate: 2025-03-20\n\
                 items: {items}\n"
            ),
        ),
    ])
}

const POND: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
                    <rect width=\"40\" height=\"20\" fill=\"#12436d\"/></svg>\n";

/// The parts of the pack of a project, by what they are.
fn parts(scratch: &Scratch) -> BTreeMap<String, Part> {
    let workspace = workspace(scratch.path());
    let opened = workspace.read().unwrap_or_else(|error| panic!("{error}"));
    let released = released(&opened, Audience::Public);
    let basis = Basis::new(released.report(), &opened.locale);
    let selections = all(&released);
    let pack =
        selections.iter().find(|it| it.id().to_string() == "pack-march").expect("a pack");
    let sources = workspace.sources();
    let files = |path: &str| sources.file(path).ok().map(|it| it.digest.to_string());
    let parts = Document::of(pack, &basis).parts(&files).into_iter();
    parts.map(|part| (part.of.clone(), part)).collect()
}

#[test]
fn a_part_changes_with_what_it_says_and_with_nothing_else() {
    let before = parts(&with_pack("[{paper: a}, {paper: b}]", "It is not."));
    // Moved, and under other names of links.
    let moved =
        parts(&with_pack("[{paper: b}, {title: Apologies}, {paper: a}]", "It is not."));
    for part in before.values() {
        assert_eq!(part.digest, moved[&part.of].digest, "{}", part.of);
        assert_ne!(part.name, moved[&part.of].name, "{}", part.of);
    }
    let changed = parts(&with_pack("[{paper: a}, {paper: b}]", "It may be."));
    assert_eq!(before["paper-a"], changed["paper-a"]);
    assert_ne!(before["paper-b"].digest, changed["paper-b"].digest);
    // So does an image in it.
    let scratch = with_pack("[{paper: a}, {paper: b}]", "It is not.");
    scratch.write("pond.svg", POND.replace("12436d", "801650"));
    let redrawn = parts(&scratch);
    assert_ne!(before["paper-a"].digest, redrawn["paper-a"].digest);
    // And the report that is attached.
    let scratch = with_pack("[{paper: a}, {paper: b}]", "It is not.");
    scratch.write("sections/one.yaml", prose_section("The fence was painted."));
    assert_ne!(before["paper-a"].digest, parts(&scratch)["paper-a"].digest);
}

#[test]
fn an_item_does_not_change_with_one_whose_number_begins_like_its_own() {
    let items = "[{number: '4', paper: a}, {number: '4.1', paper: b}]";
    let before = parts(&with_pack(items, "It is not."));
    let after = parts(&with_pack(items, "It may be."));
    assert_eq!(before["paper-a"], after["paper-a"]);
    assert_ne!(before["paper-b"], after["paper-b"]);
}

#[test]
fn items_whose_numbers_look_alike_are_told_apart() {
    // They were of one name once, and no template could ask for both.
    let items = "[{number: '4.1', paper: a}, {number: '4-1', paper: b}]";
    let pack = &with_pack(items, "It is not.").editions()["pack-march"];
    assert!(pack.text().contains("It is so.") && pack.text().contains("It is not."));
}

#[test]
fn years_print_with_a_dash_and_addresses_and_codes_as_they_are_typed() {
    let fields =
        "links: [links.yaml]\nmeasures: [measures.yaml]\nback_matter: [figures]\n";
    let title = "title: Pond plan 2022-25\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields).replace("title: A short note\n", title)),
        (
            "links.yaml",
            "- {id: plan, text: Pond plan 2022-2025, url: \"https://example.org/a-2022-2025\"}\n",
        ),
        (
            "measures.yaml",
            "- {id: ponds, label: Ponds since 2021-22, value: 3, unit: ponds, \
             published_as: 2022-2025}\n",
        ),
        (
            "sections/one.yaml",
            "id: one\ntitle: The year 2022-23\nbody:\n- prose: |\n    In 2022-23 we dug \
             {ponds|unit}, says [the plan of 2022-25](https://example.org/2022-25). Ask for \
             DEC-2022-23, pond-2022-23.pdf, or 020 2022-2023.\n- links: [plan]\n",
        ),
    ]);
    let pdf = &scratch.editions()["report"];
    let text = pdf.text() + &pdf.drawn();
    for printed in [
        "Pond plan 2022–25",
        "Pond plan 2022–2025",
        "The year 2022–23",
        "In 2022–23 we dug",
        "the plan of 2022–25",
        "Ponds since 2021–22",
        // What another document printed.
        "As first published: 2022-2025",
        "DEC-2022-23",
        "pond-2022-23.pdf",
        "020 2022-2023",
    ] {
        assert!(text.contains(printed), "{printed}: {text}");
    }
    assert_eq!(pdf.info["Title"], "Pond plan 2022–25");
    // The running foot too, and what a viewer lists.
    assert!(pdf.outline.iter().any(|it| it.title.contains("The year 2022–23")));
    assert!(pdf.pages.iter().skip(1).all(|page| {
        let drawn: String = page.runs.iter().map(|run| run.text.as_str()).collect();
        letters_of(&drawn).contains("Pondplan2022–25")
    }));
    assert!(!text.contains("2022-25") && !text.contains("year 2022-23"), "{text}");
}

#[test]
fn no_abbreviation_is_spelt_out_in_the_name_of_the_publisher() {
    let brand = "publisher: {name: Dale DPA Trust}\n\
                 colours: {brand: \"#123456\", ink: \"#111111\", priorities: [\"#123456\"]}\n\
                 typefaces: {text: Atkinson Hyperlegible Next, \
                 display: Atkinson Hyperlegible Next}\n";
    let scratch = Scratch::with(&[
        ("brand.yaml", brand),
        ("abbreviations.yaml", "- {short: DPA, long: Dale Pond Authority}\n"),
        ("report.yaml", &report("abbreviations: [abbreviations.yaml]\n")),
        (
            "sections/one.yaml",
            &prose_section("The Dale DPA Trust digs. The DPA pays, and the DPA fills."),
        ),
    ]);
    let text = scratch.editions()["report"].text();
    let spelt =
        "The Dale DPA Trust digs. The Dale Pond Authority (DPA) pays, and the DPA fills.";
    assert!(text.contains(spelt), "{text}");
}
