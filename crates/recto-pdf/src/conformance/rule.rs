//! Rules: what a standard asks, and where it does so.

use super::claim::Claim;
use crate::standard::{Level, Standard};

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, which no other has.
    pub id: &'static str,
    /// What it is part of.
    pub claim: Claim,
    /// Where standards ask for it.
    pub clauses: Clauses,
    /// What it finds.
    pub what: &'static str,
    /// What mends it, as one thing to do.
    pub remedy: &'static str,
}

/// The clauses of standards that ask for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clauses {
    /// The clause of PDF/UA-1.
    pub ua1: Option<&'static str>,
    /// The clause of PDF/A-2 and 3.
    pub a: Option<&'static str>,
    /// The least level of PDF/A that asks for it.
    pub level: Level,
    /// The only part of PDF/A that asks for it; `None` for both.
    pub part: Option<u8>,
    /// The clause of PDF/X-4, as far as its number is known; else `6`, its technical
    /// requirements as a whole.
    pub x4: Option<&'static str>,
}

/// The clause of those rules of PDF/X-4 whose own number is not public. Clause 6 of ISO 15930-7 has
/// all technical requirements.
pub(super) const OF_X4: &str = "6";

/// Of PDF/UA-1 alone.
pub(super) const fn ua(clause: &'static str) -> Clauses {
    Clauses { ua1: Some(clause), a: None, level: Level::B, part: None, x4: None }
}

/// Of PDF/A at all levels.
pub(super) const fn a(clause: &'static str) -> Clauses {
    Clauses { ua1: None, a: Some(clause), level: Level::B, part: None, x4: None }
}

/// Of one part of PDF/A at all levels.
pub(super) const fn a_part(part: u8, clause: &'static str) -> Clauses {
    Clauses { ua1: None, a: Some(clause), level: Level::B, part: Some(part), x4: None }
}

/// Of PDF/A from a level on.
pub(super) const fn a_from(level: Level, clause: &'static str) -> Clauses {
    Clauses { ua1: None, a: Some(clause), level, part: None, x4: None }
}

/// Of PDF/UA-1, and of PDF/A at all levels.
pub(super) const fn both(ua1: &'static str, a: &'static str) -> Clauses {
    Clauses { ua1: Some(ua1), a: Some(a), level: Level::B, part: None, x4: None }
}

/// Of PDF/UA-1, and of PDF/A from a level on.
pub(super) const fn both_from(
    level: Level,
    ua1: &'static str,
    a: &'static str,
) -> Clauses {
    Clauses { ua1: Some(ua1), a: Some(a), level, part: None, x4: None }
}

/// Of PDF/X-4 alone.
pub(super) const fn x(clause: &'static str) -> Clauses {
    Clauses { ua1: None, a: None, level: Level::B, part: None, x4: Some(clause) }
}

impl Clauses {
    /// Of PDF/X-4, too.
    pub(super) const fn x(self, clause: &'static str) -> Self {
        Self { x4: Some(clause), ..self }
    }
}

impl Rule {
    /// The clause in which a standard asks for it; `None` where the standard does not.
    pub fn clause(&self, standard: Standard) -> Option<&'static str> {
        let Clauses { ua1, a, level: least, part: only, x4 } = self.clauses;
        match standard {
            Standard::Ua1 => ua1,
            Standard::X4 => x4,
            Standard::A { part, level } => {
                a.filter(|_| level >= least && only.is_none_or(|it| it == part))
            }
        }
    }
}

/// Declares the rules of a file: a name in the program, an id, what it is part of, the clauses,
/// what it finds, and what mends it.
macro_rules! rules {
    ($($name:ident $id:literal $claim:ident $clauses:expr, $what:literal, $remedy:literal;)*) => {
        $(
            static $name: $crate::conformance::Rule = $crate::conformance::Rule {
                id: $id,
                claim: $crate::conformance::Claim::$claim,
                clauses: $clauses,
                what: $what,
                remedy: $remedy,
            };
        )*
        pub(super) const RULES: &[&$crate::conformance::Rule] = &[$(&$name),*];
    };
}
pub(super) use rules;
