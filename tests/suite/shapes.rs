//! Shapes: ten kinds of tables that public bodies publish, each as a project of an invented body.
//!
//! A shape is a folder of `tests/projects/`. It builds and nothing is found in it. Each figure that
//! its tables are given stands in the tags, in the row and the column in which it was written; heads
//! have their scopes, and tables take as many parts and pages as they should. What is special about
//! a shape is looked for in [`special`].

mod special;

use libtest_mimic::Trial;
use recto::report::{Cell, Column, Row, RowKind, Scale, Table};

use crate::document::assert_accessible;
use crate::harness::case;
use crate::press::project;
use crate::reader::{Element, Page, Pdf, spaced};
use crate::scratch::Scratch;

/// A shape, and what is expected of it.
struct Shape {
    /// The folder of its project.
    project: &'static str,
    /// Its tables in the order of its files: how many parts and pages each takes, and whether
    /// these lie on their side.
    tables: &'static [Expected],
    /// What is special about it.
    special: fn(&Printed),
}

/// How a table is laid out.
#[derive(Debug, PartialEq, Eq)]
struct Expected {
    parts: usize,
    pages: usize,
    lie: bool,
}

const fn upright(parts: usize, pages: usize) -> Expected {
    Expected { parts, pages, lie: false }
}

const fn turned(pages: usize) -> Expected {
    Expected { parts: 1, pages, lie: true }
}

const ONE: Expected = upright(1, 1);

const SHAPES: &[Shape] = &[
    Shape {
        project: "shape-targets",
        tables: &[upright(1, 4)],
        special: special::targets,
    },
    Shape {
        project: "shape-outturns",
        tables: &[upright(1, 2)],
        special: special::outturns,
    },
    Shape {
        project: "shape-scorecard",
        tables: &[ONE, ONE, ONE, ONE],
        special: special::scorecard,
    },
    Shape { project: "shape-pay", tables: &[turned(2), ONE], special: special::pay },
    Shape {
        project: "shape-fair-pay",
        tables: &[ONE, ONE, ONE, ONE],
        special: special::fair_pay,
    },
    Shape {
        project: "shape-position",
        tables: &[upright(1, 2), ONE, upright(1, 2)],
        special: special::position,
    },
    Shape {
        project: "shape-risks",
        tables: &[ONE, ONE, turned(2)],
        special: special::risks,
    },
    Shape {
        project: "shape-projection",
        tables: &[turned(6)],
        special: special::projection,
    },
    Shape {
        project: "shape-workforce",
        tables: &[ONE, ONE, upright(2, 2)],
        special: special::workforce,
    },
    Shape {
        project: "shape-districts",
        tables: &[ONE, ONE, ONE, ONE, ONE, ONE],
        special: special::districts,
    },
];

/// A test for each shape.
pub fn cases() -> Vec<Trial> {
    let cases = SHAPES.iter().map(|shape| {
        let name = shape.project.trim_start_matches("shape-");
        case("shapes", name, move || {
            shape.check();
            Ok(())
        })
    });
    cases.collect()
}

impl Shape {
    fn check(&self) {
        let scratch = Scratch::of(self.project);
        assert_eq!(scratch.findings(), [""; 0]);
        let mut print = project(self.project);
        let pdf = print.editions.remove("report").expect("a report");
        assert_accessible(self.project, &pdf);
        let printed = Printed { scratch, pdf };
        let tables = &print.opened.report.tables;
        assert_eq!(tables.len(), self.tables.len());
        for (table, expected) in tables.iter().zip(self.tables) {
            let title = table.title.typed();
            let parts = printed.parts(&title);
            let pages = printed.pages(&title);
            let lie = pages.iter().filter(|page| page.height < 600.0).count();
            let found = Expected { parts: parts.len(), pages: pages.len(), lie: lie > 0 };
            assert_eq!(found, *expected, "{title}");
            assert!(lie == 0 || lie == pages.len(), "{title}: only some pages lie");
            check_table(table, &parts);
        }
        (self.special)(&printed);
    }
}

/// What was made of a shape.
struct Printed {
    /// Its project, which a check may change.
    scratch: Scratch,
    /// Its report.
    pdf: Pdf,
}

impl Printed {
    /// The table with a title, or the parts into which it was split.
    fn parts(&self, title: &str) -> Vec<&Element> {
        let part = format!("{title} (part ");
        let is_meant = |table: &&Element| {
            let caption = table.all("Caption").first().map(|it| spaced(&it.text()));
            let caption = caption.unwrap_or_default();
            let rest = caption.strip_prefix(title);
            let is_whole = rest.is_some_and(|it| !it.starts_with(", "));
            caption.starts_with(&part) || is_whole
        };
        self.pdf.tree.all("Table").into_iter().filter(is_meant).collect()
    }

