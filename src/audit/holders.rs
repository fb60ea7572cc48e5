//! Holders: what pieces of a page belong to, over all pages: a table, its cells, a heading.

use super::finding::WithinKind;

/// A holder, by its number.
pub(super) type HolderId = usize;

/// What holds whatever nothing else does.
pub(super) const NOTHING: HolderId = 0;

/// Something that pieces of pages belong to.
#[derive(Debug)]
pub(super) struct Holder {
    /// What it is in.
    pub(super) outer: HolderId,
    pub(super) kind: HolderKind,
    /// What its caption begins with, its title; empty for what has none.
    pub(super) title: String,
    /// The paragraph of that.
    titled_by: Option<HolderId>,
    /// What a figure shows, as far as is known.
    pub(super) shows: Option<WithinKind>,
}

/// What holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum HolderKind {
    /// Nothing in particular.
    Nothing,
    /// A figure: a table, a chart or a picture with what belongs to it.
    Figure,
    /// What it says of itself.
    Caption,
    Table,
    /// A grid that lays something out.
    Grid,
    Cell,
    /// Things that have their size from one another.
    Together,
    /// A heading, or what stands above what follows as one does.
    Heading,
    /// A paragraph, an item of a list, a footnote.
    Text,
    /// An image, by its path in Typst's world.
    Picture(String),
    /// What runs along from page to page.
    Furniture,
}

/// The holders of a document.
pub(super) struct Holders {
    all: Vec<Holder>,
}

impl Holders {
    pub(super) fn new() -> Self {
        let mut holders = Self { all: Vec::new() };
        holders.add(NOTHING, HolderKind::Nothing);
        holders
    }

    pub(super) fn add(&mut self, outer: HolderId, kind: HolderKind) -> HolderId {
        let (title, titled_by) = (String::new(), None);
        self.all.push(Holder { outer, kind, title, titled_by, shows: None });
        self.all.len() - 1
    }

    pub(super) fn get(&self, id: HolderId) -> &Holder {
        &self.all[id]
    }

    /// A holder and what it is in, from within.
    pub(super) fn around(
        &self,
        id: HolderId,
    ) -> impl Iterator<Item = (HolderId, &Holder)> {
        let next = |id: &HolderId| (*id != NOTHING).then(|| self.all[*id].outer);
        std::iter::successors(Some(id), next).map(|id| (id, &self.all[id]))
    }

    /// Says what the figure shows that a holder is in. That it is a chart says more than that
    /// there is a table in it.
    pub(super) fn shows(&mut self, holder: HolderId, shows: WithinKind) {
        let figure = self.around(holder).find(|(_, it)| it.kind == HolderKind::Figure);
        let Some((figure, _)) = figure else { return };
        let known = &mut self.all[figure].shows;
        if known.is_none() || shows == WithinKind::Chart {
            *known = Some(shows);
        }
    }

    /// Adds words to the title of a figure, if they stand in the first paragraph of its
    /// caption.
    pub(super) fn entitle(&mut self, paragraph: HolderId, words: &str) {
        let is_caption = |id: &HolderId| self.all[*id].kind == HolderKind::Caption;
        let outer = self.all[paragraph].outer;
        let Some(caption) = [paragraph, outer].into_iter().find(is_caption) else {
            return;
        };
        let figure = self.all[caption].outer;
        let figure = &mut self.all[figure];
        if *figure.titled_by.get_or_insert(paragraph) != paragraph {
            return;
        }
        if !figure.title.is_empty() && !figure.title.ends_with(' ') {
            figure.title.push(' ');
        }
        figure.title.push_str(words);
    }
}
