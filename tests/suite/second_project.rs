//! Second projects: other publishers, other plans, other years, with no change to the
//! program or its templates.
//!
//! `tests/projects/northmoor/` is a fire and rescue service with everything that a
//! project can hold, `trust/` a care trust with seven priorities, `minimal/` a note of
//! one section, `ponds/` the seed of the fuzz targets: little of everything.

use std::sync::OnceLock;

use crate::document::{assert_accessible, assert_sections_in_outline};
use crate::press::{Print, project};
use crate::reader::{Element, Pdf, spaced};
use crate::scratch::Scratch;

fn northmoor() -> &'static Print {
    static PRINT: OnceLock<Print> = OnceLock::new();
    PRINT.get_or_init(|| project("northmoor"))
}

fn assert_says(name: &str, pdf: &Pdf, phrases: &[&str]) {
    let text = pdf.text();
    for phrase in phrases {
        assert!(text.contains(phrase), "{name} does not say `{phrase}`: {text}");
    }
}

/// The table whose header row has these labels.
fn table<'p>(pdf: &'p Pdf, labels: &[&str]) -> &'p Element {
    let tables = pdf.tree.all("Table");
    let header = |table: &Element| {
        let row = table.all("TR").into_iter().next().expect("a row");
        row.children().map(|cell| spaced(&cell.text())).collect::<Vec<_>>()
    };
    let found = tables.iter().find(|table| {
        let header = header(table);
        labels.iter().all(|label| header.iter().any(|cell| cell.starts_with(label)))
    });
    let headers: Vec<_> = tables.iter().map(|table| header(table)).collect();
    found.unwrap_or_else(|| panic!("no table with {labels:?}: {headers:#?}"))
}

#[test]
fn a_fire_service_gets_a_report_and_briefs() {
    let print = northmoor();
    let names: Vec<_> = print.editions.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "brief-prevent",
            "brief-respond",
            "pack-late",
            "pack-march",
            "paper-stations",
            "report"
        ]
    );
    for (name, pdf) in &print.editions {
        assert_accessible(name, pdf);
        assert_eq!(pdf.info["Author"], "Northmoor Fire and Rescue Authority", "{name}");
    }
    assert_sections_in_outline(print);
}

#[test]
fn its_brand_says_how_figures_are_written() {
    let report = northmoor().report();
    assert_says(
        "the report",
        report,
        &[
            "£41.6 million",
            "£342,750.50",
            "12.5 per cent",
            "nearly 2.5 million alarms",
            "three schools",
            "9 out of 10",
            "19 to 44",
            "14 June 2024",
            "21 September",
            "2023 to 2027",
            "2 percentage points",
            "two hundred and fourteen",
        ],
    );
    let text = report.text();
    for foreign in ["MOPAC", "London", "£41.6m", "12.5%", "Police"] {
        assert!(!text.contains(foreign), "the report says `{foreign}`");
    }
}

#[test]
fn its_status_and_marking_are_printed() {
    let print = northmoor();
    assert!(print.report().text().contains("Draft"), "no word of the draft");
    for (name, pdf) in &print.editions {
        for (number, page) in (1..).zip(&pdf.pages) {
            let runs = page.runs.iter();
            let marked: usize =
                runs.map(|run| run.text.matches("OFFICIAL").count()).sum();
            assert!(marked >= 2, "{name}: page {number} is marked {marked} times");
        }
    }
}

#[test]
fn its_sections_have_numbers_of_their_own() {
    let outline = &northmoor().report().outline;
    let titles: Vec<_> = outline.iter().map(|bookmark| spaced(&bookmark.title)).collect();
    let position = |title: &str| titles.iter().position(|found| found.ends_with(title));
    let order = [
        "Welcome",
        "Preventing fires before they start",
        "Stations & crews",
        "Be there in time",
        "Money",
    ];
    let positions: Vec<_> = order.iter().map(|title| position(title)).collect();
    assert!(positions.iter().all(Option::is_some), "{titles:#?}");
    assert!(positions.is_sorted(), "{titles:#?}");
}

#[test]
fn its_long_table_is_whole_and_has_headers_on_every_page() {
    let report = northmoor().report();
    let stations = table(report, &["Station", "Crew", "Calls", "In use"]);
    let rows = stations.all("TR");
    assert_eq!(rows.len(), 61, "a header row and sixty stations");
    let last = spaced(&rows[60].text());
    assert_eq!(last, "Kestrel Bank, number 60 On-call 195 874", "the last row");
    let pages: Vec<_> = (0..)
        .zip(&report.pages)
        .filter(|(_, page)| page.runs.iter().any(|run| run.text.contains(", number ")))
        .collect();
    assert!(pages.len() >= 2, "the table stands on one page");
    for (index, page) in pages {
        let drawn: String = page.runs.iter().map(|run| run.text.as_str()).collect();
        assert!(drawn.contains("Crew"), "page {} goes on without headers", index + 1);
    }
}

