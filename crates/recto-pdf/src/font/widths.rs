//! The widths of letters, as a file says them.

use std::collections::BTreeMap;

use lopdf::Object;

use crate::object::{Dict, resolve};

/// The widths that a file says.
#[derive(Default)]
pub(super) struct Widths {
    of: BTreeMap<u32, f64>,
    other: Option<f64>,
}

impl Widths {
    /// The width of a code of a simple font, or of a character of a composite one, in the units of
    /// the font; `None` where the file says none.
    pub(super) fn of(&self, code: u32) -> Option<f64> {
        self.of.get(&code).copied().or(self.other)
    }

    /// The widths of a simple font (9.6.2). A Type 3 font has a scale of its own.
    pub(super) fn simple(font: Dict<'_>) -> Self {
        let first = font.integer(b"FirstChar").and_then(|it| u32::try_from(it).ok());
        let said = font.array(b"Widths").iter();
        let said = said.map(|it| crate::object::number(resolve(font.document, it)?));
        let of = (first.unwrap_or(0)..).zip(said);
        let of = of.filter_map(|(code, width)| Some((code, width?)));
        let missing =
            font.dict(b"FontDescriptor").and_then(|it| it.number(b"MissingWidth"));
        // The fonts that every reader has need no widths.
        let other = font.has(b"Widths").then(|| missing.unwrap_or(0.0));
        Self { of: of.take(256).collect(), other }
    }

    /// The widths of a composite font (9.7.4.3).
    pub(super) fn composite(font: Dict<'_>) -> Self {
        let number = |it: &Object| crate::object::number(resolve(font.document, it)?);
        let mut of = BTreeMap::new();
        let mut items = font.array(b"W").iter();
        while let Some(first) = items.next().and_then(number) {
            let first = code_of(first);
            match items.next().and_then(|it| resolve(font.document, it)) {
                Some(Object::Array(each)) => {
                    for (at, width) in (first..).zip(each.iter().filter_map(number)) {
                        of.insert(at, width);
                    }
                }
                Some(last) => {
                    let last = crate::object::number(last).map_or(first, code_of);
                    let Some(width) = items.next().and_then(number) else { break };
                    for at in first..=last.min(first.saturating_add(0xFFFF)) {
                        of.insert(at, width);
                    }
                }
                None => break,
            }
        }
        Self { of, other: Some(font.number(b"DW").unwrap_or(1000.0)) }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held in bounds"
)]
fn code_of(number: f64) -> u32 {
    number.clamp(0.0, 65_535.0) as u32
}
