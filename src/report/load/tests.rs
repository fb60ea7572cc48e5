//! Tests: problems of data files, and that the three syntaxes mean the same.

use proptest::prelude::*;

use crate::report::model::{MeasureValue, Report};
use crate::report::sample::{Sample, problems, problems_with};

#[test]
fn every_problem_is_said_in_the_order_of_the_files() {
    assert_eq!(
        problems(&[
            (
                "report.yaml",
                "id: Bad Id\ntitel: T\nlanguage: en-US\nperiod: {from: 2022-04-01, to: 2022-02-30, label: Y}\nbrand: brands.yaml\nstatus: finished\nembargo: now\nsections: [section.yaml, ../x.yaml]\n"
            ),
            (
                "section.yaml",
                "id: s\ntitle: []\nbody:\n- proze: x\n- chart: c\n  table: t\n"
            ),
        ]),
        "report.yaml:1:5: id: error: `id` is not an id: `Bad Id` [write lower-case letters, digits and hyphens only, at most 64, such as `met-officers`]\n\
         report.yaml:2:1: titel: error: unknown field `titel` [did you mean `title`?]\n\
         report.yaml:3:11: language: error: there are no fixed words for the language `en-US` [write `en-GB`, `cy`, `de`, `es`, `fr`, `ga` or `pl`, or bring the words in `templates/locale/en-US.yaml`]\n\
         report.yaml:4:32: period.to: error: there is no day `2022-02-30` [write a day from `01` to `28`]\n\
         report.yaml:5:8: brand: error: there is no file `brands.yaml` [did you mean `brand.yaml`?]\n\
         report.yaml:6:9: status: error: `status` cannot be `finished` [write `draft`, `final` or `embargoed`]\n\
         report.yaml:7:10: embargo: error: `embargo` is only for a report under embargo [set `status: embargoed`, or remove `embargo`]\n\
         report.yaml:8:26: sections[1]: error: `../x.yaml` is not a path within the project [copy the file into the project folder]\n\
         section.yaml:2:8: title: error: `title` is a list, and text is wanted [write the text without `[` and `]`]\n\
         section.yaml:4:3: body[0].proze: error: unknown field `proze` [did you mean `prose`?]\n\
         section.yaml:6:3: body[1]: error: `body[1]` has more than one field [start a new item of the list with `- table:`]\n"
    );
}

#[test]
fn measures_have_values_of_their_unit() {
    let of = |fields: &str| {
        problems(&[("measures.yaml", &format!("- {{id: a, label: A, {fields}}}\n"))])
    };
    assert_eq!(of("value: 2022-06, unit: date"), "");
    assert_eq!(of("value: {from: 15, to: 24}, unit: years of age"), "");
    assert_eq!(of("value: 9, unit: ratio, out_of: 10"), "");
    let place = "measures.yaml:1:28: [0].value: error: ";
    for (fields, problem) in [
        (
            "value: '34,503', unit: officers",
            "`value` is not a number: `34,503` [write digits alone, with a point for decimals, such as `34503`, `-4` or `2.5`]",
        ),
        (
            "value: '34503', unit: officers",
            "`value` is text, and a number is wanted [write the number without quotation marks]",
        ),
        (
            "value: 1e6, unit: GBP",
            "`value` is not written plainly: `1e6` [write digits alone, with a point for decimals, such as `34503`, `-4` or `2.5`]",
        ),
        (
            "value: June, unit: date",
            "`value` is not a date: `June` [write `2022`, `2022-06`, `2022-06-30`, or `--06-30` for a day without a year]",
        ),
        (
            "value: 2022/24, unit: financial year",
            "`value` is not a financial year: `2022/24` [write it as `2022/23`]",
        ),
        (
            "value: 2022/23 Q5, unit: quarter",
            "`value` is not a quarter: `2022/23 Q5` [write it as `2022/23 Q4`]",
        ),
    ] {
        assert_eq!(of(fields), format!("{place}{problem}\n"));
    }
    assert_eq!(
        of("value: {from: 24, to: 15}, unit: years of age"),
        "measures.yaml:1:29: [0].value: error: `value` ends before it starts [exchange `from` and `to`]\n"
    );
    assert_eq!(
        of("value: 9, unit: ratio"),
        "measures.yaml:1:37: [0].unit: error: `out_of` is missing for a ratio [add `out_of`: “nine out of 10” is value 9, out_of 10; for “4 to 1”, set `unit: to one`]\n"
    );
    assert_eq!(
        of("value: 9, unit: visits, qualifier: end of"),
        "measures.yaml:1:56: [0].qualifier: error: `end of` is only for dates [set `unit: date`, or choose another qualifier]\n"
    );
}

