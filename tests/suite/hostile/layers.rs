//! Templates and themes of a project that are broken, reach for what is not theirs, or never
//! end.

#[cfg(unix)]
use std::path::Path;

use super::Case;

/// A project with a template of the report.
fn report(name: &str, template: impl AsRef<[u8]>) -> Case {
    Case::new(format!("template-{name}")).file("templates/report.typ.j2", template)
}

/// One whose template writes something after the parts of the program's own.
fn after(name: &str, template: &str) -> Case {
    let own = "{% extends \"recto/report.typ.j2\" %}\n{% block parts %}\n{{ super() }}\n";
    report(name, format!("{own}{template}\n{{% endblock %}}\n"))
}

/// A project with a theme that takes over the program's openers, and has something more.
fn theme(name: &str, more: &str) -> Case {
    let theme = format!("#import \"recto-openers.typ\": *\n{more}\n");
    Case::new(format!("theme-{name}")).file("theme/openers.typ", theme)
}

/// A theme whose sections begin with something.
fn opener(name: &str, what: &str) -> Case {
    theme(name, &format!("#let section-opener(..) = [= A\n{what}]"))
}

/// A project with a file of a layer, whatever it holds.
fn file(name: &str, path: &str, contents: impl AsRef<[u8]>) -> Case {
    Case::new(name).file(path, contents)
}

/// A project where something else is put in the place of a layer.
#[cfg(unix)]
fn put(name: &str, prepare: fn(&Path)) -> Case {
    Case::new(format!("layer-{name}")).prepared(prepare)
}

pub fn cases() -> Vec<Case> {
    let mut cases = works();
    cases.extend(structure());
    cases.extend(values());
    cases.extend(reach());
    cases.extend(typst());
    cases.extend(files());
    #[cfg(unix)]
    cases.extend(links());
    cases
}

/// Templates and themes that work on without end, or make too much.
fn works() -> Vec<Case> {
    let within = |case: Case, limit: &str| {
        case.arguments(["build", "--limit", limit, "--jobs", "1"])
    };
    let ring = "{% include \"report.typ.j2\" %}";
    let endless = "#include {{ part(\"a\", \"partials/cover.typ.j2\") }}";
    vec![
        report(
            "loop",
            "{% for a in \"x\" * 99999 %}{% for b in \"x\" * 99999 %}{% endfor %}{% endfor %}",
        ),
        report("text-of-a-gigabyte", "{{ \"x\" * 1000000000 }}"),
        report(
            "text-that-doubles",
            format!(
                "{{% set a = \"x\" %}}{}{{{{ a }}}}",
                "{% set a = a ~ a %}".repeat(40)
            ),
        ),
        report("includes-itself", "{% include \"report.typ.j2\" %}"),
        report("includes-in-a-ring", "{% include \"brief.typ.j2\" %}")
            .file("templates/brief.typ.j2", ring),
        report("extends-itself", "{% extends \"report.typ.j2\" %}"),
        report("extends-in-a-ring", "{% extends \"brief.typ.j2\" %}")
            .file("templates/brief.typ.j2", "{% extends \"report.typ.j2\" %}"),
        report("parts-without-end", endless)
            .file("templates/partials/cover.typ.j2", endless),
        report("tags-deep", "{% if true %}".repeat(5000) + &"{% endif %}".repeat(5000)),
        report("parentheses-deep", format!("{{{{ {}1 }}}}", "(".repeat(99_999))),
        report("typst-deep", format!("#{}", "(".repeat(99_999))),
        theme("deep", &format!("#let a = {}", "(".repeat(99_999))),
        theme("loop", "#while true {}"),
        theme("loop-that-counts", "#let a = 1\n#while a > 0 { a = a + 1 }"),
        theme("recursion", "#let f(x) = f(x + 1)\n#f(1)"),
        theme("recursion-that-branches", "#let f(x) = { f(x); f(x) }\n#f(1)"),
        within(
            theme("text-of-two-gigabytes", "#let a = \"x\" * 2000000000"),
            "memory=300",
        ),
        after("pages-3000", "#for i in range(3000) { pagebreak() }"),
        after(
            "that-never-settles",
            "#let c = counter(\"c\")\n#context { for i in range(c.final().at(0) + 1) { c.step() } }",
        ),
    ]
}

