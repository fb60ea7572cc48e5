//! Pointers: that what text says the place of has one, and that its readers get it.

use std::collections::HashSet;

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::declare::{NounKind, Purpose};
use crate::report::model::{Id, Report};
use crate::wording::listed;

use super::references::{Exposure, Found};

/// Reports each reference to where something stands that prints nowhere, that has no caption by
/// which it could be found, or that readers of the reference do not get: it would give away that
/// it is there, and what it is called.
pub(super) fn check(report: &Report, references: &[Found<'_>], problems: &Problems) {
    let printed: HashSet<(NounKind, &str, Exposure)> = references
        .iter()
        .filter(|found| found.reference.purpose == Purpose::Print)
        .map(|found| (found.reference.kind, &*found.reference.id.value, found.exposure))
        .collect();
    for Found { reference, exposure } in references {
        let (kind, id) = (reference.kind, reference.id);
        if reference.purpose != Purpose::Point || kind.is_of_agenda() {
            continue;
        }
        let kinds: Vec<NounKind> = report.kinds_pointed_to(&id.value).collect();
        if kinds.is_empty() {
            continue;
        }
        if kinds.len() > 1 {
            let names = kinds.iter().map(|kind| kind.name());
            let message =
                format!("`{}` is the id of each {}", id.value, listed(names, "and"));
            let hint = "give one of them another id";
            problems.error(code::DUPLICATE_ID, &id.place, message, hint);
            continue;
        }
        let stands = |exposure| printed.contains(&(kind, &*id.value, exposure));
        let (in_public, in_restricted) =
            (stands(Exposure::Public), stands(Exposure::Restricted));
        // What could not be read may print it, and in public.
        let is_public_nowhere = !in_public && !report.gaps.any;
        let is_withheld =
            report.is_restricted(kind, id) || (in_restricted && is_public_nowhere);
        // A part whose audience could not be read is taken for public.
        let is_public = *exposure == Exposure::Public && !report.gaps.any;
        if is_public && is_withheld {
            let message = format!(
                "`{}` is restricted, and what points to it here is public",
                id.value
            );
            let hint = "make the text restricted, or leave the reference out";
            problems.error(code::RESTRICTED_REFERENCE, &id.place, message, hint);
        } else if kind != NounKind::Section && is_public_nowhere && !in_restricted {
            let message =
                format!("the {} `{}` is printed nowhere", kind.name(), id.value);
            let hint = format!(
                "print it with a `{}` block, or leave the reference out",
                kind.name()
            );
            problems.error(code::UNKNOWN_REFERENCE, &id.place, message, hint);
        } else if report.has_no_caption(kind, id) {
            let message =
                format!("the figure `{}` has no caption to find it by", id.value);
            let hint = "give it a `caption`, or leave the reference out";
            problems.error(code::UNKNOWN_REFERENCE, &id.place, message, hint);
        }
    }
}

impl Report {
    fn has_no_caption(&self, kind: NounKind, id: &Id) -> bool {
        let is_it = |it: &Id| it.value == id.value;
        kind == NounKind::Figure
            && self.figures.iter().any(|it| is_it(&it.id) && it.caption.is_none())
    }

    /// Whether something that text can point to is itself restricted.
    fn is_restricted(&self, kind: NounKind, id: &Id) -> bool {
        let found = |it: &Id| it.value == id.value;
        match kind {
            NounKind::Section => self
                .sections
                .iter()
                .any(|section| found(section.id()) && section.audience().is_restricted()),
            NounKind::Table => {
                self.tables.iter().any(|it| found(&it.id) && it.audience.is_restricted())
            }
            NounKind::Figure => {
                self.figures.iter().any(|it| found(&it.id) && it.audience.is_restricted())
            }
            NounKind::Chart => self
                .charts
                .iter()
                .any(|it| found(&it.id) && self.exemption_of_chart(it).is_some()),
            _ => false,
        }
    }
}
