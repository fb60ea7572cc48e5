//! Templates: whatever a template does with a value, the value stays text; and what
//! templates can see is what is documented.

use std::collections::{BTreeMap, BTreeSet};

use recto::build::{Opened, Workspace};
use recto::diagnostic::Diagnostic;
use recto::document::{Basis, Document, Value, Walk, walk};
use recto::edition::Audience;
use recto::edition::all;
use recto::edition::redact::{Released, redact};
use recto::limits::Limits;
use recto::render::{PageSetup, RenderedSource, Renderer, Sides, documentation};
use recto::report::Block;
use recto::report::declare::Noun;

use crate::cases::compare_with;
use crate::press::repository;

fn opened(project: &str) -> Opened {
    let folder = repository().join("tests/projects").join(project);
    let workspace = Workspace::open(&folder, Limits::default()).expect("a project");
    workspace.read().unwrap_or_else(|error| panic!("{error}"))
}

/// What comes of templates for the first edition, the report, or for the second, a brief.
fn rendered(
    opened: &Opened,
    edition: usize,
    templates: &[(&str, &str)],
) -> Result<Vec<RenderedSource>, Vec<Diagnostic>> {
    let renderer = Renderer::new(templates.iter().copied()).map_err(|it| vec![it])?;
    let date = opened.report.period.to.value;
    let profile = PageSetup { date, sides: Sides::Single, bleed: 0.0 };
    let released = released(opened);
    let basis = Basis::new(released.report(), &opened.locale);
    let document = Document::of(&all(&released)[edition], &basis);
    renderer.render(&document, &opened.locale, &profile)
}

