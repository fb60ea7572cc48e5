//! Topics: which facts a sentence speaks of, and how much speaks for each beside a claim.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Fact, Facts, Of};
use super::kind::ClaimKind;
use super::reading::{Claim, Sentence};
use super::stems::{Stem, Stems};

/// Facts with one stem in common, beyond which that stem tells nothing.
const COMMON: usize = 32;

/// What a sentence speaks of.
pub(super) struct Topics {
    /// The facts, by position, with what is known of each.
    pub(super) all: Vec<Topic>,
    words: BTreeSet<Stem>,
    context: BTreeSet<Stem>,
}

/// A fact that a sentence may speak of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Topic {
    /// Its position among the facts.
    pub(super) fact: usize,
    /// How the sentence has it.
    pub(super) standing: Standing,
}

/// How a sentence has a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Words of its name, or its unit, stand there.
    Named,
    /// The sentence before prints it, or its value.
    Earlier,
    /// Its value is typed there.
    Equal,
    /// A measure prints it there.
    Printed,
}

/// How well a fact suits a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Suit {
    /// How much of its name stands around, in per cent.
    pub(super) cover: u32,
    /// Whether words of its name that set it apart are among these.
    pub(super) distinct: bool,
    /// Whether its id alone is.
    pub(super) by_id: bool,
    /// What the noun behind the claim says.
    pub(super) noun: Noun,
}

/// What the noun behind a claim says of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// It is what the fact counts.
    Same,
    /// There is none.
    None,
    /// It is another.
    Other,
}

impl Topics {
    /// What a sentence speaks of; the one before it in the same passage speaks too, more weakly.
    pub(super) fn of(
        facts: &Facts<'_>,
        sentence: &Sentence,
        earlier: Option<&Sentence>,
    ) -> Self {
        let words: BTreeSet<Stem> = sentence.stems().collect();
        let mut context: BTreeSet<Stem> = BTreeSet::new();
        let mut topics = Self { all: Vec::new(), words, context: BTreeSet::new() };
        let mut stems: Vec<Stem> = topics.words.iter().copied().collect();
        if let Some(earlier) = earlier {
            context.extend(earlier.stems());
            stems.extend(context.iter().copied());
        }
        stems.sort_unstable();
        stems.dedup();
        for sentence in [Some(sentence), earlier].into_iter().flatten() {
            for measure in sentence.claims.iter().filter_map(|claim| claim.measure) {
                if let Some(at) = facts.of_measure(measure) {
                    context.extend(facts.all[at].name.iter().chain(&facts.all[at].nouns));
                }
            }
        }
        topics.context = context;
        let printed = |sentence: &Sentence| -> Vec<usize> {
            let measures = sentence.claims.iter().filter_map(|claim| claim.measure);
            measures.filter_map(|measure| facts.of_measure(measure)).collect()
        };
        let mut standings: BTreeMap<usize, Standing> = BTreeMap::new();
        let mut add = |fact: usize, standing: Standing| {
            let known = standings.entry(fact).or_insert(standing);
            *known = standing.max(*known);
        };
        printed(sentence).into_iter().for_each(|fact| add(fact, Standing::Printed));
        let before = earlier.map(printed).unwrap_or_default();
        before.into_iter().for_each(|fact| add(fact, Standing::Earlier));
        for stem in stems {
            for list in [facts.named(stem), facts.counting(stem)] {
                if list.len() <= COMMON {
                    list.iter().for_each(|fact| add(*fact, Standing::Named));
                }
            }
        }
        let all = standings.into_iter();
        topics.all = all.map(|(fact, standing)| Topic { fact, standing }).collect();
        // What is typed as the value of one of them stands for it.
        for at in 0..topics.all.len() {
            let topic = topics.all[at];
            let fact = &facts.all[topic.fact];
            if topic.standing == Standing::Printed || !matches!(fact.of, Of::Measure(..))
            {
                continue;
            }
            let is_typed = |sentence: &Sentence| {
                sentence.claims.iter().any(|claim| {
                    claim.kind == fact.kind
                        && claim.measure.is_none()
                        && claim.is(fact.level.size)
                })
            };
            if is_typed(sentence) {
                topics.all[at].standing = Standing::Equal;
            } else if earlier.is_some_and(is_typed) {
                topics.all[at].standing = topics.all[at].standing.max(Standing::Earlier);
            }
        }
        topics
    }

    /// How well a fact suits a claim of a sentence.
    pub(super) fn suit(
        &self,
        facts: &Facts<'_>,
        fact: &Fact<'_>,
        sentence: &Sentence,
        claim: &Claim,
        stems: &Stems,
    ) -> Suit {
        let near: Vec<Stem> = sentence.stems_near(claim).collect();
        let (mut all, mut met, mut distinct) = (0_u32, 0_u32, false);
        // A name that is no more than the noun and the publisher has nothing else to go by.
        let is_bare = fact
            .name
            .iter()
            .all(|stem| facts.own.contains(stem) || fact.nouns.contains(stem));
        for stem in &fact.name {
            let is_own = facts.own.contains(stem);
            let is_noun = fact.nouns.contains(stem);
            let weight = match (is_own, is_noun) {
                (true, _) => 20,
                (_, true) => 40,
                _ => 100,
            };
            all += weight;
            let share = if near.contains(stem) {
                100
            } else if self.words.contains(stem) {
                85
            } else if self.context.contains(stem) {
                60
            } else {
                0
            };
            met += weight * share;
            distinct |= share >= 85 && (weight == 100 || (is_bare && !is_own));
        }
        let mut cover: u32 = met.checked_div(all).unwrap_or(0);
        // The id of a measure is a name that its author gave it.
        let mut by_id = false;
        if let Of::Measure(..) = fact.of
            && !fact.around.is_empty()
            && fact
                .around
                .iter()
                .all(|stem| self.words.contains(stem) && !facts.own.contains(stem))
        {
            by_id = cover < 80 || !distinct;
            cover = cover.max(80);
            distinct = true;
        }
        Suit { cover, distinct, by_id, noun: self.noun(fact, sentence, claim, stems) }
    }

    fn noun(
        &self,
        fact: &Fact<'_>,
        sentence: &Sentence,
        claim: &Claim,
        stems: &Stems,
    ) -> Noun {
        if claim.kind != ClaimKind::Number || claim.measure.is_some() {
            return Noun::None;
        }
        let mut any = false;
        for word in sentence.behind_brackets(claim).into_iter().take(4) {
            let Some(stem) = stems.stem(word) else { break };
            if fact.nouns.contains(&stem) || (!any && fact.name.contains(&stem)) {
                return Noun::Same;
            }
            any = true;
        }
        if any { Noun::Other } else { Noun::None }
    }
}
