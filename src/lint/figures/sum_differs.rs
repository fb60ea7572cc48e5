//! Parts that do not add up to the measure that is their sum.

use crate::lint::model::is_same_unit;
use crate::lint::{Findings, Subject};
use crate::report::Measure;

use super::known::{number, printed};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for measure in &subject.report.measures {
        if !measure.sum_of.is_empty() {
            check(subject, measure, found);
        }
    }
}

fn check(subject: &Subject<'_>, measure: &Measure, found: &mut Findings<'_>) {
    let id = &measure.id.value;
    let Some(value) = number(measure) else {
        let message = format!("`{id}` is not a single number, and cannot be a sum");
        found.error(&measure.value.place, message, "remove `sum_of`");
        return;
    };
    let mut sum = 0_i128;
    for (position, part) in measure.sum_of.iter().enumerate() {
        let earlier = measure.sum_of.iter().take(position);
        let refused = match number(subject.report.measure(part)) {
            _ if part.value == *id => Some("is the sum itself"),
            _ if earlier.clone().any(|it| it.value == part.value) => {
                Some("is named twice")
            }
            None => Some("is not a single number"),
            Some(value) => {
                sum = sum.saturating_add(value);
                None
            }
        };
        if let Some(reason) = refused {
            let message = format!("the part `{}` of `{id}` {reason}", part.value);
            found.error(
                &part.place,
                message,
                "name each part once, by a measure with one number",
            );
            return;
        }
    }
    // Parts in another unit are said by another rule; their sum means nothing.
    let is_one_unit = |part| is_same_unit(measure, part);
    let parts = || measure.sum_of.iter().map(|part| subject.report.measure(part));
    if sum == value || !parts().all(is_one_unit) {
        return;
    }
    let printed = |size| printed(subject, measure, size);
    let difference = sum.saturating_sub(value);
    let direction = if difference > 0 { "more" } else { "less" };
    let message = format!(
        "the parts of `{id}` add up to {}, which is {} {direction} than its value of {}",
        printed(sum),
        printed(difference.saturating_abs()),
        printed(value)
    );
    let hint = "correct the value, or the parts in `sum_of`";
    found.error(&measure.value.place, message, hint);
    for part in parts() {
        found.relate(&part.value.place, "a part");
    }
}
