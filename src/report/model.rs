//! The report model: what a project's files mean once they are read.
//!
//! Plain data, no behaviour beyond looking things up. `docs/project.md` is the same
//! list in the words of those who write the files. Whether references lead anywhere is
//! not known here; [`ValidReport`](super::ValidReport) is.

use std::ops::Deref;
use std::sync::Arc;

use fixed_decimal::Decimal;
use time::Date;

use crate::diagnostic::Place;

/// A value and where it was written.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the project.
    pub place: Place,
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Text that prints as it is typed, in one paragraph.
pub type Text = Placed<Arc<str>>;

/// An id or a reference to one: lower-case letters, digits and hyphens.
pub type Id = Placed<Arc<str>>;

/// A path to a file, relative to the project folder, with `/` between its parts.
pub type FilePath = Placed<Arc<str>>;

/// Text in one paragraph in which `{measure-id}` stands for a measure.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is made of; only [`Inline::Text`] and [`Inline::Measure`].
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
        url: Placed<Arc<str>>,
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

/// A whole report, as its files say it.
#[derive(Debug, Clone)]
pub struct Report {
    /// The stem of the report's file name.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// A second line under the title.
    pub subtitle: Option<Text>,
    /// The language of the text, a BCP 47 tag such as `en-GB`.
    pub language: Text,
    /// The reporting year.
    pub period: ReportPeriod,
    /// When it was or will be published.
    pub published: Option<Placed<Date>>,
    /// How far it has come.
    pub status: Status,
    /// The version of this edition.
    pub version: Option<Text>,
    /// A protective marking, printed at head and foot of every page.
    pub marking: Option<Text>,
    /// The PDF's subject.
    pub subject: Option<Text>,
    /// The PDF's keywords.
    pub keywords: Vec<Text>,
    /// What the year was about, printed with the year in figures.
    pub summary: Option<Prose>,
    /// How the publisher looks and writes.
    pub brand: Brand,
    /// The entries of the imprint page, in order.
    pub imprint: Vec<ImprintEntry>,
    /// The documents that figures come from.
    pub sources: Vec<SourceDocument>,
    /// Every measure.
    pub measures: Vec<Measure>,
    /// Every series.
    pub series: Vec<Series>,
    /// Every chart.
    pub charts: Vec<Chart>,
    /// Every table.
    pub tables: Vec<Table>,
    /// Every image.
    pub figures: Vec<Figure>,
    /// Every person.
    pub people: Vec<Person>,
    /// Every abbreviation.
    pub abbreviations: Vec<Abbreviation>,
    /// Every link of the link lists.
    pub links: Vec<Link>,
    /// Every contact.
    pub contacts: Vec<Contact>,
    /// The measures of the year in figures, in order.
    pub year_in_figures: Vec<Id>,
    /// The sections and priorities, in order; a section's number is its position from 1.
    pub sections: Vec<Section>,
    /// What follows the sections, in order.
    pub back_matter: Vec<BackMatter>,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<Text>,
}

/// The reporting year.
#[derive(Debug, Clone)]
pub struct ReportPeriod {
    /// Its first day.
    pub from: Placed<Date>,
    /// Its last day.
    pub to: Placed<Date>,
    /// How the publisher writes it, such as “2022/23”.
    pub label: Text,
}

/// How far a report has come.
#[derive(Debug, Clone)]
pub enum Status {
    /// Not yet approved; printed on the cover.
    Draft,
    /// Approved.
    Final,
    /// Approved and not to be made known before a time, which `until` says in words.
    Embargoed {
        /// Until when, in words.
        until: Option<Text>,
    },
}

/// A part of the matter that follows the sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackMatter {
    /// Every measure in a table.
    Figures,
    /// The abbreviations.
    Glossary,
    /// The documents that figures come from.
    Sources,
    /// Whom to ask.
    Contacts,
}

/// An entry of the imprint page.
#[derive(Debug, Clone)]
pub struct ImprintEntry {
    /// What it is about.
    pub term: Text,
    /// What it says.
    pub text: Prose,
}

/// A document that figures come from.
#[derive(Debug, Clone)]
pub struct SourceDocument {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Option<Text>,
    /// When.
    pub published: Option<Placed<Date>>,
    /// Where it is, if that is known.
    pub url: Option<Placed<Arc<str>>>,
    /// Anything a reader should know of it.
    pub note: Option<Line>,
}

