//! Judging: whether each claim of a sentence is what the facts that it speaks of say.
//!
//! A claim that some fact explains is right. One that none explains is told only where much speaks for
//! one fact: its name around the claim, its unit behind it, and a size that is near.

use std::ops::Range;

use super::facts::{Fact, Facts, Of};
use super::kind::ClaimKind;
use super::reading::{Claim, Sentence};
use super::role::{Direction, Role};
use super::stems::Stems;
use super::topics::{Noun, Standing, Suit, Topic, Topics};
use crate::diagnostic::Place;
use crate::lint::figures::known::printed;
use crate::lint::figures::phrases::plain_spaces;
use crate::lint::{Corpus, Passage};
use crate::report::Unit;
use crate::report::number::{ONE, unscaled};

/// Something that does not agree.
pub(super) struct Conflict {
    /// What it is about.
    pub(super) about: About,
    /// The bytes of the passage.
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
    /// The other places, with what stands there.
    pub(super) related: Vec<(Place, String)>,
}

/// What a conflict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lint::figures) enum About {
    /// A value.
    Value,
    /// A change: its size or its direction.
    Change,
    /// A sum, a share or a fraction.
    Sum,
    /// Points that are called per cent.
    Points,
}

/// What is needed to judge the sentences of a passage.
pub(super) struct Judge<'j, 'r> {
    pub(super) corpus: &'j Corpus<'r>,
    pub(super) facts: &'j Facts<'r>,
    pub(super) stems: &'j Stems,
    pub(super) passage: &'j Passage<'r>,
}

/// A fact and how it suits a claim.
pub(super) struct Candidate<'j, 'r> {
    pub(super) fact: &'j Fact<'r>,
    pub(super) topic: Topic,
    pub(super) suit: Suit,
}

impl Claim {
    /// Whether a value is what it says, to the digits that it has.
    pub(super) fn is(&self, value: i128) -> bool {
        if self.measure.is_some() {
            return self.size == value;
        }
        let (size, value) = (self.size.abs(), value.abs());
        let step = self.step.max(1);
        size == value || (value + step / 2) / step * step == size
    }

    /// Whether a value is about what it says.
    pub(super) fn is_about(&self, value: i128) -> bool {
        (self.size.abs() - value.abs()).abs() <= value.abs() / 8
    }

    /// Whether a slip makes of a value what it says: the same digits, or one that differs.
    pub(super) fn is_slip_of(&self, value: i128) -> bool {
        let digits = |size: i128| {
            let text = unscaled(size.abs()).to_string().replace('.', "");
            text.trim_matches('0').as_bytes().to_vec()
        };
        let (mut one, mut other) = (digits(self.size), digits(value));
        if one == other || one.len() < 2 {
            return false;
        }
        let is_alike = one.len() == other.len()
            && one.len() > 2
            && one.iter().zip(&other).filter(|(a, b)| a != b).count() == 1;
        one.sort_unstable();
        other.sort_unstable();
        is_alike || one == other
    }

    /// Whether it is within a factor of a value, in tenths: 20 is twice or half.
    pub(super) fn is_within(&self, value: i128, factor: i128) -> bool {
        let (size, value) = (self.size.abs(), value.abs());
        size.saturating_mul(factor) >= value.saturating_mul(10)
            && value.saturating_mul(factor) >= size.saturating_mul(10)
    }

    pub(super) fn digits(&self) -> usize {
        unscaled(self.size.abs()).to_string().replace('.', "").trim_matches('0').len()
    }
}

