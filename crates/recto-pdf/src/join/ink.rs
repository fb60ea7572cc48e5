//! Ink: whether an external page paints where a stamp or a marking would lie.
//!
//! It is a coarse reading: letters are as wide as half their size, and an image paints all of its
//! box. So a page may be taken to paint where it does not, and is then made a little smaller;
//! what it paints is never missed for that.

use lopdf::{Document, ObjectId};

use super::survey::SourcePage;
use crate::content::Operand;
use crate::geometry::{Matrix, Rect};
use crate::interpret::{Image, Inner, Interpreter, Place, State, Visitor, width};
use crate::object::Dict;
use crate::space::Paint;

/// Which of some areas, in user space, a page paints in. A page that cannot be read to its end is
/// taken to paint in every one.
pub(super) fn painted<const N: usize>(
    document: &Document,
    page: &SourcePage,
    areas: [Rect; N],
) -> [bool; N] {
    let entries = Dict::new(document, &page.entries);
    let mut reader = Reader { areas, met: [false; N], is_read: true };
    match entries.content() {
        Ok(content) => {
            let state = State { clip: page.shown, ..State::default() };
            let place = Place { resources: entries.dict(b"Resources"), depth: 0 };
            Interpreter::new(document, &mut reader).read(&content, place, state);
        }
        Err(_) => reader.is_read = false,
    }
    if reader.is_read { reader.met } else { [true; N] }
}

struct Reader<const N: usize> {
    areas: [Rect; N],
    met: [bool; N],
    is_read: bool,
}

impl<const N: usize> Reader<N> {
    fn paints(&mut self, extent: Rect) {
        if extent.is_empty() {
            return;
        }
        for (area, met) in self.areas.iter().zip(&mut self.met) {
            let shared = area.within(extent);
            *met |= shared.width() > -0.01 && shared.height() > 0.3;
        }
    }
}

/// Whether a colour is white, which is not seen on paper.
fn is_white(paint: &Paint) -> bool {
    match paint {
        Paint::Light(levels) => levels.iter().all(|level| *level >= 0.999),
        paint => paint.is_bare(),
    }
}

impl<'d, const N: usize> Visitor<'d> for Reader<N> {
    fn text(
        &mut self,
        state: &State<'d>,
        line: Matrix,
        operands: &[Operand<'_>],
        _: Place<'d>,
    ) {
        let (size, width) = (state.size, width(state, operands));
        if state.is_text_painted() && width > 0.0 {
            let low =
                Rect { left: 0.0, right: width, bottom: -0.25 * size, top: 0.8 * size };
            let extent = line.then(state.matrix).around(low);
            self.paints(extent.within(state.clip));
        }
    }

    fn shape(
        &mut self,
        state: &State<'d>,
        path: Rect,
        fills: bool,
        strokes: bool,
        _: Place<'d>,
    ) {
        if strokes || fills && !is_white(&state.fill.paint) {
            self.paints(path.within(state.clip));
        }
    }

    fn gradient(&mut self, state: &State<'d>, _: Option<Dict<'d>>, _: Place<'d>) {
        self.paints(state.clip);
    }

    fn image(&mut self, state: &State<'d>, _: Image<'_, 'd>, _: Place<'d>) {
        self.paints(state.matrix.around(Rect::UNIT).within(state.clip));
    }

    fn enters(&mut self, inner: Inner, _: Dict<'d>, _: Option<ObjectId>) -> bool {
        // Tiles and letters lie within what is painted with them.
        inner == Inner::Form
    }

    fn fault(&mut self, _: String) {
        self.is_read = false;
    }

    fn is_done(&self) -> bool {
        self.met.iter().all(|met| *met)
    }
}
