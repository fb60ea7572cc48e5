//! The report model: what a project's files mean once they are read.
//!
//! Plain data, no behaviour beyond looking things up. Here is the report itself, from its
//! title to its imprint; each group of nouns that it holds has a room below.
//! Their doc comments are the tables of `docs/project.md` and `docs/papers.md`. Whether
//! references lead anywhere is not known here; [`ValidReport`](super::ValidReport) is.

mod brand;
mod chart;
mod checks;
mod look;
mod measure;
mod minutes;
mod note;
mod pack;
mod paper;
mod people;
mod performance;
mod prose;
mod scorecard;
mod section;
mod series;
mod table;
mod text;
mod unit;
mod visibility;
pub mod visit;

use std::collections::BTreeSet;
use std::sync::Arc;

use recto_macros::{Choice, Noun};

use crate::diagnostic::Place;
use crate::report::declare::NounKind;
use crate::report::languages::Translations;
use crate::report::locale::Locale;
use time::Date;

pub use brand::{
    Brand, Captions, Colour, Colours, Family, HouseStyle, Logo, MoneyStyle, PerCentStyle,
    Publisher, Typefaces, Withheld,
};
pub use chart::{
    Annotation, Axis, Chart, ChartKind, Figure, Focus, Placing, PointRange, Process,
    ReferenceLine, ValueRange,
};
pub use checks::{CheckLevel, CheckSetting};
pub use look::{CoverComposition, Look, PageMargins, Sheet};
pub use measure::{
    Better, ChangeForm, Measure, MeasureValue, PartialDate, Qualifier, SourceReference,
};
pub use minutes::{
    Action, Attendance, Interest, Minute, MinuteNumbers, Minutes, Outcome, OutcomeWord,
    Substitute, Vote,
};
pub use note::EditorialNote;
pub use pack::{
    Dividers, FrontNotice, FrontSheet, Item, ItemState, ItemStatus, Member, Pack,
};
pub use paper::{
    Appendix, BackgroundPaper, Consideration, Cover, Deferral, Enclosure, Enquiries,
    ExemptPages, External, FieldHeading, KindSettings, Known, Lettering, Notice, Officer,
    OwnFact, OwnField, OwnPurpose, Paper, PaperField, PaperKind, PaperPurpose,
    PaperSection, PaperSettings, PartTwo, Publication, PublicationStatus,
    Recommendations, SignOff, Stamp, Step, Weekday, Withholding,
};
pub use people::{Abbreviation, Contact, Link, Person};
pub use performance::{
    Comparator, PastValue, StatusBy, StatusRule, StatusWords, Target, Within,
};
pub use prose::{Inline, Labels, Line, MeasureForm, Pointing, Prose, ProseBlock};
pub use scorecard::{Scorecard, ScorecardGroup};
pub use section::{
    Block, Brief, Callout, Highlight, OrgUnit, PlainSection, Priority, Quote, Section,
    SectionStart, Signatory,
};
pub use series::{Bounds, IntervalColumns, Observation, Point, PointValue, Series};
pub use table::{
    Align, Cell, Column, ColumnGroup, Fit, Negative, NumberForm, Row, RowColumns,
    RowKind, Scale, Shorthand, ShorthandStyle, State, StateShape, Table, TableNote,
    TableStyle, Tone, UnitStands, Zero,
};
pub use text::{FilePath, Id, Placed, Text, Url};
pub(crate) use text::{check_url, is_id, one_paragraph};
pub use unit::{Currency, DeclaredUnit, Dimension, Quantity, Unit, UnitPlace, WordForms};
pub use visibility::{Exemption, Ground, GroundParagraph, Matter, Nation, Visibility};

