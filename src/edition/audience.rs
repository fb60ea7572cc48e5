//! Audiences: what of a report an edition's readers may see.
//!
//! [`release`] takes out of the data what its readers may not see, before anything below
//! could draw it. A [`Released`] report is the only one that editions are selected from.
//! Whether public text refers to what is restricted was settled by validation.

mod papers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Kind, brief_name, brief_stem, pack_name, paper_name, stems};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::report::{
    Audience, Block, Exemption, Highlight, Id, Inline, Line, Locale, Placed,
    PlainSection, Priority, Prose, ProseBlock, Report, Section, ValidReport, Withheld,
};

/// A report that the public may not see at all.
pub const RESTRICTED_REPORT: Code = Code("restricted-report");

/// For whom an edition is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Readership {
    /// For everyone: what is restricted is not in it.
    #[default]
    Public,
    /// For those who may see all of it; every page says so.
    Restricted,
}

/// A report without what its readers may not see.
#[derive(Debug, Clone)]
pub struct Released {
    report: ValidReport,
    readership: Readership,
    withheld: WithheldDocuments,
}

/// The documents that are withheld as a whole.
#[derive(Debug, Clone, Default)]
struct WithheldDocuments {
    /// Priorities, by id and number.
    priorities: Vec<(Arc<str>, u32)>,
    /// Papers, by id.
    papers: Vec<Arc<str>>,
    /// Packs, by id.
    packs: Vec<Arc<str>>,
}

impl Released {
    /// The report.
    pub fn report(&self) -> &ValidReport {
        &self.report
    }

    /// For whom it is.
    pub fn readership(&self) -> Readership {
        self.readership
    }

    /// The documents that are withheld: their names, and the stems of the files that they
    /// had while they were public.
    pub fn withheld_documents(&self) -> impl Iterator<Item = (String, Vec<String>)> {
        let report = &*self.report.id.value;
        let briefs = self.withheld.priorities.iter().map(move |(id, number)| {
            (brief_name(id), stems(&brief_stem(report, *number, id)).collect())
        });
        let papers = self.withheld.papers.iter().map(|id| paper_name(id));
        let packs = self.withheld.packs.iter().map(|id| pack_name(id));
        let papers = papers.chain(packs).map(move |name| {
            let stems = stems(&format!("{report}-{name}")).collect();
            (name, stems)
        });
        briefs.chain(papers)
    }

    /// Whether what documents of a kind are of is withheld, by its id or number.
    pub(super) fn withholds(&self, kind: Kind, name: &str) -> bool {
        let is_called = |id: &Arc<str>| **id == *name;
        match kind {
            Kind::Paper => self.withheld.papers.iter().any(is_called),
            Kind::Pack => self.withheld.packs.iter().any(is_called),
            Kind::Report | Kind::Brief | Kind::Sections => {
                let mut priorities = self.withheld.priorities.iter();
                priorities.any(|(id, number)| is_called(id) || number.to_string() == name)
            }
        }
    }
}

/// The report as its readers may see it.
///
/// # Errors
///
/// When the whole report is restricted and they are the public.
pub fn release(
    report: &ValidReport,
    readership: Readership,
    locale: &Locale,
) -> Result<Released, Vec<Diagnostic>> {
    if readership == Readership::Restricted {
        let marked = report.without(|report| {
            let marking = report.restricted_marking.take().unwrap_or_else(|| Placed {
                value: locale.word("not-for-publication").into(),
                place: report.id.place.clone(),
            });
            report.marking = Some(marking);
        })?;
        return Ok(Released {
            report: marked,
            readership,
            withheld: WithheldDocuments::default(),
        });
    }
    if report.audience.is_restricted() {
        let message = format!("the whole report `{}` is restricted", report.id.value);
        let problem = Diagnostic::error(RESTRICTED_REPORT, message);
        return Err(vec![problem.hint("build it with `--audience restricted`")]);
    }
    let priorities = report
        .priorities()
        .map(|(_, priority)| priority)
        .filter(|priority| priority.audience.is_restricted())
        .map(|priority| (priority.id.value.clone(), priority.number.value))
        .collect();
    let papers = report.papers.iter().filter(|it| it.audience.is_restricted());
    let packs = report.packs.iter().filter(|it| it.audience.is_restricted());
    let withheld = WithheldDocuments {
        priorities,
        papers: papers.map(|paper| paper.id.value.clone()).collect(),
        packs: packs.map(|pack| pack.id.value.clone()).collect(),
    };
    let redaction = Redaction::of(report, locale);
    let report = report.without(|report| redaction.apply(report))?;
    Ok(Released { report, readership, withheld })
}

