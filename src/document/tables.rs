//! Tables, as they print: heads, rows and cells, with the notes and marks that are explained
//! below them.

mod merged;
mod read;
mod scorecard;

use std::collections::BTreeSet;
use std::sync::Arc;

use recto_macros::Shown;

use self::merged::{spans, stub};
pub use self::read::RowRead;
use super::basis::Basis;
use super::builder::Builder;
use super::measure::PastFigure;
use super::noun::{Describe, Described, Value, Valued};
use super::text::{Marked, Prose, Text};
use crate::report::cast::{Account, Worth, casts};
use crate::report::cell::{self, Printed, Said};
use crate::report::tail::tail;
use crate::report::{
    self, Cell as TypedCell, Inline, Locale, NumberForm, ProseBlock, RowKind, Shorthand,
    State, StateShape, Tone,
};

/// A table.
#[derive(Debug, Shown)]
pub struct Table {
    /// Its id.
    pub id: Arc<str>,
    /// What it shows.
    pub title: Text,
    /// What is measured.
    pub subtitle: Option<Text>,
    /// Heads over several columns, together over all; none where each column has its own alone.
    pub groups: Vec<Arc<ColumnGroup>>,
    /// Its columns; the first names the row.
    pub columns: Vec<Arc<Column>>,
    /// How many columns name the row.
    #[shown(aside)]
    pub stub: usize,
    /// Its rows: a list of cells, or a row where there is more to say of it.
    pub rows: Vec<TableRow>,
    /// Notes to single heads and cells, in order.
    pub notes: Vec<Arc<TableNote>>,
    /// What the marks in its cells mean, each once.
    pub legend: Vec<Arc<Mark>>,
    /// That sums may be off for rounding, where one is.
    pub rounding: Option<Text>,
    /// What the statuses in its cells mean, by each rule.
    pub statuses: Vec<Text>,
    /// How it is fitted to the page: `auto`, `closer`, `upright`, `turned` or `split`.
    #[shown(aside)]
    pub fit: &'static str,
    /// Where the data come from.
    pub source: Option<Text>,
    /// What a reader should know.
    pub note: Option<Text>,
}

/// A head over several columns.
#[derive(Debug, Shown)]
pub struct ColumnGroup {
    /// What it says.
    pub label: Option<Marked>,
    /// Over how many columns it stands.
    pub columns: u32,
}

/// A column of a table.
#[derive(Debug, Shown)]
pub struct Column {
    /// Its header.
    pub label: Marked,
    /// `left`, `right` or `centre`.
    pub align: &'static str,
    /// Its unit.
    pub unit: Option<Text>,
    /// Whether its figures end differently, so that they must be lined up at their units.
    #[shown(aside)]
    pub has_tails: bool,
    /// The sign before the decimals of its figures, which the language has: `.` or `,`.
    #[shown(aside)]
    pub decimal_sign: &'static str,
    /// Whether it is the one that is meant, and tinted.
    #[shown(aside)]
    pub is_current: bool,
    /// How its numbers print, for data files.
    #[shown(skip)]
    pub form: Option<NumberForm>,
}

/// A row, as a list of what its cells say, or as a noun.
#[derive(Debug, Clone)]
pub enum TableRow {
    /// An item whose cells are text.
    Plain {
        /// What its cells say.
        cells: Vec<Text>,
        /// For each column of numbers with a form, the exact number.
        exact: Vec<Option<Arc<str>>>,
    },
    /// Any other row.
    Row(Arc<Row>),
}

/// A row of a table.
#[derive(Debug, Shown)]
pub struct Row {
    /// `item`, `group`, `subtotal`, `total` or `memo`.
    pub kind: &'static str,
    /// By how many levels its name is indented.
    pub indent: u32,
    /// Whether it is tinted.
    #[shown(aside)]
    pub is_shaded: bool,
    /// Its cells; none for what is one cell with the one above it. A group may have its name
    /// alone.
    pub cells: Vec<Option<Arc<Cell>>>,
}

/// A cell of a table.
#[derive(Debug, Shown)]
pub struct Cell {
    /// What it says.
    pub text: Marked,
    /// Of a figure, what stands behind its units: `.5%`, or empty text.
    #[shown(aside)]
    pub tail: Option<Text>,
    /// The marks of the notes to a figure, in order.
    pub notes: Vec<Text>,
    /// Over how many rows it reaches.
    #[shown(aside)]
    pub rows: usize,
    /// Whether it has more than one paragraph.
    #[shown(aside)]
    pub is_tall: bool,
    /// The shape of the state that it is: `disc`, `ring`, `square`, `diamond`, `up`, `down`,
    /// `level`, `tick` or `cross`.
    #[shown(aside)]
    pub shape: Option<&'static str>,
    /// What that state means: `plain`, `good`, `caution` or `bad`.
    #[shown(aside)]
    pub tone: Option<&'static str>,
    /// The measure that its row is of, by id, in the first cell of that row.
    pub measure: Option<Arc<str>>,
    /// The values of a measure over time, which are drawn before it; none for any other cell.
    pub history: Vec<Arc<PastFigure>>,
    /// The exact number, for data files.
    #[shown(skip)]
    pub exact: Option<Arc<str>>,
    /// The marks of the shorthand, for data files.
    #[shown(skip)]
    pub marks: Vec<Shorthand>,
}

