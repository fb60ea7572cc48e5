//! Sums, shares and fractions that are typed, and are not what their parts make.

use crate::lint::{Findings, Subject};

use super::reconcile::{About, data};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    subject.reconciled().tell(About::Sum, subject, found);
    data::find_shares(subject, subject.reconciled(), found);
}