#[test]
fn measures_may_be_kept_out_of_the_tables_of_figures() {
    let listed = |field: &str| {
        let measures = format!("- {{id: a, label: A, value: 4, unit: visits{field}}}\n");
        let loaded = Sample::new(&[("measures.yaml", &measures)]).load();
        let sound = loaded.diagnostics.is_empty();
        loaded.report.filter(|_| sound).map(|report| report.measures[0].listed)
    };
    assert_eq!(listed(""), Some(true));
    assert_eq!(listed(", listed: true"), Some(true));
    assert_eq!(listed(", listed: false"), Some(false));
    assert_eq!(listed(", listed: no"), None);
}

fn section(text: &str) -> String {
    problems(&[("section.yaml", text)])
}

#[test]
fn a_misspelt_field_is_one_problem() {
    assert_eq!(
        section("id: s\ntitel: S\nlead: '{a}'\n"),
        "section.yaml:2:1: titel: error: unknown field `titel` [did you mean `title`?]\n"
    );
    assert_eq!(
        problems_with(
            "series: [series.yaml]\n",
            &[("series.yaml", "- {id: x, label: X, unit: visits, pionts: []}\n")]
        ),
        "series.yaml:1:35: [0].pionts: error: unknown field `pionts` [did you mean `points`?]\n"
    );
}

#[test]
fn text_with_a_comma_wants_quotes_between_braces() {
    assert_eq!(
        problems(&[(
            "measures.yaml",
            "- {id: a, label: A, value: 4, unit: visits, note: By staff, free of charge, daily.}\n"
        )]),
        "measures.yaml:1:61: [0].free of charge: error: unknown field `free of charge` [put the text of `note` in quotes: it holds a comma]\n"
    );
    assert_eq!(
        section("id: s\ntitle: S\nbody:\n- {prose: 'Of {a}.'}\n- {prose: One, two.}\n"),
        "section.yaml:5:16: body[1].two.: error: unknown field `two.` [put the text of `prose` in quotes: it holds a comma]\n"
    );
    // With a colon it is a field that is empty.
    assert_eq!(
        section(
            "id: s\ntitle: S\nbody: [{parts: [{id: p, name: P, text: T, other field: }]}]\n"
        ),
        "section.yaml:3:43: body[0].parts[0].other field: error: unknown field `other field` [the fields here are `id`, `name` and `text`]\n"
    );
}

#[test]
fn what_is_empty_shows_by_its_name() {
    assert_eq!(
        section("id: s\ntitle:\nlead:\nbody:\n- prose:\n- chart: # none\n# - \n-\n"),
        "section.yaml:2:1: title: error: `title` is empty [write the text]\n\
         section.yaml:3:1: lead: error: `lead` is empty [write the text, or leave the field out]\n\
         section.yaml:5:3: body[0].prose: error: `prose` is empty [write the text, or take the block out]\n\
         section.yaml:6:3: body[1].chart: error: `chart` is empty [write an id, or take the block out]\n\
         section.yaml:8:1: body[2]: error: `body[2]` is empty [write one of `heading`, `prose`, `quote`, `measures`, `chart`, `table`, `figure`, `figures`, `people`, `parts`, `priorities`, `links`, `contacts`, `callout`, `signatures`, `minutes`, `decisions` or `actions`]\n"
    );
}

#[test]
fn the_wrong_kind_has_the_remedy_of_its_slip() {
    assert_eq!(
        section("id: [s]\ntitle: {a}\nlead:\n- x\nbody: Of.\n"),
        "section.yaml:1:5: id: error: `id` is a list, and an id is wanted [write an id without `[` and `]`]\n\
         section.yaml:2:8: title: error: `title` is a mapping, and text is wanted [put text that starts with `{` in quotes]\n\
         section.yaml:4:3: lead: error: `lead` is a list, and text is wanted [write the text without `- `]\n\
         section.yaml:5:7: body: error: `body` is text, and a list is wanted [write it as a list: `[Of.]`]\n"
    );
    let loaded = Sample::new(&[("section.yaml", "id: s\ntitle: [A, B]\n")]).load();
    let span =
        loaded.diagnostics[0].place.as_ref().and_then(|place| place.span().cloned());
    assert_eq!(span, Some(13..19));
}

#[test]
fn items_of_a_highlight_have_no_figure_and_nothing_after_them() {
    assert_eq!(
        section(
            "id: p\npriority: 1\nname: P\nsummary: S\nhighlights:\n- lead: L\n  text: T\n  figure: a\n  items:\n  - text: I\n    figure: a\n    items:\n    - {text: J, then: []}\n"
        ),
        "section.yaml:11:5: highlights[0].items[0].figure: error: unknown field `figure` [put `figure` on the highlight that holds this item]\n\
         section.yaml:13:17: highlights[0].items[0].items[0].then: error: unknown field `then` [put `then` on the highlight that holds this item]\n"
    );
}

