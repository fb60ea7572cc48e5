//! Declarations: what is known of each noun and each of its fields, and how their values are
//! reached without naming them.
//!
//! `#[derive(Noun)]` writes these from the types of the model. Decoder, JSON Schema,
//! documentation and every walk through a report stand on them, so that a field is written
//! in one place. No noun is named here.

use std::any::Any;
use std::sync::Arc;

use fixed_decimal::Decimal;
use time::Date;

use crate::colour::{Cmyk, Rgb};
use crate::diagnostic::Place;

use crate::theme::Length;

use super::model::{
    FilePath, Focus, Id, Known, Line, MeasureValue, Placed, Prose, Sheet, Text, Unit,
    Url, Visibility, Within, WordForms,
};

/// What is known of a noun.
#[derive(Debug)]
pub struct Declaration {
    /// The name of its type.
    pub name: &'static str,
    /// What documents and templates call it.
    pub called: &'static str,
    /// What it is, in a sentence or two.
    pub doc: &'static str,
    /// What it is when others refer to it; `None` for what nothing refers to.
    pub kind: Option<NounKind>,
    /// The field whose value may stand for the whole noun.
    pub short: Option<&'static str>,
    /// How it is written in a file.
    pub written: Written,
    /// What must hold between its fields.
    pub rules: &'static [Rule],
    /// Its fields, or its variants, in the order of the type.
    pub fields: &'static [Field],
}

/// What must hold between the fields of a noun.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// One of some fields must be there, and no other of them.
    ExactlyOne(&'static [&'static str]),
    /// At least one of some fields must be there.
    AtLeastOne(&'static [&'static str]),
    /// Where a condition holds, a field is no more than this.
    Where(Condition, &'static str, fn() -> Shape),
    /// Where a condition holds, a field is not there.
    Never(Condition, &'static str),
    /// Each list in a field is as long as another list of the noun.
    AsLong {
        /// The field whose items are such lists.
        lists: &'static str,
        /// The field that holds the list where an item is a mapping.
        within: &'static str,
        /// Which of these mappings may hold a shorter one.
        but: Condition,
        /// The field with the list that says how long they are.
        list: &'static str,
    },
}

impl Declaration {
    /// The fields that a file may give it, those of flattened nouns among them.
    pub fn file_fields(&self) -> Vec<&'static Field> {
        file_fields(self.fields)
    }

    /// The field of a name, as files have it.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.file_fields().into_iter().find(|field| field.name == name)
    }
}

/// The fields that stand in a file, among them those of flattened nouns.
pub fn file_fields(fields: &'static [Field]) -> Vec<&'static Field> {
    let mut found = Vec::new();
    for field in fields {
        match field.form {
            Form::Field(_) | Form::InFiles(..) => found.push(field),
            Form::Flat(of) => found.extend(file_fields(of())),
            Form::Unwritten => {}
        }
    }
    found
}

/// How a noun is written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// As a mapping with its fields.
    Mapping,
    /// As a mapping with one of its fields, which says what it is.
    OneField,
    /// As one of its fields, in the mapping of what holds it.
    Flat,
    /// As one of several nouns.
    Either,
}

/// What is known of a field.
#[derive(Debug)]
pub struct Field {
    /// Its name in files; empty for a variant of one of several nouns.
    pub name: &'static str,
    /// Its name in the model.
    pub member: &'static str,
    /// What it says, in a sentence or two.
    pub doc: &'static str,
    /// How it stands in a file.
    pub form: Form,
    /// Whether it must be there.
    pub presence: Presence,
    /// When it may be there; `None` for always.
    pub only: Option<Condition>,
    /// What kind of text it holds, where its type does not say.
    pub text: Option<TextKind>,
    /// Whose words its text is in.
    pub wording: Wording,
    /// What its ids refer to; `None` where an id of it is given.
    pub refers: Option<Refers>,
    /// What the files are to which its paths lead, where they print.
    pub file: Option<FileUse>,
}

/// What a file of a project is for, that is neither data nor text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUse {
    /// It prints as an image.
    Image,
    /// Its pages follow those of a paper.
    Pages,
    /// Text prints in it.
    Font,
}