/// What is taken out for the public, and what is put in its place.
struct Redaction<'r> {
    measures: BTreeSet<&'r str>,
    charts: BTreeMap<&'r str, &'r Exemption>,
    tables: BTreeMap<&'r str, &'r Exemption>,
    figures: BTreeMap<&'r str, &'r Exemption>,
    style: Withheld,
    locale: &'r Locale,
}

impl<'r> Redaction<'r> {
    fn of(report: &'r Report, locale: &'r Locale) -> Self {
        let measures = report.measures.iter();
        let restricted = measures.filter(|it| it.audience.is_restricted());
        let charts = report.charts.iter();
        let tables = report.tables.iter();
        let figures = report.figures.iter();
        Self {
            measures: restricted.map(|it| &*it.id.value).collect(),
            charts: charts
                .filter_map(|it| Some((&*it.id.value, report.exemption_of_chart(it)?)))
                .collect(),
            tables: tables
                .filter_map(|it| Some((&*it.id.value, it.audience.exemption()?)))
                .collect(),
            figures: figures
                .filter_map(|it| Some((&*it.id.value, it.audience.exemption()?)))
                .collect(),
            style: report.brand.style.withheld,
            locale,
        }
    }

    fn apply(&self, report: &mut Report) {
        report.restricted_marking = None;
        report.editorial_notes.clear();
        self.leave_measures(&mut report.year_in_figures);
        // The first is drawn large above the others, so that one alone cannot be drawn.
        if report.year_in_figures.len() < 2 {
            report.year_in_figures.clear();
        }
        report.measures.retain(|it| !it.audience.is_restricted());
        for measure in &mut report.measures {
            measure.editorial_notes.clear();
            for related in [&mut measure.part_of, &mut measure.same_as] {
                related.take_if(|id| self.withholds_measure(id));
            }
            // Without one of its parts it is the sum of none of them.
            if measure.sum_of.iter().any(|id| self.withholds_measure(id)) {
                measure.sum_of.clear();
            }
        }
        report.series.retain(|it| !it.audience.is_restricted());
        report.charts.retain(|it| !self.charts.contains_key(&*it.id.value));
        report.tables.retain(|it| !it.audience.is_restricted());
        report.figures.retain(|it| !it.audience.is_restricted());
        self.sections(&mut report.sections);
        papers::apply(self, report);
    }

    fn withholds_measure(&self, id: &Id) -> bool {
        self.measures.contains(&*id.value)
    }

    fn leave_measures(&self, ids: &mut Vec<Id>) {
        ids.retain(|id| !self.withholds_measure(id));
    }

    fn sections(&self, sections: &mut Vec<Section>) {
        let taken: BTreeSet<Arc<str>> = sections
            .iter()
            .filter(|section| !section.audience().is_restricted())
            .map(|section| section.id().value.clone())
            .collect();
        let all = std::mem::take(sections);
        for (section, position) in all.into_iter().zip(1_usize..) {
            let left = match section.audience().exemption() {
                Some(exemption) => self.withheld_section(position, &taken, exemption),
                None => Some(self.section(section)),
            };
            sections.extend(left);
        }
    }

    fn section(&self, mut section: Section) -> Section {
        match &mut section {
            Section::Plain(section) => {
                section.editorial_notes.clear();
                self.blocks(&mut section.body);
            }
            Section::Priority(priority) => self.priority(priority),
        }
        section
    }

    /// What keeps the place of a section. Its id is neutral too, because ids become
    /// destinations of links.
    fn withheld_section(
        &self,
        position: usize,
        taken: &BTreeSet<Arc<str>>,
        exemption: &Exemption,
    ) -> Option<Section> {
        let notice = self.notice_under_title(exemption)?;
        let mut id = format!("withheld-{position}");
        while taken.contains(&*id) {
            id.push('x');
        }
        let place = &exemption.reason.place;
        Some(Section::Plain(Box::new(PlainSection {
            id: Id { value: id.into(), place: place.clone() },
            title: Placed { value: self.title().into(), place: place.clone() },
            lead: None,
            body: vec![Block::Prose(notice)],
            audience: Audience::Public,
            editorial_notes: Vec::new(),
        })))
    }

