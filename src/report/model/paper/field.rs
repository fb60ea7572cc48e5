//! The fields of papers: their names and order, and what a body of members settles about them.

use recto_macros::{Choice, Noun};

use super::super::{Line, Placed, Text};

/// What holds for all papers of a body of members.
#[derive(Debug, Clone, Default, Noun)]
#[noun(together(headings) = headings)]
pub struct PaperSettings {
    /// The body: “London Policing Board”; the publisher, if left out.
    pub body: Option<Text>,
    /// The words before recommendations: “The Board is asked to:”.
    #[noun(name = "recommendations_lead")]
    pub lead: Option<Line>,
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
    /// What a field is called, where the body has a name of its own for it.
    pub fn heading(&self, field: PaperField) -> Option<&Text> {
        self.headings.iter().find(|it| it.field == field).map(|it| &it.text)
    }

    /// The fields of a group in the order of this body.
    pub fn ordered(&self, fields: &[PaperField]) -> Vec<PaperField> {
        let named = self.order.iter().filter(|field| fields.contains(field));
        let rest = fields.iter().filter(|field| !self.order.contains(field));
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
