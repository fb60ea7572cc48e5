//! Verifying: the record of what was made, held against the project and the files.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::press::{assert_status, northmoor_files, recto, repository, said, told};
use crate::scratch::Scratch;

/// The project of a fire service, with every file of it in every profile.
fn northmoor() -> Scratch {
    let scratch = Scratch::of("northmoor");
    for (path, data) in northmoor_files() {
        scratch.write(&format!("out/{path}"), data);
    }
    scratch
}

fn verified(command: &mut Command, scratch: &Scratch, words: &[&str]) -> Output {
    command.current_dir(scratch.path()).arg("verify").args(words).output().expect("it")
}

fn verify(scratch: &Scratch, words: &[&str]) -> Output {
    verified(&mut recto(), scratch, words)
}

/// What differs, a line each.
fn differences(output: &Output) -> Vec<String> {
    assert_status(output, 1);
    let message = told(output);
    let lines = message.lines().filter_map(|line| line.strip_prefix("error["));
    lines.map(str::to_owned).collect()
}

#[test]
fn what_was_made_here_is_what_is_made_there() {
    let made = northmoor();
    // Another place, another time zone, another language, another number of threads.
    let moved = Scratch::empty();
    moved.add(made.path());
    let output = verified(
        recto().env("TZ", "Pacific/Auckland").env("LANG", "tr_TR.UTF-8"),
        &moved,
        &["--jobs", "1"],
    );
    assert_status(&output, 0);
    assert_eq!(said(&output.stdout), "18 files are what the project gives\n");
    for file in ["out/service-report-2024.pdf", "out/service-report-2024-print.pdf"] {
        let output = verify(&moved, &[file]);
        assert_status(&output, 0);
        assert!(said(&output.stdout).contains("for report"), "{}", said(&output.stdout));
    }
    assert!(!moved.path().join("out/other").exists());
}

#[test]
fn one_byte_of_one_input_is_named() {
    let scratch = northmoor();
    let path = scratch.path().join("data/response.csv");
    let mut data = std::fs::read(&path).expect("a file");
    let digit = data.iter().rposition(u8::is_ascii_digit).expect("a digit");
    data[digit] = if data[digit] == b'1' { b'2' } else { b'1' };
    std::fs::write(&path, data).expect("a file");
    let found = differences(&verify(&scratch, &[]));
    let first = "differs]: the input `data/response.csv` is not what it was";
    assert_eq!(found[0], first, "{found:#?}");
    let (results, parts): (Vec<_>, Vec<_>) =
        found[1..].iter().partition(|it| it.ends_with("would come out otherwise now"));
    // Every file carries the digest over the inputs.
    assert_eq!(results.len(), 18, "{found:#?}");
    // Papers and packs say which of their parts it is: the brief is not.
    let part = |file: &str, part: &str| {
        format!(
            "differs]: `service-report-2024-{file}.pdf`: {part}, has changed since the file was made"
        )
    };
    assert_eq!(
        parts
            .iter()
            .filter(|it| !it.contains("-archive") && !it.contains("-print"))
            .collect::<Vec<_>>(),
        [
            &&part("pack-march", "item 2, `paper-stations`"),
            &&part("paper-stations", "appendix A, `report`"),
        ],
        "{found:#?}"
    );

    let output = verify(&scratch, &["out/service-report-2024.pdf"]);
    let found = differences(&output);
    assert!(found[0].contains("was made from other inputs"), "{found:#?}");
    assert!(found.contains(&first.to_owned()), "{found:#?}");
}

#[test]
fn files_that_are_missing_or_changed_are_named() {
    let scratch = northmoor();
    let out = scratch.path().join("out");
    std::fs::remove_file(out.join("service-report-2024-archive.pdf")).expect("a file");
    let changed = out.join("service-report-2024.pdf");
    let mut data = std::fs::read(&changed).expect("a file");
    data.extend(b"\n% more\n");
    std::fs::write(&changed, data).expect("a file");
    let found = differences(&verify(&scratch, &[]));
    assert_eq!(
        found,
        [
            "differs]: the file `service-report-2024-archive.pdf` is missing",
            "differs]: the file `service-report-2024.pdf` is not what was made",
        ]
    );
    let found = differences(&verify(&scratch, &["out/service-report-2024.pdf"]));
    assert!(
        found[0].contains("was made from these inputs, and changed since"),
        "{found:?}"
    );
    scratch.write("other.pdf", "%PDF-1.4\n");
    let found = differences(&verify(&scratch, &["other.pdf"]));
    assert!(found[0].contains("does not say that Recto made it"), "{found:?}");
}

