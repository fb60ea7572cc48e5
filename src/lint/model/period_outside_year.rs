//! Figures of another time that stand as figures of the reporting year.

use std::collections::BTreeSet;

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::declare::{NounKind, Purpose};
use crate::report::visit::{Reference, Scope, Visit, walk};
use crate::report::{Inline, Line, ValidReport};

use super::spans::{Calendar, Span};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    let calendar = Calendar::new(&report.period, subject.locale);
    let year = Span::of_report(&report.period);
    let set_apart = set_apart(report);
    for measure in report.measures.iter().filter(|it| it.within_year) {
        let note = measure.note.as_ref();
        if note.is_some_and(|note| speaks_of_time(subject, note)) {
            continue;
        }
        let mut say = |what: &str, place: &Place, span: Span| {
            let lies =
                if span.meets(&year) { "is not all within" } else { "lies outside" };
            let message = format!(
                "the {what} of `{}` {lies} the reporting year `{}`",
                measure.id.value, report.period.label.value
            );
            let hint =
                "set `within_year: false`, so that the period prints with the figure";
            found.warn(place, message, hint);
        };
        let outside = |span: Option<Span>| span.filter(|span| !span.is_within(&year));
        let text = measure.period.as_ref();
        let in_words = text.and_then(|text| outside(calendar.of_text(text)));
        // A date in a sentence speaks for itself; set apart it stands for the year.
        let is_set_apart = set_apart.contains(&*measure.id.value);
        let value = outside(calendar.of_value(&measure.value.value));
        if let (Some(text), Some(span)) = (text, in_words) {
            say("period", &text.place, span);
        } else if let Some(span) = value.filter(|_| is_set_apart && text.is_none()) {
            say("value", &measure.value.place, span);
        }
    }
}

/// Whether a note says something of when: a year, a month, a period or another date.
fn speaks_of_time(subject: &Subject<'_>, note: &Line) -> bool {
    let text = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| {
            let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
            let is_month = subject.locale.months().any(|month| month == word);
            let word = word.to_lowercase();
            let stem = word.trim_end_matches('s');
            is_year || is_month || ["year", "period", "month", "quarter"].contains(&stem)
        })
    };
    fn any(inlines: &[Inline], speaks: &dyn Fn(&Inline) -> bool) -> bool {
        inlines.iter().any(|inline| match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) => any(inner, speaks),
            Inline::Link { content, .. } | Inline::Foreign { content, .. } => {
                any(content, speaks)
            }
            other => speaks(other),
        })
    }
    any(&note.content, &|inline| match inline {
        Inline::Text(typed) => text(typed),
        Inline::Measure { id, .. } => {
            let calendar = Calendar::new(&subject.report.period, subject.locale);
            calendar.of_value(&subject.report.measure(id).value.value).is_some()
        }
        _ => false,
    })
}

/// The measures that are set apart from text: in tiles, in a margin, in the year in
/// figures.
fn set_apart(report: &ValidReport) -> BTreeSet<&str> {
    #[derive(Default)]
    struct SetApart<'r>(BTreeSet<&'r str>);
    impl<'r> Visit<'r> for SetApart<'r> {
        fn reference(
            &mut self,
            Reference { kind, purpose, id }: Reference<'r>,
            _: Scope<'r>,
        ) {
            if kind == NounKind::Measure && purpose == Purpose::Show {
                self.0.insert(&id.value);
            }
        }
    }
    let mut found = SetApart::default();
    walk(report, &mut found);
    found.0
}
