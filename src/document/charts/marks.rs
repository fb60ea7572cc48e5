//! The values of a chart as they print: numbers in the house's form, with their marks.

use std::collections::BTreeSet;
use std::sync::Arc;

use fixed_decimal::{Decimal, UnsignedRoundingMode};

use crate::diagnostic::Place;
use crate::document::builder::Builder;
use crate::document::exact;
use crate::document::tables::{Mark, shown};
use crate::document::text::Text;
use crate::report::measure::{Loss, Together};
use crate::report::number::{scaled, unscaled};
use crate::report::{
    self, HouseStyle, Locale, MeasureValue, Observation, PointValue, Shorthand, Unit,
    measure,
};

/// The marks of what may still change, or is not counted but worked out.
const OPEN: [Shorthand; 3] =
    [Shorthand::Provisional, Shorthand::Estimated, Shorthand::Forecast];

/// A value with what prints of it.
pub(super) struct Printed {
    pub(super) number: Option<i128>,
    /// The number with the digits that it is written with.
    decimal: Option<Decimal>,
    interval: Option<(Decimal, Decimal)>,
    /// Whether its measure says how it prints: then it does so beside others too.
    is_settled: bool,
    /// Whether it is a change: its words are not beside it here, so that its sign says which.
    is_change: bool,
    /// What stands before the number: “over”.
    before: String,
    /// What stands behind the number: its marks.
    behind: String,
    place: Place,
    pub(super) float: Option<f64>,
    /// What prints in the table.
    pub(super) shown: Text,
    /// What prints in the drawing, where that is something else.
    pub(super) label: Option<Text>,
    pub(super) bounds: Option<(i128, i128)>,
    pub(super) exact_bounds: Option<(String, String)>,
    pub(super) marks: Vec<Shorthand>,
    pub(super) exact: String,
    pub(super) measure: Option<Arc<str>>,
}

/// The number that a measure is; validation lets only numbers into a chart.
pub(super) fn number_of(measure: &report::Measure) -> Option<Decimal> {
    match &measure.value.value {
        MeasureValue::Number(value) => Some(value.clone()),
        _ => None,
    }
}

impl Printed {
    /// A value of a series as it prints in a unit.
    pub(super) fn of(value: &PointValue, unit: &str, builder: &mut Builder<'_>) -> Self {
        match value {
            PointValue::Measure(id) => {
                let printed = builder.measure(id);
                let measure = builder.report().measure(&id.value);
                let number = number_of(measure);
                Self {
                    number: number.as_ref().map(scaled),
                    float: number.as_ref().map(measure::as_f64),
                    is_settled: measure.decimals.is_some()
                        || measure.printed_in.is_some()
                        || measure.per.is_some(),
                    is_change: measure.change.is_some(),
                    before: builder
                        .locale()
                        .qualifier(measure.qualifier)
                        .map_or_else(String::new, |word| format!("{word} ")),
                    decimal: number,
                    interval: None,
                    behind: String::new(),
                    place: id.place.clone(),
                    shown: printed.whole.clone(),
                    label: None,
                    bounds: None,
                    exact_bounds: None,
                    marks: Vec::new(),
                    exact: exact::plain_number(measure),
                    measure: Some(id.value.clone()),
                }
            }
            PointValue::Observed(observation) => {
                Self::observed(observation, unit, builder)
            }
        }
    }

    /// The sum of some values at a place; not available where one of them is not known. What one of
    /// them may still become, the sum may.
    pub(super) fn sum(
        values: &[Self],
        unit: &str,
        place: &Place,
        builder: &Builder<'_>,
    ) -> Self {
        let sum =
            values.iter().try_fold(0_i128, |sum, value| sum.checked_add(value.number?));
        let is_open = |mark: &Shorthand| OPEN.contains(mark);
        let open =
            values.iter().flat_map(|value| value.marks.iter().copied().filter(is_open));
        let marks = match sum {
            Some(_) => open.collect::<BTreeSet<_>>().into_iter().collect(),
            None => vec![Shorthand::NotAvailable],
        };
        let (number, bounds, place) = (sum.map(unscaled), None, place.clone());
        Self::observed(&Observation { number, marks, bounds, place }, unit, builder)
    }

