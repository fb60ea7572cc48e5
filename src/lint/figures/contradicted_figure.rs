//! Figures that are typed with another value than a measure of the same thing has.

use crate::lint::{Findings, Passage, Subject, TextKind, word_list};
use crate::report::measure::{Context, written};
use crate::report::{Measure, MeasureForm, Qualifier, Unit};

use super::amounts::{Amount, AmountKind, Notation, amounts};
use super::known::{follows, number};
use super::phrases::{content, plain_spaces, sentence, shared};

/// Words that say that a figure is of another time, a part, or not exact.
const OTHER_THINGS: &[&str] = word_list!(
    "about, additional, aim, almost, another, approximately, around, average, before, \
     below, compared, each, earlier, every, extra, fell, further, half, hope, last, \
     least, nearly, new, next, other, others, part, per, plan, planned, previous, \
     remaining, rose, some, target, than, them, these, up, will",
);

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    report_same_as(subject, found);
    let known = subject.known();
    for (passage, amounts) in subject.amounts() {
        let Some(section) = passage.section else { continue };
        if !matches!(passage.kind, TextKind::Paragraph | TextKind::Line | TextKind::Title)
        {
            continue;
        }
        for amount in amounts {
            if !passage.is_typed(&amount.range)
                || amount.notation != Notation::Figures
                || known.equal(passage, amount).is_some()
            {
                continue;
            }
            let text = Sentence::new(passage, amount, subject);
            if text.speaks_of_other_things {
                continue;
            }
            let likely = known.in_section(section).filter_map(|at| {
                let measure = subject.report.measures.get(at)?;
                let likeness = text.likeness(measure, known.label(at), amount)?;
                Some((likeness, std::cmp::Reverse(at)))
            });
            if let Some((_, std::cmp::Reverse(at))) = likely.max() {
                let measure = &subject.report.measures[at];
                report(subject, passage, amount, measure, found);
            }
        }
    }
}

/// The sentence around an amount.
struct Sentence<'s> {
    /// What follows the amount.
    rest: &'s str,
    words: Vec<String>,
    /// Whether its figures may well be of another time, or a part of another figure, as
    /// they are where it prints a measure.
    speaks_of_other_things: bool,
}

impl<'s> Sentence<'s> {
    fn new(passage: &'s Passage<'_>, amount: &Amount, subject: &Subject<'_>) -> Self {
        let range = sentence(&passage.text, &amount.range);
        let text = &passage.text[range.clone()];
        let names_a_year = || {
            let all = amounts(text, subject.locale);
            all.iter().any(|it| it.notation == Notation::YearLike)
                || text.contains('/')
                || (1..=12).any(|month| text.contains(subject.locale.month(month)))
        };
        let other_words = || {
            let mut words = text.split(|c: char| !c.is_alphabetic());
            words.any(|word| OTHER_THINGS.contains(&&*word.to_lowercase()))
        };
        let prints = passage.measures.iter().any(|it| range.contains(&it.range.start));
        Self {
            rest: &passage.text[amount.range.end..range.end],
            words: content(text),
            speaks_of_other_things: prints || other_words() || names_a_year(),
        }
    }

    /// How many words of a measure's label speak for its being meant; `None` where too few
    /// do, or where the amount can be right beside it.
    fn likeness(
        &self,
        measure: &Measure,
        label: &[String],
        amount: &Amount,
    ) -> Option<usize> {
        let counted = || follows(self.rest, &measure.unit);
        let is_same_kind = match (amount.kind, &measure.unit.value) {
            (AmountKind::Number, Unit::Count { .. }) => counted(),
            (AmountKind::Money, Unit::Money(_))
            | (AmountKind::PerCent, Unit::Percent)
            | (AmountKind::Points, Unit::PercentagePoints) => true,
            _ => false,
        };
        if !is_same_kind {
            return None;
        }
        let value = number(measure)?.abs();
        let is_other_form = measure.qualifier != Qualifier::Exactly
            && (value - amount.size).abs() <= value / 4;
        if value == amount.size || is_other_form {
            return None;
        }
        let unit = match &measure.unit.value {
            Unit::Count { plural, .. } => content(plural),
            _ => Vec::new(),
        };
        // The noun is in the sentence at any rate: the other words of the label decide.
        let label: Vec<String> =
            label.iter().filter(|word| !unit.contains(word)).cloned().collect();
        let common = shared(&label, &self.words);
        let wanted = match amount.kind {
            AmountKind::Number => label.len().div_ceil(2).max(1),
            _ => label.len().max(2),
        };
        (common >= wanted).then_some(common)
    }
}

fn report(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    amount: &Amount,
    measure: &Measure,
    found: &mut Findings<'_>,
) {
    let typed = plain_spaces(&passage.text[amount.range.clone()]);
    let id = &measure.id.value;
    let message = format!(
        "`{typed}` is typed, and the measure `{id}` in the same section says `{}`",
        said(subject, measure)
    );
    let hint = format!("write `{{{id}}}`, or say what else is counted");
    found.warn_in(passage, &amount.range, message, hint);
    found.relate(&measure.value.place, "the measure");
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
