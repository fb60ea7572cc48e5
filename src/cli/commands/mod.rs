//! The commands, one thin function each.

mod build;
mod check;
mod explain;
mod figures;
mod fonts;
mod list;
mod preflight;
mod schema;
mod templates;
mod verify;
mod watch;

pub use self::build::build;
pub use self::check::{Deny, check};
pub use self::explain::explain;
pub use self::figures::{FiguresAs, FiguresOnly, figures};
pub use self::fonts::fonts;
pub use self::list::{list, list_papers};
pub use self::preflight::preflight;
pub use self::schema::schema;
pub use self::templates::{
    diff_templates, eject_templates, list_templates, show_template, theme_of,
};
pub use self::verify::verify;
pub use self::watch::watch;

use std::fmt::Write;

/// Rows in columns, two spaces between them; columns named in `right` are set right.
fn columns(rows: &[Vec<String>], right: &[usize]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<_> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = if right.contains(&column) {
                write!(line, "{cell:>width$}  ", width = widths[column])
            } else {
                write!(line, "{cell:<width$}  ", width = widths[column])
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [
            vec!["a".to_owned(), "10".to_owned()],
            vec!["bé".to_owned(), "9".to_owned()],
        ];
        assert_eq!(columns(&rows, &[1]), "a   10\nbé   9\n");
    }
}
