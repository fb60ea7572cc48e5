//! Redaction: what readers may not see leaves a report here, and only here.
//!
//! [`redact`] takes out of the data what its readers may not see, before anything below
//! could draw it. A [`Released`] report is the only one that editions are selected from.
//! Whether public text refers to what is restricted was settled by validation.

mod minutes;
mod notices;
mod papers;
mod part_two;

use std::collections::{BTreeMap, BTreeSet};

use self::notices::Notices;
use super::audience::Audience;
use super::id::EditionId;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::declare::{Noun, NounKind, Purpose, Refers};
use crate::report::grounds::Grounds;
use crate::report::visit::{
    Fate, Scope, Visit, VisitMut, walk, walk_noun, walk_noun_mut,
};
use crate::report::{
    Appendix, Block, EditorialNote, Exemption, Highlight, Id, Inline, Item, Line, Locale,
    Measure, Minute, PaperSection, Placed, PlainSection, Report, Section, ValidReport,
    Visibility,
};

/// A report that the public may not see at all.
pub const RESTRICTED_REPORT: Code = Code("restricted-report");

/// A report without what its readers may not see.
#[derive(Debug, Clone)]
pub struct Released {
    report: ValidReport,
    audience: Audience,
    withheld: Vec<EditionId>,
    open: Option<Box<Released>>,
}

impl Released {
    /// The report.
    pub fn report(&self) -> &ValidReport {
        &self.report
    }

    /// For whom it is.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The report as the public may see it, of one that is for those who may see all of it;
    /// `None` where the public may see nothing of it.
    pub fn open(&self) -> Option<&Self> {
        self.open.as_deref()
    }

    /// The editions that are withheld as a whole.
    pub fn withheld(&self) -> &[EditionId] {
        &self.withheld
    }
}

/// The report as its readers may see it.
///
/// # Errors
///
/// When the whole report is restricted and they are the public.
pub fn redact(
    report: &ValidReport,
    audience: Audience,
    locale: &Locale,
) -> Result<Released, Vec<Diagnostic>> {
    if audience != Audience::Public {
        let marked = report.without(|report| {
            part_two::say(report);
            let marking = report.restricted_marking.take().unwrap_or_else(|| Placed {
                value: locale.word("not-for-publication").into(),
                place: report.id.place.clone(),
            });
            report.marking = Some(marking);
        })?;
        let open = redact(report, Audience::Public, locale).ok().map(Box::new);
        return Ok(Released { report: marked, audience, withheld: Vec::new(), open });
    }
    if report.audience.is_restricted() {
        let message = format!("the whole report `{}` is restricted", report.id.value);
        let problem = Diagnostic::error(RESTRICTED_REPORT, message);
        return Err(vec![problem.hint("build it with `--audience restricted`")]);
    }
    let priorities = report.priorities().map(|(_, priority)| priority);
    let priorities = priorities.filter(|it| it.audience.is_restricted());
    let papers = report.papers.iter().filter(|it| it.audience.is_restricted());
    let packs = report.packs.iter().filter(|it| it.audience.is_restricted());
    let withheld = priorities
        .map(EditionId::brief)
        .chain(papers.map(|paper| EditionId::Paper(paper.id.value.clone())))
        .chain(packs.map(|pack| EditionId::Pack(pack.id.value.clone())))
        .collect();
    let mut redaction = Redaction::of(report, locale);
    let report = report.without(|report| {
        part_two::say(report);
        VisitMut::noun(&mut redaction, report);
        let cited = cited_grounds(report);
        report.grounds.retain(|ground| {
            let id = &*ground.id.value;
            redaction.notices.give(id) || cited.contains(id)
        });
    })?;
    Ok(Released { report, audience, withheld, open: None })
}

/// The ids of the grounds that a report cites.
fn cited_grounds(report: &Report) -> BTreeSet<String> {
    #[derive(Default)]
    struct Cited(BTreeSet<String>);
    impl<'r> Visit<'r> for Cited {
        fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
            if let Some(exemption) = noun.as_noun::<Exemption>() {
                self.0.insert(exemption.ground_id().to_owned());
            }
            walk_noun(self, noun, scope);
        }
    }
    let mut cited = Cited::default();
    walk(report, &mut cited);
    cited.0
}

