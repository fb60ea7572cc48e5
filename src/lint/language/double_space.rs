//! Two spaces where one is meant.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::Subject;

/// Two spaces where one is meant.
pub(super) const CODE: Code = Code("double-space");

pub(super) fn find(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for passage in subject.passages() {
        for (start, _) in passage.text.match_indices("  ") {
            // Of three spaces the first two are said, and no more.
            if passage.text[..start].ends_with(' ') {
                continue;
            }
            let end = passage.text[start..]
                .find(|c| c != ' ')
                .map_or(passage.text.len(), |length| start + length);
            let place = subject.place_of(passage, &(start..end));
            let problem = Diagnostic::warning(CODE, "there are two spaces here");
            found.push(problem.at(&place).hint("write one"));
        }
    }
}
