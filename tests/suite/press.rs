//! The press: makes PDFs of projects, through the library for tests that read them and
//! through the program for tests of the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use recto::build::{
    self, Again, Built, Cancellation, Observer, Opened, Plan, TypstSources, Workspace,
    Writing,
};
use recto::edition::Audience;
use recto::edition::{Profile, Selector};
use recto::error::Error;
use recto::limits::Limits;
use recto::typeset::{Bytes, Document, Foundation, Typesetter};
use tempfile::TempDir;
use typst_syntax::{RootedPath, Source, VirtualPath, VirtualRoot};

use crate::reader::Pdf;

/// What was made of a project.
pub struct Print {
    /// The project's files.
    pub workspace: Workspace,
    /// The report, as the library read it.
    pub opened: Opened,
    /// The editions by name, such as `brief-violence`.
    pub editions: BTreeMap<String, Pdf>,
}

impl Print {
    /// The full report.
    pub fn report(&self) -> &Pdf {
        &self.editions["report"]
    }

    /// The briefs with their names.
    pub fn briefs(&self) -> impl Iterator<Item = (&str, &Pdf)> {
        let all = self.editions.iter().map(|(name, pdf)| (name.as_str(), pdf));
        all.filter(|(name, _)| name.starts_with("brief-"))
    }
}

/// Nobody who wants to know how far a build has come.
pub struct Unwatched;

impl Observer for Unwatched {}

/// The bundled report and its briefs, made once.
pub fn bundled() -> &'static Print {
    static PRINT: OnceLock<Print> = OnceLock::new();
    PRINT.get_or_init(|| sound(&repository().join("data")))
}

/// Files by their names, or by their paths from a folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every file of the bundled report in every profile, made once by [`every_profile`].
pub fn bundled_files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| files(every_profile(&repository().join("data"), &[]).path()))
}

/// Every file of the fire service, `tests/projects/northmoor/`, in the same way.
pub fn northmoor_files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    let northmoor = || repository().join("tests/projects/northmoor");
    FILES.get_or_init(|| files(every_profile(&northmoor(), &[]).path()))
}

/// A folder with every file of a project, or with those that words choose, in every profile,
/// with all marks and sources, made by the program on two threads.
pub fn every_profile(project: &Path, words: &[&str]) -> TempDir {
    let out = TempDir::new().expect("a folder");
    let mut command = recto();
    command.arg("--project").arg(project).args(["-q", "build"]).args(words);
    command.arg("--out").arg(out.path());
    command.args(["--profile", "screen,archive,print", "--marks", "all"]);
    command.args(["--keep-sources", "--jobs", "2"]);
    assert_status(&command.output().expect("a program"), 0);
    out
}

/// One of the projects in `tests/projects/`, made anew.
pub fn project(name: &str) -> Print {
    sound(&repository().join("tests/projects").join(name))
}

/// A project that must be sound, with all its editions.
pub fn sound(folder: &Path) -> Print {
    print(folder).unwrap_or_else(|error| match error {
        Error::Problems { diagnostics, .. } => {
            panic!("{} has problems: {diagnostics:#?}", folder.display())
        }
        other => panic!("{}: {other}", folder.display()),
    })
}

/// Every edition for the public on screens as Typst sets it, whether or not its text fits: of
/// the sources that the program keeps, also of editions that it does not write.
pub fn set_anyway(folder: &Path) -> BTreeMap<String, Pdf> {
    let out = TempDir::new().expect("a folder");
    let mut command = recto();
    command.arg("--project").arg(folder).args(["-q", "build", "--keep-sources"]);
    let output = command.arg("--out").arg(out.path()).output().expect("a program");
    let kept = out.path().join("sources");
    assert!(kept.exists(), "{}", told(&output));
    let (mut theme, mut images, mut editions) = (Vec::new(), Vec::new(), Vec::new());
    for name in names(&kept) {
        let files = files(&kept.join(&name)).into_iter();
        let mut files = files.map(|(path, data)| (format!("{name}/{path}"), data));
        match name.as_str() {
            "theme" => {
                theme.extend(files.by_ref().map(|(path, data)| (path, said(&data))));
            }
            "project" => {
                images.extend(files.map(|(path, data)| (path, Bytes::new(data))));
            }
            _ => {
                let source = |(path, data): (String, Vec<u8>)| {
                    let path = format!("edition{}", &path[name.len()..]);
                    let path = VirtualPath::new(&path).expect("a path");
                    let id = RootedPath::new(VirtualRoot::Project, path).intern();
                    Source::new(id, said(&data))
                };
                editions.push((name.clone(), files.map(source).collect()));
            }
        }
    }
    let theme = theme.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let typesetter = Typesetter::new(Foundation::new(theme), images);
    let set = |(name, sources): (String, Vec<Source>)| {
        let document = Document { main: "edition/main.typ".to_owned(), sources };
        let (pages, remarks) = typesetter.compile(&document);
        let pages = pages.unwrap_or_else(|| panic!("{name}: {remarks:?}"));
        let data = typst_pdf::pdf(&pages, &typst_pdf::PdfOptions::default());
        (name, Pdf::read(&data.expect("a PDF")))
    };
    editions.into_iter().map(set).collect()
}

