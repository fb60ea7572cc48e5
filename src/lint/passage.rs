//! Passages: every piece of text that a reader of the report sees, in the order of the
//! report, as it prints.
//!
//! Rules about words read passages. A passage knows which of its bytes an author typed and
//! which a measure printed, and finds its bytes again in the file that it was typed in.

mod locate;

use std::ops::Range;

use crate::diagnostic::{Place, SourceTexts};
use crate::report::declare::{TextKind, Wording};
use crate::report::measure::{Context, written};
use crate::report::visit::{Scope, Visit, walk};
use crate::report::{
    Id, Inline, Line, Locale, MeasureForm, Pointing, Prose, ProseBlock, Text, Url,
    ValidReport,
};

/// One paragraph or line, as it prints.
#[derive(Debug, Clone)]
pub struct Passage<'r> {
    /// What it is.
    pub kind: TextKind,
    /// Whose words it is in.
    pub wording: Wording,
    /// Where it stands: the field that it is (a part of).
    pub place: &'r Place,
    /// Its text, the measures printed in the house's form.
    pub text: String,
    /// The measures in it, in order.
    pub measures: Vec<PrintedMeasure<'r>>,
    /// The bytes of references to where something stands, in order.
    pub pointers: Vec<Range<usize>>,
    /// The bytes that are emphasised, in order; those of a pair within another after it.
    pub emphasis: Vec<Range<usize>>,
    /// The links in it, in order.
    pub links: Vec<LinkedText<'r>>,
    /// The section that it stands in, by position from 0; `None` for what is in none.
    pub section: Option<usize>,
}

/// A measure where a passage prints it.
#[derive(Debug, Clone)]
pub struct PrintedMeasure<'r> {
    /// The bytes of the passage's text.
    pub range: Range<usize>,
    /// Which measure.
    pub id: &'r Id,
    /// In which form.
    pub form: MeasureForm,
}

/// A link where a passage has it.
#[derive(Debug, Clone)]
pub struct LinkedText<'r> {
    /// The bytes of the passage's text.
    pub range: Range<usize>,
    /// The address.
    pub url: &'r Url,
}

impl Passage<'_> {
    /// Whether an author typed all of some bytes.
    pub fn is_typed(&self, range: &Range<usize>) -> bool {
        !self.references().any(|it| it.start < range.end && range.start < it.end)
    }

    /// The bytes that stand in place of references in the text as it was typed.
    fn references(&self) -> impl Iterator<Item = &Range<usize>> {
        self.measures.iter().map(|measure| &measure.range).chain(&self.pointers)
    }

    /// Where some of its bytes stand in their file. Bytes that a measure printed stand
    /// where its reference does; it is the whole field where nothing can be found.
    pub fn place_of(&self, range: &Range<usize>, texts: &SourceTexts) -> Place {
        let place = self.place.clone();
        let found = texts.excerpt(&place).and_then(|typed| self.find(range, typed));
        match (found, place.span()) {
            (Some(found), Some(span)) => {
                let bytes = span.start + found.start..span.start + found.end;
                place.narrowed(bytes)
            }
            _ => place,
        }
    }
}

/// Every passage of a report, in its order.
pub fn passages<'r>(report: &'r ValidReport, locale: &'r Locale) -> Vec<Passage<'r>> {
    let mut reader = Reader { report, locale, found: Vec::new() };
    walk(report, &mut reader);
    reader.found
}

struct Reader<'r> {
    report: &'r ValidReport,
    locale: &'r Locale,
    found: Vec<Passage<'r>>,
}

