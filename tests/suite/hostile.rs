//! Hostile input: what is broken, enormous or meant to do harm is refused in words, and
//! what only looks so is printed.
//!
//! The input of each case is written by Rust, a family to a file beside this one, because
//! much of it is odd bytes or too large to keep. `tests/hostile/<case>/expected.txt` is all
//! that the program says on standard error; `SNAPSHOTS=overwrite cargo test` writes it
//! anew. Every case runs in a folder of its own, of which only `out/` may change, and is a
//! test of its own: `cargo test --release --test suite yaml-anchor-bomb`.

mod commands;
mod formats;
mod images;
mod layers;
mod model;
mod paths;
mod prose;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::cases::{compare, overwriting};
use crate::harness;
use crate::press::{names, recto, repository};
use crate::reader::Pdf;
use crate::scratch::{Scratch, prose_section, report};

/// The folder with what is said of each case.
const FOLDER: &str = "tests/hostile";

/// When a case is taken for one that never ends. What is too slow for the program's own
/// limits, the program itself says; this only keeps the suite from waiting for ever.
const NEVER: Duration = Duration::from_secs(900);

/// How much may be said on either stream, in bytes: nobody reads more.
const MOST_WORDS: usize = 64_000;

/// A hostile project or command line.
struct Case {
    /// Its name, which is that of its folder.
    name: String,
    /// Files that are laid over `tests/projects/minimal/`.
    files: Vec<(String, Vec<u8>)>,
    /// The command line.
    arguments: Vec<OsString>,
    /// What is done to the project folder before the program runs.
    prepare: fn(&Path),
    /// How it must end.
    ending: Ending,
}

/// How a case must end.
enum Ending {
    /// With a status, and nothing made.
    Refused(i32),
    /// With a PDF that holds these texts.
    Printed(Vec<String>),
    /// Well, with nothing made.
    Sound,
}

impl Case {
    /// A case that is refused for the report's problems.
    fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            files: Vec::new(),
            arguments: vec!["build".into()],
            prepare: |_| {},
            ending: Ending::Refused(1),
        }
    }

    /// With a file of the project.
    fn file(mut self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        self.files.push((path.to_owned(), contents.as_ref().to_vec()));
        self
    }

    /// With the only section.
    fn section(self, contents: impl AsRef<[u8]>) -> Self {
        self.file("sections/one.yaml", contents)
    }

    /// With fields that the minimal report has not.
    fn fields(self, fields: &str) -> Self {
        self.file("report.yaml", report(fields))
    }

    /// With words of the command line in place of `build`.
    fn arguments<W: Into<OsString>>(
        mut self,
        words: impl IntoIterator<Item = W>,
    ) -> Self {
        self.arguments = words.into_iter().map(Into::into).collect();
        self
    }

    /// With something that is done to the project folder.
    fn prepared(mut self, prepare: fn(&Path)) -> Self {
        self.prepare = prepare;
        self
    }

    /// It is right, and these texts are printed.
    fn prints(mut self, texts: &[&str]) -> Self {
        self.ending = Ending::Printed(texts.iter().map(|it| (*it).to_owned()).collect());
        self
    }

    /// It is right, as a check says.
    fn sound(mut self) -> Self {
        self.arguments = vec!["check".into()];
        self.ending = Ending::Sound;
        self
    }

    /// It is right, and the machine does not let it be written.
    fn failed(mut self) -> Self {
        self.ending = Ending::Refused(3);
        self
    }

    /// It is the command line that is wrong.
    fn misused(mut self) -> Self {
        self.ending = Ending::Refused(2);
        self
    }
}

/// Every case.
fn all() -> Vec<Case> {
    let families = [
        yaml::cases(),
        formats::cases(),
        paths::cases(),
        images::cases(),
        prose::cases(),
        model::cases(),
        commands::cases(),
        layers::cases(),
    ];
    families.into_iter().flatten().collect()
}

/// A test for each case.
pub fn cases() -> Vec<Trial> {
    let test = |case: Case| {
        let name = case.name.clone();
        harness::case("hostile", &name, move || check(&case))
    };
    all().into_iter().map(test).collect()
}

#[test]
fn each_case_is_kept_and_each_that_is_kept_is_run() {
    let cases = all();
    let mut named = BTreeSet::new();
    for case in &cases {
        assert!(named.insert(case.name.clone()), "two cases are named {}", case.name);
    }
    assert!(cases.len() >= 160, "only {} cases", cases.len());
    let refused = cases.iter().filter(|it| matches!(it.ending, Ending::Refused(_)));
    let refused: Vec<_> = refused.map(|it| it.name.clone()).collect();
    let kept = names(&repository().join(FOLDER));
    for name in &kept {
        assert!(named.contains(name), "no case is named {name}");
    }
    for name in refused {
        assert!(kept.contains(&name), "nothing is kept of {name}");
    }
}

