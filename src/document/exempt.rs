//! What is exempt in papers and packs, as a copy for those who may see it has it.
//!
//! The pages that the public has too are made of what the public may see, and nothing else:
//! so they are the same in both copies, and what the public may not see stands on pages of its
//! own, which say so. A section that is withheld follows the paper's own pages; an appendix or
//! a paper stands in its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use recto_macros::Shown;

use super::basis::Basis;
use super::builder::Builder;
use super::papers::{Appendix, Paper};
use super::text::Text;
use super::{Content, Document};
use crate::edition::{Audience, Selection};
use crate::report::grounds::Grounds;
use crate::report::{self, Exemption, PartTwo, Withholding};

/// What a copy says of something in it that is withheld from the public.
#[derive(Debug, Clone, Shown)]
pub struct Exempt {
    /// The marking of its pages.
    pub marking: Text,
    /// That it is not for publication, and on which grounds: one or more paragraphs.
    pub statements: Vec<Text>,
    /// How its pages are numbered, in a copy of the exempt pages alone.
    #[shown(aside)]
    pub numbers: Option<Arc<ExemptNumbers>>,
}

/// The numbers that exempt pages have in the whole of their document.
#[derive(Debug, Clone, Shown)]
pub struct ExemptNumbers {
    /// The number of the page before them.
    pub after: Text,
    /// Which of the exempt pages after that page is the first, from 1.
    pub from: usize,
}

/// The numbers of exempt pages, by the names of what they belong to.
pub type NumbersByName = BTreeMap<String, ExemptNumbers>;

impl Document {
    /// The exempt pages alone of the same paper or pack, with the numbers that they have in the
    /// whole of it.
    #[must_use]
    pub fn exempt_pages_alone(mut self, numbers: &NumbersByName) -> Self {
        match &mut self.content {
            Content::Extract(_) => {}
            Content::Paper(paper) => Arc::make_mut(paper).stand_alone(numbers),
            Content::Pack(pack) => {
                let pack = Arc::make_mut(pack);
                pack.has_exempt_pages_alone = true;
                for item in &mut pack.items {
                    let item = Arc::make_mut(item);
                    if let Some(paper) = &mut item.paper {
                        Arc::make_mut(paper).stand_alone(numbers);
                    }
                }
            }
        }
        self
    }
}

impl Paper {
    fn stand_alone(&mut self, numbers: &NumbersByName) {
        self.has_exempt_pages_alone = true;
        let number = |exempt: &mut Option<Arc<Exempt>>, name: &str| {
            if let (Some(exempt), Some(numbers)) = (exempt, numbers.get(name)) {
                Arc::make_mut(exempt).numbers = Some(Arc::new(numbers.clone()));
            }
        };
        number(&mut self.exempt, &format!("{}paper", self.prefix));
        if let Some(part) = &mut self.exempt_part {
            let part = Arc::make_mut(part);
            part.has_exempt_pages_alone = true;
            number(&mut part.exempt, &part.prefix);
        }
        for appendix in &mut self.appendices {
            if let Some(whole) = &mut Arc::make_mut(appendix).whole {
                let whole = Arc::make_mut(whole);
                number(&mut whole.exempt, &format!("{}exempt", whole.prefix));
            }
        }
    }
}

impl<'r> Basis<'r> {
    /// A paper, as a document or as the paper of an item. `prefix` begins the names of
    /// everything in it; `within` is on what ground what holds it is withheld.
    pub(super) fn paper(
        &'r self,
        selection: &Selection<'r>,
        paper: &'r report::Paper,
        prefix: &str,
        within: Option<&Exemption>,
    ) -> Arc<Paper> {
        let whole = Builder::new(self).paper(selection, paper, prefix);
        if self.audience == Audience::Public {
            return whole;
        }
        let own = paper.audience.exemption().or(within);
        let exemption = own.or(self.report.audience.exemption());
        if let Some(exemption) = exemption {
            return self.exempt_paper(whole, paper, exemption);
        }
        if paper.part_two.extent == Withholding::Nothing {
            return whole;
        }
        let open = self.open.as_ref().zip(selection.open());
        let found = open.and_then(|(open, selection)| {
            let mut papers = open.report.papers.iter();
            let paper = papers.find(|it| it.id.value == paper.id.value)?;
            Some((open, selection, paper))
        });
        let Some((open, open_selection, open_paper)) = found else { return whole };
        let open = Builder::new(open).paper(&open_selection, open_paper, prefix);
        self.joined(open, whole, paper, selection)
    }

    /// A paper all of which is withheld.
    fn exempt_paper(
        &self,
        mut whole: Arc<Paper>,
        paper: &report::Paper,
        exemption: &Exemption,
    ) -> Arc<Paper> {
        let builder = Builder::new(self);
        let changed = Arc::make_mut(&mut whole);
        changed.exempt = Some(builder.exempt_on(exemption, Some(paper)));
        changed.has_exempt_pages = true;
        for (drawn, appendix) in changed.appendices.iter_mut().zip(&paper.appendices) {
            if appendix.part_two.extent == Withholding::Whole {
                Arc::make_mut(drawn).exempt = builder.exempt(paper, &appendix.part_two);
            }
        }
        whole
    }

