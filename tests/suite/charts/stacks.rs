//! What stacks draw of thin parts, of more parts than colours, and over pages; and that axes and
//! units are said.

use lopdf::Document;
use lopdf::content::Content;

use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;

/// A shape that is filled: where it begins, how wide it is, and its colour.
struct Filled {
    left: f32,
    width: f32,
    colour: Vec<f32>,
}

/// The filled shapes of a file, as Typst writes them: each moved to its place and begun at nought.
fn filled(scratch: &Scratch) -> Vec<Filled> {
    assert_eq!(scratch.run(&["build", "report"]).status.code(), Some(0));
    let pdf = Document::load(scratch.path().join("out/note.pdf")).expect("a PDF");
    let mut shapes = Vec::new();
    for page in pdf.get_pages().into_values() {
        let (mut left, mut width, mut colour) = (0.0, 0.0_f32, Vec::new());
        for operation in
            Content::decode(&pdf.get_page_content(page)).expect("it").operations
        {
            let numbers: Vec<f32> =
                operation.operands.iter().filter_map(|it| it.as_float().ok()).collect();
            match &*operation.operator {
                "cm" => left = numbers[4],
                "scn" => colour.clone_from(&numbers),
                "m" => width = 0.0,
                "l" => width = width.max(numbers[0]),
                "f" => shapes.push(Filled { left, width, colour: colour.clone() }),
                _ => {}
            }
        }
    }
    shapes
}

/// The table cells of the values of a report.
fn cells(pdf: &Pdf) -> Vec<String> {
    pdf.tree.all("TD").iter().map(|cell| spaced(&cell.text())).collect()
}

#[test]
fn thin_parts_of_a_stack_stand_beside_each_other() {
    for share in ["", "share: true, "] {
        let scratch = Scratch::with_charts(
            "- {id: boats, label: Lock, unit: boats, groups: [Hire, Trade, Skiffs, Rafts], \
             points: [{label: Tarn, values: [90000, 3, 2, 1]}]}\n",
            &format!(
                "- {{id: boats, kind: stacked-bar, {share}series: boats, title: Boats}}\n"
            ),
        );
        let mut thin: Vec<_> = filled(&scratch)
            .into_iter()
            .filter(|it| it.width > 0.0 && it.width < 1.0 && it.colour != [1.0; 3])
            .collect();
        assert_eq!(thin.len(), 3, "{share}");
        thin.sort_by(|one, other| one.left.total_cmp(&other.left));
        for pair in thin.windows(2) {
            let apart = pair[1].left - pair[0].left;
            assert!(pair[0].width >= 0.74 && apart >= pair[0].width - 0.01, "{apart}");
        }
    }
}

#[test]
fn stacks_of_more_parts_than_colours_have_their_totals() {
    let series = "- {id: boats, label: Year, unit: boats, groups: [A, B, C, D, E], points: \
                  [{label: 2022/23, values: [1, 2, 3, 4, 5]}, {label: 2023/24, values: \
                  [5, 4, \"3 [p]\", 2, 1000]}, {label: 2024/25, values: [5, 4, \"[c]\", 2, 1]}]}\n";
    for (kind, expected) in [
        ("stacked-bar", "Total 2022/23 15 2023/24 1,014 [p] 2024/25 [x] A"),
        ("stacked-column", "2022/23 1 2 3 4 5 15"),
    ] {
        let pdf = &Scratch::with_charts(
            series,
            &format!("- {{id: boats, kind: {kind}, series: boats, title: Boats}}\n"),
        )
        .built(&["report"])["note.pdf"];
        let text = spaced(&pdf.text());
        assert!(text.contains(expected), "{kind}: {text}");
        assert!(text.contains("The parts are drawn on one scale"), "{kind}: {text}");
        // What one part would give away is not summed.
        let all = cells(pdf);
        assert!(all.iter().any(|cell| cell == "[x]"), "{kind}: {all:?}");
        assert!(!all.iter().any(|cell| cell == "12"), "{kind}: {all:?}");
    }
}

