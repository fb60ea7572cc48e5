//! What charts draw beside their values: shades, lines that these are held against, and wholes.

use lopdf::Document;
use lopdf::content::{Content, Operation};

use crate::press::{assert_status, told};
use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;

const BOATS: &str = "- {id: boats, label: Year, unit: boats, points: [{label: 2023/24, \
                     value: 45}, {label: 2024/25, value: 70}]}\n";

/// The drawing operations of the pages of a report.
fn operations(scratch: &Scratch) -> Vec<Operation> {
    assert_status(&scratch.run(&["-q", "build", "report"]), 0);
    let pdf = Document::load(scratch.path().join("out/note.pdf")).expect("a PDF");
    let pages = pdf.get_pages().into_values();
    let operations = pages.flat_map(|page| {
        Content::decode(&pdf.get_page_content(page)).expect("a page").operations
    });
    operations.collect()
}

#[test]
fn ranges_that_meet_are_told_apart() {
    for kind in ["line", "column", "bar", "dot"] {
        let lines_of = |ranges: [(u32, u32); 3]| {
            let ranges = ranges.iter().enumerate().map(|(at, (from, to))| {
                format!("{{label: Range {at}, from: {from}, to: {to}}}")
            });
            let ranges: Vec<_> = ranges.collect();
            let scratch = Scratch::with_charts(
                BOATS,
                &format!(
                    "- {{id: boats, kind: {kind}, series: boats, ranges: [{}], title: \
                     Boats}}\n",
                    ranges.join(", ")
                ),
            );
            let found = scratch.findings();
            let others = found.iter().filter(|it| !it.contains("sparse-page"));
            assert_eq!(others.count(), 0, "{kind}: {found:?}");
            let operations = operations(&scratch);
            let strokes = operations.iter().filter(|it| it.operator == "S").count();
            let is_dash = |it: &&Operation| {
                it.operator == "d"
                    && it.operands[0].as_array().is_ok_and(|it| !it.is_empty())
            };
            (strokes, operations.iter().filter(is_dash).count())
        };
        let apart = lines_of([(5, 15), (25, 35), (45, 55)]);
        let meeting = lines_of([(5, 30), (20, 45), (30, 60)]);
        // Edges, lines and dashes, in the drawing and before the labels.
        assert!(meeting.0 > apart.0 + 20, "{kind}: {apart:?} {meeting:?}");
        assert!(apart.1 == 0 && meeting.1 > 4, "{kind}: {apart:?} {meeting:?}");
        // One that begins where another ends would seem to be more of it.
        let touching = lines_of([(5, 15), (15, 35), (45, 55)]);
        assert!(touching.0 > apart.0, "{kind}: {apart:?} {touching:?}");
    }
}

#[test]
fn times_that_meet_are_told_apart() {
    let edges_of = |first: &str, last: &str| {
        let scratch = Scratch::with_charts(
            "- {id: boats, label: Year, unit: boats, points: [{label: 2020/21, value: 5}, \
             {label: 2021/22, value: 6}, {label: 2022/23, value: 7}, {label: 2023/24, value: \
             8}]}\n",
            &format!(
                "- {{id: boats, kind: line, series: boats, title: Boats, periods: [{{label: \
                 Flood, first: 2020/21, last: {last}}}, {{label: Repairs, first: {first}, last: \
                 2023/24}}]}}\n"
            ),
        );
        operations(&scratch).iter().filter(|it| it.operator == "S").count()
    };
    let (apart, meeting) =
        (edges_of("2022/23", "2021/22"), edges_of("2021/22", "2022/23"));
    // Two edges each, of both shades and of the keys before their labels, and lines.
    assert!(meeting > apart + 12, "{apart} {meeting}");
}

#[test]
fn shares_stand_over_the_lines_that_they_are_held_against() {
    let texts_after_the_line = |share: &str| {
        let scratch = Scratch::with_charts(
            "- {id: boats, label: Year, unit: boats, groups: [Hire, Private], points: \
             [{label: 2023/24, values: [45, 55]}, {label: 2024/25, values: [30, 70]}]}\n",
            &format!(
                "- {{id: boats, kind: stacked-column, {share}series: boats, reference_lines: \
                 [{{label: Half, value: 50}}], title: Boats}}\n"
            ),
        );
        let operations = operations(&scratch);
        let is_dash = |it: &Operation| {
            it.operator == "d" && it.operands[0].as_array().is_ok_and(|it| !it.is_empty())
        };
        let line = operations.iter().rposition(is_dash).expect("a dashed line");
        operations[line..].iter().filter(|it| it.operator == "BT").count()
    };
    let (shares, values) =
        (texts_after_the_line("share: true, "), texts_after_the_line(""));
    assert_eq!(shares, values + 4);
}

