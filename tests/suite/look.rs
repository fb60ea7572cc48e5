//! The look: what a brand asks of the theme, and what pages come of it.

use std::fs;

use lopdf::{Document, Object};

use crate::press::{assert_status, told};
use crate::reader::{Page, Pdf, spaced};
use crate::scratch::Scratch;

/// How far a length may be off for want of digits in a PDF, in points.
const ROUNDING: f32 = 0.05;

/// One of the projects, with these parameters in its brand: fields of YAML, each with a value.
fn with_theme(project: &str, theme: &str) -> Scratch {
    let scratch = Scratch::of(project);
    let path = scratch.path().join("brand.yaml");
    if let Ok(brand) = fs::read_to_string(path) {
        scratch.write("brand.yaml", format!("{brand}\ntheme: {theme}\n"));
        return scratch;
    }
    // The same as JSON: words and lengths are text.
    let theme = regex(r"([a-z_]+):").replace_all(theme, "\"$1\":").into_owned();
    let theme =
        regex(r": ([A-Za-z0-9.][^,{}]*)").replace_all(&theme, ": \"$1\"").into_owned();
    let brand = fs::read_to_string(scratch.path().join("brand.json")).expect("a brand");
    let brand = brand.trim_end().strip_suffix('}').expect("a mapping");
    scratch.write("brand.json", format!("{brand}, \"theme\": {theme}}}"));
    scratch
}

fn regex(pattern: &str) -> fancy_regex::Regex {
    fancy_regex::Regex::new(pattern).expect("a pattern")
}

fn points(millimetres: f32) -> f32 {
    millimetres / 25.4 * 72.0
}

/// The size of most of the letters in the paragraphs of a file, in points.
fn body_size(pdf: &Pdf) -> f32 {
    let mut letters = std::collections::BTreeMap::new();
    for element in pdf.elements() {
        if element.role == "P" && element.smallest().is_finite() {
            let size = (element.smallest() * 100.0).round();
            #[expect(clippy::cast_possible_truncation, reason = "a size of type")]
            let counted = letters.entry(size as i64).or_insert(0);
            *counted += element.text().chars().count();
        }
    }
    let most = letters.into_iter().max_by_key(|(_, count)| *count).expect("a paragraph");
    #[expect(clippy::cast_precision_loss, reason = "a size of type")]
    let size = most.0 as f32 / 100.0;
    size
}

/// The furthest to the left that text of a page stands, artifacts left out.
fn left(page: &Page) -> f32 {
    let content = page.runs.iter().filter(|run| run.mcid.is_some());
    content.map(|run| run.left).fold(f32::INFINITY, f32::min)
}

#[test]
fn pages_are_as_large_as_the_brand_says() {
    for (page, width, height) in [
        ("A4", 210.0, 297.0),
        ("A5", 148.0, 210.0),
        ("Letter", 215.9, 279.4),
        ("170mm x 240mm", 170.0, 240.0),
        ("8.5in × 11in", 215.9, 279.4),
    ] {
        let scratch = with_theme("ponds", &format!("{{page: {page}}}"));
        for (name, pdf) in scratch.editions() {
            for own in &pdf.pages {
                let turned = own.width > own.height;
                let (wide, high) = if turned {
                    (own.height, own.width)
                } else {
                    (own.width, own.height)
                };
                let is_right = (wide - points(width)).abs() < ROUNDING
                    && (high - points(height)).abs() < ROUNDING;
                assert!(is_right, "{page}, {name}: {wide} x {high}");
            }
        }
    }
}

/// What a printer trims to is the sheet of the brand, and bleed and marks go around it.
#[test]
fn a_printer_trims_to_the_sheet_of_the_brand() {
    let scratch = with_theme("ponds", "{page: A5}");
    let output = scratch.run(&["-q", "build", "report", "--profile", "print"]);
    assert_status(&output, 0);
    let folder = scratch.path().join("out");
    let names = crate::press::names(&folder);
    let name = names.iter().find(|name| name.ends_with("-print.pdf")).expect("a file");
    let document = Document::load(folder.join(name)).expect("a PDF");
    for page in document.page_iter() {
        let page = document.get_dictionary(page).expect("a page");
        let sides = |key: &[u8]| {
            let sides = page.get(key).and_then(Object::as_array).expect("a box");
            let sides: Vec<_> =
                sides.iter().map(|it| it.as_float().expect("a number")).collect();
            [sides[2] - sides[0], sides[3] - sides[1]]
        };
        let trimmed = [points(148.0), points(210.0)];
        let bled = trimmed.map(|side| side + 2.0 * points(3.0));
        for (own, wanted) in [(sides(b"TrimBox"), trimmed), (sides(b"BleedBox"), bled)] {
            let is_right =
                own.iter().zip(wanted).all(|(own, side)| (own - side).abs() < ROUNDING);
            assert!(is_right, "{own:?} is not {wanted:?}");
        }
        assert!(sides(b"MediaBox")[0] > bled[0]);
    }
}

