//! Resolved text: what prints, to the letter, and where it was written.
//!
//! Measures in it are printed and abbreviations spelt out; nothing in it is escaped, for
//! how it is written down is the business of those who project it.

use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::years::with_dashes;
use crate::diagnostic::Place;
use crate::report::{Labels, Locale};

/// Text that prints as it is; cheap to clone.
#[derive(Debug, Clone)]
pub struct Text(pub Arc<Written>);

/// What a [`Text`] shares.
#[derive(Debug)]
pub struct Written {
    /// What prints.
    pub text: Arc<str>,
    /// The same with its emphasis, links, ends of lines and figures of measures; empty where it has none.
    pub spans: Vec<Span>,
    /// Where it stands in the project; `None` for words that are not from the project.
    pub place: Option<Place>,
}

impl Text {
    /// Text that is made of what stands at a place.
    pub fn at(text: impl Into<Arc<str>>, place: &Place) -> Self {
        Self::of_spans(text.into(), Vec::new(), Some(place.clone()))
    }

    /// Text of the project as it was typed, but for the dash between years.
    pub fn typed(text: &crate::report::Text) -> Self {
        Self::at(with_dashes(&text.value), &text.place)
    }

    /// Text of the project to the letter: an address, a mark, what another document printed.
    pub fn to_the_letter(text: &crate::report::Text) -> Self {
        Self::at(text.value.clone(), &text.place)
    }

    /// Fixed words that are not from the project.
    pub fn word(word: &str) -> Self {
        Self::of_spans(word.into(), Vec::new(), None)
    }

    /// A fixed word of a language by its name; at its place, where it is the project's own.
    pub fn named(locale: &Locale, name: &str) -> Self {
        match locale.place(name) {
            Some(place) => Self::at(locale.word(name), place),
            None => Self::word(locale.word(name)),
        }
    }

    /// Text of spans that stands at a place.
    pub fn spanned(spans: Vec<Span>, place: &Place) -> Self {
        let mut text = String::new();
        push_spans(&spans, &mut text);
        let is_plain = spans.iter().all(|span| matches!(span, Span::Text(_)));
        let spans = if is_plain { Vec::new() } else { spans };
        Self::of_spans(text.into(), spans, Some(place.clone()))
    }

    /// Whether it says more than its letters: emphasis, links, marks. Figures of measures say no more.
    pub(super) fn has_markup(&self) -> bool {
        let is_markup =
            |span: &Span| !matches!(span, Span::Text(_) | Span::Figure { .. });
        self.0.spans.iter().any(is_markup)
    }

    /// The same with a sentence behind it.
    pub(super) fn and(&self, sentence: &str) -> Self {
        let is_ended = self.ends_with(['.', '!', '?']);
        let between = if is_ended { " " } else { ". " };
        let more = format!("{between}{sentence}");
        let mut spans = self.0.spans.clone();
        if !spans.is_empty() {
            spans.push(Span::Text(more.clone()));
        }
        Self::of_spans(format!("{}{more}", &**self).into(), spans, self.0.place.clone())
    }

    fn of_spans(text: Arc<str>, spans: Vec<Span>, place: Option<Place>) -> Self {
        Self(Arc::new(Written { text, spans, place }))
    }
}

/// The texts among some that say different things, in order.
pub(super) fn distinct<'t>(texts: impl Iterator<Item = &'t Text>) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for text in texts {
        if !found.iter().any(|known| **known == **text) {
            found.push(text.clone());
        }
    }
    found
}

/// Whether a sentence ends where a text does, and another opens after it. A short word with a full
/// stop may be shortened, and is not taken to end one.
pub(crate) fn ends_sentence(text: &str) -> bool {
    const SHORTENED: [&str; 5] = ["approx", "incl", "excl", "circa", "nos"];
    let sentence = text.trim_end();
    let bare = sentence.trim_end_matches(['”', '’', ')', '"']);
    let stem = bare.trim_end_matches(['.', '!', '?']);
    let word =
        stem.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or(stem);
    let is_short = word.chars().count() < 4 && word.chars().all(char::is_alphabetic);
    sentence.len() < text.len()
        && stem.len() < bare.len()
        && !is_short
        && !SHORTENED.contains(&word.to_lowercase().as_str())
}

