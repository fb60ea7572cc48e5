//! Interference: nothing that the public gets changes with what it may not see.
//!
//! In `tests/projects/withheld/`, all words that begin with `qzv` or `qzu` are restricted or are
//! notes of the editors. Each is changed by itself, once to a word as long and once to another, in every
//! file and file name that has it. All files of a public build must stay as they are, byte for byte.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use libtest_mimic::Trial;

use crate::harness::case;
use crate::press::{Files, assert_status, files, repository};
use crate::scratch::Scratch;

/// Numbers that stand in restricted parts alone, each with its file and other values.
const NUMBERS: [(&str, &str, [&str; 2]); 9] = [
    ("measures.yaml", "value: 8642", ["value: 8643", "value: 18642"]),
    ("measures.yaml", "value: 765432", ["value: 765431", "value: 65432"]),
    ("measures.yaml", "value: 700000", ["value: 700001", "value: 1"]),
    ("measures.yaml", "value: 600000", ["value: 600001", "value: 1"]),
    ("series.yaml", "value: 24680", ["value: 24681", "value: 4"]),
    ("rows/qzu-groups.csv", "11,12", ["11,13", "11,1200"]),
    ("rows/qzu-groups.csv", "13,14", ["19,14", "13,1400"]),
    ("rows/qzu-rows.csv", "qzvcsvcell,2", ["qzvcsvcell,4", "qzvcsvcell,300"]),
    ("rows/qzu-rows.csv", "Second,3", ["Second,4", "Second,3\nThird,4"]),
];

/// A test for each word and number.
pub fn cases() -> Vec<Trial> {
    let words = words().into_iter().map(|word| {
        case("interference", &word.clone(), move || {
            let as_long: String = word.chars().map(turned).collect();
            for other in [as_long, format!("{word}zz")] {
                let what = format!("`{other}` in place of `{word}`");
                nothing_changes(&what, |_, text| renamed(text, &word, &other))?;
            }
            Ok(())
        })
    });
    let numbers = NUMBERS.iter().map(|(file, number, others)| {
        case("interference", &format!("{file}-{number}"), move || {
            for other in others {
                let what = format!("`{other}` in place of `{number}`");
                nothing_changes(&what, |name, text| {
                    let changed = text.replace(number, other);
                    assert!(name != *file || changed != text, "{file} has no {number}");
                    if name == *file { changed } else { text.to_owned() }
                })?;
            }
            Ok(())
        })
    });
    words.chain(numbers).collect()
}

/// Another letter for each behind the mark.
fn turned(c: char) -> char {
    match c {
        'q' | 'z' | 'u' | 'v' | '-' => c,
        'a'..='p' => char::from(c as u8 + 1),
        'r'..='t' => 'a',
        other => other,
    }
}

fn project() -> PathBuf {
    repository().join("tests/projects/withheld")
}

/// The files of the project, text and other, by their paths in it.
fn sources() -> Files {
    files(&project())
}

/// Whether a character is part of a marked word.
fn is_part(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit()
}

/// The marked words of a text, `qzu-plan` and `qzu` of `qzu-plan` included.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let is_marked = |word: &&str| word.starts_with("qzv") || word.starts_with("qzu");
    let parts = text.split(|c| !is_part(c) && c != '-').filter(is_marked);
    parts.map(str::to_owned)
}

fn words() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, data) in sources() {
        found.extend(words_of(&name));
        if name.ends_with(".pdf") {
            continue;
        }
        if let Ok(text) = String::from_utf8(data) {
            found.extend(
                text.lines().filter(|it| !it.starts_with('#')).flat_map(words_of),
            );
        }
    }
    found
}

/// A text with a word in place of another, where it stands as a whole.
fn renamed(text: &str, word: &str, other: &str) -> String {
    let mut left = text;
    let mut out = String::new();
    while let Some(at) = left.find(word) {
        let (before, rest) = left.split_at(at);
        let behind = &rest[word.len()..];
        let is_whole = !before.ends_with(|c| is_part(c) || c == '-')
            && !behind.starts_with(|c| is_part(c) || c == '-');
        out.push_str(before);
        out.push_str(if is_whole { other } else { word });
        left = behind;
    }
    out + left
}

/// What the public gets of the project with a change, which takes the name of a file with its text
/// or, where it is empty, a name alone.
fn public(change: impl Fn(&str, &str) -> String) -> Files {
    let scratch = Scratch::empty();
    for (name, data) in sources() {
        let data = match String::from_utf8(data) {
            // Lengths count in a PDF.
            Ok(text) if !name.ends_with(".pdf") => change(&name, &text).into_bytes(),
            Ok(text) => text.into_bytes(),
            Err(other) => other.into_bytes(),
        };
        scratch.write(&change("", &name), data);
    }
    let output = scratch.run(&["-q", "build"]);
    assert_status(&output, 0);
    files(&scratch.path().join("out"))
}

fn nothing_changes(
    what: &str,
    change: impl Fn(&str, &str) -> String,
) -> Result<(), String> {
    static PLAIN: OnceLock<Files> = OnceLock::new();
    let plain = PLAIN.get_or_init(|| public(|_, text| text.to_owned()));
    let changed = public(change);
    assert_eq!(plain.keys().collect::<Vec<_>>(), changed.keys().collect::<Vec<_>>());
    let differ = plain.iter().filter(|(name, data)| changed[*name] != **data);
    let differ: Vec<_> = differ.map(|(name, _)| name).collect();
    if differ.is_empty() { Ok(()) } else { Err(format!("{what} changes {differ:?}")) }
}
