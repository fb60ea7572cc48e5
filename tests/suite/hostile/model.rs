//! The model: nothing where something must be, other kinds than are wanted, and numbers,
//! dates and lists that no report has.

use std::fmt::Write as _;

use super::{Case, prose_section, report};

/// The fields of a report file, and a value of a kind that each does not take.
const FIELDS: [(&str, &str); 30] = [
    ("id", "[one]"),
    ("title", "[one]"),
    ("subtitle", "[one]"),
    ("language", "[en-GB]"),
    ("period", "[2024]"),
    ("published", "[2024-01-01]"),
    ("status", "[draft]"),
    ("embargo", "[noon]"),
    ("version", "{a: b}"),
    ("marking", "{a: b}"),
    ("subject", "{a: b}"),
    ("keywords", "ponds"),
    ("summary", "[one]"),
    ("brand", "{name: x}"),
    ("imprint", "{term: x}"),
    ("sources", "{id: x}"),
    ("measures", "measures.yaml"),
    ("series", "series.yaml"),
    ("charts", "{a: b}"),
    ("tables", "12"),
    ("figures", "true"),
    ("people", "people.yaml"),
    ("abbreviations", "{NFS: x}"),
    ("links", "links.yaml"),
    ("contacts", "contacts.yaml"),
    ("year_in_figures", "all"),
    ("sections", "sections/one.yaml"),
    ("back_matter", "figures"),
    ("editorial_notes", "a note"),
    ("checks", "none"),
];

/// The fields that a report must have.
const REQUIRED: [&str; 6] = ["id", "title", "language", "period", "brand", "sections"];

/// The lines of the minimal report, but for that of a field.
fn without(field: &str) -> String {
    let all = report("");
    let start = format!("{field}:");
    all.lines().filter(|line| !line.starts_with(&start)).fold(
        String::new(),
        |mut text, line| {
            let _ = writeln!(text, "{line}");
            text
        },
    )
}

/// A measure in a report that prints it.
fn measure(name: &str, fields: &str) -> Case {
    Case::new(format!("measure-{name}"))
        .fields("measures: [measures.yaml]\n")
        .file("measures.yaml", format!("- {{id: ponds, label: Ponds, {fields}}}\n"))
        .section(prose_section("There are {ponds} in all."))
}

/// A priority of one file.
fn priority(name: &str, fields: &str) -> Case {
    Case::new(format!("priority-{name}"))
        .section(format!("id: ponds\nname: Ponds\nsummary: Clean ponds.\n{fields}"))
}

pub fn cases() -> Vec<Case> {
    let families = [kinds(), measures(), dates(), priorities(), references(), sizes()];
    families.into_iter().flatten().collect()
}

