//! Schemas: what `recto schema` prints accepts and refuses the files that the readers do.
//!
//! Valid files are those of `data/`, of the test projects, and of the project that
//! [`walks`](crate::walks) makes of the declaration. Broken ones are made of that project: a
//! field is taken out, put in where it was not, or holds something else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use recto::diagnostic::Severity;
use recto::limits::Limits;
use recto::report::declare::{Declaration, Form, Noun, Shape, Written};
use recto::report::{Report, code};
use recto::schema::FileKind;
use recto::sources::Sources;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value, json};

use crate::json_schema::problems;
use crate::press::{names, repository, said};
use crate::scratch::{Scratch, report};
use crate::walks::{Writer, nouns};

fn schemas() -> BTreeMap<&'static str, Value> {
    FileKind::all().iter().map(|kind| (kind.name, kind.schema())).collect()
}

/// What a file has against its schema.
fn against(schema: &Value, value: &Value) -> Vec<String> {
    problems(schema, schema, value, "")
}

/// The files of a project but those in TOML, each with the name of its kind.
fn files(folder: &Path) -> Vec<(&'static str, String, Value)> {
    let report = names(folder).into_iter().find(|name| name.starts_with("report."));
    let report = report.expect("a report");
    let root = read(&folder.join(&report));
    let mut found = vec![("report", report, root.clone())];
    for kind in FileKind::all() {
        let named = &root[kind.field];
        let paths = named.as_array().cloned().unwrap_or_else(|| vec![named.clone()]);
        for path in paths.iter().filter_map(Value::as_str) {
            if !path.ends_with(".toml") {
                found.push((kind.name, path.to_owned(), read(&folder.join(path))));
            }
        }
    }
    found
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("a readable file");
    if path.extension().is_some_and(|it| it == "json") {
        return serde_json::from_str(&text).expect("JSON");
    }
    let mut events = Parser::new_from_str(&text).map(|it| it.expect("YAML").0);
    loop {
        match events.next().expect("a value") {
            Event::StreamStart | Event::DocumentStart(_) => {}
            first => return yaml(first, &mut events),
        }
    }
}

/// The value that starts with an event.
fn yaml<'a>(event: Event<'a>, events: &mut impl Iterator<Item = Event<'a>>) -> Value {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => match &*text {
            "" | "null" => Value::Null,
            "true" => json!(true),
            "false" => json!(false),
            text => {
                let number: Option<serde_json::Number> = text.parse().ok();
                number.map_or_else(|| json!(text), Value::Number)
            }
        },
        Event::Scalar(text, ..) => json!(text),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match events.next().expect("an end") {
                    Event::SequenceEnd => return Value::Array(items),
                    item => items.push(yaml(item, events)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut fields = Map::new();
            loop {
                let name = match events.next().expect("an end") {
                    Event::MappingEnd => return Value::Object(fields),
                    Event::Scalar(name, ..) => name.into_owned(),
                    other => panic!("{other:?} is no name"),
                };
                let value = events.next().expect("a value");
                fields.insert(name, yaml(value, events));
            }
        }
        other => panic!("{other:?} is no value"),
    }
}

