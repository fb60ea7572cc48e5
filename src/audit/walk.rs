//! The walk through the frames of a document, page by page.
//!
//! Groups nest, and carry how their contents are moved, turned and clipped. Tags say where
//! elements begin and end; an element may begin on one page and end on another, so that what
//! is open goes on from page to page.

use rustc_hash::FxHashMap;
use typst::foundations::{Content, Label, Smart, StyleChain};
use typst::introspection::{Location, MetadataElem, Tag};
use typst::layout::{
    Frame, FrameItem, FrameKind, GridCell, GroupItem, Length, PlaceElem, Point, Rel,
    Sides, Transform,
};
use typst::loading::LoadSource;
use typst::model::{
    FigureCaption, FigureElem, HeadingElem, ParElem, TableCell, TableElem,
};
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::text::TextItem;
use typst::visualize::{Image, ImageElem, ImageKind, Shape};
use typst_layout::Page;

use super::finding::WithinKind;
use super::geometry::Rect;
use super::ground::{Ground, is_solid};
use super::holders::{HolderId, HolderKind, Holders, NOTHING};
use super::ink::Ink;
use super::sheet::{Column, Picture, Run, Sheet, Standing, Zone};
use super::tracks::{Cell, Tracks};

/// What a theme tells of its pages, by labels on blocks and on metadata.
mod label {
    /// A block that fills the upper margin, between those at the sides.
    pub(super) const HEAD: &str = "head";
    /// The same of the lower margin.
    pub(super) const FOOT: &str = "foot";
    /// A block whose contents stand in the margins on purpose.
    pub(super) const IN_MARGIN: &str = "in-margin";
    /// A box beside the column that it is read in.
    pub(super) const ASIDE: &str = "aside";
    /// A block that runs off the page on purpose.
    pub(super) const BLEED: &str = "bleed";
    /// A block that text stands over on purpose.
    pub(super) const GROUND: &str = "ground";
    /// A block that cuts an image on purpose.
    pub(super) const CROP: &str = "crop";
    /// A block that stands above what follows, as a heading does.
    pub(super) const LEADS: &str = "leads";
    /// A block of things that have their size from one another: what does not fit there has
    /// one cause.
    pub(super) const TOGETHER: &str = "together";
    /// Metadata in a figure that draws a chart.
    pub(super) const CHART: &str = "chart";
    /// Metadata on a page that is composed, so that it may well be empty.
    pub(super) const COMPOSED: &str = "composed";
    /// Metadata where a part of the document begins.
    pub(super) const PART: &str = "part";
}

/// Goes through the pages of a document, one after the other.
pub(super) struct Walk {
    pub(super) ink: Ink,
    pub(super) holders: Holders,
    scope: Scope,
    /// The elements that have begun and not ended, the innermost last.
    open: Vec<Open>,
    /// What is known of elements whose contents may stand elsewhere than between their tags:
    /// cells that break, floats, footnotes.
    spread: FxHashMap<Location, Spread>,
    /// The grid that is being filled in a holder.
    grids: FxHashMap<HolderId, HolderId>,
    /// What holds the text of a column that no element holds.
    loose: Option<(Option<usize>, HolderId)>,
    tracks: Tracks,
}

/// What elements say of all that is in them.
#[derive(Clone, Copy)]
struct Scope {
    zone: Zone,
    holder: HolderId,
    is_placed: bool,
}

/// An element that has begun and not ended.
struct Open {
    location: Location,
    before: Scope,
}

/// An element whose contents may stand in groups of their own.
#[derive(Clone, Copy)]
struct Spread {
    scope: Scope,
    cell: Option<Cell>,
}

/// What frames say of all that is in them.
#[derive(Clone, Copy)]
struct Placing {
    at: Transform,
    clip: Option<Rect>,
    column: Option<usize>,
    is_marginal: bool,
    bleeds: bool,
    is_ground: bool,
    is_cropped: bool,
}

/// The resolution of an image, in pixels for each inch on paper: across or down, whichever is
/// lower.
fn dots(image: &Image, whole: Rect) -> Option<f64> {
    let ImageKind::Raster(_) = image.kind() else { return None };
    let across = image.width() / whole.width();
    let down = image.height() / whole.height();
    Some(across.min(down) * 72.0)
}