impl<'r> Judge<'_, 'r> {
    /// The text of a claim.
    pub(super) fn text(&self, claim: &Claim) -> String {
        plain_spaces(&self.passage.text[claim.range.clone()])
    }

    /// What a fact is called in a message.
    pub(super) fn called(fact: &Fact<'_>) -> String {
        match fact.of {
            Of::Measure(_, measure) => format!("the measure `{}`", measure.id.value),
            Of::Cell(table) => format!("`{}` in the table `{table}`", fact.level.label),
            Of::Point(series) => {
                format!("`{}` in the series `{series}`", fact.level.label)
            }
        }
    }

    /// A size as it prints with a fact's unit.
    pub(super) fn shown(&self, fact: &Fact<'_>, size: i128) -> String {
        match fact.of {
            Of::Measure(_, measure) => printed(self.corpus, measure, size),
            _ if fact.kind == ClaimKind::PerCent => format!("{}%", unscaled(size)),
            _ => unscaled(size).to_string(),
        }
    }

    pub(super) fn judge(
        &self,
        sentence: &Sentence,
        earlier: Option<&Sentence>,
        found: &mut Vec<Conflict>,
    ) {
        let topics = Topics::of(self.facts, sentence, earlier);
        for (at, claim) in sentence.claims.iter().enumerate() {
            if claim.measure.is_some() || claim.size == 0 {
                continue;
            }
            let role = sentence.role(at);
            let candidates = self.candidates(&topics, sentence, claim);
            let conflict = match &role {
                Role::Level => self.level(sentence, earlier, at, &topics, &candidates),
                Role::Before(time) => {
                    self.before(sentence, at, time.as_deref(), &candidates)
                }
                Role::Target => self.target(sentence, at, &candidates),
                Role::Difference(direction) => {
                    self.difference(sentence, at, *direction, &candidates)
                }
                Role::Remainder => self.remainder(sentence, at, &candidates),
                Role::ShareOf(part) => self.share_of(sentence, at, *part, &candidates),
                Role::Part => None,
            };
            found.extend(conflict);
        }
        self.directions(sentence, &topics, found);
        self.sums(sentence, found);
    }

    fn candidates(
        &self,
        topics: &Topics,
        sentence: &Sentence,
        claim: &Claim,
    ) -> Vec<Candidate<'_, 'r>> {
        topics
            .all
            .iter()
            .map(|topic| {
                let fact = &self.facts.all[topic.fact];
                let suit = topics.suit(self.facts, fact, sentence, claim, self.stems);
                Candidate { fact, topic: *topic, suit }
            })
            .collect()
    }

    fn level(
        &self,
        sentence: &Sentence,
        earlier: Option<&Sentence>,
        at: usize,
        topics: &Topics,
        candidates: &[Candidate<'_, 'r>],
    ) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        if claim.kind == ClaimKind::Fraction {
            return self.fraction(sentence, at);
        }
        let same_kind = || candidates.iter().filter(|it| it.fact.kind == claim.kind);
        let rough = sentence.is_rough(claim);
        let fits = |value: i128| claim.is(value) || (rough && claim.is_about(value));
        let goes_to = sentence.before(claim.item).next() == Some("to")
            && sentence.before(claim.item).nth(1).and_then(Direction::of).is_some();
        if same_kind().any(|it| {
            fits(it.fact.level.size)
                && (it.suit.cover >= 30
                    || it.suit.noun == Noun::Same
                    || it.topic.standing >= Standing::Earlier)
        }) {
            return None;
        }
        let was = |it: &&Candidate<'_, 'r>| {
            it.suit.cover >= 50 && it.fact.before.iter().any(|it| fits(it.size))
        };
        if let Some(it) = same_kind().find(was) {
            let value = it.fact.before.iter().find(|it| fits(it.size))?;
            let says_time =
                sentence.says_time() || earlier.is_some_and(Sentence::says_time);
            let is_it = it.suit.distinct
                && ((goes_to && it.suit.cover >= 70)
                    || (it.suit.cover >= 85
                        && it.suit.noun != Noun::Other
                        && !says_time
                        && it.topic.standing == Standing::Named));
            return is_it.then(|| {
                self.conflict(
                    claim,
                    it.fact,
                    format!(
                        "was that in {}, and is {}",
                        value.label,
                        self.shown(it.fact, it.fact.level.size)
                    ),
                )
            });
        }
        let is_target = |it: &Candidate<'_, 'r>| {
            it.suit.cover >= 50 && it.fact.target.as_ref().is_some_and(|it| fits(it.size))
        };
        if same_kind().any(is_target) || self.is_sum_of_others(sentence, at) {
            return None;
        }
        if claim.kind == ClaimKind::PerCent
            && let Some(conflict) = self.share(sentence, at, topics, candidates)
        {
            return conflict;
        }
        let day = sentence.day_before(claim);
        let is_then = |it: &&Candidate<'_, 'r>| {
            day.is_none_or(|day| it.fact.time.is_some_and(|own| is_of_time(own, day)))
        };
        let best = same_kind()
            .filter(is_then)
            .filter_map(|it| Some((self.likely(sentence, claim, it)?, it)));
        let best =
            best.max_by_key(|(score, it)| (*score, std::cmp::Reverse(it.topic.fact)));
        let (_, mut best) = best?;
        // A measure is told rather than a point of the same value.
        let alike = same_kind().find(|it| {
            matches!(it.fact.of, Of::Measure(..))
                && it.fact.level.size == best.fact.level.size
                && self.likely(sentence, claim, it).is_some()
        });
        best = alike.unwrap_or(best);
        let says = format!("says {}", self.shown(best.fact, best.fact.level.size));
        Some(self.conflict(claim, best.fact, says))
    }

    /// How much speaks for a fact that a claim should have the value of; `None` where too little
    /// does.
    pub(super) fn likely(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        it: &Candidate<'_, 'r>,
    ) -> Option<u32> {
        let value = it.fact.level.size;
        let Suit { cover, distinct, by_id, noun } = it.suit;
        let is_slip = claim.is_slip_of(value);
        let is_near = claim.is_within(value, 11);
        let is_close = is_slip || claim.is_within(value, 20);
        let is_other = noun == Noun::Other && matches!(it.fact.of, Of::Measure(..));
        if !is_close || is_other || claim.size.signum() != value.signum() {
            return None;
        }
        let rank = cover
            + 30 * u32::from(is_slip)
            + 20 * u32::from(is_near)
            + 20 * u32::from(noun == Noun::Same);
        let here = self.passage.section;
        match it.fact.of {
            Of::Measure(_, measure) => {
                let owns = sentence.before(claim.item).take(2).any(|word| {
                    matches!(
                        word,
                        "our" | "all" | "has" | "have" | "had" | "its" | "serve" | "the"
                    )
                });
                let is_rounded = sentence.is_rough(claim);
                if is_rounded && claim.is_about(value) {
                    return None;
                }
                let is_named = cover >= 75 && distinct && (!by_id || is_near || is_slip);
                let is_counted = noun == Noun::Same
                    && ((is_slip && claim.digits() > 2)
                        || (is_near && claim.digits() > 2)
                        || (owns && claim.is_within(value, 14) && cover >= 20));
                let is_alone = measure.unit.value != Unit::Percent
                    && is_slip
                    && cover >= 60
                    && distinct;
                (is_named || is_counted || is_alone).then_some(rank)
            }
            Of::Cell(_) | Of::Point(_) => {
                let near: Vec<_> = sentence.stems_near(claim).collect();
                let is_named = !it.fact.name.is_empty()
                    && it.fact.name.iter().all(|stem| near.contains(stem));
                let is_here = here.is_none_or(|here| it.fact.sections.contains(&here));
                let is_close = is_slip || claim.is_within(value, 11);
                (is_named
                    && is_close
                    && (is_here || claim.digits() > 3)
                    && claim.digits() > 1)
                    .then_some(rank.saturating_sub(10))
            }
        }
    }

    /// Whether a claim is the sum of some claims beside it, or the difference of two.
    pub(super) fn is_sum_of_others(&self, sentence: &Sentence, at: usize) -> bool {
        let claim = &sentence.claims[at];
        let others: Vec<i128> = sentence
            .claims
            .iter()
            .enumerate()
            .filter(|(other, it)| *other != at && it.kind == claim.kind)
            .map(|(_, it)| it.size)
            .collect();
        let sums = (0..others.len())
            .flat_map(|from| (from + 2..=others.len()).map(move |to| (from, to)));
        let mut sums = sums.map(|(from, to)| others[from..to].iter().sum::<i128>());
        sums.any(|sum| claim.is(sum))
            || others
                .iter()
                .any(|one| others.iter().any(|two| one > two && claim.is(one - two)))
    }

    /// That a claim is not what a fact says.
    pub(super) fn conflict(
        &self,
        claim: &Claim,
        fact: &Fact<'r>,
        says: String,
    ) -> Conflict {
        let called = Self::called(fact);
        let hint = match fact.of {
            Of::Measure(_, measure) => {
                format!("write `{{{}}}`, or say what else is counted", measure.id.value)
            }
            _ => "correct one of the two, or say what else is counted".to_owned(),
        };
        let what = match fact.of {
            Of::Measure(..) => "the measure",
            Of::Cell(_) => "the cell",
            Of::Point(_) => "the point",
        };
        Conflict {
            about: About::Value,
            range: claim.range.clone(),
            message: format!("`{}` is typed, and {called} {says}", self.text(claim)),
            hint,
            related: vec![(fact.level.place.clone(), what.to_owned())],
        }
    }
}

/// Whether a time as it prints is, or holds, one that a sentence says.
pub(super) fn is_of_time(own: &str, said: &str) -> bool {
    let plain = |text: &str| text.replace(['–', '-'], "/").to_lowercase();
    let (own, said) = (plain(own), plain(said));
    own == said || own.ends_with(&said) || said.ends_with(&own)
}

/// A number of the scale of [`ONE`], of hundredths of a whole.
pub(super) fn per_cent(part: i128, whole: i128) -> Option<i128> {
    // Both may be large: a thousandth of a per cent is exact enough.
    let part = part / (ONE / 1_000_000);
    let whole = whole / (ONE / 1_000_000);
    (whole != 0).then(|| part.saturating_mul(100 * ONE) / whole)
}