impl Field {
    /// A field that may be left out, for a noun that is read by hand.
    pub const fn new(
        name: &'static str,
        doc: &'static str,
        shape: fn() -> Shape,
    ) -> Self {
        Self {
            name,
            member: name,
            doc,
            form: Form::Field(shape),
            presence: Presence::Optional,
            only: None,
            text: None,
            wording: Wording::Own,
            refers: None,
            file: None,
        }
    }

    /// The same field, which must be there.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { presence: Presence::Required, ..self }
    }

    /// The same field, which must be there under a condition.
    #[must_use]
    pub const fn needed(self, condition: Condition) -> Self {
        Self { presence: Presence::RequiredWhere(condition), ..self }
    }

    /// The same field, which may be there under a condition alone.
    #[must_use]
    pub const fn only(self, condition: Condition) -> Self {
        Self { only: Some(condition), ..self }
    }

    /// The same field, whose ids refer to something.
    #[must_use]
    pub const fn refers(self, kind: NounKind, purpose: Purpose) -> Self {
        Self { refers: Some(Refers { kind, purpose }), ..self }
    }
}

/// How a field stands in a file.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// As a field with a value.
    Field(fn() -> Shape),
    /// As a field that names the files with the values.
    InFiles(InFiles, fn() -> Shape),
    /// As these fields, in the same mapping.
    Flat(fn() -> &'static [Field]),
    /// Not at all: it is worked out, or is read with another.
    Unwritten,
}

/// How a field names files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InFiles {
    /// It is the path of a file.
    One,
    /// It is a list of paths, of a file each.
    Each {
        /// How many there must be.
        least: usize,
    },
    /// It is a list of paths, of files that hold a list each.
    Lists,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It may be left out.
    Optional,
    /// It must under a condition, and may be left out otherwise.
    RequiredWhere(Condition),
}

