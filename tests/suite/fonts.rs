//! Fonts: a project's own, and the signs that print whatever the typeface.

use std::collections::BTreeSet;

use crate::press::{assert_status, repository, told};
use crate::reader::Pdf;
use crate::scratch::{Scratch, prose_section};

/// A character that only the fixtures' font has.
const OWN: char = '字';

/// A brand that is set in the fixtures' font.
const BRAND: &str = "publisher: {name: Northshire Fire Service}\n\
    colours: {brand: \"#1B2A4A\", ink: \"#1A1A1A\", priorities: [\"#12436D\"]}\n\
    typefaces:\n  text: TEXT\n  display: Source Sans 3\n  families:\n\
    \x20   - name: Probe\n      licence: our own\n      files: [FILES]\n";

fn project(text: &str, files: &[&str], prose: &str) -> Scratch {
    let scratch = Scratch::minimal();
    for file in files {
        let bytes = repository().join("tests/fixtures/fonts").join(file);
        scratch.write(&format!("fonts/{file}"), std::fs::read(bytes).expect("a font"));
    }
    let files: Vec<_> = files.iter().map(|file| format!("fonts/{file}")).collect();
    let brand = BRAND.replace("TEXT", text).replace("FILES", &files.join(", "));
    scratch.write("brand.yaml", brand);
    scratch.write("sections/one.yaml", prose_section(prose));
    scratch
}

/// The report as a build writes it.
fn report(scratch: &Scratch) -> Pdf {
    assert_status(&scratch.run(&["-q", "build", "report"]), 0);
    Pdf::open(&scratch.path().join("out/note.pdf"))
}

/// The names of the fonts in the report, without the mark of a subset (ISO 32000-1,
/// 9.6.4).
fn fonts(scratch: &Scratch) -> BTreeSet<String> {
    let file = lopdf::Document::load(scratch.path().join("out/note.pdf"));
    let file = file.expect("a PDF");
    let named = file.objects.values().filter_map(|object| {
        let name = object.as_dict().ok()?.get(b"BaseFont").ok()?.as_name().ok()?;
        let name = String::from_utf8_lossy(name).into_owned();
        Some(name.split_once('+').map_or(name.clone(), |(_, name)| name.to_owned()))
    });
    named.collect()
}

#[test]
fn a_project_prints_in_its_own_fonts() {
    let files = ["Probe-Regular.ttf", "Probe-Bold.ttf", "Probe-Italic.ttf"];
    let prose = "Plain 字, **strong 字** and *leaning 字*.";
    let scratch = project("Probe", &files, prose);
    let report = report(&scratch);
    assert!(report.text().contains("Plain 字, strong 字 and leaning 字."));
    let used = fonts(&scratch);
    for face in ["Probe-Regular", "Probe-Bold", "Probe-Italic"] {
        assert!(used.contains(face), "{face} is not among {used:?}");
    }
    assert!(!used.iter().any(|name| name.starts_with("Atkinson")), "{used:?}");
}

#[test]
fn a_collection_gives_all_its_faces() {
    let scratch = project("Probe", &["Probe.ttc"], "Plain 字 and **strong 字**.");
    let report = report(&scratch);
    assert!(report.text().contains("Plain 字 and strong 字."));
    let used = fonts(&scratch);
    assert!(used.contains("Probe-Regular") && used.contains("Probe-Bold"), "{used:?}");
}

#[test]
fn what_the_typeface_lacks_comes_from_the_families_of_the_project() {
    let files = ["Probe-Regular.ttf", "Probe-Bold.ttf", "Probe-Italic.ttf"];
    let scratch = project("Atkinson Hyperlegible Next", &files, "One 字 alone.");
    let report = report(&scratch);
    assert!(report.text().contains("One 字 alone."));
    let used = fonts(&scratch);
    assert!(used.contains("Probe-Regular"), "{used:?}");
    assert!(used.iter().any(|name| name.starts_with("Atkinson")), "{used:?}");
    // Without the family there is no glyph, and the message says what would help.
    let scratch =
        Scratch::with(&[("sections/one.yaml", &prose_section("One 字 alone."))]);
    let output = scratch.run(&["build", "--message-format", "short"]);
    assert_status(&output, 1);
    let message = told(&output);
    assert!(message.contains(&format!("there is no glyph for `{OWN}`")), "{message}");
    assert!(message.contains("`typefaces: families`"), "{message}");
}

#[test]
fn usual_signs_print_whatever_the_typeface() {
    let signs = "→ ← ↑ ↓ ↗ ↘ ▲ ▼ ✓ ✗ ☐ ☑ ₂ ³ − × ÷ ≤ ≥ ≈ √ ∞ µ ‰ ₹ ₺ ₽ № ⅓ ■ ● ○ Ω Ж ŵ";
    let report = Scratch::with(&[("sections/one.yaml", &prose_section(signs))]);
    let text = report.editions()["report"].text();
    for sign in signs.split(' ') {
        // What the theme draws as a raised or lowered figure reads as that figure.
        let plain = sign.replace('₂', "2").replace('³', "3").replace('µ', "μ");
        assert!(text.contains(sign) || text.contains(&plain), "{sign} is not in: {text}");
    }
}

#[test]
fn the_record_names_the_fonts_of_a_project() {
    let scratch = project("Probe", &["Probe.ttc"], "Plain.");
    report(&scratch);
    let manifest = scratch.path().join("out/manifest.json");
    let manifest = std::fs::read_to_string(manifest).expect("a manifest");
    assert!(manifest.contains("fonts/Probe.ttc"), "{manifest}");
    let output = scratch.run(&["verify"]);
    assert_status(&output, 0);
    let path = scratch.path().join("fonts/Probe.ttc");
    let mut bytes = std::fs::read(&path).expect("a font");
    // A byte of the version, which changes nothing that prints.
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(path, bytes).expect("a changed font");
    let output = scratch.run(&["verify"]);
    assert_status(&output, 1);
    assert!(told(&output).contains("fonts/Probe.ttc"), "{}", told(&output));
}

#[test]
fn fonts_are_listed_with_their_licences() {
    let scratch = project("Probe", &["Probe-Regular.ttf"], "Plain.");
    let output = scratch.run(&["fonts", "--message-format", "json"]);
    assert_status(&output, 0);
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let probe = lines.lines().find(|line| line.contains("Probe")).expect("its face");
    for said in ["\"licence\":\"our own\"", "fonts/Probe-Regular.ttf", "\"weight\":400"] {
        assert!(probe.contains(said), "{said} is not in: {probe}");
    }
}
