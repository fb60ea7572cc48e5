//! Tables: that they fit whatever they hold, go on over pages with their heads, and say in their
//! tags and in words what their data say.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::reader::{Element, Page, Pdf, spaced};
use crate::scratch::{Scratch, report};

/// A shape of tables in the matrix.
#[derive(Clone, Copy)]
struct Shape {
    columns: usize,
    rows: usize,
    words: Words,
    grouped: bool,
}

/// What the cells of a shape hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Figures,
    Short,
    Long,
}

impl Shape {
    fn cell(self, row: usize, column: usize) -> String {
        match self.words {
            Words::Figures => {
                format!("{},{:03}", (row * 7 + column) % 90 + 10, row % 1000)
            }
            Words::Short => format!("w{row}c{column}"),
            Words::Long => {
                format!("environmentally w{row}c{column} and so on for a while")
            }
        }
    }

    /// The table as YAML. What heads and names its rows stands in it alone.
    fn yaml(self, id: usize) -> String {
        let mut table = format!("- id: t{id}\n  title: Shape {id}\n");
        if self.grouped && self.columns > 2 {
            let over = self.columns - 1;
            let _ = writeln!(
                table,
                "  groups: [{{columns: 1}}, {{label: Over {id}, columns: {over}}}]"
            );
        }
        let side = if self.words == Words::Figures { "right" } else { "left" };
        let _ = writeln!(table, "  columns:\n    - {{label: Names {id}}}");
        for column in 1..self.columns {
            let _ = writeln!(table, "    - {{label: h{id}x{column}, align: {side}}}");
        }
        table.push_str("  rows:\n");
        for row in 0..self.rows {
            if self.grouped && row % 50 == 0 {
                let _ =
                    writeln!(table, "    - {{kind: group, cells: [Part {id}x{row}]}}");
            }
            let cells =
                (1..self.columns).map(|column| format!("\"{}\"", self.cell(row, column)));
            let cells: Vec<_> = cells.collect();
            let name = format!("Row {row} of shape {id}");
            let _ =
                writeln!(table, "    - [{}]", [vec![name], cells].concat().join(", "));
        }
        table
    }
}

fn built(shapes: &[Shape]) -> BTreeMap<String, Pdf> {
    let mut tables = String::new();
    let mut body = String::from("id: one\ntitle: Shapes\nbody:\n");
    for (id, shape) in shapes.iter().enumerate() {
        tables.push_str(&shape.yaml(id));
        let _ = writeln!(body, "  - table: t{id}");
    }
    let scratch = Scratch::with(&[
        ("report.yaml", &report("tables: [tables.yaml]\n")),
        ("tables.yaml", &tables),
        ("sections/one.yaml", &body),
    ]);
    let case = format!("tables-of-{}", shapes[0].columns);
    scratch.kept(&case, &["report"])
}

/// The tables of a shape: one, or the parts into which it was split.
fn tables_of(pdf: &Pdf, id: usize) -> Vec<&Element> {
    let all = pdf.tree.all("Table").into_iter();
    let head = format!("Names {id}");
    all.filter(|table| table.all("TH").iter().any(|it| spaced(&it.text()) == head))
        .collect()
}

/// Everything of a shape is in its tags once for each part, and each page on which one of its
/// rows stands has its heads. No text of a table stands in the foot of a page.
///
/// Print has no tags: there the outside validators look, and the program's own audit.
fn check(shapes: &[Shape]) {
    let files = built(shapes);
    assert_eq!(files.len(), 3);
    for (name, pdf) in files.iter().filter(|(name, _)| !name.ends_with("-print.pdf")) {
        check_tags(name, pdf, shapes);
    }
}

