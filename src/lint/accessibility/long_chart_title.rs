//! Titles of charts that are too long to be a headline.

use crate::lint::{Findings, Subject};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    // The most words that a reader takes in at a glance.
    let most = subject.theme.charts.title_words;
    for chart in &subject.report.charts {
        // A dash between spaces is no word.
        let words = subject.printed(&chart.title).split_whitespace();
        let count = words.filter(|word| word.contains(char::is_alphanumeric)).count();
        if count > most {
            let message =
                format!("the title of a chart has {count} words, and {most} is the most");
            let hint = "say what the chart shows, and leave the rest to the `subtitle`";
            found.warn(&chart.title.place, message, hint);
        }
    }
}
