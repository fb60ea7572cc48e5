//! The short format: a line for each problem, as editors read them.

use super::controls::tame;
use super::{Renderer, Streams, position};
use crate::diagnostic::{Diagnostic, SourceTexts};

/// A line each.
pub(super) struct Short;

impl Renderer for Short {
    fn problems(
        &self,
        problems: &[Diagnostic],
        texts: &SourceTexts,
        streams: &mut Streams<'_>,
    ) {
        for problem in problems {
            streams.out(line(problem, texts));
        }
    }

    fn failure(&self, message: &str, hint: Option<&str>, streams: &mut Streams<'_>) {
        failure(message, hint, streams);
    }

    fn not_made(&self, edition: &str, streams: &mut Streams<'_>) {
        failure(&format!("`{edition}` was not made"), None, streams);
    }
}

/// What stopped something, in words on standard error.
pub(super) fn failure(message: &str, hint: Option<&str>, streams: &mut Streams<'_>) {
    streams.err(format_args!("error: {}", tame(message)));
    if let Some(hint) = hint {
        streams.err(format_args!("help: {}", tame(hint)));
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
    for related in &problem.related {
        let place = position(&related.place, texts);
        line.push_str(&format!("; {place}: {}", related.message));
    }
    if let Some(hint) = &problem.hint {
        line.push_str(&format!(" ({hint})"));
    }
    tame(&line).replace('\n', " ")
}