/// What is taken out for the public, and what is put in its place.
///
/// What is restricted goes, whatever it is. What a reader would miss has a notice in its
/// place: see [`replace`](Self::replace).
struct Redaction<'r> {
    /// What has an id and is restricted, with the ground on which it is.
    withheld: BTreeMap<(NounKind, &'r str), &'r Exemption>,
    /// The ids of the sections that stay.
    taken: BTreeSet<&'r str>,
    /// How many sections have been looked at.
    sections: usize,
    notices: Notices<'r>,
}

impl<'r> Visit<'r> for Redaction<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        if let Some(defined) = noun.defined() {
            match scope.within(noun).exemption {
                Some(exemption) => {
                    self.withheld.insert((defined.kind, defined.id), exemption);
                }
                None if defined.kind == NounKind::Section => {
                    self.taken.insert(defined.id);
                }
                None => {}
            }
        }
        walk_noun(self, noun, scope);
    }
}

impl VisitMut for Redaction<'_> {
    fn noun(&mut self, noun: &mut dyn Noun) -> Fate {
        self.sections += usize::from(noun.as_noun::<Section>().is_some());
        let ground = match noun.audience().and_then(Visibility::exemption) {
            Some(exemption) => Some(exemption.clone()),
            None => noun.defined().and_then(|it| self.ground_of(it.kind, it.id)),
        };
        if let Some(exemption) = ground {
            return self.replace(noun, &exemption);
        }
        if noun.as_noun::<EditorialNote>().is_some() {
            return Fate::Goes;
        }
        if let Some(block) = noun.as_noun_mut::<Block>() {
            return self.block(block);
        }
        if let Some(measure) = noun.as_noun_mut::<Measure>() {
            // Without one of its parts it is the sum of none of them.
            if measure.sum_of.iter().any(|id| self.withholds(NounKind::Measure, id)) {
                measure.sum_of.clear();
            }
        }
        if let Some(item) = noun.as_noun_mut::<Item>() {
            let paper = item.paper.as_ref();
            let ground = paper.and_then(|id| self.ground_of(NounKind::Paper, id));
            if let Some(exemption) = ground {
                papers::withhold_paper(&self.notices, item, &exemption);
            }
        }
        walk_noun_mut(self, noun);
        if let Some(report) = noun.as_noun_mut::<Report>() {
            report.restricted_marking = None;
            // The first is drawn large above the others, so that one alone cannot be drawn.
            if report.year_in_figures.len() < 2 {
                report.year_in_figures.clear();
            }
        }
        Fate::Stays
    }

    fn reference(&mut self, id: &Id, refers: Refers) -> Fate {
        // A picture in a row, of a person or on the cover can be left out by itself, and so can the
        // actions of one meeting. What else is not whole without what it prints has been refused by validation.
        let is_of_several = matches!(refers.kind, NounKind::Figure | NounKind::Minutes);
        let can_go = refers.purpose != Purpose::Print || is_of_several;
        if can_go && self.withholds(refers.kind, id) { Fate::Goes } else { Fate::Stays }
    }
}

impl<'r> Redaction<'r> {
    fn of(report: &'r Report, locale: &'r Locale) -> Self {
        let (withheld, taken) = Default::default();
        let grounds = Grounds::of(report, locale);
        let notices = Notices::new(report.brand.style.withheld, locale, grounds);
        let mut redaction = Self { withheld, taken, sections: 0, notices };
        walk(report, &mut redaction);
        redaction
    }

    fn withholds(&self, kind: NounKind, id: &str) -> bool {
        self.withheld.contains_key(&(kind, id))
    }

    fn ground_of(&self, kind: NounKind, id: &str) -> Option<Exemption> {
        self.withheld.get(&(kind, id)).map(|exemption| (*exemption).clone())
    }

