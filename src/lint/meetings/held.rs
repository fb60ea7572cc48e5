//! Papers and the items of packs that hold them.

use crate::report::{Id, Item, Pack, Paper, Report};

/// The paper of an id.
pub(super) fn paper<'r>(report: &'r Report, id: &Id) -> Option<&'r Paper> {
    report.papers.iter().find(|paper| paper.id.value == id.value)
}

/// The items that a paper stands in, each with its pack.
pub(super) fn items_of<'r>(
    report: &'r Report,
    paper: &'r Paper,
) -> impl Iterator<Item = (&'r Pack, &'r Item)> {
    let items = report
        .packs
        .iter()
        .flat_map(|pack| pack.items.iter().map(move |item| (pack, item)));
    items.filter(|(_, item)| {
        item.paper.as_ref().is_some_and(|id| id.value == paper.id.value)
    })
}
