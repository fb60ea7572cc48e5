//! Output: a file is whole or not there, whatever happens to a build.

use std::collections::BTreeMap;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::press::{assert_status, files, names, recto, repository, said, told};
use crate::scratch::Scratch;

fn is_temporary(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".recto-") && name.ends_with(".part")
}

/// A project with a report and seven briefs.
fn trust() -> Scratch {
    let scratch = Scratch::empty();
    scratch.add(&repository().join("tests/projects/trust"));
    scratch
}

/// A build of a project with its sources, into `out/`; quiet.
fn build(scratch: &Scratch) -> Command {
    let mut command = recto();
    command.current_dir(scratch.path()).args(["build", "--keep-sources", "--quiet"]);
    command
}

/// Gives the brief of a priority a character that no typeface has.
fn break_a_brief(scratch: &Scratch) {
    let path = "priorities/p2.yaml";
    let text = std::fs::read_to_string(scratch.path().join(path)).expect("a priority");
    scratch.write(path, format!("{text}brief:\n  context: \"a sign \u{13000}\"\n"));
}

#[test]
fn one_edition_that_fails_does_not_stop_the_others() {
    let scratch = trust();
    break_a_brief(&scratch);
    let output = scratch.run(&["build"]);
    assert_status(&output, 1);
    let mut made = names(&scratch.path().join("out"));
    made.retain(|name| name != "manifest.json");
    assert_eq!(made.len(), 7, "{made:?}");
    assert!(made.iter().all(|name| name.ends_with(".pdf") && !name.contains("brief-2")));
    let message = told(&output);
    let failed: Vec<_> =
        message.lines().filter(|line| line.ends_with("was not made")).collect();
    assert_eq!(failed.len(), 1, "{message}");
    assert!(failed[0].starts_with("error: `brief-"), "{message}");
    assert!(message.contains("U+13000"), "{message}");
    let rows = said(&output.stderr);
    let rows =
        rows.lines().filter(|line| line.ends_with(".pdf") || line.ends_with("file"));
    assert_eq!(rows.count(), 8, "a header and seven rows");

    let output = scratch.run(&["build", "--message-format", "json"]);
    assert_status(&output, 1);
    let text = said(&output.stdout);
    assert_eq!(text.matches("\"type\":\"not-made\"").count(), 1, "{text}");
    assert_eq!(text.matches("\"type\":\"edition\"").count(), 7, "{text}");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_named() {
    let scratch = Scratch::minimal();
    scratch.write("taken", "a file");
    let mut folders = vec!["taken", "taken/inner"];
    if cfg!(target_os = "linux") {
        // Nobody may write there, not even the superuser.
        folders.push("/proc/recto");
    }
    for folder in folders {
        let output = scratch.run(&["build", "--out", folder]);
        assert_status(&output, 3);
        let message = told(&output);
        assert!(message.starts_with("error: cannot write `"), "{message}");
        assert!(message.contains(folder), "{message}");
        assert!(message.contains("help: "), "{message}");
    }
}

#[test]
fn a_file_of_the_project_is_not_replaced() {
    let scratch = Scratch::of("annexes");
    let note = scratch.path().join("external/note.pdf");
    let given = std::fs::read(&note).expect("a file");
    scratch.write("external/note-paper-letter.pdf", &given);
    let paper = scratch.path().join("papers/letter.yaml");
    let text = std::fs::read_to_string(&paper).expect("a paper");
    let text = text.replace("external/note.pdf", "external/note-paper-letter.pdf");
    scratch.write("papers/letter.yaml", &text);
    let output = scratch.run(&["build", "paper", "--out", "external"]);
    assert_status(&output, 2);
    let message = told(&output);
    assert!(
        message.contains("is a file of the project, and would be replaced"),
        "{message}"
    );
    assert!(message.contains("with `--out`"), "{message}");
    let left = std::fs::read(scratch.path().join("external/note-paper-letter.pdf"));
    assert_eq!(left.expect("a file"), given);
    // Beside the files of the project there is room.
    assert_status(&scratch.run(&["build", "report", "--out", "external"]), 0);
    assert_status(&scratch.run(&["build", "report", "--out", "external"]), 0);
}

#[test]
fn the_manifest_of_another_program_is_not_replaced() {
    let scratch = Scratch::minimal();
    let foreign = r#"{"name": "An application of the web", "icons": []}"#;
    scratch.write("site/manifest.json", foreign);
    let output = scratch.run(&["build", "--out", "site"]);
    assert_status(&output, 2);
    let message = told(&output);
    assert!(message.contains("manifest.json` is not Recto's"), "{message}");
    let left = files(&scratch.path().join("site"));
    assert_eq!(left.keys().collect::<Vec<_>>(), ["manifest.json"]);
    assert_eq!(left["manifest.json"], foreign.as_bytes());
    // One of ours that is damaged is written anew.
    scratch.write("site/manifest.json", r#"{"format": "recto-manifest/1", "audi"#);
    assert_status(&scratch.run(&["build", "--out", "site"]), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_only_read_is_left_as_it_was() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::minimal();
    assert_status(&scratch.run(&["build"]), 0);
    let out = scratch.path().join("out");
    let before = files(&out);
    let allow = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(&out, permissions).expect("a folder of ours");
    };
    allow(0o555);
    // The superuser may write there all the same.
    let may_write = std::fs::write(out.join("probe"), b"").is_ok();
    let output = scratch.run(&["build"]);
    allow(0o755);
    if may_write {
        std::fs::remove_file(out.join("probe")).expect("a probe");
        assert_status(&output, 0);
    } else {
        assert_status(&output, 3);
    }
    assert_eq!(files(&out), before);
}

/// Runs the program with a limit on the size of the files that it writes, in blocks.
#[cfg(target_os = "linux")]
fn with_small_files(scratch: &Scratch, blocks: u32) -> Output {
    let mut command = Command::new("sh");
    command
        .current_dir(scratch.path())
        .args(["-c", &format!("ulimit -f {blocks}; exec \"$0\" build --keep-sources")])
        .arg(env!("CARGO_BIN_EXE_recto"))
        .env("NO_COLOR", "1");
    command.output().expect("a shell")
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_has_no_room_is_said_and_leaves_nothing() {
    let scratch = Scratch::minimal();
    let output = with_small_files(&scratch, 8);
    assert_status(&output, 3);
    let message = told(&output);
    assert!(message.starts_with("error: cannot write `"), "{message}");
    assert!(message.contains("ulimit -f"), "{message}");
    let left = files(&scratch.path().join("out"));
    assert!(!left.keys().any(|path| is_temporary(path)), "{:?}", left.keys());
    assert!(!left.contains_key("note.pdf"));

    // What was there before stays.
    assert_status(&build(&scratch).output().expect("a run"), 0);
    let good = files(&scratch.path().join("out"));
    assert_status(&with_small_files(&scratch, 8), 3);
    assert_eq!(files(&scratch.path().join("out")), good);
    assert_status(&with_small_files(&scratch, 100_000), 0);
}

#[test]
fn builds_side_by_side_do_not_disturb_each_other() {
    let scratch = trust();
    assert_status(&build(&scratch).output().expect("a run"), 0);
    let out = scratch.path().join("out");
    let good = files(&out);
    std::fs::remove_dir_all(&out).expect("a folder");
    let start = || build(&scratch).stderr(Stdio::piped()).spawn().expect("a program");
    let running: Vec<_> = (0..8).map(|_| start()).collect();
    for child in running {
        assert_status(&child.wait_with_output().expect("an end"), 0);
    }
    let made = files(&out);
    let paths =
        |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&made), paths(&good));
    assert!(made == good, "the files differ");
}

#[test]
fn what_a_killed_build_left_is_removed() {
    let scratch = Scratch::minimal();
    let left = [
        "out/.recto-0123456789ab.part",
        "out/sources/report/.recto-0123456789ab.part",
        "out/sources/theme/.recto-0123456789ab.part",
    ];
    for path in left {
        scratch.write(path, "half a file");
    }
    scratch.write("out/mine.part", "not Recto's");
    scratch.write("out/.recto-mine", "not Recto's");
    assert_status(&scratch.run(&["build"]), 0);
    assert_eq!(
        names(&scratch.path().join("out")),
        [".recto-mine", "manifest.json", "mine.part", "note.pdf", "sources"]
    );
    for path in left {
        assert!(!scratch.path().join(path).exists(), "{path} is still there");
    }
}

/// Numbers that look random and are the same each time (xorshift, Marsaglia 2003).
struct Seeded(u64);

impl Seeded {
    /// The next number below one million.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % 1_000_000
    }
}

