//! Standards at the command line: what `recto preflight --standard` says of a file that meets
//! one, of one that does not, and of one that cannot be read; and with which exit status.

use std::process::Output;

use libtest_mimic::Trial;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use recto_pdf::conformance::Standard;
use recto_pdf::preflight::preflight_against;
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::case;
use crate::preflight::packet;
use crate::press::{assert_status, every_profile, recto, repository, said, told};

/// A test for each standard by its word.
pub fn cases() -> Vec<Trial> {
    let tests = Standard::ALL.into_iter().map(|standard| {
        let word = standard.word();
        case("standards", &word.clone(), move || is_known(standard, &word))
    });
    tests.collect()
}

/// The files of the minimal project in every profile: `note.pdf` keeps PDF/UA-1 and PDF/A-2a,
/// `note-archive.pdf` PDF/A-3a, and `note-print.pdf` PDF/X-4.
struct Finished {
    folder: TempDir,
}

impl Finished {
    fn new() -> Self {
        let folder = every_profile(&repository().join("tests/projects/minimal"), &[]);
        Self { folder }
    }

    /// Puts a changed copy of `note.pdf` beside it.
    fn changed(&self, name: &str, change: impl FnOnce(&mut Document)) {
        let path = self.folder.path().join("note.pdf");
        let mut document = Document::load(path).expect("a PDF");
        change(&mut document);
        document.save(self.folder.path().join(name)).expect("a file");
    }

    /// Runs `preflight` with these words, in the folder of the files.
    fn preflight(&self, words: &str) -> Output {
        let mut command = recto();
        command.current_dir(self.folder.path()).arg("preflight");
        command.args(words.split(' ')).output().expect("a program that runs")
    }
}

/// What a program reads of the files, a line each.
fn objects(output: &Output) -> Vec<Value> {
    let text = said(&output.stdout);
    text.lines().map(|it| serde_json::from_str(it).expect("an object")).collect()
}

/// Whether the text has a row of these words.
fn has_row(text: &str, words: &str) -> bool {
    text.lines().any(|it| it.split_whitespace().eq(words.split(' ')))
}

/// Makes a file say that another program made it, and that it is of a lower level.
fn of_another_maker(document: &mut Document) {
    packet(document, "recto:profile", "recto:other");
    packet(document, "<pdfaProperty:name>profile<", "<pdfaProperty:name>other<");
    packet(document, "pdfaid:conformance>A<", "pdfaid:conformance>B<");
}

/// A standard is known by its word, and what the three files keep of it is said.
fn is_known(standard: Standard, word: &str) -> Result<(), String> {
    let files = Finished::new();
    let kept_by = match word {
        "ua-1" => "note.pdf note-archive.pdf",
        "a-2a" | "a-2b" | "a-2u" => "note.pdf",
        "a-3a" | "a-3b" | "a-3u" => "note-archive.pdf",
        "x-4" => "note-print.pdf",
        other => return Err(format!("no file is named that keeps {other}")),
    };
    let output = files.preflight(&format!("{kept_by} --standard {word}"));
    assert_status(&output, 0);
    assert_eq!(said(&output.stderr), "");
    let met = said(&output.stdout);
    let rows = met.lines().filter(|it| has_row(it, &format!("{standard} met"))).count();
    assert_eq!(rows, kept_by.split(' ').count(), "{met}");

    let all = ["note.pdf", "note-archive.pdf", "note-print.pdf"];
    let broken_by =
        all.into_iter().filter(|it| !kept_by.split(' ').any(|one| one == *it));
    for file in broken_by {
        let output = files.preflight(&format!("{file} --standard {word}"));
        assert_status(&output, 1);
        let text = said(&output.stdout);
        assert!(text.contains(&format!("  {standard}  ")), "{text}");
        assert!(text.contains("not met: "), "{text}");
        let message = told(&output);
        assert!(message.contains(&format!(" ({standard}, ")), "{message}");
    }
    Ok(())
}

