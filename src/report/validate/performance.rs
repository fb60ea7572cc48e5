//! Performance: that what a measure is held against goes with its value and its history.
//!
//! What a rule says of a measure is worked out by [`report::status`](crate::report::status).

use fixed_decimal::Decimal;

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::locale::Locale;
use crate::report::model::{Measure, StatusBy, Text};
use crate::report::number::scaled;
use crate::report::status::{self, AgainstKind};
use crate::report::times::{Times, is_same_time, is_year_before};

pub(super) fn check(measure: &Measure, locale: Option<&Locale>, problems: &Problems) {
    report_wrong_history(measure, problems);
    report_wrong_comparator(measure, problems);
    // That there are no words for the language has been said.
    if let Some(locale) = locale {
        report_history_out_of_order(measure, locale, problems);
    }
    report_unjudged(measure, problems);
}

/// A history names each period once, and says of the measure's own what the measure says.
fn report_wrong_history(measure: &Measure, problems: &Problems) {
    for (at, past) in measure.history.iter().enumerate() {
        let period = &past.period;
        if measure.history[..at].iter().any(|other| other.period.value == period.value) {
            let message = format!("the history has `{}` twice", &**period);
            problems.error(
                code::DUPLICATE_FIELD,
                &period.place,
                message,
                "remove one of them",
            );
        }
        let own = measure.period.as_ref().filter(|own| own.value == period.value);
        let differs = |value| scaled(value) != scaled(&past.value.value);
        if own.is_some() && status::number(measure).is_some_and(differs) {
            let message = format!(
                "the history has {} in `{}`, and the value of that period is {}",
                past.value.value,
                &**period,
                status::number(measure).map(ToString::to_string).unwrap_or_default()
            );
            let hint = "correct one of them, or leave the period out of the history";
            problems.error(code::FIELDS_DISAGREE, &past.value.place, message, hint);
        }
    }
}

/// A history goes from the oldest period to the latest, and the measure's own is later still.
fn report_history_out_of_order(measure: &Measure, locale: &Locale, problems: &Problems) {
    let periods: Vec<&Text> = measure
        .history
        .iter()
        .map(|past| &past.period)
        .filter(|period| {
            measure.period.as_ref().is_none_or(|own| own.value != period.value)
        })
        .chain(&measure.period)
        .collect();
    let labels = periods.iter().map(|period| &*period.value);
    let Err(out) = Times::read(labels, locale) else { return };
    let [Some(before), Some(period)] =
        [out.point.checked_sub(1), Some(out.point)].map(|at| periods.get(at?))
    else {
        return;
    };
    // What stands twice is said by itself.
    if before.value == period.value {
        return;
    }
    let is_own = measure.period.as_ref().is_some_and(|own| own.value == period.value);
    let (place, message) = if is_own {
        let message = format!(
            "the history has `{}`, which is not before the measure's own `{}`",
            before.value, period.value
        );
        (&before.place, message)
    } else {
        let message = format!(
            "the history has `{}` after `{}`, which is later",
            period.value, before.value
        );
        (&period.place, message)
    };
    let hint = "write the periods in order of time, the oldest first, up to the one before its own";
    problems.error(code::FIELDS_DISAGREE, place, message, hint);
}

/// A comparator of the measure itself says of a time what the history and the measure say of it.
fn report_wrong_comparator(measure: &Measure, problems: &Problems) {
    let Some(comparator) = &measure.comparator else { return };
    let Some(value) = &comparator.value else { return };
    // What is of others has a value of its own.
    if status::comparator(measure).is_none_or(|it| it.kind != AgainstKind::Earlier) {
        return;
    }
    let own = measure.period.as_ref();
    let time = comparator.period.as_ref().unwrap_or(&comparator.label);
    let is_of = |period: &Text| {
        is_same_time(&period.value, &time.value)
            || own.is_some_and(|own| {
                status::is_year_ago(&time.value)
                    && is_year_before(&period.value, &own.value)
            })
    };
    let differs = |other: &Decimal| scaled(other) != scaled(&value.value);
    let wrong = status::past(measure).find(|it| is_of(&it.period));
    let now = status::number(measure)
        .filter(|_| own.is_some_and(|own| is_same_time(&own.value, &time.value)));
    let (which, period, other) = match (wrong, own, now) {
        (Some(past), ..) => ("the history", &past.period, &past.value.value),
        (None, Some(own), Some(now)) => ("the measure", own, now),
        _ => return,
    };
    if differs(other) {
        let message = format!(
            "the comparator `{}` is {}, and {which} has {other} in `{}`",
            &*comparator.label, value.value, &**period
        );
        let hint = match wrong {
            Some(_) => {
                "correct one of them, or remove the comparator: the history is enough"
            }
            None => {
                "correct one of them, or say in `label` of what time the comparator is"
            }
        };
        problems.error(code::FIELDS_DISAGREE, &value.place, message, hint);
    }
}

/// A measure with a rule of its own says which way is better, and has what it is held against.
fn report_unjudged(measure: &Measure, problems: &Problems) {
    let Some(rule) = &measure.status else { return };
    let (is_there, wanted) = match rule.by {
        StatusBy::Nothing => return,
        StatusBy::Target => (measure.target.is_some(), "no `target`"),
        StatusBy::Previous => (
            status::earlier(measure).is_some(),
            "no `history`, and no value in a `comparator` whose `label` names a time,",
        ),
    };
    let id = &measure.id.value;
    let place = &measure.value.place;
    if measure.better.is_none() {
        let message =
            format!("`{id}` has a `status`, and nothing says which way is better");
        let hint = "add `better: higher` or `better: lower`";
        problems.error(code::MISSING_FIELD, place, message, hint);
    }
    if !is_there {
        let message = format!("`{id}` has a `status`, and {wanted} to judge by");
        problems.error(
            code::MISSING_FIELD,
            place,
            message,
            "add one, or remove `status`",
        );
    }
}