/// A condition on what stands around a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Another field stands beside it.
    Beside(&'static str),
    /// The mapping around its noun has a field.
    Within(&'static str),
    /// Its noun does not stand in the list of a field.
    NotIn(&'static str),
    /// A field beside it is one of some words.
    Says(&'static str, &'static [&'static str]),
    /// A field beside it is none of some words, or is not there.
    SaysNot(&'static str, &'static [&'static str]),
}

/// What a value in a file may be.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A single value.
    Scalar(Scalar),
    /// One of some words.
    Words(Vec<Word>),
    /// A list.
    List {
        /// What each item may be.
        of: Box<Shape>,
        /// How many items there are at least.
        least: usize,
        /// How many there are at most; `None` for any number.
        most: Option<usize>,
    },
    /// A noun.
    Noun(fn() -> &'static Declaration),
    /// A mapping whose fields are these.
    Fields(&'static [Field]),
    /// A mapping from words to text.
    Each {
        /// The words.
        of: fn() -> Shape,
        /// What stands at each.
        text: fn() -> Shape,
    },
    /// One of several.
    Either(Vec<Shape>),
    /// One of two mappings, which a field tells apart.
    Told {
        /// The field, which only the first has.
        by: &'static str,
        /// What it is with that field.
        with: Box<Shape>,
        /// What it is without it.
        without: Box<Shape>,
    },
}

/// What a single value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scalar {
    /// What it is called in the documentation, such as `text`.
    pub name: &'static str,
    /// What the syntax must say that it is.
    pub kind: ScalarIs,
    /// The regular expression (ECMA-262) that its text must match.
    pub pattern: Option<&'static str>,
    /// What JSON Schema or editors call its format.
    pub format: Option<&'static str>,
    /// The least and the most that a number may be.
    pub range: Option<(u32, u32)>,
}

/// What the syntax of a file must say that a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarIs {
    /// Anything with text: text, a number, `true`.
    Typed,
    /// Text in a form that no number and no `true` has.
    Text,
    /// An id, which may look like a whole number.
    Id,
    /// A number.
    Number,
    /// A whole number from 0.
    WholeNumber,
    /// `true` or `false`.
    Boolean,
    /// Anything with text, or nothing.
    Cell,
}

impl Scalar {
    /// A path of the project: no part of it is empty, `.` or `..`.
    pub const PATH: Self = Self {
        pattern: Some(
            r"^(?=.*\S)(?!.:)(?!(.*/)?\.{0,2}(/|$))[^\\\u0000-\u001f\u007f-\u009f]+$",
        ),
        ..Self::typed("path")
    };

    /// The path of a data file, whose ending says its syntax.
    pub const DATA_FILE: Self = Self::matching(
        "path",
        r"^(?!.:)(?!(.*/)?\.{0,2}(/|$))[^\\\u0000-\u001f\u007f-\u009f]+\.(yaml|yml|json|toml)$",
    );

    /// Text of any kind that is not empty.
    pub const fn typed(name: &'static str) -> Self {
        Self { name, kind: ScalarIs::Typed, pattern: None, format: None, range: None }
    }

    /// Text that must match a regular expression, which no number does.
    pub const fn matching(name: &'static str, pattern: &'static str) -> Self {
        Self { kind: ScalarIs::Text, pattern: Some(pattern), ..Self::typed(name) }
    }

    /// A whole number from 0, or from one number to another.
    pub const fn whole(name: &'static str, range: Option<(u32, u32)>) -> Self {
        Self { kind: ScalarIs::WholeNumber, range, ..Self::typed(name) }
    }
}

/// A word that a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word, as files have it.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
}

impl Shape {
    /// A list with so many items at least.
    pub fn list(of: Shape, least: usize) -> Self {
        Self::List { of: Box::new(of), least, most: None }
    }

    /// A list that is not empty, or one item of it alone.
    pub fn one_or_more(of: Shape) -> Self {
        Self::Either(vec![of.clone(), Self::list(of, 1)])
    }

    /// The words of a choice.
    pub fn of_choice<T: Choice>() -> Self {
        Self::Words(T::WORDS.iter().map(|(word, _)| *word).collect())
    }

    /// One word alone.
    pub fn word(name: &'static str) -> Self {
        Self::Words(vec![Word { name, doc: "" }])
    }
}

/// A value that is one of some words in files.
pub trait Choice: Copy + 'static {
    /// Each word with what it stands for, in the order of the type.
    const WORDS: &'static [(Word, Self)];
}

/// A kind of thing that has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NounKind {
    /// A measure.
    Measure,
    /// A series.
    Series,
    /// A chart.
    Chart,
    /// A table.
    Table,
    /// An image.
    Figure,
    /// A person.
    Person,
    /// A link of the link lists.
    Link,
    /// A contact.
    Contact,
    /// A document that figures come from.
    Source,
    /// A section, a priority among them.
    Section,
    /// A priority.
    Priority,
    /// A highlight.
    Highlight,
    /// A named part of the organisation.
    OrgUnit,
    /// An abbreviation.
    Abbreviation,
    /// A paper.
    Paper,
    /// A pack.
    Pack,
    /// A ground in law.
    Ground,
    /// A kind of paper.
    PaperKind,
    /// A purpose of papers.
    PaperPurpose,
    /// A field of papers that a body has of its own.
    OwnField,
    /// An item of an agenda.
    Item,
    /// An appendix of a paper.
    Appendix,
    /// The minutes of a meeting.
    Minutes,
}

impl NounKind {
    /// Its name in a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Series => "series",
            Self::Chart => "chart",
            Self::Table => "table",
            Self::Figure => "figure",
            Self::Person => "person",
            Self::Link => "link",
            Self::Contact => "contact",
            Self::Source => "source",
            Self::Section => "section",
            Self::Priority => "priority",
            Self::Highlight => "highlight",
            Self::OrgUnit => "part",
            Self::Abbreviation => "abbreviation",
            Self::Paper => "paper",
            Self::Pack => "pack",
            Self::Ground => "ground",
            Self::PaperKind => "kind of paper",
            Self::PaperPurpose => "purpose",
            Self::OwnField => "field of papers",
            Self::Item => "item",
            Self::Appendix => "appendix",
            Self::Minutes => "set of minutes",
        }
    }

    /// Whether it has a list of the report's own, in which it is found by its id.
    pub fn is_listed(self) -> bool {
        Self::LISTED.contains(&self)
    }

    /// The kinds that have a list of the report's own, from which what nothing refers to
    /// can be taken out.
    pub const LISTED: [Self; 9] = [
        Self::Measure,
        Self::Series,
        Self::Chart,
        Self::Table,
        Self::Figure,
        Self::Person,
        Self::Link,
        Self::Contact,
        Self::Source,
    ];

    /// The kinds that text can point to.
    pub const POINTED_TO: [Self; 4] =
        [Self::Section, Self::Table, Self::Chart, Self::Figure];

    /// Whether it has its place on an agenda, which only papers and packs know.
    pub fn is_of_agenda(self) -> bool {
        matches!(self, Self::Item | Self::Paper | Self::Appendix)
    }

    /// The same for several.
    pub fn plural(self) -> String {
        match self {
            Self::Series => "series".to_owned(),
            Self::Person => "people".to_owned(),
            Self::Priority => "priorities".to_owned(),
            Self::PaperKind => "kinds of paper".to_owned(),
            Self::OwnField => "fields of papers".to_owned(),
            Self::Appendix => "appendices".to_owned(),
            Self::Minutes => "sets of minutes".to_owned(),
            other => format!("{}s", other.name()),
        }
    }
}

