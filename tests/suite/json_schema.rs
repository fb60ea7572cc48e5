//! JSON Schema 2020-12: what a document has against a schema, in the keywords that Recto's
//! schemas use. Any other keyword is a mistake, lest it be passed over.
//!
//! It is written out because every crate for it sets features of crates that Typst is built
//! with, so that the tests would build Typst once more.

use std::cell::RefCell;
use std::collections::HashMap;

use fancy_regex::Regex;
use serde_json::Value;

thread_local! {
    /// The regular expressions met so far: each is made once.
    static PATTERNS: RefCell<HashMap<String, Regex>> = RefCell::default();
}

/// What a value has against a schema; `root` holds the definitions, `at` leads to the value.
pub fn problems(schema: &Value, root: &Value, value: &Value, at: &str) -> Vec<String> {
    let Value::Object(keywords) = schema else {
        let refused = schema == &Value::Bool(false);
        return if refused { vec![format!("{at} may not be there")] } else { Vec::new() };
    };
    let agrees = |schema: &Value| problems(schema, root, value, at).is_empty();
    let each = |list: &Value| list.as_array().expect("schemas").clone();
    let size = |rule: &Value| rule.as_f64().expect("a number");
    let mut found = Vec::new();
    let mut check = |is_kept: bool, rule: &Value, keyword: &str| {
        if !is_kept {
            found.push(format!("{at}: {keyword} {rule}"));
        }
    };
    let mut within = Vec::new();
    for (keyword, rule) in keywords {
        let is_kept = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description"
            | "enumDescriptions" | "format" | "then" | "else" => true,
            "$ref" => {
                let target = rule.as_str().and_then(|it| it.strip_prefix('#'));
                let target = target.and_then(|it| root.pointer(it));
                let target = target.unwrap_or_else(|| panic!("{rule} leads nowhere"));
                within.extend(problems(target, root, value, at));
                true
            }
            "if" => {
                let branch = if agrees(rule) { "then" } else { "else" };
                if let Some(rule) = keywords.get(branch) {
                    within.extend(problems(rule, root, value, at));
                }
                true
            }
            "not" => !agrees(rule),
            "allOf" => {
                let all = each(rule);
                within.extend(all.iter().flat_map(|it| problems(it, root, value, at)));
                true
            }
            "anyOf" => each(rule).iter().any(agrees),
            "oneOf" => each(rule).iter().filter(|it| agrees(it)).count() == 1,
            "const" => rule == value,
            "enum" => each(rule).contains(value),
            "type" => match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is_of(value, kind)),
                kind => is_of(value, kind),
            },
            "pattern" => value.as_str().is_none_or(|text| {
                let pattern = rule.as_str().expect("a pattern");
                PATTERNS.with_borrow_mut(|known| {
                    let found = known.entry(pattern.to_owned());
                    let found =
                        found.or_insert_with(|| Regex::new(pattern).expect("a pattern"));
                    found.is_match(text).expect("a match")
                })
            }),
            "minLength" => {
                value.as_str().is_none_or(|it| it.chars().count() as f64 >= size(rule))
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= size(rule)),
            "maximum" => value.as_f64().is_none_or(|number| number <= size(rule)),
            "minItems" => value.as_array().is_none_or(|it| it.len() as f64 >= size(rule)),
            "maxItems" => value.as_array().is_none_or(|it| it.len() as f64 <= size(rule)),
            "minProperties" => {
                value.as_object().is_none_or(|it| it.len() as f64 >= size(rule))
            }
            "maxProperties" => {
                value.as_object().is_none_or(|it| it.len() as f64 <= size(rule))
            }
            "uniqueItems" => value.as_array().is_none_or(|items| {
                items.iter().enumerate().all(|(at, it)| !items[..at].contains(it))
            }),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    within.extend(problems(rule, root, item, &format!("{at}/{index}")));
                }
                true
            }
            "required" => value.as_object().is_none_or(|fields| {
                let has =
                    |name: &Value| fields.contains_key(name.as_str().expect("a name"));
                each(rule).iter().all(has)
            }),
            "patternProperties" => {
                for (pattern, rule) in rule.as_object().expect("patterns") {
                    let pattern = Regex::new(pattern).expect("a pattern");
                    for (name, field) in value.as_object().into_iter().flatten() {
                        if pattern.is_match(name).expect("a match") {
                            let at = format!("{at}/{name}");
                            within.extend(problems(rule, root, field, &at));
                        }
                    }
                }
                true
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flat_map(|it| it.keys()) {
                    let name = Value::String(name.clone());
                    within.extend(problems(rule, root, &name, at));
                }
                true
            }
            "properties" => {
                for (name, rule) in rule.as_object().expect("properties") {
                    if let Some(field) = value.get(name) {
                        within.extend(problems(
                            rule,
                            root,
                            field,
                            &format!("{at}/{name}"),
                        ));
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = keywords.get("properties").and_then(Value::as_object);
                let patterns =
                    keywords.get("patternProperties").and_then(Value::as_object);
                let is_by_pattern = |name: &str| {
                    let mut patterns = patterns.into_iter().flatten().map(|it| it.0);
                    patterns.any(|it| {
                        Regex::new(it)
                            .expect("a pattern")
                            .is_match(name)
                            .expect("a match")
                    })
                };
                for (name, field) in value.as_object().into_iter().flatten() {
                    let is_known = known.is_some_and(|known| known.contains_key(name));
                    if !is_known && !is_by_pattern(name) {
                        within.extend(problems(
                            rule,
                            root,
                            field,
                            &format!("{at}/{name}"),
                        ));
                    }
                }
                true
            }
            other => panic!("the keyword `{other}` is not known here"),
        };
        check(is_kept, rule, keyword);
    }
    found.extend(within);
    found
}

fn is_of(value: &Value, kind: &Value) -> bool {
    match kind.as_str().expect("a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type `{other}`"),
    }
}
