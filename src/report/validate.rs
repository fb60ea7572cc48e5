//! Validation: that everything which refers to something leads there, and that what is
//! shown can be shown so.
//!
//! Each family of rules has a file. What a rule says is about the report, and
//! the facts of the theme that it is held against. Fonts and files are not known here.

mod agenda;
mod audience;
mod charts;
mod colours;
mod grounds;
mod headings;
mod index;
mod look;
mod measures;
mod minutes;
mod papers;
mod performance;
mod pointers;
mod references;
mod sections;
mod tables;

use std::ops::Deref;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Problems};
use crate::theme::Facts;

use super::declare::{Noun, NounKind, Value};
use super::load;
use super::model::visit::{Scope, Visit, walk, walk_noun};
use super::model::{
    Chart, Figure, Id, Measure, Paper, Priority, Report, Section, Series, SourceDocument,
    Table,
};
use index::{Ids, Index};
use references::references;

/// What became of a report.
#[derive(Debug)]
pub struct Validated {
    /// The report; `None` when there is an error, here or in reading it.
    pub report: Option<ValidReport>,
    /// Every problem, file by file and from top to bottom.
    pub diagnostics: Vec<Diagnostic>,
}

/// A report in which every reference leads somewhere.
///
/// It is a [`Report`] with look-ups by id. An id that stands in the report as a reference
/// is always found; that is what validation sees to. The look-ups panic for any other id,
/// as indexing does: to look up an id from outside, such as one from the command line,
/// search the report's lists.
#[derive(Debug, Clone)]
pub struct ValidReport {
    report: Report,
    index: Index,
}

impl Deref for ValidReport {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.report
    }
}

/// Checks a report against every rule, and against the pages of the theme.
pub fn validate(report: Report, theme: &Facts) -> Validated {
    let problems = Problems::default();
    let ids = Ids::of(&report);
    index::report_duplicates(&ids, &problems);
    let index = Index::new(&ids);
    let references = references(&report);
    index.check(&report, &references, &problems);
    // What a broken reference meant to refer to is not unused.
    if !report.gaps.any && !problems.has_errors() {
        index::report_unused(&ids, &references, &problems);
    }
    grounds::check(&report, &problems);
    audience::check(&report, &index, &references, &problems);
    pointers::check(&report, &references, &problems);
    agenda::check(&report, &problems);
    measures::check(&report, &index, &problems);
    sections::check(&report, &index, &theme.tiles, &problems);
    headings::check(&report, &problems);
    papers::check(&report, &index, &problems);
    minutes::check(&report, &problems);
    charts::check(&report, &index, &theme.charts, &problems);
    tables::check(&report, &index, &problems);
    colours::check(&report, &problems);
    look::check(&report, &problems);
    let failed = report.gaps.any || problems.has_errors();
    let mut diagnostics = problems.into_vec();
    load::sort(&mut diagnostics, &file_order(&report));
    Validated { report: (!failed).then_some(ValidReport { report, index }), diagnostics }
}

/// The files of a report in the order in which they were read.
fn file_order(report: &Report) -> Vec<Arc<str>> {
    #[derive(Default)]
    struct Order(Vec<Arc<str>>);
    impl<'r> Visit<'r> for Order {
        fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
            if let Some(defined) = noun.defined() {
                // Files come in runs, so that the last one is nearly always the same.
                let file = defined.place.file();
                if self.0.last() != Some(file) && !self.0.contains(file) {
                    self.0.push(file.clone());
                }
            }
            walk_noun(self, noun, scope);
        }
    }
    let mut order = Order(vec![report.id.place.file().clone()]);
    order.0.push(report.brand.publisher.name.place.file().clone());
    walk(report, &mut order);
    order.0
}

