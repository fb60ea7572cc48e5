//! Escaping: how a string becomes Typst source that prints just that string.
//!
//! Three targets, one for each place in which a value may stand: markup, a string
//! literal, and a content block. Nothing here decides which is right; the templates
//! say so, and [`guard`](super::guard) checks it.

use std::fmt::Write;

/// The seven characters that Typst reads as the end of a line (`is_newline` in
/// typst-syntax's lexer). In a value they count as a space: a line break in markup
/// can end a paragraph, a heading or a list item.
const NEWLINES: [char; 7] =
    ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

fn is_space(character: char) -> bool {
    character == ' ' || character == '\t' || NEWLINES.contains(&character)
}

/// Writes a string as Typst markup that prints it as it is typed.
///
/// Every ASCII punctuation character is escaped, so that nothing can open code, math,
/// emphasis, a label, a reference, a comment, a list, a heading or a shorthand, and
/// straight quotes stay straight. A run of spaces would print as one, and a space at an
/// edge could vanish, so those are written by code point, which Typst keeps. Two
/// letters of an address (`https:`) cannot make a link, because the colon is escaped.
pub fn markup(text: &str, out: &mut String) {
    let mut previous_is_space = true;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let space = is_space(character);
        if space {
            // A plain space is a place to break the line; one that follows another or
            // stands at an edge has to be kept by other means.
            if previous_is_space || characters.peek().is_none() {
                out.push_str("\\u{20}");
            } else {
                out.push(' ');
            }
        } else if character.is_ascii_punctuation() {
            out.push('\\');
            out.push(character);
        } else {
            out.push(character);
        }
        previous_is_space = space;
    }
}

/// Writes a string as a Typst string literal, with its quotation marks.
pub fn string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ if character.is_control() || NEWLINES.contains(&character) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests;
