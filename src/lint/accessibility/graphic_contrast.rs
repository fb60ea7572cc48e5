//! Colours of charts that cannot be told from the paper, from each other, or from the
//! labels that print on them.
//!
//! Only what a report draws is looked at. Text in the colours of the brand and of the
//! priorities, and white text on them, is validation's to refuse; where those hold 4.5 to
//! white, a bar stands out from a track in a tint of itself as well.

use crate::colour::palette::{
    Difference, LEAST_OF_SHAPES, LEAST_OF_TEXT, continued, difference,
};
use crate::colour::{Rgb, contrast, shown};
use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::{Block, Chart, ChartKind, Colour, Section, ValidReport};
use crate::theme::Facts;

/// The least difference of two colours of one chart (CIEDE2000), for those who see all colours.
/// No standard says how much; the palette of the UK Government Analysis Function has 34.
const LEAST_APART: f64 = 15.0;
/// The same for those who lack a kind of cone; that palette has 6.5.
const LEAST_APART_LACKING: f64 = 6.0;

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
    /// `templates/theme/charts`).
    PartAndPaper,
    /// Two lines or parts of one chart, which are told apart by colour.
    Groups,
    /// Two parts of a bar, side by side (`stacked-bar`, there).
    Parts,
    /// A label and the part that it prints on (`stacked-bar`, there).
    LabelAndPart,
    /// A label and a part in a colour of the theme, which a brand cannot change.
    LabelAndTheirs,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let paper = subject.theme.colours.paper.rgb;
    for pair in pairs(subject.report, subject.theme) {
        if pair.between == Between::Groups {
            alike(subject, pair, found);
            continue;
        }
        let contrast = contrast(pair.over, pair.on);
        let (least, remedy) = match pair.between {
            Between::PartAndPaper => (LEAST_OF_SHAPES, "choose a darker colour"),
            Between::Parts => {
                (LEAST_OF_SHAPES, "let a dark colour follow a light one, and so on")
            }
            Between::LabelAndPart if pair.over == paper => {
                (LEAST_OF_TEXT, "choose a darker colour")
            }
            Between::LabelAndPart => (LEAST_OF_TEXT, "choose a lighter colour"),
            Between::LabelAndTheirs => (LEAST_OF_TEXT, "choose a darker `ink`"),
            Between::Groups => continue,
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
            Between::Groups => continue,
            Between::LabelAndPart | Between::LabelAndTheirs => format!(
                "labels in `{over}` have a contrast of {contrast} on `{on}`, and text \
                 wants {least}"
            ),
        };
        found.warn(pair.place, message, remedy);
    }
}

/// Two colours that are hard to tell apart, with a palette whose colours are not.
fn alike(subject: &Subject<'_>, pair: Pair<'_>, found: &mut Findings<'_>) {
    let Difference { usual, lacking } = difference(pair.over, pair.on);
    if usual >= LEAST_APART && lacking >= LEAST_APART_LACKING {
        return;
    }
    let (over, on) = (pair.over, pair.on);
    let message = if usual < LEAST_APART {
        format!("`{over}` and `{on}` are hard to tell apart in charts")
    } else {
        format!(
            "`{over}` and `{on}` are hard to tell apart for those who see fewer colours"
        )
    };
    let colours = &subject.report.brand.colours;
    let first: Vec<Rgb> = colours.chart.iter().take(1).map(|it| it.rgb.value).collect();
    let palette = continued(&first, colours.chart.len().max(2), colours.ink.rgb.value);
    let palette: Vec<String> = palette.iter().map(|it| format!("\"{it}\"")).collect();
    let remedy = format!("these can be told apart: `chart: [{}]`", palette.join(", "));
    found.warn(pair.place, message, remedy);
}

