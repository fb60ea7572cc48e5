//! Reproducible: the same project gives the same bytes, whenever, wherever and however
//! often it is built.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::press::{assert_status, files, recto, repository};

fn copied(from: &Path, to: &Path) {
    for (name, data) in files(from) {
        let path = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        std::fs::write(path, data).expect("a new file");
    }
}

fn build(command: &mut Command, project: &Path, out: &Path) -> BTreeMap<String, Vec<u8>> {
    command.arg("--project").arg(project).arg("build").arg("--out").arg(out);
    command.args(["--profile", "screen,archive,print"]);
    let output = command.arg("--keep-sources").output().expect("a program that runs");
    assert_status(&output, 0);
    files(out)
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let here = TempDir::new().expect("a folder");
    let there = TempDir::new().expect("a folder");
    let moved = there.path().join("a longer name/with space");
    copied(&repository().join("data"), &moved);

    let one = build(
        recto()
            .args(["--quiet"])
            .current_dir(repository())
            .env("TZ", "UTC")
            .env("LANG", "C"),
        &repository().join("data"),
        here.path(),
    );
    let other = build(
        recto()
            .current_dir(&moved)
            .env("TZ", "Pacific/Auckland")
            .env("LANG", "tr_TR.UTF-8")
            .env("LC_ALL", "de_DE.UTF-8")
            .env("HOME", "/nowhere")
            .args(["--message-format", "json"]),
        Path::new("."),
        &there.path().join("out"),
    );

    let paths =
        |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&one), paths(&other));
    assert!(one.keys().filter(|path| path.ends_with(".pdf")).count() == 24);
    for (path, data) in &one {
        assert!(*data == other[path], "{path} differs");
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let with = |jobs: &str| {
        let out = TempDir::new().expect("a folder");
        let mut command = recto();
        command
            .arg("--project")
            .arg(repository().join("tests/projects/northmoor"))
            .args(["build", "--jobs", jobs, "--profile", "screen,archive,print", "--out"])
            .arg(out.path());
        let output = command.output().expect("a program that runs");
        assert_status(&output, 0);
        files(out.path())
    };
    let (one, two) = (with("1"), with("2"));
    assert_eq!(one.len(), 19);
    assert!(one == two, "one thread and two give different files");
}

#[test]
fn no_file_names_this_machine() {
    let out = TempDir::new().expect("a folder");
    let built =
        build(&mut recto(), &repository().join("tests/projects/minimal"), out.path());
    let root = repository();
    let machine = [out.path().to_str(), root.to_str()];
    for (path, data) in &built {
        for name in machine.iter().flatten() {
            let found = data.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{path} names {name}");
        }
    }
}
