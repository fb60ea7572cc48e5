//! Fonts: that a file for a press brings its letters, and says what they are. Of other files
//! standards ask it.

use super::check::Check;
use super::subject::Subject;
use crate::Profile;

pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    if subject.profile != Some(Profile::Print) {
        return;
    }
    for shown in &subject.reading.fonts {
        let name = shown.font.name();
        if !shown.font.is_embedded() {
            check.fail(shown.page, format!("`{name}` is not embedded"));
        }
        let glyphs = || shown.glyphs.iter().map(|(glyph, _)| glyph);
        if glyphs().any(|it| it.is_notdef) {
            check.fail(
                shown.page,
                format!("`{name}` shows a letter that it does not have"),
            );
        }
        let unknown = glyphs().filter(|it| it.text.is_none()).count();
        if unknown > 0 {
            let what = format!("`{name}` does not say what {unknown} of its letters are");
            check.fail(shown.page, what);
        }
    }
}
