//! Two spaces where one is meant.

use crate::lint::{Findings, Subject};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for passage in subject.passages() {
        for (start, _) in passage.text.match_indices("  ") {
            // Of three spaces the first two are said, and no more.
            if passage.text[..start].ends_with(' ') {
                continue;
            }
            let end = passage.text[start..]
                .find(|c| c != ' ')
                .map_or(passage.text.len(), |length| start + length);
            let message = "there are two spaces here";
            found.warn_in(passage, &(start..end), message, "write one");
        }
    }
}