/// What the ids of a field refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refers {
    /// What they are the ids of.
    pub kind: NounKind,
    /// To what end.
    pub purpose: Purpose,
}

/// To what end something is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To print it in text or a drawing, which is not whole without it.
    Print,
    /// To show it by itself, as a tile or a block, which can be left out.
    Show,
    /// To say how another thing relates to it.
    Relate,
    /// To say where it stands.
    Point,
}

/// What kind of text a field holds, for whoever reads it as an editor does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// A paragraph of running text, of a list or of a footnote.
    Paragraph,
    /// A heading or a title, of the report, a section, a table or a chart.
    Title,
    /// The phrase that a highlight starts with, a caption, a note.
    Line,
    /// A cell of a table.
    Cell,
    /// What stands for an image.
    Alternative,
    /// The text of a link in a list of links.
    LinkText,
    /// A name: of a measure, a person, a part, a column, a point.
    Name,
    /// Text that never prints.
    Unprinted,
}

/// Whose words a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// The publisher's.
    Own,
    /// Those of others, such as the title of a source: no rule of style is for them.
    Others,
}

/// An id that a noun is referred to by.
#[derive(Debug, Clone, Copy)]
pub struct Defined<'r> {
    /// What the noun is.
    pub kind: NounKind,
    /// The id.
    pub id: &'r Arc<str>,
    /// Where it stands.
    pub place: &'r Place,
}

/// What takes the fields of a noun and their values.
pub type EachValue<'v, 'r> = dyn FnMut(&'static Field, Value<'r>) + 'v;

/// The same for values that may be changed.
pub type EachValueMut<'v> = dyn FnMut(&'static Field, ValueMut<'_>) + 'v;

/// A noun, whichever it is.
pub trait Noun: Any {
    /// What is known of nouns of this type.
    fn declared() -> &'static Declaration
    where
        Self: Sized;

    /// What is known of it.
    fn declaration(&self) -> &'static Declaration;

    /// Gives each of its fields with its value, in the order of the type.
    fn values<'r>(&'r self, each: &mut EachValue<'_, 'r>);

    /// The same, to change values.
    fn values_mut(&mut self, each: &mut EachValueMut<'_>);

    /// Who may see it; `None` for what cannot be restricted by itself.
    fn audience(&self) -> Option<&Visibility> {
        None
    }

    /// The id that it is referred to by.
    fn defined(&self) -> Option<Defined<'_>> {
        None
    }
}

impl dyn Noun {
    /// It as a noun of a type, if it is one.
    pub fn as_noun<T: Noun>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }

    /// The same, to change it.
    pub fn as_noun_mut<T: Noun>(&mut self) -> Option<&mut T> {
        (self as &mut dyn Any).downcast_mut()
    }

    /// The value of a field, by its name in the model.
    pub fn value_of(&self, member: &str) -> Option<Value<'_>> {
        let mut found = None;
        self.values(&mut |field, value| {
            if field.member == member {
                found = Some(value);
            }
        });
        found
    }
}

/// The noun that one of several nouns is.
pub(crate) fn inner(noun: &dyn Noun) -> Option<&dyn Noun> {
    let mut found = None;
    noun.values(&mut |_, value| {
        if let Value::Noun(inner) = value {
            found = Some(inner);
        }
    });
    found
}

