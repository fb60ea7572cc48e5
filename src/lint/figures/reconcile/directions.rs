//! Directions: which way a sentence says that something went, held against what it was.

use std::ops::Range;

use super::facts::{Fact, Of};
use super::judge::{About, Conflict, Judge, is_of_time};
use super::reading::{Claim, Item, Sentence};
use super::role::{Direction, Role};
use super::topics::{Standing, Topics};
use crate::lint::words::EARLIER;

impl<'r> Judge<'_, 'r> {
    /// That a fact went the other way than some words say.
    pub(super) fn went(
        &self,
        range: Range<usize>,
        fact: &Fact<'r>,
        before: i128,
    ) -> Conflict {
        let way = if fact.level.size > before { "up" } else { "down" };
        let id = match fact.of {
            Of::Measure(_, measure) => &measure.id.value,
            _ => fact.level.label,
        };
        let message = format!(
            "`{}` is typed, and `{id}` went {way}, from {} to {}",
            &self.passage.text[range.clone()],
            self.shown(fact, before),
            self.shown(fact, fact.level.size)
        );
        let hint = "correct the direction, or the figures".to_owned();
        let related = vec![(fact.level.place.clone(), "the measure".to_owned())];
        Conflict { about: About::Change, range, message, hint, related }
    }

    /// Directions that a sentence tells beside its figures: “rose from … to”, “up from”, “rose to”,
    /// “more than in”.
    pub(super) fn directions(
        &self,
        sentence: &Sentence,
        topics: &Topics,
        found: &mut Vec<Conflict>,
    ) {
        for (at, claim) in sentence.claims.iter().enumerate() {
            let role = sentence.role(at);
            if found.iter().any(|it| it.range == claim.range) {
                continue;
            }
            let before: Vec<&str> = sentence.before(claim.item).take(2).collect();
            let verb = sentence.verb_before(claim.item);
            let conflict = match (&role, before.as_slice()) {
                (Role::Before(_), ["from", ..]) => verb.and_then(|(item, direction)| {
                    self.from(sentence, at, item, direction, topics)
                }),
                (_, ["to", word]) => {
                    Direction::of(word).zip(verb).and_then(|(direction, (item, _))| {
                        self.to(sentence, claim, item, direction, topics)
                    })
                }
                _ => None,
            };
            found.extend(conflict);
        }
        found.extend(self.than_before(sentence));
    }

    /// “rose from X”: what it is now must be more.
    fn from(
        &self,
        sentence: &Sentence,
        at: usize,
        verb: usize,
        direction: Direction,
        topics: &Topics,
    ) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let mut now = sentence.claims[at + 1..].iter().find(|next| {
            next.kind == claim.kind
                && sentence.before(next.item).take(1).any(|word| word == "to")
        });
        if now.is_none() {
            // A figure between the verb and “from” is what it came to; else what is spoken of.
            now = sentence.claims[..at].iter().rev().find(|it| {
                it.kind == claim.kind
                    && !matches!(
                        sentence.role(it.position(sentence)),
                        Role::Difference(_)
                    )
            });
        }
        let fact = self.subject_of(sentence, claim, now, topics)?;
        let level = now.map_or(fact.level.size, |now| now.size);
        if level == claim.size || (level - claim.size).signum() == direction.sign() {
            return None;
        }
        Some(self.went(sentence.range_of(verb)?, fact, claim.size))
    }

    /// The measure that the figures of a change are of.
    fn subject_of<'s>(
        &'s self,
        sentence: &Sentence,
        before: &Claim,
        now: Option<&Claim>,
        topics: &Topics,
    ) -> Option<&'s Fact<'r>> {
        let mut best: Option<(u32, &Fact<'r>)> = None;
        for topic in &topics.all {
            let fact = &self.facts.all[topic.fact];
            let was = fact.before.iter().any(|value| before.is(value.size));
            let is = now.is_none_or(|now| now.is(fact.level.size));
            if fact.kind != before.kind || !was || !is {
                continue;
            }
            let suit = topics.suit(self.facts, fact, sentence, before, self.stems);
            let score = suit.cover + 50 * u32::from(topic.standing > Standing::Named);
            if score >= 50 && best.as_ref().is_none_or(|best| score > best.0) {
                best = Some((score, fact));
            }
        }
        best.map(|(_, fact)| fact)
    }

    /// “rose to X”, where X is what it is, and it was more.
    fn to(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        verb: usize,
        direction: Direction,
        topics: &Topics,
    ) -> Option<Conflict> {
        let mut facts = topics.all.iter().filter(|it| it.standing >= Standing::Equal);
        let fact = facts.find_map(|topic| {
            let fact = &self.facts.all[topic.fact];
            let is_it = match claim.measure {
                Some(measure) => matches!(fact.of, Of::Measure(at, _) if at == measure),
                None => {
                    let suit = topics.suit(self.facts, fact, sentence, claim, self.stems);
                    fact.kind == claim.kind
                        && claim.is(fact.level.size)
                        && suit.cover >= 60
                }
            };
            is_it.then_some(fact)
        })?;
        let before = fact.before.first()?.size;
        // What it rose from may be said, and is another matter.
        let is_said = sentence.claims.iter().any(|it| {
            it.item > claim.item
                && sentence.before(it.item).take(1).any(|word| word == "from")
                && !it.is(before)
        });
        let change = (fact.level.size - before).signum();
        let range = sentence.range_of(verb)?;
        (!is_said && change != 0 && change != direction.sign())
            .then(|| self.went(range, fact, before))
    }

    /// “less than in the year before”, behind a measure and without a figure.
    fn than_before(&self, sentence: &Sentence) -> Option<Conflict> {
        (0..sentence.items.len()).find_map(|at| {
            let direction = Direction::behind(sentence.word(at)?)?;
            if sentence.word(at + 1) != Some("than") {
                return None;
            }
            let is_earlier = EARLIER.iter().any(|words| {
                sentence.says_at(at + 2, words) || sentence.says_at(at + 3, words)
            });
            let time = match sentence.items.get(at + 3) {
                Some(Item::Time(time, _)) if sentence.word(at + 2) == Some("in") => {
                    Some(time)
                }
                _ => None,
            };
            if !is_earlier && time.is_none() {
                return None;
            }
            // Nothing but words and commas between the figure and these.
            let claim =
                sentence.items[..at].iter().rev().find_map(|item| match item {
                    Item::Claim(claim) => Some(Some(*claim)),
                    Item::Mark(';' | ':' | '(') => Some(None),
                    _ => None,
                })??;
            let claim = sentence.claims.get(claim)?;
            let fact = &self.facts.all[self.facts.of_measure(claim.measure?)?];
            let before = match time {
                Some(time) => {
                    fact.before.iter().find(|value| is_of_time(value.label, time))?
                }
                None => fact.before.first()?,
            };
            let change = (fact.level.size - before.size).signum();
            let range = sentence.range_of(at)?;
            (change != 0 && change != direction.sign())
                .then(|| self.went(range, fact, before.size))
        })
    }
}

impl Sentence {
    /// The bytes of a word.
    pub(super) fn range_of(&self, item: usize) -> Option<Range<usize>> {
        match self.items.get(item)? {
            Item::Word { range, .. } => Some(range.clone()),
            _ => None,
        }
    }

    /// The bytes of the word that says the direction of a difference: the nearest.
    pub(super) fn told_at(&self, claim: &Claim) -> Option<Range<usize>> {
        let is_way = |at: &usize| {
            self.word(*at).is_some_and(|word| {
                Direction::of(word).or_else(|| Direction::behind(word)).is_some()
            })
        };
        let behind = (claim.item + 1..self.items.len().min(claim.item + 6)).find(is_way);
        let before = (claim.item.saturating_sub(6)..claim.item).rev().find(is_way);
        let is_by = claim.item.checked_sub(1).and_then(|at| self.word(at)) == Some("by");
        let at = if is_by { before.or(behind) } else { behind.or(before) };
        self.range_of(at?)
    }
}

impl Claim {
    /// Its position among the claims of its sentence.
    pub(super) fn position(&self, sentence: &Sentence) -> usize {
        sentence.claims.iter().position(|it| it.item == self.item).unwrap_or_default()
    }
}
