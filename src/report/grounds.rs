//! Grounds: how the ground on which something is withheld is worded, for those who get it
//! and for those who do not.
//!
//! What a law says is data: of the language, or of a project. What is withheld is decided
//! elsewhere.

use super::locale::Locale;
use super::model::{Exemption, Ground, GroundParagraph, Matter, Report};
use crate::wording::joined;

/// The grounds that parts of a report may cite.
#[derive(Clone, Copy)]
pub struct Grounds<'r> {
    report: &'r Report,
    locale: &'r Locale,
}

impl<'r> Grounds<'r> {
    /// Those of a report, and those of its language.
    pub fn of(report: &'r Report, locale: &'r Locale) -> Self {
        Self { report, locale }
    }

    /// All of them. One of the report stands before that of the same id.
    pub fn all(self) -> impl Iterator<Item = &'r Ground> {
        self.report.grounds.iter().chain(self.locale.grounds())
    }

    /// The one that an exemption cites. Validation has seen to it that there is one.
    pub fn cited(self, exemption: &Exemption) -> Option<&'r Ground> {
        self.all().find(|ground| *ground.id.value == *exemption.ground_id())
    }

    /// The ground and the reason in one sentence each: “exempt under paragraph 3 of …. The
    /// contract is being negotiated.” `ending` is the end of the phrase's name in the locale.
    pub fn briefly(self, exemption: &Exemption, ending: &str) -> String {
        let ground = self.phrase(exemption, ending);
        format!("{ground}. {}", exemption.reason.value)
    }

    /// The ground, the words of the law, the reason, and how the public interest weighs.
    pub fn in_full(self, exemption: &Exemption) -> String {
        let ground = self.phrase(exemption, "under-sentence");
        self.with_words(exemption, ground)
    }

    /// The same for a copy that holds what is withheld: “Not for publication: exempt under …”
    /// (Local Government Act 1972, s.100B(5)).
    pub fn on_the_copy(self, exemption: &Exemption) -> String {
        let ground = self.phrase(exemption, "under");
        let stated = self.locale.word("not-for-publication-because");
        self.with_words(exemption, stated.replace("{ground}", &ground))
    }

    /// The ground in a phrase: “exempt under paragraph 3 of Part 1 of …”.
    pub fn phrase(self, exemption: &Exemption, ending: &str) -> String {
        let Some(ground) = self.cited(exemption) else { return String::new() };
        let labels: Vec<String> =
            exemption.cited().map(|label| label.value.to_string()).collect();
        let cited = match labels.as_slice() {
            [] => ground.law.value.to_string(),
            [_] => self.of_law("ground-paragraph", &labels, ground),
            _ => self.of_law("ground-paragraphs", &labels, ground),
        };
        let matter = match ground.matter {
            Matter::Exempt => "exempt",
            Matter::Confidential => "confidential",
            Matter::Private => "private",
        };
        self.locale.word(&format!("{matter}-{ending}")).replace("{ground}", &cited)
    }

    fn of_law(self, word: &str, labels: &[String], ground: &Ground) -> String {
        let phrase = self.locale.word(word);
        phrase
            .replace("{paragraphs}", &self.together(labels))
            .replace("{law}", &ground.law.value)
    }

    fn together(self, labels: &[String]) -> String {
        joined(labels, self.locale.word("ground-and"))
    }

    fn with_words(self, exemption: &Exemption, mut stated: String) -> String {
        let Some(ground) = self.cited(exemption) else { return stated };
        let cited = cited_paragraphs(ground, exemption);
        if let ([], Some(wording)) = (&*cited, &ground.wording) {
            stated.push_str(": ");
            stated.push_str(&wording.value);
            end(&mut stated);
        } else {
            end(&mut stated);
            for paragraph in &cited {
                let words = self.locale.word("ground-words");
                let words = words
                    .replace("{paragraph}", &paragraph.label.value)
                    .replace("{words}", &paragraph.text.value);
                stated.push(' ');
                stated.push_str(&words);
                end(&mut stated);
            }
        }
        stated.push(' ');
        stated.push_str(&exemption.reason.value);
        if let Some(weighed) = self.public_interest(exemption, &cited) {
            end(&mut stated);
            stated.push(' ');
            stated.push_str(&weighed);
        }
        stated
    }

    /// How the public interest weighs; `None` where no paragraph asks for it, or nothing says.
    fn public_interest(
        self,
        exemption: &Exemption,
        cited: &[&GroundParagraph],
    ) -> Option<String> {
        if let Some(own) = &exemption.public_interest {
            return Some(own.value.to_string());
        }
        let usual = self.report.paper_settings.public_interest.as_ref()?;
        let tested: Vec<_> = cited.iter().filter(|it| it.public_interest_test).collect();
        if tested.is_empty() {
            return None;
        }
        if tested.len() == cited.len() {
            return Some(usual.value.to_string());
        }
        let labels: Vec<_> = tested.iter().map(|it| it.label.value.to_string()).collect();
        let words = self.locale.word("public-interest-of");
        Some(
            words
                .replace("{paragraphs}", &self.together(&labels))
                .replace("{words}", &usual.value),
        )
    }
}

/// The paragraphs of a ground that an exemption cites, in the order in which it does.
fn cited_paragraphs<'g>(
    ground: &'g Ground,
    exemption: &Exemption,
) -> Vec<&'g GroundParagraph> {
    let found = exemption.cited().filter_map(|label| {
        ground.paragraphs.iter().find(|it| it.label.value == label.value)
    });
    found.collect()
}

/// Ends a sentence.
fn end(stated: &mut String) {
    if !stated.ends_with(['.', '!', '?']) {
        stated.push('.');
    }
}
