//! Measures as they print outside of prose: their parts, what they are held against, and what is said
//! of that.

use std::cmp::Ordering;
use std::sync::Arc;

use fixed_decimal::Decimal;
use recto_macros::Shown;

use super::basis::Basis;
use super::builder::{Builder, shared};
use super::exact::MeasureData;
use super::noun::File;
use super::status::Status;
use super::text::{Text, shared_by_all};
use super::years::with_dashes;
use crate::report::status::{self, Against, AgainstKind};
use crate::report::times::Times;
use crate::report::{
    self, Better, ChangeForm, Id, Locale, MeasureForm, MeasureValue, Unit, measure,
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
    /// The same in a word: “Up”.
    pub direction_word: Option<Text>,
    /// The direction in words, and against what: “Up on 2022/23”, “Lower than England (91%)”.
    pub direction_note: Option<Text>,
    /// Whether that is better or worse, in a word.
    pub verdict: Option<Text>,
    /// What it should reach: “95%”.
    pub target: Option<Text>,
    /// The same in words: “Target: 95% by 2026”.
    pub target_note: Option<Text>,
    /// What it was before: “92%”.
    pub previous: Option<Text>,
    /// When that was, or what it is called.
    pub previous_label: Option<Text>,
    /// Both: “2023/24: 92%”.
    pub previous_note: Option<Text>,
    /// Whether it is an earlier value of its own, and not another thing that it is held against.
    pub previous_is_own: bool,
    /// What others were, where it has a value of its own before as well: “England: 91%”.
    pub comparator_note: Option<Text>,
    /// By how much it has changed since, with its sign: “+3 percentage points”.
    pub change: Option<Text>,
    /// What its rule says of it.
    pub status: Option<Arc<Status>>,
    /// Its values in earlier periods and its own, the oldest first; none where there are fewer than
    /// two.
    pub history: Vec<Arc<PastFigure>>,
    /// Where that history starts: “from 84.1% in 2019/20”.
    pub history_note: Option<Text>,
    /// The drawing that stands before its label in tiles.
    pub icon: Option<File>,
    /// What a reader should know.
    pub note: Option<Text>,
    /// The source's own form, where it differs.
    pub published_as: Option<Text>,
    /// The title of the document it comes from.
    pub source: Option<Text>,
    /// The place in that document.
    pub source_at: Option<Text>,
    /// The same after the document, where figures come from several: “Annual accounts, page 125”.
    pub source_place: Option<Text>,
    /// What data files hold of it.
    #[shown(skip)]
    pub exact: MeasureData,
}

