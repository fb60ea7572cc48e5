//! The theme: that what it draws can be read, fits, and says what is so.

use recto::colour::palette::continued;

use crate::press::bundled;
use crate::reader::{Fill, Page, spaced};
use crate::scratch::{Scratch, report};

/// A colour of sRGB as a content stream gives it.
fn light(hex: u32) -> Fill {
    let [_, red, green, blue] = hex.to_be_bytes();
    [red, green, blue].map(|part| f32::from(part) / 255.0).to_vec()
}

fn is_near(one: &Fill, other: &Fill) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| (a - b).abs() < 0.005)
}

/// Whether something on a page is filled with a colour.
fn is_filled(page: &Page, hex: u32) -> bool {
    page.fills.iter().any(|fill| is_near(fill, &light(hex)))
}

/// The colours that the artifact with this text is set in.
fn fills<'p>(page: &'p Page, text: &str) -> &'p [Fill] {
    let artifacts = page.runs.iter().filter(|run| run.mcid.is_none());
    let run = artifacts.into_iter().find(|run| spaced(&run.text).contains(text));
    let run = run.unwrap_or_else(|| panic!("no artifact says `{text}`"));
    assert!(!run.fills.is_empty());
    &run.fills
}

/// A project with one chart, whose parts are 60 and 40, in a brand with these colours for
/// charts.
fn with_chart(chart: &str, colours: &str) -> Scratch {
    let brand = format!(
        "publisher: {{name: Brackwater Parish Council}}\n\
         colours:\n  brand: \"#123456\"\n  ink: \"#101010\"\n  priorities: [\"#123456\"]\n  \
         chart: [{colours}]\n\
         typefaces: {{text: Atkinson Hyperlegible Next, display: Atkinson Hyperlegible Next}}\n"
    );
    let series = "- id: halves\n  label: Who came\n  unit: \"%\"\n  \
                  points: [{label: Residents, value: 60}, {label: Others, value: 40}]\n";
    let chart = format!("- {{id: half, series: halves, title: Most came, {chart}}}\n");
    Scratch::with(&[
        ("report.yaml", &report("series: [series.yaml]\ncharts: [charts.yaml]\n")),
        ("brand.yaml", &brand),
        ("series.yaml", series),
        ("charts.yaml", &chart),
        ("sections/one.yaml", "id: one\ntitle: Who came\nbody:\n  - chart: half\n"),
    ])
}

/// The theme's own colours for two parts, and for one.
const THEIRS: [u32; 2] = [0x12_43_6D, 0xF4_6A_25];

#[test]
fn charts_of_one_part_and_of_two_have_the_colours_of_the_brand() {
    for (chart, used) in [
        ("kind: proportion", &[0xF2_C1_4E_u32, 0x5B_2A_86][..]),
        ("kind: bar", &[0xF2_C1_4E]),
    ] {
        let print = with_chart(chart, "\"#F2C14E\", \"#5B2A86\"").editions();
        let page = print["report"].pages.last().expect("a page");
        for colour in used {
            assert!(is_filled(page, *colour), "{chart}: {:?}", page.fills);
        }
        assert!(!THEIRS.iter().any(|colour| is_filled(page, *colour)), "{chart}");
    }
}

#[test]
fn a_chart_of_more_parts_than_the_brand_has_colours_for_goes_on_from_these() {
    let print = with_chart("kind: proportion", "\"#12436D\"").editions();
    let page = print["report"].pages.last().expect("a page");
    assert!(is_filled(page, 0x12_43_6D), "{:?}", page.fills);
    let own = "#12436D".parse().expect("a colour");
    let ink = "#101010".parse().expect("a colour");
    let next = continued(&[own], 2, ink)[1];
    let next = u32::from_be_bytes([0, next.red, next.green, next.blue]);
    assert!(is_filled(page, next), "{next:06X}: {:?}", page.fills);
    assert!(!is_filled(page, THEIRS[1]), "{:?}", page.fills);
    // Without colours of its own a brand has those of the theme.
    let print = with_chart("kind: proportion", "").editions();
    let page = print["report"].pages.last().expect("a page");
    assert!(THEIRS.iter().all(|colour| is_filled(page, *colour)), "{:?}", page.fills);
}

/// Light labels on dark parts, dark labels on light ones, in whatever order they come.
#[test]
fn labels_on_the_parts_of_a_chart_stand_out_from_them() {
    for (colours, light_first) in
        [("\"#F2C14E\", \"#5B2A86\"", false), ("\"#5B2A86\", \"#F2C14E\"", true)]
    {
        let print = with_chart("kind: proportion", colours).editions();
        let page = print["report"].pages.last().expect("a page");
        // The labels stand in one drawing, in the order of the parts.
        let fills = fills(page, "60%");
        let is_light = |fill: Option<&Fill>| fill.expect("a colour")[0] > 0.5;
        let labels = [is_light(fills.first()), is_light(fills.last())];
        assert_eq!(labels, [light_first, !light_first], "{colours}");
    }
}

