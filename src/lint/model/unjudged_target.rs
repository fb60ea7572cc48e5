//! Targets that the rule of the house cannot judge, because nothing says which way is better.

use crate::lint::{Findings, Subject};
use crate::report::StatusBy;
use crate::report::status::rule;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let style = &subject.report.brand.style;
    for measure in &subject.report.measures {
        let is_judged = rule(measure, style).is_some_and(|it| it.by == StatusBy::Target);
        let (Some(target), None, true) = (&measure.target, measure.better, is_judged)
        else {
            continue;
        };
        let message = format!(
            "the target of `{}` has no status: nothing says which way is better",
            measure.id.value
        );
        let hint = "add `better: higher` or `better: lower`, or `status: nothing`";
        found.warn(&target.value.place, message, hint);
    }
}
