//! Figures that tell: that legends name what they are about, that titles stay with their charts, and that
//! the tables of figures name the pages on which measures stand.

use std::fmt::Write as _;

use crate::reader::{Pdf, spaced};
use crate::scratch::{Scratch, report};

/// So many measures, `m0` and on, of which every third is judged by a rule of its own.
fn measures(count: usize) -> String {
    let mut all = String::new();
    for at in 0..count {
        let rule = if at % 3 == 0 { ", status: {by: previous, within: 2%}" } else { "" };
        writeln!(
            all,
            "- {{id: m{at}, label: Berth {at} of the eastern quay that was mended, value: {}, unit: ships, \
             better: higher, period: 2024/25, target: {{value: 150}}, \
             history: [{{period: 2022/23, value: 90}}, {{period: 2023/24, value: 95}}]{rule}}}",
            at + 100
        )
        .expect("a string takes all");
    }
    all
}

/// The minimal project with a line more in its brand, and a rule of the house.
fn judged(scratch: &Scratch, more: &str) {
    let brand =
        std::fs::read_to_string(scratch.path().join("brand.yaml")).expect("a brand");
    let rule = "style:\n  status: {by: target, within: 1%}\n";
    scratch.write("brand.yaml", format!("{brand}\n{more}{rule}"));
}

/// What a page draws, with its furniture.
fn drawn(pdf: &Pdf, page: usize) -> String {
    let runs = pdf.pages[page].runs.iter().map(|run| run.text.as_str());
    spaced(&runs.collect::<Vec<_>>().join(" ")).replace('\u{a0}', " ")
}

