//! Units in the heads of columns, and those that figures below them print: the same once more, or another.

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::cell::{Said, said};
use crate::report::measure::{Context, written};
use crate::report::units::scale_in;
use crate::report::visit::{Scope, Visit, walk_inline};
use crate::report::{Cell, Column, Dimension, Id, Inline, MeasureForm, Report, Unit};

use super::known::names_of;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for table in &subject.report.tables {
        for (at, column) in table.columns.iter().enumerate() {
            let Some((head, place)) = unit_of(column) else { continue };
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            let cells: Vec<&Cell> = cells.filter(|cell| !cell.is_empty()).collect();
            let repeating = |cell: &&Cell| repeated(subject, cell, &head);
            let Some((id, figure)) = cells.iter().find_map(repeating) else { continue };
            let message = format!(
                "the head of a column says `{head}`, and `{id}` prints as `{figure}` below it"
            );
            let is_typed = |cell: &&Cell| figures(subject.report, cell).is_empty();
            let hint = if cells.iter().any(is_typed) {
                format!(
                    "remove `{head}` from the head, and write it behind the figures that are typed"
                )
            } else {
                format!("remove `{head}` from the head")
            };
            found.warn(place, message, hint);
        }
    }
}

/// Finds figures in another unit than the head of their column says: kilometres below “Miles”.
pub(super) fn find_others(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for table in &subject.report.tables {
        for (at, column) in table.columns.iter().enumerate() {
            let Some((head, _)) = unit_of(column) else { continue };
            let unit = match (named(&head), scale_in(&head)) {
                (Unit::Count { .. }, Some((_, rest))) => named(&rest),
                (unit, _) => unit,
            };
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            let other = cells.into_iter().find_map(|cell| {
                let (own, figure) = unit_in(subject, cell)?;
                is_another(&unit, &own).then_some((cell, figure))
            });
            let Some((cell, figure)) = other else { continue };
            let message = format!(
                "the head of the column says `{head}`, and `{figure}` stands below it"
            );
            let hint = format!(
                "give the figure in `{head}`, or remove `{head}` from the head and write it behind each figure"
            );
            found.warn(&cell.place, message, hint);
        }
    }
}

/// The unit of a name, in capitals or not.
fn named(name: &str) -> Unit {
    match Unit::named(name) {
        Unit::Count { .. } => Unit::named(&name.to_lowercase()),
        known => known,
    }
}

/// Whether a unit measures what another does, and is not that.
fn is_another(one: &Unit, other: &Unit) -> bool {
    match (one, other) {
        (Unit::Money(one), Unit::Money(other)) => one != other,
        (Unit::Measured(one), Unit::Measured(other)) => {
            // Whole-time and full-time equivalents are two names for one unit.
            let dimension = one.dimension();
            one != other
                && dimension == other.dimension()
                && dimension != Dimension::Staff
        }
        _ => false,
    }
}

/// The unit that the one figure of a cell prints, typed or that of a measure, and how it prints.
fn unit_in(subject: &Subject<'_>, cell: &Cell) -> Option<(Unit, String)> {
    let style = &subject.report.brand.style;
    if let [(id, form)] = figures(subject.report, cell)[..] {
        let measure = subject.report.measure(&id.value);
        let prints = form != MeasureForm::Status;
        let printed = written(measure, form, style, subject.locale, Context::Display);
        return prints.then(|| (measure.unit.value.clone(), printed));
    }
    let text = cell.plain()?;
    if let Said::Figure(figure) = said(&text) {
        return figure.unit.map(|unit| (unit, text));
    }
    let text = text.trim();
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let figure = text.trim_start_matches(['-', '\u{2212}', '+']);
    let name = figure.trim_start_matches(digits).trim_end_matches(digits);
    let is_figure = name.len() < figure.len() && !name.contains(digits);
    is_figure.then(|| (named(name.trim()), text.to_owned()))
}

/// The unit that the head of a column names, with its place: in a field of its own, or in its label, alone
/// or in brackets at its end.
fn unit_of(column: &Column) -> Option<(String, &Place)> {
    let of_number = column.number.as_ref().and_then(|form| form.unit.as_ref());
    if let Some(unit) = column.unit.as_ref().or(of_number) {
        return Some((unit.value.to_string(), &unit.place));
    }
    let label = column.label.typed();
    let inner = label.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let name = inner.map_or(&*label, |(_, name)| name).trim();
    let is_unit = is_unit(name)
        || is_unit(&name.to_lowercase())
        || scale_in(name).is_some_and(|(_, rest)| is_unit(&rest));
    is_unit.then(|| (name.to_owned(), &column.label.place))
}

/// Whether a name in a label is a unit whose figures always print it.
fn is_unit(name: &str) -> bool {
    let named = Unit::named(name);
    matches!(
        named,
        Unit::Money(_) | Unit::Percent | Unit::PercentagePoints | Unit::Measured(_)
    )
}

/// The first measure of a cell that prints with the unit of the head, and how it prints.
fn repeated(subject: &Subject<'_>, cell: &Cell, head: &str) -> Option<(Id, String)> {
    let style = &subject.report.brand.style;
    let (scaled, lowered) = (scale_in(head), head.to_lowercase());
    let name = scaled.as_ref().map_or(head, |(_, rest)| rest);
    let is_head = |unit: &Unit| {
        let names = names_of(unit, style);
        [Unit::named(name), Unit::named(&lowered)].contains(unit)
            || names.iter().any(|it| it.to_lowercase() == lowered)
    };
    figures(subject.report, cell).into_iter().find_map(|(id, form)| {
        let measure = subject.report.measure(&id.value);
        let unit = &measure.unit.value;
        if form == MeasureForm::Status || !is_head(unit) {
            return None;
        }
        let printed = written(measure, form, style, subject.locale, Context::Display);
        let says = match unit {
            // What counts things prints them only where it is asked to.
            Unit::Count { .. } => names_of(unit, style).iter().any(|name| {
                printed.ends_with(&format!("\u{a0}{name}"))
                    || printed.ends_with(&format!(" {name}"))
            }),
            _ => true,
        };
        says.then(|| (id.clone(), printed))
    })
}

/// The measures that a cell prints, each with its form. Those of its footnotes stand elsewhere.
fn figures<'r>(report: &'r Report, cell: &'r Cell) -> Vec<(&'r Id, MeasureForm)> {
    #[derive(Default)]
    struct Figures<'r>(Vec<(&'r Id, MeasureForm)>);
    impl<'r> Visit<'r> for Figures<'r> {
        fn inline(&mut self, inline: &'r Inline, scope: Scope<'r>) {
            match inline {
                Inline::Measure { id, form } => self.0.push((id, *form)),
                Inline::Footnote { .. } => {}
                other => walk_inline(self, other, scope),
            }
        }
    }
    let mut found = Figures::default();
    found.prose(cell, Scope::of(report, report));
    found.0
}