/// Templates that do not hold together.
fn structure() -> Vec<Case> {
    vec![
        report("tag-unclosed", "= A {{ report.title"),
        report("comment-unclosed", "= A {# b"),
        report("block-unclosed", "{% block parts %}"),
        report("condition-unclosed", "{% if true %}a"),
        report("unknown-tag", "{% evil %}"),
        report("unknown-filter", "\n  {{ report.title|safe }}"),
        report("unknown-function", "{{ debug() }}"),
        report("unknown-field", "= A\n{{ report.titel }}"),
        report("macro", "{% macro a() %}a{% endmacro %}{{ a() }}"),
        report("import", "{% import \"brief.typ.j2\" as brief %}{{ brief.a }}"),
        report("captured", "{% set a %}{{ report.title }}{% endset %}{{ a }}"),
        report("captured-and-dropped", "{% set a %}{{ report.title }}{% endset %}= A"),
        report("filtered", "{% filter string %}{{ report.title }}{% endfilter %}"),
        report("block-misspelt", "{% extends \"recto/report.typ.j2\" %}{% block parst %}{% endblock %}"),
        report("text-beside-blocks", "{% extends \"recto/report.typ.j2\" %}\n#panic(\"SECRET\")\n".replace("SECRET", "a")),
        report("extends-nothing", "{% extends \"recto/reprot.typ.j2\" %}"),
        report("extends-a-variable", "{% extends report %}"),
        report("empty", ""),
        report("blank", "\n\n  \n"),
        report("without-the-facts", "= {{ report.title }}"),
        report("with-a-mark-and-crlf", "\u{feff}{% extends \"recto/report.typ.j2\" %}\r\n{% block parts %}\r\n{{ super() }}\r\nAnd {{ report.title }}.\r\n{% endblock %}\r\n")
            .prints(&["And A short note."]),
        file("template-of-words-empty", "templates/words.typ.j2", "#let words = (:)"),
        file("template-of-the-brand-a-number", "templates/brand.typ.j2", "#let brand = 1"),
        file("template-of-the-brand-of-a-report", "templates/brand.typ.j2", "= {{ report.title }}"),
        file("template-of-a-part-empty", "templates/partials/section.typ.j2", ""),
    ]
}

/// Values where they would not be text, and what is taken apart.
fn values() -> Vec<Case> {
    let title = |case: Case| case.fields("subtitle: '\"#panic() *a* $b$ <c> @d // e'\n");
    vec![
        title(report("value-in-code", "#let a = {{ report.subtitle }}")),
        title(report("value-in-a-string", "#let a = \"{{ report.subtitle }}\"")),
        title(report(
            "value-in-a-literal-string",
            "#let a = \"{{ report.subtitle|string }}\"",
        )),
        title(report("value-in-a-raw-text", "`{{ report.subtitle }}`")),
        title(report("value-in-a-comment", "= A\n// {{ report.subtitle }}")),
        title(report("value-in-a-label", "= A <{{ report.subtitle }}>")),
        title(report("value-in-mathematics", "$ {{ report.subtitle }} $")),
        title(report("value-after-a-hash", "#{{ report.subtitle }}")),
        title(report("value-evaluated", "#eval({{ report.subtitle|string }})")),
        title(report(
            "value-evaluated-by-another-name",
            "#std.eval({{ report.subtitle|string }})",
        )),
        title(after(
            "value-without-escaping",
            "{% autoescape false %}{{ report.subtitle }}{% endautoescape %}",
        ))
        .prints(&["\"#panic() *a* $b$ <c> @d // e"]),
        report("value-in-letters", "{% for c in report.title %}{{ c }}{% endfor %}"),
        report("value-sliced", "{{ report.title[0:1] }}"),
        report("value-in-capitals", "{{ report.title.upper() }}"),
        report("noun-printed", "{{ report }}"),
        report("list-printed", "{{ report.keywords }}"),
        report(
            "recorder-forged",
            "#include {{ part(\"a\", \"partials/cover.typ.j2\", **{\" recorder\": 1}) }}",
        ),
        report(
            "part-of-no-name",
            "#include {{ part(\"../a\", \"partials/cover.typ.j2\") }}",
        ),
        report(
            "part-twice",
            "{{ part(\"a\", \"brief.typ.j2\") }}{{ part(\"a\", \"brief.typ.j2\") }}",
        ),
    ]
}

/// Templates and themes that reach for what is not theirs.
fn reach() -> Vec<Case> {
    vec![
        report("includes-what-is-beside", "{% include \"../../beside.txt\" %}"),
        report("includes-an-absolute-path", "{% include \"/etc/passwd\" %}"),
        report("includes-data", "{% set a = \"../report\" ~ \".yaml\" %}{% include a %}"),
        report(
            "part-of-what-is-beside",
            "= A\n#include {{ part(\"a\", \"../../beside.txt\") }}",
        ),
        after("reads-data", "#read(\"/project/report.yaml\")"),
        after("image-from-the-web", "#image(\"https://example.org/a.png\", alt: \"A\")"),
        after(
            "attaches-a-file",
            "#pdf.attach(\"a.txt\", bytes(\"a\"), description: \"A\")",
        ),
        theme("reads-what-is-beside", "#let a = read(\"../../beside.txt\")"),
        theme("reads-an-absolute-path", "#let a = read(\"/etc/passwd\")"),
        theme("reads-the-report", "#let a = yaml(\"/report.yaml\")"),
        theme("imports-a-package", "#import \"@preview/cetz:0.3.4\": *"),
        theme("imports-a-local-package", "#import \"@local/house:0.1.0\": *"),
        theme("imports-the-face", "#import \"theme.typ\": *"),
        theme("imports-itself", "#import \"openers.typ\": *"),
        theme("plugin", "#let a = plugin(\"a.wasm\")")
            .file("theme/a.wasm", "\0asm\u{1}\0\0\0"),
        theme("plugin-of-bytes", "#let a = plugin(bytes((0, 97, 115, 109, 1, 0, 0, 0)))"),
        theme("asks-for-the-date", "#let a = datetime.today()"),
        opener("image-that-draws-a-file", "#image(\"a.svg\", alt: \"A\")").file(
            "theme/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
             <image href=\"../../beside.png\" width=\"9\" height=\"9\"/></svg>",
        ),
        opener("image-not-there", "#image(\"a.svg\", alt: \"A\")"),
        opener("image-of-too-many-pixels", "#image(\"a.png\", alt: \"A\")")
            .file("theme/a.png", super::images::png(65_535, 65_535, &[0])),
        opener("image-without-alternative", "#image(\"a.svg\")").file(
            "theme/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
        ),
    ]
}

