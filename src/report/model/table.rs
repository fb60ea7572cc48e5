//! Tables: rows of cells under heads, and what is said of each column and row.
//!
//! What a cell says as a figure is the business of `report::cell`; whether sums add up, and
//! whether notes and marks belong together, is for validation.

use std::ops::Deref;

use recto_macros::{Choice, Noun};

use super::{Id, Line, Placed, Prose, Scorecard, Text, Unit, Visibility};
use crate::report::declare::Choice as _;

/// A table.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Table, rules, together(columns, rows, scorecard) = content)]
pub struct Table {
    /// Its id.
    pub id: Id,
    /// What it shows.
    #[noun(text = Title)]
    pub title: Line,
    /// What is measured, in which unit and period.
    pub subtitle: Option<Line>,
    /// Heads over several columns, from left to right; together they are over all columns.
    /// Left out where each column has its own head alone.
    pub groups: Vec<ColumnGroup>,
    /// Its columns; the first names the row.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// In place of columns and rows, the measures of which it is made.
    pub scorecard: Option<Scorecard>,
    /// Whether its figures are rounded, so that sums may be off by that much, which is then said
    /// below it.
    #[noun(default)]
    pub rounded: bool,
    /// Notes to single heads, names and figures, in the order in which they stand below it. Each
    /// is referred to by its mark, as in `Visits[^1]`, as often as need be.
    pub notes: Vec<TableNote>,
    /// How it is fitted to the page where it is wide.
    #[noun(default)]
    pub fit: Fit,
    /// Where the data come from.
    #[noun(quoted)]
    pub source: Option<Text>,
    /// What a reader should know of the table as a whole.
    pub note: Option<Line>,
    /// Who may see it.
    pub audience: Visibility,
}

impl Table {
    /// Whether the cells of a column are names of rows, which are read as words: those of the
    /// first, unless it says that they are states or numbers.
    pub fn has_names(&self, column: usize) -> bool {
        let first = self.columns.first().filter(|_| column == 0);
        first.is_some_and(|first| !first.status && first.number.is_none())
    }
}

/// A head over several columns that stand side by side.
#[derive(Debug, Clone, Noun)]
pub struct ColumnGroup {
    /// What it says, which may have marks of notes; left out over columns that have no head in
    /// common.
    #[noun(with = label, text = Name)]
    pub label: Option<Line>,
    /// Over how many columns it stands.
    #[noun(with = count)]
    pub columns: Placed<u32>,
}

/// A column of a table.
#[derive(Debug, Clone, Noun)]
#[noun(check = check_align(status, number, align))]
pub struct Column {
    /// Its head, which may have marks of notes.
    #[noun(with = label, text = Name)]
    pub label: Line,
    /// What heads it in the CSV file, where that is not `label`.
    #[noun(unprinted)]
    pub from: Option<Text>,
    /// On which side its cells stand: `left` where it is left out, and `right` for a column with
    /// `number`.
    pub align: Option<Align>,
    /// The unit, printed in the head. Not where `number` scales: its own `unit` goes with the scale.
    pub unit: Option<Text>,
    /// How its numbers print. They are written plainly then, such as `1204567` or `-0.4`; what
    /// is no number prints as it is typed.
    pub number: Option<NumberForm>,
    /// Whether sums are checked in it; left out, they are but for per cent.
    pub adds: Option<bool>,
    /// Whether it is the one that is meant, such as the current year: it is tinted.
    #[noun(default)]
    pub current: bool,
    /// Whether a cell that repeats the one above it, or is empty below one, is one cell with it.
    #[noun(default)]
    pub merge: bool,
    /// Whether its cells are states, such as `Red` or `Better`, which are drawn with a shape
    /// before the word.
    #[noun(default)]
    pub status: bool,
}

impl Column {
    /// Whether its cells are figures.
    pub fn has_figures(&self) -> bool {
        self.side() == Align::Right
    }

    /// On which side its cells stand.
    pub fn side(&self) -> Align {
        match (self.align, &self.number) {
            (Some(align), _) => align,
            (None, Some(_)) => Align::Right,
            (None, None) => Align::Left,
        }
    }

    /// Whether sums are checked in it.
    pub fn is_added(&self) -> bool {
        let of_number = self.number.as_ref().and_then(|it| it.unit.as_ref());
        let per_cent = [self.unit.as_ref(), of_number];
        let per_cent =
            per_cent.into_iter().flatten().any(|unit| Unit::named(unit) == Unit::Percent);
        self.adds.unwrap_or(!per_cent)
    }
}

/// On which side the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Align {
    /// Words.
    Left,
    /// Figures: they line up at their units.
    Right,
    /// Ticks, and words as short.
    Centre,
}

