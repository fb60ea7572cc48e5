//! Characters that no file may hold.

use crate::diagnostic::{Place, Problems};
use crate::report::code;
use crate::report::node::Source;

/// Refuses control characters in a text file; whether there were none.
pub(crate) fn check_characters(source: &Source, problems: &Problems) -> bool {
    let Some((at, c)) = source.text.char_indices().find(|(_, c)| is_refused(*c)) else {
        return true;
    };
    report_control(c, &Place::text(source.file.clone(), at..at + c.len_utf8()), problems);
    false
}

/// Characters that no text may hold: controls, but for tabs and line breaks.
pub(super) fn is_refused(c: char) -> bool {
    is_control(c) && !matches!(c, '\n' | '\t')
}

/// Whether a character is a control: one of Unicode's, one that turns the direction of
/// reading, so that what is read is not what stands there (UTS 55, section 3.1), or a tag,
/// which nobody sees.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

pub(super) fn report_control(c: char, place: &Place, problems: &Problems) {
    let message = format!("there is a control character here, U+{:04X}", u32::from(c));
    problems.error(code::CONTROL_CHARACTER, place, message, "remove it");
}