#[test]
fn what_is_no_manifest_is_refused() {
    let scratch = Scratch::minimal();
    let refused = |text: Option<&str>, wanted: &str| {
        if let Some(text) = text {
            scratch.write("out/manifest.json", text);
        }
        let output = verify(&scratch, &[]);
        assert_status(&output, 2);
        let message = told(&output);
        assert!(message.contains(wanted), "{message}");
        assert!(message.contains("recto build"), "{message}");
    };
    refused(None, "cannot be verified");
    refused(Some("no JSON"), "it is no manifest");
    refused(
        Some("{\"format\": \"recto-manifest/9\"}"),
        "its format is `recto-manifest/9`",
    );
    assert_status(&scratch.run(&["-q", "build"]), 0);
    let text = std::fs::read_to_string(scratch.path().join("out/manifest.json"));
    let text = text.expect("a manifest").replace("\"note.pdf\"", "\"../note.pdf\"");
    refused(Some(&text), "it names `../note.pdf`");
}

#[test]
fn a_build_of_one_edition_leaves_the_others_on_record() {
    let scratch = northmoor();
    let editions = || {
        let text = std::fs::read_to_string(scratch.path().join("out/manifest.json"));
        let manifest: Value = serde_json::from_str(&text.expect("it")).expect("JSON");
        manifest["editions"].as_array().expect("a list").len()
    };
    assert_eq!(editions(), 18);
    assert_status(&scratch.run(&["-q", "build", "report"]), 0);
    assert_eq!(editions(), 18);
    let path = scratch.path().join("data/response.csv");
    let text = std::fs::read_to_string(&path).expect("a file");
    std::fs::write(&path, text.replace("7.2", "7.3")).expect("a file");
    assert_status(&scratch.run(&["-q", "build", "report"]), 0);
    assert_eq!(editions(), 1);
}

#[test]
fn the_record_tells_nothing_that_is_restricted() {
    let scratch = Scratch::empty();
    scratch.add(&repository().join("tests/projects/withheld"));
    assert_status(&scratch.run(&["-q", "build", "--profile", "screen,archive"]), 0);
    let text = std::fs::read_to_string(scratch.path().join("out/manifest.json"));
    let text = text.expect("a manifest");
    // Each restricted thing of the project has a name that begins with it.
    assert!(!text.to_lowercase().contains("qz"), "{text}");
    assert!(text.contains("\"concealed\": \"passages\""), "{text}");
    // What the public may not see changes nothing that the public gets.
    assert_status(&verify(&scratch, &[]), 0);
    let restricted = ["-q", "build", "--audience", "restricted"];
    assert_status(&scratch.run(&restricted), 0);
    assert!(scratch.path().join("out/manifest-restricted.json").exists());
    assert_status(&verify(&scratch, &["--audience", "restricted"]), 0);
    assert_status(&verify(&scratch, &[]), 0);
}

/// Holds a value against a schema: types, properties, lists, choices and references
/// within the schema (JSON Schema, draft 2020-12, as far as it is used here).
fn agrees(
    value: &Value,
    schema: &Value,
    root: &Value,
    at: &str,
    wrong: &mut Vec<String>,
) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").expect("a reference within");
        return agrees(value, &root["$defs"][name], root, at, wrong);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => panic!("{at}: the schema gives no type"),
    };
    let fits = kinds.contains(&kind) || (kind == "integer" && kinds.contains(&"number"));
    if !fits {
        wrong.push(format!("{at} is {kind}, and not {kinds:?}"));
        return;
    }
    if let Some(choices) = schema["enum"].as_array()
        && !choices.contains(value)
    {
        wrong.push(format!("{at} is {value}, and none of {choices:?}"));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        agrees(item, &schema["items"], root, &format!("{at}[{index}]"), wrong);
    }
    let Some(object) = value.as_object() else { return };
    let known = schema["properties"].as_object().expect("properties");
    assert_eq!(
        schema["additionalProperties"], false,
        "{at}: a schema that lets all pass"
    );
    for name in schema["required"].as_array().expect("required").iter() {
        let name = name.as_str().expect("a name");
        if !object.contains_key(name) {
            wrong.push(format!("{at}.{name} is missing"));
        }
    }
    for (name, value) in object {
        match known.get(name) {
            Some(schema) => agrees(value, schema, root, &format!("{at}.{name}"), wrong),
            None => wrong.push(format!("{at}.{name} is not in the schema")),
        }
    }
}

/// What of a document does not agree with a schema in `docs/schemas/`.
fn against_schema(document: &Value, schema: &str) -> Vec<String> {
    let path = repository().join("docs/schemas").join(schema);
    let text = std::fs::read_to_string(path).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let mut wrong = Vec::new();
    agrees(document, &schema, &schema, "it", &mut wrong);
    wrong
}

