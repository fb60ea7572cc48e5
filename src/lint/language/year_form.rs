//! Financial years in another form than the report’s own.

use crate::lint::{Findings, Subject, TextKind};

use super::own::is_own;
use super::title::{follows_name, names_document};
use super::word::is_in_address;
use super::year;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let label = &*subject.report.period.label.value;
    // A label such as “2024” or “2022 to 2023” says nothing of how split years are written.
    let Some(house) = year::read(label.trim()) else { return };
    for passage in subject.passages() {
        let text = &*passage.text;
        for (range, typed) in year::split_years(text) {
            // Two full years with a hyphen or a dash may be a stretch of time; where it is
            // typed with a hyphen, `hyphen-dash` says so.
            let typed_text = &text[range.clone()];
            let is_stretch = typed.form.is_full()
                && !house.form.is_full()
                && !typed_text.contains('/');
            // A heading such as “Spending 2022-23” is no name of a document.
            let is_name = names_document(text, &range)
                || (passage.kind != TextKind::Title && follows_name(text, &range));
            if typed.form == house.form
                || is_stretch
                || is_name
                || is_in_address(text, &range)
                || !is_own(passage, &range)
            {
                continue;
            }
            let message = format!(
                "`{typed_text}` is not written as the report’s own year, `{label}`"
            );
            let hint = format!("write `{}`", house.form.write(typed.start));
            found.warn_in(passage, &range, message, hint);
        }
    }
}
