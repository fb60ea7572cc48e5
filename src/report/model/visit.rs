//! Walks: every part of a report, in the order of its files.
//!
//! [`Visit`] reads and [`VisitMut`] changes. A visitor says what it does with the parts that
//! concern it; the walk itself knows no noun, but stands on their [declarations], so that a
//! new field reaches every visitor by itself. Each part comes with its [`Scope`]: the field
//! that holds it and what stands around it.
//!
//! A part that is overridden is not entered by itself: call the `walk_…` of its name, before
//! or after what is done with it.
//!
//! [declarations]: crate::report::declare

use super::text::{FilePath, Id, Text, Url};
use super::{
    Chart, Exemption, Inline, Line, Prose, ProseBlock, Report, Section, Visibility,
};
use crate::report::declare::{
    Field, FileUse, Form, Noun, NounKind, Presence, Purpose, Refers, TextKind, Value,
    ValueMut,
};

/// What stands around a part of a report.
#[derive(Clone, Copy)]
pub struct Scope<'r> {
    /// The report.
    pub report: &'r Report,
    /// The field that holds the part.
    pub field: &'static Field,
    /// The noun whose field that is.
    pub noun: &'r dyn Noun,
    /// Its position in the list that the field is, from 0.
    pub position: usize,
    /// The section of the report that it stands in, by position from 0.
    pub section: Option<usize>,
    /// On what ground it is restricted: the nearest around it.
    pub exemption: Option<&'r Exemption>,
}

/// The field of what no field holds.
static NO_FIELD: Field = Field {
    form: Form::Unwritten,
    presence: Presence::Required,
    ..Field::new("", "", || crate::report::declare::Shape::word(""))
};

impl<'r> Scope<'r> {
    /// Around the report itself, or around one of its nouns as if it stood alone.
    pub fn of(report: &'r Report, noun: &'r dyn Noun) -> Self {
        let (field, position, section) = (&NO_FIELD, 0, None);
        Self { report, field, noun, position, section, exemption: None }
    }

    /// Around the fields of a noun that stands here.
    pub fn within(self, noun: &'r dyn Noun) -> Self {
        let own = match noun.as_noun::<Chart>() {
            Some(chart) => self.report.exemption_of_chart(chart),
            None => noun.audience().and_then(Visibility::exemption),
        };
        let section = noun.as_noun::<Section>().map(|_| self.position);
        Self {
            noun,
            section: section.or(self.section),
            exemption: self.exemption.or(own),
            ..self
        }
    }

    /// Whether it is restricted, or stands in something that is.
    pub fn is_restricted(&self) -> bool {
        self.exemption.is_some()
    }

    /// What kind of text it is, where the field does not say otherwise.
    fn kind(&self, usual: TextKind) -> TextKind {
        self.field.text.unwrap_or(usual)
    }
}

/// Whoever reads through a report.
pub trait Visit<'r> {
    /// A noun.
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        walk_noun(self, noun, scope);
    }

    /// The id of a noun, or a reference by id.
    fn id(&mut self, id: &'r Id, scope: Scope<'r>) {
        if let Some(Refers { kind, purpose }) = scope.field.refers {
            self.reference(Reference { kind, purpose, id }, scope);
        }
    }

    /// A reference to a noun, from a field or from text.
    fn reference(&mut self, _: Reference<'r>, _: Scope<'r>) {}

    /// Text without references.
    fn text(&mut self, _: &'r Text, _: TextKind, _: Scope<'r>) {}

    /// A line.
    fn line(&mut self, line: &'r Line, _: TextKind, scope: Scope<'r>) {
        walk_inlines(self, &line.content, scope);
    }

    /// Prose.
    fn prose(&mut self, prose: &'r Prose, scope: Scope<'r>) {
        walk_prose(self, &prose.blocks, scope);
    }

    /// A piece of a line or of prose.
    fn inline(&mut self, inline: &'r Inline, scope: Scope<'r>) {
        walk_inline(self, inline, scope);
    }

    /// The path of a file that is not read as data: an image, a PDF.
    fn file(&mut self, _: &'r FilePath, _: Scope<'r>) {}

    /// An address.
    fn url(&mut self, _: &'r Url, _: Scope<'r>) {}
}

/// A reference: what it refers to, and to what end.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'r> {
    /// What the id is of.
    pub kind: NounKind,
    /// To what end.
    pub purpose: Purpose,
    /// The id.
    pub id: &'r Id,
}

/// Reads through a whole report.
pub fn walk<'r>(report: &'r Report, visitor: &mut (impl Visit<'r> + ?Sized)) {
    visitor.noun(report, Scope::of(report, report));
}

/// Reads through the fields of a noun.
pub fn walk_noun<'r>(
    visitor: &mut (impl Visit<'r> + ?Sized),
    noun: &'r dyn Noun,
    scope: Scope<'r>,
) {
    let around = scope.exemption;
    let scope = scope.within(noun);
    noun.values(&mut |field, value| {
        // The ground on which a noun is restricted is told to those who may not see it.
        let exemption = match value {
            Value::Noun(inner) if inner.as_noun::<Exemption>().is_some() => around,
            _ => scope.exemption,
        };
        walk_value(visitor, value, Scope { field, exemption, position: 0, ..scope });
    });
}