impl ValidReport {
    /// A report from which `take_out` has taken parts. What only those parts referred to
    /// goes with them.
    ///
    /// # Errors
    ///
    /// When something that is left refers to something that is gone, which is a mistake of
    /// `take_out`.
    pub fn without(
        &self,
        take_out: impl FnOnce(&mut Report),
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut report = self.report.clone();
        take_out(&mut report);
        audience::prune(&self.report, &mut report);
        let problems = Problems::default();
        let index = Index::new(&Ids::of(&report));
        index.check(&report, &references(&report), &problems);
        if problems.has_errors() {
            return Err(problems.into_vec());
        }
        Ok(Self { report, index })
    }

    #[expect(clippy::panic, reason = "only a mistake in the program looks up another id")]
    fn position(&self, kind: NounKind, id: &str) -> usize {
        self.index.position(kind, id).unwrap_or_else(|| {
            panic!(
                "`{id}` is looked up, and is no reference to a {} of this report",
                kind.name()
            )
        })
    }

    /// A measure by an id that refers to it.
    pub fn measure(&self, id: &str) -> &Measure {
        &self.report.measures[self.position(NounKind::Measure, id)]
    }

    /// The position of a measure in the report's list, by any id.
    pub fn measure_index(&self, id: &str) -> Option<usize> {
        self.index.position(NounKind::Measure, id)
    }

    /// A series by an id that refers to it. (`series` is the list of all.)
    pub fn series_by_id(&self, id: &str) -> &Series {
        &self.report.series[self.position(NounKind::Series, id)]
    }

    /// A chart by an id that refers to it.
    pub fn chart(&self, id: &str) -> &Chart {
        &self.report.charts[self.position(NounKind::Chart, id)]
    }

    /// A table by an id that refers to it.
    pub fn table(&self, id: &str) -> &Table {
        &self.report.tables[self.position(NounKind::Table, id)]
    }

    /// An image by an id that refers to it.
    pub fn figure(&self, id: &str) -> &Figure {
        &self.report.figures[self.position(NounKind::Figure, id)]
    }

    /// A document that figures come from, by an id that refers to it.
    pub fn source(&self, id: &str) -> &SourceDocument {
        &self.report.sources[self.position(NounKind::Source, id)]
    }

    /// A noun that has a list of the report's own, by its kind and an id that refers to it.
    pub fn listed(&self, kind: NounKind, id: &str) -> Option<&dyn Noun> {
        let at = self.index.position(kind, id)?;
        let mut found = None;
        self.report.values(&mut |_, value| {
            if let Value::List(list) = value
                && let Value::Noun(noun) = list.get(at)
                && noun.defined().is_some_and(|it| it.kind == kind && **it.id == *id)
            {
                found = Some(noun);
            }
        });
        found
    }

    /// The measures that a paper prints in its own text, each once, in the order of the
    /// fields.
    pub fn measures_of_paper<'r>(&'r self, paper: &'r Paper) -> Vec<&'r Id> {
        references::measures_of_paper(&self.report, paper)
    }

    /// The priorities with the positions of their sections from 1, in the order of the
    /// sections.
    pub fn priorities(&self) -> impl Iterator<Item = (usize, &Priority)> {
        (1..).zip(&self.report.sections).filter_map(|(position, section)| match section {
            Section::Priority(priority) => Some((position, &**priority)),
            Section::Plain(_) => None,
        })
    }

    /// The section at a position from 1, with its number; `None` for 0.
    pub fn section_at(&self, position: usize) -> Option<(Option<u32>, &Section)> {
        self.numbered_sections().nth(position.checked_sub(1)?)
    }

    /// The sections in their order, each with the number that it prints; `None` for one that
    /// has none, such as a foreword. A priority has its number in the plan, and is not counted
    /// among the others.
    pub fn numbered_sections(&self) -> impl Iterator<Item = (Option<u32>, &Section)> {
        let mut last = 0;
        let (sections, priorities) = self.report.brand.theme.has_numbers();
        self.report.sections.iter().map(move |section| match section {
            Section::Priority(priority) => {
                (priorities.then_some(priority.number.value), section)
            }
            Section::Plain(plain) if !plain.numbered || !sections => (None, section),
            Section::Plain(_) => {
                last += 1;
                (Some(last), section)
            }
        })
    }
}

#[cfg(test)]
mod tests;
