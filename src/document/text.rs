//! Resolved text: what prints, to the letter, and where it was written.
//!
//! Measures in it are printed and abbreviations spelt out; nothing in it is escaped, for
//! how it is written down is the business of those who project it.

use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Place;

/// Text that prints as it is; cheap to clone.
#[derive(Debug, Clone)]
pub struct Text(pub Arc<Written>);

/// What a [`Text`] shares.
#[derive(Debug)]
pub struct Written {
    /// What prints.
    pub text: Arc<str>,
    /// Where it stands in the project; `None` for words that are not from the project.
    pub place: Option<Place>,
}

impl Text {
    /// Text that is made of what stands at a place.
    pub fn at(text: impl Into<Arc<str>>, place: &Place) -> Self {
        Self(Arc::new(Written { text: text.into(), place: Some(place.clone()) }))
    }

    /// Text of the project as it was typed.
    pub fn typed(text: &crate::report::Text) -> Self {
        Self::at(text.value.clone(), &text.place)
    }

    /// Fixed words that are not from the project.
    pub fn word(word: &str) -> Self {
        Self(Arc::new(Written { text: word.into(), place: None }))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

/// Resolved prose; cheap to clone.
#[derive(Debug, Clone)]
pub struct Prose(pub Arc<Passage>);

/// What a [`Prose`] shares.
#[derive(Debug)]
pub struct Passage {
    /// Its blocks, in order.
    pub blocks: Vec<ProseBlock>,
    /// Where it stands in the project.
    pub place: Place,
}

impl Deref for Prose {
    type Target = Passage;

    fn deref(&self) -> &Passage {
        &self.0
    }
}

impl Prose {
    /// Its text without its structure, a space between blocks.
    pub fn plain_text(&self) -> String {
        plain_text(&self.blocks)
    }

    /// The marks of notes in its paragraphs, in order.
    pub fn note_marks(&self) -> Vec<String> {
        fn push(spans: &[Span], marks: &mut Vec<String>) {
            for span in spans {
                match span {
                    Span::NoteMark(mark) => marks.push(mark.clone()),
                    Span::Emphasis(inner) | Span::Strong(inner) => push(inner, marks),
                    Span::Link { content, .. } => push(content, marks),
                    Span::Text(_) | Span::Footnote(_) => {}
                }
            }
        }
        fn within(blocks: &[ProseBlock], marks: &mut Vec<String>) {
            for block in blocks {
                match block {
                    ProseBlock::Paragraph(spans) => push(spans, marks),
                    ProseBlock::List { items, .. } => {
                        items.iter().for_each(|item| within(item, marks));
                    }
                }
            }
        }
        let mut marks = Vec::new();
        within(&self.blocks, &mut marks);
        marks
    }
}

/// Text that may have marks of notes, emphasis or links in it, or several paragraphs.
#[derive(Debug, Clone)]
pub enum Marked {
    /// It has none of these.
    Plain(Text),
    /// It has.
    Prose(Prose),
}

impl Marked {
    /// Its text without its structure.
    pub fn plain_text(&self) -> String {
        match self {
            Self::Plain(text) => text.to_string(),
            Self::Prose(prose) => prose.plain_text(),
        }
    }
}

/// A block of resolved prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProseBlock {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list; `start` is the first number of a numbered one, `None` for bullets.
    List {
        /// The first number, or `None` for bullets.
        start: Option<u64>,
        /// Each item's blocks.
        items: Vec<Vec<ProseBlock>>,
    },
}

/// A piece of resolved text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
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
        #[serde(serialize_with = "as_text")]
        url: Arc<str>,
        /// The link's text.
        content: Vec<Span>,
    },
    /// A footnote.
    Footnote(Vec<ProseBlock>),
    /// The mark of a note below the table that it stands in.
    NoteMark(String),
}

fn as_text<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

fn plain_text(blocks: &[ProseBlock]) -> String {
    let mut text = String::new();
    push_blocks(blocks, &mut text);
    text
}

fn push_blocks(blocks: &[ProseBlock], text: &mut String) {
    for block in blocks {
        if !text.is_empty() {
            text.push(' ');
        }
        match block {
            ProseBlock::Paragraph(spans) => push_spans(spans, text),
            ProseBlock::List { items, .. } => {
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
            // It is no letter of the text.
            Span::NoteMark(_) => {}
        }
    }
}
