//! Papers: what a board is asked to note or decide, and what is attached.
//!
//! A paper has a cover sheet of facts, a body of sections, and appendices. Which fields a
//! body of members wants, and what it calls them, is said once for all papers. The papers of
//! one meeting are a [`Pack`](super::Pack).

mod field;
mod notice;

use std::sync::Arc;

use recto_macros::{Choice, Noun};
use time::Date;

pub use self::field::{
    ExemptPages, FieldHeading, KindSettings, Lettering, OwnField, OwnPurpose, PaperField,
    PaperKind, PaperSettings,
};
pub use self::notice::{Notice, Weekday};
use super::{Block, Exemption, FilePath, Id, Line, Placed, Prose, Text, Url, Visibility};
use crate::diagnostic::Place;
use recto_pdf::join::Survey;

/// What is known, or a placeholder that prints as “to be confirmed”.
#[derive(Debug, Clone)]
pub enum Known<T> {
    /// It is known.
    Said(T),
    /// It is not; the place of the placeholder.
    ToBeConfirmed(Place),
}

/// A paper for a meeting.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Paper, together(sections) = sections)]
pub struct Paper {
    /// Its id, which the command line and the file's name use.
    pub id: Id,
    /// Its title.
    #[noun(text = Title)]
    pub title: Text,
    /// Its kind, of those that `paper_settings` tells apart.
    #[noun(refers(PaperKind, Relate))]
    pub kind: Option<Id>,
    /// The facts of its cover sheet.
    #[noun(flatten)]
    pub cover: Cover,
    /// The protective marking, where it is not the report's.
    pub marking: Option<Text>,
    /// What members are asked to do, lettered (a), (b), (c).
    pub recommendations: Option<Recommendations>,
    /// Its sections of prose, in the order of the file.
    pub sections: Vec<PaperSection>,
    /// What happens next: a timetable.
    pub next_steps: Vec<Step>,
    /// What is attached, lettered A, B, C.
    pub appendices: Vec<Appendix>,
    /// The documents that it relies on (Local Government Act 1972, s.100D).
    pub background_papers: Vec<BackgroundPaper>,
    /// Who signs it off.
    pub sign_off: Vec<SignOff>,
    /// Who may see it.
    pub audience: Visibility,
    /// What of it is withheld from the public. It is found out, not written.
    #[noun(computed = PartTwo::default())]
    pub part_two: PartTwo,
}

/// What of a paper, or of a part of one, is withheld from the public.
#[derive(Debug, Clone, Default)]
pub struct PartTwo {
    /// How much of it.
    pub extent: Withholding,
    /// The grounds, each once, of what is withheld by itself; nothing within it is named.
    pub grounds: Vec<Exemption>,
}

/// How much of something is withheld from the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Withholding {
    /// Nothing of it.
    #[default]
    Nothing,
    /// Something within it.
    Part,
    /// All of it.
    Whole,
}

/// The facts of a cover sheet.
#[derive(Debug, Clone, Noun)]
pub struct Cover {
    /// The meeting.
    #[noun(text = Name)]
    pub meeting: Known<Line>,
    /// When it meets.
    pub date: Known<Placed<Date>>,
    /// Whose report it is.
    #[noun(required, one_or_more)]
    pub report_of: Vec<Known<Officer>>,
    /// What it is for: one of these, or a purpose that `paper_settings` declares.
    #[noun(with = purpose, unprinted)]
    pub purpose: Text,
    /// Its item on the agenda.
    #[noun(text = Name)]
    pub agenda_item: Option<Known<Line>>,
    /// Its reference, such as “PCD 1306”.
    #[noun(text = Name)]
    pub reference: Option<Known<Line>>,
    /// Who decides.
    #[noun(text = Name)]
    pub decision_maker: Option<Known<Line>>,
    /// Who presents it.
    #[noun(one_or_more)]
    pub presented_by: Vec<Known<Officer>>,
    /// Who wrote it.
    #[noun(one_or_more)]
    pub prepared_by: Vec<Known<Officer>>,
    /// Whom to ask.
    pub contact: Option<Known<Enquiries>>,
    /// How it is published.
    pub publication: Option<Publication>,
    /// The bodies that have considered it before.
    pub considered_by: Vec<Consideration>,
    /// The wards or areas that it is about.
    #[noun(text = Name)]
    pub areas: Vec<Line>,
    /// Why it is late (Local Government Act 1972, s.100B(4)(b)).
    pub lateness: Option<Line>,
    /// Until when publication is deferred.
    pub deferral: Option<Deferral>,
    /// What it says in fields that `paper_settings` declares.
    pub own_fields: Vec<OwnFact>,
}

