//! Sums: parts that a sentence adds up, shares of a whole, and fractions beside their percentage.

use super::facts::{Fact, Of};
use super::judge::{About, Candidate, Conflict, Judge, per_cent};
use super::kind::ClaimKind;
use super::reading::{Claim, Item, Sentence};
use super::role::Role;
use super::stems::Stem;
use super::topics::{Standing, Topics};
use crate::diagnostic::Place;
use crate::lint::words::{COMPLEMENTS, PARTS, TOGETHER};
use crate::report::Measure;
use crate::report::number::{ONE, unscaled};

/// Words of what is not, which with what is makes all.
const ABSENCES: [&str; 3] = ["none", "not", "no"];
/// By how much a share may miss a fraction that is said to be it, in the units of one per cent.
const LOOSE: i128 = 6;

impl<'r> Judge<'_, 'r> {
    /// A fraction in words with its percentage in brackets.
    pub(super) fn fraction(&self, sentence: &Sentence, at: usize) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let next = sentence.claims.get(at + 1)?;
        let is_bracketed =
            matches!(sentence.items.get(next.item.checked_sub(1)?)?, Item::Mark('('))
                && matches!(sentence.items.get(next.item + 1), Some(Item::Mark(')')));
        if !is_bracketed || next.kind != ClaimKind::PerCent || next.item > claim.item + 6
        {
            return None;
        }
        let over = (next.size - claim.size) * 2;
        let word = sentence.before(claim.item).next().unwrap_or_default();
        let (low, high) = match word {
            "nearly" | "almost" | "under" => (-2 * LOOSE, 1),
            "over" | "above" | "than" => (-1, 2 * LOOSE),
            "about" | "around" | "roughly" | "some" | "approximately" => {
                (-2 * LOOSE, 2 * LOOSE)
            }
            _ => (-3, 3),
        };
        if (low * ONE..=high * ONE).contains(&over) {
            return None;
        }
        let message = format!(
            "`{}` is {}%, and `{}` stands beside it",
            self.text(claim),
            unscaled(claim.size / (ONE / 10) * (ONE / 10)),
            self.text(next)
        );
        Some(self.sum(
            claim,
            message,
            vec![(self.place(next), "the percentage".to_owned())],
        ))
    }

    fn sum(
        &self,
        claim: &Claim,
        message: String,
        related: Vec<(Place, String)>,
    ) -> Conflict {
        let hint = "correct one of them".to_owned();
        Conflict { about: About::Sum, range: claim.range.clone(), message, hint, related }
    }

    /// Where a claim stands: for one that a measure prints, the value of that.
    fn place(&self, claim: &Claim) -> Place {
        match claim.measure.and_then(|at| self.corpus.report.measures.get(at)) {
            Some(measure) => measure.value.place.clone(),
            None => self.passage.place_of(&claim.range, self.corpus.texts),
        }
    }

    /// What a figure before the claim is of its whole: “3,875 (62%)”.
    pub(super) fn share_of(
        &self,
        sentence: &Sentence,
        at: usize,
        part: usize,
        candidates: &[Candidate<'_, 'r>],
    ) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let part = &sentence.claims[part];
        let known = |it: &&Candidate<'_, 'r>| {
            it.fact.kind == ClaimKind::PerCent
                && claim.is(it.fact.level.size)
                && (it.suit.cover >= 40 || it.topic.standing >= Standing::Earlier)
        };
        if candidates.iter().any(|it| known(&it)) {
            return None;
        }
        let is_of =
            |whole: i128| per_cent(part.size, whole).is_some_and(|it| claim.is(it));
        if sentence.claims.iter().any(|it| it.kind == part.kind && is_of(it.size)) {
            return None;
        }
        let mut facts =
            candidates.iter().filter(|it| it.topic.standing >= Standing::Equal);
        let it = facts.find(|it| match part.measure {
            Some(measure) => matches!(it.fact.of, Of::Measure(at, _) if at == measure),
            None => it.fact.kind == part.kind && part.is(it.fact.level.size),
        })?;
        let Of::Measure(_, measure) = it.fact.of else { return None };
        let wholes: Vec<&Fact<'r>> = self.wholes(measure).collect();
        if wholes.iter().any(|whole| {
            per_cent(it.fact.level.size, whole.level.size).is_some_and(|it| claim.is(it))
                || is_of(whole.level.size)
        }) {
            return None;
        }
        self.not_the_share(claim, it.fact, wholes.first()?)
    }

    fn not_the_share(
        &self,
        claim: &Claim,
        part: &Fact<'r>,
        whole: &Fact<'r>,
    ) -> Option<Conflict> {
        let share = per_cent(part.level.size, whole.level.size)?;
        let message = format!(
            "`{}` is typed, and {} of {} is {}%",
            self.text(claim),
            self.shown(part, part.level.size),
            self.shown(whole, whole.level.size),
            unscaled((share + ONE / 20) / (ONE / 10) * (ONE / 10))
        );
        let related = vec![
            (part.level.place.clone(), "the part".to_owned()),
            (whole.level.place.clone(), "the whole".to_owned()),
        ];
        Some(self.sum(claim, message, related))
    }

    /// The facts that a measure is said to be a part of.
    fn wholes<'s>(&'s self, part: &'s Measure) -> impl Iterator<Item = &'s Fact<'r>> {
        let report = self.corpus.report;
        let direct = part.part_of.as_ref().and_then(|id| report.measure_index(&id.value));
        let sums = self.facts.all.iter().filter(|fact| match fact.of {
            Of::Measure(_, whole) => {
                whole.sum_of.iter().any(|id| id.value == part.id.value)
            }
            _ => false,
        });
        let direct = direct.and_then(|at| self.facts.of_measure(at));
        direct.map(|at| &self.facts.all[at]).into_iter().chain(sums)
    }

    /// “Fares made up 75% of operating income”: the share of one measure in another. `None` where
    /// the sentence names no such two; else what does not agree.
    #[expect(
        clippy::option_option,
        reason = "no opinion, agreement and conflict are three"
    )]
    pub(super) fn share(
        &self,
        sentence: &Sentence,
        at: usize,
        _: &Topics,
        candidates: &[Candidate<'_, 'r>],
    ) -> Option<Option<Conflict>> {
        let claim = &sentence.claims[at];
        if sentence.behind(claim.item).next() != Some("of") {
            return None;
        }
        let stems = |items: &[Item]| -> Vec<Stem> {
            let words = items.iter().filter_map(|item| match item {
                Item::Word { stem, .. } => *stem,
                _ => None,
            });
            words.collect()
        };
        let before = stems(&sentence.items[..claim.item]);
        let end =
            sentence.claims.get(at + 1).map_or(sentence.items.len(), |next| next.item);
        let behind = stems(&sentence.items[claim.item..end]);
        let names = |fact: &Fact<'_>, words: &[Stem], others: &[Stem]| {
            let all = |list: &[Stem]| {
                !list.is_empty() && list.iter().all(|it| words.contains(it))
            };
            let distinct = fact.name.iter().any(|it| {
                words.contains(it) && !others.contains(it) && !self.facts.own.contains(it)
            });
            all(&fact.nouns)
                || all(&fact.name)
                || (distinct
                    && fact
                        .name
                        .iter()
                        .all(|it| words.contains(it) || others.contains(it)))
        };
        for part in candidates {
            let Of::Measure(_, measure) = part.fact.of else { continue };
            if !names(part.fact, &before, &behind) || part.fact.kind == ClaimKind::PerCent
            {
                continue;
            }
            let wholes = self.wholes(measure);
            let Some(whole) = wholes.into_iter().find(|whole| names(whole, &behind, &[]))
            else {
                continue;
            };
            let share = per_cent(part.fact.level.size, whole.level.size)?;
            if claim.is(share) || (sentence.is_rough(claim) && claim.is_about(share)) {
                return Some(None);
            }
            if claim.is_slip_of(share / ONE * ONE) || claim.is_within(share, 25) {
                return Some(self.not_the_share(claim, part.fact, whole));
            }
        }
        None
    }

    /// Sums that a sentence says: “a and b, together d”, “d: a and b”, and two shares that are all.
    pub(super) fn sums(&self, sentence: &Sentence, found: &mut Vec<Conflict>) {
        for at in 0..sentence.claims.len() {
            let conflict = self
                .together(sentence, at)
                .or_else(|| self.listed(sentence, at))
                .or_else(|| self.complement(sentence, at, found));
            found.extend(conflict);
        }
    }

    fn together(&self, sentence: &Sentence, at: usize) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let is_before = |words: &&&str| {
            let count = words.split(' ').count();
            claim
                .item
                .checked_sub(count)
                .is_some_and(|from| sentence.says_at(from, words))
        };
        let is_behind = |words: &&&str| {
            let ends = sentence.behind(claim.item).take(4).count();
            (1..=ends).any(|step| sentence.says_at(claim.item + step, words))
        };
        if !TOGETHER.iter().any(|words| is_before(&words) || is_behind(&words)) {
            return None;
        }
        let parts: Vec<&Claim> =
            sentence.claims[..at].iter().filter(|it| it.kind == claim.kind).collect();
        let sums: Vec<(usize, i128)> = (0..parts.len().saturating_sub(1))
            .map(|from| (from, parts[from..].iter().map(|it| it.size).sum()))
            .collect();
        if sums.is_empty() || sums.iter().any(|(_, sum)| claim.is(*sum)) {
            return None;
        }
        let off = |sum: i128| (sum - claim.size).abs();
        let (from, sum) = sums.iter().copied().min_by_key(|(_, sum)| off(*sum))?;
        (claim.is_slip_of(sum) || claim.is_within(sum, 13))
            .then(|| self.does_not_add_up(claim, &parts[from..], sum))
    }

    fn does_not_add_up(&self, whole: &Claim, parts: &[&Claim], sum: i128) -> Conflict {
        let texts: Vec<String> = parts.iter().map(|it| self.text(it)).collect();
        let message = format!(
            "`{}` is said to be the sum of {}, which is {}",
            self.text(whole),
            texts.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" + "),
            unscaled(sum)
        );
        let all = parts.iter().copied().chain(whole.measure.map(|_| whole));
        let related = all.map(|it| (self.place(it), "a part of the sum".to_owned()));
        let related = related.collect();
        self.sum(whole, message, related)
    }

    /// “312 people: 214 at sea and 98 ashore”.
    fn listed(&self, sentence: &Sentence, at: usize) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let is_colon = |item: &Item| matches!(item, Item::Mark(':'));
        let colon = sentence.items[claim.item..].iter().take(4).position(is_colon)?;
        let colon = claim.item + colon;
        let parts: Vec<&Claim> = sentence.claims[at + 1..]
            .iter()
            .take_while(|it| {
                let between = &sentence.items[colon..it.item];
                !between.iter().any(|item| matches!(item, Item::Mark(';' | '(')))
                    && !TOGETHER.iter().any(|words| {
                        let count = words.split(' ').count();
                        sentence.says_at(it.item.saturating_sub(count), words)
                    })
            })
            .collect();
        let first = parts.first()?;
        let is_whole = |it: &&&Claim| it.kind == claim.kind && it.size < claim.size;
        let says_parts = sentence.items[colon..].iter().any(|item| match item {
            Item::Word { text, .. } => PARTS.contains(&text.as_str()),
            _ => false,
        });
        if parts.len() < 2
            || first.item > colon + 2
            || says_parts
            || !parts.iter().all(|it| is_whole(&it))
            || !matches!(claim.kind, ClaimKind::Number | ClaimKind::Money)
        {
            return None;
        }
        let sum = parts.iter().map(|it| it.size).sum::<i128>();
        let is_off = sum != claim.size && !claim.is(sum);
        (is_off && claim.is_within(sum, 13))
            .then(|| self.does_not_add_up(claim, &parts, sum))
    }

    /// “31% found shortcomings, and 69% found none”: two shares that should be all.
    fn complement(
        &self,
        sentence: &Sentence,
        at: usize,
        found: &[Conflict],
    ) -> Option<Conflict> {
        let second = &sentence.claims[at];
        let first = sentence.claims.get(at.checked_sub(1)?)?;
        let is_share = |at: usize, it: &Claim| {
            it.kind == ClaimKind::PerCent && sentence.role(at) == Role::Level
        };
        let is_told =
            |it: &Claim| found.iter().any(|conflict| conflict.range == it.range);
        if !is_share(at - 1, first)
            || !is_share(at, second)
            || is_told(first)
            || is_told(second)
        {
            return None;
        }
        let is_other = |word: &str| COMPLEMENTS.contains(&word);
        let behind: Vec<&str> = sentence.behind(second.item).take(4).collect();
        let before: Vec<&str> = sentence.before(second.item).take(2).collect();
        // “of men 55%” is of another whole.
        // Women and men may be fewer than all; what is and what is not are all.
        let is_opposite = behind.iter().any(|word| ABSENCES.contains(word));
        let is_rest = (before.iter().any(|word| is_other(word))
            && !before.contains(&"of"))
            || (behind.first() != Some(&"of") && behind.into_iter().any(is_other));
        let sum = first.size + second.size;
        let off = (sum - 100 * ONE).abs();
        if !is_rest || off <= ONE || off > 45 * ONE || (sum < 100 * ONE && !is_opposite) {
            return None;
        }
        let message = format!(
            "`{}` and `{}` make {}%, and are said to be all",
            self.text(first),
            self.text(second),
            unscaled(sum)
        );
        Some(self.sum(
            second,
            message,
            vec![(self.place(first), "the other share".to_owned())],
        ))
    }
}
