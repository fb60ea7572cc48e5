//! Entries: what an inventory says of a figure.

use crate::diagnostic::Place;

/// A figure of a report.
#[derive(Debug, Clone)]
pub struct FigureEntry {
    /// As it prints, or as it is typed.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub status: FigureStatus,
    /// The measure, or what else of the report it is; `None` where nothing is known.
    pub of: Option<String>,
}

/// What a figure of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureStatus {
    /// A measure prints it.
    Reference,
    /// It is typed, and is what the report says elsewhere.
    Matched,
    /// It is typed, and differs from what the report says elsewhere.
    Contradicted,
    /// It is typed, and nothing in the report says that it is so.
    Unknown,
    /// A date, a period, or a name with digits.
    Name,
}

impl FigureStatus {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Matched => "typed, matched",
            Self::Contradicted => "typed, contradicted",
            Self::Unknown => "typed, unknown",
            Self::Name => "date or name",
        }
    }
}