fn kinds() -> Vec<Case> {
    let mut cases = Vec::new();
    for (field, wrong) in FIELDS {
        let text = format!("{}{field}: {wrong}\n", without(field));
        cases.push(Case::new(format!("kind-of-{field}")).file("report.yaml", text));
    }
    for field in REQUIRED {
        cases.push(
            Case::new(format!("missing-{field}")).file("report.yaml", without(field)),
        );
    }
    let nulls: String = FIELDS.iter().map(|(field, _)| format!("{field}:\n")).collect();
    let blanks: String =
        FIELDS.iter().map(|(field, _)| format!("{field}: \"  \"\n")).collect();
    let case = |name: &str, contents: &str| {
        Case::new(format!("report-{name}")).file("report.yaml", contents)
    };
    cases.extend([
        case("empty", ""),
        case("only-a-comment", "# Nothing yet.\n"),
        case("of-nulls", &nulls),
        case("of-blanks", &blanks),
        case("is-a-list", "[]"),
        case("is-an-empty-mapping", "{}"),
        case("is-a-word", "report"),
        case("is-null", "~"),
        case("without-sections", &report("").replace("[sections/one.yaml]", "[]")),
        case("with-a-null-section", &report("").replace("[sections/one.yaml]", "[~]")),
        case("with-unknown-fields", &report("colour: red\nid2: x\n__proto__: {}\n")),
        case("in-no-language", &report("").replace("en-GB", "tlh")),
        case("in-a-path-for-a-language", &report("").replace("en-GB", "../en-GB")),
        Case::new("section-empty").section(""),
        Case::new("section-only-a-comment").section("# Nothing yet.\n"),
        Case::new("section-is-a-list").section("- id: one\n"),
        Case::new("section-with-an-empty-body")
            .section("id: one\ntitle: What happened\nbody: []\n").prints(&["What happened"]),
        Case::new("section-with-empty-blocks")
            .section("id: one\ntitle: What happened\nbody: [~, {}, [], \"\", {prose: }]\n"),
        Case::new("section-with-blocks-of-every-wrong-kind").section(
            "id: one\ntitle: What happened\nbody:\n  - heading: [x]\n  - prose: {a: b}\n  \
             - measures: x\n  - chart: [x]\n  - table: {a: b}\n  - figure: 12\n  \
             - people: {a: b}\n  - parts: x\n  - priorities: all\n  - links: 1\n  \
             - contacts: true\n",
        ),
        Case::new("brand-empty").file("brand.yaml", ""),
        Case::new("brand-is-a-list").file("brand.yaml", "[]"),
        Case::new("brand-of-nulls")
            .file("brand.yaml", "publisher:\ncolours:\ntypefaces:\nlogo:\nstyle:\n"),
        Case::new("brand-with-code").file(
            "brand.yaml",
            "publisher: {name: '#panic()'}\n\
             colours: {brand: 'rgb(\"x\")', ink: '#12345', priorities: ['red; x']}\n\
             typefaces: {text: '\") #panic() (\"', display: Comic Sans}\n",
        ),
        Case::new("measures-empty").fields("measures: [m.yaml]\n").file("m.yaml", ""),
        Case::new("measures-is-a-mapping")
            .fields("measures: [m.yaml]\n")
            .file("m.yaml", "id: ponds\n"),
        Case::new("measures-of-nulls")
            .fields("measures: [m.yaml]\n")
            .file("m.yaml", "[~, ~, {}, [], x, 1]\n"),
    ]);
    cases
}

fn measures() -> Vec<Case> {
    let nines = "9".repeat(200);
    vec![
        measure("of-200-digits", &format!("value: {nines}, unit: ponds")),
        measure("of-200-digits-of-money", &format!("value: {nines}, unit: GBP")),
        measure(
            "per-cent-past-all",
            "value: 10000000000000000000000000000001, unit: '%'",
        ),
        measure("per-cent-over-100", "value: 250, unit: '%'").prints(&["250%"]),
        measure("negative-money", "value: -1250000, unit: GBP").prints(&["in all"]),
        measure("negative-count", "value: -4, unit: ponds").prints(&["in all"]),
        measure("part-of-a-person", "value: 0.5, unit: people").prints(&["0.5"]),
        measure("tiny-money", "value: 0.004, unit: GBP").prints(&["in all"]),
        measure("range-reversed", "value: {from: 24, to: 15}, unit: years of age"),
        measure("range-of-one", "value: {from: 15, to: 15}, unit: years of age"),
        measure("range-of-words", "value: {from: few, to: many}, unit: ponds"),
        measure("range-without-an-end", "value: {from: 1}, unit: ponds"),
        measure("list-for-a-value", "value: [1, 2], unit: ponds"),
        measure("ratio-of-nothing", "value: 9, out_of: 0, unit: ratio"),
        measure("ratio-over-all", "value: 9, out_of: 3, unit: ratio"),
        measure("ratio-of-nobody", "value: 9, unit: ratio"),
        measure("out-of-without-a-ratio", "value: 9, out_of: 10, unit: ponds"),
        measure("unknown-qualifier", "value: 9, unit: ponds, qualifier: '#panic()'"),
        measure("unit-of-code", "value: 90, unit: '#panic()'").prints(&["90"]),
        measure("part-of-itself", "value: 9, unit: ponds, part_of: ponds"),
        measure("same-as-itself", "value: 9, unit: ponds, same_as: ponds"),
        measure(
            "unknown-source",
            "value: 9, unit: ponds, source: {document: gone, at: p1}",
        ),
        measure("field-of-json", "value: 9, unit: ponds, constructor: x"),
        measure("listed-in-words", "value: 9, unit: ponds, listed: yes"),
        measure("quarter-with-a-sign", "value: 2022/23 Q+4, unit: quarter"),
        measure("quarter-five", "value: 2022/23 Q5, unit: quarter"),
        measure("year-that-is-not-next", "value: 2022/24, unit: financial year"),
    ]
}

