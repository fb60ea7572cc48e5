//! One figure that is written down as two measures, or two figures under one name.

use std::collections::HashMap;

use crate::lint::{Findings, Subject};
use crate::report::number::ONE;
use crate::report::{Measure, Text};

use super::known::number;
use super::phrases::{content, shared};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    // By value, so that a report of many measures is not compared each with each.
    let mut by_value: HashMap<i128, Vec<(&Measure, Vec<String>)>> = HashMap::new();
    for measure in &subject.report.measures {
        let Some(value) = number(measure) else { continue };
        let label = content(&measure.label);
        let alike = by_value.entry(value).or_default();
        let first = alike.iter().find(|(first, words)| {
            is_same_kind(first, measure)
                && !is_related(subject, first, measure)
                && (first.label.value.to_lowercase()
                    == measure.label.value.to_lowercase()
                    || is_same_label(words, &label, value))
        });
        if let Some((first, _)) = first {
            let message = format!(
                "`{}` has the value, the unit, the period and the label of `{}`",
                measure.id.value, first.id.value
            );
            let hint =
                format!("add `same_as: {}`, or remove one of them", first.id.value);
            found.warn(&measure.id.place, message, hint);
            found.relate(&first.id.place, "the first is here");
        }
        alike.push((measure, label));
    }
    two_of_one_name(subject, found);
}

/// Finds measures of one label, unit and period whose values differ: in the tables of figures
/// nothing tells them apart.
fn two_of_one_name(subject: &Subject<'_>, found: &mut Findings<'_>) {
    // By name, so that a report of many measures is not compared each with each.
    let mut firsts: HashMap<String, &Measure> = HashMap::new();
    for measure in subject.report.measures.iter().filter(|measure| measure.listed) {
        let Some(value) = number(measure) else { continue };
        let first = *firsts.entry(name(measure)).or_insert(measure);
        if number(first) == Some(value) || is_related(subject, first, measure) {
            continue;
        }
        let message = format!(
            "`{}` has the label, the unit and the period of `{}`, and another value",
            measure.id.value, first.id.value
        );
        let hint = "remove one of them, or say in the labels what sets them apart";
        found.warn(&measure.id.place, message, hint);
        found.relate(&first.id.place, "the first is here");
    }
}

/// What a measure is called and counts, in which time.
fn name(measure: &Measure) -> String {
    let Measure { label, unit, change, per, period, .. } = measure;
    let text = |text: &Option<Text>| text.as_ref().map(|it| it.value.to_lowercase());
    let label = label.value.to_lowercase();
    format!("{label}\n{:?}\n{change:?}\n{:?}\n{:?}", unit.value, text(per), text(period))
}

/// Whether two measures of one value count the same in the same time.
fn is_same_kind(one: &Measure, other: &Measure) -> bool {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.to_lowercase());
    one.unit.value == other.unit.value
        && one.change == other.change
        && text(&one.per) == text(&other.per)
        && text(&one.period) == text(&other.period)
}

/// Whether the report says how two measures relate.
fn is_related(subject: &Subject<'_>, one: &Measure, other: &Measure) -> bool {
    let report = subject.report;
    // Measures that are the same as a third are the same as each other.
    let root = |measure: &Measure| {
        let mut at = &measure.id;
        while let Some(next) = &report.measure(at).same_as {
            at = next;
        }
        at.value.clone()
    };
    let is_part = |part: &Measure, whole: &Measure| {
        part.part_of.as_ref().is_some_and(|id| id.value == whole.id.value)
            || whole.sum_of.iter().any(|id| id.value == part.id.value)
    };
    root(one) == root(other) || is_part(one, other) || is_part(other, one)
}

/// Whether two labels say the same. One word more may be all that sets two small counts
/// apart; two that share a long number are hardly so by chance.
fn is_same_label(one: &[String], other: &[String], value: i128) -> bool {
    let common = shared(one, other);
    let spare = one.len().abs_diff(other.len());
    let digits = (value / ONE).to_string();
    let is_long = digits.trim_matches(['0', '-']).len() >= 3;
    common >= 2
        && common == one.len().min(other.len())
        && (spare == 0 || (spare == 1 && is_long))
}