#[test]
fn colours_that_are_wrong_are_not_missing() {
    let colours = |priorities: &str| {
        problems(&[(
            "brand.yaml",
            &format!(
                "publisher: {{name: N}}\ncolours: {{brand: '#12436D', ink: '#1A1A1A', priorities: {priorities}}}\ntypefaces: {{text: S, display: S}}\n"
            ),
        )])
    };
    assert_eq!(
        colours("[dark blue]"),
        "brand.yaml:2:58: colours.priorities[0]: error: `priorities[0]` is not a colour: `dark blue` [write six digits, such as `\"#12436D\"`]\n"
    );
    assert_eq!(
        colours("[]"),
        "brand.yaml:2:57: colours.priorities: error: `priorities` is empty [write at least one item]\n"
    );
}

fn table(csv: &str) -> String {
    problems_with(
        "tables: [tables.yaml]\n",
        &[
            (
                "tables.yaml",
                "- id: t\n  title: T\n  columns: [{label: Who}, {label: How many}]\n  file: t.csv\n",
            ),
            ("t.csv", csv),
            ("section.yaml", "id: s\ntitle: S\nbody:\n- table: t\n- prose: '{a}'\n"),
        ],
    )
}

#[test]
fn tables_read_their_rows_from_csv() {
    assert_eq!(table("Who,How many\r\n\"A, \"\"B\"\"\",{a}\r\n"), "");
    assert_eq!(
        table("Who,How much\nA,1\n"),
        "t.csv:1:1: : error: the header is `Who` and `How much`, and not the labels of the columns [write `Who` and `How many` as the first row]\n"
    );
    assert_eq!(
        table("Who,How many\nA,1\nB,2,3\nC\n"),
        "t.csv:3:1: : error: the row has 3 cells, and the header has 2 [put cells that hold a comma in quotation marks]\n\
         t.csv:4:1: : error: the row has 1 cell, and the header has 2 [write a comma for each cell that is empty]\n"
    );
    assert_eq!(
        table("Who,How many\nA,{b}\n"),
        "t.csv:2:3: : error: there is no measure `b` [add a measure with this id, or mend the reference]\n"
    );
    assert_eq!(
        table("Who,How many\n"),
        "t.csv: : error: `t.csv` has no rows below its header [write a header row and at least one row below it]\n"
    );
}

#[test]
fn series_read_their_points_from_csv() {
    let series = |csv: &str| {
        Sample::new(&[
            ("report.yaml", "id: r\ntitle: T\nlanguage: en-GB\nperiod: {from: 2022-04-01, to: 2023-03-31, label: Y}\nbrand: brand.yaml\nseries: [series.yaml]\nsections: []\n"),
            ("series.yaml", "- {id: x, label: X, unit: visits, file: x.csv}\n"),
            ("x.csv", csv),
        ])
        .load()
    };
    let loaded = series("Year,Men,Women\n2022,1,2.5\n2023,3,-4\n");
    let found = |code| loaded.diagnostics.iter().any(|problem| problem.code == code);
    assert!(found(crate::report::code::EMPTY_FIELD), "the sections are empty");
    assert_eq!(loaded.diagnostics.len(), 1);
    let loaded = series("Year,Men\n2022,many\n");
    let messages: Vec<_> = loaded.diagnostics.iter().map(|it| &*it.message).collect();
    assert_eq!(messages, ["`sections` is empty", "the cell is not a number: `many`"]);
}

/// The same project in one of the three syntaxes.
fn written_as(name: &str, label: &str, value: &str, prose: &str) -> Report {
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let (label, prose) = (json(label), json(prose));
    let (measures, section) = match name {
        "json" => (
            format!(
                "[{{\"id\": \"a\", \"label\": {label}, \"value\": {value}, \"unit\": \"visits\"}}]"
            ),
            format!("{{\"id\": \"s\", \"title\": {label}, \"lead\": {prose}}}"),
        ),
        "toml" => (
            format!(
                "[[measures]]\nid = \"a\"\nlabel = {label}\nvalue = {value}\nunit = \"visits\"\n"
            ),
            format!("id = \"s\"\ntitle = {label}\nlead = {prose}\n"),
        ),
        _ => (
            format!("- id: a\n  label: {label}\n  value: {value}\n  unit: visits\n"),
            format!("id: s\ntitle: {label}\nlead: {prose}\n"),
        ),
    };
    let (file, section_file) = (format!("m.{name}"), format!("s.{name}"));
    let report = format!(
        "id: r\ntitle: T\nlanguage: en-GB\nperiod: {{from: 2022-04-01, to: 2023-03-31, label: Y}}\nbrand: brand.yaml\nmeasures: [{file}]\nsections: [{section_file}]\n"
    );
    let sample = Sample::new(&[
        ("report.yaml", &report),
        (&file, &measures),
        (&section_file, &section),
    ]);
    let loaded = sample.load();
    assert_eq!(loaded.diagnostics, [], "{section}");
    loaded.report.unwrap()
}

