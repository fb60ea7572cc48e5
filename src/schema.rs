//! Schemas: JSON Schema 2020-12 of each kind of file that a project has, for editors.
//!
//! They are made from the declarations of the model, as the readers of the files are. What
//! only a reader can know is listed in `docs/editors.md`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::report::Report;
use crate::report::declare::{
    Condition, Declaration, Field, Form, InFiles, Noun, Presence, Rule, Scalar, ScalarIs,
    Shape, Word, Written, file_fields,
};

/// A kind of file of a project.
#[derive(Debug)]
pub struct FileKind {
    /// Its name.
    pub name: &'static str,
    /// What such a file holds.
    pub doc: &'static str,
    /// The field of the report that names such files; empty for the report itself.
    pub field: &'static str,
    shape: Shape,
}

impl FileKind {
    /// Every kind: the report, and what its fields name files of, in their order.
    pub fn all() -> Vec<Self> {
        let report = Report::declared();
        let shape = Shape::Noun(Report::declared);
        let mut kinds = vec![Self { name: "report", doc: report.doc, field: "", shape }];
        kinds.extend(report.fields.iter().filter_map(|field| {
            let Form::InFiles(how, shape) = field.form else { return None };
            let (name, shape) = match how {
                InFiles::One => (field.name, shape()),
                InFiles::Each { .. } => (field.name.trim_end_matches('s'), shape()),
                InFiles::Lists => (field.name, Shape::list(shape(), 0)),
            };
            Some(Self { name, doc: field.doc, field: field.name, shape })
        }));
        kinds
    }

    /// What the whole of such a file may be.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Its schema. A TOML file cannot be a list: of the list in it, this is the schema.
    pub fn schema(&self) -> Value {
        let mut nouns = Nouns::default();
        let mut schema = nouns.shape(&self.shape, Around::Nothing);
        if let Shape::Told { by, with, .. } = &self.shape {
            // So that an editor offers the field that tells the two apart.
            schema.insert("properties".to_owned(), nouns.teller(by, with));
        }
        schema.insert("$schema".to_owned(), json!(DIALECT));
        schema.insert("title".to_owned(), json!(format!("Recto: {}", self.name)));
        schema.insert("description".to_owned(), json!(self.doc));
        schema.insert("$defs".to_owned(), json!(nouns.found));
        Value::Object(schema)
    }
}

