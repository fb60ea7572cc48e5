//! SARIF: findings as one document that tools collect (OASIS SARIF 2.1.0).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::renderer::{Renderer, Streams, cell};
use crate::diagnostic::{Diagnostic, Place, SourceTexts};

/// One document, written at the end.
#[derive(Default)]
pub(super) struct Sarif {
    /// The rules that were broken, by their ids.
    rules: BTreeMap<String, Value>,
    results: Vec<Value>,
}

impl Renderer for Sarif {
    fn finding(
        &mut self,
        finding: &Diagnostic,
        texts: &SourceTexts,
        _streams: &mut Streams<'_>,
    ) {
        self.rules.entry(rule_id(finding)).or_insert_with_key(|id| rule(id, finding));
        self.results.push(result(finding, texts));
    }

    fn end(&mut self, streams: &mut Streams<'_>) {
        streams.out(self.document());
    }
}

impl Sarif {
    /// A SARIF log with one run (section 3.13 and 3.14).
    fn document(&self) -> Value {
        let rules: Vec<_> = self.rules.values().collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "Recto",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                // Columns are counted in characters (section 3.14.17).
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        })
    }
}

/// The id of the rule that a problem breaks: below its code, that of a rule of a standard.
fn rule_id(problem: &Diagnostic) -> String {
    match &problem.rule {
        Some(rule) => format!("{}/{}", problem.code, rule.id),
        None => problem.code.to_string(),
    }
}

/// A rule (section 3.49), with what it finds and what mends it where a standard has it.
fn rule(id: &str, problem: &Diagnostic) -> Value {
    let Some(rule) = &problem.rule else { return json!({ "id": id }) };
    json!({
        "id": id,
        "shortDescription": { "text": rule.what },
        "fullDescription": { "text": format!("{} ({})", rule.what, rule.clause) },
        "help": { "text": rule.remedy },
    })
}

/// One problem (section 3.27).
fn result(problem: &Diagnostic, texts: &SourceTexts) -> Value {
    let mut text = problem.message.clone();
    if let Some(pages) = problem.shown_on() {
        text.push_str(&format!(", on {pages}"));
    }
    if let Some(hint) = &problem.hint {
        text.push_str(&format!(". {hint}"));
    }
    let locations = problem.place.iter().map(|place| location(place, texts));
    let mut result = json!({
        "ruleId": rule_id(problem),
        "level": problem.severity,
        "message": { "text": text },
        "locations": locations.collect::<Vec<_>>(),
    });
    if !problem.related.is_empty() {
        let related = problem.related.iter().zip(0..).map(|(related, id)| {
            let mut location = location(&related.place, texts);
            location["id"] = json!(id);
            location["message"] = json!({ "text": related.message });
            location
        });
        // Section 3.27.22.
        result["relatedLocations"] = related.collect();
    }
    result
}

/// A place (section 3.28).
fn location(place: &Place, texts: &SourceTexts) -> Value {
    let mut physical = json!({
        "artifactLocation": { "uri": uri(&texts.path_of(place.file())) },
    });
    if let Some((start, end)) = texts.extent(place) {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    let name = cell(place).unwrap_or_else(|| place.field().to_owned());
    let logical =
        if name.is_empty() { json!([]) } else { json!([{ "fullyQualifiedName": name }]) };
    json!({ "physicalLocation": physical, "logicalLocations": logical })
}

/// A path as a relative reference (RFC 3986): what is not unreserved is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b/é.yaml"), "a%20b/%C3%A9.yaml");
    }
}
