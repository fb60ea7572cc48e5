//! Resolving: prose with its measures printed and its abbreviations spelt out.
//!
//! A [`Resolver`] goes through one edition in the order of reading. It remembers which
//! abbreviations a reader has met and which measures were printed where, so that an
//! edition can list both at its end and stand alone.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::report::measure;
use crate::report::{
    Abbreviation, Inline, Line, Locale, MeasureForm, Prose, ProseBlock, ValidReport,
};

/// A block of resolved prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list; `start` is the first number of a numbered one, `None` for bullets.
    List {
        /// The first number, or `None` for bullets.
        start: Option<u64>,
        /// Each item's blocks.
        items: Vec<Vec<Block>>,
    },
}

/// A piece of resolved text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Text that prints as it is.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Span>),
    /// Strong emphasis.
    Strong(Vec<Span>),
    /// A link.
    Link {
        /// The address.
        url: Arc<str>,
        /// The link's text.
        content: Vec<Span>,
    },
    /// A footnote.
    Footnote(Vec<Block>),
}

/// The text of blocks without their structure, a space between blocks.
pub fn plain_text(blocks: &[Block]) -> String {
    let mut text = String::new();
    push_blocks(blocks, &mut text);
    text
}

fn push_blocks(blocks: &[Block], text: &mut String) {
    for block in blocks {
        if !text.is_empty() {
            text.push(' ');
        }
        match block {
            Block::Paragraph(spans) => push_spans(spans, text),
            Block::List { items, .. } => {
                for item in items {
                    push_blocks(item, text);
                }
            }
        }
    }
}

fn push_spans(spans: &[Span], text: &mut String) {
    for span in spans {
        match span {
            Span::Text(piece) => text.push_str(piece),
            Span::Emphasis(inner) | Span::Strong(inner) => push_spans(inner, text),
            Span::Link { content, .. } => push_spans(content, text),
            Span::Footnote(blocks) => push_blocks(blocks, text),
        }
    }
}

/// Resolves the text of one edition, in the order of reading.
pub struct Resolver<'r> {
    report: &'r ValidReport,
    locale: &'r Locale,
    /// For each abbreviation of the report, whether a reader has met it.
    met: Vec<bool>,
    /// For each measure, by position in the report, whether it has been printed.
    printed: Vec<bool>,
    /// The printed measures, by position in the report, in the order of printing, each
    /// with the section it was first printed in.
    order: Vec<(usize, usize)>,
    section: usize,
}

impl<'r> Resolver<'r> {
    /// A resolver at the start of an edition.
    pub fn new(report: &'r ValidReport, locale: &'r Locale) -> Self {
        Self {
            report,
            locale,
            met: vec![false; report.abbreviations.len()],
            printed: vec![false; report.measures.len()],
            order: Vec::new(),
            section: 0,
        }
    }

    /// Says that what follows belongs to a section, by its number from 1; 0 for what
    /// stands before the first.
    pub fn enter_section(&mut self, number: usize) {
        self.section = number;
    }

    /// Notes that a measure is printed, by id.
    pub fn print_measure(&mut self, id: &str) {
        let Some(index) = self.report.measure_index(id) else { return };
        if !self.printed[index] {
            self.printed[index] = true;
            self.order.push((index, self.section));
        }
    }

    /// The measures that were printed: position in the report and number of the section
    /// in which each was printed first, in the order of printing.
    pub fn printed_measures(&self) -> &[(usize, usize)] {
        &self.order
    }

