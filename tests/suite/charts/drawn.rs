//! What a chart draws of values that are small, names that are long, and rows that go on.

use lopdf::Document;
use lopdf::content::Content;

use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;

/// The table cells of the values of a report.
fn cells(pdf: &Pdf) -> Vec<String> {
    pdf.tree.all("TD").iter().map(|cell| spaced(&cell.text())).collect()
}

#[test]
fn a_part_that_is_not_nought_is_thick_enough_for_a_press() {
    let two = "groups: [Tolls, Mooring]\n  points:\n    \
               - {label: Now, values: [949999, 20]}\n    \
               - {label: Then, values: [40, 949999]}\n";
    let series = format!(
        "- id: one\n  label: Fee\n  unit: GBP\n  points:\n    \
         - {{label: Tolls, value: 949999}}\n    - {{label: Mooring, value: 120}}\n    \
         - {{label: Slips, value: 20}}\n\
         - id: signed\n  label: Fee\n  unit: GBP\n  points:\n    \
         - {{label: Tolls, value: 949999}}\n    - {{label: Mooring, value: -120}}\n\
         - id: steps\n  label: Fee\n  unit: GBP\n  points:\n    \
         - {{label: Before, value: 949999}}\n    - {{label: Mooring, value: 20}}\n    \
         - {{label: Slips, value: -10}}\n    - {{label: After, value: 950009}}\n\
         - id: two\n  label: Fee\n  unit: GBP\n  {two}"
    );
    let kinds = [
        ("bar", "one", ""),
        ("column", "one", ""),
        ("proportion", "one", ""),
        ("bar", "signed", ""),
        ("column", "signed", ""),
        ("waterfall", "steps", ""),
        ("bar", "two", ""),
        ("stacked-bar", "two", ""),
        ("stacked-column", "two", ""),
        ("stacked-bar", "two", "share: true, "),
        ("stacked-column", "two", "share: true, "),
        ("pyramid", "two", ""),
        ("line", "two", "ranges: [{label: Usual, from: 10, to: 20}], "),
        ("bar", "one", "ranges: [{label: Usual, from: 10, to: 20}], "),
    ];
    let charts = kinds.iter().enumerate().map(|(at, (kind, series, more))| {
        format!(
            "- {{id: c{at}, kind: {kind}, series: {series}, {more}title: Fees {at}}}\n"
        )
    });
    let scratch = Scratch::with_charts(&series, &charts.collect::<String>());
    let files = scratch.built(&["report", "--profile", "print"]);
    assert!(files["note-print.pdf"].drawn().contains("£120"));
}

#[test]
fn no_per_cent_prints_as_nought_or_as_all_that_is_not() {
    let scratch = Scratch::with_charts(
        "- {id: reach, label: Reach, unit: \"%\", points: [{label: A, value: 99.96}, \
         {label: B, value: 0.04}]}\n\
         - {id: far, label: Far, unit: \"%\", points: [{label: A, value: 12.34}, \
         {label: B, value: 0.0000004}]}\n\
         - {id: parts, label: Part, unit: boats, groups: [Hire, Trade], points: \
         [{label: A, values: [9996, 4]}]}\n",
        "- {id: reach, kind: bar, series: reach, title: Reach}\n\
         - {id: far, kind: bar, series: far, title: Far}\n\
         - {id: parts, kind: stacked-bar, share: true, series: parts, title: Parts}\n",
    );
    let brand = std::fs::read_to_string(scratch.path().join("brand.yaml")).unwrap();
    scratch.write("brand.yaml", format!("{brand}style: {{per_cent_decimals: 1}}\n"));
    let pdf = &scratch.built(&["report"])["note.pdf"];
    assert_eq!(cells(pdf), ["99.96%", "0.04%", "12.34%", "0.0000004%", "9,996", "4"]);
    // The share that has room for its label.
    assert!(pdf.drawn().contains("99.96%\n"), "{}", pdf.drawn());
    assert!(!pdf.drawn().contains("100%"), "{}", pdf.drawn());
}

#[test]
fn the_parts_of_columns_say_their_shares() {
    let pdf = &Scratch::with_charts(
        "- {id: boats, label: Year, unit: boats, groups: [Hire, Private], points: \
         [{label: 2023/24, values: [450, 550]}, {label: 2024/25, values: [300, 700]}]}\n",
        "- {id: boats, kind: stacked-column, share: true, series: boats, title: Boats}\n",
    )
    .built(&["report"])["note.pdf"];
    // In the order of the columns, and from below.
    let drawn = pdf.drawn();
    assert!(drawn.contains("45%55%30%70%"), "{drawn}");
}