#[test]
fn legends_of_several_rules_name_what_each_judges() {
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            &report(
                "measures: [measures.yaml]\ntables: [tables.yaml]\nback_matter: [figures]\n",
            ),
        ),
        ("measures.yaml", &measures(7)),
        ("tables.yaml", "- {id: card, title: Card, scorecard: [m0, m1, m2]}\n"),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody:\n  - measures: [m0, m1, m2]\n  - table: card\n  \
             - measures: [m3, m1, m2, m4, m5]\n  - measures: [m6]\n",
        ),
    ]);
    judged(&scratch, "");
    let pdf = scratch.editions().remove("report").expect("a report");
    let text = spaced(&pdf.text()).replace('\u{a0}', " ");
    for expected in [
        // Below tiles, one by one where there are few, and else those that are not the others.
        "Status, Berth 0 of the eastern quay that was mended: Improving:",
        "Status, Berth 1 of the eastern quay that was mended, Berth 2 of the eastern quay that was mended: Met:",
        "Status, Berth 3 of the eastern quay that was mended: Improving:",
        "Status, all others: Met:",
        // One rule alone is about all.
        "Status: Improving:",
        // The scorecard, and the tables of figures at the back.
        "Status: Berth 0 of the eastern quay that was mended: Improving:",
        "All others: Met:",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

/// A chart of twelve lines, or of what else `kind` says, over so many years.
fn fleet(kind: &str, years: usize) -> Scratch {
    let groups = "Ferries, Trawlers, Tugs, Yachts, Barges, Liners, Dredgers, Pilots, Lifeboats, \
                  Tenders, Launches, Coasters";
    let points = (0..years).map(|year| {
        let values = (0..12).map(|group| (20 + (group * 7 + year * 5) % 60).to_string());
        let values = values.collect::<Vec<_>>().join(", ");
        format!("    - {{label: '{}', values: [{values}]}}\n", 2025 - years + year)
    });
    let series = format!(
        "- id: fleet\n  label: Boats\n  unit: boats\n  groups: [{groups}]\n  points:\n{}",
        points.collect::<String>()
    );
    let chart = format!("- {{id: chart, title: Ferries grew, series: fleet, {kind}}}\n");
    Scratch::with_charts(&series, &chart)
}

#[test]
fn tables_of_charts_have_their_title_on_each_page() {
    let pdf = fleet("kind: line", 30).editions().remove("report").expect("a report");
    let tables = (0..pdf.pages.len()).filter(|page| drawn(&pdf, *page).contains("2020"));
    let tables: Vec<_> = tables.collect();
    assert!(tables.len() > 1, "{tables:?}");
    for page in tables {
        let text = drawn(&pdf, page);
        assert!(text.contains("Ferries grew"), "page {page}: {text}");
    }
}

#[test]
fn titles_of_charts_stay_with_their_drawing_in_large_print() {
    let scratch = fleet("kind: line, highlight: Ferries", 12);
    let files = scratch.built(&["report", "--profile", "large"]);
    let pdf = &files["note-large.pdf"];
    let page =
        (0..pdf.pages.len()).find(|page| drawn(pdf, *page).contains("Ferries grew"));
    let text = drawn(pdf, page.expect("a page"));
    assert!(text.contains("Coasters") && text.contains("Dredgers"), "{text}");
}

#[test]
fn keys_are_of_what_can_be_told_apart() {
    let kind = "kind: stacked-bar, share: true, highlight: Ferries";
    let pdf = fleet(kind, 4).editions().remove("report").expect("a report");
    let fills = pdf.pages.iter().flat_map(|page| &page.fills);
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for fill in fills {
        *counts.entry(format!("{fill:?}")).or_default() += 1;
    }
    // Of eleven groups over four years, each part is grey, and their one key.
    assert!(counts.values().any(|count| *count == 45), "{counts:#?}");
    let text: String = (0..pdf.pages.len()).map(|page| drawn(&pdf, page)).collect();
    assert!(text.contains("Trawlers, Tugs, Yachts"), "{text}");
}

/// Sections that each begin low on a page and have scorecards and charts across all columns.
fn across(theme: &str, lines: usize) -> Scratch {
    let ids: Vec<_> = (0..12).map(|at| format!("m{at}")).collect();
    let words =
        "The harbour keeps the quays, the lights and the basin in turn. ".repeat(9);
    let mut sections = String::new();
    let mut tables = String::new();
    let mut charts = String::new();
    let scratch = Scratch::minimal();
    for at in 0..4 {
        let text: String =
            (0..lines + at).map(|_| format!("  - prose: {words}\n")).collect();
        scratch.write(
            &format!("sections/s{at}.yaml"),
            format!(
                "id: s{at}\ntitle: Section {at}\nbody:\n  - prose: It begins. {words}\n  - table: card{at}\n  \
                 - chart: chart{at}\n{text}"
            ),
        );
        write!(sections, "sections/s{at}.yaml, ").expect("a string");
        let shown = ids[at * 3..at * 3 + 3].join(", ");
        writeln!(
            tables,
            "- {{id: card{at}, title: Card {at} of the harbour, scorecard: [{shown}]}}"
        )
        .expect("a string");
        writeln!(
            charts,
            "- {{id: chart{at}, title: Chart {at} of the harbour, series: pairs, kind: slope}}"
        )
        .expect("a string");
    }
    let fields = "measures: [measures.yaml]\ntables: [tables.yaml]\nseries: [series.yaml]\n\
                  charts: [charts.yaml]\nback_matter: [figures]\n";
    let own =
        report(fields).replace("sections/one.yaml", sections.trim_end_matches(", "));
    scratch.write("report.yaml", own);
    scratch.write("measures.yaml", measures(12));
    scratch.write("tables.yaml", tables);
    scratch.write("charts.yaml", charts);
    scratch.write(
        "series.yaml",
        "- id: pairs\n  label: Boats\n  unit: boats\n  groups: [First, Last]\n  points:\n    \
         - {label: Tugs, values: [3, 9]}\n    - {label: Ferries, values: [8, 4]}\n",
    );
    judged(&scratch, &format!("theme: {theme}\n"));
    scratch
}

/// The page on which words first stand that are not furniture, and how high above its foot.
fn place_of(pdf: &Pdf, words: &str, from: usize) -> (usize, f32) {
    let found = pdf.pages.iter().enumerate().skip(from).find_map(|(page, it)| {
        let runs = it.runs.iter().filter(|run| run.mcid.is_some());
        let run = runs
            .into_iter()
            .find(|run| spaced(&run.text).replace('\u{a0}', " ").contains(words))?;
        Some((page, run.baseline))
    });
    found.unwrap_or_else(|| panic!("`{words}` is nowhere"))
}

#[test]
fn tables_of_figures_name_the_page_on_which_a_measure_stands() {
    for (theme, lines) in [("bulletin", 1), ("bulletin", 3), ("annual", 3)] {
        let scratch = across(theme, lines);
        let files = scratch.built(&["report"]);
        let pdf = files.values().next().expect("a report");
        let table = pdf.tree.all("Table").pop().expect("a table");
        let rows = table.all("TR");
        let mut checked = 0;
        for row in rows {
            let cells: Vec<String> = row
                .children()
                .map(|cell| spaced(&cell.text()).replace('\u{a0}', " ").trim().to_owned())
                .collect();
            let Some(label) = cells.first().filter(|it| it.starts_with("Berth ")) else {
                continue;
            };
            let name: String =
                label.split(' ').take(2).collect::<Vec<_>>().join(" ") + " of";
            let page = place_of(pdf, &name, 0).0;
            let said = cells.last().expect("a page");
            assert_eq!(pdf.pages[page].label, *said, "{theme} {lines}: {label}");
            checked += 1;
        }
        assert_eq!(checked, 12, "{theme}");
    }
}

/// What stands in a link, a heading, a list, a cell, a caption, a note or a drawing alone is found on its
/// own page as well, and not on that of its section.
#[test]
fn tables_of_figures_name_the_page_of_a_mention() {
    let places = [
        "emphasis", "link", "heading", "item", "cell", "passage", "caption", "note",
        "title", "point", "total",
    ];
    let mut measures = String::new();
    for (at, place) in places.iter().enumerate() {
        writeln!(measures, "- {{id: {place}, label: Boats of the {place}, value: {}, unit: boats, period: '2024', within_year: false}}", 731 + at)
            .expect("a string takes all");
    }
    let filler =
        "Boats came in with the tide and went out with it, and all were counted. "
            .repeat(45);
    let filler = format!("  - prose: |\n      {filler}\n");
    let blocks = [
        "  - prose: Of **{emphasis}** many are old.\n",
        "  - prose: See [all {link}](https://example.org/).\n",
        "  - prose: |\n      ## The {heading} that came\n\n      Few left.\n",
        "  - prose: |\n      - {item} of wood\n      - Some of steel\n",
        "  - table: boats\n",
        "  - chart: lines\n",
        "  - chart: points\n",
        "  - chart: shares\n",
    ];
    let body: String = blocks.iter().map(|block| format!("{filler}{block}")).collect();
    let fields = "measures: [measures.yaml]\ntables: [tables.yaml]\nseries: [series.yaml]\n\
                  charts: [charts.yaml]\nback_matter: [figures]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields)),
        ("measures.yaml", &measures),
        (
            "tables.yaml",
            "- id: boats\n  title: Boats, {caption} in all\n  note: With {note} that sank.\n  \
             columns: [{label: Where}, {label: Boats, align: right}]\n  rows:\n    - [North, '{cell}']\n    \
             - [South, '*about* {passage}']\n",
        ),
        (
            "series.yaml",
            "- id: years\n  label: Year\n  unit: boats\n  points:\n    - {label: '2023', value: 3}\n    \
             - {label: '2024', value: 4}\n- id: kinds\n  label: Kind\n  unit: boats\n  points:\n    \
             - {label: Tugs, measure: point}\n    - {label: Ferries, value: 9}\n",
        ),
        (
            "charts.yaml",
            "- {id: lines, kind: line, series: years, title: 'More boats, {title} in all'}\n\
             - {id: points, kind: bar, series: kinds, title: Tugs lead}\n\
             - {id: shares, kind: proportion, series: years, total: total, title: Years differ}\n",
        ),
        ("sections/one.yaml", &format!("id: one\ntitle: One\nbody:\n{body}")),
    ]);
    let pdf = scratch.editions().remove("report").expect("a report");
    let table = pdf.tree.all("Table").pop().expect("a table");
    let mut pages = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let label = format!("Boats of the {place}");
        let rows = table.all("TR");
        let row = rows.iter().find(|row| spaced(&row.text()).contains(&label));
        let said = row.and_then(|row| row.children().last()).expect("a row").text();
        let page = place_of(&pdf, &(731 + at).to_string(), 0).0;
        assert_eq!(pdf.pages[page].label, said.trim(), "{place}");
        pages.push(page);
    }
    // They stand on pages of their own, none of them that of the section.
    pages.dedup();
    assert!(pages.len() >= 8 && pages[0] > 0, "{pages:?}");
}

