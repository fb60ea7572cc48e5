//! JSON, TOML and CSV.

use super::{Case, prose_section, report};

/// A section in JSON.
fn json(name: &str, contents: impl AsRef<[u8]>) -> Case {
    Case::new(format!("json-{name}"))
        .file("report.yaml", report("").replace("one.yaml", "one.json"))
        .file("sections/one.json", contents)
}

/// A section in TOML.
fn toml(name: &str, contents: impl AsRef<[u8]>) -> Case {
    Case::new(format!("toml-{name}"))
        .file("report.yaml", report("").replace("one.yaml", "one.toml"))
        .file("sections/one.toml", contents)
}

/// A table from a CSV file.
fn csv(name: &str, contents: impl AsRef<[u8]>) -> Case {
    Case::new(format!("csv-{name}"))
        .fields("tables: [tables.yaml]\n")
        .file(
            "tables.yaml",
            "- {id: ponds, title: Ponds, columns: [{label: Pond}, {label: Depth}], \
             file: ponds.csv}\n",
        )
        .section("id: one\ntitle: What happened\nbody: [{table: ponds}]\n")
        .file("ponds.csv", contents)
}

pub fn cases() -> Vec<Case> {
    [json_cases(), toml_cases(), csv_cases()].into_iter().flatten().collect()
}

