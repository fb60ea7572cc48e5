//! Casting: which rows of a table a subtotal or a total is the sum of, and what they add up to.
//!
//! Whether a difference is an error is for validation; whether it is to be said below the table,
//! for the document. Both see the same sums.

use std::collections::HashMap;

use fixed_decimal::Decimal;

use super::cell::{self, Figure, Said};
use super::model::{NumberForm, Row, RowKind, Shorthand, Text};
use super::number::scaled;

/// What a cell is worth in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// A figure, in the units of `number::scaled`, with so many digits behind
    /// the point.
    Figure(i128, usize),
    /// Nothing.
    Nought,
    /// Something that cannot be added: words, a figure that is suppressed.
    Unknown,
}

impl Worth {
    /// What a text is worth as a cell.
    pub fn typed(text: &str) -> Self {
        Self::of(text, |figure| scaled(&figure.value))
    }

    /// The same as a column prints it, which may be rounded.
    pub fn printed(text: &str, form: Option<&NumberForm>) -> Self {
        Self::of(text, |figure| match form {
            Some(form) => {
                let size = cell::rounded(&figure.value, form);
                scaled(&Decimal::new(figure.value.sign(), size))
            }
            None => scaled(&figure.value),
        })
    }

    fn of(text: &str, value: impl FnOnce(&Figure) -> i128) -> Self {
        match cell::said(text) {
            Said::Figure(figure) => Self::Figure(value(&figure), figure.places),
            Said::Nothing | Said::Mark(Shorthand::Nil | Shorthand::NotApplicable) => {
                Self::Nought
            }
            Said::Words if cell::is_nought(text) => Self::Nought,
            Said::Mark(_) | Said::Words => Self::Unknown,
        }
    }
}

/// A sum that a table declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// The row that holds it, by its position.
    pub row: usize,
    /// What it is the sum of.
    pub of: Addends,
}

/// The rows that are added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addends {
    /// All items from one position up to another.
    Items(usize, usize),
    /// These rows, each added or taken off.
    Rows(Vec<(usize, Sense)>),
}

/// Whether a row is added or taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// It is added.
    Added,
    /// It is taken off.
    TakenOff,
}

/// The sums that the rows of a table declare, in order, and the names of rows that there are not.
pub fn casts(rows: &[Row]) -> (Vec<Cast>, Vec<&Text>) {
    let ids: HashMap<&str, usize> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((&*row.id.as_ref()?.value, at)))
        .collect();
    let (mut casts, mut unknown) = (Vec::new(), Vec::new());
    // For each level of indents, where what belongs to the last head or sum of it ends.
    let mut ends = [0_usize; 8];
    let mut start = 0;
    for (at, row) in rows.iter().enumerate() {
        let level = (row.indent as usize).min(ends.len() - 1);
        if row.kind == RowKind::Group && row.apart {
            start = at + 1;
        }
        if row.kind.is_sum() {
            let named = row.sum_of.iter().map(|name| (name, Sense::Added));
            let named = named.chain(row.less.iter().map(|name| (name, Sense::TakenOff)));
            let mut found = Vec::new();
            for (name, sense) in named {
                match ids.get(&*name.value) {
                    Some(row) => found.push((*row, sense)),
                    None => unknown.push(name),
                }
            }
            let of = if !row.sum_of.is_empty() || !row.less.is_empty() {
                Addends::Rows(found)
            } else if row.kind == RowKind::Total {
                Addends::Items(start, at)
            } else {
                let end = ends[..=level].iter().max();
                Addends::Items(end.copied().unwrap_or(0).max(start), at)
            };
            if row.casts {
                casts.push(Cast { row: at, of });
            }
        }
        if row.kind.is_sum() || row.kind == RowKind::Group {
            ends[level] = at + 1;
        }
    }
    (casts, unknown)
}

/// What the addends of a sum come to in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The figures added up.
    pub value: i128,
    /// How many figures were added.
    pub figures: usize,
    /// How many cells cannot be added.
    pub unknown: usize,
    /// The most digits behind the point of any of them.
    pub places: usize,
}

impl Sum {
    fn add(&mut self, worth: Worth, sense: Sense) {
        match worth {
            Worth::Figure(value, places) => {
                let value = match sense {
                    Sense::Added => value,
                    Sense::TakenOff => -value,
                };
                self.value = self.value.saturating_add(value);
                self.figures += 1;
                self.places = self.places.max(places);
            }
            Worth::Nought => {}
            Worth::Unknown => self.unknown += 1,
        }
    }
}

