//! Claims: what a file promises, in the words of its readers.

use serde::Serialize;

/// What a profile promises.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::Display,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Claim {
    /// It can be read whole, without a password, and runs nothing.
    File,
    /// It says what it is, and once.
    Metadata,
    /// Title and language are said, and the title is shown.
    Language,
    /// Fonts are embedded, and letters stand for characters.
    Fonts,
    /// Colours are in the spaces of the profile.
    Colour,
    /// The condition is named that colours are meant for.
    OutputIntent,
    /// All content is tagged, or an artifact.
    Tags,
    /// Headings skip no level.
    Headings,
    /// Tables have headers, and rows of one width.
    Tables,
    /// What is seen can be read out.
    AlternativeText,
    /// Links and bookmarks lead somewhere, and say where.
    Links,
    /// Files that are attached are described; there are none where none belong.
    Attachments,
    /// Pages have a bleed and a trimmed size.
    Boxes,
    /// Grounds run on to the end of the bleed.
    Bleed,
    /// Marks stand outside the bleed, on every plate.
    Marks,
    /// Black text is black ink alone and overprints, and white does not.
    Black,
    /// There is no more ink than paper takes.
    Ink,
    /// Images are fine enough.
    Resolution,
    /// Lines are thick enough.
    Hairlines,
    /// Letters are large enough for their inks.
    SmallType,
}
