//! Type sizes: how large text is set in finished PDFs.

use std::collections::BTreeSet;

use recto::build::Opened;
use recto::lint::{Subject, TextKind};

use crate::press::{Print, bundled, repository, sound};
use crate::reader::spaced;
use crate::scratch::Scratch;

/// The smallest size of text in a report, in points: the lowest step of the theme's scale,
/// to which `small-text` holds drawings as well.
const LEAST: f32 = 9.0;
/// The smallest size of running text in a report, in points.
const LEAST_RUNNING: f32 = 12.0;
/// How far a size may be off for want of digits in a PDF.
const ROUNDING: f32 = 0.01;

/// The fewest paragraphs of the bundled report that stand in its PDF as in its files: most
/// but those in which an abbreviation is spelt out, and those of the imprint.
const LEAST_PARAGRAPHS: usize = 80;

#[test]
fn nothing_is_set_smaller_than_the_lowest_step_of_the_scale() {
    for (name, pdf) in &bundled().editions {
        let mut runs = 0;
        for (number, page) in (1..).zip(&pdf.pages) {
            for run in page.runs.iter().filter(|run| run.size.is_finite()) {
                let (size, text) = (run.size, &run.text);
                assert!(size > LEAST - ROUNDING, "{name}, {number}: {size} pt: {text}");
                runs += 1;
            }
        }
        assert!(runs > pdf.pages.len(), "{name} has {runs} runs of text");
    }
}

#[test]
fn running_text_is_set_in_twelve_points_or_more() {
    let Print { workspace, opened, editions } = bundled();
    let Opened { report, locale, texts, theme, .. } = opened;
    let subject = Subject::new(workspace.sources(), report, locale, texts, &theme.facts);
    let passages = subject.passages().iter();
    let paragraphs: BTreeSet<_> = passages
        .filter(|passage| passage.kind == TextKind::Paragraph)
        .map(|passage| spaced(&passage.text))
        .collect();
    for (name, pdf) in editions {
        let mut found = BTreeSet::new();
        for element in pdf.elements() {
            let text = spaced(&element.text());
            if matches!(element.role.as_str(), "P" | "LBody")
                && paragraphs.contains(&text)
            {
                let size = element.smallest();
                assert!(size > LEAST_RUNNING - ROUNDING, "{name}: {size} pt: {text}");
                assert!(size.is_finite(), "{name}: no size: {text}");
                found.insert(text);
            }
        }
        if name == "report" {
            assert!(found.len() >= LEAST_PARAGRAPHS, "{} paragraphs", found.len());
        } else {
            assert!(!found.is_empty(), "{name} has no running text");
        }
    }
}

/// What the check says of sizes in drawings is what a PDF has.
#[test]
fn text_of_drawings_prints_as_large_as_the_check_says() {
    let scratch = Scratch::minimal();
    scratch.add(&repository().join("tests/suite/rules/small-text"));
    let print = sound(scratch.path());
    let pages = print.report().pages.iter();
    let runs: Vec<_> = pages.flat_map(|page| &page.runs).collect();
    for (text, size) in [
        ("Each", 6.94),
        ("Jetty", 6.70),
        ("Gate", 8.0),
        // The smallest of a drawing is its index, which the check leaves alone.
        ("Nine points", 6.80),
        ("Larger than it looks", 22.68),
    ] {
        let run = runs.iter().find(|run| run.text.contains(text));
        let run = run.unwrap_or_else(|| panic!("`{text}` does not print"));
        assert!((run.size - size).abs() < ROUNDING, "`{text}` has {} pt", run.size);
    }
}
