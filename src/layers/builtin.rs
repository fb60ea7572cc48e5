//! The files of the program, by the paths that a project replaces them by.

use include_dir::{Dir, DirEntry, include_dir};

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

/// The files of the theme, by path from the root of Typst's world: `theme/…`.
pub fn theme() -> Vec<(&'static str, &'static str)> {
    let mut files = Vec::new();
    if let Some(theme) = FILES.get_dir("theme") {
        collect(theme, &mut files);
    }
    let is_read = |name: &str| name.ends_with(".typ") || name.ends_with(".toml");
    files.retain(|(name, _)| is_read(name) && !name.contains("/specimen/"));
    files
}

/// Every file that draws or prints, by path from the root of the repository.
pub fn files() -> impl Iterator<Item = (String, &'static str)> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    let endings = [".typ.j2", ".typ", ".toml", ".yaml"];
    let draws = move |name: &str| {
        endings.iter().any(|it| name.ends_with(it)) && !name.contains("/specimen/")
    };
    let files = files.into_iter().filter(move |(name, _)| draws(name));
    files.map(|(name, text)| (format!("templates/{name}"), text))
}

/// The files that a project can replace, by their paths in it, in the order of the alphabet.
pub fn replaceable() -> Vec<(String, &'static str)> {
    let folder = Kind::Template.folder();
    let templates = templates().into_iter();
    let templates = templates.map(|(name, text)| (format!("{folder}/{name}"), text));
    let theme = theme().into_iter().filter(|(path, _)| fixed(path).is_none());
    let theme = theme.map(|(path, text)| (path.to_owned(), text));
    let mut words = Vec::new();
    FILES.get_dir("locale").into_iter().for_each(|folder| collect(folder, &mut words));
    let words = words.into_iter().map(|(name, text)| (format!("{folder}/{name}"), text));
    let mut all: Vec<_> = templates.chain(theme).chain(words).collect();
    all.sort();
    all
}

/// The program's file that a path of a project replaces.
pub fn original(path: &str) -> Option<&'static str> {
    if fixed(path).is_some() {
        return None;
    }
    let in_repository = match Kind::of(path)? {
        Kind::Template | Kind::Words => path.strip_prefix("templates/")?,
        Kind::Theme if path.contains("/specimen/") => return None,
        Kind::Theme => path,
    };
    FILES.get_file(in_repository)?.contents_utf8()
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
    use super::*;

    #[test]
    fn every_replaceable_file_has_its_original() {
        let all = replaceable();
        assert!(all.len() > 60, "only {}", all.len());
        for (path, text) in all {
            assert_eq!(original(&path), Some(text), "{path}");
        }
        for path in
            ["theme/brand.typ", "theme/specimen/main.typ", "templates/theme/page.typ"]
        {
            assert_eq!(original(path), None, "{path}");
        }
    }
}
