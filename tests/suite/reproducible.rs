//! Reproducible: the same project gives the same bytes, whenever, wherever and however
//! often it is built.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::press::{
    Files, assert_status, bundled_files, files, northmoor_files, recto, repository,
};
use crate::scratch::Scratch;

/// Builds a project as [`every_profile`](crate::press::every_profile) does.
fn build(command: &mut Command, project: &Path, out: &Path, jobs: &str) -> Files {
    command.arg("--project").arg(project).arg("build").arg("--out").arg(out);
    command.args(["--profile", "screen,archive,print", "--marks", "all"]);
    let output = command.args(["--keep-sources", "--jobs", jobs]).output();
    assert_status(&output.expect("a program that runs"), 0);
    files(out)
}

fn assert_same(one: &Files, other: &Files) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, data) in one {
        assert!(*data == other[path], "{path} differs");
    }
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let there = Scratch::empty();
    let moved = "a longer name/with space";
    for (name, data) in files(&repository().join("data")) {
        there.write(&format!("{moved}/{name}"), data);
    }
    let other = build(
        recto()
            .current_dir(there.path().join(moved))
            .env("TZ", "Pacific/Auckland")
            .env("LANG", "tr_TR.UTF-8")
            .env("LC_ALL", "de_DE.UTF-8")
            .env("HOME", "/nowhere")
            .args(["--message-format", "json"]),
        Path::new("."),
        &there.path().join("out"),
        "2",
    );
    assert!(other.keys().filter(|path| path.ends_with(".pdf")).count() == 24);
    assert_same(bundled_files(), &other);
}

#[test]
fn the_number_of_threads_does_not_show() {
    let out = TempDir::new().expect("a folder");
    let northmoor = repository().join("tests/projects/northmoor");
    let one = build(&mut recto(), &northmoor, out.path(), "1");
    let pdfs = one.keys().filter(|path| path.ends_with(".pdf"));
    assert_eq!(pdfs.count(), 18);
    assert_same(northmoor_files(), &one);
}

#[test]
fn no_file_names_this_machine() {
    let out = TempDir::new().expect("a folder");
    let minimal = repository().join("tests/projects/minimal");
    let built = build(&mut recto(), &minimal, out.path(), "2");
    let root = repository();
    let machine = [out.path().to_str(), root.to_str()];
    for (path, data) in &built {
        for name in machine.iter().flatten() {
            let found = data.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{path} names {name}");
        }
    }
}
