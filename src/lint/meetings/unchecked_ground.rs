//! Grounds in law whose words nobody has compared with the law, or not lately.

use std::collections::BTreeSet;

use time::Date;

use crate::lint::{Findings, Subject};
use crate::report::declare::Noun;
use crate::report::grounds::Grounds;
use crate::report::visit::{Scope, Visit, walk, walk_noun};
use crate::report::{Exemption, Known, Report};

/// After how many days words may have changed.
const A_YEAR: i64 = 366;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let mut cited = Cited::default();
    walk(subject.report, &mut cited);
    let grounds = Grounds::of(subject.report, subject.locale);
    let latest = latest_meeting(subject.report);
    let mut said = BTreeSet::new();
    for exemption in cited.0 {
        let Some(ground) = grounds.cited(exemption) else { continue };
        let id = &*ground.id.value;
        let place =
            exemption.ground.as_ref().map_or(&exemption.reason.place, |it| &it.place);
        if !said.insert(id) {
            continue;
        }
        match (&ground.checked, latest) {
            (None, _) => {
                let message = format!(
                    "nothing says that the words of the ground `{id}` were compared with the law"
                );
                let hint =
                    "compare them, and declare the ground in `grounds` with `checked`";
                found.warn(place, message, hint);
            }
            (Some(checked), Some(day)) if (day - checked.value).whole_days() > A_YEAR => {
                let message = format!(
                    "the words of the ground `{id}` were compared with the law on {}, more than \
                     a year before the meeting on {}",
                    subject.day(checked.value),
                    subject.day(day)
                );
                let hint = "compare them again, and declare the ground in `grounds` with `checked`";
                found.warn(place, message, hint);
            }
            _ => {}
        }
    }
}

/// The last day on which a pack of the report meets.
fn latest_meeting(report: &Report) -> Option<Date> {
    let days = report.packs.iter().filter_map(|pack| match &pack.date {
        Known::Said(day) => Some(day.value),
        Known::ToBeConfirmed(_) => None,
    });
    days.max()
}

/// Every exemption of a report.
#[derive(Default)]
struct Cited<'r>(Vec<&'r Exemption>);

impl<'r> Visit<'r> for Cited<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        self.0.extend(noun.as_noun::<Exemption>());
        walk_noun(self, noun, scope);
    }
}
