//! Units that are typed behind a figure that prints them itself; points are the business of
//! [`points_or_per_cent`](super::points_or_per_cent).

use crate::lint::{Findings, Subject};

use super::known::names_of;
use super::phrases::{phrase, plain_spaces};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let style = &subject.report.brand.style;
    for passage in subject.passages() {
        for printed in &passage.measures {
            let measure = subject.report.measure(printed.id);
            let names = names_of(&measure.unit, style);
            let figure = plain_spaces(&passage.text[printed.range.clone()]);
            let has_unit = names.iter().any(|name| figure.ends_with(&format!(" {name}")));
            let rest = &passage.text[printed.range.end..];
            let rest = plain_spaces(rest.trim_start_matches(['-', '\u{a0}']));
            let again =
                names.iter().find(|name| phrase(&rest, &[name.as_str()]).is_some());
            if let (true, Some(again)) = (has_unit, again) {
                let id = &printed.id.value;
                let message =
                    format!("`{id}` prints as `{figure}`, and `{again}` follows it");
                found.warn(&printed.id.place, message, format!("remove `{again}`"));
            }
        }
    }
}