fn dates() -> Vec<Case> {
    let published = |name: &str, date: &str| {
        Case::new(format!("date-{name}")).fields(&format!("published: {date}\n"))
    };
    let period = |name: &str, from: &str, to: &str| {
        let usual = "from: 2024-04-01, to: 2025-03-31";
        let text = report("").replace(usual, &format!("from: {from}, to: {to}"));
        Case::new(format!("period-{name}")).file("report.yaml", text)
    };
    vec![
        published("30-february", "2024-02-30"),
        published("29-february-of-another-year", "2023-02-29"),
        published("month-13", "2024-13-01"),
        published("month-0", "2024-00-10"),
        published("day-0", "2024-01-00"),
        published("year-0", "0000-01-01"),
        published("year-99999", "99999-01-01"),
        published("year-9999", "9999-12-31").prints(&["9999"]),
        published("before-christ", "-0044-03-15"),
        published("with-a-time", "2024-01-01T00:00:00Z"),
        published("of-the-united-states", "03/15/2024"),
        published("of-weeks", "2024-W01-1"),
        published("of-days", "2024-045"),
        published("in-words", "today"),
        published("short", "24-1-1"),
        published("full-width", "\u{ff12}\u{ff10}\u{ff12}\u{ff14}-01-01"),
        published("a-number", "20240101"),
        period("reversed", "2025-03-31", "2024-04-01"),
        period("of-9999-years", "0001-01-01", "9999-12-31").prints(&["9999"]),
        period("without-an-end", "2024-04-01", "~"),
        Case::new("embargo-without-embargo").fields("embargo: noon\n"),
        Case::new("status-in-capitals").fields("status: DRAFT\n"),
    ]
}

fn priorities() -> Vec<Case> {
    vec![
        priority("number-0", "priority: 0\n"),
        priority("number-negative", "priority: -1\n"),
        priority("number-999", "priority: 999\n")
            .arguments(["build", "report"])
            .prints(&["Clean ponds."]),
        priority("number-4294967295", "priority: 4294967295\n"),
        priority("number-4294967296", "priority: 4294967296\n"),
        priority("number-in-words", "priority: one\n"),
        priority("number-a-fraction", "priority: 1.5\n"),
        priority("number-null", "priority:\n"),
        priority("empty-highlights", "priority: 1\nhighlights: []\n")
            .arguments(["build", "report"])
            .prints(&["Clean ponds."]),
        priority("highlights-of-nulls", "priority: 1\nhighlights: [~, {}, []]\n"),
        priority(
            "highlight-within-itself",
            "priority: 1\nhighlights: [{lead: A, text: B, items: [{items: [{items: [{}]}]}]}]\n",
        ),
        priority("unknown-measures", "priority: 1\nmeasures: [gone, lost]\n"),
        priority("brief-of-nothing", "priority: 1\nbrief: {}\n")
            .arguments(["build", "report"])
            .prints(&["Clean ponds."]),
        priority("brief-is-a-list", "priority: 1\nbrief: [x]\n"),
        Case::new("priorities-of-one-number")
            .file(
                "report.yaml",
                report("").replace("one.yaml]", "one.yaml, sections/two.yaml]"),
            )
            .section("id: a\nname: A\nsummary: A.\npriority: 1\n")
            .file("sections/two.yaml", "id: b\nname: B\nsummary: B.\npriority: 1\n"),
        Case::new("priorities-of-one-id")
            .file(
                "report.yaml",
                report("").replace("one.yaml]", "one.yaml, sections/two.yaml]"),
            )
            .section("id: a\nname: A\nsummary: A.\npriority: 1\n")
            .file("sections/two.yaml", "id: a\nname: B\nsummary: B.\npriority: 2\n"),
    ]
}

