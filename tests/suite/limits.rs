//! Limits: what is too much is refused, says which limit it passed and how to raise it, and
//! can be let through by whoever starts the program.

use crate::press::{assert_status, names, told};
use crate::scratch::Scratch;

/// A project whose one section has this body.
fn with_body(body: &str) -> Scratch {
    let scratch = Scratch::minimal();
    scratch.write("sections/one.yaml", format!("id: one\ntitle: One\nbody:\n{body}"));
    scratch
}

/// Fails unless a build is refused with these words and this remedy.
#[track_caller]
fn assert_limited(scratch: &Scratch, arguments: &[&str], words: &str, remedy: &str) {
    let words_of_build = [&["build", "--message-format", "short"], arguments].concat();
    let output = scratch.run(&words_of_build);
    assert_status(&output, 1);
    let message = told(&output);
    assert!(message.contains("error[limit]: "), "{message}");
    assert!(message.contains(words), "{message}");
    assert!(
        message.contains(&format!("(raise the limit with `--limit {remedy}` if")),
        "{message}"
    );
}

/// The first bytes of a PNG of a size, and nothing more.
fn png(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let pixels = b"\0\0\0\0\0\0\0\x01IDAT\0\0\0\0\0";
    let start = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice();
    [start, &size, b"\x08\x06\0\0\0", pixels].concat()
}

#[test]
fn the_invoker_sets_limits_and_nobody_else() {
    let scratch = Scratch::minimal();
    for (words, hint) in [
        ("page=9", "did you mean `pages`?"),
        ("pages=0", "from 1 to 1000000000"),
        ("pages=many", "from 1 to 1000000000"),
        ("pages", "such as `pages=4000`"),
    ] {
        for command in ["build", "check", "list"] {
            let output = scratch.run(&[command, "--limit", words]);
            assert_status(&output, 2);
            let message = told(&output);
            assert!(message.contains(hint), "{message}");
        }
    }
    let output = scratch.run(&["build", "--limit", "pages=1", "--limit", "pages=2"]);
    assert_status(&output, 2);
    let output = scratch.run(&["--limit", "pages=1", "build", "--limit", "seconds=9"]);
    assert_status(&output, 2);
    let message = told(&output);
    assert!(message.contains("write every `--limit` after the command"), "{message}");
    assert!(!scratch.path().join("out").exists());
    assert_status(&scratch.run(&["--limit", "pages=50", "build"]), 0);
}

#[test]
fn a_file_may_be_only_so_large() {
    let scratch = with_body(&format!("  - prose: text\n#{}\n", "x".repeat(1 << 20)));
    let words = "`sections/one.yaml` is larger than 1 MiB";
    assert_limited(&scratch, &["--limit", "file-size=1"], words, "file-size=2");
    assert_status(&scratch.run(&["build"]), 0);
}

#[test]
fn a_file_may_hold_only_so_much() {
    let scratch = with_body("  - prose: text\n");
    let words = "the file holds more than 5 values";
    assert_limited(&scratch, &["--limit", "values=5"], words, "values=10");
    let words = "values lie more than 2 deep";
    assert_limited(&scratch, &["--limit", "nesting=2"], words, "nesting=4");
    let output = scratch.run(&["check", "--limit", "nesting=2"]);
    assert_status(&output, 1);
    let bomb = format!("{}x{}", "[".repeat(100_000), "]".repeat(100_000));
    for name in ["one.yaml", "one.json", "one.toml"] {
        let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
        let report = report.expect("a report").replace("one.yaml", name);
        let text = if name == "one.toml" { format!("a = {bomb}") } else { bomb.clone() };
        let deep = Scratch::minimal();
        deep.write("report.yaml", report);
        deep.write(&format!("sections/{name}"), text);
        for limit in ["nesting=64", "nesting=256"] {
            assert_status(&deep.run(&["build", "--limit", limit]), 1);
        }
    }
}

#[test]
fn an_image_is_measured_before_it_is_unpacked() {
    let scratch = with_body("  - {figure: map}\n");
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = format!("{}figures: [figures.yaml]\n", report.expect("a report"));
    scratch.write("report.yaml", report);
    scratch.write("figures.yaml", "- {id: map, file: map.png, alt: A map}\n");
    scratch.write("map.png", png(100_000, 100_000));
    let words = "`map.png` has 100000 × 100000 pixels, more than 50 million";
    assert_limited(&scratch, &[], words, "megapixels=10000");
    let words = "more than 9999 million";
    assert_limited(&scratch, &["--limit", "megapixels=9999"], words, "megapixels=10000");
    assert_status(&scratch.run(&["check"]), 1);
}

#[test]
fn templates_run_only_so_long() {
    let scratch = Scratch::minimal();
    let output = scratch.run(&["check", "--limit", "fuel=20"]);
    assert_status(&output, 1);
    let message = told(&output);
    assert!(message.contains("`--limit fuel=40`"), "{message}");
    assert_status(&scratch.run(&["build", "--limit", "fuel=20"]), 1);
}

#[test]
fn an_edition_has_only_so_many_pages() {
    let scratch = Scratch::minimal();
    let words = "`report` has ";
    assert_limited(&scratch, &["--limit", "pages=1"], words, "pages=2");
    assert!(!scratch.path().join("out").exists());
}

#[test]
fn an_edition_takes_only_so_long() {
    // Soon read and rendered, and long laid out: each page would bear it at its head. One is
    // a matter of a tenth of a second and the other of minutes, so that no machine comes near.
    let scratch = Scratch::minimal();
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let title = format!("title: {}", "T ".repeat(50_000));
    let report = report.expect("a report").replace("title: A short note", &title);
    scratch.write("report.yaml", report);
    let arguments = ["build", "--limit", "seconds=2", "--message-format", "short"];
    let output = scratch.run(&arguments);
    assert_status(&output, 1);
    let message = told(&output);
    let words = "typesetting `report` takes longer than 2 seconds; the longest text of \
                 `report` stands here (raise the limit with `--limit seconds=4` if this is \
                 meant)";
    assert!(message.starts_with("report.yaml:2:8: error[limit]: "), "{message}");
    assert!(message.contains(words), "{message}");
    let out = scratch.path().join("out");
    assert!(!out.exists() || names(&out).is_empty());
}
