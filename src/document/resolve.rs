//! Resolving: prose with its measures printed and its abbreviations spelt out.
//!
//! A [`Resolver`] goes through one document in the order of reading. It remembers which
//! abbreviations a reader has met and which measures were printed where, so that a
//! document can list both at its end and stand alone.

use std::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use unicode_segmentation::UnicodeSegmentation;

use super::basis::Basis;
use super::text::{Marked, Passage, Prose, ProseBlock, Span, Text};
use crate::diagnostic::Place;
use crate::report::{self, Abbreviation, Inline, Line, measure};

/// The abbreviations of a report, found in a text by reading it once.
pub(super) struct Vocabulary<'r> {
    abbreviations: &'r [Abbreviation],
    /// `None` where there are no abbreviations, or more than an automaton can hold.
    finder: Option<AhoCorasick>,
}

impl<'r> Vocabulary<'r> {
    pub(super) fn new(abbreviations: &'r [Abbreviation]) -> Self {
        let shorts = abbreviations.iter().map(|it| it.short.value.as_bytes());
        let finder = (!abbreviations.is_empty()).then(|| AhoCorasick::new(shorts).ok());
        Self { abbreviations, finder: finder.flatten() }
    }

    /// Those that may stand in a text, by their positions from one on, in order: each that
    /// does is among them.
    fn candidates(&self, text: &str, from: usize) -> Vec<usize> {
        let Some(finder) = &self.finder else {
            return (from..self.abbreviations.len()).collect();
        };
        let found = finder.find_overlapping_iter(text).map(|it| it.pattern().as_usize());
        let mut found: Vec<usize> = found.filter(|index| *index >= from).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Resolves the text of one document, in the order of reading.
pub struct Resolver<'r> {
    basis: &'r Basis<'r>,
    /// For each abbreviation of the report, whether a reader has met it.
    met: Vec<bool>,
    /// For each measure, by position in the report, whether it has been printed.
    printed: Vec<bool>,
    /// For each measure, the position of the first section that prints it; 0 for none yet.
    homes: Vec<usize>,
    /// The printed measures in the order of printing.
    order: Vec<Printed>,
    section: usize,
}

/// A measure that a document prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// Its position in the report.
    pub measure: usize,
    /// The number of the section that prints it first, from 1; 0 for what stands before
    /// the first.
    pub section: usize,
}

impl<'r> Resolver<'r> {
    /// A resolver at the start of a document.
    pub fn new(basis: &'r Basis<'r>) -> Self {
        let report = basis.report;
        Self {
            basis,
            met: vec![false; report.abbreviations.len()],
            printed: vec![false; report.measures.len()],
            homes: vec![0; report.measures.len()],
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
        let Some(measure) = self.basis.report.measure_index(id) else { return };
        if !self.printed[measure] {
            self.printed[measure] = true;
            self.order.push(Printed { measure, section: self.section });
        }
        if self.homes[measure] == 0 {
            self.homes[measure] = self.section;
        }
    }

    /// The number of the first section that has printed a measure, whatever stands before
    /// the first; 0 for none.
    pub fn home(&self, id: &str) -> usize {
        let measure = self.basis.report.measure_index(id);
        measure.map_or(0, |measure| self.homes[measure])
    }

    /// The measures that were printed, in the order of printing.
    pub fn printed_measures(&self) -> &[Printed] {
        &self.order
    }

    /// The abbreviations that were met, in the order of the report's list.
    pub fn met_abbreviations(&self) -> impl Iterator<Item = &'r Abbreviation> {
        let all = self.basis.report.abbreviations.iter().zip(&self.met);
        all.filter(|(_, met)| **met).map(|(abbreviation, _)| abbreviation)
    }

    /// The text of a line.
    pub fn line(&mut self, line: &Line) -> Text {
        self.print_measures(&line.content);
        let text = self.basis.line(line);
        self.meet(&text);
        text
    }

    /// Notes which abbreviations a text spells out itself.
    fn meet(&mut self, text: &str) {
        let vocabulary = &self.basis.vocabulary;
        for index in vocabulary.candidates(text, 0) {
            let Abbreviation { short, long, .. } = &vocabulary.abbreviations[index];
            if !self.met[index] && find_word(text, &short.value, 0).is_some() {
                self.met[index] = text.contains(&*long.value);
            }
        }
    }

