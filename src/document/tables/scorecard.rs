//! Scorecards: tables of measures, with a column for each thing that any of them has.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Cell, Column, Row, Table, TableRow};
use crate::diagnostic::Place;
use crate::document::builder::Builder;
use crate::document::measure::{Measure, PreviousHead};
use crate::document::status::rules;
use crate::document::text::{Marked, Text, shared_by_all};
use crate::report::tail::tail;
use crate::report::{self, Fit, StateShape, Tone, measure, status};

/// The columns, in order. Those that nobody fills are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Indicator,
    Unit,
    Target,
    Actual,
    Previous,
    Trend,
    Status,
    Note,
}

impl Of {
    const ALL: [Self; 8] = [
        Self::Indicator,
        Self::Unit,
        Self::Target,
        Self::Actual,
        Self::Previous,
        Self::Trend,
        Self::Status,
        Self::Note,
    ];

    /// The word that heads it.
    fn word(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Unit => "unit",
            Self::Target => "target",
            Self::Actual => "actual",
            Self::Previous => "previous",
            Self::Trend => "trend",
            Self::Status => "status",
            Self::Note => "remarks",
        }
    }

    fn has_figures(self) -> bool {
        matches!(self, Self::Target | Self::Actual | Self::Previous)
    }
}

/// A measure of a scorecard: what stands in each of its columns.
struct Line {
    measure: Arc<Measure>,
    /// Its name with its period, where the table is of several.
    name: Option<String>,
    place: Place,
    unit: Option<String>,
    target: Option<String>,
    actual: String,
    previous: Option<String>,
    /// The sign before decimals that the language has.
    decimal_sign: &'static str,
}

impl Line {
    fn of(measure: &report::Measure, shown: Arc<Measure>, builder: &Builder<'_>) -> Self {
        let (style, locale) = (&builder.report().brand.style, builder.locale());
        let target = measure.target.as_ref().map(|target| &target.value.value);
        let previous = status::against(measure).map(|against| against.value);
        let others: Vec<_> = target.into_iter().chain(previous).collect();
        let columns = measure::in_columns(measure, &others, style, locale);
        let mut others = columns.others.into_iter();
        Self {
            measure: shown,
            name: None,
            place: measure.label.place.clone(),
            unit: columns.unit,
            target: target.and_then(|_| others.next()),
            actual: columns.value,
            previous: previous.and_then(|_| others.next()),
            decimal_sign: locale.decimal_sign(),
        }
    }

    /// Adds a period that is not that of the report to the name of what is measured.
    fn name_period(&mut self) {
        let period = self.measure.period.as_ref().filter(|_| !self.measure.within_year);
        self.name = period.map(|it| format!("{}, {}", &*self.measure.label, &**it));
    }

    fn figure(&self, text: Text) -> Cell {
        let tail = tail(&text, self.decimal_sign).unwrap_or_default();
        Cell { tail: Some(Text::word(tail)), ..plain(text) }
    }

    /// The cell of a column; `None` where the measure has nothing for it.
    fn cell(&self, of: Of) -> Option<Cell> {
        let measure = &self.measure;
        let text = |text: &str| Text::at(text, &self.place);
        Some(match of {
            Of::Indicator => {
                let label = match &self.name {
                    Some(name) => text(name),
                    None => measure.label.clone(),
                };
                Cell { measure: Some(measure.id.clone()), ..plain(label) }
            }
            Of::Unit => plain(text(self.unit.as_deref()?)),
            Of::Target => self.figure(text(self.target.as_deref()?)),
            Of::Actual => self.figure(text(&self.actual)),
            Of::Previous => self.figure(text(self.previous.as_deref()?)),
            Of::Trend => {
                // What others are is no trend.
                let is_over_time = measure.previous.is_none() || measure.previous_is_own;
                let direction = measure.direction.filter(|_| is_over_time)?;
                let shape = match direction {
                    "up" => StateShape::Up,
                    "down" => StateShape::Down,
                    _ => StateShape::Level,
                };
                let words = measure.direction_word.clone()?;
                Cell {
                    history: measure.history.clone(),
                    ..marked(words, shape, Tone::Plain)
                }
            }
            Of::Status => {
                let status = measure.status.as_ref()?;
                Cell {
                    shape: Some(status.shape),
                    tone: Some(status.tone),
                    ..plain(status.word.clone())
                }
            }
            Of::Note => plain(match (&measure.note, &measure.comparator_note) {
                (Some(note), Some(other)) => note.clone().and(other),
                (note, other) => note.clone().or_else(|| other.clone())?,
            }),
        })
    }
}

fn plain(text: Text) -> Cell {
    Cell::plain(Marked::Plain(text))
}

