//! A renderer: one format of messages, and what formats have in common.

use std::io::Write;

use super::controls::tame;
use crate::diagnostic::{Diagnostic, Place, SourceTexts, cell_address};

/// One format of messages.
pub(super) trait Renderer {
    /// Prints a finding with its places, or keeps it for the end.
    fn finding(
        &mut self,
        finding: &Diagnostic,
        texts: &SourceTexts,
        streams: &mut Streams<'_>,
    );

    /// Prints what follows all findings of one piece of work, also where there are none.
    fn end(&mut self, _streams: &mut Streams<'_>) {}

    /// Prints what stopped a command, and what to do: in words on standard error.
    fn failure(&self, message: &str, hint: Option<&str>, streams: &mut Streams<'_>) {
        streams.err(format_args!("error: {}", tame(message)));
        if let Some(hint) = hint {
            streams.err(format_args!("help: {}", tame(hint)));
        }
    }

    /// Prints that an edition was not made; why is printed with the findings.
    fn not_made(&self, edition: &str, streams: &mut Streams<'_>) {
        self.failure(&format!("`{edition}` was not made"), None, streams);
    }
}

/// The two streams of the program. A reader who has gone away (a closed pipe) misses
/// nothing, so that nothing is done about one.
pub(super) struct Streams<'s> {
    pub(super) out: &'s mut dyn Write,
    pub(super) err: &'s mut dyn Write,
}

impl Streams<'_> {
    /// A line on standard output.
    pub(super) fn out(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.out, "{line}");
    }

    /// A line on standard error.
    pub(super) fn err(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.err, "{line}");
    }
}

/// A place in a line of text, as far as it is known: `file:line:column` or `file:Sheet!C14`.
pub(super) fn position(place: &Place, texts: &SourceTexts) -> String {
    if let Some(cell) = cell(place) {
        return format!("{}:{cell}", place.file());
    }
    match texts.line_column(place) {
        Some(at) => format!("{}:{}:{}", place.file(), at.line, at.column),
        None => place.file().to_string(),
    }
}

/// The address of a cell, with its sheet.
pub(super) fn cell(place: &Place) -> Option<String> {
    let Place::Cell { sheet, row, column, .. } = place else { return None };
    let address = cell_address(*row, *column);
    Some(sheet.as_ref().map_or(address.clone(), |sheet| format!("{sheet}!{address}")))
}
