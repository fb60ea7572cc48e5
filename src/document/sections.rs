//! Sections, priorities, highlights and blocks, as they are read.

use std::sync::Arc;

use recto_macros::Shown;

use super::builder::{Builder, address, optional_text, shared};
use super::figures::{Chart, Figure, Measure, Table};
use super::noun::{Value, Valued};
use super::text::{Prose, Text};
use crate::report;

/// A numbered section: a plain one or a priority.
#[derive(Debug, Shown)]
pub struct Section {
    /// Its position, from 1.
    pub number: usize,
    /// Its id.
    pub id: Arc<str>,
    /// Its title: a heading of the first level.
    pub title: Text,
    /// The introduction, set larger.
    pub lead: Option<Prose>,
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

/// A priority in the overview.
#[derive(Debug, Shown)]
pub struct PrioritySummary {
    /// Its number in the plan.
    pub number: u32,
    /// Its id.
    pub id: Arc<str>,
    /// Its name in the plan.
    pub name: Text,
    /// What the plan wants.
    pub summary: Prose,
}

/// The brief of one priority.
#[derive(Debug, Shown)]
pub struct Brief {
    /// What a reader who has only the brief must know.
    pub context: Option<Prose>,
    /// The priority, with the brief's body.
    pub priority: Arc<Priority>,
    /// Whom to ask.
    pub contacts: Vec<Arc<Contact>>,
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
    /// What prints right after it.
    pub then: Vec<Arc<Block>>,
}

/// A block of content; `content` is what `kind` says.
#[derive(Debug, Shown)]
pub struct Block {
    /// `heading`, `prose`, `measures`, `chart`, `table`, `figure`, `people`, `parts`,
    /// `priorities`, `links` or `contacts`.
    pub kind: &'static str,
    /// A `heading`, prose, a `chart`, a `table`, a `figure`, or a list of `measure`,
    /// `person`, `part`, `priority_summary`, `link` or `contact`.
    #[shown(holds(
        Heading,
        Measure,
        Chart,
        Table,
        Figure,
        Person,
        Part,
        PrioritySummary
    ))]
    #[shown(holds(Link, Contact))]
    pub content: Value,
}

/// A heading within a section.
#[derive(Debug, Shown)]
pub struct Heading {
    /// Its level, from 1 for the title of a section.
    #[shown(aside)]
    pub level: u8,
    /// What it says.
    pub text: Text,
}

/// A person with a role.
#[derive(Debug, Shown)]
pub struct Person {
    /// The name, with honours.
    pub name: Text,
    /// The role.
    pub role: Text,
    /// Where it is held.
    pub organisation: Option<Text>,
    /// What a reader should know.
    pub note: Option<Text>,
}

/// A named part of the organisation.
#[derive(Debug, Shown)]
pub struct Part {
    /// Its name.
    pub name: Text,
    /// What it does.
    pub text: Prose,
}

/// A link of a link list.
#[derive(Debug, Shown)]
pub struct Link {
    /// What it leads to.
    pub text: Text,
    /// The address, if it is known.
    pub url: Option<Text>,
    /// What a reader should know.
    pub note: Option<Text>,
}

/// Whom to ask, and how.
#[derive(Debug, Shown)]
pub struct Contact {
    /// The way.
    pub label: Text,
    /// The number, address or name.
    pub value: Text,
    /// The address that it opens.
    pub url: Option<Text>,
}

/// The level of a heading within a section.
const WITHIN_A_SECTION: u8 = 2;

