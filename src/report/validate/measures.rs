//! Measures: how they relate to each other, and words that they need.

use fixed_decimal::UnsignedDecimal;

use crate::diagnostic::{Diagnostic, Problems};
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::model::visit::{Scope, Visit, walk, walk_inline};
use crate::report::model::{
    HouseStyle, Id, Inline, Measure, MeasureForm, MeasureValue, Report, Unit,
};

use crate::report::locale::{Locale, category_name};
use crate::report::measure;
use crate::report::number::{ONE, scaled};
use crate::report::status;

use super::index::Index;
use super::performance;

pub(super) fn check(report: &Report, index: &Index, problems: &Problems) {
    report_cycles(report, index, problems);
    // That there are no words for the language has been said.
    let locale = report.locale();
    for measure in &report.measures {
        if let Some(locale) = locale {
            report_missing_form(measure, &report.brand.style, locale, problems);
        }
    }
    report_known_units(&report.brand.style, problems);
    for measure in &report.measures {
        report_unreadable_ratio(measure, problems);
        performance::check(measure, locale.map(|it| &**it), problems);
    }
    report_series_of_ratios(report, problems);
    walk(report, &mut Forms { report, index, problems });
}

/// How far a measure has been followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Reports measures that are, over `part_of` and `same_as`, a part of themselves.
fn report_cycles(report: &Report, index: &Index, problems: &Problems) {
    let targets = |at: usize| -> Vec<(usize, &Id)> {
        let measure = &report.measures[at];
        let related = [&measure.part_of, &measure.same_as].into_iter().flatten();
        related
            .filter_map(|id| Some((index.position(NounKind::Measure, id)?, id)))
            .collect()
    };
    let mut states = vec![State::New; report.measures.len()];
    for start in 0..report.measures.len() {
        if states[start] != State::New {
            continue;
        }
        // A stack of its own: a long chain must not use up the program's.
        states[start] = State::Open;
        let mut stack = vec![(start, targets(start))];
        while let Some((at, open)) = stack.last_mut() {
            match open.pop() {
                Some((next, id)) => match states[next] {
                    State::New => {
                        states[next] = State::Open;
                        stack.push((next, targets(next)));
                    }
                    State::Open => {
                        let message = format!("`{}` leads back to itself", id.value);
                        let hint = "remove one of `part_of` and `same_as` on the way";
                        problems.error(code::CYCLE, &id.place, message, hint);
                    }
                    State::Done => {}
                },
                None => {
                    states[*at] = State::Done;
                    stack.pop();
                }
            }
        }
    }
}

/// “1 visits” must not come to print, nor another number with a form that its language has not for it.
fn report_missing_form(
    measure: &Measure,
    style: &HouseStyle,
    locale: &Locale,
    problems: &Problems,
) {
    let Unit::Count { plural, singular, forms } = &measure.unit.value else {
        return;
    };
    let declared = style.unit(plural);
    let (plural, singular, forms) = match declared {
        Some(unit) => {
            (&unit.plural.value, unit.singular.as_ref().map(|it| &it.value), &unit.forms)
        }
        None => (plural, singular.as_ref(), forms),
    };
    let numbers = match &measure.value.value {
        MeasureValue::Number(value) => vec![value],
        MeasureValue::Range { to, .. } => vec![to],
        _ => return,
    };
    for value in numbers {
        let is_said = locale.counted(&value.absolute, plural, singular, forms).is_some();
        if is_said || measure::prints_in_scale(measure, value, style, locale) {
            continue;
        }
        let form = category_name(locale.category(&value.absolute));
        let is_one = value.absolute == UnsignedDecimal::from(1_u8);
        // A declared unit has one name where it gives no other.
        if declared.is_some() && is_one {
            continue;
        }
        // What the singular stands for in this language is asked for by its own field.
        let (message, hint) = match form {
            "zero" | "one" | "other" => (
                format!("one of `{plural}` has no singular"),
                "add `singular`".to_owned(),
            ),
            _ => (
                format!("`{plural}` has no form for {}", value.absolute),
                format!("add `{form}` to `forms`"),
            ),
        };
        problems.push(
            Diagnostic::warning(code::MISSING_FIELD, message)
                .at(&measure.value.place)
                .hint(hint),
        );
    }
}

