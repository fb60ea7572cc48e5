//! Figures that are typed where a measure of the report could print them.

use std::ops::Range;

use crate::lint::{Findings, Passage, Subject, TextKind};
use crate::report::measure::{Context, written};
use crate::report::{Measure, MeasureForm};

use super::amounts::Amount;
use super::phrases::plain_spaces;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let known = subject.known();
    // A name may well hold a figure: what the source printed, a year of a plan.
    for (passage, amounts) in subject.amounts().filter(|it| it.0.kind != TextKind::Name) {
        for amount in amounts {
            if passage.is_typed(&amount.range)
                && !subject.reconciled().has(passage, &amount.range)
                && let Some(measure) = known.equal(passage, amount)
            {
                report(subject, passage, amount, measure, found);
            }
        }
    }
}

fn report(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    amount: &Amount,
    measure: &Measure,
    found: &mut Findings<'_>,
) {
    let style = &subject.report.brand.style;
    let context = match passage.kind {
        TextKind::Paragraph => Context::Prose,
        _ => Context::Display,
    };
    let (range, form) = with_qualifier(subject, passage, amount, measure);
    let typed = plain_spaces(&passage.text[range.clone()]);
    let printed = written(measure, form, style, subject.locale, context);
    let printed = plain_spaces(&printed);
    let id = &measure.id.value;
    let mut message = format!("`{typed}` is typed, and is the measure `{id}`");
    if printed != typed {
        message.push_str(&format!(", which prints as `{printed}`"));
    }
    let hint = match form {
        MeasureForm::Sentence => format!("write `{{{id}|sentence}}`"),
        _ => format!("write `{{{id}}}`"),
    };
    found.warn_in(passage, &range, message, hint);
}

/// The bytes of an amount with the measure's qualifier, where that is typed before it, and
/// the form of a reference that takes their place.
fn with_qualifier(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    amount: &Amount,
    measure: &Measure,
) -> (Range<usize>, MeasureForm) {
    let range = amount.range.clone();
    let before = passage.text[..range.start].trim_end_matches([' ', '\u{a0}']);
    let typed = subject.locale.qualifier(measure.qualifier).and_then(|qualifier| {
        let start = before.len().checked_sub(qualifier.len())?;
        let typed = before.get(start..)?;
        (typed.to_lowercase() == qualifier).then_some((start, typed))
    });
    match typed {
        Some((start, typed)) if typed.starts_with(char::is_uppercase) => {
            (start..range.end, MeasureForm::Sentence)
        }
        Some((start, _)) => (start..range.end, MeasureForm::Full),
        None => (range, MeasureForm::Full),
    }
}
