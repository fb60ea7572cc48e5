//! Facts: what a report holds as data, by name: its measures, cells of its tables and points of its
//! series, each with its value, what it was before and what it should be.

use std::collections::HashMap;

use super::kind::{ClaimKind, kind};
use super::stems::{Stem, Stems};
use crate::diagnostic::Place;
use crate::lint::Corpus;
use crate::lint::figures::known::{names_of, number};
use crate::report::cell::{self, Said};
use crate::report::number::{ONE, scaled};
use crate::report::status::{self, AgainstKind};
use crate::report::{
    Block, Inline, Measure, PointValue, ProseBlock, RowKind, Section, Unit,
};

/// A thing that the report has a figure of.
pub(super) struct Fact<'r> {
    /// What it is to whoever is told of it.
    pub(super) of: Of<'r>,
    /// What kind of figure it has.
    pub(super) kind: ClaimKind,
    /// What it is.
    pub(super) level: Value<'r>,
    /// What the last digit of that is worth, to which it may be rounded.
    pub(super) step: i128,
    /// What it was, the latest first.
    pub(super) before: Vec<Value<'r>>,
    /// What it should be.
    pub(super) target: Option<Value<'r>>,
    /// Whether it is a total of a table, whose name may say no more.
    pub(super) is_total: bool,
    /// The stems of the names of its unit, or of the head of its column.
    pub(super) nouns: Vec<Stem>,
    /// The stems of its name.
    pub(super) name: Vec<Stem>,
    /// Those of what is around it: the title of the table, the label of the series.
    pub(super) around: Vec<Stem>,
    /// The time that it is of, as it prints.
    pub(super) time: Option<&'r str>,
    /// The sections that show it, by position.
    pub(super) sections: Vec<usize>,
}

/// What has a figure.
#[derive(Clone, Copy)]
pub(super) enum Of<'r> {
    /// A measure, by its position.
    Measure(usize, &'r Measure),
    /// A cell of a table.
    Cell(&'r str),
    /// A point of a series.
    Point(&'r str),
}

/// A number of a fact.
pub(super) struct Value<'r> {
    /// In the units of [`scaled`].
    pub(super) size: i128,
    /// Where it stands.
    pub(super) place: &'r Place,
    /// What it is called: the time of what was, the words of a target.
    pub(super) label: &'r str,
}

/// The facts of a report.
pub(super) struct Facts<'r> {
    /// All of them: measures with a number, then cells, then points.
    pub(super) all: Vec<Fact<'r>>,
    by_measure: HashMap<usize, usize>,
    by_stem: HashMap<Stem, Vec<usize>>,
    by_noun: HashMap<Stem, Vec<usize>>,
    /// Stems of the publisher's name, which tell nothing apart.
    pub(super) own: Vec<Stem>,
}

impl<'r> Facts<'r> {
    pub(super) fn of(corpus: &Corpus<'r>, stems: &Stems) -> Self {
        let own = stems.of(&corpus.report.brand.publisher.name);
        let (by_measure, by_stem, by_noun) = Default::default();
        let mut facts = Self { all: Vec::new(), by_measure, by_stem, by_noun, own };
        facts.measures(corpus, stems);
        let shown = Shown::of(corpus);
        facts.cells(corpus, stems, &shown);
        facts.points(corpus, stems, &shown);
        for (at, fact) in facts.all.iter().enumerate() {
            let id = matches!(fact.of, Of::Measure(..)).then_some(&fact.around);
            let id = id.into_iter().flatten().filter(|stem| !fact.name.contains(stem));
            for stem in fact.name.iter().chain(id) {
                facts.by_stem.entry(*stem).or_default().push(at);
            }
            for stem in &fact.nouns {
                facts.by_noun.entry(*stem).or_default().push(at);
            }
        }
        facts
    }

    /// The fact of a measure, by the measure's position.
    pub(super) fn of_measure(&self, measure: usize) -> Option<usize> {
        self.by_measure.get(&measure).copied()
    }

    /// The facts of whose name a stem is.
    pub(super) fn named(&self, stem: Stem) -> &[usize] {
        self.by_stem.get(&stem).map_or(&[], Vec::as_slice)
    }

    /// The facts of whose unit a stem is.
    pub(super) fn counting(&self, noun: Stem) -> &[usize] {
        self.by_noun.get(&noun).map_or(&[], Vec::as_slice)
    }

    fn measures(&mut self, corpus: &Corpus<'r>, stems: &Stems) {
        let report = corpus.report;
        for (at, measure) in report.measures.iter().enumerate() {
            let (Some(size), Some(kind)) = (number(measure), kind(&measure.unit.value))
            else {
                continue;
            };
            let value = |size, place, label: &'r str| Value { size, place, label };
            let mut before: Vec<_> = status::past(measure)
                .map(|past| {
                    (scaled(&past.value.value), &past.value.place, &*past.period.value)
                })
                .map(|(size, place, label)| value(size, place, label))
                .collect();
            before.reverse();
            if let Some(comparator) = &measure.comparator
                && let Some(number) = &comparator.value
                && status::comparator(measure)
                    .is_some_and(|it| it.kind == AgainstKind::Earlier)
            {
                let (size, place) = (scaled(&number.value), &number.place);
                before.insert(0, value(size, place, &comparator.label.value));
            }
            let target = measure.target.as_ref().map(|target| {
                let label = target.label.as_ref().map_or("", |label| &*label.value);
                value(scaled(&target.value.value), &target.value.place, label)
            });
            let mut nouns = Vec::new();
            for name in names_of(&measure.unit.value, &report.brand.style) {
                nouns.extend(stems.of(&name));
            }
            nouns.sort_unstable();
            nouns.dedup();
            let name = stems.of(&measure.label.value);
            self.by_measure.insert(at, self.all.len());
            self.all.push(Fact {
                of: Of::Measure(at, measure),
                kind,
                level: value(size, &measure.value.place, &measure.label.value),
                step: 1,
                is_total: false,
                before,
                target,
                nouns,
                name,
                around: stems.of(&measure.id.value),
                time: measure.period.as_ref().map(|period| &*period.value),
                sections: Vec::new(),
            });
        }
    }

