//! Palettes: how well colours are told from each other, by those too who see fewer, and colours
//! that go on from those of a brand.
//!
//! The least difference that a palette needs is a constant of the lint `graphic-contrast`, which
//! judges the palettes of brands.

use palette::color_difference::Ciede2000;
use palette::{FromColor, IntoColor, Lab, LinSrgb, Oklch, Srgb};

use super::{Rgb, WHITE, contrast, luminance};

/// Colour-blind vision: what red, green and blue light look like to people who lack one kind of
/// cone in full, by protanopia, deuteranopia and tritanopia, on linear light (Machado, Oliveira and Fernandes 2009).
const VISIONS: [[[f64; 3]; 3]; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// The least contrast of what a chart is read by, with paper and with its neighbours (WCAG 2.2,
/// success criterion 1.4.11).
pub const LEAST_OF_SHAPES: f64 = 3.0;
/// The least contrast of text (WCAG 2.2, success criterion 1.4.3).
pub const LEAST_OF_TEXT: f64 = 4.5;

/// The most parts of a chart that are told apart by colour: more than these are drawn apart.
pub const PARTS: usize = 4;

/// The difference of two colours by the formula CIEDE2000, in its units: 1 is just seen side by
/// side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// For those who see all colours.
    pub usual: f64,
    /// For those who lack a kind of cone: the least of the three.
    pub lacking: f64,
}

/// How well two colours are told from each other.
pub fn difference(one: Rgb, other: Rgb) -> Difference {
    let (one, other) = (linear(one), linear(other));
    let seen =
        |vision: &[[f64; 3]; 3]| apart(through(one, vision), through(other, vision));
    let lacking = VISIONS.iter().map(seen).fold(f64::INFINITY, f64::min);
    Difference { usual: apart(one, other), lacking }
}

/// As many colours as are asked for: those that are given, and others that are told from these
/// and from each other as well as can be. A dark one follows a light one, each stands out from
/// paper, and labels in ink or in the colour of paper can be read on all. The same are made each
/// time.
pub fn continued(own: &[Rgb], count: usize, ink: Rgb) -> Vec<Rgb> {
    let mut all: Vec<Rgb> = own.iter().copied().take(count).collect();
    let candidates = candidates(ink);
    while all.len() < count {
        let last = all.last().copied();
        let is_apart =
            |it: &&Rgb| last.is_none_or(|last| contrast(**it, last) >= LEAST_OF_SHAPES);
        // Beside some colours no other stands out from paper as well.
        let beside: Vec<&Rgb> = candidates.iter().filter(is_apart).collect();
        let open = if beside.is_empty() { candidates.iter().collect() } else { beside };
        let least = |it: &Rgb| {
            let each = all.iter().map(|own| {
                let Difference { usual, lacking } = difference(*it, *own);
                usual.min(lacking * 2.0)
            });
            each.fold(f64::INFINITY, f64::min)
        };
        let scored = open.into_iter().map(|it| (least(it), *it));
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, best)) = best else { break };
        all.push(best);
    }
    all
}

/// Colours that stand out from paper and can be labelled, through all hues.
fn candidates(ink: Rgb) -> Vec<Rgb> {
    let mut found = Vec::new();
    for lightness in [0.30_f32, 0.36, 0.42, 0.56, 0.62, 0.68] {
        for hue in 0..24_u8 {
            for chroma in [0.16_f32, 0.12, 0.08] {
                let colour = Oklch::new(lightness, chroma, f32::from(hue) * 15.0);
                let light: Srgb<f32> = Srgb::from_color(colour);
                let parts = [light.red, light.green, light.blue];
                if !parts.iter().all(|part| (0.0..=1.0).contains(part)) {
                    continue;
                }
                let Srgb { red, green, blue, .. } = light.into_format::<u8>();
                let colour = Rgb { red, green, blue };
                let label = contrast(colour, WHITE).max(contrast(colour, ink));
                if contrast(colour, WHITE) >= LEAST_OF_SHAPES && label >= LEAST_OF_TEXT {
                    found.push(colour);
                }
                break;
            }
        }
    }
    // The darkest first: a brand's palette most often begins with a dark colour.
    found.sort_by(|one, other| luminance(*one).total_cmp(&luminance(*other)));
    found
}

fn linear(colour: Rgb) -> [f64; 3] {
    let light: LinSrgb<f64> = Srgb::new(colour.red, colour.green, colour.blue)
        .into_format::<f64>()
        .into_linear();
    [light.red, light.green, light.blue]
}

fn through(colour: [f64; 3], vision: &[[f64; 3]; 3]) -> [f64; 3] {
    vision.map(|row| {
        let seen: f64 = row.iter().zip(colour).map(|(share, part)| share * part).sum();
        seen.clamp(0.0, 1.0)
    })
}

fn apart(one: [f64; 3], other: [f64; 3]) -> f64 {
    let lab = |[red, green, blue]: [f64; 3]| -> Lab<palette::white_point::D65, f64> {
        LinSrgb::new(red, green, blue).into_color()
    };
    lab(one).difference(lab(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colours(texts: &[&str]) -> Vec<Rgb> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    /// The least difference of any pair, for all and for those who lack a kind of cone.
    fn least(colours: &[Rgb]) -> (f64, f64) {
        let mut least = (f64::INFINITY, f64::INFINITY);
        for (at, one) in colours.iter().enumerate() {
            for other in &colours[at + 1..] {
                let found = difference(*one, *other);
                least = (least.0.min(found.usual), least.1.min(found.lacking));
            }
        }
        least
    }

    #[test]
    fn differences_are_those_of_the_formula() {
        // The first pair of the data that the formula was published with (Sharma 2005).
        let one = Lab::<palette::white_point::D65, f64>::new(50.0, 2.6772, -79.7751);
        let other = Lab::new(50.0, 0.0, -82.7485);
        assert!((one.difference(other) - 2.0425).abs() < 1e-4);
    }

    #[test]
    fn palettes_are_seen_as_others_have_worked_out() {
        // The palette of four of the Analysis Function: 34 for all, and 6.5 without red cones.
        let four = colours(&["#12436D", "#28A197", "#801650", "#F46A25"]);
        let (usual, lacking) = least(&four);
        assert!((usual - 34.0).abs() < 0.6, "{usual}");
        assert!((lacking - 6.5).abs() < 0.2, "{lacking}");
    }

    #[test]
    fn a_brand_is_continued_by_colours_that_are_told_apart() {
        let ink = "#1A1A1A".parse().unwrap();
        for own in
            [&["#1B2A4A"][..], &["#00703C"], &["#12436D", "#F46A25"], &["#7C2855"], &[]]
        {
            let own = colours(own);
            let all = continued(&own, 4, ink);
            assert_eq!(all.len(), 4);
            assert_eq!(all[..own.len()], own);
            let (usual, lacking) = least(&all);
            assert!(
                usual >= 15.0 && lacking >= 8.0,
                "{own:?}: {all:?}, {usual}, {lacking}"
            );
            // Beside some colours of a brand, such as this green, none stands out from paper too.
            for pair in all.windows(2).skip(own.len()) {
                assert!(contrast(pair[0], pair[1]) >= 3.0, "{all:?}");
            }
            assert!(all.iter().all(|it| contrast(*it, WHITE) >= 3.0), "{all:?}");
            assert_eq!(all, continued(&own, 4, ink));
        }
        let dark = colours(&["#1B2A4A"]);
        assert!(contrast(dark[0], continued(&dark, 2, ink)[1]) >= 3.0);
    }
}