fn walk_value<'r>(
    visitor: &mut (impl Visit<'r> + ?Sized),
    value: Value<'r>,
    scope: Scope<'r>,
) {
    match value {
        Value::Nothing | Value::ToBeConfirmed(_) | Value::Fact(_) => {}
        Value::Text(text) => visitor.text(text, scope.kind(TextKind::Name), scope),
        Value::Line(line) => visitor.line(line, scope.kind(TextKind::Line), scope),
        Value::Prose(prose) => visitor.prose(prose, scope),
        Value::Id(id) => visitor.id(id, scope),
        Value::File(path) => visitor.file(path, scope),
        Value::Url(url) => visitor.url(url, scope),
        Value::Noun(noun) => visitor.noun(noun, scope),
        Value::List(list) => {
            for position in 0..list.count() {
                walk_value(visitor, list.get(position), Scope { position, ..scope });
            }
        }
    }
}

/// Reads through the paragraphs and lists of prose.
pub fn walk_prose<'r>(
    visitor: &mut (impl Visit<'r> + ?Sized),
    blocks: &'r [ProseBlock],
    scope: Scope<'r>,
) {
    for block in blocks {
        match block {
            ProseBlock::Paragraph(content) | ProseBlock::Heading { content, .. } => {
                walk_inlines(visitor, content, scope);
            }
            ProseBlock::List { items, .. } => {
                items.iter().for_each(|item| walk_prose(visitor, item, scope));
            }
        }
    }
}

/// Reads through the pieces of a line or of a paragraph.
pub fn walk_inlines<'r>(
    visitor: &mut (impl Visit<'r> + ?Sized),
    inlines: &'r [Inline],
    scope: Scope<'r>,
) {
    inlines.iter().for_each(|inline| visitor.inline(inline, scope));
}

/// Reads through what stands in a piece of text.
pub fn walk_inline<'r>(
    visitor: &mut (impl Visit<'r> + ?Sized),
    inline: &'r Inline,
    scope: Scope<'r>,
) {
    match inline {
        Inline::Text(_)
        | Inline::Break
        | Inline::FootnoteMark(_)
        | Inline::NoteMark(_) => {}
        Inline::Emphasis(content) | Inline::Strong(content) => {
            walk_inlines(visitor, content, scope);
        }
        Inline::Link { url, content } => {
            visitor.url(url, scope);
            walk_inlines(visitor, content, scope);
        }
        Inline::Foreign { content, .. } => walk_inlines(visitor, content, scope),
        Inline::Measure { id, .. } => {
            let (kind, purpose) = (NounKind::Measure, Purpose::Print);
            visitor.reference(Reference { kind, purpose, id }, scope);
        }
        Inline::Pointer { id, pointing } => {
            let kind = scope.report.kind_pointed_to(&id.value, *pointing);
            visitor.reference(Reference { kind, purpose: Purpose::Point, id }, scope);
        }
        Inline::Footnote { note, .. } => walk_prose(visitor, note, scope),
    }
}

/// The files of a report that are for one use, each with the noun that names it.
pub fn files(report: &Report, used: FileUse) -> Vec<(&FilePath, &dyn Noun)> {
    struct Files<'r> {
        used: FileUse,
        found: Vec<(&'r FilePath, &'r dyn Noun)>,
    }
    impl<'r> Visit<'r> for Files<'r> {
        fn file(&mut self, path: &'r FilePath, scope: Scope<'r>) {
            if scope.field.file == Some(self.used) {
                self.found.push((path, scope.noun));
            }
        }
    }
    let mut files = Files { used, found: Vec::new() };
    walk(report, &mut files);
    files.found
}

/// What becomes of something that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Stays,
    /// It goes, where it is an item of a list or may be left out.
    Goes,
}

/// Whoever changes a report.
pub trait VisitMut {
    /// A noun, which it may change.
    fn noun(&mut self, noun: &mut dyn Noun) -> Fate {
        walk_noun_mut(self, noun);
        Fate::Stays
    }

    /// A reference by id from a field; text is not looked through.
    fn reference(&mut self, _: &Id, _: Refers) -> Fate {
        Fate::Stays
    }
}

/// Changes the fields of a noun.
pub fn walk_noun_mut(visitor: &mut (impl VisitMut + ?Sized), noun: &mut dyn Noun) {
    noun.values_mut(&mut |field, value| {
        walk_value_mut(visitor, field, value);
    });
}

fn walk_value_mut(
    visitor: &mut (impl VisitMut + ?Sized),
    field: &'static Field,
    value: ValueMut<'_>,
) -> Fate {
    match value {
        ValueMut::Noun(noun) => visitor.noun(noun),
        ValueMut::Id(id) => match field.refers {
            Some(refers) => visitor.reference(id, refers),
            None => Fate::Stays,
        },
        ValueMut::List(list) => {
            list.retain(&mut |value| {
                walk_value_mut(visitor, field, value) == Fate::Stays
            });
            Fate::Stays
        }
        ValueMut::Nothing
        | ValueMut::Text(_)
        | ValueMut::Line(_)
        | ValueMut::Prose(_)
        | ValueMut::File(_)
        | ValueMut::Url(_)
        | ValueMut::Fact(_) => Fate::Stays,
    }
}