/// The value of a field.
#[derive(Clone, Copy)]
pub enum Value<'r> {
    /// None is given.
    Nothing,
    /// It is to be confirmed, which is written here.
    ToBeConfirmed(&'r Place),
    /// Text.
    Text(&'r Text),
    /// A line.
    Line(&'r Line),
    /// Prose.
    Prose(&'r Prose),
    /// An id, or a reference to one.
    Id(&'r Id),
    /// A file of the project.
    File(&'r FilePath),
    /// An address.
    Url(&'r Url),
    /// A number, a date, a choice: what has no text of its own.
    Fact(&'r dyn Any),
    /// A noun.
    Noun(&'r dyn Noun),
    /// Several values, in order.
    List(&'r dyn List),
}

/// The value of a field, to be changed.
pub enum ValueMut<'r> {
    /// None is given, or it is to be confirmed.
    Nothing,
    /// Text.
    Text(&'r mut Text),
    /// A line.
    Line(&'r mut Line),
    /// Prose.
    Prose(&'r mut Prose),
    /// An id, or a reference to one.
    Id(&'r mut Id),
    /// A file of the project.
    File(&'r mut FilePath),
    /// An address.
    Url(&'r mut Url),
    /// A number, a date, a choice: what has no text of its own.
    Fact(&'r mut dyn Any),
    /// A noun.
    Noun(&'r mut dyn Noun),
    /// Several values, or what may be left out.
    List(&'r mut dyn List),
}

/// What can be the value of a field.
pub trait Held: 'static {
    /// The value.
    fn value(&self) -> Value<'_>;
    /// The same, to be changed.
    fn value_mut(&mut self) -> ValueMut<'_>;
}

/// Several values, or none or one.
pub trait List {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them, by its position from 0.
    fn get(&self, at: usize) -> Value<'_>;
    /// Leaves the values for which something holds, each of which it may change.
    fn retain(&mut self, stays: &mut dyn FnMut(ValueMut<'_>) -> bool);
}

impl<T: Held> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, at: usize) -> Value<'_> {
        self.as_slice().get(at).map_or(Value::Nothing, T::value)
    }

    fn retain(&mut self, stays: &mut dyn FnMut(ValueMut<'_>) -> bool) {
        self.retain_mut(|held| stays(held.value_mut()));
    }
}

impl<T: Held> List for Option<T> {
    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn get(&self, _: usize) -> Value<'_> {
        self.value()
    }

    fn retain(&mut self, stays: &mut dyn FnMut(ValueMut<'_>) -> bool) {
        if self.as_mut().is_some_and(|held| !stays(held.value_mut())) {
            *self = None;
        }
    }
}

impl<T: Held> Held for Vec<T> {
    fn value(&self) -> Value<'_> {
        Value::List(self)
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::List(self)
    }
}

impl<T: Held> Held for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, T::value)
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::List(self)
    }
}

impl<T: Held> Held for Box<T> {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        (**self).value_mut()
    }
}

/// How the kinds of text are values of fields.
macro_rules! text_is_held {
    ($($of:ty: $as:ident;)*) => {$(
        impl Held for $of {
            fn value(&self) -> Value<'_> {
                Value::$as(self)
            }

            fn value_mut(&mut self) -> ValueMut<'_> {
                ValueMut::$as(self)
            }
        }
    )*};
}

text_is_held! {
    Text: Text;
    Line: Line;
    Prose: Prose;
    Id: Id;
    FilePath: File;
    Url: Url;
    bool: Fact;
    u32: Fact;
    Placed<u32>: Fact;
    Placed<Date>: Fact;
    Placed<Decimal>: Fact;
    Placed<MeasureValue>: Fact;
    Placed<Rgb>: Fact;
    Placed<Length>: Fact;
    Placed<Sheet>: Fact;
    Cmyk: Fact;
    Focus: Fact;
    Placed<Unit>: Fact;
    Placed<Within>: Fact;
    WordForms: Fact;
}

impl<T: Choice> Held for Placed<T> {
    fn value(&self) -> Value<'_> {
        Value::Fact(self)
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Fact(self)
    }
}

impl<T: Held> Held for Known<T> {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Said(said) => said.value(),
            Self::ToBeConfirmed(place) => Value::ToBeConfirmed(place),
        }
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        match self {
            Self::Said(said) => said.value_mut(),
            Self::ToBeConfirmed(_) => ValueMut::Nothing,
        }
    }
}
