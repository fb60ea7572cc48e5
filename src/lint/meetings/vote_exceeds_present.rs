//! Votes of more members than were there.

use crate::lint::{Findings, Subject};
use crate::wording::counted;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for minutes in &subject.report.minutes {
        // Who was there is not known of all minutes.
        let Some(attendance) =
            minutes.attendance.as_ref().filter(|it| !it.present.is_empty())
        else {
            continue;
        };
        let present = attendance.present.len() + attendance.substitutes.len();
        let votes = minutes.items.iter().flat_map(|minute| &minute.outcomes);
        for vote in votes.filter_map(|outcome| outcome.vote.as_ref()) {
            let cast = usize::try_from(vote.cast()).unwrap_or(usize::MAX);
            if cast <= present {
                continue;
            }
            let message = format!(
                "{} are counted, and {} were present",
                counted(cast, "vote"),
                counted(present, "member")
            );
            let hint = "correct the votes, or add who else was `present` or a substitute";
            found.warn(&vote.votes_for.place, message, hint);
        }
    }
}