/// The pairs of colours that a report's charts use, each once.
fn pairs<'r>(report: &'r ValidReport, theme: &Facts) -> Vec<Pair<'r>> {
    let mut pairs = Vec::new();
    for chart in &report.charts {
        let count = parts(report, theme, chart);
        for pair in pairs_of(report, theme, chart.kind, count) {
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// How many parts of a chart have colours of the palette; 0 for a chart that is drawn in
/// the one colour of its priority.
fn parts(report: &ValidReport, theme: &Facts, chart: &Chart) -> usize {
    let series =
        report.series.iter().find(|series| series.id.value == chart.series.value);
    let Some(series) = series else { return 0 };
    let count = match chart.kind {
        ChartKind::Proportion if chart.total.is_some() => 1,
        ChartKind::Proportion if series.points.len() > theme.charts.parts => 1,
        ChartKind::Proportion => return series.points.len(),
        ChartKind::Dot | ChartKind::Waterfall | ChartKind::Spc => 1,
        _ if chart.highlight.is_some() || series.groups.len() > theme.charts.parts => 1,
        _ => series.groups.len().max(1),
    };
    if count == 1 && is_of_priority(report, chart) { 0 } else { count }
}

/// Whether a chart stands in a priority.
fn is_of_priority(report: &ValidReport, chart: &Chart) -> bool {
    let priorities = report.sections.iter().filter_map(|section| match section {
        Section::Priority(priority) => Some(priority),
        Section::Plain(_) => None,
    });
    let mut blocks = priorities.flat_map(|priority| {
        let after_highlights = priority.highlights.iter().flat_map(|it| &it.then);
        after_highlights.chain(&priority.body).chain(priority.brief.body.iter().flatten())
    });
    blocks.any(|block| matches!(block, Block::Chart(id) if id.value == chart.id.value))
}

/// The pairs of colours of one chart.
fn pairs_of<'r>(
    report: &'r ValidReport,
    theme: &Facts,
    kind: ChartKind,
    count: usize,
) -> Vec<Pair<'r>> {
    // The theme's colours are right with each other and with paper: what can be wrong is
    // a colour of the brand, and the ink on any colour.
    let colours = &report.brand.colours;
    let (ink, paper) = (&colours.ink, theme.colours.paper.rgb);
    // A brand's colours are taken first, and gone on with by others that are right with these
    // (`Colours::of_charts`).
    let own = &colours.chart[..colours.chart.len().min(count)];
    let theirs = match count {
        _ if !own.is_empty() => &[],
        0 | 1 => &theme.palettes.focus[..count],
        2 => &theme.palettes.pair[..],
        _ => &theme.palettes.categorical[..count.min(theme.palettes.categorical.len())],
    };
    let mut pairs = Vec::new();
    let mut add =
        |over, on, between, place| pairs.push(Pair { over, on, between, place });
    for colour in own {
        add(colour.rgb.value, paper, Between::PartAndPaper, &colour.rgb.place);
    }
    for (at, later) in own.iter().enumerate() {
        for earlier in &own[..at] {
            let (later, earlier) = (&later.rgb, &earlier.rgb);
            add(later.value, earlier.value, Between::Groups, &later.place);
        }
    }
    // Only the parts of a bar touch, and only they are labelled inside.
    let is_of_parts = match kind {
        ChartKind::StackedBar | ChartKind::StackedColumn => count > 1,
        ChartKind::Proportion => count > 1,
        _ => false,
    };
    if !is_of_parts {
        return pairs;
    }
    for (earlier, later) in own.iter().zip(own.iter().skip(1)) {
        let (later, earlier) = (&later.rgb, &earlier.rgb);
        add(later.value, earlier.value, Between::Parts, &later.place);
    }
    // The theme labels a part in ink or in the colour of paper, whichever is better read.
    let label = |part: Rgb| {
        let ink = ink.rgb.value;
        if contrast(ink, part) > contrast(paper, part) { ink } else { paper }
    };
    for Colour { rgb, .. } in own {
        add(label(rgb.value), rgb.value, Between::LabelAndPart, &rgb.place);
    }
    for colour in theirs {
        add(label(colour.rgb), colour.rgb, Between::LabelAndTheirs, &ink.rgb.place);
    }
    pairs
}