    fn observed(of: &Observation, unit: &str, builder: &Builder<'_>) -> Self {
        let style = &builder.report().brand.style;
        let mark = |mark: &Shorthand| shown(*mark, builder.basis).to_string();
        let marks: Vec<_> = of.marks.iter().map(mark).collect();
        let behind = marks.join("\u{a0}");
        let mut words = Vec::new();
        // The mark for nil stands in place of a nought.
        let is_nil = of.marks.first() == Some(&Shorthand::Nil);
        if let Some(number) = of.number.as_ref().filter(|_| !is_nil) {
            words.push(measure::number(number, unit, style, builder.locale()));
        }
        words.extend(marks);
        let bounds = of.bounds.as_ref();
        Self {
            number: of.number.as_ref().map(scaled),
            decimal: of.number.clone().filter(|_| !is_nil),
            interval: bounds.map(|it| (it.low.value.clone(), it.high.value.clone())),
            is_settled: false,
            is_change: false,
            before: String::new(),
            behind,
            place: of.place.clone(),
            float: of.number.as_ref().map(measure::as_f64),
            shown: Text::at(words.join("\u{a0}"), &of.place),
            label: None,
            bounds: bounds.map(|it| (scaled(&it.low.value), scaled(&it.high.value))),
            exact_bounds: bounds
                .map(|it| (it.low.value.to_string(), it.high.value.to_string())),
            marks: of.marks.clone(),
            exact: of.number.as_ref().map(ToString::to_string).unwrap_or_default(),
            measure: None,
        }
    }

    /// Prints it beside the others: in the table with its interval, in the drawing without.
    fn set(&mut self, form: &Form<'_>) {
        let Some(number) = &self.decimal else { return };
        let text = |together: Option<&Together>| {
            let mut text = format!("{}{}", self.before, form.print(together, number));
            if !self.behind.is_empty() {
                text = format!("{text}\u{a0}{}", self.behind);
            }
            text
        };
        let (mut table, label) = (text(form.table.as_ref()), text(form.drawing.as_ref()));
        if let Some((low, high)) = &self.interval {
            let (low, high) = (
                form.print(form.table.as_ref(), low),
                form.print(form.table.as_ref(), high),
            );
            table = format!("{table} ({low} {} {high})", form.locale.to());
        }
        self.label = (label != table).then(|| Text::at(label, &self.place));
        self.shown = Text::at(table, &self.place);
    }

    /// Prints its share of its stack in the drawing, which is per cent, with so many digits after
    /// the point.
    pub(super) fn set_share(&mut self, share: &Decimal, digits: u32, form: &Form<'_>) {
        if self.decimal.is_none() {
            return;
        }
        let mut share = share.clone();
        let places = i16::try_from(digits).unwrap_or(i16::MAX);
        share.absolute.round_with_mode(-places, UnsignedRoundingMode::HalfExpand);
        share.absolute.trim_end();
        share.absolute.pad_end(-places);
        let mut text = measure::in_full(&share, &Unit::Percent, form.style, form.locale);
        if !self.behind.is_empty() {
            text = format!("{text}\u{a0}{}", self.behind);
        }
        self.label = Some(Text::at(text, &self.place));
    }

    /// Whether a break in the series parts it from those before it.
    pub(super) fn is_parted(&self) -> bool {
        self.marks.contains(&Shorthand::Break)
    }

    /// Whether it may still change, or is not counted but worked out.
    pub(super) fn is_open(&self) -> bool {
        self.marks.iter().any(|mark| OPEN.contains(mark))
    }
}

