//! Packs that are published too late before their meeting.

use crate::lint::{Findings, Subject};
use crate::report::Known;
use crate::wording::counted;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(notice) = &subject.report.paper_settings.notice else { return };
    // Late papers are late by what they are.
    let packs = subject.report.packs.iter().filter(|pack| pack.supplement_to.is_none());
    for pack in packs {
        let (Some(published), Known::Said(meeting)) = (&pack.published, &pack.date)
        else {
            continue;
        };
        let given = notice.given(published.value, meeting.value);
        let wanted = notice.days.value;
        if given >= wanted {
            continue;
        }
        let kind = if notice.clear { "clear day" } else { "day" };
        let days =
            |number: u32| counted(usize::try_from(number).unwrap_or_default(), kind);
        let message = format!(
            "publication on {} gives {} of notice of the meeting on {}, and {} must be given",
            subject.day(published.value),
            days(given),
            subject.day(meeting.value),
            days(wanted)
        );
        let hint = match notice.latest(meeting.value) {
            Some(day) => format!(
                "publish it by {} {}, or say on each item why it is urgent",
                day.weekday(),
                subject.day(day)
            ),
            None => "correct the date of the meeting".to_owned(),
        };
        found.warn(&published.place, message, hint);
    }
}
