//! Page setup: what templates may know of how an edition is exported.

use crate::colour::{Cmyk, Rgb};

/// What the theme mixes its colours of.
#[derive(Clone, Copy)]
pub enum Palette<'p> {
    /// Light, in sRGB.
    Light,
    /// Process inks. What a brand's colour is in inks is asked of the printing condition
    /// where the brand does not say.
    Inks(&'p (dyn Fn(Rgb) -> Cmyk + Sync)),
}

/// How pages are set up, as far as templates may know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSetup {
    /// The date that the PDF carries.
    pub date: time::Date,
    /// Whether pages have inner and outer margins.
    pub sides: Sides,
    /// How far grounds run on past the trimmed page, in millimetres.
    pub bleed: f64,
}

/// Whether pages are looked at one by one or bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// The same margins on every page.
    Single,
    /// Inner and outer margins, recto and verso.
    Double,
}
