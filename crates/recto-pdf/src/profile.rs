//! Profiles: what a finished file is for, and so what it promises.

use std::fmt;

/// How an edition is exported.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// For readers: accessible (PDF/UA-1, ISO 14289-1) and archivable (PDF/A-2a,
    /// ISO 19005-2) at once.
    Screen,
    /// For the records: the same pages with the data behind them attached (PDF/A-3a,
    /// ISO 19005-3).
    Archive,
    /// For a printer: in inks, with bleed and marks (PDF/X-4, ISO 15930-7).
    Print,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Screen, Self::Archive, Self::Print];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Archive => "archive",
            Self::Print => "print",
        }
    }

    /// What stands at the end of its files' names. That of the screen is what a reader is
    /// given, and needs no word.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Screen => "",
            Self::Archive => "-archive",
            Self::Print => "-print",
        }
    }

    /// What its pages are laid out for.
    pub fn medium(self) -> Medium {
        match self {
            Self::Screen | Self::Archive => Medium::Screen,
            Self::Print => Medium::Paper,
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What pages are laid out for. Profiles of one medium share their pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Medium {
    /// In light, with links that can be followed.
    Screen,
    /// In inks, with inner and outer margins, and grounds that run into the bleed.
    Paper,
}