/// Every edition for the public on screens, to a folder.
pub fn plan(out: &Path) -> Plan {
    Plan {
        out: out.to_owned(),
        selector: Selector::Everything,
        audience: Audience::Public,
        profiles: vec![Profile::Screen],
        press: None,
        typst_sources: TypstSources::Forget,
        writing: Writing::Files,
        epoch: None,
        again: Again::Make,
        cancellation: Cancellation::default(),
    }
}

/// All editions of a project, or why there are none.
pub fn print(folder: &Path) -> Result<Print, Error> {
    let out = TempDir::new().expect("a folder to print to");
    let workspace = Workspace::open(folder, Limits::default())?;
    let built = build::build(&workspace, &plan(out.path()), &Unwatched);
    let Built { editions, .. } = built.map_err(|failed| failed.error)?;
    let opened = workspace.read()?;
    let read = |edition: build::Edition| {
        let pdf = Pdf::open(&edition.path);
        assert_eq!(pdf.pages.len(), edition.pages, "pages of {}", edition.id);
        (edition.id.to_string(), pdf)
    };
    let editions = editions.into_iter().map(read).collect();
    Ok(Print { workspace, opened, editions })
}

/// The folder of this repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program, in an environment that says nothing.
pub fn recto() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.env_clear().env("NO_COLOR", "1");
    command
}

/// What a run of the program said on standard output, or on standard error.
pub fn said(stream: &[u8]) -> String {
    String::from_utf8(stream.to_vec()).expect("words in UTF-8")
}

/// All that a run of the program said: findings and results, then what was said about
/// the work.
pub fn told(output: &Output) -> String {
    said(&output.stdout) + &said(&output.stderr)
}

/// Keeps the PDFs in a folder for the outside validators, which are no part of the suite: in the
/// folder that `RECTO_KEPT_PDFS` names, if any, by profile, with the name of the case before
/// theirs.
pub fn keep(built: &Path, case: &str) {
    let Some(kept) = std::env::var_os("RECTO_KEPT_PDFS") else { return };
    for name in names(built).into_iter().filter(|it| it.ends_with(".pdf")) {
        let mut profiles = ["archive", "print"].into_iter();
        let profile = profiles.find(|it| name.ends_with(&format!("-{it}.pdf")));
        let folder = Path::new(&kept).join(profile.unwrap_or("screen"));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::copy(built.join(&name), folder.join(format!("{case}-{name}")))
            .expect("a copy");
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("a name in UTF-8")
    };
    let mut names: Vec<_> = entries.map(name).collect();
    names.sort();
    names
}

/// Fails with what the program said, unless it ended with a status.
#[track_caller]
pub fn assert_status(output: &Output, status: i32) {
    assert_eq!(
        output.status.code(),
        Some(status),
        "\n{}{}",
        said(&output.stdout),
        said(&output.stderr)
    );
}

/// Every file below a folder, by its path from there.
pub fn files(folder: &Path) -> Files {
    let mut found = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let inner = files(&path).into_iter();
            found.extend(inner.map(|(inner, data)| (format!("{name}/{inner}"), data)));
        } else {
            found.insert(name, std::fs::read(path).expect("a readable file"));
        }
    }
    found
}