impl<'r> Visit<'r> for Reader<'r> {
    fn text(&mut self, text: &'r Text, kind: TextKind, scope: Scope<'r>) {
        if kind != TextKind::Unprinted {
            let mut passage = Passage::new(kind, &text.place, scope);
            passage.text.push_str(&text.value);
            self.found.push(passage);
        }
    }

    fn line(&mut self, line: &'r Line, kind: TextKind, scope: Scope<'r>) {
        let mut passage = Passage::new(kind, &line.place, scope);
        self.inlines(&line.content, Context::Display, &mut passage, &mut Vec::new());
        self.found.push(passage);
    }

    fn prose(&mut self, prose: &'r Prose, scope: Scope<'r>) {
        let kind = scope.field.text.unwrap_or(TextKind::Paragraph);
        self.prose_blocks(&prose.blocks, &prose.place, kind, scope);
    }
}

impl<'r> Reader<'r> {
    fn prose_blocks(
        &mut self,
        blocks: &'r [ProseBlock],
        place: &'r Place,
        kind: TextKind,
        scope: Scope<'r>,
    ) {
        // In a cell, figures print as in a tile.
        let context = match kind {
            TextKind::Cell => Context::Display,
            _ => Context::Prose,
        };
        for block in blocks {
            match block {
                ProseBlock::Paragraph(inlines) => {
                    let mut passage = Passage::new(kind, place, scope);
                    let mut notes = Vec::new();
                    self.inlines(inlines, context, &mut passage, &mut notes);
                    self.found.push(passage);
                    notes
                        .into_iter()
                        .for_each(|note| self.prose_blocks(note, place, kind, scope));
                }
                ProseBlock::Heading { content, place, .. } => {
                    let mut passage = Passage::new(TextKind::Title, place, scope);
                    let mut notes = Vec::new();
                    self.inlines(content, Context::Display, &mut passage, &mut notes);
                    self.found.push(passage);
                }
                ProseBlock::List { items, .. } => {
                    let each = |item: &'r Vec<_>| {
                        self.prose_blocks(item, place, kind, scope);
                    };
                    items.iter().for_each(each);
                }
            }
        }
    }

    fn inlines(
        &self,
        inlines: &'r [Inline],
        context: Context,
        passage: &mut Passage<'r>,
        notes: &mut Vec<&'r [ProseBlock]>,
    ) {
        for inline in inlines {
            let start = passage.text.len();
            match inline {
                Inline::Text(text) => passage.text.push_str(text),
                Inline::Break => passage.text.push(' '),
                Inline::Emphasis(inner) | Inline::Strong(inner) => {
                    let position = passage.emphasis.len();
                    self.inlines(inner, context, passage, notes);
                    passage.emphasis.insert(position, start..passage.text.len());
                }
                Inline::Link { url, content } => {
                    self.inlines(content, context, passage, notes);
                    let range = start..passage.text.len();
                    passage.links.push(LinkedText { range, url });
                }
                // No rule reads another language than that of the report.
                Inline::Foreign { .. } => passage.text.push('…'),
                Inline::Measure { id, form } => {
                    let measure = self.report.measure(&id.value);
                    let style = &self.report.brand.style;
                    let text = written(measure, *form, style, self.locale, context);
                    passage.text.push_str(&text);
                    let range = start..passage.text.len();
                    passage.measures.push(PrintedMeasure { range, id, form: *form });
                }
                Inline::Footnote { note, .. } => notes.push(note),
                // Marks are no letters of the text that they stand in.
                Inline::NoteMark(_) | Inline::FootnoteMark(_) => {}
                // What prints is only known when pages are laid out.
                Inline::Pointer { pointing, .. } => {
                    passage.text.push_str(self.locale.word(match pointing {
                        Pointing::Name => "section-inline",
                        Pointing::Page => "page-inline",
                        Pointing::Item => "item-inline",
                        Pointing::Appendix => "appendix-inline",
                    }));
                    passage.pointers.push(start..passage.text.len());
                }
            }
        }
    }
}

impl<'r> Passage<'r> {
    fn new(kind: TextKind, place: &'r Place, scope: Scope<'r>) -> Self {
        Passage {
            kind,
            wording: scope.field.wording,
            place,
            text: String::new(),
            measures: Vec::new(),
            pointers: Vec::new(),
            emphasis: Vec::new(),
            links: Vec::new(),
            section: scope.section,
        }
    }
}
