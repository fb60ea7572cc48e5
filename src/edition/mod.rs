//! An edition: one document to produce, and what goes into it.
//!
//! [`audience`] says what of the report its readers may see. [`Selector`] says which documents are wanted, in the words of the command line;
//! [`Selection`] is one of them, with the sections that belong to it. What each part
//! says is [`resolve`]d as it is rendered, in the order of reading.

pub mod audience;
pub mod concealed;
pub mod data;
mod profile;
pub mod resolve;

use std::fmt;

pub use self::profile::{Medium, Profile};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Priority, Section, ValidReport};
use audience::{Readership, Released};

/// A brief that the report has no priority for.
pub const UNKNOWN_PRIORITY: Code = Code("unknown-priority");
/// A brief of a priority that its readers may not see.
pub const RESTRICTED_PRIORITY: Code = Code("restricted-priority");

/// Which documents are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// Whether the full report is wanted.
    pub report: bool,
    /// Which briefs are wanted.
    pub briefs: Briefs,
}

/// Which briefs are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Briefs {
    /// None.
    None,
    /// One for each priority.
    All,
    /// Those of the named priorities, by id or number.
    Named(Vec<String>),
}

impl Selector {
    /// The full report and a brief for each priority.
    pub const EVERYTHING: Self = Self { report: true, briefs: Briefs::All };
}

/// The kind of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The full report.
    Report,
    /// The brief of one priority.
    Brief,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Report => "report",
            Kind::Brief => "brief",
        })
    }
}

/// One document, and what of the report belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'r> {
    // Private, so that a selection can only be made of what has been released.
    released: &'r Released,
    priority: Option<&'r Priority>,
}

impl<'r> Selection<'r> {
    /// The report that it comes from, as its readers may see it.
    pub fn report(&self) -> &'r ValidReport {
        self.released.report()
    }

    /// The priority that a brief is about; `None` for the full report.
    pub fn priority(&self) -> Option<&'r Priority> {
        self.priority
    }

    /// The full report or a brief.
    pub fn kind(&self) -> Kind {
        if self.priority.is_some() { Kind::Brief } else { Kind::Report }
    }

    /// Its name on the command line and in diagnostics: `report`, `brief-violence`.
    pub fn name(&self) -> String {
        match self.priority {
            None => "report".to_owned(),
            Some(priority) => brief_name(&priority.id.value),
        }
    }

    /// The stem of its file's name: the report's id, and for a brief the priority's
    /// number and id after it; then what it is for, unless that is a screen. One that is
    /// restricted says so, and never takes the place of a public one.
    pub fn file_stem(&self, profile: Profile) -> String {
        let report = &*self.report().id.value;
        let stem = match self.priority {
            None => report.to_owned(),
            Some(priority) => {
                brief_stem(report, priority.number.value, &priority.id.value)
            }
        };
        match self.released.readership() {
            Readership::Public => stem + profile.suffix(),
            Readership::Restricted => format!("{stem}-restricted{}", profile.suffix()),
        }
    }

    /// Its title.
    pub fn title(&self) -> &'r str {
        match self.priority {
            None => &self.report().title.value,
            Some(priority) => {
                &priority.brief.title.as_ref().unwrap_or(priority.section_title()).value
            }
        }
    }
}

/// Every document that a report can give: the report, then the briefs in the order of
/// their sections.
pub fn all(released: &Released) -> Vec<Selection<'_>> {
    let whole = Selection { released, priority: None };
    let briefs = priorities(released.report())
        .map(|priority| Selection { released, priority: Some(priority) });
    std::iter::once(whole).chain(briefs).collect()
}

/// The documents that a selector names, each once, in the order of [`all`].
///
/// # Errors
///
/// A diagnostic for each id or number that no priority has, or a priority that is
/// withheld.
pub fn select<'r>(
    released: &'r Released,
    selector: &Selector,
) -> Result<Vec<Selection<'r>>, Vec<Diagnostic>> {
    let named: &[String] = match &selector.briefs {
        Briefs::Named(named) => named,
        Briefs::None | Briefs::All => &[],
    };
    let answers = |priority: &Priority, name: &str| {
        *priority.id.value == *name || priority.number.value.to_string() == name
    };
    let unknown: Vec<_> = named
        .iter()
        .filter(|name| {
            !priorities(released.report()).any(|priority| answers(priority, name))
        })
        .map(|name| unknown_priority(released, name))
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let wanted = |selection: &Selection<'_>| match selection.priority {
        None => selector.report,
        Some(priority) => match &selector.briefs {
            Briefs::None => false,
            Briefs::All => true,
            Briefs::Named(named) => named.iter().any(|name| answers(priority, name)),
        },
    };
    let mut selections = all(released);
    selections.retain(wanted);
    Ok(selections)
}

fn priorities(report: &ValidReport) -> impl Iterator<Item = &Priority> {
    report.sections.iter().filter_map(|section| match section {
        Section::Priority(priority) => Some(&**priority),
        Section::Plain(_) => None,
    })
}

fn unknown_priority(released: &Released, name: &str) -> Diagnostic {
    if released.withholds(name) {
        let message = format!("the priority `{name}` is withheld from the public");
        return Diagnostic::error(RESTRICTED_PRIORITY, message)
            .hint("build it with `--audience restricted`");
    }
    let known: Vec<_> = priorities(released.report())
        .map(|priority| format!("`{}` ({})", &*priority.id.value, priority.number.value))
        .collect();
    let problem =
        Diagnostic::error(UNKNOWN_PRIORITY, format!("no priority is called `{name}`"));
    if known.is_empty() {
        problem.hint("this report has no priorities: build `report`")
    } else {
        problem.hint(format!("name one of {}", known.join(", ")))
    }
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
