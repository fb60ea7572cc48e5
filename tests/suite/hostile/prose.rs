//! Prose: endless words, scripts without glyphs, marks without end, and code of every
//! language that prose passes through.

use super::{Case, prose_section};

/// Prose in a YAML block.
fn prose(name: &str, text: &str) -> Case {
    Case::new(format!("prose-{name}")).section(prose_section(text))
}

/// Prose that prints as it is typed.
fn as_typed(name: &str, text: &str) -> Case {
    prose(name, text).prints(&[text])
}

/// Prose with characters that YAML does not let stand: it comes in JSON.
fn quoted(name: &str, text: &str) -> Case {
    let section = serde_json::json!({
        "id": "one", "title": "What happened", "body": [{ "prose": text }],
    });
    Case::new(format!("prose-{name}"))
        .file("report.yaml", super::report("").replace("one.yaml", "one.json"))
        .file("sections/one.json", section.to_string())
}

pub fn cases() -> Vec<Case> {
    [scripts(), markdown(), code(), links(), size()].into_iter().flatten().collect()
}

fn scripts() -> Vec<Case> {
    vec![
        prose("arabic", "The council in Arabic: \u{0645}\u{062c}\u{0644}\u{0633}."),
        prose(
            "hebrew",
            "The council in Hebrew: \u{05de}\u{05d5}\u{05e2}\u{05e6}\u{05d4}.",
        ),
        prose("emoji", "A pond \u{1f986} with a duck."),
        prose("family", "A family \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} came."),
        prose("right-to-left-override", "Pay \u{202e}0001\u{202c} pounds."),
        prose("isolates", "Pay \u{2067}1000\u{2069} pounds."),
        prose("zero-width-space", "A pond\u{200b}side bench.").prints(&["bench."]),
        prose("zero-width-joiner", "A pond\u{200d}side bench.").prints(&["bench."]),
        prose("mark-of-order-within", "A pond\u{feff}side bench."),
        prose("soft-hyphen", "A pond\u{ad}side bench.").prints(&["A pond"]),
        prose("combining-marks", &format!("Zalgo e{} comes.", "\u{301}".repeat(100_000))),
        prose("few-combining-marks", &format!("Zalgo e{} comes.", "\u{301}".repeat(3)))
            .prints(&["Zalgo"]),
        // As many as reach up into what stands above.
        prose("tower-of-combining-marks", &format!("A e{}.", "\u{301}".repeat(50))),
        prose("line-separator", "One.\u{2028}Two.").prints(&["One. Two."]),
        prose("private-use", "A pond \u{e000} here."),
        prose("noncharacter", "A pond \u{fdd0} here."),
        prose("replacement", "Caf\u{fffd} by the pond."),
        prose("tag-characters", "A pond\u{e0069}\u{e0064} here."),
        prose("interlinear", "A \u{fff9}pond\u{fffa}lake\u{fffb} here."),
        prose("last-character", "A pond \u{10ffff} here."),
        prose("look-alike", "\u{0420}\u{0430}y the council.")
            .prints(&["\u{0420}\u{0430}y"]),
        prose("ligature", "The \u{fb01}rst pond.").prints(&["rst pond"]),
        prose("fraction", "Open \u{bd} of the day.").prints(&["\u{bd} of"]),
        quoted("control", "a \u{7} b"),
        quoted("nul", "a \0 b"),
        quoted("next-line", "a \u{85} b"),
        quoted("carriage-return", "One.\r\rTwo."),
    ]
}