#[test]
fn files_that_are_sound_agree_with_their_schemas() {
    let schemas = schemas();
    let mut wrong = Vec::new();
    let mut met = BTreeSet::new();
    let projects = repository().join("tests/projects");
    let mut folders: Vec<_> =
        names(&projects).iter().map(|it| projects.join(it)).collect();
    folders.push(repository().join("data"));
    for folder in folders {
        for (kind, file, value) in files(&folder) {
            met.insert(kind);
            let found = against(&schemas[kind], &value);
            let told = |it| format!("{}/{file}: {it}", folder.display());
            wrong.extend(found.into_iter().map(told));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(met.len(), schemas.len(), "a kind has no file: {met:?}");
}

/// A value of the project that is broken, and how.
struct Broken {
    /// The noun and its field, for the message.
    of: (&'static str, String),
    what: String,
    file: usize,
    value: Value,
}

/// Finds each field of each noun once, with where it stands: a file and a pointer into it.
#[derive(Default)]
struct Finder {
    /// By the noun, the field that holds the noun, and the field; with the words that it may
    /// hold.
    fields: BTreeMap<(&'static str, &'static str, &'static str), Found>,
    /// A mapping of each noun in each field.
    mappings: BTreeMap<(&'static str, &'static str), (usize, String)>,
}

type Found = (usize, String, Vec<&'static str>);

impl Finder {
    fn shape(
        &mut self,
        shape: &Shape,
        held_in: &'static str,
        file: usize,
        at: &str,
        root: &Value,
    ) {
        let Some(value) = root.pointer(at) else { return };
        match shape {
            Shape::List { of, .. } => {
                for index in 0..value.as_array().map_or(0, Vec::len) {
                    self.shape(of, held_in, file, &format!("{at}/{index}"), root);
                }
            }
            Shape::Noun(of) => self.noun(of(), held_in, file, at, root),
            Shape::Either(forms) => {
                forms.iter().for_each(|form| self.shape(form, held_in, file, at, root));
            }
            Shape::Told { by, with, without } => {
                let form = if value.get(by).is_some() { with } else { without };
                self.shape(form, held_in, file, at, root);
            }
            _ => {}
        }
    }

    fn noun(
        &mut self,
        noun: &'static Declaration,
        held_in: &'static str,
        file: usize,
        at: &str,
        root: &Value,
    ) {
        let Some(Value::Object(given)) = root.pointer(at) else { return };
        let mapping = (noun.name, held_in);
        self.mappings.entry(mapping).or_insert_with(|| (file, at.to_owned()));
        for field in noun.file_fields() {
            if !given.contains_key(field.name) {
                continue;
            }
            let at = format!("{at}/{}", field.name);
            let key = (noun.name, held_in, field.name);
            let words = match field.form {
                Form::Field(shape) => words_of(&shape()),
                _ => Vec::new(),
            };
            self.fields.entry(key).or_insert_with(|| (file, at.clone(), words));
            if let Form::Field(shape) = field.form {
                self.shape(&shape(), field.name, file, &at, root);
            }
        }
    }
}

/// The words that a value may be.
fn words_of(shape: &Shape) -> Vec<&'static str> {
    match shape {
        Shape::Words(words) => words.iter().map(|word| word.name).collect(),
        Shape::Either(forms) => forms.iter().flat_map(words_of).collect(),
        _ => Vec::new(),
    }
}

/// The parent of what a pointer leads to, and the name of the field.
fn parent<'v>(root: &'v mut Value, at: &str) -> (&'v mut Map<String, Value>, String) {
    let (above, name) = at.rsplit_once('/').expect("a field");
    let above = root.pointer_mut(above).and_then(Value::as_object_mut);
    (above.expect("a mapping"), name.to_owned())
}

/// The project with one thing changed, in every way that is tried.
fn broken(files: &[(&'static str, String, Value)], found: &Finder) -> Vec<Broken> {
    let others = [
        json!(null),
        json!(""),
        json!(" "),
        json!("No such word!"),
        json!(true),
        json!(-1),
        json!(7.5),
        json!(5_000_000_000_u64),
        json!([]),
        json!({}),
        json!(["x", {}]),
        json!([["x"]]),
        json!([["x", "y"]]),
        json!([{"label": "x"}, {"label": "y"}]),
        json!(12),
        json!("2024-02-31"),
    ];
    let mut all = Vec::new();
    for ((noun, _, field), (file, at, words)) in &found.fields {
        let mut push =
            |what: String, change: &dyn Fn(&mut Map<String, Value>, String)| {
                let mut value = files[*file].2.clone();
                let (above, name) = parent(&mut value, at);
                change(above, name);
                all.push(Broken {
                    of: (noun, (*field).to_owned()),
                    what,
                    file: *file,
                    value,
                });
            };
        push("is taken out".to_owned(), &|above, name| {
            above.remove(&name);
        });
        let words = words.iter().map(|word| json!(word));
        for other in others.iter().cloned().chain(words) {
            push(format!("is {other}"), &|above, name| {
                above.insert(name, other.clone());
            });
        }
    }
    // Each field that another noun of the same type has, or that is not known at all.
    let mut known: BTreeMap<_, BTreeMap<_, Value>> = BTreeMap::new();
    for ((noun, _, field), (file, at, _)) in &found.fields {
        let value = files[*file].2.pointer(at).expect("a value").clone();
        known.entry(*noun).or_default().insert((*field).to_owned(), value);
    }
    for ((noun, _), (file, at)) in &found.mappings {
        let mut fields = known.get(noun).cloned().unwrap_or_default();
        fields.insert("no_field".to_owned(), json!("x"));
        nouns(Report::declared(), &mut BTreeSet::new(), &mut |declared| {
            if declared.name == *noun {
                for field in declared.file_fields() {
                    fields.entry(field.name.to_owned()).or_insert_with(|| json!("x"));
                }
            }
        });
        for (field, put) in fields {
            let mut value = files[*file].2.clone();
            let above = value.pointer_mut(at).and_then(Value::as_object_mut);
            let above = above.expect("a mapping");
            if above.insert(field.clone(), put.clone()).is_none() {
                let what = format!("is put in as {put}");
                all.push(Broken { of: (noun, field), what, file: *file, value });
            }
        }
    }
    all
}

/// Whether readers refuse a project; `None` where a file is missing and no more is wrong,
/// which no schema can know.
fn refused(scratch: &Scratch) -> Option<bool> {
    let sources = Sources::open(scratch.path(), Limits::default()).expect("a project");
    let loaded = recto::report::load(&sources).expect("a report file");
    let errors = loaded.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let codes: Vec<_> = errors.map(|it| it.code).collect();
    let is_known = codes.is_empty() || codes.iter().any(|it| *it != code::MISSING_FILE);
    is_known.then_some(!codes.is_empty())
}

/// Fails unless readers and schemas refuse the same broken forms of a project, of some nouns
/// or of all.
#[track_caller]
fn assert_they_agree(
    restricted: Option<(&'static str, usize)>,
    nouns: Option<&[&str]>,
    least: [usize; 2],
) {
    let schemas = schemas();
    let (scratch, _, _) = Writer::write(restricted).read();
    let files = files(scratch.path());
    let mut found = Finder::default();
    for (file, (name, _, value)) in files.iter().enumerate() {
        let kind = FileKind::all().into_iter().find(|kind| kind.name == *name);
        found.shape(kind.expect("a kind").shape(), "", file, "", value);
    }
    let mut differ = Vec::new();
    let mut counts = [0, 0];
    for Broken { of, what, file, value } in &broken(&files, &found) {
        if nouns.is_some_and(|nouns| !nouns.contains(&of.0)) {
            continue;
        }
        let (kind, name, sound) = &files[*file];
        let by_schema = !against(&schemas[kind], value).is_empty();
        scratch.json(name, value);
        let by_readers = refused(&scratch);
        scratch.json(name, sound);
        let Some(by_readers) = by_readers else { continue };
        counts[usize::from(by_readers)] += 1;
        // What an item holds, and what its status says of that, stand in fields that a schema of words
        // does not hold against each other.
        let is_of_status =
            matches!((of.0, &*of.1), ("Item", "status") | ("ItemStatus", "state"));
        let is_of_pages = ["to follow", "verbal", "tabled"]
            .iter()
            .any(|state| *what == format!("is \"{state}\""));
        if by_schema != by_readers && !(is_of_status && is_of_pages) {
            let who = if by_schema { "readers" } else { "schema" };
            differ.push(format!("only the {who} take: {}.{} {what}", of.0, of.1));
        }
    }
    let [taken, refused] = counts;
    assert!(taken > least[0] && refused > least[1], "{taken} taken, {refused} refused");
    assert!(differ.is_empty(), "{}:\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn readers_and_schemas_refuse_the_same() {
    assert_they_agree(None, None, [200, 1_000]);
}

#[test]
fn readers_and_schemas_refuse_the_same_of_what_is_restricted() {
    assert_they_agree(Some(("Figure", 2)), Some(&["Exemption", "Figure"]), [10, 60]);
}

#[test]
fn readers_and_schemas_take_the_same_value_of_a_unit() {
    let units = "GBP|%|percentage points|ratio|days|years of age|date|financial year|period\
                 |quarter|visits";
    let values = [
        json!(4),
        json!(-2.5),
        json!(2022),
        json!("4"),
        json!("2022"),
        json!("2022-06"),
        json!("2022-13"),
        json!("2022-06-30"),
        json!("2022-06-31"),
        json!("--02-29"),
        json!("--02-30"),
        json!("2022/23"),
        json!("2029/30"),
        json!("1999/00"),
        json!("2022/24"),
        json!("2022/23 Q4"),
        json!("2022/23 Q5"),
        json!({"from": 1, "to": 2}),
        json!({"from": "2022", "to": "2023-06"}),
        json!({"from": "2022/23", "to": 2}),
        json!({"from": 1}),
    ];
    let others = [
        json!({}),
        json!({"change": "shown"}),
        json!({"singular": "visit"}),
        json!({"qualifier": "end of"}),
        json!({"out_of": 10}),
        json!({"out_of": 0}),
    ];
    let schema = schemas().remove("measures").expect("a schema");
    let scratch = Scratch::minimal();
    let report = report("measures: [measures.json]\n");
    scratch.write("report.yaml", report);
    let mut differ = Vec::new();
    for unit in units.split('|') {
        for value in &values {
            for other in &others {
                let mut measure =
                    json!({"id": "a", "label": "A", "unit": unit, "value": value});
                let fields = measure.as_object_mut().expect("fields");
                fields.extend(other.as_object().expect("fields").clone());
                let measures = json!([measure]);
                scratch.json("measures.json", &measures);
                let by_schema = !against(&schema, &measures).is_empty();
                if refused(&scratch) != Some(by_schema) {
                    differ.push(format!("refused by the schema {by_schema}: {measure}"));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{}:\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn every_kind_has_a_schema_by_its_name() {
    let scratch = Scratch::empty();
    let list = said(&scratch.run(&["schema"]).stdout);
    for kind in FileKind::all() {
        let line = list.lines().find(|it| it.split(' ').next() == Some(kind.name));
        assert!(line.is_some_and(|line| line.ends_with(kind.doc)), "{list}");
        let printed = said(&scratch.run(&["schema", kind.name]).stdout);
        let schema: Value = serde_json::from_str(&printed).expect("JSON");
        assert_eq!(schema, kind.schema());
    }
    let output = scratch.run(&["schema", "measure"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output.stderr).contains("did you mean `measures`?"));
}

#[test]
fn every_field_and_every_word_is_described() {
    for kind in FileKind::all() {
        let schema = kind.schema();
        for (name, noun) in schema["$defs"].as_object().expect("nouns") {
            for what in ["title", "description"] {
                assert!(noun[what].as_str().is_some_and(|it| !it.is_empty()), "{name}");
            }
            assert_eq!(noun["additionalProperties"], json!(false), "{name}");
            for (field, of) in noun["properties"].as_object().expect("fields") {
                let told = of["description"].as_str().is_some_and(|it| !it.is_empty());
                assert!(told, "{name}.{field}");
            }
        }
    }
    nouns(Report::declared(), &mut BTreeSet::new(), &mut |noun| {
        assert!(noun.written != Written::Flat, "{} stands by itself", noun.name);
    });
}
