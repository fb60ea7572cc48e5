//! YAML 1.2, core schema, without anchors, aliases, tags and further documents.
//!
//! Those are refused because what a reader of the file sees would no longer be what is
//! printed.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span};

use crate::report::code;
use crate::report::node::{Entry, Node, Scalar, ScalarKind, Value, Writing};

use super::builder::Builder;

/// Reads the one document of a file.
pub(super) fn read(builder: &mut Builder<'_>) -> Option<Node> {
    let text = builder.text();
    let offsets = Offsets::new(text);
    let mut parser = Parser::new_from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root: Option<Node> = None;
    loop {
        let (event, span) = match parser.next_event()? {
            Ok((event, span)) => (event, offsets.range(span)),
            Err(error) => {
                report_scan_error(builder, &offsets, &error);
                return None;
            }
        };
        let node = match event {
            Event::StreamEnd => break,
            Event::Nothing
            | Event::StreamStart
            | Event::DocumentEnd
            | Event::DocumentStart(_)
                if root.is_none() =>
            {
                continue;
            }
            Event::DocumentStart(_) => {
                let message = "a second YAML document starts here";
                let hint = "keep one document in a file: remove `---`";
                builder.report(code::REFUSED_SYNTAX, span, message, hint);
                return None;
            }
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => continue,
            Event::Alias(_) => {
                report_alias(builder, span);
                return None;
            }
            Event::Scalar(value, style, anchor, tag) => {
                admit(builder, open.len(), &span, anchor, tag.is_some())?;
                let is_absent = value.is_empty() && style == ScalarStyle::Plain;
                let is_name = matches!(open.last(), Some(Open::Map { key: None, .. }));
                let span = match (is_absent, is_name) {
                    (true, true) => mark(text, span.start, ':'),
                    (true, false) => absent(text, open.last()),
                    (false, _) => span,
                };
                if style == ScalarStyle::Plain
                    && let Some(at) = lost_text(text, &span)
                {
                    let message =
                        "the text from ` #` on is lost: YAML takes it for a comment";
                    let hint = "put the whole text in quotation marks, or a space behind `#` for a comment";
                    builder.report(code::REFUSED_SYNTAX, at..at + 1, message, hint);
                }
                scalar(builder, &value, style, span)
            }
            Event::SequenceStart(anchor, tag) => {
                admit(builder, open.len(), &span, anchor, tag.is_some())?;
                open.push(Open::List { items: Vec::new(), start: span.start });
                continue;
            }
            Event::MappingStart(anchor, tag) => {
                admit(builder, open.len(), &span, anchor, tag.is_some())?;
                let (entries, start) = (Vec::new(), span.start);
                open.push(Open::Map { entries, key: None, start });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop()? {
                Open::List { items, start } => {
                    if let Some(cut) = cut_figure(text, &items) {
                        let message = format!(
                            "a figure is cut in two at its comma: `{}`",
                            text.get(cut.clone()).unwrap_or_default()
                        );
                        let hint = "put the whole text in quotation marks";
                        builder.report(code::REFUSED_SYNTAX, cut, message, hint);
                    }
                    Node { value: Value::List(items), span: start..span.end }
                }
                Open::Map { entries, start, .. } => builder.map(entries, start..span.end),
            },
        };
        match open.last_mut() {
            None => root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some((name, key_span)) => {
                    entries.push(Entry { key: name, key_span, node });
                }
                None => match node.value {
                    Value::Scalar(scalar) => *key = Some((scalar.text, node.span)),
                    Value::List(_) | Value::Map(_) => {
                        let message = "the name of a field is a list or a mapping";
                        let hint = "write a word before the colon";
                        builder.report(code::REFUSED_SYNTAX, node.span, message, hint);
                        return None;
                    }
                },
            },
        }
    }
    // An empty file is an empty mapping, so that its missing fields are named.
    Some(root.unwrap_or(Node { value: Value::Map(Vec::new()), span: 0..0 }))
}

/// A list or mapping whose end has not come yet.
enum Open {
    List { items: Vec<Node>, start: usize },
    Map { entries: Vec<Entry>, key: Option<(Arc<str>, Range<usize>)>, start: usize },
}

