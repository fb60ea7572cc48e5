//! What fuzz targets begin with: PDFs ([`pdf`]), and a project, `tests/projects/ponds/`, that is
//! written to a folder.
//!
//! The project is small and has something of everything: a priority, measures, charts, tables, a
//! figure, a paper and a pack.

pub mod pdf;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use tempfile::TempDir;

/// Paths and texts of the files of the project.
macro_rules! files {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("../../tests/projects/ponds/", $path))),)*]
    };
}

/// The files of the project, the report first: their paths and what they hold. `run.sh` reads
/// the order here.
pub const FILES: &[(&str, &str)] = files![
    "report.yaml",
    "brand.json",
    "sections/one.yaml",
    "sections/two.toml",
    "priorities/water.yaml",
    "measures.json",
    "series.yaml",
    "charts.yaml",
    "tables.json",
    "ponds.csv",
    "kinds.csv",
    "figures.yaml",
    "people.json",
    "abbreviations.yaml",
    "contacts.yaml",
    "papers/fence.yaml",
    "packs/may.yaml",
    "images/pond.svg",
];

/// The folder of the project, as long as this process lives.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        for (path, text) in FILES {
            write(folder.path(), path, text);
        }
        folder
    });
    folder.path()
}

/// Writes a file of the project.
pub fn write(folder: &Path, path: &str, contents: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in it");
    fs::write(path, contents).expect("a file");
}