/// What a paper says in a field that its body of members declares.
#[derive(Debug, Clone, Noun)]
pub struct OwnFact {
    /// The field.
    #[noun(refers(OwnField, Relate))]
    pub field: Id,
    /// What it says.
    pub text: Known<Line>,
}

/// An officer: a role, and who holds it.
#[derive(Debug, Clone, Noun)]
#[noun(short = role)]
pub struct Officer {
    /// The role.
    pub role: Text,
    /// Who holds it.
    pub name: Option<Known<Text>>,
}

/// Whom to ask about a paper.
#[derive(Debug, Clone, Noun)]
#[noun(rules, check = somebody(name, telephone, email))]
pub struct Enquiries {
    /// The name or team.
    pub name: Option<Known<Text>>,
    /// The telephone number as printed.
    pub telephone: Option<Text>,
    /// The e-mail address.
    #[noun(with = email)]
    pub email: Option<Text>,
}

/// What a paper is for, in any body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum PaperPurpose {
    /// Members decide.
    Decision,
    /// Members discuss.
    Discussion,
    /// Members take note.
    Noting,
    /// Members are assured.
    Assurance,
}

/// How a paper is published.
#[derive(Debug, Clone, Noun)]
#[noun(short = status, short_check = says_why)]
pub struct Publication {
    /// How much of it.
    pub status: PublicationStatus,
    /// Why not all of it.
    #[noun(needed = Says("status", &["redacted", "withheld"]))]
    pub reason: Option<Line>,
    /// Where it stands.
    pub place: Place,
}

/// How much of a paper is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum PublicationStatus {
    /// All of it.
    Full,
    /// All but what is taken out.
    Redacted,
    /// None of it.
    Withheld,
}

/// A body that has considered a paper before.
#[derive(Debug, Clone, Noun)]
#[noun(short = body)]
pub struct Consideration {
    /// The body.
    pub body: Line,
    /// When.
    pub date: Option<Known<Placed<Date>>>,
}

/// A deferral of publication.
#[derive(Debug, Clone, Noun)]
pub struct Deferral {
    /// Until when.
    pub until: Known<Placed<Date>>,
    /// Why.
    pub reason: Option<Line>,
}

/// What the members are asked to do.
#[derive(Debug, Clone, Noun)]
#[noun(short = items)]
pub struct Recommendations {
    /// The words before the list, where they are not those of the settings.
    pub lead: Option<Line>,
    /// What they are asked, in order: (a), (b), (c) …
    #[noun(at_least_one)]
    pub items: Vec<Prose>,
}

/// A section of a paper's body.
#[derive(Debug, Clone, Noun)]
pub struct PaperSection {
    /// Which field it is; [`PaperField::Sections`] for one of the paper's own.
    #[noun(computed = PaperField::Sections)]
    pub field: PaperField,
    /// Its title.
    #[noun(required, text = Title)]
    pub title: Option<Text>,
    /// Its content; every paragraph of it is numbered.
    #[noun(required, with = content)]
    pub body: Vec<Block>,
    /// Who may see it.
    pub audience: Visibility,
    /// What of it is withheld from the public.
    #[noun(computed = PartTwo::default())]
    pub part_two: PartTwo,
    /// Where it stands.
    pub place: Place,
}

/// A step of a timetable.
#[derive(Debug, Clone, Noun)]
pub struct Step {
    /// What is done.
    pub what: Line,
    /// By whom.
    #[noun(text = Name)]
    pub who: Option<Known<Line>>,
    /// When, in words.
    pub when: Known<Line>,
}

/// A document that a paper relies on.
#[derive(Debug, Clone, Noun)]
#[noun(short = text, called = "link")]
pub struct BackgroundPaper {
    /// Its title.
    #[noun(name = "title", text = LinkText)]
    pub text: Line,
    /// Where it is.
    pub url: Option<Url>,
    /// What a reader should know.
    pub note: Option<Line>,
}