    /// A paper as the public gets it, with what it does not get beside that.
    fn joined(
        &'r self,
        mut open: Arc<Paper>,
        whole: Arc<Paper>,
        paper: &'r report::Paper,
        selection: &Selection<'r>,
    ) -> Arc<Paper> {
        let prefix = format!("{}exempt-", open.prefix);
        let joined = Arc::make_mut(&mut open);
        joined.has_exempt_pages = true;
        for (drawn, section) in joined.sections.iter_mut().zip(&whole.sections) {
            if section.exempt.is_some() {
                let name = format!("{prefix}section-{}", section.number);
                Arc::make_mut(drawn).exempt_at = Some(name.into());
            }
        }
        for (drawn, appendix) in joined.appendices.iter_mut().zip(&paper.appendices) {
            let exempt = Builder::new(self).exempt(paper, &appendix.part_two);
            if exempt.is_none() {
                continue;
            }
            // What the public has a part of stands there twice, under two names.
            let prefix = match appendix.part_two.extent {
                Withholding::Part => format!("{}whole-", joined.prefix),
                _ => joined.prefix.to_string(),
            };
            let mut copy: Appendix =
                Builder::new(self).appendix(selection, appendix, &prefix);
            copy.exempt = exempt;
            if appendix.part_two.extent == Withholding::Part {
                let title = self.locale.word("with-what-is-exempt");
                copy.title = Text::word(&title.replace("{title}", &copy.title));
            }
            Arc::make_mut(drawn).whole = Some(Arc::new(copy));
        }
        let sections = whole.sections.iter().filter(|it| it.exempt.is_some());
        let sections: Vec<_> = sections.cloned().collect();
        if !sections.is_empty() {
            let exempt = Builder::new(self).exempt(paper, &paper.part_two);
            let part = Paper {
                sections,
                prefix: prefix.into(),
                appendices: Vec::new(),
                exempt,
                ..(*whole).clone()
            };
            joined.exempt_part = Some(Arc::new(part));
        }
        open
    }
}

impl<'r> Builder<'r> {
    /// The marking of pages that hold nothing exempt.
    pub(super) fn usual_marking(&self) -> Option<&'r report::Text> {
        match &self.basis.open {
            Some(open) => open.report.marking.as_ref(),
            None => self.report().marking.as_ref(),
        }
    }

    /// What a copy of a part of a paper says, where something of it is withheld; `None` for
    /// the public, which has no such copy.
    pub(super) fn exempt(
        &self,
        paper: &report::Paper,
        part: &PartTwo,
    ) -> Option<Arc<Exempt>> {
        let is_public = self.basis.audience == Audience::Public;
        if is_public || part.extent == Withholding::Nothing {
            return None;
        }
        Some(self.said_of(&part.grounds.iter().collect::<Vec<_>>(), Some(paper)))
    }

    /// On which grounds a part of a paper is withheld, for an agenda; `None` where no part is.
    pub(super) fn part_exempt(&self, paper: &report::Paper) -> Option<Text> {
        if paper.part_two.extent != Withholding::Part {
            return None;
        }
        let grounds = Grounds::of(self.report(), self.locale());
        let mut phrases: Vec<String> = Vec::new();
        for exemption in &paper.part_two.grounds {
            let phrase = grounds.phrase(exemption, "under");
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        let said =
            self.locale().word("a-part-is").replace("{ground}", &phrases.join("; "));
        Some(Text::at(said, &paper.part_two.grounds.first()?.reason.place))
    }

    /// What a copy says of something that is withheld on one ground.
    pub(super) fn exempt_on(
        &self,
        exemption: &Exemption,
        paper: Option<&report::Paper>,
    ) -> Arc<Exempt> {
        self.said_of(&[exemption], paper)
    }

    fn said_of(
        &self,
        exemptions: &[&Exemption],
        paper: Option<&report::Paper>,
    ) -> Arc<Exempt> {
        let grounds = Grounds::of(self.report(), self.locale());
        let mut statements: Vec<Text> = Vec::new();
        let mut phrases: Vec<String> = Vec::new();
        for exemption in exemptions {
            let statement = grounds.on_the_copy(exemption);
            statements.push(Text::at(statement, &exemption.reason.place));
            let phrase = grounds.phrase(exemption, "under");
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        let own = paper.and_then(|paper| paper.marking.as_ref());
        let marking = self.exempt_marking(&phrases.join("; "), own);
        Arc::new(Exempt { marking, statements, numbers: None })
    }

    /// The marking of exempt pages: the paper's own, if it has one, the publisher's for what
    /// is not for publication, and the grounds.
    fn exempt_marking(&self, grounds: &str, own: Option<&report::Text>) -> Text {
        let usual = self.locale().word("not-for-publication");
        let words = self.report().marking.as_ref();
        let words = words.map(|it| &*it.value).filter(|words| *words != usual);
        let words =
            words.unwrap_or_else(|| self.locale().word("not-for-publication-page"));
        let marking = self.locale().word("not-for-publication-on");
        let marking = marking.replace("{marking}", words).replace("{ground}", grounds);
        match own {
            Some(own) => Text::at(format!("{} · {marking}", own.value), &own.place),
            None => Text::word(&marking),
        }
    }
}
