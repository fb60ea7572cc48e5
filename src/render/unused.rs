//! Unused files: what stands in the folders of a project's layers, and changes no page.

use std::collections::BTreeSet;

use super::structure::Structure;
use super::theme_files;
use crate::diagnostic::{Code, Diagnostic};
use crate::layers::{self, Kind, Layers, Text, original, place_of};
use crate::theme;
use crate::wording::nearest;

/// A file of a project's layers that replaces nothing and that nothing includes.
pub const UNUSED_FILE: Code = Code("unused-file");

/// The files of a project's layers that replace nothing of the program in its theme, and that no
/// file names which is used. `is_data` says which of them the project uses for something else.
pub fn unused(
    layers: &Layers,
    theme: theme::Name,
    is_data: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let used = used(layers, theme);
    let texts = layers.texts().iter().map(|file| &*file.path);
    let images = layers.images().keys().map(|path| &**path);
    let others = layers.others().iter().map(String::as_str);
    let all = texts.chain(images).chain(others);
    let unused = all.filter(|path| !used.contains(*path) && !is_data(path));
    unused.map(|path| said(theme, path)).collect()
}

/// What is used: what replaces a file of the program, and what that names, and so on.
fn used(layers: &Layers, theme: theme::Name) -> BTreeSet<String> {
    let replaces = |file: &&Text| original(theme, &file.path).is_some();
    let mut open: Vec<&Text> = layers.texts().iter().filter(replaces).collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    while let Some(file) = open.pop() {
        if !used.insert(file.path.to_string()) {
            continue;
        }
        for path in named(layers, file) {
            open.extend(layers.texts().iter().filter(|it| *it.path == path));
            if layers.images().contains_key(&*path) {
                used.insert(path);
            }
        }
    }
    used
}

/// The files of the layers that a file names.
fn named(layers: &Layers, file: &Text) -> Vec<String> {
    if file.kind == Kind::Theme {
        return theme_files::named(&file.path, &file.text);
    }
    let structure = Structure::of(&file.text);
    let templates = structure.strings.iter();
    let templates = templates.map(|name| format!("{}/{name}", Kind::Template.folder()));
    // What the template writes is Typst, which names the theme from the root.
    let theme = layers.of_kind(Kind::Theme).map(|file| &*file.path);
    let theme = theme.chain(layers.images().keys().map(|path| &**path));
    let names = |path: &&str| {
        let path = format!("/{path}\"");
        structure.text.contains(&path)
            || structure.strings.iter().any(|it| format!("{it}\"") == path)
    };
    templates.chain(theme.filter(names).map(str::to_owned)).collect()
}

fn said(theme: theme::Name, path: &str) -> Diagnostic {
    let replaceable = layers::replaceable(theme);
    let message = format!("`{path}` is not used");
    let problem = Diagnostic::warning(UNUSED_FILE, message);
    let problem = problem.at(&place_of(path));
    let moved =
        path.strip_prefix("templates/").filter(|it| original(theme, it).is_some());
    let names = replaceable.iter().map(|(path, _)| path.as_str());
    match (moved, nearest_file(path, names)) {
        (Some(moved), _) => problem.hint(format!("move it to `{moved}`")),
        (None, Some(near)) => problem.hint(format!("did you mean `{near}`?")),
        (None, None) => problem.hint(
            "name it as the file of the program that it is to replace, or include it in one \
             that is used",
        ),
    }
}

/// The candidate whose name, without folder and ending, is nearest to that of a path; one of
/// the same layer before others.
fn nearest_file<'a>(
    path: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    fn name(path: &str) -> &str {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.split('.').next().unwrap_or(name)
    }
    let layer = |path: &str| path.split('/').next().map(str::to_owned);
    let near = |candidates: &[&'a str]| {
        let near = nearest(name(path), candidates.iter().map(|it| name(it)))?;
        candidates.iter().copied().find(|it| name(it) == near)
    };
    let (same, others): (Vec<_>, Vec<_>) =
        candidates.partition(|it| layer(it) == layer(path));
    near(&same).or_else(|| near(&others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_nearest_without_its_folder_and_ending() {
        let all = ["templates/partials/cover.typ.j2", "theme/fit.typ", "theme/cover.typ"];
        let near = |path| nearest_file(path, all.into_iter());
        assert_eq!(near("templates/Cover.typ.j2"), Some(all[0]));
        assert_eq!(near("templates/partials/cover.j2"), Some(all[0]));
        assert_eq!(near("theme/covr.typ"), Some(all[2]));
        assert_eq!(near("templates/fit.typ.j2"), Some(all[1]));
        assert_eq!(near("theme/mine.typ"), None);
    }
}
