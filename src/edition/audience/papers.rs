//! Papers and packs as the public may see them.
//!
//! A public paper with an exempt appendix says that there is one, and on what ground it is
//! withheld; letters of appendices and numbers of items stay what they are. No title and no
//! file of what is withheld is left.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Redaction;
use crate::report::{
    Appendix, Audience, Block, Enclosure, Exemption, Item, Paper, PaperSection, Placed,
    Prose, Report,
};

/// Takes out of papers and packs what the public may not see.
pub(super) fn apply(redaction: &Redaction<'_>, report: &mut Report) {
    let restricted = |paper: &Paper| {
        let exemption = paper.audience.exemption()?;
        Some((paper.id.value.clone(), exemption.clone()))
    };
    let withheld: BTreeMap<Arc<str>, Exemption> =
        report.papers.iter().filter_map(restricted).collect();
    report.papers.retain(|paper| !paper.audience.is_restricted());
    for paper in &mut report.papers {
        let all = std::mem::take(&mut paper.sections);
        paper.sections =
            all.into_iter().filter_map(|it| section(redaction, it)).collect();
        for appendix in &mut paper.appendices {
            withhold(redaction, appendix);
        }
    }
    report.packs.retain(|pack| !pack.audience.is_restricted());
    for item in report.packs.iter_mut().flat_map(|pack| &mut pack.items) {
        let of_paper = item.paper.as_ref().and_then(|id| withheld.get(&id.value));
        withhold_item(redaction, item, of_paper);
    }
}

fn section(redaction: &Redaction<'_>, mut section: PaperSection) -> Option<PaperSection> {
    let Some(exemption) = section.audience.exemption() else {
        redaction.blocks(&mut section.body);
        return Some(section);
    };
    let notice = redaction.notice_under_title(exemption)?;
    let place = exemption.reason.place.clone();
    Some(PaperSection {
        field: section.field,
        title: Some(Placed { value: redaction.title().into(), place: place.clone() }),
        body: vec![Block::Prose(notice)],
        audience: Audience::Public,
        place,
    })
}

/// An appendix is always listed, whatever the publisher prints in place of other things:
/// its letter would be missing.
fn withhold(redaction: &Redaction<'_>, appendix: &mut Appendix) {
    let Some(exemption) = appendix.audience.exemption() else { return };
    let place = exemption.reason.place.clone();
    *appendix = Appendix {
        letter: appendix.letter.clone(),
        content: Enclosure::Withheld,
        title: Some(Placed { value: redaction.title().into(), place: place.clone() }),
        description: Some(redaction.grounds(exemption)),
        audience: Audience::Public,
        place,
    };
}

/// An item whose paper alone is withheld keeps the title that the agenda gives it.
fn withhold_item(
    redaction: &Redaction<'_>,
    item: &mut Item,
    of_paper: Option<&Exemption>,
) {
    let of_item = item.audience.exemption().cloned();
    let Some(exemption) = of_item.as_ref().or(of_paper).cloned() else { return };
    let place = exemption.reason.place.clone();
    let neutral = || Placed { value: redaction.title().into(), place: place.clone() };
    if of_item.is_some() {
        item.number.place = place.clone();
        item.title = None;
        item.time = None;
        item.presenter = None;
        item.purpose = None;
        item.note = None;
    }
    item.title.get_or_insert_with(neutral);
    item.paper = None;
    item.audience = Audience::Public;
    item.place = place.clone();
    item.withheld = Some(exemption);
}

impl Redaction<'_> {
    /// The ground in words, also where the publisher prints no notices.
    fn grounds(&self, exemption: &Exemption) -> Prose {
        let text = self.ground(exemption, "exempt-under-sentence");
        Self::as_prose(text, exemption)
    }
}
