//! Statuses: what the rule of a measure says of it, and what it was before.
//!
//! All is judged on exact values, whatever is rounded where it prints.

use std::sync::LazyLock;

use fixed_decimal::{Decimal, UnsignedDecimal};

use super::locale::Locale;
use super::model::{
    Better, HouseStyle, Measure, MeasureValue, PastValue, Quantity, StatusBy, StatusRule,
    Within,
};
use super::number::{ONE, scaled, unscaled};
use super::times::Times;

/// What a rule says of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is at its target or better.
    Met,
    /// It is close to its target.
    Close,
    /// It is further from its target.
    Missed,
    /// It is better than before.
    Improving,
    /// It is about what it was before.
    Steady,
    /// It is worse than before.
    Worsening,
}

impl Outcome {
    /// Its name, by which the locale has its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Close => "close",
            Self::Missed => "missed",
            Self::Improving => "improving",
            Self::Steady => "steady",
            Self::Worsening => "worsening",
        }
    }
}

/// The rule by which a measure is judged: its own, or that of the house.
pub fn rule<'r>(measure: &'r Measure, style: &'r HouseStyle) -> Option<&'r StatusRule> {
    let rule = measure.status.as_ref().or(style.status.as_ref());
    rule.filter(|rule| rule.by != StatusBy::Nothing)
}

/// What the rule of a measure says of it; `None` where it has no rule, or cannot be judged by it.
pub fn outcome(measure: &Measure, style: &HouseStyle) -> Option<Outcome> {
    let rule = rule(measure, style)?;
    let value = number(measure)?;
    let against = match rule.by {
        StatusBy::Target => &measure.target.as_ref()?.value.value,
        StatusBy::Previous => earlier(measure)?.value,
        StatusBy::Nothing => return None,
    };
    // How much better the value is.
    let ahead = match measure.better? {
        Better::Higher => scaled(value).saturating_sub(scaled(against)),
        Better::Lower => scaled(against).saturating_sub(scaled(value)),
    };
    let near = match rule.within.as_ref().map(|it| &it.value) {
        None => 0,
        Some(Within::Amount(amount)) => scaled(amount),
        Some(Within::PerCent(share)) => per_cent_of(scaled(share), scaled(against)),
    };
    Some(match rule.by {
        StatusBy::Previous if ahead > near => Outcome::Improving,
        StatusBy::Previous if ahead < -near => Outcome::Worsening,
        StatusBy::Previous => Outcome::Steady,
        _ if ahead >= 0 => Outcome::Met,
        _ if rule.within.is_some() && ahead >= -near => Outcome::Close,
        _ => Outcome::Missed,
    })
}

/// So many per cent of a number, in the units of [`scaled`].
fn per_cent_of(share: i128, whole: i128) -> i128 {
    let whole = whole.saturating_abs();
    match whole.checked_mul(share) {
        Some(product) => product / (100 * ONE),
        // What is so large needs no fractions.
        None => (whole / ONE).saturating_mul(share) / 100,
    }
}

/// The number that a measure is.
pub fn number(measure: &Measure) -> Option<&Decimal> {
    match &measure.value.value {
        MeasureValue::Number(value) => Some(value),
        _ => None,
    }
}

/// What a value is that a measure is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgainstKind {
    /// Its own in the last period of its history.
    History,
    /// Its own at the time that a comparator names.
    Earlier,
    /// That of another body or area.
    Other,
}

/// What a measure is held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'r> {
    /// The value.
    pub value: &'r Decimal,
    /// When, or what it is called.
    pub label: &'r super::Text,
    /// What it is.
    pub kind: AgainstKind,
}

/// What a measure is held against: the last of its history or its comparator, whichever is of the
/// later time; what is of others only where it has no history.
pub fn against(measure: &Measure) -> Option<Against<'_>> {
    let (past, comparator) = (before(measure), comparator(measure));
    match (&past, &comparator) {
        (Some(past), Some(other))
            if other.kind == AgainstKind::Earlier
                && follows(&past.label.value, &other.label.value) =>
        {
            comparator
        }
        _ => past.or(comparator),
    }
}

/// Whether both of two labels are times, and the second is the later one, in any language that there
/// is.
fn follows(first: &str, second: &str) -> bool {
    Locale::every().any(|locale| {
        matches!(Times::read([first, second].into_iter(), locale), Ok(Some(_)))
    })
}

/// What it was at an earlier time; `None` where it is held against others alone.
pub fn earlier(measure: &Measure) -> Option<Against<'_>> {
    against(measure).filter(|it| it.kind != AgainstKind::Other)
}

fn before(measure: &Measure) -> Option<Against<'_>> {
    let last = past(measure).last()?;
    let kind = AgainstKind::History;
    Some(Against { value: &last.value.value, label: &last.period, kind })
}

