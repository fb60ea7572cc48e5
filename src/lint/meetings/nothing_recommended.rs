//! Papers for decision that recommend nothing.

use crate::lint::{Findings, Subject};

/// The purpose of a paper by which members decide.
const DECISION: &str = "decision";

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for paper in &subject.report.papers {
        let purpose = &paper.cover.purpose;
        if *purpose.value == *DECISION && paper.recommendations.is_none() {
            let message = "the paper is for decision, and recommends nothing";
            let hint = "add `recommendations`, or another `purpose`";
            found.warn(&purpose.place, message, hint);
        }
    }
}
