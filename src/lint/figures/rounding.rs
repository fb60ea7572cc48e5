//! Figures that rounding makes untrue as they print: sums that no longer cast, and qualifiers.

use crate::lint::{Findings, Subject};
use crate::report::number::scaled;
use crate::report::{Measure, Qualifier, measure};

use super::known::number;
use super::phrases::plain_spaces;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for measure in &subject.report.measures {
        sum(subject, measure, found);
        qualifier(subject, measure, found);
    }
}

/// The number of a measure as it prints, in the units of [`scaled`].
fn as_printed(subject: &Subject<'_>, measure: &Measure) -> Option<i128> {
    let style = &subject.report.brand.style;
    Some(scaled(&measure::rounded(measure, style, subject.locale)?))
}

fn figure(subject: &Subject<'_>, measure: &Measure) -> String {
    let style = &subject.report.brand.style;
    let display = measure::Context::Display;
    plain_spaces(&measure::print(measure, style, subject.locale, display).figure)
}

/// Parts that add up exactly, and not as they print.
fn sum(subject: &Subject<'_>, measure: &Measure, found: &mut Findings<'_>) {
    if measure.sum_of.is_empty() || measure.rounded {
        return;
    }
    let parts = || measure.sum_of.iter().map(|id| subject.report.measure(id));
    let exact: Option<i128> = parts().map(number).sum();
    let printed: Option<i128> = parts().map(|part| as_printed(subject, part)).sum();
    // What does not add up exactly is said by another rule.
    if exact.is_none() || exact != number(measure) {
        return;
    }
    let (Some(sum), Some(whole)) = (printed, as_printed(subject, measure)) else {
        return;
    };
    if sum != whole {
        let figures: Vec<_> = parts().map(|part| figure(subject, part)).collect();
        let message = format!(
            "the parts of `{}` print as {}, which do not add up to {}",
            measure.id.value,
            figures.join(" + "),
            figure(subject, measure)
        );
        let hint =
            "print them with more `decimals`, or set `rounded: true`, which says so";
        found.warn(&measure.value.place, message, hint);
    }
}

/// “More than” before a figure that was rounded up is not true, nor “under” before one that was
/// rounded down.
fn qualifier(subject: &Subject<'_>, measure: &Measure, found: &mut Findings<'_>) {
    let (Some(exact), Some(printed)) = (number(measure), as_printed(subject, measure))
    else {
        return;
    };
    let is_untrue = match measure.qualifier {
        Qualifier::MoreThan | Qualifier::Over | Qualifier::AtLeast => printed > exact,
        Qualifier::FewerThan | Qualifier::Under | Qualifier::UpTo | Qualifier::Nearly => {
            printed < exact
        }
        Qualifier::Exactly | Qualifier::Around | Qualifier::About | Qualifier::EndOf => {
            false
        }
    };
    if is_untrue {
        let message = format!(
            "`{}` is {} exactly, and prints as `{} {}`",
            measure.id.value,
            crate::report::number::unscaled(exact),
            subject.locale.qualifier(measure.qualifier).unwrap_or_default(),
            figure(subject, measure)
        );
        let hint = "set `decimals` so that it is not rounded past its value";
        found.warn(&measure.value.place, message, hint);
    }
}