#[test]
fn the_whole_of_a_proportion_is_said() {
    let scratch = Scratch::with_charts(
        "- {id: fees, label: Fee, unit: GBP, points: [{label: Tolls, value: 340000}, \
         {label: Mooring, value: 120000}]}\n",
        "- {id: fees, kind: proportion, series: fees, total: income, title: Fees}\n",
    );
    scratch.write(
        "measures.yaml",
        "- {id: income, label: Income in all, value: 540000, unit: GBP, qualifier: over}\n",
    );
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report
        .expect("a report")
        .replace("series:", "measures: [measures.yaml]\nseries:");
    scratch.write("report.yaml", report);
    let text = spaced(&scratch.built(&["report"])["note.pdf"].text());
    assert!(text.contains("Whole bar: Income in all over £540,000."), "{text}");
}

/// A theme of the project that draws the names of an axis past the edge of the page.
#[test]
fn a_name_of_an_axis_is_found_where_its_chart_is() {
    let scratch = Scratch::with_charts(
        BOATS,
        "- {id: boats, kind: line, series: boats, title: Boats}\n",
    );
    assert_status(&scratch.run(&["templates", "eject", "theme/charts/plot.typ"]), 0);
    let path = scratch.path().join("theme/charts/plot.typ");
    let plot = std::fs::read_to_string(&path).expect("a copy");
    let moved = plot.replace("dx: -6 * pt - size.width", "dx: -600 * pt - size.width");
    assert_ne!(plot, moved);
    scratch.write("theme/charts/plot.typ", moved);
    let output = scratch.run(&["build", "report", "--message-format", "short"]);
    assert_status(&output, 1);
    let said = told(&output);
    let line = said.lines().find(|it| it.contains("in the chart `Boats`"));
    let line = line.unwrap_or_else(|| panic!("{said}"));
    assert!(line.starts_with("charts.yaml:1:"), "{line}");
}

/// What counts cannot be below nought, so that a limit there has no place on the axis.
#[test]
fn a_limit_past_nought_has_an_arrow_and_no_line() {
    let of = |least: u32| {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"];
        let points = months.iter().enumerate().map(|(at, month)| {
            let value = least + [4, 30, 9, 41][at % 4];
            format!("    - {{label: {month} 2024, value: {value}}}\n")
        });
        let points: String = points.collect();
        let scratch = Scratch::with_charts(
            &format!("- id: calls\n  label: Month\n  unit: calls\n  points:\n{points}"),
            "- {id: calls, kind: spc, series: calls, title: Calls}\n",
        );
        let operations = operations(&scratch);
        let is_dash = |it: &&Operation| {
            it.operator == "d" && it.operands[0].as_array().is_ok_and(|it| !it.is_empty())
        };
        let limits = operations.iter().filter(is_dash).count();
        let pdf = Pdf::open(&scratch.path().join("out/note.pdf"));
        (limits, spaced(&pdf.drawn()))
    };
    let (lines, drawn) = of(4);
    assert!(drawn.contains("↓ Lower limit −"), "{drawn}");
    assert!(!drawn.contains('↑'), "{drawn}");
    assert_eq!(lines, 1);
    let (lines, drawn) = of(400);
    assert!(drawn.contains("Lower limit") && !drawn.contains('↓'), "{drawn}");
    assert_eq!(lines, 2);
}

/// A note at a point is never broken within a word where there is room, whatever stands beside it.
#[test]
fn notes_at_points_keep_their_words_whole() {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"];
    let points = months.iter().enumerate().map(|(at, month)| {
        format!("{{label: {month} 2024, value: {}}}", at * 7 % 10 * 20 + 10)
    });
    let points: Vec<_> = points.collect();
    let series = format!(
        "- {{id: ships, label: Month, unit: ships, points: [{}]}}\n",
        points.join(", ")
    );
    for kind in ["line", "column"] {
        let notes = [
            ("May", "Internationalisation"),
            ("Jun", "The lock closed"),
            ("Jul", "Regatta"),
            ("Aug", "Reopening"),
        ];
        let notes: Vec<_> = notes
            .iter()
            .map(|(at, text)| format!("{{at: {at} 2024, text: {text}}}"))
            .collect();
        let scratch = Scratch::with_charts(
            &series,
            &format!(
                "- {{id: ships, kind: {kind}, series: ships, title: Ships, annotations: [{}]}}\n",
                notes.join(", ")
            ),
        );
        assert_status(&scratch.run(&["-q", "build", "report"]), 0);
        let pdf = Pdf::open(&scratch.path().join("out/note.pdf"));
        let shown = pdf.pages.iter().flat_map(|page| &page.shown);
        let shown: Vec<_> = shown.map(|(_, text)| text.trim()).collect();
        for word in ["Internationalisation", "Regatta", "Reopening"] {
            assert!(shown.contains(&word), "{kind}: {word}: {shown:?}");
        }
    }
}
