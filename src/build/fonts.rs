//! The fonts of a project: those of the program, and the files that its brand names.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, distinct};
use crate::report::declare::FileUse;
use crate::report::{Family, FilePath, ValidReport, visit};
use crate::sources::Sources;
use crate::typeset::{self, Fonts, GivenFile, Kind};
use crate::wording::{joined, listed, nearest};

/// A typeface of which there is no font.
pub const UNKNOWN_TYPEFACE: Code = Code("unknown-typeface");
/// A file that is no font, or none that PDFs may carry.
pub const REFUSED_FONT: Code = Code("refused-font");
/// A file of fonts that is of another family than it stands under, or is there twice.
pub const MISPLACED_FONT: Code = Code("misplaced-font");
/// A typeface that lacks faces which the theme prints in.
pub const INCOMPLETE_TYPEFACE: Code = Code("incomplete-typeface");
/// A font in the folder of fonts that no family names.
pub const UNUSED_FONT: Code = Code("unused-font");

/// The folder in which fonts are looked for that are not used.
const FOLDER: &str = "fonts";
/// What the names of fonts end with.
const ENDINGS: [&str; 4] = [".ttf", ".otf", ".ttc", ".otc"];

/// The files of fonts that a report names.
pub(super) fn files(report: &ValidReport) -> Vec<&FilePath> {
    visit::files(report, FileUse::Font).into_iter().map(|(file, _)| file).collect()
}

/// The fonts that a project prints in: `own` are those of the program.
///
/// # Errors
///
/// What is wrong with its files.
pub(super) fn of(
    sources: &Sources,
    own: &Arc<Fonts>,
    report: &ValidReport,
) -> Result<Arc<Fonts>, Vec<Diagnostic>> {
    let typefaces = &report.brand.typefaces;
    let mut problems = Vec::new();
    let mut given = Vec::new();
    let mut seen: Vec<(String, &FilePath)> = Vec::new();
    for family in &typefaces.families {
        for file in &family.files {
            match read(sources, family, file, &mut seen) {
                Ok(file) => given.push(file),
                Err(problem) => problems.push(*problem),
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(if given.is_empty() { own.clone() } else { Arc::new(own.with(&given)) })
}

/// The typefaces of a brand of which there is no font.
pub(super) fn unknown(report: &ValidReport, fonts: &Fonts) -> Vec<Diagnostic> {
    let chosen = report.brand.typefaces.chosen().into_iter();
    let unknown = chosen.filter(|it| !fonts.has_family(&it.value)).map(|family| {
        let families = fonts.families();
        let message = format!("there is no typeface `{}`", family.value);
        let near = nearest(&family.value, families.iter().map(String::as_str));
        Diagnostic::error(UNKNOWN_TYPEFACE, message).at(&family.place).hint(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "use one of {}, or give its files in `families`",
                listed(families.iter().map(String::as_str), "and")
            ),
        })
    });
    unknown.collect()
}

/// Reads a file of a family. `seen` is the faces that were read before, each with its file.
fn read<'r>(
    sources: &Sources,
    family: &Family,
    path: &'r FilePath,
    seen: &mut Vec<(String, &'r FilePath)>,
) -> Result<GivenFile, Box<Diagnostic>> {
    let refused = |code, message: String, hint: &str| {
        Box::new(Diagnostic::error(code, message).at(&path.place).hint(hint))
    };
    let file = sources.file(&path.value);
    let file = file.map_err(|refusal| Box::new(refusal.diagnostic(&path.place)))?;
    let faces = typeset::faces(&file.bytes).map_err(|refusal| {
        let message = format!("`{}` cannot be used: {refusal}", path.value);
        refused(REFUSED_FONT, message, refusal.remedy())
    })?;
    for font in &faces {
        let name = &font.info().family;
        if name.to_lowercase() != family.name.value.to_lowercase() {
            let (file, of) = (&path.value, &family.name.value);
            let message =
                format!("`{file}` is of the family `{name}`, and not of `{of}`");
            let hint = format!("name it under a family with `name: {name}`");
            return Err(refused(MISPLACED_FONT, message, &hint));
        }
        let face = format!("{name}, {}", typeset::variant(font));
        if let Some((_, before)) = seen.iter().find(|(known, _)| *known == face) {
            let message = format!("`{}` is one face twice: {face}", path.value);
            let problem = refused(MISPLACED_FONT, message, "keep one of the two");
            return Err(Box::new(problem.related(&before.place, "the same face")));
        }
        seen.push((face, path));
    }
    let (path, licence) = (path.value.to_string(), family.licence.value.to_string());
    Ok(GivenFile { path, licence, faces })
}

/// What may not be meant of the fonts of a project.
pub(super) fn warnings(
    sources: &Sources,
    report: &ValidReport,
    fonts: &Fonts,
) -> Vec<Diagnostic> {
    let typefaces = &report.brand.typefaces;
    let all = [Kind::Regular, Kind::Bold, Kind::Italic].as_slice();
    // Titles are in bold alone.
    let wanted = [(&typefaces.text, all), (&typefaces.display, &[Kind::Bold])];
    let wanted = wanted.into_iter().chain(typefaces.figures.iter().map(|it| (it, all)));
    let incomplete = wanted.filter_map(|(family, wanted)| {
        let lacking = fonts.lacking(&family.value, wanted);
        let lacking: Vec<String> =
            lacking.into_iter().map(|kind| format!("no {kind} face")).collect();
        let message =
            format!("the typeface `{}` has {}", family.value, joined(&lacking, "and"));
        let hint = "give its file too: what is meant to stand out prints like the rest";
        let found = Diagnostic::warning(INCOMPLETE_TYPEFACE, message);
        (!lacking.is_empty()).then(|| found.at(&family.place).hint(hint))
    });
    let incomplete = distinct(incomplete);
    let named = files(report);
    // Of a folder that cannot be listed, what is used was read, or is refused by name.
    let listing = sources.listing(FOLDER).unwrap_or_default();
    let is_font = |path: &&String| {
        let path = path.to_lowercase();
        ENDINGS.iter().any(|ending| path.ends_with(ending))
    };
    let unused = listing.files.iter().filter(is_font);
    let unused = unused.filter(|path| !named.iter().any(|it| *it.value == ***path));
    let unused = unused.map(|path| {
        let found = Diagnostic::warning(UNUSED_FONT, format!("`{path}` is not used"));
        found.at(&Place::whole_file(path.as_str())).hint(
            "name it in `typefaces: families` of the brand, with its family and licence",
        )
    });
    incomplete.into_iter().chain(unused).collect()
}
