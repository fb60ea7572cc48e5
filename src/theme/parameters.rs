//! Parameters: what a brand asks of the theme, and what follows of it for the facts.
//!
//! What a brand leaves out is as `theme.toml` has it: a theme without parameters is that file,
//! byte for byte. What follows of a parameter (columns of a sheet, lines of a page, steps of a
//! scale) is worked out here and nowhere else.

use super::facts::{Facts, Step};
use super::length::Length;
use super::name::Name;
use super::overlay::Changes;

/// What pages are laid out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// The layout of the brand.
    Usual,
    /// Large print: one column of large type.
    Large,
}

/// What a brand asks of the theme.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameters {
    /// Which theme it is asked of.
    pub theme: Name,
    /// The trimmed sheet: its width and height.
    pub sheet: Option<(Length, Length)>,
    /// From the upper edge to the text.
    pub top: Option<Length>,
    /// From the text to the lower edge, at the least.
    pub bottom: Option<Length>,
    /// Beside the spine, and on the left of what is printed on one side.
    pub inside: Option<Length>,
    /// At the outer edge, and on the right.
    pub outside: Option<Length>,
    /// Whether a column of figures and small notes stands beside the text.
    pub has_margin_column: Option<bool>,
    /// The size of body text.
    pub text: Option<Length>,
    /// How many times larger a step of the scale is than the one below it.
    pub ratio: Option<f64>,
    /// How many times higher a line of body text is than its type.
    pub line: Option<f64>,
    /// The size of body text in large print.
    pub large: Option<Length>,
    /// What it chooses by words, each with the name of the fact.
    pub words: Vec<(&'static str, &'static str)>,
}

/// Why a page cannot be laid out as a brand asks.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Misfit {
    /// The text between the margins is too narrow.
    #[error("the margins leave {left:.0} mm for text, and {least:.0} mm are the least")]
    Across {
        /// What is left, in millimetres.
        left: f64,
        /// The least, in millimetres.
        least: f64,
    },
    /// There are too few lines between the margins.
    #[error("the margins leave {left} lines for text, and {least} are the least")]
    Down {
        /// How many are left.
        left: i64,
        /// The fewest.
        least: i64,
    },
    /// A running head, a stamp and a marking have no room above the text.
    #[error(
        "the upper margin is {given:.1} mm, and its head takes {least:.1} mm at the least"
    )]
    Top {
        /// What was asked for, in millimetres.
        given: f64,
        /// The least, in millimetres.
        least: f64,
    },
    /// A folio and a marking have no room below the text.
    #[error(
        "the lower margin is {given:.1} mm, and its foot takes {least:.1} mm at the least"
    )]
    Bottom {
        /// What was asked for, in millimetres.
        given: f64,
        /// The least, in millimetres.
        least: f64,
    },
}

impl Misfit {
    /// What to do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::Across { .. } => {
                "make `inside` or `outside` smaller, or the page wider".to_owned()
            }
            Self::Down { .. } => {
                "make `top` or `bottom` smaller, or the page higher".to_owned()
            }
            Self::Top { least, .. } => {
                format!("write `top: {:.0}mm` or more", least.ceil())
            }
            Self::Bottom { least, .. } => {
                format!("write `bottom: {:.0}mm` or more", least.ceil())
            }
        }
    }
}