/// What a report means, without the places.
fn meaning(report: &Report) -> String {
    let measure = &report.measures[0];
    let MeasureValue::Number(value) = &measure.value.value else { panic!("a number") };
    let section = format!("{:?}", report.sections[0]);
    let places = section.split("Text { file").map(|part| {
        // A place ends with its field, which is the same in every syntax.
        part.split_once("field: ").map_or(part, |(_, rest)| rest)
    });
    let places: Vec<&str> = places.collect();
    format!("{} {value} {}", measure.label.value, places.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_three_syntaxes_mean_the_same(
        label in "[a-zA-Z0-9 é“”’–:#&*!{}\\[\\],\"'\\\\%@`|>-]{0,30}[a-z]",
        whole in "-?[1-9][0-9]{0,15}",
        fraction in proptest::option::of("[0-9]{1,6}"),
        prose in "[a-zé“ .,*_{}\\\\\"'-]{0,40}[a-z]",
    ) {
        let value = fraction.map_or(whole.clone(), |fraction| format!("{whole}.{fraction}"));
        prop_assume!(!label.trim().is_empty());
        let prose = format!("x {prose}");
        let yaml = meaning(&written_as("yaml", &label, &value, &prose));
        prop_assert_eq!(&yaml, &meaning(&written_as("json", &label, &value, &prose)));
        prop_assert_eq!(&yaml, &meaning(&written_as("toml", &label, &value, &prose)));
        let written = format!(" {value} ");
        prop_assert!(yaml.contains(&written));
    }

    #[test]
    fn text_comes_back_as_it_was_typed(text in "\\PC{0,60}") {
        prop_assume!(!text.trim().is_empty());
        prop_assume!(!text.contains(['\u{2028}', '\u{2029}']));
        let report = written_as("json", &text, "1", "x");
        prop_assert_eq!(&*report.measures[0].label.value, &*text);
    }

    #[test]
    fn no_bytes_make_loading_fail(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let sample = Sample::new(&[]);
        for name in ["section.yaml", "measures.yaml", "brand.yaml"] {
            sample.write(name, &bytes);
        }
        sample.load();
    }

    #[test]
    fn no_prose_makes_loading_fail(text in "[a{}|\\\\*_\\[\\]^()<>`#: \n\t1.é-]{0,80}") {
        let json = serde_json::to_string(&text).unwrap();
        let section = format!("id: s\ntitle: S\nlead: {json}\n");
        Sample::new(&[("section.yaml", &section)]).load();
    }
    #[test]
    fn references_are_found_in_their_file(
        before in "[a-zé“ \\\\\"'/\t:#]{0,20}",
        after in "[a-zé“ \\\\\"'/]{0,20}",
    ) {
        let text = format!("w{before}x{{aa|no}}{after}");
        let json = serde_json::to_string(&text).unwrap();
        let single = text.replace('\'', "\'\'").replace('\t', " ");
        for lead in [json, format!("'{single}'"), format!("|\n  y\n\n  {}", text.trim_start())] {
            let section = format!("id: s\ntitle: S\nbody: [{{measures: []}}]\nlead: {lead}\n");
            let loaded = Sample::new(&[("section.yaml", &section)]).load();
            let found: Vec<_> = loaded
                .diagnostics
                .iter()
                .filter(|problem| problem.message.contains("no form"))
                .filter_map(|problem| problem.place.clone())
                .collect();
            prop_assert_eq!(found.len(), 1, "{}", section);
            let span = found[0].span().cloned();
            let shown = span.and_then(|span| section.get(span));
            prop_assert_eq!(shown, Some("no"), "{}", section);
        }
    }
}

#[test]
fn a_note_of_the_editors_is_open_or_says_how_it_was_settled() {
    let notes =
        |notes: &str| problems_with(&format!("editorial_notes: [{notes}]\n"), &[]);
    assert_eq!(notes("by whom?, {note: by whom?, settled: by the clerk}"), "");
    assert!(notes("{settled: by the clerk}").contains("`note` is missing"));
    assert!(notes("{note: by whom?, setled: by the clerk}").contains("setled"));
    assert!(notes("{note: by whom?, settled: }").contains("`settled` is empty"));
}
