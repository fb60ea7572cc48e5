//! An SPC chart: mean and limits of each step as they are drawn, which points are marked, and all
//! of it in words.

use std::sync::Arc;

use fixed_decimal::{Decimal, UnsignedRoundingMode};
use recto_macros::Shown;

use super::axis::Axis;
use super::marks::Form;
use super::position;
use crate::diagnostic::Place;
use crate::document::builder::Builder;
use crate::document::text::Text;
use crate::report::number::{ONE, scaled, unscaled};
use crate::report::spc::{Analysis, Assurance, Basis, Rule, Signal, Way};
use crate::report::{Better, Process, Series, Unit, measure};

/// A stretch of an SPC chart with one mean.
#[derive(Debug, Shown)]
#[shown(name = "process_step")]
pub struct ProcessStep {
    /// The position from 0 of its first point.
    pub first: usize,
    /// The position from 0 of its last point.
    pub last: usize,
    /// Where its mean stands on the axis.
    pub centre: f64,
    /// Where the lower limit does.
    pub lower: f64,
    /// Where the upper limit does.
    pub upper: f64,
    /// Whether the axis ends before the lower limit. Such a limit has no line.
    pub is_lower_beyond: bool,
    /// Whether the axis ends before the upper limit.
    pub is_upper_beyond: bool,
    /// The mean as it prints.
    pub centre_shown: Text,
    /// The lower limit as it prints.
    pub lower_shown: Text,
    /// The upper limit as it prints.
    pub upper_shown: Text,
}

/// What an SPC chart finds, or what a mark in it means: a sign with words.
#[derive(Debug, Shown)]
#[shown(name = "process_note")]
pub struct ProcessNote {
    /// `up`, `down` or `common`; of assurance `passes`, `fails` or `sometimes`.
    pub sign: &'static str,
    /// `good`, `caution` or `plain`.
    pub tone: &'static str,
    /// What it says.
    pub text: Text,
}

/// What is worked out of the values of a series.
pub(super) struct Worked {
    analysis: Analysis,
    values: Vec<Option<i128>>,
    better: Option<Better>,
    target: Option<i128>,
    /// How many digits follow the point of what prints.
    decimals: i16,
    unit: Arc<str>,
    place: Place,
}

impl Worked {
    /// Works out the limits of some values.
    pub(super) fn of(
        values: Vec<Option<i128>>,
        series: &Series,
        process: Option<&Process>,
        place: &Place,
    ) -> Self {
        let labels = || series.points.iter().map(|it| &it.label);
        let steps = process.iter().flat_map(|it| &it.steps);
        let mut steps: Vec<usize> = steps.map(|step| position(labels(), step)).collect();
        steps.sort_unstable();
        let basis = Basis {
            steps,
            baseline: process
                .and_then(|it| it.baseline.as_ref())
                .and_then(|it| usize::try_from(it.value).ok()),
            is_screened: process.is_none_or(|it| it.screen),
        };
        let known = values.iter().flatten();
        let decimals = known.map(|value| decimals_of(*value)).max().unwrap_or_default();
        Self {
            analysis: Analysis::of(&values, &basis),
            better: process.and_then(|it| it.better),
            target: process.and_then(|it| it.target.as_ref()).map(|it| scaled(&it.value)),
            // A mean is known to one digit more than what it is of.
            decimals: decimals.saturating_add(1).min(12),
            unit: series.unit.value.clone(),
            place: place.clone(),
            values,
        }
    }

    /// The values that its axis must show: limits past nought or past 100% are beyond it.
    pub(super) fn ends(&self) -> Vec<i128> {
        let mut known = self.values.iter().flatten();
        let is_above = known.clone().all(|value| *value >= 0);
        let is_share = *self.unit == *"%" && known.all(|value| *value <= 100 * ONE);
        let steps = self.analysis.steps.iter().flat_map(|step| [step.lower, step.upper]);
        let within = steps.map(|limit| {
            let limit = if is_above { limit.max(0) } else { limit };
            if is_share { limit.min(100 * ONE) } else { limit }
        });
        within.chain(self.target).collect()
    }

    /// Its target.
    pub(super) fn target(&self) -> Option<i128> {
        self.target
    }

    /// How the point of a position is marked: `up` or `down`, and `good`, `caution` or `plain`;
    /// `None` for what varies by chance.
    pub(super) fn mark(&self, at: usize) -> Option<(&'static str, &'static str)> {
        let signal = self.analysis.signals.get(at).copied().flatten()?;
        Some(self.sign(signal))
    }