/// The body text of large print where a brand chooses no other, in points (RNIB and the Accessible
/// Information Standard: 16 at the least, 18 to 20 for most).
const LARGE: f64 = 20.0;
/// The least that anything is set in there, in points.
const LEAST_OF_LARGE: f64 = 16.0;
/// A sheet of less than this share of a usual one is small for large print.
const SMALL: f64 = 0.9;
/// How many times larger a step is there: a usual scale would have titles of a word a line.
const RATIO_OF_LARGE: f64 = 1.17;
/// The widest margins at the sides of large print, in millimetres.
const SIDE_OF_LARGE: f64 = 17.0;
/// The fewest letters that a line of text must have room for, at half the size of the type each.
const LEAST_LETTERS: f64 = 24.0;
/// The fewest lines of a page.
const LEAST_LINES: i64 = 8;
/// A margin column is no narrower than so many sizes of the body: words would not fit it.
const LEAST_COLUMN: f64 = 6.5;
/// One of several columns of text is no narrower than so many sizes of the body, twice as many letters.
const LEAST_OF_SEVERAL: f64 = 17.0;
/// How wide a column is that holds numbers alone, in sizes of the body.
const NUMBER_COLUMN: f64 = 3.2;
/// What the head takes above the text and the foot below it, at 12 points, in points.
const HEAD: f64 = 70.0;
const FOOT: f64 = 48.0;
/// The same where a brand says nothing of the margin.
const USUAL_HEAD: f64 = 72.0;
const USUAL_FOOT: f64 = 54.0;
/// How wide a picture in a row, a figure of the year and a tile are at the least, with the space
/// beside them, in millimetres at 12 points.
const WIDTH_OF_PICTURE: f64 = 45.0;
const WIDTH_OF_FIGURE: f64 = 50.0;
const WIDTH_OF_TILE: f64 = 40.0;
/// A line is as high as so many parts of it, by which the distances of the scale go.
const PARTS_OF_LINE: f64 = 4.0;

impl Parameters {
    /// What changes in the facts for a layout; nothing where nothing is asked for.
    ///
    /// # Errors
    ///
    /// When no page can be laid out so.
    pub(super) fn changes(
        &self,
        facts: &Facts,
        layout: Layout,
    ) -> Result<Changes, Misfit> {
        let mut changes = Changes::default();
        for (fact, word) in &self.words {
            changes.word(&["look", fact], word);
        }
        let (theme, words) = (self.theme, self.words.clone());
        let is_bare =
            *self == Self { theme, large: self.large, words, ..Self::default() };
        if layout == Layout::Usual && is_bare {
            return Ok(changes);
        }
        let body = self.scale(facts, layout, &mut changes);
        self.sheet(facts, layout, body, &mut changes)?;
        Ok(changes)
    }

    /// The scale, and the height of a line.
    fn scale(&self, facts: &Facts, layout: Layout, changes: &mut Changes) -> Body {
        let usual = facts.body();
        let (size, ratio, least) = match layout {
            Layout::Usual => {
                let size = self.text.map_or(usual.size, Length::points);
                (size, self.ratio, 0.0)
            }
            Layout::Large => {
                let size = self.large.map_or(LARGE, Length::points);
                (size, Some(self.ratio.unwrap_or(RATIO_OF_LARGE)), size)
            }
        };
        let line = size * self.line.unwrap_or(usual.line / usual.size);
        let (grown, pitched) = (size / usual.size, line / usual.line);
        changes.length(&["text", "line"], line);
        for (name, Step { size: own, pitch }) in &facts.text.scale {
            let (own, pitch) = (own.points(), pitch.points());
            let to_body = own / usual.size;
            let new = match ratio {
                // So many steps from the body as the scale of the theme has by its own ratio.
                Some(ratio) if to_body > 1.0 => {
                    let steps = to_body.ln() / facts.text.ratio.ln();
                    size * ratio.powf(steps)
                }
                _ => own * grown,
            };
            let new = if new < least { least } else { new };
            let part = line / PARTS_OF_LINE;
            let loose = pitch / own;
            let wanted = loose * new * pitched / grown;
            let pitch =
                if name == "body" { line } else { (wanted / part).round() * part };
            // Lines of large type stand close, and never in each other.
            let pitch = pitch.max(new * loose.min(1.05));
            changes.length(&["text", "scale", name, "size"], new);
            changes.length(&["text", "scale", name, "pitch"], pitch);
        }
        if layout == Layout::Large {
            // A word in two pieces is harder to read than a short line.
            changes.truth(&["text", "hyphenate"], false);
            changes.length(&["text", "least-raised"], LEAST_OF_LARGE.min(size));
        }
        let room = &facts.room;
        for (name, room) in [
            ("highlight", room.highlight),
            ("highlight-with-figure", room.highlight_with_figure),
        ] {
            changes.length(&["room", name], room.points() * pitched);
        }
        changes.length(&["fill", "gap"], facts.fill.gap.points() * pitched);
        Body { size, line, grown }
    }