    fn priority(&self, priority: &mut Priority) {
        priority.editorial_notes.clear();
        self.leave_measures(&mut priority.measures);
        self.highlights(&mut priority.highlights);
        self.blocks(&mut priority.body);
        if let Some(body) = &mut priority.brief.body {
            self.blocks(body);
        }
        if let Some(charts) = &mut priority.brief.charts {
            charts.retain(|id| !self.charts.contains_key(&*id.value));
        }
    }

    fn highlights(&self, highlights: &mut Vec<Highlight>) {
        let all = std::mem::take(highlights);
        for mut highlight in all {
            if let Some(exemption) = highlight.audience.exemption() {
                highlights.extend(self.withheld_highlight(&highlight, exemption));
                continue;
            }
            highlight.editorial_notes.clear();
            highlight.figure.take_if(|id| self.withholds_measure(id));
            self.highlights(&mut highlight.items);
            self.blocks(&mut highlight.then);
            highlights.push(highlight);
        }
    }

    /// What keeps the place of a highlight, with a lead where that one has a lead.
    fn withheld_highlight(
        &self,
        highlight: &Highlight,
        exemption: &Exemption,
    ) -> Option<Highlight> {
        let place = &exemption.reason.place;
        let lead = highlight.lead.as_ref().map(|_| Line {
            content: vec![Inline::Text(self.title().into())],
            place: place.clone(),
        });
        let text = match lead {
            Some(_) => self.notice_under_title(exemption)?,
            None => self.notice(exemption)?,
        };
        Some(Highlight {
            id: None,
            lead,
            text,
            figure: None,
            items: Vec::new(),
            then: Vec::new(),
            audience: Audience::Public,
            editorial_notes: Vec::new(),
            place: place.clone(),
        })
    }

    fn blocks(&self, blocks: &mut Vec<Block>) {
        let all = std::mem::take(blocks);
        blocks.extend(all.into_iter().filter_map(|block| self.block(block)));
    }

    fn block(&self, mut block: Block) -> Option<Block> {
        let withheld = match &mut block {
            Block::Chart(id) => self.charts.get(&*id.value),
            Block::Table(id) => self.tables.get(&*id.value),
            Block::Figure(id) => self.figures.get(&*id.value),
            Block::Measures(ids) => {
                self.leave_measures(ids);
                if ids.is_empty() {
                    return None;
                }
                None
            }
            Block::Heading(_)
            | Block::Prose(_)
            | Block::People(_)
            | Block::OrgUnits(_)
            | Block::Priorities(_)
            | Block::Links(_)
            | Block::Contacts(_) => None,
        };
        match withheld {
            Some(exemption) => self.notice(exemption).map(Block::Prose),
            None => Some(block),
        }
    }

    /// The neutral title of what is withheld.
    fn title(&self) -> &str {
        self.locale.word("withheld")
    }

    /// The notice that stands by itself; `None` where the publisher prints none.
    fn notice(&self, exemption: &Exemption) -> Option<Prose> {
        let text =
            format!("{}: {}", self.title(), self.ground(exemption, "exempt-under"));
        self.prose(text, exemption)
    }

    /// The notice below a title that says that something is withheld.
    fn notice_under_title(&self, exemption: &Exemption) -> Option<Prose> {
        self.prose(self.ground(exemption, "exempt-under-sentence"), exemption)
    }

    /// The ground in a fixed phrase, and the reason after it.
    fn ground(&self, exemption: &Exemption, phrase: &str) -> String {
        let ground = self
            .locale
            .word(phrase)
            .replace("{paragraph}", &exemption.paragraph.value.to_string())
            .replace("{part}", &exemption.nation.part().to_string());
        format!("{ground} {}", exemption.reason.value)
    }

    fn prose(&self, text: String, exemption: &Exemption) -> Option<Prose> {
        (self.style == Withheld::Notice).then(|| Self::as_prose(text, exemption))
    }

    fn as_prose(text: String, exemption: &Exemption) -> Prose {
        let place: Place = exemption.reason.place.clone();
        let blocks = vec![ProseBlock::Paragraph(vec![Inline::Text(text.into())])];
        Prose { blocks, place }
    }
}
