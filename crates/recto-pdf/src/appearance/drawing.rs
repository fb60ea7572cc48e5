//! Drawings: paths, borders and marks of annotations, as operations of a content stream.

use std::fmt::Write;

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::letters::{FONT, Letters, real};
use super::text::colour;
use crate::geometry::{Matrix, Rect};
use crate::object::Dict;

/// The name of the parameters of a drawing that shines through.
const STATE: &str = "RectoState";

/// The drawing of an annotation: operations, and how they are put on its page.
pub(super) struct Drawing {
    pub(super) content: String,
    /// The box around the drawing, before the drawing is turned.
    pub(super) bounds: Rect,
    /// The matrix that turns the drawing on its page.
    pub(super) turned: Matrix,
    /// The opacity of the drawing, from 0, where all below it is seen, to 1, where nothing is.
    pub(super) opacity: f64,
    /// Whether the drawing darkens what lies below it, as the ink of a marker does.
    pub(super) is_marker: bool,
}

impl Drawing {
    /// An empty drawing in a box.
    pub(super) fn within(bounds: Rect) -> Self {
        let (content, turned) = (String::new(), Matrix::IDENTITY);
        Self { content, bounds, turned, opacity: 1.0, is_marker: false }
    }

    /// Adds operations.
    pub(super) fn add(&mut self, operations: &str) {
        self.content.push_str(operations);
        self.content.push('\n');
    }

    /// Adds a rectangle to the path.
    pub(super) fn rectangle(&mut self, of: Rect) {
        let (width, height) = (of.width(), of.height());
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.content,
            "{:.3} {:.3} {width:.3} {height:.3} re",
            of.left, of.bottom
        );
    }

    /// Adds an ellipse to the path.
    pub(super) fn ellipse(&mut self, of: Rect) {
        let (x, y) = ((of.left + of.right) / 2.0, (of.bottom + of.top) / 2.0);
        let (a, b) = (of.width() / 2.0, of.height() / 2.0);
        // A quarter of a circle as a curve.
        let (c, d) = (a * 0.5523, b * 0.5523);
        let _ = write!(self.content, "{:.3} {y:.3} m ", x + a);
        for [p, q, r, s, t, u] in [
            [x + a, y + d, x + c, y + b, x, y + b],
            [x - c, y + b, x - a, y + d, x - a, y],
            [x - a, y - d, x - c, y - b, x, y - b],
            [x + c, y - b, x + a, y - d, x + a, y],
        ] {
            let _ = write!(self.content, "{p:.3} {q:.3} {r:.3} {s:.3} {t:.3} {u:.3} c ");
        }
        self.content.push_str("h\n");
    }

    /// Adds a line through points to the path.
    pub(super) fn line(&mut self, points: &[(f64, f64)]) {
        for (at, (x, y)) in points.iter().enumerate() {
            let operator = if at == 0 { "m" } else { "l" };
            let _ = write!(self.content, "{x:.3} {y:.3} {operator} ");
        }
        self.content.push('\n');
    }

    /// Paints the path: fills it, or draws its line, or both, or neither.
    pub(super) fn paint(&mut self, fills: bool, strokes: bool) {
        self.add(match (fills, strokes) {
            (true, true) => "B",
            (true, false) => "f",
            (false, true) => "S",
            (false, false) => "n",
        });
    }

    /// The drawing as a form.
    pub(super) fn form(self, letters: &Letters) -> Stream {
        let mut resources = Dictionary::new();
        if self.content.contains(FONT) {
            resources.set("Font", dictionary! { FONT => letters.font });
        }
        let mut content = format!("q\n{}Q\n", self.content);
        if self.opacity < 1.0 || self.is_marker {
            let opacity = self.opacity.clamp(0.0, 1.0);
            let mut state = dictionary! {
                "Type" => "ExtGState", "ca" => real(opacity), "CA" => real(opacity),
            };
            if self.is_marker {
                state.set("BM", "Multiply");
            }
            resources.set("ExtGState", dictionary! { STATE => state });
            content.insert_str(2, &format!("/{STATE} gs\n"));
        }
        let mut form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => resources,
            "BBox" => self.bounds.sides().map(real).to_vec(),
            "Matrix" => self.turned.0.map(real).to_vec(),
        };
        form.set("Length", Object::Integer(0));
        Stream::new(form, content.into_bytes())
    }
}

/// A box that is smaller by a distance at each side.
pub(super) fn inset(of: Rect, by: f64) -> Rect {
    Rect {
        left: of.left + by,
        bottom: of.bottom + by,
        right: of.right - by,
        top: of.top - by,
    }
}

/// The sides of an annotation that have its border (12.5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BorderKind {
    Around,
    /// Only below.
    Under,
}

/// The border of an annotation.
#[derive(Debug, Clone)]
pub(super) struct Border {
    /// Its width, in points; nought where there is none.
    pub(super) width: f64,
    pub(super) kind: BorderKind,
    /// The operation that dashes it.
    dashes: Option<String>,
}

