//! Copies of the program's files in a project: what their header says of the original, and
//! whether that is still the program's.

use strum::VariantArray;

use super::builtin::{Kind, original};
use super::project::Layers;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::digest::Digest;
use crate::theme;

/// A copy of a file of the program that has changed in the program since.
pub const OUTDATED_COPY: Code = Code("outdated-copy");

/// How the words of a header start.
const START: &str = "Ejected from Recto ";

/// What the first line of a copy says.
#[derive(Debug, PartialEq, Eq)]
struct Header<'t> {
    /// The version of the program.
    version: &'t str,
    /// The path of the original.
    path: &'t str,
    /// The digest of the original, in 64 characters.
    digest: &'t str,
}

/// A copy of the program's file at a path of a project: a header, then the file.
pub fn copy_of(kind: Kind, path: &str, text: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let digest = Digest::of(text.as_bytes());
    let words = format!("{START}{version}: {path}, sha256 {digest}");
    match kind {
        // It leaves nothing in what the template writes.
        Kind::Template => format!("{{# {words} -#}}\n{text}"),
        Kind::Theme => format!("// {words}\n{text}"),
        Kind::Words => format!("# {words}\n{text}"),
    }
}

/// Whether a file was copied from the program.
pub fn is_copy(text: &str) -> bool {
    header(text).is_some()
}

/// The header of a file; `None` where it has none.
fn header(text: &str) -> Option<Header<'_>> {
    let (_, words) = text.lines().next()?.split_once(START)?;
    let (version, words) = words.split_once(": ")?;
    let (path, words) = words.split_once(", sha256 ")?;
    let digest = words.split(' ').next()?;
    Some(Header { version, path, digest })
}

/// The copies of a project that are not of what the program holds now, in the theme of the project.
pub fn outdated(layers: &Layers, theme: theme::Name) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for file in layers.texts() {
        let Some(Header { version, path, digest }) = header(&file.text) else { continue };
        let is_of = |theme: &theme::Name| {
            let text = original(*theme, path);
            text.is_some_and(|it| Digest::of(it.as_bytes()).to_string() == digest)
        };
        if is_of(&theme) {
            continue;
        }
        let other = theme::Name::VARIANTS.iter().find(|it| is_of(it));
        let (what, hint) = match (other, original(theme, path)) {
            (Some(other), _) => (
                format!("is of the theme `{other}`, and the brand has `{theme}`"),
                "remove it, or choose that theme in the brand".to_owned(),
            ),
            (None, None) => (
                "is not in the program any more".to_owned(),
                "`recto templates list` says what the program has now".to_owned(),
            ),
            (None, Some(_)) => (
                "has changed since".to_owned(),
                format!(
                    "take over what `recto templates diff {path}` shows, its first line too"
                ),
            ),
        };
        let end = file.text.find('\n').unwrap_or(file.text.len());
        let message =
            format!("`{path}`, of which this is a copy from Recto {version}, {what}");
        let problem = Diagnostic::warning(OUTDATED_COPY, message);
        found.push(problem.at(&Place::text(file.path.clone(), 0..end)).hint(hint));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_as_it_is_written() {
        let digest = Digest::of(b"= A\n").to_string();
        for (kind, path) in
            [(Kind::Template, "templates/a.typ.j2"), (Kind::Theme, "theme/a.typ")]
        {
            let copy = copy_of(kind, path, "= A\n");
            let version = env!("CARGO_PKG_VERSION");
            assert_eq!(header(&copy), Some(Header { version, path, digest: &digest }));
            assert!(copy.ends_with("\n= A\n"));
        }
        for text in [
            "",
            "= A\n",
            "// Ejected from Recto 1",
            "\n// Ejected from Recto 1: a, sha256 b",
        ] {
            assert_eq!(header(text), None, "{text}");
        }
    }
}
