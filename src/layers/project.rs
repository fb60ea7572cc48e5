//! The files of a project that lie over the program's.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::builtin::{Kind, fixed};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::digest::Digest;
use crate::sources::{FileError, Sources};

/// A file of the program that no project can replace.
pub const FIXED_FILE: Code = Code("fixed-file");

/// How the names of images end that a theme may draw.
const IMAGES: [&str; 4] = [".svg", ".png", ".jpg", ".jpeg"];

/// How the names start by which templates and theme call the program's own files.
const OWN: &str = "recto";

/// The files of a project that lie over the program's.
#[derive(Debug, Clone)]
pub struct Layers {
    texts: Vec<Text>,
    images: BTreeMap<Arc<str>, Arc<[u8]>>,
    others: Vec<String>,
    problems: Vec<Diagnostic>,
    digest: Digest,
}

/// A template or a source of the theme.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its path in the project.
    pub path: Arc<str>,
    /// What kind of file it is.
    pub kind: Kind,
    /// What stands in it.
    pub text: Arc<str>,
}

impl Text {
    /// What templates call it, such as `report.typ.j2`; its path, where it is of the theme.
    pub fn name(&self) -> &str {
        match self.kind {
            Kind::Template => &self.path[Kind::Template.folder().len() + 1..],
            Kind::Theme | Kind::Words => &self.path,
        }
    }
}

/// The name of the program's own file beside the project's of a name: `recto/report.typ.j2`
/// for a template, and `theme/recto-openers.typ` in the theme, where names are relative to
/// the folder.
pub fn own_name(kind: Kind, name: &str) -> String {
    match (kind, name.rsplit_once('/')) {
        (Kind::Template | Kind::Words, _) => format!("{OWN}/{name}"),
        (Kind::Theme, Some((folder, file))) => format!("{folder}/{OWN}-{file}"),
        (Kind::Theme, None) => format!("{OWN}-{name}"),
    }
}

/// The place of a file; that of its folder where the name steers a terminal or hides what it
/// is.
pub fn place_of(path: &str) -> Place {
    let is_hidden = |c: char| {
        let steers =
            matches!(u32::from(c), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F);
        c.is_control() || steers
    };
    let shown = if path.contains(is_hidden) { path.split('/').next() } else { None };
    Place::whole_file(shown.unwrap_or(path))
}

impl Layers {
    /// The layers of a project.
    pub fn read(sources: &Sources) -> Self {
        let mut layers = Self {
            texts: Vec::new(),
            images: BTreeMap::new(),
            others: Vec::new(),
            problems: Vec::new(),
            digest: Digest::of(&[]),
        };
        let mut digests = String::new();
        for kind in [Kind::Template, Kind::Theme] {
            match sources.listing(kind.folder()) {
                Ok(folder) => {
                    for path in &folder.folders {
                        layers.refuse_folder(path);
                    }
                    for path in &folder.files {
                        digests.push_str(&layers.add(sources, kind, path));
                    }
                }
                Err(refusal) => layers.refuse(kind.folder(), &refusal),
            }
        }
        // Whether there are others may change what is said of a project.
        layers.others.iter().for_each(|it| digests.push_str(&format!("{it}\n")));
        layers.digest = Digest::of(digests.as_bytes());
        layers
    }

    /// Adds a file, and gives what tells it from another.
    fn add(&mut self, sources: &Sources, folder: Kind, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = &path[folder.folder().len() + 1..];
        if name.starts_with('.') || name.starts_with("README") {
            return String::new();
        }
        let refused = match (folder, Kind::of(path)) {
            (Kind::Template, Some(_)) if stem.starts_with(&format!("{OWN}/")) => {
                Some("the names below `recto/` are those of the program's own templates")
            }
            (Kind::Theme, Some(_)) if name.starts_with(&format!("{OWN}-")) => {
                Some("the names with `recto-` are those of the program's own files")
            }
            _ => fixed(path),
        };
        if let Some(why) = refused {
            let message = format!("`{path}` cannot be replaced by a project");
            let problem = Diagnostic::error(FIXED_FILE, message);
            self.problems.push(problem.at(&place_of(path)).hint(why));
            return String::new();
        }
        let is_image =
            folder == Kind::Theme && IMAGES.iter().any(|it| path.ends_with(it));
        let digest = match Kind::of(path) {
            Some(kind) => sources.text(path).and_then(|text| {
                self.texts.push(Text { path: path.into(), kind, text });
                Ok(sources.file(path)?.digest)
            }),
            None if is_image => sources.file(path).map(|file| {
                self.images.insert(path.into(), file.bytes);
                file.digest
            }),
            None => {
                self.others.push(path.to_owned());
                return String::new();
            }
        };
        match digest {
            Ok(digest) => format!("{path} {digest}\n"),
            Err(refusal) => {
                self.refuse(path, &refusal);
                format!("{path} {refusal}\n")
            }
        }
    }

    fn refuse(&mut self, path: &str, refusal: &FileError) {
        self.problems.push(refusal.diagnostic(&place_of(path)));
    }

    /// Refuses a folder that stands where a file is meant.
    fn refuse_folder(&mut self, path: &str) {
        if fixed(path).is_some() || Kind::of(path).is_some() {
            self.refuse(path, &FileError::NotAFile { path: path.to_owned() });
        }
    }

    /// The templates and sources of the theme, in the order of their paths.
    pub fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// Those of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Text> {
        self.texts.iter().filter(move |file| file.kind == kind)
    }

    /// The template that has a name, or the source of the theme that has a path.
    pub fn named(&self, kind: Kind, name: &str) -> Option<&Text> {
        self.of_kind(kind).find(|file| file.name() == name)
    }

    /// The images that the theme may draw, by path.
    pub fn images(&self) -> &BTreeMap<Arc<str>, Arc<[u8]>> {
        &self.images
    }

    /// Whether a path of the project is one of a template, a source of the theme or an image.
    pub fn holds(&self, path: &str) -> bool {
        self.texts.iter().any(|file| *file.path == *path)
            || self.images.contains_key(path)
    }

    /// The files that are in the folders and of no kind that is read.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// What cannot be read, or may not be there.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// What tells these layers from others.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}
