//! Templates: whatever a template does with a value, the value stays text; and what
//! templates can see is what is documented.

use std::collections::{BTreeMap, BTreeSet};

use recto::build::{Opened, Workspace};
use recto::diagnostic::Diagnostic;
use recto::edition::all;
use recto::edition::audience::{Readership, release};
use recto::limits::Limits;
use recto::render::describe::{NOUNS, TOP, markdown};
use recto::render::{
    Change, ChangeKind, Palette, Profile, RenderedSource, Renderer, Sides,
};

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
    let profile = Profile { date, sides: Sides::Single, bleed: 0.0 };
    let released = release(&opened.report, Readership::Public, &opened.locale)?;
    let changes = [Change { kind: ChangeKind::Added, item: "4. Stations".to_owned() }];
    let selection = &all(&released)[edition];
    renderer.render(selection, &opened.locale, &profile, Some(&changes))
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
    compare_with(&path, &markdown()).unwrap_or_else(|difference| panic!("{difference}"));
}

/// Prints a noun's name and the names of its fields, on a line.
const FIELDS: &str = "{{ noun }}:{% for field in it %} {{ field }}{% endfor %}\n\n";

/// A line of [`FIELDS`] for the noun that an expression gives.
fn fields(noun: &str, expression: &str) -> String {
    format!(
        "{{% with noun = \"{noun}\", it = {expression} %}}\
         {{% include \"fields.typ.j2\" %}}{{% endwith %}}\n"
    )
}

/// The fields of every noun, as a template sees them.
fn seen() -> BTreeMap<String, BTreeSet<String>> {
    let of_list = |noun: &str, list: &str| {
        format!("{{% for it0 in {list} %}}{}{{% endfor %}}", fields(noun, "it0"))
    };
    let measures = of_list("measure", "document.year_in_figures");
    let mut report = fields("document", "document");
    for noun in ["edition", "report", "publisher", "profile", "language"] {
        report.push_str(&fields(noun, noun));
    }
    report.push_str(&measures);
    for (noun, list) in [
        ("band", "report.priorities"),
        ("entry", "document.imprint"),
        ("section", "document.sections"),
        ("figure_group", "document.figures"),
        ("abbreviation", "document.glossary"),
        ("source", "document.sources"),
        ("contact", "document.contacts"),
    ] {
        report.push_str(&of_list(noun, list));
    }
    report.push_str(BLOCKS);
    let brief = fields("brief", "document.brief");
    let brand = format!("{}{}", fields("brand", "brand"), fields("logo", "brand.logo"));
    let templates = [
        ("report.typ.j2", report.as_str()),
        ("brief.typ.j2", brief.as_str()),
        ("paper.typ.j2", PAPER),
        ("pack.typ.j2", PACK),
        ("brand.typ.j2", brand.as_str()),
        ("words.typ.j2", ""),
        ("fields.typ.j2", FIELDS),
        ("block.typ.j2", BLOCK),
        ("highlight.typ.j2", HIGHLIGHT),
    ];
    let opened = opened("northmoor");
    let mut text = String::new();
    for edition in [0, 1, 3, 4] {
        let sources = rendered(&opened, edition, &templates);
        text.push_str(
            sources.unwrap_or_else(|problems| panic!("{problems:#?}"))[0].text(),
        );
    }
    // A project whose paper attaches a file of another maker.
    let sources = rendered(&self::opened("annexes"), 1, &templates);
    text.push_str(sources.unwrap_or_else(|problems| panic!("{problems:#?}"))[0].text());
    let renderer = Renderer::new(templates).unwrap_or_else(|it| panic!("{it:?}"));
    let settings =
        renderer.render_theme_settings(&opened.report, &opened.locale, Palette::Light);
    text.push_str(settings.unwrap_or_else(|problems| panic!("{problems:#?}"))[0].text());

    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // Names are escaped as all text is.
    for line in text.replace('\\', "").lines() {
        if let Some((noun, names)) = line.split_once(':') {
            let names: BTreeSet<_> =
                names.split_whitespace().map(str::to_owned).collect();
            let known =
                seen.entry(noun.trim().to_owned()).or_insert_with(|| names.clone());
            assert_eq!(*known, names, "two kinds of {noun}");
        }
    }
    seen
}