/// A whole report, as its files say it.
#[derive(Debug, Clone, Noun)]
#[noun(check = check_back_matter(back_matter))]
#[noun(rules, together(language, languages) = languages)]
pub struct Report {
    /// The stem of the report's file name.
    pub id: Id,
    /// Its title.
    #[noun(text = Title)]
    pub title: Text,
    /// A second line under the title.
    pub subtitle: Option<Text>,
    /// The figure that the cover shows below the title, cut to its place and in place of the
    /// composition; its credit prints with it, and its caption does not.
    #[noun(refers(Figure, Print))]
    pub cover_image: Option<Id>,
    /// The language of the text and of every fixed word, as a BCP 47 tag; `languages` stands in
    /// its place where there are several.
    #[noun(unprinted)]
    pub language: Text,
    /// The languages of a project in several, the first first; each document is made in each of them.
    #[noun(unprinted)]
    pub languages: Vec<Text>,
    /// The reporting year; `label` is how the publisher writes it.
    pub period: ReportPeriod,
    /// When it was or will be published.
    pub published: Option<Placed<Date>>,
    /// How far it has come.
    #[noun(flatten)]
    pub status: Status,
    /// The version of this edition.
    pub version: Option<Text>,
    /// A protective marking, printed at head and foot of every page.
    pub marking: Option<Text>,
    /// What stands in place of `marking` on restricted editions; “NOT FOR PUBLICATION:
    /// contains exempt information” where it is left out.
    pub restricted_marking: Option<Text>,
    /// Who may see the report at all.
    pub audience: Visibility,
    /// The PDF's subject.
    pub subject: Option<Text>,
    /// The PDF's keywords.
    #[noun(unprinted)]
    pub keywords: Vec<Text>,
    /// What the year was about, printed with the year in figures.
    pub summary: Option<Prose>,
    /// The brand file: how the publisher looks and writes.
    #[noun(in_file)]
    pub brand: Brand,
    /// The entries of the imprint page, in order.
    pub imprint: Vec<ImprintEntry>,
    /// The documents that figures come from.
    pub sources: Vec<SourceDocument>,
    /// Every measure.
    #[noun(in_lists)]
    pub measures: Vec<Measure>,
    /// Every series.
    #[noun(in_lists)]
    pub series: Vec<Series>,
    /// Every chart.
    #[noun(in_lists)]
    pub charts: Vec<Chart>,
    /// Every table.
    #[noun(in_lists)]
    pub tables: Vec<Table>,
    /// Every image.
    #[noun(in_lists)]
    pub figures: Vec<Figure>,
    /// Every person.
    #[noun(in_lists)]
    pub people: Vec<Person>,
    /// Every abbreviation.
    #[noun(in_lists)]
    pub abbreviations: Vec<Abbreviation>,
    /// Every link of the link lists.
    #[noun(in_lists)]
    pub links: Vec<Link>,
    /// Every contact.
    #[noun(in_lists)]
    pub contacts: Vec<Contact>,
    /// The measures of the year in figures, six to twelve, in order. The first is the figure of the year:
    /// in the theme `annual` it is set largest, on the band with the title.
    #[noun(refers(Measure, Show))]
    pub year_in_figures: Vec<Id>,
    /// Those of them that are set large, across two columns. All keep their order, and a row whose last
    /// place a large one has no room in is spread over the width; the first needs no naming here.
    #[noun(refers(Measure, Relate))]
    pub large_figures: Vec<Id>,
    /// The sections and priorities, in order. A priority has its number in the plan; the others
    /// are counted by themselves, from 1.
    #[noun(each_in_file, at_least_one)]
    pub sections: Vec<Section>,
    /// What follows the sections, in order.
    pub back_matter: Vec<BackMatter>,
    /// Grounds of other laws on which parts are withheld, beside those that Recto knows; one
    /// with the id of such a ground takes its place.
    #[noun(in_lists)]
    pub grounds: Vec<Ground>,
    /// What holds for all papers.
    #[noun(in_file, default)]
    pub paper_settings: PaperSettings,
    /// The papers.
    #[noun(each_in_file)]
    pub papers: Vec<Paper>,
    /// The packs.
    #[noun(each_in_file)]
    pub packs: Vec<Pack>,
    /// The minutes of meetings.
    #[noun(each_in_file)]
    pub minutes: Vec<Minutes>,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<EditorialNote>,
    /// Rules of `recto check` that are off, each with its reason, or that block a final
    /// report; `file` narrows one to a file.
    pub checks: Vec<CheckSetting>,
    /// What could not be read.
    #[noun(computed = Gaps::default())]
    pub(super) gaps: Gaps,
    /// The fixed words of its language; `None` where there are none, which is a problem that has
    /// been said.
    #[noun(computed = None)]
    pub(super) locale: Option<Arc<Locale>>,
    /// What a project in several languages says in which of them.
    #[noun(computed = Translations::default())]
    pub(super) translations: Translations,
}

