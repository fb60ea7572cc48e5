//! Scratch projects: files that one test writes, builds and forgets.
//!
//! The shortest way from a few lines of a project to what readers get of them:
//!
//! ```ignore
//! let scratch = Scratch::with(&[
//!     ("report.yaml", &report("measures: [measures.yaml]\n")),
//!     ("measures.yaml", "- {id: ponds, label: Ponds, value: 3, unit: ponds}\n"),
//!     ("sections/one.yaml", &prose_section("We dug {ponds|unit}.")),
//! ]);
//! let report = &scratch.editions()["report"];
//! assert!(report.text().contains("We dug three ponds."));
//! ```
//!
//! [`Scratch::editions`] makes every public edition for the screen; [`Scratch::built`] runs the
//! program for any other profile, audience or choice of editions. Either gives a [`Pdf`]: its
//! text in the order of reading, its tags (`tree`, `elements()`), labels of pages,
//! `outline`, `attachments` and metadata. [`Scratch::findings`] is what `check` finds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use crate::press::{assert_status, keep, names, recto, repository, said, sound, told};
use crate::reader::Pdf;

/// The report of the minimal project with more fields.
pub fn report(fields: &str) -> String {
    format!(
        "id: note\ntitle: A short note\nlanguage: en-GB\n\
         period: {{from: 2024-04-01, to: 2025-03-31, label: 2024/25}}\n\
         brand: brand.yaml\n{fields}sections: [sections/one.yaml]\n"
    )
}

/// A section whose only block is prose, in a YAML block.
pub fn prose_section(prose: &str) -> String {
    let lines = prose.lines().map(|line| format!("      {line}\n"));
    let lines: String = lines.collect();
    format!("id: one\ntitle: What happened\nbody:\n  - prose: |\n{lines}")
}

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

    /// The minimal project, and over it these files: their paths and texts.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let scratch = Self::minimal();
        for (path, text) in files {
            scratch.write(path, text);
        }
        scratch
    }

    /// The minimal project with these series, and a section of these charts of them, each of which
    /// begins a line: `- {id: …`.
    pub fn with_charts(series: &str, charts: &str) -> Self {
        let ids = charts
            .lines()
            .filter_map(|line| line.strip_prefix("- {id: ")?.split(',').next());
        let body: String = ids.map(|id| format!("  - chart: {id}\n")).collect();
        Self::with(&[
            ("report.yaml", &report("series: [series.yaml]\ncharts: [charts.yaml]\n")),
            ("series.yaml", series),
            ("charts.yaml", charts),
            ("sections/one.yaml", &format!("id: one\ntitle: Charts\nbody:\n{body}")),
        ])
    }

    /// One of the projects in `tests/projects/`.
    pub fn of(project: &str) -> Self {
        let scratch = Self::empty();
        scratch.add(&repository().join("tests/projects").join(project));
        scratch
    }

    /// A project that has a pack and a paper more: their texts, with the ids `short` and `letter`.
    pub fn with_pack(project: &str, pack: &str, paper: &str) -> Self {
        let scratch = Self::of(project);
        scratch.write("packs/short.yaml", pack);
        scratch.write("papers/letter.yaml", paper);
        let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
        let report = report
            .expect("a report")
            .replace("papers: [", "papers: [papers/letter.yaml, ");
        scratch.write(
            "report.yaml",
            report.replace("packs: [", "packs: [packs/short.yaml, "),
        );
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

    /// Every public edition for the screen, by name, such as `report` or `brief-roads`.
    pub fn editions(&self) -> BTreeMap<String, Pdf> {
        sound(self.path()).editions
    }

    /// Every PDF that a build with these words makes, by the name of its file: `["report"]`, or
    /// `["--profile", "archive"]`.
    pub fn built(&self, words: &[&str]) -> BTreeMap<String, Pdf> {
        let out = TempDir::new().expect("a folder");
        let mut command = recto();
        command.current_dir(self.path()).args(["-q", "build"]).args(words);
        let output = command.arg("--out").arg(out.path()).output();
        assert_status(&output.expect("a program that runs"), 0);
        let files = names(out.path()).into_iter().filter(|it| it.ends_with(".pdf"));
        files.map(|name| (name.clone(), Pdf::open(&out.path().join(name)))).collect()
    }

    /// The same in every profile, without a finding but of sparse pages, and kept for the outside validators under
    /// the name of a case.
    pub fn kept(&self, case: &str, words: &[&str]) -> BTreeMap<String, Pdf> {
        let out = TempDir::new().expect("a folder");
        let mut command = recto();
        command.current_dir(self.path()).args(["-q", "build"]).args(words);
        // The suite may have little of the machine.
        command.args(["--profile", "screen,archive,print", "--limit", "seconds=900"]);
        let output = command.arg("--out").arg(out.path()).output();
        let output = output.expect("a program that runs");
        assert_status(&output, 0);
        let found = told(&output);
        let others = found.replace("warning[sparse-page]", "");
        assert!(!others.contains("warning["), "{case}: {found}");
        keep(out.path(), case);
        let files = names(out.path()).into_iter().filter(|it| it.ends_with(".pdf"));
        files.map(|name| (name.clone(), Pdf::open(&out.path().join(name)))).collect()
    }

    /// What `check` finds, a line each: place, severity, code, message and hint.
    pub fn findings(&self) -> Vec<String> {
        let output = self.run(&["check", "--message-format", "short"]);
        said(&output.stdout).lines().map(str::to_owned).collect()
    }
}

#[test]
fn a_few_lines_are_built_and_read() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("measures: [measures.yaml]\n")),
        ("measures.yaml", "- {id: ponds, label: Ponds, value: 3, unit: ponds}\n"),
        ("sections/one.yaml", &prose_section("We dug {ponds|unit}.")),
    ]);
    let report = &scratch.editions()["report"];
    assert!(report.text().contains("We dug three ponds."), "{}", report.text());
    assert_eq!(report.labels(), ["1", "2"]);
    let paragraphs = report.tree.all("P");
    assert!(paragraphs.iter().any(|it| it.text().trim() == "We dug three ponds."));
    let archive = scratch.built(&["report", "--profile", "archive"]);
    let measures = &archive["note-archive.pdf"].attachments["measures.csv"];
    assert!(String::from_utf8_lossy(measures).contains("ponds"));
    assert_eq!(scratch.findings(), [""; 0]);
}
