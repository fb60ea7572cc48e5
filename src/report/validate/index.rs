//! Ids: that each is given once, and that each reference leads to one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Problems};
use crate::report::code;
use crate::report::declare::{Defined, Noun, NounKind, Purpose};
use crate::report::model::visit::{Scope, Visit, walk, walk_noun};
use crate::report::model::{Priority, Report};
use crate::wording::nearest;

use super::references::Found;

/// Every id that a report gives, by what it is the id of, in the order of the report.
#[derive(Default)]
pub(super) struct Ids<'r> {
    of: BTreeMap<NounKind, Vec<Defined<'r>>>,
}

impl<'r> Ids<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let mut ids = Self::default();
        walk(report, &mut ids);
        ids
    }
}

impl<'r> Visit<'r> for Ids<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        if let Some(defined) = noun.defined() {
            self.of.entry(defined.kind).or_default().push(defined);
            // A priority is a section too, and is referred to as both.
            if noun.as_noun::<Priority>().is_some() {
                self.of.entry(NounKind::Priority).or_default().push(defined);
            }
        }
        walk_noun(self, noun, scope);
    }
}

/// Where the thing of each id stands among those of its kind, which for kinds with a list of
/// the report's own is its position there.
#[derive(Debug, Clone)]
pub(super) struct Index {
    positions: HashMap<NounKind, HashMap<Arc<str>, usize>>,
}

impl Index {
    /// Indexes the ids of a report.
    pub(super) fn new(ids: &Ids<'_>) -> Self {
        let positions = ids.of.iter().map(|(kind, ids)| {
            let all = ids.iter().enumerate();
            (*kind, all.map(|(at, defined)| (defined.id.clone(), at)).collect())
        });
        Self { positions: positions.collect() }
    }

    /// The position of a thing among those of its kind.
    pub(super) fn position(&self, kind: NounKind, id: &str) -> Option<usize> {
        self.positions.get(&kind)?.get(id).copied()
    }

    /// Reports each reference that leads nowhere.
    pub(super) fn check(
        &self,
        report: &Report,
        references: &[Found<'_>],
        problems: &Problems,
    ) {
        let mut suggestions = Suggestions::default();
        for Found { reference, .. } in references {
            let (kind, id) = (reference.kind, reference.id);
            if reference.purpose == Purpose::Point && kind.is_of_agenda() {
                continue;
            }
            // Of sections and papers it is not noted which could not be read.
            let may_be_in_gap =
                report.gaps.may_hold(id) || (report.gaps.any && !kind.is_listed());
            if self.position(kind, id).is_some() || may_be_in_gap {
                continue;
            }
            let (what, hint) = if reference.purpose == Purpose::Point {
                let mut kinds = NounKind::POINTED_TO.into_iter();
                let near = kinds.find_map(|kind| suggestions.nearest(self, kind, id));
                let agenda = [NounKind::Item, NounKind::Paper, NounKind::Appendix];
                let of_agenda =
                    agenda.into_iter().find(|it| self.position(*it, id).is_some());
                let hint = match (near, of_agenda) {
                    (_, Some(NounKind::Appendix)) => {
                        format!("write `{{appendix: {id}}}`")
                    }
                    (_, Some(_)) => format!("write `{{item: {id}}}`"),
                    (Some(near), None) => format!("did you mean `{near}`?"),
                    (None, None) => "write the id of one of these".to_owned(),
                };
                ("section, table, chart or figure", hint)
            } else {
                (kind.name(), self.hint(kind, id, &mut suggestions))
            };
            let message = format!("there is no {what} `{}`", id.value);
            problems.error(code::UNKNOWN_REFERENCE, &id.place, message, hint);
        }
    }

    fn hint<'i>(
        &'i self,
        kind: NounKind,
        id: &str,
        suggestions: &mut Suggestions<'i>,
    ) -> String {
        if let Some(near) = suggestions.nearest(self, kind, id) {
            return format!("did you mean `{near}`?");
        }
        let noun = kind.name();
        if !kind.is_listed() {
            return format!("give the id of a {noun}");
        }
        let mut listed = NounKind::LISTED.into_iter();
        match listed.find(|other| self.position(*other, id).is_some()) {
            Some(other) => {
                format!("`{id}` is a {}: give the id of a {noun}", other.name())
            }
            None => format!("add a {noun} with this id, or mend the reference"),
        }
    }
}

/// Reports each id that is given twice.
pub(super) fn report_duplicates(ids: &Ids<'_>, problems: &Problems) {
    for (kind, ids) in ids.of.iter().filter(|(kind, _)| **kind != NounKind::Priority) {
        let mut seen: HashMap<&str, &Defined<'_>> = HashMap::new();
        for defined in ids {
            let Some(first) = seen.get(&**defined.id) else {
                seen.insert(defined.id, defined);
                continue;
            };
            let message = format!("there are two {} `{}`", kind.plural(), defined.id);
            problems.push(
                Diagnostic::error(code::DUPLICATE_ID, message)
                    .at(defined.place)
                    .related(first.place, "the first is here")
                    .hint("give one of them another id"),
            );
        }
    }
}

/// Warns of everything that is written down and printed nowhere. Contacts and sources also
/// print in the back matter.
pub(super) fn report_unused(
    ids: &Ids<'_>,
    references: &[Found<'_>],
    problems: &Problems,
) {
    let all = references.iter().map(|found| found.reference);
    let used: HashSet<(NounKind, &str)> = all
        .filter(|it| !matches!(it.purpose, Purpose::Relate | Purpose::Point))
        .map(|reference| (reference.kind, &*reference.id.value))
        .collect();
    for kind in NounKind::LISTED.into_iter().chain([NounKind::Minutes]) {
        if let NounKind::Contact | NounKind::Source = kind {
            continue;
        }
        for defined in ids.of.get(&kind).into_iter().flatten() {
            if !used.contains(&(kind, &**defined.id)) {
                let message =
                    format!("the {} `{}` is printed nowhere", kind.name(), defined.id);
                problems.push(
                    Diagnostic::warning(code::UNUSED, message)
                        .at(defined.place)
                        .hint("refer to it where it belongs, or remove it"),
                );
            }
        }
    }
}

/// How many ids are compared with wrong ones in all: each with each would take minutes
/// where a list of thousands is gone, and nobody needs a suggestion for the last of them.
const MOST_COMPARED: usize = 2_000_000;

/// The ids of each kind, sorted, and how many comparisons were made.
#[derive(Default)]
struct Suggestions<'i> {
    ids: HashMap<NounKind, Vec<&'i str>>,
    compared: usize,
}

impl<'i> Suggestions<'i> {
    /// The id that a wrong one most likely stands for.
    fn nearest(&mut self, index: &'i Index, kind: NounKind, id: &str) -> Option<&'i str> {
        let ids = self.ids.entry(kind).or_insert_with(|| {
            let known = index.positions.get(&kind).into_iter().flat_map(HashMap::keys);
            let mut ids: Vec<&str> = known.map(|id| &**id).collect();
            // Of equally near ids always the same one is suggested.
            ids.sort_unstable();
            ids
        });
        self.compared = self.compared.saturating_add(ids.len());
        (self.compared <= MOST_COMPARED).then(|| nearest(id, ids.iter().copied()))?
    }
}