/// Someone who signs a paper off.
#[derive(Debug, Clone, Noun)]
pub struct SignOff {
    /// Their role.
    #[noun(text = Name)]
    pub role: Line,
    /// Their name.
    pub name: Option<Known<Text>>,
    /// When they did.
    pub date: Option<Known<Placed<Date>>>,
}

/// Something attached to a paper.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Appendix, rules)]
#[noun(check = is_described(content), check = has_title(content, title))]
pub struct Appendix {
    /// Its letter: its position in the paper, so that it is the same for all readers.
    #[noun(computed = Self::letter(at))]
    pub letter: Arc<str>,
    /// Its id, by which text points to it.
    pub id: Option<Id>,
    /// What is attached.
    #[noun(flatten)]
    pub content: Enclosure,
    /// Its title, where it is not that of what is attached.
    #[noun(text = Title, needed = Beside("pdf"))]
    pub title: Option<Text>,
    /// What it is, for those who cannot see it or have it not.
    pub description: Option<Prose>,
    /// Who may see it.
    pub audience: Visibility,
    /// What of it is withheld from the public.
    #[noun(computed = PartTwo::default())]
    pub part_two: PartTwo,
    /// Where it stands.
    pub place: Place,
}

/// What is attached to a paper.
#[derive(Debug, Clone, Noun)]
#[noun(fields)]
pub enum Enclosure {
    /// The full report is attached.
    #[noun(word = "full")]
    Report(Place),
    /// The brief of this priority is attached.
    #[noun(refers(Priority, Print))]
    Brief(Id),
    /// These sections of the report are attached, priorities too.
    #[noun(refers(Section, Print), at_least_one)]
    Sections(Vec<Id>),
    /// This table is attached.
    #[noun(refers(Table, Print))]
    Table(Id),
    /// This text is attached: prose, or a list of blocks.
    #[noun(with = content)]
    Text(Vec<Block>),
    /// A PDF of another maker.
    #[noun(flatten)]
    External(External),
    /// It is withheld from the readers, on a ground that the description gives.
    Withheld,
}

/// A PDF of another maker.
#[derive(Debug, Clone, Noun)]
#[noun(together(file, survey) = attached)]
pub struct External {
    /// The file.
    #[noun(file = Pages)]
    pub file: FilePath,
    /// Where its pages are stamped.
    #[noun(default, only = Beside("pdf"))]
    #[noun(instead = "remove it: only pages of a `pdf` are stamped afterwards")]
    pub stamp: Stamp,
    /// What it is.
    #[noun(computed = ())]
    pub survey: Arc<Survey>,
}

/// Where the pages of an external PDF carry their stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Stamp {
    /// At the head of the page.
    #[default]
    Top,
    /// At its foot.
    Bottom,
    /// Nowhere: the pages stay as they are.
    None,
}

impl Paper {
    /// Whether a field says something, be it that it is to be confirmed.
    pub fn has(&self, field: PaperField) -> bool {
        let cover = &self.cover;
        match field {
            PaperField::Meeting
            | PaperField::Date
            | PaperField::Purpose
            | PaperField::PartTwo => true,
            PaperField::ReportOf => !cover.report_of.is_empty(),
            PaperField::AgendaItem => cover.agenda_item.is_some(),
            PaperField::Reference => cover.reference.is_some(),
            PaperField::DecisionMaker => cover.decision_maker.is_some(),
            PaperField::PresentedBy => !cover.presented_by.is_empty(),
            PaperField::PreparedBy => !cover.prepared_by.is_empty(),
            PaperField::Contact => cover.contact.is_some(),
            PaperField::Publication => cover.publication.is_some(),
            PaperField::Deferral => cover.deferral.is_some(),
            PaperField::ConsideredBy => !cover.considered_by.is_empty(),
            PaperField::Areas => !cover.areas.is_empty(),
            PaperField::Lateness => cover.lateness.is_some(),
            PaperField::Recommendations => self.recommendations.is_some(),
            PaperField::NextSteps => !self.next_steps.is_empty(),
            PaperField::Appendices => !self.appendices.is_empty(),
            PaperField::BackgroundPapers => !self.background_papers.is_empty(),
            PaperField::SignOff => !self.sign_off.is_empty(),
            prose => self.sections.iter().any(|section| section.field == prose),
        }
    }
}