fn check_tags(name: &str, pdf: &Pdf, shapes: &[Shape]) {
    for (id, shape) in shapes.iter().enumerate() {
        let tables = tables_of(pdf, id);
        assert!(!tables.is_empty(), "{name}: shape {id} is not there");
        let mut cells = Vec::new();
        for table in &tables {
            let rows = table.all("TR");
            let names = rows.iter().filter(|row| spaced(&row.text()).starts_with("Row "));
            assert_eq!(names.count(), shape.rows, "rows of shape {id}");
            for cell in table.all("TD") {
                cells.push(spaced(&cell.text()));
            }
            let heads = table.all("TH");
            assert!(heads.iter().all(|it| it.scope.is_some()), "a head without a scope");
        }
        let mut expected: Vec<_> = (0..shape.rows)
            .flat_map(|row| (1..shape.columns).map(move |column| shape.cell(row, column)))
            .collect();
        expected.sort();
        cells.sort();
        assert_eq!(cells, expected, "the cells of shape {id}");
        let says = |page: &Page, text: &str| {
            page.runs.iter().any(|run| spaced(&run.text).contains(text))
        };
        let row = format!("of shape {id}");
        for (number, page) in (1..).zip(&pdf.pages) {
            if says(page, &row) {
                assert!(
                    says(page, &format!("Names {id}")),
                    "page {number}: no head of {id}"
                );
            }
        }
    }
    for (number, page) in (1..).zip(&pdf.pages).skip(1) {
        for run in page.runs.iter().filter(|run| run.mcid.is_some()) {
            let low = run.baseline < 60.0;
            assert!(!low, "page {number}: `{}` at {}", run.text, run.baseline);
        }
    }
}

/// The shapes of so many columns.
fn shapes(columns: usize, rows: &[usize]) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for rows in rows.iter().copied() {
        for words in [Words::Figures, Words::Short, Words::Long] {
            for grouped in [false, true] {
                shapes.push(Shape { columns, rows, words, grouped });
            }
        }
    }
    shapes
}

#[test]
fn tables_of_one_column_fit() {
    check(&shapes(1, &[1, 40]));
}

#[test]
fn tables_of_two_columns_fit() {
    check(&shapes(2, &[1, 3, 40, 300]));
}

#[test]
fn tables_of_three_columns_fit() {
    check(&shapes(3, &[2, 25]));
}

#[test]
fn tables_of_five_columns_fit() {
    check(&shapes(5, &[3, 40, 300]));
}

#[test]
fn tables_of_eight_columns_fit() {
    check(&shapes(8, &[1, 40]));
}

#[test]
fn tables_of_thirteen_columns_fit() {
    check(&shapes(13, &[3, 40]));
}

#[test]
fn tables_of_twenty_columns_fit() {
    check(&shapes(20, &[1, 25]));
}

#[test]
fn tables_of_thirty_two_columns_fit() {
    check(&shapes(32, &[1, 12]));
}

/// The report of the project whose tables use all that tables have.
fn accounts() -> Pdf {
    Scratch::of("accounts").editions().remove("report").expect("a report")
}

/// The rows of the table with a title, each as the texts of its cells.
fn rows(pdf: &Pdf, nth: usize) -> Vec<Vec<String>> {
    let table = pdf.tree.all("Table").into_iter().nth(nth).expect("a table");
    let cells = |row: &&Element| -> Vec<String> {
        row.children().map(|cell| spaced(&cell.text())).collect()
    };
    table.all("TR").iter().map(cells).collect()
}

