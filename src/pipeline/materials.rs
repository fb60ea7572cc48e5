//! Materials: what all editions of a project are typeset with.

use super::Opened;
use super::complaints::unknown_typefaces;
use crate::diagnostic::Diagnostic;
use crate::edition::audience::Released;
use crate::render::{Renderer, theme};
use crate::report::{FilePath, ValidReport};
use crate::typeset::{Foundation, Typesetter};

/// The foundation with the theme, but for the settings, which each project has its own of.
pub(super) fn foundation() -> Foundation {
    let settings = ["theme/brand.typ", "theme/words.typ"];
    Foundation::new(theme().into_iter().filter(|(path, _)| !settings.contains(path)))
}

/// The typesetter for a project: the theme with the brand's settings, the fixed words,
/// and the images that the report names.
pub(super) fn typesetter(
    opened: &Opened,
    released: &Released,
    foundation: Foundation,
) -> Result<Typesetter, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut files = Vec::new();
    let report = released.report();
    for path in images(report) {
        match opened.project.read_bytes(&path.value) {
            Ok(data) => files.push((format!("project/{}", path.value), data)),
            Err(refusal) => problems.push(refusal.diagnostic(&path.place)),
        }
    }
    let mut renderer = Renderer::builtin().map_err(|problem| vec![problem])?;
    let settings = renderer.render_theme_settings(report, &opened.locale)?;
    files.extend(settings.into_iter().map(|it| {
        let text = it.text().as_bytes().to_vec();
        (it.path, text)
    }));
    let typesetter = Typesetter::new(foundation, files);
    problems.extend(unknown_typefaces(report, typesetter.fonts()));
    if problems.is_empty() { Ok(typesetter) } else { Err(problems) }
}

/// The images that a report names, each once.
fn images(report: &ValidReport) -> Vec<&FilePath> {
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
