//! Tests: each rule, with the whole message that it gives.

use crate::report::sample::{Sample, problems, problems_with};
use crate::report::validate;
use crate::theme::{Facts, Name};

#[test]
fn the_sample_has_no_problems() {
    assert_eq!(problems(&[]), "");
}

#[test]
fn references_lead_somewhere() {
    assert_eq!(
        problems(&[(
            "section.yaml",
            "id: s\ntitle: S\nbody:\n- prose: |\n    One.\n\n    Of {a} and {visits}.\n- table: a\n"
        )]),
        "section.yaml:7:17: body[0].prose: error: there is no measure `visits` [add a measure with this id, or mend the reference]\n\
         section.yaml:8:10: body[1].table: error: there is no table `a` [`a` is a measure: give the id of a table]\n"
    );
}

#[test]
fn ids_are_given_once() {
    assert_eq!(
        problems(&[(
            "measures.yaml",
            "- {id: a, label: A, value: 4, unit: visits}\n- {id: a, label: B, value: 5, unit: visits}\n"
        )]),
        "measures.yaml:2:8: [1].id: error: there are two measures `a`; measures.yaml:1:8: the first is here [give one of them another id]\n"
    );
}

#[test]
fn an_unused_measure_is_a_warning() {
    let measures = "- {id: a, label: A, value: 4, unit: visits, part_of: b}\n- {id: b, label: B, value: 5, unit: visits}\n";
    assert_eq!(
        problems(&[("measures.yaml", measures)]),
        "measures.yaml:2:8: [1].id: warning: the measure `b` is printed nowhere [refer to it where it belongs, or remove it]\n"
    );
    let loaded = Sample::new(&[("measures.yaml", measures)]).load();
    let report = validate(loaded.report.unwrap(), Facts::of(Name::default()).unwrap())
        .report
        .unwrap();
    assert_eq!(&*report.measure("b").label.value, "B");
    assert_eq!(report.measure_index("c"), None);
}

#[test]
fn measures_are_not_parts_of_themselves() {
    assert_eq!(
        problems(&[
            (
                "measures.yaml",
                "- {id: a, label: A, value: 4, unit: visits, part_of: b}\n- {id: b, label: B, value: 5, unit: visits, same_as: a}\n"
            ),
            ("section.yaml", "id: s\ntitle: S\nlead: '{a} {b}'\n")
        ]),
        "measures.yaml:2:54: [1].same_as: error: `a` leads back to itself [remove one of `part_of` and `same_as` on the way]\n"
    );
}

#[test]
fn the_year_in_figures_has_six_to_twelve() {
    assert_eq!(
        problems_with("year_in_figures: [a, a]\n", &[]),
        "report.yaml:8:19: year_in_figures: error: `year_in_figures` has 2 measures [choose from 6 to 12 measures, or leave the field out]\n"
    );
}

#[test]
fn priorities_have_numbers_and_leads() {
    let priority = "\npriority: 1\nname: P\nsummary: Of {a}.\nhighlights:\n- text: T\n";
    assert_eq!(
        problems_with(
            "",
            &[
                (
                    "report.yaml",
                    "id: r\ntitle: T\nlanguage: en-GB\nperiod: {from: 2022-04-01, to: 2023-03-31, label: Y}\nbrand: brand.yaml\nmeasures: [measures.yaml]\nsections: [p.yaml, q.yaml]\n"
                ),
                ("p.yaml", &format!("id: p{priority}  lead: L\n")),
                ("q.yaml", &format!("id: q{priority}  items: [{{text: T}}]\n")),
            ]
        ),
        "q.yaml:6:3: highlights[0].lead: error: `lead` is missing [add `lead`]\n\
         q.yaml:2:11: priority: error: priority 1 is both `p` and `q` [give each priority its number in the plan]\n"
    );
}