    /// The head of a column, which may have marks of notes.
    pub fn label(&mut self, label: &Line) -> Marked {
        self.cell(&[report::ProseBlock::Paragraph(label.content.clone())], &label.place)
    }

    /// What a cell says. Its measures print as figures, and abbreviations stay, as in a line.
    pub fn cell(&mut self, blocks: &[report::ProseBlock], place: &Place) -> Marked {
        let is_plain =
            |inline: &Inline| matches!(inline, Inline::Text(_) | Inline::Measure { .. });
        let marked = match blocks {
            [] => Marked::Plain(Text::at("", place)),
            [report::ProseBlock::Paragraph(content)] if content.iter().all(is_plain) => {
                let line = Line { content: content.clone(), place: place.clone() };
                return Marked::Plain(self.line(&line));
            }
            _ => {
                let blocks = self.blocks(blocks, Setting::Cell);
                Marked::Prose(Prose(Arc::new(Passage { blocks, place: place.clone() })))
            }
        };
        self.meet(&marked.plain_text());
        marked
    }

    fn print_measures(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Measure { id, .. } => self.print_measure(&id.value),
                Inline::Emphasis(inner) | Inline::Strong(inner) => {
                    self.print_measures(inner);
                }
                Inline::Link { content, .. } => self.print_measures(content),
                Inline::Text(_)
                | Inline::Break
                | Inline::Pointer { .. }
                | Inline::Footnote { .. }
                | Inline::FootnoteMark(_)
                | Inline::NoteMark(_) => {}
            }
        }
    }

    /// Prose, its measures printed and its abbreviations spelt out where each stands
    /// first.
    pub fn prose(&mut self, prose: &report::Prose) -> Prose {
        let blocks = self.blocks(&prose.blocks, Setting::Prose);
        let place = prose.place.clone();
        Prose(Arc::new(Passage { blocks, place }))
    }

    fn blocks(
        &mut self,
        blocks: &[report::ProseBlock],
        setting: Setting,
    ) -> Vec<ProseBlock> {
        let resolved = blocks.iter().map(|block| match block {
            report::ProseBlock::Paragraph(inlines) => {
                ProseBlock::Paragraph(self.inlines(inlines, setting))
            }
            report::ProseBlock::Heading { level, content, .. } => ProseBlock::Heading {
                level: *level,
                content: self.inlines(content, setting.of_names()),
            },
            report::ProseBlock::List { labels, items } => ProseBlock::List {
                labels: labels.clone(),
                items: items.iter().map(|item| self.blocks(item, setting)).collect(),
            },
        });
        resolved.collect()
    }

    fn inlines(&mut self, inlines: &[Inline], setting: Setting) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut opens_sentence = true;
        for inline in inlines {
            spans.push(match inline {
                Inline::Text(text) => Span::Text(match setting {
                    Setting::Prose => self.spell_out(text, opens_sentence),
                    Setting::Name | Setting::Cell => text.to_string(),
                }),
                Inline::Break => Span::Break,
                Inline::Measure { id, form } => {
                    self.print_measure(&id.value);
                    let place = match setting {
                        Setting::Prose | Setting::Name => measure::Context::Prose,
                        Setting::Cell => measure::Context::Display,
                    };
                    Span::Text(self.basis.written(&id.value, *form, place))
                }
                Inline::Emphasis(inner) => Span::Emphasis(self.inlines(inner, setting)),
                Inline::Strong(inner) => Span::Strong(self.inlines(inner, setting)),
                Inline::Link { url, content } => Span::Link {
                    url: url.value.clone(),
                    content: self.inlines(content, setting.of_names()),
                },
                Inline::Footnote { name: None, note } => {
                    Span::Footnote(self.blocks(note, Setting::Prose))
                }
                Inline::Footnote { name: Some(name), note } => {
                    let note = self.blocks(note, Setting::Prose);
                    Span::SharedFootnote { name: name.to_string(), note }
                }
                Inline::FootnoteMark(name) => Span::FootnoteMark(name.to_string()),
                Inline::NoteMark(mark) => Span::NoteMark(mark.value.to_string()),
                Inline::Pointer { id, pointing } => self.basis.pointer(id, *pointing),
            });
            opens_sentence = false;
        }
        spans
    }

    /// Text with each abbreviation that a reader has not met spelt out once.
    fn spell_out(&mut self, text: &str, opens_sentence: bool) -> String {
        spell_out(&self.basis.vocabulary, &mut self.met, text, opens_sentence)
    }
}

