//! Items of an agenda that have no minute, and recommendations of which no minute says what became.

use crate::lint::{Findings, Subject};
use crate::report::{Item, ItemState, Minute, Minutes};
use crate::wording::{counted, listed};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for minutes in &subject.report.minutes {
        find_items(subject, minutes, found);
        for minute in &minutes.items {
            find_recommendations(subject, minutes, minute, found);
        }
    }
}

/// An item that was not put off is minuted, were it only that nothing was said.
fn find_items(subject: &Subject<'_>, minutes: &Minutes, found: &mut Findings<'_>) {
    let items = subject.report.packs_of_meeting(minutes).flat_map(|pack| &pack.items);
    let is_taken = |item: &&Item| {
        let state = item.status.as_ref().map(|it| it.state);
        !matches!(state, Some(ItemState::Withdrawn | ItemState::Deferred))
    };
    let is_minuted = |item: &Item| minutes.items.iter().any(|it| it.is_of(item));
    let missing: Vec<&str> = items
        .filter(|item| is_taken(item) && !is_minuted(item))
        .map(|item| &*item.number.value)
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = match missing.as_slice() {
        [one] => format!("item {one} of the agenda has no minute"),
        many => {
            let items = counted(many.len(), "item");
            format!("{items} of the agenda have no minute: {}", listed(missing, "and"))
        }
    };
    let hint = "add a minute of each, or give the item in the pack the `status` by which it was \
                not taken";
    found.warn(&minutes.pack.place, message, hint);
}

/// Where a minute says what became of anything, it says it of every recommendation.
fn find_recommendations(
    subject: &Subject<'_>,
    minutes: &Minutes,
    minute: &Minute,
    found: &mut Findings<'_>,
) {
    let all = subject.report.minuted_recommendations(minutes, minute);
    let Some(all) = all else { return };
    let has_outcome = |at: usize| {
        minute.outcomes.iter().any(|outcome| {
            minute.recommendations_of(outcome, all).iter().any(|(of, _)| *of == at)
        })
    };
    let missing: Vec<String> = (0..all.items.len())
        .filter(|at| !has_outcome(*at))
        .map(|at| (at + 1).to_string())
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = match missing.as_slice() {
        [one] => format!("nothing says what became of recommendation {one}"),
        _ => format!(
            "nothing says what became of recommendations {}",
            listed(missing.iter().map(String::as_str), "and")
        ),
    };
    let hint =
        "add an outcome with `recommendations`, or one without it for all that are left";
    found.warn(&minute.item.place, message, hint);
}