/// What of a report could not be read. Its problems have been said; what refers to it is
/// not wrong because of that, and what it would have referred to is not unused.
#[derive(Debug, Clone, Default)]
pub(super) struct Gaps {
    /// Whether there are any.
    pub(super) any: bool,
    /// The files that have errors.
    pub(super) files: BTreeSet<Arc<str>>,
    /// The ids of things that could not be read.
    pub(super) ids: BTreeSet<Arc<str>>,
    /// Whether there are things whose ids are not even known.
    pub(super) unnamed: bool,
}

impl Gaps {
    /// Whether something may be missing only because the file of a place could not be read whole.
    pub(super) fn is_at(&self, place: &Place) -> bool {
        self.files.contains(place.file())
    }

    /// Whether something of this id may have been meant to be there.
    pub(super) fn may_hold(&self, id: &str) -> bool {
        self.unnamed || self.ids.contains(id)
    }
}

/// The reporting year.
#[derive(Debug, Clone, Noun)]
#[noun(check = in_order(from, to))]
pub struct ReportPeriod {
    /// Its first day.
    pub from: Placed<Date>,
    /// Its last day.
    pub to: Placed<Date>,
    /// How the publisher writes it, such as “2022/23”.
    pub label: Text,
}

/// How far a report has come.
#[derive(Debug, Clone, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
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

impl Report {
    /// The fixed words of its language; `None` where there are none.
    pub fn locale(&self) -> Option<&Arc<Locale>> {
        self.locale.as_ref()
    }

    /// What a project in several languages says in which of them.
    pub fn translations(&self) -> &Translations {
        &self.translations
    }

    /// What text points to by an id: a section, or a table, a chart or an image of the
    /// lists. More than one where several have the id, which validation refuses.
    pub fn kinds_pointed_to(&self, id: &str) -> impl Iterator<Item = NounKind> {
        let is_it = |it: &Id| *it.value == *id;
        let found = [
            (NounKind::Section, self.sections.iter().any(|it| is_it(it.id()))),
            (NounKind::Table, self.tables.iter().any(|it| is_it(&it.id))),
            (NounKind::Chart, self.charts.iter().any(|it| is_it(&it.id))),
            (NounKind::Figure, self.figures.iter().any(|it| is_it(&it.id))),
        ];
        found.into_iter().filter(|(_, is_found)| *is_found).map(|(kind, _)| kind)
    }

    /// Of which kind that is to which text points by an id, be it there or not.
    pub fn kind_pointed_to(&self, id: &str, pointing: Pointing) -> NounKind {
        let is_it = |it: &Id| *it.value == *id;
        let mut items = self.packs.iter().flat_map(|pack| &pack.items);
        let mut is_item = || items.any(|item| item.id.as_ref().is_some_and(is_it));
        match pointing {
            Pointing::Item if is_item() => NounKind::Item,
            Pointing::Item => NounKind::Paper,
            Pointing::Appendix => NounKind::Appendix,
            Pointing::Name | Pointing::Page => {
                if let Some(kind) = self.kinds_pointed_to(id).next() {
                    return kind;
                }
                let appendices = || self.papers.iter().flat_map(|it| &it.appendices);
                if pointing == Pointing::Name {
                    NounKind::Section
                } else if is_item() {
                    NounKind::Item
                } else if self.papers.iter().any(|paper| is_it(&paper.id)) {
                    NounKind::Paper
                } else if appendices().any(|it| it.id.as_ref().is_some_and(is_it)) {
                    NounKind::Appendix
                } else {
                    NounKind::Section
                }
            }
        }
    }
}

/// An entry of the imprint page.
#[derive(Debug, Clone, Noun)]
#[noun(called = "entry")]
pub struct ImprintEntry {
    /// What it is about.
    pub term: Text,
    /// What it says.
    pub text: Prose,
}

/// A document that figures come from.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Source, called = "source")]
pub struct SourceDocument {
    /// Its id.
    pub id: Id,
    /// Its title.
    #[noun(quoted)]
    pub title: Text,
    /// Who published it.
    pub publisher: Option<Text>,
    /// When.
    pub published: Option<Placed<Date>>,
    /// Where it is.
    pub url: Option<Url>,
    /// What a reader should know.
    pub note: Option<Line>,
}
