//! Known figures: the measures of a report by what they are worth, and where they stand.
//!
//! A typed amount is held against them here. A small or round number is worth the same as
//! many others by chance, so it counts as a measure only where more speaks for it: the noun
//! that follows, the section that uses the measure, or the words of its label.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use crate::lint::{Corpus, Passage, TextKind};
use crate::report::declare::{Noun, NounKind, Purpose};
use crate::report::measure;
use crate::report::number::{ONE, scaled, unscaled};
use crate::report::visit::{Reference, Scope, Visit, walk, walk_noun};
use crate::report::{HouseStyle, Locale, Measure, MeasureValue, Unit, ValidReport};

use super::amounts::{Amount, AmountKind, AmountSign, Notation};
use super::phrases::{content, phrase, plain_spaces, sentence, shared};

/// Nouns of what is measured, not counted: “365 days” are no 365 offenders.
const MEASURED: [&str; 22] = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours",
    "minute", "minutes", "second", "seconds", "mile", "miles", "metre", "metres", "km",
    "kg", "degrees", "tonnes",
];
/// Numbers that people dial.
const DIALLED: [i128; 4] = [101, 111, 112, 999];

/// The measures of a report, to hold typed amounts against.
pub(in crate::lint) struct Known<'r> {
    report: &'r ValidReport,
    by_size: HashMap<i128, Vec<usize>>,
    /// For each measure the sections that use it, by position.
    sections: Vec<BTreeSet<usize>>,
    /// For each measure the words of its label.
    labels: Vec<Vec<String>>,
    /// The units of the measures, each once, but for those that no noun names.
    units: Vec<&'r Unit>,
}

impl<'r> Known<'r> {
    /// The measures of a report.
    pub(in crate::lint) fn new(report: &'r ValidReport, locale: &Locale) -> Self {
        let mut by_size: HashMap<i128, Vec<usize>> = HashMap::new();
        for (at, measure) in report.measures.iter().enumerate() {
            let Some(value) = number(measure) else { continue };
            by_size.entry(value.abs()).or_default().push(at);
            // Typed as it prints, a rounded figure is that measure as well.
            let style = &report.brand.style;
            let rounded = measure::rounded(measure, style, locale);
            let rounded = rounded.map_or(value, |it| scaled(&it));
            if rounded != value {
                by_size.entry(rounded.abs()).or_default().push(at);
            }
        }
        let labels = report.measures.iter().map(|it| content(&it.label)).collect();
        let mut uses =
            Uses { report, sections: vec![BTreeSet::new(); report.measures.len()] };
        walk(report, &mut uses);
        let mut named = BTreeSet::new();
        let units = report.measures.iter().map(|it| &it.unit.value);
        let units = units.filter(|unit| {
            let nouns = unit.nouns();
            !nouns.is_empty() && named.insert(nouns)
        });
        Self { report, by_size, sections: uses.sections, labels, units: units.collect() }
    }

    /// The words of a measure's label that carry meaning.
    fn label(&self, at: usize) -> &[String] {
        &self.labels[at]
    }

