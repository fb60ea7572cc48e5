//! Layers: the templates and the theme of a project over those of the program.

use std::collections::BTreeMap;

use recto::build::{Workspace, build};
use recto::limits::Limits;
use serde_json::Value;
use tempfile::TempDir;

use crate::press::{Unwatched, assert_status, files, plan, repository, said, told};
use crate::reader::Pdf;
use crate::scratch::Scratch;

/// A template that writes a line after the parts of the report.
const GREETING: &str = "{% extends \"recto/report.typ.j2\" %}\n\
                        {% block parts %}\n\
                        {{ super() }}\n\
                        Good morning, {{ report.title }}.\n\
                        {% endblock %}\n";

/// A theme whose sections begin with a word.
const OPENERS: &str = "#import \"recto-openers.typ\": *\n\
                       #let section-opener(number, title, ..more) = heading[Chapter: #title]\n";

#[test]
fn a_block_and_a_function_are_overridden() {
    let scratch = Scratch::with(&[
        ("templates/report.typ.j2", GREETING),
        ("theme/openers.typ", OPENERS),
    ]);
    let report = &scratch.editions()["report"];
    let text = report.text();
    assert!(text.contains("Good morning, A short note."), "{text}");
    assert!(text.contains("Chapter: What happened"), "{text}");
    let plain = Scratch::minimal().editions()["report"].text();
    assert!(!plain.contains("Good morning") && !plain.contains("Chapter"), "{plain}");
    assert_eq!(scratch.findings(), [""; 0]);
}

#[test]
fn templates_and_theme_include_files_of_their_own() {
    let image = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    let scratch = Scratch::with(&[
        (
            "templates/report.typ.j2",
            "{% extends \"recto/report.typ.j2\" %}{% block parts %}{{ super() }}\
             {% include \"partials/more.typ.j2\" %}\
             #include {{ part(\"last\", \"partials/last.typ.j2\") }}{% endblock %}",
        ),
        ("templates/partials/more.typ.j2", "More of {{ report.title }}."),
        (
            "templates/partials/last.typ.j2",
            "#import \"/theme/own/signs.typ\": sign\nThe end #sign",
        ),
        (
            "theme/own/signs.typ",
            "#let sign = [is near#image(\"dot.svg\", alt: \"A dot\")]",
        ),
        (
            "theme/openers.typ",
            "#import \"recto-openers.typ\": *\n#import \"own/signs.typ\"",
        ),
        ("theme/own/dot.svg", image),
        ("theme/README.md", "What is here."),
        ("theme/.editor", "x"),
    ]);
    let text = scratch.editions()["report"].text();
    assert!(text.contains("More of A short note."), "{text}");
    assert!(text.contains("The end is near"), "{text}");
    assert_eq!(scratch.findings(), [""; 0]);
    let manifest = std::fs::read_to_string({
        assert_status(&scratch.run(&["-q", "build"]), 0);
        scratch.path().join("out/manifest.json")
    });
    let manifest: Value =
        serde_json::from_str(&manifest.expect("a record")).expect("JSON");
    let inputs = manifest["inputs"]["project"].as_array().expect("a list");
    let paths: Vec<_> = inputs.iter().filter_map(|it| it["path"].as_str()).collect();
    for path in [
        "templates/partials/last.typ.j2",
        "templates/partials/more.typ.j2",
        "templates/report.typ.j2",
        "theme/openers.typ",
        "theme/own/dot.svg",
        "theme/own/signs.typ",
    ] {
        assert!(paths.contains(&path), "{path} is not on record: {paths:?}");
    }
}