/// The longest list against which a schema holds the length of others. A schema can only go
/// through lengths one by one.
const LONGEST: usize = 16;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What stands around a noun, as far as its fields depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Nothing that a field depends on.
    Nothing,
    /// It stands in the list of this field.
    ListOf(&'static str),
    /// The mapping that holds it has this field.
    Has(&'static str),
}

impl Around {
    /// Whether a condition holds; `None` where what stands beside the field decides.
    fn decides(self, condition: Condition) -> Option<bool> {
        match condition {
            Condition::Within(name) => Some(self == Self::Has(name)),
            Condition::NotIn(name) => Some(self != Self::ListOf(name)),
            Condition::Beside(_) | Condition::Says(..) | Condition::SaysNot(..) => None,
        }
    }

    /// It, as far as a noun has a field that depends on it.
    fn as_seen_by(self, noun: &Declaration) -> Self {
        let depends = |condition: Condition| match condition {
            Condition::Within(name) => self == Self::Has(name),
            Condition::NotIn(name) => self == Self::ListOf(name),
            Condition::Beside(_) | Condition::Says(..) | Condition::SaysNot(..) => false,
        };
        let fields = noun.file_fields();
        let depends = fields.iter().filter_map(|field| field.only).any(depends);
        if depends { self } else { Self::Nothing }
    }
}

/// The nouns that schemas refer to, each under a name.
#[derive(Debug, Default)]
struct Nouns {
    found: BTreeMap<String, Value>,
}

impl Nouns {
    /// The schema of what a value may be.
    fn shape(&mut self, shape: &Shape, around: Around) -> Map<String, Value> {
        object(match shape {
            Shape::Scalar(of) => scalar(*of),
            Shape::Words(words) => self::words(words),
            Shape::List { of, least, most } => {
                let mut list = json!({"type": "array", "items": self.shape(of, around)});
                if *least > 0 {
                    list["minItems"] = json!(least);
                }
                if let Some(most) = most {
                    list["maxItems"] = json!(most);
                }
                let one = list.clone();
                list["type"] = json!(["array", "object"]);
                list["propertyNames"] = json!({"pattern": LANGUAGE});
                list["minProperties"] = json!(1);
                list["additionalProperties"] = one;
                list
            }
            Shape::Noun(of) => self.noun(of(), around),
            Shape::Fields(fields) => {
                let mut mapping = self.mapping(&file_fields(fields), &[], around);
                // The forms of a word are those of one language.
                mapping["patternProperties"] = json!({LANGUAGE: {"type": "object"}});
                mapping
            }
            Shape::Each { of, text } => {
                let Shape::Words(words) = of() else { return Map::new() };
                let each = words.iter().map(|word| {
                    let mut text = self.shape(&text(), Around::Nothing);
                    text.insert("description".to_owned(), json!(word.doc));
                    (word.name.to_owned(), Value::Object(text))
                });
                let each: Map<_, _> = each.collect();
                json!({"type": "object", "properties": each, "additionalProperties": false})
            }
            Shape::Either(_) => {
                let mut forms = Vec::new();
                flatten(shape, &mut forms);
                let short = forms.iter().find_map(|form| match form {
                    Shape::Noun(of) => refused_alone(of()),
                    _ => None,
                });
                let forms: Vec<_> = forms
                    .into_iter()
                    .map(|form| match (form, short) {
                        (Shape::Words(all), Some(refused)) => {
                            let stays = |word: &&Word| !refused.contains(&word.name);
                            let all: Vec<_> = all.iter().filter(stays).copied().collect();
                            object(words(&all))
                        }
                        (form, _) => self.shape(form, around),
                    })
                    .collect();
                json!({"anyOf": forms})
            }
            Shape::Told { by, with, without } => json!({
                "type": "object",
                "if": {"required": [by]},
                "then": self.shape(with, around),
                "else": self.shape(without, around),
            }),
        })
    }

    /// The field that tells two mappings apart, as a property of either.
    fn teller(&mut self, by: &str, with: &Shape) -> Value {
        let Shape::Noun(of) = with else { return json!({}) };
        let field = of().field(by);
        field.map_or(json!({}), |field| json!({by: self.field(field, Around::Nothing)}))
    }

    /// A reference to a noun, whose schema is among those found.
    fn noun(&mut self, noun: &'static Declaration, around: Around) -> Value {
        let around = around.as_seen_by(noun);
        let name = match around {
            Around::Nothing => noun.name.to_owned(),
            Around::ListOf(field) | Around::Has(field) => {
                format!("{}-{field}", noun.name)
            }
        };
        let reference = json!({"$ref": format!("#/$defs/{name}")});
        if self.found.contains_key(&name) {
            return reference;
        }
        // A noun may hold its own kind.
        self.found.insert(name.clone(), Value::Null);
        let mut schema = self.mapping(&noun.file_fields(), noun.rules, around);
        if noun.written == Written::OneField {
            schema["minProperties"] = json!(1);
            schema["maxProperties"] = json!(1);
        }
        schema["title"] = json!(words_of(noun.name));
        schema["description"] = json!(noun.doc);
        self.found.insert(name, schema);
        reference
    }

    /// The schema of a mapping with these fields.
    fn mapping(
        &mut self,
        fields: &[&'static Field],
        rules: &[Rule],
        around: Around,
    ) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut rules: Vec<Value> = rules.iter().flat_map(|it| self.rule(*it)).collect();
        for field in fields {
            match field.only.map(|only| (only, around.decides(only))) {
                Some((_, Some(false))) => continue,
                Some((only, None)) => rules.push(json!({
                    "if": holds(only),
                    "else": {"properties": {field.name: false}},
                })),
                Some((_, Some(true))) | None => {}
            }
            match field.presence {
                Presence::Required => required.push(field.name),
                Presence::RequiredWhere(condition) => match around.decides(condition) {
                    Some(true) => required.push(field.name),
                    Some(false) => {}
                    None => rules.push(json!({
                        "if": holds(condition),
                        "then": {"required": [field.name]},
                    })),
                },
                Presence::Optional => {}
            }
            let schema = match depends_on(field) {
                None => self.field(field, Around::ListOf(field.name)),
                Some(other) => {
                    let with = self.field(field, Around::Has(other));
                    let without = self.field(field, Around::Nothing);
                    rules.push(json!({
                        "if": {"required": [other]},
                        "then": {"properties": {field.name: with}},
                        "else": {"properties": {field.name: without}},
                    }));
                    json!({"description": field.doc})
                }
            };
            properties.insert(field.name.to_owned(), schema);
        }
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if !rules.is_empty() {
            schema["allOf"] = json!(rules);
        }
        schema
    }

    /// The schemas by which a rule between fields holds.
    fn rule(&mut self, rule: Rule) -> Vec<Value> {
        let each = |names: &[&str]| -> Vec<_> {
            names.iter().map(|name| json!({"required": [name]})).collect()
        };
        let mut within = |name: &str, shape: &Shape| json!({"properties": {name: self.shape(shape, Around::Nothing)}});
        vec![match rule {
            Rule::ExactlyOne(names) => json!({"oneOf": each(names)}),
            Rule::AtLeastOne(names) => json!({"anyOf": each(names)}),
            Rule::Where(condition, name, shape) => {
                json!({"if": holds(condition), "then": within(name, &shape())})
            }
            Rule::Never(condition, name) => {
                json!({"if": holds(condition), "then": {"properties": {name: false}}})
            }
            Rule::AsLong { lists, within, but, list } => {
                let same = |count: usize| {
                    let size = json!({"minItems": count, "maxItems": count});
                    let mut item = size.clone();
                    // What holds of mappings says nothing of lists.
                    item["if"] = holds(but);
                    item["else"] = json!({"properties": {within: size}});
                    json!({
                        "if": {"properties": {list: size}, "required": [list]},
                        "then": {"properties": {lists: {"items": item}}},
                    })
                };
                return (1..=LONGEST).map(same).collect();
            }
        }]
    }

    /// The schema of a field's value.
    fn field(&mut self, field: &'static Field, around: Around) -> Value {
        let mut schema = match field.form {
            Form::Field(shape) => self.shape(&shape(), around),
            Form::InFiles(InFiles::One, _) => object(scalar(Scalar::DATA_FILE)),
            Form::InFiles(how, _) => {
                let least = match how {
                    InFiles::Each { least } => least,
                    InFiles::One | InFiles::Lists => 0,
                };
                object(json!({
                    "type": "array",
                    "items": scalar(Scalar::DATA_FILE),
                    "minItems": least,
                    "uniqueItems": true,
                }))
            }
            Form::Flat(_) | Form::Unwritten => Map::new(),
        };
        schema.insert("description".to_owned(), json!(field.doc));
        Value::Object(schema)
    }
}

/// Another field of the same mapping on which the nouns in a field depend.
fn depends_on(field: &Field) -> Option<&'static str> {
    fn within(shape: &Shape) -> Option<&'static str> {
        match shape {
            Shape::List { of, .. } => within(of),
            Shape::Either(forms) => forms.iter().find_map(within),
            Shape::Noun(of) => of().fields.iter().find_map(|field| match field.only {
                Some(Condition::Within(name)) => Some(name),
                _ => None,
            }),
            _ => None,
        }
    }
    match field.form {
        Form::Field(shape) => within(&shape()),
        _ => None,
    }
}

