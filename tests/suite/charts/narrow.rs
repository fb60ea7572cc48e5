//! Charts where there is little room: in large print and on a small sheet.

use crate::press::told;
use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;

/// The ways to have little room: what the brand asks for, and the profile.
const NARROW: [(&str, &str); 4] = [
    ("", "large"),
    ("theme: bulletin\n", "large"),
    ("theme: {page: A5}\n", "screen"),
    ("theme: {name: bulletin, page: A5}\n", "screen"),
];

/// The report of these charts with little room, and what is found in it but sparse pages: in each
/// way, which is named before it.
fn narrow(series: &str, charts: &str) -> Vec<(String, Pdf, Vec<String>)> {
    let built = NARROW.iter().map(|(theme, profile)| {
        let scratch = Scratch::with_charts(series, charts);
        let brand = std::fs::read_to_string(scratch.path().join("brand.yaml"));
        scratch.write("brand.yaml", brand.expect("a brand") + theme);
        let words = ["build", "report", "--profile", profile, "--message-format"];
        let output =
            scratch.run(&[&words[..], &["short", "--limit", "seconds=900"]].concat());
        let found = told(&output);
        let found = found.lines().filter(|line| {
            (line.contains("error[") || line.contains("warning["))
                && !line.contains("sparse-page")
        });
        let found: Vec<_> = found.map(str::to_owned).collect();
        let name = if *profile == "large" { "note-large.pdf" } else { "note.pdf" };
        let path = scratch.path().join("out").join(name);
        assert!(path.exists(), "{theme}{profile}: {found:?}");
        (format!("{theme}{profile}"), Pdf::open(&path), found)
    });
    built.collect()
}

/// Groups of twelve months each: their number, and what they are called before it.
fn months_of(id: &str, groups: usize, name: &str) -> String {
    let names: Vec<_> = (0..groups).map(|at| format!("{name} {at}")).collect();
    let mut series = format!(
        "- id: {id}\n  label: Month\n  unit: visits\n  groups: [{}]\n  points:\n",
        names.join(", ")
    );
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
        "Dec",
    ];
    for (at, month) in months.iter().enumerate() {
        let values: Vec<_> =
            (0..groups).map(|group| (at * 37 + group * 91) % 500).collect();
        series += &format!("    - {{label: {month} 2024, values: {values:?}}}\n");
    }
    series
}

#[test]
fn panels_that_no_page_has_room_for_go_on_row_by_row() {
    let (mut series, mut charts) = (String::new(), String::new());
    for groups in [9, 12] {
        for name in ["Group", "Neighbourhood and community safety partnership"] {
            for kind in ["line", "column", "stacked-column"] {
                let id = format!("{kind}-{groups}-{}", name.len());
                series += &months_of(&id, groups, name);
                let lines = if kind == "line" {
                    "reference_lines: [{label: Least, value: 60}], "
                } else {
                    ""
                };
                charts += &format!(
                    "- {{id: {id}, kind: {kind}, series: {id}, {lines}title: Visits {id}}}\n"
                );
            }
        }
    }
    for (way, pdf, found) in narrow(&series, &charts) {
        assert!(found.is_empty(), "{way}: {found:#?}");
        let pages = pdf.pages.iter().map(|page| {
            let text: Vec<_> = page.runs.iter().map(|run| run.text.as_str()).collect();
            spaced(&text.join(" ")).replace(" ,", ",")
        });
        let pages: Vec<_> = pages.collect();
        // The title of each is repeated, and what the line is stands on the first page alone.
        for groups in [9, 12] {
            let title = format!("Visits line-{groups}-5");
            let first = pages.iter().position(|page| page.contains(&title));
            let first = first.unwrap_or_else(|| panic!("{way}: {title}"));
            assert!(!pages[first].contains(", continued"), "{way}: {}", pages[first]);
            assert!(pages[first].contains("Least"), "{way}: {}", pages[first]);
            let next = &pages[first + 1];
            assert!(next.contains(&format!("{title}, continued")), "{way}: {next}");
            assert!(!next.contains("Least"), "{way}: {next}");
        }
    }
}