#[test]
fn a_brief_shows_charts_of_its_priority() {
    let brief = |brief: &str| {
        problems_with(
            "series: [series.yaml]\ncharts: [charts.yaml]\n",
            &[
                (
                    "series.yaml",
                    "- {id: x, label: X, unit: visits, points: [{label: L, measure: a}]}\n",
                ),
                (
                    "charts.yaml",
                    "- {id: after, kind: bar, series: x, title: T}\n- {id: body, kind: bar, series: x, title: T}\n- {id: alone, kind: bar, series: x, title: T}\n",
                ),
                (
                    "section.yaml",
                    &format!(
                        "id: p\npriority: 1\nname: P\nsummary: S\nhighlights:\n- {{lead: L, text: T, then: [{{chart: after}}]}}\nbody: [{{chart: body}}]\nbrief: {{charts: [{brief}}}\n"
                    ),
                ),
            ],
        )
        // The third chart has its place in the body of a brief, in one of the cases.
        .replace("charts.yaml:3:8: [2].id: warning: the chart `alone` is printed nowhere [refer to it where it belongs, or remove it]\n", "")
    };
    assert_eq!(brief("after, body]"), "");
    assert_eq!(brief("after, alone], body: [{chart: alone}]"), "");
    let refused =
        "section.yaml:8:25: brief.charts[1]: error: the brief does not show the chart";
    assert_eq!(
        brief("after, alone]"),
        format!("{refused} `alone` [add the block `chart: alone`, or remove it here]\n")
    );
    assert_eq!(
        brief("after, body], body: []"),
        format!("{refused} `body` [add the block `chart: body`, or remove it here]\n")
    );
    assert_eq!(
        brief("after, bodi]"),
        "section.yaml:8:25: brief.charts[1]: error: there is no chart `bodi` [did you mean `body`?]\n"
    );
}

#[test]
fn pale_colours_are_refused() {
    assert_eq!(
        problems(&[(
            "brand.yaml",
            "publisher: {name: N}\ncolours: {brand: '#12436D', ink: '#1A1A1A', priorities: ['#28A197']}\ntypefaces: {text: S, display: S}\n"
        )]),
        "brand.yaml:2:58: colours.priorities[0]: error: `#28A197` has a contrast of 3.16 on white, and text wants 4.5 [choose a darker colour]\n"
    );
}

fn chart(kind: &str, unit: &str, points: &str) -> String {
    problems_with(
        "series: [series.yaml]\ncharts: [charts.yaml]\n",
        &[
            (
                "series.yaml",
                &format!("- id: x\n  label: X\n  unit: {unit}\n  points:\n{points}"),
            ),
            ("charts.yaml", &format!("- {{id: c, {kind}, series: x, title: T}}\n")),
            ("section.yaml", "id: s\ntitle: S\nbody:\n- chart: c\n- prose: '{a}'\n"),
        ],
    )
}

#[test]
fn charts_show_what_is_true() {
    let points = "  - {label: L, value: 3}\n  - {label: M, value: 2}\n";
    assert_eq!(chart("kind: bar", "visits", points), "");
    assert_eq!(
        chart("kind: proportion, total: a", "visits", points),
        "charts.yaml:1:36: [0].total: error: the parts add up to more than their total `a` [check the values, or give another `total`]\n"
    );
    assert_eq!(
        chart("kind: stacked-bar", "visits", points),
        "charts.yaml:1:38: [0].series: error: the chart `c` wants a series with groups [give the series a `file` with several columns of numbers, or use `bar`]\n"
    );
    assert_eq!(
        chart("kind: proportion", "visits", "  - {label: L, value: -3}\n"),
        "series.yaml:5:23: [0].points[0].value: error: the chart `c` cannot show a negative part [use `bar`, or a table]\n"
    );
    assert_eq!(
        chart("kind: bar", "'%'", "  - {label: L, measure: a}\n"),
        "series.yaml:5:25: [0].points[0].measure: error: `a` is in visits, and the series `x` is in per cent [use measures of the series’ unit]\n"
    );
}
