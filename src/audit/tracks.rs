//! Tracks: how wide the columns of tables and grids are.
//!
//! A frame tells where a cell begins and not where it ends. That is where the next column
//! begins, which is known when all of a page has been gone through, and on the pages where a
//! row goes on perhaps not at all.

use rustc_hash::FxHashMap;

use super::holders::HolderId;
use super::sheet::Column;

/// A cell: which columns of its grid it takes, and how much it keeps free at its sides.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) grid: HolderId,
    /// The first of the columns.
    pub(super) first: usize,
    /// One past the last.
    pub(super) end: usize,
    /// What it keeps free at its left and at its right, in points.
    pub(super) inset: (f64, f64),
}

/// The columns of the grids of a document.
#[derive(Default)]
pub(super) struct Tracks {
    /// Where they begin on this page.
    begin: FxHashMap<(HolderId, usize), f64>,
    /// How wide those from one to another were when that was known last.
    widths: FxHashMap<(HolderId, usize, usize), f64>,
    /// The columns of this page that end with one of a grid.
    open: Vec<(usize, Cell)>,
}

impl Tracks {
    /// Adds the column of a cell that begins at a place, and gives its number.
    pub(super) fn column(
        &mut self,
        cell: Cell,
        left: f64,
        outer: Option<usize>,
        columns: &mut Vec<Column>,
    ) -> usize {
        self.begin.insert((cell.grid, cell.first), left);
        self.open.push((columns.len(), cell));
        columns.push(Column { outer, left: left + cell.inset.0, right: f64::INFINITY });
        columns.len() - 1
    }

    /// Finds where the columns of a page end. The last one of a grid ends with what it is in.
    pub(super) fn close(&mut self, columns: &mut [Column]) {
        for (at, Cell { grid, first, end, inset }) in self.open.drain(..) {
            let left = columns[at].left - inset.0;
            let key = (grid, first, end);
            let next = self.begin.get(&(grid, end)).map(|next| next - left);
            // From right to left, a column begins where the one before it ends.
            let width = match next.filter(|width| *width >= 0.0) {
                Some(width) => {
                    self.widths.insert(key, width);
                    Some(width)
                }
                None => self.widths.get(&key).copied(),
            };
            let right = match (width, columns[at].outer) {
                (Some(width), _) => left + width,
                (None, Some(outer)) => columns[outer].right,
                (None, None) => f64::INFINITY,
            };
            columns[at].right = right - inset.1;
        }
        self.begin.clear();
    }
}
