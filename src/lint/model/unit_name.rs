//! Names of units that look like a unit that is known, and are taken for a noun that is counted.

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::Unit;
use crate::report::units::looks_like;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for measure in &subject.report.measures {
        if let Unit::Count { plural, .. } = &measure.unit.value {
            let what = format!("`{}`", measure.id.value);
            check(subject, plural, &measure.unit.place, &what, found);
        }
    }
    for series in &subject.report.series {
        let what = format!("the series `{}`", series.id.value);
        check(subject, &series.unit, &series.unit.place, &what, found);
    }
}

fn check(
    subject: &Subject<'_>,
    name: &str,
    place: &Place,
    what: &str,
    found: &mut Findings<'_>,
) {
    let Some(known) = looks_like(name, &subject.report.brand.style) else { return };
    let message = format!("the unit of {what} is `{name}`, which is none that is known");
    let hint =
        format!("write `{known}`, or declare `{name}` under `style.units` of the brand");
    found.warn(place, message, hint);
}
