//! Reconciling: every figure that is typed is held against every figure that the report has as data,
//! by meaning.
//!
//! [`facts`] are what the report holds, by name; [`reading`] takes sentences apart; [`role`] tells what
//! a figure claims to be; [`topics`] which facts a sentence speaks of; [`judge`], [`changes`] and
//! [`sums`] what does not agree. [`data`] holds the data against each other.

mod changes;
pub(super) mod data;
mod facts;
mod judge;
mod reading;
mod role;
mod stems;
mod sums;
mod topics;

use std::ops::Range;

use self::facts::Facts;
pub(super) use self::judge::About;
use self::judge::{Conflict, Judge};
use self::stems::Stems;
use crate::lint::words::are_known;
use crate::lint::{Findings, Passage, Subject, TextKind};
use crate::report::declare::Wording;

/// What does not agree in the text of a report, by passage.
pub(in crate::lint) struct Conflicts(Vec<(usize, Conflict)>);

/// What does not agree in the text of a report.
pub(in crate::lint) fn conflicts(subject: &Subject<'_>) -> Conflicts {
    let mut all = Vec::new();
    if !are_known(subject.locale.language()) {
        return Conflicts(all);
    }
    let stems = Stems::new();
    let facts = Facts::of(subject, &stems);
    for (at, (passage, amounts)) in subject.amounts().enumerate() {
        if !is_read(passage) {
            continue;
        }
        let sentences = reading::sentences(subject, &stems, passage, amounts);
        let judge = Judge { subject, facts: &facts, stems: &stems, passage };
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
            all.extend(told.into_iter().map(|conflict| (at, conflict)));
        }
    }
    Conflicts(all)
}

/// Whether a passage is held against the facts: what the publisher says in sentences.
fn is_read(passage: &Passage<'_>) -> bool {
    let is_text = matches!(
        passage.kind,
        TextKind::Paragraph | TextKind::Line | TextKind::Title | TextKind::Alternative
    );
    is_text && passage.wording != Wording::Others
}

impl Conflicts {
    /// Tells those that are about one thing.
    pub(super) fn tell(
        &self,
        about: About,
        subject: &Subject<'_>,
        found: &mut Findings<'_>,
    ) {
        for (at, conflict) in self.0.iter().filter(|(_, it)| it.about == about) {
            let Some(passage) = subject.passages().get(*at) else { continue };
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
    pub(super) fn has(
        &self,
        passage: &Passage<'_>,
        range: &Range<usize>,
        subject: &Subject<'_>,
    ) -> bool {
        self.0.iter().any(|(at, conflict)| {
            conflict.range == *range
                && subject.passages().get(*at).is_some_and(|it| std::ptr::eq(it, passage))
        })
    }
}
