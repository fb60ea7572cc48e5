//! The inventory: `recto figures` says of every figure where it stands and what it is.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::press::{assert_status, recto, repository, said};
use crate::scratch::{Scratch, prose_section, report};

fn figures(output: &std::process::Output) -> Vec<Value> {
    assert_status(output, 0);
    said(&output.stdout)
        .lines()
        .map(|it| serde_json::from_str(it).expect("JSON"))
        .collect()
}

/// The text of each figure that is of one kind, with what of the report it is.
fn of(all: &[Value], what: &str) -> Vec<(String, Option<String>)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let those = all.iter().filter(|it| it["what"] == what);
    those.map(|it| (text(&it["figure"]).expect("a figure"), text(&it["of"]))).collect()
}

#[test]
fn each_figure_is_a_reference_or_typed_and_known_or_not() {
    let scratch = Scratch::with(&[
        ("report.yaml", &report("measures: [measures.yaml]\n")),
        (
            "measures.yaml",
            "- {id: ponds, label: Ponds dug, value: 31, unit: ponds, period: 2024/25, comparator: \
             {label: 2023/24, value: 27}}\n",
        ),
        (
            "sections/one.yaml",
            &prose_section(
                "We dug {ponds|unit}, up from 27 in 2023/24. Some 640 people watched. The 33 ponds dug \
                 by hand were lined on 3 May 2024.",
            ),
        ),
    ]);
    let all = figures(&scratch.run(&["figures", "--message-format", "json"]));
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(of(&all, "reference"), [("31".to_owned(), id("ponds"))]);
    let matched = of(&all, "typed, matched");
    assert_eq!(matched, [("27".to_owned(), id("ponds (2023/24)"))]);
    assert_eq!(of(&all, "typed, unknown"), [("640".to_owned(), None)]);
    let names: BTreeSet<_> =
        of(&all, "date or name").into_iter().map(|it| it.0).collect();
    assert!(names.contains("3 May 2024") && names.contains("2023/24"), "{names:?}");
    let csv = scratch.run(&["figures", "--as", "csv", "--only", "unknown"]);
    let csv = said(&csv.stdout);
    assert!(csv.starts_with("file,line,column,figure,what,of\n"), "{csv}");
    assert!(csv.contains(",640,\"typed, unknown\",\n"), "{csv}");
    assert!(csv.contains(",33,\"typed, contradicted\",\n"), "{csv}");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let table = said(&scratch.run(&["figures"]).stdout);
    assert!(table.starts_with("file "), "{table}");
}

#[test]
fn restricted_figures_are_told_to_those_who_may_see_them_alone() {
    let scratch = Scratch::of("withheld");
    let public = scratch.run(&["figures", "--message-format", "json"]);
    let restricted =
        scratch.run(&["figures", "--audience", "restricted", "--message-format", "json"]);
    let (public, restricted) = (figures(&public), figures(&restricted));
    assert!(public.len() < restricted.len(), "{} {}", public.len(), restricted.len());
    let own = |all: &[Value]| -> BTreeSet<String> {
        all.iter().filter_map(|it| Some(it["of"].as_str()?.to_owned())).collect()
    };
    let hidden: BTreeSet<_> =
        own(&restricted).difference(&own(&public)).cloned().collect();
    assert!(!hidden.is_empty());
    let texts = |all: &[Value]| all.iter().map(Value::to_string).collect::<String>();
    assert!(hidden.iter().all(|id| !texts(&public).contains(&format!("\"{id}\""))));
}

#[test]
fn every_published_figure_of_the_bundled_report_is_accounted_for() {
    let mut command = recto();
    command.arg("--project").arg(repository().join("data"));
    let all = figures(
        &command.args(["figures", "--message-format", "json"]).output().expect("it"),
    );
    let told: BTreeSet<String> =
        of(&all, "reference").into_iter().filter_map(|it| it.1).collect();
    let sources = recto::sources::Sources::open(
        &repository().join("data"),
        recto::limits::Limits::default(),
    );
    let loaded = recto::report::load(&sources.expect("a project")).expect("a report");
    let report = loaded.report.expect("a report");
    for measure in report.measures.iter().filter(|it| it.listed) {
        assert!(told.contains(&*measure.id.value), "{}", measure.id.value);
    }
    assert!(of(&all, "typed, contradicted").is_empty());
}
