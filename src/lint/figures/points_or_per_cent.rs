//! Per cent where percentage points are meant, and the reverse.
//!
//! From 40% to 35% is a fall of five percentage points, and of 12.5 per cent.

use crate::lint::{Findings, Passage, Subject, word_list};
use crate::report::number::{ONE, scaled};
use crate::report::{Measure, Unit};

use super::amounts::{Amount, AmountKind};
use super::known::number;
use super::phrases::{content, phrase, plain_spaces, sentence, shared};
use super::reconcile::About;

/// Words of a change.
const CHANGES: &[&str] = word_list!(
    "cut, cuts, decrease, decreased, drop, dropped, fall, fallen, fell, gain, gained, \
     grew, grown, growth, improved, improvement, increase, increased, lower, higher, \
     decline, declined, reduced, reduction, rise, risen, rose, up, down, change",
);

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for measure in &subject.report.measures {
        label(measure, found);
        difference_of_levels(subject, measure, found);
    }
    subject.reconciled().tell(About::Points, subject, found);
    for (passage, all) in subject.amounts() {
        after_references(subject, passage, found);
        if !passage.text.contains(['%', 'p']) {
            continue;
        }
        for amount in all {
            typed_unit(passage, amount, found);
        }
        typed_difference(subject, passage, all, found);
    }
}

/// A label that speaks of the other unit than its measure has.
fn label(measure: &Measure, found: &mut Findings<'_>) {
    let text = measure.label.value.to_lowercase();
    let says_points =
        text.contains("percentage point") || text.contains("per cent point");
    // “the per cent of” names a share, which can change by points.
    let says_per_cent = ["per cent", "percent ", "%"].iter().any(|word| {
        text.split_once(word).is_some_and(|(_, rest)| {
            !["of ", "who ", "that ", "point"]
                .iter()
                .any(|it| rest.trim_start().starts_with(it))
        })
    });
    let (said, remedy) = match measure.unit.value {
        Unit::Percent if measure.change.is_some() && says_points => {
            ("percentage points", "set `unit: percentage points`, or correct the label")
        }
        Unit::PercentagePoints if says_per_cent && !says_points => {
            ("per cent", "set `unit: \"%\"`, or correct the label")
        }
        _ => return,
    };
    let is = if measure.unit.value == Unit::Percent {
        "per cent"
    } else {
        "percentage points"
    };
    let message =
        format!("`{}` is in {is}, and its label speaks of {said}", measure.id.value);
    found.warn(&measure.label.place, message, remedy);
}

/// A change in per cent that is the difference of two percentages which the report has.
fn difference_of_levels(
    subject: &Subject<'_>,
    measure: &Measure,
    found: &mut Findings<'_>,
) {
    if measure.unit.value != Unit::Percent || measure.change.is_none() {
        return;
    }
    let Some(change) = number(measure).filter(|change| *change != 0) else { return };
    let words = content(&measure.label);
    for level in &subject.report.measures {
        if level.unit.value != Unit::Percent || level.change.is_some() {
            continue;
        }
        let earlier = level.comparator.as_ref().and_then(|it| it.value.as_ref());
        let (Some(now), Some(earlier)) = (number(level), earlier) else { continue };
        let then = scaled(&earlier.value);
        let common = shared(&words, &content(&level.label));
        if is_difference(then, now, change)
            && common >= 2
            && common >= words.len().div_ceil(2)
        {
            let message = format!(
                "`{}` is the difference between the percentages of `{}`, which is in \
                 percentage points",
                measure.id.value, level.id.value
            );
            found.warn(&measure.value.place, message, "set `unit: percentage points`");
            return;
        }
    }
}

/// Whether a change is what one percentage less another comes to. From 100% the change in
/// per cent and in points is the same, and either can be said.
fn is_difference(from: i128, to: i128, change: i128) -> bool {
    from != 100 * ONE && to.saturating_sub(from) == change
}