#[test]
fn its_charts_are_tables_to_those_who_cannot_see_them() {
    let report = northmoor().report();
    let cell = |labels: &[&str], row: &str| {
        let rows = table(report, labels).all("TR");
        let found = rows.iter().find(|it| spaced(&it.text()).starts_with(row));
        spaced(&found.unwrap_or_else(|| panic!("no row `{row}`")).text())
    };
    assert!(cell(&["Kind of incident"], "Road").contains("388"));
    // Values stand under the points of their line.
    assert!(cell(&["Month", "January"], "On-call").contains("12.4"));
    assert!(cell(&["Year", "2021", "2023"], "Kitchen").contains("118"));
    assert!(cell(&["Purpose"], "Pay").contains("£29.9 million"));
    assert!(cell(&["District"], "The Fells").contains("703"));
}

#[test]
fn its_images_have_alternative_text() {
    let report = northmoor().report();
    let elements = report.elements();
    let alternatives: Vec<_> =
        elements.iter().filter_map(|element| element.alt.as_deref()).collect();
    let expected = "A sketch of the valley with two stations marked";
    assert!(alternatives.contains(&expected), "{alternatives:#?}");
    assert!(
        alternatives.iter().any(|alt| alt.contains("Badge of the Northmoor")),
        "the logo has no alternative text: {alternatives:#?}"
    );
}

#[test]
fn its_lists_notes_and_links_have_their_roles() {
    let report = northmoor().report();
    assert_says(
        "the report",
        report,
        &[
            "tested each month",
            "It was adopted in 2022, and is not an annex",
            "In office since 14 June 2024.",
            "Áine O’Brien-Šimić QFSM",
            "{Code} Amber",
            "Minutes of the Authority",
        ],
    );
    let lists = report.tree.all("L");
    assert!(
        lists
            .iter()
            .any(|list| list.all("L").iter().any(|inner| inner.all("L").len() >= 2)),
        "no list lies in a list in a list"
    );
    let notes = report.tree.all("Note").len() + report.tree.all("FENote").len();
    assert!(notes >= 1, "no footnote");
    let links = report.tree.all("Link");
    for text in ["the strategy", "training", "Incident log", "report@northmoor.example"] {
        let found = links.iter().any(|link| spaced(&link.text()).contains(text));
        assert!(found, "`{text}` is no link");
    }
}

#[test]
fn its_abbreviations_are_spelt_out_once_an_edition() {
    let report = northmoor().report().text();
    assert_eq!(report.matches("Northmoor Fire and Rescue Service (NFRS)").count(), 1);
    assert!(report.contains("home safety visits (HSVs)"), "{report}");
    assert!(!report.contains("an abbreviation that nobody writes"));
}

#[test]
fn its_briefs_stand_alone() {
    let brief = &northmoor().editions["brief-prevent"];
    assert_says(
        "the brief",
        brief,
        &[
            "How Northmoor prevents fires",
            "This is one of two priorities of the strategy for 2023 to 2027.",
            "More visits to people at risk",
            "The next strategy will be about heating.",
            "report@northmoor.example",
        ],
    );
    assert!(
        !brief.text().contains("Be there in time"),
        "it says what the other brief says"
    );
}

#[test]
fn a_note_of_one_section_is_a_document() {
    let print = project("minimal");
    assert_eq!(print.editions.len(), 1);
    assert_accessible("the note", print.report());
    assert_sections_in_outline(&print);
    assert_says("the note", print.report(), &["Nothing much happened in Brackwater"]);
    assert!(print.opened.warnings.is_empty(), "{:?}", print.opened.warnings);
}

#[test]
fn a_trust_may_have_seven_priorities() {
    let print = project("trust");
    assert_eq!(print.editions.len(), 8);
    for (name, pdf) in &print.editions {
        assert_accessible(name, pdf);
    }
    assert_sections_in_outline(&print);
    let report = print.report();
    assert_says(
        "the account",
        report,
        &[
            "£1,250,000",
            "4 per cent",
            "7 trials",
            "9.30am on 30 June 2025",
            "New ideas in ward 4",
        ],
    );
}

#[test]
fn a_parish_council_has_little_of_everything_and_no_fault() {
    let ponds = Scratch::of("ponds");
    assert_eq!(ponds.findings(), [""; 0]);
    let editions = ponds.editions();
    let names: Vec<_> = editions.keys().collect();
    assert_eq!(names, ["brief-water", "pack-may", "paper-fence", "report"]);
    // Little stands on some of its pages; what is asked of full ones is asked elsewhere.
    for (name, pdf) in &editions {
        assert!(pdf.marked && !pdf.headings().is_empty(), "{name} is not tagged");
    }
    let (report, pack) = (&editions["report"], &editions["pack-may"]);
    // A table of its own, and one for each chart; the tiles are none.
    assert!(report.tree.all("Table").len() >= 3);
    assert!(!report.tree.all("Figure").is_empty());
    assert_eq!(pack.labels()[..2], ["i", "ii"]);
}