    /// The sheet: its margins, its columns and lines, and what is as large as they allow.
    fn sheet(
        &self,
        facts: &Facts,
        layout: Layout,
        body: Body,
        changes: &mut Changes,
    ) -> Result<(), Misfit> {
        let page = &facts.page;
        let usual = (page.width.points(), page.height.points());
        let (width, height) = match (self.sheet, layout) {
            (None, _) => usual,
            // Large print of a small sheet stands on a usual one.
            (Some((width, height)), Layout::Large)
                if width.points() * height.points() < SMALL * usual.0 * usual.1 =>
            {
                usual
            }
            (Some((width, height)), _) => (width.points(), height.points()),
        };
        let (wide, tall) = (width / page.width.points(), height / page.height.points());
        // The margin that is asked for, or else the usual one; what is too small to hold what stands
        // in it is refused, with what was given and the least.
        let margin = |asked: Option<Length>, least: f64, usual: f64| {
            let least = least * body.grown;
            match asked.map(Length::points) {
                None => Ok(usual),
                // In large print a margin grows with the type.
                Some(given) if layout == Layout::Large => Ok(given.max(least)),
                Some(given) if given + TOLERANCE < least => {
                    Err([given, least].map(millimetres))
                }
                Some(given) => Ok(given),
            }
        };
        let usual = (page.top.points() * tall).max(USUAL_HEAD * body.grown);
        let top = margin(self.top, HEAD, usual)
            .map_err(|[given, least]| Misfit::Top { given, least })?;
        let usual = (facts.bottom().points() * tall).max(USUAL_FOOT * body.grown);
        let bottom = margin(self.bottom, FOOT, usual)
            .map_err(|[given, least]| Misfit::Bottom { given, least })?;
        let sides = |left: Length, right: Length| {
            let own = if self.inside.is_none() && self.outside.is_none() {
                [left, right].map(|it| it.points() * wide)
            } else {
                let or = |own: Option<Length>, usual: Length| {
                    own.map_or(usual.points() * wide, Length::points)
                };
                [or(self.inside, page.single.left), or(self.outside, page.single.right)]
            };
            match layout {
                Layout::Usual => own,
                Layout::Large => own.map(|it| it.min(points(SIDE_OF_LARGE))),
            }
        };
        let [left, right] = sides(page.single.left, page.single.right);
        let [inside, outside] = sides(page.double.inside, page.double.outside);
        let measure = width - left - right;
        let least = LEAST_LETTERS * body.size / 2.0;
        if measure + TOLERANCE < least {
            let [left, least] = [measure, least].map(millimetres);
            return Err(Misfit::Across { left, least });
        }
        let lines = ((height - top - bottom) / body.line + TOLERANCE).floor();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a few dozen, or below nought"
        )]
        let lines = lines.clamp(-999.0, 9999.0) as i64;
        if lines < LEAST_LINES {
            return Err(Misfit::Down { left: lines, least: LEAST_LINES });
        }
        let text_height = lines as f64 * body.line;
        for (name, length) in [("width", width), ("height", height), ("top", top)] {
            changes.length(&["page", name], length);
        }
        changes.number(&["page", "lines"], lines);
        changes.length(&["page", "single", "left"], left);
        changes.length(&["page", "single", "right"], right);
        changes.length(&["page", "double", "inside"], inside);
        changes.length(&["page", "double", "outside"], outside);
        // Grounds run past the widest margin and the widest bleed.
        let widest = [left, right, inside, outside].into_iter().fold(0.0, f64::max);
        let overrun =
            (widest + page.bleed.points() + points(1.0)).max(page.overrun.points());
        changes.length(&["page", "overrun"], overrun);
        self.columns(facts, layout, measure, body, changes);
        // What stands beside each other, as far as its words have room.
        let across = |most: usize, of: f64| {
            let room = measure / (points(of) * body.grown) + TOLERANCE;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between one and a few"
            )]
            let fitting = room.clamp(1.0, 99.0) as usize;
            most.min(fitting)
        };
        for (fact, most, of) in [
            (["pictures", "across"], facts.pictures.across, WIDTH_OF_PICTURE),
            (["tiles", "columns"], facts.tiles.columns, WIDTH_OF_FIGURE),
            (["tiles", "across"], facts.tiles.across, WIDTH_OF_TILE),
        ] {
            changes.number(&fact, across(most, of) as i64);
        }
        changes.length(
            &["cover", "title"],
            facts.cover.title.points() / facts.measure().points() * measure,
        );
        changes.length(&["cover", "modules"], facts.cover.modules.points() * tall);
        changes.length(&["cover", "picture"], facts.cover.picture.points() * tall);
        let down = text_height / facts.text_height().points();
        changes.length(&["pictures", "highest"], facts.pictures.highest.points() * down);
        changes.length(&["pictures", "page"], facts.pictures.page.points() * down);
        Ok(())
    }

    /// The columns: beside each other where the brand has them so and words fit the narrower.
    fn columns(
        &self,
        facts: &Facts,
        layout: Layout,
        measure: f64,
        body: Body,
        changes: &mut Changes,
    ) {
        let share = measure / facts.measure().points();
        if facts.columns.count > 1 {
            self.several(facts, layout, measure, body, changes);
            return;
        }
        let gutter = facts.columns.gutter.points() * share.min(1.0);
        let margin = facts.columns.margin.points() * share;
        let is_wide = margin + TOLERANCE >= LEAST_COLUMN * body.size;
        let beside = layout == Layout::Usual
            && is_wide
            && self.has_margin_column.unwrap_or(facts.columns.beside);
        let margin = if beside { margin } else { NUMBER_COLUMN * body.size };
        changes.truth(&["columns", "beside"], beside);
        changes.length(&["columns", "margin"], margin);
        changes.length(&["columns", "gutter"], gutter);
        changes.length(&["columns", "text"], measure - margin - gutter);
    }
}