    /// The abbreviations that were met, in the order of the report's list.
    pub fn met_abbreviations(&self) -> impl Iterator<Item = &'r Abbreviation> {
        self.report
            .abbreviations
            .iter()
            .zip(&self.met)
            .filter(|(_, met)| **met)
            .map(|(abbreviation, _)| abbreviation)
    }

    /// The text of a line, its measures printed as figures. Abbreviations stay: a line
    /// is too short to spell them out.
    pub fn line(&mut self, line: &Line) -> String {
        let mut text = String::new();
        for piece in &line.content {
            match piece {
                Inline::Text(piece) => text.push_str(piece),
                Inline::Measure { id, form } => {
                    text.push_str(&self.measure(
                        &id.value,
                        *form,
                        measure::Context::Display,
                    ));
                }
                // A line is read without Markdown, so it holds nothing else.
                _ => {}
            }
        }
        for (index, abbreviation) in self.report.abbreviations.iter().enumerate() {
            if find_word(&text, &abbreviation.short.value, 0).is_some() {
                self.met[index] =
                    self.met[index] || text.contains(&*abbreviation.long.value);
            }
        }
        text
    }

    /// Prose, its measures printed and its abbreviations spelt out where each stands
    /// first.
    pub fn prose(&mut self, prose: &Prose) -> Vec<Block> {
        self.blocks(&prose.blocks)
    }

    fn blocks(&mut self, blocks: &[ProseBlock]) -> Vec<Block> {
        blocks
            .iter()
            .map(|block| match block {
                ProseBlock::Paragraph(inlines) => {
                    Block::Paragraph(self.inlines(inlines, true))
                }
                ProseBlock::List { start, items } => Block::List {
                    start: *start,
                    items: items.iter().map(|item| self.blocks(item)).collect(),
                },
            })
            .collect()
    }

    fn inlines(&mut self, inlines: &[Inline], expand: bool) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut opens_sentence = true;
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    let text = if expand {
                        self.spell_out(text, opens_sentence)
                    } else {
                        text.to_string()
                    };
                    spans.push(Span::Text(text));
                }
                Inline::Measure { id, form } => {
                    let text = self.measure(&id.value, *form, measure::Context::Prose);
                    spans.push(Span::Text(text));
                }
                Inline::Emphasis(inner) => {
                    spans.push(Span::Emphasis(self.inlines(inner, expand)));
                }
                Inline::Strong(inner) => {
                    spans.push(Span::Strong(self.inlines(inner, expand)));
                }
                // The text of a link is the name of a thing and stays as it is.
                Inline::Link { url, content } => spans.push(Span::Link {
                    url: url.value.clone(),
                    content: self.inlines(content, false),
                }),
                Inline::Footnote(blocks) => {
                    spans.push(Span::Footnote(self.blocks(blocks)));
                }
            }
            opens_sentence = false;
        }
        spans
    }

    fn measure(
        &mut self,
        id: &str,
        form: MeasureForm,
        context: measure::Context,
    ) -> String {
        self.print_measure(id);
        let style = &self.report.brand.style;
        measure::written(self.report.measure(id), form, style, self.locale, context)
    }

    /// Text with each abbreviation that a reader has not met spelt out once.
    fn spell_out(&mut self, text: &str, opens_sentence: bool) -> String {
        let mut result = text.to_owned();
        for (index, abbreviation) in self.report.abbreviations.iter().enumerate() {
            if self.met[index] {
                continue;
            }
            let short = &*abbreviation.short.value;
            let long = &*abbreviation.long.value;
            let Some(found) = find_word(&result, short, 0) else { continue };
            self.met[index] = true;
            let before = &result[..found.start];
            if written_out_before(before, long) {
                continue;
            }
            let long = if (before.is_empty() && opens_sentence) || ends_sentence(before) {
                capitalised(long)
            } else {
                long.to_owned()
            };
            // Inside brackets, a second pair would confuse: “(long, short)”.
            let word = &result[found.clone()];
            let plural = if word.len() > short.len() { "s" } else { "" };
            let after = &result[found.end..];
            let possessive =
                ["’s", "'s"].into_iter().find(|mark| after.starts_with(mark));
            let spelt = match possessive {
                Some(mark) => format!("{long}{mark} ({short})"),
                None if inside_brackets(before) => format!("{long}{plural}, {word}"),
                None => format!("{long}{plural} ({word})"),
            };
            let end = found.end + possessive.map_or(0, str::len);
            result.replace_range(found.start..end, &spelt);
        }
        result
    }
}

/// The first place of a word, or of its plural in “s”, from an offset on: not within
/// another word.
fn find_word(text: &str, word: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let boundary_before = |start: usize| {
        !text[..start]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '@' || c == '#')
    };
    let boundary_after =
        |end: usize| !text[end..].chars().next().is_some_and(char::is_alphanumeric);
    text[from..]
        .match_indices(word)
        .map(|(offset, _)| from + offset)
        .filter(|start| boundary_before(*start))
        .find_map(|start| {
            let end = start + word.len();
            if boundary_after(end) {
                Some(start..end)
            } else if text[end..].starts_with('s') && boundary_after(end + 1) {
                Some(start..end + 1)
            } else {
                None
            }
        })
}

/// Whether the text before an abbreviation ends in its long form and a bracket.
fn written_out_before(before: &str, long: &str) -> bool {
    let Some(before) = before.strip_suffix('(') else { return false };
    let before = before.trim_end().to_lowercase();
    let long = long.to_lowercase();
    before.ends_with(&long)
        || before.strip_suffix('s').is_some_and(|one| one.ends_with(&long))
}

fn inside_brackets(before: &str) -> bool {
    before.rfind('(').is_some_and(|open| !before[open..].contains(')'))
}

fn ends_sentence(before: &str) -> bool {
    let trimmed = before.trim_end();
    trimmed.len() < before.len() && trimmed.ends_with(['.', '?', '!'])
}

fn capitalised(text: &str) -> String {
    let mut graphemes = text.graphemes(true);
    graphemes
        .next()
        .map_or_else(String::new, |first| first.to_uppercase() + graphemes.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_not_found_within_another() {
        assert_eq!(find_word("AMPS and MPS.", "MPS", 0), Some(9..12));
        assert_eq!(find_word("MPST", "MPS", 0), None);
        assert_eq!(find_word("two ICVs met", "ICV", 0), Some(4..8));
    }

    #[test]
    fn what_the_author_spelt_out_is_recognised() {
        assert!(written_out_before(
            "the Crown Prosecution Service (",
            "Crown Prosecution Service"
        ));
        assert!(!written_out_before("the service (", "Crown Prosecution Service"));
    }

    #[test]
    fn a_capital_opens_a_sentence() {
        assert!(ends_sentence("It ended. "));
        assert!(!ends_sentence("the "));
        assert_eq!(capitalised("éa"), "Éa");
    }
}
