//! Papers and packs as the public may see them.
//!
//! A public paper with an exempt appendix says that there is one, and on what ground it is
//! withheld; letters of appendices and numbers of items stay what they are. No title and no
//! file of what is withheld is left.

use super::notices::{Notices, as_prose};
use crate::report::{
    Appendix, Block, Enclosure, Exemption, Item, PaperSection, PartTwo, Placed,
    Visibility,
};

/// Puts a notice in the place of a section, whatever the publisher prints in place of other
/// things: the law wants a paper to say what is withheld from it, and the numbers of the
/// sections after it are the same for all readers.
pub(super) fn withhold_section(
    notices: &Notices<'_>,
    section: &mut PaperSection,
    exemption: &Exemption,
) {
    let ground = notices.in_full(exemption);
    let notice = as_prose(&ground.value, &ground.place);
    *section = PaperSection {
        field: section.field,
        title: Some(Placed {
            value: notices.title().into(),
            place: ground.place.clone(),
        }),
        body: vec![Block::Prose(notice)],
        audience: Visibility::Public,
        part_two: PartTwo::default(),
        place: ground.place,
    };
}

/// An appendix is always listed: its letter would be missing.
pub(super) fn withhold_appendix(
    notices: &Notices<'_>,
    appendix: &mut Appendix,
    exemption: &Exemption,
) {
    let ground = notices.in_full(exemption);
    let place = ground.place.clone();
    *appendix = Appendix {
        letter: appendix.letter.clone(),
        id: appendix.id.clone(),
        content: Enclosure::Withheld,
        title: Some(Placed { value: notices.title().into(), place: place.clone() }),
        description: Some(as_prose(&ground.value, &place)),
        audience: Visibility::Public,
        part_two: PartTwo::default(),
        place,
    };
}

/// An item keeps its number alone.
pub(super) fn withhold_item(
    notices: &Notices<'_>,
    item: &mut Item,
    exemption: &Exemption,
) {
    let place = exemption.reason.place.clone();
    let ids = [&item.id, &item.paper].into_iter().flatten();
    let pointed_to_by = ids.map(|id| id.value.clone()).collect();
    *item = Item {
        number: Placed { value: item.number.value.clone(), place: place.clone() },
        id: None,
        title: None,
        time: None,
        presenter: Vec::new(),
        purpose: None,
        paper: None,
        content: None,
        description: None,
        status: None,
        note: None,
        // Where its page would stand is told by the numbers of the others.
        after_page: item.after_page.clone(),
        audience: Visibility::Public,
        part_two: PartTwo::default(),
        withheld: None,
        pointed_to_by,
        place,
    };
    withhold_paper(notices, item, exemption);
}

/// An item whose paper alone is withheld keeps the title that the agenda gives it.
pub(super) fn withhold_paper(
    notices: &Notices<'_>,
    item: &mut Item,
    exemption: &Exemption,
) {
    let place = exemption.reason.place.clone();
    let neutral = || Placed { value: notices.title().into(), place: place.clone() };
    item.title.get_or_insert_with(neutral);
    item.pointed_to_by.extend(item.paper.take().map(|id| id.value));
    item.audience = Visibility::Public;
    item.place = place.clone();
    item.withheld = Some(notices.in_full(exemption));
}
