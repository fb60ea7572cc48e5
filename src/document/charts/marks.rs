//! The values of a chart as they print: numbers in the house's form, with their marks.

use std::collections::BTreeSet;
use std::sync::Arc;

use fixed_decimal::Decimal;

use crate::document::builder::Builder;
use crate::document::exact;
use crate::document::tables::{Mark, shown};
use crate::document::text::Text;
use crate::report::number::scaled;
use crate::report::{self, MeasureValue, Observation, PointValue, Shorthand, measure};

/// A value with what prints of it.
pub(super) struct Printed {
    pub(super) number: Option<i128>,
    pub(super) float: Option<f64>,
    pub(super) shown: Text,
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
                    shown: printed.whole.clone(),
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

    fn observed(of: &Observation, unit: &str, builder: &Builder<'_>) -> Self {
        let style = &builder.report().brand.style;
        let mark = |mark: &Shorthand| shown(*mark, builder.basis).to_string();
        let mut words = Vec::new();
        // The mark for nil stands in place of a nought.
        let is_nil = of.marks.first() == Some(&Shorthand::Nil);
        if let Some(number) = of.number.as_ref().filter(|_| !is_nil) {
            words.push(measure::number(number, unit, style, builder.locale()));
        }
        words.extend(of.marks.iter().map(mark));
        let bounds = of.bounds.as_ref();
        Self {
            number: of.number.as_ref().map(scaled),
            float: of.number.as_ref().map(measure::as_f64),
            shown: Text::at(words.join("\u{a0}"), &of.place),
            bounds: bounds.map(|it| (scaled(&it.low.value), scaled(&it.high.value))),
            exact_bounds: bounds
                .map(|it| (it.low.value.to_string(), it.high.value.to_string())),
            marks: of.marks.clone(),
            exact: of.number.as_ref().map(ToString::to_string).unwrap_or_default(),
            measure: None,
        }
    }

    /// Whether it may still change, or is not counted but worked out.
    pub(super) fn is_open(&self) -> bool {
        let open = [Shorthand::Provisional, Shorthand::Estimated, Shorthand::Forecast];
        self.marks.iter().any(|mark| open.contains(mark))
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