#[test]
fn figures_print_by_the_form_of_their_column_and_heads_stand_over_columns() {
    let pdf = accounts();
    let rows = rows(&pdf, 0);
    assert_eq!(rows[0], ["Service", "2023/24", "2024/251", "Variance"]);
    assert_eq!(rows[1], ["Budget", "Outturn", "Budget", "Outturn"]);
    assert_eq!(
        rows[3],
        ["Council tax", "(5,210)", "(5,190)", "(5,400)", "(5,433)", "(33)"]
    );
    assert_eq!(rows[4][5], "–");
    assert_eq!(rows[7][4], "3,287 [p]");
    assert_eq!(rows[9], ["of which: pools", "400", "410", "420", "500", "[x]"]);
    let text = pdf.text();
    for said in [
        "Year to 31 March, £000",
        "Shorthand: – nil; [x] not available; [p] provisional.",
        "Figures for the whole council.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn raw_numbers_of_a_file_are_rounded_where_they_print_and_that_is_said() {
    let pdf = accounts();
    let rows = rows(&pdf, 1);
    assert_eq!(rows[1], ["Abbey", "1,204,567", "−3", "0.5", "12"]);
    assert_eq!(rows[2], ["Castle", "998", "+12", "12.0", "−988"]);
    assert_eq!(rows[3], ["Harbour", "1,000,000", "−0.4", "45.7", "[low]"]);
    assert_eq!(rows[4], ["All", "2,205,565", "+8.6", "58.2", "−975"]);
    assert!(pdf.text().contains("Figures may not add up to their totals"));
}

#[test]
fn cells_are_merged_hold_lists_and_name_their_rows() {
    let pdf = accounts();
    let table = pdf.tree.all("Table").into_iter().nth(2).expect("a table");
    let heads: Vec<_> = table
        .all("TH")
        .into_iter()
        .filter(|it| it.scope.as_deref() == Some("Row"))
        .map(|it| spaced(&it.text()))
        .collect();
    assert_eq!(heads[0], "Preventing fires");
    assert_eq!(heads.iter().filter(|it| *it == "Preventing fires").count(), 1);
    assert_eq!(table.all("LI").len(), 2);
    assert!(
        spaced(&table.text()).contains("Fires in other buildings No target 41 – Worse")
    );
}

#[test]
fn a_wide_table_has_a_page_that_lies_and_a_tall_row_goes_on() {
    let pdf = accounts();
    let lies = pdf.pages.iter().filter(|page| page.height < 600.0);
    let lies: Vec<_> = lies.collect();
    assert_eq!(lies.len(), 1);
    assert!(lies[0].runs.iter().any(|run| run.text.contains("Service counts by month")));
    let goes_on = |page: &&Page| {
        page.runs
            .iter()
            .any(|run| spaced(&run.text).contains("Corporate risks, continued"))
    };
    let pages = pdf.pages.iter().filter(goes_on).count();
    assert!(pages >= 1, "{pages} pages go on");
    // What goes on was read already: it is no content.
    assert!(!pdf.text().contains("Corporate risks, continued"));
}

/// A table of the report of a few lines, on the pages that it takes.
fn printed(table: &str) -> Pdf {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("tables: [tables.yaml]\n")),
        ("tables.yaml", table),
        ("sections/one.yaml", "id: one\ntitle: One\nbody: [{table: t}]\n"),
    ]);
    assert_eq!(scratch.findings(), [""; 0]);
    scratch.editions().remove("report").expect("a report")
}

#[test]
fn a_merged_cell_that_is_taller_than_a_page_is_parted_and_says_its_text_again() {
    let mut table = String::from(
        "- id: t\n  title: Things\n  columns: [{label: Area, merge: true}, {label: Thing}]\n\
         \x20 rows:\n",
    );
    for row in 0..85 {
        let area = if row < 70 { "The north" } else { "The south" };
        let _ = writeln!(table, "    - [{area}, Thing {row}]");
    }
    let pdf = printed(&table);
    let heads = pdf.tree.all("TH").into_iter();
    let areas =
        heads.filter(|it| it.spans.1 > 1 || spaced(&it.text()).starts_with("The "));
    let areas: Vec<_> = areas.map(|it| (spaced(&it.text()), it.spans.1)).collect();
    let of = |name: &str| -> Vec<usize> {
        areas.iter().filter(|(area, _)| area == name).map(|(_, rows)| *rows).collect()
    };
    assert_eq!(of("The south"), [15]);
    let north = of("The north");
    assert!(north.len() > 2 && north.iter().sum::<usize>() == 70, "{north:?}");
    assert!(pdf.pages.len() > 3);
}