/// How the numbers of a column print.
#[derive(Debug, Clone, Noun)]
pub struct NumberForm {
    /// What they count: `GBP`, `%`, or anything else by its name. It is printed in the head with
    /// what they are scaled by, as in `£000`; where it is left out, the head says `thousands` alone.
    pub unit: Option<Text>,
    /// What they are given in: `thousand` where `5210` stands for 5,210,000.
    #[noun(default)]
    pub given_in: Scale,
    /// What they print in, where that is not what they are given in: `thousand` prints 1204567
    /// as 1,205.
    pub printed_in: Option<Scale>,
    /// How many digits follow the point, to which they are rounded; left out, each prints with
    /// those that it has.
    #[noun(with = decimals, needed = Beside("printed_in"))]
    pub decimals: Option<u32>,
    /// Whether thousands are set apart, as in 1,204. Years are not.
    #[noun(default = true)]
    pub thousands: bool,
    /// How what is below nought is written.
    #[noun(default)]
    pub negative: Negative,
    /// Whether what is above nought has a plus, as changes have.
    #[noun(default)]
    pub plus: bool,
    /// How nought is written.
    #[noun(default)]
    pub zero: Zero,
    /// Where `£` and `%` stand.
    #[noun(default)]
    pub unit_stands: UnitStands,
}

/// What numbers are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Scale {
    /// The unit itself.
    #[default]
    One,
    /// Thousands.
    Thousand,
    /// Millions.
    Million,
    /// Billions, a thousand million each.
    Billion,
}

impl Scale {
    /// The power of ten that it is.
    pub fn power(self) -> i16 {
        match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
        }
    }
}

/// How numbers below nought are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Negative {
    /// With a minus sign: −33.
    #[default]
    Minus,
    /// In brackets, as in accounts: (33).
    Brackets,
}

/// How nought is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Zero {
    /// As a figure: 0.
    #[default]
    Figure,
    /// As the mark for nil.
    Nil,
}

/// Where the sign of a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum UnitStands {
    /// In the head, once.
    #[default]
    Head,
    /// In each cell.
    Cells,
}

/// A row of a table: its cells, and what it is where it is more than an item.
#[derive(Debug, Clone, Noun)]
#[noun(short = cells)]
pub struct Row {
    /// What it is.
    #[noun(default)]
    pub kind: RowKind,
    /// By how many levels its name is indented, to four.
    #[noun(default, with = indent)]
    pub indent: u32,
    /// What other rows call it in `sum_of` and `less`.
    #[noun(unprinted)]
    pub id: Option<Text>,
    /// The rows that it is the sum of, by their ids, where these are not the rows above it.
    #[noun(unprinted)]
    pub sum_of: Vec<Text>,
    /// The rows that are taken off that sum, by their ids.
    #[noun(unprinted)]
    pub less: Vec<Text>,
    /// Whether a subtotal or a total is held against the rows that it is the sum of; false for
    /// one that is no sum, such as a median.
    #[noun(default = true)]
    pub casts: bool,
    /// For a group: whether what stands below it is added up apart from what stands above.
    #[noun(default)]
    pub apart: bool,
    /// Whether it is tinted.
    #[noun(default)]
    pub shaded: bool,
    /// Its cells, one for each column; a group may have its name alone.
    #[noun(text = Cell, at_least_one)]
    pub cells: Vec<Cell>,
}

impl Row {
    /// An item with these cells, of which no more is said.
    pub fn item(cells: Vec<Cell>) -> Self {
        Self {
            kind: RowKind::Item,
            indent: 0,
            id: None,
            sum_of: Vec::new(),
            less: Vec::new(),
            casts: true,
            apart: false,
            shaded: false,
            cells,
        }
    }
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum RowKind {
    /// One of the things that the table lists.
    #[default]
    Item,
    /// The name of the rows below it, repeated where they go on to another page.
    Group,
    /// The sum of the items above it, back to the subtotal, total or group before.
    Subtotal,
    /// The sum of all items above it.
    Total,
    /// A row beside the account, such as “of which”: it is not added.
    Memo,
}

impl RowKind {
    /// Whether it is a sum of other rows.
    pub fn is_sum(self) -> bool {
        matches!(self, Self::Subtotal | Self::Total)
    }
}

/// A cell of a table: text in one line, with emphasis, links, measures and marks of notes; several
/// paragraphs and lists where it is typed on several lines; nothing where it is empty.
#[derive(Debug, Clone)]
pub struct Cell(pub Prose);

impl Deref for Cell {
    type Target = Prose;