/// A numbered part of the report: a plain section or a priority.
#[derive(Debug, Clone)]
pub enum Section {
    /// A section of prose, tables and other blocks.
    Plain(Box<PlainSection>),
    /// A priority of the plan.
    Priority(Box<Priority>),
}

impl Section {
    /// Its id.
    pub fn id(&self) -> &Id {
        match self {
            Section::Plain(section) => &section.id,
            Section::Priority(priority) => &priority.id,
        }
    }
}

/// A section that is not a priority.
#[derive(Debug, Clone)]
pub struct PlainSection {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Its introduction, set larger.
    pub lead: Option<Prose>,
    /// Its content.
    pub body: Vec<Block>,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<Text>,
}

/// A block of a section's content.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading within the section.
    Heading(Text),
    /// Running text.
    Prose(Prose),
    /// Measures as tiles.
    Measures(Vec<Id>),
    /// A chart by id.
    Chart(Id),
    /// A table by id.
    Table(Id),
    /// An image by id.
    Figure(Id),
    /// People with their roles.
    People(Vec<Id>),
    /// Named parts of the organisation.
    Parts(Vec<Part>),
    /// Every priority with number, name and summary.
    Priorities(Place),
    /// A list of links by id.
    Links(Vec<Id>),
    /// Whom to ask, by id.
    Contacts(Vec<Id>),
}

/// A named part of the organisation, such as a directorate.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it does.
    pub text: Prose,
}

/// A priority of the plan.
#[derive(Debug, Clone)]
pub struct Priority {
    /// Its id: what the command line and file names use.
    pub id: Id,
    /// Its number in the plan.
    pub number: Placed<u32>,
    /// Its name in the plan.
    pub name: Text,
    /// Its name as a section title, where that differs from `name`.
    pub title: Option<Text>,
    /// What the plan wants.
    pub summary: Prose,
    /// Its introduction.
    pub introduction: Option<Prose>,
    /// The measures of its opener.
    pub measures: Vec<Id>,
    /// What was delivered, in order.
    pub highlights: Vec<Highlight>,
    /// What follows the highlights.
    pub body: Vec<Block>,
    /// What its brief says beyond that.
    pub brief: Brief,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<Text>,
}

impl Priority {
    /// Its title as a section: the title if it has one, else the name in the plan.
    pub fn section_title(&self) -> &Text {
        self.title.as_ref().unwrap_or(&self.name)
    }
}

/// What a priority's brief says beyond the priority.
#[derive(Debug, Clone, Default)]
pub struct Brief {
    /// Its title, where it differs from the priority's.
    pub title: Option<Text>,
    /// What a reader who has only the brief must know.
    pub context: Option<Prose>,
    /// What prints in place of the priority's body; `None` to print that one.
    pub body: Option<Vec<Block>>,
    /// Which of the priority's charts print; `None` for all.
    pub charts: Option<Vec<Id>>,
    /// Whom to ask.
    pub contacts: Vec<Id>,
}

/// One delivered thing.
#[derive(Debug, Clone)]
pub struct Highlight {
    /// Its id.
    pub id: Option<Id>,
    /// The phrase that a scanning eye reads; `None` only in nested items.
    pub lead: Option<Line>,
    /// What was done.
    pub text: Prose,
    /// The measure that is set in the margin.
    pub figure: Option<Id>,
    /// Nested items, in order.
    pub items: Vec<Highlight>,
    /// What prints right after it.
    pub then: Vec<Block>,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<Text>,
    /// Where it stands.
    pub place: Place,
}

/// One figure, written once.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its id.
    pub id: Id,
    /// What it is, short.
    pub label: Text,
    /// Its value.
    pub value: Placed<MeasureValue>,
    /// What the value counts.
    pub unit: Unit,
    /// The rate's denominator: “year” for “£70m a year”.
    pub per: Option<Text>,
    /// How exact the value is.
    pub qualifier: Qualifier,
    /// Whether the value is a change, and how its direction is said.
    pub change: Option<ChangeForm>,
    /// The period it covers, as printed.
    pub period: Option<Text>,
    /// Whether that is (within) the reporting year.
    pub within_year: bool,
    /// Whether it stands in the tables of figures; dates never do.
    pub listed: bool,
    /// Where the figure comes from.
    pub source: Option<SourceReference>,
    /// What it is held against.
    pub comparator: Option<Comparator>,
    /// What it should reach.
    pub target: Option<Target>,
    /// Which direction is better; `None` where neither is.
    pub better: Option<Better>,
    /// What a reader should know of it.
    pub note: Option<Line>,
    /// How the source printed it, where that differs from the house's form.
    pub published_as: Option<Text>,
    /// The measure of which it is a share.
    pub part_of: Option<Id>,
    /// The measure that is the same figure in another place.
    pub same_as: Option<Id>,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<Text>,
}

