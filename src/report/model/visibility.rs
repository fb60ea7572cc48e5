//! Visibility: who may see a part of the report, and on what ground others may not.
//!
//! What is left of a report when parts of it are withheld is the business of
//! [`crate::edition::audience`]; how a ground is worded, of [`crate::report::grounds`].

use recto_macros::{Choice, Noun};

use time::Date;

use super::{Id, Placed, Text};
use crate::diagnostic::Place;

/// Who may see a part of the report.
#[derive(Debug, Clone, Default)]
pub enum Visibility {
    /// Everyone who may see what it stands in.
    #[default]
    Public,
    /// Members and officers: the public may not see it.
    Restricted(Box<Exemption>),
}

impl Visibility {
    /// The ground on which it is restricted; `None` where it is public.
    pub fn exemption(&self) -> Option<&Exemption> {
        match self {
            Self::Public => None,
            Self::Restricted(exemption) => Some(exemption),
        }
    }

    /// Whether it is restricted.
    pub fn is_restricted(&self) -> bool {
        self.exemption().is_some()
    }
}

/// The ground on which something is withheld from the public, and why.
#[derive(Debug, Clone, Noun)]
#[noun(rules, check = cites_once(paragraph, paragraphs), check = one_law(nation, ground))]
pub struct Exemption {
    /// The paragraph of the law: 1 to 7 in England and in Northern Ireland, 12 to 18 in Wales, 1
    /// to 15 in Scotland, or one of the `ground`.
    #[noun(unprinted)]
    pub paragraph: Option<Text>,
    /// The paragraphs, where there are several: `[1, 2]`.
    #[noun(unprinted)]
    pub paragraphs: Vec<Text>,
    /// The nation whose paragraphs apply; `england` where it is left out.
    pub nation: Option<Nation>,
    /// The id of a ground in another law.
    #[noun(unprinted)]
    pub ground: Option<Text>,
    /// Why it is withheld. It is printed in public editions, so it must give nothing away.
    #[noun(text = Line)]
    pub reason: Text,
    /// How the public interest weighs, where that is not what `paper_settings` says. It is
    /// printed in public editions too.
    #[noun(text = Line)]
    pub public_interest: Option<Text>,
    /// All of what is restricted, as its file holds it.
    pub extent: Place,
}

impl Exemption {
    /// The id of the ground that it cites.
    pub fn ground_id(&self) -> &str {
        match (&self.ground, self.nation) {
            (Some(ground), _) => &ground.value,
            (None, Some(nation)) => nation.ground(),
            (None, None) => Nation::England.ground(),
        }
    }

    /// The paragraphs that it cites, in the order of the file.
    pub fn cited(&self) -> impl Iterator<Item = &Text> {
        self.paragraph.iter().chain(&self.paragraphs)
    }
}

/// A nation that has paragraphs of its own in the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Nation {
    /// England: Part 1 of the schedule.
    England,
    /// Wales: Part 4 of the schedule.
    Wales,
    /// Scotland: Schedule 7A to the Local Government (Scotland) Act 1973.
    Scotland,
    /// Northern Ireland: Schedule 6 to the Local Government Act (Northern Ireland) 2014.
    NorthernIreland,
}

impl Nation {
    /// The id of its ground.
    pub fn ground(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Wales => "wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

/// A ground in law on which something may be withheld from the public.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Ground, rules, check = describes(wording, paragraphs))]
pub struct Ground {
    /// Its id, which `exemption` gives as `ground`.
    pub id: Id,
    /// What it makes of a matter.
    #[noun(default)]
    pub matter: Matter,
    /// The law as a sentence cites it: “section 1(2) of the Public Bodies (Admission to
    /// Meetings) Act 1960”.
    #[noun(quoted)]
    pub law: Text,
    /// When its words were compared with the law. Left out, they have not been.
    pub checked: Option<Placed<Date>>,
    /// The words of the law, where it has no paragraphs.
    #[noun(quoted)]
    pub wording: Option<Text>,
    /// The paragraphs that describe what may be withheld.
    pub paragraphs: Vec<GroundParagraph>,
}

/// What a ground makes of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Matter {
    /// Exempt: the body may exclude the public, by resolution.
    #[default]
    Exempt,
    /// Confidential: the law forbids disclosure, and no resolution is needed.
    Confidential,
    /// Private: the law knows no exempt information, only business in private.
    Private,
}

/// A paragraph that describes what may be withheld.
#[derive(Debug, Clone, Noun)]
pub struct GroundParagraph {
    /// Its number as the law gives it: `3`, `18A`.
    #[noun(quoted)]
    pub label: Text,
    /// Its words.
    #[noun(quoted)]
    pub text: Text,
    /// Whether the public interest is weighed; true where it is left out.
    #[noun(default = true)]
    pub public_interest_test: bool,
}