#[test]
fn lying_stacks_that_go_on_have_their_title_and_key_on_each_page() {
    let name = "Reach of the river above the old lock and below the bridge at mile";
    let points: String = (0..36)
        .map(|at| format!("    - {{label: {name} {at}, values: [{}, 4]}}\n", at + 3))
        .collect();
    let pdf = &Scratch::with_charts(
        &format!(
            "- id: reach\n  label: Reach\n  unit: boats\n  groups: [Hire, Trade]\n  points:\n{points}"
        ),
        "- {id: reach, kind: stacked-bar, series: reach, title: Boats at each reach}\n",
    )
    .built(&["report"])["note.pdf"];
    let pages: Vec<String> = pdf
        .pages
        .iter()
        .map(|page| {
            let text: Vec<_> = page.runs.iter().map(|run| run.text.as_str()).collect();
            spaced(&text.join(" "))
        })
        .collect();
    let goes_on = pages.iter().filter(|page| {
        page.contains("Boats at each reach") && page.contains(", continued")
    });
    let goes_on: Vec<_> = goes_on.collect();
    assert!(goes_on.iter().all(|page| page.contains("Hire")), "{pages:?}");
    // The table of the values, which goes on as well, has its own heads in place of the key.
    let drawings = goes_on.iter().filter(|page| !page.contains("Reach Hire Trade"));
    let drawings: Vec<_> = drawings.collect();
    assert!(!drawings.is_empty(), "{pages:?}");
    assert!(drawings.iter().all(|page| page.contains("boats")), "{drawings:?}");
    let begins = pages.iter().filter(|page| {
        page.contains("Boats at each reach") && !page.contains(", continued")
    });
    assert_eq!(begins.count(), 1, "{pages:?}");
}

#[test]
fn lines_and_dots_of_close_values_begin_where_they_do_and_say_so() {
    let pdf = &Scratch::with_charts(
        "- {id: close, label: Year, unit: \"%\", points: [{label: 2022/23, value: 84.9}, \
         {label: 2023/24, value: 88.1}, {label: 2024/25, value: 91.3}]}\n\
         - {id: wide, label: Year, unit: \"%\", points: [{label: 2022/23, value: 41}, \
         {label: 2023/24, value: 60}, {label: 2024/25, value: 91}]}\n\
         - {id: near, label: Lock, unit: boats, points: [{label: Tarn, value: 840}, \
         {label: Wexley, value: 900}]}\n",
        "- {id: close, kind: line, series: close, title: Close}\n\
         - {id: wide, kind: line, series: wide, title: Wide}\n\
         - {id: whole, kind: line, series: close, axis: {from: 0}, title: Whole}\n\
         - {id: column, kind: column, series: close, title: Columns}\n\
         - {id: near, kind: dot, series: near, title: Near}\n",
    )
    .built(&["report"])["note.pdf"];
    let text = spaced(&pdf.text());
    assert_eq!(text.matches("The axis begins at").count(), 2, "{text}");
    assert!(text.contains("The axis begins at 84%, not at nought."), "{text}");
    assert!(text.contains("The axis begins at 840, not at nought."), "{text}");
}

#[test]
fn what_values_count_is_said_beside_them() {
    for kind in ["slope", "pyramid", "dot", "stacked-bar"] {
        let pdf = &Scratch::with_charts(
            "- {id: locks, label: Lock, unit: skiffs, groups: [Before, Now], points: \
             [{label: Tarn, values: [40, 41]}, {label: Wexley, values: [10, 90]}]}\n",
            &format!("- {{id: locks, kind: {kind}, series: locks, title: Locks}}\n"),
        )
        .built(&["report"])["note.pdf"];
        let text = format!("{} {}", pdf.text(), pdf.drawn());
        assert!(text.contains("skiffs"), "{kind}: {text}");
    }
}