/// Where a value that was left out would stand: after its name, which shows for it, or as
/// the mark of its item. The parser gives what follows instead.
fn absent(text: &str, within: Option<&Open>) -> Range<usize> {
    match within {
        Some(Open::Map { key: Some((_, key_span)), .. }) => key_span.end..key_span.end,
        Some(Open::List { items, start }) => {
            let mut at = items.last().map_or(*start, |item| item.span.end);
            // Comments may hold what looks like the mark of an item.
            loop {
                let rest = text.get(at..).unwrap_or_default();
                at += rest.len() - rest.trim_start().len();
                match text.get(at..) {
                    Some(rest) if rest.starts_with('#') => {
                        at += rest.find('\n').unwrap_or(rest.len());
                    }
                    Some(rest) if rest.starts_with('-') => return at..at + 1,
                    _ => return at..at,
                }
            }
        }
        Some(Open::Map { key: None, start, .. }) => *start..*start,
        None => 0..0,
    }
}

/// Where what looks like text and is a comment begins behind a plain scalar, on its line: `#7` of
/// `boat #7`. A comment that is meant has a space behind its `#`.
fn lost_text(text: &str, scalar: &Range<usize>) -> Option<usize> {
    let rest = text.get(scalar.end..)?;
    // What was left out stands for its name.
    let rest = rest.strip_prefix(':').filter(|_| scalar.is_empty()).unwrap_or(rest);
    let comment = rest.trim_start_matches([' ', '\t']);
    let words = comment.strip_prefix('#')?.trim_start_matches('#');
    let is_meant = words.is_empty() || words.starts_with(char::is_whitespace);
    (!is_meant).then_some(text.len() - comment.len())
}

/// Where a comma within a figure ends an item of a list in brackets: “£40,000” in `[Pay £40,000.]`
/// becomes two items. Numbers alone are a list of them, unless one begins with a nought.
fn cut_figure(text: &str, items: &[Node]) -> Option<Range<usize>> {
    let scalar = |node: &Node| match &node.value {
        Value::Scalar(scalar) => Some(scalar.clone()),
        Value::List(_) | Value::Map(_) => None,
    };
    let cut = items.windows(2).find(|pair| {
        let [before, after] = pair else { return false };
        let (Some(head), Some(tail)) = (scalar(before), scalar(after)) else {
            return false;
        };
        let is_cut = text.get(before.span.end..after.span.start) == Some(",");
        let digits = tail.text.chars().take_while(char::is_ascii_digit).count();
        let is_group = digits == 3 && head.text.ends_with(|c: char| c.is_ascii_digit());
        let is_text = |scalar: &Scalar| scalar.kind == ScalarKind::Text;
        let is_figure = is_text(&head) || is_text(&tail) || tail.text.starts_with('0');
        is_cut && is_group && is_figure
    })?;
    Some(cut.first()?.span.start..cut.last()?.span.end)
}

fn scalar(
    builder: &Builder<'_>,
    value: &str,
    style: ScalarStyle,
    span: Range<usize>,
) -> Node {
    let (kind, writing) = match style {
        ScalarStyle::Plain => (core_schema(value), Writing::Verbatim { opening: 0 }),
        ScalarStyle::Literal | ScalarStyle::Folded => {
            (ScalarKind::Text, Writing::Verbatim { opening: 0 })
        }
        ScalarStyle::SingleQuoted => (ScalarKind::Text, Writing::Doubled),
        ScalarStyle::DoubleQuoted => (ScalarKind::Text, Writing::Escaped { opening: 1 }),
    };
    builder.scalar(value, kind, writing, span)
}

/// What a plain scalar is (YAML 1.2.2, section 10.3.2).
fn core_schema(text: &str) -> ScalarKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return ScalarKind::Null,
        "true" | "True" | "TRUE" => return ScalarKind::Boolean(true),
        "false" | "False" | "FALSE" => return ScalarKind::Boolean(false),
        ".nan" | ".NaN" | ".NAN" => return ScalarKind::Number,
        _ => {}
    }
    let all = |text: &str, digit: fn(&char) -> bool| {
        !text.is_empty() && text.chars().all(|c| digit(&c))
    };
    let based = text.strip_prefix("0o").is_some_and(|t| all(t, |c| c.is_digit(8)))
        || text.strip_prefix("0x").is_some_and(|t| all(t, char::is_ascii_hexdigit));
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if based || matches!(unsigned, ".inf" | ".Inf" | ".INF") || is_decimal(unsigned) {
        ScalarKind::Number
    } else {
        ScalarKind::Text
    }
}

/// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => {
            (number, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
        }
        None => (text, None),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

/// Counts a node, and refuses its anchor or tag; `None` beyond the limits.
fn admit(
    builder: &mut Builder<'_>,
    depth: usize,
    span: &Range<usize>,
    anchor: usize,
    tagged: bool,
) -> Option<()> {
    let refused = if anchor != 0 {
        Some(("anchors are refused: there is an anchor", '&'))
    } else {
        tagged.then_some(("tags are refused: there is a tag", '!'))
    };
    if let Some((what, sign)) = refused {
        let message = format!("YAML {what} here");
        let hint = format!("write the value out, without `{sign}`");
        let span = mark(builder.text(), span.start, sign);
        builder.report(code::REFUSED_SYNTAX, span, message, hint);
    }
    builder.admit(depth, span).then_some(())
}

/// The mark that starts with a sign, such as `&name`: the first from a byte on.
fn mark(text: &str, from: usize, sign: char) -> Range<usize> {
    let rest = text.get(from..).unwrap_or_default();
    let start = from + rest.find(sign).unwrap_or(0);
    let rest = text.get(start..).unwrap_or_default();
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
    start..start + rest.find(is_end).unwrap_or(rest.len())
}

fn report_alias(builder: &Builder<'_>, span: Range<usize>) {
    let message = "YAML aliases are refused: there is an alias here";
    let hint =
        "write the value out, without `*`; put text that starts with `*` in quotes";
    builder.report(code::REFUSED_SYNTAX, span, message, hint);
}

fn report_scan_error(builder: &Builder<'_>, offsets: &Offsets<'_>, error: &ScanError) {
    let text = builder.text();
    let at = offsets.byte(error.marker());
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let info = error.info();
    if info.contains("unknown anchor") {
        report_alias(builder, mark(text, at, '*'));
    } else if info.contains("tab") {
        // The scanner may stop at the word before the tab, so the tab is looked for.
        let tab = text[..end].rfind('\t').into_iter();
        let tab = tab.chain(text[at..].find('\t').map(|tab| at + tab));
        let at = tab.min_by_key(|tab| tab.abs_diff(at)).unwrap_or(at);
        let message = "there is a tab in the indentation";
        builder.report(code::SYNTAX, at..at + 1, message, "indent with spaces");
    } else {
        let hint = if info.contains("mapping values are not allowed") {
            "put text that holds `: ` in quotes, and check the indentation"
        } else if info.contains("escape") || info.contains("hexadecimal") {
            "write the character itself; a backslash between quotation marks is `\\\\`"
        } else if info.contains("indentation in quoted scalar") {
            "close the quotation marks"
        } else if info.contains("byte order mark") {
            "remove it: it cannot be seen"
        } else if info.contains("recursion limit") {
            "write the file flatter"
        } else {
            "check the indentation, and put text with marks such as `:`, `#` or `[` in quotes"
        };
        builder.report(code::SYNTAX, at..end, format!("not YAML: {info}"), hint);
    }
}

/// From the parser's characters to bytes.
struct Offsets<'a> {
    text: &'a str,
    /// The byte of every [`Self::STEP`]th character; empty when all are one byte long.
    steps: Vec<usize>,
}

impl<'a> Offsets<'a> {
    const STEP: usize = 64;

    fn new(text: &'a str) -> Self {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(Self::STEP).map(|(at, _)| at).collect()
        };
        Self { text, steps }
    }

    fn byte(&self, marker: &Marker) -> usize {
        let index = marker.index();
        if self.steps.is_empty() {
            return index.min(self.text.len());
        }
        let Some(start) = self.steps.get(index / Self::STEP) else {
            return self.text.len();
        };
        self.text[*start..]
            .char_indices()
            .nth(index % Self::STEP)
            .map_or(self.text.len(), |(at, _)| start + at)
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(&span.start);
        start..self.byte(&span.end).max(start)
    }
}