/// The words that may not stand for a whole noun: they want another of its fields.
fn refused_alone(noun: &'static Declaration) -> Option<&'static [&'static str]> {
    let short = noun.short?;
    noun.fields.iter().find_map(|field| match field.presence {
        Presence::RequiredWhere(Condition::Says(name, words)) if name == short => {
            Some(words)
        }
        _ => None,
    })
}

fn flatten<'s>(shape: &'s Shape, forms: &mut Vec<&'s Shape>) {
    match shape {
        Shape::Either(all) => all.iter().for_each(|form| flatten(form, forms)),
        one => forms.push(one),
    }
}

/// The schema by which a condition on fields of the same mapping holds.
fn holds(condition: Condition) -> Value {
    match condition {
        Condition::Beside(name) | Condition::Within(name) => json!({"required": [name]}),
        Condition::Says(name, words) => {
            json!({"properties": {name: {"enum": words}}, "required": [name]})
        }
        Condition::SaysNot(name, words) => {
            json!({"not": holds(Condition::Says(name, words))})
        }
        Condition::NotIn(_) => json!(true),
    }
}

fn words(words: &[Word]) -> Value {
    let names: Vec<_> = words.iter().map(|word| word.name).collect();
    let docs: Vec<_> = words.iter().map(|word| word.doc).collect();
    let mut schema = json!({"type": "string", "enum": names});
    if docs.iter().any(|doc| !doc.is_empty()) {
        // A keyword of editors.
        schema["enumDescriptions"] = json!(docs);
    }
    schema
}

fn scalar(of: Scalar) -> Value {
    let mut schema = match of.kind {
        // A schema knows what a number is, and not how it was typed.
        ScalarIs::Id => json!({"type": ["string", "integer", "boolean"], "minimum": 0}),
        ScalarIs::Typed => in_languages(&["string", "number", "boolean"]),
        ScalarIs::Text => in_languages(&["string"]),
        ScalarIs::Number => match of.range {
            Some((least, _)) => json!({"type": "number", "minimum": least}),
            None => json!({"type": "number"}),
        },
        ScalarIs::WholeNumber => {
            let (least, most) = of.range.unwrap_or((0, u32::MAX));
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        ScalarIs::Boolean => json!({"type": "boolean"}),
        ScalarIs::Cell => in_languages(&["string", "number", "boolean", "null"]),
    };
    match (of.pattern, of.kind) {
        (Some(pattern), _) => schema["pattern"] = json!(pattern),
        // What is not empty.
        (None, ScalarIs::Typed) => schema["pattern"] = json!(r"\S"),
        (None, _) => {}
    }
    if let Some(format) = of.format {
        schema["format"] = json!(format);
    }
    schema
}

/// The tags of languages: which a project has is not known here, but two letters that are a field are
/// none.
const LANGUAGE: &str = "^(all|(?!(at|by|id|is|of|on|to|up)$)[a-z]{2}(-[A-Z]{2})?)$";

/// Some types, or a mapping from languages.
fn in_languages(types: &[&str]) -> Value {
    let types: Vec<_> = types.iter().chain(&["object"]).collect();
    json!({"type": types, "propertyNames": {"pattern": LANGUAGE}, "minProperties": 1})
}

/// The name of a type in plain words: `PlainSection` is “Plain section”.
fn words_of(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
