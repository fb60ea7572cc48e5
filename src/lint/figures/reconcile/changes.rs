//! Changes: by how much, and in which direction, a sentence says that something went.

use super::facts::{Fact, Of};
use super::judge::{About, Candidate, Conflict, Judge, per_cent};
use super::reading::{Claim, ClaimKind, Item, Sentence};
use super::role::{Direction, Role};
use super::topics::{Noun, Standing, Topics};
use crate::lint::words::{EARLIER, TARGETS};
use crate::report::number::ONE;

/// A change that the facts know: by how much, with its sign, and how it is told.
struct Change {
    size: i128,
    is_points: bool,
    before: i128,
}

impl<'r> Judge<'_, 'r> {
    pub(super) fn difference(
        &self,
        sentence: &Sentence,
        at: usize,
        direction: Option<Direction>,
        candidates: &[Candidate<'_, 'r>],
    ) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let behind = sentence.behind_brackets(claim);
        let to_target = behind.iter().take(6).any(|word| TARGETS.contains(word));
        let subjects: Vec<_> = candidates
            .iter()
            .filter(|it| self.may_change(claim, it) && it.suit.noun != Noun::Other)
            .collect();
        let rough = sentence.is_rough(claim);
        let fits = |size: i128| claim.is(size) || (rough && claim.is_about(size));
        let mut denied = None;
        for it in &subjects {
            for change in changes(it.fact, claim) {
                if !fits(change.size) || change.is_points {
                    continue;
                }
                let told = direction.map(Direction::sign);
                if told.is_none()
                    || told == Some(change.size.signum())
                    || change.size == 0
                {
                    return None;
                }
                let is_it = it.topic.standing > Standing::Named || it.suit.cover >= 60;
                if is_it && denied.is_none() {
                    denied = Some((it.fact, change));
                }
            }
        }
        if let Some((fact, change)) = denied {
            let range = sentence.told_at(claim).unwrap_or_else(|| claim.range.clone());
            return Some(self.went(range, fact, change.before));
        }
        if self.is_difference_of_others(sentence, at) {
            return None;
        }
        self.wrong_size(sentence, claim, &subjects, to_target)
    }

    fn may_change(&self, claim: &Claim, it: &Candidate<'_, 'r>) -> bool {
        let is_kind = match claim.kind {
            ClaimKind::PerCent | ClaimKind::Fraction => true,
            ClaimKind::Points => it.fact.kind == ClaimKind::PerCent,
            kind => it.fact.kind == kind,
        };
        is_kind
            && matches!(it.fact.of, Of::Measure(..))
            && (it.topic.standing > Standing::Named
                || it.suit.cover >= 40
                || it.suit.noun == Noun::Same)
    }

    /// Whether two claims beside it differ by a claim, as numbers or in per cent.
    fn is_difference_of_others(&self, sentence: &Sentence, at: usize) -> bool {
        let claim = &sentence.claims[at];
        let others: Vec<_> = sentence
            .claims
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .collect();
        others.iter().any(|(_, one)| {
            others
                .iter()
                .filter(|(_, two)| two.kind == one.kind && two.size != one.size)
                .any(|(_, two)| {
                    let size = one.size - two.size;
                    match claim.kind {
                        ClaimKind::PerCent | ClaimKind::Fraction => {
                            per_cent(size, two.size).is_some_and(|it| claim.is(it))
                        }
                        ClaimKind::Points => {
                            one.kind == ClaimKind::PerCent && claim.is(size)
                        }
                        kind => one.kind == kind && claim.is(size),
                    }
                })
        })
    }

    fn wrong_size(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        subjects: &[&Candidate<'_, 'r>],
        to_target: bool,
    ) -> Option<Conflict> {
        let mut best: Option<(u32, &Fact<'r>, Change)> = None;
        for it in subjects {
            for (position, change) in changes(it.fact, claim).into_iter().enumerate() {
                let of_target = it
                    .fact
                    .target
                    .as_ref()
                    .is_some_and(|target| target.size == change.before);
                if of_target
                    && !to_target
                    && !states(sentence, change.before, it.fact.kind)
                {
                    continue;
                }
                let is_stated = states(sentence, change.before, it.fact.kind);
                let is_close =
                    claim.is_slip_of(change.size) || claim.is_within(change.size, 30);
                let is_points = change.is_points && claim.is(change.size);
                if change.is_points && !is_points {
                    continue;
                }
                let is_exact = claim.kind != ClaimKind::Fraction;
                let is_it = match it.topic.standing {
                    Standing::Printed | Standing::Equal => is_close || is_stated,
                    Standing::Earlier => is_close && is_exact,
                    Standing::Named => {
                        is_close && is_exact && it.suit.cover >= 70 && it.suit.distinct
                    }
                };
                if !is_it || (!is_exact && !is_stated) || change.size == 0 {
                    continue;
                }
                let score = it.suit.cover
                    + 100 * u32::from(is_points)
                    + 60 * u32::from(is_stated)
                    + 40 * u32::from(claim.is_slip_of(change.size))
                    + 30 * u32::from(it.topic.standing >= Standing::Equal)
                    + 30 * u32::from(it.topic.standing >= Standing::Earlier)
                    + 5 * u32::from(position == 0);
                if best.as_ref().is_none_or(|best| score > best.0) {
                    best = Some((score, it.fact, change));
                }
            }
        }
        let (_, fact, change) = best?;
        let Of::Measure(_, measure) = fact.of else { return None };
        let id = &measure.id.value;
        let typed = self.text(claim);
        let from = self.shown(fact, change.before);
        let to = self.shown(fact, fact.level.size);
        let (about, message, hint) = match change.is_points {
            true => (
                About::Points,
                format!(
                    "`{typed}` is the difference between {from} and {to} of `{id}`, which is in percentage points"
                ),
                "write `percentage points` in place of per cent".to_owned(),
            ),
            false => (
                About::Change,
                format!(
                    "`{typed}` is typed as a change, and `{id}` went from {from} to {to}"
                ),
                "correct the change, or say what else changed".to_owned(),
            ),
        };
        let mut related = vec![(fact.level.place.clone(), "the measure".to_owned())];
        let other = fact.before.iter().chain(&fact.target);
        related.extend(
            other
                .filter(|value| value.size == change.before)
                .take(1)
                .map(|value| (value.place.clone(), "what it is held against".to_owned())),
        );
        Some(Conflict { about, range: claim.range.clone(), message, hint, related })
    }

    fn went(
        &self,
        range: std::ops::Range<usize>,
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
                Some(Item::Time(time)) if sentence.word(at + 2) == Some("in") => {
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
                Some(time) => fact
                    .before
                    .iter()
                    .find(|value| super::judge::is_of_time(value.label, time))?,
                None => fact.before.first()?,
            };
            let change = (fact.level.size - before.size).signum();
            let range = sentence.range_of(at)?;
            (change != 0 && change != direction.sign())
                .then(|| self.went(range, fact, before.size))
        })
    }

    /// What is left of one sum after another: “which leaves a surplus of”.
    pub(super) fn remainder(
        &self,
        sentence: &Sentence,
        at: usize,
        candidates: &[Candidate<'_, 'r>],
    ) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let is_known = candidates
            .iter()
            .any(|it| it.fact.kind == claim.kind && claim.is(it.fact.level.size));
        if is_known || self.is_difference_of_others(sentence, at) {
            return None;
        }
        let mut sums =
            sentence.claims[..at].iter().rev().filter(|it| it.kind == claim.kind);
        let (last, first) = (sums.next()?, sums.next()?);
        let left = first.size - last.size;
        if left.abs() <= 1 || !(claim.is_slip_of(left) || claim.is_within(left, 30)) {
            return None;
        }
        let facts = [last, first].map(|it| {
            let fact = self.facts.of_measure(it.measure?)?;
            Some(&self.facts.all[fact])
        });
        let shown = facts.iter().flatten().next().map_or_else(
            || crate::report::number::unscaled(left).to_string(),
            |fact| self.shown(fact, left),
        );
        let message = format!(
            "`{}` is typed, and `{}` less `{}` is {shown}",
            self.text(claim),
            self.text(first),
            self.text(last)
        );
        let places = facts.iter().flatten().map(|fact| fact.level.place.clone());
        Some(Conflict {
            about: About::Sum,
            range: claim.range.clone(),
            message,
            hint: "correct one of the three".to_owned(),
            related: places.map(|place| (place, "a part of it".to_owned())).collect(),
        })
    }
}

