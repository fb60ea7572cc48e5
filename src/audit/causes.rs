//! Causes: a table that is too wide has a hundred pieces that do not fit, and is one finding.

use std::collections::BTreeMap;

use super::finding::{Fault, Finding, Piece, Within, WithinKind};
use super::holders::{HolderId, HolderKind, Holders, NOTHING};

/// What is known of the faults that have one cause.
struct Known {
    worst: Told,
    count: usize,
}

/// One fault of a cause.
#[derive(Clone)]
pub(super) struct Told {
    pub(super) fault: Fault,
    pub(super) page: usize,
    pub(super) piece: Piece,
    pub(super) other: Option<Piece>,
}

/// The faults that were found, by their causes.
#[derive(Default)]
pub(super) struct Causes {
    /// Those of one cause, by the number of its holder.
    single: BTreeMap<HolderId, Known>,
    /// Those of two things that print over one another, by the numbers of both.
    paired: BTreeMap<(HolderId, HolderId), Known>,
    /// What stands where it does because something before it runs off the page.
    pushed: BTreeMap<HolderId, HolderId>,
}

/// What the faults of everything in a holder come from: the outermost figure, table or group
/// around it, else the paragraph, heading or cell itself.
pub(super) fn cause(holders: &Holders, holder: HolderId) -> HolderId {
    let mut innermost = None;
    let mut outermost = None;
    for (id, around) in holders.around(holder) {
        match around.kind {
            HolderKind::Figure | HolderKind::Table | HolderKind::Together => {
                outermost = Some(id);
            }
            HolderKind::Furniture => return FURNITURE,
            HolderKind::Nothing | HolderKind::Grid => {}
            _ => drop(innermost.get_or_insert(id)),
        }
    }
    outermost.or(innermost).unwrap_or(NOTHING)
}

/// The cause of whatever is wrong with what runs along: it is on every page.
pub(super) const FURNITURE: HolderId = HolderId::MAX;

impl Causes {
    /// What the faults of everything in a holder come from.
    pub(super) fn of(&self, holders: &Holders, holder: HolderId) -> HolderId {
        let own = cause(holders, holder);
        self.pushed.get(&own).copied().unwrap_or(own)
    }

    /// Takes up that something stands where it does because of another.
    pub(super) fn push(&mut self, pushed: HolderId, by: HolderId) {
        if pushed != by {
            self.pushed.insert(pushed, by);
        }
    }

    /// Whether a fault is worse than what is known of its cause. If not, it is counted.
    pub(super) fn is_worst(&mut self, cause: HolderId, fault: Fault) -> bool {
        is_worse(self.single.get_mut(&cause), fault)
    }

    /// The same of two things that print over one another.
    pub(super) fn is_worst_pair(
        &mut self,
        pair: (HolderId, HolderId),
        fault: Fault,
    ) -> bool {
        is_worse(self.paired.get_mut(&pair), fault)
    }

    /// Keeps the worst fault of a cause.
    pub(super) fn keep(&mut self, cause: HolderId, worst: Told) {
        let count = self.single.get(&cause).map_or(1, |known| known.count);
        self.single.insert(cause, Known { worst, count });
    }

    /// The same of two things that print over one another.
    pub(super) fn keep_pair(&mut self, pair: (HolderId, HolderId), worst: Told) {
        let count = self.paired.get(&pair).map_or(1, |known| known.count);
        self.paired.insert(pair, Known { worst, count });
    }

    /// A finding for each cause, in the order in which their holders begin.
    pub(super) fn into_findings(mut self, holders: &Holders) -> Vec<Finding> {
        for ((under, over), pair) in std::mem::take(&mut self.paired) {
            // What runs out of its place is why the two meet; else it is what comes later.
            let cause = match (self.single.contains_key(&under), over) {
                (_, FURNITURE) | (true, _) => under,
                (false, over) => over,
            };
            match self.single.get_mut(&cause) {
                None => drop(self.single.insert(cause, pair)),
                Some(known) => {
                    known.count += pair.count;
                    if worse(pair.worst.fault, known.worst.fault) {
                        known.worst = pair.worst;
                    }
                }
            }
        }
        self.single
            .into_iter()
            .map(|(cause, Known { worst, count })| {
                let Told { fault, page, piece, other } = worst;
                let within = within(holders, cause);
                Finding { fault, page, piece, other, within, next: None, more: count - 1 }
            })
            .collect()
    }
}

fn worse(one: Fault, other: Fault) -> bool {
    one.rank() > other.rank()
}

fn is_worse(known: Option<&mut Known>, fault: Fault) -> bool {
    let Some(known) = known else { return true };
    known.count += 1;
    worse(fault, known.worst.fault)
}

/// What a cause is, where it is more than a piece of text.
pub(super) fn within(holders: &Holders, cause: HolderId) -> Option<Within> {
    if cause == FURNITURE {
        return Some(Within { kind: WithinKind::Furniture, title: String::new() });
    }
    let holder = holders.get(cause);
    let kind = match &holder.kind {
        HolderKind::Table => WithinKind::Table,
        HolderKind::Figure => holder.shows?,
        _ => return None,
    };
    Some(Within { kind, title: holder.title.trim().to_owned() })
}
