//! Part 2: what of each paper is withheld from the public, found out from the paper, its
//! sections and appendices, and what they show of the report.

use std::collections::HashMap;

use crate::report::declare::{Noun, NounKind, Purpose};
use crate::report::visit::{Reference, Scope, Visit, walk, walk_noun};
use crate::report::{
    Block, Enclosure, Exemption, Id, PartTwo, Report, Section, Visibility, Withholding,
};

/// Says of each paper, of its sections and appendices, and of what items of packs hold
/// themselves, what of it is withheld.
pub(super) fn say(report: &mut Report) {
    let (mut found, mut of_items) = (Vec::new(), Vec::new());
    {
        let report = &*report;
        let mut withheld = Withheld::default();
        walk(report, &mut withheld);
        let looking = |audience: &Visibility| Looking::new(&withheld.0, report, audience);
        for paper in &report.papers {
            let sections = paper.sections.iter().map(|section| {
                let mut looking = looking(&section.audience);
                looking.through(section);
                looking.part
            });
            let appendices = paper.appendices.iter().map(|appendix| {
                let mut looking = looking(&appendix.audience);
                looking.through(appendix);
                looking.through_attached(&appendix.content);
                looking.part
            });
            let (sections, appendices): (Vec<_>, Vec<_>) =
                (sections.collect(), appendices.collect());
            let mut whole = looking(&paper.audience);
            if report.audience.is_restricted() {
                whole = looking(&report.audience);
            }
            whole.through(paper);
            let parts = sections.iter().chain(&appendices);
            parts.flat_map(|it| &it.grounds).for_each(|it| whole.add(it));
            found.push((whole.part, sections, appendices));
        }
        for pack in &report.packs {
            let items = pack.items.iter().map(|item| {
                let around = [&report.audience, &pack.audience, &item.audience];
                let audience = around.into_iter().find(|it| it.is_restricted());
                let mut looking = looking(audience.unwrap_or(&item.audience));
                if let Some(content) = &item.content {
                    looking.through(content);
                    looking.through_attached(content);
                }
                looking.part
            });
            of_items.push(items.collect::<Vec<_>>());
        }
    }
    for (pack, parts) in report.packs.iter_mut().zip(of_items) {
        for (item, part) in pack.items.iter_mut().zip(parts) {
            item.part_two = part;
        }
    }
    for (paper, (whole, sections, appendices)) in report.papers.iter_mut().zip(found) {
        paper.part_two = whole;
        for (section, part) in paper.sections.iter_mut().zip(sections) {
            section.part_two = part;
        }
        for (appendix, part) in paper.appendices.iter_mut().zip(appendices) {
            appendix.part_two = part;
        }
    }
}

/// What has an id and is withheld, with its ground.
#[derive(Default)]
struct Withheld<'r>(HashMap<(NounKind, &'r str), &'r Exemption>);

impl<'r> Visit<'r> for Withheld<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        let ground = scope.within(noun).exemption;
        if let (Some(defined), Some(exemption)) = (noun.defined(), ground) {
            self.0.insert((defined.kind, defined.id), exemption);
        }
        walk_noun(self, noun, scope);
    }
}

/// Looks through something for what is withheld.
struct Looking<'w, 'r> {
    withheld: &'w HashMap<(NounKind, &'r str), &'r Exemption>,
    report: &'r Report,
    part: PartTwo,
}

impl<'w, 'r> Looking<'w, 'r> {
    fn new(
        withheld: &'w HashMap<(NounKind, &'r str), &'r Exemption>,
        report: &'r Report,
        audience: &Visibility,
    ) -> Self {
        let mut looking = Self { withheld, report, part: PartTwo::default() };
        if let Some(exemption) = audience.exemption() {
            looking.part.extent = Withholding::Whole;
            looking.part.grounds.push(exemption.clone());
        }
        looking
    }

    /// Looks through a noun, unless all of it is withheld: what is within is not named.
    fn through(&mut self, noun: &'r dyn Noun) {
        if self.part.extent != Withholding::Whole {
            walk_noun(self, noun, Scope::of(self.report, self.report));
        }
    }

    /// Looks through what is attached of the report.
    fn through_attached(&mut self, content: &'r Enclosure) {
        let report = self.report;
        let wanted = |section: &&'r Section| match content {
            Enclosure::Report(_) => true,
            Enclosure::Brief(id) => section.id().value == id.value,
            Enclosure::Sections(ids) => {
                ids.iter().any(|id| section.id().value == id.value)
            }
            Enclosure::Table(_)
            | Enclosure::Text(_)
            | Enclosure::External(_)
            | Enclosure::Withheld => false,
        };
        if self.part.extent == Withholding::Whole {
            return;
        }
        for section in report.sections.iter().filter(wanted) {
            self.noun(section, Scope::of(report, report));
        }
        if let Enclosure::Report(_) = content {
            for id in &report.year_in_figures {
                self.meet(NounKind::Measure, &id.value);
            }
        }
    }

    /// Looks through the minutes whose actions are shown: nothing else of them is.
    fn through_actions(&mut self, ids: &[Id]) {
        let all = ids.iter().filter_map(|id| self.report.minutes_called(&id.value));
        for minutes in all.collect::<Vec<_>>() {
            self.meet(NounKind::Minutes, &minutes.id.value);
            for minute in minutes.items.iter().filter(|it| !it.actions.is_empty()) {
                self.noun(minute, Scope::of(self.report, self.report));
            }
        }
    }

    fn meet(&mut self, kind: NounKind, id: &str) {
        if let Some(exemption) = self.withheld.get(&(kind, id)) {
            self.add(exemption);
        }
    }

    /// Notes something that is withheld.
    fn add(&mut self, exemption: &Exemption) {
        if self.part.extent == Withholding::Whole {
            return;
        }
        self.part.extent = Withholding::Part;
        let says = |it: &Exemption| {
            let cited: Vec<_> = it.cited().map(|label| label.value.clone()).collect();
            (it.ground_id().to_owned(), cited, it.reason.value.clone())
        };
        if !self.part.grounds.iter().any(|known| says(known) == says(exemption)) {
            self.part.grounds.push(exemption.clone());
        }
    }
}

impl<'r> Visit<'r> for Looking<'_, 'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        match scope.within(noun).exemption {
            Some(exemption) => self.add(exemption),
            None => match noun.as_noun::<Block>() {
                Some(Block::Actions(ids)) => self.through_actions(ids),
                _ => walk_noun(self, noun, scope),
            },
        }
    }

    fn reference(&mut self, reference: Reference<'r>, _: Scope<'r>) {
        // To say where something stands is not to show it.
        if reference.purpose == Purpose::Point {
            return;
        }
        self.meet(reference.kind, &reference.id.value);
        // What minutes hold is withheld minute by minute.
        if reference.kind == NounKind::Minutes
            && reference.purpose == Purpose::Print
            && let Some(minutes) = self.report.minutes_called(&reference.id.value)
        {
            walk_noun(self, minutes, Scope::of(self.report, self.report));
        }
    }
}