/// Where a text stands, as far as its abbreviations and figures depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// In prose: abbreviations are spelt out where each stands first, and small counts are words.
    Prose,
    /// In prose, in a heading or the text of a link: the name of a thing, which stays as it is.
    Name,
    /// In a cell, which is too short to spell them out, and where counts are figures.
    Cell,
}

impl Setting {
    /// The same within a heading or a link.
    fn of_names(self) -> Self {
        match self {
            Self::Prose | Self::Name => Self::Name,
            Self::Cell => Self::Cell,
        }
    }
}

/// Text with each abbreviation spelt out once that is not yet met; then it is.
fn spell_out(
    vocabulary: &Vocabulary<'_>,
    met: &mut [bool],
    text: &str,
    opens_sentence: bool,
) -> String {
    let mut result = text.to_owned();
    let mut candidates = vocabulary.candidates(&result, 0).into_iter();
    while let Some(index) = candidates.next() {
        if met[index] {
            continue;
        }
        let Abbreviation { short, long, .. } = &vocabulary.abbreviations[index];
        let Some(found) = find_word(&result, &short.value, 0) else { continue };
        met[index] = true;
        let Some((range, spelt)) = spelt(&result, found, short, long, opens_sentence)
        else {
            continue;
        };
        result.replace_range(range, &spelt);
        // What was put in may hold other abbreviations.
        candidates = vocabulary.candidates(&result, index + 1).into_iter();
    }
    result
}

/// What stands in place of an abbreviation that was found in a text, and of which bytes;
/// `None` where its author has spelt it out.
fn spelt(
    text: &str,
    found: Range<usize>,
    short: &str,
    long: &str,
    opens_sentence: bool,
) -> Option<(Range<usize>, String)> {
    let before = &text[..found.start];
    if written_out_before(before, long) {
        return None;
    }
    let long = if (before.is_empty() && opens_sentence) || ends_sentence(before) {
        capitalised(long)
    } else {
        long.to_owned()
    };
    // Inside brackets, a second pair would confuse: “(long, short)”.
    let word = &text[found.clone()];
    let plural = if word.len() > short.len() { "s" } else { "" };
    let after = &text[found.end..];
    let possessive = ["’s", "'s"].into_iter().find(|mark| after.starts_with(mark));
    let spelt = match possessive {
        Some(mark) => format!("{long}{mark} ({short})"),
        None if inside_brackets(before) => format!("{long}{plural}, {word}"),
        None => format!("{long}{plural} ({word})"),
    };
    let end = found.end + possessive.map_or(0, str::len);
    Some((found.start..end, spelt))
}

/// The first place of a word, or of its plural in “s”, from an offset on: not within
/// another word.
fn find_word(text: &str, word: &str, from: usize) -> Option<Range<usize>> {
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

    fn abbreviations(pairs: &[(String, String)]) -> Vec<Abbreviation> {
        let text = |it: &String| report::Placed {
            value: it.as_str().into(),
            place: Place::whole_file("a.yaml"),
        };
        let pairs = pairs.iter().map(|(short, long)| Abbreviation {
            short: text(short),
            long: text(long),
            note: None,
        });
        pairs.collect()
    }

    proptest::proptest! {
        // Few letters, so that words stand in each other and in what they stand for.
        #[test]
        fn reading_once_finds_what_trying_each_finds(
            pairs in proptest::collection::vec(("[AB]{1,3}", "[abAB ]{1,8}"), 0..8),
            texts in proptest::collection::vec("[AB s.(’]{0,24}", 1..6),
        ) {
            let all = abbreviations(&pairs);
            let quick = Vocabulary::new(&all);
            let simple = Vocabulary { abbreviations: &all, finder: None };
            let (mut met, mut tried) = (vec![false; all.len()], vec![false; all.len()]);
            for text in &texts {
                let found = spell_out(&quick, &mut met, text, true);
                let expected = spell_out(&simple, &mut tried, text, true);
                proptest::prop_assert_eq!(found, expected);
                proptest::prop_assert_eq!(&met, &tried);
            }
        }
    }
}
