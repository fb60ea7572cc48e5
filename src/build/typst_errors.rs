//! Errors of Typst: a source that Typst cannot set, reported at the place in the project that
//! caused it.

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::layers::{Kind, own_name};
use crate::render::Origin;
use crate::typeset::Remark;

use super::fit::{CROWDED, SPARSE_PAGE, STRANDED_HEADING};
use super::origins::Origins;

/// An edition that cannot be made for a printer.
pub const CANNOT_PRINT: Code = Code("cannot-print");
/// A claim that an edition does not make because of an external PDF in it.
pub const NO_LONGER_CLAIMED: Code = Code("no-longer-claimed");
/// What of an external PDF is not in the paper that attaches it.
pub const NOT_CARRIED_OVER: Code = Code("not-carried-over");
/// A stamp or a marking that covers what an external page prints.
pub const COVERED_PAGE: Code = Code("covered-page");
/// A file that does not keep what its profile promises.
pub const PREFLIGHT: Code = Code("preflight");
/// Something that Typst says about a source.
pub const TYPESETTING: Code = Code("typesetting");

/// Warnings that are found when pages are made, and that a project can set.
pub(super) const OF_PAGES: &[Code] = &[
    CROWDED,
    STRANDED_HEADING,
    SPARSE_PAGE,
    NO_LONGER_CLAIMED,
    NOT_CARRIED_OVER,
    COVERED_PAGE,
    TYPESETTING,
];

/// True for a remark of Typst that a lint reports too. The lint names the image, and Typst knows
/// only where the theme draws it.
pub(super) fn is_found_by_a_lint(remark: &Remark) -> bool {
    // `svg-content` tells what is lost from what something prints in place of.
    remark.message == "image contains foreign object"
}

/// What caused a remark of Typst, as far as the sources tell.
#[derive(Default)]
struct Cause {
    /// The value that was set.
    value: Option<Place>,
    /// The template or source of the theme, where it is the project's own.
    own: Option<Place>,
    /// Whether it is about the value alone.
    is_of_value: bool,
    /// The template of the program, by name and line.
    template: Option<String>,
}

impl Cause {
    /// The first in a trace that can be mended: who wrote a project can mend its values, and
    /// its own templates and theme, but not those of the program.
    fn of(remark: &Remark, origins: &Origins<'_>) -> Self {
        let mut cause = Self::default();
        for (number, (path, range)) in remark.trace.iter().enumerate() {
            if number > 0 && origins.is_import(path, range) {
                continue;
            }
            let own = origins.own(path, range);
            match origins.origin(path, range) {
                Some(Origin::Data(place)) => {
                    // What holds more than a value is the work of a template.
                    cause.is_of_value = origins.is_one_value(path, range);
                    (cause.own, cause.value) = (own, Some(place));
                    break;
                }
                _ if own.is_some() => {
                    cause.own = own;
                    break;
                }
                Some(Origin::Template { template, line, .. }) => {
                    cause.template.get_or_insert_with(|| format!("{template}:{line}"));
                }
                None => {}
            }
        }
        cause
    }
}

