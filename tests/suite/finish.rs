//! The finish of pages: how highlights and charts share them, and what openers, papers, packs and
//! bound pages look like.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::press::northmoor_files;
use crate::reader::{Page, Pdf, Run, spaced};
use crate::scratch::{Scratch, report};

/// A priority with highlights of so many words each, every one with a chart below it. All words of a
/// highlight are its own: `p3`.
fn with_highlights(words: &[usize], charted: &[usize]) -> Scratch {
    let mut highlights = String::new();
    for (number, count) in words.iter().enumerate() {
        let text = vec![format!("p{number}"); *count].join(" ");
        // Writing to a string cannot fail.
        let _ = writeln!(highlights, "  - lead: Lead {number}\n    text: {text}");
        if charted.contains(&number) {
            let _ = writeln!(highlights, "    then: [chart: c{number}]");
        }
    }
    let charts: String = charted
        .iter()
        .map(|number| {
            format!("- {{id: c{number}, series: s, title: Chart {number}, kind: bar}}\n")
        })
        .collect();
    let points: String =
        (0..8).map(|at| format!("{{label: \"Row {at}\", value: {at}}}, ")).collect();
    let section = "id: one\ntitle: One\nbody:\n- priorities: overview\n";
    Scratch::with(&[
        (
            "report.yaml",
            &report("series: [series.yaml]\ncharts: [charts.yaml]\n").replace(
                "sections: [sections/one.yaml]",
                "sections: [sections/one.yaml, water.yaml]",
            ),
        ),
        (
            "series.yaml",
            &format!("- {{id: s, label: Rows, unit: rows, points: [{points}]}}\n"),
        ),
        ("charts.yaml", if charts.is_empty() { "[]\n" } else { &charts }),
        ("sections/one.yaml", section),
        (
            "water.yaml",
            &format!(
                "id: water\npriority: 1\nname: Clear water\nsummary: More ponds are clear.\n\
                 highlights:\n{highlights}"
            ),
        ),
    ])
}

/// What stands on a page from its head to its foot: `p3`, or `Chart 3` for the title of a chart.
fn standing(page: &Page) -> Vec<String> {
    let mut runs: Vec<_> = page.runs.iter().filter(|run| run.mcid.is_some()).collect();
    runs.sort_by(|one, other| other.baseline.total_cmp(&one.baseline));
    let mut found: Vec<String> = Vec::new();
    for run in runs {
        let text = spaced(&run.text);
        let word = text.split(' ').next().unwrap_or_default();
        let is_own = word.strip_prefix('p').is_some_and(|it| it.parse::<usize>().is_ok());
        let name = if is_own {
            word.to_owned()
        } else if text.starts_with("Chart ") {
            text.clone()
        } else {
            continue;
        };
        if found.last() != Some(&name) {
            found.push(name);
        }
    }
    found
}

/// The pages on which each thing stands, in order.
fn pages_of(pdf: &Pdf) -> BTreeMap<String, Vec<usize>> {
    let mut pages: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, page) in pdf.pages.iter().enumerate() {
        let all = standing(page);
        for (at, name) in all.iter().enumerate() {
            assert!(
                !all[..at].contains(name),
                "`{name}` is parted on page {number}: {all:?}"
            );
            pages.entry(name.clone()).or_default().push(number);
        }
        // What goes on from the page before stands at the head, and nothing above it.
        for (at, name) in all.iter().enumerate().skip(1) {
            let goes_on = number > 0 && standing(&pdf.pages[number - 1]).contains(name);
            assert!(
                !goes_on,
                "`{name}` goes on below {:?}, on page {number}",
                &all[..at]
            );
        }
    }
    pages
}

/// Fails unless a highlight has its distance from what stands above it on its page: a line, the
/// room up to the rule at its least, and that below it.
fn assert_apart(page: &Page) {
    let mut runs: Vec<_> = page.runs.iter().filter(|run| run.mcid.is_some()).collect();
    runs.sort_by(|one, other| other.baseline.total_cmp(&one.baseline));
    for pair in runs.windows(2) {
        let [above, lead] = pair else { continue };
        if lead.text.starts_with("Lead ") {
            let distance = above.baseline - lead.baseline;
            assert!(
                distance > 12.0 + 15.0 + 10.4,
                "`{}` is {distance} below `{}`",
                lead.text,
                above.text
            );
        }
    }
}

#[test]
fn nothing_stands_within_a_highlight_and_each_chart_follows_its_own() {
    // Of many lengths, so that pages end in each of them.
    for shift in 0..6 {
        let words: Vec<usize> =
            (0..14).map(|at| 40 + (at * 67 + shift * 31) % 190).collect();
        let charted = [1, 3, 4, 8, 11];
        let pdf = with_highlights(&words, &charted)
            .editions()
            .remove("report")
            .expect("a report");
        let pages = pages_of(&pdf);
        pdf.pages.iter().skip(2).for_each(assert_apart);
        for number in 0..words.len() {
            assert!(pages.contains_key(&format!("p{number}")), "{number} of {pages:?}");
        }
        for number in charted {
            let (text, chart) =
                (&pages[&format!("p{number}")], &pages[&format!("Chart {number}")]);
            assert_eq!(chart.len(), 1);
            // Below its highlight, or at the latest on the page after.
            let (from, at) = (text[text.len() - 1], chart[0]);
            assert!(at == from || at == from + 1, "chart {number}: {pages:?}");
            if at == from {
                let all = standing(&pdf.pages[at]);
                let place = |name: String| all.iter().position(|it| *it == name);
                assert!(
                    place(format!("p{number}")) < place(format!("Chart {number}")),
                    "{all:?}"
                );
            }
        }
    }
}

