//! Printed: how large an image prints, by its place and its shape.
//!
//! The same arithmetic as of `picture-size` in `templates/theme/pictures.typ`, over the same
//! facts. Nothing is cut to fit: what is too high for its place is smaller there.

use crate::report::Placing;
use crate::theme::{Facts, Length};

/// How large an image prints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Printed {
    /// Its width.
    pub(super) width: Length,
    /// What its place would let it have of width.
    pub(super) room: Length,
}

/// Where an image prints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Standing {
    /// As a figure; `None` to go by its shape.
    Figure(Option<Placing>),
    /// In a row of so many figures that are as high as each other, and together so many times
    /// wider than high.
    Row { figures: usize, together: f64 },
    /// As the portrait of a person: cut to its place.
    Portrait,
    /// On the cover: cut to its place.
    Cover,
    /// As the signature of someone who signs.
    Signature,
    /// As the icon of a tile.
    Icon,
    /// As a logo.
    Logo,
}

impl Standing {
    /// How large an image prints here. `ratio` is how many times wider it is than high;
    /// `None` where that cannot be told, and then nothing limits its height.
    pub(super) fn printed(self, ratio: Option<f64>, theme: &Facts) -> Printed {
        let pictures = &theme.pictures;
        let all_of = |width: Length, height: Length| {
            let width = ratio.map_or(0.0, |it| it * height.points()).max(width.points());
            let width = Length::of_points(width);
            Printed { width, room: width }
        };
        match self {
            Self::Portrait => {
                return all_of(pictures.portrait.width, pictures.portrait.height);
            }
            Self::Cover => return all_of(theme.page.width, theme.cover.picture),
            Self::Row { figures, together } => {
                #[expect(clippy::cast_precision_loss, reason = "a row has two or three")]
                let gaps = (figures - 1) as f64 * theme.columns.gutter.points();
                let height = (theme.measure().points() - gaps) / together;
                let height = height.min(pictures.highest.points());
                let width = Length::of_points(ratio.unwrap_or(1.0) * height);
                return Printed { width, room: width };
            }
            Self::Figure(_) | Self::Signature | Self::Icon | Self::Logo => {}
        }
        let (room, most) = self.place(ratio, theme);
        let width = ratio.map_or(room.points(), |ratio| most.points() * ratio);
        Printed { width: Length::of_points(width.min(room.points())), room }
    }

    /// The width and the height of the place that an image has.
    fn place(self, ratio: Option<f64>, theme: &Facts) -> (Length, Length) {
        let pictures = &theme.pictures;
        let measure = theme.measure();
        let placing = match self {
            // A logo is as wide as it likes.
            Self::Logo => return (theme.page.width, theme.cover.logo),
            Self::Icon => return (theme.tiles.icon, theme.tiles.icon),
            Self::Signature => return (theme.columns.text, pictures.signature),
            Self::Figure(placing) => placing,
            Self::Row { .. } | Self::Portrait | Self::Cover => None,
        };
        let by_shape = if ratio.is_none_or(|ratio| ratio >= pictures.wide) {
            Placing::Full
        } else {
            Placing::Text
        };
        let placing = match placing.unwrap_or(by_shape) {
            // Where nothing stands beside text, the picture stands between it.
            Placing::Half | Placing::Margin if !theme.columns.beside => Placing::Text,
            Placing::Bleed if !pictures.bleed => Placing::Full,
            placing => placing,
        };
        match placing {
            Placing::Text => (theme.columns.text, pictures.highest),
            Placing::Full => (measure, pictures.highest),
            Placing::Half => {
                let both = measure.points() - theme.columns.gutter.points();
                (Length::of_points(both / 2.0), pictures.highest)
            }
            Placing::Margin => (theme.columns.margin, pictures.highest),
            Placing::Page => (measure, pictures.page),
            Placing::Bleed => (theme.page.width, pictures.page),
        }
    }
}

impl Printed {
    /// How many pixels its width needs for a number of dots per inch, rounded up.
    pub(super) fn pixels(self, dots_per_inch: u32) -> f64 {
        // What a float is off by is no reason for another pixel.
        (f64::from(dots_per_inch) * self.width.inches() - 1e-6).ceil()
    }

    /// Its resolution, in pixels for each inch on paper, rounded down.
    pub(super) fn dots_per_inch(self, pixels: u32) -> f64 {
        (f64::from(pixels) / self.width.inches() + 1e-6).floor()
    }
}