fn markdown() -> Vec<Case> {
    let mut nested = String::new();
    for depth in 0..60 {
        nested.push_str(&format!("{}- level {depth}\n", "  ".repeat(depth)));
    }
    let notes: String =
        (0..100).map(|n| format!("A[^{n}]\n\n[^{n}]: Note.\n\n")).collect();
    vec![
        prose("lists-60-deep", &nested),
        prose("emphasis-10000-deep", &format!("{0}a{0}", "*".repeat(10_000))),
        prose(
            "emphasis-mixed-deep",
            &format!("{}a{}", "*_".repeat(500), "_*".repeat(500)),
        ),
        prose("emphasis-opened", &"*a ".repeat(4_000)).prints(&["*a *a *a"]),
        prose("emphasis-alternating", &"*a _b ".repeat(2_000)).prints(&["*a _b *a _b"]),
        prose("brackets-opened", &"[".repeat(5_000)),
        prose("brackets-closed", &"[a](".repeat(10_000)).prints(&["[a]([a]("]),
        prose("graves", &format!("{}x", "`".repeat(50_001))),
        prose(
            "graves-of-every-length",
            &(1..100).map(|n| "`".repeat(n) + " ").collect::<String>(),
        )
        .prints(&["` `` ```"]),
        prose("quotations-deep", &format!("{}a", ">".repeat(10_000))),
        prose("entities", "&amp;&#0;&#x202e;&#xD800;&nbsp;&copy;x")
            .prints(&["&amp;&#0;&#x202e;&#xD800;"]),
        prose("backslashes", &"\\".repeat(30_000)).prints(&["\\\\\\\\"]),
        prose("unbalanced", "**One *two** three* four _five__ six").prints(&["two"]),
        prose("footnote-of-itself", "A pond[^1].\n\n[^1]: See[^1]."),
        prose("footnotes-in-a-ring", "A[^1].\n\n[^1]: See[^2].\n\n[^2]: See[^1]."),
        prose("footnotes-100", &notes).prints(&["Note."]),
        prose("footnote-twice", "A[^1].\n\n[^1]: One.\n\n[^1]: Two."),
        prose("footnote-with-a-list", "A[^1].\n\n[^1]: - one\n    - two")
            .prints(&["two"]),
        prose("image", "![a pond](https://example.org/x.png)"),
        prose("html-block", "<div>\nHello\n</div>").prints(&["<div> Hello </div>"]),
        as_typed("html", "A <script>alert(1)</script> and <img src=x onerror=y> here."),
        as_typed("html-comment", "A <!-- comment --> here."),
        as_typed("cdata", "A <![CDATA[x]]> and <?php echo 1 ?> here."),
        prose("heading", "# Hello"),
        prose("heading-underlined", "Hello\n=====\n\nThere\n-----"),
        prose("rule", "One.\n\n***\n\nTwo."),
        prose("table", "| a | b |\n|---|---|\n| 1 | 2 |"),
        prose("fence-unclosed", "One.\n\n```typst\n#panic()"),
        prose("number-of-a-list-past-all", "999999999. One\n1000000000. Two")
            .prints(&["1000000000. Two"]),
        prose("list-from-zero", "0. One\n1. Two").prints(&["One", "Two"]),
        prose("empty-items", "-\n-\n-"),
        prose("task-list", "- [ ] One\n- [x] Two").prints(&["[ ] One", "[x] Two"]),
        prose("definitions", "[a]: https://example.org\n\n[a]"),
        prose("strike", "~~gone~~ and ~one~").prints(&["~~gone~~ and ~one~"]),
        prose("math", "It costs $5 and $10, or $$x$$.").prints(&["$5 and $10, or $$x$$"]),
        prose("only-braces", "{}{{}}{ }{|}").prints(&["{}{{}}{ }{|}"]),
        prose("form-of-nothing", "{gone|}"),
        prose("reference-to-nothing", "There are {gone|sentence} here."),
        prose("reference-10000-times", &"{gone} ".repeat(10_000)),
    ]
}

