//! Figures that are held against each other and are not in one unit.

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::number::{ONE, scaled};
use crate::report::{Id, Measure, MeasureValue, Unit};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    for measure in &report.measures {
        if let Some(id) = &measure.part_of {
            // “35% of the reviews” is a part of a count.
            let is_share =
                matches!(measure.unit.value, Unit::Percent | Unit::Ratio { .. });
            let whole = report.measure(id);
            if !is_share && !measure.unit.is_like(&whole.unit.value) {
                related(measure, whole, id, "part of", found);
            }
        }
        if let Some(id) = &measure.same_as {
            let other = report.measure(id);
            if !is_same_unit(measure, other) {
                related(measure, other, id, "said to be the same as", found);
            }
        }
        for id in &measure.sum_of {
            let part = report.measure(id);
            if !is_same_unit(measure, part) {
                related(measure, part, id, "the sum of", found);
            }
        }
        let comparator = measure.comparator.as_ref().and_then(|it| it.value.as_ref());
        let target = measure.target.as_ref().map(|it| &it.value);
        for (other, what) in [(comparator, "comparator"), (target, "target")] {
            if let Some(other) = other {
                size_of_other(measure, scaled(&other.value), &other.place, what, found);
            }
        }
    }
}

/// Whether two measures can be added: in one unit, for one length of time. Counts of
/// different things can, as officers and staff are people.
pub(in crate::lint) fn is_same_unit(one: &Measure, other: &Measure) -> bool {
    let per = |it: &Measure| it.per.as_ref().map(|per| per.value.clone());
    one.unit.is_like(&other.unit) && per(one) == per(other)
}

fn related(
    measure: &Measure,
    other: &Measure,
    id: &Id,
    relation: &str,
    found: &mut Findings<'_>,
) {
    let message = format!(
        "`{}` is in {}, and is {relation} `{}`, which is in {}",
        measure.id.value,
        words(measure),
        other.id.value,
        words(other)
    );
    found.warn(&id.place, message, "correct one of the units, or remove the reference");
}

/// A comparator or a target whose size is that of another unit.
fn size_of_other(
    measure: &Measure,
    other: i128,
    place: &Place,
    what: &str,
    found: &mut Findings<'_>,
) {
    let MeasureValue::Number(value) = &measure.value.value else { return };
    let value = scaled(value);
    let why = match measure.unit.value {
        Unit::Percent | Unit::PercentagePoints if measure.change.is_none() => {
            not_per_cent(value, other)
        }
        Unit::Ratio { out_of } if other > i128::from(out_of) * ONE => {
            Some(format!("more than the {out_of} that there are"))
        }
        Unit::Money(_) | Unit::Count { .. } => thousands(value, other).map(str::to_owned),
        _ => None,
    };
    let Some(why) = why else { return };
    let message = format!(
        "the {what} of `{}` is {why}: it seems to be in another unit than the value",
        measure.id.value
    );
    let hint = format!("write it in {}, as the value is", words(measure));
    found.warn(place, message, hint);
}

/// Whether a number beside a share cannot well be a share itself.
fn not_per_cent(value: i128, other: i128) -> Option<String> {
    let hundred = 100 * ONE;
    // Just above a hundred is a share that exceeds its whole, as “104% of plan”.
    if value <= hundred && other > 2 * hundred {
        return Some("more than 200%".to_owned());
    }
    let is_fraction = other > 0 && other < ONE && value >= ONE;
    (is_fraction && is_about(value, other, 100))
        .then(|| "about a hundredth of the value".to_owned())
}

/// Whether one number is about a thousand, a million or a thousand million times another,
/// which thousands and millions of pounds are, and two figures of one thing hardly.
fn thousands(value: i128, other: i128) -> Option<&'static str> {
    let (value, other) = (value.saturating_abs(), other.saturating_abs());
    if value == 0 || other == 0 {
        return None;
    }
    let pairs = [
        (
            1_000_000_000,
            "about a thousand-millionth of the value",
            "about a thousand million times the value",
        ),
        (1_000_000, "about a millionth of the value", "about a million times the value"),
        (1_000, "about a thousandth of the value", "about a thousand times the value"),
    ];
    pairs.into_iter().find_map(|(factor, smaller, larger)| {
        if is_about(value, other, factor) {
            Some(smaller)
        } else if is_about(other, value, factor) {
            Some(larger)
        } else {
            None
        }
    })
}

/// Whether one number is so many times another, within a third or so.
fn is_about(large: i128, small: i128, factor: i128) -> bool {
    // Three quarters to four thirds, without dividing.
    let product = small.saturating_mul(factor);
    large.saturating_mul(4) >= product.saturating_mul(3)
        && large.saturating_mul(3) <= product.saturating_mul(4)
}

fn words(measure: &Measure) -> String {
    let unit = measure.unit.in_words();
    match &measure.per {
        Some(per) => format!("{unit} per {}", per.value),
        None => unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millions_are_told_from_pounds() {
        let million = 1_000_000 * ONE;
        assert_eq!(
            thousands(70 * million, 68 * ONE),
            Some("about a millionth of the value")
        );
        assert_eq!(
            thousands(70 * ONE, 72_000 * ONE),
            Some("about a thousand times the value")
        );
        // A force beside the country, and a fall to a tenth, are no other unit.
        assert_eq!(thousands(34_503 * ONE, 147_000 * ONE), None);
        assert_eq!(thousands(4_000 * ONE, 10 * ONE), None);
    }

    #[test]
    fn shares_are_told_from_counts_and_fractions() {
        assert!(not_per_cent(35 * ONE, 421 * ONE).is_some());
        assert!(not_per_cent(35 * ONE, 36 * ONE / 100).is_some());
        assert!(not_per_cent(98 * ONE, 104 * ONE).is_none());
        assert!(not_per_cent(4 * ONE, ONE / 2).is_none());
    }
}