#[test]
fn verify_sees_what_changed_in_a_template() {
    let scratch = Scratch::with(&[("templates/report.typ.j2", GREETING)]);
    assert_status(&scratch.run(&["-q", "build"]), 0);
    assert_status(&scratch.run(&["verify"]), 0);
    scratch.write("templates/report.typ.j2", GREETING.replace("morning", "evening"));
    let output = scratch.run(&["verify"]);
    assert_status(&output, 1);
    assert!(told(&output).contains("templates/report.typ.j2"), "{}", told(&output));
    // And what is there only now.
    scratch.write("templates/report.typ.j2", GREETING);
    assert_status(&scratch.run(&["verify"]), 0);
    scratch.write("theme/openers.typ", OPENERS);
    let output = scratch.run(&["verify"]);
    assert_status(&output, 1);
    assert!(told(&output).contains("theme/openers.typ"), "{}", told(&output));
}

#[test]
fn a_workspace_sees_a_file_that_comes_changes_and_goes() {
    let scratch = Scratch::minimal();
    let workspace =
        Workspace::open(scratch.path(), Limits::default()).expect("a project");
    let out = TempDir::new().expect("a folder");
    let built = || {
        let built = build(&workspace, &plan(out.path()), &Unwatched);
        built.unwrap_or_else(|failed| panic!("{}", failed.error));
        Pdf::open(&out.path().join("note.pdf")).text()
    };
    assert!(!built().contains("Good"));
    scratch.write("templates/report.typ.j2", GREETING);
    assert_eq!(workspace.reset(), ["templates/report.typ.j2"]);
    assert!(built().contains("Good morning"));
    assert!(workspace.reset().is_empty());
    assert!(built().contains("Good morning"));
    scratch.write("templates/report.typ.j2", GREETING.replace("morning", "evening"));
    scratch.write("theme/openers.typ", OPENERS);
    let changed = workspace.reset();
    assert_eq!(changed, ["templates/report.typ.j2", "theme/openers.typ"]);
    let text = built();
    assert!(text.contains("Good evening") && text.contains("Chapter:"), "{text}");
    std::fs::remove_file(scratch.path().join("templates/report.typ.j2")).expect("it");
    assert_eq!(workspace.reset(), ["templates/report.typ.j2"]);
    assert!(!built().contains("Good"));
}

#[test]
fn a_broken_template_is_said_to_the_public_too() {
    // This project has restricted parts, and the messages of its public builds say less.
    let scratch = Scratch::of("northmoor");
    scratch.write("templates/report.typ.j2", "a\n{{ report.titel }}\n{# restricted #}\n");
    let output = scratch.run(&["build", "report", "--message-format", "short"]);
    assert_status(&output, 1);
    let told = told(&output);
    assert!(
        told.contains("templates/report.typ.j2:2:4: error[template-failed]"),
        "{told}"
    );
    assert!(!scratch.path().join("out").exists(), "something was made");
}

#[test]
fn an_error_has_its_place_in_the_file_that_made_it() {
    let place = |files: &[(&str, &str)]| {
        let scratch = Scratch::with(files);
        let output = scratch.run(&["build", "--message-format", "short"]);
        assert_status(&output, 1);
        told(&output).lines().next().expect("a line").to_owned()
    };
    let said = place(&[("templates/report.typ.j2", "= A\n#nothing(\"b\")\n")]);
    assert!(
        said.starts_with("templates/report.typ.j2:2:2: error[typesetting]"),
        "{said}"
    );
    // In an included one, behind characters of several bytes.
    let said = place(&[
        ("templates/report.typ.j2", "{% include \"partials/cover.typ.j2\" %}"),
        ("templates/partials/cover.typ.j2", "“é”\n é {{ report.title|nothing }}"),
    ]);
    assert!(said.starts_with("templates/partials/cover.typ.j2:2:20: error["), "{said}");
    let said = place(&[(
        "theme/openers.typ",
        "#import \"recto-openers.typ\": *\n#let section-opener(..) = [é#panic(\"a\")]\n",
    )]);
    assert!(said.starts_with("theme/openers.typ:2:30: error[typesetting]"), "{said}");
    // Of a value, both are named: where it stands, and what sets it.
    let places = |template: &str| {
        let scratch = Scratch::with(&[("templates/report.typ.j2", template)]);
        let output = scratch.run(&["build", "--message-format", "json"]);
        let first = told(&output).lines().next().map(serde_json::from_str::<Value>);
        let first = first.expect("a line").expect("JSON");
        let file = |place: &Value| place["file"].as_str().unwrap_or_default().to_owned();
        [file(&first["place"]), file(&first["related"][0]["place"])]
    };
    let own = "templates/report.typ.j2";
    let of_value = "#rect(width: {{ report.title|string }})";
    assert_eq!(places(of_value), ["report.yaml", own]);
    let of_call = "#heading({{ report.title|content }}, [b])";
    assert_eq!(places(of_call), [own, ""]);
    let in_code = "#let a = {{ report.title }}";
    assert_eq!(places(in_code), [own, "report.yaml"]);
}