/// A unit typed after a reference that has another.
fn after_references(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    found: &mut Findings<'_>,
) {
    for printed in &passage.measures {
        let measure = subject.report.measure(printed.id);
        let rest = &passage.text[printed.range.end..];
        let points = || {
            let words = ["points", "point", "percentage points", "percentage point"];
            phrase(rest, &words).is_some()
        };
        let per_cent = || {
            phrase(rest, &["per cent", "percent"]).is_some()
                || rest.trim_start_matches([' ', '\u{a0}']).starts_with('%')
        };
        let (is, typed, hint) = match measure.unit.value {
            Unit::Percent if points() => (
                "per cent",
                "percentage points",
                "set `unit: percentage points`, or take the words out".to_owned(),
            ),
            Unit::Percent if per_cent() => (
                "per cent",
                "per cent again",
                format!("take the words after `{{{}}}` out", printed.id.value),
            ),
            Unit::PercentagePoints if per_cent() => (
                "percentage points",
                "per cent",
                "set `unit: \"%\"`, or take the words out".to_owned(),
            ),
            Unit::PercentagePoints if points() => (
                "percentage points",
                "the points again",
                format!("take the words after `{{{}}}` out", printed.id.value),
            ),
            _ => continue,
        };
        let message = format!(
            "`{}` prints in {is}, and the text after it says {typed}",
            printed.id.value
        );
        found.warn(&printed.id.place, message, hint);
    }
}

/// “5% points”, which is neither.
fn typed_unit(passage: &Passage<'_>, amount: &Amount, found: &mut Findings<'_>) {
    if amount.kind != AmountKind::PerCentPoints || !passage.is_typed(&amount.range) {
        return;
    }
    let typed = plain_spaces(&passage.text[amount.range.clone()]);
    let end =
        typed.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(typed.len());
    let message = format!("`{typed}` is neither per cent nor percentage points");
    let hint = format!("write `{} percentage points`", &typed[..end]);
    found.warn_in(passage, &amount.range, message, hint);
}

/// “from 40% to 35%, a fall of 5%”: the third is the difference of the others.
fn typed_difference(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    all: &[Amount],
    found: &mut Findings<'_>,
) {
    let is_per_cent = |it: &&Amount| it.kind == AmountKind::PerCent;
    for (at, pair) in all.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let before = passage.text[..from.range.start].trim_end();
        let between = passage.text[from.range.end..to.range.start].trim();
        if !(is_per_cent(&from) && is_per_cent(&to))
            || between != "to"
            || !before.ends_with("from")
        {
            continue;
        }
        let range = sentence(&passage.text, &from.range);
        let words = passage.text[range.clone()].split(|c: char| !c.is_alphabetic());
        let tells_change =
            words.into_iter().any(|word| CHANGES.contains(&&*word.to_lowercase()));
        let direction = (to.size - from.size).signum();
        // The difference is said just before or just after.
        let near = all.iter().take(at + 5).skip(at.saturating_sub(3));
        let third = near.filter(is_per_cent).find(|it| {
            it.range != from.range
                && it.range != to.range
                && range.contains(&it.range.start)
                && is_difference(from.size, to.size, it.size * direction)
        });
        let is_told = |it: &Amount| subject.reconciled().has(passage, &it.range);
        let third = third.filter(|it| tells_change && !is_told(it));
        let Some(third) = third else { continue };
        let text = |amount: &Amount| plain_spaces(&passage.text[amount.range.clone()]);
        let message = format!(
            "`{}` is the difference between `{}` and `{}`, which is in percentage points",
            text(third),
            text(from),
            text(to)
        );
        let hint = "write `percentage points` in place of per cent";
        found.warn_in(passage, &third.range, message, hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_not_a_change_in_per_cent() {
        assert!(is_difference(40 * ONE, 35 * ONE, -5 * ONE));
        assert!(!is_difference(40 * ONE, 35 * ONE, -125 * ONE / 10));
        // Both at once: from 100% the two are the same.
        assert!(!is_difference(100 * ONE, 95 * ONE, -5 * ONE));
    }
}
