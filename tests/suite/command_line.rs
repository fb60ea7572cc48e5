//! The command line: what the program says, how it ends, and what it leaves behind.

use serde_json::Value;
use tempfile::TempDir;

use crate::press::{assert_status, names, recto, repository, said};
use crate::scratch::{Scratch, report};
use crate::watch::Watching;

fn run(arguments: &[&str]) -> std::process::Output {
    let mut command = recto();
    command.current_dir(repository()).args(arguments);
    command.output().expect("a program that runs")
}

/// Each line of standard output as JSON.
fn lines(output: &std::process::Output) -> Vec<Value> {
    let text = said(&output.stdout);
    let line =
        |line: &str| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
    text.lines().map(line).collect()
}

#[test]
fn help_names_every_command_and_the_exit_status() {
    let output = run(&["--help"]);
    assert_status(&output, 0);
    let help = said(&output.stdout);
    let phrases = [
        "build",
        "list",
        "fonts",
        "--project",
        "--message-format",
        "--quiet",
        "Exit status",
    ];
    for phrase in phrases {
        assert!(help.contains(phrase), "`{phrase}` is not in:\n{help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
}

#[test]
fn help_on_build_gives_examples_that_work() {
    let output = run(&["build", "--help"]);
    assert_status(&output, 0);
    let help = said(&output.stdout);
    let examples: Vec<_> = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("recto "))
        .map(|line| line.split("  ").next().unwrap_or_default())
        .collect();
    assert!(examples.len() >= 3, "{help}");
    let scratch = small();
    for example in examples {
        let words: Vec<_> = example.split(' ').chain(["--out", "made"]).collect();
        if words.contains(&"--watch") {
            // It would go on for ever.
            Watching::with(&scratch, &words).said();
        } else {
            assert_status(&scratch.run(&words), 0);
        }
        let made = scratch.path().join("made");
        assert!(!names(&made).is_empty(), "`{example}` makes nothing");
        std::fs::remove_dir_all(made).expect("a folder");
    }
}

/// A project that says next to nothing, with the briefs, papers and packs of the bundled
/// report.
fn small() -> Scratch {
    let list = said(&run(&["list"]).stdout);
    let named = |kind: &str| {
        let words = list.lines().map(|line| line.split("  ").next().unwrap_or_default());
        words.filter_map(|words| words.strip_prefix(kind)?.strip_prefix(' ')).collect()
    };
    let (briefs, papers, packs): (Vec<&str>, Vec<&str>, Vec<&str>) =
        (named("brief"), named("paper"), named("pack"));
    let scratch = Scratch::minimal();
    let files = |ids: &[&str]| {
        let files: Vec<_> = ids.iter().map(|id| format!("{id}.yaml")).collect();
        files.join(", ")
    };
    scratch.write(
        "report.yaml",
        format!(
            "{}papers: [{}]\npacks: [{}]\n",
            report("").replace("sections/one.yaml", &files(&briefs)),
            files(&papers),
            files(&packs)
        ),
    );
    for (number, id) in (1..).zip(briefs) {
        let text = format!(
            "id: {id}\npriority: {number}\nname: N{number}\nsummary: A summary.\n\
             highlights: [{{lead: A lead, text: A text.}}]\n"
        );
        scratch.write(&format!("{id}.yaml"), text);
    }
    let meeting = "meeting: M\ndate: 2025-05-12\n";
    for id in &papers {
        let text = format!(
            "id: {id}\ntitle: A paper\n{meeting}report_of: The clerk\npurpose: noting\n\
             summary: A summary.\nrecommendations: [Note it.]\nlegal_comments: None.\n\
             appendices: [{{report: full}}]\n"
        );
        scratch.write(&format!("{id}.yaml"), text);
    }
    for id in packs {
        let items = papers.iter().map(|paper| format!("- {{paper: {paper}}}\n"));
        let items: String = items.collect();
        let text = format!("id: {id}\ntitle: A pack\n{meeting}items:\n{items}");
        scratch.write(&format!("{id}.yaml"), text);
    }
    scratch
}

#[test]
fn the_version_is_that_of_the_package() {
    let output = run(&["--version"]);
    assert_status(&output, 0);
    assert_eq!(said(&output.stdout), format!("recto {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn list_gives_the_words_that_build_each_document() {
    let output = run(&["list"]);
    assert_status(&output, 0);
    let text = said(&output.stdout);
    let commands: Vec<_> =
        text.lines().map(|line| line.split("  ").next().unwrap_or_default()).collect();
    assert_eq!(
        commands,
        [
            "report",
            "brief violence",
            "brief trust",
            "brief victims",
            "brief exploitation",
            "paper annual-report",
            "paper example-exempt",
            "pack example"
        ]
    );
    let output = run(&["list", "--message-format", "json"]);
    assert_status(&output, 0);
    let found = lines(&output);
    assert_eq!(found.len(), 8);
    assert_eq!(found[1]["command"], "brief violence");
    assert_eq!(found[1]["edition"], "brief-violence");
}

#[test]
fn fonts_lists_the_faces_in_the_program() {
    let output = run(&["fonts", "--message-format", "json"]);
    assert_status(&output, 0);
    let listed: Vec<_> = lines(&output)
        .iter()
        .map(|line| line["face"]["file"].as_str().expect("a file").to_owned())
        .collect();
    let mut files = names(&repository().join("fonts"));
    files.retain(|name| name.ends_with(".ttf"));
    let files: Vec<_> = files.iter().map(|name| format!("fonts/{name}")).collect();
    assert_eq!(listed, files);
    let output = run(&["fonts"]);
    assert_status(&output, 0);
    assert_eq!(said(&output.stdout).lines().count(), files.len() + 1);
}

#[test]
fn a_brief_is_named_by_number_or_id_and_nothing_else_is_made() {
    for name in ["2", "trust"] {
        let out = TempDir::new().expect("a folder");
        let folder = out.path().join("deep/er");
        let mut command = recto();
        command.current_dir(repository()).args(["build", "brief", name, "--out"]);
        let output = command.arg(&folder).output().expect("a run");
        assert_status(&output, 0);
        assert_eq!(
            names(&folder),
            ["annual-report-2022-23-brief-2-trust.pdf", "manifest.json"]
        );
        assert_eq!(names(out.path()), ["deep"]);
    }
}

#[test]
fn quiet_says_nothing_of_success() {
    let scratch = Scratch::minimal();
    let output = scratch.run(&["build", "--quiet"]);
    assert_status(&output, 0);
    assert_eq!(said(&output.stdout), "");
    assert_eq!(said(&output.stderr), "");
    assert_eq!(names(&scratch.path().join("out")), ["manifest.json", "note.pdf"]);
}

#[test]
fn the_closing_table_has_a_row_for_each_document() {
    let scratch = Scratch::minimal();
    let output = scratch.run(&["build"]);
    assert_status(&output, 0);
    assert_eq!(said(&output.stdout), "", "nothing was found");
    let text = said(&output.stderr);
    let [header, row] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
    let words: Vec<_> = header.split_whitespace().collect();
    assert_eq!(
        words,
        ["edition", "profile", "pages", "size", "seconds", "preflight", "file"]
    );
    assert!(row.starts_with("report") && row.ends_with("note.pdf"), "{row}");
}

#[test]
fn json_is_an_object_a_line() {
    let scratch = Scratch::minimal();
    let output = scratch.run(&["build", "--message-format", "json"]);
    assert_status(&output, 0);
    let [edition] = &lines(&output)[..] else { panic!("{}", said(&output.stdout)) };
    assert_eq!(edition["type"], "edition");
    assert_eq!(edition["edition"], "report");
    let file = scratch.path().join(edition["file"].as_str().expect("a path"));
    let bytes = std::fs::metadata(file).expect("the file").len();
    assert_eq!(edition["bytes"].as_u64(), Some(bytes));

    scratch.write("sections/one.yaml", "id: one\ntitel: One\n");
    let output = scratch.run(&["build", "--message-format", "json"]);
    assert_status(&output, 1);
    assert_eq!(said(&output.stderr), "");
    let problems = lines(&output);
    let codes: Vec<_> = problems.iter().map(|problem| &problem["code"]).collect();
    assert!(codes.iter().any(|code| *code == "unknown-field"), "{problems:?}");
    for problem in &problems {
        assert_eq!(problem["type"], "diagnostic", "{problem}");
        assert_eq!(problem["severity"], "error", "{problem}");
        assert_eq!(problem["place"]["file"], "sections/one.yaml", "{problem}");
        assert!(problem["place"]["line"].is_u64(), "{problem}");
        assert!(problem["hint"].is_string(), "{problem}");
    }
}

#[test]
fn the_exit_status_says_who_must_act() {
    let scratch = Scratch::minimal();
    assert_status(&scratch.run(&["build"]), 0);
    assert_status(&scratch.run(&["build", "brief"]), 1);
    assert_status(&scratch.run(&["build", "brief", "9"]), 1);
    assert_status(&scratch.run(&[]), 2);
    assert_status(&scratch.run(&["bild"]), 2);
    assert_status(&scratch.run(&["build", "--jobs", "0"]), 2);
    assert_status(&scratch.run(&["build", "--project", "nowhere"]), 2);
    scratch.write("taken", "a file, and no folder");
    let output = scratch.run(&["build", "--out", "taken"]);
    assert_status(&output, 3);
    assert!(said(&output.stderr).contains("taken"), "{}", said(&output.stderr));
    assert_eq!(
        std::fs::read(scratch.path().join("taken")).unwrap(),
        b"a file, and no folder"
    );
    let mut command = recto();
    command
        .current_dir(scratch.path())
        .arg("build")
        .env("SOURCE_DATE_EPOCH", "yesterday");
    assert_status(&command.output().expect("a run"), 2);
}

#[test]
fn a_report_with_problems_leaves_what_was_there() {
    let scratch = Scratch::minimal();
    assert_status(&scratch.run(&["build"]), 0);
    let path = scratch.path().join("out/note.pdf");
    let before = std::fs::read(&path).expect("the report");
    scratch.write("sections/one.yaml", "id: one\n");
    assert_status(&scratch.run(&["build"]), 1);
    assert_eq!(std::fs::read(&path).expect("the report"), before);
    assert_eq!(names(&scratch.path().join("out")), ["manifest.json", "note.pdf"]);
}

#[test]
fn kept_sources_are_all_that_the_document_is_made_of() {
    let scratch = Scratch::minimal();
    let output = scratch.run(&["build", "report", "--keep-sources"]);
    assert_status(&output, 0);
    let sources = scratch.path().join("out/sources");
    for folder in ["report", "theme"] {
        assert!(
            names(&sources).iter().any(|name| name == folder),
            "no sources of the {folder}"
        );
    }
    let main =
        std::fs::read_to_string(sources.join("report/main.typ")).expect("a source");
    let included: Vec<_> = main
        .lines()
        .filter_map(|line| line.trim().strip_prefix("#include \""))
        .map(|line| line.trim_end_matches('"'))
        .collect();
    assert!(included.len() >= 2, "{main}");
    for name in included {
        assert!(sources.join("report").join(name).is_file(), "{name} was not kept");
    }
    let brand =
        std::fs::read_to_string(sources.join("theme/brand.typ")).expect("the brand");
    assert!(brand.contains("Brackwater"), "{brand}");
}

#[test]
fn the_date_of_what_is_not_published_is_that_of_the_source() {
    let scratch = Scratch::minimal();
    let created = |epoch: Option<&str>| {
        let mut command = recto();
        command.current_dir(scratch.path()).arg("build");
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        assert_status(&command.output().expect("a run"), 0);
        let pdf = crate::reader::Pdf::open(&scratch.path().join("out/note.pdf"));
        pdf.info["CreationDate"].clone()
    };
    assert!(created(Some("1750000000")).starts_with("D:20250615"), "{}", created(None));
    assert!(created(None).starts_with("D:20250331"), "{}", created(None));
}