    fn deref(&self) -> &Prose {
        &self.0
    }
}

impl Cell {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// A note of a table.
#[derive(Debug, Clone, Noun)]
pub struct TableNote {
    /// Its mark: a number, a small letter, `*`, `†` or `‡`.
    #[noun(with = mark, unprinted)]
    pub mark: Text,
    /// What it says.
    pub text: Prose,
}

/// How a table is fitted to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Fit {
    /// As it needs: closer, then smaller, then on a page that lies on its side, then in parts.
    #[default]
    Auto,
    /// On upright pages: closer, then smaller, then in parts.
    Upright,
    /// On a page that lies on its side, then in parts there.
    Turned,
    /// In parts at once: some columns each, with the names of the rows.
    Split,
}

/// Which columns of a CSV file say what its rows are; none of them prints.
#[derive(Debug, Clone, Default, Noun)]
pub struct RowColumns {
    /// The one that holds `kind`; an empty cell is an item.
    #[noun(unprinted)]
    pub kind: Option<Text>,
    /// The one that holds `indent`; an empty cell is 0.
    #[noun(unprinted)]
    pub indent: Option<Text>,
    /// The one that holds `id`.
    #[noun(unprinted)]
    pub id: Option<Text>,
    /// The one that holds `sum_of`, ids with spaces between them.
    #[noun(unprinted)]
    pub sum_of: Option<Text>,
    /// The one that holds `less`, ids with spaces between them.
    #[noun(unprinted)]
    pub less: Option<Text>,
    /// The one that holds `casts`: `true` or `false`; an empty cell is true.
    #[noun(unprinted)]
    pub casts: Option<Text>,
    /// The one that holds `apart`: `true` or `false`; an empty cell is false.
    #[noun(unprinted)]
    pub apart: Option<Text>,
    /// The one that holds `shaded`: `true` or `false`; an empty cell is false.
    #[noun(unprinted)]
    pub shaded: Option<Text>,
}

/// How the tables of a publisher look and read.
#[derive(Debug, Clone, Default, Noun)]
pub struct TableStyle {
    /// What prints in place of the shorthand in cells, such as `[x]`; what is left out prints as
    /// it is typed, and `[nil]` as a dash.
    pub shorthand: Vec<ShorthandStyle>,
    /// The states that columns of `status` may hold, beside those of the language, such as `Red`,
    /// `Amber` and `Green`, or `Better`, `Same` and `Worse`.
    pub states: Vec<State>,
}

/// What prints in place of one mark of the shorthand.
#[derive(Debug, Clone, Noun)]
pub struct ShorthandStyle {
    /// The mark.
    pub mark: Shorthand,
    /// What prints.
    pub prints: Text,
}

/// The shorthand of tables: what stands in place of a figure, or behind one, as `[x]` in a cell.
/// The words are those of official statistics in the United Kingdom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Shorthand {
    /// Nought, where a figure would be in the way.
    Nil,
    /// Low: it rounds to nought, and is not nought.
    Low,
    /// Confidential: the figure is suppressed.
    #[choice(word = "c")]
    Confidential,
    /// Not available.
    #[choice(word = "x")]
    NotAvailable,
    /// Not applicable.
    #[choice(word = "z")]
    NotApplicable,
    /// None were recorded in a survey.
    #[choice(word = "w")]
    NoneRecorded,
    /// A break in the series.
    #[choice(word = "b")]
    Break,
    /// Estimated.
    #[choice(word = "e")]
    Estimated,
    /// A forecast.
    #[choice(word = "f")]
    Forecast,
    /// Provisional.
    #[choice(word = "p")]
    Provisional,
    /// Revised since it was first published.
    #[choice(word = "r")]
    Revised,
    /// Of low reliability.
    #[choice(word = "u")]
    LowReliability,
}

impl Shorthand {
    /// Every mark, in the order of the legend.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|(_, mark)| *mark)
    }
}

/// A state that a thing can be in, as columns of status say it.
#[derive(Debug, Clone, Noun)]
pub struct State {
    /// The word in the cell, which prints.
    pub label: Text,
    /// The shape that is drawn before it.
    #[noun(default)]
    pub shape: StateShape,
    /// What it means, which gives the shape its colour.
    #[noun(default)]
    pub tone: Tone,
}

/// The shape of a state. Two states of one column differ in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum StateShape {
    /// A disc.
    #[default]
    Disc,
    /// An open disc.
    Ring,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle that points upwards.
    Up,
    /// A triangle that points downwards.
    Down,
    /// A bar that lies.
    Level,
    /// A tick.
    Tick,
    /// A cross.
    Cross,
}

/// What a state means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// To be watched.
    Caution,
    /// Not as it should be.
    Bad,
}
