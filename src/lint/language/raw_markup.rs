//! Markup that has no meaning where it stands, and prints as it was typed.

use std::ops::Range;

use crate::lint::{Findings, Passage, Subject, TextKind};
use crate::report::meant_as_pointer;

/// Names of characters in HTML that people paste, with what to write.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("nbsp", "a space"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "”"),
    ("apos", "’"),
    ("pound", "£"),
    ("euro", "€"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "a list"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("deg", "°"),
    ("shy", "nothing"),
];

/// Marks that stand on both sides of a word.
const PAIRS: &[&str] = &["**", "__", "~~", "==", "++", "*", "`", "~", "^"];

/// Bullets that begin an item of a list.
const BULLETS: [char; 8] = ['•', '◦', '▪', '●', '■', '➢', '\u{f0b7}', '\u{f0a7}'];

/// Markup that was found in a text.
struct Found {
    range: Range<usize>,
    hint: String,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for passage in subject.passages() {
        let mut end = 0;
        let mut all: Vec<Found> = FINDERS
            .iter()
            .flat_map(|find| {
                let mut of_one = Vec::new();
                find(passage, &mut of_one);
                of_one
            })
            .collect();
        all.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
        for Found { range, hint } in all {
            if range.start < end || !passage.is_typed(&range) {
                continue;
            }
            let place = passage.place_of(&range, subject.texts);
            if subject.is_escaped(&place, passage.place) {
                continue;
            }
            end = range.end;
            let typed = crate::wording::excerpt(&passage.text[range]);
            let message = format!("`{typed}` prints as it is typed");
            found.warn(&place, message, hint);
        }
        within_words(passage, subject, found);
    }
}

/// Emphasis that begins and ends within one word: the stars of `5*6*7` were meant to print.
fn within_words(passage: &Passage<'_>, subject: &Subject<'_>, found: &mut Findings<'_>) {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    for range in &passage.emphasis {
        let before = passage.text[..range.start].chars().next_back();
        let after = passage.text[range.end..].chars().next();
        if is_letter(before) && is_letter(after) && !range.is_empty() {
            let inner = crate::wording::excerpt(&passage.text[range.clone()]);
            let place = passage.place_of(range, subject.texts);
            let message = format!("`{inner}` is emphasised within a word");
            let hint = "write `×` for a product, or `\\*` where a star is to print";
            found.warn(&place, message, hint);
        }
    }
}

