//! Titles of charts that are too long to be a headline.

use super::printed;
use crate::diagnostic::{Code, Diagnostic};
use crate::lint::Subject;

/// A title of a chart that is too long to be a headline.
pub(super) const CODE: Code = Code("long-chart-title");

pub(super) fn find(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    // The most words that a reader takes in at a glance.
    let most = subject.theme.charts.title_words;
    for chart in &subject.report.charts {
        // A dash between spaces is no word.
        let words = printed(subject, &chart.title).split_whitespace();
        let count = words.filter(|word| word.contains(char::is_alphanumeric)).count();
        if count > most {
            let message =
                format!("the title of a chart has {count} words, and {most} is the most");
            let hint = "say what the chart shows, and leave the rest to the `subtitle`";
            found.push(
                Diagnostic::warning(CODE, message).at(&chart.title.place).hint(hint),
            );
        }
    }
}
