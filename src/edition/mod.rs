//! An edition: one document to produce, and what goes into it.
//!
//! [`audience`] says what of the report its readers may see. [`Selector`] says which documents are wanted, in the words of the command line;
//! [`Selection`] is one of them, with the sections that belong to it. What its reader gets
//! is a [`Document`](crate::document::Document).

pub mod audience;
pub mod concealed;

pub use recto_pdf::{Medium, Profile};

use crate::diagnostic::{Code, Diagnostic};
use crate::report::{
    Appendix, Enclosure, Id, Pack, Paper, Priority, Section, ValidReport,
};
use audience::{Audience, Released};

/// A brief that the report has no priority for.
pub const UNKNOWN_PRIORITY: Code = Code("unknown-priority");
/// A brief of a priority that its readers may not see.
pub const RESTRICTED_PRIORITY: Code = Code("restricted-priority");
/// A paper or a pack that the project does not have.
pub const UNKNOWN_PAPER: Code = Code("unknown-paper");
/// A paper or a pack that its readers may not see.
pub const RESTRICTED_PAPER: Code = Code("restricted-paper");

/// Which documents are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// Whether the full report is wanted.
    pub report: bool,
    /// Which briefs, by the id or number of their priorities.
    pub briefs: Choice,
    /// Which papers, by id.
    pub papers: Choice,
    /// Which packs, by id.
    pub packs: Choice,
}

/// Which documents of one kind are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// None.
    None,
    /// All of them.
    All,
    /// Those that are named.
    Named(Vec<String>),
}

impl Choice {
    /// The names that it gives.
    fn names(&self) -> &[String] {
        match self {
            Self::Named(names) => names,
            Self::None | Self::All => &[],
        }
    }

    /// Whether it takes something that answers to some names.
    fn takes(&self, answers: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Named(names) => names.iter().any(|name| answers(name)),
        }
    }
}

impl Selector {
    /// Every document.
    pub const EVERYTHING: Self = Self {
        report: true,
        briefs: Choice::All,
        papers: Choice::All,
        packs: Choice::All,
    };

    /// The documents of some names, as [`Selection::name`] gives them; a name of none is
    /// left out.
    pub fn of_names<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut selector = Self::NOTHING;
        for name in names {
            let kinds = [
                ("brief-", &mut selector.briefs),
                ("paper-", &mut selector.papers),
                ("pack-", &mut selector.packs),
            ];
            if name == "report" {
                selector.report = true;
                continue;
            }
            for (prefix, choice) in kinds {
                let Some(id) = name.strip_prefix(prefix) else { continue };
                match choice {
                    Choice::Named(names) => names.push(id.to_owned()),
                    _ => *choice = Choice::Named(vec![id.to_owned()]),
                }
            }
        }
        selector
    }

    /// No document.
    pub const NOTHING: Self = Self {
        report: false,
        briefs: Choice::None,
        papers: Choice::None,
        packs: Choice::None,
    };
}

/// The kind of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The full report.
    Report,
    /// The brief of one priority.
    Brief,
    /// Some sections of the report; only within a paper.
    Sections,
    /// A governance paper.
    Paper,
    /// The papers of a meeting.
    Pack,
}

