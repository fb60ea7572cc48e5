//! Materials: what all editions of a project are typeset with, for screens and for paper.

use std::collections::BTreeMap;

use recto_pdf::photograph;

use super::drawing::Drawing;
use super::typst_errors::TYPESETTING;
use super::{Opened, Plan, Workspace, fonts};
use crate::colour::{Cmyk, Rgb};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::edition::Medium;
use crate::edition::redact::Released;
use crate::layers::{Kind, Layers, original, own, own_name};
use crate::render::{Palette, RenderedSource};
use crate::report::declare::FileUse;
use crate::report::visit;
use crate::report::{FilePath, ValidReport, image};
use crate::theme::{self, FACTS, Layout, Theme, ThemeError};
use crate::typeset::{Bytes, Typesetter};

/// What all editions of a medium are typeset with.
pub(super) struct Materials {
    pub(super) typesetter: Typesetter,
    /// The settings of the theme, as the templates wrote them.
    pub(super) settings: Vec<RenderedSource>,
    /// The theme, as the brand has it for the medium.
    pub(super) theme: Theme,
    /// What it was made of, apart from the program.
    pub(super) digest: Digest,
}

/// The materials for a project, for each medium that a plan asks for: the theme with the
/// brand's settings, the fixed words, and the images that the report names.
pub(super) fn materials(
    workspace: &Workspace,
    plan: &Plan,
    opened: &Opened,
    released: &Released,
    drawing: &Drawing,
) -> Result<BTreeMap<Medium, Materials>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut files: Vec<(&FilePath, Bytes)> = Vec::new();
    let mut digests = String::new();
    let report = released.report();
    for path in images(report) {
        match workspace.sources().file(&path.value) {
            Ok(file) => {
                digests.push_str(&format!("{}\n", file.digest));
                files.push((path, Bytes::new(file.bytes)));
            }
            Err(refusal) => problems.push(refusal.diagnostic(&path.place)),
        }
    }
    let tones = |path: &FilePath| {
        let file = workspace.sources().file(path);
        file.map(|file| image::tones(&file.bytes)).unwrap_or_default()
    };
    let (renderer, foundation) = (drawing.renderer()?, workspace.foundation());
    digests.push_str(&format!("{}\n", drawing.layers.digest()));
    for path in fonts::files(report) {
        if let Ok(file) = workspace.sources().file(&path.value) {
            digests.push_str(&format!("{} {}\n", path.value, file.digest));
        }
    }
    let mut materials = BTreeMap::new();
    for medium in plan.media() {
        let separate = |colour| separated(plan, colour);
        let palette = match medium {
            Medium::Screen | Medium::Large => Palette::Light,
            Medium::Print => Palette::Inks(&separate),
        };
        let settings =
            renderer.render_theme_settings(report, &opened.locale, palette, &tones)?;
        let mut digested = digests.clone();
        let theme = match theme_for(medium, opened) {
            Ok(theme) => theme,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let facts = &theme.text;
        let all = settings.iter().map(RenderedSource::text).chain([&**facts]);
        all.for_each(|text| digested.push_str(text));
        let texts = settings.iter().map(|it| {
            let text = Bytes::from_string(it.text().to_owned());
            (it.path.clone(), text)
        });
        let facts = (FACTS.to_owned(), Bytes::from_string(facts.to_string()));
        let texts = texts.chain([facts]);
        let shown = |path: &str, place: &Place, bytes: &Bytes| match medium {
            Medium::Screen | Medium::Large => on_screen(path, place, bytes),
            // A printer gets inks as they are.
            Medium::Print => Ok(bytes.clone()),
        };
        let images = files.iter().map(|(path, bytes)| {
            let shown = shown(&path.value, &path.place, bytes)?;
            Ok((format!("project/{}", path.value), shown))
        });
        let drawn = drawing.layers.images().iter().map(|(path, bytes)| {
            let place = Place::whole_file(path.clone());
            Ok((path.to_string(), shown(path, &place, &Bytes::new(bytes.clone()))?))
        });
        let images = images.chain(drawn);
        let images: Vec<_> = match images.collect::<Result<_, Diagnostic>>() {
            Ok(images) => images,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let name = opened.theme.name;
        let own = own(name).into_iter();
        let own = own.map(|(path, text)| (path, Bytes::from_string(text.to_owned())));
        // Later ones take the place of earlier ones.
        let files = images.into_iter().chain(own);
        let files = files.chain(theme_layer(&drawing.layers, name)).chain(texts);
        let typesetter = Typesetter::new(foundation.clone(), files);
        let typesetter = typesetter.with_fonts(opened.fonts.clone());
        let digest = Digest::of(digested.as_bytes());
        materials.insert(medium, Materials { typesetter, settings, theme, digest });
    }
    problems.extend(fonts::unknown(report, &opened.fonts));
    if problems.is_empty() { Ok(materials) } else { Err(problems) }
}

/// The theme in the layout of a medium.
fn theme_for(medium: Medium, opened: &Opened) -> Result<Theme, Diagnostic> {
    if medium != Medium::Large {
        return Ok(opened.theme.clone());
    }
    let look = &opened.report.brand.theme;
    Theme::of(&look.parameters(), Layout::Large).map_err(|refusal| {
        let message = format!("there is no large print: {refusal}");
        let mut problem = Diagnostic::error(TYPESETTING, message);
        problem.place = look.place_of_margins().cloned();
        match &refusal {
            ThemeError::Misfit(misfit) => problem.hint(misfit.remedy()),
            ThemeError::Facts(_) => problem,
        }
    })
}

/// The sources of a project's theme, and beside each the program's own, by which it can take
/// over what it does not change.
fn theme_layer(
    layers: &Layers,
    theme: theme::Name,
) -> impl Iterator<Item = (String, Bytes)> {
    layers.of_kind(Kind::Theme).flat_map(move |file| {
        let own = original(theme, &file.path).map(|text| {
            let text = Bytes::from_string(text.to_owned());
            (own_name(Kind::Theme, &file.path), text)
        });
        let text = Bytes::from_string(file.text.to_string());
        [Some((file.path.to_string(), text)), own].into_iter().flatten()
    })
}

/// An image as screens show it: a photograph in inks is turned into light.
fn on_screen(path: &str, place: &Place, bytes: &Bytes) -> Result<Bytes, Diagnostic> {
    if !image::is_in_inks(bytes) {
        return Ok(bytes.clone());
    }
    photograph::in_light(bytes).map(Bytes::new).map_err(|fault| {
        let message = format!("`{path}` cannot be shown on screens: {fault}");
        let problem = Diagnostic::error(TYPESETTING, message).at(place);
        problem.hint("export the image in sRGB")
    })
}

/// The least of an ink that a full colour is mixed with, in per cent: less only makes the
/// edges of its letters rough.
const LEAST_INK: u8 = 5;

/// What a colour of a brand is in inks where the brand does not say: what the printing
/// condition has for it, in whole per cents.
fn separated(plan: &Plan, Rgb { red, green, blue }: Rgb) -> Cmyk {
    let Some(press) = &plan.press else { return Cmyk::BLACK };
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
    let mut paths: Vec<&FilePath> = Vec::new();
    for (path, _) in visit::files(report, FileUse::Image) {
        if !paths.iter().any(|known| known.value == path.value) {
            paths.push(path);
        }
    }
    paths
}
