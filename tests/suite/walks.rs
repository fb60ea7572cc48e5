//! Walks: a report with a word of its own in every field of every noun, made from the
//! declaration of the model. Every walk sees the words that it should, and a new field joins
//! by itself.

use std::collections::{BTreeMap, BTreeSet};

use recto::build::{Opened, Workspace};
use recto::edition::Audience;
use recto::edition::redact::redact;
use recto::limits::Limits;
use recto::lint::Subject;
use recto::report::declare::{
    Declaration, Field, FileUse, Form, InFiles, Noun, NounKind, Scalar, ScalarIs, Shape,
    TextKind, Written, file_fields,
};
use recto::report::visit::{self, Reference, Scope, Visit};
use recto::report::{Report, Signatory};
use serde_json::{Map, Value, json};

use crate::press::repository;
use crate::scratch::Scratch;

/// What is written of one project.
pub struct Writer {
    /// How many nouns of each type there are so far.
    count: BTreeMap<&'static str, usize>,
    /// The type of which the last noun so far is restricted, with what it is to be.
    restricted: Option<(&'static str, usize)>,
    /// How deep in something restricted it is.
    within: usize,
    /// The words, each with where it stands.
    words: Vec<Word>,
    /// How many references stand in fields and texts, by kind.
    references: BTreeMap<NounKind, usize>,
    files: Vec<(String, Value)>,
    /// The nouns that it is in, from the outside.
    path: Vec<&'static str>,
}

/// A word that stands in one place alone.
struct Word {
    word: String,
    field: String,
    prints: bool,
    restricted: bool,
}

impl Writer {
    /// A project with a word in every field; its last noun of a type is restricted.
    pub fn write(restricted: Option<(&'static str, usize)>) -> Self {
        let mut writer = Self {
            count: BTreeMap::new(),
            restricted,
            within: 0,
            words: Vec::new(),
            references: BTreeMap::new(),
            files: Vec::new(),
            path: Vec::new(),
        };
        let report = writer.noun(Report::declared());
        writer.files.push(("report.json".to_owned(), report));
        writer
    }

    fn noun(&mut self, declared: &'static Declaration) -> Value {
        let number = self.count.entry(declared.name).or_default();
        *number += 1;
        let number = *number;
        let is_restricted = self.restricted == Some((declared.name, number));
        self.within += usize::from(is_restricted);
        self.path.push(declared.name);
        let mut fields = Map::new();
        for field in declared.file_fields() {
            if let Some(value) = self.field(declared, number, field, is_restricted) {
                fields.insert(field.name.to_owned(), value);
            }
        }
        self.path.pop();
        self.within -= usize::from(is_restricted);
        Value::Object(fields)
    }

    /// What a field holds; `None` where it is left out: it excludes another, or would lead
    /// in a circle.
    fn field(
        &mut self,
        declared: &'static Declaration,
        number: usize,
        field: &'static Field,
        is_restricted: bool,
    ) -> Option<Value> {
        let is_second = number.is_multiple_of(2);
        let nested = self.path.iter().filter(|name| **name == declared.name).count() > 1;
        match (declared.name, field.name) {
            (_, "audience" | "exemption") if !is_restricted => return None,
            // What there is no restriction for says why; the reason is told to the public.
            (_, "exemption") => {
                return Some(
                    json!({"paragraph": 3, "nation": "england", "reason": "R."}),
                );
            }
            (_, "audience") => return Some(json!("restricted")),
            ("Report", "status") => return Some(json!("embargoed")),
            ("Report", "year_in_figures") => {
                *self.references.entry(NounKind::Measure).or_default() += 6;
                return Some(json!(vec!["measure-1"; 6]));
            }
            ("Series" | "Table", "file" | "row_columns" | "interval_columns") => {
                return None;
            }
            // A point has a measure, and so neither numbers nor their bounds.
            ("Point", "value" | "values" | "low" | "high") => return None,
            ("Series", "groups") | ("ReferenceLine", "value") => return None,
            // One chart shows parts of a whole, and the other what stands around values.
            ("Chart", "total") if is_second => return None,
            ("Chart", "reference_lines" | "ranges" | "periods" | "annotations")
                if !is_second =>
            {
                return None;
            }
            ("Annotation", "group") => return None,
            ("ValueRange", "to") => return Some(json!(4)),
            ("Annotation", "at") | ("PointRange", "first" | "last") => {
                let mut words = self.words.iter();
                let point = words.find(|word| word.field == "Point.label");
                return Some(json!(point.expect("a point").word));
            }
            ("Chart", "axis" | "share" | "process" | "highlight") => return None,
            ("Chart", "kind") if is_second => return Some(json!("line")),
            ("Report", "large_figures") | ("Measure", "history_file") => return None,
            // A table has rows, or is a scorecard.
            ("Table", "columns" | "rows" | "groups" | "notes") if is_second => {
                return None;
            }
            ("Table", "scorecard") if !is_second => return None,
            ("StatusRule", "within") => return Some(json!("5%")),
            // Rows and notes of a table name each other by words of their own.
            ("Row", "id" | "sum_of" | "less" | "apart" | "kind" | "indent") => {
                return None;
            }
            ("Column", "status" | "number" | "align" | "from") => return None,
            ("ColumnGroup", "columns") => return Some(json!(1)),
            ("TableNote", "mark") => return Some(json!("1")),
            // What is counted is a part of a figure, and is not walked through by itself.
            ("Measure", "unit") => return Some(json!("visits")),
            ("Measure", "singular" | "out_of" | "forms") => return None,
            ("DeclaredUnit", "forms") => return None,
            // A report is in one language here.
            ("Report", "languages") => return None,
            ("Measure", "value") => return Some(json!(4)),
            ("Measure", "part_of" | "same_as" | "sum_of") if is_second => return None,
            ("Measure", "part_of" | "same_as" | "sum_of") => {
                *self.references.entry(NounKind::Measure).or_default() += 1;
                let list = field.name == "sum_of";
                return Some(if list {
                    json!(["measure-2"])
                } else {
                    json!("measure-2")
                });
            }
            ("Family", "name") => return Some(json!("Probe")),
            ("Family", "files") => return Some(json!(["Probe.ttc"])),
            ("Chart", "kind") => return Some(json!("proportion")),
            ("Priority", "priority") => return Some(json!(number)),
            ("Highlight", "items" | "figure" | "then") if nested => return None,
            ("Pack", "supplement_to") | ("Item", "after_page")
                if self.count["Pack"] == 2 =>
            {
                return None;
            }
            ("Pack", "supplement_to") => {
                *self.references.entry(NounKind::Pack).or_default() += 1;
                return Some(json!("pack-2"));
            }
            ("Pack", "replaces") => return Some(json!("before")),
            // One item has a paper, and the other holds something itself.
            ("Item", "paper") if is_second => return None,
            ("Item", "description") if !is_second => return None,
            ("Item", name) if ENCLOSURES.contains(&name) => {
                let wanted = if self.count["Pack"] == 2 { "text" } else { "table" };
                if !is_second || name != wanted {
                    return None;
                }
            }
            ("ItemStatus", "state") => return Some(json!("deferred")),
            // The first minutes have a beginning, and the others run on from them.
            ("MinuteNumbers", "from") if is_second => return None,
            ("MinuteNumbers", "follow") if !is_second => return None,
            // Both are of the first pack, whose item has a paper.
            ("Minutes", "pack") => {
                *self.references.entry(NounKind::Pack).or_default() += 1;
                return Some(json!("pack-1"));
            }
            ("Minute", "item") => return Some(json!("item-1")),
            ("Minute", "public_summary") if !is_restricted => return None,
            ("Outcome", "recommendations") if is_second => return None,
            ("Outcome", "recommendations") => return Some(json!([1])),
            // In a named vote, each has a name.
            ("Vote", "for" | "against" | "abstained") => return Some(json!(1)),
            ("Item", "paper") => {
                *self.references.entry(NounKind::Paper).or_default() += 1;
                return Some(json!(format!("paper-{}", (number + 1) % 2 + 1)));
            }
            _ => {}
        }
        if declared.name == "Appendix" && is_enclosure(field) {
            // An appendix holds one thing, and there are as many as there are things.
            let all: Vec<_> = declared
                .file_fields()
                .into_iter()
                .filter(|it| is_enclosure(it))
                .collect();
            let wanted = all[(number - 1) % all.len()];
            if wanted.name != field.name {
                return None;
            }
            if field.name == "pdf" {
                return Some(json!("note.pdf"));
            }
        }
        if field.name == "stamp" && (number - 1) % 6 != 5 {
            return None;
        }
        Some(match field.form {
            Form::Field(shape) => self.value(declared, field, &shape()),
            Form::InFiles(how, shape) => self.in_files(declared, field, how, &shape()),
            Form::Flat(_) | Form::Unwritten => return None,
        })
    }

    /// Writes what stands in other files, two of each.
    fn in_files(
        &mut self,
        declared: &'static Declaration,
        field: &'static Field,
        how: InFiles,
        shape: &Shape,
    ) -> Value {
        let name = format!("{}.json", field.name);
        if how == InFiles::One {
            let value = self.value(declared, field, shape);
            self.files.push((name.clone(), value));
            return json!(name);
        }
        let mut all = Vec::new();
        // A section is of one kind or the other.
        let shapes = match shape {
            Shape::Told { with, without, .. } => vec![&**with, &**without],
            one => vec![one],
        };
        for _ in 0..2 {
            for shape in &shapes {
                all.push(self.value(declared, field, shape));
            }
        }
        if how == InFiles::Lists {
            self.files.push((name.clone(), Value::Array(all)));
            return json!([name]);
        }
        let mut names = Vec::new();
        for (number, value) in all.into_iter().enumerate() {
            let name = format!("{}-{number}.json", field.name);
            self.files.push((name.clone(), value));
            names.push(json!(name));
        }
        Value::Array(names)
    }

    fn value(
        &mut self,
        declared: &'static Declaration,
        field: &'static Field,
        shape: &Shape,
    ) -> Value {
        match shape {
            Shape::Scalar(scalar) => self.scalar(declared, field, scalar),
            Shape::Words(words) => json!(words[0].name),
            Shape::List { of, least, most } => {
                if let Shape::Noun(inner) = &**of
                    && inner().written == Written::OneField
                {
                    return self.each_variant(inner());
                }
                // Two of each noun that can be restricted, so that one stays public.
                let wanted = match &**of {
                    Shape::Noun(inner) if inner().name == "Appendix" => 6,
                    Shape::Noun(inner) if inner().field("audience").is_some() => 2,
                    _ => 1,
                };
                let count = wanted.max(*least).min(most.unwrap_or(usize::MAX));
                (0..count).map(|_| self.value(declared, field, of)).collect()
            }
            Shape::Noun(inner) => self.noun(inner()),
            Shape::Fields(fields) => {
                let mut found = Map::new();
                for field in file_fields(fields) {
                    if let Form::Field(shape) = field.form {
                        let value = self.value(declared, field, &shape());
                        found.insert(field.name.to_owned(), value);
                    }
                }
                Value::Object(found)
            }
            Shape::Each { of, text } => {
                let Shape::Words(words) = of() else { panic!("words are wanted") };
                let each = words.iter().map(|word| {
                    (word.name.to_owned(), self.value(declared, field, &text()))
                });
                Value::Object(each.collect())
            }
            // The last form says the most.
            Shape::Either(shapes) => {
                self.value(declared, field, shapes.last().expect("a form"))
            }
            Shape::Told { with, .. } => self.value(declared, field, with),
        }
    }

    /// A list with one mapping for each variant.
    fn each_variant(&mut self, declared: &'static Declaration) -> Value {
        let mut all = Vec::new();
        self.path.push(declared.name);
        for variant in declared.file_fields() {
            let Form::Field(shape) = variant.form else { continue };
            let value = self.value(declared, variant, &shape());
            all.push(json!({ variant.name: value }));
        }
        self.path.pop();
        Value::Array(all)
    }

    fn scalar(
        &mut self,
        declared: &'static Declaration,
        field: &'static Field,
        scalar: &Scalar,
    ) -> Value {
        match (scalar.kind, scalar.name) {
            (ScalarIs::Boolean, _) => json!(true),
            (ScalarIs::Number | ScalarIs::WholeNumber, _) => json!(3),
            (_, "id") => match field.refers {
                Some(refers) => {
                    *self.references.entry(refers.kind).or_default() += 1;
                    let name = match refers.kind {
                        NounKind::Section => "plainsection".to_owned(),
                        NounKind::Source => "sourcedocument".to_owned(),
                        NounKind::PaperKind => "paperkind".to_owned(),
                        NounKind::OwnField => "ownfield".to_owned(),
                        NounKind::Minutes => "minutes".to_owned(),
                        kind => kind.name().to_owned(),
                    };
                    json!(format!("{name}-1"))
                }
                None => {
                    let number = self.count[declared.name];
                    json!(format!("{}-{number}", declared.name.to_lowercase()))
                }
            },
            (_, "date") => json!("2024-03-01"),
            (_, "sheet") => json!("A4"),
            (_, "length") => match field.name {
                "text" => json!("12pt"),
                "large" => json!("18pt"),
                _ => json!("30mm"),
            },
            (_, "colour") => json!("#12436D"),
            (_, "path of an image") => json!("image.svg"),
            (_, "path") => json!("report.json"),
            (_, "address") => json!("https://example.org/"),
            (_, "e-mail address") => {
                json!(format!("{}@a.org", self.word(declared, field)))
            }
            (_, "line" | "prose" | "cell") => {
                // A cell or a line can hold a reference as well.
                let mark = if (declared.name, field.name) == ("Column", "label") {
                    "[^1]"
                } else {
                    ""
                };
                *self.references.entry(NounKind::Measure).or_default() += 1;
                json!(format!("{} {{measure-1}}{mark}", self.word(declared, field)))
            }
            (_, "text") => json!(self.word(declared, field)),
            other => panic!("`{}` of {} is {other:?}", field.name, declared.name),
        }
    }

    fn word(&mut self, declared: &'static Declaration, field: &'static Field) -> String {
        let word = format!("word{}x", self.words.len());
        self.words.push(Word {
            word: word.clone(),
            field: format!("{}.{}", declared.name, field.name),
            prints: field.text != Some(TextKind::Unprinted),
            // The public sees that there is an item: its number stays. What it may read of a minute
            // is said there.
            restricted: self.within > 0
                && ![("Item", "number"), ("Minute", "public_summary")]
                    .contains(&(declared.name, field.name)),
        });
        word
    }

    /// The project, as it is read.
    pub fn read(&self) -> (Scratch, Workspace, Opened) {
        let scratch = Scratch::empty();
        for (name, value) in &self.files {
            scratch.json(name, value);
        }
        scratch.write(
            "image.svg",
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#,
        );
        let pdf = repository().join("tests/projects/annexes/external/note.pdf");
        scratch.write("note.pdf", std::fs::read(pdf).expect("a PDF"));
        let font = repository().join("tests/fixtures/fonts/Probe.ttc");
        scratch.write("Probe.ttc", std::fs::read(font).expect("a font"));
        let workspace = Workspace::open(scratch.path(), Limits::default());
        let workspace = workspace.expect("a folder with a report");
        let opened = workspace.read();
        let opened =
            opened.unwrap_or_else(|error| panic!("the report is not valid: {error:#?}"));
        (scratch, workspace, opened)
    }
}

/// What an appendix or an item may hold.
const ENCLOSURES: [&str; 7] =
    ["report", "brief", "sections", "table", "text", "pdf", "stamp"];

fn is_enclosure(field: &Field) -> bool {
    ["report", "brief", "sections", "table", "text", "pdf"].contains(&field.name)
}

/// All text of a report, wherever it stands, and its references.
#[derive(Default)]
struct Seen {
    text: String,
    references: BTreeMap<NounKind, usize>,
}

impl<'r> Visit<'r> for Seen {
    fn text(&mut self, text: &'r recto::report::Text, _: TextKind, _: Scope<'r>) {
        self.text.push_str(&text.value);
        self.text.push('\n');
    }

