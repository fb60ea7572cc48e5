//! Letters that are drawings: those of Type 3 fonts (ISO 32000-1, 9.6.5).

use crate::content::{Operand, Operations};
use crate::object::{Dict, LONGEST_CONTENT, unpacked};

/// The width that the drawing of a letter gives by `d0` or `d1`, in the units of its font; `None`
/// where the font has no such drawing, or the drawing gives no width.
pub(super) fn width(font: Dict<'_>, name: &str) -> Option<f64> {
    let stream = font.dict(b"CharProcs")?.stream(name.as_bytes())?;
    let content = unpacked(stream, LONGEST_CONTENT).ok()?;
    let mut operations = Operations::of(&content);
    match operations.next()? {
        (b"d0" | b"d1", operands) => operands.first().and_then(Operand::number),
        _ => None,
    }
}