fn code() -> Vec<Case> {
    vec![
        as_typed("typst-calls", "#panic() #eval(\"1\") #read(\"/etc/passwd\") #include \"x\""),
        as_typed("typst-settings", "#set page(width: 1pt) #show: none #import \"@preview/x:1\": y"),
        as_typed("typst-code", "#{ while true {} } #let x = 1; #x #(1 + 1) #[a]"),
        as_typed("typst-math", "$x^2$ and $ sum_(i=0)^n $ here"),
        as_typed("typst-markup", "= Heading? @ref <label> / Term: x + y"),
        as_typed("typst-comments", "A // comment and /* another */ here"),
        as_typed("typst-shorthands", "a -- b --- c ... d ~ e -? f"),
        as_typed("typst-escapes", "]#panic()[ \")#panic()(\""),
        as_typed("typst-unclosed-comment", "A /* that never ends"),
        as_typed("typst-raw", "A #raw(block: true, lang: \"typst\") here"),
        as_typed("jinja", "{{ 7 * 7 }} {% for x in y %} {# comment #} {{ config }}"),
        as_typed("jinja-raw", "{% raw %}{{ x }}{% endraw %} {%- include 'x' -%}"),
        as_typed("shell", "$(id) ${HOME} `id` ; rm -rf / | cat && true"),
        as_typed("pdf", "(text) Tj ET endstream endobj << /JS (app.alert(1)) >>"),
        as_typed("sql", "Robert'); DROP TABLE ponds;-- came"),
        as_typed("format", "%s %n %x {} {name!r} \\x41 \\u0041"),
        Case::new("prose-code-in-every-text")
            .file(
                "report.yaml",
                super::report(
                    "subtitle: '#panic() {{ x }}'\nversion: '$x$ <l>'\n\
                     marking: '*OFFICIAL* // #sys'\nsubject: ') /JS (x'\nkeywords: ['\\', '\"']\n",
                )
                .replace("A short note", "'#eval(\"1\")[ @x'"),
            )
            .prints(&["#panic() {{ x }}", "$x$ <l>", "#eval(\"1\")[ @x"]),
    ]
}

fn links() -> Vec<Case> {
    vec![
        prose("link-javascript", "[here](javascript:alert(1))"),
        prose("link-javascript-in-disguise", "[here](JaVaScRiPt&colon;alert(1))"),
        prose("link-javascript-with-tab", "[here](<java\tscript:alert(1)>)"),
        prose("link-data", "[here](data:text/html;base64,PHNjcmlwdD4=)"),
        prose("link-file", "[here](file:///etc/passwd)"),
        prose("link-relative", "[here](../../etc/passwd)"),
        prose("link-to-nothing", "[here]()"),
        prose("link-network", "[here](//example.org/x)"),
        prose("link-of-a-scheme-alone", "[here](https:)"),
        prose("link-without-a-host", "[here](https://)"),
        prose("link-with-space", "[here](<https://example.org/a b>)"),
        prose("link-with-quotes", "[here](https://example.org/\"\\#panic\\(\\))")
            .prints(&["here"]),
        prose("link-with-a-control", "[here](https://example.org/&#7;x)"),
        prose("link-with-right-to-left", "[here](https://example.org/\u{202e}gpj.exe)"),
        prose("link-with-a-password", "[here](https://bank.example@evil.example/)")
            .prints(&["here"]),
        prose(
            "link-in-a-link",
            "[one [two](https://example.org/2)](https://example.org/1)",
        )
        .prints(&["[one two]"]),
        prose("link-without-a-text", "[](https://example.org)"),
        prose("address-of-a-script", "<javascript:alert(1)>"),
        prose("links-1000", &"[a](https://e.org) ".repeat(1_000)).prints(&["a a a"]),
        prose("links-10000-unsafe", &"[a](file:x) ".repeat(10_000)),
        prose(
            "link-very-long",
            &format!("[here](https://example.org/{})", "a".repeat(100_000)),
        ),
    ]
}

fn size() -> Vec<Case> {
    vec![
        prose("word-of-100000", &"a".repeat(100_000)),
        prose("word-of-2000", &"a".repeat(2_000)),
        prose("no-break-spaces", &"a\u{a0}".repeat(5_000)),
        prose("longer-than-all", &"word ".repeat(40_000)),
        prose("as-long-as-may-be", &format!("{}end", "word ".repeat(26_000)))
            .prints(&["word end"]),
        prose("1000-paragraphs", &"One.\n\n".repeat(1_000)).prints(&["One. One."]),
        prose("1000-items", &"- One.\n".repeat(1_000)).prints(&["One."]),
        prose("spaces", &format!("One.{}Two.", " ".repeat(1_000))).prints(&["One."]),
        Case::new("prose-title-of-10000")
            .section(format!("id: one\ntitle: {}\n", "word ".repeat(2_000))),
        Case::new("prose-title-without-spaces")
            .section(format!("id: one\ntitle: {}\n", "W".repeat(5_000))),
    ]
}
