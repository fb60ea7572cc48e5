//! The terminal: which stream something is said on, and in which format.
//!
//! Findings and results go to standard output, where a pipe can read them. What is said
//! about the work itself (progress, what was made, why a command stopped) goes to standard
//! error for people; in JSON everything is an object a line on standard output. Each format
//! is a [`Renderer`] with a file of its own.

mod controls;
mod github;
mod human;
mod json;
mod sarif;
mod short;

use std::io::{BufWriter, Write};

use crate::diagnostic::{Diagnostic, Place, SourceTexts, cell_address};
use crate::error::Error;

/// How problems and results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the text that is wrong
    Human,
    /// A line each, for editors
    Short,
    /// A JSON object a line, for programs
    Json,
    /// As annotations of a workflow on GitHub
    Github,
    /// As one SARIF 2.1.0 document, for tools that collect findings
    Sarif,
}

/// Whether problems are drawn in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// In colour.
    Styled,
    /// As plain text.
    Plain,
}

/// Where the program speaks.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// The format of messages.
    pub format: Format,
    /// Whether in colour.
    pub colour: Colour,
    /// Whether only problems are printed.
    pub quiet: bool,
}

/// One format of messages.
trait Renderer {
    /// Prints problems, each with its places, and how many there are.
    fn problems(
        &self,
        problems: &[Diagnostic],
        texts: &SourceTexts,
        streams: &mut Streams<'_>,
    );

    /// Prints what stopped a command, and what to do.
    fn failure(&self, message: &str, hint: Option<&str>, streams: &mut Streams<'_>);

    /// Prints that an edition was not made; why is printed with the problems.
    fn not_made(&self, edition: &str, streams: &mut Streams<'_>);
}

/// The two streams of the program. A reader who has gone away (a closed pipe) misses
/// nothing, so that nothing is done about one.
struct Streams<'s> {
    out: &'s mut dyn Write,
    err: &'s mut dyn Write,
}

impl Streams<'_> {
    /// A line on standard output.
    fn out(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.out, "{line}");
    }

    /// A line on standard error.
    fn err(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.err, "{line}");
    }
}

impl Terminal {
    /// Whether progress may be shown at all.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && self.format == Format::Human
    }

    /// Prints what stopped a command.
    pub fn error(&self, error: &Error) {
        if let Error::Problems { diagnostics, texts } = error {
            self.diagnostics(diagnostics, texts);
            return;
        }
        let (message, hint) = (error.with_causes(), error.hint());
        self.render(|renderer, streams| {
            renderer.failure(&message, hint.as_deref(), streams);
        });
    }

    /// Prints problems, each with its places, and how many there are.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], texts: &SourceTexts) {
        self.render(|renderer, streams| renderer.problems(diagnostics, texts, streams));
    }

    /// Prints which editions were not made, where others were.
    pub fn not_made(&self, editions: &[String]) {
        self.render(|renderer, streams| {
            for edition in editions {
                renderer.not_made(edition, streams);
            }
        });
    }

    /// Tells a person what was done.
    pub fn summary(&self, text: &str) {
        if !self.quiet && !matches!(self.format, Format::Json | Format::Sarif) {
            let _ = write!(std::io::stderr(), "{text}");
        }
    }

    /// Prints a result in words, unless standard output is a document of findings.
    pub fn say(&self, text: &str) {
        if !self.quiet && self.format != Format::Sarif {
            let _ = write!(std::io::stdout(), "{text}");
        }
    }

    /// Prints a result for a program to read, on a line.
    pub fn line(&self, value: &dyn std::fmt::Display) {
        let _ = writeln!(std::io::stdout(), "{value}");
    }

    fn render(&self, print: impl FnOnce(&dyn Renderer, &mut Streams<'_>)) {
        let renderer: &dyn Renderer = match self.format {
            Format::Human => &human::Human { colour: self.colour },
            Format::Short => &short::Short,
            Format::Json => &json::Json,
            Format::Github => &github::Github,
            Format::Sarif => &sarif::Sarif,
        };
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut err = std::io::stderr().lock();
        print(renderer, &mut Streams { out: &mut out, err: &mut err });
        let _ = out.flush();
    }
}

/// A place in a line of text, as far as it is known: `file:line:column` or `file:Sheet!C14`.
fn position(place: &Place, texts: &SourceTexts) -> String {
    if let Some(cell) = cell(place) {
        return format!("{}:{cell}", place.file());
    }
    match texts.line_column(place) {
        Some(at) => format!("{}:{}:{}", place.file(), at.line, at.column),
        None => place.file().to_string(),
    }
}

/// The address of a cell, with its sheet.
fn cell(place: &Place) -> Option<String> {
    let Place::Cell { sheet, row, column, .. } = place else { return None };
    let address = cell_address(*row, *column);
    Some(sheet.as_ref().map_or(address.clone(), |sheet| format!("{sheet}!{address}")))
}