/// Goes through every section for the nouns that only blocks hold.
const BLOCKS: &str = r#"
{% for section in document.sections %}
{% with blocks = section.body %}{% include "block.typ.j2" %}{% endwith %}
{% if section.priority is not none %}
{% with noun = "priority", it = section.priority %}{% include "fields.typ.j2" %}{% endwith %}
{% with blocks = section.priority.body %}{% include "block.typ.j2" %}{% endwith %}
{% with noun = "measure", it = section.priority.measures[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% for highlight in section.priority.highlights %}{% include "highlight.typ.j2" %}{% endfor %}
{% endif %}
{% endfor %}
"#;

const PAPER: &str = r#"
{% with noun = "paper", it = paper %}{% include "fields.typ.j2" %}{% endwith %}
{% for fact in paper.facts %}
{% with noun = "fact", it = fact %}{% include "fields.typ.j2" %}{% endwith %}
{% for line in fact.lines %}
{% with noun = "fact_line", it = line %}{% include "fields.typ.j2" %}{% endwith %}
{% for piece in line.pieces %}
{% with noun = "piece", it = piece %}{% include "fields.typ.j2" %}{% endwith %}
{% endfor %}
{% endfor %}
{% endfor %}
{% for section in paper.sections %}
{% with noun = "paper_section", it = section %}{% include "fields.typ.j2" %}{% endwith %}
{% if section.kind == "recommendations" %}
{% with noun = "recommendations", it = section.content %}{% include "fields.typ.j2" %}{% endwith %}
{% elif section.kind == "entries" %}
{% with noun = "paper_entry", it = section.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% elif section.kind == "steps" %}
{% with noun = "step", it = section.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% elif section.kind == "background" %}
{% with noun = "link", it = section.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% elif section.kind == "signatures" %}
{% with noun = "signature", it = section.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% endif %}
{% endfor %}
{% for appendix in paper.appendices %}
{% with noun = "appendix", it = appendix %}{% include "fields.typ.j2" %}{% endwith %}
{% for page in appendix.pages %}
{% with noun = "external_page", it = page %}{% include "fields.typ.j2" %}{% endwith %}
{% endfor %}
{% endfor %}
"#;

const PACK: &str = r#"
{% with noun = "pack", it = pack %}{% include "fields.typ.j2" %}{% endwith %}
{% for item in pack["items"] %}
{% with noun = "item", it = item %}{% include "fields.typ.j2" %}{% endwith %}
{% endfor %}
{% for change in pack.changes or [] %}
{% with noun = "change", it = change %}{% include "fields.typ.j2" %}{% endwith %}
{% endfor %}
"#;

const HIGHLIGHT: &str = r#"
{% with noun = "highlight", it = highlight %}{% include "fields.typ.j2" %}{% endwith %}
{% with blocks = highlight.then %}{% include "block.typ.j2" %}{% endwith %}
{% for item in highlight["items"] %}
{% with highlight = item %}{% include "highlight.typ.j2" %}{% endwith %}
{% endfor %}
"#;

const BLOCK: &str = r#"
{% for block in blocks %}
{% with noun = "block", it = block %}{% include "fields.typ.j2" %}{% endwith %}
{% if block.kind == "chart" or block.kind == "table" or block.kind == "figure" %}
{% with noun = block.kind, it = block.content %}{% include "fields.typ.j2" %}{% endwith %}
{% endif %}
{% if block.kind == "chart" %}
{% with noun = "point", it = block.content.points[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% with noun = "value", it = block.content.points[0]["values"][0] %}{% include "fields.typ.j2" %}{% endwith %}
{% if block.content.total is not none %}
{% with noun = "total", it = block.content.total %}{% include "fields.typ.j2" %}{% endwith %}
{% endif %}
{% elif block.kind == "table" %}
{% with noun = "column", it = block.content.columns[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% elif block.kind == "people" %}
{% with noun = "person", it = block.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% elif block.kind == "parts" %}
{% with noun = "part", it = block.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% elif block.kind == "priorities" %}
{% with noun = "priority_summary", it = block.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% elif block.kind == "links" %}
{% with noun = "link", it = block.content[0] %}{% include "fields.typ.j2" %}{% endwith %}
{% endif %}
{% endfor %}
"#;

#[test]
fn every_noun_that_a_template_sees_is_described() {
    let described: BTreeMap<_, BTreeSet<_>> = NOUNS
        .iter()
        .map(|noun| {
            let fields =
                noun.fields.iter().map(|(name, ..)| (*name).to_owned()).collect();
            (noun.noun.to_owned(), fields)
        })
        .collect();
    let seen = seen();
    for (noun, fields) in &described {
        let seen = seen.get(noun).unwrap_or_else(|| panic!("`{noun}` is not to be seen"));
        assert_eq!(seen, fields, "the fields of `{noun}`: seen, then described");
    }
    let undescribed: Vec<_> =
        seen.keys().filter(|noun| !described.contains_key(*noun)).collect();
    assert!(undescribed.is_empty(), "{undescribed:?}");
}

#[test]
fn everything_that_templates_are_said_to_see_is_there() {
    let opened = opened("northmoor");
    for (name, _, what) in TOP {
        let template = format!("{{% if {name} %}}{{% endif %}}");
        let kinds = ["report", "brief", "paper", "pack"].map(|it| format!("{it}.typ.j2"));
        let templates: Vec<_> =
            kinds.iter().map(|kind| (kind.as_str(), template.as_str())).collect();
        let there =
            [0, 1, 3, 4].map(|edition| rendered(&opened, edition, &templates).is_ok());
        let expected = if what.ends_with("in the report and in a brief") {
            [true, true, false, false]
        } else if what.ends_with("only in a paper") {
            [false, false, true, false]
        } else if what.ends_with("only in a pack") {
            [false, false, false, true]
        } else {
            [true; 4]
        };
        assert_eq!(there, expected, "`{name}` in a report, a brief, a paper and a pack");
    }
}