/// The value of a measure.
#[derive(Debug, Clone, PartialEq)]
pub enum MeasureValue {
    /// An exact decimal number, in the unit itself (pounds, not millions of pounds).
    Number(Decimal),
    /// From one number to another, both included.
    Range {
        /// The lower end.
        from: Decimal,
        /// The upper end.
        to: Decimal,
    },
    /// A date, perhaps in part.
    Date(PartialDate),
    /// A stretch of time, both ends included.
    Period {
        /// Its first day, month or year.
        from: PartialDate,
        /// Its last day, month or year.
        to: PartialDate,
    },
    /// A financial year, by the calendar year in which it starts.
    FinancialYear(i32),
    /// A quarter of a financial year.
    Quarter {
        /// The calendar year in which the financial year starts.
        year: i32,
        /// The quarter, 1 to 4.
        quarter: u8,
    },
}

/// A date of which only a part may be known (ISO 8601, reduced accuracy).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialDate {
    /// A year.
    Year(i32),
    /// A month of a year, the month from 1.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u8,
    },
    /// A day.
    Day(Date),
    /// A day of a year that is not known.
    DayOfYear {
        /// The month, 1 to 12.
        month: u8,
        /// The day of the month, from 1.
        day: u8,
    },
}

/// What a value counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Pounds sterling.
    Pounds,
    /// Per cent.
    Percent,
    /// Percentage points: a difference of two percentages.
    PercentagePoints,
    /// So many out of so many.
    Ratio {
        /// The second number.
        out_of: u32,
    },
    /// A length of time.
    Duration(DurationUnit),
    /// Years of age.
    Age,
    /// The value is a date.
    Date,
    /// The value is a financial year.
    FinancialYear,
    /// The value is a period.
    Period,
    /// The value is a quarter.
    Quarter,
    /// A count of what it names.
    Count {
        /// What is counted, plural: “officers”.
        plural: Arc<str>,
        /// The same in the singular, where it was given.
        singular: Option<Arc<str>>,
    },
}

/// The unit of a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationUnit {
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// How exact a value is; each prints as its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Qualifier {
    /// Nothing is printed.
    #[default]
    Exactly,
    /// “more than”
    MoreThan,
    /// “over”
    Over,
    /// “at least”
    AtLeast,
    /// “around”
    Around,
    /// “about”
    About,
    /// “nearly”
    Nearly,
    /// “up to”
    UpTo,
    /// “fewer than”
    FewerThan,
    /// “under”
    Under,
    /// “end of”, for dates
    EndOf,
}

/// How the direction of a change is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeForm {
    /// By its sign: “+5%”.
    Shown,
    /// By the sentence around it: “4%”.
    Words,
}

/// Which direction is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// Where a figure comes from.
#[derive(Debug, Clone)]
pub struct SourceReference {
    /// The document, by id.
    pub document: Id,
    /// The place in it, in words.
    pub at: Option<Text>,
}

/// What a measure is held against.
#[derive(Debug, Clone)]
pub struct Comparator {
    /// What it is, in words.
    pub label: Text,
    /// Its value, in the measure's unit.
    pub value: Option<Placed<Decimal>>,
    /// Its period.
    pub period: Option<Text>,
}

/// What a measure should reach.
#[derive(Debug, Clone)]
pub struct Target {
    /// The value, in the measure's unit.
    pub value: Placed<Decimal>,
    /// What it is, in words.
    pub label: Option<Text>,
}

/// A measure over time or by group.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub label: Text,
    /// What the values count.
    pub unit: Text,
    /// The period, as printed.
    pub period: Option<Text>,
    /// Where it comes from.
    pub source: Option<SourceReference>,
    /// The names of its groups; empty for a series with one value a point.
    pub groups: Vec<Text>,
    /// Its points, in order.
    pub points: Vec<Point>,
}

/// A point of a series.
#[derive(Debug, Clone)]
pub struct Point {
    /// What or when it is.
    pub label: Text,
    /// Its values: one, or as many as the series has groups.
    pub values: Vec<PointValue>,
}

/// The value of a point.
#[derive(Debug, Clone)]
pub enum PointValue {
    /// The value of a measure.
    Measure(Id),
    /// A number of its own.
    Number(Placed<Decimal>),
}

