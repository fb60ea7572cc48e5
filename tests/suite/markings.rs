//! Markings: what is printed over every page of a restricted edition, whatever lies there; and
//! pages before a picture that bleeds, which are judged alike in each edition.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

use crate::press::{assert_status, told};
use crate::reader::spaced;
use crate::scratch::Scratch;

/// A report with a brief, a paper and a pack.
const PONDS: &str = "ponds";
const MARKING: &str = "NOT FOR PUBLICATION";

fn photograph(width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_pixel(width, height, image::Rgb([30, 30, 30]));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The project, with lines more in some of its files.
fn ponds_with(lines: &[(&str, &str)]) -> Scratch {
    let scratch = Scratch::of(PONDS);
    // All of the paper is exempt, so that each of its pages is marked.
    let exempt = "audience: restricted\nexemption: {paragraph: 3, reason: R.}\n";
    let pack = "packs/may.yaml";
    let text = std::fs::read_to_string(scratch.path().join(pack)).unwrap();
    // The public may not be pointed to an appendix of it.
    let text = text.replace(", {appendix: pond-list}", "");
    let (before, item) =
        text.split_once("  - {id: questions, title: Questions, ").unwrap();
    let item = format!(
        "  - {{id: questions, title: Questions, audience: restricted, exemption: {{paragraph: 3, reason: R.}}, {item}"
    );
    scratch.write(pack, before.to_owned() + &item);
    for (path, more) in lines.iter().chain(&[("papers/fence.yaml", exempt)]) {
        let text = std::fs::read_to_string(scratch.path().join(path)).unwrap();
        scratch.write(path, text + more);
    }
    scratch
}

/// Makes all restricted editions, none of which may have a finding of fit, and says how many of
/// them bear the marking at the head and the foot of each of their pages.
fn marked(scratch: &Scratch, case: &str) -> usize {
    let output = scratch.run(&["build", "--audience", "restricted", "--out", "out"]);
    assert_status(&output, 0);
    let found = told(&output);
    for code in ["overlap", "in-margin", "outside-page", "cut-off", "crowded"] {
        assert!(!found.contains(&format!("[{code}]")), "{case}: {found}");
    }
    let out = scratch.path().join("out");
    let files = std::fs::read_dir(&out).unwrap().map(|it| it.unwrap().path());
    let files = files.filter(|it| it.extension().is_some_and(|it| it == "pdf"));
    let mut count = 0;
    for file in files {
        let pages = lopdf::Document::load(&file).unwrap();
        for page in pages.get_pages().into_keys() {
            let text = pages.extract_text(&[page]).unwrap();
            let times = spaced(&text).matches(MARKING).count();
            assert_eq!(times, 2, "{case}: {file:?}, page {page}: {text}");
        }
        count += 1;
    }
    count
}

#[test]
fn a_marking_prints_over_a_cover_of_any_kind() {
    for (width, height) in [(2400, 1600), (1600, 2400), (3000, 900), (0, 0)] {
        let figure = "\n- {id: cover, file: images/c.png, alt: A dark pond at night}\n";
        let lines: &[(&str, &str)] = match width {
            0 => &[],
            _ => &[("report.yaml", "cover_image: cover\n"), ("figures.yaml", figure)],
        };
        let scratch = ponds_with(lines);
        if width > 0 {
            scratch.write("images/c.png", photograph(width, height));
        }
        assert_eq!(marked(&scratch, &format!("{width} by {height}")), 4);
    }
}

#[test]
fn a_marking_prints_over_a_picture_that_bleeds_and_above_a_wide_logo() {
    let figure =
        "\n- {id: dark, file: images/c.png, alt: A dark pond at night, placing: bleed}\n";
    let scratch = ponds_with(&[
        ("figures.yaml", figure),
        ("sections/one.yaml", "  - figure: dark\n  - prose: It is night.\n"),
    ]);
    scratch.write("images/c.png", photograph(2400, 1600));
    let logo = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 800 100'>\
                <rect width='800' height='100' fill='#0a0a0a'/></svg>";
    scratch.write("images/logo.svg", logo);
    let brand = std::fs::read(scratch.path().join("brand.json")).unwrap();
    let mut brand: serde_json::Value = serde_json::from_slice(&brand).unwrap();
    brand["logo"] = serde_json::json!({"file": "images/logo.svg", "alt": "Brackwater"});
    scratch.json("brand.json", &brand);
    assert_eq!(marked(&scratch, "bleed and logo"), 4);
}

#[test]
fn a_page_before_a_picture_that_bleeds_is_sparse_in_each_edition() {
    let figure =
        "\n- {id: dark, file: images/c.png, alt: A dark pond at night, placing: bleed}\n";
    let section = "id: one\ntitle: What happened\nbody:\n  - prose: A line.\n  \
                   - figure: dark\n  - prose: It is night.\n";
    let scratch = ponds_with(&[("figures.yaml", figure)]);
    scratch.write("images/c.png", photograph(2400, 1600));
    scratch.write("sections/one.yaml", section);
    // More than the first page of the paper holds.
    let lines = "{prose: A line.}, ".repeat(22);
    let paper = format!(
        "id: fence\ntitle: A fence\nmeeting: Parish meeting\ndate: 2025-05-12\n\
         report_of: {{role: Clerk to the council, name: Jo Ødegård}}\npurpose: noting\n\
         introduction: [{lines}{{figure: dark}}, {{prose: It is night.}}]\n"
    );
    scratch.write("papers/fence.yaml", paper);
    for edition in ["report", "paper fence", "pack may"] {
        let words = edition.split(' ');
        let words: Vec<&str> = ["build"].into_iter().chain(words).collect();
        let output = scratch.run(&words);
        let found = told(&output);
        assert!(found.contains("[sparse-page]"), "{edition}: {found}");
    }
}

#[test]
fn a_long_embargo_and_a_long_title_have_room_on_every_page() {
    let scratch = Scratch::of(PONDS);
    let embargo = "00.01 hours on Monday 14 July 2025 (for broadcast)";
    let title = "What the council did for its ponds, ditches, springs and wells, and for those who \
                 walk, fish, swim and row there";
    let report = std::fs::read_to_string(scratch.path().join("report.yaml")).unwrap();
    let report = report
        .replace("status: final", &format!("status: embargoed\nembargo: \"{embargo}\""))
        .replace("title: A year of ponds", &format!("title: \"{title}\""));
    assert!(report.contains(embargo) && report.contains(title));
    scratch.write("report.yaml", report);
    for profile in ["screen", "print"] {
        let output = scratch.run(&["build", "report", "brief", "--profile", profile]);
        assert_status(&output, 0);
        let found = told(&output);
        for code in ["overlap", "in-margin", "outside-page", "cut-off", "crowded"] {
            assert!(!found.contains(&format!("[{code}]")), "{profile}: {found}");
        }
    }
    for pdf in scratch.editions().values() {
        assert!(spaced(&pdf.text()).replace('\u{a0}', " ").contains(embargo));
    }
}