    fn sign(&self, signal: Signal) -> (&'static str, &'static str) {
        let shape = if signal.way == Way::High { "up" } else { "down" };
        let tone = match self.is_good(signal) {
            Some(true) => "good",
            Some(false) => "caution",
            None => "plain",
        };
        (shape, tone)
    }

    /// The words for what varies by chance, or for a signal.
    fn word_of(&self, signal: Option<Signal>) -> &'static str {
        let Some(signal) = signal else { return "spc-common" };
        match (self.is_good(signal), signal.way) {
            (Some(true), Way::High) => "spc-better-high",
            (Some(true), Way::Low) => "spc-better-low",
            (Some(false), Way::High) => "spc-worse-high",
            (Some(false), Way::Low) => "spc-worse-low",
            (None, Way::High) => "spc-high",
            (None, Way::Low) => "spc-low",
        }
    }

    /// Variation, that of the last value, and assurance, with their signs; nothing where there are no
    /// limits.
    pub(super) fn findings(&self, builder: &Builder<'_>) -> Vec<Arc<ProcessNote>> {
        let locale = builder.locale();
        let note = |sign, tone, sentence: &str, word: &str| {
            let words = locale.word(sentence).replace("{words}", locale.word(word));
            Arc::new(ProcessNote { sign, tone, text: Text::at(words, &self.place) })
        };
        if self.analysis.steps.is_empty() {
            return Vec::new();
        }
        let signal = self.analysis.last_signal(&self.values);
        let (sign, tone) = signal.map_or(("common", "plain"), |signal| self.sign(signal));
        let mut found = vec![note(sign, tone, "spc-variation", self.word_of(signal))];
        if let (Some(target), Some(better)) = (self.target, self.better)
            && let Some(assurance) =
                self.analysis.assurance(target, better == Better::Higher)
        {
            let (sign, tone, word) = match assurance {
                Assurance::Passes => ("passes", "good", "spc-passes"),
                Assurance::Fails => ("fails", "caution", "spc-fails"),
                Assurance::HitOrMiss => ("sometimes", "plain", "spc-hit-or-miss"),
            };
            found.push(note(sign, tone, "spc-assurance", word));
        }
        found
    }

    /// What the marks of its points mean, those that it has.
    pub(super) fn keys(&self, builder: &Builder<'_>) -> Vec<Arc<ProcessNote>> {
        let signals = || self.analysis.signals.iter().flatten().copied();
        let first = |way: Way| signals().find(|signal| signal.way == way);
        let found: Vec<_> =
            [first(Way::High), first(Way::Low)].into_iter().flatten().collect();
        if found.is_empty() {
            return Vec::new();
        }
        let key = |(sign, tone), word: &str| {
            let text = Text::at(builder.locale().word(word), &self.place);
            Arc::new(ProcessNote { sign, tone, text })
        };
        let keys = found.into_iter().map(|signal| {
            let word = match (self.is_good(signal), signal.way) {
                (Some(true), Way::High) => "spc-key-better-high",
                (Some(true), Way::Low) => "spc-key-better-low",
                (Some(false), Way::High) => "spc-key-worse-high",
                (Some(false), Way::Low) => "spc-key-worse-low",
                (None, _) => self.word_of(Some(signal)),
            };
            key(self.sign(signal), word)
        });
        keys.chain([key(("common", "plain"), "spc-by-chance")]).collect()
    }

    fn is_good(&self, signal: Signal) -> Option<bool> {
        let better = self.better?;
        Some((better == Better::Higher) == (signal.way == Way::High))
    }

    /// Its target as it prints: with its unit where the mean and the limits have it.
    pub(super) fn target_shown(&self, form: &Form<'_>) -> Option<Text> {
        let number = unscaled(self.target?);
        let text = match self.has_unit() {
            true => form.beside(&number),
            false => self.digits(&number, form),
        };
        Some(Text::at(text, &self.place))
    }

    /// Whether values print with their unit; others have it said once, above the chart.
    fn has_unit(&self) -> bool {
        matches!(Unit::named(&self.unit), Unit::Money(_) | Unit::Percent)
    }

    fn digits(&self, number: &Decimal, form: &Form<'_>) -> String {
        let sign = if scaled(number) < 0 { "\u{2212}" } else { "" };
        format!("{sign}{}", form.locale.digits(&number.absolute))
    }

    fn shown(&self, value: i128, form: &Form<'_>) -> Text {
        let unit = Unit::named(&self.unit);
        let has_unit = self.has_unit();
        if let Some(beside) = form.finer(value).filter(|_| has_unit) {
            return Text::at(beside, &self.place);
        }
        let mut number = unscaled(value);
        number.absolute.round_with_mode(-self.decimals, UnsignedRoundingMode::HalfExpand);
        let (style, locale) = (form.style, form.locale);
        if has_unit {
            let full = measure::in_full(&number, &unit, style, locale);
            return Text::at(full, &self.place);
        }
        Text::at(self.digits(&number, form), &self.place)
    }

    /// Its steps as they are drawn.
    pub(super) fn steps(&self, axis: &Axis, form: &Form<'_>) -> Vec<Arc<ProcessStep>> {
        let steps = self.analysis.steps.iter().map(|step| {
            Arc::new(ProcessStep {
                first: step.points.start,
                last: step.points.end.saturating_sub(1),
                centre: axis.place(step.centre),
                lower: axis.place(step.lower),
                upper: axis.place(step.upper),
                is_lower_beyond: !axis.holds(step.lower),
                is_upper_beyond: !axis.holds(step.upper),
                centre_shown: self.shown(step.centre, form),
                lower_shown: self.shown(step.lower, form),
                upper_shown: self.shown(step.upper, form),
            })
        });
        steps.collect()
    }

    /// What it shows, in words: limits, which points are marked and by which rules.
    pub(super) fn said(
        &self,
        series: &Series,
        form: &Form<'_>,
        builder: &Builder<'_>,
    ) -> Vec<Text> {
        let locale = builder.locale();
        let say = |words: String| Text::at(words, &self.place);
        let mut said = Vec::new();
        let Some(last) = self.analysis.steps.last() else {
            return vec![say(locale.word("spc-no-limits").to_owned())];
        };
        if let Some(target) = self.target_shown(form) {
            let words = format!("{} {}", locale.word("target"), &*target);
            said.push(say(locale.word("chart-line").replace("{lines}", &words)));
        }
        let many = self.analysis.steps.len() > 1;
        for step in &self.analysis.steps {
            let words = locale.word(if many { "spc-step" } else { "spc-limits" });
            let first = series.points.get(step.points.start);
            let words = words
                .replace("{first}", first.map_or("", |point| &*point.label.value))
                .replace("{mean}", &self.shown(step.centre, form))
                .replace("{lower}", &self.shown(step.lower, form))
                .replace("{upper}", &self.shown(step.upper, form));
            said.push(say(words));
        }
        if last.is_trial {
            said.push(say(locale.word("spc-trial").to_owned()));
        }
        let found = self.found(series, locale.to());
        if !found.is_empty() {
            let all = found.into_iter().map(|(rule, points)| {
                let word = locale.word(match rule {
                    Rule::Outside => "spc-outside",
                    Rule::Trend => "spc-trend",
                    Rule::TwoOfThree => "spc-two-of-three",
                    Rule::Shift => "spc-shift",
                });
                format!("{word}: {}", points.join(", "))
            });
            let all: Vec<_> = all.collect();
            said.push(say(locale
                .word("spc-marked")
                .replace("{points}", &all.join("; "))));
        }
        said.push(say(locale.word("spc-rules").to_owned()));
        said
    }

    /// The points that each rule finds, those that follow each other as a range.
    fn found(&self, series: &Series, to: &str) -> Vec<(Rule, Vec<String>)> {
        let label = |at: usize| {
            series.points.get(at).map_or(String::new(), |it| it.label.value.to_string())
        };
        let rules = [Rule::Outside, Rule::Trend, Rule::TwoOfThree, Rule::Shift];
        let found = rules.into_iter().map(|rule| {
            let mut runs: Vec<(usize, usize)> = Vec::new();
            for (at, signal) in self.analysis.signals.iter().enumerate() {
                if signal.is_none_or(|signal| signal.rule != rule) {
                    continue;
                }
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == at => *last = at,
                    _ => runs.push((at, at)),
                }
            }
            let runs = runs.into_iter().map(|(first, last)| match last - first {
                0 => label(first),
                1 => format!("{}, {}", label(first), label(last)),
                _ => format!("{} {to} {}", label(first), label(last)),
            });
            (rule, runs.collect::<Vec<_>>())
        });
        found.filter(|(_, runs)| !runs.is_empty()).collect()
    }
}

/// How many digits follow the point of a value.
fn decimals_of(value: i128) -> i16 {
    let (mut unit, mut decimals) = (ONE, 0);
    while unit > 1 && value % unit != 0 {
        unit /= 10;
        decimals += 1;
    }
    decimals
}
