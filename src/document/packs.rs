//! Packs: the agenda, and the paper of each item.

use std::sync::Arc;

use recto_macros::Shown;

use super::attached::Appendix;
use super::builder::{Builder, optional_text, shared};
use super::exempt::Exempt;
use super::measure::Measure;
use super::papers::{FactLine, Paper, between, enquiries, line_of, said};
use super::simple::Simple;
use super::text::{Prose, Text};
use crate::edition::Selection;
use crate::report::agenda::Surroundings;
use crate::report::{
    self, Dividers, Exemption, FrontNotice, FrontSheet, ItemState, ItemStatus, Known,
    Member,
};

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
    /// When it is published.
    pub published: Option<Text>,
    /// Where.
    pub venue: Option<Arc<FactLine>>,
    /// What readers should know of it.
    pub note: Option<Text>,
    /// Who meets, and what those who come should know.
    pub front: Option<Arc<Front>>,
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

/// The front sheet of an agenda.
#[derive(Debug, Shown)]
pub struct Front {
    /// The members.
    pub members: Vec<Simple<Member>>,
    /// Who may take their places.
    pub substitutes: Vec<Simple<Member>>,
    /// How many members there must be.
    pub quorum: Option<Text>,
    /// Whom to ask.
    pub contact: Vec<Arc<FactLine>>,
    /// What those who come should know.
    pub notices: Vec<Simple<FrontNotice>>,
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
    /// Whether its pages are the first.
    pub is_first: bool,
    /// At what time it is taken.
    pub time: Option<Arc<FactLine>>,
    /// Who presents it.
    pub presenters: Vec<Arc<FactLine>>,
    /// What it is for.
    pub purpose: Option<Text>,
    /// Why it has no pages yet or any more, or that it was not on the agenda in time.
    pub status: Option<Arc<FactLine>>,
    /// What members should know.
    pub note: Option<Prose>,
    /// In a supplement, the page that it goes after.
    pub after_page: Option<u32>,
    /// On what ground it is withheld.
    pub withheld: Option<Text>,
    /// What a copy that has it says where it is withheld from the public.
    pub exempt: Option<Arc<Exempt>>,
    /// On which grounds a part of what it holds is withheld from the public.
    pub part_exempt: Option<Text>,
    /// Its paper.
    pub paper: Option<Arc<Paper>>,
    /// What it holds itself, where it has no paper.
    pub attached: Option<Arc<Appendix>>,
}