#[test]
fn what_is_not_used_is_told_with_the_nearest_name() {
    let scratch = Scratch::with(&[
        ("templates/partials/covr.typ.j2", "a"),
        ("templates/theme/openers.typ", "a"),
        ("templates/Report.typ.j2", "a"),
        ("theme/opener.typ", "a"),
        ("theme/specimen/main.typ", "a"),
        ("theme/notes.txt", "a"),
        // Named by one that is not used itself.
        ("theme/other.typ", "#import \"notes.typ\""),
        ("theme/notes.typ", "#import \"other.typ\""),
    ]);
    let found = scratch.findings();
    let hint = |path: &str| {
        let start = format!("{path}: warning[unused-file]: `{path}` is not used (");
        let line = found.iter().find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_else(|| panic!("{path}: {found:#?}")).to_owned()
    };
    let covr = hint("templates/partials/covr.typ.j2");
    assert_eq!(covr, "did you mean `templates/partials/cover.typ.j2`?)");
    assert_eq!(hint("templates/theme/openers.typ"), "move it to `theme/openers.typ`)");
    let capital = hint("templates/Report.typ.j2");
    assert_eq!(capital, "did you mean `templates/report.typ.j2`?)");
    assert_eq!(hint("theme/opener.typ"), "did you mean `theme/openers.typ`?)");
    assert!(hint("theme/specimen/main.typ").starts_with("name it as the file"));
    for path in ["theme/notes.txt", "theme/other.typ", "theme/notes.typ"] {
        hint(path);
    }
    assert_eq!(found.len(), 8, "{found:#?}");
}

#[test]
fn a_file_of_the_data_may_stand_there_too() {
    let scratch = Scratch::of("minimal");
    let section = std::fs::read_to_string(scratch.path().join("sections/one.yaml"));
    scratch.write("theme/one.yaml", section.expect("a section"));
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report.expect("a report").replace("sections/one.yaml", "theme/one.yaml");
    scratch.write("report.yaml", report);
    assert_eq!(scratch.findings(), [""; 0]);
}

#[test]
fn nothing_evaluates_text() {
    let told: BTreeMap<_, _> = ["eval(\"1\")", "std.eval(\"1\")", "plugin(bytes((0,)))"]
        .into_iter()
        .map(|code| {
            let scratch = Scratch::with(&[("templates/report.typ.j2", code)]);
            scratch.write("templates/report.typ.j2", format!("#{code}\n"));
            let output = scratch.run(&["build", "--message-format", "short"]);
            assert_status(&output, 1);
            (code, told(&output))
        })
        .collect();
    assert!(told["eval(\"1\")"].contains("unknown variable: eval"), "{told:#?}");
    assert!(told["std.eval(\"1\")"].contains("does not contain `eval`"), "{told:#?}");
    assert!(
        told["plugin(bytes((0,)))"].contains("unknown variable: plugin"),
        "{told:#?}"
    );
}

