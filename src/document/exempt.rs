//! What is exempt in papers and packs, as a copy for those who may see it has it.
//!
//! The pages that the public has too are made of what the public may see, and nothing else:
//! so they are the same in both copies, and what the public may not see stands on pages of its
//! own, which say so. A section that is withheld follows the paper's own pages; an appendix or
//! a paper stands in its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use recto_macros::Shown;

use super::attached::{Appendix, Attached};
use super::basis::Basis;
use super::builder::Builder;
use super::papers::Paper;
use super::text::Text;
use super::{Content, Document};
use crate::edition::{Audience, Selection};
use crate::report::agenda::Surroundings;
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
                    if let Some(attached) = &mut item.attached {
                        Arc::make_mut(attached).stand_alone(numbers);
                    }
                }
            }
        }
        self
    }
}

impl Exempt {
    /// Gives pages the numbers that they have in the whole.
    fn number(exempt: &mut Option<Arc<Self>>, numbers: &NumbersByName, name: &str) {
        if let (Some(exempt), Some(numbers)) = (exempt, numbers.get(name)) {
            Arc::make_mut(exempt).numbers = Some(Arc::new(numbers.clone()));
        }
    }
}

impl Paper {
    fn stand_alone(&mut self, numbers: &NumbersByName) {
        self.has_exempt_pages_alone = true;
        Exempt::number(&mut self.exempt, numbers, &format!("{}paper", self.prefix));
        if let Some(part) = &mut self.exempt_part {
            let part = Arc::make_mut(part);
            part.has_exempt_pages_alone = true;
            Exempt::number(&mut part.exempt, numbers, &part.prefix);
        }
        for appendix in &mut self.appendices {
            if let Some(whole) = &mut Arc::make_mut(appendix).whole {
                Arc::make_mut(whole).stand_alone(numbers);
            }
        }
    }
}

impl Appendix {
    fn stand_alone(&mut self, numbers: &NumbersByName) {
        Exempt::number(&mut self.exempt, numbers, &format!("{}exempt", self.prefix));
        if let Some(whole) = &mut self.whole {
            Arc::make_mut(whole).stand_alone(numbers);
        }
    }
}

impl<'r> Basis<'r> {
    /// A paper, as a document or as that of an item of a pack. `prefix` begins the names of
    /// everything in it; `within` is on what ground what holds it is withheld.
    pub(super) fn paper(
        &'r self,
        selection: &Selection<'r>,
        paper: &'r report::Paper,
        pack: Option<&'r report::Pack>,
        prefix: &str,
        within: Option<&Exemption>,
    ) -> Arc<Paper> {
        let whole = Builder::new(self).paper(selection, paper, pack, prefix);
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
        let open = Builder::new(open).paper(&open_selection, open_paper, pack, prefix);
        self.joined(
            open,
            whole,
            Surroundings { paper: Some(paper), pack, is_quoted: false },
            selection,
        )
    }

    /// What an item holds itself. `within` is on what ground the item, or what holds it, is
    /// withheld.
    pub(super) fn held_by(
        &'r self,
        selection: &Selection<'r>,
        pack: &'r report::Pack,
        item: &'r report::Item,
        within: Option<&Exemption>,
    ) -> Option<Arc<Appendix>> {
        let mut whole = self.of_item(selection, pack, item, &item.prefix())?;
        if self.audience == Audience::Public {
            return Some(Arc::new(whole));
        }
        let builder = Builder::new(self);
        if let Some(exemption) = within {
            whole.exempt = Some(builder.exempt_on(exemption, None));
            return Some(Arc::new(whole));
        }
        let open = self.open.as_ref().zip(selection.open());
        let open = open.filter(|_| item.part_two.extent != Withholding::Nothing);
        let open = open.and_then(|(basis, selection)| {
            let mut packs = basis.report.packs.iter();
            let pack = packs.find(|it| it.id.value == pack.id.value)?;
            let mut items = pack.items.iter();
            let item = items.find(|it| it.number.value == item.number.value)?;
            basis.of_item(&selection, pack, item, &item.prefix())
        });
        let Some(mut open) = open else { return Some(Arc::new(whole)) };
        // What the public has a part of stands there twice, under two names.
        whole =
            self.of_item(selection, pack, item, &format!("{}whole-", item.prefix()))?;
        whole.exempt = builder.exempt(None, &item.part_two);
        let title = self.locale.word("with-what-is-exempt");
        whole.title = Text::word(&title.replace("{title}", &whole.title));
        open.whole = Some(Arc::new(whole));
        Some(Arc::new(open))
    }

    fn of_item(
        &'r self,
        selection: &Selection<'r>,
        pack: &'r report::Pack,
        item: &'r report::Item,
        prefix: &str,
    ) -> Option<Appendix> {
        let number = &item.number.value;
        let attached = Attached {
            content: item.printed_content()?,
            letter: "".into(),
            label: format!("{} {number}", self.locale.word("item")).into(),
            title: item.title.as_ref().map(Text::typed),
            description: item.description.as_ref(),
            is_of_item: true,
            prefix: prefix.to_owned(),
        };
        let around = Surroundings { paper: None, pack: Some(pack), is_quoted: false };
        Some(Builder::within(self, around).attached(selection, attached))
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
                Arc::make_mut(drawn).exempt =
                    builder.exempt(Some(paper), &appendix.part_two);
            }
        }
        whole
    }

    /// A paper as the public gets it, with what it does not get beside that.
    fn joined(
        &'r self,
        mut open: Arc<Paper>,
        whole: Arc<Paper>,
        around: Surroundings<'r>,
        selection: &Selection<'r>,
    ) -> Arc<Paper> {
        let Some(paper) = around.paper else { return open };
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
            let exempt = Builder::new(self).exempt(Some(paper), &appendix.part_two);
            if exempt.is_none() {
                continue;
            }
            // What the public has a part of stands there twice, under two names.
            let prefix = match appendix.part_two.extent {
                Withholding::Part => format!("{}whole-", joined.prefix),
                _ => joined.prefix.to_string(),
            };
            let mut copy: Appendix =
                Builder::within(self, around).appendix(selection, appendix, &prefix);
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
            let exempt = Builder::new(self).exempt(Some(paper), &paper.part_two);
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

    /// What a copy of a part of a paper, or of what an item holds, says, where something of it is withheld; `None` for
    /// the public, which has no such copy.
    pub(super) fn exempt(
        &self,
        paper: Option<&report::Paper>,
        part: &PartTwo,
    ) -> Option<Arc<Exempt>> {
        let is_public = self.basis.audience == Audience::Public;
        if is_public || part.extent == Withholding::Nothing {
            return None;
        }
        Some(self.said_of(&part.grounds.iter().collect::<Vec<_>>(), paper))
    }

    /// On which grounds a part of something is withheld, for an agenda; `None` where no part is.
    pub(super) fn part_exempt(&self, part: &PartTwo) -> Option<Text> {
        if part.extent != Withholding::Part {
            return None;
        }
        let grounds = Grounds::of(self.report(), self.locale());
        let mut phrases: Vec<String> = Vec::new();
        for exemption in &part.grounds {
            let phrase = grounds.phrase(exemption, "under");
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        let said =
            self.locale().word("a-part-is").replace("{ground}", &phrases.join("; "));
        Some(Text::at(said, &part.grounds.first()?.reason.place))
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
