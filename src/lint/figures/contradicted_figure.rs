//! Figures that are typed with another value than a measure of the same thing has.

use crate::lint::{Findings, Subject};
use crate::report::measure::{Context, written};
use crate::report::{Measure, MeasureForm};

use super::known::number;
use super::phrases::plain_spaces;
use super::reconcile::{About, data};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    report_same_as(subject, found);
    subject.reconciled().tell(About::Value, subject, found);
    data::find_values(subject, subject.reconciled(), found);
}

/// A measure that is said to be the same figure as another, and has another value.
fn report_same_as(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for measure in &subject.report.measures {
        let Some(id) = &measure.same_as else { continue };
        let other = subject.report.measure(id);
        if measure.unit.value != other.unit.value
            || measure.value.value == other.value.value
        {
            continue;
        }
        // “2.5” and “2.50” are one number.
        if let (Some(one), Some(two)) = (number(measure), number(other))
            && one == two
        {
            continue;
        }
        let message = format!(
            "`{}` is said to be the same figure as `{}`, and is `{}` where that is `{}`",
            measure.id.value,
            other.id.value,
            said(subject, measure),
            said(subject, other),
        );
        let hint = "correct one of the values, or remove `same_as`";
        found.warn(&measure.value.place, message, hint);
        found.relate(&other.value.place, "the other figure");
    }
}

fn said(subject: &Subject<'_>, measure: &Measure) -> String {
    let style = &subject.report.brand.style;
    let text =
        written(measure, MeasureForm::Full, style, subject.locale, Context::Display);
    plain_spaces(&text)
}
