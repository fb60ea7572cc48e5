//! Ink: whether an external page paints where a stamp or a marking would lie.
//!
//! It is a coarse reading: letters are as wide as half their size, and an image paints all of its
//! box. So a page may be taken to paint where it does not, and is then made a little smaller;
//! what it paints is never missed for that.

use lopdf::Document;

use crate::content::{Operand, Operations};
use crate::geometry::{Matrix, Rect};
use crate::object::{Dict, LONGEST_CONTENT, unpacked};

use super::survey::SourcePage;

/// The deepest nesting of forms that is read.
const DEEPEST: usize = 12;
/// The most operators that are read of one page. A page with more is taken to paint in every area.
const MOST: usize = 4_000_000;

/// Which of some areas, in user space, a page paints in.
pub(super) fn painted<const N: usize>(
    document: &Document,
    page: &SourcePage,
    areas: [Rect; N],
) -> [bool; N] {
    let entries = Dict::new(document, &page.entries);
    let mut reader = Reader { document, areas, met: [false; N], read: 0 };
    let state = State {
        matrix: Matrix::IDENTITY,
        clip: page.shown,
        is_white: false,
        is_text_painted: true,
        size: 0.0,
        leading: 0.0,
    };
    let resources = entries.dict(b"Resources");
    let is_read = match entries.content() {
        Ok(content) => reader.read(&content, resources, state, 0).is_some(),
        Err(_) => false,
    };
    if is_read { reader.met } else { [true; N] }
}

#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    clip: Rect,
    /// Whether the fill colour is white, which is not seen on paper.
    is_white: bool,
    is_text_painted: bool,
    size: f64,
    leading: f64,
}

struct Reader<'d, const N: usize> {
    document: &'d Document,
    areas: [Rect; N],
    met: [bool; N],
    read: usize,
}

impl<'d, const N: usize> Reader<'d, N> {
    /// Reads a content stream; `None` where it cannot be read to its end.
    fn read(
        &mut self,
        content: &[u8],
        resources: Option<Dict<'d>>,
        mut state: State,
        depth: usize,
    ) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let mut operations = Operations::of(content);
        let mut saved: Vec<State> = Vec::new();
        let (mut path, mut clips) = (Rect::NOTHING, false);
        let (mut line, mut text) = (Matrix::IDENTITY, Matrix::IDENTITY);
        while let Some((operator, operands)) = operations.next() {
            self.read += 1;
            if self.read > MOST {
                return None;
            }
            if self.met.iter().all(|met| *met) {
                return Some(());
            }
            let number =
                |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
            let moved = |line: Matrix, x: f64, y: f64| {
                Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(line)
            };
            match operator {
                b"q" if saved.len() >= 10_000 => return None,
                b"q" => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    let inner = Matrix([0, 1, 2, 3, 4, 5].map(number));
                    state.matrix = inner.then(state.matrix);
                }
                b"m" | b"l" => path.reach(state.matrix.apply((number(0), number(1)))),
                b"c" | b"v" | b"y" => {
                    for at in [0, 2, 4].into_iter().filter(|at| at + 1 < operands.len()) {
                        path.reach(state.matrix.apply((number(at), number(at + 1))));
                    }
                }
                b"re" => {
                    let (x, y) = (number(0), number(1));
                    for corner in [(x, y), (x + number(2), y + number(3))] {
                        path.reach(state.matrix.apply(corner));
                    }
                }
                b"W" | b"W*" => clips = true,
                b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*"
                | b"n" => {
                    let is_seen = match operator {
                        b"n" => false,
                        b"f" | b"F" | b"f*" => !state.is_white,
                        _ => true,
                    };
                    if is_seen {
                        self.paints(path.within(state.clip));
                    }
                    if clips {
                        state.clip = state.clip.within(path);
                    }
                    (path, clips) = (Rect::NOTHING, false);
                }
                b"sh" => self.paints(state.clip),
                b"g" => state.is_white = number(0) >= 0.999,
                b"rg" => state.is_white = (0..3).all(|at| number(at) >= 0.999),
                b"k" => state.is_white = (0..4).all(|at| number(at) <= 0.001),
                b"sc" | b"scn" => {
                    state.is_white = match operands.len() {
                        1 => number(0) >= 0.999 && operands[0].number().is_some(),
                        3 => (0..3).all(|at| number(at) >= 0.999),
                        _ => false,
                    };
                }
                b"cs" => state.is_white = false,
                b"BT" => (line, text) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tm" => {
                    line = Matrix([0, 1, 2, 3, 4, 5].map(number));
                    text = line;
                }
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -number(1);
                    }
                    line = moved(line, number(0), number(1));
                    text = line;
                }
                b"TL" => state.leading = number(0),
                b"T*" => {
                    line = moved(line, 0.0, -state.leading);
                    text = line;
                }
                b"Tf" => state.size = number(1),
                b"Tr" => {
                    let mode = operands.first().and_then(Operand::integer);
                    state.is_text_painted = mode != Some(3);
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    if matches!(operator, b"'" | b"\"") {
                        line = moved(line, 0.0, -state.leading);
                        text = line;
                    }
                    let letters: usize = operands
                        .iter()
                        .map(|operand| match operand {
                            Operand::Text(bytes) => bytes.len(),
                            _ => 0,
                        })
                        .sum();
                    text = self.text(&state, text, letters);
                }
                b"Do" => self.object(resources, operands, &state, depth)?,
                b"BI" => {
                    let box_of = state.matrix.around(Rect::UNIT);
                    self.paints(box_of.within(state.clip));
                }
                _ => {}
            }
        }
        operations.fault.is_none().then_some(())
    }

    /// Paints some letters, and says where the next begin.
    fn text(&mut self, state: &State, text: Matrix, letters: usize) -> Matrix {
        let size = state.size;
        #[expect(clippy::cast_precision_loss, reason = "a line has few letters")]
        let width = letters as f64 * size.abs() * 0.5;
        let all = text.then(state.matrix);
        if state.is_text_painted && letters > 0 {
            let low =
                Rect { left: 0.0, right: width, bottom: -0.25 * size, top: 0.8 * size };
            self.paints(all.around(low).within(state.clip));
        }
        Matrix([1.0, 0.0, 0.0, 1.0, width, 0.0]).then(text)
    }

    fn object(
        &mut self,
        resources: Option<Dict<'d>>,
        operands: &[Operand<'_>],
        state: &State,
        depth: usize,
    ) -> Option<()> {
        let name = operands.last().and_then(Operand::name);
        let Some(stream) = resources.and_then(|it| it.dict(b"XObject")?.stream(name?))
        else {
            return Some(());
        };
        let form = Dict::new(self.document, &stream.dict);
        if form.name(b"Subtype") == Some(b"Image") {
            self.paints(state.matrix.around(Rect::UNIT).within(state.clip));
            return Some(());
        }
        let content = unpacked(stream, LONGEST_CONTENT).ok()?;
        let mut state = state.clone();
        if let Ok(own) = <[f64; 6]>::try_from(form.numbers(b"Matrix")) {
            state.matrix = Matrix(own).then(state.matrix);
        }
        if let Some(bounds) = form.rect(b"BBox") {
            state.clip = state.clip.within(state.matrix.around(bounds));
        }
        self.read(&content, form.dict(b"Resources").or(resources), state, depth + 1)
    }

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