#[test]
fn what_breaks_a_standard_is_said_with_page_object_clause_and_remedy() {
    let files = Finished::new();
    files.changed("mute.pdf", |it| {
        it.catalog_mut().expect("a catalogue").remove(b"Lang");
        let page = it.page_iter().next().expect("a page");
        it.get_dictionary_mut(page).expect("it").remove(b"Tabs");
    });
    let output = files.preflight("mute.pdf --standard ua-1,a-2b");
    assert_status(&output, 1);
    let text = said(&output.stdout);
    assert!(has_row(&text, "PDF/A-2b met"), "{text}");
    let broken = "PDF/UA-1 not met: 3 rules are broken";
    assert!(has_row(&text, broken), "{text}");
    let message = told(&output);
    let clause = "the language of text is not said (PDF/UA-1, 7.2)";
    assert!(message.contains("error[preflight]: `mute.pdf`, page 1"), "{message}");
    assert!(message.contains(clause), "{message}");
    assert!(message.contains("--> mute.pdf\n = help: "), "{message}");

    let output = files.preflight("mute.pdf --standard ua-1 --message-format json");
    assert_status(&output, 1);
    let objects = objects(&output);
    let judged = &objects[0]["standards"][0];
    assert_eq!(judged["standard"], "ua-1");
    assert_eq!(judged["conforms"], false);
    let findings = judged["findings"].as_array().expect("findings");
    let language = findings.iter().find(|it| it["rule"] == "text-without-language");
    let language = language.expect("the finding");
    assert_eq!(language["clause"], "7.2");
    assert_eq!(language["page"], 1);
    assert!(language["remedy"].as_str().is_some_and(|it| !it.is_empty()));
    let told = objects.iter().filter(|it| it["type"] == "diagnostic");
    assert!(told.count() >= findings.len());
}

/// Changes a file for print.
type Change = fn(&mut Document);

/// What breaks one rule of PDF/X-4 in a file of ours: its clause, and a word of what is said.
const FOR_PRINT: &[(&str, &str, Change)] = &[
    ("6.1", "after 1.6: 1.7", |it| "1.7".clone_into(&mut it.version)),
    ("6.10", "`xmpMM:VersionID`", |it| packet(it, "xmpMM:VersionID", "xmpMM:Other")),
    ("6.10", "`xmp:MetadataDate`", |it| packet(it, "xmp:MetadataDate", "xmp:Other")),
    ("6", "whether it is trapped", |it| {
        let id = it.trailer.get(b"Info").and_then(Object::as_reference).expect("it");
        it.get_dictionary_mut(id).expect("it").remove(b"Trapped");
    }),
    ("6.4", "there are 0", |it| {
        it.catalog_mut().expect("a catalogue").remove(b"OutputIntents");
    }),
    ("6.4.3.2", "`DeviceRGB`", |it| paint(it, "q 1 0 0 rg 100 100 9 9 re f Q")),
    ("6.5", "is not embedded", |it| {
        for object in it.objects.values_mut() {
            if let Object::Dictionary(entries) = object {
                entries.remove(b"FontFile2");
            }
        }
    }),
    ("6.12", "no trimmed size", |it| {
        page(it).remove(b"TrimBox");
    }),
    ("6.12", "reaches out of the bleed", |it| {
        let bleed = page(it).get(b"MediaBox").expect("it").clone();
        page(it).set("TrimBox", bleed);
    }),
    ("6.13", "a transfer function", |it| {
        state(it, dictionary! { "TR" => "Identity" });
    }),
    ("6.17", "an annotation lies on", |it| {
        let note = dictionary! {
            "Type" => "Annot", "Subtype" => "Text",
            "Rect" => [90, 90, 99, 99].map(Object::from).to_vec(),
        };
        let note = it.add_object(note);
        page(it).set("Annots", vec![note.into()]);
    }),
    ("6.18", "it does something", |it| {
        let script = dictionary! { "S" => "JavaScript", "JS" => Object::Null };
        it.catalog_mut().expect("a catalogue").set("OpenAction", script);
    }),
    ("6.19", "`wave`", |it| paint(it, "wave")),
    ("6.20", "`Glow`", |it| state(it, dictionary! { "BM" => "Glow" })),
    ("6.23", "`Vivid`", |it| paint(it, "/Vivid ri")),
];

/// The first page.
fn page(document: &mut Document) -> &mut Dictionary {
    let id = document.page_iter().next().expect("a page");
    document.get_dictionary_mut(id).expect("a page")
}

/// Paints something more on the first page.
fn paint(document: &mut Document, content: &str) {
    let added = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    let added = document.add_object(added);
    let contents = match page(document).get(b"Contents").expect("it").clone() {
        Object::Array(several) => several,
        one => vec![one],
    };
    page(document).set("Contents", [contents, vec![added.into()]].concat());
}

