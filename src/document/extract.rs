//! What a document has of the report: all of it, a brief, or some sections, with what
//! goes before and after them.

use std::sync::Arc;

use recto_macros::Shown;

use super::basis::Basis;
use super::builder::{Builder, optional_text, shared};
use super::figures::{FigureGroup, YearFigure};
use super::measure::{Measure, PreviousHead};
use super::report::Edition;
use super::sections::{Brief, Section};
use super::simple::Simple;
use super::status;
use super::text::{Prose, Text, shared_by_all};
use crate::edition::{Selection, Subject};
use crate::report::{
    self, Abbreviation, BackMatter, Contact, ImprintEntry, Locale, SourceDocument,
};

/// What is typeset of the report as a document of its own: an edition, or an appendix of a
/// paper.
#[derive(Debug, Shown)]
#[shown(name = "document")]
pub struct Extract {
    /// What it is.
    pub edition: Arc<Edition>,
    /// What the names of its parts and of what can be linked to begin with.
    #[shown(aside)]
    pub prefix: Arc<str>,
    /// The entries of the imprint page; in the report.
    pub imprint: Vec<Simple<ImprintEntry>>,
    /// What the year was about; with the year in figures.
    pub summary: Option<Prose>,
    /// The figures of the year; in the report.
    pub year_in_figures: Vec<Arc<YearFigure>>,
    /// The sections in order; none in a brief.
    pub sections: Vec<Arc<Section>>,
    /// The brief.
    pub brief: Option<Arc<Brief>>,
    /// Every measure that it prints; none where it is some sections.
    pub figures: Vec<Arc<FigureGroup>>,
    /// Whether any of them stands in the tables of figures.
    pub has_listed_figures: bool,
    /// The period that all of these cover, where they cover one.
    pub shared_period: Option<Text>,
    /// Whether a quarter of these have a target, which is enough for a column.
    pub has_targets: bool,
    /// The same of what they were before.
    pub has_previous: bool,
    /// What heads that column.
    pub previous_head: Option<Text>,
    /// When that was, where it is the same for all.
    pub shared_previous: Option<Text>,
    /// The same of statuses.
    pub has_statuses: bool,
    /// What those statuses mean, by each rule.
    pub statuses: Vec<Text>,
    /// The abbreviations that it spells out, by letter; in the report.
    pub glossary: Vec<Simple<Abbreviation>>,
    /// The documents that figures come from; in the report.
    pub sources: Vec<Simple<SourceDocument>>,
    /// Whom to ask; in the report.
    pub contacts: Vec<Simple<Contact>>,
    /// What follows the sections: `figures`, `glossary`, `sources`, `contacts`.
    pub back_matter: Vec<&'static str>,
    /// Its measures, each once, in the order of its list of figures, with those of the
    /// notes on sources and of the imprint.
    #[shown(skip)]
    pub printed: Vec<Arc<Measure>>,
}

impl Extract {
    /// What a selection has of the report. `prefix` begins the names of its parts.
    pub(super) fn of<'r>(
        selection: &Selection<'r>,
        basis: &'r Basis<'r>,
        prefix: &str,
    ) -> Self {
        let mut extract = Self {
            edition: Arc::new(Edition::of(selection)),
            prefix: prefix.into(),
            imprint: Vec::new(),
            summary: None,
            year_in_figures: Vec::new(),
            sections: Vec::new(),
            brief: None,
            figures: Vec::new(),
            has_listed_figures: false,
            shared_period: None,
            has_targets: false,
            has_previous: false,
            previous_head: None,
            shared_previous: None,
            has_statuses: false,
            statuses: Vec::new(),
            glossary: Vec::new(),
            sources: Vec::new(),
            contacts: Vec::new(),
            back_matter: Vec::new(),
            printed: Vec::new(),
        };
        let mut builder = Builder::new(basis);
        match selection.subject() {
            Subject::Brief(priority) => {
                extract.brief = Some(builder.brief(priority));
                extract.figures = builder.figures(Notes::Print);
            }
            Subject::Sections(ids) => {
                let wanted = |section: &report::Section| {
                    ids.iter().any(|id| id.value == section.id().value)
                };
                extract.sections = builder.sections(wanted);
            }
            Subject::Report | Subject::Paper(_) | Subject::Pack(_) => {
                builder.whole(&mut extract);
            }
        }
        extract.has_listed_figures = extract.figures.iter().any(|it| it.is_listed);
        extract.summarise(basis.locale);
        extract.printed = builder.printed();
        extract
    }
}

impl Extract {
    /// Works out what the measures of its table of figures have, and have in common.
    fn summarise(&mut self, locale: &Locale) {
        let all = self.figures.iter().flat_map(|group| &group.measures);
        let listed: Vec<_> = all.filter(|measure| measure.is_listed).collect();
        let is_column = |has: fn(&Measure) -> bool| {
            let count = listed.iter().filter(|measure| has(measure)).count();
            count > 0 && count * 4 >= listed.len()
        };
        self.has_targets = is_column(|it| it.target.is_some());
        self.has_previous = is_column(|it| it.previous.is_some());
        self.has_statuses = is_column(|it| it.status.is_some());
        if self.has_previous {
            let head = PreviousHead::over(listed.iter().map(|it| &***it), locale);
            self.previous_head = Some(head.word);
            self.shared_previous = head.when;
        }
        self.statuses = status::rules(listed.iter().filter_map(|it| it.judged()), locale);
        let periods = listed.iter().map(|measure| measure.period.as_ref());
        self.shared_period = shared_by_all(periods).filter(|_| listed.len() > 1);
    }
}