impl<'r> Builder<'r> {
    /// The sections that are wanted, numbered from 1 in the report.
    pub(super) fn sections(
        &mut self,
        is_wanted: impl Fn(&report::Section) -> bool,
    ) -> Vec<Arc<Section>> {
        let report = self.report();
        let mut sections = Vec::new();
        for (section, number) in report.sections.iter().zip(1..) {
            if is_wanted(section) {
                self.resolver.enter_section(number);
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
        number: usize,
    ) -> Section {
        Section {
            number,
            id: section.id.value.clone(),
            title: Text::typed(&section.title),
            lead: self.optional_prose(section.lead.as_ref()),
            body: self.blocks(&section.body),
            priority: None,
        }
    }

    fn priority_section(
        &mut self,
        priority: &'r report::Priority,
        number: usize,
    ) -> Section {
        Section {
            number,
            id: priority.id.value.clone(),
            title: Text::typed(priority.section_title()),
            lead: None,
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
        let section = section.map_or(0, |(number, _)| number);
        self.resolver.enter_section(section);
        self.lead_level = WITHIN_A_SECTION + 1;
        self.charts = priority.brief.charts.as_deref();
        let context = self.optional_prose(priority.brief.context.as_ref());
        let body = priority.brief.body.as_ref().unwrap_or(&priority.body);
        let noun = self.priority(priority, body);
        let ids = priority.brief.contacts.iter();
        let contacts = ids.map(|id| contact(report.contact(&id.value)));
        Arc::new(Brief { context, priority: noun, contacts: shared(contacts), section })
    }

    fn highlights(&mut self, highlights: &'r [report::Highlight]) -> Vec<Arc<Highlight>> {
        shared(highlights.iter().map(|highlight| Highlight {
            lead: self.optional_line(highlight.lead.as_ref()),
            level: self.lead_level,
            text: self.prose(&highlight.text),
            figure: highlight.figure.as_ref().map(|id| self.measure(id)),
            items: self.highlights(&highlight.items),
            then: self.blocks(&highlight.then),
        }))
    }

    pub(super) fn blocks(&mut self, blocks: &'r [report::Block]) -> Vec<Arc<Block>> {
        let blocks = blocks.iter().filter(|block| match block {
            report::Block::Chart(id) => {
                self.charts.is_none_or(|kept| kept.iter().any(|it| it.value == id.value))
            }
            _ => true,
        });
        let blocks: Vec<_> = blocks.collect();
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    pub(super) fn block(&mut self, block: &'r report::Block) -> Arc<Block> {
        let report = self.report();
        let (kind, content) = match block {
            report::Block::Heading(heading) => {
                let text = Text::typed(heading);
                let heading = Arc::new(Heading { level: WITHIN_A_SECTION, text });
                ("heading", heading.value())
            }
            report::Block::Prose(prose) => ("prose", self.prose(prose).value()),
            report::Block::Measures(ids) => ("measures", self.measures(ids).value()),
            report::Block::Chart(id) => {
                ("chart", self.chart(report.chart(&id.value)).value())
            }
            report::Block::Table(id) => {
                ("table", self.table(report.table(&id.value)).value())
            }
            report::Block::Figure(id) => {
                ("figure", self.figure(report.figure(&id.value)).value())
            }
            report::Block::People(ids) => {
                let people = ids.iter().map(|id| self.person(report.person(&id.value)));
                ("people", shared(people).value())
            }
            report::Block::OrgUnits(parts) => {
                let parts = parts.iter().map(|part| Part {
                    name: Text::typed(&part.name),
                    text: self.prose(&part.text),
                });
                ("parts", shared(parts).value())
            }
            report::Block::Priorities(_) => ("priorities", self.priorities().value()),
            report::Block::Links(ids) => {
                let links = ids.iter().map(|id| self.link(report.link(&id.value)));
                ("links", shared(links).value())
            }
            report::Block::Contacts(ids) => {
                let contacts = ids.iter().map(|id| contact(report.contact(&id.value)));
                ("contacts", shared(contacts).value())
            }
        };
        Arc::new(Block { kind, content })
    }

    fn person(&mut self, person: &report::Person) -> Person {
        Person {
            name: Text::typed(&person.name),
            role: Text::typed(&person.role),
            organisation: optional_text(person.organisation.as_ref()),
            note: self.optional_line(person.note.as_ref()),
        }
    }

    fn link(&mut self, link: &report::Link) -> Link {
        Link {
            text: self.line(&link.text),
            url: address(link.url.as_ref()),
            note: self.optional_line(link.note.as_ref()),
        }
    }

    /// Every priority as the overview lists it.
    fn priorities(&mut self) -> Vec<Arc<PrioritySummary>> {
        let priorities = self.report().priorities().map(|(_, priority)| priority);
        shared(priorities.map(|priority| PrioritySummary {
            number: priority.number.value,
            id: priority.id.value.clone(),
            name: Text::typed(&priority.name),
            summary: self.prose(&priority.summary),
        }))
    }
}

/// Whom to ask, as it prints.
pub(super) fn contact(contact: &report::Contact) -> Contact {
    Contact {
        label: Text::typed(&contact.label),
        value: Text::typed(&contact.value),
        url: address(contact.url.as_ref()),
    }
}
