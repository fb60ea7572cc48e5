//! Readings: reports of what once printed wrong, and what a listener and a viewer get now.
//!
//! `tests/readings/<case>/` is laid over `tests/projects/minimal/`. `expected.txt` is all that a
//! build says, and `reading.txt` the structure of the report that it makes, in the order of
//! reading: a line an element, and one a row of a table. `SNAPSHOTS=overwrite cargo test` writes
//! both anew.

use std::fmt::Write as _;

use libtest_mimic::Trial;

use crate::cases::{compare, compare_with};
use crate::harness::case;
use crate::press::{names, repository, told};
use crate::reader::{Element, Node, Pdf, spaced};
use crate::scratch::Scratch;

pub fn cases() -> Vec<Trial> {
    let folder = repository().join("tests/readings");
    let test = |name: String| {
        let folder = folder.join(&name);
        case("readings", &name, move || {
            let scratch = Scratch::minimal();
            scratch.add(&folder);
            let output = scratch.run(&["-q", "build", "--out", "out"]);
            compare(&folder, &told(&output))?;
            let pdf = Pdf::open(&scratch.path().join("out/note.pdf"));
            let mut reading = String::new();
            // A4 stands 842 points high, and 595 on its side.
            let stands = |high: bool| if high { "upright" } else { "on its side" };
            let pages: Vec<_> =
                pdf.pages.iter().map(|page| stands(page.height > 700.0)).collect();
            let _ = writeln!(reading, "pages: {}", pages.join(", "));
            read(&pdf.tree, 0, &mut reading);
            compare_with(&folder.join("reading.txt"), &reading)
        })
    };
    names(&folder).into_iter().map(test).collect()
}

/// Writes an element and what is in it.
fn read(element: &Element, depth: usize, reading: &mut String) {
    let role = element.role.as_str();
    // What only groups others says nothing.
    let is_group = role.is_empty()
        || ["Document", "Part", "Sect", "Div", "NonStruct"].contains(&role);
    if is_group {
        element.children().for_each(|child| read(child, depth, reading));
        return;
    }
    let indent = "  ".repeat(depth);
    if role == "TR" {
        let cells: Vec<_> = element.children().map(cell).collect();
        let _ = writeln!(reading, "{indent}TR {}", cells.join(" | "));
        return;
    }
    let holds_blocks =
        element.children().any(|child| BLOCKS.contains(&child.role.as_str()));
    let alt = element.alt.as_ref().map(|alt| format!(" ({alt})")).unwrap_or_default();
    if !holds_blocks {
        let _ = writeln!(reading, "{indent}{role}{alt} {}", spaced(&element.text()));
        return;
    }
    let _ = writeln!(reading, "{indent}{role}{alt}");
    for node in &element.nodes {
        match node {
            Node::Element(child) => read(child, depth + 1, reading),
            Node::Text(text) if text.trim().is_empty() => {}
            Node::Text(text) => drop(writeln!(reading, "{indent}  {}", spaced(text))),
        }
    }
}

/// Roles that stand in lines of their own.
const BLOCKS: [&str; 22] = [
    "P", "H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody",
    "TFoot", "TR", "TH", "TD", "Caption", "Figure", "Note", "FENote", "TOC", "TOCI",
];

/// A cell: what it heads, over how many columns and rows, and what it says.
fn cell(cell: &Element) -> String {
    let scope =
        cell.scope.as_ref().map(|scope| format!("[{scope}] ")).unwrap_or_default();
    let spans = match cell.spans {
        (0 | 1, 0 | 1) => String::new(),
        (columns, rows) => format!("[{columns}×{rows}] "),
    };
    format!("{scope}{spans}{}", spaced(&cell.text()))
}