/// The paths of every file that a project can replace.
fn listed(scratch: &Scratch) -> BTreeMap<String, String> {
    let output = scratch.run(&["templates", "list", "--message-format", "json"]);
    assert_status(&output, 0);
    let row = |line: &str| {
        let row: Value = serde_json::from_str(line).expect("JSON");
        let text = |name: &str| row[name].as_str().expect("a text").to_owned();
        (text("path"), text("whose"))
    };
    told(&output).lines().map(row).collect()
}

#[test]
fn copies_of_everything_change_nothing() {
    let scratch = Scratch::of("northmoor");
    let build = ["-q", "build", "--keep-sources"];
    assert_status(&scratch.run(&build), 0);
    let out = scratch.path().join("out");
    let before = scratch.path().join("before");
    std::fs::rename(&out, &before).expect("a folder");
    let all = listed(&scratch);
    assert!(all.len() > 60, "{all:#?}");
    assert!(all.values().all(|whose| whose == "the program's"), "{all:#?}");
    // Words are changed one by one.
    let is_copied = |path: &&str| !path.ends_with(".yaml");
    let paths: Vec<_> = all.keys().map(String::as_str).filter(is_copied).collect();
    assert_status(&scratch.run(&[&["templates", "eject"], paths.as_slice()].concat()), 0);
    let own = listed(&scratch).into_iter().filter(|(path, _)| is_copied(&path.as_str()));
    assert!(own.into_iter().all(|(_, whose)| whose == "the project's"));
    assert_status(&scratch.run(&build), 0);
    let made = files(&out);
    for (path, before) in files(&before) {
        let now = &made[&path];
        // What the program measures, prints and marks is the same to the letter.
        if path.ends_with(".typ") && !path.contains("/theme/") {
            assert_eq!(said(&before), said(now), "{path}");
        }
        if path.ends_with(".pdf") {
            let (before, now) = (Pdf::read(&before), Pdf::read(now));
            assert_eq!(before.text(), now.text(), "{path}");
            assert_eq!(before.labels(), now.labels(), "{path}");
        }
    }
    let output = scratch.run(&["templates", "diff"]);
    assert_eq!(told(&output), "");
    let found = scratch.findings();
    let of_copies = ["outdated-copy", "unused-file"];
    assert!(!found.iter().any(|it| of_copies.iter().any(|code| it.contains(code))));
}

#[test]
fn a_copy_is_made_once_and_tells_when_its_original_changes() {
    let scratch = Scratch::minimal();
    let names = ["templates/partials/cover.typ.j2", "theme/tiles.typ", "theme/marks.typ"];
    // A name is known without its folder too.
    let eject = ["templates", "eject", "partials/cover.typ.j2", "tiles.typ", names[2]];
    assert_status(&scratch.run(&eject), 0);
    let read =
        |path: &str| std::fs::read_to_string(scratch.path().join(path)).expect("a copy");
    let cover = read(names[0]);
    let version = env!("CARGO_PKG_VERSION");
    let header = format!("{{# Ejected from Recto {version}: {}, sha256 ", names[0]);
    assert!(cover.starts_with(&header), "{cover}");
    assert!(read(names[1]).starts_with("// Ejected from Recto "));
    // A second time, nothing is copied, and nothing overwritten.
    scratch.write(names[0], cover.replace("#cover(", "#cover( "));
    let output = scratch.run(&["templates", "eject", "theme/people.typ", names[0]]);
    assert_status(&output, 2);
    assert!(told(&output).contains("has a `templates/partials/cover.typ.j2` already"));
    assert!(read(names[0]).contains("#cover( "));
    assert!(!scratch.path().join("theme/people.typ").exists());
    assert_eq!(scratch.findings(), [""; 0]);
    // What an upgrade does: the digest in the header is not that of the original.
    for path in names {
        let text = read(path);
        let (line, rest) = text.split_once('\n').expect("two lines");
        let (start, digest) = line.split_once("sha256 ").expect("a digest");
        let other = digest.replace(char::is_numeric, "0");
        scratch.write(path, format!("{start}sha256 {other}\n{rest}"));
    }
    let found = scratch.findings();
    assert_eq!(found.len(), 3, "{found:#?}");
    for path in names {
        let start = format!(
            "{path}:1:1: warning[outdated-copy]: `{path}`, of which this is a copy from \
             Recto {version}, has changed since (take over what `recto templates diff {path}` \
             shows"
        );
        assert!(found.iter().any(|it| it.starts_with(&start)), "{start}: {found:#?}");
    }
    let built = told(&scratch.run(&["build"]));
    assert_eq!(built.matches("warning[outdated-copy]").count(), 3, "{built}");
    let diff = told(&scratch.run(&["templates", "diff", names[0]]));
    assert!(diff.contains("\n-#cover(\n+#cover( \n"), "{diff}");
    assert!(diff.contains("\n-{# Ejected from"), "{diff}");
    assert!(!diff.contains("tiles.typ"), "{diff}");
    let whose = listed(&scratch);
    assert_eq!(whose[names[1]], "the project's, a copy of an older version");
}

