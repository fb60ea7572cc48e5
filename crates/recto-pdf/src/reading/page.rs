//! Pages: what each paints, marks and uses.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::Object;

use super::marks::Marks;
use super::operations::InlineImage;
use crate::flaws::Flaws;
use crate::font::Code;
use crate::geometry::Rect;
use crate::object::Dict;
use crate::space::{Devices, Paint};

/// Text that was shown.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) paint: Paint,
    /// Its size on the page, in points.
    pub(crate) size: f64,
    pub(crate) overprints: bool,
}

/// A shape that was painted.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) paint: Paint,
    /// What of it is seen.
    pub(crate) extent: Rect,
    /// The width of its line, in points; `None` where it is filled.
    pub(crate) line: Option<f64>,
    pub(crate) overprints: bool,
}

/// An image that was drawn.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    /// Samples to an inch: the coarser direction.
    pub(crate) resolution: f64,
    /// Bits a channel.
    pub(crate) bits: i64,
}

/// How a code of a font was shown, of all the times that it was.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Showing {
    /// Whether it was painted, and not there for search alone.
    pub(crate) is_painted: bool,
    /// Whether it was shown where no other text stands for it.
    pub(crate) is_read: bool,
}

/// A font that a page shows text in.
pub(crate) struct UsedFont<'d> {
    pub(crate) dict: Dict<'d>,
    pub(crate) codes: BTreeMap<Code, Showing>,
}

/// The names of resources that content uses, each with its kind.
pub(crate) type Names = BTreeSet<(&'static [u8], Vec<u8>)>;

/// What of resources a page uses, each thing once.
#[derive(Default)]
pub(crate) struct Uses<'d> {
    pub(crate) fonts: Vec<UsedFont<'d>>,
    pub(crate) images: Vec<Dict<'d>>,
    pub(crate) forms: Vec<Dict<'d>>,
    pub(crate) tiles: Vec<Dict<'d>>,
    pub(crate) gradients: Vec<Dict<'d>>,
    pub(crate) parameters: Vec<Dict<'d>>,
    /// The colour spaces of the resources.
    pub(crate) spaces: Vec<&'d Object>,
    pub(crate) inline: Vec<InlineImage>,
    /// The device spaces that colours are in, by themselves or at the root of others.
    pub(crate) devices: Devices,
    /// The device spaces that are set, and whether or not anything is painted in them.
    pub(crate) set: Devices,
    /// How its content is written.
    pub(crate) flaws: Flaws,
    /// Whether inks by a profile overprint in mode 1.
    pub(crate) overprints_profiled_inks: bool,
    /// Rendering intents that the content names.
    pub(crate) intents: Vec<Vec<u8>>,
    /// Operators that PDF does not know.
    pub(crate) unknown: Vec<String>,
    /// How deep states are saved within each other.
    pub(crate) saved: usize,
    /// The names of resources that content uses, by where their dictionary is in memory.
    pub(crate) names: BTreeMap<usize, Names>,
    /// Whether content uses resources of what it is in, and not of its own.
    pub(crate) inherits: bool,
    /// Whether something shines through.
    pub(crate) is_transparent: bool,
}

/// What a page paints.
#[derive(Default)]
pub(crate) struct Page<'d> {
    pub(crate) texts: Vec<Text>,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) images: Vec<Image>,
    pub(crate) uses: Uses<'d>,
    pub(crate) marks: Marks,
    /// The media box, the bleed box and the trim box.
    pub(crate) media: Option<Rect>,
    pub(crate) bleed: Option<Rect>,
    pub(crate) trim: Option<Rect>,
    /// Whether there is an art box.
    pub(crate) has_art: bool,
    /// Why not all of it could be read.
    pub(crate) unreadable: Option<String>,
}
