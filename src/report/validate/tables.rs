//! Tables: that heads are over all columns, that sums add up, that marks lead to notes and back, and that words of status and of
//! the shorthand are known.

mod figures;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::report::cast::{Account, Addends, Cast, Sum, Worth, casts};
use crate::report::cell::{self, Said};
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::model::visit::{Scope, Visit, walk_noun};
use crate::report::model::{
    Cell, Column, Inline, MeasureValue, ProseBlock, Report, Row, RowKind, Scale, State,
    Table, Text, Unit,
};
use crate::report::number::{ONE, scaled, unscaled};
use crate::wording::{counted, nearest};

use super::index::Index;

/// How many figures of a sum that does not add up are pointed at.
const SHOWN_ADDENDS: usize = 6;

pub(super) fn check(report: &Report, index: &Index, problems: &Problems) {
    // A language without words has been reported.
    let has_decimal_comma = report.locale().is_some_and(|it| it.decimal_sign() == ",");
    for table in &report.tables {
        let check = Check { report, index, table };
        check.groups(problems);
        check.rows(problems);
        check.notes(problems);
        check.scales(problems);
        figures::check(table, has_decimal_comma, problems);
        if table.columns.iter().any(|column| column.status) {
            // A language without words has been reported.
            if let Some(locale) = report.locale() {
                check.states(locale.states(), problems);
            }
        }
        check.sums(problems);
    }
}

struct Check<'r> {
    report: &'r Report,
    index: &'r Index,
    table: &'r Table,
}

impl<'r> Check<'r> {
    /// The heads over columns against the columns that there are.
    fn groups(&self, problems: &Problems) {
        let Table { columns, groups, .. } = self.table;
        let over: u64 = groups.iter().map(|group| u64::from(group.columns.value)).sum();
        let Some(last) = groups.last().filter(|_| over != columns.len() as u64) else {
            return;
        };
        let message = format!(
            "the heads in `groups` are over {over} of the columns, and the table has {}",
            columns.len()
        );
        let hint =
            "add an entry with `columns` alone for columns that have no head in common";
        problems.error(code::FIELDS_DISAGREE, &last.columns.place, message, hint);
    }

