//! Explaining: what of the report a typed figure is, for the inventory of figures.

use std::ops::Range;

use super::Reconciled;
use super::changes::changes;
use super::facts::{Fact, Facts, Of};
use super::judge::{Judge, per_cent};
use super::kind::ClaimKind;
use super::reading::{self, Claim, Item, Sentence};
use super::topics::{Noun, Standing, Topics};
use crate::lint::Corpus;
use crate::lint::figures::entry::{FigureEntry, FigureStatus};
use crate::report::declare::Wording;
use crate::report::number::unscaled;

/// A figure in a text.
pub(in crate::lint::figures) struct Read {
    /// The passage, by position.
    pub(in crate::lint::figures) passage: usize,
    /// Its bytes of that.
    pub(in crate::lint::figures) range: Range<usize>,
    /// What it is, as far as the words tell.
    pub(in crate::lint::figures) status: FigureStatus,
    /// What of the report it is.
    pub(in crate::lint::figures) of: Option<String>,
}

/// What is typed in a report.
pub(in crate::lint::figures) struct Typed {
    /// In text, in order.
    pub(in crate::lint::figures) texts: Vec<Read>,
    /// Points of series, which stand in no text.
    pub(in crate::lint::figures) points: Vec<FigureEntry>,
}

/// Reads what is typed, and says what of the report it is. In a language without lists of words, nothing
/// is explained.
pub(in crate::lint::figures) fn read<'r>(
    corpus: &Corpus<'r>,
    reconciled: &Reconciled<'r>,
) -> Typed {
    let mut typed = Typed { texts: Vec::new(), points: Vec::new() };
    let Some((stems, facts)) = &reconciled.data else {
        typed.texts = without_words(corpus);
        return typed;
    };
    for (at, (passage, amounts)) in corpus.amounts().enumerate() {
        // What others printed is theirs to explain.
        if passage.wording == Wording::Others {
            continue;
        }
        let sentences = reading::sentences(corpus, stems, passage, amounts);
        let judge = Judge { corpus, facts, stems, passage };
        let cell = facts.all.iter().find(|fact| {
            matches!(fact.of, Of::Cell(_))
                && std::ptr::eq(fact.level.place, passage.place)
        });
        for (position, sentence) in sentences.iter().enumerate() {
            let earlier = position.checked_sub(1).and_then(|it| sentences.get(it));
            let topics = Topics::of(facts, sentence, earlier);
            for (claim_at, claim) in sentence.claims.iter().enumerate() {
                if claim.measure.is_some() {
                    continue;
                }
                let of = match cell {
                    Some(cell) => measure_of(facts, cell),
                    None => judge
                        .explained(sentence, claim_at, &topics)
                        .filter(|_| reading::is_read(passage)),
                };
                let status = match of {
                    Some(_) => FigureStatus::Matched,
                    None => FigureStatus::Unknown,
                };
                let range = claim.range.clone();
                typed.texts.push(Read { passage: at, range, status, of });
            }
            for item in &sentence.items {
                if let Item::Time(_, range) = item
                    && passage.is_typed(range)
                {
                    let (range, status) = (range.clone(), FigureStatus::Name);
                    typed.texts.push(Read { passage: at, range, status, of: None });
                }
            }
        }
    }
    for fact in facts.all.iter().filter(|fact| matches!(fact.of, Of::Point(_))) {
        let of = measure_of(facts, fact);
        typed.points.push(FigureEntry {
            text: unscaled(fact.level.size).to_string(),
            place: fact.level.place.clone(),
            status: match of {
                Some(_) => FigureStatus::Matched,
                None => FigureStatus::Unknown,
            },
            of,
        });
    }
    typed
}

/// What is typed, without what it is.
fn without_words(corpus: &Corpus<'_>) -> Vec<Read> {
    let mut found = Vec::new();
    for (at, (passage, amounts)) in corpus.amounts().enumerate() {
        for amount in amounts.iter().filter(|it| passage.is_typed(&it.range)) {
            let (range, status) = (amount.range.clone(), FigureStatus::Unknown);
            found.push(Read { passage: at, range, status, of: None });
        }
    }
    found
}

