//! Minutes as the public may see them: what is withheld keeps its number, and says what the public
//! may read of it.

use super::notices::Notices;
use crate::report::{Exemption, Minute, Visibility};

/// A minute keeps its number and the place of its item on the agenda, which says the title that the
/// public may read.
pub(super) fn withhold_minute(
    notices: &Notices<'_>,
    minute: &mut Minute,
    exemption: &Exemption,
) {
    let ground = notices.in_full(exemption);
    *minute = Minute {
        item: minute.item.clone(),
        title: None,
        text: minute.public_summary.take(),
        interests: Vec::new(),
        moved: None,
        seconded: None,
        outcomes: Vec::new(),
        reasons: None,
        alternatives: None,
        not_called_in: None,
        actions: Vec::new(),
        public_summary: None,
        audience: Visibility::Public,
        place: ground.place.clone(),
        withheld: Some(ground),
    };
}
