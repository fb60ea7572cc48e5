//! Controls: what is done to characters that steer a terminal.

/// Text with nothing that steers a terminal: a control is shown by the picture that it has
/// in Unicode, or as a character that is not known.
pub(super) fn tame(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        _ => c,
    };
    text.chars().map(shown).collect()
}

/// The same for a line of a file, where each character has as many bytes as before. What is
/// left is tamed where it is drawn.
pub(super) fn same_width(c: char) -> char {
    if matches!(c, '\u{80}'..='\u{9f}') { '\u{b7}' } else { c }
}
