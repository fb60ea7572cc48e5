//! The house: rules of this repository that no compiler keeps.

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use self::imports::{Import, cycles, imports};
use crate::press::{names, recto, repository};

/// Crates that only some rooms may use.
const ONLY_IN: [(&str, &[&str]); 7] = [
    ("lopdf", &[]),
    ("clap", &["cli"]),
    ("minijinja", &["render"]),
    ("typst", &["audit", "typeset", "export"]),
    ("typst_pdf", &["export"]),
    ("typst_layout", &["audit", "typeset", "export"]),
    ("typst_kit", &["typeset"]),
];

/// Rooms whose files are still to be taken apart. None may be added.
const ROOMS_WITH_CYCLES: [&str; 2] = ["document/", "report/"];

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            found.extend(files_below(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// The room that a source belongs to.
fn room(path: &Path) -> String {
    let below = path.strip_prefix(repository().join("src")).expect("a file of src/");
    let first = below.components().next().expect("a name").as_os_str();
    first.to_str().expect("a name in UTF-8").trim_end_matches(".rs").to_owned()
}

/// The floor of each room, as the table in ARCHITECTURE.md has it: a room may use those below its
/// own, and itself.
fn floors() -> &'static BTreeMap<String, usize> {
    static FLOORS: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    FLOORS.get_or_init(|| {
        let text = std::fs::read_to_string(repository().join("ARCHITECTURE.md"));
        let text = text.expect("a readable page");
        let row = |line: &str| {
            let mut cells = line.strip_prefix("| ")?.split(" | ");
            let floor = cells.next()?.parse().ok()?;
            Some((cells.next()?.trim_matches('`').to_owned(), floor))
        };
        text.lines().filter_map(row).collect()
    })
}

fn floor(room: &str) -> usize {
    let floor = floors().get(room).copied();
    floor.unwrap_or_else(|| {
        panic!("`{room}` has no floor: give it one in ARCHITECTURE.md")
    })
}

/// The code of a file, without comments.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a readable source");
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_go_down_only() {
    let mut breaches = Vec::new();
    for Import { by, of, path, .. } in imports(&repository().join("src/lib.rs")) {
        let (own, used) = (room(&by), room(&of));
        if used != own && own != "lib" && floor(&used) >= floor(&own) {
            breaches.push(format!("{} uses `{path}`", by.display()));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn no_file_uses_one_that_uses_it() {
    let crates = repository().join("crates");
    let crates = names(&crates).into_iter().map(|name| crates.join(name).join("src"));
    let mut said = String::new();
    for folder in crates.chain([repository().join("src")]) {
        let imports = imports(&folder.join("lib.rs"));
        let imports = imports.into_iter().filter(|import| !import.in_tests).collect();
        let within = |path: &Path| {
            let path = path.strip_prefix(&folder).expect("a file below");
            path.display().to_string()
        };
        for cycle in cycles(&imports) {
            if ROOMS_WITH_CYCLES.iter().any(|room| within(&cycle[0].by).starts_with(room))
            {
                continue;
            }
            said.push_str("a cycle:\n");
            for Import { by, of, path, .. } in cycle {
                let (by, of) = (within(&by), within(&of));
                said.push_str(&format!("  {by} uses `{path}` of {of}\n"));
            }
        }
    }
    assert!(said.is_empty(), "{said}");
}

#[test]
fn every_room_has_a_floor() {
    let lib = code(&repository().join("src/lib.rs"));
    let rooms = lib.lines().filter_map(|line| line.strip_prefix("pub mod "));
    let rooms: Vec<_> = rooms.map(|line| line.trim_end_matches(';')).collect();
    assert!(rooms.len() >= 10, "{rooms:?}");
    for room in rooms {
        floor(room);
    }
}

#[test]
fn some_crates_are_used_in_one_place_only() {
    let mut breaches = Vec::new();
    for path in files_below(&repository().join("src"), ".rs") {
        let code = code(&path);
        for (name, rooms) in ONLY_IN {
            let uses = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                !code[..at]
                    .ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if uses && !rooms.contains(&room(&path).as_str()) {
                breaches.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_source_says_what_it_is() {
    for folder in ["src", "crates", "tests"] {
        for path in files_below(&repository().join(folder), ".rs") {
            let text = std::fs::read_to_string(&path).expect("a readable source");
            assert!(text.starts_with("//! "), "{} opens without `//!`", path.display());
        }
    }
}

/// The Markdown of the repository, as far as it is written.
fn pages() -> Vec<PathBuf> {
    let root = repository();
    let named = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "fonts/README.md"];
    let mut pages: Vec<_> =
        named.iter().map(|name| root.join(name)).filter(|path| path.exists()).collect();
    pages.extend(files_below(&root.join("docs"), ".md"));
    assert!(!pages.is_empty());
    pages
}

#[test]
fn every_path_in_the_documentation_exists() {
    let root = repository();
    let mut missing = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a readable page");
        for link in links(&text) {
            let target = link.split('#').next().unwrap_or_default();
            let from = page.parent().expect("a folder");
            if !target.is_empty() && !from.join(target).exists() {
                missing.push(format!("{}: the link {link}", page.display()));
            }
        }
        for path in paths(&text) {
            if !root.join(path).exists() {
                missing.push(format!("{}: `{path}`", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The targets of links within the repository.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| {
            !target.contains(':') && !target.contains('…') && !target.contains(' ')
        })
        .collect()
}

/// What stands in backticks and looks like a path of this repository.
fn paths(text: &str) -> Vec<&str> {
    const TOP: [&str; 9] = [
        "src/",
        "crates/",
        "docs/",
        "tests/",
        "templates/",
        "fonts/",
        "data/",
        ".ci/",
        "benches/",
    ];
    // Spans in backticks are every other piece of a line that is no code itself.
    let spans = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let plain = |span: &&str| {
        TOP.iter().any(|top| span.starts_with(top))
            && !span.contains(['*', '<', '>', '{', '}', ' ', '…', '$'])
    };
    spans.filter(plain).map(|span| span.split(':').next().unwrap_or(span)).collect()
}

#[test]
fn every_command_in_the_documentation_can_be_typed() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a readable page");
        let blocks = text.split("```").skip(1).step_by(2);
        for line in blocks.flat_map(str::lines) {
            let line = line.trim().trim_start_matches("$ ");
            let typed = line
                .strip_prefix("recto ")
                .or_else(|| line.strip_prefix("cargo run --release -- "));
            let Some(typed) = typed else { continue };
            let words = typed.split(" #").next().unwrap_or_default().split_whitespace();
            // With `--help` at the end nothing is made, and every word before it is read.
            let output = recto().args(words).arg("--help").output().expect("a run");
            if !output.status.success() {
                wrong.push(format!("{}: {line}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_fonts_are_those_that_their_readme_names() {
    let folder = repository().join("fonts");
    let readme =
        std::fs::read_to_string(folder.join("README.md")).expect("fonts/README.md");
    for name in names(&folder).iter().filter(|name| name.ends_with(".ttf")) {
        let data = std::fs::read(folder.join(name)).expect("a readable font");
        let mut digest = String::new();
        for byte in Sha256::digest(&data) {
            // Writing to a string cannot fail.
            let _ = write!(digest, "{byte:02x}");
        }
        let line = readme.lines().find(|line| line.contains(name.as_str()));
        let line = line.unwrap_or_else(|| panic!("fonts/README.md does not name {name}"));
        assert!(
            line.contains(&digest),
            "{name} is {digest}, and fonts/README.md says {line}"
        );
    }
}

#[test]
fn imports_are_followed_to_what_defines_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("lib.rs", "mod a; mod b; mod c; pub use c::Late;"),
        ("a/mod.rs", "mod deep; pub use deep::Deep; fn f() { json!([crate::b::g()]) }"),
        ("a/deep.rs", "use super::super::{Late as Later}; pub struct Deep(Later);"),
        (
            "b.rs",
            "pub fn g() -> crate::a::Deep { todo!() } #[cfg(test)] use crate::c::Late;",
        ),
        (
            "c.rs",
            "use super::b::{self, g}; pub struct Late; fn h() { b::g(); c::none() }",
        ),
    ];
    std::fs::create_dir(folder.path().join("a")).expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let found = imports(&folder.path().join("lib.rs"));
    let name =
        |path: &Path| path.strip_prefix(folder.path()).expect("it").display().to_string();
    let shown =
        |it: &Import| format!("{}>{} {}", name(&it.by), name(&it.of), it.in_tests);
    let edges: BTreeSet<_> = found.iter().map(shown).collect();
    let expected = [
        "a/deep.rs>c.rs false",
        "a/mod.rs>b.rs false",
        "b.rs>a/deep.rs false",
        "b.rs>c.rs true",
        "c.rs>b.rs false",
    ];
    assert!(edges.iter().eq(expected), "{edges:#?}");
    let used = found.iter().filter(|it| !it.in_tests).cloned().collect();
    let cycles = cycles(&used);
    let files: BTreeSet<_> = cycles[0].iter().map(|it| name(&it.by)).collect();
    assert_eq!(cycles.len(), 1);
    assert!(files.iter().eq(["a/deep.rs", "b.rs", "c.rs"]), "{files:?}");
}

#[test]
fn links_and_paths_are_read() {
    assert_eq!(links("[a](b.md#c) [d](https://e) [f](#g)"), ["b.md#c", "#g"]);
    assert_eq!(
        paths("see `src/lib.rs` and `images/logo.svg`, `data/`"),
        ["src/lib.rs", "data/"]
    );
}
