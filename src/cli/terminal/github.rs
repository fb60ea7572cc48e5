//! GitHub's format: workflow commands that annotate lines of a change
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).

use super::renderer::{Renderer, Streams, cell, position};
use crate::diagnostic::{Diagnostic, SourceTexts};

/// An annotation each.
pub(super) struct Github;

impl Renderer for Github {
    fn finding(
        &mut self,
        finding: &Diagnostic,
        texts: &SourceTexts,
        streams: &mut Streams<'_>,
    ) {
        streams.out(annotation(finding, texts));
    }

    fn failure(&self, message: &str, _hint: Option<&str>, streams: &mut Streams<'_>) {
        streams.out(format_args!("::error::{}", data(message)));
    }
}

fn annotation(problem: &Diagnostic, texts: &SourceTexts) -> String {
    let mut properties = format!("title={}", property(problem.code.0));
    let mut message = problem.message.clone();
    if let Some(place) = &problem.place {
        let file = property(&texts.path_of(place.file()));
        properties.push_str(&format!(",file={file}"));
        if let Some(at) = texts.line_column(place) {
            properties.push_str(&format!(",line={},col={}", at.line, at.column));
        }
        if let Some(cell) = cell(place) {
            message = format!("{cell}: {message}");
        }
    }
    for related in &problem.related {
        let place = position(&related.place, texts);
        message.push_str(&format!("\n{place}: {}", related.message));
    }
    if let Some(pages) = problem.shown_on() {
        message.push_str(&format!("\non {pages}"));
    }
    if let Some(hint) = &problem.hint {
        message.push_str(&format!("\n{hint}"));
    }
    format!("::{} {properties}::{}", problem.severity, data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