    /// What the rows say of themselves.
    fn rows(&self, problems: &Problems) {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for row in &self.table.rows {
            if let Some(id) = &row.id
                && !known.insert(&id.value)
            {
                let message = format!("two rows have the id `{}`", id.value);
                let hint = "give one of them another";
                problems.error(code::DUPLICATE_ID, &id.place, message, hint);
            }
            let named = row.sum_of.iter().chain(&row.less);
            if let Some(name) = named.into_iter().next()
                && !row.kind.is_sum()
            {
                let message = "only a subtotal or a total is the sum of other rows";
                let hint = "set its `kind`, or remove the names";
                problems.error(code::FIELDS_DISAGREE, &name.place, message, hint);
            }
            if row.apart && row.kind != RowKind::Group {
                let message = "only a group can begin an account that is `apart`";
                let hint = "remove `apart`";
                problems.error(code::FIELDS_DISAGREE, self.place_of(row), message, hint);
            }
        }
        for unknown in casts(&self.table.rows).1 {
            let name = &unknown.value;
            let message = format!("no row of the table has the id `{name}`");
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "give the row that is meant this `id`".to_owned(),
            };
            problems.error(code::UNKNOWN_REFERENCE, &unknown.place, message, hint);
        }
    }

    /// Marks in heads and cells against the notes below.
    fn notes(&self, problems: &Problems) {
        let mut marks = Marks::default();
        walk_noun(&mut marks, self.table, Scope::of(self.report, self.table));
        let mut known: BTreeMap<&str, &Text> = BTreeMap::new();
        for note in &self.table.notes {
            if known.insert(&note.mark.value, &note.mark).is_some() {
                let message = format!("two notes have the mark `{}`", note.mark.value);
                let hint = "give one of them another mark";
                problems.error(code::FOOTNOTE, &note.mark.place, message, hint);
            }
        }
        for mark in &marks.found {
            if !known.contains_key(&*mark.value) {
                let message = format!("the mark `[^{}]` has no note", mark.value);
                let hint = format!(
                    "write it in `notes` of the table as `{{mark: \"{}\", text: …}}`",
                    mark.value
                );
                problems.error(code::FOOTNOTE, &mark.place, message, hint);
            }
        }
        let used: HashSet<&str> = marks.found.iter().map(|mark| &*mark.value).collect();
        for (mark, text) in known {
            if !used.contains(mark) && !self.report.gaps.any {
                let message = format!("the note `{mark}` has no mark in the table");
                let hint = format!("put `[^{mark}]` behind what it is about");
                problems.error(code::FOOTNOTE, &text.place, message, hint);
            }
        }
    }

    /// Columns whose heads would not say what their numbers are scaled by, or that have no scale.
    fn scales(&self, problems: &Problems) {
        for column in &self.table.columns {
            let Some(form) = &column.number else { continue };
            let scale = form.printed_in.unwrap_or(form.given_in);
            if let Some(unit) = form.unit.as_ref().or(column.unit.as_ref())
                && Unit::named(&unit.value) == Unit::Percent
                && (scale, form.given_in) != (Scale::One, Scale::One)
            {
                let message =
                    "numbers in per cent have no `given_in` and no `printed_in`";
                let hint = "remove them: per cent print as they are";
                problems.error(code::FIELDS_DISAGREE, &unit.place, message, hint);
            } else if let Some(unit) = &column.unit
                && scale != Scale::One
            {
                let message = format!(
                    "the head says `{}` alone, and its numbers print in {}s",
                    unit.value,
                    scale.name()
                );
                let hint = "remove this `unit`, and name in `number` what is counted, such as \
                            `unit: GBP` or `unit: tonnes`: the head then says the scale too";
                problems.error(code::FIELDS_DISAGREE, &unit.place, message, hint);
            }
        }
    }

    /// Cells of status against the states that are known.
    fn states(&self, of_language: &[State], problems: &Problems) {
        let own = &self.report.brand.tables.states;
        let known =
            |text: &str| own.iter().chain(of_language).any(|it| &*it.label.value == text);
        for (_, cells) in self.columns().filter(|(column, _)| column.status) {
            for cell in cells {
                let text = cell.plain().unwrap_or_default();
                let text = text.trim();
                if cell::is_nought(text)
                    || known(text)
                    || matches!(cell::said(text), Said::Mark(_))
                {
                    continue;
                }
                let message = format!("`{text}` is no state that is known");
                let labels = own.iter().chain(of_language).map(|it| &*it.label.value);
                let hint = match nearest(text, labels) {
                    _ if is_not_applicable(text) => {
                        "write `[z]` for what does not apply, or `[x]` for what is not available"
                            .to_owned()
                    }
                    Some(near) if !matches!(text, "true" | "false") => {
                        format!("did you mean `{near}`?")
                    }
                    Some(_) => "write the word of a state".to_owned(),
                    None => "add it to `states` in `tables` of the brand file".to_owned(),
                };
                problems.error(code::BAD_VALUE, &cell.place, message, hint);
            }
        }
    }

    /// Each column with its cells, but those that are names of rows.
    fn columns(&self) -> impl Iterator<Item = (&'r Column, Vec<&'r Cell>)> {
        let Table { columns, rows, .. } = self.table;
        let all = columns.iter().enumerate();
        all.filter(|(at, _)| !self.table.has_names(*at)).map(move |(at, column)| {
            (column, rows.iter().filter_map(|row| row.cells.get(at)).collect())
        })
    }

    /// Declared sums against what their rows add up to.
    fn sums(&self, problems: &Problems) {
        let table = self.table;
        let (casts, unknown) = casts(&table.rows);
        if !unknown.is_empty() || self.report.gaps.any {
            return;
        }
        // How many items stand above each row.
        let items = table.rows.iter().scan(0_usize, |items, row| {
            let above = *items;
            *items += usize::from(row.kind == RowKind::Item);
            Some(above)
        });
        let items: Vec<usize> = items.collect();
        for cast in &casts {
            let row = &table.rows[cast.row];
            let Addends::Items(from, to) = cast.of else { continue };
            if items[from] == items[to] {
                let message =
                    format!("`{}` is a sum, and there is no item above it", name_of(row));
                let place = self.place_of(row);
                let hint = "make it an item, or name its rows in `sum_of`";
                problems.error(code::FIELDS_DISAGREE, place, message, hint);
            }
        }
        for (at, column) in table.columns.iter().enumerate().skip(1) {
            if !column.has_figures() || !column.is_added() || casts.is_empty() {
                continue;
            }
            if column.adds.is_none() && self.is_per_cent(at) {
                continue;
            }
            self.unread_amounts(&casts, at, problems);
            let worths = table.rows.iter().map(|row| self.worth(row.cells.get(at)));
            let account = Account::new(&table.rows, worths.collect());
            let units = self.units(at);
            for cast in &casts {
                if let Some((one, other)) = unlike(cast, &table.rows, &units) {
                    self.mixed(cast, at, [one, other], problems);
                    continue;
                }
                let Worth::Figure(said, places) = account.worth(cast.row) else {
                    continue;
                };
                let sum = account.sum(&cast.of);
                if sum.unknown > 0 || sum.figures == 0 || said == sum.value {
                    continue;
                }
                let sum = Sum { places: sum.places.max(places), ..sum };
                if let Some(problem) = self.differs(cast, at, said, sum) {
                    problems.push(problem);
                }
            }
        }
    }

    /// Whether all figures of a column have `%` of their own: they are added only where it says so, as
    /// those of a column of per cent are.
    fn is_per_cent(&self, column: usize) -> bool {
        let cells = self.table.rows.iter().filter_map(|row| row.cells.get(column));
        let said = cells.filter_map(|cell| Some(cell::said(&cell.plain()?)));
        let mut units = said.filter_map(|said| match said {
            Said::Figure(figure) => Some(figure.unit),
            _ => None,
        });
        let first = units.next().flatten();
        first == Some(Unit::Percent) && units.all(|unit| unit == first)
    }

    /// Says which cells of a column with a sum are amounts that are not read as figures, so that the
    /// sum is not checked.
    fn unread_amounts(&self, casts: &[Cast], column: usize, problems: &Problems) {
        for cell in self.table.rows.iter().filter_map(|row| row.cells.get(column)) {
            let Some(text) = cell.plain() else { continue };
            let text = text.trim();
            let is_amount = text.starts_with(['£', '$', '€'])
                && text.contains(|c: char| c.is_ascii_digit())
                && !text.contains(' ')
                && cell::said(text) == Said::Words;
            if is_amount && !casts.is_empty() {
                let message = format!(
                    "`{text}` is not read as a figure, and the sum is not checked"
                );
                let hint = "write it in full, such as `£1,500,000`, or use a column with `number` \
                            and `printed_in`";
                let problem = Diagnostic::warning(code::TABLE_SUM, message);
                problems.push(problem.at(&cell.place).hint(hint));
            }
        }
    }

    /// For each row, the unit that its cell in a column has of itself; none at all where these
    /// can be added.
    fn units(&self, column: usize) -> Vec<Option<Unit>> {
        // A figure of another unit than its column of numbers is an error of its own.
        let form = self.table.columns[column].number.as_ref();
        let own = form.and_then(|form| form.unit.as_ref());
        let own = own.map(|unit| Unit::named(&unit.value));
        let units = self.table.rows.iter().map(|row| {
            let cell = row.cells.get(column)?;
            if let Some(id) = only_measure(cell) {
                let at = self.index.position(NounKind::Measure, id)?;
                return Some(self.report.measures.get(at)?.unit.value.clone());
            }
            match cell::said(&cell.plain()?) {
                Said::Figure(_) if form.is_some() => own.clone(),
                Said::Figure(figure) => figure.unit,
                _ => None,
            }
        });
        let units: Vec<_> = units.collect();
        let mut given = units.iter().flatten();
        let Some(first) = given.next() else { return Vec::new() };
        if given.all(|it| it.is_like(first)) { Vec::new() } else { units }
    }

    /// Says that a sum is of figures that cannot be added.
    fn mixed(&self, cast: &Cast, column: usize, units: [&Unit; 2], problems: &Problems) {
        let row = &self.table.rows[cast.row];
        let Some(cell) = row.cells.get(column) else { return };
        let head = self.table.columns[column].label.typed();
        let [one, other] = units.map(Unit::in_words);
        let message =
            format!("`{}` adds {one} to {other} in the column `{head}`", name_of(row));
        let hint = "put the figures of each unit into a column of their own, or say `casts: \
                    false` for the row or `adds: false` for the column where it is no sum";
        problems.error(code::TABLE_SUM, &cell.place, message, hint);
    }

    /// What is wrong with a sum that is not what its rows add up to.
    fn differs(
        &self,
        cast: &Cast,
        column: usize,
        said: i128,
        sum: Sum,
    ) -> Option<Diagnostic> {
        let row = &self.table.rows[cast.row];
        let cell = row.cells.get(column)?;
        let is_rounding = is_rounding(said, &sum);
        if is_rounding && self.table.rounded {
            return None;
        }
        let head = &self.table.columns[column];
        let message = format!(
            "`{}` is {} in the column `{}`, and its {} add up to {}",
            name_of(row),
            unscaled(said),
            head.label.typed(),
            counted(sum.figures, "figure"),
            unscaled(sum.value)
        );
        let hint = if is_rounding {
            "correct the figures, or say `rounded: true` for the table where each is rounded"
        } else {
            "correct the figures, or say `casts: false` for the row or `adds: false` for the \
             column where it is no sum"
        };
        let problem = Diagnostic::error(code::TABLE_SUM, message);
        let problem = problem.at(&cell.place).hint(hint);
        let added = self.added(cast, column);
        // Where many are added, none of them is more to the point than the others.
        let shown = if added.len() <= SHOWN_ADDENDS { added.as_slice() } else { &[] };
        Some(
            shown.iter().fold(problem, |problem, cell| {
                problem.related(&cell.place, "this is added")
            }),
        )
    }

    /// The cells that a sum adds up.
    fn added(&self, cast: &Cast, column: usize) -> Vec<&'r Cell> {
        let rows: Vec<usize> = match &cast.of {
            Addends::Items(from, to) => (*from..*to)
                .filter(|at| self.table.rows[*at].kind == RowKind::Item)
                .collect(),
            Addends::Rows(rows) => rows.iter().map(|(at, _)| *at).collect(),
        };
        rows.iter().filter_map(|at| self.table.rows[*at].cells.get(column)).collect()
    }

    /// Where a row stands.
    fn place_of(&self, row: &'r Row) -> &'r Place {
        row.cells.first().map_or(&self.table.id.place, |cell| &cell.place)
    }

    /// What a cell is worth in an account.
    fn worth(&self, cell: Option<&Cell>) -> Worth {
        let Some(cell) = cell else { return Worth::Nought };
        if let Some(id) = only_measure(cell) {
            let at = self.index.position(NounKind::Measure, id);
            let measure = at.and_then(|at| self.report.measures.get(at));
            return match measure.map(|measure| &measure.value.value) {
                Some(MeasureValue::Number(number)) => Worth::Figure(scaled(number), 0),
                _ => Worth::Unknown,
            };
        }
        cell.plain().map_or(Worth::Unknown, |text| Worth::typed(&text))
    }
}

