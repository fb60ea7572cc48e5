//! Findings: what an audit tells of a document, a cause each.

use super::geometry::Side;

/// Something that does not fit, or a page that is not used.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// The page of the file that it is on, from 1; the first, where it is on several.
    pub page: usize,
    /// What it is about.
    pub piece: Piece,
    /// What it prints over, where it does.
    pub other: Option<Piece>,
    /// What it is in.
    pub within: Option<Within>,
    /// What begins the page after one that is nearly empty, where that is more than text.
    pub next: Option<Within>,
    /// How many other pieces have a fault of the same cause.
    pub more: usize,
}

/// What is wrong with a piece of a page. Lengths are in millimetres, to a tenth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// It stands past an edge of the trimmed page.
    OutsidePage {
        /// Which edge.
        side: Side,
        /// How far past it.
        by: f64,
    },
    /// It stands in a margin.
    InMargin {
        /// Which margin.
        side: Side,
        /// How far in it.
        by: f64,
    },
    /// It prints over what runs along in the margins: a running head, a folio, a stamp.
    OverFurniture {
        /// By how much.
        by: f64,
    },
    /// It prints over other text, or over an image.
    Overlap {
        /// By how much.
        by: f64,
    },
    /// It stands right below other text that it does not belong to.
    Crowded {
        /// The room between the ink of both, in millimetres.
        apart: f64,
    },
    /// Its box cuts it.
    Cut {
        /// How much is cut off.
        by: f64,
    },
    /// It is wider than the column that it stands in.
    WiderThanColumn {
        /// How much of it stands outside.
        by: f64,
    },
    /// It is an image with too few pixels for the size that it prints at.
    Coarse {
        /// The pixels of it that print on an inch.
        dots: u32,
        /// The fewest that may.
        least: u32,
    },
    /// It is a heading, and what it heads is on the next page.
    StrandedHeading,
    /// It is the first piece of a page that is nearly empty.
    SparsePage {
        /// How much of the page is filled, in per cent.
        filled: u8,
    },
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What it is.
    pub content: Content,
    /// Where it stands in a source, if it came from one: path and byte.
    pub source: Option<(String, usize)>,
    /// Where a piece of the same cause stands, if it did not.
    pub neighbour: Option<(String, usize)>,
}

impl Piece {
    /// No piece.
    pub const NONE: Self =
        Self { content: Content::Nothing, source: None, neighbour: None };
}

/// What a piece of a page is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing: a page is empty.
    Nothing,
    /// Text.
    Text {
        /// The word that has the fault.
        word: String,
        /// The text around it in one style.
        run: String,
    },
    /// An image, by its path in Typst's world.
    Image(String),
}

/// What a piece belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Within {
    /// What that is.
    pub kind: WithinKind,
    /// Its title; empty where it has none.
    pub title: String,
}

/// What holds pieces that have one cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithinKind {
    /// A table.
    Table,
    /// A table for which a page is turned.
    TurnedTable,
    /// A chart.
    Chart,
    /// A picture with what belongs to it.
    Picture,
    /// The running heads, folios and stamps of the pages.
    Furniture,
}

impl Fault {
    /// How bad it is: what is lost first, then what cannot be read, then what looks wrong.
    pub(super) fn rank(&self) -> (u8, f64) {
        match *self {
            Self::OutsidePage { by, .. } => (5, by),
            Self::Cut { by } => (4, by),
            Self::OverFurniture { by } => (3, by),
            Self::Overlap { by } => (2, by),
            Self::InMargin { by, .. } => (1, by),
            Self::WiderThanColumn { by } => (0, by),
            Self::Crowded { apart } => (0, -apart),
            Self::Coarse { dots, .. } => (0, -f64::from(dots)),
            Self::StrandedHeading | Self::SparsePage { .. } => (0, 0.0),
        }
    }
}
