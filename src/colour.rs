//! Colours: in light, in inks, and how well one stands out from another.
//!
//! How much contrast is enough is said where colours are looked at.

pub mod palette;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

/// The colour of paper.
pub const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };

/// A text that is no colour: anything but `#` and six hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written as `#12436D`")]
pub struct NoColour;

impl FromStr for Rgb {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let hex = text.strip_prefix('#').ok_or(NoColour)?;
        if hex.len() != 6 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let number = u32::from_str_radix(hex, 16).map_err(|_| NoColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl fmt::Display for Rgb {
    /// As a brand file writes it, such as `#12436D`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { red, green, blue } = self;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

impl<'de> Deserialize<'de> for Rgb {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A colour in process inks: cyan, magenta, yellow and black, each 0 to 100 per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Cmyk(pub [u8; 4]);

impl Cmyk {
    /// Black ink alone, in full.
    pub const BLACK: Self = Self([0, 0, 0, 100]);

    /// All four inks together, in per cent (total area coverage, ISO 12647-2).
    pub fn total(self) -> u32 {
        self.0.into_iter().map(u32::from).sum()
    }
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”).
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A contrast as messages show it, with two decimals. It is rounded down, so that 4.499
/// does not print as the 4.5 that it misses.
pub fn shown(contrast: f64) -> f64 {
    (contrast * 100.0).floor() / 100.0
}

/// The relative luminance of a colour, 0 to 1 (WCAG 2.2, “relative luminance”).
pub(crate) fn luminance(colour: Rgb) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let Rgb { red, green, blue } = colour;
    0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let black = Rgb { red: 0, green: 0, blue: 0 };
        assert!((contrast(black, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(WHITE, WHITE) - 1.0).abs() < 1e-9);
        // The grey that is known to just pass 4.5, and the one that just fails.
        let grey = |value| Rgb { red: value, green: value, blue: value };
        assert!(contrast(grey(0x76), WHITE) >= 4.5);
        assert!(contrast(grey(0x77), WHITE) < 4.5);
    }
}
