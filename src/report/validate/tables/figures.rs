//! Cells of figures: that they are figures, know the shorthand, and are in the unit of their column.

mod decimals;

use crate::diagnostic::Problems;
use crate::report::cell::{self, Said};
use crate::report::code;
use crate::report::model::{Cell, Column, Shorthand, Table, Unit};
use crate::report::number::NumberError;
use crate::wording::listed;

/// Cells of figures that are neither figures nor marks, though they are meant to be.
///
/// `has_decimal_comma`: the language of the report writes a comma before decimals.
pub(super) fn check(table: &Table, has_decimal_comma: bool, problems: &Problems) {
    for (at, column) in table.columns.iter().enumerate() {
        if table.has_names(at) || !column.has_figures() {
            continue;
        }
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(at));
        let is_decimal = |cell: &Cell| {
            cell.plain().is_some_and(|text| decimals::are_behind_a_point(text.trim()))
        };
        let has_decimal_point = has_decimal_comma && cells().any(is_decimal);
        for cell in cells() {
            let Some(text) = cell.plain() else { continue };
            let text = text.trim();
            if has_decimal_comma
                && let Some([thousands, decimal]) =
                    decimals::readings(text, has_decimal_point)
            {
                let message =
                    format!("`{text}` can be read as {thousands} and as {decimal}");
                let hint = of_two_readings(column, &thousands, &decimal);
                problems.error(code::BAD_VALUE, &cell.place, message, hint);
                continue;
            }
            match cell::said(text) {
                Said::Figure(figure) => {
                    if let Some(unit) = &figure.unit {
                        lost_sign(column, unit, cell, problems);
                    }
                    continue;
                }
                Said::Nothing | Said::Mark(_) => continue,
                Said::Words => {}
            }
            if let Some(mark) = unknown_mark(text) {
                let message = format!("`[{mark}]` is no mark of the shorthand");
                let all = Shorthand::all().map(|mark| format!("[{}]", mark.name()));
                let all: Vec<_> = all.collect();
                let hint =
                    format!("write one of {}", listed(all.iter().map(|it| &**it), "or"));
                problems.error(code::BAD_VALUE, &cell.place, message, hint);
            } else if column.number.is_some() && is_meant_as_number(text) {
                let message = format!("the cell is not a number: `{text}`");
                let hint = match decimals::native(text).filter(|_| has_decimal_comma) {
                    Some(plain) => format!(
                        "write `{plain}`: numbers are typed alike in every language, and print \
                         as this one writes them"
                    ),
                    None => NumberError::NotPlain.hint().to_owned(),
                };
                problems.error(code::BAD_VALUE, &cell.place, message, hint);
            }
        }
    }
}

/// The remedy for a figure with two readings: each of them as only it is read.
fn of_two_readings(column: &Column, thousands: &str, decimal: &str) -> String {
    let decimal = decimals::with_nought(decimal);
    if column.number.is_some() {
        return format!("write `{thousands}`, or `{decimal}` for the decimal");
    }
    format!(
        "say `number: {{}}` in place of `align: right`, and write `{thousands}`, or `{decimal}` \
         for the decimal: both then print as the language writes them"
    )
}

/// A word in brackets that is no mark of the shorthand, behind a figure or in place of one.
fn unknown_mark(text: &str) -> Option<&str> {
    let (before, rest) = text.trim().rsplit_once('[')?;
    let word = rest.strip_suffix(']')?;
    let is_word =
        (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase());
    let before = before.trim();
    let is_figure = before.is_empty() || matches!(cell::said(before), Said::Figure(_));
    let is_known = Shorthand::all().any(|mark| mark.name() == word);
    (is_word && is_figure && !is_known).then_some(word)
}

/// Says that a column of numbers, which print with the unit of the column, would lose the sign of
/// another unit that is typed in a cell.
fn lost_sign(column: &Column, unit: &Unit, cell: &Cell, problems: &Problems) {
    let Some(form) = &column.number else { return };
    let (sign, name) = match unit {
        Unit::Percent => ('%', "\"%\""),
        _ => ('£', "GBP"),
    };
    let head = column.unit.as_ref().filter(|it| it.value.contains(sign));
    let of_column = form.unit.as_ref().or(column.unit.as_ref());
    let of_column = of_column.map(|it| (Unit::named(&it.value), &it.value));
    let (message, hint) = match of_column {
        Some((own, _)) if own == *unit || head.is_some() => return,
        Some((_, own)) => (
            format!("the cell has `{sign}`, and its column is in `{own}`"),
            "give the figure in the unit of the column, without a sign, or say `align: right` in \
             place of `number`: its cells then print as they are typed"
                .to_owned(),
        ),
        None => (
            format!("the cell has `{sign}`, and its column has no unit"),
            format!(
                "say `unit: {name}` in `number` of the column, or `align: right` in place of \
                 `number`: its cells then print as they are typed"
            ),
        ),
    };
    problems.error(code::BAD_VALUE, &cell.place, message, hint);
}

/// Whether a text has nothing but what numbers are written with, and so must be one.
fn is_meant_as_number(text: &str) -> bool {
    let text = text.trim();
    let is_of_programs = |prefix: &str| {
        text.strip_prefix(prefix)
            .is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    if ["0x", "0o", "0b"].into_iter().any(is_of_programs) {
        return true;
    }
    text.bytes().any(|b| b.is_ascii_digit())
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '-' | '−' | '+' | '\'' | '_')
        })
        // A range, such as of years.
        && !text[1..].contains(['-', '−'])
}