const NO_SCOPE: Scope = Scope { zone: Zone::Body, holder: NOTHING, is_placed: false };

impl Walk {
    /// A walk that has not begun.
    pub(super) fn new() -> Self {
        Self {
            ink: Ink::default(),
            holders: Holders::new(),
            scope: NO_SCOPE,
            open: Vec::new(),
            spread: FxHashMap::default(),
            grids: FxHashMap::default(),
            loose: None,
            tracks: Tracks::default(),
        }
    }

    /// What the next page shows, whose number is counted from 1.
    pub(super) fn sheet<'d>(&mut self, page: &'d Page, number: usize) -> Sheet<'d> {
        let mut sheet = Sheet::new(number, Rect::of_size(page.frame.size()));
        let placing = Placing {
            at: Transform::identity(),
            clip: None,
            column: None,
            is_marginal: false,
            bleeds: false,
            is_ground: false,
            is_cropped: false,
        };
        self.loose = None;
        self.frame(&page.frame, placing, &mut sheet);
        self.tracks.close(&mut sheet.columns);
        sheet
    }

    fn frame<'d>(&mut self, frame: &'d Frame, placing: Placing, sheet: &mut Sheet<'d>) {
        let mut placing = placing;
        // Elements whose contents have a column of their own, and the column before.
        let mut columns: Vec<(Location, Option<usize>)> = Vec::new();
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.group(group, *at, placing, sheet),
                FrameItem::Text(run) => self.text(run, *at, placing, sheet),
                FrameItem::Image(image, size, _) => {
                    let whole = Rect::of_size(*size).placed(&moved(placing.at, *at));
                    let Placing { clip, bleeds, is_ground, is_cropped, .. } = placing;
                    let ink = clip.map_or(whole, |clip| whole.within(clip));
                    let clip = clip.filter(|_| !is_cropped);
                    let standing = self.standing(placing);
                    sheet.pictures.push(Picture {
                        whole,
                        ink,
                        clip,
                        dots: dots(image, whole),
                        standing,
                        bleeds,
                        is_ground,
                    });
                }
                FrameItem::Shape(shape, _) => self.shape(shape, *at, placing, sheet),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let here = Placing { at: moved(placing.at, *at), ..placing };
                    if let Some(location) = element.location()
                        && let Some(column) = self.start(element, location, here, sheet)
                    {
                        columns.push((location, placing.column));
                        placing.column = column;
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.end(*location);
                    if columns.last().is_some_and(|(opened, _)| opened == location) {
                        placing.column = columns.pop().and_then(|(_, before)| before);
                    }
                }
                FrameItem::Link(..) => {}
            }
        }
    }

    fn shape(&self, shape: &Shape, at: Point, placing: Placing, sheet: &mut Sheet<'_>) {
        let at = moved(placing.at, at);
        let area = Rect::of(shape.geometry.bbox(None)).placed(&at);
        if self.scope.zone == Zone::Body {
            sheet.shapes.push(area);
        }
        if is_solid(shape) && at.is_only_translate() {
            let area = placing.clip.map_or(area, |clip| area.within(clip));
            let (runs, pictures) = (sheet.runs.len(), sheet.pictures.len());
            sheet.grounds.push(Ground { area, runs, pictures });
        }
    }

    fn group<'d>(
        &mut self,
        group: &'d GroupItem,
        at: Point,
        outer: Placing,
        sheet: &mut Sheet<'d>,
    ) {
        let at = moved(outer.at, at).pre_concat(group.transform);
        let sides = Rect::of_size(group.frame.size()).placed(&at);
        let mut placing = Placing { at, ..outer };
        if let Some(curve) = &group.clip {
            let window = Rect::of(curve.bbox(None)).placed(&at);
            placing.clip = Some(outer.clip.map_or(window, |clip| clip.within(window)));
        }
        let around = self.scope;
        if let Some(label) = group.label {
            self.labelled(label, sides, &mut placing, sheet);
        }
        let is_held = self.scope.holder != around.holder;
        if group.frame.kind() == FrameKind::Hard {
            let Rect { left, right, .. } = sides;
            placing.column =
                Some(sheet.add(Column { outer: placing.column, left, right }));
        }
        let Some(parent) = group.parent else {
            self.frame(&group.frame, placing, sheet);
            // What began in a group may go on after it, on the next page.
            if is_held {
                self.scope.holder = around.holder;
            }
            return;
        };
        // It belongs to something that stands elsewhere, and what is open here goes on after.
        let elsewhere = self.spread.get(&parent.location).copied();
        let elsewhere = elsewhere.unwrap_or_else(|| {
            let holder = self.holders.add(NOTHING, HolderKind::Text);
            let scope = Scope { holder, is_placed: true, ..NO_SCOPE };
            let spread = Spread { scope, cell: None };
            self.spread.insert(parent.location, spread);
            spread
        });
        self.scope = elsewhere.scope;
        let open = std::mem::take(&mut self.open);
        placing.column = elsewhere.cell.map(|cell| {
            self.tracks.column(cell, sides.left, outer.column, &mut sheet.columns)
        });
        self.frame(&group.frame, placing, sheet);
        self.scope = around;
        self.open = open;
    }

    /// Takes up what the theme says of a group.
    fn labelled(
        &mut self,
        label: Label,
        sides: Rect,
        placing: &mut Placing,
        sheet: &mut Sheet<'_>,
    ) {
        match label.resolve().as_str() {
            label::HEAD => {
                let body = sheet.body.get_or_insert(sheet.trim);
                (body.left, body.top, body.right) =
                    (sides.left, sides.bottom, sides.right);
            }
            label::FOOT => {
                let body = sheet.body.get_or_insert(sheet.trim);
                (body.left, body.bottom, body.right) =
                    (sides.left, sides.top, sides.right);
            }
            label::IN_MARGIN => placing.is_marginal = true,
            label::ASIDE => placing.column = None,
            label::BLEED => placing.bleeds = true,
            label::GROUND => placing.is_ground = true,
            label::CROP => placing.is_cropped = true,
            label::LEADS => self.hold(HolderKind::Heading),
            label::TOGETHER => self.hold(HolderKind::Together),
            _ => {}
        }
    }

    fn standing(&self, placing: Placing) -> Standing {
        let Scope { zone, holder, is_placed } = self.scope;
        Standing { zone, holder, is_placed, is_marginal: placing.is_marginal }
    }

    fn text<'d>(
        &mut self,
        item: &'d TextItem,
        at: Point,
        placing: Placing,
        sheet: &mut Sheet<'d>,
    ) {
        let at = moved(placing.at, at);
        let ink = self.ink.around(item);
        if ink.is_nothing() {
            return;
        }
        let mut standing = self.standing(placing);
        if standing.holder == NOTHING {
            standing.holder = self.loose(placing.column);
        }
        self.holders.entitle(standing.holder, &item.text);
        let (ink, clip, column) = (ink.placed(&at), placing.clip, placing.column);
        sheet.runs.push(Run { item, at, ink, clip, standing, column });
    }

    /// What holds text of a column that no element holds.
    fn loose(&mut self, column: Option<usize>) -> HolderId {
        match self.loose {
            Some((known, holder)) if known == column => holder,
            _ => {
                let holder = self.holders.add(NOTHING, HolderKind::Text);
                self.loose = Some((column, holder));
                holder
            }
        }
    }

    /// Takes up an element that begins. `Some` when its contents have a column of their own,
    /// or are free of the one around them.
    fn start(
        &mut self,
        element: &Content,
        location: Location,
        placing: Placing,
        sheet: &mut Sheet<'_>,
    ) -> Option<Option<usize>> {
        let before = self.scope;
        let mut column = None;
        if element.is::<ParElem>() {
            self.hold(HolderKind::Text);
        } else if let Some(cell) = element.to_packed::<TableCell>() {
            let styles = StyleChain::default();
            let (x, span) = (cell.x.get(styles), cell.colspan.get(styles).get());
            let grid = before.holder;
            let cell = cell_of(grid, x, span, cell.inset.get(styles));
            column = Some(self.cell(location, grid, cell, placing, sheet));
        } else if let Some(cell) = element.to_packed::<GridCell>() {
            let styles = StyleChain::default();
            let (x, y) = (cell.x.get(styles), cell.y.get(styles));
            let begins = (x, y) == (Smart::Custom(0), Smart::Custom(0));
            let known = self.grids.get(&before.holder).copied().filter(|_| !begins);
            let grid = known.unwrap_or_else(|| {
                let grid = self.holders.add(before.holder, HolderKind::Grid);
                self.grids.insert(before.holder, grid);
                grid
            });
            let span = cell.colspan.get(styles).get();
            let cell = cell_of(grid, x, span, cell.inset.get(styles));
            column = Some(self.cell(location, grid, cell, placing, sheet));
        } else if element.is::<PlaceElem>() {
            self.scope.is_placed = true;
            self.spread.insert(location, Spread { scope: self.scope, cell: None });
            column = Some(None);
        } else if element.is::<HeadingElem>() {
            self.hold(HolderKind::Heading);
        } else if element.is::<TableElem>() {
            self.hold(HolderKind::Table);
            self.holders.shows(self.scope.holder, WithinKind::Table);
        } else if element.is::<FigureElem>() {
            self.hold(HolderKind::Figure);
        } else if element.is::<FigureCaption>() {
            self.hold(HolderKind::Caption);
        } else if let Some(image) = element.to_packed::<ImageElem>() {
            let path = match image.source.derived.source.v {
                LoadSource::Path(file) => file.vpath().get_without_slash().to_owned(),
                LoadSource::Bytes => String::new(),
            };
            self.hold(HolderKind::Picture(path));
            self.holders.shows(self.scope.holder, WithinKind::Picture);
        } else if let Some(artifact) = element.to_packed::<ArtifactElem>() {
            match artifact.kind.get(StyleChain::default()) {
                ArtifactKind::Header
                | ArtifactKind::Footer
                | ArtifactKind::Page
                | ArtifactKind::Background => {
                    self.scope = NO_SCOPE;
                    self.scope.zone = Zone::Furniture;
                    self.hold(HolderKind::Furniture);
                }
                _ => return None,
            }
        } else {
            if element.is::<MetadataElem>() {
                self.marked(element, placing.at, sheet);
            }
            return None;
        }
        self.open.push(Open { location, before });
        column
    }

    /// Takes up what the theme says of a page.
    fn marked(&mut self, element: &Content, at: Transform, sheet: &mut Sheet<'_>) {
        let Some(label) = element.label() else { return };
        match label.resolve().as_str() {
            label::CHART => self.holders.shows(self.scope.holder, WithinKind::Chart),
            label::COMPOSED => {
                sheet.is_composed = true;
                sheet.is_float = self.scope.is_placed;
            }
            label::PART => drop(sheet.begins.get_or_insert(at.ty.to_pt())),
            _ => {}
        }
    }

    /// From here on, things belong to a new holder in the one before.
    fn hold(&mut self, kind: HolderKind) {
        self.scope.holder = self.holders.add(self.scope.holder, kind);
    }

    fn end(&mut self, location: Location) {
        let opened = self.open.iter().rposition(|open| open.location == location);
        if let Some(at) = opened {
            self.scope = self.open[at].before;
            self.open.truncate(at);
        }
    }

    /// Takes up a cell of a grid, whose column it gives.
    fn cell(
        &mut self,
        location: Location,
        grid: HolderId,
        cell: Option<Cell>,
        placing: Placing,
        sheet: &mut Sheet<'_>,
    ) -> Option<usize> {
        self.scope.holder = self.holders.add(grid, HolderKind::Cell);
        let cell = cell?;
        self.spread.insert(location, Spread { scope: self.scope, cell: Some(cell) });
        let (left, columns) = (placing.at.tx.to_pt(), &mut sheet.columns);
        Some(self.tracks.column(cell, left, placing.column, columns))
    }
}

/// A cell of a grid in its columns; `None` where they are not known.
fn cell_of(
    grid: HolderId,
    x: Smart<usize>,
    span: usize,
    inset: Smart<Sides<Option<Rel<Length>>>>,
) -> Option<Cell> {
    let Smart::Custom(first) = x else { return None };
    let kept = |side: Option<Rel<Length>>| side.map_or(0.0, |it| it.abs.abs.to_pt());
    let inset = match inset {
        Smart::Custom(sides) => (kept(sides.left), kept(sides.right)),
        Smart::Auto => (0.0, 0.0),
    };
    Some(Cell { grid, first, end: first + span, inset })
}

/// A transformation that begins at a point under another.
fn moved(at: Transform, by: Point) -> Transform {
    at.pre_concat(Transform::translate(by.x, by.y))
}