#[test]
fn a_name_at_the_end_of_a_line_is_not_broken_in_a_word() {
    let pdf = &Scratch::with_charts(
        "- {id: rivers, label: Year, unit: \"%\", groups: [Tarn, Wexley, Ouse], points: \
         [{label: 2023/24, values: [41, 42, 40]}, {label: 2024/25, values: [42, 41, 41]}]}\n\
         - {id: areas, label: Year, unit: \"%\", groups: [Internationalisation of trade, \
         Ouse], points: [{label: 2023/24, values: [41, 42]}, {label: 2024/25, values: \
         [42, 41]}]}\n",
        "- {id: rivers, kind: line, series: rivers, title: Rivers}\n\
         - {id: areas, kind: line, series: areas, title: Areas}\n",
    )
    .built(&["report"])["note.pdf"];
    let drawn = pdf.drawn();
    // In the drawing and in the table.
    assert_eq!(drawn.matches("Wexley").count(), 2, "{drawn}");
    assert_eq!(drawn.matches("Internationalisation").count(), 2, "{drawn}");
}

#[test]
fn two_points_or_groups_of_one_name_are_refused() {
    let scratch = Scratch::with_charts(
        "- {id: boats, label: Kind, unit: boats, points: [{label: Hire, value: 1}, \
         {label: Hire, value: 2}]}\n\
         - {id: years, label: Year, unit: boats, points: [{label: 2024, value: 1}, \
         {label: 2024, value: 2}]}\n",
        "- {id: boats, kind: bar, series: boats, title: Boats}\n\
         - {id: years, kind: line, series: years, title: Years}\n",
    );
    let found = scratch.findings();
    let boats: Vec<_> = found.iter().filter(|line| line.contains("are called")).collect();
    assert_eq!(boats.len(), 1, "{found:?}");
    assert!(boats[0].contains("two points of the chart `boats` are called `Hire`"));
    // Times have been found to be out of order, and nothing more is said of them.
    let years = found.iter().filter(|line| line.contains("`years`"));
    assert_eq!(years.count(), 1, "{found:?}");
}

#[test]
fn bars_that_go_on_have_their_title_on_each_page() {
    let points: String = (0..70)
        .map(|at| format!("    - {{label: Reach {at}, value: {}}}\n", at + 3))
        .collect();
    let series =
        format!("- id: reach\n  label: Reach\n  unit: boats\n  points:\n{points}");
    let pdf = &Scratch::with_charts(
        &series,
        "- {id: reach, kind: bar, series: reach, title: Boats at each reach}\n",
    )
    .built(&["report"])["note.pdf"];
    let titles: Vec<_> = pdf
        .pages
        .iter()
        .map(|page| {
            let text: Vec<_> = page.runs.iter().map(|run| run.text.as_str()).collect();
            let text = spaced(&text.join(" "));
            (text.contains("Boats at each reach"), text.contains(", continued"))
        })
        .filter(|(title, _)| *title)
        .collect();
    assert_eq!(titles.first(), Some(&(true, false)), "{titles:?}");
    assert!(titles.len() > 1, "{titles:?}");
    assert!(titles[1..].iter().all(|(_, goes_on)| *goes_on), "{titles:?}");
}

#[test]
fn a_long_title_of_a_chart_that_goes_on_is_never_cut() {
    let title = "Boats that lay at each reach of the river in winter, were tarred there and went \
                 out again to the grounds beyond the mill in the spring that followed";
    let points = |values: &str| -> String {
        let point = |at: u32| format!("    - {{label: Reach {at}, {values}}}\n");
        (0..if values.len() > 40 { 30 } else { 60 }).map(point).collect()
    };
    let groups: Vec<_> = (0..12).map(|at| format!("Crew {at}")).collect();
    let series = format!(
        "- id: one\n  label: Reach\n  unit: boats\n  points:\n{}\
         - id: two\n  label: Reach\n  unit: boats\n  groups: [A, B]\n  points:\n{}\
         - id: many\n  label: Reach\n  unit: boats\n  groups: [{}]\n  points:\n{}",
        points("value: 7"),
        points("values: [3, 9]"),
        groups.join(", "),
        points(&format!("values: [{}]", ["5"; 12].join(", "))),
    );
    let kinds = [("bar", "one"), ("dot", "two"), ("pyramid", "two"), ("line", "many")];
    let chart = |(kind, series): (&str, &str)| {
        format!(
            "- {{id: {kind}, kind: {kind}, series: {series}, title: \"{kind}: {title}\"}}\n"
        )
    };
    let charts: String = kinds.map(chart).concat();
    let built = Scratch::with_charts(&series, &charts).built(&["report"]);
    for (kind, _) in kinds {
        let mut pages = 0;
        for page in &built["note.pdf"].pages {
            let text: Vec<_> = page.runs.iter().map(|run| run.text.as_str()).collect();
            let text = spaced(&text.join(" ")).replace(" ,", ",");
            if text.contains(&format!("{kind}: Boats")) && text.contains(", continued") {
                pages += 1;
                assert!(
                    text.contains("the spring that followed, continued"),
                    "{kind}: {text}"
                );
            }
        }
        assert!(pages > 0, "{kind} goes on to no page");
    }
}

