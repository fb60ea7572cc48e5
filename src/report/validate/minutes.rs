//! Minutes: that each is of an item, that outcomes are of recommendations that are there, and that
//! nothing public says what became of something withheld.

use std::collections::BTreeSet;

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::model::{Known, Minute, Minutes, Outcome, Report};
use crate::wording::{counted, nearest};

pub(super) fn check(report: &Report, problems: &Problems) {
    // What could not be read may be the item, its paper, or what follows.
    if report.gaps.any {
        return;
    }
    for minutes in &report.minutes {
        check_pack(report, minutes, problems);
        check_numbers(report, minutes, problems);
        for minute in &minutes.items {
            check_item(report, minutes, minute, problems);
            check_outcomes(report, minutes, minute, problems);
        }
    }
}

/// The meeting comes before what is written of it, and is public where its minutes are.
fn check_pack(report: &Report, minutes: &Minutes, problems: &Problems) {
    let Some(pack) = report.pack_of(minutes) else { return };
    if pack.audience.is_restricted() && !minutes.audience.is_restricted() {
        let message = format!(
            "the pack `{}` is restricted, and its minutes are public",
            pack.id.value
        );
        let hint = "make the minutes restricted, with the same ground";
        problems.error(code::RESTRICTED_REFERENCE, &minutes.pack.place, message, hint);
    }
    let Known::Said(meeting) = &pack.date else { return };
    for (day, what) in [
        (&minutes.confirmed, "the minutes are confirmed"),
        (&minutes.decisions_published, "the decisions are published"),
    ] {
        let Some(day) = day.as_ref().filter(|day| day.value < meeting.value) else {
            continue;
        };
        let message = format!("{what} before the meeting");
        let hint = "correct the date, or that of the meeting in its pack";
        problems.error(code::FIELDS_DISAGREE, &day.place, message, hint);
    }
}

/// Numbers that run on from other minutes have a beginning, which all readers get.
fn check_numbers(report: &Report, minutes: &Minutes, problems: &Problems) {
    let follow = minutes.numbers.as_ref().and_then(|it| it.follow.as_ref());
    let Some(follow) = follow else { return };
    let Some(before) = report.minutes_called(&follow.value) else { return };
    if before.audience.is_restricted() && !minutes.audience.is_restricted() {
        let message = format!(
            "`{}` is restricted, and how many minutes it has would show in these numbers",
            follow.value
        );
        let hint = "write `from` with the number of the first minute";
        problems.error(code::RESTRICTED_REFERENCE, &follow.place, message, hint);
    } else if report.first_minute_number(minutes).is_none() {
        let message = match before.numbers {
            None => {
                format!("the minutes `{}` have no numbers to run on from", follow.value)
            }
            Some(_) => "the minutes before have no beginning".to_owned(),
        };
        let hint = "write `from` with the number of the first minute, in these or in those before";
        problems.error(code::UNKNOWN_REFERENCE, &follow.place, message, hint);
    }
}

/// The item is on the agenda, and what is withheld of it is in its minute.
fn check_item(report: &Report, minutes: &Minutes, minute: &Minute, problems: &Problems) {
    let place = &minute.item.place;
    let Some(pack) = report.pack_of(minutes) else { return };
    let Some((_, item)) = report.minuted_item(minutes, minute) else {
        let message =
            format!("the pack `{}` has no item `{}`", pack.id.value, minute.item.value);
        let ids = report.packs_of_meeting(minutes).flat_map(|it| &it.items);
        let ids = ids.flat_map(|item| [&item.id, &item.paper].into_iter().flatten());
        let hint = match nearest(&minute.item.value, ids.map(|id| &*id.value)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the number of an item, its id or that of its paper".to_owned(),
        };
        problems.error(code::UNKNOWN_REFERENCE, place, message, hint);
        return;
    };
    let is_public = !minute.audience.is_restricted() && !minutes.audience.is_restricted();
    if report.is_withheld(item) && is_public {
        let message =
            format!("item {} is restricted, and its minute is public", item.number.value);
        let hint = "make the minute restricted, and write what the public may read of it as \
                    `public_summary`";
        problems.error(code::RESTRICTED_REFERENCE, place, message, hint);
    }
}

/// Each outcome is of recommendations that are there, or says itself what was resolved.
fn check_outcomes(
    report: &Report,
    minutes: &Minutes,
    minute: &Minute,
    problems: &Problems,
) {
    if report.minuted_item(minutes, minute).is_none() {
        return;
    }
    let all = report.minuted_recommendations(minutes, minute);
    let count = all.map_or(0, |all| all.items.len());
    let mut seen = BTreeSet::new();
    for outcome in &minute.outcomes {
        check_names(outcome, problems);
        for number in &outcome.recommendations {
            let is_there =
                usize::try_from(number.value).is_ok_and(|it| (1..=count).contains(&it));
            let (message, hint) = if !is_there {
                let has = match count {
                    0 => "nothing is recommended for this item".to_owned(),
                    _ => format!("the paper has {}", counted(count, "recommendation")),
                };
                (
                    format!("there is no recommendation {}: {has}", number.value),
                    "count them from 1, or write what was resolved as `resolved`",
                )
            } else if !seen.insert(number.value) {
                (
                    format!("recommendation {} has two outcomes", number.value),
                    "give each recommendation one outcome",
                )
            } else {
                continue;
            };
            problems.error(code::UNKNOWN_REFERENCE, &number.place, message, hint);
        }
        check_words(minute, outcome, all.is_some(), problems);
        let Some(all) = all.filter(|_| outcome.recommendations.is_empty()) else {
            continue;
        };
        if outcome.resolved.is_none()
            && minute.recommendations_of(outcome, all).is_empty()
        {
            let message = "every recommendation has another outcome";
            let hint = "leave this outcome out, or write what was resolved as `resolved`";
            problems.error(code::FIELDS_DISAGREE, &outcome.place, message, hint);
        }
    }
}

/// An outcome says what it is of, and no two are of all that is left.
fn check_words(
    minute: &Minute,
    outcome: &Outcome,
    is_recommended: bool,
    problems: &Problems,
) {
    let is_of_rest =
        |it: &Outcome| it.recommendations.is_empty() && it.resolved.is_none();
    if !is_of_rest(outcome) {
        return;
    }
    let first = minute.outcomes.iter().find(|it| is_of_rest(it));
    if !is_recommended {
        let message = format!("nothing is recommended for item {}", minute.item.value);
        let hint = "write `{outcome: …, resolved: …}` with what was resolved";
        problems.error(code::MISSING_FIELD, &outcome.place, message, hint);
    } else if first.is_some_and(|first| !std::ptr::eq(first, outcome)) {
        let message = "two outcomes are of the same recommendations";
        let hint = "say with `recommendations` of which each is";
        problems.error(code::FIELDS_DISAGREE, &outcome.place, message, hint);
    }
}

/// A named vote names everybody who is counted.
fn check_names(outcome: &Outcome, problems: &Problems) {
    let sides = outcome.vote.iter().flat_map(|vote| vote.sides());
    for (count, names) in sides {
        let Some(first) = names.first() else { continue };
        let votes = count.map_or(0, |it| it.value);
        if usize::try_from(votes).is_ok_and(|votes| votes == names.len()) {
            continue;
        }
        let message = format!(
            "the count is {votes}, and the names are of {}",
            counted(names.len(), "member")
        );
        let place = count.map_or(&first.place, |it| &it.place);
        let hint = "correct the number, or the names";
        problems.error(code::FIELDS_DISAGREE, place, message, hint);
    }
}