#[test]
fn what_heads_repeat_on_other_pages_leads_nowhere_and_is_still_there() {
    let mut table = String::from(
        "- id: t\n  title: Things\n  groups: [{columns: 1}, {label: \"All[^1]\", columns: 1}]\n\
         \x20 columns: [{label: \"Thing[^1]\"}, {label: \"[The list](https://example.org)\"}]\n\
         \x20 notes: [{mark: 1, text: A note.}]\n  rows:\n",
    );
    for row in 0..90 {
        if row == 10 {
            table.push_str("    - {kind: group, cells: [\"Others[^1]\"]}\n");
        }
        let _ = writeln!(table, "    - [Thing {row}, listed]");
    }
    let pdf = printed(&table);
    let links: Vec<_> =
        pdf.tree.all("Link").iter().map(|it| spaced(&it.text())).collect();
    assert_eq!(links, ["1", "1", "The list", "1"]);
    for text in ["The list", "Others"] {
        let says = |page: &&Page| page.runs.iter().any(|run| run.text.contains(text));
        assert!(pdf.pages.iter().filter(says).count() > 1, "{text}");
    }
}

#[test]
fn numbers_and_states_in_the_first_column_are_drawn_as_in_others() {
    let pdf = printed(
        "- id: t\n  title: Years\n  columns:\n    - {label: Visits, number: {}}\n\
         \x20   - {label: Year}\n  rows: [[1204567, one], [-3, two]]\n",
    );
    let rows = rows(&pdf, 0);
    assert_eq!((rows[1][0].as_str(), rows[2][0].as_str()), ("1,204,567", "−3"));
}

#[test]
fn what_numbers_are_scaled_by_is_said_in_heads_and_in_data_files() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("tables: [tables.yaml]\n")),
        (
            "tables.yaml",
            "- id: t\n  title: Landed\n  columns:\n    - {label: Port}\n\
             \x20   - {label: Catch, number: {printed_in: thousand, decimals: 1}}\n\
             \x20   - {label: People, number: {given_in: million}}\n\
             \x20   - {label: Full, number: {given_in: thousand, printed_in: one, decimals: 0}}\n\
             \x20   - {label: Spent, number: {unit: GBP, given_in: million, unit_stands: cells}}\n\
             \x20   - {label: Power, number: {unit: kWh, printed_in: million, decimals: 2}}\n\
             \x20 rows: [[Sealhaven, 299864, 4, 5, 2.5, 1234567]]\n",
        ),
        ("sections/one.yaml", "id: one\ntitle: One\nbody: [{table: t}]\n"),
    ]);
    let files = scratch.built(&["report", "--profile", "archive"]);
    let pdf = files.values().next().expect("a file");
    let rows = rows(pdf, 0);
    assert_eq!(rows[1], ["Sealhaven", "299.9", "4", "5,000", "£2.5", "1.23"]);
    let csv = String::from_utf8_lossy(&pdf.attachments["table-t.csv"]).into_owned();
    let head = "Port,Catch (thousands),People (millions),Full,Spent (millions),\
                \"Power (kWh, millions)\"";
    assert!(csv.starts_with(head), "{csv}");
    let heads = rows[0].join(" | ");
    for said in ["Catch thousands", "People millions", "Full |", "Spent millions"] {
        assert!(heads.contains(said), "{heads}");
    }
}

