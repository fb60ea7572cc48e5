//! Characters that nobody typed on purpose: what word processors, web pages and wrong
//! encodings leave in pasted text.

use crate::lint::{Findings, Subject};

/// What a character is left from, and what to do; `None` for one that may be meant.
fn litter(character: char) -> Option<(&'static str, &'static str)> {
    const REMOVE: &str = "remove it";
    Some(match character {
        '\u{200b}' | '\u{2060}' | '\u{feff}' => ("a space without width", REMOVE),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ("a mark of direction", REMOVE)
        }
        '\u{fffd}' => ("a character that was lost", "write the character that was meant"),
        '\u{fffc}' => ("the place of an object that was lost", REMOVE),
        '\u{80}'..='\u{9f}' => {
            ("a character of a wrong encoding", "write the character that was meant")
        }
        '\u{e000}'..='\u{f8ff}' => {
            ("a character of a symbol font", "write the character that was meant")
        }
        _ => return None,
    })
}

/// How text that was read by a wrong encoding begins, each with what it was.
const MISREAD: &[(&str, &str)] = &[
    ("â€™", "’"),
    ("â€˜", "‘"),
    ("â€œ", "“"),
    ("â€\u{9d}", "”"),
    ("â€“", "–"),
    ("â€”", "—"),
    ("â€¦", "…"),
    ("Â£", "£"),
    ("Â°", "°"),
    ("Â·", "·"),
    ("Ã©", "é"),
    ("Ã¨", "è"),
    ("Ã¢", "â"),
    ("Ã´", "ô"),
    ("Ã¶", "ö"),
    ("Ã¼", "ü"),
];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for passage in subject.passages() {
        let mut end = 0;
        for (at, character) in passage.text.char_indices() {
            let rest = &passage.text[at..];
            if at < end || character.is_ascii() {
                continue;
            }
            let misread = MISREAD.iter().find(|(misread, _)| rest.starts_with(misread));
            let (message, hint) = match (misread, litter(character)) {
                (Some((misread, meant)), _) => {
                    end = at + misread.len();
                    let message =
                        format!("`{misread}` was `{meant}` in another encoding");
                    (message, format!("write `{meant}`"))
                }
                (None, Some((what, hint))) => {
                    end = at + character.len_utf8();
                    let code = u32::from(character);
                    (format!("{what} (U+{code:04X}) stands here"), hint.to_owned())
                }
                (None, None) => continue,
            };
            if passage.is_typed(&(at..end)) {
                found.warn_in(passage, &(at..end), message, hint);
            }
        }
    }
}