    fn reference(&mut self, Reference { kind, .. }: Reference<'r>, _: Scope<'r>) {
        *self.references.entry(kind).or_default() += 1;
    }

    fn inline(&mut self, inline: &'r recto::report::Inline, scope: Scope<'r>) {
        if let recto::report::Inline::Text(text) = inline {
            self.text.push_str(text);
            self.text.push('\n');
        }
        visit::walk_inline(self, inline, scope);
    }
}

fn seen(report: &Report) -> Seen {
    let mut seen = Seen::default();
    visit::walk(report, &mut seen);
    seen
}

#[test]
fn a_walk_comes_to_every_field() {
    let writer = Writer::write(None);
    let (_scratch, _, opened) = writer.read();
    let seen = seen(&opened.report);
    let words = writer.words.iter().filter(|it| !seen.text.contains(&it.word));
    let missed: Vec<_> = words.map(|it| &it.field).collect();
    assert!(writer.words.len() > 200, "{} words", writer.words.len());
    assert!(missed.is_empty(), "{missed:?}");
    assert_eq!(seen.references, writer.references);
    let images = visit::files(&opened.report, FileUse::Image);
    let (signed, others): (Vec<_>, Vec<_>) =
        images.into_iter().partition(|(_, noun)| noun.as_noun::<Signatory>().is_some());
    assert_eq!(signed.len(), writer.count["Signatory"]);
    // The logo, that for dark grounds, two figures, and the icons of two measures.
    assert_eq!(others.len(), 6);
    assert_eq!(visit::files(&opened.report, FileUse::Font).len(), 1);
    assert_eq!(visit::files(&opened.report, FileUse::Pages).len(), 2);
}

#[test]
fn rules_about_words_see_all_that_prints() {
    let writer = Writer::write(None);
    let (_scratch, workspace, opened) = writer.read();
    let Opened { report, locale, texts, theme, .. } = &opened;
    let subject = Subject::new(workspace.sources(), report, locale, texts, &theme.facts);
    let all: Vec<_> = subject.passages().iter().map(|it| it.text.as_str()).collect();
    let all = all.join("\n");
    let of = |prints: bool| writer.words.iter().filter(move |it| it.prints == prints);
    let missed: Vec<_> = of(true).filter(|it| !all.contains(&it.word)).collect();
    let missed: Vec<_> = missed.into_iter().map(|it| &it.field).collect();
    assert!(missed.is_empty(), "{missed:?}");
    let idle: Vec<_> =
        of(false).filter(|it| all.contains(&it.word)).map(|it| &it.field).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn what_is_restricted_leaves_with_every_word_in_it() {
    let counts = Writer::write(None).count;
    let mut types = BTreeSet::new();
    nouns(Report::declared(), &mut BTreeSet::new(), &mut |declared| {
        let can_be = declared.field("audience").is_some() && declared.name != "Report";
        if can_be && declared.written == Written::Mapping {
            types.insert(declared.name);
        }
    });
    assert!(types.len() >= 12, "{types:?}");
    for name in types {
        let writer = Writer::write(Some((name, counts[name])));
        let within = || writer.words.iter().filter(|it| it.restricted);
        assert!(within().count() > 0, "{name} holds no word");
        let (_scratch, _, opened) = writer.read();
        let released = redact(&opened.report, Audience::Public, &opened.locale)
            .unwrap_or_else(|error| panic!("{name}: {error:#?}"));
        let left = seen(released.report()).text;
        let told: Vec<_> = within().filter(|it| left.contains(&it.word)).collect();
        let told: Vec<_> = told.into_iter().map(|it| &it.field).collect();
        assert!(told.is_empty(), "{name}: {told:?}");
    }
}

/// Every noun that can be reached from one, each once.
pub fn nouns(
    declared: &'static Declaration,
    met: &mut BTreeSet<&'static str>,
    each: &mut dyn FnMut(&'static Declaration),
) {
    fn shapes(
        shape: &Shape,
        met: &mut BTreeSet<&'static str>,
        each: &mut dyn FnMut(&'static Declaration),
    ) {
        match shape {
            Shape::Noun(inner) => nouns(inner(), met, each),
            Shape::List { of, .. } => shapes(of, met, each),
            Shape::Either(all) => all.iter().for_each(|it| shapes(it, met, each)),
            Shape::Told { with, without, .. } => {
                shapes(with, met, each);
                shapes(without, met, each);
            }
            _ => {}
        }
    }
    if met.insert(declared.name) {
        each(declared);
        for field in declared.file_fields() {
            if let Form::Field(shape) | Form::InFiles(_, shape) = field.form {
                shapes(&shape(), met, each);
            }
        }
    }
}

#[test]
fn every_field_says_what_it_is() {
    nouns(Report::declared(), &mut BTreeSet::new(), &mut |declared| {
        assert!(!declared.doc.is_empty(), "{}", declared.name);
        for field in declared.file_fields() {
            let name = format!("{}.{}", declared.name, field.name);
            assert!(!field.doc.is_empty(), "{name} has no documentation");
        }
    });
}
