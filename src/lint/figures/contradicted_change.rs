//! Changes that are typed with another size or direction than the figures have.

use crate::lint::{Findings, Subject};

use super::reconcile::{About, data};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    subject.reconciled().tell(About::Change, subject, found);
    data::find_titles(subject, found);
}