/// What of a measure a claim is: its value, what it was, or its target.
fn part_of(fact: &Fact<'_>, claim: &Claim) -> Option<String> {
    let Of::Measure(_, measure) = fact.of else { return None };
    let id = &measure.id.value;
    if claim.is(fact.level.size) {
        return Some(id.to_string());
    }
    if let Some(before) = fact.before.iter().find(|it| claim.is(it.size)) {
        return Some(format!("{id} ({})", before.label));
    }
    let target = fact.target.as_ref().filter(|it| claim.is(it.size))?;
    match target.label {
        "" => Some(format!("{id} (target)")),
        label => Some(format!("{id} ({label})")),
    }
}

/// The measure that a cell or a point has the value of, where they have words in common.
fn measure_of(facts: &Facts<'_>, fact: &Fact<'_>) -> Option<String> {
    let claim = Claim {
        range: 0..0,
        size: fact.level.size,
        step: fact.step,
        kind: fact.kind,
        measure: None,
        item: 0,
    };
    let stems = fact.name.iter().chain(&fact.nouns).chain(&fact.around);
    let mut near = stems.flat_map(|stem| facts.named(*stem)).map(|at| &facts.all[*at]);
    near.find_map(|other| part_of(other, &claim).filter(|_| other.kind == claim.kind))
}

impl Judge<'_, '_> {
    /// What of the report a claim is, as far as the facts of its sentence tell.
    fn explained(
        &self,
        sentence: &Sentence,
        at: usize,
        topics: &Topics,
    ) -> Option<String> {
        let claim = &sentence.claims[at];
        let mut found: Option<(u32, String)> = None;
        for topic in &topics.all {
            let fact = &self.facts.all[topic.fact];
            let suit = topics.suit(self.facts, fact, sentence, claim, self.stems);
            let is_it = suit.cover >= 30
                || suit.noun == Noun::Same
                || topic.standing >= Standing::Earlier;
            if !is_it {
                continue;
            }
            let is_same = fact.kind == claim.kind;
            let of = part_of(fact, claim).filter(|_| is_same).or_else(|| {
                self.is_changed(fact, claim)
                    .or_else(|| self.is_other(fact, claim, is_same))
            });
            let rank = suit.cover + 50 * u32::from(topic.standing >= Standing::Equal);
            if let Some(of) = of
                && found.as_ref().is_none_or(|(best, _)| rank > *best)
            {
                found = Some((rank, of));
            }
        }
        found.map(|(_, of)| of).or_else(|| self.of_others(sentence, at))
    }

    /// By how much a measure changed.
    fn is_changed(&self, fact: &Fact<'_>, claim: &Claim) -> Option<String> {
        let Of::Measure(_, measure) = fact.of else { return None };
        let is_kind = match claim.kind {
            ClaimKind::PerCent | ClaimKind::Fraction => true,
            ClaimKind::Points => fact.kind == ClaimKind::PerCent,
            kind => kind == fact.kind,
        };
        let mut all = changes(fact, claim).into_iter().filter(|it| !it.is_points);
        let is_it = is_kind && all.any(|it| it.size != 0 && claim.is(it.size));
        is_it.then(|| format!("{} (change)", measure.id.value))
    }

    /// A cell or a point.
    fn is_other(&self, fact: &Fact<'_>, claim: &Claim, is_same: bool) -> Option<String> {
        let is_it = is_same && claim.is(fact.level.size);
        match fact.of {
            Of::Cell(table) if is_it => Some(format!("{table} ({})", fact.level.label)),
            Of::Point(series) if is_it => {
                Some(format!("{series} ({})", fact.level.label))
            }
            _ => None,
        }
    }

    /// A sum, a difference or a share of other figures of the sentence.
    fn of_others(&self, sentence: &Sentence, at: usize) -> Option<String> {
        let claim = &sentence.claims[at];
        let others: Vec<&Claim> =
            sentence.claims.iter().filter(|it| it.item != claim.item).collect();
        let is_share = || {
            others.iter().any(|part| {
                others.iter().any(|whole| {
                    part.kind == whole.kind
                        && part.size < whole.size
                        && per_cent(part.size, whole.size).is_some_and(|it| claim.is(it))
                })
            })
        };
        let is_it = self.is_sum_of_others(sentence, at)
            || self.is_difference_of_others(sentence, at)
            || (claim.kind == ClaimKind::PerCent && is_share());
        is_it.then(|| "figures beside it".to_owned())
    }
}