/// A change that has a history is held against that, as its status and the column of what was before are; one
/// that has none says by its sign what has become. The change of so many to one is a number.
#[test]
fn trends_of_changes_agree_with_what_was_before() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("measures: [measures.yaml]\ntables: [tables.yaml]\n")),
        (
            "measures.yaml",
            "- {id: idle, label: Change in idle time, value: -12, unit: '%', change: shown, better: higher, \
             period: 2024/25, history: [{period: 2023/24, value: -13.2}], status: {by: previous}}\n\
             - {id: fear, label: Change in fear, value: -4, unit: '%', change: shown, period: 2024/25}\n\
             - {id: pay, label: Highest to median pay, value: 7.25, unit: to one, period: 2024/25, \
             history: [{period: 2023/24, value: 7.98}]}\n",
        ),
        ("tables.yaml", "- {id: card, title: Card, scorecard: [idle, fear, pay]}\n"),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody:\n  - table: card\n  - prose: Pay fell by {pay|change} to {pay}.\n  \
             - measures: [idle, fear]\n",
        ),
    ]);
    let pdf = scratch.editions().remove("report").expect("a report");
    let table = pdf.tree.all("Table").pop().expect("a table");
    let row = |label: &str| {
        let rows = table.all("TR");
        let row = rows.iter().find(|row| row.text().contains(label)).expect("a row");
        spaced(&row.text())
    };
    assert!(row("idle").contains("Up Improving"), "{}", row("idle"));
    assert!(row("fear").contains("Down"), "{}", row("fear"));
    let text = spaced(&pdf.text()).replace('\u{a0}', " ");
    assert!(text.contains("Up on 2023/24: better"), "{text}");
    assert!(text.contains("Pay fell by 0.73 to 7.25 to 1."), "{text}");
}

/// What stands beside the largest figure of the year has room there with its amounts, which no line parts, or
/// stands below it.
#[test]
fn targets_of_the_largest_figure_have_room_in_large_print() {
    let mut measures = "- {id: cargo, label: Cargo handled, value: 18234567, unit: tonnes, better: higher, \
                        period: 2024/25, target: {value: 19000000}, \
                        history: [{period: 2022/23, value: 14587653}, {period: 2023/24, value: 20058023}]}\n"
        .to_owned();
    for at in 1..6 {
        writeln!(measures, "- {{id: q{at}, label: Ships at quay {at}, value: {at}1, unit: ships, period: 2024/25}}")
            .expect("a string takes all");
    }
    let fields =
        "measures: [measures.yaml]\nyear_in_figures: [cargo, q1, q2, q3, q4, q5]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields)),
        ("measures.yaml", &measures),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody:\n  - prose: Of {cargo|unit}.\n",
        ),
    ]);
    for profile in ["screen", "large"] {
        let files = scratch.built(&["report", "--profile", profile]);
        let pdf = files.values().next().expect("a report");
        let text = spaced(&pdf.text()).replace('\u{a0}', " ");
        assert!(text.contains("Target: 19,000,000 tonnes"), "{text}");
    }
}