    /// The only table with a title.
    fn table(&self, title: &str) -> &Element {
        let parts = self.parts(title);
        let [table] = parts.as_slice() else { panic!("{} of `{title}`", parts.len()) };
        table
    }

    /// The pages on which a table stands under its title.
    fn pages(&self, title: &str) -> Vec<&Page> {
        let says = |page: &&Page| {
            page.runs.iter().any(|run| spaced(&run.text).starts_with(title))
        };
        self.pdf.pages.iter().filter(says).collect()
    }

    /// What stands in a row of a table, by the name at its head.
    fn row(&self, title: &str, name: &str) -> Vec<String> {
        let rows = texts(self.table(title));
        let found = rows.into_iter().find(|row| row.iter().any(|cell| cell == name));
        found.unwrap_or_else(|| panic!("no row `{name}` in `{title}`"))
    }
}

/// The cells of each row of a table.
fn texts(table: &Element) -> Vec<Vec<String>> {
    let cells = |row: &&Element| row.children().map(|it| spaced(&it.text())).collect();
    table.all("TR").iter().map(cells).collect()
}

/// Holds a table in the tags against what is given: heads, and each row.
fn check_table(table: &Table, parts: &[&Element]) {
    let title = table.title.typed();
    let heads = if table.groups.is_empty() { 1 } else { 2 };
    for part in parts {
        for head in part.all("TH") {
            assert!(head.scope.is_some(), "{title}: `{}` has no scope", head.text());
        }
        let rows = part.all("TR");
        assert_eq!(rows.len(), heads + table.rows.len(), "rows of {title}");
    }
    let given: Vec<_> = parts.iter().map(|part| texts(part)).collect();
    for (at, row) in table.rows.iter().enumerate() {
        // The first part has the names of the rows, the others repeat them.
        let cells = given
            .iter()
            .enumerate()
            .flat_map(|(part, rows)| rows[heads + at].iter().skip(usize::from(part > 0)));
        let cells: Vec<_> = cells.map(String::as_str).collect();
        check_row(&title, table, row, &cells);
    }
}

/// Holds the cells of a row against what was typed; what is merged into a cell above stands at the
/// left and is not there.
fn check_row(title: &str, table: &Table, row: &Row, cells: &[&str]) {
    if row.kind == RowKind::Group && row.cells.len() == 1 {
        assert_eq!(cells.len(), 1, "{title}: a group");
    }
    let merged = row.cells.len() - cells.len();
    assert!(table.columns[..merged].iter().all(|it| it.merge), "{title}: {cells:?}");
    let typed = row.cells.iter().zip(&table.columns).skip(merged);
    for ((cell, column), printed) in typed.zip(cells) {
        if let Err(typed) = agrees(cell, column, printed) {
            panic!("{title}: `{typed}` is typed, and `{printed}` printed: {cells:?}");
        }
    }
}

/// Whether a cell prints the figures that were typed, or what was typed.
fn agrees(cell: &Cell, column: &Column, printed: &str) -> Result<(), String> {
    // Of several paragraphs, what is special about a shape looks at the text.
    let Some(typed) = cell.plain() else { return Ok(()) };
    let typed = typed.trim();
    let value = typed.parse::<f64>().ok().filter(|_| column.number.is_some());
    let is_right = match (&column.number, value) {
        (Some(form), Some(value)) => {
            let scale = form.printed_in.unwrap_or(form.given_in);
            let expected = value * power(form.given_in) / power(scale);
            let places = form.decimals.map_or(6, |it| i32::try_from(it).unwrap_or(0));
            let half = 0.5 * 10_f64.powi(-places) + 1e-9;
            match number(printed) {
                Some(number) => (number - expected).abs() <= half,
                // Nil, or what rounds to nought.
                None => expected.abs() <= half && !printed.is_empty(),
            }
        }
        _ if typed.starts_with('[') => !printed.is_empty(),
        // A mark of a note may follow.
        _ => printed.starts_with(&spaced(typed)),
    };
    if is_right { Ok(()) } else { Err(typed.to_owned()) }
}

fn power(scale: Scale) -> f64 {
    10_f64.powi(scale.power().into())
}

/// The number that a printed figure stands for.
fn number(printed: &str) -> Option<f64> {
    let plain: String = printed.chars().filter(|c| !"(),+£%−".contains(*c)).collect();
    let size: f64 = plain.parse().ok()?;
    Some(if printed.starts_with(['(', '−']) { -size } else { size })
}
