//! Ids: that each is given once, and that each reference leads to one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, SourceTexts};
use crate::report::code;
use crate::report::model::{Highlight, Id, Report, Section};
use crate::diagnostic::Problems;
use crate::wording::nearest;

use super::walk::{self, Purpose, Reference};

/// A kind of thing that can be referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Noun {
    Measure,
    Series,
    Chart,
    Table,
    Figure,
    Person,
    Link,
    Contact,
    Source,
}

impl Noun {
    const ALL: [Self; 9] = [
        Self::Measure,
        Self::Series,
        Self::Chart,
        Self::Table,
        Self::Figure,
        Self::Person,
        Self::Link,
        Self::Contact,
        Self::Source,
    ];

    /// Its name in a message.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Series => "series",
            Self::Chart => "chart",
            Self::Table => "table",
            Self::Figure => "figure",
            Self::Person => "person",
            Self::Link => "link",
            Self::Contact => "contact",
            Self::Source => "source",
        }
    }

    /// The ids of all things of this kind, in the order of the report.
    fn ids(self, report: &Report) -> Vec<&Id> {
        match self {
            Self::Measure => report.measures.iter().map(|it| &it.id).collect(),
            Self::Series => report.series.iter().map(|it| &it.id).collect(),
            Self::Chart => report.charts.iter().map(|it| &it.id).collect(),
            Self::Table => report.tables.iter().map(|it| &it.id).collect(),
            Self::Figure => report.figures.iter().map(|it| &it.id).collect(),
            Self::Person => report.people.iter().map(|it| &it.id).collect(),
            Self::Link => report.links.iter().map(|it| &it.id).collect(),
            Self::Contact => report.contacts.iter().map(|it| &it.id).collect(),
            Self::Source => report.sources.iter().map(|it| &it.id).collect(),
        }
    }

    /// Whether what is not referred to prints nowhere. Contacts and sources also print
    /// in the back matter.
    fn is_printed_by_reference(self) -> bool {
        !matches!(self, Self::Contact | Self::Source)
    }
}

/// Where the thing of each id stands in its list.
#[derive(Debug, Clone)]
pub(super) struct Index {
    positions: HashMap<Noun, HashMap<Arc<str>, usize>>,
}

impl Index {
    /// Indexes a report; ids that are given twice are problems.
    pub(super) fn new(report: &Report, problems: &mut Problems) -> Self {
        let mut positions = HashMap::new();
        for noun in Noun::ALL {
            let ids = noun.ids(report);
            report_duplicates(noun.name(), &ids, &report.texts, problems);
            let by_id: HashMap<Arc<str>, usize> = ids
                .iter()
                .enumerate()
                .map(|(index, id)| (id.value.clone(), index))
                .collect();
            positions.insert(noun, by_id);
        }
        let sections: Vec<&Id> = report.sections.iter().map(Section::id).collect();
        report_duplicates("section", &sections, &report.texts, problems);
        let papers: Vec<&Id> = report.papers.iter().map(|it| &it.id).collect();
        report_duplicates("paper", &papers, &report.texts, problems);
        let packs: Vec<&Id> = report.packs.iter().map(|it| &it.id).collect();
        report_duplicates("pack", &packs, &report.texts, problems);
        let _ = ();
        let parts: Vec<&Id> = walk::parts(report).map(|part| &part.id).collect();
        report_duplicates("part", &parts, &report.texts, problems);
        let mut highlights = Vec::new();
        for section in &report.sections {
            if let Section::Priority(priority) = section {
                highlight_ids(&priority.highlights, &mut highlights);
            }
        }
        report_duplicates("highlight", &highlights, &report.texts, problems);
        Self { positions }
    }

    /// The position of a thing in the report's list of its kind.
    pub(super) fn position(&self, noun: Noun, id: &str) -> Option<usize> {
        self.positions.get(&noun)?.get(id).copied()
    }

    /// Reports each reference that leads nowhere.
    pub(super) fn check(
        &self,
        report: &Report,
        references: &[Reference<'_>],
        problems: &mut Problems,
    ) {
        for Reference { noun, id, .. } in references {
            if self.position(*noun, id).is_none() && !report.gaps.may_hold(id) {
                let message = format!("there is no {} `{}`", noun.name(), id.value);
                problems.push(
                    Diagnostic::error(code::UNKNOWN_REFERENCE, message)
                        .at(&id.place)
                        .hint(self.hint(*noun, id)),
                );
            }
        }
    }

    fn hint(&self, noun: Noun, id: &str) -> String {
        let mut ids: Vec<&str> = self
            .positions
            .get(&noun)
            .map(|by_id| by_id.keys().map(|id| &**id).collect())
            .unwrap_or_default();
        // Of equally near ids always the same one is suggested.
        ids.sort_unstable();
        if let Some(near) = nearest(id, ids) {
            return format!("did you mean `{near}`?");
        }
        match Noun::ALL.into_iter().find(|other| self.position(*other, id).is_some()) {
            Some(other) => {
                format!("`{id}` is a {}: give the id of a {}", other.name(), noun.name())
            }
            None => format!("add a {} with this id, or mend the reference", noun.name()),
        }
    }

    /// Warns of everything that is written down and printed nowhere.
    pub(super) fn report_unused(
        &self,
        report: &Report,
        references: &[Reference<'_>],
        problems: &mut Problems,
    ) {
        let used: HashSet<(Noun, &str)> = references
            .iter()
            .filter(|reference| reference.purpose != Purpose::Relate)
            .map(|reference| (reference.noun, &*reference.id.value))
            .collect();
        for noun in Noun::ALL.into_iter().filter(|noun| noun.is_printed_by_reference()) {
            for id in noun.ids(report) {
                if !used.contains(&(noun, &*id.value)) {
                    let message =
                        format!("the {} `{}` is printed nowhere", noun.name(), id.value);
                    problems.push(
                        Diagnostic::warning(code::UNUSED, message)
                            .at(&id.place)
                            .hint("refer to it where it belongs, or remove it"),
                    );
                }
            }
        }
    }
}

fn highlight_ids<'r>(highlights: &'r [Highlight], ids: &mut Vec<&'r Id>) {
    for highlight in highlights {
        ids.extend(&highlight.id);
        highlight_ids(&highlight.items, ids);
    }
}

fn report_duplicates(
    noun: &str,
    ids: &[&Id],
    texts: &SourceTexts,
    problems: &mut Problems,
) {
    let mut seen: HashMap<&str, &Place> = HashMap::new();
    for id in ids {
        if let Some(first) = seen.get(&*id.value) {
            let message = format!("there are two {noun}s `{}`", id.value);
            let message =
                message.replace("seriess", "series").replace("persons", "people");
            let line = texts.line_column(first).map(|at| format!(":{}", at.line));
            let hint = format!(
                "give one of them another id; the first is at {}{}",
                first.file,
                line.unwrap_or_default()
            );
            let problem = Diagnostic::error(code::DUPLICATE_ID, message);
            problems.push(problem.at(&id.place).hint(hint));
        } else {
            seen.insert(&id.value, &id.place);
        }
    }
}
