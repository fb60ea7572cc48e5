//! Scratch projects: files that one test writes, builds and forgets.

use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use crate::press::{recto, repository};

/// A project in a folder of its own.
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// A folder without a project.
    pub fn empty() -> Self {
        Self { folder: TempDir::new().expect("a folder") }
    }

    /// A project that is sound and says next to nothing: `tests/projects/minimal/`.
    pub fn minimal() -> Self {
        Self::minimal_in(&std::env::temp_dir())
    }

    /// One of the projects in `tests/projects/`.
    pub fn of(project: &str) -> Self {
        let scratch = Self::empty();
        scratch.add(&repository().join("tests/projects").join(project));
        scratch
    }

    /// The same, in a new folder within another.
    pub fn minimal_in(folder: &Path) -> Self {
        let scratch = Self { folder: TempDir::new_in(folder).expect("a folder") };
        scratch.add(&repository().join("tests/projects/minimal"));
        scratch
    }

    /// The project folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Copies everything in a folder into the project, over what is there.
    pub fn add(&self, folder: &Path) {
        self.add_below(folder, "");
    }

    fn add_below(&self, folder: &Path, below: &str) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            let inner = format!("{below}{name}");
            if path.is_dir() {
                self.add_below(&path, &format!("{inner}/"));
            } else {
                self.write(&inner, std::fs::read(&path).expect("a readable file"));
            }
        }
    }

    /// Writes a file of the project.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        std::fs::write(&path, contents).expect("a new file");
        path
    }

    /// Writes a file of the project as JSON.
    pub fn json(&self, path: &str, value: &serde_json::Value) {
        self.write(path, value.to_string());
    }

    /// Runs the program on the project; what it makes goes into `out/` there.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = recto();
        command.current_dir(self.path()).args(arguments);
        command.output().expect("a program that runs")
    }
}
