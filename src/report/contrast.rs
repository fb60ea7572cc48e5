//! Contrast: how well one colour stands out from another, as WCAG 2.2 measures it.
//!
//! How much of it is enough is said where colours are looked at.

use super::model::Rgb;

/// White, the colour of the paper.
pub const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };

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
fn luminance(colour: Rgb) -> f64 {
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
