//! Blocks: what a section, a brief or a section of a paper is made of.
//!
//! A block that holds text, or what it refers to by id, is shown as its declaration says.
//! A heading, the overview of the priorities and minutes are not: they say more than the file does.

use std::sync::Arc;

use recto_macros::Shown;

use super::builder::{Builder, shared};
use super::minutes::Minutes;
use super::noun::{Described, Description, FieldDescription, Shown, Value, Valued};
use super::simple::kind_of;
use super::tables::Table;
use super::text::{Prose, Text};
use crate::report;
use crate::report::declare::{Form, Noun};
use crate::wording::listed;

/// A block of content; `content` is what `kind` says.
#[derive(Debug)]
pub struct Block {
    kind: &'static str,
    content: Value,
}

/// The level of a heading within a section.
pub(super) const WITHIN_A_SECTION: u8 = 2;

/// A heading within a section.
#[derive(Debug, Shown)]
pub struct Heading {
    /// Its level, from 1 for the title of a section.
    #[shown(aside)]
    pub level: u8,
    /// What it says.
    pub text: Text,
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

impl Block {
    /// A block of prose.
    pub(super) fn of_prose(prose: Prose) -> Arc<Self> {
        Arc::new(Self { kind: "prose", content: prose.value() })
    }
}

impl Shown for Block {
    fn name(&self) -> &str {
        Self::called()
    }

    fn fields(&self) -> Vec<&str> {
        vec!["kind", "content"]
    }

    fn field(&self, name: &str) -> Option<Value> {
        match name {
            "kind" => Some(Value::Name(self.kind)),
            "content" => Some(self.content.clone()),
            _ => None,
        }
    }
}

/// The documentation is made of the blocks that files may hold.
impl Described for Block {
    fn called() -> &'static str {
        "block"
    }

    fn description() -> Description {
        let (mut kinds, mut contents, mut holds) = (Vec::new(), Vec::new(), Vec::new());
        for field in report::Block::declared().fields {
            let Form::Field(shape) = field.form else { continue };
            let (kind, nouns) = match field.name {
                "heading" => (Heading::called().to_owned(), <Arc<Heading>>::nouns()),
                "priorities" => {
                    (<Vec<Arc<PrioritySummary>>>::kind(), <Arc<PrioritySummary>>::nouns())
                }
                "minutes" => (Minutes::called().to_owned(), <Arc<Minutes>>::nouns()),
                "decisions" | "actions" => {
                    (Table::called().to_owned(), <Arc<Table>>::nouns())
                }
                _ => {
                    let (kind, noun) = kind_of(field, &shape()).unwrap_or_default();
                    (kind, noun.into_iter().collect())
                }
            };
            kinds.push(field.name);
            contents.push(match kind.strip_prefix("list of ") {
                Some(item) => format!("a list of `{item}`"),
                None if nouns.is_empty() => kind,
                None => format!("a `{kind}`"),
            });
            holds.extend(nouns);
        }
        let contents = contents.join(", ");
        let fields = vec![
            FieldDescription {
                name: "kind",
                kind: "string".to_owned(),
                what: listed(kinds, "or").into(),
                holds: Vec::new(),
            },
            FieldDescription {
                name: "content",
                kind: "any".to_owned(),
                what: format!("in the same order: {contents}").into(),
                holds,
            },
        ];
        let what = "A block of content; `content` is what `kind` says.";
        Description { name: Self::called(), what, fields }
    }
}

impl<'r> Builder<'r> {
    pub(super) fn blocks(&mut self, blocks: &'r [report::Block]) -> Vec<Arc<Block>> {
        let is_kept = |block: &&report::Block| match block {
            report::Block::Chart(id) => {
                self.charts.is_none_or(|kept| kept.iter().any(|it| it.value == id.value))
            }
            _ => true,
        };
        let blocks: Vec<_> = blocks.iter().filter(is_kept).collect();
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    pub(super) fn block(&mut self, block: &'r report::Block) -> Arc<Block> {
        let (kind, content) = match block {
            report::Block::Heading(heading) => {
                let text = Text::typed(heading);
                let heading = Arc::new(Heading { level: WITHIN_A_SECTION, text });
                ("heading", heading.value())
            }
            report::Block::Priorities(_) => ("priorities", self.priorities().value()),
            report::Block::Minutes(id) => ("minutes", self.minutes(id).value()),
            report::Block::Decisions(id) => ("decisions", self.decisions(id).value()),
            report::Block::Actions(ids) => ("actions", self.actions(ids).value()),
            simple => {
                let mut said = ("", Value::None);
                simple.values(&mut |field, value| {
                    said = (field.name, self.field(field, value));
                });
                said
            }
        };
        Arc::new(Block { kind, content })
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