impl Sentence {
    /// The bytes of a word.
    fn range_of(&self, item: usize) -> Option<std::ops::Range<usize>> {
        match self.items.get(item)? {
            Item::Word { range, .. } => Some(range.clone()),
            _ => None,
        }
    }

    /// The bytes of the word that says the direction of a difference: the nearest.
    fn told_at(&self, claim: &Claim) -> Option<std::ops::Range<usize>> {
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

/// The changes that a claim of a kind can be of a fact: since each time before, and to its target.
fn changes(fact: &Fact<'_>, claim: &Claim) -> Vec<Change> {
    let mut all = Vec::new();
    for other in fact.before.iter().chain(&fact.target) {
        let size = fact.level.size - other.size;
        let before = other.size;
        match claim.kind {
            ClaimKind::PerCent | ClaimKind::Fraction => {
                if let Some(size) = per_cent(size, before) {
                    all.push(Change { size, is_points: false, before });
                }
                if fact.kind == ClaimKind::PerCent && before != 100 * ONE {
                    all.push(Change { size, is_points: true, before });
                }
            }
            _ => all.push(Change { size, is_points: false, before }),
        }
    }
    all
}

/// Whether a sentence says a size of a kind.
fn states(sentence: &Sentence, size: i128, kind: ClaimKind) -> bool {
    sentence.claims.iter().any(|claim| claim.kind == kind && claim.is(size))
}
