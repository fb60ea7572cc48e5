//! The JSON format: an object a line on standard output, for programs. `docs/messages.md`
//! says what it holds.

use serde_json::{Value, json};

use super::renderer::{Renderer, Streams, cell};
use crate::diagnostic::{Diagnostic, Place, SourceTexts};

/// An object a line.
pub(super) struct Json;

impl Renderer for Json {
    fn finding(
        &mut self,
        finding: &Diagnostic,
        texts: &SourceTexts,
        streams: &mut Streams<'_>,
    ) {
        streams.out(object(finding, texts));
    }

    fn failure(&self, message: &str, hint: Option<&str>, streams: &mut Streams<'_>) {
        streams.out(json!({ "type": "error", "message": message, "hint": hint }));
    }

    fn not_made(&self, edition: &str, streams: &mut Streams<'_>) {
        streams.out(json!({ "type": "not-made", "edition": edition }));
    }
}

fn object(problem: &Diagnostic, texts: &SourceTexts) -> Value {
    let related = problem.related.iter().map(|related| {
        json!({ "place": place(&related.place, texts), "message": related.message })
    });
    json!({
        "type": "diagnostic",
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "place": problem.place.as_ref().map(|at| place(at, texts)),
        "related": related.collect::<Vec<_>>(),
        "pages": problem.pages,
        "hint": problem.hint,
    })
}

fn place(place: &Place, texts: &SourceTexts) -> Value {
    if let Some(cell) = cell(place) {
        return json!({ "file": &**place.file(), "cell": cell });
    }
    let at = texts.line_column(place);
    json!({
        "file": &**place.file(),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
        "field": place.field(),
    })
}
