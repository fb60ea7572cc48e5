//! The walk: every reference of a report, in the order of the report.

use crate::report::model::{
    Audience, Block, Enclosure, Highlight, Id, Inline, Known, Line, OrgUnit, Pack, Paper,
    PointValue, Priority, Prose, ProseBlock, Report, Section,
};

use super::index::Noun;

/// A reference: what it refers to, and to what end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'r> {
    pub(super) noun: Noun,
    pub(super) id: &'r Id,
    pub(super) purpose: Purpose,
    pub(super) exposure: Exposure,
}

/// To what end something is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To print it in text or a drawing, which is not whole without it.
    Print,
    /// To show it by itself, as a tile or a block, which can be left out.
    Show,
    /// To say how another thing relates to it.
    Relate,
}

/// Who sees the place where something is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Exposure {
    /// Everyone.
    #[default]
    Public,
    /// Those who may see what is restricted.
    Restricted,
}

fn exposure(audience: &Audience) -> Exposure {
    match audience {
        Audience::Public => Exposure::Public,
        Audience::Restricted(_) => Exposure::Restricted,
    }
}

/// Every reference of a report.
pub(super) fn references(report: &Report) -> Vec<Reference<'_>> {
    let exposure_of_all = exposure(&report.audience);
    let mut walk = Walk { exposure: exposure_of_all, ..Walk::default() };
    walk.prose(report.summary.as_ref());
    for entry in &report.imprint {
        walk.prose(Some(&entry.text));
    }
    for source in &report.sources {
        walk.line(source.note.as_ref());
    }
    walk.show(Noun::Measure, &report.year_in_figures);
    for measure in &report.measures {
        walk.within(exposure(&measure.audience), |walk| {
            let source = measure.source.as_ref().map(|source| &source.document);
            walk.print(Noun::Source, source);
            walk.line(measure.note.as_ref());
            walk.relate(Noun::Measure, measure.part_of.as_ref());
            walk.relate(Noun::Measure, measure.same_as.as_ref());
            walk.relate(Noun::Measure, &measure.sum_of);
        });
    }
    for series in &report.series {
        walk.within(exposure(&series.audience), |walk| {
            let source = series.source.as_ref().map(|source| &source.document);
            walk.print(Noun::Source, source);
            for value in series.points.iter().flat_map(|point| &point.values) {
                if let PointValue::Measure(id) = value {
                    walk.print(Noun::Measure, Some(id));
                }
            }
        });
    }
    for chart in &report.charts {
        let audience = match report.exemption_of_chart(chart) {
            Some(_) => Exposure::Restricted,
            None => Exposure::Public,
        };
        walk.within(audience, |walk| {
            walk.print(Noun::Series, Some(&chart.series));
            walk.print(Noun::Measure, chart.total.as_ref());
            let lines = [&chart.subtitle, &chart.note];
            walk.line(Some(&chart.title));
            lines.into_iter().for_each(|line| walk.line(line.as_ref()));
        });
    }
    for table in &report.tables {
        walk.within(exposure(&table.audience), |walk| {
            walk.line(Some(&table.title));
            walk.line(table.subtitle.as_ref());
            table.rows.iter().flatten().for_each(|cell| walk.line(Some(cell)));
            walk.line(table.note.as_ref());
        });
    }
    for figure in &report.figures {
        walk.within(exposure(&figure.audience), |walk| {
            walk.line(Some(&figure.alt));
            walk.line(figure.caption.as_ref());
        });
    }
    report.people.iter().for_each(|person| walk.line(person.note.as_ref()));
    for link in &report.links {
        walk.line(Some(&link.text));
        walk.line(link.note.as_ref());
    }
    for section in &report.sections {
        walk.within(exposure(section.audience()), |walk| match section {
            Section::Plain(section) => {
                walk.prose(section.lead.as_ref());
                walk.blocks(&section.body);
            }
            Section::Priority(priority) => walk.priority(priority),
        });
    }
    walk.line(report.paper_settings.lead.as_ref());
    for paper in &report.papers {
        walk.within(exposure(&paper.audience), |walk| walk.paper(paper));
    }
    for pack in &report.packs {
        walk.within(exposure(&pack.audience), |walk| walk.pack(pack));
    }
    walk.found
}

/// The measures that a paper refers to, each once.
pub(super) fn measures_of_paper(paper: &Paper) -> Vec<&Id> {
    let mut walk = Walk::default();
    walk.paper(paper);
    let mut measures: Vec<&Id> = Vec::new();
    for reference in walk.found.iter().filter(|it| it.noun == Noun::Measure) {
        if !measures.iter().any(|id| id.value == reference.id.value) {
            measures.push(reference.id);
        }
    }
    measures
}

/// Every named part of the organisation.
pub(super) fn parts(report: &Report) -> impl Iterator<Item = &OrgUnit> {
    let bodies = report.sections.iter().map(|section| match section {
        Section::Plain(section) => &section.body,
        Section::Priority(priority) => &priority.body,
    });
    bodies.flatten().flat_map(|block| match block {
        Block::OrgUnits(parts) => parts.as_slice(),
        _ => &[],
    })
}

#[derive(Default)]
struct Walk<'r> {
    found: Vec<Reference<'r>>,
    exposure: Exposure,
}

impl<'r> Walk<'r> {
    fn add(&mut self, noun: Noun, id: &'r Id, purpose: Purpose) {
        let exposure = self.exposure;
        self.found.push(Reference { noun, id, purpose, exposure });
    }

    fn print(&mut self, noun: Noun, ids: impl IntoIterator<Item = &'r Id>) {
        ids.into_iter().for_each(|id| self.add(noun, id, Purpose::Print));
    }