#[test]
fn killing_a_build_leaves_every_file_whole() {
    /// How many builds are killed before they end.
    const KILLS: u32 = 60;

    let scratch = Scratch::of("ponds");
    let build = || {
        let mut command = build(&scratch);
        command.args(["report", "brief"]).stderr(Stdio::null());
        command
    };
    let run = || {
        let start = Instant::now();
        assert_status(&build().output().expect("a run"), 0);
        start.elapsed()
    };
    run();
    // How long a build takes decides only how many have to be tried.
    let mut usual = run();
    let out = scratch.path().join("out");
    let good = files(&out);
    assert!(good.len() > 20, "{:?}", good.keys());

    let mut seeded = Seeded(0x5EED);
    let (mut tried, mut killed, mut littered) = (0, 0, 0);
    while killed < KILLS {
        tried += 1;
        // From time to time there is nothing to begin with.
        let begins_anew = tried % 10 == 0;
        if begins_anew {
            std::fs::remove_dir_all(&out).expect("a folder");
            std::fs::create_dir(&out).expect("a folder");
        }
        let part = f64::from(u32::try_from(seeded.next()).expect("a small number"));
        // Most of the writing happens late.
        let delay = usual.mul_f64((part / 1_000_000.0).sqrt());
        let start = Instant::now();
        let mut child = build().spawn().expect("a program");
        while start.elapsed() < delay {
            std::thread::sleep(Duration::from_millis(1));
            if child.try_wait().expect("a state").is_some() {
                // The machine has less to do than before.
                usual = start.elapsed();
                break;
            }
        }
        child.kill().expect("a program that can be killed");
        killed += u32::from(child.wait().expect("an end").code().is_none());
        let found = files(&out);
        littered += u32::from(found.keys().any(|path| is_temporary(path)));
        for (path, data) in found.iter().filter(|(path, _)| !is_temporary(path)) {
            assert!(good.get(path) == Some(data), "kill {killed}: {path} is not whole");
        }
        if begins_anew {
            usual = run();
        } else {
            let gone = good.keys().find(|path| !found.contains_key(*path));
            assert_eq!(gone, None, "kill {killed}: a file is gone");
        }
    }
    run();
    assert!(files(&out) == good, "{littered} kills left files, and some are still there");
}

#[test]
fn a_build_that_a_limit_ends_leaves_every_file_whole() {
    let scratch = trust();
    // More than can be made before the program looks at its memory for the first time.
    let every = ["--profile", "screen,archive,print"];
    assert_status(&build(&scratch).args(every).output().expect("a run"), 0);
    let good = files(&scratch.path().join("out"));
    let limited = build(&scratch).args(every).args(["--limit", "memory=1"]).output();
    let output = limited.expect("a run");
    if cfg!(target_os = "linux") {
        assert_status(&output, 1);
        let message = told(&output);
        assert!(message.contains("more than 1 MiB of memory"), "{message}");
        assert!(message.contains("`--limit memory=2`"), "{message}");
    }
    assert_eq!(files(&scratch.path().join("out")), good);
}