/// How the values of a chart print beside each other.
pub(super) struct Form<'a> {
    unit: &'a Unit,
    pub(super) style: &'a HouseStyle,
    pub(super) locale: &'a Locale,
    /// Whether what rises has a plus.
    is_signed: bool,
    /// In the table, which has each as it is.
    table: Option<Together>,
    /// In the drawing, which may round.
    drawing: Option<Together>,
    /// Whether those that print by themselves do so in full, because one would seem to be nought.
    is_in_full: bool,
}

impl<'a> Form<'a> {
    /// The form of all these values, whose measures may have one of their own.
    pub(super) fn of(
        values: &[Vec<Printed>],
        unit: &'a Unit,
        style: &'a HouseStyle,
        locale: &'a Locale,
    ) -> Self {
        let all = || values.iter().flatten();
        let bounds = all().filter_map(|value| value.interval.clone());
        let bounds = bounds.flat_map(|(low, high)| [low, high]);
        let numbers: Vec<_> =
            all().filter_map(|value| value.decimal.clone()).chain(bounds).collect();
        let is_free = all().all(|value| !value.is_settled);
        let form = |loss| {
            let form = is_free.then(|| Together::of(&numbers, unit, style, locale, loss));
            form.flatten()
        };
        let (table, drawing) = (form(Loss::None), form(Loss::Tenth));
        let is_signed = all().any(|value| value.is_change);
        let is_in_full = measure::any_vanishes(&numbers, unit, style);
        Self { unit, style, locale, is_signed, table, drawing, is_in_full }
    }

    /// Prints all values.
    pub(super) fn set(&self, values: &mut [Vec<Printed>]) {
        // A measure that says how it prints has done so.
        let all = values.iter_mut().flatten().filter(|value| !value.is_settled);
        all.for_each(|value| value.set(self));
    }

    fn print(&self, together: Option<&Together>, number: &Decimal) -> String {
        let text = match together {
            Some(form) => form.print(number, self.unit, self.style, self.locale),
            None if self.is_in_full => {
                measure::in_full(number, self.unit, self.style, self.locale)
            }
            None => measure::number_of(number, self.unit, self.style, self.locale),
        };
        if self.is_signed && scaled(number) > 0 { format!("+{text}") } else { text }
    }

    /// A value that is worked out of the others, with a digit more; `None` where these have no form
    /// in common.
    pub(super) fn finer(&self, value: i128) -> Option<String> {
        let form = self.drawing?.finer(self.unit);
        Some(form.print(&unscaled(value), self.unit, self.style, self.locale))
    }

    /// A value that the chart is held against: in the scale of the others where it loses nothing, and
    /// with no more digits than it has.
    pub(super) fn beside(&self, number: &Decimal) -> String {
        let others = self
            .drawing
            .as_ref()
            .filter(|form| !form.is_scale_of(number, self.unit, self.style, self.locale));
        let exact = others.and_then(|form| {
            form.print_exact(number, self.unit, self.style, self.locale)
        });
        exact.unwrap_or_else(|| {
            let own = std::slice::from_ref(number);
            if self.is_in_full || measure::any_vanishes(own, self.unit, self.style) {
                return measure::in_full(number, self.unit, self.style, self.locale);
            }
            measure::number_of(number, self.unit, self.style, self.locale)
        })
    }
}

/// What the marks of some values mean, each once and in the order of the legend.
pub(super) fn legend<'p>(
    values: impl Iterator<Item = &'p Printed>,
    builder: &Builder<'_>,
) -> Vec<Arc<Mark>> {
    let used: BTreeSet<Shorthand> =
        values.flat_map(|value| value.marks.iter().copied()).collect();
    let marks = used.into_iter().map(|mark| {
        let meaning = Text::word(builder.locale().shorthand(mark));
        Arc::new(Mark { mark: shown(mark, builder.basis), meaning })
    });
    marks.collect()
}