    /// The measure that an amount of a passage is, the likeliest of several.
    pub(super) fn equal(
        &self,
        passage: &Passage<'_>,
        amount: &Amount,
    ) -> Option<&'r Measure> {
        let candidates = self.by_size.get(&amount.size)?;
        let words = content(&passage.text[sentence(&passage.text, &amount.range)]);
        let ranked = candidates.iter().filter_map(|at| {
            let rank = self.likeness(*at, passage, amount, &words)?;
            Some((rank, Reverse(*at)))
        });
        let (_, Reverse(at)) = ranked.max()?;
        self.report.measures.get(at)
    }

    /// How much speaks for a measure of the same size; `None` where too little does.
    fn likeness(
        &self,
        at: usize,
        passage: &Passage<'_>,
        amount: &Amount,
        sentence: &[String],
    ) -> Option<u8> {
        let measure = self.report.measures.get(at)?;
        if amount.sign == AmountSign::Minus && number(measure)? > 0 {
            return None;
        }
        let here = passage.section.is_some_and(|it| self.sections[at].contains(&it));
        let label = self.label(at);
        let words = !label.is_empty() && shared(label, sentence) >= label.len().min(2);
        let rest = &passage.text[amount.range.end..];
        let noun = follows(rest, &measure.unit);
        // A cell has no sentence around it, and many cells have many numbers.
        let enough = |digits: usize| {
            let digits = if passage.kind == TextKind::Cell { digits + 1 } else { digits };
            here || words || amount.digits >= digits
        };
        let is_it = match (amount.kind, &measure.unit.value) {
            (AmountKind::Money, Unit::Money(_)) => enough(2),
            (AmountKind::PerCent, Unit::Percent) => enough(3),
            (AmountKind::Points | AmountKind::PerCentPoints, Unit::PercentagePoints) => {
                enough(3)
            }
            (AmountKind::Ratio { out_of }, Unit::Ratio { out_of: all }) => {
                out_of == *all && (here || words)
            }
            (AmountKind::Number, Unit::Measured(_)) => noun && here && words,
            (AmountKind::Number, Unit::Count { .. }) if noun => {
                here || (amount.size >= 10 * ONE && enough(2))
            }
            (AmountKind::Number, Unit::Count { .. }) => {
                self.stands_alone(passage, amount, rest)
                    && if passage.kind == TextKind::Cell {
                        amount.digits >= 5
                    } else {
                        amount.digits >= 3
                            || (amount.size >= 1000 * ONE && (here || amount.digits >= 2))
                    }
            }
            _ => false,
        };
        let rank = u8::from(noun) * 4 + u8::from(here) * 2 + u8::from(words);
        is_it.then_some(rank)
    }

    /// Whether a number that no noun of its measure follows can be one all the same.
    fn stands_alone(&self, passage: &Passage<'_>, amount: &Amount, rest: &str) -> bool {
        let next = rest.trim_start_matches([' ', '\u{a0}']);
        let counts_other = || {
            phrase(rest, &MEASURED).is_some()
                || self.units.iter().any(|unit| follows(rest, unit))
        };
        amount.notation == Notation::Figures
            && amount.size >= 100 * ONE
            && !DIALLED.iter().any(|number| amount.size == number * ONE)
            // “169 Union Street” is an address; a capital may open the next sentence.
            && (next.len() == rest.len() || !next.starts_with(char::is_uppercase))
            && passage.links.iter().all(|link| !link.range.contains(&amount.range.start))
            && !counts_other()
    }
}

/// The value of a measure that is one number, in the units of [`scaled`].
pub(super) fn number(measure: &Measure) -> Option<i128> {
    match &measure.value.value {
        MeasureValue::Number(value) => Some(scaled(value)),
        _ => None,
    }
}

/// A size, in the units of [`scaled`], as a message shows it in the unit of a measure.
pub(super) fn printed(corpus: &Corpus<'_>, measure: &Measure, size: i128) -> String {
    let style = &corpus.report.brand.style;
    let text = measure::in_full(&unscaled(size), &measure.unit, style, corpus.locale);
    plain_spaces(&text)
}

/// The names by which text may call a unit behind a figure.
pub(super) fn names_of(unit: &Unit, style: &HouseStyle) -> Vec<String> {
    let mut names = unit.nouns();
    if let Unit::Count { plural, .. } = unit
        && let Some(declared) = style.unit(plural)
    {
        let own = [
            Some(&declared.plural),
            declared.singular.as_ref(),
            declared.symbol.as_ref(),
        ];
        names.extend(own.into_iter().flatten().map(|name| name.value.to_string()));
    }
    names
}

/// Whether what a unit counts follows, at once or after one other word.
pub(super) fn follows(rest: &str, unit: &Unit) -> bool {
    let spaces = [' ', '\u{a0}'];
    let next = rest.trim_start_matches(spaces);
    if next.len() == rest.len() {
        return false;
    }
    let word = next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len());
    let later = next[word..].starts_with(spaces).then(|| &next[word..]);
    unit.nouns().into_iter().any(|noun| {
        let noun = noun.to_lowercase();
        let is_at = |text| phrase(text, &[&noun]).is_some();
        is_at(rest) || later.is_some_and(is_at)
    })
}

/// Which sections use which measure, printed in text or shown otherwise.
struct Uses<'r> {
    report: &'r ValidReport,
    sections: Vec<BTreeSet<usize>>,
}

impl<'r> Visit<'r> for Uses<'r> {
    fn reference(&mut self, reference: Reference<'r>, scope: Scope<'r>) {
        let Reference { kind, purpose, id } = reference;
        let prints = !matches!(purpose, Purpose::Relate | Purpose::Point);
        let Some(section) = scope.section.filter(|_| prints) else { return };
        match kind {
            NounKind::Measure => {
                if let Some(at) = self.report.measure_index(id) {
                    self.sections[at].insert(section);
                }
            }
            // What a chart prints, it prints where it stands.
            NounKind::Chart => self.follow(self.report.chart(id), scope),
            NounKind::Series => self.follow(self.report.series_by_id(id), scope),
            _ => {}
        }
    }
}

impl<'r> Uses<'r> {
    fn follow(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        walk_noun(self, noun, scope);
    }
}
