//! The files of the program, by the paths that a project replaces them by.

use std::collections::BTreeMap;

use include_dir::{Dir, DirEntry, include_dir};

use crate::theme;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// What kind of file a layer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A template of MiniJinja.
    Template,
    /// A source of the theme, in Typst.
    Theme,
    /// The fixed words of a language. A project's file holds the words that it changes.
    Words,
}

impl Kind {
    /// The folder of a project that holds such files.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Template => "templates",
            Self::Theme => "theme",
            Self::Words => "templates/locale",
        }
    }

    /// How the names of such files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Template => ".typ.j2",
            Self::Theme => ".typ",
            Self::Words => ".yaml",
        }
    }

    /// The kind of the file at a path of a project; `None` for a file of no layer.
    pub fn of(path: &str) -> Option<Self> {
        [Self::Template, Self::Theme, Self::Words].into_iter().find(|kind| {
            let below = path.strip_prefix(kind.folder());
            below.is_some_and(|it| it.starts_with('/') && it.ends_with(kind.ending()))
        })
    }
}

/// Why a file of the theme that a project cannot replace is as it is.
pub(super) fn fixed(path: &str) -> Option<&'static str> {
    match path {
        "theme/brand.typ" => Some(
            "it is made from the brand file: change that, or `templates/brand.typ.j2`",
        ),
        "theme/words.typ" => Some(
            "it is made from the words of the language: change `templates/words.typ.j2`",
        ),
        "theme/theme.toml" => Some(
            "checks measure a project by it: replace the file of the theme that draws what \
             should differ",
        ),
        _ => None,
    }
}

/// The program's templates, by name, such as `partials/cover.typ.j2`.
pub fn templates() -> Vec<(&'static str, &'static str)> {
    let mut templates = Vec::new();
    collect(&FILES, &mut templates);
    templates.retain(|(name, _)| name.ends_with(Kind::Template.ending()));
    templates
}

/// The folder of what all themes have in common, and how Typst's world and a project call what is
/// in it.
const COMMON: &str = "theme";

/// The folder of what a theme has of its own.
fn own_folder(name: theme::Name) -> String {
    format!("themes/{name}")
}

/// Whether Typst reads a file of a theme.
fn is_read(name: &str) -> bool {
    let is_read = name.ends_with(".typ") || name.ends_with(".toml");
    is_read && !name.contains("/specimen/")
}

/// What all themes have in common, by path from the root of Typst's world: `theme/…`.
pub fn common() -> Vec<(&'static str, &'static str)> {
    let mut files = Vec::new();
    FILES.get_dir(COMMON).into_iter().for_each(|folder| collect(folder, &mut files));
    files.retain(|(name, _)| is_read(name));
    files
}

/// What a theme has of its own, by the paths that it has in Typst's world beside what all have in
/// common, and in place of that.
pub fn own(name: theme::Name) -> Vec<(String, &'static str)> {
    let folder = own_folder(name);
    let mut files = Vec::new();
    FILES.get_dir(&folder).into_iter().for_each(|it| collect(it, &mut files));
    let files = files.into_iter().filter(|(name, _)| is_read(name));
    let below = |path: &str| path.strip_prefix(&folder).unwrap_or(path).to_owned();
    files.map(|(path, text)| (format!("{COMMON}{}", below(path)), text)).collect()
}

/// The files of a theme as Typst sees them, by path from the root of its world: `theme/…`.
pub fn theme(name: theme::Name) -> BTreeMap<String, &'static str> {
    let common = common().into_iter().map(|(path, text)| (path.to_owned(), text));
    common.chain(own(name)).collect()
}

/// Every file that draws or prints in a theme, by path from the root of the repository.
pub fn files(name: theme::Name) -> impl Iterator<Item = (String, &'static str)> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    let endings = [".typ.j2", ".typ", ".toml", ".yaml"];
    let folder = format!("{}/", own_folder(name));
    let draws = move |path: &str| {
        endings.iter().any(|it| path.ends_with(it))
            && !path.contains("/specimen/")
            && (!path.starts_with("themes/") || path.starts_with(&folder))
    };
    let files = files.into_iter().filter(move |(name, _)| draws(name));
    files.map(|(name, text)| (format!("templates/{name}"), text))
}

/// The files that a project in a theme can replace, by their paths in it, in the order of the alphabet.
pub fn replaceable(name: theme::Name) -> Vec<(String, &'static str)> {
    let folder = Kind::Template.folder();
    let templates = templates().into_iter();
    let templates = templates.map(|(name, text)| (format!("{folder}/{name}"), text));
    let theme = theme(name).into_iter().filter(|(path, _)| fixed(path).is_none());
    let mut words = Vec::new();
    FILES.get_dir("locale").into_iter().for_each(|folder| collect(folder, &mut words));
    let words = words.into_iter().map(|(name, text)| (format!("{folder}/{name}"), text));
    let mut all: Vec<_> = templates.chain(theme).chain(words).collect();
    all.sort();
    all
}

/// The program's file that a path of a project in a theme replaces.
pub fn original(name: theme::Name, path: &str) -> Option<&'static str> {
    if fixed(path).is_some() {
        return None;
    }
    let file = match Kind::of(path)? {
        Kind::Template | Kind::Words => FILES.get_file(path.strip_prefix("templates/")?),
        Kind::Theme if path.contains("/specimen/") => None,
        Kind::Theme => {
            let own = format!("{}{}", own_folder(name), path.strip_prefix(COMMON)?);
            FILES.get_file(own).or_else(|| FILES.get_file(path))
        }
    };
    file?.contents_utf8()
}

fn collect(dir: &'static Dir<'_>, files: &mut Vec<(&'static str, &'static str)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, files),
            DirEntry::File(file) => {
                files.extend(file.path().to_str().zip(file.contents_utf8()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn every_replaceable_file_has_its_original() {
        for &name in theme::Name::VARIANTS {
            let all = replaceable(name);
            assert!(all.len() > 60, "{name}: only {}", all.len());
            for (path, text) in all {
                assert_eq!(original(name, &path), Some(text), "{name}: {path}");
            }
            for path in
                ["theme/brand.typ", "theme/specimen/main.typ", "templates/theme/page.typ"]
            {
                assert_eq!(original(name, path), None, "{name}: {path}");
            }
        }
    }

    /// Each file of a theme is on record, and those of the others are not.
    #[test]
    fn the_files_of_a_theme_are_those_that_typst_sees() {
        for &name in theme::Name::VARIANTS {
            let on_record: Vec<_> = files(name).map(|(path, _)| path).collect();
            let folder = format!("templates/{}/", own_folder(name));
            let is_own = |path: &&String| path.starts_with("templates/themes/");
            assert_eq!(on_record.iter().filter(is_own).count(), own(name).len());
            assert!(on_record.iter().filter(is_own).all(|it| it.starts_with(&folder)));
            assert!(theme(name).contains_key("theme/theme.toml"), "{name}");
        }
    }
}
