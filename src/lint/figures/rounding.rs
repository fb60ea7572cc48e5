//! Figures that rounding makes untrue as they print: sums that no longer cast, qualifiers, what prints
//! as nought or as all, and what is said of figures that print alike.

use crate::lint::{Findings, Subject};
use crate::report::number::{ONE, scaled};
use crate::report::status::{self, Outcome};
use crate::report::{Measure, MeasureValue, Qualifier, Unit, measure};

use super::known::number;
use super::phrases::plain_spaces;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for measure in &subject.report.measures {
        sum(subject, measure, found);
        qualifier(subject, measure, found);
        nought_or_all(subject, measure, found);
        printed_alike(subject, measure, found);
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

/// What is a little prints as nought, or what is nearly all as all of it.
fn nought_or_all(subject: &Subject<'_>, measure: &Measure, found: &mut Findings<'_>) {
    let own = match &measure.value.value {
        MeasureValue::Number(number) => Some((number, &measure.value.place)),
        _ => None,
    };
    let target = measure.target.as_ref().map(|it| &it.value);
    let comparator = measure.comparator.as_ref().and_then(|it| it.value.as_ref());
    let others = target.into_iter().chain(comparator);
    let others = others.chain(measure.history.iter().map(|past| &past.value));
    let all = own.into_iter().chain(others.map(|it| (&it.value, &it.place)));
    for (number, place) in all {
        let style = &subject.report.brand.style;
        let exact = scaled(number);
        let printed =
            scaled(&measure::rounded_alike(measure, number, style, subject.locale));
        let is_all = measure.unit.value == Unit::Percent && printed == 100 * ONE;
        if exact == printed || !(printed == 0 || is_all) {
            continue;
        }
        let display = measure::Context::Display;
        let shown = measure::alike(measure, number, style, subject.locale, display);
        let message = format!(
            "{number} of `{}` prints as `{}`, which it is not",
            measure.id.value,
            plain_spaces(&shown)
        );
        let hint = "print it with more `decimals`, or in a smaller scale";
        found.warn(place, message, hint);
    }
}

/// A status or a direction contradicts figures that print alike.
fn printed_alike(subject: &Subject<'_>, measure: &Measure, found: &mut Findings<'_>) {
    let style = &subject.report.brand.style;
    let (Some(exact), Some(printed)) = (number(measure), as_printed(subject, measure))
    else {
        return;
    };
    let prints_alike = |other| {
        let shown = measure::rounded_alike(measure, other, style, subject.locale);
        scaled(other) != exact && scaled(&shown) == printed
    };
    let outcome = status::outcome(measure, style);
    let target = measure.target.as_ref().map(|it| &it.value);
    let target = target.filter(|it| prints_alike(&it.value));
    let id = &measure.id.value;
    let figure = figure(subject, measure);
    if target.is_some() && matches!(outcome, Some(Outcome::Close | Outcome::Missed)) {
        let word = measure::status_word(measure, style, subject.locale);
        let message = format!(
            "`{id}` and its target both print as {figure}, and its status is `{}`",
            word.unwrap_or_default()
        );
        let hint = "print it with more `decimals`, so that readers see why";
        found.warn(&measure.value.place, message, hint);
    }
    let before = status::against(measure).filter(|it| prints_alike(it.value));
    if let Some(before) = before.filter(|_| measure.change.is_none()) {
        let message = format!(
            "`{id}` and what it is held against, `{}`, both print as {figure}, and are said to differ",
            before.label.value
        );
        let hint = "print it with more `decimals`, so that readers see by how much";
        found.warn(&measure.value.place, message, hint);
    }
}
