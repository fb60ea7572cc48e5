//! The JSON of an edition's data against its published schema, both ways.

use std::collections::BTreeSet;

use recto::document::data::FORMAT;
use recto::edition::Audience;
use recto::edition::all;
use serde_json::{Value, json};

use super::{data_files, in_every_edition, json_of, opened, released};
use crate::press::repository;

fn schema() -> Value {
    let path = repository().join("docs/schemas/edition-data.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    serde_json::from_str(&text).expect("JSON")
}

/// What a value has against a schema, in the few keywords that the schema of editions
/// uses; another keyword is a problem too, lest it be passed over.
fn problems(schema: &Value, root: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().expect("a schema") {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" => {}
            "$ref" => {
                let name = rule.as_str().and_then(|it| it.strip_prefix("#/$defs/"));
                let target = &root["$defs"][name.expect("a local reference")];
                assert!(target.is_object(), "{rule} leads nowhere");
                found.extend(problems(target, root, value, at));
            }
            "const" if rule != value => found.push(format!("{at} is not {rule}")),
            "const" => {}
            "enum" => {
                if !rule.as_array().expect("a list").contains(value) {
                    found.push(format!("{at} is {value}"));
                }
            }
            "type" => {
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "integer",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                let allowed = match rule {
                    Value::Array(kinds) => kinds.contains(&json!(kind)),
                    one => *one == json!(kind),
                };
                if !allowed {
                    found.push(format!("{at} is of the type {kind}"));
                }
            }
            "required" => {
                for name in rule.as_array().expect("a list") {
                    let name = name.as_str().expect("a name");
                    if value.get(name).is_none() {
                        found.push(format!("{at} lacks {name}"));
                    }
                }
            }
            "properties" => {
                for (name, below) in rule.as_object().expect("properties") {
                    if let Some(inner) = value.get(name) {
                        let at = format!("{at}.{name}");
                        found.extend(problems(below, root, inner, &at));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(*rule, json!(false));
                for name in value.as_object().into_iter().flat_map(|it| it.keys()) {
                    if schema["properties"].get(name).is_none() {
                        found.push(format!("{at} has {name}"));
                    }
                }
            }
            "items" => {
                for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(problems(rule, root, inner, &format!("{at}[{index}]")));
                }
            }
            other => found.push(format!("the schema has `{other}`")),
        }
    }
    found
}

#[test]
fn the_json_keeps_to_its_schema() {
    let schema = schema();
    in_every_edition(|_, selection, files| {
        let data = json_of(files);
        assert_eq!(data["format"], FORMAT);
        assert_eq!(data["edition"]["name"], json!(selection.id().name()));
        let found = problems(&schema, &schema, &data, "data");
        assert!(found.is_empty(), "{}: {found:#?}", selection.id());
    });
}

#[test]
fn the_schema_asks_for_every_field_that_it_names() {
    let schema = schema();
    let objects = schema["$defs"].as_object().expect("definitions").values();
    let objects = objects.chain([&schema]).filter(|it| it.get("properties").is_some());
    let mut count = 0;
    for object in objects {
        let names: BTreeSet<_> =
            object["properties"].as_object().expect("properties").keys().collect();
        let required = object["required"].as_array().expect("a list").iter();
        let required: Vec<_> = required.filter_map(Value::as_str).collect();
        let set: BTreeSet<_> = required.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(names, set.iter().collect::<BTreeSet<_>>());
        assert_eq!(object["additionalProperties"], json!(false));
        count += 1;
    }
    assert!(count >= 10, "{count}");
}

#[test]
fn what_breaks_the_schema_is_found() {
    let schema = schema();
    let opened = opened("data");
    let released = released(&opened, Audience::Public);
    let data = json_of(&data_files(&all(&released)[0], &opened.locale));
    let broken = |path: &str, change: &dyn Fn(&mut Value), expected: &str| {
        let mut data = data.clone();
        change(data.pointer_mut(path).unwrap_or_else(|| panic!("no {path}")));
        let found = problems(&schema, &schema, &data, "data");
        assert_eq!(found, [expected], "{path}");
    };
    let lose = |name: &'static str| {
        move |value: &mut Value| {
            value.as_object_mut().and_then(|it| it.remove(name)).expect("a field");
        }
    };
    broken("", &lose("charts"), "data lacks charts");
    broken("/measures/0", &lose("value_to"), "data.measures[0] lacks value_to");
    broken("/edition", &|it| it["more"] = json!(1), "data.edition has more");
    broken(
        "/format",
        &|it| *it = json!("x"),
        "data.format is not \"recto-edition-data/2\"",
    );
    broken("/report/status", &|it| *it = json!("new"), "data.report.status is \"new\"");
    let number = "data.measures[0].value is of the type integer";
    broken("/measures/0/value", &|it| *it = json!(1), number);
    let cell = "data.tables[0].rows[0].cells[0].text is of the type null";
    broken("/tables/0/rows/0/cells/0/text", &|it| *it = Value::Null, cell);
}
