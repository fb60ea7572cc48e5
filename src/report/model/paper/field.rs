//! The fields of papers: their names and order, and what a body of members settles about them.

use recto_macros::{Choice, Noun};

use super::super::{FrontSheet, Id, Line, Placed, Text};
use super::notice::Notice;

/// What holds for all papers of a body of members.
#[derive(Debug, Clone, Default, Noun)]
#[noun(together(headings) = headings)]
pub struct PaperSettings {
    /// The body: “London Policing Board”; the publisher, if left out.
    pub body: Option<Text>,
    /// The words before recommendations: “The Board is asked to:”.
    #[noun(name = "recommendations_lead")]
    pub lead: Option<Line>,
    /// How recommendations are numbered; `(a)` where it is left out.
    #[noun(default)]
    pub lettering: Lettering,
    /// The kinds of paper that the body tells apart.
    pub kinds: Vec<PaperKind>,
    /// Purposes of papers beside `decision`, `discussion`, `noting` and `assurance`.
    pub purposes: Vec<OwnPurpose>,
    /// Fields that papers have here beside the usual ones; they print on the cover sheet, after
    /// the others.
    pub own_fields: Vec<OwnField>,
    /// How long before a meeting its papers must be published.
    pub notice: Option<Notice>,
    /// How long after they are published decisions can be called in; then they are in force.
    pub call_in: Option<Notice>,
    /// Who meets, and what those who come should know, on the front sheet of each pack.
    pub front: Option<FrontSheet>,
    /// How the public interest weighs, in words that follow the ground of whatever is exempt
    /// under a paragraph that asks for it.
    pub public_interest: Option<Text>,
    /// How pages look that are withheld from the public, in a copy that has them; `plain` where
    /// it is left out.
    #[noun(default)]
    pub exempt_pages: ExemptPages,
    /// The fields that every paper must have; a paper without one is an error.
    pub required: Vec<Placed<PaperField>>,
    /// The order of fields, on the cover sheet and in the body; others follow in the order
    /// below.
    pub order: Vec<PaperField>,
    /// What fields are called, where it is not the usual name.
    pub headings: Vec<FieldHeading>,
}

/// How recommendations are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Lettering {
    /// (a), (b), (c).
    #[default]
    #[choice(word = "(a)")]
    Letters,
    /// (1), (2), (3).
    #[choice(word = "(1)")]
    BracketedNumbers,
    /// 1., 2., 3.
    #[choice(word = "1.")]
    Numbers,
    /// (i), (ii), (iii).
    #[choice(word = "(i)")]
    BracketedRoman,
    /// i., ii., iii.
    #[choice(word = "i.")]
    Roman,
    /// As the paragraphs of the section are: 2.1, 2.2.
    Paragraphs,
    /// Bullets.
    Bullets,
}

/// A kind of paper: what it must have, and what that is called. For what it leaves out, the
/// settings for all papers hold.
#[derive(Debug, Clone, Noun)]
#[noun(kind = PaperKind, together(headings) = headings)]
pub struct PaperKind {
    /// Its id, which `kind` of a paper gives.
    pub id: Id,
    /// What it is called, on its cover sheet: “Minutes”.
    pub label: Text,
    /// The fields that a paper of this kind must have, in the place of those that all must have.
    pub required: Option<Vec<Placed<PaperField>>>,
    /// The order of fields.
    pub order: Option<Vec<PaperField>>,
    /// The fields that its cover sheet prints, in this order; all that a paper has, where it is
    /// left out.
    pub cover: Option<Vec<Placed<PaperField>>>,
    /// The words before recommendations.
    #[noun(name = "recommendations_lead")]
    pub lead: Option<Line>,
    /// How recommendations are numbered.
    pub lettering: Option<Lettering>,
    /// What fields are called in a paper of this kind.
    pub headings: Vec<FieldHeading>,
}

/// A purpose of papers that a body has beside the usual ones.
#[derive(Debug, Clone, Noun)]
#[noun(kind = PaperPurpose)]
pub struct OwnPurpose {
    /// Its id, which `purpose` gives.
    pub id: Id,
    /// What prints: “For strategy”.
    pub label: Text,
}

/// A field of papers that a body has beside the usual ones.
#[derive(Debug, Clone, Noun)]
#[noun(kind = OwnField)]
pub struct OwnField {
    /// Its id, which `own_fields` of a paper give.
    pub id: Id,
    /// What it is called: “Ward member”.
    pub label: Text,
    /// The kinds of paper that must have it.
    #[noun(refers(PaperKind, Relate))]
    pub required_of: Vec<Id>,
}

/// What holds for papers of one kind: what the settings say of the kind, and else what they say
/// of all.
#[derive(Clone, Copy)]
pub struct KindSettings<'r> {
    all: &'r PaperSettings,
    kind: Option<&'r PaperKind>,
}

/// How pages look that are withheld from the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum ExemptPages {
    /// Like others: their marking says what they are.
    #[default]
    Plain,
    /// On a coloured ground, as pink papers are.
    Tint,
}

/// What a body of members calls a field.
#[derive(Debug, Clone, Noun)]
pub struct FieldHeading {
    /// The field.
    pub field: PaperField,
    /// Its name.
    #[noun(text = Title)]
    pub text: Text,
}

impl PaperSettings {
    /// What holds for papers of a kind; for all of which nothing else is said, with `None`.
    pub fn of_kind(&self, kind: Option<&Id>) -> KindSettings<'_> {
        let kind =
            kind.and_then(|id| self.kinds.iter().find(|it| it.id.value == id.value));
        KindSettings { all: self, kind }
    }
}

