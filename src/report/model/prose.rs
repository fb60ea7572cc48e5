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
    /// What it is made of; only [`Inline::Text`] and [`Inline::Measure`], and in heads of a
    /// table [`Inline::NoteMark`].
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
    /// A list; `start` is the first number of a numbered one, `None` for bullets.
    List {
        /// The first number, or `None` for bullets.
        start: Option<u64>,
        /// Each item's blocks.
        items: Vec<Vec<ProseBlock>>,
    },
}

/// A piece of a paragraph.
#[derive(Debug, Clone)]
pub enum Inline {
    /// Text, as typed.
    Text(Arc<str>),
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
    /// A measure by id.
    Measure {
        /// The measure's id.
        id: Id,
        /// In which form it prints.
        form: MeasureForm,
    },
    /// A footnote, where its mark stands.
    Footnote(Vec<ProseBlock>),
    /// The mark of a note that stands below a table; in its cells and heads only.
    NoteMark(Text),
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
}
