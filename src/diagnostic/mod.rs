//! A diagnostic: one problem, said so that a person can mend it.
//!
//! This module holds what a problem *is* (code, severity, message, place, related places,
//! hint) and the texts of the files that places point into. How a problem is drawn on a
//! terminal is the business of `cli::terminal`.

mod place;
mod texts;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

pub use self::place::{Place, cell_address};
pub use self::texts::{LineColumn, SourceTexts};

/// How much a problem matters.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    strum::Display,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Severity {
    /// Nothing is produced until it is mended.
    Error,
    /// The result is made, and is probably not what its author wants.
    Warning,
}

/// Whether an error is among some problems.
pub fn has_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// The problems without those that were said before. What shows on pages of several editions
/// is said once, with all of these pages.
pub fn distinct(problems: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = HashMap::new();
    let mut distinct: Vec<Diagnostic> = Vec::new();
    for mut problem in problems {
        let pages = std::mem::take(&mut problem.pages);
        // How much something is too wide may differ with the pages; what it is does not.
        let same = match (&problem.place, pages.as_slice()) {
            (Some(_), [_, ..]) => Diagnostic {
                message: String::new(),
                related: Vec::new(),
                ..problem.clone()
            },
            _ => problem.clone(),
        };
        let at = *seen.entry(same).or_insert(distinct.len());
        if at == distinct.len() {
            distinct.push(problem);
        }
        for page in pages {
            if !distinct[at].pages.contains(&page) {
                distinct[at].pages.push(page);
            }
        }
    }
    distinct
}

/// The problems found so far, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Problems {
    found: RefCell<Vec<Diagnostic>>,
}

impl Problems {
    /// Adds a problem.
    pub fn push(&self, problem: Diagnostic) {
        self.found.borrow_mut().push(problem);
    }

    /// Adds an error of a kind at a place, with its remedy.
    pub fn error(
        &self,
        code: Code,
        place: &Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(Diagnostic::error(code, message).at(place).hint(hint));
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.found.borrow())
    }

    /// Whether one of them is such a one.
    pub fn any(&self, is_one: impl Fn(&Diagnostic) -> bool) -> bool {
        self.found.borrow().iter().any(is_one)
    }

    /// The files that have errors.
    pub fn files_with_errors(&self) -> BTreeSet<Arc<str>> {
        let found = self.found.borrow();
        let errors = found.iter().filter(|it| it.severity == Severity::Error);
        let places = errors.filter_map(|error| error.place.as_ref());
        places.map(|place| place.file().clone()).collect()
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}

/// The stable name of a kind of problem, in kebab case, such as `unknown-field`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How many of the pages that a problem shows on are named.
const MOST_PAGES: usize = 3;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the subject in backticks.
    pub message: String,
    /// Where it stands; `None` when it is about no file in particular.
    pub place: Option<Place>,
    /// Other places that it is about, in the order in which they are said.
    pub related: Vec<Related>,
    /// The pages that it shows on, where that is known.
    pub pages: Vec<Page>,
    /// One thing to do.
    pub hint: Option<String>,
    /// The rule of a standard that is broken, where it is about one.
    pub rule: Option<Box<StandardRule>>,
}

/// A rule of a standard, for formats that tell rules of one kind of problem apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StandardRule {
    /// Its name, which no other rule of a standard has: `ua-1/text-without-language`.
    pub id: String,
    /// The standard and its clause: `PDF/UA-1, 7.2`.
    pub clause: String,
    /// What it finds.
    pub what: &'static str,
    /// What mends it, as one thing to do.
    pub remedy: &'static str,
}

/// A page of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Page {
    /// What messages call the edition.
    pub edition: String,
    /// The number of the page in its file, from 1.
    pub page: usize,
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "page {} of `{}`", self.page, self.edition)
    }
}

/// Another place that a problem is about, such as the first of two that are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// What stands there, in a few words: `first used here`.
    pub message: String,
}

impl Diagnostic {
    /// An error of a kind, in words, as yet without place or remedy.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            related: Vec::new(),
            pages: Vec::new(),
            hint: None,
            rule: None,
        }
    }

    /// A warning of a kind, in words, as yet without place or remedy.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same problem, at a place.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    /// Every place that it is about, its own first.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.place.iter().chain(self.related.iter().map(|related| &related.place))
    }

    /// The same problem, with another place that it is about.
    #[must_use]
    pub fn related(mut self, place: &Place, message: impl Into<String>) -> Self {
        self.related.push(Related { place: place.clone(), message: message.into() });
        self
    }

    /// The same problem, on a page that it shows on.
    #[must_use]
    pub fn on(mut self, page: Page) -> Self {
        self.pages.push(page);
        self
    }

    /// The pages that it shows on, in words; `None` where none is known.
    pub fn shown_on(&self) -> Option<String> {
        let named = self.pages.iter().take(MOST_PAGES).map(Page::to_string);
        let named: Vec<_> = named.collect();
        let more = self.pages.len() - named.len();
        match named.as_slice() {
            [] => None,
            named if more > 0 => Some(format!("{} and {more} more", named.join(", "))),
            [only] => Some(only.clone()),
            [most @ .., last] => Some(format!("{} and {last}", most.join(", "))),
        }
    }

    /// The same problem, as one that breaks a rule of a standard.
    #[must_use]
    pub fn breaks(mut self, rule: StandardRule) -> Self {
        self.rule = Some(Box::new(rule));
        self
    }

    /// The same problem, with its remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