    fn show(&mut self, noun: Noun, ids: impl IntoIterator<Item = &'r Id>) {
        ids.into_iter().for_each(|id| self.add(noun, id, Purpose::Show));
    }

    /// Walks through what an audience may see; what stands in something restricted is
    /// restricted with it.
    fn within(&mut self, audience: Exposure, walk: impl FnOnce(&mut Self)) {
        let around = self.exposure;
        if audience == Exposure::Restricted {
            self.exposure = Exposure::Restricted;
        }
        walk(self);
        self.exposure = around;
    }

    fn relate(&mut self, noun: Noun, ids: impl IntoIterator<Item = &'r Id>) {
        ids.into_iter().for_each(|id| self.add(noun, id, Purpose::Relate));
    }

    fn line(&mut self, line: Option<&'r Line>) {
        if let Some(line) = line {
            self.inlines(&line.content);
        }
    }

    fn prose(&mut self, prose: Option<&'r Prose>) {
        if let Some(prose) = prose {
            self.prose_blocks(&prose.blocks);
        }
    }

    fn prose_blocks(&mut self, blocks: &'r [ProseBlock]) {
        for block in blocks {
            match block {
                ProseBlock::Paragraph(content) => self.inlines(content),
                ProseBlock::List { items, .. } => {
                    items.iter().for_each(|item| self.prose_blocks(item));
                }
            }
        }
    }

    fn inlines(&mut self, inlines: &'r [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(_) => {}
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Link { content, .. } => self.inlines(content),
                Inline::Measure { id, .. } => self.print(Noun::Measure, Some(id)),
                Inline::Footnote(blocks) => self.prose_blocks(blocks),
            }
        }
    }

    fn priority(&mut self, priority: &'r Priority) {
        self.prose(Some(&priority.summary));
        self.prose(priority.introduction.as_ref());
        self.show(Noun::Measure, &priority.measures);
        self.highlights(&priority.highlights);
        self.blocks(&priority.body);
        self.prose(priority.brief.context.as_ref());
        self.blocks(priority.brief.body.as_deref().unwrap_or_default());
        let charts = priority.brief.charts.iter().flatten();
        charts.for_each(|id| self.relate(Noun::Chart, Some(id)));
        self.print(Noun::Contact, &priority.brief.contacts);
    }

    fn known_line(&mut self, line: Option<&'r Known<Line>>) {
        if let Some(Known::Said(line)) = line {
            self.line(Some(line));
        }
    }

    fn paper(&mut self, paper: &'r Paper) {
        let cover = &paper.cover;
        self.known_line(Some(&cover.meeting));
        let known = [&cover.agenda_item, &cover.reference, &cover.decision_maker];
        known.into_iter().for_each(|line| self.known_line(line.as_ref()));
        let publication = cover.publication.as_ref();
        self.line(publication.and_then(|it| it.reason.as_ref()));
        cover.considered_by.iter().for_each(|it| self.line(Some(&it.body)));
        cover.areas.iter().for_each(|area| self.line(Some(area)));
        self.line(cover.lateness.as_ref());
        self.line(cover.deferral.as_ref().and_then(|it| it.reason.as_ref()));
        if let Some(recommendations) = &paper.recommendations {
            self.line(recommendations.lead.as_ref());
            recommendations.items.iter().for_each(|item| self.prose(Some(item)));
        }
        for section in &paper.sections {
            self.within(exposure(&section.audience), |walk| walk.blocks(&section.body));
        }
        for step in &paper.next_steps {
            self.line(Some(&step.what));
            self.known_line(step.who.as_ref());
            self.known_line(Some(&step.when));
        }
        for appendix in &paper.appendices {
            self.within(exposure(&appendix.audience), |walk| {
                walk.prose(appendix.description.as_ref());
                if let Enclosure::Table(id) = &appendix.content {
                    walk.print(Noun::Table, Some(id));
                }
            });
        }
        for background in &paper.background_papers {
            self.line(Some(&background.title));
            self.line(background.note.as_ref());
        }
        paper.sign_off.iter().for_each(|it| self.line(Some(&it.role)));
    }

    fn pack(&mut self, pack: &'r Pack) {
        self.known_line(Some(&pack.meeting));
        self.known_line(pack.time.as_ref());
        self.known_line(pack.venue.as_ref());
        self.line(pack.note.as_ref());
        for item in &pack.items {
            self.within(exposure(&item.audience), |walk| {
                walk.known_line(item.time.as_ref());
                walk.line(item.note.as_ref());
            });
        }
    }

    fn highlights(&mut self, highlights: &'r [Highlight]) {
        for highlight in highlights {
            self.within(exposure(&highlight.audience), |walk| {
                walk.line(highlight.lead.as_ref());
                walk.prose(Some(&highlight.text));
                walk.show(Noun::Measure, highlight.figure.as_ref());
                walk.highlights(&highlight.items);
                walk.blocks(&highlight.then);
            });
        }
    }

    fn blocks(&mut self, blocks: &'r [Block]) {
        for block in blocks {
            match block {
                Block::Heading(_) | Block::Priorities(_) => {}
                Block::Prose(prose) => self.prose(Some(prose)),
                Block::Measures(ids) => self.show(Noun::Measure, ids),
                Block::Chart(id) => self.print(Noun::Chart, Some(id)),
                Block::Table(id) => self.print(Noun::Table, Some(id)),
                Block::Figure(id) => self.print(Noun::Figure, Some(id)),
                Block::People(ids) => self.print(Noun::Person, ids),
                Block::OrgUnits(parts) => {
                    parts.iter().for_each(|part| self.prose(Some(&part.text)));
                }
                Block::Links(ids) => self.print(Noun::Link, ids),
                Block::Contacts(ids) => self.print(Noun::Contact, ids),
            }
        }
    }
}