#[test]
fn the_manifest_is_as_its_schema_says() {
    let scratch = northmoor();
    let read = |path: &Path| -> Value {
        let text = std::fs::read_to_string(path).expect("a manifest");
        serde_json::from_str(&text).expect("JSON")
    };
    let mut manifest = read(&scratch.path().join("out/manifest.json"));
    let wrong = against_schema(&manifest, "manifest.schema.json");
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The schema can say no.
    manifest["editions"][0]["pages"] = Value::from("many");
    manifest["inputs"]["clock"] = Value::from(0);
    manifest.as_object_mut().expect("an object").remove("format");
    assert_eq!(against_schema(&manifest, "manifest.schema.json").len(), 3);
}

#[test]
fn external_files_are_on_record() {
    let scratch = Scratch::of("annexes");
    assert_status(&scratch.run(&["-q", "build", "paper"]), 0);
    let paper = "out/note-paper-letter.pdf";
    assert_status(&verify(&scratch, &[paper]), 0);
    let file = scratch.path().join("external/note.pdf");
    let mut data = std::fs::read(&file).expect("a file");
    data.extend(b"\n% more\n");
    std::fs::write(&file, data).expect("a file");
    let changed = "differs]: the input `external/note.pdf` is not what it was";
    assert_eq!(differences(&verify(&scratch, &[]))[0], changed);
    // The paper is as it was made: it is the file that it attaches that is not.
    let found = differences(&verify(&scratch, &[paper]));
    assert!(found[0].contains("was made from other inputs"), "{found:#?}");
    assert!(found.contains(&changed.to_owned()), "{found:#?}");
}

#[test]
fn the_manifest_of_the_pack_before_is_on_record() {
    let scratch = Scratch::of("northmoor");
    assert_status(&scratch.run(&["-q", "build", "pack", "--out", "earlier"]), 0);
    let pack = scratch.path().join("packs/march.yaml");
    let text = std::fs::read_to_string(&pack).expect("a pack");
    std::fs::write(&pack, format!("{text}replaces: earlier\n")).expect("a pack");
    assert_status(&scratch.run(&["-q", "build", "pack"]), 0);
    let file = "out/service-report-2024-pack-march.pdf";
    assert_status(&verify(&scratch, &[file]), 0);
    let manifest = scratch.path().join("earlier/manifest.json");
    let text = std::fs::read_to_string(&manifest).expect("a manifest");
    std::fs::write(&manifest, format!("{text}\n")).expect("a manifest");
    let found = differences(&verify(&scratch, &[file]));
    assert!(found[0].contains("was made from other inputs"), "{found:#?}");
    let changed = "differs]: the input `earlier/manifest.json` is not what it was";
    assert!(found.contains(&changed.to_owned()), "{found:#?}");
}

#[test]
fn what_is_printed_is_what_is_on_record() {
    const ROUNDS: usize = 12;
    let logo = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
             <rect width=\"40\" height=\"20\" fill=\"{colour}\"/></svg>"
        )
    };
    let logos = [logo("#123456"), logo("#654321")];
    let scratch = Scratch::minimal();
    let brand = std::fs::read_to_string(scratch.path().join("brand.yaml")).expect("it");
    scratch.write("brand.yaml", brand + "logo: {file: logo.svg, alt: A mark}\n");
    // A file and the digest that is on record of its logo.
    let made = || {
        assert_status(&scratch.run(&["-q", "build"]), 0);
        let text = std::fs::read_to_string(scratch.path().join("out/manifest.json"));
        let manifest: Value = serde_json::from_str(&text.expect("it")).expect("JSON");
        let inputs = manifest["inputs"]["project"].as_array().expect("a list").clone();
        let logo = inputs.iter().find(|it| it["path"] == "logo.svg").expect("the logo");
        (logo["digest"].clone(), manifest["editions"][0]["digest"].clone())
    };
    let known = logos.each_ref().map(|logo| {
        scratch.write("logo.svg", logo);
        made()
    });
    assert_ne!(known[0], known[1]);
    // An editor saves it again and again while the report is built.
    let ended = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for logo in logos.iter().cycle() {
                if ended.load(std::sync::atomic::Ordering::Relaxed) {
                    return;
                }
                let saved = scratch.write("logo.new", logo);
                std::fs::rename(saved, scratch.path().join("logo.svg")).expect("it");
            }
        });
        let found: Vec<_> = (0..ROUNDS).map(|_| made()).collect();
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(found.iter().all(|it| known.contains(it)), "{found:#?} of {known:#?}");
    });
}
