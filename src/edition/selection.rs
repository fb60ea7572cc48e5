//! A selection: one edition of a released report, and what of the report belongs to it.

use super::Profile;
use super::audience::Audience;
use super::id::EditionId;
use super::redact::Released;
use crate::report::{Enclosure, Id, Pack, Paper, Priority, ValidReport, Withholding};

/// What a document is of.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'r> {
    /// The full report.
    Report,
    /// A priority.
    Brief(&'r Priority),
    /// Sections, by id.
    Sections(&'r [Id]),
    /// A paper, with what is attached to it.
    Paper(&'r Paper),
    /// The papers of a meeting.
    Pack(&'r Pack),
}

/// One document, and what of the report belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'r> {
    // Private, so that a selection can only be made of what has been released.
    released: &'r Released,
    subject: Subject<'r>,
}

impl<'r> Selection<'r> {
    /// The report that it comes from, as its readers may see it.
    pub fn report(&self) -> &'r ValidReport {
        self.released.report()
    }

    /// What it is of.
    pub fn subject(&self) -> Subject<'r> {
        self.subject
    }

    /// For whom it is.
    pub fn audience(&self) -> Audience {
        self.released.audience()
    }

    /// A selection of the same report as the public may see it, of which appendices can be
    /// attached; `None` where these readers are the public, or may see what it may not at all.
    pub fn open(&self) -> Option<Self> {
        let released = self.released.open()?;
        Some(Self { released, subject: Subject::Report })
    }

    /// Which edition it is; what a paper attaches is of the report.
    pub fn id(&self) -> EditionId {
        match self.subject {
            Subject::Report | Subject::Sections(_) => EditionId::Report,
            Subject::Brief(priority) => EditionId::brief(priority),
            Subject::Paper(paper) => EditionId::Paper(paper.id.value.clone()),
            Subject::Pack(pack) => EditionId::Pack(pack.id.value.clone()),
        }
    }

    /// The stem of its file's name.
    pub fn file_stem(&self, profile: Profile) -> String {
        self.id().file_stem(&self.report().id.value, self.audience(), profile)
    }

    /// Its title.
    pub fn title(&self) -> &'r str {
        match self.subject {
            Subject::Report | Subject::Sections(_) => &self.report().title.value,
            Subject::Brief(priority) => {
                &priority.brief.title.as_ref().unwrap_or(priority.section_title()).value
            }
            Subject::Paper(paper) => &paper.title.value,
            Subject::Pack(pack) => &pack.title.value,
        }
    }

    /// What of the report is attached, as a document of its own; `None` where that is a table
    /// alone, or nothing of the report.
    pub fn attached(&self, content: &'r Enclosure) -> Option<Self> {
        let subject = match content {
            Enclosure::Report(_) => Subject::Report,
            Enclosure::Brief(id) => {
                let mut priorities = self.report().priorities();
                Subject::Brief(priorities.find(|(_, it)| it.id.value == id.value)?.1)
            }
            Enclosure::Sections(ids) => Subject::Sections(ids),
            Enclosure::Table(_)
            | Enclosure::Text(_)
            | Enclosure::External(_)
            | Enclosure::Withheld => return None,
        };
        Some(Self { released: self.released, subject })
    }

    /// A paper of the same report, as a document of its own; `None` where its readers may
    /// not see it.
    pub fn paper(&self, id: &Id) -> Option<Self> {
        let paper = self.report().papers.iter().find(|it| it.id.value == id.value)?;
        Some(Self { released: self.released, subject: Subject::Paper(paper) })
    }
}

/// Every document that a report can give: the report, then the briefs in the order of
/// their sections, the papers and the packs.
pub fn all(released: &Released) -> Vec<Selection<'_>> {
    let report = released.report();
    let briefs = report.priorities().map(|(_, priority)| Subject::Brief(priority));
    let papers = report.papers.iter().map(Subject::Paper);
    let packs = report.packs.iter().map(Subject::Pack);
    std::iter::once(Subject::Report)
        .chain(briefs)
        .chain(papers)
        .chain(packs)
        .filter(|subject| {
            released.audience() != Audience::Exempt || has_exempt_pages(report, subject)
        })
        .map(|subject| Selection { released, subject })
        .collect()
}

/// Whether a paper or a pack has pages that the public has not.
fn has_exempt_pages(report: &ValidReport, subject: &Subject<'_>) -> bool {
    let is_any = |paper: &Paper| paper.part_two.extent != Withholding::Nothing;
    match subject {
        Subject::Report | Subject::Brief(_) | Subject::Sections(_) => false,
        Subject::Paper(paper) => is_any(paper),
        Subject::Pack(pack) => pack.items.iter().any(|item| {
            let paper = item.printed_paper();
            let paper = paper
                .and_then(|id| report.papers.iter().find(|it| it.id.value == id.value));
            let is_exempt =
                pack.audience.is_restricted() || item.audience.is_restricted();
            let holds_any = || {
                let content = item.printed_content();
                content.is_some() && item.part_two.extent != Withholding::Nothing
            };
            match paper {
                Some(paper) => is_exempt || is_any(paper),
                None => holds_any(),
            }
        }),
    }
}