impl<'r> Builder<'r> {
    /// A pack with all its papers.
    pub(super) fn pack(
        mut self,
        selection: &Selection<'r>,
        pack: &'r report::Pack,
    ) -> Arc<Pack> {
        let report = self.report();
        self.resolver.stand_in(Surroundings {
            paper: None,
            pack: Some(pack),
            is_quoted: false,
        });
        let settings = &report.paper_settings;
        let meeting = self.fact_line(&pack.meeting);
        let date = line_of(vec![self.day(&pack.date)]);
        let time = self.known_line(pack.time.as_ref());
        let venue = self.known_line(pack.venue.as_ref());
        let note = self.optional_line(pack.note.as_ref());
        let front = self.front(settings.front.as_ref(), pack.front.as_ref());
        let whole = pack.audience.exemption().or(report.audience.exemption());
        // Pages are numbered from the first item that has any.
        let has_pages = |item: &report::Item| {
            item.printed_paper().is_some() || item.printed_content().is_some()
        };
        let first = pack.items.iter().position(has_pages);
        let items = pack.items.iter().enumerate();
        let items = items.map(|(index, item)| {
            let is_first = Some(index) == first;
            self.item(selection, pack, item, is_first, whole)
        });
        let items = shared(items);
        let papers = || items.iter().filter_map(|item| item.paper.as_ref());
        let mut attached = items.iter().filter_map(|item| item.attached.as_ref());
        let has_exempt_pages = papers().any(|paper| paper.has_exempt_pages)
            || attached.any(|it| it.exempt.is_some() || it.whole.is_some());
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
            published: pack.published.as_ref().map(|day| self.date(day)),
            venue,
            note,
            front,
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
        pack: &'r report::Pack,
        item: &'r report::Item,
        is_first: bool,
        whole: Option<&Exemption>,
    ) -> Item {
        let report = self.report();
        let paper = report.paper_of(item);
        let purpose = item.purpose.as_ref().or(paper.map(|it| &it.cover.purpose));
        let presenters = if item.presenter.is_empty() {
            // Whom a paper does not know yet, its cover sheet says.
            let officers = paper.iter().flat_map(|it| &it.cover.presented_by);
            let known = officers.filter(|it| matches!(it, Known::Said(_)));
            known.map(|officer| self.officer(officer)).collect()
        } else {
            self.officers(&item.presenter)
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
            status: item.status.as_ref().map(|status| self.status(status)),
            note: self.optional_prose(item.note.as_ref()),
            after_page: item.after_page.as_ref().map(|it| it.value),
            withheld: optional_text(item.withheld.as_ref()),
            exempt: exemption.map(|it| self.exempt_on(it, paper)),
            part_exempt: Some(paper.map_or(&item.part_two, |it| &it.part_two))
                .filter(|_| exemption.is_none())
                .and_then(|part| self.part_exempt(part)),
            // Each paper is read alone: what one spells out, another does too.
            paper: paper.filter(|_| item.printed_paper().is_some()).map(|paper| {
                let within = exemption.or(whole);
                self.basis.paper(selection, paper, Some(pack), &prefix, within)
            }),
            attached: self.basis.held_by(selection, pack, item, exemption.or(whole)),
            prefix: prefix.into(),
        }
    }

    /// What stands on the front sheet of a pack, and of all packs where that says nothing.
    fn front(
        &mut self,
        usual: Option<&'r FrontSheet>,
        own: Option<&'r FrontSheet>,
    ) -> Option<Arc<Front>> {
        let sheets = || own.into_iter().chain(usual);
        sheets().next()?;
        let people = |of: fn(&FrontSheet) -> &Vec<Member>| {
            sheets().map(of).find(|list| !list.is_empty()).into_iter().flatten()
        };
        let quorum = sheets().find_map(|it| it.quorum.as_ref());
        let contact = sheets().find_map(|it| it.contact.as_ref());
        let notices = sheets().map(|it| &it.notices).find(|list| !list.is_empty());
        Some(Arc::new(Front {
            members: self.simple_list(people(|it| &it.members)),
            substitutes: self.simple_list(people(|it| &it.substitutes)),
            quorum: self.optional_line(quorum),
            contact: enquiries(contact),
            notices: self.simple_list(notices.into_iter().flatten()),
        }))
    }

    /// The status of an item in words, with its date and the reason.
    fn status(&mut self, status: &'r ItemStatus) -> Arc<FactLine> {
        let (word, date_word) = match status.state {
            ItemState::ToFollow => ("item-to-follow", "item-expected"),
            ItemState::Verbal => ("item-verbal", ""),
            ItemState::Tabled => ("item-tabled", ""),
            ItemState::Urgent => ("item-urgent", ""),
            ItemState::Withdrawn => ("item-withdrawn", ""),
            ItemState::Deferred => ("item-deferred", "item-deferred-to"),
        };
        let mut pieces = vec![said(self.word(word))];
        if let Some(date) = &status.date {
            let word = match date {
                Known::Said(_) => date_word,
                Known::ToBeConfirmed(_) => "item-date",
            };
            let word = format!(", {} ", self.locale().word(word));
            pieces.push(between(&word, &status.place));
            pieces.push(self.day(date));
        }
        if let Some(reason) = &status.reason {
            pieces.push(between(": ", &reason.place));
            pieces.push(said(self.line(reason)));
        }
        line_of(pieces)
    }
}
