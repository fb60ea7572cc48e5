//! The stages that a message can name: what the program is busy with.

use std::fmt;

/// What is being done, for the project or for an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The project is read and validated.
    Reading,
    /// The rules look at it.
    Checking,
    /// Its sources are drawn from the templates.
    Rendering,
    /// Typst lays out its pages.
    Typesetting,
    /// Typst makes a PDF of the pages.
    Exporting,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reading => "reading",
            Self::Checking => "checking",
            Self::Rendering => "rendering",
            Self::Typesetting => "typesetting",
            Self::Exporting => "exporting",
        })
    }
}
