//! A sheet: what a page shows, taken out of its frames, each piece with what it belongs to.

use typst::text::TextItem;

use super::geometry::Rect;
use super::ground::Ground;
use super::holders::HolderId;
use typst::layout::Transform;

/// What one page shows.
pub(super) struct Sheet<'d> {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    /// The trimmed page.
    pub(super) trim: Rect,
    /// Where its text stands, between the margins; `None` where the page has none.
    pub(super) body: Option<Rect>,
    /// Its text, in the order of reading.
    pub(super) runs: Vec<Run<'d>>,
    /// Its images.
    pub(super) pictures: Vec<Picture>,
    /// Its shapes between the margins.
    pub(super) shapes: Vec<Rect>,
    /// The opaque boxes of the page, in the order of drawing.
    pub(super) grounds: Vec<Ground>,
    /// The columns that text stands in. An outer one comes before those in it.
    pub(super) columns: Vec<Column>,
    /// Whether the theme composes all of it, so that it may well be empty.
    pub(super) is_composed: bool,
    /// Whether a float fills the page, so that the text of the page before goes on behind the
    /// float.
    pub(super) is_float: bool,
    /// Where the first part of a document begins on it.
    pub(super) begins: Option<f64>,
}

/// Where on a page something stands, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// In what the page is for.
    Body,
    /// In what runs along from page to page: heads, folios, stamps, markings.
    Furniture,
}

/// How something stands on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) zone: Zone,
    /// What it belongs to.
    pub(super) holder: HolderId,
    /// Whether the theme sets it in the margins.
    pub(super) is_marginal: bool,
    /// Whether the text flows around it: a float, a footnote, something placed.
    pub(super) is_placed: bool,
}

/// A run of text.
pub(super) struct Run<'d> {
    pub(super) item: &'d TextItem,
    /// Where it begins, and how it is turned.
    pub(super) at: Transform,
    /// The box around its ink.
    pub(super) ink: Rect,
    /// What is seen of it.
    pub(super) clip: Option<Rect>,
    pub(super) standing: Standing,
    /// The innermost of the columns that it stands in.
    pub(super) column: Option<usize>,
}

impl Run<'_> {
    /// What is seen of its ink.
    pub(super) fn seen(&self) -> Rect {
        self.clip.map_or(self.ink, |clip| self.ink.within(clip))
    }
}

/// An image.
pub(super) struct Picture {
    /// All of it.
    pub(super) whole: Rect,
    /// What is seen of it.
    pub(super) ink: Rect,
    /// What cuts it without being asked to.
    pub(super) clip: Option<Rect>,
    /// Its resolution, in pixels for each inch on paper; none for a drawing.
    pub(super) dots: Option<f64>,
    pub(super) standing: Standing,
    /// Whether it runs off the page on purpose.
    pub(super) bleeds: bool,
    /// Whether text stands over it on purpose.
    pub(super) is_ground: bool,
}

/// Something that text should be no wider than.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The one that it is in.
    pub(super) outer: Option<usize>,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Sheet<'_> {
    /// A page on which nothing is known to stand.
    pub(super) fn new(number: usize, trim: Rect) -> Self {
        Self {
            number,
            trim,
            body: None,
            runs: Vec::new(),
            pictures: Vec::new(),
            shapes: Vec::new(),
            grounds: Vec::new(),
            columns: Vec::new(),
            is_composed: false,
            is_float: false,
            begins: None,
        }
    }

    /// Whether a part of the document begins with the page.
    pub(super) fn begins_a_part(&self) -> bool {
        let mut flowing = self
            .runs
            .iter()
            .filter(|run| run.standing.zone == Zone::Body && !run.standing.is_marginal);
        let first = flowing.next().map_or(f64::INFINITY, |run| run.ink.bottom);
        self.begins.is_some_and(|begins| begins <= first)
    }

    /// Whether an opaque box lies between a run and a picture wherever the run covers the picture.
    pub(super) fn is_grounded(&self, run: usize, picture: usize) -> bool {
        let ink = self.runs[run].seen().within(self.pictures[picture].ink);
        self.grounds.iter().any(|ground| {
            ground.pictures > picture && ground.runs <= run && ground.area.holds(ink)
        })
    }

    /// Whether a run reaches in between the margins.
    pub(super) fn is_in_body(&self, at: usize) -> bool {
        let run = &self.runs[at];
        let em = run.item.size.to_pt();
        self.body.is_some_and(|body| {
            let shared = run.ink.within(body);
            shared.width() > em && shared.height() > em / 2.0
        })
    }

    /// The first text on it that does not run along.
    pub(super) fn first_of_body(&self) -> Option<usize> {
        self.runs.iter().position(|run| run.standing.zone == Zone::Body)
    }

    /// Adds a column, and gives its number.
    pub(super) fn add(&mut self, column: Column) -> usize {
        self.columns.push(column);
        self.columns.len() - 1
    }
}
