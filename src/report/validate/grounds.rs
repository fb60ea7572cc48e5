//! Grounds: that each exemption cites one that there is, by paragraphs that it has.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Problems};
use crate::report::code;
use crate::report::declare::Noun;
use crate::report::grounds::Grounds;
use crate::report::model::visit::{Scope, Visit, walk, walk_noun};
use crate::report::model::{Exemption, Ground, Report};
use crate::wording::{listed, nearest};

pub(super) fn check(report: &Report, problems: &Problems) {
    let mut found = Found::default();
    walk(report, &mut found);
    if found.0.is_empty() && report.grounds.is_empty() {
        return;
    }
    // That there are no words for the language has been said.
    let Some(locale) = report.locale() else { return };
    let grounds = Grounds::of(report, locale);
    for exemption in &found.0 {
        check_exemption(report, grounds, exemption, problems);
    }
    let cited: BTreeSet<_> = found.0.iter().map(|it| it.ground_id()).collect();
    for ground in report.grounds.iter().filter(|_| !report.gaps.any) {
        if !cited.contains(&*ground.id.value) {
            let message = format!("the ground `{}` is cited nowhere", ground.id.value);
            let problem = Diagnostic::warning(code::UNUSED, message).at(&ground.id.place);
            problems.push(problem.hint("cite it in an `exemption`, or remove it"));
        }
    }
}

/// Every exemption of a report.
#[derive(Default)]
struct Found<'r>(Vec<&'r Exemption>);

impl<'r> Visit<'r> for Found<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        self.0.extend(noun.as_noun::<Exemption>());
        walk_noun(self, noun, scope);
    }
}

fn check_exemption(
    report: &Report,
    grounds: Grounds<'_>,
    exemption: &Exemption,
    problems: &Problems,
) {
    let Some(ground) = grounds.cited(exemption) else {
        let Some(id) = &exemption.ground else { return };
        if report.gaps.any {
            return;
        }
        let known: BTreeSet<_> = grounds.all().map(|it| &*it.id.value).collect();
        let hint = match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}, or add it to `grounds`", listed(known, "or")),
        };
        let message = format!("there is no ground `{}`", id.value);
        problems.error(code::UNKNOWN_REFERENCE, &id.place, message, hint);
        return;
    };
    let name = &ground.id.value;
    let known = || labels(ground);
    if exemption.cited().next().is_none() && !ground.paragraphs.is_empty() {
        let place = exemption.reason.place.clone();
        let message = format!("the exemption cites no paragraph of `{name}`");
        let hint = format!("add `paragraph`: {}", known());
        problems.error(code::MISSING_FIELD, &place, message, hint);
    }
    for label in exemption.cited() {
        if ground.paragraphs.iter().any(|it| it.label.value == label.value) {
            continue;
        }
        let (message, hint) = if ground.paragraphs.is_empty() {
            let message = format!("the ground `{name}` has no paragraphs");
            (message, "remove the paragraph".to_owned())
        } else {
            let message =
                format!("there is no paragraph `{}` in the ground `{name}`", label.value);
            let has_it = |it: &&Ground| {
                it.paragraphs.iter().any(|it| it.label.value == label.value)
            };
            let hint = match grounds.all().find(has_it) {
                Some(other) => match other.id.value.as_ref() {
                    nation @ ("england" | "wales" | "scotland" | "northern-ireland") => {
                        format!("set `nation: {nation}`")
                    }
                    id => format!("set `ground: {id}`"),
                },
                None => format!("write {}", known()),
            };
            (message, hint)
        };
        problems.error(code::BAD_VALUE, &label.place, message, hint);
    }
}

/// The paragraphs of a ground, for a message.
fn labels(ground: &Ground) -> String {
    listed(ground.paragraphs.iter().map(|it| &*it.label.value), "or")
}