impl Cell {
    /// A cell that says something, and nothing beside it.
    pub(super) fn plain(text: Marked) -> Self {
        Self {
            text,
            tail: None,
            notes: Vec::new(),
            rows: 1,
            is_tall: false,
            shape: None,
            tone: None,
            measure: None,
            history: Vec::new(),
            exact: None,
            marks: Vec::new(),
        }
    }
}

impl Column {
    /// A column of words.
    pub(super) fn of_words(label: Text, locale: &Locale) -> Self {
        Self {
            label: Marked::Plain(label),
            align: "left",
            unit: None,
            has_tails: false,
            decimal_sign: locale.decimal_sign(),
            is_current: false,
            form: None,
        }
    }
}

/// A note of a table.
#[derive(Debug, Shown)]
pub struct TableNote {
    /// Its mark.
    pub mark: Text,
    /// What it says.
    pub text: Prose,
}

/// A mark in the cells of a table, and what it means.
#[derive(Debug, Shown)]
pub struct Mark {
    /// As it prints.
    pub mark: Text,
    /// What it means.
    pub meaning: Text,
}

impl Valued for TableRow {
    fn value(&self) -> Value {
        match self {
            Self::Plain { cells, .. } => cells.value(),
            Self::Row(row) => row.value(),
        }
    }

    fn kind() -> String {
        format!("list of text, or {}", Row::called())
    }

    fn nouns() -> Vec<Describe> {
        vec![Arc::new(Row::description)]
    }
}

/// A cell on its way to the page.
struct Drawn {
    text: Marked,
    /// Of a figure, what stands behind its units.
    tail: Option<Text>,
    notes: Vec<Text>,
    is_tall: bool,
    state: Option<(StateShape, Tone)>,
    exact: Option<Arc<str>>,
    marks: Vec<Shorthand>,
}

impl Drawn {
    /// Its text, where that says it all.
    fn plain(&self) -> Option<Text> {
        let has_more = !self.notes.is_empty()
            || self.is_tall
            || self.state.is_some()
            || !self.marks.is_empty();
        match &self.text {
            Marked::Plain(text) if !has_more => Some(text.clone()),
            Marked::Plain(_) | Marked::Prose(_) => None,
        }
    }
}