/// Paints with parameters of the graphics.
fn state(document: &mut Document, parameters: Dictionary) {
    let resources = page(document).get_mut(b"Resources").and_then(Object::as_dict_mut);
    let resources = resources.expect("resources");
    let mut states = match resources.get(b"ExtGState") {
        Ok(Object::Dictionary(states)) => states.clone(),
        Ok(_) => panic!("the states are an object of their own"),
        Err(_) => Dictionary::new(),
    };
    states.set("Changed", parameters);
    resources.set("ExtGState", states);
    paint(document, "q /Changed gs 100 100 9 9 re f Q");
}

#[test]
fn each_way_to_break_pdf_x_4_is_said_with_its_clause_and_nothing_else_is() {
    let files = Finished::new();
    let sound = files.folder.path().join("note-print.pdf");
    for (clause, words, change) in FOR_PRINT {
        let mut document = Document::load(&sound).expect("a PDF");
        change(&mut document);
        let mut data = Vec::new();
        document.save_to(&mut data).expect("a PDF");
        let judged = preflight_against(&data, &[Standard::X4]).standards;
        let found: Vec<_> = judged[0].findings.iter().collect();
        let said: Vec<_> = found.iter().map(|it| it.what()).collect();
        assert!(!found.is_empty(), "{words}: nothing is found");
        for finding in &found {
            assert_eq!(finding.rule.clause(Standard::X4), Some(*clause), "{said:?}");
        }
        assert!(said.iter().any(|it| it.contains(words)), "{words} is not in {said:?}");
        let rules: std::collections::BTreeSet<_> =
            found.iter().map(|it| it.rule.id).collect();
        assert_eq!(rules.len(), 1, "{said:?}");
    }
}

#[test]
fn a_file_for_a_press_of_another_maker_owes_nothing_to_our_style() {
    let files = Finished::new();
    let sound = files.folder.path().join("note-print.pdf");
    let mut document = Document::load(sound).expect("a PDF");
    packet(&mut document, "recto:profile", "recto:other");
    // Our own files have no line below 0.125 pt.
    paint(&mut document, "q 0 0 0 1 K 0.1 w 100 100 m 200 100 l S Q");
    document.save(files.folder.path().join("theirs.pdf")).expect("a file");
    let output = files.preflight("theirs.pdf");
    assert_status(&output, 0);
    let text = said(&output.stdout);
    assert!(text.starts_with("theirs.pdf: of another maker, "), "{text}");
    assert!(has_row(&text, "PDF/X-4 met") && !text.contains("hairlines"), "{text}");
}

