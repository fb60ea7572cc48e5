//! Lazy lines: Markdown takes a line along into the item above it, however far left it stands. Where
//! its mark goes on with a list above the item, an empty line is put before it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::blocks::MAX_LIST_DEPTH;
use super::lists::ends_mid_sentence;
use super::marks::{Reading, mark};
use super::parts::{after_space, column};

/// A text as it is parsed: with empty lines that were not typed.
pub(super) struct Typed<'t> {
    text: Cow<'t, str>,
    /// The bytes of the typed text before which an empty line is put, in order.
    breaks: Vec<usize>,
}

impl<'t> Typed<'t> {
    /// Puts empty lines into a text where its lists need them.
    pub(super) fn new(typed: &'t str, options: Options) -> Self {
        let mut found = Self { text: Cow::Borrowed(typed), breaks: Vec::new() };
        // What is parted from an item may hold items of its own.
        for _ in 0..MAX_LIST_DEPTH {
            let lazy = found.lazy_lines(typed, options);
            if lazy.is_empty() {
                break;
            }
            found.breaks.extend(lazy);
            found.breaks.sort_unstable();
            let mut text = String::with_capacity(typed.len() + found.breaks.len());
            let mut from = 0;
            for at in &found.breaks {
                text.push_str(&typed[from..*at]);
                text.push('\n');
                from = *at;
            }
            text.push_str(&typed[from..]);
            found.text = Cow::Owned(text);
        }
        found
    }

    /// What is parsed.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where some bytes of the parsed text were typed.
    pub(super) fn span(&self, parsed: Range<usize>) -> Range<usize> {
        self.typed(parsed.start)..self.typed(parsed.end)
    }

    fn typed(&self, parsed: usize) -> usize {
        // The empty line before the typed byte `at` is the parsed byte `at` and those before it.
        let (mut low, mut high) = (0, self.breaks.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.breaks[middle] + middle < parsed {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        parsed - low
    }

    /// The first bytes of lines that stand further left than the item that they were taken into,
    /// and whose mark comes after one above that item.
    fn lazy_lines(&self, typed: &str, options: Options) -> Vec<usize> {
        let mut lazy = Vec::new();
        let mut marks = Marks { typed, read: 0, seen: HashMap::new() };
        // The open items: the byte at which each begins, and the column of its text.
        let mut items: Vec<(usize, usize)> = Vec::new();
        let mut is_after_break = false;
        for (event, span) in Parser::new_ext(&self.text, options).into_offset_iter() {
            let start = self.typed(span.start);
            match event {
                Event::Start(Tag::Item) => {
                    let start = after_space(typed, start);
                    let line = line_of(typed, start);
                    let rest = typed[start..line.end].trim_start_matches(|c: char| {
                        c.is_ascii_digit() || "-+*.)".contains(c)
                    });
                    let text = line.end - rest.trim_start().len();
                    items.push((start, column(typed, text)));
                }
                Event::End(TagEnd::Item) => {
                    items.pop();
                }
                Event::SoftBreak | Event::HardBreak => {
                    is_after_break = true;
                    continue;
                }
                Event::Text(_) if is_after_break => {
                    let is_lazy = items.last().is_some_and(|(item, column_of_text)| {
                        column(typed, start) < *column_of_text
                            && marks.go_on(start, *item)
                    });
                    if is_lazy {
                        lazy.push(line_of(typed, start).start);
                    }
                }
                _ => {}
            }
            is_after_break = false;
        }
        lazy
    }
}

/// The marks of the lines above one.
struct Marks<'t> {
    typed: &'t str,
    /// How many bytes have been read.
    read: usize,
    /// Where each stands first.
    seen: HashMap<Reading<'t>, usize>,
}

impl Marks<'_> {
    /// Whether the line that begins at a byte has a mark that comes after one of a line above an
    /// item.
    fn go_on(&mut self, start: usize, item: usize) -> bool {
        let line = line_of(self.typed, start);
        let mut at = self.read.min(line.start);
        for above in self.typed[at..line.start].split_inclusive('\n') {
            for reading in mark(above.trim()).into_iter().flat_map(|it| it.readings) {
                self.seen.entry(reading).or_insert(at);
            }
            at += above.len();
        }
        self.read = self.read.max(line.start);
        let before = self.typed[..line.start].trim_end();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let Some(mark) = mark(self.typed[start..line.end].trim_end()) else {
            return false;
        };
        !ends_mid_sentence(before)
            && mark.readings.iter().any(|it| {
                let value = it.value.saturating_sub(1);
                let before = self.seen.get(&Reading { style: it.style, value });
                before.is_some_and(|at| *at < line_of(self.typed, item).start)
            })
    }
}

/// The line around a byte.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}
