//! Slips: one wrong word is one problem. What it keeps from being read is not missed a second
//! time, by whatever judges what is absent.

use std::path::Path;

use crate::press::{names, repository};
use crate::scratch::{Scratch, report};

/// The errors of a project, each with its file.
fn errors(scratch: &Scratch) -> Vec<(String, String)> {
    let found = scratch.findings().into_iter().filter(|it| it.contains(": error["));
    let with_file =
        |it: String| (it.split(':').next().unwrap_or_default().to_owned(), it);
    found.map(with_file).collect()
}

/// The files of a project in YAML, JSON and TOML, from its folder.
fn data_files(folder: &Path, below: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in names(&folder.join(below)) {
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if folder.join(&path).is_dir() {
            found.extend(data_files(folder, &path));
        } else if [".yaml", ".json", ".toml"].iter().any(|end| path.ends_with(end)) {
            found.push(path);
        }
    }
    found
}

/// Builds the project once more for each change of its files, and gives each change its errors.
fn each_slip(
    project: &str,
    changes: impl Fn(&str) -> Vec<String>,
    judge: impl Fn(&str, &str, &[(String, String)]),
) {
    let folder = repository().join("tests/projects").join(project);
    let scratch = Scratch::of(project);
    for file in data_files(&folder, "") {
        let text = std::fs::read_to_string(folder.join(&file)).unwrap();
        for changed in changes(&text) {
            scratch.write(&file, &changed);
            judge(&file, &changed, &errors(&scratch));
        }
        scratch.write(&file, &text);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_one_error() {
    for project in ["ponds", "northmoor", "withheld"] {
        let broken = |text: &str| vec![format!("{text}\n\"x: [\n")];
        each_slip(project, broken, |file, _, errors| {
            assert!(
                errors.len() == 1 && errors[0].0 == file,
                "{project}, {file}: {errors:#?}"
            );
        });
    }
}

#[test]
fn a_misspelt_field_is_told_of_where_it_stands_and_nowhere_else() {
    // The name of each field, one after the other.
    let misspelt = |text: &str| {
        let mut all = Vec::new();
        for (at, _) in text.match_indices([':', '=']) {
            let before = text[..at].trim_end_matches([' ', '"']);
            let is_of_name = |c: char| c.is_ascii_lowercase() || c == '_';
            let name = before.len() - before.trim_end_matches(is_of_name).len();
            let start = before.len() - name;
            let opens = text[..start].chars().next_back();
            let is_one = opens.is_none_or(|c| matches!(c, '\n' | ' ' | '"' | '{'));
            if name > 1 && is_one && text[at + 1..].starts_with([' ', '\n']) {
                all.push(format!("{}zz{}", &text[..start], &text[start..]));
            }
        }
        all
    };
    each_slip("ponds", misspelt, |file, changed, errors| {
        let are_there = errors.iter().all(|(at, error)| {
            let codes = ["[unknown-field]", "[missing-field]"];
            at == file && codes.iter().any(|code| error.contains(code))
        });
        assert!(are_there && errors.len() <= 2, "{errors:#?}\n{changed}");
    });
}

#[test]
fn what_points_to_a_chart_waits_for_the_section_that_prints_it() {
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            &report("series: [s.yaml]\ncharts: [c.yaml]\n")
                .replace("one.yaml]", "one.yaml, sections/two.yaml]"),
        ),
        (
            "s.yaml",
            "- {id: s, label: Calls, unit: calls, points: [{label: A, value: 1}, \
             {label: B, value: 2}]}\n",
        ),
        ("c.yaml", "- {id: c, kind: bar, title: Calls, series: s}\n"),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody: [{prose: \"See {see: c}.\"}]\n",
        ),
        ("sections/two.yaml", "id: two\ntitle: Two\nbody: [{chart: c}]\n"),
    ]);
    assert_eq!(errors(&scratch), []);
    for broken in [
        "id: two\ntitle: \"Two\nbody: [{chart: c}]\n",
        "id: two\ntitle: Two\nbody: [{chrat: c}]\n",
    ] {
        scratch.write("sections/two.yaml", broken);
        let errors = errors(&scratch);
        assert!(errors.len() == 1 && errors[0].0 == "sections/two.yaml", "{errors:#?}");
    }
    // With all of it read, the chart is printed nowhere.
    scratch.write("sections/two.yaml", "id: two\ntitle: Two\nbody: [{prose: None.}]\n");
    let errors = errors(&scratch);
    assert!(errors.len() == 1 && errors[0].1.contains("printed nowhere"), "{errors:#?}");
}

#[test]
fn every_noun_of_build_says_that_there_is_nothing_to_build() {
    let scratch = Scratch::minimal();
    for (noun, plural) in
        [("brief", "priorities"), ("paper", "papers"), ("pack", "packs")]
    {
        let output = scratch.run(&["build", noun]);
        let found = crate::press::told(&output);
        crate::press::assert_status(&output, 1);
        assert!(found.contains(&format!("this report has no {plural}")), "{found}");
    }
}

#[test]
fn a_pointer_in_other_letters_is_shown_as_it_should_be() {
    let prose = "See {See: one} and {page one} and {some thing}.";
    let scratch =
        Scratch::with(&[("sections/one.yaml", &crate::scratch::prose_section(prose))]);
    let found = scratch.findings();
    let hints = [
        "`{see: one}` says where",
        "`{page: one}` says where",
        "`{id}` prints a measure",
    ];
    for (hint, finding) in hints.iter().zip(&found) {
        assert!(finding.contains(hint), "{found:#?}");
    }
    assert_eq!(found.len(), hints.len(), "{found:#?}");
}