#[test]
fn data_files_hold_kinds_exact_numbers_marks_and_notes() {
    let files = Scratch::of("accounts").built(&["report", "--profile", "archive"]);
    let pdf = files.values().next().expect("a file");
    let csv = String::from_utf8_lossy(&pdf.attachments["table-budget.csv"]).into_owned();
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "Service,2023/24: Budget (£000),2023/24: Outturn (£000),2024/25: Budget (£000),\
         2024/25: Outturn (£000),Variance (£000),row kind,row indent"
    );
    assert_eq!(lines[1], "Income,,,,,,group,0");
    assert!(lines[8].starts_with("of which: pools,400,"), "{}", lines[8]);
    assert!(lines[8].ends_with(",memo,1"), "{}", lines[8]);
    let json: serde_json::Value =
        serde_json::from_slice(&pdf.attachments["data.json"]).expect("JSON");
    let table = &json["tables"][0];
    assert_eq!(table["columns"][1]["group"], "2023/24");
    let waste = &table["rows"][5];
    assert_eq!(waste["cells"][4]["value"], "3287000");
    assert_eq!(waste["cells"][4]["marks"][0], "p");
    assert_eq!(table["rows"][6]["cells"][0]["notes"][0], "1");
    assert_eq!(table["rows"][6]["cells"][4]["notes"][0], "2");
    assert_eq!(json["tables"][1]["rows"][1]["cells"][4]["value"], "-987654.32");
}

/// Names of groups stand alone in their rows: small tables are as wide as they are, and longer
/// ones end their lines there.
#[test]
fn the_name_of_a_group_fits_a_small_table() {
    let long =
        "Fishing vessels under ten metres that land what they catch on the south quay";
    for name in [
        "Only a group",
        "Fishing vessels under ten metres",
        long,
        &format!("{long}, and {long}"),
    ] {
        let pdf = printed(&format!(
            "- id: t\n  title: Boats\n  columns: [{{label: A}}, {{label: B, number: {{}}}}]\n\
             \x20 rows:\n    - {{kind: group, cells: [\"{name}\"]}}\n    - [x, 4]\n\
             \x20   - {{kind: group, indent: 1, cells: [\"{name}\"]}}\n    - [y, 6]\n"
        ));
        assert!(pdf.text().contains(name), "{}", pdf.text());
    }
}

#[test]
fn a_small_table_has_room_for_a_long_title_heads_and_a_note() {
    let long =
        "What boats of each kind landed on either quay in the year that is reported on";
    let pdf = printed(&format!(
        "- id: t\n  title: {long} and in the one before\n  subtitle: {long}\n\
         \x20 columns: [{{label: {long}}}, {{label: \"{long}, in tonnes\", number: {{}}}}]\n\
         \x20 note: {long}.\n  rows: [[Pots, 4], {{kind: group, cells: [{long}]}}, [Nets, 6]]\n"
    ));
    assert!(pdf.text().contains(long));
}

/// A merged cell has a ground where all of its rows have it, also above what stands below a table that goes
/// on, and no ground of some of them.
#[test]
fn a_merged_cell_has_the_ground_that_all_its_rows_have() {
    let grounds = |shaded: [bool; 2], rows: usize| {
        let mut table = String::from(
            "- id: t\n  title: Quays\n  columns: [{label: Quay, merge: true}, {label: Shed}]\n\
             \x20 note: In May.\n  rows:\n",
        );
        for row in 0..rows {
            let _ = writeln!(table, "    - [Quay {row}, Shed {row}]");
        }
        for (name, shaded) in ["Last quay", ""].into_iter().zip(shaded) {
            let _ = writeln!(
                table,
                "    - {{shaded: {shaded}, cells: [\"{name}\", A shed]}}"
            );
        }
        let pdf = printed(&table);
        let fills = pdf.pages.iter().flat_map(|page| &page.fills);
        // Lighter than all that text is set in, and no paper.
        let is_ground = |fill: &&Vec<f32>| {
            fill.iter().all(|part| (0.9..0.999).contains(part)) && fill.len() == 3
        };
        fills.filter(is_ground).count()
    };
    for rows in [1, 60] {
        assert_eq!(grounds([false, false], rows), 0, "{rows}");
        assert_eq!(grounds([true, false], rows), 1, "{rows}");
        assert_eq!(grounds([false, true], rows), 1, "{rows}");
        assert_eq!(grounds([true, true], rows), 3, "{rows}");
    }
}