/// The comparator of a measure, where it has a value.
pub fn comparator(measure: &Measure) -> Option<Against<'_>> {
    let comparator = measure.comparator.as_ref()?;
    let value = &comparator.value.as_ref()?.value;
    let kind = match names_time(&comparator.label.value) {
        true => AgainstKind::Earlier,
        false => AgainstKind::Other,
    };
    Some(Against { value, label: &comparator.label, kind })
}

/// Whether a label names a time, as “2023/24”, “March 2019” and “last year” do, and “England” does not.
/// The words of every language that there is are taken in every project.
fn names_time(label: &str) -> bool {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let words =
            Locale::every().map(|it| it.earlier_times().map(str::to_owned).collect());
        words.flat_map(|words: Vec<String>| words).collect()
    });
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || WORDS.iter().any(|it| it.eq_ignore_ascii_case(word))
    })
}

/// Whether a label says that it is of the year before and no more: “last year”, “the year before”,
/// “a year ago”.
pub fn is_year_ago(label: &str) -> bool {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    Locale::every().any(|locale| {
        let is_earlier = |word: &&String| locale.earlier_times().any(|it| it == **word);
        let one = locale.category(&UnsignedDecimal::from(1_u8));
        let year = locale.unit(Quantity::Years.name()).map(|it| it.forms.of(one));
        let is_year =
            |word: &&String| year.is_some_and(|year| year.to_lowercase() == **word);
        let is_other = |word: &&String| !is_earlier(word) && !is_year(word);
        words.iter().filter(is_earlier).count() == 1
            && words.iter().filter(is_year).count() == 1
            // An article is a short word.
            && words.iter().filter(is_other).all(|it| it.chars().count() <= 3)
            && words.len() <= 3
    })
}

/// What a measure was in earlier periods, without its own.
pub fn past(measure: &Measure) -> impl DoubleEndedIterator<Item = &PastValue> {
    let own = measure.period.as_ref().map(|period| &*period.value);
    measure.history.iter().filter(move |past| own != Some(&*past.period.value))
}

/// By how much a measure is more than before; `None` where that is not known.
pub fn change(measure: &Measure) -> Option<Decimal> {
    let (value, before) = (number(measure)?, earlier(measure)?.value);
    Some(unscaled(scaled(value).saturating_sub(scaled(before))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_labels_name_times_and_others_do_not() {
        for label in
            ["2023/24", "March 2019", "last year", "The previous 12 months", "Pre-Covid"]
        {
            assert!(names_time(label), "{label}");
        }
        for label in ["England", "All forces in England and Wales", "Lasting value"] {
            assert!(!names_time(label), "{label}");
        }
    }

    #[test]
    fn only_the_year_before_is_a_year_ago() {
        for label in ["last year", "The year before", "a year ago", "Previous year"] {
            assert!(is_year_ago(label), "{label}");
        }
        for label in [
            "five years ago",
            "the year before last",
            "2023/24",
            "Pre-Covid year of plenty",
            "last month",
        ] {
            assert!(!is_year_ago(label), "{label}");
        }
    }

    use crate::report::Unit;
    use crate::report::number::parse;
    use crate::report::sample::measure;

    fn judged(
        value: &str,
        target: &str,
        better: Better,
        within: Option<Within>,
    ) -> Outcome {
        let number = MeasureValue::Number(parse(value).unwrap());
        let mut measure = measure(number, Unit::Percent);
        measure.target = Some(super::super::Target {
            value: super::super::Placed {
                value: parse(target).unwrap(),
                place: measure.value.place.clone(),
            },
            label: None,
        });
        measure.better = Some(better);
        let place = measure.value.place.clone();
        let within = within.map(|value| super::super::Placed { value, place });
        measure.status = Some(StatusRule { by: StatusBy::Target, within, words: None });
        outcome(&measure, &HouseStyle::default()).unwrap()
    }

    #[test]
    fn targets_are_judged_on_exact_values() {
        use Outcome::{Close, Met, Missed};
        let share = || Some(Within::PerCent(parse("5").unwrap()));
        let amount = || Some(Within::Amount(parse("2").unwrap()));
        for (value, target, better, within, expected) in [
            ("95", "95", Better::Higher, None, Met),
            // It prints as 95 where it is rounded, and is not.
            ("94.999", "95", Better::Higher, None, Missed),
            ("94.999", "95", Better::Higher, share(), Close),
            ("90.25", "95", Better::Higher, share(), Close),
            ("90.249999999999", "95", Better::Higher, share(), Missed),
            ("93", "95", Better::Higher, amount(), Close),
            ("92.9", "95", Better::Higher, amount(), Missed),
            ("264", "240", Better::Lower, share(), Missed),
            ("252", "240", Better::Lower, share(), Close),
            ("240", "240", Better::Lower, share(), Met),
            // Five per cent of a loss is a size too.
            ("-105", "-100", Better::Higher, share(), Close),
            ("-106", "-100", Better::Higher, share(), Missed),
            ("999999999999999998", "999999999999999999", Better::Higher, share(), Close),
        ] {
            assert_eq!(
                judged(value, target, better, within),
                expected,
                "{value} of {target}"
            );
        }
    }
}
