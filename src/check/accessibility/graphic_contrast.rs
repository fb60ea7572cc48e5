//! Colours of charts that cannot be told from the paper, from each other, or from the
//! labels that print on them.
//!
//! Only what a report draws is looked at. Text in the colours of the brand and of the
//! priorities, and white text on them, is validation's to refuse; where those hold 4.5 to
//! white, a bar stands out from a track in a tint of itself as well.

use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::report::contrast::{WHITE, contrast, shown};
use crate::report::{Chart, ChartKind, Colour, Colours, Placed, Rgb, ValidReport};

/// Colours of charts that cannot be told apart.
pub(super) const CODE: Code = Code("graphic-contrast");

/// The least contrast of what a chart is read by (WCAG 2.2, success criterion 1.4.11).
const LEAST_OF_SHAPES: f64 = 3.0;
/// The least contrast of text (WCAG 2.2, success criterion 1.4.3).
const LEAST_OF_TEXT: f64 = 4.5;

const fn rgb(red: u8, green: u8, blue: u8) -> Rgb {
    Rgb { red, green, blue }
}

/// The theme's own colours for the parts of a chart, where a brand gives none
/// (`categorical` in `templates/brand.typ.j2`).
const CATEGORICAL: [Rgb; 4] = [
    rgb(0x12, 0x43, 0x6D),
    rgb(0x28, 0xA1, 0x97),
    rgb(0x80, 0x16, 0x50),
    rgb(0xF4, 0x6A, 0x25),
];
/// The colours of a chart with two parts, whatever the brand (`pair`).
const PAIR: [Rgb; 2] = [rgb(0x12, 0x43, 0x6D), rgb(0xF4, 0x6A, 0x25)];
/// The light one of a scale, whatever the brand (`sequential`).
const LIGHT: Rgb = rgb(0x6B, 0xAC, 0xE6);

/// One colour that must stand out from another.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair<'r> {
    over: Rgb,
    on: Rgb,
    between: Between,
    /// The colour in the brand file that can be changed.
    place: &'r Place,
}

/// What two colours are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// A line or a part of a bar, and the paper (`line-chart` and `stacked-bar` in
    /// `templates/theme/charts.typ`).
    PartAndPaper,
    /// Two parts of a bar, side by side (`stacked-bar`, there).
    Parts,
    /// A label and the part that it prints on (`stacked-bar`, there).
    LabelAndPart,
    /// A label and a part in a colour of the theme, which a brand cannot change.
    LabelAndTheirs,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for pair in pairs(subject.report) {
        let contrast = contrast(pair.over, pair.on);
        let (least, remedy) = match pair.between {
            Between::PartAndPaper => (LEAST_OF_SHAPES, "choose a darker colour"),
            Between::Parts => {
                (LEAST_OF_SHAPES, "let a dark colour follow a light one, and so on")
            }
            Between::LabelAndPart if pair.over == WHITE => {
                (LEAST_OF_TEXT, "choose a darker colour")
            }
            Between::LabelAndPart => (LEAST_OF_TEXT, "choose a lighter colour"),
            Between::LabelAndTheirs => (LEAST_OF_TEXT, "choose a darker `ink`"),
        };
        if contrast >= least {
            continue;
        }
        let (over, on, contrast) = (pair.over, pair.on, shown(contrast));
        let message = match pair.between {
            Between::PartAndPaper => format!(
                "`{over}` has a contrast of {contrast} on white, and a chart wants {least}"
            ),
            Between::Parts => format!(
                "`{over}` has a contrast of {contrast} to `{on}` beside it in charts, \
                 which want {least}"
            ),
            Between::LabelAndPart | Between::LabelAndTheirs => format!(
                "labels in `{over}` have a contrast of {contrast} on `{on}`, and text \
                 wants {least}"
            ),
        };
        found.push(Diagnostic::warning(CODE, message).at(pair.place).hint(remedy));
    }
}