/// One column of a table, to be added up.
pub struct Account {
    worths: Vec<Worth>,
    /// For each row, the items before it.
    before: Vec<Sum>,
}

impl Account {
    /// The account of a column with these cells.
    pub fn new(rows: &[Row], worths: Vec<Worth>) -> Self {
        let mut sum = Sum::default();
        let mut before = vec![sum];
        for (row, worth) in rows.iter().zip(&worths) {
            if row.kind == RowKind::Item {
                sum.add(*worth, Sense::Added);
            }
            before.push(sum);
        }
        Self { worths, before }
    }

    /// What a row is worth.
    pub fn worth(&self, row: usize) -> Worth {
        self.worths.get(row).copied().unwrap_or(Worth::Unknown)
    }

    /// What the addends of a sum come to.
    pub fn sum(&self, of: &Addends) -> Sum {
        match of {
            Addends::Items(from, to) => {
                let (Some(first), Some(last)) =
                    (self.before.get(*from), self.before.get(*to))
                else {
                    return Sum::default();
                };
                Sum {
                    value: last.value.saturating_sub(first.value),
                    figures: last.figures - first.figures,
                    unknown: last.unknown - first.unknown,
                    // Those of the whole column are as good: it prints to one digit.
                    places: last.places,
                }
            }
            Addends::Rows(rows) => {
                let mut sum = Sum::default();
                rows.iter().for_each(|(row, sense)| sum.add(self.worth(*row), *sense));
                sum
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::report::model::Placed;

    fn text(text: &str) -> Text {
        Placed { value: text.into(), place: Place::whole_file("t.yaml") }
    }

    fn row(kind: RowKind, indent: u32) -> Row {
        Row { kind, indent, ..Row::item(Vec::new()) }
    }

    fn items(rows: &[Row]) -> Vec<(usize, Addends)> {
        casts(rows).0.into_iter().map(|cast| (cast.row, cast.of)).collect()
    }

    #[test]
    fn a_subtotal_ends_at_the_head_or_sum_before_it_and_a_total_does_not() {
        use RowKind::{Group, Item, Subtotal, Total};
        let rows: Vec<_> = [Group, Item, Item, Subtotal, Group, Item, Subtotal, Total]
            .map(|kind| row(kind, 0))
            .into();
        assert_eq!(
            items(&rows),
            [
                (3, Addends::Items(1, 3)),
                (6, Addends::Items(5, 6)),
                (7, Addends::Items(0, 7)),
            ]
        );
    }

    #[test]
    fn deeper_subtotals_do_not_end_a_subtotal() {
        use RowKind::{Group, Item, Subtotal};
        let rows = [
            row(Group, 0),
            row(Group, 1),
            row(Item, 2),
            row(Subtotal, 1),
            row(Item, 1),
            row(Subtotal, 0),
        ];
        assert_eq!(items(&rows), [(3, Addends::Items(2, 3)), (5, Addends::Items(1, 5))]);
    }

    #[test]
    fn what_is_apart_is_added_up_apart() {
        use RowKind::{Group, Item, Total};
        let mut rows =
            [row(Item, 0), row(Total, 0), row(Group, 0), row(Item, 0), row(Total, 0)];
        assert_eq!(items(&rows)[1], (4, Addends::Items(0, 4)));
        rows[2].apart = true;
        assert_eq!(items(&rows)[1], (4, Addends::Items(3, 4)));
    }

    #[test]
    fn rows_are_named_where_the_sum_is_of_others() {
        let mut income = row(RowKind::Subtotal, 0);
        income.id = Some(text("income"));
        let mut spending = row(RowKind::Subtotal, 0);
        spending.id = Some(text("spending"));
        let mut net = row(RowKind::Total, 0);
        net.sum_of = vec![text("income")];
        net.less = vec![text("spending"), text("nothing")];
        let rows = [income, spending, net];
        let (casts, unknown) = casts(&rows);
        let named = vec![(0, Sense::Added), (1, Sense::TakenOff)];
        assert_eq!(casts[2].of, Addends::Rows(named));
        assert_eq!(unknown.iter().map(|it| &*it.value).collect::<Vec<_>>(), ["nothing"]);
        let worths = vec![Worth::Figure(7, 0), Worth::Figure(5, 1), Worth::Figure(2, 0)];
        let account = Account::new(&rows, worths);
        let sum = account.sum(&casts[2].of);
        assert_eq!(sum, Sum { value: 2, figures: 2, unknown: 0, places: 1 });
    }
}