fn released(opened: &Opened) -> Released {
    let released = redact(&opened.report, Audience::Public, &opened.locale);
    released.unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Fails unless a template is refused at a line, with words that say why.
#[track_caller]
fn assert_refused(template: &str, line: usize, why: &str) {
    let opened = opened("minimal");
    let problems = match rendered(&opened, 0, &[("report.typ.j2", template)]) {
        Err(problems) => problems,
        Ok(sources) => panic!("`{template}` became `{}`", sources[0].text()),
    };
    let place = format!("report.typ.j2:{line}");
    let found =
        problems.iter().any(|it| it.message.contains(&place) && it.message.contains(why));
    assert!(found, "`{template}` is not refused at {place} for `{why}`: {problems:#?}");
}

/// The title of the minimal project is “A short note”.
fn text(template: &str) -> String {
    let opened = opened("minimal");
    let sources = rendered(&opened, 0, &[("report.typ.j2", template)]);
    sources.unwrap_or_else(|problems| panic!("{problems:#?}")).remove(0).text().to_owned()
}

#[test]
fn a_value_in_markup_is_text() {
    assert_eq!(text("= {{ report.title }}\n"), "= A short note\n");
    assert_eq!(text("#f({{ report.title|string }})\n"), "#f(\"A short note\")\n");
    assert_eq!(text("#f({{ report.title|content }})\n"), "#f([A short note])\n");
    assert_eq!(text("#f({{ report.subtitle|content }})\n"), "#f(none)\n");
}

#[test]
fn a_value_in_code_is_refused() {
    assert_refused("\n#let x = {{ report.title }}\n", 2, "text");
    assert_refused("#f({{ report.title }})\n", 1, "text");
    assert_refused("\n\n#{ {{ report.title }} }\n", 3, "text");
    assert_refused("#{{ report.title }}\n", 1, "text");
}

#[test]
fn a_value_in_a_raw_block_is_refused() {
    assert_refused("`{{ report.title }}`\n", 1, "text");
    assert_refused("a\n```\n{{ report.title }}\n```\n", 3, "text");
}

#[test]
fn a_value_in_a_comment_is_refused() {
    assert_refused("// {{ report.title }}\n", 1, "text");
    assert_refused("a\n/* b\n{{ report.title }} */\n", 3, "text");
}

#[test]
fn a_value_in_a_label_or_reference_is_refused() {
    // A label holds no spaces, so an id is what would fit.
    assert_refused("= a <{{ edition.name }}>\n", 1, "text");
    assert_refused("@{{ edition.name }}\n", 1, "text");
}

#[test]
fn a_value_in_a_string_without_its_filter_is_refused() {
    assert_refused("#f(\"{{ report.title }}\")\n", 1, "text");
    assert_refused("#f(\"a {{ report.title|string }}\")\n", 1, "literal");
}

#[test]
fn a_value_in_mathematics_is_refused() {
    assert_refused("$ {{ report.title }} $\n", 1, "text");
    assert_refused("$x_{{ edition.name }}$\n", 1, "text");
}

#[test]
fn a_value_in_an_address_is_refused() {
    assert_refused("https://example.org/{{ edition.name }}\n", 1, "text");
}

#[test]
fn a_literal_in_markup_is_refused() {
    assert_refused("a {{ report.title|string }}\n", 1, "literal");
    assert_refused("{{ report.title|content }}\n", 1, "literal");
}

#[test]
fn prose_in_code_is_refused() {
    let opened = opened("northmoor");
    let template = "\n#f({{ document.sections[0].lead }})\n";
    let problems = rendered(&opened, 0, &[("report.typ.j2", template)]).unwrap_err();
    assert!(problems[0].message.contains("report.typ.j2:2"), "{problems:#?}");
    // Whose value it was is said as well.
    let place = problems[0].place.as_ref().expect("a place");
    assert_eq!(&**place.file(), "sections/welcome.yaml");
    assert_eq!(place.field(), "lead");
}

#[test]
fn escaping_cannot_be_turned_off() {
    let opened = opened("trust");
    let off =
        "{% autoescape false %}{{ publisher.name ~ \" #x *y*\" }}{% endautoescape %}";
    match rendered(&opened, 0, &[("report.typ.j2", off)]) {
        Ok(sources) => {
            let text = sources[0].text();
            assert!(text.contains("\\#x") && text.contains("\\*y\\*"), "{text}");
        }
        Err(problems) => assert!(problems[0].message.contains("report.typ.j2:1")),
    }
    assert_refused("\n{{ report.title|safe }}\n", 2, "safe");
    assert_refused("\n{{ report.title|escape }}\n", 2, "escape");
    assert_refused("\n{{ report.title|e }}\n", 2, "filter");
}

#[test]
fn captured_output_is_refused() {
    assert_refused("{% set x %}{{ report.title }}{% endset %}\n{{ x }}\n", 2, "captured");
    let opened = opened("minimal");
    let template = "{% set x %}#evil{% endset %}\n#f({{ x|string }})\n";
    let problems = rendered(&opened, 0, &[("report.typ.j2", template)]);
    assert!(problems.is_err(), "{problems:?}");
    // Captured and dropped, it is still output whose place is not known.
    let template = "{% set x %}{{ report.title }}{% endset %}a\n";
    let problems = rendered(&opened, 0, &[("report.typ.j2", template)]);
    assert!(problems.is_err() || problems.is_ok_and(|it| it[0].text() == "a\n"));
}

#[test]
fn what_is_not_there_is_refused() {
    assert_refused("\n{{ report.subtitle }}\n", 2, "none");
    assert_refused("\n{{ report.nothing }}\n", 2, "undefined");
    assert_refused("\n{{ nothing }}\n", 2, "undefined");
    assert_refused("\n{% if nothing %}a{% endif %}\n", 2, "undefined");
    assert_refused("\n{{ report }}\n", 2, "cannot be printed");
    assert_refused("\n{{ report.keywords }}\n", 2, "cannot be printed");
    assert_refused("\n{% include \"gone.typ.j2\" %}\n", 2, "gone.typ.j2");
    assert_refused("\n{{ range(9) }}\n", 2, "range");
}

#[test]
fn a_template_that_does_not_end_is_stopped() {
    let ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    let mut template = String::new();
    for level in 0..9 {
        template.push_str(&format!("{{% for i{level} in {ten} %}}"));
    }
    template.push_str(&"{% endfor %}".repeat(9));
    let opened = opened("minimal");
    let problems = rendered(&opened, 0, &[("report.typ.j2", &template)]).unwrap_err();
    assert!(problems[0].message.contains("report.typ.j2"), "{problems:#?}");
    assert_eq!(
        problems[0].hint.as_deref(),
        Some("raise the limit with `--limit fuel=40000000` if this is meant")
    );
}

#[test]
fn a_template_that_includes_itself_is_stopped() {
    let opened = opened("minimal");
    let template = "{% include \"report.typ.j2\" %}\n";
    let problems = rendered(&opened, 0, &[("report.typ.j2", template)]).unwrap_err();
    assert!(problems[0].message.contains("report.typ.j2:1"), "{problems:#?}");
}

#[test]
fn a_template_that_does_not_parse_is_refused_with_its_line() {
    let templates = [("report.typ.j2", "a\n{% if %}\n")];
    let problem = Renderer::new(templates).err().expect("a refusal");
    assert!(problem.message.contains("report.typ.j2:2"), "{}", problem.message);
}

#[test]
fn the_documentation_of_the_context_is_up_to_date() {
    let path = repository().join("docs/templates.md");
    compare_with(&path, &documentation())
        .unwrap_or_else(|difference| panic!("{difference}"));
}

/// The tables of `docs/templates.md`: what each noun is called, and its fields with their
/// kinds.
fn documented() -> BTreeMap<String, BTreeMap<String, String>> {
    let page = documentation();
    let tables = page.split("\n### ").skip(1).map(|section| {
        let (noun, rest) = section.split_once('\n').expect("a heading");
        let fields = rest.lines().filter_map(|line| line.strip_prefix("| `"));
        let fields = fields.filter_map(|line| {
            let (name, rest) = line.split_once("` | ")?;
            Some((name.to_owned(), rest.split(" | ").next()?.to_owned()))
        });
        (noun.to_owned(), fields.collect())
    });
    tables.collect()
}

/// Whether a value is of a kind that the documentation names.
fn is_of(value: &Value, kind: &str) -> bool {
    let some = kind.strip_suffix(" or none");
    let is = |name: &str| some.unwrap_or(kind).split(" or ").any(|it| it == name);
    match value {
        Value::None => some.is_some() || is("any"),
        Value::List(values) => {
            // A row of a table is a list of text, or a noun.
            if kind == "list of text, or row" {
                return values.iter().all(|it| is_of(it, "text"));
            }
            let of = some.unwrap_or(kind).strip_prefix("list of ");
            let of = of.map(|it| match it {
                "lists of text, or row" => "list of text, or row",
                it => it,
            });
            // An item may be none where the documentation says so of the list.
            let is_item = |it: &Value, of: &str| {
                is_of(it, of) || (some.is_some() && matches!(it, Value::None))
            };
            is("any") || of.is_some_and(|of| values.iter().all(|it| is_item(it, of)))
        }
        Value::Noun(noun) => {
            is("any")
                || is(noun.name())
                || kind.ends_with(&format!(", or {}", noun.name()))
        }
        Value::Prose(_) => is("any") || is("prose"),
        Value::Text(_) => is("text"),
        Value::File(_) => is("path"),
        Value::Flag(_) => is("boolean"),
        Value::Whole(_) | Value::Real(_) => is("number"),
        Value::Name(_) | Value::Id(_) => is("string"),
    }
}

#[test]
fn every_noun_that_a_template_sees_is_documented() {
    let documented = documented();
    let mut seen: BTreeSet<String> = ["edition", "report", "publisher", "profile"]
        .into_iter()
        .chain(["language", "brand", "logo", "logo_file", "band", "change"])
        .chain(["exempt_numbers"])
        .map(str::to_owned)
        .collect();
    let projects = ["northmoor", "annexes", "withheld", "accounts", "charts"];
    let audiences = [Audience::Public, Audience::Restricted];
    for (project, audience) in
        projects.iter().flat_map(|project| audiences.map(|audience| (project, audience)))
    {
        let opened = opened(project);
        let released = redact(&opened.report, audience, &opened.locale).unwrap();
        let basis = Basis::of(&released, &opened.locale);
        for selection in all(&released) {
            walk(&Document::of(&selection, &basis).root(), &mut |noun| {
                let name = noun.name();
                let kinds = &documented[name];
                assert_eq!(noun.fields().len(), kinds.len(), "{name}");
                for field in noun.fields() {
                    let value = noun.field(field).expect("a value");
                    let kind = &kinds[field];
                    assert!(is_of(&value, kind), "{name}.{field}: {kind}, {value:?}");
                }
                seen.insert(name.to_owned());
                Walk::Within
            });
        }
    }
    let known: BTreeSet<_> = documented.keys().cloned().collect();
    assert_eq!(seen, known, "the nouns that are seen, then those that are documented");
}

#[test]
fn every_kind_of_block_is_drawn() {
    let path = repository().join("templates/partials/blocks.typ.j2");
    let template = std::fs::read_to_string(path).expect("the template of blocks");
    for block in Block::declared().fields {
        let arm = format!("block.kind == \"{}\"", block.name);
        assert!(template.contains(&arm), "no block `{}` is drawn", block.name);
    }
}

#[test]
fn everything_that_templates_are_said_to_see_is_there() {
    let opened = opened("northmoor");
    let everywhere = ["edition", "report", "publisher", "profile", "language", "words"];
    let everywhere = everywhere.map(|name| (name, [true; 4]));
    let apart = [
        ("document", [true, true, false, false]),
        ("paper", [false, false, true, false]),
        ("pack", [false, false, false, true]),
    ];
    for (name, expected) in everywhere.into_iter().chain(apart) {
        let row = format!("| `{name}` |");
        assert!(documentation().contains(&row), "`{name}` is not documented");
        let template = format!("{{% if {name} %}}{{% endif %}}");
        let kinds = ["report", "brief", "paper", "pack"].map(|it| format!("{it}.typ.j2"));
        let templates: Vec<_> =
            kinds.iter().map(|kind| (kind.as_str(), template.as_str())).collect();
        let there =
            [0, 1, 3, 4].map(|edition| rendered(&opened, edition, &templates).is_ok());
        assert_eq!(there, expected, "`{name}` in a report, a brief, a paper and a pack");
    }
}