#[test]
fn text_begins_at_the_margins_of_the_brand() {
    let margins = "{margins: {inside: 30mm, outside: 25mm, top: 40mm, bottom: 50mm}}";
    let print = with_theme("ponds", margins).editions();
    for page in &print["report"].pages[2..] {
        let own = left(page);
        assert!(own > points(30.0) - ROUNDING, "{own}");
        let content = page.runs.iter().filter(|run| run.mcid.is_some());
        let lowest = content.map(|run| run.baseline).fold(f32::INFINITY, f32::min);
        assert!(lowest > points(50.0) - ROUNDING, "{lowest}");
    }
    let nearest =
        print["report"].pages[2..].iter().map(left).fold(f32::INFINITY, f32::min);
    assert!(nearest < points(30.0) + 2.0, "{nearest}");
}

#[test]
fn type_is_as_large_as_the_brand_says_and_the_rest_follows() {
    for (text, size, least) in
        [("12pt", 12.0, 9.0), ("10pt", 10.0, 7.5), ("14pt", 14.0, 10.5)]
    {
        let scratch = with_theme("minimal", &format!("{{text: {text}}}"));
        let prose = "It rained on most days. ".repeat(40);
        scratch.write("sections/one.yaml", crate::scratch::prose_section(&prose));
        let report = &scratch.editions()["report"];
        let own = body_size(report);
        assert!((own - size).abs() < ROUNDING, "{text}: {own}");
        let runs = report.pages.iter().flat_map(|page| &page.runs);
        let smallest = runs.map(|run| run.size).fold(f32::INFINITY, f32::min);
        assert!((smallest - least).abs() < ROUNDING, "{text}: {smallest}");
    }
}

#[test]
fn lines_stand_as_far_apart_as_the_brand_says() {
    let text = "It rained on most days, and most paths were under water. ".repeat(900);
    let pages = |density: &str| {
        let scratch = with_theme("minimal", &format!("{{density: {density}}}"));
        scratch.write("sections/one.yaml", crate::scratch::prose_section(&text));
        scratch.editions()["report"].pages.len()
    };
    let [close, normal, open] = ["close", "normal", "open"].map(pages);
    assert!(close < normal && normal < open, "{close} {normal} {open}");
}