impl Border {
    /// The border that an annotation names; `None` where the annotation names none.
    pub(super) fn said(note: Dict<'_>) -> Option<Self> {
        let width = |it: f64| it.clamp(0.0, 1_000.0);
        let dashed = |lengths: Vec<f64>| {
            let lengths: Vec<f64> =
                lengths.into_iter().filter(|it| (0.0..1e4).contains(it)).collect();
            let is_some = lengths.iter().sum::<f64>() > 0.0;
            let lengths: String =
                lengths.iter().map(|length| format!("{length:.2} ")).collect();
            is_some.then(|| format!("[{lengths}] 0 d"))
        };
        if let Some(style) = note.dict(b"BS") {
            let kind = match style.name(b"S") {
                Some(b"U") => BorderKind::Under,
                _ => BorderKind::Around,
            };
            let dashes = match (style.name(b"S"), style.has(b"D")) {
                (Some(b"D"), true) => dashed(style.numbers(b"D")),
                (Some(b"D"), false) => dashed(vec![3.0]),
                _ => None,
            };
            let width = width(style.number(b"W").unwrap_or(1.0));
            return Some(Self { width, kind, dashes });
        }
        let border = note.array(b"Border");
        let width = width(crate::object::number(border.get(2)?)?);
        let dashes = border.get(3).and_then(|it| it.as_array().ok());
        let dashes = dashes.map(|them| {
            them.iter().filter_map(crate::object::number).collect::<Vec<_>>()
        });
        Some(Self { width, kind: BorderKind::Around, dashes: dashes.and_then(dashed) })
    }

    /// The border of an annotation: one point wide where the annotation names none.
    pub(super) fn of(note: Dict<'_>) -> Self {
        let usual = Self { width: 1.0, kind: BorderKind::Around, dashes: None };
        Self::said(note).unwrap_or(usual)
    }

    /// The operations that set its width, its dashes and its colour.
    pub(super) fn set(&self, ink: &[f64]) -> String {
        let dashes = self.dashes.as_deref().unwrap_or_default();
        let colour = colour(ink, true).unwrap_or_else(|| "0 G".to_owned());
        format!("{colour} {:.3} w {dashes}", self.width)
    }
}

/// The marks of buttons that are on, by their letters in `ZapfDingbats` (12.7.4.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Tick,
    Cross,
    Disc,
    Diamond,
    Square,
    Star,
}

impl Mark {
    /// The mark that the caption of a button stands for; `usual` where the caption stands for none.
    pub(super) fn of(caption: Option<&[u8]>, usual: Self) -> Self {
        match caption {
            Some(b"4" | b"3") => Self::Tick,
            Some(b"8" | b"5" | b"6" | b"7") => Self::Cross,
            Some(b"l") => Self::Disc,
            Some(b"u") => Self::Diamond,
            Some(b"n") => Self::Square,
            Some(b"H") => Self::Star,
            _ => usual,
        }
    }

    /// Draws it in the middle of a box, in the colour that is set.
    pub(super) fn draw(self, drawing: &mut Drawing, within: Rect) {
        let side = within.width().min(within.height()) * 0.8;
        let (x, y) = (
            (within.left + within.right - side) / 2.0,
            (within.bottom + within.top - side) / 2.0,
        );
        let at = |(a, b): (f64, f64)| (x + a * side, y + b * side);
        let whole = Rect { left: x, bottom: y, right: x + side, top: y + side };
        let points: Vec<(f64, f64)> = match self {
            Self::Disc => {
                drawing.ellipse(inset(whole, side * 0.15));
                return drawing.paint(true, false);
            }
            Self::Tick => {
                vec![
                    (0.08, 0.46),
                    (0.2, 0.58),
                    (0.38, 0.36),
                    (0.82, 0.92),
                    (0.94, 0.82),
                    (0.4, 0.1),
                ]
            }
            Self::Cross => vec![
                (0.1, 0.2),
                (0.2, 0.1),
                (0.5, 0.4),
                (0.8, 0.1),
                (0.9, 0.2),
                (0.6, 0.5),
                (0.9, 0.8),
                (0.8, 0.9),
                (0.5, 0.6),
                (0.2, 0.9),
                (0.1, 0.8),
                (0.4, 0.5),
            ],
            Self::Diamond => vec![(0.5, 0.05), (0.95, 0.5), (0.5, 0.95), (0.05, 0.5)],
            Self::Square => vec![(0.15, 0.15), (0.85, 0.15), (0.85, 0.85), (0.15, 0.85)],
            Self::Star => (0..10)
                .map(|at: u8| {
                    let turn = f64::from(at) * std::f64::consts::PI / 5.0;
                    let far = if at.is_multiple_of(2) { 0.5 } else { 0.2 };
                    (0.5 + far * turn.sin(), 0.5 + far * turn.cos())
                })
                .collect(),
        };
        let points: Vec<(f64, f64)> = points.into_iter().map(at).collect();
        drawing.line(&points);
        drawing.paint(true, false);
    }
}
