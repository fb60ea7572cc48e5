//! Reconciling: every figure that is typed is held against every figure that the report has as data,
//! by meaning.
//!
//! [`facts`] are what the report holds, by name; [`reading`] takes sentences apart; [`role`] tells what
//! a figure claims to be; [`topics`] which facts a sentence speaks of; [`judge`], [`against`],
//! [`changes`], [`directions`] and
//! [`sums`] what does not agree. [`data`] holds the data against each other.

mod against;
mod changes;
pub(super) mod data;
mod directions;
mod explain;
mod facts;
mod judge;
mod kind;
mod reading;
mod role;
mod stems;
mod sums;
mod topics;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use self::explain::{Read, read};
use self::facts::Facts;
pub(super) use self::judge::About;
use self::judge::{Conflict, Judge};
use self::stems::Stems;
use crate::lint::words::are_known;
use crate::lint::{Corpus, Findings, Passage};

/// What a report holds as data, and what in its text does not agree with that.
pub(in crate::lint) struct Reconciled<'r> {
    /// `None` for a language whose words are not known.
    data: Option<(Stems, Facts<'r>)>,
    conflicts: Vec<(usize, Conflict)>,
    /// Where something is told: the address of the passage, and the bytes of it.
    told: BTreeSet<(usize, usize, usize)>,
}

/// Holds the text of a report against its data.
pub(in crate::lint) fn reconcile<'r>(corpus: &Corpus<'r>) -> Reconciled<'r> {
    let mut all = Vec::new();
    if !are_known(corpus.locale.language()) {
        return Reconciled { data: None, conflicts: all, told: BTreeSet::new() };
    }
    let mut told_at = BTreeSet::new();
    let stems = Stems::new();
    let facts = Facts::of(corpus, &stems);
    for (at, (passage, amounts)) in corpus.amounts().enumerate() {
        if !reading::is_read(passage) {
            continue;
        }
        let sentences = reading::sentences(corpus, &stems, passage, amounts);
        let judge = Judge { corpus, facts: &facts, stems: &stems, passage };
        for (position, sentence) in sentences.iter().enumerate() {
            let earlier = position.checked_sub(1).and_then(|it| sentences.get(it));
            let mut found: Vec<Conflict> = Vec::new();
            if sentence.claims.is_empty() {
                continue;
            }
            judge.judge(sentence, earlier, &mut found);
            let mut told: Vec<Conflict> = Vec::new();
            for conflict in found {
                // One cause, one message.
                let is_told = told.iter().any(|it| {
                    it.range == conflict.range
                        || (it.about == conflict.about
                            && it.about == About::Change
                            && it.related.first().map(|it| &it.0)
                                == conflict.related.first().map(|it| &it.0))
                });
                if !is_told {
                    told.push(conflict);
                }
            }
            for conflict in told {
                let Range { start, end } = conflict.range;
                told_at.insert((std::ptr::from_ref(passage).addr(), start, end));
                all.push((at, conflict));
            }
        }
    }
    Reconciled { data: Some((stems, facts)), conflicts: all, told: told_at }
}

impl Reconciled<'_> {
    /// Tells those that are about one thing.
    pub(super) fn tell(
        &self,
        about: About,
        corpus: &Corpus<'_>,
        found: &mut Findings<'_>,
    ) {
        for (at, conflict) in self.conflicts.iter().filter(|(_, it)| it.about == about) {
            let Some(passage) = corpus.passages().get(*at) else { continue };
            found.warn_in(
                passage,
                &conflict.range,
                conflict.message.clone(),
                conflict.hint.clone(),
            );
            for (place, message) in &conflict.related {
                found.relate(place, message);
            }
        }
    }

    /// Whether something is told of some bytes of a passage.
    pub(super) fn has(&self, passage: &Passage<'_>, range: &Range<usize>) -> bool {
        let address = std::ptr::from_ref(passage).addr();
        self.told.contains(&(address, range.start, range.end))
    }
}
