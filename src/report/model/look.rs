//! The look: what a brand asks of the theme in place of what the theme has.
//!
//! What follows of it for a page is worked out in `theme`. Whether a page can be laid out so at
//! all is checked by `validate`.

use recto_macros::{Choice, Noun};

use fixed_decimal::Decimal;

use super::Placed;
use crate::diagnostic::Place;
use crate::theme::{Length, Parameters};

/// What a brand asks of the theme.
#[derive(Debug, Clone, Default, Noun)]
#[noun(called = "theme")]
pub struct Look {
    /// The trimmed sheet: `A4` (where it is left out), `A5`, `Letter`, or its width and height, such
    /// as `170mm x 240mm`; from 105 mm x 148 mm to 330 mm x 480 mm.
    pub page: Option<Placed<Sheet>>,
    /// The margins; in proportion to the sheet, where they are left out.
    pub margins: Option<PageMargins>,
    /// Whether figures and small notes stand in a column beside the text: `margin` (where it is left
    /// out), or `single` for text over the whole width. A sheet that is too narrow for both has one.
    pub columns: Option<TextColumns>,
    /// The size of body text, from `10pt` to `16pt`; `12pt` where it is left out. All other sizes and
    /// distances follow.
    #[noun(with = text_size)]
    pub text: Option<Placed<Length>>,
    /// How many times larger each step of titles is than the one below it, from 1.1 to 1.35; 1.25
    /// where it is left out.
    #[noun(with = ratio)]
    pub scale: Option<Placed<Decimal>>,
    /// How far lines stand apart: `close`, `normal` (where it is left out) or `open`.
    pub density: Option<Density>,
    /// The size of body text in large print (`--profile large`), from `16pt` to `24pt`; `20pt` where
    /// it is left out.
    #[noun(with = large_size)]
    pub large: Option<Placed<Length>>,
}

/// The margins of a page.
#[derive(Debug, Clone, Noun)]
pub struct PageMargins {
    /// From the upper edge to the text; the running head stands in it.
    #[noun(with = margin)]
    pub top: Option<Placed<Length>>,
    /// From the text to the lower edge, at the least: a page holds whole lines.
    #[noun(with = margin)]
    pub bottom: Option<Placed<Length>>,
    /// Beside the spine; on the left of what is not printed on both sides.
    #[noun(with = margin)]
    pub inside: Option<Placed<Length>>,
    /// At the outer edge; on the right of what is not printed on both sides.
    #[noun(with = margin)]
    pub outside: Option<Placed<Length>>,
}

/// A trimmed sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

/// How many columns a page of text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum TextColumns {
    /// One, with a margin column beside it.
    Margin,
    /// One over the whole width.
    Single,
}

/// How far lines stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Density {
    /// 1⅜ times the size of the type.
    Close,
    /// One and a half times.
    Normal,
    /// 1⅝ times.
    Open,
}

impl Density {
    /// How many times higher a line is than its type.
    fn line(self) -> f64 {
        match self {
            Self::Close => 1.375,
            Self::Normal => 1.5,
            Self::Open => 1.625,
        }
    }
}

impl Look {
    /// What it comes to for the theme.
    pub fn parameters(&self) -> Parameters {
        let margins = self.margins.as_ref();
        let margin = |of: fn(&PageMargins) -> Option<&Placed<Length>>| {
            margins.and_then(of).map(|it| it.value)
        };
        let length = |it: &Option<Placed<Length>>| it.as_ref().map(|it| it.value);
        Parameters {
            sheet: self.page.as_ref().map(|it| (it.value.width, it.value.height)),
            top: margin(|it| it.top.as_ref()),
            bottom: margin(|it| it.bottom.as_ref()),
            inside: margin(|it| it.inside.as_ref()),
            outside: margin(|it| it.outside.as_ref()),
            has_margin_column: self.columns.map(|it| it == TextColumns::Margin),
            text: length(&self.text),
            ratio: self.scale.as_ref().and_then(|it| it.value.to_string().parse().ok()),
            line: self.density.map(Density::line),
            large: length(&self.large),
        }
    }

    /// Where the margins stand, or else what leaves them no room.
    pub fn place_of_margins(&self) -> Option<&Place> {
        let margins = self.margins.as_ref();
        let given = margins.and_then(|it| {
            let all = [&it.inside, &it.outside, &it.top, &it.bottom];
            all.into_iter().flatten().next()
        });
        let page = self.page.as_ref().map(|it| &it.place);
        let sizes = [&self.text, &self.large];
        let size = sizes.into_iter().flatten().next().map(|it| &it.place);
        given.map(|it| &it.place).or(page).or(size)
    }
}
