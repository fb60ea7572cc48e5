//! The terminal: which stream something is said on, and in which format.
//!
//! Findings and results go to standard output, where a pipe can read them. What is said
//! about the work itself (progress, what was made, why a command stopped) goes to standard
//! error for people; in JSON everything is an object a line on standard output. Each format
//! is a renderer with a file of its own.

mod controls;
mod github;
mod human;
mod json;
mod renderer;
mod sarif;
mod short;

use std::io::{BufWriter, Write};

pub use self::human::Colour;
use self::renderer::{Renderer, Streams};
use crate::diagnostic::{Diagnostic, SourceTexts};
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
        self.render(|renderer, streams| {
            for finding in diagnostics {
                renderer.finding(finding, texts, streams);
            }
            renderer.end(streams);
        });
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

    fn render(&self, print: impl FnOnce(&mut dyn Renderer, &mut Streams<'_>)) {
        let renderer: &mut dyn Renderer = match self.format {
            Format::Human => &mut human::Human::new(self.colour),
            Format::Short => &mut short::Short,
            Format::Json => &mut json::Json,
            Format::Github => &mut github::Github,
            Format::Sarif => &mut sarif::Sarif::default(),
        };
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut err = std::io::stderr().lock();
        print(renderer, &mut Streams { out: &mut out, err: &mut err });
        let _ = out.flush();
    }
}