    /// Puts a notice in the place of something restricted, where one belongs there.
    fn replace(&self, noun: &mut dyn Noun, exemption: &Exemption) -> Fate {
        let replaced = if let Some(section) = noun.as_noun_mut::<Section>() {
            let numbered = match section {
                Section::Plain(plain) => plain.numbered,
                Section::Priority(_) => true,
            };
            self.withheld_section(numbered, exemption).map(|it| *section = it)
        } else if let Some(highlight) = noun.as_noun_mut::<Highlight>() {
            self.withheld_highlight(highlight, exemption).map(|it| *highlight = it)
        } else if let Some(section) = noun.as_noun_mut::<PaperSection>() {
            papers::withhold_section(&self.notices, section, exemption);
            Some(())
        } else if let Some(appendix) = noun.as_noun_mut::<Appendix>() {
            papers::withhold_appendix(&self.notices, appendix, exemption);
            Some(())
        } else if let Some(item) = noun.as_noun_mut::<Item>() {
            papers::withhold_item(&self.notices, item, exemption);
            Some(())
        } else if let Some(minute) = noun.as_noun_mut::<Minute>() {
            minutes::withhold_minute(&self.notices, minute, exemption);
            Some(())
        } else {
            None
        };
        if replaced.is_some() { Fate::Stays } else { Fate::Goes }
    }

    /// What keeps the place of a section. Its id is neutral too, because ids become
    /// destinations of links.
    fn withheld_section(&self, numbered: bool, exemption: &Exemption) -> Option<Section> {
        let notice = self.notices.under_title(exemption)?;
        let mut id = format!("withheld-{}", self.sections);
        while self.taken.contains(&*id) {
            id.push('x');
        }
        let place = &exemption.reason.place;
        Some(Section::Plain(Box::new(PlainSection {
            id: Id { value: id.into(), place: place.clone() },
            title: Placed { value: self.notices.title().into(), place: place.clone() },
            numbered,
            lead: None,
            body: vec![Block::Prose(notice)],
            start: None,
            audience: Visibility::Public,
            editorial_notes: Vec::new(),
        })))
    }

    /// What keeps the place of a highlight, with a lead where that one has a lead.
    fn withheld_highlight(
        &self,
        highlight: &Highlight,
        exemption: &Exemption,
    ) -> Option<Highlight> {
        let place = &exemption.reason.place;
        let lead = highlight.lead.as_ref().map(|_| Line {
            content: vec![Inline::Text(self.notices.title().into())],
            place: place.clone(),
        });
        let text = match lead {
            Some(_) => self.notices.under_title(exemption)?,
            None => self.notices.alone(exemption)?,
        };
        Some(Highlight {
            id: None,
            lead,
            text,
            figure: None,
            items: Vec::new(),
            then: Vec::new(),
            audience: Visibility::Public,
            editorial_notes: Vec::new(),
        })
    }

    /// A block that shows something restricted by id: a notice stands in its place.
    fn block(&mut self, block: &mut Block) -> Fate {
        let shown = match block {
            Block::Chart(id) => Some((NounKind::Chart, &*id)),
            Block::Table(id) => Some((NounKind::Table, &*id)),
            Block::Figure(id) => Some((NounKind::Figure, &*id)),
            Block::Minutes(id) | Block::Decisions(id) => Some((NounKind::Minutes, &*id)),
            Block::Actions(ids) => {
                let goes = |id: &Id| self.withholds(NounKind::Minutes, id);
                let first = ids.first().filter(|_| ids.iter().all(goes));
                first.map(|id| (NounKind::Minutes, id))
            }
            // Of a row that loses all of its pictures.
            Block::Figures(ids) => {
                let goes = |id: &Id| self.withholds(NounKind::Figure, id);
                let first = ids.first().filter(|_| ids.iter().all(goes));
                first.map(|id| (NounKind::Figure, id))
            }
            _ => None,
        };
        if let Some(exemption) = shown.and_then(|(kind, id)| self.ground_of(kind, id)) {
            let Some(notice) = self.notices.alone(&exemption) else { return Fate::Goes };
            *block = Block::Prose(notice);
            return Fate::Stays;
        }
        walk_noun_mut(self, block);
        match block {
            Block::Measures(ids) if ids.is_empty() => Fate::Goes,
            _ => Fate::Stays,
        }
    }
}