fn references() -> Vec<Case> {
    let id = |name: &str, id: &str| {
        let quoted = serde_json::Value::from(id).to_string();
        Case::new(format!("id-{name}"))
            .section(format!("id: {quoted}\ntitle: What happened\n"))
    };
    let ring: String = ["a", "b", "c"]
        .iter()
        .zip(["b", "c", "a"])
        .map(|(id, next)| {
            format!("- {{id: {id}, label: L, value: 9, unit: x, part_of: {next}}}\n")
        })
        .collect();
    vec![
        id("in-capitals", "One"),
        id("with-a-space", "one two"),
        id("with-a-path", "../one"),
        id("with-code", "#panic()"),
        id("in-cyrillic", "\u{0430}bc"),
        id("with-a-hyphen-first", "-rf"),
        id("with-a-line-break", "one\ntwo"),
        id("with-zero-width-space", "on\u{200b}e"),
        id("of-65-letters", &"a".repeat(65)),
        id("of-a-million-letters", &"a".repeat(1_000_000)),
        id("a-number", "7").prints(&["What happened"]),
        id("of-hyphens", "a----").prints(&["What happened"]),
        Case::new("id-true-without-quotes").section("id: true\ntitle: What happened\n").prints(&["What happened"]),
        Case::new("id-of-two-measures")
            .fields("measures: [m.yaml]\n")
            .file(
                "m.yaml",
                "- {id: a, label: L, value: 9, unit: x}\n- {id: a, label: M, value: 8, unit: x}\n",
            )
            .section(prose_section("There are {a} in all.")),
        Case::new("parts-in-a-ring")
            .fields("measures: [m.yaml]\n")
            .file("m.yaml", ring)
            .section(prose_section("There are {a}, {b} and {c} in all.")),
        Case::new("section-with-unknown-things").section(
            "id: one\ntitle: What happened\nbody:\n  - {chart: gone}\n  - {table: gone}\n  \
             - {figure: gone}\n  - {people: [gone]}\n  - {links: [gone]}\n  \
             - {contacts: [gone]}\n  - {measures: [gone]}\n",
        ),
    ]
}

fn sizes() -> Vec<Case> {
    let highlights = |count: usize| {
        let one = |n| format!("  - {{lead: Lead {n}, text: Text {n}.}}\n");
        format!(
            "id: ponds\nname: Ponds\nsummary: Clean.\npriority: 1\nhighlights:\n{}",
            (1..=count).map(one).collect::<String>()
        )
    };
    let paths: Vec<_> = (1..=500).map(|n| format!("sections/s{n}.yaml")).collect();
    let mut many = Case::new("500-sections").file(
        "report.yaml",
        report("").replace("[sections/one.yaml]", &format!("[{}]", paths.join(", "))),
    );
    for (n, path) in (1..).zip(&paths) {
        many = many.file(path, format!("id: s{n}\ntitle: Section {n}\nlead: Hello.\n"));
    }
    let words: String = (0..3_000)
        .map(|n| format!("- {{short: A{n}, long: Abbreviation {n}}}\n"))
        .collect();
    let mut deep = String::from("{lead: L, text: T, items: [");
    for _ in 0..25 {
        deep.push_str("{text: T, items: [");
    }
    deep.push_str("{text: Last.}");
    deep.push_str(&"]}".repeat(26));
    vec![
        many.sound(),
        Case::new("500-highlights")
            .arguments(["build", "report"])
            .section(highlights(500))
            .prints(&["Lead 1", "Lead 500"]),
        Case::new("10000-highlights").section(highlights(10_000)).sound(),
        Case::new("highlights-25-deep").section(format!(
            "id: ponds\nname: Ponds\nsummary: Clean.\npriority: 1\nhighlights: [{deep}]\n"
        )).arguments(["build", "report"]),
        Case::new("3000-abbreviations")
            .fields("abbreviations: [a.yaml]\n")
            .file("a.yaml", words)
            .section(prose_section("The A2999 came."))
            .prints(&["Abbreviation 2999 (A2999)"]),
        Case::new("2000-keywords")
            .fields(&format!("keywords: [{}]\n", "pond, ".repeat(2_000))).prints(&["A short note"]),
        Case::new("10000-problems").section(format!(
            "id: one\ntitle: What happened\nbody:\n{}",
            "  - {chart: gone}\n".repeat(10_000)
        )),
        Case::new("version-of-10000")
            .fields(&format!("version: {}\n", "v".repeat(10_000))),
        Case::new("marking-of-10000")
            .fields(&format!("marking: {}\n", "secret ".repeat(1_500))),
    ]
}