/// What a measure was in one period.
#[derive(Debug, Shown)]
pub struct PastFigure {
    /// The period.
    pub period: Text,
    /// Where its time is between the first, 0, and the last, 1.
    #[shown(aside)]
    pub at: f64,
    /// The value.
    pub number: f64,
    /// The value in the house's form.
    pub shown: Text,
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

/// The direction of a measure: the value against that of its history or its comparator, or the sign of a
/// change that has no history; `None` where none is known.
fn direction(measure: &report::Measure) -> Option<Direction> {
    let value = measure::as_f64(status::number(measure)?);
    let against = match (measure.change, compared(measure)) {
        (_, Some(against)) => measure::as_f64(against.value),
        (Some(_), None) => 0.0,
        (None, None) => return None,
    };
    Some(match value.partial_cmp(&against)? {
        Ordering::Greater => Direction::Up,
        Ordering::Less => Direction::Down,
        Ordering::Equal => Direction::Level,
    })
}

/// What the direction of a measure is told from: a change is held against its own history alone, and says by
/// itself what has become of what it is a change of.
fn compared(measure: &report::Measure) -> Option<Against<'_>> {
    let is_own = |it: &Against<'_>| it.kind == AgainstKind::History;
    status::against(measure).filter(|it| measure.change.is_none() || is_own(it))
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
        let alike =
            |value: &Decimal| measure::alike(measure, value, style, locale, display);
        let target = measure.target.as_ref();
        let target_figure = target
            .map(|target| Text::at(alike(&target.value.value), &target.value.place));
        let previous = status::against(measure);
        let change = measure::change(measure, ChangeForm::Shown, style, locale, display);
        let note = note(measure, basis);
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
            direction_word: direction.map(|it| Text::at(locale.word(it.word()), place)),
            direction_note: direction
                .map(|it| direction_note(measure, it, locale, &alike)),
            verdict: direction.and_then(|it| verdict(measure, it, locale)),
            target_note: target.zip(target_figure.as_ref()).map(|(target, figure)| {
                let mut words = locale.word("target-of").replace("{figure}", figure);
                if let Some(label) = &target.label {
                    words = format!("{words}, {}", &*label.value);
                }
                Text::at(words, &target.value.place)
            }),
            target: target_figure,
            previous: previous.map(|it| Text::at(alike(it.value), &it.label.place)),
            previous_label: previous
                .map(|it| Text::at(named(measure, it), &it.label.place)),
            previous_note: previous.map(|it| {
                let note = format!("{}: {}", named(measure, it), alike(it.value));
                Text::at(note, &it.label.place)
            }),
            previous_is_own: previous.is_some_and(|it| it.kind != AgainstKind::Other),
            comparator_note: comparator_note(measure, &alike),
            change: change.map(|it| Text::at(it, place)),
            status: Status::of(measure, basis).map(Arc::new),
            icon: measure.icon.as_ref().map(File::of),
            history_note: status::past(measure).next().map(|first| {
                let words = locale.word("from-in").replace("{period}", &first.period);
                let figure = alike(&first.value.value);
                Text::at(words.replace("{figure}", &figure), &first.value.place)
            }),
            history: history(measure, locale, &alike),
            note,
            published_as: measure.published_as.as_ref().map(Text::to_the_letter),
            source_place: source_place(measure, basis),
            source: document.map(|document| Text::typed(&document.title)),
            source_at: source.and_then(|it| it.at.as_ref()).map(Text::to_the_letter),
        }
    }

    /// What it is, with what its rule says of it; `None` where it has no status.
    pub(super) fn judged(&self) -> Option<(&Text, &Status)> {
        Some((&self.label, self.status.as_deref()?))
    }
}

/// The note of a measure, with what is to be said of sums that rounding puts off.
fn note(measure: &report::Measure, basis: &Basis<'_>) -> Option<Text> {
    let own = measure.note.as_ref().map(|note| basis.line(note));
    if !measure.rounded {
        return own;
    }
    let rounding = basis.locale.word("rounding");
    Some(match own {
        None => Text::at(rounding, &measure.value.place),
        Some(own) => own.and(rounding),
    })
}

/// The values of a measure, the oldest first, with its own at the end.
fn history(
    measure: &report::Measure,
    locale: &Locale,
    alike: &impl Fn(&Decimal) -> String,
) -> Vec<Arc<PastFigure>> {
    let labels = status::past(measure).map(|past| &past.period).chain(&measure.period);
    let times = Times::read(labels.map(|label| &*label.value), locale).ok().flatten();
    let places = times.map(|times| times.places()).unwrap_or_default();
    let last = status::past(measure).count();
    // Where not all periods are times they stand equally far apart.
    let at = |number: usize| match places.len() == last + 1 {
        true => places[number],
        false => number as f64 / last.max(1) as f64,
    };
    let mut values: Vec<PastFigure> = status::past(measure)
        .enumerate()
        .map(|(number, past)| PastFigure {
            at: at(number),
            period: Text::typed(&past.period),
            number: measure::as_f64(&past.value.value),
            shown: Text::at(alike(&past.value.value), &past.value.place),
        })
        .collect();
    let MeasureValue::Number(value) = &measure.value.value else { return Vec::new() };
    if values.is_empty() {
        return Vec::new();
    }
    let period = measure.period.as_ref();
    values.push(PastFigure {
        at: 1.0,
        period: period.map_or_else(|| Text::at("", &measure.value.place), Text::typed),
        number: measure::as_f64(value),
        shown: Text::at(alike(value), &measure.value.place),
    });
    shared(values.into_iter())
}

