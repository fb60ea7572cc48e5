//! Statuses as readers get them: the word of a measure's rule, its shape, and what the rule is.

use recto_macros::Shown;

use super::abbreviations::capitalised;
use super::basis::Basis;
use super::text::{Text, distinct};
use crate::report::status::{self, Outcome};
use crate::report::{
    self, Locale, StateShape, StatusBy, StatusRule, Tone, Unit, Within, measure,
};

/// What the rule of a measure says of it.
#[derive(Debug, Shown)]
pub struct Status {
    /// Its word: “Met”.
    pub word: Text,
    /// The shape that is drawn before it.
    #[shown(aside)]
    pub shape: &'static str,
    /// What it means: `plain`, `good`, `caution` or `bad`.
    #[shown(aside)]
    pub tone: &'static str,
    /// What the statuses of the rule mean.
    pub rule: Text,
}

impl Status {
    /// The status of a measure; `None` where it has no rule or cannot be judged.
    pub(super) fn of(measure: &report::Measure, basis: &Basis<'_>) -> Option<Self> {
        let (style, locale) = (&basis.report.brand.style, basis.locale);
        let outcome = status::outcome(measure, style)?;
        let rule = status::rule(measure, style)?;
        let word = measure::outcome_word(outcome, rule.words.as_ref(), locale);
        let (shape, tone) = drawn(outcome);
        let place = &measure.value.place;
        Some(Self {
            word: Text::at(word, place),
            shape: shape.name(),
            tone: tone.name(),
            rule: Text::at(rule_in_words(measure, rule, basis), place),
        })
    }
}

/// How an outcome is drawn: no two of one rule have the same shape.
fn drawn(outcome: Outcome) -> (StateShape, Tone) {
    match outcome {
        Outcome::Met => (StateShape::Tick, Tone::Good),
        Outcome::Close => (StateShape::Diamond, Tone::Caution),
        Outcome::Missed => (StateShape::Cross, Tone::Bad),
        Outcome::Improving => (StateShape::Disc, Tone::Good),
        Outcome::Steady => (StateShape::Ring, Tone::Plain),
        Outcome::Worsening => (StateShape::Square, Tone::Bad),
    }
}

/// What the statuses of a rule mean: “Met: at the target or better; Close: …”.
fn rule_in_words(
    measure: &report::Measure,
    rule: &StatusRule,
    basis: &Basis<'_>,
) -> String {
    let (style, locale) = (&basis.report.brand.style, basis.locale);
    let within = rule.within.as_ref().map(|within| match &within.value {
        Within::PerCent(share) => locale.per_cent(&locale.digits(&share.absolute)),
        // The house's own distance is in the unit of each measure.
        Within::Amount(amount) if measure.status.is_none() => {
            locale.digits(&amount.absolute)
        }
        Within::Amount(amount) => {
            let points = Unit::PercentagePoints;
            let unit = &measure.unit.value;
            let unit = if *unit == Unit::Percent { &points } else { unit };
            measure::number_of(amount, unit, style, locale)
        }
    });
    let names: &[(Outcome, &'static str)] = match (rule.by, &within) {
        (StatusBy::Previous, None) => &[
            (Outcome::Improving, "rule-improving"),
            (Outcome::Steady, "rule-steady"),
            (Outcome::Worsening, "rule-worsening"),
        ],
        (StatusBy::Previous, Some(_)) => &[
            (Outcome::Improving, "rule-improving-within"),
            (Outcome::Steady, "rule-steady-within"),
            (Outcome::Worsening, "rule-worsening"),
        ],
        (_, None) => &[(Outcome::Met, "rule-met"), (Outcome::Missed, "rule-missed")],
        (_, Some(_)) => &[
            (Outcome::Met, "rule-met"),
            (Outcome::Close, "rule-close"),
            (Outcome::Missed, "rule-missed"),
        ],
    };
    let parts = names.iter().map(|(outcome, name)| {
        let word = measure::outcome_word(*outcome, rule.words.as_ref(), locale);
        let within = within.as_deref().unwrap_or_default();
        locale.word(name).replace("{word}", &word).replace("{within}", within)
    });
    format!("{}.", parts.collect::<Vec<_>>().join("; "))
}

/// So many measures of one rule are not named one by one.
const MANY: usize = 4;

/// What the statuses of some measures mean, each with the name of its measure. Where they are judged by
/// several rules, each names what it judges; that of most comes last, and need not name many.
pub(super) fn rules<'m>(
    measures: impl Iterator<Item = (&'m Text, &'m Status)> + Clone,
    locale: &Locale,
) -> Vec<Text> {
    let mut rules = distinct(measures.clone().map(|(_, status)| &status.rule));
    if rules.len() < 2 {
        return rules;
    }
    let names = |rule: &Text| -> Vec<&str> {
        let of = measures.clone().filter(|(_, it)| *it.rule == **rule);
        of.map(|(label, _)| &**label).collect()
    };
    rules.sort_by_key(|rule| names(rule).len());
    let last = rules.len() - 1;
    let named = rules.iter().enumerate().map(|(at, rule)| {
        let names = names(rule);
        let words = match at == last && names.len() >= MANY {
            true => capitalised(locale.word("all-others")),
            false => names.join(", "),
        };
        let words = format!("{words}: {}", &**rule);
        match &rule.0.place {
            Some(place) => Text::at(words, place),
            None => Text::word(&words),
        }
    });
    named.collect()
}