impl<'r> KindSettings<'r> {
    /// What the kind is called.
    pub fn label(self) -> Option<&'r Text> {
        self.kind.map(|kind| &kind.label)
    }

    /// The fields that a paper must have.
    pub fn required(self) -> &'r [Placed<PaperField>] {
        let own = self.kind.and_then(|kind| kind.required.as_ref());
        own.unwrap_or(&self.all.required)
    }

    /// The words before recommendations, where the body has words of its own.
    pub fn lead(self) -> Option<&'r Line> {
        self.kind.and_then(|kind| kind.lead.as_ref()).or(self.all.lead.as_ref())
    }

    /// How recommendations are numbered.
    pub fn lettering(self) -> Lettering {
        self.kind.and_then(|kind| kind.lettering).unwrap_or(self.all.lettering)
    }

    /// What a field is called, where the body has a name of its own for it.
    pub fn heading(self, field: PaperField) -> Option<&'r Text> {
        let own = self.kind.into_iter().flat_map(|kind| &kind.headings);
        let mut headings = own.chain(&self.all.headings);
        headings.find(|it| it.field == field).map(|it| &it.text)
    }

    /// The fields of a cover sheet, in the order of this body.
    pub fn cover(self) -> Vec<PaperField> {
        match self.kind.and_then(|kind| kind.cover.as_ref()) {
            Some(fields) => fields.iter().map(|field| field.value).collect(),
            None => self.ordered(&PaperField::COVER),
        }
    }

    /// The fields of the body, in the order of this body of members.
    pub fn body(self) -> Vec<PaperField> {
        self.ordered(&PaperField::BODY)
    }

    fn ordered(self, fields: &[PaperField]) -> Vec<PaperField> {
        let order = self.kind.and_then(|kind| kind.order.as_ref());
        let order = order.unwrap_or(&self.all.order);
        let named = order.iter().filter(|field| fields.contains(field));
        let rest = fields.iter().filter(|field| !order.contains(field));
        named.chain(rest).copied().collect()
    }
}

/// A field of a paper, as settings name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Choice)]
#[choice(underscores)]
pub enum PaperField {
    /// The meeting.
    Meeting,
    /// Its date.
    Date,
    /// The item on the agenda.
    AgendaItem,
    /// Whose report it is.
    ReportOf,
    /// What it is for.
    Purpose,
    /// The reference.
    Reference,
    /// Who decides.
    DecisionMaker,
    /// Who presents it.
    PresentedBy,
    /// Who wrote it.
    PreparedBy,
    /// Whom to ask.
    Contact,
    /// How it is published.
    Publication,
    /// Whether a part of it is exempt. It is found out, not written.
    PartTwo,
    /// Until when it is kept back.
    Deferral,
    /// Who has considered it before.
    ConsideredBy,
    /// The wards or areas.
    Areas,
    /// Why it is late.
    Lateness,
    /// The executive summary.
    Summary,
    /// The recommendations.
    Recommendations,
    /// Introduction and background.
    Introduction,
    /// The options, and the preferred one.
    Options,
    /// Objectives and expected outcomes.
    Objectives,
    /// Equality comments (Public Sector Equality Duty, Equality Act 2010 s.149).
    EqualityComments,
    /// Financial comments.
    FinancialComments,
    /// Legal comments.
    LegalComments,
    /// Risk.
    Risk,
    /// Data protection.
    DataProtection,
    /// Environment.
    Environment,
    /// Consultation.
    Consultation,
    /// Sections of the paper's own.
    Sections,
    /// The timetable.
    NextSteps,
    /// What is attached.
    Appendices,
    /// Background papers.
    BackgroundPapers,
    /// The sign-off.
    SignOff,
}

impl PaperField {
    /// Every field, the cover sheet's first.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::COVER.into_iter().chain(Self::BODY)
    }

    /// The fields of the cover sheet, in the usual order.
    pub const COVER: [Self; 16] = [
        Self::Meeting,
        Self::Date,
        Self::AgendaItem,
        Self::ReportOf,
        Self::Purpose,
        Self::Reference,
        Self::DecisionMaker,
        Self::PresentedBy,
        Self::PreparedBy,
        Self::Contact,
        Self::ConsideredBy,
        Self::Areas,
        Self::Publication,
        Self::PartTwo,
        Self::Deferral,
        Self::Lateness,
    ];

    /// The fields of the body, in the usual order.
    pub const BODY: [Self; 17] = [
        Self::Summary,
        Self::Recommendations,
        Self::Introduction,
        Self::Options,
        Self::Objectives,
        Self::Sections,
        Self::EqualityComments,
        Self::FinancialComments,
        Self::LegalComments,
        Self::Risk,
        Self::DataProtection,
        Self::Environment,
        Self::Consultation,
        Self::NextSteps,
        Self::Appendices,
        Self::BackgroundPapers,
        Self::SignOff,
    ];

    /// The fields that are sections of prose.
    pub const PROSE: [Self; 11] = [
        Self::Summary,
        Self::Introduction,
        Self::Options,
        Self::Objectives,
        Self::EqualityComments,
        Self::FinancialComments,
        Self::LegalComments,
        Self::Risk,
        Self::DataProtection,
        Self::Environment,
        Self::Consultation,
    ];

    /// The name of its word in a locale.
    pub fn word(self) -> String {
        format!("paper-{}", self.name().replace('_', "-"))
    }
}