/// A name means one unit: that of a known one cannot be given to another, nor one name to two.
fn report_known_units(style: &HouseStyle, problems: &Problems) {
    let mut names: Vec<&str> = Vec::new();
    for unit in &style.units {
        let others = [unit.singular.as_ref(), unit.symbol.as_ref()];
        for name in std::iter::once(&unit.plural).chain(others.into_iter().flatten()) {
            let is_own =
                unit.plural.value == name.value && unit.plural.place != name.place;
            let message = match Unit::named(name) {
                Unit::Count { .. } if is_own || !names.contains(&&*name.value) => {
                    names.push(name);
                    continue;
                }
                Unit::Count { .. } => format!("`{}` names two units", &**name),
                known => {
                    format!("`{}` is a unit that is known: {}", &**name, known.in_words())
                }
            };
            problems.error(
                code::DUPLICATE_ID,
                &name.place,
                message,
                "give it another name",
            );
        }
    }
}

/// No more than all, and no less than none, are out of some; and what is less than one out of one may be a
/// share or a ratio.
fn report_unreadable_ratio(measure: &Measure, problems: &Problems) {
    let Unit::Ratio { out_of } = &measure.unit.value else { return };
    // That it is missing has been said.
    if *out_of == 0 {
        return;
    }
    let own = match &measure.value.value {
        MeasureValue::Number(number) => Some((number, &measure.value.place)),
        _ => None,
    };
    let past = measure.history.iter().map(|it| (&it.value.value, &it.value.place));
    // What is out of one has its unit for a cause, which is said once.
    let most = if *out_of == 1 { 1 } else { usize::MAX };
    for (number, place) in own.into_iter().chain(past).take(most) {
        let is_within = (0..=i128::from(*out_of) * ONE).contains(&scaled(number));
        let hint = match out_of {
            1 => "set `unit: \"%\"` for a share, and write it in per cent, or `unit: to one` for \
                a ratio such as “0.8 to 1”"
                .to_owned(),
            _ if is_within => continue,
            _ => format!(
                "write a number from 0 to {out_of}, or set `unit: to one` for a ratio such as “4 to 1”"
            ),
        };
        let message = format!("`{number} out of {out_of}` has no reading");
        problems.error(code::FIELDS_DISAGREE, place, message, hint);
    }
}

/// A series does not say out of how many its values are.
fn report_series_of_ratios(report: &Report, problems: &Problems) {
    for series in &report.series {
        if matches!(Unit::named(&series.unit), Unit::Ratio { .. }) {
            let message = "a series of ratios does not say out of how many they are";
            let hint = "set `unit: to one` for “4 to 1”, or `unit: \"%\"`";
            problems.error(code::FIELDS_DISAGREE, &series.unit.place, message, hint);
        }
    }
}

/// Reads the forms in which text prints measures: a measure must have what a form is of.
struct Forms<'c> {
    report: &'c Report,
    index: &'c Index,
    problems: &'c Problems,
}

impl<'r> Visit<'r> for Forms<'_> {
    fn inline(&mut self, inline: &'r Inline, scope: Scope<'r>) {
        if let Inline::Measure { id, form } = inline
            && let Some(position) = self.index.position(NounKind::Measure, id)
        {
            let measure = &self.report.measures[position];
            let style = &self.report.brand.style;
            let lacking = match form {
                MeasureForm::Target if measure.target.is_none() => "no `target`",
                MeasureForm::Previous if status::against(measure).is_none() => {
                    "no value in its `comparator`, and no `history`"
                }
                MeasureForm::Change if status::change(measure).is_none() => {
                    "no number before it in its `history`, or in a `comparator` whose `label` names a time"
                }
                MeasureForm::Status if status::outcome(measure, style).is_none() => {
                    "no status: it takes a rule, `better`, and what it is held against"
                }
                _ => "",
            };
            if lacking.is_empty() {
                return;
            }
            let message = format!("`{}` has {lacking}", id.value);
            let hint = "give it that, or leave the form after the bar out";
            self.problems.error(code::MISSING_FIELD, &id.place, message, hint);
        }
        walk_inline(self, inline, scope);
    }
}
