//! Profiles: what a finished file is for, and so what it promises.

use serde::{Deserialize, Serialize};

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
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Profile {
    /// For readers: accessible and archivable (PDF/UA-1 and PDF/A-2a).
    Screen,
    /// For the records: the same with the data behind it attached (PDF/A-3a).
    Archive,
    /// For a printer: in inks, with bleed and marks (PDF/X-4).
    Print,
    /// For readers who need large type, on screen or printed in an office (PDF/UA-1 and PDF/A-2a).
    Large,
}

impl Profile {
    /// What stands at the end of its files' names. That of the screen is what a reader is
    /// given, and needs no word.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Screen => "",
            Self::Archive => "-archive",
            Self::Print => "-print",
            Self::Large => "-large",
        }
    }

    /// What its pages are laid out for.
    pub fn medium(self) -> Medium {
        match self {
            Self::Screen | Self::Archive => Medium::Screen,
            Self::Print => Medium::Print,
            Self::Large => Medium::Large,
        }
    }
}

/// What pages are laid out for. Profiles of one medium share their pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Medium {
    /// In light, with links that can be followed.
    Screen,
    /// In inks, with inner and outer margins, and grounds that run into the bleed.
    Print,
    /// In light, with links that can be followed, and in large type.
    Large,
}