/// A drawing of a series, with its data table.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Its id.
    pub id: Id,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The series that it draws.
    pub series: Id,
    /// What it shows, up to ten words.
    pub title: Line,
    /// What is measured, in which unit and period.
    pub subtitle: Option<Line>,
    /// Where the data come from.
    pub source: Option<Text>,
    /// What a reader should know.
    pub note: Option<Line>,
    /// The whole of which a proportion chart shows the parts.
    pub total: Option<Id>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars side by side, one a point.
    Bar,
    /// Bars whose parts are the groups.
    StackedBar,
    /// One bar whose parts are the points.
    Proportion,
    /// Lines over time, one a group.
    Line,
    /// A dot a point, on an axis from zero.
    Dot,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its id.
    pub id: Id,
    /// What it shows.
    pub title: Line,
    /// What is measured, in which unit and period.
    pub subtitle: Option<Line>,
    /// Its columns; the first names the row.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Line>>,
    /// Where the data come from.
    pub source: Option<Text>,
    /// What a reader should know.
    pub note: Option<Line>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its header.
    pub label: Text,
    /// On which side its cells stand.
    pub align: Align,
    /// The unit, printed in the header.
    pub unit: Option<Text>,
}

/// On which side the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Figures.
    Right,
}

/// An image.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its id.
    pub id: Id,
    /// The file, in the project.
    pub file: FilePath,
    /// What a reader who cannot see it should be told.
    pub alt: Line,
    /// What it shows.
    pub caption: Option<Line>,
    /// Who made it.
    pub credit: Option<Text>,
}

/// A person with a role.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their id.
    pub id: Id,
    /// Their name, with honours.
    pub name: Text,
    /// Their role.
    pub role: Text,
    /// Where they hold it.
    pub organisation: Option<Text>,
    /// What a reader should know.
    pub note: Option<Line>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone)]
pub struct Abbreviation {
    /// The abbreviation.
    pub short: Text,
    /// What it stands for.
    pub long: Text,
    /// What a reader should know.
    pub note: Option<Text>,
}

/// A link of a link list.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its id.
    pub id: Id,
    /// Text that means something without its surroundings.
    pub text: Line,
    /// The address; `None` when it is not known.
    pub url: Option<Placed<Arc<str>>>,
    /// What a reader should know.
    pub note: Option<Line>,
}

/// Whom to ask, and how.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its id.
    pub id: Id,
    /// The way: “Web”, “Telephone”.
    pub label: Text,
    /// The number, address or name as printed.
    pub value: Text,
    /// The address that it opens.
    pub url: Option<Placed<Arc<str>>>,
}

/// How a publisher looks and writes.
#[derive(Debug, Clone)]
pub struct Brand {
    /// The publisher's name.
    pub publisher: Text,
    /// The publisher's short name.
    pub publisher_short: Option<Text>,
    /// The logo.
    pub logo: Option<Logo>,
    /// The colours.
    pub colours: Colours,
    /// The typefaces.
    pub typefaces: Typefaces,
    /// How figures are written.
    pub style: HouseStyle,
}

/// A logo.
#[derive(Debug, Clone)]
pub struct Logo {
    /// The file, in the project.
    pub file: FilePath,
    /// What a reader who cannot see it should be told.
    pub alt: Text,
}

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

/// The colours of a brand.
#[derive(Debug, Clone)]
pub struct Colours {
    /// Cover and rules.
    pub brand: Placed<Rgb>,
    /// Text.
    pub ink: Placed<Rgb>,
    /// One for each priority, in order; taken again from the first when there are more.
    pub priorities: Vec<Placed<Rgb>>,
    /// The categories of charts, in order; empty for the theme's own.
    pub chart: Vec<Placed<Rgb>>,
}

/// The typefaces of a brand, by family name.
#[derive(Debug, Clone)]
pub struct Typefaces {
    /// For text.
    pub text: Text,
    /// For titles.
    pub display: Text,
}

/// How a publisher writes figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HouseStyle {
    /// Large sums of money.
    pub money: MoneyStyle,
    /// Percentages.
    pub per_cent: PerCentStyle,
    /// Counts below it print as words in prose; 0 for never.
    pub words_below: u32,
}

/// How sums of a million pounds and more are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MoneyStyle {
    /// “£1.1bn”
    #[default]
    Short,
    /// “£1.1 billion”
    Words,
    /// “£1,100,000,000”
    Full,
}

/// How percentages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PerCentStyle {
    /// “35%”
    #[default]
    Sign,
    /// “35 per cent”
    Words,
}