#[test]
fn an_unknown_standard_ends_with_the_list_of_those_there_are() {
    let files = Finished::new();
    for word in ["x-9", "UA-1", "a-1b", "", "ua-1,a-2", "pdf/a-2b"] {
        let output = files.preflight(&format!("note.pdf --standard {word}"));
        assert_status(&output, 2);
        assert_eq!(said(&output.stdout), "");
        let message = said(&output.stderr);
        assert!(message.contains("there is no standard `"), "{message}");
        for standard in Standard::ALL {
            assert!(message.contains(&standard.word()), "{message}");
        }
    }
    let mut help = recto();
    let help = help.args(["preflight", "--help"]).output().expect("a program that runs");
    let help = said(&help.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    for standard in Standard::ALL {
        assert!(help.contains(&standard.word()), "{help}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_not_judged_and_says_why_in_every_format() {
    let files = Finished::new();
    let sound = std::fs::read(files.folder.path().join("note.pdf")).expect("a file");
    let unreadable: [(&str, &[u8], &str); 3] = [
        ("text.pdf", b"no PDF", "it is no PDF"),
        ("empty.pdf", b"", "it is no PDF"),
        ("half.pdf", &sound[..sound.len() / 2], "it cannot be read: "),
    ];
    for (name, data, reason) in unreadable {
        std::fs::write(files.folder.path().join(name), data).expect("a file");
        let output = files.preflight(&format!("{name} --standard ua-1,a-2b"));
        assert_status(&output, 1);
        let text = said(&output.stdout);
        assert!(text.starts_with(&format!("{name}: cannot be read\n")), "{text}");
        for row in ["PDF/UA-1 not judged", "PDF/A-2b not judged"] {
            assert!(has_row(&text, row), "{text}");
        }
        let complaint = format!("`{name}` does not keep `file`: {reason}");
        for format in ["human", "short", "json", "github", "sarif"] {
            let words = format!("{name} --standard ua-1 --message-format {format}");
            let output = files.preflight(&words);
            assert_status(&output, 1);
            let text = format!("{}{}", said(&output.stdout), said(&output.stderr));
            assert!(text.contains(&complaint), "{format}: {text}");
        }
        let words = format!("{name} --standard ua-1 --message-format json");
        let judged = &objects(&files.preflight(&words))[0]["standards"][0];
        assert_eq!(judged["standard"], "ua-1");
        // A program that asks whether all conform must not hear that none was asked about.
        assert_eq!(judged["conforms"], Value::Null);
    }
}

#[test]
fn a_file_that_is_not_there_keeps_no_other_from_being_judged() {
    let files = Finished::new();
    for words in ["gone.pdf note-print.pdf", "note-print.pdf gone.pdf"] {
        let output = files.preflight(&format!("{words} --standard a-2b"));
        assert_status(&output, 2);
        let message = told(&output);
        assert!(message.contains("`gone.pdf` cannot be read"), "{message}");
        assert!(message.contains("(PDF/A-2b, 6.6.4)"), "{message}");
    }
    let output = files.preflight("gone.pdf lost.pdf --standard a-2b");
    assert_status(&output, 2);
    for name in ["gone.pdf", "lost.pdf"] {
        assert!(told(&output).contains(&format!("`{name}` cannot be read")));
    }
}

#[test]
fn a_file_of_another_maker_is_judged_by_what_it_claims() {
    let files = Finished::new();
    files.changed("other.pdf", of_another_maker);
    let output = files.preflight("other.pdf");
    let text = said(&output.stdout);
    assert_status(&output, 0);
    assert!(text.starts_with("other.pdf: of another maker, "), "{text}");
    assert!(has_row(&text, "PDF/UA-1 met") && has_row(&text, "PDF/A-2b met"), "{text}");

    files.changed("untrue.pdf", |it| {
        of_another_maker(it);
        let script = dictionary! { "S" => "JavaScript", "JS" => Object::Null };
        it.catalog_mut().expect("a catalogue").set("OpenAction", script);
    });
    let output = files.preflight("untrue.pdf");
    assert_status(&output, 1);
    let text = said(&output.stdout);
    assert!(has_row(&text, "PDF/UA-1 met"), "{text}");
    assert!(told(&output).contains("(PDF/A-2b, 6.5.1)"), "{}", told(&output));
    // What is asked about stands in the place of what is claimed.
    assert_status(&files.preflight("untrue.pdf --standard ua-1"), 0);
}

#[test]
fn standards_are_named_together_or_one_by_one_and_judged_once() {
    let files = Finished::new();
    let together = files.preflight("note.pdf --standard ua-1,a-2b,ua-1");
    let apart = files.preflight("note.pdf --standard ua-1 --standard a-2b");
    assert_status(&together, 0);
    assert_eq!(said(&together.stdout), said(&apart.stdout));
    let text = said(&together.stdout);
    assert_eq!(text.matches("PDF/UA-1 ").count(), 2, "its profile, and one row: {text}");
    let quiet = files.preflight("note.pdf --standard ua-1 --quiet");
    assert_status(&quiet, 0);
    assert_eq!(said(&quiet.stdout), "");
}

#[test]
fn in_sarif_each_finding_is_a_result_and_a_sound_file_is_a_run_without_any() {
    let files = Finished::new();
    let words = "note-print.pdf --standard a-2b --message-format sarif";
    let output = files.preflight(words);
    assert_status(&output, 1);
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    let results = document["runs"][0]["results"].as_array().expect("results");
    assert!(!results.is_empty());
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    let mut ids: Vec<&str> = rules.iter().filter_map(|it| it["id"].as_str()).collect();
    let count = ids.len();
    ids.dedup();
    assert!(count > 1 && ids.len() == count, "{ids:?}");
    for rule in rules {
        let full = rule["fullDescription"]["text"].as_str().expect("a text");
        assert!(full.contains("(PDF/A-2b, "), "{full}");
        assert!(rule["help"]["text"].is_string(), "{rule}");
    }
    for result in results {
        let id = result["ruleId"].as_str().expect("an id");
        assert!(id.starts_with("preflight/a-2b/") && ids.contains(&id), "{id}");
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(location["uri"], "note-print.pdf");
        let text = result["message"]["text"].as_str().expect("a text");
        assert!(text.contains("(PDF/A-2b, "), "{text}");
    }
    let words = "note.pdf --standard a-2b --message-format sarif";
    let output = files.preflight(words);
    assert_status(&output, 0);
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    assert_eq!(document["runs"][0]["results"], serde_json::json!([]));
}
