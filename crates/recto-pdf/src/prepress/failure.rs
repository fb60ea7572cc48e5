//! Failures: why a document cannot be printed, and what to do.

use crate::Malformed;

/// The fewest pages of which some are left when the cover is taken off.
pub(super) const LEAST_COVERED: usize = 6;

/// Why a document cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum PressFailure {
    /// Something on its pages has no inks.
    #[error("{what}, which cannot be printed in inks")]
    Colour {
        /// What, such as “a gradient is computed by a program”.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// It has too few pages, or an odd number, for a cover of its own.
    #[error(
        "a cover of its own takes an even number of pages, at least 6, and there are {pages}"
    )]
    Cover {
        /// How many there are.
        pages: usize,
    },
    /// A page has another size than the first, and is not that page turned.
    #[error(
        "a page is {width:.0} by {height:.0} mm, and the sheets are {} by {} mm",
        sheet.0.round(),
        sheet.1.round()
    )]
    Size {
        /// The width of the page, in millimetres.
        width: f32,
        /// The height of the page, in millimetres.
        height: f32,
        /// The width and the height of the first page, in millimetres.
        sheet: (f32, f32),
    },
    /// The file is not built as Typst builds one.
    #[error("the PDF cannot be taken apart: {0}")]
    Structure(#[from] Malformed),
}

impl From<lopdf::Error> for PressFailure {
    fn from(error: lopdf::Error) -> Self {
        Self::Structure(error.into())
    }
}

impl PressFailure {
    /// One thing to do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Colour { remedy, .. } => remedy,
            Self::Cover { pages } if pages.next_multiple_of(4) >= LEAST_COVERED => {
                "add blank pages with `--pages multiple-of-four`"
            }
            Self::Cover { .. } => "leave `--cover separate` out: all of it is cover",
            Self::Size { .. } => {
                "give every page the size of the first in the theme, upright or turned"
            }
            Self::Structure(_) => "report this: it is a mistake of Recto",
        }
    }
}
