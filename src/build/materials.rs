//! Materials: what all editions of a project are typeset with, for screens and for paper.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::complaints::unknown_typefaces;
use super::{Job, Opened};
use crate::diagnostic::Diagnostic;
use crate::edition::Medium;
use crate::edition::audience::Released;
use crate::render::{Palette, Renderer, theme};
use crate::report::{Cmyk, FilePath, Rgb, ValidReport};
use crate::typeset::{Bytes, Foundation, Typesetter};

/// The foundation with the theme, but for the settings, which each project has its own of.
pub(super) fn foundation() -> Foundation {
    let settings = ["theme/brand.typ", "theme/words.typ"];
    Foundation::new(theme().into_iter().filter(|(path, _)| !settings.contains(path)))
}

/// The typesetters for a project, for each medium that a job asks for: the theme with the
/// brand's settings, the fixed words, and the images that the report names.
pub(super) fn typesetters(
    job: &Job,
    opened: &Opened,
    released: &Released,
    foundation: Foundation,
) -> Result<BTreeMap<Medium, Typesetter>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut files = Vec::new();
    let report = released.report();
    for path in images(report) {
        match opened.sources.file(&path.value) {
            Ok(file) => {
                files.push((format!("project/{}", path.value), Bytes::new(file.bytes)));
            }
            Err(refusal) => problems.push(refusal.diagnostic(&path.place)),
        }
    }
    let renderer = Renderer::builtin().map_err(|problem| vec![problem])?;
    let foundation = Arc::new(foundation);
    let mut typesetters = BTreeMap::new();
    for medium in job.media() {
        let separate = |colour| separated(job, colour);
        let palette = match medium {
            Medium::Screen => Palette::Light,
            Medium::Paper => Palette::Inks(&separate),
        };
        let settings = renderer.render_theme_settings(report, &opened.locale, palette)?;
        let settings = settings.into_iter().map(|it| {
            let text = Bytes::from_string(it.text().to_owned());
            (it.path, text)
        });
        let files = files.iter().cloned().chain(settings);
        typesetters.insert(medium, Typesetter::new(foundation.clone(), files));
    }
    problems.extend(unknown_typefaces(report, foundation.fonts()));
    if problems.is_empty() { Ok(typesetters) } else { Err(problems) }
}

/// The least of an ink that a full colour is mixed with, in per cent: less only makes the
/// edges of its letters rough.
const LEAST_INK: u8 = 5;

/// What a colour of a brand is in inks where the brand does not say: what the printing
/// condition has for it, in whole per cents.
fn separated(job: &Job, Rgb { red, green, blue }: Rgb) -> Cmyk {
    let Some(press) = &job.press else { return Cmyk::BLACK };
    let inks = press.intent.separate([red, green, blue]);
    let mut mixture = Cmyk(inks.map(|ink| {
        let per_cent = (u32::from(ink) * 100 + 127) / 255;
        u8::try_from(per_cent).unwrap_or(100)
    }));
    if mixture.total() > 100 {
        for ink in mixture.0.iter_mut().filter(|ink| **ink < LEAST_INK) {
            *ink = 0;
        }
    }
    mixture
}

/// The images that a report names, each once.
pub(super) fn images(report: &ValidReport) -> Vec<&FilePath> {
    let logo = report.brand.logo.iter().map(|logo| &logo.file);
    let figures = report.figures.iter().map(|figure| &figure.file);
    let mut paths: Vec<&FilePath> = Vec::new();
    for path in logo.chain(figures) {
        if !paths.iter().any(|known| known.value == path.value) {
            paths.push(path);
        }
    }
    paths
}
