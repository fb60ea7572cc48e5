//! Against: what a sentence says that a fact was, or should be.

use super::facts::{Fact, Value};
use super::judge::{Candidate, Conflict, Judge, is_of_time};
use super::reading::Sentence;
use super::topics::{Noun, Standing};

impl<'r> Judge<'_, 'r> {
    /// A claim of what was.
    pub(super) fn before(
        &self,
        sentence: &Sentence,
        at: usize,
        time: Option<&str>,
        candidates: &[Candidate<'_, 'r>],
    ) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let time = time.filter(|time| !time.is_empty());
        let rough = sentence.is_rough(claim);
        let fits = |value: i128| claim.is(value) || (rough && claim.is_about(value));
        let same_kind = || candidates.iter().filter(|it| it.fact.kind == claim.kind);
        let suits = |it: &&Candidate<'_, 'r>| {
            it.suit.cover >= 30 || it.topic.standing > Standing::Named
        };
        // The time of the reporting year is not one before.
        if let Some(time) = time
            && same_kind().filter(suits).any(|it| {
                it.fact.time.is_some_and(|own| is_of_time(own, time))
                    && fits(it.fact.level.size)
            })
        {
            return None;
        }
        if same_kind()
            .filter(suits)
            .any(|it| it.fact.before.iter().any(|it| fits(it.size)))
        {
            return None;
        }
        let mut best: Option<(u32, &Fact<'r>, &Value<'r>)> = None;
        for it in same_kind().filter(|it| it.suit.noun != Noun::Other) {
            if it.fact.time.zip(time).is_some_and(|(own, time)| is_of_time(own, time)) {
                let value = &it.fact.level;
                if let Some(score) = self.likely(sentence, claim, it)
                    && best.as_ref().is_none_or(|best| score > best.0)
                {
                    best = Some((score, it.fact, value));
                }
                continue;
            }
            let value = match time {
                Some(time) => it.fact.before.iter().find(|it| is_of_time(it.label, time)),
                None => it.fact.before.first(),
            };
            let Some(value) = value else { continue };
            let is_close =
                claim.is_slip_of(value.size) || claim.is_within(value.size, 17);
            let standing = match it.topic.standing {
                Standing::Printed => 60,
                Standing::Equal => 50,
                Standing::Earlier => 40,
                Standing::Named => 0,
            };
            let is_it = standing >= 40
                || (it.suit.cover >= 70 && it.suit.distinct)
                || (it.suit.noun == Noun::Same
                    && claim.is_within(value.size, 12)
                    && claim.digits() > 2);
            let score = standing
                + it.suit.cover
                + 20 * u32::from(it.suit.noun == Noun::Same)
                + 60 * u32::from(claim.is_slip_of(value.size));
            if is_close && is_it && best.as_ref().is_none_or(|best| score > best.0) {
                best = Some((score, it.fact, value));
            }
        }
        let (_, fact, value) = best?;
        if std::ptr::eq(value, &fact.level) {
            let says = format!("says {}", self.shown(fact, value.size));
            return Some(self.conflict(claim, fact, says));
        }
        let says = format!("was {} in {}", self.shown(fact, value.size), value.label);
        let mut conflict = self.conflict(claim, fact, says);
        "write what it was, or correct the measure".clone_into(&mut conflict.hint);
        conflict.related =
            vec![(value.place.clone(), format!("what it was in {}", value.label))];
        Some(conflict)
    }

    /// A claim of what should be.
    pub(super) fn target(
        &self,
        sentence: &Sentence,
        at: usize,
        candidates: &[Candidate<'_, 'r>],
    ) -> Option<Conflict> {
        let claim = &sentence.claims[at];
        let rough = sentence.is_rough(claim);
        let fits = |value: i128| claim.is(value) || (rough && claim.is_about(value));
        let same_kind = || candidates.iter().filter(|it| it.fact.kind == claim.kind);
        if same_kind().any(|it| {
            it.fact.target.as_ref().is_some_and(|it| fits(it.size))
                || (fits(it.fact.level.size) && it.suit.cover >= 30)
                || it.fact.before.iter().any(|it| fits(it.size))
        }) {
            return None;
        }
        let mut best: Option<(u32, &Fact<'r>, &Value<'r>)> = None;
        for it in same_kind().filter(|it| it.suit.noun != Noun::Other) {
            let Some(target) = &it.fact.target else { continue };
            let standing = match it.topic.standing {
                Standing::Printed => 60,
                Standing::Equal => 50,
                Standing::Earlier => 40,
                Standing::Named => 0,
            };
            let is_it = standing >= 40 || (it.suit.cover >= 70 && it.suit.distinct);
            let score =
                standing + it.suit.cover + 60 * u32::from(claim.is_slip_of(target.size));
            let is_close =
                claim.is_slip_of(target.size) || claim.is_within(target.size, 15);
            if is_it && is_close && best.as_ref().is_none_or(|best| score > best.0) {
                best = Some((score, it.fact, target));
            }
        }
        let (_, fact, target) = best?;
        let says = format!("has the target {}", self.shown(fact, target.size));
        let mut conflict = self.conflict(claim, fact, says);
        "write the target, or correct the measure".clone_into(&mut conflict.hint);
        conflict.related = vec![(target.place.clone(), "the target".to_owned())];
        Some(conflict)
    }
}
