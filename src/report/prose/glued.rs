//! Glued lines: lines that have no mark of an item and may be items or rows all the same, and items
//! that stand in one line. All of them print as running text, and are reported.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::report::code;

use super::parts::{Gap, Line, Part};
use super::writer::Writer;

/// Bullets that are no signs between words.
const BULLETS: [&str; 10] = ["•", "◦", "▪", "▫", "●", "■", "‣", "⁃", "➢", "➤"];

const OWN_LINES: &str = "write each item on a line of its own with a mark of a list, such as `- ` or \
    `1. `, and no `>` before the text in YAML, which joins its lines; or make each line a paragraph";
const FOLDED: &str =
    "write `|` in place of `>` before the text in YAML: `>` joins its lines into one";
const AS_TABLE: &str = "make a table of the lines, and use a `table` block";
const LESS_INDENT: &str = "indent the list by two spaces more than the text above it, or put an empty \
    line before it";

/// What is wrong with a line.
struct Fault {
    span: Range<usize>,
    message: String,
    hint: &'static str,
}

impl<'t> Writer<'t, '_> {
    /// Reports what is glued together of some parts, the first line of each group.
    pub(super) fn report_glued(&mut self, parts: &[Part<'t, '_>], depth: usize) {
        let mut was_found = false;
        for (at, part) in parts.iter().enumerate() {
            let Part::Line(line) = part else {
                was_found = false;
                continue;
            };
            let next = match parts.get(at + 1) {
                Some(Part::Line(next)) if next.gap != Gap::Paragraph => Some(next),
                _ => None,
            };
            if line.gap == Gap::Paragraph {
                was_found = false;
            }
            let fault = self
                .joined(line, depth)
                .or_else(|| self.folded(line, depth))
                .or_else(|| self.glued(line, next));
            if let Some(Fault { span, message, hint }) = fault {
                if !was_found {
                    let place = (self.place)(span);
                    let problem = Diagnostic::warning(code::LIST_MARK, message);
                    self.problems.push(problem.at(&place).hint(hint));
                }
                was_found = true;
            }
        }
    }

    /// A line that goes on, without a mark, with what looks like it.
    fn glued(&self, line: &Line<'t, '_>, next: Option<&Line<'t, '_>>) -> Option<Fault> {
        let text = line.text(self.text);
        let start = line.span.start;
        let begins = |label: &str| Fault {
            span: start..start + label.len(),
            message: format!("a line begins with `{label}` and prints as running text"),
            hint: OWN_LINES,
        };
        if line.mark.is_none()
            && line.gap == Gap::Soft
            && let Some(label) = ["-", "*", "+"].into_iter().find(|mark| {
                text.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' '))
            })
        {
            return Some(Fault { hint: LESS_INDENT, ..begins(label) });
        }
        let next = next?;
        if has_columns(line, self.text) && has_columns(next, self.text) {
            return Some(Fault {
                span: start..start + text.len(),
                message: "lines with tabs print as running text".to_owned(),
                hint: AS_TABLE,
            });
        }
        if line.mark.is_some() {
            return None;
        }
        if let (Some(one), Some(other)) = (
            counted(text),
            next.mark.is_none().then(|| counted(next.text(self.text))).flatten(),
        ) && one.name == other.name
            && one.value.checked_add(1) == Some(other.value)
        {
            return Some(begins(one.label));
        }
        // `2 Money`, with `2.1` below it.
        let (number, rest) = text.split_once(' ')?;
        let below = next.mark.as_ref()?.label.strip_prefix(number)?.strip_prefix('.')?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        let is_head = rest.trim_start().starts_with(char::is_uppercase);
        let is_below = below.starts_with(|c: char| c.is_ascii_digit());
        (is_number && is_head && is_below).then(|| begins(number))
    }

    /// Items with hyphens that YAML has joined into one line, whose own lines in the file they
    /// began.
    fn joined(&mut self, line: &Line<'t, '_>, depth: usize) -> Option<Fault> {
        let text = line.text(self.text);
        let mut first: Option<Range<usize>> = None;
        let (mut count, mut opens) = (0, depth > 0);
        let mut before: Option<&str> = None;
        for word in text.split_whitespace() {
            let at = line.span.start + word.as_ptr() as usize - text.as_ptr() as usize;
            if let (true, Some(last)) = (matches!(word, "-" | "*" | "+"), before)
                && self.was_joined(at)
            {
                count += 1;
                opens |= first.is_none() && last.ends_with(':');
                first.get_or_insert(at..at + word.len());
            }
            before = Some(word);
        }
        let span = first.filter(|_| count > 1 || opens)?;
        let mark = &self.text[span.clone()];
        let message =
            format!("items with `{mark}` stand in one line and print as running text");
        Some(Fault { span, message, hint: FOLDED })
    }

    /// Whether what stands at a byte, behind one space, stands further from the word before it in
    /// the file.
    fn was_joined(&mut self, at: usize) -> bool {
        let Some(before) = self.text[..at].strip_suffix(' ') else { return false };
        let Some(last) = before.chars().next_back().filter(|c| !c.is_whitespace()) else {
            return false;
        };
        let last = (self.place)(before.len() - last.len_utf8()..before.len());
        let own = (self.place)(at..at + 1);
        last.span().zip(own.span()).is_some_and(|(last, own)| own.start > last.end + 1)
    }

    /// Items that stand in one line: `We did: 1. one 2. two`.
    fn folded(&self, line: &Line<'t, '_>, depth: usize) -> Option<Fault> {
        let text = line.text(self.text);
        let from = line.mark.as_ref().map_or(0, |mark| mark.length);
        let opened = line.mark.as_ref().filter(|mark| BULLETS.contains(&mark.label));
        let mut bullets = usize::from(opened.is_some());
        // The number that the next item would have, and where the first stands.
        let mut next = if depth > 0 { 2 } else { 1 };
        let mut numbers = 0;
        let mut first: Option<Range<usize>> = None;
        let mut opens = line.mark.is_none();
        for word in text.get(from..)?.split_whitespace() {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let span = line.span.start + at..line.span.start + at + word.len();
            if BULLETS.contains(&word) {
                if bullets > 0 {
                    bullets += 1;
                    first.get_or_insert(span);
                }
            } else if let Some(number) = word.strip_suffix('.')
                && number.parse() == Ok(next)
                && (opens || next > 1)
            {
                (numbers, next) = (numbers + 1, next + 1);
                first.get_or_insert(span);
            }
            opens = word.ends_with(':');
        }
        let label = if bullets > 1 { "bullets" } else { "numbers" };
        (bullets > 1 || numbers > 1).then(|| Fault {
            span: first.unwrap_or(line.span.clone()),
            message: format!(
                "items with {label} stand in one line and print as running text"
            ),
            hint: OWN_LINES,
        })
    }
}

/// Whether tabs part what a line says.
fn has_columns(line: &Line<'_, '_>, text: &str) -> bool {
    let from = line.mark.as_ref().map_or(0, |mark| mark.length);
    line.text(text).get(from..).is_some_and(|rest| rest.trim().contains('\t'))
}

/// What a line begins with that counts lines and is no mark: `[1]`, `Step 1:`.
struct Counted<'t> {
    name: &'t str,
    value: u32,
    label: &'t str,
}

fn counted(line: &str) -> Option<Counted<'_>> {
    if let Some((number, rest)) = line.strip_prefix('[').and_then(|it| it.split_once(']'))
    {
        let value = number.parse().ok().filter(|_| rest.starts_with(' '))?;
        return Some(Counted { name: "[", value, label: &line[..number.len() + 2] });
    }
    let (name, rest) = line.split_once(' ')?;
    let is_name =
        name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[digits..];
    let ends = [": ", ". ", ") ", " – ", " - ", "\u{2014}"]
        .iter()
        .any(|end| after.starts_with(end));
    let value = rest[..digits].parse().ok().filter(|_| is_name && ends)?;
    Some(Counted { name, value, label: &line[..name.len() + 1 + digits] })
}
