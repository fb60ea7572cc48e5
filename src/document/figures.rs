//! Measures and images, as they print.

use std::cmp::Ordering;
use std::sync::Arc;

use recto_macros::Shown;

use super::basis::Basis;
use super::builder::Builder;
use super::exact::MeasureData;
use super::noun::File;
use super::text::Text;
use super::years::with_dashes;
use crate::report::{
    self, Better, Focus, Id, Locale, MeasureForm, MeasureValue, Placing, Unit, measure,
};

/// One figure, in the house's form.
#[derive(Debug, Shown)]
pub struct Measure {
    /// Its id.
    pub id: Arc<str>,
    /// What it is.
    pub label: Text,
    /// Qualifier and figure: “more than 4,000”.
    pub whole: Text,
    /// The qualifier alone: “more than”.
    pub qualifier: Option<Text>,
    /// The figure alone: “4,000”.
    pub figure: Text,
    /// What always follows the figure: “a year”, “percentage points”.
    pub suffix: Option<Text>,
    /// What a count counts: “people”.
    pub unit: Option<Text>,
    /// The period that it covers.
    pub period: Option<Text>,
    /// Whether that is the reporting year.
    pub within_year: bool,
    /// Whether it stands in the tables of figures; dates do not.
    pub is_listed: bool,
    /// `up`, `down` or `level`.
    pub direction: Option<&'static str>,
    /// The direction in words, and against what.
    pub direction_note: Option<Text>,
    /// What a reader should know.
    pub note: Option<Text>,
    /// The source's own form, where it differs.
    pub published_as: Option<Text>,
    /// The title of the document it comes from.
    pub source: Option<Text>,
    /// The place in that document.
    pub source_at: Option<Text>,
    /// What data files hold of it.
    #[shown(skip)]
    pub exact: MeasureData,
}

/// A figure of the year in figures.
#[derive(Debug, Shown)]
pub struct YearFigure {
    /// The priority that prints it first.
    pub priority: Option<u32>,
    /// The measure.
    pub measure: Arc<Measure>,
}

/// The measures that a section prints first.
#[derive(Debug, Shown)]
pub struct FigureGroup {
    /// The number that the section prints; none for one without, and for what stands before
    /// the first.
    pub number: Option<u32>,
    /// Whether that is the number of a priority.
    pub is_priority: bool,
    /// The section's title.
    pub title: Option<Text>,
    /// Whether any of them stands in the tables of figures.
    pub is_listed: bool,
    /// The measures, in the order of printing.
    pub measures: Vec<Arc<Measure>>,
}

