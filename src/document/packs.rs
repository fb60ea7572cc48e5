//! Packs: the agenda, and the paper of each item.

use std::sync::Arc;

use recto_macros::Shown;

use super::builder::{Builder, optional_text, shared};
use super::exempt::Exempt;
use super::measure::Measure;
use super::papers::{FactLine, Paper, line_of};
use super::text::Text;
use crate::edition::Selection;
use crate::report::{self, Dividers, Exemption, Known};

/// The papers of a meeting.
#[derive(Debug, Clone, Shown)]
pub struct Pack {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: Text,
    /// The body of members that meets.
    pub body: Option<Text>,
    /// The protective marking.
    pub marking: Option<Text>,
    /// The meeting.
    pub meeting: Arc<FactLine>,
    /// When it meets.
    pub date: Arc<FactLine>,
    /// At what time.
    pub time: Option<Arc<FactLine>>,
    /// Where.
    pub venue: Option<Arc<FactLine>>,
    /// What readers should know of it.
    pub note: Option<Text>,
    /// Whether a page divides each item from the last.
    pub has_dividers: bool,
    /// The title of the pack that it adds to.
    pub supplement_to: Option<Text>,
    /// What has changed since the pack that it replaces.
    pub changes: Option<Vec<Arc<Change>>>,
    /// The marking of its cover and agenda, where that is not that of the pack: an agenda may
    /// name what is exempt.
    pub front_marking: Option<Text>,
    /// Whether all of it is withheld from the public.
    pub is_exempt: bool,
    /// Whether it has pages that are withheld from the public, or papers with a marking of
    /// their own.
    #[shown(aside)]
    pub has_marked_pages: bool,
    /// Whether its exempt pages are all that is made of it, beside its cover and its agenda.
    #[shown(aside)]
    pub has_exempt_pages_alone: bool,
    /// The items of the agenda.
    pub items: Vec<Arc<Item>>,
    /// The measures that its agenda prints.
    #[shown(skip)]
    pub printed: Vec<Arc<Measure>>,
}

/// What of a pack has changed since the one that it replaces.
#[derive(Debug, Shown)]
pub struct Change {
    /// `added`, `changed`, `moved` or `removed`.
    pub kind: &'static str,
    /// That in a word.
    pub word: Text,
    /// Which item.
    pub item: Text,
}

/// An item of an agenda.
#[derive(Debug, Clone, Shown)]
pub struct Item {
    /// Its number.
    pub number: Text,
    /// What the names of its parts and links begin with.
    #[shown(aside)]
    pub prefix: Arc<str>,
    /// Its title.
    pub title: Option<Text>,
    /// Whether its paper is the first.
    pub is_first: bool,
    /// At what time it is taken.
    pub time: Option<Arc<FactLine>>,
    /// Who presents it.
    pub presenters: Vec<Arc<FactLine>>,
    /// What it is for.
    pub purpose: Option<Text>,
    /// What members should know.
    pub note: Option<Text>,
    /// In a supplement, the page that it goes after.
    pub after_page: Option<u32>,
    /// On what ground it is withheld.
    pub withheld: Option<Text>,
    /// What a copy that has it says where it is withheld from the public.
    pub exempt: Option<Arc<Exempt>>,
    /// On which grounds a part of its paper is withheld from the public.
    pub part_exempt: Option<Text>,
    /// Its paper.
    pub paper: Option<Arc<Paper>>,
}

impl<'r> Builder<'r> {
    /// A pack with all its papers.
    pub(super) fn pack(
        mut self,
        selection: &Selection<'r>,
        pack: &'r report::Pack,
    ) -> Arc<Pack> {
        let report = self.report();
        let settings = &report.paper_settings;
        let meeting = self.fact_line(&pack.meeting);
        let date = line_of(vec![self.day(&pack.date)]);
        let time = self.known_line(pack.time.as_ref());
        let venue = self.known_line(pack.venue.as_ref());
        let note = self.optional_line(pack.note.as_ref());
        let whole = pack.audience.exemption().or(report.audience.exemption());
        // Pages are numbered from the first item that has any.
        let first = pack.items.iter().position(|item| item.paper.is_some());
        let items = pack.items.iter().enumerate();
        let items = items
            .map(|(index, item)| self.item(selection, item, Some(index) == first, whole));
        let items = shared(items);
        let papers = || items.iter().filter_map(|item| item.paper.as_ref());
        let has_exempt_pages = papers().any(|paper| paper.has_exempt_pages);
        let is_any_exempt =
            has_exempt_pages || items.iter().any(|item| item.exempt.is_some());
        let front_marking = optional_text(report.marking.as_ref());
        let has_own_markings = papers().any(|paper| paper.own_marking.is_some());
        let supplement_to = pack.supplement_to.as_ref();
        let supplement_to = supplement_to
            .and_then(|id| report.packs.iter().find(|other| other.id.value == id.value));
        Arc::new(Pack {
            id: pack.id.value.clone(),
            title: Text::typed(&pack.title),
            body: optional_text(
                settings.body.as_ref().or(Some(&report.brand.publisher.name)),
            ),
            marking: optional_text(pack.marking.as_ref().or(self.usual_marking())),
            meeting,
            date,
            time,
            venue,
            note,
            has_dividers: pack.dividers == Dividers::Pages,
            supplement_to: supplement_to.map(|it| Text::typed(&it.title)),
            changes: None,
            front_marking: front_marking.filter(|_| is_any_exempt),
            is_exempt: whole.is_some(),
            has_marked_pages: has_exempt_pages || has_own_markings,
            has_exempt_pages_alone: false,
            items,
            printed: self.printed(),
        })
    }

    fn item(
        &mut self,
        selection: &Selection<'r>,
        item: &'r report::Item,
        is_first: bool,
        whole: Option<&Exemption>,
    ) -> Item {
        let report = self.report();
        let paper = item.paper.as_ref();
        let paper =
            paper.and_then(|id| report.papers.iter().find(|it| it.id.value == id.value));
        let purpose = item.purpose.or_else(|| paper.map(|it| it.cover.purpose.value));
        let presenters = match &item.presenter {
            Some(presenter) => vec![self.officer(presenter)],
            None => {
                // Whom a paper does not know yet, its cover sheet says.
                let officers = paper.iter().flat_map(|it| &it.cover.presented_by);
                let known = officers.filter(|it| matches!(it, Known::Said(_)));
                known.map(|officer| self.officer(officer)).collect()
            }
        };
        let exemption = item.audience.exemption();
        let exemption = exemption.or(paper.and_then(|it| it.audience.exemption()));
        let title = item.title.as_ref().or(paper.map(|paper| &paper.title));
        let prefix = item.prefix();
        Item {
            number: Text::typed(&item.number),
            title: title.map(Text::typed),
            is_first,
            time: self.known_line(item.time.as_ref()),
            presenters,
            purpose: purpose.map(|purpose| self.purpose(purpose)),
            note: self.optional_line(item.note.as_ref()),
            after_page: item.after_page.as_ref().map(|it| it.value),
            withheld: optional_text(item.withheld.as_ref()),
            exempt: exemption.map(|it| self.exempt_on(it, paper)),
            part_exempt: paper
                .filter(|_| exemption.is_none())
                .and_then(|it| self.part_exempt(it)),
            // Each paper is read alone: what one spells out, another does too.
            paper: paper.map(|paper| {
                let within = exemption.or(whole);
                self.basis.paper(selection, paper, &prefix, within)
            }),
            prefix: prefix.into(),
        }
    }
}