impl<'r> Builder<'r> {
    pub(super) fn table(&mut self, table: &'r report::Table) -> Arc<Table> {
        if let Some(scorecard) = &table.scorecard {
            return self.scorecard(table, scorecard);
        }
        let title = self.line(&table.title);
        let subtitle = self.optional_line(table.subtitle.as_ref());
        let groups = table.groups.iter().map(|group| {
            let label = group.label.as_ref().map(|label| self.resolver.label(label));
            Arc::new(ColumnGroup { label, columns: group.columns.value })
        });
        let groups = groups.collect();
        let heads: Vec<Marked> =
            table.columns.iter().map(|it| self.resolver.label(&it.label)).collect();
        let mut used = BTreeSet::new();
        let mut drawn: Vec<Vec<Drawn>> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let cells = row.cells.iter().zip(&table.columns).enumerate();
            let cells = cells.map(|(at, (cell, column))| match table.has_names(at) {
                true => self.words(cell),
                false => self.cell(cell, column, &mut used),
            });
            drawn.push(cells.collect());
        }
        let columns =
            table.columns.iter().zip(heads).enumerate().map(|(at, (column, label))| {
                let tails = drawn.iter().filter_map(|row| row.get(at)?.tail.as_deref());
                let tails: BTreeSet<&str> = tails.collect();
                let noted = drawn
                    .iter()
                    .any(|row| row.get(at).is_some_and(|it| !it.notes.is_empty()));
                let unit = column.unit.as_ref().map(Text::typed).or_else(|| {
                    let form = column.number.as_ref()?;
                    let unit = cell::unit_of_head(form, self.locale())?;
                    Some(match &form.unit {
                        Some(named) => Text::at(unit, &named.place),
                        None => Text::word(&unit),
                    })
                });
                Arc::new(Column {
                    label,
                    align: column.side().name(),
                    unit,
                    has_tails: tails.len() > 1 || noted,
                    decimal_sign: self.locale().decimal_sign(),
                    is_current: column.current,
                    form: column.number.clone(),
                })
            });
        let columns = columns.collect();
        let rounding = is_off(table).then(|| self.word("rounding"));
        let spans = spans(table);
        let rows = table.rows.iter().zip(drawn).enumerate();
        let rows =
            rows.map(|(at, (row, cells))| finish(row, cells, spans.as_deref(), at));
        let rows = rows.collect();
        let notes = table.notes.iter().map(|note| {
            let (mark, text) = (Text::typed(&note.mark), self.prose(&note.text));
            Arc::new(TableNote { mark, text })
        });
        let notes = notes.collect();
        let legend = used.into_iter().map(|mark| {
            let meaning = Text::word(self.locale().shorthand(mark));
            Arc::new(Mark { mark: shown(mark, self.basis), meaning })
        });
        Arc::new(Table {
            id: table.id.value.clone(),
            title,
            subtitle,
            groups,
            columns,
            stub: stub(table),
            rows,
            notes,
            legend: legend.collect(),
            rounding,
            statuses: Vec::new(),
            fit: table.fit.name(),
            source: table.source.as_ref().map(Text::typed),
            note: self.optional_line(table.note.as_ref()),
        })
    }

    /// A cell that says words.
    fn words(&mut self, cell: &TypedCell) -> Drawn {
        let text = self.resolver.cell(&cell.blocks, &cell.place);
        let is_tall = cell.blocks.len() > 1
            || cell.blocks.iter().any(|it| matches!(it, ProseBlock::List { .. }));
        Drawn {
            text,
            tail: None,
            notes: Vec::new(),
            is_tall,
            state: None,
            exact: None,
            marks: Vec::new(),
        }
    }

    /// A cell that prints as it is, and may print a figure: that of a measure, or one as the
    /// language writes it.
    fn as_printed(&mut self, cell: &TypedCell, column: &report::Column) -> Drawn {
        let mut drawn = self.words(cell);
        if let (true, Marked::Plain(text)) = (column.has_figures(), &drawn.text) {
            drawn.tail = tail(text, self.locale().decimal_sign()).map(Text::word);
        }
        drawn
    }

    /// A cell that may be a figure, a mark or a state.
    fn cell(
        &mut self,
        cell: &TypedCell,
        column: &report::Column,
        used: &mut BTreeSet<Shorthand>,
    ) -> Drawn {
        let Some(typed) = cell.plain() else { return self.as_printed(cell, column) };
        let state = column.status.then(|| state(typed.trim(), self.basis)).flatten();
        let mut exact = None;
        let (text, marks) = match cell::said(&typed) {
            Said::Mark(mark) => (None, vec![mark]),
            Said::Figure(figure) if column.has_figures() => {
                let text = match &column.number {
                    None => Printed::Text(typed.trim()[..figure.length].to_owned()),
                    Some(form) => {
                        exact = Some(exact_of(&figure, form));
                        cell::printed(&figure.value, form, self.locale())
                    }
                };
                match text {
                    Printed::Text(text) => (Some(text), figure.marks),
                    Printed::Mark(mark) => {
                        let marks = std::iter::once(mark).chain(figure.marks);
                        (None, marks.collect())
                    }
                }
            }
            _ => {
                let mut drawn = self.as_printed(cell, column);
                drawn.state = state.map(|state| (state.shape, state.tone));
                return drawn;
            }
        };
        used.extend(marks.iter().copied());
        let sign = self.locale().decimal_sign();
        let tail = text.as_deref().and_then(|text| tail(text, sign)).map(Text::word);
        let mut whole = text.unwrap_or_else(|| {
            // A mark that stands for the figure is no mark behind it.
            let first = marks.first().map(|mark| shown(*mark, self.basis).to_string());
            first.unwrap_or_default()
        });
        let stands_alone = tail.is_none();
        let tail = tail.or_else(|| column.has_figures().then(|| Text::word("")));
        let behind: String = marks
            .iter()
            .skip(usize::from(stands_alone))
            .map(|mark| format!("\u{a0}{}", &*shown(*mark, self.basis)))
            .collect();
        whole.push_str(&behind);
        let tail = tail.map(|tail| Text::at(format!("{}{behind}", &*tail), &cell.place));
        let notes = note_marks(&cell.blocks).map(Text::typed).collect();
        let content = with_text(&cell.blocks, &whole);
        let text = self.resolver.cell(&content, &cell.place);
        Drawn { text, tail, notes, is_tall: false, state: None, exact, marks }
    }
}