/// The text that each of some things has alike; `None` where one has another, or none.
pub(super) fn shared_by_all<'t>(
    mut texts: impl Iterator<Item = Option<&'t Text>>,
) -> Option<Text> {
    let first = texts.next()??;
    let is_first = |other: Option<&Text>| other.is_some_and(|it| **it == **first);
    texts.all(is_first).then(|| first.clone())
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
                    Span::Link { content, .. } | Span::Foreign { content, .. } => {
                        push(content, marks);
                    }
                    Span::Text(_)
                    | Span::Figure { .. }
                    | Span::Break
                    | Span::Pointer(_)
                    | Span::Footnote(_)
                    | Span::SharedFootnote { .. }
                    | Span::FootnoteMark(_) => {}
                }
            }
        }
        fn within(blocks: &[ProseBlock], marks: &mut Vec<String>) {
            for block in blocks {
                match block {
                    ProseBlock::Paragraph(spans)
                    | ProseBlock::Heading { content: spans, .. } => push(spans, marks),
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
    /// A heading within a section.
    Heading {
        /// Its level, from 2 for one right below the title of the section.
        level: u8,
        /// What it says.
        content: Vec<Span>,
    },
    /// A list.
    List {
        /// What stands before its items.
        #[serde(flatten, serialize_with = "labels_of")]
        labels: Labels,
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
    /// A measure, which lists of figures may lead to; for digests it is text.
    #[serde(rename = "text", serialize_with = "figure_as_text")]
    Figure {
        /// Its id.
        id: String,
        /// What prints.
        text: String,
    },
    /// The end of a line.
    Break,
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
    /// A passage in another language.
    Foreign {
        /// Its tag.
        #[serde(serialize_with = "as_text")]
        language: Arc<str>,
        /// What it says.
        content: Vec<Span>,
    },
    /// Where something else stands.
    Pointer(Pointer),
    /// A footnote.
    Footnote(Vec<ProseBlock>),
    /// The mark of a note below the table that it stands in.
    NoteMark(String),
    /// A footnote that other marks share.
    SharedFootnote {
        /// What they call it.
        name: String,
        /// What it says.
        note: Vec<ProseBlock>,
    },
    /// Another mark of the footnote of this name that was marked last.
    FootnoteMark(String),
}

/// Where something else stands; what prints is known when pages are laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pointer {
    /// `section`, `priority`, `table` or `figure`; `item` or `appendix`.
    pub kind: &'static str,
    /// Its id; of an item and an appendix, what the names of its parts begin with.
    pub id: String,
    /// Whether its page prints, and not its number.
    pub is_page: bool,
    /// The title of the target, which prints where the edition does not hold it. The title of an item or
    /// an appendix is its number or letter, and prints in every edition.
    pub title: String,
    /// The title of the report, or of the pack, that has it.
    pub report: String,
}

fn figure_as_text<S: serde::Serializer>(
    _: &str,
    text: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

fn as_text<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// The first number, or the labels as they were typed.
fn labels_of<S: serde::Serializer>(
    labels: &Labels,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    match labels {
        Labels::Bullets => map.serialize_entry("start", &None::<u64>)?,
        Labels::Numbers { first } => map.serialize_entry("start", &Some(*first))?,
        Labels::Written(labels) => {
            let labels: Vec<&str> = labels.iter().map(|label| &**label).collect();
            map.serialize_entry("labels", &labels)?;
        }
    }
    map.end()
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
            ProseBlock::Paragraph(spans) | ProseBlock::Heading { content: spans, .. } => {
                push_spans(spans, text);
            }
            ProseBlock::List { items, labels } => {
                for (at, item) in items.iter().enumerate() {
                    if let Labels::Written(labels) = labels {
                        let label = labels.get(at).map_or("", |label| label);
                        let space = if text.is_empty() { "" } else { " " };
                        text.extend([space, label]);
                    }
                    push_blocks(item, text);
                }
            }
        }
    }
}

fn push_spans(spans: &[Span], text: &mut String) {
    for span in spans {
        match span {
            Span::Text(piece) | Span::Figure { text: piece, .. } => text.push_str(piece),
            Span::Break => text.push(' '),
            Span::Emphasis(inner) | Span::Strong(inner) => push_spans(inner, text),
            Span::Link { content, .. } | Span::Foreign { content, .. } => {
                push_spans(content, text);
            }
            Span::Footnote(blocks) | Span::SharedFootnote { note: blocks, .. } => {
                push_blocks(blocks, text);
            }
            Span::Pointer(Pointer { title, .. }) => text.push_str(title),
            // Marks are no letters of the text.
            Span::NoteMark(_) | Span::FootnoteMark(_) => {}
        }
    }
}
