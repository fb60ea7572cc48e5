//! Packs as nouns: the agenda, and the paper of each item.

use minijinja::Value;

use super::super::Change;
use super::super::value::{Noun, optional, text};
use super::papers::line_of;
use super::{Builder, optional_text, typed};
use crate::edition::Selection;
use crate::report::{Dividers, Item, Pack, Paper};

impl<'r> Builder<'r> {
    /// A pack with all its papers.
    pub(super) fn pack(
        &mut self,
        selection: &Selection<'r>,
        pack: &'r Pack,
        changes: Option<&[Change]>,
    ) -> Value {
        let report = self.report;
        let settings = &report.paper_settings;
        let body = settings.body.as_ref().or(Some(&report.brand.publisher.name));
        let marking = pack.marking.as_ref().or(report.marking.as_ref());
        // Pages are numbered from the first item that has any.
        let first = pack.items.iter().position(|item| item.paper.is_some());
        let items = pack.items.iter().enumerate();
        let items = items
            .map(|(index, item)| self.item(selection, item, Some(index) == first))
            .collect();
        let supplement_to = pack
            .supplement_to
            .as_ref()
            .and_then(|id| report.packs.iter().find(|other| other.id.value == id.value));
        let change = |change: &Change| {
            Noun::value(
                "change",
                vec![
                    ("kind", Value::from(change.kind.name())),
                    ("word", Value::from(self.locale.word(change.kind.word()))),
                    ("item", Value::from(change.item.as_str())),
                ],
            )
        };
        let changes = changes.map(|changes| changes.iter().map(change).collect());
        let changes = optional(changes);
        Noun::value(
            "pack",
            vec![
                ("id", Value::from(&*pack.id.value)),
                ("title", typed(&pack.title)),
                ("body", optional_text(body)),
                ("marking", optional_text(marking)),
                ("meeting", self.fact_line(&pack.meeting)),
                ("date", line_of(vec![self.day(&pack.date)])),
                ("time", self.known_line(pack.time.as_ref())),
                ("venue", self.known_line(pack.venue.as_ref())),
                ("note", self.optional_line(pack.note.as_ref())),
                ("has_dividers", Value::from(pack.dividers == Dividers::Pages)),
                ("supplement_to", optional(supplement_to.map(|it| typed(&it.title)))),
                ("changes", changes),
                ("items", items),
            ],
        )
    }

    fn item(
        &mut self,
        selection: &Selection<'r>,
        item: &'r Item,
        is_first: bool,
    ) -> Value {
        let report = self.report;
        let paper = item
            .paper
            .as_ref()
            .and_then(|id| report.papers.iter().find(|paper| paper.id.value == id.value));
        let of_paper = |paper: &Paper| paper.cover.purpose.value;
        let purpose = item.purpose.or_else(|| paper.map(of_paper));
        let presenters = match &item.presenter {
            Some(presenter) => vec![self.officer(presenter)],
            None => {
                let officers = paper.map(|it| it.cover.presented_by.as_slice());
                self.officers(officers.unwrap_or_default())
            }
        };
        let title = item.title.as_ref().or(paper.map(|paper| &paper.title));
        let prefix = item.prefix();
        let withheld = item.withheld.as_ref().map(|exemption| {
            let ground = self
                .locale
                .word("exempt-under-sentence")
                .replace("{paragraph}", &exemption.paragraph.value.to_string())
                .replace("{part}", &exemption.nation.part().to_string());
            text(format!("{ground} {}", exemption.reason.value), &exemption.reason.place)
        });
        // Each paper is read alone: what one spells out, another does too.
        let noun = paper.map(|paper| {
            Builder::new(report, self.locale).paper(selection, paper, &prefix)
        });
        let number = text(item.number.value.clone(), &item.number.place);
        Noun::value(
            "item",
            vec![
                ("number", number),
                ("prefix", Value::from(prefix)),
                ("title", optional(title.map(typed))),
                ("is_first", Value::from(is_first)),
                ("time", self.known_line(item.time.as_ref())),
                ("presenters", presenters.into_iter().collect()),
                ("purpose", optional(purpose.map(|purpose| self.purpose(purpose)))),
                ("note", self.optional_line(item.note.as_ref())),
                (
                    "after_page",
                    optional(item.after_page.as_ref().map(|it| Value::from(it.value))),
                ),
                ("withheld", optional(withheld)),
                ("paper", optional(noun)),
            ],
        )
    }
}
