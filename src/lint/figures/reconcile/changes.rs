//! Changes: by how much a sentence says that something went, held against what it was and should be.

use super::facts::{Fact, Of};
use super::judge::{About, Candidate, Conflict, Judge, per_cent};
use super::kind::ClaimKind;
use super::reading::{Claim, Sentence};
use super::role::Direction;
use super::topics::{Noun, Standing};
use crate::lint::words::TARGETS;
use crate::report::number::ONE;

/// A change that the facts know: by how much, with its sign, and how it is told.
pub(super) struct Change {
    pub(super) size: i128,
    pub(super) is_points: bool,
    pub(super) before: i128,
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
    pub(super) fn is_difference_of_others(&self, sentence: &Sentence, at: usize) -> bool {
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
                        // An id alone is a name of many things.
                        is_close
                            && is_exact
                            && it.suit.cover >= 70
                            && it.suit.distinct
                            && (!it.suit.by_id || is_stated)
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

/// The changes that a claim of a kind can be of a fact: since each time before, and to its target.
pub(super) fn changes(fact: &Fact<'_>, claim: &Claim) -> Vec<Change> {
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