fn marked(text: Text, shape: StateShape, tone: Tone) -> Cell {
    Cell { shape: Some(shape.name()), tone: Some(tone.name()), ..plain(text) }
}

/// Whether half of the figures are in one unit. Else nobody reads them down their column, and the room
/// behind their units is better spent on words.
fn has_like_units<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> bool {
    let alike = |line: &Line| lines.clone().filter(|it| it.unit == line.unit).count();
    let most = lines.clone().map(alike).max().unwrap_or_default();
    most * 2 >= lines.count()
}

impl<'r> Builder<'r> {
    /// A table of measures.
    pub(super) fn scorecard(
        &mut self,
        table: &'r report::Table,
        scorecard: &'r report::Scorecard,
    ) -> Arc<Table> {
        let report = self.report();
        let mut parts = Vec::new();
        for (label, measures) in scorecard.parts() {
            let label = label.map(|label| self.resolver.label(label));
            let lines = measures.iter().map(|id| {
                let shown = self.measure(id);
                Line::of(report.measure(&id.value), shown, self)
            });
            parts.push((label, lines.collect::<Vec<_>>()));
        }
        let lines = || parts.iter().flat_map(|(_, lines)| lines);
        if shared_by_all(lines().map(|line| line.measure.period.as_ref())).is_none() {
            let all = parts.iter_mut().flat_map(|(_, lines)| lines);
            all.for_each(Line::name_period);
        }
        let lines = || parts.iter().flat_map(|(_, lines)| lines);
        let filled = |of: &Of| lines().any(|line| line.cell(*of).is_some());
        let all: Vec<Of> = Of::ALL.into_iter().filter(filled).collect();
        let period = shared_by_all(lines().map(|line| line.measure.period.as_ref()));
        let measures = lines().map(|line| &*line.measure);
        let before = PreviousHead::over(measures, self.locale());
        let has_like_units = has_like_units(lines());
        let columns = all.iter().map(|of| {
            let figures = lines().filter(|_| has_like_units);
            let tails = figures.filter_map(|line| line.cell(*of)?.tail);
            let tails: BTreeSet<String> = tails.map(|tail| tail.to_string()).collect();
            Arc::new(Column {
                label: Marked::Plain(match of {
                    Of::Previous => before.word.clone(),
                    _ => self.word(of.word()),
                }),
                align: match of {
                    // A figure with the name of its year may take two lines.
                    Of::Previous if before.is_mixed => "left",
                    _ if of.has_figures() => "right",
                    _ => "left",
                },
                unit: match of {
                    Of::Actual => period.clone(),
                    Of::Previous => before.when.clone(),
                    _ => None,
                },
                has_tails: tails.len() > 1,
                decimal_sign: self.locale().decimal_sign(),
                is_current: false,
                form: None,
            })
        });
        let columns: Vec<_> = columns.collect();
        let row = |line: &Line| {
            let cells = all.iter().map(|of| {
                let cell = line.cell(*of).unwrap_or_else(|| plain(Text::word("–")));
                let tail = cell.tail.clone().filter(|_| has_like_units);
                let cell = Cell { tail, ..cell };
                let cell = match (of, &line.measure.previous_label) {
                    (Of::Previous, Some(label)) if before.is_mixed => {
                        let both = format!("{} ({})", cell.text.plain_text(), &**label);
                        plain(Text::at(both, &line.place))
                    }
                    _ => cell,
                };
                Some(Arc::new(cell))
            });
            ("item", cells.collect())
        };
        let mut rows = Vec::new();
        for (label, lines) in &parts {
            let group = label.as_ref().map(|label| {
                let name = Cell::plain(label.clone());
                ("group", vec![Some(Arc::new(name))])
            });
            let own = group.into_iter().chain(lines.iter().map(row));
            rows.extend(own.map(|(kind, cells)| {
                TableRow::Row(Arc::new(Row { kind, indent: 0, is_shaded: false, cells }))
            }));
        }
        let statuses =
            rules(lines().filter_map(|line| line.measure.judged()), self.locale());
        Arc::new(Table {
            id: table.id.value.clone(),
            title: self.line(&table.title),
            subtitle: self.optional_line(table.subtitle.as_ref()),
            groups: Vec::new(),
            columns,
            stub: 1,
            rows,
            notes: Vec::new(),
            legend: Vec::new(),
            rounding: None,
            statuses,
            // Short words in many columns: a page is turned for them last.
            fit: match table.fit {
                Fit::Auto => "closer",
                other => other.name(),
            },
            source: table.source.as_ref().map(Text::typed),
            note: self.optional_line(table.note.as_ref()),
        })
    }
}