/// The direction in words, and against what.
fn direction_note(
    measure: &report::Measure,
    direction: Direction,
    locale: &Locale,
    alike: &impl Fn(&Decimal) -> String,
) -> Text {
    let word = locale.word(direction.word());
    let against = compared(measure);
    if let Some(other) = against.filter(|it| it.kind == AgainstKind::Other) {
        let name = match direction {
            Direction::Up => "higher-than",
            Direction::Down => "lower-than",
            Direction::Level => "level-with",
        };
        let note = locale.word(name).replace("{label}", &named(measure, other));
        let note = note.replace("{figure}", &alike(other.value));
        return Text::at(note, &other.label.place);
    }
    let (label, on) = match (against, &measure.comparator) {
        (Some(before), _) if before.kind == AgainstKind::History => {
            (before.label, locale.word("on"))
        }
        (_, Some(comparator)) => (&comparator.label, locale.word("compared-with")),
        (Some(_), None) | (None, None) => return Text::at(word, &measure.value.place),
    };
    Text::at(format!("{word} {on} {}", with_dashes(&label.value)), &label.place)
}

/// Where a measure comes from, as far as a reader has to be told.
fn source_place(measure: &report::Measure, basis: &Basis<'_>) -> Option<Text> {
    let source = measure.source.as_ref()?;
    match basis.report.sources.len() {
        0 | 1 => source.at.as_ref().map(Text::to_the_letter),
        _ => Some(basis.cited(source)),
    }
}

/// What a comparator says, where a history says what was before.
fn comparator_note(
    measure: &report::Measure,
    alike: &impl Fn(&Decimal) -> String,
) -> Option<Text> {
    status::against(measure).filter(|it| it.kind == AgainstKind::History)?;
    let other = status::comparator(measure)?;
    let note = format!("{}: {}", named(measure, other), alike(other.value));
    Some(Text::at(note, &other.label.place))
}

/// What a measure is held against, by its label and the period that the label does not name.
fn named(measure: &report::Measure, against: Against<'_>) -> String {
    let label = with_dashes(against.label);
    let comparator = measure.comparator.as_ref();
    let comparator = comparator.filter(|_| against.kind != AgainstKind::History);
    match comparator.and_then(|it| it.period.as_ref()) {
        Some(period) if !against.label.contains(&*period.value) => {
            format!("{label}, {}", with_dashes(period))
        }
        _ => label.to_string(),
    }
}

/// Whether a direction is better or worse, in a word.
fn verdict(
    measure: &report::Measure,
    direction: Direction,
    locale: &Locale,
) -> Option<Text> {
    let name = match (measure.better?, direction) {
        (_, Direction::Level) => return None,
        (Better::Higher, Direction::Up) | (Better::Lower, Direction::Down) => "better",
        _ => "worse",
    };
    Some(Text::at(locale.word(name), &measure.value.place))
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
}

/// What heads a column of what some measures were before: a word, and below it when that was, where
/// it is the same for all.
#[derive(Debug, Clone)]
pub(super) struct PreviousHead {
    /// “Previous”, where all were once so; else what they are held against.
    pub(super) word: Text,
    /// When that was.
    pub(super) when: Option<Text>,
    /// Whether each cell has to say it.
    pub(super) is_mixed: bool,
}

impl PreviousHead {
    /// The head over these measures; those that were nothing before do not count.
    pub(super) fn over<'m>(
        measures: impl Iterator<Item = &'m Measure> + Clone,
        locale: &Locale,
    ) -> Self {
        let had = measures.filter(|measure| measure.previous.is_some());
        let shared = shared_by_all(had.clone().map(|it| it.previous_label.as_ref()));
        let is_own = had.clone().all(|measure| measure.previous_is_own);
        match (shared, is_own) {
            (Some(when), true) => {
                let word = Text::named(locale, "previous");
                Self { word, when: Some(when), is_mixed: false }
            }
            (Some(what), false) => {
                let word = Text::named(locale, "held-against");
                Self { word, when: Some(what), is_mixed: false }
            }
            (None, is_own) => {
                let word = if is_own { "previous" } else { "held-against" };
                Self { word: Text::named(locale, word), when: None, is_mixed: true }
            }
        }
    }
}
