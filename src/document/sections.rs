//! Sections, priorities, highlights and briefs, as they are read.

use std::sync::Arc;

use recto_macros::Shown;

use super::blocks::{Block, WITHIN_A_SECTION};
use super::builder::{Builder, shared};
use super::measure::Measure;
use super::simple::Simple;
use super::text::{Prose, Text};
use crate::report::declare::NounKind;
use crate::report::{self, Contact, Placing, SectionStart};

/// A numbered section: a plain one or a priority.
#[derive(Debug, Shown)]
pub struct Section {
    /// Its number: among the plain sections from 1, or that of the priority in the plan; none
    /// for one without, such as a foreword.
    pub number: Option<u32>,
    /// Its id.
    pub id: Arc<str>,
    /// Its title: a heading of the first level.
    pub title: Text,
    /// The introduction, set larger.
    pub lead: Option<Prose>,
    /// Whether it begins on a page of its own.
    pub is_on_new_page: bool,
    /// Its content; empty for a priority.
    pub body: Vec<Arc<Block>>,
    /// The priority that it is.
    pub priority: Option<Arc<Priority>>,
}

/// A priority of the plan.
#[derive(Debug, Shown)]
pub struct Priority {
    /// Its number in the plan, which is also its colour.
    pub number: u32,
    /// Its id.
    pub id: Arc<str>,
    /// Its name in the plan.
    pub name: Text,
    /// Its title as a section.
    pub title: Text,
    /// Its name in the plan, where the title differs.
    pub plan_name: Option<Text>,
    /// What the plan wants.
    pub summary: Prose,
    /// The figures of its opener.
    pub measures: Vec<Arc<Measure>>,
    /// Its introduction.
    pub introduction: Option<Prose>,
    /// What was delivered.
    pub highlights: Vec<Arc<Highlight>>,
    /// What follows the highlights.
    pub body: Vec<Arc<Block>>,
}

/// The brief of one priority.
#[derive(Debug, Shown)]
pub struct Brief {
    /// What a reader who has only the brief must know.
    pub context: Option<Prose>,
    /// The priority, with the brief's body.
    pub priority: Arc<Priority>,
    /// Whom to ask.
    pub contacts: Vec<Simple<Contact>>,
    /// The position of the priority's section in the report, from 1.
    #[shown(skip)]
    pub section: usize,
}

/// One delivered thing, or an item within one.
#[derive(Debug, Shown)]
pub struct Highlight {
    /// The phrase that a scanning eye reads.
    pub lead: Option<Text>,
    /// The level of the heading that it is.
    #[shown(aside)]
    pub level: u8,
    /// What was done.
    pub text: Prose,
    /// The figure in the margin.
    pub figure: Option<Arc<Measure>>,
    /// Nested items.
    pub items: Vec<Arc<Highlight>>,
    /// What prints after it.
    pub then: Vec<Arc<Block>>,
    /// Where that may stand: `here`; `anywhere`, also after a later one; `apart`, on pages of
    /// its own or over several.
    #[shown(aside)]
    pub then_stands: &'static str,
}

impl<'r> Builder<'r> {
    /// The sections that are wanted, numbered as in the report.
    pub(super) fn sections(
        &mut self,
        is_wanted: impl Fn(&report::Section) -> bool,
    ) -> Vec<Arc<Section>> {
        let report = self.report();
        let mut sections = Vec::new();
        for (position, (number, section)) in (1..).zip(report.numbered_sections()) {
            if is_wanted(section) {
                self.resolver.enter_section(position);
                sections.push(Arc::new(match section {
                    report::Section::Plain(section) => {
                        self.plain_section(section, number)
                    }
                    report::Section::Priority(priority) => {
                        self.priority_section(priority, number)
                    }
                }));
            }
        }
        sections
    }

    fn plain_section(
        &mut self,
        section: &'r report::PlainSection,
        number: Option<u32>,
    ) -> Section {
        Section {
            number,
            id: section.id.value.clone(),
            title: Text::typed(&section.title),
            lead: self.optional_prose(section.lead.as_ref()),
            is_on_new_page: section.start.map_or_else(
                || !self.basis.report.brand.theme.runs_on(),
                |start| start == SectionStart::Page,
            ),
            body: self.blocks(&section.body),
            priority: None,
        }
    }

    fn priority_section(
        &mut self,
        priority: &'r report::Priority,
        number: Option<u32>,
    ) -> Section {
        Section {
            number,
            id: priority.id.value.clone(),
            title: Text::typed(priority.section_title()),
            lead: None,
            is_on_new_page: true,
            body: Vec::new(),
            priority: Some(self.priority(priority, &priority.body)),
        }
    }

    /// A priority with a body.
    fn priority(
        &mut self,
        priority: &'r report::Priority,
        body: &'r [report::Block],
    ) -> Arc<Priority> {
        let title = priority.section_title();
        Arc::new(Priority {
            number: priority.number.value,
            id: priority.id.value.clone(),
            name: Text::typed(&priority.name),
            title: Text::typed(title),
            plan_name: (title.value != priority.name.value)
                .then(|| Text::typed(&priority.name)),
            summary: self.prose(&priority.summary),
            measures: self.measures(&priority.measures),
            introduction: self.optional_prose(priority.introduction.as_ref()),
            highlights: self.highlights(&priority.highlights),
            body: self.blocks(body),
        })
    }

    /// A brief: the priority in the order in which its brief is read.
    pub(super) fn brief(&mut self, priority: &'r report::Priority) -> Arc<Brief> {
        let report = self.report();
        let section =
            report.priorities().find(|(_, it)| it.id.value == priority.id.value);
        let section = section.map_or(0, |(position, _)| position);
        self.resolver.enter_section(section);
        self.lead_level = WITHIN_A_SECTION + 1;
        self.charts = priority.brief.charts.as_deref();
        let context = self.optional_prose(priority.brief.context.as_ref());
        let body = priority.brief.body.as_ref().unwrap_or(&priority.body);
        let noun = self.priority(priority, body);
        let contacts = priority.brief.contacts.iter();
        let contacts = contacts
            .filter_map(|id| report.listed(NounKind::Contact, &id.value)?.as_noun());
        let contacts = self.simple_list(contacts);
        Arc::new(Brief { context, priority: noun, contacts, section })
    }

    fn highlights(&mut self, highlights: &'r [report::Highlight]) -> Vec<Arc<Highlight>> {
        shared(highlights.iter().map(|highlight| Highlight {
            lead: self.optional_line(highlight.lead.as_ref()),
            level: self.lead_level,
            text: self.prose(&highlight.text),
            figure: highlight.figure.as_ref().map(|id| self.measure(id)),
            items: self.highlights(&highlight.items),
            then: self.blocks(&highlight.then),
            then_stands: self.stands(&highlight.then),
        }))
    }

    /// Where what follows a highlight may stand.
    fn stands(&self, blocks: &[report::Block]) -> &'static str {
        let is_apart = |block: &report::Block| match block {
            report::Block::Table(_) => true,
            report::Block::Figure(id) => {
                let placing = self.report().figure(&id.value).placing;
                matches!(placing, Some(Placing::Page | Placing::Bleed))
            }
            _ => false,
        };
        if blocks.iter().any(is_apart) {
            "apart"
        } else if blocks.iter().all(|block| matches!(block, report::Block::Chart(_))) {
            "anywhere"
        } else {
            "here"
        }
    }
}
