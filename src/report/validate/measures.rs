//! Measures: how they relate to each other, and words that they need.

use fixed_decimal::UnsignedDecimal;

use crate::diagnostic::{Diagnostic, Problems};
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::model::{HouseStyle, Id, Measure, MeasureValue, Report, Unit};

use super::index::Index;

pub(super) fn check(report: &Report, index: &Index, problems: &Problems) {
    report_cycles(report, index, problems);
    for measure in &report.measures {
        report_missing_singular(measure, &report.brand.style, problems);
    }
    report_known_units(&report.brand.style, problems);
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

/// “1 visits” must not come to print.
fn report_missing_singular(measure: &Measure, style: &HouseStyle, problems: &Problems) {
    let Unit::Count { plural, singular: None } = &measure.unit.value else {
        return;
    };
    if style.unit(plural).is_some() {
        return;
    }
    let MeasureValue::Number(value) = &measure.value.value else { return };
    if value.absolute == UnsignedDecimal::from(1_u8) {
        let message = format!("one of `{plural}` has no singular");
        problems.push(
            Diagnostic::warning(code::MISSING_FIELD, message)
                .at(&measure.value.place)
                .hint("add `singular`"),
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
