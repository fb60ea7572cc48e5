//! The workspace: any number of builds of one project in one process.

use std::num::NonZeroU16;

use recto::build::{Again, Built, Plan, Workspace, build};
use recto::error::Error;
use recto::limits::Limits;
use tempfile::TempDir;
use typst_syntax::{RootedPath, VirtualPath, VirtualRoot};

use crate::press::{Unwatched, assert_status, files, plan};
use crate::scratch::Scratch;

fn opened(scratch: &Scratch) -> Workspace {
    Workspace::open(scratch.path(), Limits::default()).expect("a project")
}

fn built(workspace: &Workspace, plan: &Plan) -> Built {
    build(workspace, plan, &Unwatched).unwrap_or_else(|failed| panic!("{}", failed.error))
}

/// Changes a file of a project as an editor does that saves by renaming.
pub fn save(scratch: &Scratch, path: &str, from: &str, to: &str) {
    let file = scratch.path().join(path);
    let text = std::fs::read_to_string(&file).expect("a file");
    assert!(text.contains(from), "{path} says `{from}` nowhere");
    let new = scratch.write(&format!("{path}~"), text.replacen(from, to, 1));
    std::fs::rename(new, file).expect("a saved file");
}

#[test]
fn a_rebuild_gives_what_a_fresh_build_gives() {
    let scratch = Scratch::of("northmoor");
    let workspace = opened(&scratch);
    let out = TempDir::new().expect("a folder");
    let plan = plan(out.path());
    built(&workspace, &plan);
    save(&scratch, "report.yaml", "title: ", "title: Another ");
    assert_eq!(workspace.reset(), ["report.yaml"]);
    built(&workspace, &plan);
    assert_status(&scratch.run(&["-q", "build"]), 0);
    let fresh = files(&scratch.path().join("out"));
    assert!(fresh.len() > 3, "{:?}", fresh.keys());
    assert!(files(out.path()) == fresh, "a rebuild differs from a build");
}

#[test]
fn what_a_change_does_not_touch_is_left() {
    let scratch = Scratch::of("trust");
    let workspace = opened(&scratch);
    let out = TempDir::new().expect("a folder");
    let plan = Plan { again: Again::Leave, ..plan(out.path()) };
    let all = built(&workspace, &plan).editions.len();
    let Built { editions, untouched, .. } = built(&workspace, &plan);
    assert!(editions.is_empty(), "{} were made again", editions.len());
    assert_eq!(untouched.len(), all);
    save(&scratch, "priorities/p2.yaml", "text: ", "text: Once more, ");
    assert_eq!(workspace.reset(), ["priorities/p2.yaml"]);
    let again = built(&workspace, &plan);
    let made: Vec<_> = again.editions.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(made.len(), 2, "{made:?}");
    assert_eq!(made[0], "report");
    assert_eq!(again.untouched.len(), all - 2);
    // A file that somebody removed is made again.
    std::fs::remove_file(&again.editions[1].path).expect("a file");
    assert_eq!(built(&workspace, &plan).editions.len(), 1);
}

#[test]
fn a_build_can_be_stopped() {
    let scratch = Scratch::minimal();
    let out = TempDir::new().expect("a folder");
    let plan = plan(out.path());
    plan.cancellation.cancel();
    let failed = build(&opened(&scratch), &plan, &Unwatched).err().expect("no build");
    assert!(matches!(failed.error, Error::Cancelled), "{}", failed.error);
    assert!(files(out.path()).is_empty());
}

/// How many names of files Typst has numbered so far, in this process.
fn numbered(marker: &str) -> u16 {
    let path = VirtualPath::new(marker).expect("a path");
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    NonZeroU16::get(id.into_raw())
}

#[test]
fn editions_take_the_same_names_in_typst_again() {
    const ROUNDS: usize = 30;
    let scratch = Scratch::minimal();
    let workspace = opened(&scratch);
    let out = TempDir::new().expect("a folder");
    let plan = plan(out.path());
    built(&workspace, &plan);
    let before = numbered("workspace/before");
    let mut name = "one".to_owned();
    for round in 0..ROUNDS {
        // Each report has sections that no other had.
        let next = format!("one-{round}");
        save(
            &scratch,
            "sections/one.yaml",
            &format!("id: {name}"),
            &format!("id: {next}"),
        );
        name = next;
        assert!(!workspace.reset().is_empty());
        built(&workspace, &plan);
    }
    // Other tests lay out editions meanwhile, and those take the same names as well.
    let taken = usize::from(numbered("workspace/after") - before);
    assert!(taken < ROUNDS, "{taken} names in {ROUNDS} rounds");
}

#[test]
fn builds_side_by_side_keep_one_another_on_record() {
    const BRIEFS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];
    let scratch = Scratch::of("trust");
    for _ in 0..3 {
        let builds = BRIEFS.map(|brief| {
            let mut command = crate::press::recto();
            command.current_dir(scratch.path()).args(["-q", "build", "brief", brief]);
            command.args(["--out", "side", "--jobs", "1"]);
            command.spawn().expect("a program")
        });
        for mut build in builds {
            assert!(build.wait().expect("an end").success());
        }
        let text = std::fs::read_to_string(scratch.path().join("side/manifest.json"));
        let manifest: serde_json::Value =
            serde_json::from_str(&text.expect("a manifest")).expect("JSON");
        let editions = manifest["editions"].as_array().expect("a list");
        assert_eq!(editions.len(), BRIEFS.len());
        std::fs::remove_dir_all(scratch.path().join("side")).expect("a folder");
    }
}
