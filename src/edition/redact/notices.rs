//! Notices: the neutral words that stand in the place of what is withheld.

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
    pub(super) grounds: Grounds<'r>,
}

impl Notices<'_> {
    /// The title of what is withheld.
    pub(super) fn title(&self) -> &str {
        self.locale.word("withheld")
    }

    /// The notice that stands by itself; `None` where the publisher prints none.
    pub(super) fn alone(&self, exemption: &Exemption) -> Option<Prose> {
        let ground = self.grounds.briefly(exemption, "under");
        self.printed(format!("{}: {ground}", self.title()), exemption)
    }

    /// The notice below a title that says that something is withheld.
    pub(super) fn under_title(&self, exemption: &Exemption) -> Option<Prose> {
        self.printed(self.grounds.briefly(exemption, "under-sentence"), exemption)
    }

    /// The ground with the words of the law, which papers and packs give whatever the
    /// publisher prints elsewhere.
    pub(super) fn in_full(&self, exemption: &Exemption) -> Text {
        let place = exemption.reason.place.clone();
        Placed { value: self.grounds.in_full(exemption).into(), place }
    }

    fn printed(&self, text: String, exemption: &Exemption) -> Option<Prose> {
        let place = &exemption.reason.place;
        (self.style == Withheld::Notice).then(|| as_prose(&text, place))
    }
}

/// Words as a paragraph.
pub(super) fn as_prose(text: &str, place: &Place) -> Prose {
    let blocks = vec![ProseBlock::Paragraph(vec![Inline::Text(text.into())])];
    Prose { blocks, place: place.clone() }
}