/// What Typst refuses, and what shows on the pages.
fn typst() -> Vec<Case> {
    vec![
        file("theme-without-its-functions", "theme/pictures.typ", "#let image-figure(..) = none"),
        file("theme-without-its-tokens", "theme/tokens.typ", "#let margin = 1pt"),
        file("theme-empty", "theme/theme.typ", ""),
        file("theme-unclosed", "theme/openers.typ", "#let a = [b"),
        theme("unknown-variable", "#let a = nothing"),
        theme("wrong-argument", "#let section-opener() = [= A]"),
        theme("refuses", "#assert(false, message: \"a\u{202e}b\u{1b}[2J\")"),
        theme("without-headings", "#let section-opener(..) = none"),
        after("missing-glyph", "漢字"),
        after("missing-typeface", "#text(font: \"Nothing\")[A]"),
        after("off-the-page", "#box(width: 400mm)[Very wide #h(1fr) text]"),
        after("marks-forged", "#metadata((name: \"a\", sheet: -9))<host>#metadata((after: 99999999999))<supplement>#metadata(1)<part>")
            .prints(&["What happened"]),
        after("control-character", "A\0B"),
    ]
}

/// Files that are none, and names that are not right.
fn files() -> Vec<Case> {
    let none = "= A\n";
    vec![
        report("in-latin-1", b"= caf\xe9\n"),
        report("in-utf-16", b"\xff\xfe=\0 \0A\0"),
        file("theme-in-latin-1", "theme/own.typ", b"// caf\xe9\n"),
        report("of-17-megabytes", vec![b'a'; 17 << 20]),
        file("template-is-a-folder", "templates/report.typ.j2/a.txt", none),
        file("theme-is-a-file", "theme", none),
        file("theme-of-words", "theme/words.typ", none),
        file("theme-of-facts", "theme/theme.toml", none),
        file("template-of-the-program", "templates/recto/report.typ.j2", none),
        file("theme-of-the-program", "theme/recto-openers.typ", none),
        file("template-in-capitals", "templates/Report.typ.j2", none)
            .arguments(["check", "--deny", "warnings"]),
        file("template-misspelt", "templates/partials/covr.typ.j2", none)
            .arguments(["check", "--deny", "warnings"]),
        file("template-in-the-wrong-folder", "templates/theme/tiles.typ", none)
            .arguments(["check", "--deny", "warnings"]),
        file("theme-in-right-to-left", "theme/\u{202e}sreneo.typ", none)
            .arguments(["check", "--deny", "warnings"]),
        many(),
    ]
}

/// More files than are listed.
fn many() -> Case {
    let case = Case::new("template-1001-files");
    (0..1001).fold(case, |case, at| case.file(&format!("templates/{at}.typ.j2"), "a"))
}

/// Links and other things that are no files.
#[cfg(unix)]
fn links() -> Vec<Case> {
    use std::os::unix::fs::symlink;

    vec![
        put("link-out", |project| {
            std::fs::create_dir(project.join("templates")).expect("a folder");
            let link = project.join("templates/report.typ.j2");
            symlink("../../beside.txt", link).expect("a link");
        }),
        put("link-to-a-device", |project| {
            std::fs::create_dir(project.join("theme")).expect("a folder");
            symlink("/dev/zero", project.join("theme/openers.typ")).expect("a link");
        }),
        put("link-to-itself", |project| {
            std::fs::create_dir(project.join("theme")).expect("a folder");
            symlink("openers.typ", project.join("theme/openers.typ")).expect("a link");
        }),
        put("folder-that-leads-out", |project| {
            symlink("..", project.join("templates")).expect("a link");
        }),
        put("folder-within-that-leads-out", |project| {
            std::fs::create_dir(project.join("templates")).expect("a folder");
            symlink("../..", project.join("templates/partials.typ.j2")).expect("a link");
        }),
        put("link-to-nothing", |project| {
            symlink("nothing", project.join("theme")).expect("a link");
        }),
        put("name-with-an-escape-sequence", |project| {
            std::fs::create_dir(project.join("templates")).expect("a folder");
            let name = project.join("templates/\u{1b}[2J\n.typ.j2");
            std::fs::write(name, "a").expect("a file");
        }),
    ]
}
