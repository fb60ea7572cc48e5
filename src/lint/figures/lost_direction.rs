//! Falls that print without their sign under a label that does not say that they are falls.

use unicode_segmentation::UnicodeSegmentation;

use crate::lint::{Findings, Subject, word_list};
use crate::report::measure::{Context, written};
use crate::report::{ChangeForm, MeasureForm};

use super::known::number;
use super::phrases::plain_spaces;

/// Words that say that something is less than before.
const FALLS: &[&str] = word_list!(
    "cut, cuts, decline, declined, declines, decrease, decreased, decreases, down, drop, \
     dropped, drops, fall, fallen, falls, fell, fewer, less, loss, losses, lower, reduced, \
     reduction, reductions, saved, saving, savings, shrank, shrinkage",
);

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for measure in &subject.report.measures {
        let is_fall = number(measure).is_some_and(|value| value < 0);
        if measure.change != Some(ChangeForm::Words) || !is_fall || !measure.listed {
            continue;
        }
        let label = measure.label.value.to_lowercase();
        if label.unicode_words().any(|word| FALLS.contains(&word)) {
            continue;
        }
        let style = &subject.report.brand.style;
        let (form, context) = (MeasureForm::Full, Context::Display);
        let printed = written(measure, form, style, subject.locale, context);
        let printed = plain_spaces(&printed);
        let message = format!(
            "`{}` prints as `{printed}` in tiles and tables, and its label does not say that it \
             is a fall",
            measure.id.value
        );
        let hint = "say it in the label, such as “Fall in waits”, or set `change: shown`";
        found.warn(&measure.label.place, message, hint);
    }
}