/// An image.
#[derive(Debug, Shown)]
pub struct Figure {
    /// Its id.
    pub id: Arc<str>,
    /// The path by which Typst reads it.
    pub path: File,
    /// What a reader who cannot see it should be told.
    pub alt: Text,
    /// What it shows.
    pub caption: Option<Text>,
    /// Who made it.
    pub credit: Option<Text>,
    /// `text`, `full`, `half`, `margin`, `page` or `bleed`; none to go by its
    /// shape.
    pub placing: Option<&'static str>,
    /// Whether the running text that follows stands beside it.
    pub takes_text: bool,
    /// How far from its left the point is that stays in view where it is cut, in per cent.
    pub focus_across: u8,
    /// How far from its top that point is.
    pub focus_down: u8,
}

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
fn direction(measure: &report::Measure) -> Option<Direction> {
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
fn is_listed(measure: &report::Measure) -> bool {
    let date = matches!(
        measure.unit.value,
        Unit::Date | Unit::FinancialYear | Unit::Period | Unit::Quarter
    );
    measure.listed && !date
}

impl Measure {
    /// A measure of a report as it prints outside of prose.
    pub(super) fn of(measure: &report::Measure, basis: &Basis<'_>) -> Self {
        let (report, locale) = (basis.report, basis.locale);
        let style = &report.brand.style;
        let display = measure::Context::Display;
        let printed = measure::print(measure, style, locale, display);
        let place = &measure.value.place;
        let at_place = |part: Option<String>| part.map(|it| Text::at(it, place));
        let unit = printed.unit.as_deref().filter(|_| printed.unit_belongs);
        let suffix: Vec<&str> = unit.into_iter().chain(printed.per.as_deref()).collect();
        let suffix = (!suffix.is_empty()).then(|| suffix.join(" "));
        let whole = measure::written(measure, MeasureForm::Full, style, locale, display);
        let direction = direction(measure);
        let source = measure.source.as_ref();
        let document = source.map(|source| report.source(&source.document.value));
        let note = measure.note.as_ref().map(|note| basis.line(note));
        Self {
            id: measure.id.value.clone(),
            label: Text::typed(&measure.label),
            exact: MeasureData::of(measure, &whole, note.as_deref(), report),
            whole: Text::at(whole, place),
            qualifier: at_place(printed.qualifier),
            figure: Text::at(printed.figure, place),
            suffix: at_place(suffix),
            unit: at_place(printed.unit),
            period: measure.period.as_ref().map(Text::typed),
            within_year: measure.within_year,
            is_listed: is_listed(measure),
            direction: direction.map(Direction::word),
            direction_note: direction.map(|it| direction_note(measure, it, locale)),
            note,
            published_as: measure.published_as.as_ref().map(Text::to_the_letter),
            source: document.map(|document| Text::typed(&document.title)),
            source_at: source.and_then(|it| it.at.as_ref()).map(Text::to_the_letter),
        }
    }
}

/// The direction in words: against what, and whether that is better or worse.
fn direction_note(
    measure: &report::Measure,
    direction: Direction,
    locale: &Locale,
) -> Text {
    let verdict = match (measure.better, direction) {
        (None, _) | (_, Direction::Level) => None,
        (Some(Better::Higher), Direction::Up)
        | (Some(Better::Lower), Direction::Down) => Some("better"),
        _ => Some("worse"),
    };
    let mut note = locale.word(direction.word()).to_owned();
    let mut place = &measure.value.place;
    if let Some(comparator) = &measure.comparator {
        let on = locale.word("compared-with");
        note = format!("{note} {on} {}", with_dashes(&comparator.label.value));
        place = &comparator.label.place;
    }
    if let Some(verdict) = verdict {
        note = format!("{note}: {}", locale.word(verdict));
    }
    Text::at(note, place)
}

impl Builder<'_> {
    /// Measures by id, as they print in tiles.
    pub(super) fn measures(&mut self, ids: &[Id]) -> Vec<Arc<Measure>> {
        ids.iter().map(|id| self.measure(id)).collect()
    }

    /// A measure by id, as it prints in a tile or a margin.
    pub(super) fn measure(&mut self, id: &Id) -> Arc<Measure> {
        self.resolver.print_measure(&id.value);
        self.basis.measure(&id.value)
    }

    pub(super) fn figure(&mut self, figure: &report::Figure) -> Arc<Figure> {
        Arc::new(Figure::of(figure, |line| self.line(line)))
    }
}

impl Figure {
    /// An image, whose lines are written as the reader of the edition is to have them.
    pub(super) fn of(
        figure: &report::Figure,
        mut written: impl FnMut(&report::Line) -> Text,
    ) -> Self {
        let focus = figure.focus.unwrap_or(Focus { across: 50, down: 50 });
        Self {
            id: figure.id.value.clone(),
            path: File::of(&figure.file),
            alt: written(&figure.alt),
            caption: figure.caption.as_ref().map(written),
            credit: figure.credit.as_ref().map(Text::typed),
            placing: figure.placing.map(Placing::name),
            takes_text: matches!(figure.placing, Some(Placing::Half | Placing::Margin)),
            focus_across: focus.across,
            focus_down: focus.down,
        }
    }
}
