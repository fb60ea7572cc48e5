//! Resolving: prose with its measures printed and its abbreviations spelt out.
//!
//! A [`Resolver`] goes through one document in the order of reading. It remembers which
//! abbreviations a reader has met and which measures were printed where, so that a
//! document can list both at its end and stand alone.

use std::sync::Arc;

use super::abbreviations::{capitalised, find_word, spell_out};
use super::basis::Basis;
use super::text::{Marked, Passage, Prose, ProseBlock, Span, Text, ends_sentence};
use super::years::with_dashes;
use crate::diagnostic::Place;
use crate::report::agenda::Surroundings;
use crate::report::{self, Abbreviation, Inline, Line, measure};

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
    /// The paper and the pack that the document is of, by which its items and appendices are numbered.
    around: Surroundings<'r>,
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
            around: Surroundings::default(),
        }
    }

    /// Says in which paper or pack that stands which follows.
    pub fn stand_in(&mut self, around: Surroundings<'r>) {
        self.around = around;
    }

    /// The paper or pack in which that stands which follows.
    pub fn around(&self) -> Surroundings<'r> {
        self.around
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
        let text = self.basis.line_at(line, self.around);
        self.meet(&text);
        text
    }

    /// Notes which abbreviations a text spells out itself.
    fn meet(&mut self, text: &str) {
        let vocabulary = &self.basis.vocabulary;
        for index in vocabulary.candidates(text, 0) {
            let Abbreviation { short, long, plural, .. } =
                &vocabulary.abbreviations[index];
            if !self.met[index] && find_word(text, &short.value, 0).is_some() {
                let mut forms = [Some(long), plural.as_ref()].into_iter().flatten();
                self.met[index] = forms.any(|it| text.contains(&*it.value));
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
                let blocks = self.blocks(blocks, Setting::Cell, Standing::Alone);
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
                Inline::Link { content, .. } | Inline::Foreign { content, .. } => {
                    self.print_measures(content);
                }
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
        let blocks = self.blocks(&prose.blocks, Setting::Prose, Standing::Alone);
        let place = prose.place.clone();
        Prose(Arc::new(Passage { blocks, place }))
    }

    fn blocks(
        &mut self,
        blocks: &[report::ProseBlock],
        setting: Setting,
        standing: Standing,
    ) -> Vec<ProseBlock> {
        let resolved = blocks.iter().map(|block| match block {
            report::ProseBlock::Paragraph(inlines) => {
                let mut spans = self.inlines(inlines, setting);
                if setting == Setting::Prose {
                    open_sentences(&mut spans, standing == Standing::Alone);
                }
                ProseBlock::Paragraph(spans)
            }
            report::ProseBlock::Heading { level, content, .. } => ProseBlock::Heading {
                level: *level,
                content: self.inlines(content, setting.of_names()),
            },
            report::ProseBlock::List { labels, items } => ProseBlock::List {
                labels: labels.clone(),
                items: items
                    .iter()
                    .map(|item| self.blocks(item, setting, Standing::Item))
                    .collect(),
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
                    Setting::Prose => self.spell_out(&with_dashes(text), opens_sentence),
                    Setting::Name | Setting::Cell => with_dashes(text).to_string(),
                }),
                Inline::Break => Span::Break,
                Inline::Measure { id, form } => {
                    self.print_measure(&id.value);
                    let place = match setting {
                        Setting::Prose | Setting::Name => measure::Context::Prose,
                        Setting::Cell => measure::Context::Display,
                    };
                    let text = self.basis.written(&id.value, *form, place);
                    Span::Figure { id: id.value.to_string(), text }
                }
                Inline::Emphasis(inner) => Span::Emphasis(self.inlines(inner, setting)),
                Inline::Strong(inner) => Span::Strong(self.inlines(inner, setting)),
                Inline::Link { url, content } => Span::Link {
                    url: url.value.clone(),
                    content: self.inlines(content, setting.of_names()),
                },
                Inline::Foreign { language, content } => Span::Foreign {
                    language: language.value.clone(),
                    content: self.inlines(content, setting),
                },
                Inline::Footnote { name: None, note } => {
                    Span::Footnote(self.blocks(note, Setting::Prose, Standing::Alone))
                }
                Inline::Footnote { name: Some(name), note } => {
                    let note = self.blocks(note, Setting::Prose, Standing::Alone);
                    Span::SharedFootnote { name: name.to_string(), note }
                }
                Inline::FootnoteMark(name) => Span::FootnoteMark(name.to_string()),
                Inline::NoteMark(mark) => Span::NoteMark(mark.value.to_string()),
                Inline::Pointer { id, pointing } => {
                    self.basis.pointer(id, *pointing, self.around)
                }
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

/// Gives figures in words a capital where they open a sentence.
/// `first`: whether the paragraph opens one.
fn open_sentences(spans: &mut [Span], first: bool) {
    let mut opens = first;
    for span in spans {
        if let Span::Figure { text, .. } = span
            && opens
        {
            *text = capitalised(text);
        }
        opens = matches!(span, Span::Text(text) if ends_sentence(text));
    }
}

/// Whether a paragraph is one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It stands in no list.
    Alone,
    /// It is an item of a list, which may go on in small letters.
    Item,
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
