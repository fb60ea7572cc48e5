//! Visibility: who may see a part of the report, and on what ground others may not.
//!
//! What is left of a report when parts of it are withheld is the business of
//! [`crate::edition::audience`].

use recto_macros::{Choice, Noun};

use super::{Placed, Text};
use crate::diagnostic::Place;

/// Who may see a part of the report.
#[derive(Debug, Clone, Default)]
pub enum Visibility {
    /// Everyone who may see what it stands in.
    #[default]
    Public,
    /// Members and officers: it is exempt information.
    Restricted(Exemption),
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

/// The ground on which information is exempt: Schedule 12A to the Local Government Act
/// 1972.
#[derive(Debug, Clone, Noun)]
#[noun(rules, check = check_paragraph(paragraph, nation))]
pub struct Exemption {
    /// The paragraph of Schedule 12A to the Local Government Act 1972: 1 to 7 in England
    /// (Part 1), 12 to 18 in Wales (Part 4).
    pub paragraph: Placed<u32>,
    /// The nation whose paragraphs apply; `england` where it is left out.
    #[noun(default)]
    pub nation: Nation,
    /// Why it is withheld. It is printed in public editions, so it must give nothing away.
    #[noun(text = Line)]
    pub reason: Text,
    /// All of what is restricted, as its file holds it.
    pub extent: Place,
}

/// A nation that has paragraphs of its own in the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Nation {
    /// England: Part 1 of the schedule.
    #[default]
    England,
    /// Wales: Part 4 of the schedule.
    Wales,
}

impl Nation {
    /// The part of the schedule that describes what is exempt.
    pub fn part(self) -> u32 {
        match self {
            Self::England => 1,
            Self::Wales => 4,
        }
    }

    /// The first and the last paragraph of that part.
    pub fn paragraphs(self) -> std::ops::RangeInclusive<u32> {
        match self {
            Self::England => 1..=7,
            Self::Wales => 12..=18,
        }
    }
}
