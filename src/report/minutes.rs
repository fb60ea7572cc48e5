//! Minutes against their agenda: the item of each minute, the recommendations that an outcome is of,
//! and the numbers that minutes run on with.

use super::model::{
    Item, Minute, Minutes, Outcome, Pack, Paper, Prose, Recommendations, Report,
};

impl Report {
    /// The item that a minute is of, with its pack: of the pack of the meeting, or of one that adds
    /// to it.
    pub fn minuted_item(
        &self,
        minutes: &Minutes,
        minute: &Minute,
    ) -> Option<(&Pack, &Item)> {
        self.packs_of_meeting(minutes).find_map(|pack| {
            let found = pack.items.iter().find(|item| minute.is_of(item));
            found.map(|item| (pack, item))
        })
    }

    /// Minutes by their id.
    pub fn minutes_called(&self, id: &str) -> Option<&Minutes> {
        self.minutes.iter().find(|it| *it.id.value == *id)
    }

    /// The pack of a meeting.
    pub fn pack_of(&self, minutes: &Minutes) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id.value == minutes.pack.value)
    }

    /// The pack of a meeting, and those that add to it.
    pub fn packs_of_meeting(&self, minutes: &Minutes) -> impl Iterator<Item = &Pack> {
        let id = minutes.pack.value.clone();
        self.packs.iter().filter(move |pack| {
            let adds_to = pack.supplement_to.as_ref().is_some_and(|it| it.value == id);
            pack.id.value == id || adds_to
        })
    }

    /// The paper of an item.
    pub fn paper_of(&self, item: &Item) -> Option<&Paper> {
        let id = item.paper.as_ref()?;
        self.papers.iter().find(|paper| paper.id.value == id.value)
    }

    /// Whether an item is withheld from the public: it, or its paper.
    pub fn is_withheld(&self, item: &Item) -> bool {
        let paper = self.paper_of(item);
        item.audience.is_restricted()
            || paper.is_some_and(|paper| paper.audience.is_restricted())
    }

    /// What the paper of a minuted item recommends.
    pub fn minuted_recommendations(
        &self,
        minutes: &Minutes,
        minute: &Minute,
    ) -> Option<&Recommendations> {
        let (_, item) = self.minuted_item(minutes, minute)?;
        self.paper_of(item)?.recommendations.as_ref()
    }

    /// The number of the first of some minutes; `None` where they have no numbers, or follow each other
    /// in a ring.
    pub fn first_minute_number(&self, minutes: &Minutes) -> Option<u64> {
        let mut counted = 0;
        let mut at = minutes;
        // Each set of minutes is passed once.
        for _ in &self.minutes {
            let numbers = at.numbers.as_ref()?;
            if let Some(from) = &numbers.from {
                return Some(u64::from(from.value) + counted);
            }
            at = self.minutes_called(&numbers.follow.as_ref()?.value)?;
            counted += u64::try_from(at.items.len()).ok()?;
        }
        None
    }

    /// The number of a minute, by its position from 0, as it prints.
    pub fn minute_number(&self, minutes: &Minutes, position: usize) -> Option<String> {
        let number = self.first_minute_number(minutes)? + u64::try_from(position).ok()?;
        let numbers = minutes.numbers.as_ref()?;
        let digits = numbers.digits.as_ref().map_or(1, |it| it.value);
        let digits = usize::try_from(digits).ok()?;
        let before = numbers.before.as_ref().map_or("", |it| &*it.value);
        let after = numbers.after.as_ref().map_or("", |it| &*it.value);
        Some(format!("{before}{number:0digits$}{after}"))
    }
}

impl Minute {
    /// The recommendations that an outcome of it is of, each with its position from 0: those that
    /// the outcome names, or all that no other outcome does.
    pub fn recommendations_of<'r>(
        &self,
        outcome: &Outcome,
        all: &'r Recommendations,
    ) -> Vec<(usize, &'r Prose)> {
        let names = |outcome: &Outcome, at: usize| {
            let mut named = outcome.recommendations.iter();
            named.any(|it| usize::try_from(it.value) == Ok(at + 1))
        };
        let is_of = |at: usize| match outcome.recommendations.is_empty() {
            true => !self.outcomes.iter().any(|other| names(other, at)),
            false => names(outcome, at),
        };
        all.items.iter().enumerate().filter(|(at, _)| is_of(*at)).collect()
    }
}
