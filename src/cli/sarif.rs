//! SARIF: findings as one document that tools collect (OASIS SARIF 2.1.0).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, SourceTexts};

/// Problems as a SARIF log with one run (section 3.13 and 3.14).
pub(super) fn document(diagnostics: &[Diagnostic], texts: &SourceTexts) -> Value {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|it| it.code.0).collect();
    let rules: Vec<_> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<_> = diagnostics.iter().map(|it| result(it, texts)).collect();
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
            "results": results,
        }],
    })
}

/// One problem (section 3.27).
fn result(diagnostic: &Diagnostic, texts: &SourceTexts) -> Value {
    let mut text = diagnostic.message.clone();
    if let Some(hint) = &diagnostic.hint {
        text.push_str(&format!(". {hint}"));
    }
    let locations: Vec<_> = diagnostic
        .place
        .iter()
        .map(|place| {
            let mut physical = json!({
                "artifactLocation": { "uri": uri(&texts.path_of(&place.file)) },
            });
            if place.span != (0..0)
                && let Some((start, end)) = texts.extent(place)
            {
                physical["region"] = json!({
                    "startLine": start.line,
                    "startColumn": start.column,
                    "endLine": end.line,
                    "endColumn": end.column,
                });
            }
            let field = (!place.field.is_empty())
                .then(|| json!([{ "fullyQualifiedName": &*place.field }]));
            json!({ "physicalLocation": physical, "logicalLocations": field.unwrap_or_else(|| json!([])) })
        })
        .collect();
    json!({
        "ruleId": diagnostic.code,
        "level": diagnostic.severity,
        "message": { "text": text },
        "locations": locations,
    })
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
