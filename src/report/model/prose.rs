//! Prose: running text and lines, read from the Markdown subset.
//!
//! How typed text becomes this is the business of `report::prose`; here it is only what a
//! paragraph, a list or a footnote is made of. A measure stands in it by id and form, and
//! has not been printed yet.

use std::sync::Arc;

use crate::diagnostic::Place;

use super::{Id, Text, Url};

/// Text in one paragraph in which `{measure-id}` stands for a measure.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is made of; no footnotes, and only in heads of a table [`Inline::NoteMark`].
    pub content: Vec<Inline>,
    /// Where it stands.
    pub place: Place,
}

/// Prose, read from the Markdown subset.
#[derive(Debug, Clone)]
pub struct Prose {
    /// Its paragraphs and lists, in order; never empty.
    pub blocks: Vec<ProseBlock>,
    /// Where it stands.
    pub place: Place,
}

/// A block of prose.
#[derive(Debug, Clone)]
pub enum ProseBlock {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading within a section.
    Heading {
        /// Its level, from 2 for one right below the title of the section.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
        /// Where it stands.
        place: Place,
    },
    /// A list.
    List {
        /// What stands before its items.
        labels: Labels,
        /// Each item's blocks.
        items: Vec<Vec<ProseBlock>>,
    },
}

/// What stands before the items of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labels {
    /// A bullet before each.
    Bullets,
    /// Numbers in order, with a full stop: `3.`, `4.`.
    Numbers {
        /// The number of the first.
        first: u64,
    },
    /// What was typed before each, as it was typed: `(a)`, `(b)`.
    Written(Vec<Arc<str>>),
}

impl Labels {
    /// The labels that were typed before the items of a list; none for bullets.
    pub fn of(labels: Vec<Arc<str>>) -> Self {
        let numbers = labels.iter().map(|label| label.strip_suffix('.')?.parse().ok());
        let Some(first) = labels.first() else { return Self::Bullets };
        let first = first.strip_suffix('.').and_then(|first| first.parse().ok());
        match first {
            Some(first) if numbers.eq((first..).map(Some).take(labels.len())) => {
                Self::Numbers { first }
            }
            _ => Self::Written(labels),
        }
    }
}

/// A piece of a paragraph.
#[derive(Debug, Clone)]
pub enum Inline {
    /// Text, as typed.
    Text(Arc<str>),
    /// The end of a line, where one is meant.
    Break,
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// A link with meaningful text; the address is one of the allowed schemes.
    Link {
        /// The address.
        url: Url,
        /// The link's text.
        content: Vec<Inline>,
    },
    /// A passage in another language.
    Foreign {
        /// The language, as a BCP 47 tag in its usual letters.
        language: Text,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A measure by id.
    Measure {
        /// The measure's id.
        id: Id,
        /// In which form it prints.
        form: MeasureForm,
    },
    /// Where something else stands: a section, a table, a chart or an image; an item of an
    /// agenda or an appendix.
    Pointer {
        /// Its id.
        id: Id,
        /// What prints.
        pointing: Pointing,
    },
    /// A footnote, where its first mark stands.
    Footnote {
        /// What its other marks call it; `None` where it has one mark.
        name: Option<Arc<str>>,
        /// What it says.
        note: Vec<ProseBlock>,
    },
    /// Another mark of a footnote, by its name.
    FootnoteMark(Arc<str>),
    /// The mark of a note that stands below a table; in its cells and heads only.
    NoteMark(Text),
}

/// What a reference to where something stands prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointing {
    /// What it is, with its number: “table 3”.
    Name,
    /// Its page: “page 82”.
    Page,
    /// The number that an agenda gives it: “item 7”.
    Item,
    /// Its letter, and the item that it belongs to: “Appendix C to item 7”.
    Appendix,
}

/// The form in which a reference in prose prints its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MeasureForm {
    /// With its qualifier: “more than 4,000”.
    #[default]
    Full,
    /// The same with a capital, to open a sentence: “More than 4,000”.
    Sentence,
    /// Without its qualifier: “4,000”.
    Bare,
    /// With qualifier and unit: “more than 4,000 people”.
    WithUnit,
    /// Its target: “95%”.
    Target,
    /// What it was before: “92%”.
    Previous,
    /// By how much it has changed since, without direction: “3 percentage points”.
    Change,
    /// What its rule says of it: “met”.
    Status,
}

impl Line {
    /// Its text as it was typed, without emphasis, addresses of links and marks of notes.
    pub fn typed(&self) -> String {
        let mut text = String::new();
        push_typed(&self.content, &mut text);
        text.trim().to_owned()
    }
}

impl Prose {
    /// Its text as it was typed, in one line, without emphasis, addresses of links and footnotes.
    pub fn typed(&self) -> String {
        let mut text = String::new();
        push_typed_blocks(&self.blocks, &mut text);
        text.trim().to_owned()
    }
}

fn push_typed_blocks(blocks: &[ProseBlock], text: &mut String) {
    for block in blocks {
        match block {
            ProseBlock::Paragraph(content) | ProseBlock::Heading { content, .. } => {
                push_typed(content, text);
                text.push(' ');
            }
            ProseBlock::List { items, .. } => {
                items.iter().for_each(|item| push_typed_blocks(item, text));
            }
        }
    }
}

fn push_typed(content: &[Inline], text: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Break => text.push(' '),
            Inline::Emphasis(inner) | Inline::Strong(inner) => push_typed(inner, text),
            Inline::Link { content, .. } | Inline::Foreign { content, .. } => {
                push_typed(content, text);
            }
            Inline::Measure { id, .. } | Inline::Pointer { id, .. } => {
                text.extend(["{", &*id.value, "}"]);
            }
            Inline::NoteMark(_) | Inline::Footnote { .. } | Inline::FootnoteMark(_) => {}
        }
    }
}
