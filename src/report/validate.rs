//! Validation: that everything which refers to something leads there, and that what is
//! shown can be shown so.
//!
//! Each family of rules has a file. What a rule says is about the report alone: pages,
//! fonts and files are not known here.

mod audience;
mod charts;
mod colours;
mod index;
mod measures;
mod papers;
mod sections;
mod walk;

use std::ops::Deref;

use crate::diagnostic::{Diagnostic, SourceTexts};

use super::load;
use super::model::{
    Chart, Contact, Figure, Id, Link, Measure, Paper, Person, Priority, Report, Section,
    Series, SourceDocument, Table,
};
use crate::diagnostic::Problems;
use index::{Index, Noun};

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

/// Checks a report against every rule.
pub fn validate(report: Report) -> Validated {
    let mut problems = Problems::default();
    let index = Index::new(&report, &mut problems);
    let references = walk::references(&report);
    index.check(&report, &references, &mut problems);
    // What a broken reference meant to refer to is not unused.
    if !report.gaps.any && !problems.has_errors() {
        index.report_unused(&report, &references, &mut problems);
    }
    audience::check(&report, &index, &references, &mut problems);
    measures::check(&report, &index, &mut problems);
    sections::check(&report, &index, &mut problems);
    papers::check(&report, &index, &mut problems);
    charts::check(&report, &index, &mut problems);
    colours::check(&report, &mut problems);
    let failed = report.gaps.any || problems.has_errors();
    let mut diagnostics = problems.into_vec();
    load::in_order(&mut diagnostics, &report.texts);
    Validated { report: (!failed).then_some(ValidReport { report, index }), diagnostics }
}

impl ValidReport {
    /// A report from which `take_out` has taken parts. What only those parts referred to
    /// goes with them, and so do the texts of the files.
    ///
    /// # Errors
    ///
    /// When something that is left refers to something that is gone, which is a mistake of
    /// `take_out`.
    pub fn without(
        &self,
        take_out: impl FnOnce(&mut Report),
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut report = Report { texts: SourceTexts::default(), ..self.report.clone() };
        take_out(&mut report);
        audience::prune(&self.report, &mut report);
        let mut problems = Problems::default();
        let index = Index::new(&report, &mut problems);
        index.check(&report, &walk::references(&report), &mut problems);
        if problems.has_errors() {
            return Err(problems.into_vec());
        }
        Ok(Self { report, index })
    }

    #[expect(clippy::panic, reason = "only a mistake in the program looks up another id")]
    fn position(&self, noun: Noun, id: &str) -> usize {
        self.index.position(noun, id).unwrap_or_else(|| {
            panic!(
                "`{id}` is looked up, and is no reference to a {} of this report",
                noun.name()
            )
        })
    }

    /// A measure by an id that refers to it.
    pub fn measure(&self, id: &str) -> &Measure {
        &self.report.measures[self.position(Noun::Measure, id)]
    }

    /// The position of a measure in the report's list, by any id.
    pub fn measure_index(&self, id: &str) -> Option<usize> {
        self.index.position(Noun::Measure, id)
    }

    /// A series by an id that refers to it. (`series` is the list of all.)
    pub fn series_by_id(&self, id: &str) -> &Series {
        &self.report.series[self.position(Noun::Series, id)]
    }

    /// A chart by an id that refers to it.
    pub fn chart(&self, id: &str) -> &Chart {
        &self.report.charts[self.position(Noun::Chart, id)]
    }

    /// A table by an id that refers to it.
    pub fn table(&self, id: &str) -> &Table {
        &self.report.tables[self.position(Noun::Table, id)]
    }

    /// An image by an id that refers to it.
    pub fn figure(&self, id: &str) -> &Figure {
        &self.report.figures[self.position(Noun::Figure, id)]
    }

    /// A person by an id that refers to them.
    pub fn person(&self, id: &str) -> &Person {
        &self.report.people[self.position(Noun::Person, id)]
    }

    /// A link by an id that refers to it.
    pub fn link(&self, id: &str) -> &Link {
        &self.report.links[self.position(Noun::Link, id)]
    }

    /// A contact by an id that refers to it.
    pub fn contact(&self, id: &str) -> &Contact {
        &self.report.contacts[self.position(Noun::Contact, id)]
    }

    /// A document that figures come from, by an id that refers to it.
    pub fn source(&self, id: &str) -> &SourceDocument {
        &self.report.sources[self.position(Noun::Source, id)]
    }

    /// The measures that a paper prints in its own text, each once, in the order of the
    /// fields.
    pub fn measures_of_paper<'r>(&'r self, paper: &'r Paper) -> Vec<&'r Id> {
        walk::measures_of_paper(paper)
    }

    /// The priorities with the numbers of their sections from 1, in the order of the
    /// sections.
    pub fn priorities(&self) -> impl Iterator<Item = (usize, &Priority)> {
        self.report.sections.iter().enumerate().filter_map(|(index, section)| {
            match section {
                Section::Priority(priority) => Some((index + 1, &**priority)),
                Section::Plain(_) => None,
            }
        })
    }
}

#[cfg(test)]
mod tests;