impl Kind {
    /// Its name for templates and data files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Report => "report",
            Kind::Brief => "brief",
            Kind::Sections => "sections",
            Kind::Paper => "paper",
            Kind::Pack => "pack",
        }
    }
}

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

    /// What kind of document it is.
    pub fn kind(&self) -> Kind {
        match self.subject {
            Subject::Report => Kind::Report,
            Subject::Brief(_) => Kind::Brief,
            Subject::Sections(_) => Kind::Sections,
            Subject::Paper(_) => Kind::Paper,
            Subject::Pack(_) => Kind::Pack,
        }
    }

    /// Its name on the command line and in diagnostics: `report`, `brief-violence`.
    pub fn name(&self) -> String {
        match self.subject {
            Subject::Report | Subject::Sections(_) => "report".to_owned(),
            Subject::Brief(priority) => brief_name(&priority.id.value),
            Subject::Paper(paper) => paper_name(&paper.id.value),
            Subject::Pack(pack) => pack_name(&pack.id.value),
        }
    }

    /// The stem of its file's name: the report's id, and for a brief the priority's
    /// number and id after it, for a paper or a pack its id; then what it is for, unless
    /// that is a screen. One that is restricted says so, and never takes the place of a
    /// public one.
    pub fn file_stem(&self, profile: Profile) -> String {
        let report = &*self.report().id.value;
        let stem = match self.subject {
            Subject::Report | Subject::Sections(_) => report.to_owned(),
            Subject::Brief(priority) => {
                brief_stem(report, priority.number.value, &priority.id.value)
            }
            Subject::Paper(_) | Subject::Pack(_) => format!("{report}-{}", self.name()),
        };
        match self.released.audience() {
            Audience::Public => stem + profile.suffix(),
            Audience::Restricted => format!("{stem}-restricted{}", profile.suffix()),
        }
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

    /// The words that make it on the command line.
    pub fn command(&self) -> String {
        match self.subject {
            Subject::Report | Subject::Sections(_) => "report".to_owned(),
            Subject::Brief(priority) => format!("brief {}", priority.id.value),
            Subject::Paper(paper) => format!("paper {}", paper.id.value),
            Subject::Pack(pack) => format!("pack {}", pack.id.value),
        }
    }

    /// What of the report an appendix holds, as a document of its own; `None` where it
    /// holds a table alone, or nothing of the report.
    pub fn attached(&self, appendix: &'r Appendix) -> Option<Self> {
        let subject = match &appendix.content {
            Enclosure::Report(_) => Subject::Report,
            Enclosure::Brief(id) => {
                let mut priorities = priorities(self.report());
                Subject::Brief(priorities.find(|it| it.id.value == id.value)?)
            }
            Enclosure::Sections(ids) => Subject::Sections(ids),
            Enclosure::Table(_) | Enclosure::External(_) | Enclosure::Withheld => {
                return None;
            }
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
    let briefs = priorities(report).map(Subject::Brief);
    let papers = report.papers.iter().map(Subject::Paper);
    let packs = report.packs.iter().map(Subject::Pack);
    std::iter::once(Subject::Report)
        .chain(briefs)
        .chain(papers)
        .chain(packs)
        .map(|subject| Selection { released, subject })
        .collect()
}

/// The documents that a selector names, each once, in the order of [`all`].
///
/// # Errors
///
/// A diagnostic for each name that nothing answers to, or what answers is withheld.
pub fn select<'r>(
    released: &'r Released,
    selector: &Selector,
) -> Result<Vec<Selection<'r>>, Vec<Diagnostic>> {
    let mut selections = all(released);
    let mut unknown = Vec::new();
    let choices = [
        (Kind::Brief, &selector.briefs),
        (Kind::Paper, &selector.papers),
        (Kind::Pack, &selector.packs),
    ];
    for (kind, choice) in choices {
        let known: Vec<_> = selections.iter().filter(|it| it.kind() == kind).collect();
        for name in choice.names() {
            if !known.iter().any(|selection| answers(selection, name)) {
                unknown.push(not_there(released, kind, &known, name));
            }
        }
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    selections.retain(|selection| {
        let choice = match selection.subject {
            Subject::Report | Subject::Sections(_) => return selector.report,
            Subject::Brief(_) => &selector.briefs,
            Subject::Paper(_) => &selector.papers,
            Subject::Pack(_) => &selector.packs,
        };
        choice.takes(|name| answers(selection, name))
    });
    Ok(selections)
}

/// Whether a document answers to a name: its id, or the number of its priority.
fn answers(selection: &Selection<'_>, name: &str) -> bool {
    match selection.subject {
        Subject::Report | Subject::Sections(_) => false,
        Subject::Brief(priority) => {
            *priority.id.value == *name || priority.number.value.to_string() == name
        }
        Subject::Paper(paper) => *paper.id.value == *name,
        Subject::Pack(pack) => *pack.id.value == *name,
    }
}

fn priorities(report: &ValidReport) -> impl Iterator<Item = &Priority> {
    report.sections.iter().filter_map(|section| match section {
        Section::Priority(priority) => Some(&**priority),
        Section::Plain(_) => None,
    })
}

/// That no document of a kind answers to a name.
fn not_there(
    released: &Released,
    kind: Kind,
    known: &[&Selection<'_>],
    name: &str,
) -> Diagnostic {
    let (noun, plural, unknown, restricted) = match kind {
        Kind::Paper => ("paper", "papers", UNKNOWN_PAPER, RESTRICTED_PAPER),
        Kind::Pack => ("pack", "packs", UNKNOWN_PAPER, RESTRICTED_PAPER),
        Kind::Report | Kind::Brief | Kind::Sections => {
            ("priority", "priorities", UNKNOWN_PRIORITY, RESTRICTED_PRIORITY)
        }
    };
    if released.withholds(kind, name) {
        let message = format!("the {noun} `{name}` is withheld from the public");
        return Diagnostic::error(restricted, message)
            .hint("build it with `--audience restricted`");
    }
    let names = known.iter().filter_map(|selection| match selection.subject {
        Subject::Report | Subject::Sections(_) => None,
        Subject::Brief(priority) => {
            Some(format!("`{}` ({})", &*priority.id.value, priority.number.value))
        }
        Subject::Paper(paper) => Some(format!("`{}`", paper.id.value)),
        Subject::Pack(pack) => Some(format!("`{}`", pack.id.value)),
    });
    let names: Vec<_> = names.collect();
    let problem = Diagnostic::error(unknown, format!("no {noun} is called `{name}`"));
    if names.is_empty() {
        problem.hint(format!("this report has no {plural}: build `report`"))
    } else {
        problem.hint(format!("name one of {}", names.join(", ")))
    }
}

/// What a paper is called.
fn paper_name(id: &str) -> String {
    format!("paper-{id}")
}

/// What a pack is called.
fn pack_name(id: &str) -> String {
    format!("pack-{id}")
}

/// What the brief of a priority is called.
fn brief_name(priority: &str) -> String {
    format!("brief-{priority}")
}

/// The stem of the file of a priority's brief, where it is public.
fn brief_stem(report: &str, number: u32, priority: &str) -> String {
    format!("{report}-brief-{number}-{priority}")
}

/// The stem in every profile of a file that has it on screens.
fn stems(stem: &str) -> impl Iterator<Item = String> {
    Profile::ALL.into_iter().map(move |profile| format!("{stem}{}", profile.suffix()))
}