/// In one column nothing stands beside the text, and everything is said all the same.
#[test]
fn one_column_says_what_two_say() {
    let [two, one] = ["margin", "single"].map(|columns| {
        let print = with_theme("trust", &format!("{{columns: {columns}}}")).editions();
        let words = |pdf: &Pdf| {
            let mut words: Vec<_> =
                spaced(&pdf.text()).split(' ').map(str::to_owned).collect();
            words.retain(|word| !word.chars().any(|c| c.is_ascii_digit() || c == '…'));
            words.sort();
            words.dedup();
            words
        };
        print.iter().map(|(name, pdf)| (name.clone(), words(pdf))).collect::<Vec<_>>()
    });
    for ((name, two), (_, one)) in two.iter().zip(&one) {
        let lost: Vec<_> = two.iter().filter(|word| !one.contains(word)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

/// A brand that asks for what the theme has gets the pages that it has.
#[test]
fn a_brand_that_asks_for_nothing_changes_nothing() {
    let plain = Scratch::of("ponds").built(&["report"]);
    let asked = with_theme("ponds", "{large: 18pt}").built(&["report"]);
    for ((_, one), (_, other)) in plain.iter().zip(&asked) {
        assert_eq!(one.drawn(), other.drawn());
        let places = |pdf: &Pdf| -> Vec<_> {
            let runs = pdf.pages.iter().flat_map(|page| &page.runs);
            runs.map(|run| (run.left.to_bits(), run.baseline.to_bits())).collect()
        };
        assert_eq!(places(one), places(other));
    }
}

/// Every sheet, type and density that may go together makes pages without a fault.
#[test]
fn the_extremes_of_a_look_fit() {
    for theme in [
        "{page: 105mm x 148mm, text: 10pt, density: close}",
        "{page: 330mm x 480mm, text: 16pt, density: open}",
        "{page: 480mm x 330mm}",
        "{page: A5, text: 16pt}",
    ] {
        let scratch = with_theme("ponds", theme);
        let output = scratch.run(&["-q", "build", "report", "--out", "made"]);
        let said = told(&output);
        if theme.contains("480mm x") {
            assert_status(&output, 1);
            assert!(said.contains("cannot be `480mm x 330mm`"), "{said}");
            continue;
        }
        assert_status(&output, 0);
        assert!(!said.contains("error["), "{theme}: {said}");
    }
}

/// A cover with an image needs one, and one that shows none has none.
#[test]
fn a_cover_is_composed_as_the_brand_says() {
    // The composition is all that a cover fills beside its ground.
    let grounds = |theme: &str| {
        let print = with_theme("ponds", theme).editions();
        print["report"].pages[0].fills.len()
    };
    let [pattern, plain] = ["{cover: pattern}", "{cover: plain}"].map(grounds);
    assert!(pattern > plain, "{pattern} {plain}");
    let output = with_theme("ponds", "{cover: image}").run(&["build"]);
    assert_status(&output, 1);
    let said = told(&output);
    assert!(said.contains("the report has no image for its cover"), "{said}");
}

/// A note in large print with steep titles: what its cover says, a title as long and a publisher.
fn cover_of(title: &str) -> Scratch {
    let scratch = with_theme("minimal", "{scale: steep}");
    let report = fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report.expect("a report").replace(
        "title: A short note",
        &format!(
            "title: {title}\nsubtitle: Policing in the capital\npublished: 2025-06-02"
        ),
    );
    scratch.write("report.yaml", report);
    scratch
}

fn words_of(page: &Page) -> String {
    let shown = page.shown.iter().map(|(_, text)| text.as_str());
    spaced(&shown.collect::<Vec<_>>().join(" "))
}

/// What goes with the title of a cover makes it smaller, and goes on to no other page.
#[test]
fn a_cover_keeps_to_its_page() {
    let scratch = cover_of("The annual report of the office for policing 2024–25");
    assert_status(&scratch.run(&["build", "--profile", "large"]), 0);
    let print = Pdf::open(&scratch.path().join("out/note-large.pdf"));
    let cover = words_of(&print.pages[0]);
    for words in ["The annual report", "Policing in the capital", "Published 2 June 2025"]
    {
        assert!(cover.contains(words), "{cover}");
    }
    assert!(!words_of(&print.pages[1]).contains("Published"));
}

/// What no title is small enough for is refused, and not carried on to a page that is no cover.
#[test]
fn a_cover_that_is_too_long_is_refused() {
    let scratch = cover_of(&"a title of many words ".repeat(80));
    let output = scratch.run(&["build", "--profile", "large"]);
    assert_status(&output, 1);
    let said = told(&output);
    assert!(said.contains("report.yaml:2:") && said.contains("outside-page"), "{said}");
}

/// What stands in the margins of pages: a head, and what is at the foot.
fn margins(theme: &str) -> String {
    let print = with_theme("trust", theme).editions();
    let runs = print["report"].pages[4..].iter().flat_map(|page| &page.runs);
    let artifacts = runs.filter(|run| run.mcid.is_none());
    artifacts.map(|run| spaced(&run.text)).collect::<Vec<_>>().join("\n")
}

#[test]
fn heads_of_pages_say_what_the_brand_asks_for() {
    let [section, whole, none] = ["section", "title", "none"]
        .map(|it| margins(&format!("{{running_heads: {it}}}")));
    // The publisher, and what stands beside it.
    let title = "ELCTQuality account";
    assert!(!section.contains(title) && section.contains("ELCT"), "{section}");
    assert!(whole.contains(title), "{whole}");
    assert!(!none.contains("ELCT"), "{none}");
}

#[test]
fn headings_tables_and_openers_have_the_colours_of_the_brand() {
    let fills = |theme: &str| {
        let print = with_theme("ponds", theme).editions();
        let pages = print["report"].pages.iter();
        let fills = pages.flat_map(|page| page.fills.clone());
        fills.flatten().map(f32::to_bits).collect::<Vec<_>>()
    };
    let usual = fills("{headings: ink}");
    assert!(usual == fills("{openers: page, tables: ruled}"));
    for theme in ["{headings: brand}", "{tables: tinted}", "{openers: band}"] {
        assert!(usual != fills(theme), "{theme}");
    }
}

#[test]
fn sections_run_on_where_the_brand_says_so() {
    let pages = |theme: &str| with_theme("ponds", theme).editions()["report"].pages.len();
    assert!(pages("{openers: run-on}") < pages("{openers: page}"));
}

#[test]
fn parts_have_numbers_as_the_brand_says() {
    let text = |numbering: &str| {
        let theme = format!("{{numbering: {{{numbering}}}}}");
        with_theme("ponds", &theme).editions()["report"].text()
    };
    let numbered = text("priorities: number");
    assert!(numbered.contains("Priority 1"), "{numbered}");
    let bare = text("priorities: none, sections: none");
    assert!(!bare.contains("Priority 1"), "{bare}");
    assert!(!bare.contains("section 4"), "{bare}");
}

/// Tiles stand in as few columns as their words need, and a word that is wider than a tile is parted.
#[test]
fn tiles_have_room_for_long_words() {
    let labels = [
        "tonnes of cargo handled in all basins",
        "Notwithstanding internationalisation",
        "Decommissioning commitments",
        "Environmental impact assessments",
        "Electroencephalographically-determined Antidisestablishmentarianism",
        "Passengers at terminals",
    ];
    let measures = labels.iter().enumerate().map(|(at, label)| {
        let (value, unit) = (12_345_678 - at, ["tonnes", "passengers"][at % 2]);
        format!("- {{id: m{at}, label: {label}, value: {value}, unit: {unit}}}\n")
    });
    let measures: String = measures.collect();
    for theme in [
        "{page: A5, text: 16pt}",
        "{text: 16pt}",
        "{name: bulletin, page: A5, text: 16pt}",
        "{page: 105mm x 148mm, text: 14pt}",
        "{large: 24pt}",
    ] {
        let scratch = Scratch::with(&[
            (
                "report.yaml",
                &crate::scratch::report(
                    "measures: [measures.yaml]\n\
                     year_in_figures: [m0, m1, m2, m3, m4, m5]\n",
                ),
            ),
            ("measures.yaml", &measures),
        ]);
        let brand = fs::read_to_string(scratch.path().join("brand.yaml"));
        scratch
            .write("brand.yaml", brand.expect("a brand") + &format!("theme: {theme}\n"));
        let words = ["build", "report", "--profile", "screen,large", "--message-format"];
        let output = scratch.run(&[&words[..], &["short"]].concat());
        let said = told(&output);
        assert!(output.status.code() == Some(0), "{theme}: {said}");
        let text = spaced(&Pdf::open(&scratch.path().join("out/note.pdf")).text());
        assert!(
            text.contains("tonnes of cargo handled in all basins"),
            "{theme}: {text}"
        );
        assert!(text.contains("Decommissioning commitments"), "{theme}: {text}");
    }
}

/// The band of the year in figures goes on to the next page of a small sheet, without a head there.
#[test]
fn the_band_of_the_year_goes_on_where_a_sheet_is_small() {
    let scratch = with_theme("scores", "{page: A5, text: 16pt}");
    let output = scratch.run(&["-q", "build", "report"]);
    assert_status(&output, 0);
    let folder = scratch.path().join("out");
    let names = crate::press::names(&folder);
    let name = names.iter().find(|name| name.ends_with(".pdf")).expect("a file");
    let pdf = Pdf::open(&folder.join(name));
    let text = |page: &Page, is_head: bool| {
        let runs = page.runs.iter().filter(|run| run.mcid.is_none() == is_head);
        spaced(&runs.map(|run| run.text.as_str()).collect::<Vec<_>>().join(" "))
    };
    let figure = pdf.pages.iter().find(|page| text(page, false).contains("5,000 a day"));
    let figure = figure.expect("the largest figure");
    assert!(
        !text(figure, false).contains("The year in figures"),
        "{}",
        text(figure, false)
    );
    assert!(
        !text(figure, true).contains("The year in figures"),
        "{}",
        text(figure, true)
    );
}

/// Rows of tiles go on to the next page, and none of them is alone there.
#[test]
fn rows_of_tiles_go_on_to_the_next_page() {
    let ids: Vec<_> = (0..44).map(|at| format!("m{at}")).collect();
    let measures = ids.iter().enumerate().map(|(at, id)| {
        format!(
            "- {{id: {id}, label: Berth {at} it is, value: {}, unit: ships}}\n",
            at + 100
        )
    });
    let section =
        format!("id: one\ntitle: Berths\nbody:\n  - measures: [{}]\n", ids.join(", "));
    let scratch = Scratch::with(&[
        ("report.yaml", &crate::scratch::report("measures: [measures.yaml]\n")),
        ("measures.yaml", &measures.collect::<String>()),
        ("sections/one.yaml", &section),
    ]);
    assert_status(&scratch.run(&["-q", "build", "report"]), 0);
    let pdf = Pdf::open(&scratch.path().join("out/note.pdf"));
    let tiles = pdf.pages.iter().map(|page| {
        let text = page.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        text.matches(" it is").count()
    });
    let tiles: Vec<_> = tiles.filter(|count| *count > 0).collect();
    assert!(tiles.len() > 1, "{tiles:?}");
    assert_eq!(tiles.iter().sum::<usize>(), 44, "{tiles:?}");
    assert!(tiles.iter().all(|count| *count >= 8), "{tiles:?}");
}
