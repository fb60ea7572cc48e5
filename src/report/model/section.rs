//! Sections: the numbered parts of a report, and the blocks that they are made of.
//!
//! A section is plain or a priority of the plan. Charts, tables, people and all else that
//! has a list of its own stand in a block by id; what they are is said elsewhere.

use recto_macros::{Choice, Noun};

use time::Date;

use super::{EditorialNote, FilePath, Id, Line, Placed, Prose, Text, Visibility};
use crate::diagnostic::Place;

/// A numbered part of the report: a plain section or a priority.
#[derive(Debug, Clone, Noun)]
#[noun(either)]
pub enum Section {
    /// A section of prose, tables and other blocks.
    Plain(Box<PlainSection>),
    /// A priority of the plan.
    Priority(Box<Priority>),
}

impl Section {
    /// Who may see it.
    pub fn audience(&self) -> &Visibility {
        match self {
            Section::Plain(section) => &section.audience,
            Section::Priority(priority) => &priority.audience,
        }
    }

    /// Its id.
    pub fn id(&self) -> &Id {
        match self {
            Section::Plain(section) => &section.id,
            Section::Priority(priority) => &priority.id,
        }
    }
}

/// A section that is not a priority.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Section)]
pub struct PlainSection {
    /// Its id.
    pub id: Id,
    /// Its title.
    #[noun(text = Title)]
    pub title: Text,
    /// Whether it has a number; true where it is left out. A foreword has none, and is not
    /// counted.
    #[noun(default = true)]
    pub numbered: bool,
    /// Its introduction, set larger.
    pub lead: Option<Prose>,
    /// Its content.
    pub body: Vec<Block>,
    /// Where it begins; as the brand says, where it is left out.
    pub start: Option<SectionStart>,
    /// Who may see it.
    pub audience: Visibility,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<EditorialNote>,
}

/// Where a section begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum SectionStart {
    /// On a page of its own.
    Page,
    /// Below the section before it, for one that is short.
    Below,
}

/// A block of a section's content.
#[derive(Debug, Clone, Noun)]
pub enum Block {
    /// A heading within the section.
    #[noun(text = Title)]
    Heading(Text),
    /// Running text.
    Prose(Prose),
    /// What somebody said.
    Quote(Quote),
    /// Measures as tiles.
    #[noun(refers(Measure, Show))]
    Measures(Vec<Id>),
    /// A chart.
    #[noun(refers(Chart, Print))]
    Chart(Id),
    /// A table.
    #[noun(refers(Table, Print))]
    Table(Id),
    /// An image.
    #[noun(refers(Figure, Print))]
    Figure(Id),
    /// Images beside each other, in rows of two or three that are as high as each other.
    #[noun(refers(Figure, Print))]
    Figures(Vec<Id>),
    /// People with their roles.
    #[noun(refers(Person, Print))]
    People(Vec<Id>),
    /// Named parts of the organisation.
    #[noun(name = "parts")]
    OrgUnits(Vec<OrgUnit>),
    /// Every priority with number, name and summary.
    #[noun(word = "overview")]
    Priorities(Place),
    /// A list of links.
    #[noun(refers(Link, Print))]
    Links(Vec<Id>),
    /// Whom to ask.
    #[noun(refers(Contact, Print))]
    Contacts(Vec<Id>),
    /// An aside that is set apart from the text.
    Callout(Callout),
    /// Who signs what stands before, side by side.
    Signatures(Vec<Signatory>),
    /// The minutes of a meeting, whole.
    #[noun(refers(Minutes, Print))]
    Minutes(Id),
    /// What a meeting resolved, in a table.
    #[noun(refers(Minutes, Print))]
    Decisions(Id),
    /// What is to be done after these meetings, in a table.
    #[noun(refers(Minutes, Print))]
    Actions(Vec<Id>),
}

/// An aside that is set apart from the text.
#[derive(Debug, Clone, Noun)]
pub struct Callout {
    /// Its title.
    #[noun(text = Title)]
    pub title: Option<Text>,
    /// What it says.
    pub text: Prose,
}

