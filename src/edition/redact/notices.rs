//! Notices: the neutral words that stand in the place of what is withheld.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::diagnostic::Place;
use crate::report::grounds::Grounds;
use crate::report::{
    Exemption, Inline, Locale, Placed, Prose, ProseBlock, Text, Withheld,
};

/// The notices of a publisher, in the language of the report.
pub(super) struct Notices<'r> {
    /// Whether any are printed.
    pub(super) style: Withheld,
    pub(super) locale: &'r Locale,
    grounds: Grounds<'r>,
    /// The ids of the grounds that are given in them.
    given: RefCell<BTreeSet<String>>,
}

impl<'r> Notices<'r> {
    pub(super) fn new(style: Withheld, locale: &'r Locale, grounds: Grounds<'r>) -> Self {
        Self { style, locale, grounds, given: RefCell::default() }
    }

    /// Whether one of the notices gives a ground.
    pub(super) fn give(&self, ground: &str) -> bool {
        self.given.borrow().contains(ground)
    }

    /// The title of what is withheld.
    pub(super) fn title(&self) -> &str {
        self.locale.word("withheld")
    }

    /// The notice that stands by itself; `None` where the publisher prints none.
    pub(super) fn alone(&self, exemption: &Exemption) -> Option<Prose> {
        self.printed(exemption, || {
            let ground = self.grounds.briefly(exemption, "under");
            format!("{}: {ground}", self.title())
        })
    }

    /// The notice below a title that says that something is withheld.
    pub(super) fn under_title(&self, exemption: &Exemption) -> Option<Prose> {
        self.printed(exemption, || self.grounds.briefly(exemption, "under-sentence"))
    }

    /// The ground with the words of the law, which papers and packs give whatever the
    /// publisher prints elsewhere.
    pub(super) fn in_full(&self, exemption: &Exemption) -> Text {
        self.note(exemption);
        let place = exemption.reason.place.clone();
        Placed { value: self.grounds.in_full(exemption).into(), place }
    }

    fn printed(
        &self,
        exemption: &Exemption,
        text: impl FnOnce() -> String,
    ) -> Option<Prose> {
        if self.style != Withheld::Notice {
            return None;
        }
        self.note(exemption);
        Some(as_prose(&text(), &exemption.reason.place))
    }

    fn note(&self, exemption: &Exemption) {
        self.given.borrow_mut().insert(exemption.ground_id().to_owned());
    }
}

/// Words as a paragraph.
pub(super) fn as_prose(text: &str, place: &Place) -> Prose {
    let blocks = vec![ProseBlock::Paragraph(vec![Inline::Text(text.into())])];
    Prose { blocks, place: place.clone() }
}
