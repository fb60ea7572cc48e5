//! Typesetting: Typst sources in, laid-out pages out, in a closed world.
//!
//! A [`Typesetter`] holds what every edition shares (the library, the theme, the
//! fonts); [`Typesetter::compile`] lays out one [`Document`]. This is the only user of
//! the Typst compiler. It knows paths and bytes; what a source means to a project is
//! the business of those who made it.

mod fonts;
mod marks;
mod world;

use std::ops::Range;

pub use self::fonts::{
    Characters, Face, FontRefusal, Fonts, GivenFile, Kind, embedded_files, faces,
    is_ignorable, variant,
};
pub use self::marks::{Mark, marks};
pub use self::world::{Document, Foundation, Typesetter};
pub use typst::foundations::Bytes;
pub use typst_layout::PagedDocument;

/// Drops what Typst has worked out and not used since: each call is a step in age, and what
/// was not used within the last few steps goes. The cache is the process's, not a
/// typesetter's.
pub fn forget(age: usize) {
    comemo::evict(age);
}

/// The version of Typst that is in the program.
pub fn version() -> String {
    typst::utils::version().raw().to_owned()
}

/// Something that Typst says about a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Whether it stops the edition.
    pub severity: crate::diagnostic::Severity,
    /// What it says.
    pub message: String,
    /// Where it stands, if it is about a source: path and bytes, innermost first, then
    /// the calls that led there.
    pub trace: Vec<(String, Range<usize>)>,
    /// What to do.
    pub hints: Vec<String>,
}