#[test]
fn values_of_many_digits_have_their_room_beside_bars() {
    let long = ["Neighbourhood and community safety", "Internationalisation of trade"];
    let (mut series, mut charts) = (String::new(), String::new());
    let mut add = |id: &str, kind: &str, groups: usize, sign: &str, long_names: bool| {
        let names: Vec<_> = (0..groups).map(|at| format!("Group {at}")).collect();
        series += &format!("- id: {id}\n  label: Service\n  unit: visits\n");
        if groups > 0 {
            series += &format!("  groups: [{}]\n", names.join(", "));
        }
        series += "  points:\n";
        for at in 0..4_usize {
            let label = if long_names {
                format!("{} {at}", long[at % 2])
            } else {
                format!("P{at}")
            };
            let value = |group: usize| {
                let value = 12_345_678 + at * 7_654_321 + group * 1_111_111;
                if at % 2 == 1 { format!("{sign}{value}") } else { value.to_string() }
            };
            let values = match (groups, kind) {
                (0, "waterfall") => {
                    let steps = ["12345678", "5000000", "-4000000", "13345678"];
                    format!("value: {}", steps[at])
                }
                (0, _) => format!("value: {}", value(0)),
                _ => {
                    let values: Vec<_> = (0..groups).map(value).collect();
                    format!("values: [{}]", values.join(", "))
                }
            };
            series += &format!("    - {{label: {label}, {values}}}\n");
        }
        charts +=
            &format!("- {{id: {id}, kind: {kind}, series: {id}, title: Visits {id}}}\n");
    };
    for long_names in [false, true] {
        let of = |id: &str| format!("{id}{}", if long_names { "-long" } else { "" });
        add(&of("bar"), "bar", 0, "", long_names);
        add(&of("bars"), "bar", 2, "", long_names);
        add(&of("both-ways"), "bar", 2, "-", long_names);
        add(&of("panels"), "bar", 5, "-", long_names);
        add(&of("dot"), "dot", 0, "", long_names);
        add(&of("dots"), "dot", 2, "", long_names);
        add(&of("waterfall"), "waterfall", 0, "", long_names);
        add(&of("pyramid"), "pyramid", 2, "", long_names);
    }
    for (way, pdf, found) in narrow(&series, &charts) {
        assert!(found.is_empty(), "{way}: {found:#?}");
        // A name above its row is still what heads it.
        let heads = pdf.tree.all("TH");
        let heads: Vec<_> = heads.iter().map(|it| spaced(&it.text())).collect();
        let is_head = |it: &&String| *it == "Neighbourhood and community safety 0";
        assert!(heads.iter().filter(is_head).count() >= 8, "{way}: {heads:?}");
    }
}

/// A slope of many points, of long names or of values of many digits is drawn as dots where no page has room
/// for names at both of its ends, so that no edition is refused for it.
#[test]
fn slopes_that_no_page_has_room_for_are_drawn_as_dots() {
    let name = |long: bool, at: usize| {
        if long {
            format!("Services for older people who live alone in ward {at}")
        } else {
            format!("Ward {at}")
        }
    };
    for (long, points, factor) in
        [(false, 12, 1), (true, 6, 1), (true, 12, 1), (false, 5, 12_345_678_u64)]
    {
        let mut series = "- id: wards\n  label: Ward\n  unit: visits\n  groups: [First, Last]\n  points:\n".to_owned();
        for at in 1..=points {
            let values =
                [(at * 37 % 90 + 5) as u64 * factor, (at * 53 % 90 + 3) as u64 * factor];
            series +=
                &format!("    - {{label: {}, values: {values:?}}}\n", name(long, at));
        }
        for (way, pdf, found) in
            narrow(&series, "- {id: wards, kind: slope, series: wards, title: Visits}\n")
        {
            assert!(found.is_empty(), "{way}, {points}, {long}: {found:#?}");
            let heard = spaced(&pdf.text()).replace('\u{ad}', "");
            for at in 1..=points {
                assert!(heard.contains(&name(long, at)), "{way}: {at}: {heard}");
            }
        }
    }
}
