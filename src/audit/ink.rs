//! Ink: the boxes of glyphs as the font draws them, not as a line reserves room for them.

use typst::text::{FontInstance, TextItem};

use super::geometry::Rect;

/// The boxes of the glyphs of each font, in parts of an em, looked up once.
#[derive(Default)]
pub(super) struct Ink {
    fonts: Vec<(FontInstance, Vec<Outline>)>,
    /// The font of the last run: the next one mostly has the same.
    last: usize,
}

/// What is known of a glyph.
#[derive(Clone, Copy)]
enum Outline {
    /// Nothing yet.
    Unknown,
    /// It draws nothing.
    Blank,
    /// It draws within this box: the baseline is at 0, and down is positive.
    Within(Rect),
}

/// A glyph of a run, where the run begins at the origin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inked {
    /// Its number in the run.
    pub(super) number: usize,
    /// Its box.
    pub(super) ink: Rect,
}

impl Ink {
    fn outlines(&mut self, font: &FontInstance) -> &mut Vec<Outline> {
        if self.fonts.get(self.last).is_none_or(|(known, _)| known != font) {
            let known = self.fonts.iter().position(|(known, _)| known == font);
            self.last = known.unwrap_or_else(|| {
                let count = usize::from(font.ttf().number_of_glyphs());
                self.fonts.push((font.clone(), vec![Outline::Unknown; count]));
                self.fonts.len() - 1
            });
        }
        &mut self.fonts[self.last].1
    }

    /// Goes through the glyphs of a run that draw something.
    pub(super) fn each(&mut self, run: &TextItem, mut of: impl FnMut(Inked)) {
        let size = run.size.to_pt();
        let font = &run.font;
        let outlines = self.outlines(font);
        let (mut x, mut y) = (0.0, 0.0);
        for (number, glyph) in run.glyphs.iter().enumerate() {
            let at = usize::from(glyph.id);
            let outline = outlines.get(at).copied().unwrap_or(Outline::Blank);
            let outline = match outline {
                Outline::Unknown => {
                    outlines[at] = outline_of(font, glyph.id);
                    outlines[at]
                }
                known => known,
            };
            if let Outline::Within(ink) = outline {
                let (left, up) = (x + glyph.x_offset.get(), y + glyph.y_offset.get());
                let ink = Rect {
                    left: (left + ink.left) * size,
                    top: (ink.top - up) * size,
                    right: (left + ink.right) * size,
                    bottom: (ink.bottom - up) * size,
                };
                of(Inked { number, ink });
            }
            x += glyph.x_advance.get();
            y += glyph.y_advance.get();
        }
    }

    /// The box around all that a run draws; [`Rect::NOTHING`] where it draws nothing.
    pub(super) fn around(&mut self, run: &TextItem) -> Rect {
        let mut around = Rect::NOTHING;
        self.each(run, |glyph| around = around.with(glyph.ink));
        around
    }
}

fn outline_of(font: &FontInstance, glyph: u16) -> Outline {
    let Some(bounds) = font.ttf().glyph_bounding_box(ttf_parser::GlyphId(glyph)) else {
        return Outline::Blank;
    };
    let em = |units: i16| font.to_em(units).get();
    Outline::Within(Rect {
        left: em(bounds.x_min),
        top: -em(bounds.y_max),
        right: em(bounds.x_max),
        bottom: -em(bounds.y_min),
    })
}