/// Someone who signs.
#[derive(Debug, Clone, Noun)]
pub struct Signatory {
    /// An image of the signature, in the project.
    #[noun(file = Image)]
    pub image: Option<FilePath>,
    /// Who signs.
    pub name: Text,
    /// As what.
    pub role: Option<Text>,
    /// For whom.
    pub on_behalf_of: Option<Text>,
    /// When.
    pub date: Option<Placed<Date>>,
}

/// What somebody said, in their own words.
#[derive(Debug, Clone, Noun)]
pub struct Quote {
    /// Their words to the letter, without quotation marks around them.
    #[noun(text = Paragraph, quoted)]
    pub text: Text,
    /// Who said it.
    pub who: Text,
    /// In which role.
    pub role: Option<Text>,
}

/// A named part of the organisation, such as a directorate.
#[derive(Debug, Clone, Noun)]
#[noun(kind = OrgUnit, called = "part")]
pub struct OrgUnit {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it does.
    pub text: Prose,
}

/// A priority of the plan.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Section)]
pub struct Priority {
    /// Its id, which the command line and file names use.
    pub id: Id,
    /// Its number in the plan.
    #[noun(name = "priority", with = number)]
    pub number: Placed<u32>,
    /// Its name in the plan.
    #[noun(text = Title)]
    pub name: Text,
    /// Its name as a section title, where that differs from `name`.
    #[noun(text = Title)]
    pub title: Option<Text>,
    /// What the plan wants, for the overview and the brief.
    pub summary: Prose,
    /// Its introduction.
    pub introduction: Option<Prose>,
    /// The measures of its opener and of its brief, three or four.
    #[noun(refers(Measure, Show))]
    pub measures: Vec<Id>,
    /// What was delivered, in order.
    pub highlights: Vec<Highlight>,
    /// What prints after the highlights.
    pub body: Vec<Block>,
    /// What its brief says beyond that; the brief stands alone.
    #[noun(default)]
    pub brief: Brief,
    /// Who may see it.
    pub audience: Visibility,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<EditorialNote>,
}

impl Priority {
    /// Its title as a section: the title if it has one, else the name in the plan.
    pub fn section_title(&self) -> &Text {
        self.title.as_ref().unwrap_or(&self.name)
    }
}

/// What a priority's brief says beyond the priority.
#[derive(Debug, Clone, Default, Noun)]
pub struct Brief {
    /// Its title, where it differs from the priority's.
    #[noun(text = Title)]
    pub title: Option<Text>,
    /// What a reader who has only the brief must know.
    pub context: Option<Prose>,
    /// What prints in place of the priority's own body, where it is given.
    pub body: Option<Vec<Block>>,
    /// Which of the priority's charts it prints; all where it is left out.
    #[noun(refers(Chart, Relate))]
    pub charts: Option<Vec<Id>>,
    /// Whom to ask.
    #[noun(refers(Contact, Print))]
    pub contacts: Vec<Id>,
}

/// One delivered thing.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Highlight)]
pub struct Highlight {
    /// Its id.
    pub id: Option<Id>,
    /// The phrase that a scanning eye reads.
    #[noun(needed = NotIn("items"))]
    pub lead: Option<Line>,
    /// What was done.
    pub text: Prose,
    /// The measure that is set in the margin, level with the first line.
    #[noun(refers(Measure, Show), only = NotIn("items"))]
    #[noun(instead = "put `figure` on the highlight that holds this item")]
    pub figure: Option<Id>,
    /// Nested items, to any depth: each is written like a highlight.
    pub items: Vec<Highlight>,
    /// What prints right after it, such as a figure or a table. Charts alone, which the text goes
    /// on without, wait where their page has no room, and then print after a later highlight.
    #[noun(only = NotIn("items"))]
    #[noun(instead = "put `then` on the highlight that holds this item")]
    pub then: Vec<Block>,
    /// Who may see it.
    pub audience: Visibility,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<EditorialNote>,
}