/// What Typst says, at the place of the value or template that caused it.
pub(super) fn diagnose(remark: &Remark, origins: &Origins<'_>) -> Diagnostic {
    if let Some(lack) = lack(remark, origins) {
        return lack;
    }
    if let Some(font) = damaged_font(remark, origins) {
        return font;
    }
    let Cause { value, own, is_of_value, template } = Cause::of(remark, origins);
    let image = value.as_ref().and_then(|place| origins.image_at(place));
    let message = match image {
        Some(image) => format!("the image `{}`: {}", image.value, remark.message),
        None => remark.message.clone(),
    };
    let fatal = is_fatal(remark);
    let about = match (&value, &own, template) {
        (None, None, Some(template)) => format!(" (in `{template}`)"),
        _ => String::new(),
    };
    let message = format!("{message}{about}");
    let mut diagnostic = if fatal {
        Diagnostic::error(TYPESETTING, message)
    } else {
        Diagnostic::warning(TYPESETTING, message)
    };
    let hints = || (!remark.hints.is_empty()).then(|| remark.hints.join("; "));
    diagnostic.hint = about_files(&remark.message).map(str::to_owned).or_else(hints);
    // Of an image, where the project names it: its file has no lines.
    let value = image.map(|image| image.place.clone()).or(value);
    let remedy = "mend it there; `recto templates diff` shows what the project changes";
    diagnostic = match (value, own) {
        (Some(value), Some(own)) if is_of_value => {
            diagnostic.at(&value).related(&own, "what sets it")
        }
        (Some(value), Some(own)) => diagnostic.at(&own).related(&value, "the value"),
        (None, Some(own)) => diagnostic.at(&own),
        (value, None) => Diagnostic { place: value, ..diagnostic },
    };
    if diagnostic.places().any(|place| origins.is_of_layers(place)) {
        diagnostic.hint.get_or_insert_with(|| remedy.to_owned());
    }
    if fatal && diagnostic.place.is_none() && !origins.layers.texts().is_empty() {
        return without_place(diagnostic, remark, origins);
    }
    diagnostic
}

/// That a font of the project cannot be embedded, for all that its file was judged to be sound:
/// what is wrong shows when its glyphs are taken out of it.
fn damaged_font(remark: &Remark, origins: &Origins<'_>) -> Option<Diagnostic> {
    let named = remark.message.strip_prefix("failed to process font `\"")?;
    let families = &origins.report.brand.typefaces.families;
    let family = families.iter().find(|it| named.starts_with(&*it.name.value))?;
    let message = format!("a file of the typeface `{}` is damaged", family.name.value);
    let problem = Diagnostic::error(TYPESETTING, message).at(&family.name.place);
    Some(problem.hint("get its files from its maker again"))
}

/// Whether a remark stops an edition. Typst only warns when layout does not converge, yet
/// then page numbers and contents may be wrong; when there is no such typeface, yet then
/// another is taken; and when a function throws away what was to print before it returned.
fn is_fatal(remark: &Remark) -> bool {
    let message = &remark.message;
    remark.severity == Severity::Error
        || message.contains("did not converge")
        || message.starts_with("unknown font family")
        || message.contains("discards the content")
}

/// What to do where Typst cannot have a file; `None` for what is about none.
fn about_files(message: &str) -> Option<&'static str> {
    let starts = ["file not found", "path `", "failed to load file"];
    let is_one = starts.iter().any(|start| message.starts_with(start));
    is_one.then_some(
        "templates and theme reach what is in `theme`, by a path such as `/theme/signs.typ`, \
         and nothing else",
    )
}

/// An error that no source is to blame for, where a project has templates or a theme of its
/// own, which lack something: mostly a whole template was replaced.
fn without_place(
    problem: Diagnostic,
    remark: &Remark,
    origins: &Origins<'_>,
) -> Diagnostic {
    let Some((path, _)) = remark.trace.first() else {
        if !remark.message.starts_with("PDF/") {
            return problem;
        }
        let problem = match origins.main_template() {
            Some(place) => problem.at(&place),
            None => problem,
        };
        return problem.hint(
            "extend `recto/edition.typ.j2`, which writes what every document must have",
        );
    };
    let message = match path.starts_with("theme/") {
        true => format!("{} (in `{path}` of the program)", problem.message),
        false => problem.message.clone(),
    };
    Diagnostic { message, ..problem }.hint(
        "a file of the project lacks what this needs: look at `recto templates diff`",
    )
}

/// That a file of the project's theme has not what the program's theme imports from it.
fn lack(remark: &Remark, origins: &Origins<'_>) -> Option<Diagnostic> {
    let (path, range) = remark.trace.first()?;
    let (place, name) = origins.imported(path, range)?;
    let file = place.file().clone();
    let message = format!("`{file}` has no `{name}`, which `{path}` imports from it");
    let own = own_name(Kind::Theme, file.rsplit('/').next().unwrap_or(&file));
    let hint = format!(
        "define it, or take over what the program has with `#import \"{own}\": *`"
    );
    Some(Diagnostic::error(TYPESETTING, message).at(&place).hint(hint))
}