/// What a run came to.
struct Run {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

fn check(case: &Case) -> Result<(), String> {
    let around = TempDir::new().expect("a folder");
    std::fs::write(around.path().join("beside.txt"), "SECRET").expect("a file");
    std::fs::create_dir(around.path().join("tmp")).expect("a folder");
    let scratch = Scratch::minimal_in(around.path());
    for (path, contents) in &case.files {
        scratch.write(path, contents);
    }
    (case.prepare)(scratch.path());
    let before = everything(around.path());
    let run = run(case, &scratch, around.path())?;
    let message = String::from_utf8(run.stderr)
        .map_err(|_| "it speaks other than UTF-8".to_owned())?;
    let said = String::from_utf8_lossy(&run.stdout);
    let told = || format!("{}\n{said}\n{}", run.status, shortened(&message));
    for stream in [&message, &*said] {
        if stream.contains("panicked") || stream.contains("RUST_BACKTRACE") {
            return Err(told());
        }
        if stream.contains("SECRET") {
            return Err(format!("it tells what is outside: {}", told()));
        }
        if stream.len() > MOST_WORDS {
            return Err(format!("{} bytes are said: {}", stream.len(), told()));
        }
    }
    let out = scratch.path().join("out");
    let mut after = everything(around.path());
    let made: Vec<_> = after.keys().filter(|it| it.starts_with(&out)).cloned().collect();
    after.retain(|path, _| !path.starts_with(&out));
    if before != after {
        let paths = before.keys().chain(after.keys());
        let changed: BTreeSet<_> =
            paths.filter(|path| before.get(*path) != after.get(*path)).collect();
        return Err(format!("it changed {changed:?}: {}", told()));
    }
    match &case.ending {
        Ending::Refused(status) => {
            if run.status.code() != Some(*status) || made.iter().any(|it| *it != out) {
                return Err(format!("it made {made:?}: {}", told()));
            }
            let kept = repository().join(FOLDER).join(&case.name);
            if overwriting() {
                std::fs::create_dir_all(&kept).expect("a folder");
            }
            compare(&kept, &format!("{said}{message}"))
        }
        Ending::Sound if run.status.code() == Some(0) && made.is_empty() => Ok(()),
        Ending::Sound => Err(format!("it made {made:?}: {}", told())),
        Ending::Printed(texts) => {
            let wanted = [out.clone(), out.join("manifest.json"), out.join("note.pdf")];
            if run.status.code() != Some(0) || made != wanted {
                return Err(format!("it made {made:?}: {}", told()));
            }
            let printed = Pdf::open(&out.join("note.pdf")).text();
            match texts.iter().find(|text| !printed.contains(text.as_str())) {
                Some(missing) => {
                    let printed = shortened(&printed);
                    Err(format!("{missing:?} is not printed: {printed}"))
                }
                None => Ok(()),
            }
        }
    }
}

/// Runs the program on a case, and stops it when it never ends.
fn run(case: &Case, scratch: &Scratch, around: &Path) -> Result<Run, String> {
    // Files hold any amount, where a pipe would make the program wait.
    let streams = TempDir::new().expect("a folder");
    let [stdout, stderr] = ["stdout", "stderr"].map(|name| streams.path().join(name));
    let stream = |path: &PathBuf| Stdio::from(std::fs::File::create(path).expect("one"));
    let mut child = recto()
        .env("TMPDIR", around.join("tmp"))
        .current_dir(scratch.path())
        .args(&case.arguments)
        .stdin(Stdio::null())
        .stdout(stream(&stdout))
        .stderr(stream(&stderr))
        .spawn()
        .expect("a program that starts");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a state") {
            break status;
        }
        if start.elapsed() > NEVER {
            child.kill().expect("a program that can be stopped");
            child.wait().expect("an end");
            return Err("it does not end".to_owned());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let read = |path: &PathBuf| std::fs::read(path).expect("a readable file");
    Ok(Run { status, stdout: read(&stdout), stderr: read(&stderr) })
}

/// Everything below a folder and what it holds, links and pipes by their kind alone.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let kind = entry.file_type().expect("a kind");
        let path = entry.path();
        if kind.is_dir() {
            found.extend(everything(&path));
        }
        let contents = if kind.is_file() {
            std::fs::read(&path).expect("a readable file")
        } else {
            format!("{kind:?}").into_bytes()
        };
        found.insert(path, contents);
    }
    found
}

fn shortened(text: &str) -> String {
    text.chars().take(2_000).collect()
}