/// The pairs of colours that a report's charts use, each once.
fn pairs(report: &ValidReport) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    for chart in &report.charts {
        let count = parts(report, chart);
        for pair in pairs_of(&report.brand.colours, chart.kind, count) {
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// How many parts of a chart have colours of the palette; 0 for a chart that is drawn in
/// the one colour of its priority.
fn parts(report: &ValidReport, chart: &Chart) -> usize {
    let series =
        report.series.iter().find(|series| series.id.value == chart.series.value);
    let Some(series) = series else { return 0 };
    match chart.kind {
        ChartKind::Line | ChartKind::StackedBar => series.groups.len(),
        ChartKind::Proportion if chart.total.is_none() => series.points.len(),
        ChartKind::Bar | ChartKind::Dot | ChartKind::Proportion => 0,
    }
}

/// The pairs of colours of one chart.
fn pairs_of(colours: &Colours, kind: ChartKind, count: usize) -> Vec<Pair<'_>> {
    // The theme's colours are right with each other and with white: what can be wrong is
    // a colour of the brand, and the ink on any colour.
    let ink = &colours.ink;
    let own = if colours.chart.len() > 1 && count > 2 { &*colours.chart } else { &[] };
    let own = &own[..own.len().min(count)];
    let theirs: &[Rgb] = match count {
        0 | 1 => &[],
        2 => &PAIR,
        _ if own.is_empty() => &CATEGORICAL[..count.min(CATEGORICAL.len())],
        _ => &[],
    };
    let mut pairs = Vec::new();
    let mut add =
        |over, on, between, place| pairs.push(Pair { over, on, between, place });
    for colour in own {
        add(colour.value.rgb, WHITE, Between::PartAndPaper, &colour.place);
    }
    // Only the parts of a bar touch, and only they are labelled inside.
    if kind == ChartKind::Line {
        return pairs;
    }
    for (earlier, later) in own.iter().zip(own.iter().skip(1)) {
        add(later.value.rgb, earlier.value.rgb, Between::Parts, &later.place);
    }
    for Placed { value: Colour { rgb, .. }, place } in own {
        if takes_ink(*rgb, colours) {
            add(ink.value.rgb, *rgb, Between::LabelAndPart, place);
        } else {
            add(WHITE, *rgb, Between::LabelAndPart, place);
        }
    }
    for colour in theirs.iter().filter(|colour| takes_ink(**colour, colours)) {
        add(ink.value.rgb, *colour, Between::LabelAndTheirs, &ink.place);
    }
    pairs
}

/// Whether the theme labels a part of a colour in ink; else in white (`stacked-bar`).
fn takes_ink(colour: Rgb, colours: &Colours) -> bool {
    let palette: Vec<_> = if colours.chart.len() > 1 {
        colours.chart.iter().map(|colour| colour.value.rgb).collect()
    } else {
        CATEGORICAL.to_vec()
    };
    let light = [palette.get(1), palette.get(3), PAIR.get(1), Some(&LIGHT)];
    light.into_iter().flatten().any(|light| *light == colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_themes_own_colours_are_right() {
        let brand = include_str!("../../../templates/brand.typ.j2").to_uppercase();
        for colour in CATEGORICAL.into_iter().chain(PAIR).chain([LIGHT]) {
            assert!(brand.contains(&colour.to_string()), "{colour}");
        }
        for colour in CATEGORICAL.into_iter().chain(PAIR) {
            assert!(contrast(colour, WHITE) >= 3.0, "{colour}");
        }
        for beside in CATEGORICAL.windows(2).chain([PAIR.as_slice()]) {
            assert!(contrast(beside[0], beside[1]) >= LEAST_OF_SHAPES, "{beside:?}");
        }
        for dark in [CATEGORICAL[0], CATEGORICAL[2], PAIR[0]] {
            assert!(contrast(dark, WHITE) >= LEAST_OF_TEXT, "{dark}");
        }
    }

    /// A bar in a priority's colour lies on a track in a tint of it (`proportion`).
    #[test]
    fn a_colour_that_text_can_have_stands_out_from_its_tint() {
        let steps = || (0..=255_u8).step_by(15);
        let colours = steps().flat_map(|red| {
            steps().flat_map(move |green| steps().map(move |blue| rgb(red, green, blue)))
        });
        let mut tried = 0;
        for colour in colours.filter(|it| contrast(*it, WHITE) >= LEAST_OF_TEXT) {
            // 14 parts of the colour and 86 of white.
            let mixed = |value: u8| {
                let sum = u32::from(value) * 14 + 255 * 86;
                u8::try_from(sum / 100).expect("a mean of two bytes")
            };
            let tint = rgb(mixed(colour.red), mixed(colour.green), mixed(colour.blue));
            assert!(contrast(colour, tint) >= LEAST_OF_SHAPES, "{colour} on {tint}");
            tried += 1;
        }
        assert!(tried > 500, "{tried}");
    }
}