const FINDERS: &[fn(&Passage<'_>, &mut Vec<Found>)] =
    &[tags, entities, notes, braces, links, pairs, escapes, bullets, spreadsheet];

/// Every place of a text in a passage.
fn places<'p>(
    passage: &'p Passage<'_>,
    start: &'p str,
) -> impl Iterator<Item = (usize, &'p str)> {
    let found = passage.text.match_indices(start);
    found.map(|(at, _)| (at, &passage.text[at..]))
}

/// Tags and comments of HTML.
fn tags(passage: &Passage<'_>, found: &mut Vec<Found>) {
    for (at, rest) in places(passage, "<") {
        let name = rest[1..].trim_start_matches('/');
        let is_comment = name.starts_with("!--");
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let Some(end) = rest.find('>').filter(|end| *end < 120) else { continue };
        if is_comment || is_tag {
            let is_break = name.to_ascii_lowercase().starts_with("br");
            let hint = if is_break && passage.kind != TextKind::Paragraph {
                "remove it; text of this kind is one line"
            } else {
                "remove the tag; emphasis is `*…*` and a link `[text](https://…)` in prose"
            };
            found.push(Found { range: at..at + end + 1, hint: hint.to_owned() });
        }
    }
}

/// Names and numbers of characters, such as `&amp;`.
fn entities(passage: &Passage<'_>, found: &mut Vec<Found>) {
    for (at, rest) in places(passage, "&") {
        let Some(end) = rest.find(';').filter(|end| (3..12).contains(end)) else {
            continue;
        };
        let name = &rest[1..end];
        let is_number = name.strip_prefix('#').is_some_and(|it| {
            it.trim_start_matches(['x', 'X']).bytes().all(|b| b.is_ascii_hexdigit())
        });
        let known = ENTITIES.iter().find(|(known, _)| *known == name);
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_number || is_name {
            let hint = match known {
                Some((_, sign)) if sign.chars().count() == 1 => format!("write `{sign}`"),
                Some((_, what)) => format!("write {what}"),
                None => "write the character that it stands for".to_owned(),
            };
            found.push(Found { range: at..at + end + 1, hint });
        }
    }
}

/// Marks of footnotes where none can stand.
fn notes(passage: &Passage<'_>, found: &mut Vec<Found>) {
    for (at, rest) in places(passage, "[^") {
        if let Some(end) = rest.find(']').filter(|end| (3..40).contains(end)) {
            let hint = "a footnote can stand in prose alone: say it in a `note`";
            found.push(Found { range: at..at + end + 1, hint: hint.to_owned() });
        }
    }
}

/// Braces that look like a reference and are none.
fn braces(passage: &Passage<'_>, found: &mut Vec<Found>) {
    for (at, rest) in places(passage, "{") {
        let Some(end) = rest.find('}').filter(|end| (2..80).contains(end)) else {
            continue;
        };
        let inner = &rest[1..end];
        let is_name = inner.chars().any(char::is_alphanumeric)
            && inner.chars().all(|c| {
                c.is_alphanumeric()
                    || matches!(c, '.' | '_' | '-' | '|' | ':' | ' ' | '{' | '%')
            });
        if is_name {
            let hint = match meant_as_pointer(inner) {
                Some(pointer) => {
                    format!("in prose `{pointer}` says where something stands")
                }
                None => "in lines and prose `{id}` prints a measure; to print a brace, \
                         write `\\{`"
                    .to_owned(),
            };
            found.push(Found { range: at..at + end + 1, hint });
        }
    }
}

/// Links of Markdown where none can stand.
fn links(passage: &Passage<'_>, found: &mut Vec<Found>) {
    for (at, rest) in places(passage, "](") {
        let target = &rest[2..];
        let leads = ["http", "www.", "mailto:"].iter().any(|it| target.starts_with(it));
        let start = passage.text[..at].rfind('[');
        if let (true, Some(start), Some(end)) = (leads, start, rest.find(')')) {
            let hint = "write the words alone; a link can stand in lines and prose";
            found.push(Found { range: start..at + end + 1, hint: hint.to_owned() });
        }
    }
}

/// Marks on both sides of a word, such as `**word**`.
fn pairs(passage: &Passage<'_>, found: &mut Vec<Found>) {
    let text = &passage.text;
    for mark in PAIRS {
        let mut from = 0;
        while let Some(start) = text[from..].find(mark).map(|it| from + it) {
            from = start + mark.len();
            let before = text[..start].chars().next_back();
            let inner = &text[from..];
            let opens = inner.starts_with(|c: char| c.is_alphanumeric() || c == '(');
            // `2^3` and `a*b*c` are sums.
            let is_word_before = before.is_some_and(char::is_alphanumeric);
            let joins = matches!(*mark, "~" | "^");
            let is_anywhere = joins || matches!(*mark, "~~" | "==" | "++");
            if !opens || (is_word_before && !is_anywhere) {
                continue;
            }
            let Some(length) = inner.find(mark).filter(|length| *length < 200) else {
                continue;
            };
            let end = from + length + mark.len();
            let closes = !inner[..length].ends_with(char::is_whitespace);
            if !closes || (joins && inner[..length].contains(char::is_whitespace)) {
                continue;
            }
            let hint = match *mark {
                "~" | "^" => {
                    "write the raised or lowered characters themselves, such as `²` or `₂`"
                }
                "*" | "**" | "__" => {
                    "remove the marks; text of this kind has no emphasis"
                }
                _ => "remove the marks",
            };
            found.push(Found { range: start..end, hint: hint.to_owned() });
            from = end;
        }
    }
}

/// Escapes of a program: `\n`.
fn escapes(passage: &Passage<'_>, found: &mut Vec<Found>) {
    for (at, rest) in places(passage, "\\") {
        let mut next = rest[1..].chars();
        let Some(letter @ ('n' | 'r' | 't')) = next.next() else { continue };
        let goes_on = next.next().is_some_and(char::is_lowercase);
        // `\report` may be a name; a line that ends within a word is hardly one.
        let is_break = letter == 'n' && !is_of_path(&passage.text, at);
        if !goes_on || is_break {
            let hint = "break the line in the file, or write a space; to print a backslash, \
                        write two";
            found.push(Found { range: at..at + 2, hint: hint.to_owned() });
        }
    }
}

/// Whether a backslash stands in a path: `C:\new`, `\\server\notes`, `finance\notes.txt`.
fn is_of_path(text: &str, at: usize) -> bool {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    let word = text[start..end].trim_start_matches(['(', '“', '‘', '"', '\'']);
    let ends = word.rsplit('\\').next().unwrap_or_default();
    let is_file = ends.trim_end_matches(['.', ',', ')', '”']).contains('.');
    let other = |piece: &str| !piece.starts_with(['n', 'r', 't']);
    word.starts_with('\\')
        || word.contains(":\\")
        || is_file
        || word.split('\\').skip(1).any(other)
}

/// Bullets of a list that has been drawn together to one paragraph.
fn bullets(passage: &Passage<'_>, found: &mut Vec<Found>) {
    let count = passage.text.matches(BULLETS).count();
    let is_item = passage.text.starts_with(BULLETS);
    let is_suspect = is_item || (count > 1 && passage.kind == TextKind::Paragraph);
    if let (true, Some(at)) = (is_suspect, passage.text.find(BULLETS)) {
        let length = passage.text[at..].chars().next().map_or(0, char::len_utf8);
        let hint = "write each item on a line of its own, in prose";
        found.push(Found { range: at..at + length, hint: hint.to_owned() });
    }
}

/// What a spreadsheet writes in a cell that it cannot work out, or that is too narrow.
const SPREADSHEET: &[&str] = &[
    "#BLOCKED!",
    "#CALC!",
    "#DIV/0!",
    "#FIELD!",
    "#GETTING_DATA",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#SPILL!",
    "#UNKNOWN!",
    "#VALUE!",
];

/// Errors of a spreadsheet, and the signs with which it fills what is too narrow.
fn spreadsheet(passage: &Passage<'_>, found: &mut Vec<Found>) {
    for (at, rest) in places(passage, "#") {
        let is_start = !passage.text[..at].ends_with(['#', '&']);
        let signs = rest.bytes().take_while(|byte| *byte == b'#').count();
        let length = match SPREADSHEET.iter().find(|name| rest.starts_with(**name)) {
            Some(name) => name.len(),
            None if signs >= 3 && rest[signs..].trim_start().is_empty() => signs,
            None => continue,
        };
        if is_start {
            let hint = "it is an error of a spreadsheet: mend it there, or write a mark such as \
                        `[x]` for what is not available";
            found.push(Found { range: at..at + length, hint: hint.to_owned() });
        }
    }
}
