//! Measures, charts, tables and images as nouns.

use std::cmp::Ordering;

use minijinja::Value;

use super::super::value::{Noun, optional, text};
use super::{Builder, optional_text, typed};
use crate::report::{
    Align, Better, Chart, ChartKind, Figure, Id, Measure, MeasureForm, MeasureValue,
    PointValue, Section, Table, Unit, measure,
};

/// The narrowest and the widest that a column counts for, in characters: a longer text
/// runs over several lines.
const COLUMN: (usize, usize) = (10, 44);

/// Which way a measure went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Level,
}

impl Direction {
    fn word(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Level => "level",
        }
    }
}

/// The direction of a measure: the sign of a change, or the value against its
/// comparator's; `None` where neither is known.
fn direction(measure: &Measure) -> Option<Direction> {
    let MeasureValue::Number(value) = &measure.value.value else { return None };
    let value = measure::as_f64(value);
    let against = if measure.change.is_some() {
        0.0
    } else {
        measure::as_f64(&measure.comparator.as_ref()?.value.as_ref()?.value)
    };
    Some(match value.partial_cmp(&against)? {
        Ordering::Greater => Direction::Up,
        Ordering::Less => Direction::Down,
        Ordering::Equal => Direction::Level,
    })
}

/// Whether a measure stands in the tables of figures.
fn is_listed(measure: &Measure) -> bool {
    let date = matches!(
        measure.unit,
        Unit::Date | Unit::FinancialYear | Unit::Period | Unit::Quarter
    );
    measure.listed && !date
}