/// Whether a text is one of the ways to say that there is nothing to say.
fn is_not_applicable(text: &str) -> bool {
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    text.len() <= 5 && letters.eq_ignore_ascii_case("na")
}

/// Two units of a sum and what it is the sum of that cannot be added, given the units of a column.
fn unlike<'u>(
    cast: &Cast,
    rows: &[Row],
    units: &'u [Option<Unit>],
) -> Option<(&'u Unit, &'u Unit)> {
    if units.is_empty() {
        return None;
    }
    let added: Vec<usize> = match &cast.of {
        Addends::Items(from, to) => {
            (*from..*to).filter(|at| rows[*at].kind == RowKind::Item).collect()
        }
        Addends::Rows(rows) => rows.iter().map(|(at, _)| *at).collect(),
    };
    let all = added.into_iter().chain([cast.row]);
    let mut given = all.filter_map(|at| units.get(at)?.as_ref());
    let first = given.next()?;
    let other = given.find(|it| !it.is_like(first))?;
    Some((first, other))
}

/// Whether a difference can come of rounding: half of the last digit for each figure, and for the
/// sum itself.
fn is_rounding(said: i128, sum: &Sum) -> bool {
    let places = u32::try_from(sum.places).unwrap_or(0).min(12);
    let digit = ONE / 10_i128.pow(places);
    let figures = i128::try_from(sum.figures).unwrap_or(i128::MAX);
    let most = digit.saturating_mul(figures.saturating_add(1));
    (said - sum.value).saturating_mul(2).abs() <= most
}

/// The measure that a cell prints, where that is all that it says.
fn only_measure(cell: &Cell) -> Option<&str> {
    let [ProseBlock::Paragraph(content)] = cell.blocks.as_slice() else { return None };
    let mut found = None;
    for inline in content {
        match inline {
            Inline::Measure { id, .. } if found.is_none() => found = Some(&*id.value),
            Inline::NoteMark(_) => {}
            _ => return None,
        }
    }
    found
}

/// What a row is called in a message.
fn name_of(row: &Row) -> String {
    let name = row.cells.first().and_then(Cell::plain).unwrap_or_default();
    if name.trim().is_empty() { "the row".to_owned() } else { name.trim().to_owned() }
}

/// The marks of notes in a table.
#[derive(Default)]
struct Marks<'r> {
    found: Vec<&'r Text>,
}

impl<'r> Visit<'r> for Marks<'r> {
    fn inline(&mut self, inline: &'r Inline, scope: Scope<'r>) {
        if let Inline::NoteMark(mark) = inline {
            self.found.push(mark);
        }
        crate::report::model::visit::walk_inline(self, inline, scope);
    }
}
