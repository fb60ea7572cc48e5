//! Notices: the neutral words that stand in the place of what is withheld.

use crate::diagnostic::Place;
use crate::report::{Exemption, Inline, Locale, Prose, ProseBlock, Withheld};

/// The notices of a publisher, in the language of the report.
pub(super) struct Notices<'r> {
    /// Whether any are printed.
    pub(super) style: Withheld,
    pub(super) locale: &'r Locale,
}

impl Notices<'_> {
    /// The title of what is withheld.
    pub(super) fn title(&self) -> &str {
        self.locale.word("withheld")
    }

    /// The notice that stands by itself; `None` where the publisher prints none.
    pub(super) fn alone(&self, exemption: &Exemption) -> Option<Prose> {
        let ground = self.ground(exemption, "exempt-under");
        self.printed(format!("{}: {ground}", self.title()), exemption)
    }

    /// The notice below a title that says that something is withheld.
    pub(super) fn under_title(&self, exemption: &Exemption) -> Option<Prose> {
        self.printed(self.ground(exemption, "exempt-under-sentence"), exemption)
    }

    /// The ground in words, also where the publisher prints no notices.
    pub(super) fn grounds(&self, exemption: &Exemption) -> Prose {
        as_prose(self.ground(exemption, "exempt-under-sentence"), exemption)
    }

    /// The ground in a fixed phrase, and the reason after it.
    fn ground(&self, exemption: &Exemption, phrase: &str) -> String {
        let ground = self
            .locale
            .word(phrase)
            .replace("{paragraph}", &exemption.paragraph.value.to_string())
            .replace("{part}", &exemption.nation.part().to_string());
        format!("{ground} {}", exemption.reason.value)
    }

    fn printed(&self, text: String, exemption: &Exemption) -> Option<Prose> {
        (self.style == Withheld::Notice).then(|| as_prose(text, exemption))
    }
}

fn as_prose(text: String, exemption: &Exemption) -> Prose {
    let place: Place = exemption.reason.place.clone();
    let blocks = vec![ProseBlock::Paragraph(vec![Inline::Text(text.into())])];
    Prose { blocks, place }
}