impl Parameters {
    /// Columns of text beside each other, where words fit them; else one, beside that of numbers.
    fn several(
        &self,
        facts: &Facts,
        layout: Layout,
        measure: f64,
        body: Body,
        changes: &mut Changes,
    ) {
        let gutter = facts.columns.gutter.points();
        #[expect(clippy::cast_precision_loss, reason = "two or three")]
        let count = facts.columns.count as f64;
        let each = (measure - (count - 1.0) * gutter) / count;
        let is_wide = each + TOLERANCE >= LEAST_OF_SEVERAL * body.size;
        let wanted = self.has_margin_column.is_none();
        let margin = NUMBER_COLUMN * body.size;
        changes.length(&["columns", "gutter"], gutter);
        changes.length(&["columns", "margin"], margin);
        if layout == Layout::Usual && is_wide && wanted {
            changes.length(&["columns", "text"], each);
        } else {
            changes.number(&["columns", "count"], 1);
            changes.length(&["columns", "text"], measure - margin - gutter);
        }
    }
}

/// The body text of a layout, in points.
#[derive(Clone, Copy)]
pub(super) struct Body {
    /// The size of its type.
    pub(super) size: f64,
    /// From one baseline to the next.
    pub(super) line: f64,
    /// How many times larger its type is than that of the theme.
    grown: f64,
}

impl Facts {
    /// The body text of the theme.
    fn body(&self) -> Body {
        let line = self.text.line.points();
        let size = self.text.scale.get("body").map_or(line, |step| step.size.points());
        Body { size, line, grown: 1.0 }
    }
}

/// What a calculation may be off by, in points.
const TOLERANCE: f64 = 1e-6;

fn points(millimetres: f64) -> f64 {
    Length::of_millimetres(millimetres).points()
}

fn millimetres(points: f64) -> f64 {
    Length::of_points(points).millimetres()
}