impl Builder<'_> {
    /// Measures by id, as they print in a tile.
    pub(super) fn measures(&mut self, ids: &[Id]) -> Value {
        ids.iter().map(|id| self.measure(id)).collect()
    }

    /// The measures of the year in figures. They stand again in their sections, and are
    /// listed there.
    pub(super) fn summary_measures(&mut self, ids: &[Id]) -> Value {
        let report = self.report;
        ids.iter().map(|id| self.measure_noun(report.measure(&id.value))).collect()
    }

    /// A measure by id, as it prints in a tile, a margin or a table.
    pub(super) fn measure(&mut self, id: &Id) -> Value {
        self.resolver.print_measure(&id.value);
        let report = self.report;
        self.measure_noun(report.measure(&id.value))
    }

    fn measure_noun(&mut self, measure: &Measure) -> Value {
        let style = &self.report.brand.style;
        let printed =
            measure::print(measure, style, self.locale, measure::Context::Display);
        let place = &measure.value.place;
        let optional_place =
            |part: Option<String>| optional(part.map(|it| text(it, place)));
        let suffix = match (&printed.per, &printed.unit) {
            (Some(per), _) => Some(per.clone()),
            (None, Some(unit)) if measure::unit_belongs(&measure.unit) => {
                Some(unit.clone())
            }
            (None, _) => None,
        };
        let whole = measure::written(
            measure,
            MeasureForm::Full,
            style,
            self.locale,
            measure::Context::Display,
        );
        let direction = direction(measure);
        let source = measure.source.as_ref().map(|source| {
            let document = self.report.source(&source.document.value);
            text(document.title.value.clone(), &source.document.place)
        });
        let source_at = measure.source.as_ref().and_then(|source| source.at.as_ref());
        Noun::value(
            "measure",
            vec![
                ("id", Value::from(&*measure.id.value)),
                ("label", typed(&measure.label)),
                ("whole", text(whole, place)),
                ("qualifier", optional_place(printed.qualifier)),
                ("figure", text(printed.figure, place)),
                ("suffix", optional_place(suffix)),
                ("unit", optional_place(printed.unit)),
                ("period", optional_text(measure.period.as_ref())),
                ("within_year", Value::from(measure.within_year)),
                ("is_listed", Value::from(is_listed(measure))),
                ("priority", optional(self.priority_of(&measure.id.value))),
                ("direction", optional(direction.map(|it| Value::from(it.word())))),
                ("direction_note", self.direction_note(measure, direction)),
                ("note", self.optional_line(measure.note.as_ref())),
                ("published_as", optional_text(measure.published_as.as_ref())),
                ("source", optional(source)),
                ("source_at", optional_text(source_at)),
            ],
        )
    }

    /// The direction in words: against what, and whether that is better or worse.
    fn direction_note(&self, measure: &Measure, direction: Option<Direction>) -> Value {
        let Some(direction) = direction else { return Value::from(()) };
        let verdict = match (measure.better, direction) {
            (None, _) | (_, Direction::Level) => None,
            (Some(Better::Higher), Direction::Up)
            | (Some(Better::Lower), Direction::Down) => Some("better"),
            _ => Some("worse"),
        };
        let mut note = self.locale.word(direction.word()).to_owned();
        let mut place = &measure.value.place;
        if let Some(comparator) = &measure.comparator {
            let on = self.locale.word("compared-with");
            note = format!("{note} {on} {}", comparator.label.value);
            place = &comparator.label.place;
        }
        if let Some(verdict) = verdict {
            note = format!("{note}: {}", self.locale.word(verdict));
        }
        text(note, place)
    }

    /// Every measure that was printed so far, by the section that printed it first.
    pub(super) fn printed_figures(&mut self) -> Value {
        let report = self.report;
        let mut printed = self.resolver.printed_measures().to_vec();
        printed.sort_by_key(|(_, section)| *section);
        let mut groups = Vec::new();
        for group in printed.chunk_by(|left, right| left.1 == right.1) {
            let number = group.first().map_or(0, |(_, section)| *section);
            let title = number
                .checked_sub(1)
                .and_then(|index| report.sections.get(index))
                .map(|section| match section {
                    Section::Plain(section) => typed(&section.title),
                    Section::Priority(priority) => typed(priority.section_title()),
                });
            let listed =
                group.iter().any(|(index, _)| is_listed(&report.measures[*index]));
            let measures = group
                .iter()
                .map(|(index, _)| self.measure_noun(&report.measures[*index]))
                .collect();
            groups.push(Noun::value(
                "figure_group",
                vec![
                    ("number", Value::from(number)),
                    ("title", optional(title)),
                    ("is_listed", Value::from(listed)),
                    ("measures", measures),
                ],
            ));
        }
        groups.into_iter().collect()
    }

    pub(super) fn chart(&mut self, chart: &Chart) -> Value {
        let report = self.report;
        let series = report.series_by_id(&chart.series.value);
        let rows: Value = series
            .points
            .iter()
            .map(|point| {
                let values = point
                    .values
                    .iter()
                    .map(|value| self.point_value(value, &series.unit.value))
                    .collect();
                Noun::value(
                    "point",
                    vec![("label", typed(&point.label)), ("values", values)],
                )
            })
            .collect();
        let kind = match chart.kind {
            ChartKind::Bar => "bar",
            ChartKind::StackedBar => "stacked-bar",
            ChartKind::Proportion => "proportion",
            ChartKind::Line => "line",
            ChartKind::Dot => "dot",
        };
        let total = chart.total.as_ref().map(|id| {
            let measure = report.measure(&id.value);
            let number = match &measure.value.value {
                MeasureValue::Number(value) => measure::as_f64(value),
                _ => 0.0,
            };
            let noun = self.measure(id);
            Noun::value("total", vec![("value", Value::from(number)), ("measure", noun)])
        });
        Noun::value(
            "chart",
            vec![
                ("id", Value::from(&*chart.id.value)),
                ("kind", Value::from(kind)),
                ("title", self.line(&chart.title)),
                ("subtitle", self.optional_line(chart.subtitle.as_ref())),
                ("source", optional_text(chart.source.as_ref())),
                ("note", self.optional_line(chart.note.as_ref())),
                ("label", typed(&series.label)),
                ("unit", self.unit(&series.unit)),
                ("groups", series.groups.iter().map(typed).collect()),
                ("points", rows),
                ("total", optional(total)),
            ],
        )
    }

    /// The name of a unit as it heads a column.
    fn unit(&self, unit: &crate::report::Text) -> Value {
        if &*unit.value == "GBP" {
            text(self.locale.word("pounds"), &unit.place)
        } else {
            typed(unit)
        }
    }

    fn point_value(&mut self, value: &PointValue, unit: &str) -> Value {
        let style = &self.report.brand.style;
        let (number, shown) = match value {
            PointValue::Measure(id) => {
                self.resolver.print_measure(&id.value);
                let measure = self.report.measure(&id.value);
                let shown = measure::written(
                    measure,
                    MeasureForm::Full,
                    style,
                    self.locale,
                    measure::Context::Display,
                );
                let number = match &measure.value.value {
                    MeasureValue::Number(value) => measure::as_f64(value),
                    // Validation lets only numbers into a chart.
                    _ => 0.0,
                };
                (number, text(shown, &measure.value.place))
            }
            PointValue::Number(number) => {
                let shown = measure::number(&number.value, unit, style, self.locale);
                (measure::as_f64(&number.value), text(shown, &number.place))
            }
        };
        Noun::value("value", vec![("number", Value::from(number)), ("shown", shown)])
    }

    pub(super) fn table(&mut self, table: &Table) -> Value {
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| self.resolver.line(cell)).collect())
            .collect();
        let columns = table
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let align = match column.align {
                    Align::Left => "left",
                    Align::Right => "right",
                };
                let cells =
                    rows.iter().filter_map(|row| row.get(index)).map(String::as_str);
                let longest = cells
                    .chain([&*column.label.value])
                    .map(|cell| cell.chars().count())
                    .max()
                    .unwrap_or(0);
                Noun::value(
                    "column",
                    vec![
                        ("label", typed(&column.label)),
                        ("align", Value::from(align)),
                        ("unit", optional_text(column.unit.as_ref())),
                        ("width", Value::from(longest.clamp(COLUMN.0, COLUMN.1))),
                    ],
                )
            })
            .collect();
        let rows: Value = rows
            .into_iter()
            .zip(&table.rows)
            .map(|(row, cells)| -> Value {
                let places = cells.iter().map(|cell| &cell.place);
                row.into_iter()
                    .zip(places)
                    .map(|(cell, place)| text(cell, place))
                    .collect()
            })
            .collect();
        Noun::value(
            "table",
            vec![
                ("id", Value::from(&*table.id.value)),
                ("title", self.line(&table.title)),
                ("subtitle", self.optional_line(table.subtitle.as_ref())),
                ("columns", columns),
                ("rows", rows),
                ("source", optional_text(table.source.as_ref())),
                ("note", self.optional_line(table.note.as_ref())),
            ],
        )
    }

    pub(super) fn figure(&mut self, figure: &Figure) -> Value {
        let path = format!("/project/{}", figure.file.value);
        Noun::value(
            "figure",
            vec![
                ("id", Value::from(&*figure.id.value)),
                ("path", text(path, &figure.file.place)),
                ("alt", self.line(&figure.alt)),
                ("caption", self.optional_line(figure.caption.as_ref())),
                ("credit", optional_text(figure.credit.as_ref())),
            ],
        )
    }
}
