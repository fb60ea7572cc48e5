//! Papers that say another meeting, date or item than every pack that holds them, and items that
//! call a paper something else.

use crate::lint::{Findings, Subject};
use crate::report::{Known, Line, Paper, Placed};
use time::Date;

use super::held::{items_of, paper};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for paper in &subject.report.papers {
        compare(subject, paper, found);
    }
    for item in subject.report.packs.iter().flat_map(|pack| &pack.items) {
        let own = item.paper.as_ref().and_then(|id| paper(subject.report, id));
        let (Some(title), Some(own)) = (&item.title, own) else { continue };
        // One that is withheld has a title for the public on purpose.
        let is_withheld = own.audience.is_restricted() || item.audience.is_restricted();
        if !is_withheld && !is_alike(&title.value, &own.title.value) {
            let message = format!(
                "the item is called “{}”, and its paper “{}”",
                title.value, own.title.value
            );
            let hint = "remove `title`, so that agenda and paper have one title";
            found.warn(&title.place, message, hint);
        }
    }
}

/// Holds a paper against the packs that it is in. One that is in several has the meeting of each
/// there, and says that of one of them by itself.
fn compare(subject: &Subject<'_>, paper: &Paper, found: &mut Findings<'_>) {
    let items: Vec<_> = items_of(subject.report, paper).collect();
    let Some((first, item)) = items.first() else { return };
    let cover = &paper.cover;
    if let Known::Said(date) = &cover.date {
        let known = |known: &Known<Placed<Date>>| match known {
            Known::Said(day) => Some(day.value),
            Known::ToBeConfirmed(_) => None,
        };
        let agrees = items
            .iter()
            .any(|(pack, _)| known(&pack.date).is_none_or(|day| day == date.value));
        if let (false, Some(day)) = (agrees, known(&first.date)) {
            let message = format!(
                "the paper is for {}, and the pack `{}` for {}",
                subject.day(date.value),
                first.id.value,
                subject.day(day)
            );
            found.warn(&date.place, message, "correct the date of one of them");
        }
    }
    if let Known::Said(meeting) = &cover.meeting {
        let own = subject.printed(meeting);
        let of = |known: &Known<Line>| match known {
            Known::Said(line) => Some(subject.printed(line).to_owned()),
            Known::ToBeConfirmed(_) => None,
        };
        let agrees = items.iter().any(|(pack, _)| {
            of(&pack.meeting).is_none_or(|meeting| is_alike(&meeting, own))
        });
        if let (false, Some(theirs)) = (agrees, of(&first.meeting)) {
            let message = format!(
                "the paper is for “{own}”, and the pack `{}` for “{theirs}”",
                first.id.value
            );
            found.warn(&meeting.place, message, "correct the meeting of one of them");
        }
    }
    if let Some(Known::Said(line)) = &cover.agenda_item {
        let own = subject.printed(line);
        let number = own.rsplit(' ').next().unwrap_or(own);
        if items.iter().all(|(_, item)| *item.number.value != *number) {
            let message = format!(
                "the paper says item {number} of the agenda, and the pack `{}` has it as \
                 item {}",
                first.id.value, item.number.value
            );
            let hint = "remove `agenda_item`: in a pack the number is that of the item";
            found.warn(&line.place, message, hint);
        }
    }
}

/// Whether two names are the same, but for capitals, spaces and marks.
fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    letters(one) == letters(other)
}
