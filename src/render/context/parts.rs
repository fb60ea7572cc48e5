//! Sections, priorities, highlights and blocks as nouns.

use minijinja::Value;

use super::super::value::{Noun, optional};
use super::{Builder, optional_text, typed};
use crate::report::{
    Block, Contact, Highlight, Id, OrgUnit, PlainSection, Priority, Section, Url,
};

impl Builder<'_> {
    /// The sections that are wanted, numbered from 1 in the report.
    pub(super) fn sections(&mut self, is_wanted: impl Fn(&Section) -> bool) -> Value {
        let report = self.report;
        report
            .sections
            .iter()
            .zip(1_usize..)
            .filter(|(section, _)| is_wanted(section))
            .map(|(section, number)| {
                self.resolver.enter_section(number);
                match section {
                    Section::Plain(section) => self.plain_section(section, number),
                    Section::Priority(priority) => {
                        self.priority_section(priority, number)
                    }
                }
            })
            .collect()
    }

    fn plain_section(&mut self, section: &PlainSection, number: usize) -> Value {
        Noun::value(
            "section",
            vec![
                ("number", Value::from(number)),
                ("id", Value::from(&*section.id.value)),
                ("title", typed(&section.title)),
                ("lead", self.optional_prose(section.lead.as_ref())),
                ("body", self.blocks(&section.body)),
                ("priority", Value::from(())),
            ],
        )
    }

    fn priority_section(&mut self, priority: &Priority, number: usize) -> Value {
        Noun::value(
            "section",
            vec![
                ("number", Value::from(number)),
                ("id", Value::from(&*priority.id.value)),
                ("title", typed(priority.section_title())),
                ("lead", Value::from(())),
                ("body", Value::from(Vec::<Value>::new())),
                ("priority", self.priority(priority)),
            ],
        )
    }

    fn priority(&mut self, priority: &Priority) -> Value {
        let plan_name = priority
            .title
            .as_ref()
            .filter(|title| title.value != priority.name.value)
            .map(|_| typed(&priority.name));
        Noun::value(
            "priority",
            vec![
                ("number", Value::from(priority.number.value)),
                ("id", Value::from(&*priority.id.value)),
                ("name", typed(&priority.name)),
                ("title", typed(priority.section_title())),
                ("plan_name", optional(plan_name)),
                ("summary", self.prose(&priority.summary)),
                ("measures", self.measures(&priority.measures)),
                ("introduction", self.optional_prose(priority.introduction.as_ref())),
                ("highlights", self.highlights(&priority.highlights)),
                ("body", self.blocks(&priority.body)),
            ],
        )
    }

    /// A brief: the priority in the order in which its brief is read.
    pub(super) fn brief(&mut self, priority: &Priority) -> Value {
        let report = self.report;
        let position = report.sections.iter().position(|section| {
            matches!(section, Section::Priority(it) if it.id.value == priority.id.value)
        });
        self.resolver.enter_section(position.map_or(0, |index| index + 1));
        let context = self.optional_prose(priority.brief.context.as_ref());
        let mut with_body = priority.clone();
        if let Some(body) = &priority.brief.body {
            with_body.body.clone_from(body);
        }
        if let Some(charts) = &priority.brief.charts {
            keep_charts(&mut with_body.body, charts);
            keep_charts_of(&mut with_body.highlights, charts);
        }
        let priority_noun = self.priority(&with_body);
        let contacts = priority
            .brief
            .contacts
            .iter()
            .map(|id| self.contact(report.contact(&id.value)))
            .collect();
        Noun::value(
            "brief",
            vec![
                ("context", context),
                ("priority", priority_noun),
                ("contacts", contacts),
            ],
        )
    }

    fn highlights(&mut self, highlights: &[Highlight]) -> Value {
        highlights.iter().map(|highlight| self.highlight(highlight)).collect()
    }

    fn highlight(&mut self, highlight: &Highlight) -> Value {
        Noun::value(
            "highlight",
            vec![
                ("lead", self.optional_line(highlight.lead.as_ref())),
                ("text", self.prose(&highlight.text)),
                (
                    "figure",
                    optional(highlight.figure.as_ref().map(|id| self.measure(id))),
                ),
                ("items", self.highlights(&highlight.items)),
                ("then", self.blocks(&highlight.then)),
            ],
        )
    }

    fn blocks(&mut self, blocks: &[Block]) -> Value {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    pub(super) fn block(&mut self, block: &Block) -> Value {
        let report = self.report;
        let (kind, content) = match block {
            Block::Heading(heading) => ("heading", typed(heading)),
            Block::Prose(prose) => ("prose", self.prose(prose)),
            Block::Measures(ids) => ("measures", self.measures(ids)),
            Block::Chart(id) => ("chart", self.chart(report.chart(&id.value))),
            Block::Table(id) => ("table", self.table(report.table(&id.value))),
            Block::Figure(id) => ("figure", self.figure(report.figure(&id.value))),
            Block::People(ids) => {
                let people =
                    ids.iter().map(|id| self.person(report.person(&id.value))).collect();
                ("people", people)
            }
            Block::OrgUnits(parts) => {
                ("parts", parts.iter().map(|part| self.part(part)).collect())
            }
            Block::Priorities(_) => ("priorities", self.priorities()),
            Block::Links(ids) => {
                let links =
                    ids.iter().map(|id| self.link(report.link(&id.value))).collect();
                ("links", links)
            }
            Block::Contacts(ids) => {
                let contacts = ids
                    .iter()
                    .map(|id| self.contact(report.contact(&id.value)))
                    .collect();
                ("contacts", contacts)
            }
        };
        Noun::value("block", vec![("kind", Value::from(kind)), ("content", content)])
    }

    fn person(&mut self, person: &crate::report::Person) -> Value {
        Noun::value(
            "person",
            vec![
                ("name", typed(&person.name)),
                ("role", typed(&person.role)),
                ("organisation", optional_text(person.organisation.as_ref())),
                ("note", self.optional_line(person.note.as_ref())),
            ],
        )
    }

    fn part(&mut self, part: &OrgUnit) -> Value {
        Noun::value(
            "part",
            vec![("name", typed(&part.name)), ("text", self.prose(&part.text))],
        )
    }

    fn link(&mut self, link: &crate::report::Link) -> Value {
        Noun::value(
            "link",
            vec![
                ("text", self.line(&link.text)),
                ("url", optional_text(link.url.as_ref().map(Url::text).as_ref())),
                ("note", self.optional_line(link.note.as_ref())),
            ],
        )
    }

    /// Contacts as nouns.
    pub(super) fn contacts<'c>(
        &mut self,
        contacts: impl Iterator<Item = &'c Contact>,
    ) -> Value {
        contacts.map(|contact| self.contact(contact)).collect()
    }

    fn contact(&mut self, contact: &Contact) -> Value {
        Noun::value(
            "contact",
            vec![
                ("label", typed(&contact.label)),
                ("value", typed(&contact.value)),
                ("url", optional_text(contact.url.as_ref().map(Url::text).as_ref())),
            ],
        )
    }

    /// Every priority as the overview lists it.
    fn priorities(&mut self) -> Value {
        let report = self.report;
        report
            .sections
            .iter()
            .filter_map(|section| match section {
                Section::Priority(priority) => Some(priority),
                Section::Plain(_) => None,
            })
            .map(|priority| {
                Noun::value(
                    "priority_summary",
                    vec![
                        ("number", Value::from(priority.number.value)),
                        ("id", Value::from(&*priority.id.value)),
                        ("name", typed(&priority.name)),
                        ("summary", self.prose(&priority.summary)),
                    ],
                )
            })
            .collect()
    }
}

/// Takes out the charts that are not among those to keep.
fn keep_charts(blocks: &mut Vec<Block>, charts: &[Id]) {
    blocks.retain(|block| match block {
        Block::Chart(chart) => charts.iter().any(|kept| kept.value == chart.value),
        _ => true,
    });
}

fn keep_charts_of(highlights: &mut [Highlight], charts: &[Id]) {
    for highlight in highlights {
        keep_charts(&mut highlight.then, charts);
        keep_charts_of(&mut highlight.items, charts);
    }
}