#[test]
fn a_slope_of_close_values_begins_where_they_do_and_says_so() {
    let pdf = &Scratch::with_charts(
        "- {id: reach, label: Reach, unit: \"%\", groups: [2019/20, 2024/25], points: \
         [{label: Upper, values: [50, 60]}, {label: Lower, values: [52, 55]}]}\n\
         - {id: wide, label: Reach, unit: \"%\", groups: [2019/20, 2024/25], points: \
         [{label: Upper, values: [10, 60]}, {label: Lower, values: [52, 55]}]}\n",
        "- {id: reach, kind: slope, series: reach, title: Close}\n\
         - {id: wide, kind: slope, series: wide, title: Apart}\n",
    )
    .built(&["report"])["note.pdf"];
    let text = pdf.text();
    assert_eq!(text.matches("The axis begins at").count(), 1, "{text}");
    assert!(text.contains("The axis begins at 50%, not at nought."), "{text}");
}

#[test]
fn the_target_of_an_spc_chart_prints_as_its_mean_does() {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"];
    let points: String = months
        .iter()
        .map(|it| format!("    - {{label: {it} 2024, value: 10.5}}\n"))
        .collect();
    let series =
        format!("- id: silt\n  label: Month\n  unit: kilograms\n  points:\n{points}");
    let pdf = &Scratch::with_charts(
        &series,
        "- {id: silt, kind: spc, series: silt, process: {better: higher, target: 10.5}, \
         title: Silt}\n",
    )
    .built(&["report"])["note.pdf"];
    let text = format!("{} {}", pdf.text(), spaced(&pdf.drawn()));
    assert!(text.contains("Target 10.5"), "{text}");
    assert!(
        !text.contains("Target 10.5 kg") && !text.contains("Target 10.5\u{a0}kg"),
        "{text}"
    );
    assert!(text.contains("consistently passing the target"), "{text}");
}

#[test]
fn the_line_to_each_value_that_may_change_is_dashed() {
    let scratch = Scratch::with_charts(
        "- {id: boats, label: Year, unit: boats, points: [{label: 2021/22, value: 5}, \
         {label: 2022/23, value: \"6 [p]\"}, {label: 2023/24, value: 7}, \
         {label: 2024/25, value: \"8 [p]\"}]}\n",
        "- {id: boats, kind: line, series: boats, title: Boats}\n",
    );
    assert_eq!(scratch.run(&["build", "report"]).status.code(), Some(0));
    let pdf = Document::load(scratch.path().join("out/note.pdf")).unwrap();
    let operations = pdf.get_pages().into_values().flat_map(|page| {
        let content = pdf.get_page_content(page);
        Content::decode(&content).unwrap().operations
    });
    let dashes = operations.filter(|it| it.operator == "d");
    let dashed =
        dashes.filter(|it| it.operands[0].as_array().is_ok_and(|it| !it.is_empty()));
    // To the second and to the fourth; between them the line to the third is whole.
    assert_eq!(dashed.count(), 2);
}

#[test]
fn shares_of_more_parts_than_colours_are_refused() {
    let scratch = Scratch::with_charts(
        "- {id: boats, label: Year, unit: boats, groups: [A, B, C, D, E], points: \
         [{label: 2023/24, values: [1, 2, 3, 4, 5]}, {label: 2024/25, values: [5, 4, 3, 2, 1]}]}\n",
        "- {id: all, kind: stacked-bar, share: true, series: boats, title: Boats}\n\
         - {id: one, kind: stacked-column, share: true, highlight: C, series: boats, title: C}\n\
         - {id: sizes, kind: stacked-bar, series: boats, title: Sizes}\n",
    );
    let found = scratch.findings();
    let refused: Vec<_> = found.iter().filter(|line| line.contains("error[")).collect();
    assert_eq!(refused.len(), 1, "{found:?}");
    assert!(refused[0].contains("the chart `all` has shares of 5 parts"), "{found:?}");
    assert!(refused[0].contains("remove `share`"), "{found:?}");
}