    fn cells(&mut self, corpus: &Corpus<'r>, stems: &Stems, shown: &Shown<'r>) {
        for table in &corpus.report.tables {
            let sections =
                shown.tables.get(&*table.id.value).cloned().unwrap_or_default();
            let title = stems.of(&plain(&table.title.content));
            let heads: Vec<_> = table
                .columns
                .iter()
                .map(|column| stems.of(&plain(&column.label.content)))
                .collect();
            let times: Vec<_> = table
                .columns
                .iter()
                .map(|column| match column.label.content.as_slice() {
                    [Inline::Text(text)]
                        if text.contains(|c: char| c.is_ascii_digit()) =>
                    {
                        Some(&**text)
                    }
                    _ => None,
                })
                .collect();
            for row in table.rows.iter().filter(|row| row.kind != RowKind::Group) {
                let Some(first) = row.cells.first().and_then(words_of) else { continue };
                if !table.has_names(0) {
                    continue;
                }
                let name = stems.of(first);
                for (at, cell) in row.cells.iter().enumerate().skip(1) {
                    let Some(text) = words_of(cell) else { continue };
                    let Said::Figure(figure) = cell::said(text) else { continue };
                    let Some(column) = table.columns.get(at) else { continue };
                    let form = column.number.as_ref();
                    let unit = column.unit.as_ref();
                    let unit = unit.or(form.and_then(|form| form.unit.as_ref()));
                    let unit = figure.unit.or_else(|| Some(Unit::named(unit?)));
                    let kind = match &unit {
                        Some(unit) => kind(unit),
                        None => Some(ClaimKind::Number),
                    };
                    let Some(kind) = kind else { continue };
                    let power = form.map_or(0, |form| form.given_in.power());
                    let factor = 10_i128.pow(power.unsigned_abs().into());
                    let size = scaled(&figure.value).saturating_mul(factor);
                    let mut nouns = heads.get(at).cloned().unwrap_or_default();
                    nouns.retain(|stem| !name.contains(stem));
                    let label = first;
                    self.all.push(Fact {
                        of: Of::Cell(&table.id.value),
                        kind,
                        level: Value { size, place: &cell.place, label },
                        is_total: row.kind.is_sum(),
                        step: last_digit(figure.places).saturating_mul(factor),
                        before: Vec::new(),
                        target: None,
                        nouns,
                        name: name.clone(),
                        around: title.clone(),
                        time: times.get(at).copied().flatten(),
                        sections: sections.clone(),
                    });
                }
            }
        }
    }

    fn points(&mut self, corpus: &Corpus<'r>, stems: &Stems, shown: &Shown<'r>) {
        for series in corpus.report.series.iter().filter(|it| it.groups.is_empty()) {
            let unit = Unit::named(&series.unit);
            let Some(kind) = kind(&unit) else { continue };
            let sections =
                shown.series.get(&*series.id.value).cloned().unwrap_or_default();
            let around = stems.of(&series.label.value);
            for point in &series.points {
                let [PointValue::Observed(value)] = point.values.as_slice() else {
                    continue;
                };
                let Some(number) = &value.number else { continue };
                let label = &*point.label.value;
                self.all.push(Fact {
                    of: Of::Point(&series.id.value),
                    kind,
                    level: Value { size: scaled(number), place: &value.place, label },
                    step: 1,
                    is_total: false,
                    before: Vec::new(),
                    target: None,
                    nouns: stems.of(&series.unit.value),
                    name: stems.of(label),
                    around: around.clone(),
                    time: label.contains(|c: char| c.is_ascii_digit()).then_some(label),
                    sections: sections.clone(),
                });
            }
        }
    }
}

/// What the last of so many digits behind the point is worth.
fn last_digit(places: usize) -> i128 {
    (0..places.min(12)).fold(ONE, |unit, _| unit / 10)
}

/// The text of a line without what measures print.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) => text.push_str(words),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { content: inner, .. } => text.push_str(&plain(inner)),
            _ => text.push(' '),
        }
    }
    text
}

/// The text of a cell that is one piece of text.
pub(super) fn words_of(cell: &crate::report::Cell) -> Option<&str> {
    match cell.blocks.as_slice() {
        [ProseBlock::Paragraph(inlines)] => match inlines.as_slice() {
            [Inline::Text(text)] => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Which sections show which tables and series.
struct Shown<'r> {
    tables: HashMap<&'r str, Vec<usize>>,
    series: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Shown<'r> {
    fn of(corpus: &Corpus<'r>) -> Self {
        let mut shown = Self { tables: HashMap::new(), series: HashMap::new() };
        let report = corpus.report;
        for (at, section) in report.sections.iter().enumerate() {
            let Section::Plain(section) = section else { continue };
            for block in &section.body {
                match block {
                    Block::Table(id) => {
                        shown.tables.entry(&*id.value).or_default().push(at);
                    }
                    Block::Chart(id) => {
                        let series = &report.chart(&id.value).series;
                        shown.series.entry(&*series.value).or_default().push(at);
                    }
                    _ => {}
                }
            }
        }
        shown
    }
}
