//! Agendas: which item a text means by `{item: …}`, and which appendix by `{appendix: …}`.
//!
//! What an agenda calls something depends on where the text is read: in the pack that has the
//! agenda, or in a paper that stands alone. How that prints is not known here.

use std::iter;

use super::model::{Appendix, Id, Item, Pack, Paper, Pointing, Report};

/// Where a text stands, as far as agendas are concerned: in a paper, in a pack, in a paper of a
/// pack, or in neither.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'r> {
    /// The paper.
    pub paper: Option<&'r Paper>,
    /// The pack.
    pub pack: Option<&'r Pack>,
    /// Whether it is read in another document, where nothing of the agenda stands.
    pub is_quoted: bool,
}

/// Where something stands on an agenda.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'r> {
    /// The pack of the agenda, and the item; `None` of an appendix in its own paper, where that
    /// stands alone.
    pub item: Option<(&'r Pack, &'r Item)>,
    /// The appendix that it is, with its paper.
    pub appendix: Option<(&'r Paper, &'r Appendix)>,
}

impl Item {
    /// Whether an id is its own, or that of its paper.
    pub fn is_called(&self, id: &str) -> bool {
        let own = [&self.id, &self.paper].into_iter().flatten();
        own.map(|own| &*own.value)
            .chain(self.pointed_to_by.iter().map(|own| &**own))
            .any(|own| own == id)
    }

    /// Whether it holds a paper.
    fn holds(&self, paper: &Paper) -> bool {
        self.is_called(&paper.id.value)
            && self.id.as_ref().is_none_or(|id| id.value != paper.id.value)
    }
}

impl Report {
    /// The packs that hold a paper.
    pub fn packs_of<'r>(&'r self, paper: &Paper) -> impl Iterator<Item = &'r Pack> {
        let holds = |pack: &&Pack| pack.items.iter().any(|item| item.holds(paper));
        self.packs.iter().filter(holds)
    }

    /// Where that stands which a text means by an id; `None` where no agenda knows it. For a
    /// paper that stands alone, the first agenda that holds both is looked at.
    pub fn spot<'r>(
        &'r self,
        around: Surroundings<'r>,
        id: &str,
        pointing: Pointing,
    ) -> Option<Spot<'r>> {
        let appendix = match pointing {
            Pointing::Item => None,
            Pointing::Appendix => Some(self.appendix(id)?),
            Pointing::Page | Pointing::Name => {
                let is_item = self.packs.iter().flat_map(|it| &it.items);
                let is_item = is_item.into_iter().any(|item| item.is_called(id));
                if is_item { None } else { Some(self.appendix(id)?) }
            }
        };
        let own = appendix.filter(|(paper, _)| {
            around.paper.is_some_and(|it| it.id.value == paper.id.value)
        });
        let is_it = |item: &&Item| match appendix {
            Some((paper, _)) => item.holds(paper),
            None => item.is_called(id),
        };
        let found = |pack: &'r Pack| {
            let packs = iter::once(pack).chain(self.pack_added_to(pack));
            packs.filter_map(|pack| Some((pack, pack.items.iter().find(is_it)?))).next()
        };
        let item = match (around.pack, around.paper) {
            (Some(pack), _) => found(pack),
            (None, Some(_)) if own.is_some() => None,
            (None, Some(paper)) => self.packs_of(paper).find_map(found),
            (None, None) => None,
        };
        (item.is_some() || own.is_some()).then_some(Spot { item, appendix })
    }

    /// The pack that a supplement adds to.
    fn pack_added_to(&self, pack: &Pack) -> Option<&Pack> {
        let main = pack.supplement_to.as_ref()?;
        self.packs.iter().find(|other| other.id.value == main.value)
    }

    /// An appendix by its id.
    pub fn appendix(&self, id: &str) -> Option<(&Paper, &Appendix)> {
        let is_it = |own: &Id| *own.value == *id;
        self.papers.iter().find_map(|paper| {
            let mut appendices = paper.appendices.iter();
            let found = appendices.find(|it| it.id.as_ref().is_some_and(is_it));
            Some((paper, found?))
        })
    }
}