fn json_cases() -> Vec<Case> {
    let with = |lead: &str| {
        format!("{{\"id\": \"one\", \"title\": \"One\", \"lead\": {lead}}}\n")
    };
    let measure = |name: &str, value: &str| {
        Case::new(format!("json-value-{name}"))
            .fields("measures: [measures.json]\n")
            .file(
                "measures.json",
                format!(
                    "[{{\"id\": \"ponds\", \"label\": \"Ponds\", \"value\": {value}, \
                     \"unit\": \"ponds\"}}]\n"
                ),
            )
            .section(prose_section("There are {ponds} in all."))
    };
    vec![
        json("lone-surrogate", with(r#""a \ud800 b""#)),
        json("surrogates-the-wrong-way-round", with(r#""a \ude00\ud83d b""#)),
        json("surrogate-pair", with(r#""a \ud83d\ude00 b""#)),
        json("escaped-nul", with(r#""a \u0000 b""#)),
        json("escape-of-javascript", with(r#""\x41""#)),
        json("line-break-in-text", with("\"a\nb\"")),
        json("control-in-text", with("\"a\u{1}b\"")),
        json("trailing-comma", "{\"id\": \"one\", \"title\": \"One\",}\n"),
        json("comment", "{\"id\": \"one\", /* why */ \"title\": \"One\"}\n"),
        json("single-quotes", "{'id': 'one', 'title': 'One'}\n"),
        json("names-without-quotes", "{id: \"one\", title: \"One\"}\n"),
        json("not-a-number", with("NaN")),
        json("infinity", with("-Infinity")),
        json("deep-lists", "[".repeat(100_000)),
        json("deep-mappings", "{\"a\":".repeat(100_000)),
        json(
            "duplicate-field",
            "{\"id\": \"one\", \"title\": \"One\", \"id\": \"two\"}\n",
        ),
        json(
            "duplicate-field-in-disguise",
            "{\"id\": \"one\", \"title\": \"One\", \"\\u0069d\": \"two\"}\n",
        ),
        json(
            "prototype",
            "{\"id\": \"one\", \"title\": \"One\", \"__proto__\": {\"x\": 1}}\n",
        ),
        json("two-values", format!("{0}{0}", with("\"x\""))),
        json("unclosed-text", "{\"id\": \"one"),
        json("unclosed-object", "{\"id\": \"one\""),
        json("empty", ""),
        json("white-space", " \n\n "),
        json("bare-word", "undefined"),
        json("null", "null"),
        json("with-mark", format!("\u{feff}{}", with("\"Hello there.\"")))
            .prints(&["Hello there."]),
        measure("enormous", "1e400"),
        measure("many-digits", &"7".repeat(400)),
        measure("leading-zero", "007"),
        measure("hexadecimal", "0x10"),
        measure("text", "\"12\""),
    ]
}

fn toml_cases() -> Vec<Case> {
    let start = "id = \"one\"\ntitle = \"One\"\n";
    let with = |rest: &str| format!("{start}{rest}\n");
    let measure = |name: &str, value: &str| {
        Case::new(format!("toml-value-{name}"))
            .fields("measures: [measures.toml]\n")
            .file(
                "measures.toml",
                format!(
                    "[[measures]]\nid = \"ponds\"\nlabel = \"Ponds\"\nunit = \"ponds\"\n\
                     value = {value}\n"
                ),
            )
            .section(prose_section("There are {ponds} in all."))
    };
    vec![
        toml("dotted-redefinition", with("lead.a = 1\nlead = \"x\"")),
        toml("table-redefined", with("[lead]\na = 1\n[lead]\nb = 2")),
        toml("text-and-table", with("lead = \"x\"\n[lead]\na = 1")),
        toml("list-and-list-of-tables", with("body = []\n[[body]]\nprose = \"x\"")),
        toml("table-and-list-of-tables", with("[body]\nx = 1\n[[body]]\nprose = \"x\"")),
        toml("duplicate-field", with("id = \"two\"")),
        toml("duplicate-field-in-quotes", with("\"id\" = \"two\"")),
        toml("date-for-text", with("lead = 2024-02-30")),
        toml("deep-lists", with(&format!("body = {}", "[".repeat(50_000)))),
        toml("deep-names", with(&format!("{}b = 1", "a.".repeat(5_000)))),
        toml("deep-headings", with(&format!("[{}b]\nx = 1", "a.".repeat(5_000)))),
        toml("deep-inline-tables", with(&format!("a = {}", "{a = ".repeat(50_000)))),
        toml("unclosed-text", with("lead = \"It never ends")),
        toml("unclosed-long-text", with("lead = \"\"\"It never ends\n")),
        toml("surrogate", with("lead = \"\\ud800\"")),
        toml("escaped-nul", with("lead = \"a \\u0000 b\"")),
        toml("nul", with("lead = \"a \0 b\"")),
        toml("no-value", with("lead =")),
        toml("yaml", "id: one\ntitle: One\n"),
        toml("empty", ""),
        toml("unknown-table", with("[x]\ny = 1")),
        measure("infinity", "-inf"),
        measure("not-a-number", "nan"),
        measure("hexadecimal", "0xFF"),
        measure("binary", "0b11"),
        measure("underscores", "1_000"),
        measure("past-64-bits", "99999999999999999999"),
        measure("date", "1979-05-27T07:32:00Z"),
    ]
}

fn csv_cases() -> Vec<Case> {
    let rows = |count: usize| {
        let row = |number| format!("Pond {number},{number}\n");
        format!("Pond,Depth\n{}", (1..=count).map(row).collect::<String>())
    };
    let wide = |cell: &str| vec![cell; 2_000].join(",");
    let series = |name: &str, contents: &str| {
        Case::new(format!("csv-series-{name}"))
            .fields("series: [series.yaml]\ncharts: [charts.yaml]\n")
            .file(
                "series.yaml",
                "- {id: ponds, label: Ponds, unit: ponds, period: 2024/25, file: ponds.csv}\n",
            )
            .file(
                "charts.yaml",
                "- {id: ponds, kind: bar, series: ponds, title: Ponds, \
                 subtitle: Ponds by parish}\n",
            )
            .section("id: one\ntitle: What happened\nbody: [{chart: ponds}]\n")
            .file("ponds.csv", contents)
    };
    vec![
        csv("ragged", "Pond,Depth\nLong,2,3\nRound\n"),
        csv("unclosed-quote", "Pond,Depth\n\"Long,2\nRound,3\n"),
        csv("quote-within", "Pond,Depth\nLo\"ng,2\n").prints(&["Lo\"ng"]),
        csv("text-after-a-quote", "Pond,Depth\n\"Long\"x,2\n").prints(&["Longx"]),
        csv("nul", "Pond,Depth\nLo\0ng,2\n"),
        csv("empty", ""),
        csv("only-line-breaks", "\n\n\n"),
        csv("only-a-header", "Pond,Depth\n"),
        csv("with-mark", "\u{feff}Pond,Depth\nLong,2\n").prints(&["Long"]),
        csv("semicolons", "Pond;Depth\nLong;2\n"),
        csv("tabs", "Pond\tDepth\nLong\t2\n"),
        csv(
            "formulas",
            "Pond,Depth\n=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"http://x\"\")\"\n",
        )
        .prints(&["=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\")"]),
        csv("typst", "Pond,Depth\n#panic(),$x^2$\n").prints(&["#panic()", "$x^2$"]),
        csv("line-break-in-a-cell", "Pond,Depth\n\"Long\nPond\",2\n")
            .prints(&["Long Pond"]),
        csv("carriage-returns-alone", "Pond,Depth\rLong,2\r"),
        csv("crlf", "Pond,Depth\r\nLong,2\r\n").prints(&["Long"]),
        csv("4000-rows", rows(4_000)).prints(&["Pond 4000"]),
        csv("2000-columns", format!("{}\n{}\n", wide("Pond"), wide("2"))),
        csv("latin-1", b"Pond,Depth\nCaf\xe9,2\n"),
        csv("utf-16", b"\xff\xfeP\0o\0n\0d\0,\0D\0\n\0"),
        csv("reference-to-nothing", "Pond,Depth\n{gone},2\n"),
        series("words", "Parish,Ponds\nBrackwater,many\n"),
        series("infinity", "Parish,Ponds\nBrackwater,inf\n"),
        series("enormous", "Parish,Ponds\nBrackwater,1e400\n"),
        series("empty-cell", "Parish,Ponds\nBrackwater,\n"),
        series("one-column", "Parish\nBrackwater\n"),
        series("thousands", "Parish,Ponds\nBrackwater,\"1,204\"\n"),
    ]
}