#[test]
fn files_of_the_program_are_shown_and_misspelt_names_told() {
    let scratch = Scratch::minimal();
    let shown = |name: &str| {
        let output = scratch.run(&["templates", "show", name]);
        (output.status.code(), told(&output))
    };
    let of_repository =
        |path: &str| std::fs::read_to_string(repository().join(path)).expect("a file");
    let cover = of_repository("templates/partials/cover.typ.j2");
    assert_eq!(shown("templates/partials/cover.typ.j2"), (Some(0), cover.clone()));
    assert_eq!(shown("partials/cover.typ.j2"), (Some(0), cover));
    let facts = of_repository("templates/themes/annual/theme.toml");
    assert_eq!(shown("theme/theme.toml"), (Some(0), facts));
    let (status, said) = shown("partials/covr.typ.j2");
    assert_eq!(status, Some(2));
    assert!(said.contains("did you mean `partials/cover.typ.j2`?"), "{said}");
    for name in ["../../etc/passwd", "/etc/passwd", "", "theme/../theme.toml"] {
        assert_eq!(shown(name).0, Some(2), "{name}");
    }
    let output = scratch.run(&["templates", "diff", "theme/tiles.typ"]);
    assert_status(&output, 2);
    assert!(told(&output).contains("the project replaces no file"), "{}", told(&output));
    // Nobody needs a project to see what the program has.
    let empty = Scratch::empty();
    assert_status(&empty.run(&["templates", "list"]), 0);
    assert_status(&empty.run(&["templates", "show", "theme/tiles.typ"]), 0);
    assert_status(&empty.run(&["templates", "eject", "theme/tiles.typ"]), 2);
}

#[cfg(unix)]
#[test]
fn no_copy_leaves_the_project() {
    let scratch = Scratch::minimal();
    let outside = TempDir::new().expect("a folder");
    std::os::unix::fs::symlink(outside.path(), scratch.path().join("theme")).expect("it");
    let output = scratch.run(&["templates", "eject", "theme/charts/rows.typ"]);
    assert_status(&output, 2);
    let told = told(&output);
    assert!(told.contains("leads out of the project folder"), "{told}");
    assert!(files(outside.path()).is_empty());
}

#[test]
fn a_block_is_overridden_in_what_others_include() {
    let scratch = Scratch::with(&[(
        "templates/partials/blocks.typ.j2",
        "{% extends \"recto/partials/blocks.typ.j2\" %}\n{% block prose %}\n\
         #prose[It is said: {{ content }}]\n{% endblock %}\n",
    )]);
    let text = scratch.editions()["report"].text();
    assert!(text.contains("It is said: Nothing much happened"), "{text}");
    // Each template of the program has blocks to override.
    for (path, _) in recto::layers::replaceable(recto::theme::Name::default()) {
        if path.ends_with(".j2") {
            let text = std::fs::read_to_string(repository().join(&path)).expect("a file");
            assert!(text.contains("{% block "), "{path} has no block");
        }
    }
}