#[test]
fn short_highlights_are_not_parted_where_that_saves_no_page() {
    // Of about eleven lines each: three pages in any way.
    let pdf =
        with_highlights(&[150; 9], &[]).editions().remove("report").expect("a report");
    let pages = pages_of(&pdf);
    assert!(pages.values().all(|pages| pages.len() == 1), "{pages:?}");
}

#[test]
fn a_last_page_takes_over_from_the_one_before() {
    for count in 4..16 {
        let pdf = with_highlights(&vec![75; count], &[])
            .editions()
            .remove("report")
            .expect("a report");
        let pages = pages_of(&pdf);
        let last = &pages[&format!("p{}", count - 1)];
        let before = &pages[&format!("p{}", count - 2)];
        assert_eq!(last, before, "{count} highlights: {pages:?}");
    }
}

/// The first run of a page that has a text.
fn run_of<'p>(page: &'p Page, text: &str) -> &'p Run {
    let found = page.runs.iter().find(|run| spaced(&run.text).starts_with(text));
    found.unwrap_or_else(|| panic!("`{text}` on page {}", page.label))
}

#[test]
fn what_the_plan_wants_stands_in_the_band_of_a_brief() {
    let scratch = Scratch::of("ponds");
    let brief = &scratch.editions()["brief-water"];
    let white = vec![1.0; 3];
    for text in ["What the plan wants", "More ponds are clear."] {
        assert_eq!(run_of(&brief.pages[0], text).fills[0], white, "{text}");
    }
    // The head says what the brief is called, and the foot what it is from.
    let second = brief.pages.get(1).expect("a page");
    assert!(second.runs.iter().any(|run| run.text.contains("A year of ponds")));
    let levels: Vec<_> = brief.headings().into_iter().map(|(level, _)| level).collect();
    assert!(levels.starts_with(&[1, 2, 2]), "{levels:?}");
}

#[test]
fn contents_say_what_is_in_a_priority() {
    let pdf = with_highlights(&[30, 30], &[]);
    // Two sections have no contents.
    pdf.write("sections/two.yaml", "id: two\ntitle: Two\nbody: [{prose: Text.}]\n");
    let fields = "series: [series.yaml]\ncharts: [charts.yaml]\n";
    let sections = "sections: [sections/one.yaml, sections/two.yaml, water.yaml]";
    let own = report(fields).replace("sections: [sections/one.yaml]", sections);
    pdf.write("report.yaml", own);
    let contents = &pdf.editions()["report"].pages[1];
    let line = run_of(contents, "Lead 0 · Lead 1");
    assert!((line.size - 10.0).abs() < 0.1, "{}", line.size);
}

#[test]
fn the_folio_of_a_bound_page_stands_at_its_outer_edge() {
    let (_, data) = northmoor_files()
        .iter()
        .find(|(name, _)| name.ends_with("2024-print.pdf"))
        .expect("a report");
    let pdf = Pdf::read(data);
    let middle = 300.0;
    let mut seen = [false; 2];
    for (number, page) in pdf.pages.iter().enumerate().skip(1) {
        let foot = |run: &&Run| run.baseline < 70.0 && run.text.trim() == page.label;
        let Some(folio) = page.runs.iter().find(foot) else { continue };
        // The first page of a bound document is a right one.
        let is_right = number % 2 == 0;
        assert_eq!(folio.left > middle, is_right, "page {}: {}", page.label, folio.left);
        seen[usize::from(is_right)] = true;
    }
    assert_eq!(seen, [true; 2]);
}

#[test]
fn small_text_and_rules_are_solid_black_for_a_printer() {
    let files = northmoor_files().iter().filter(|(name, _)| name.ends_with("-print.pdf"));
    for (name, data) in files {
        for page in Pdf::read(data).pages {
            for run in page.runs.iter().filter(|run| run.size < 11.0) {
                for fill in &run.fills {
                    let [0.0, 0.0, 0.0, black] = fill[..] else { continue };
                    assert!(
                        !(0.01..0.99).contains(&black),
                        "{name}: `{}` in {fill:?}",
                        run.text
                    );
                }
            }
        }
    }
}

#[test]
fn items_and_appendices_have_a_colon_for_those_who_listen() {
    let scratch = Scratch::of("ponds");
    let pack = &scratch.editions()["pack-may"];
    let all: Vec<_> = pack.outline.iter().map(|it| spaced(&it.title)).collect();
    let is_labelled =
        |word: &str| all.iter().any(|it| it.starts_with(word) && it.contains(": "));
    assert!(is_labelled("Item "), "{all:?}");
    let page = pack.pages.iter().find(|page| page.label == "1").expect("a page");
    let colon = page.runs.iter().find(|run| run.text.trim() == ":").expect("a colon");
    assert_eq!(colon.fills, [vec![1.0; 3]]);
}