/// The blocks of a cell with another text in place of its own, and without marks of notes.
fn with_text(blocks: &[ProseBlock], text: &str) -> Vec<ProseBlock> {
    fn within(content: &[Inline], text: &str) -> Vec<Inline> {
        match content.iter().find(|it| !matches!(it, Inline::NoteMark(_))) {
            Some(Inline::Strong(inner)) => vec![Inline::Strong(within(inner, text))],
            Some(Inline::Emphasis(inner)) => vec![Inline::Emphasis(within(inner, text))],
            Some(Inline::Foreign { language, content }) => {
                let (language, content) = (language.clone(), within(content, text));
                vec![Inline::Foreign { language, content }]
            }
            _ => vec![Inline::Text(text.into())],
        }
    }
    let content = match blocks {
        [ProseBlock::Paragraph(content)] => within(content, text),
        _ => vec![Inline::Text(text.into())],
    };
    vec![ProseBlock::Paragraph(content)]
}

/// The marks of notes in a cell, in order.
fn note_marks(blocks: &[ProseBlock]) -> impl Iterator<Item = &report::Text> {
    let content = match blocks {
        [ProseBlock::Paragraph(content)] => content.as_slice(),
        _ => &[],
    };
    content.iter().filter_map(|inline| match inline {
        Inline::NoteMark(mark) => Some(mark),
        _ => None,
    })
}

/// A figure in the unit itself, in plain digits.
fn exact_of(figure: &cell::Figure, form: &NumberForm) -> Arc<str> {
    let mut value = figure.value.clone();
    value.absolute.multiply_pow10(form.given_in.power());
    value.absolute.trim_start();
    if value.absolute.nonzero_magnitude_end() >= 0 {
        value.absolute.trim_end();
    }
    value.to_string().into()
}

/// A mark as it prints.
pub(super) fn shown(mark: Shorthand, basis: &Basis<'_>) -> Text {
    let styles = &basis.report.brand.tables.shorthand;
    match styles.iter().find(|style| style.mark == mark) {
        Some(style) => Text::typed(&style.prints),
        None if mark == Shorthand::Nil => Text::word("–"),
        None => Text::word(&format!("[{}]", mark.name())),
    }
}

/// The state of a word; `None` for one that is not known.
fn state<'r>(word: &str, basis: &Basis<'r>) -> Option<&'r State> {
    let own = &basis.report.brand.tables.states;
    own.iter().chain(basis.locale.states()).find(|state| &*state.label.value == word)
}

/// A row as templates see it.
fn finish(
    row: &report::Row,
    cells: Vec<Drawn>,
    spans: Option<&[Vec<usize>]>,
    at: usize,
) -> TableRow {
    let spans = spans.map(|spans| spans[at].as_slice());
    let is_item = row.kind == RowKind::Item && row.indent == 0 && !row.shaded;
    let plain = cells.iter().map(Drawn::plain);
    if is_item
        && spans.is_none()
        && let Some(texts) = plain.collect::<Option<Vec<_>>>()
    {
        let has_exact = cells.iter().any(|cell| cell.exact.is_some());
        let exact = cells.into_iter().map(|cell| cell.exact);
        let exact = if has_exact { exact.collect() } else { Vec::new() };
        return TableRow::Plain { cells: texts, exact };
    }
    let cells = cells.into_iter().enumerate().map(|(x, drawn)| {
        let rows = spans.and_then(|spans| spans.get(x)).copied().unwrap_or(1);
        let state = drawn.state;
        (rows > 0).then(|| {
            Arc::new(Cell {
                text: drawn.text,
                tail: drawn.tail,
                notes: drawn.notes,
                rows,
                is_tall: drawn.is_tall,
                shape: state.map(|(shape, _)| shape.name()),
                tone: state.map(|(_, tone)| tone.name()),
                measure: None,
                history: Vec::new(),
                exact: drawn.exact,
                marks: drawn.marks,
            })
        })
    });
    TableRow::Row(Arc::new(Row {
        kind: row.kind.name(),
        indent: row.indent,
        is_shaded: row.shaded,
        cells: cells.collect(),
    }))
}

/// Whether a sum is off as it prints: because the figures are rounded, or because they print so.
fn is_off(table: &report::Table) -> bool {
    let (casts, _) = casts(&table.rows);
    if casts.is_empty() {
        return false;
    }
    table.columns.iter().enumerate().skip(1).any(|(at, column)| {
        if !column.has_figures() || !column.is_added() {
            return false;
        }
        let worths = table.rows.iter().map(|row| {
            let text = row.cells.get(at).map_or(Some(String::new()), TypedCell::plain);
            text.map_or(Worth::Unknown, |text| {
                Worth::printed(&text, column.number.as_ref())
            })
        });
        let account = Account::new(&table.rows, worths.collect());
        casts.iter().any(|cast| {
            let sum = account.sum(&cast.of);
            let is_known = sum.unknown == 0 && sum.figures > 0;
            let said = account.worth(cast.row);
            matches!(said, Worth::Figure(said, _) if is_known && said != sum.value)
        })
    })
}