/// The same of inks, which have luminances of their own.
#[test]
fn labels_on_inks_stand_out_from_them() {
    let yellow = "{rgb: \"#F2C14E\", cmyk: [0, 25, 80, 0]}";
    let violet = "{rgb: \"#5B2A86\", cmyk: [80, 100, 0, 10]}";
    let scratch = with_chart("kind: proportion", &format!("{yellow}, {violet}"));
    let files = scratch.built(&["report", "--profile", "print"]);
    let pdf = &files["note-print.pdf"];
    let drawn = pdf.pages.last().expect("a page").runs.iter();
    let fill_of = |text: &str| {
        let run = drawn.clone().find(|run| run.text.contains(text)).expect("a label");
        run.fills.last().expect("a colour").clone()
    };
    assert!(is_near(&fill_of("60%"), &vec![0.0, 0.0, 0.0, 1.0]), "{:?}", fill_of("60%"));
    assert!(is_near(&fill_of("40%"), &vec![0.0; 4]), "{:?}", fill_of("40%"));
}

/// What the stamp of a page says: of which appendix, and the figures behind “page”. The number
/// of the page in the pack follows where nothing stands at its foot.
fn stamped(page: &Page) -> Option<(String, String)> {
    let artifacts = page.runs.iter().filter(|run| run.mcid.is_none());
    let mut texts = artifacts.map(|run| spaced(&run.text));
    let stamp = texts.find(|text| text.starts_with("Appendix "))?;
    let (title, figures) = stamp.rsplit_once("page ")?;
    Some((title.to_owned(), figures.to_owned()))
}

/// The report ends with a page that is set apart, and more follows it in the pack.
#[test]
fn an_appendix_has_as_many_pages_as_its_stamps_say() {
    let pages = &bundled().editions["pack-example"].pages;
    let stamps: Vec<_> = pages.iter().map(stamped).collect();
    let runs = stamps.chunk_by(|one, other| match (one, other) {
        (Some((title, _)), Some((next, _))) => title == next,
        (one, other) => one.is_none() && other.is_none(),
    });
    let (mut first, mut appendices) = (0, 0);
    for run in runs {
        let count = run.len();
        for (number, stamp) in (1..).zip(run) {
            let Some((title, figures)) = stamp else { break };
            let label = &pages[first + number - 1].label;
            let alone = format!("{number} of {count}");
            let is_right = *figures == alone || *figures == format!("{alone}{label}");
            assert!(is_right, "{title}: {figures}, and it is page {alone}");
            appendices += usize::from(number == count);
        }
        first += count;
    }
    assert!(appendices >= 2, "{appendices} appendices");
}

#[test]
fn the_divider_of_a_pack_is_light_on_dark() {
    let pack = "id: short\ntitle: A pack\nmeeting: Fire Authority\ndate: 2025-03-20\n\
                dividers: pages\nitems:\n  - title: Apologies\n  - paper: letter\n";
    let paper = "id: letter\ntitle: A paper\nmeeting: Fire Authority\ndate: 2025-03-20\n\
                 report_of: Clerk\npurpose: noting\nsummary: A paper.\n\
                 recommendations: [Note it.]\nlegal_comments: None.\n";
    let scratch = Scratch::with_pack("northmoor", pack, paper);
    for (audience, file) in [
        ("public", "service-report-2024-pack-short.pdf"),
        ("restricted", "service-report-2024-pack-short-restricted.pdf"),
    ] {
        let files = scratch.built(&["pack", "short", "--audience", audience]);
        let pdf = &files[file];
        let is_divider = |page: &&Page| page.characters() < 40 && page.label == "1";
        let divider = pdf.pages.iter().find(is_divider).expect("a divider");
        let white = vec![1.0; 3];
        for run in &divider.runs {
            let dark = run.fills.iter().any(|fill| !is_near(fill, &white));
            assert!(!dark, "{audience}: `{}` in {:?}", run.text, run.fills);
        }
        // Its page is counted, and so its number is printed.
        assert!(!fills(divider, "1A pack").is_empty());
    }
}

#[test]
fn labels_of_a_time_axis_do_not_print_over_each_other() {
    let points: String = (1..=20)
        .map(|week| format!("{{label: \"Week {week} of 2024\", value: {week}}}, "))
        .collect();
    let series =
        format!("- {{id: weeks, label: Visits, unit: visits, points: [{points}]}}\n");
    let print = Scratch::with(&[
        ("report.yaml", &report("series: [series.yaml]\ncharts: [charts.yaml]\n")),
        ("series.yaml", &series),
        ("charts.yaml", "- {id: weeks, kind: line, series: weeks, title: Visits rose}\n"),
        ("sections/one.yaml", "id: one\ntitle: Visits\nbody:\n  - chart: weeks\n"),
    ])
    .editions();
    let page = print["report"].pages.last().expect("a page");
    let drawing = page.runs.iter().filter(|run| run.mcid.is_none());
    let axis: Vec<_> = drawing.filter(|run| run.text.contains("Week")).collect();
    let shown: usize = axis.iter().map(|run| run.text.matches("Week").count()).sum();
    assert!((3..=7).contains(&shown), "{shown} labels");
}