#[test]
fn the_cover_of_a_pack_is_drawn_from_the_data() {
    let pack = &Scratch::of("ponds").editions()["pack-may"];
    let white = [1.0; 3];
    let colours = pack.pages[0].fills.iter().filter(|fill| fill[..] != white);
    // Grounds and discs of a highlight have two tones more than the sheet.
    let colours: std::collections::BTreeSet<String> =
        colours.map(|it| format!("{it:?}")).collect();
    assert!(colours.len() >= 3, "{colours:?}");
}

#[test]
fn who_is_known_by_a_role_alone_is_named_once() {
    let people = "- {id: chair, name: The Chair, role: Chair of the Board}\n\
                  - {id: dean, name: Peter Dean, role: Dean of the Faculty}\n\
                  - {id: clerk, name: Clerk, role: Clerk}\n";
    let section = "id: one\ntitle: Who we are\nbody:\n- people: [chair, dean, clerk]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", &report("people: [people.yaml]\n")),
        ("people.yaml", people),
        ("sections/one.yaml", section),
    ]);
    let text = spaced(&scratch.editions()["report"].text());
    assert!(text.contains("Chair of the Board") && !text.contains("The Chair"), "{text}");
    assert!(
        text.contains("Peter Dean") && text.contains("Dean of the Faculty"),
        "{text}"
    );
    assert_eq!(text.matches("Clerk").count(), 1, "{text}");
}

#[test]
fn a_pack_does_not_say_that_a_presenter_is_unknown() {
    let paper = "id: letter\ntitle: A letter\nmeeting: Fire Authority\ndate: 2025-03-20\n\
                 report_of: Clerk\npresented_by: to be confirmed\npurpose: noting\n\
                 summary: A paper.\nrecommendations: [Note it.]\nlegal_comments: None.\n";
    let pack = "id: short\ntitle: A pack\nmeeting: Fire Authority\ndate: 2025-03-20\n\
                items:\n  - paper: letter\n  - {title: Apologies, presenter: to be confirmed}\n";
    let scratch = Scratch::with_pack("northmoor", pack, paper);
    let pdf = &scratch.built(&["pack", "short"])["service-report-2024-pack-short.pdf"];
    let said = |page: &Page| {
        let text: String = page.runs.iter().map(|run| run.text.as_str()).collect();
        spaced(&text).matches("to be confirmed").count()
    };
    // The item that says so itself is left as it is; its paper says so on its cover sheet.
    assert_eq!(said(&pdf.pages[1]), 1);
    assert_eq!(said(&pdf.pages[2]), 1);
}

/// Signatures never stand on a page without the end of what is signed.
#[test]
fn the_last_paragraph_stays_with_the_signatures_below_it() {
    let mut parted = 0;
    for count in (0..12).map(|more| 26 + more) {
        let text = "Harbours are dredged each year in spring.\n\n    ".repeat(count);
        let scratch = Scratch::with(&[
            ("report.yaml", &report("")),
            (
                "sections/one.yaml",
                &format!(
                    "id: one\ntitle: Foreword\nbody:\n- prose: |\n    {text}We sign this.\n\
                     - signatures: [{{name: A Chair, role: Chair}}]\n"
                ),
            ),
        ]);
        let pdf = scratch.editions().remove("report").expect("a report");
        let says =
            |page: &Page, text: &str| page.runs.iter().any(|run| run.text.contains(text));
        let signed = pdf.pages.iter().find(|page| says(page, "A Chair"));
        assert!(says(signed.expect("a page"), "We sign this."), "{count} paragraphs");
        parted += usize::from(pdf.pages.len() > 2);
    }
    assert!(parted > 1, "no text goes on to another page");
}

/// A heading in a paper is nearer to its own text than to what stands above it, and is never left
/// alone at the foot of a page.
#[test]
fn a_heading_in_a_paper_stands_with_its_text() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("papers: [paper.yaml]\n")),
        ("sections/one.yaml", "id: one\ntitle: One\nbody: [{prose: Text.}]\n"),
        (
            "paper.yaml",
            "id: p\ntitle: A paper\nmeeting: Board\ndate: 2025-03-20\nreport_of: Clerk\n\
             purpose: noting\nsummary: \"Above.\\n\\n## A heading\\n\\nBelow.\"\n",
        ),
    ]);
    let pdf = scratch.built(&["paper", "p"]).into_values().next().expect("a paper");
    let of = |text: &str| {
        let mut runs = pdf.pages.iter().flat_map(|page| &page.runs);
        runs.find(|run| run.text.contains(text)).expect(text).baseline
    };
    let (above, heading, below) = (of("Above."), of("A heading"), of("Below."));
    assert!(above - heading > heading - below + 5.0, "{above} {heading} {below}");
}
