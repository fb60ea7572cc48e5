//! Dates that cannot have followed each other as they are written.

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::{Measure, Text};

use super::spans::{Calendar, Span};

/// Words by which a comparator is said to lie earlier.
const EARLIER: [&str; 5] = ["previous", "before", "earlier", "baseline", "prior"];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    let calendar = Calendar::new(&report.period, subject.locale);
    let year = Span::of_report(&report.period);
    let mut say = |message: String, place: &Place, hint: &str| {
        found.warn(place, message, hint);
    };
    let label = &report.period.label;
    if calendar.of_text(label).is_some_and(|span| !span.meets(&year)) {
        let message = format!(
            "the reporting year is called `{}`, and runs from {} to {}",
            label.value, year.from, year.to
        );
        say(message, &label.place, "correct the label, or the dates beside it");
    }
    if let Some(published) = &report.published
        && published.value <= year.to
    {
        let message = format!(
            "the report is published on {}, and its year ends on {}",
            published.value, year.to
        );
        say(message, &published.place, "correct `published`, or the end of the period");
    }
    for source in &report.sources {
        if let (Some(own), Some(published)) = (&source.published, &report.published)
            && own.value > published.value
        {
            let message = format!(
                "the source `{}` is published on {}, after this report on {}",
                source.id.value, own.value, published.value
            );
            say(message, &own.place, "correct one of the dates of publication");
        }
    }
    let series = report.series.iter().filter_map(|it| it.period.as_ref());
    let comparators = report.measures.iter().filter_map(|it| it.comparator.as_ref());
    let periods = report.measures.iter().filter_map(|it| it.period.as_ref());
    let periods = periods.chain(comparators.filter_map(|it| it.period.as_ref()));
    for text in periods.chain(series) {
        if calendar.of_text(text).is_some_and(|span| span.from > span.to) {
            let message = format!("the period `{}` ends before it starts", text.value);
            say(message, &text.place, "exchange its two ends, or correct one of them");
        }
    }
    for measure in &report.measures {
        if let Some((own, comparator)) = later_comparator(&calendar, measure, year) {
            let message = format!(
                "`{}` is compared with an earlier time, `{}`, which starts after its own on {}",
                measure.id.value, comparator.value, own.from
            );
            say(message, &comparator.place, "correct the period of the comparator");
        }
    }
}

/// The period of a comparator that is called earlier and is later.
fn later_comparator<'r>(
    calendar: &Calendar<'_>,
    measure: &'r Measure,
    year: Span,
) -> Option<(Span, &'r Text)> {
    let comparator = measure.comparator.as_ref()?;
    let label = comparator.label.value.to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphabetic());
    if !words.any(|word| EARLIER.contains(&word)) {
        return None;
    }
    let own = match &measure.period {
        Some(period) => calendar.of_text(period)?,
        None if measure.within_year => year,
        None => return None,
    };
    let period = comparator.period.as_ref()?;
    let other = calendar.of_text(period)?;
    (other.from > own.from).then_some((own, period))
}