/// Whether the notes of measures print, in a list of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notes {
    Print,
    DoNotPrint,
}

impl Builder<'_> {
    /// The whole report.
    fn whole(&mut self, extract: &mut Extract) {
        let report = self.report();
        let ends_with = |part| report.back_matter.contains(&part);
        // The imprint is looked up, not read through: what it spells out, a reader of the
        // first section has not met.
        let mut apart = Builder::new(self.basis);
        extract.imprint = apart.simple_list(&report.imprint);
        // The summary stands with the year in figures and is read before all else.
        if !report.year_in_figures.is_empty() {
            extract.summary = self.optional_prose(report.summary.as_ref());
        }
        extract.sections = self.sections(|_| true);
        let year = report.year_in_figures.iter().map(|id| {
            let priority = match report.section_at(self.resolver.home(&id.value)) {
                Some((_, report::Section::Priority(priority))) => {
                    Some(priority.number.value)
                }
                _ => None,
            };
            let is_large = report.large_figures.iter().any(|it| it.value == id.value);
            YearFigure { priority, is_large, measure: self.basis.measure(&id.value) }
        });
        extract.year_in_figures = shared(year);
        // They stand again in their sections and are listed there; those that no section
        // prints are listed first.
        self.resolver.enter_section(0);
        self.measures(&report.year_in_figures);
        let notes = match ends_with(BackMatter::Figures) {
            true => Notes::Print,
            false => Notes::DoNotPrint,
        };
        extract.figures = self.figures(notes);
        self.resolver.enter_section(0);
        if ends_with(BackMatter::Glossary) {
            extract.glossary = self.glossary();
        }
        if ends_with(BackMatter::Sources) {
            extract.sources = self.simple_list(&report.sources);
        }
        if ends_with(BackMatter::Contacts) {
            extract.contacts = self.simple_list(&report.contacts);
        }
        let back_matter = report.back_matter.iter().map(|part| match part {
            BackMatter::Figures => "figures",
            BackMatter::Glossary => "glossary",
            BackMatter::Sources => "sources",
            BackMatter::Contacts => "contacts",
        });
        extract.back_matter = back_matter.collect();
        for printed in apart.resolver.printed_measures() {
            self.resolver.print_measure(&report.measures[printed.measure].id.value);
        }
    }

    /// Every measure that was printed so far, by the section that printed it first.
    fn figures(&mut self, notes: Notes) -> Vec<Arc<FigureGroup>> {
        let report = self.report();
        let mut read = 0;
        // A note may print further measures, and those have notes of their own.
        while let Some(&printed) = self.resolver.printed_measures().get(read) {
            read += 1;
            let note = report.measures[printed.measure].note.as_ref();
            let is_listed = self.basis.measure_at(printed.measure).is_listed;
            if let Some(note) = note.filter(|_| is_listed && notes == Notes::Print) {
                self.resolver.enter_section(printed.section);
                self.line(note);
            }
        }
        let mut printed = self.resolver.printed_measures().to_vec();
        printed.sort_by_key(|it| it.section);
        let groups = printed.chunk_by(|left, right| left.section == right.section);
        shared(groups.map(|group| {
            let position = group.first().map_or(0, |it| it.section);
            let section = report.section_at(position);
            let title = section.map(|(_, section)| match section {
                report::Section::Plain(section) => &section.title,
                report::Section::Priority(priority) => priority.section_title(),
            });
            let is_priority = matches!(section, Some((_, report::Section::Priority(_))));
            let measures = group.iter().map(|it| self.basis.measure_at(it.measure));
            let measures: Vec<_> = measures.collect();
            FigureGroup {
                number: section.and_then(|(number, _)| number),
                is_priority,
                section: section.map(|(_, section)| section.id().value.clone()),
                title: optional_text(title),
                is_listed: measures.iter().any(|measure| measure.is_listed),
                measures,
            }
        }))
    }

    /// Every measure that was printed, each once, by the section that printed it first.
    pub(super) fn printed(&self) -> Vec<Arc<Measure>> {
        let mut printed = self.resolver.printed_measures().to_vec();
        printed.sort_by_key(|it| it.section);
        printed.iter().map(|it| self.basis.measure_at(it.measure)).collect()
    }

    fn glossary(&mut self) -> Vec<Simple<Abbreviation>> {
        let mut entries: Vec<_> = self.resolver.met_abbreviations().collect();
        let locale = self.locale();
        entries
            .sort_by(|left, right| locale.compare(&left.short.value, &right.short.value));
        self.simple_list(entries)
    }
}
