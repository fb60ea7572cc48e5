//! The short format: a line for each problem, as editors read them.

use super::controls::tame;
use super::renderer::{Renderer, Streams, position};
use crate::diagnostic::{Diagnostic, SourceTexts};

/// A line each.
pub(super) struct Short;

impl Renderer for Short {
    fn finding(
        &mut self,
        finding: &Diagnostic,
        texts: &SourceTexts,
        streams: &mut Streams<'_>,
    ) {
        streams.out(line(finding, texts));
    }
}

fn line(problem: &Diagnostic, texts: &SourceTexts) -> String {
    let mut line = String::new();
    if let Some(place) = &problem.place {
        line.push_str(&position(place, texts));
        line.push_str(": ");
    }
    line.push_str(&format!(
        "{}[{}]: {}",
        problem.severity, problem.code, problem.message
    ));
    if let Some(pages) = problem.shown_on() {
        line.push_str(&format!(", on {pages}"));
    }
    for related in &problem.related {
        let place = position(&related.place, texts);
        line.push_str(&format!("; {place}: {}", related.message));
    }
    if let Some(hint) = &problem.hint {
        line.push_str(&format!(" ({hint})"));
    }
    tame(&line).replace('\n', " ")
}
