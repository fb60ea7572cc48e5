//! The terminal: how problems and results are drawn, for people and for programs.
//!
//! Problems go to standard error, results to standard output. In JSON both go to
//! standard output, an object a line.

use std::io::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Place, Severity, SourceTexts};
use crate::error::Error;

use super::sarif;

/// How many problems are drawn for a person: the others are mended after these.
const MOST_DRAWN: usize = 200;

/// The longest line that is drawn, in bytes: nobody finds a place in a longer one.
const LONGEST_LINE: usize = 10_000;

/// How problems and results are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the text that is wrong.
    Human,
    /// A line each.
    Short,
    /// A JSON object a line.
    Json,
    /// Annotations of a workflow on GitHub.
    Github,
    /// One SARIF document.
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
    /// How things are said.
    pub format: Format,
    /// Whether in colour.
    pub colour: Colour,
    /// Whether results are kept quiet.
    pub quiet: bool,
}

impl Terminal {
    /// Whether progress may be shown at all.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && self.format == Format::Human
    }

    /// Says what stopped a command.
    pub fn error(&self, error: &Error) {
        if let Error::Problems { diagnostics, texts } = error {
            self.diagnostics(diagnostics, texts);
            return;
        }
        let mut message = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            message = format!("{message}: {inner}");
            cause = inner.source();
        }
        let hint = match error {
            Error::Usage { hint, .. } => hint.clone(),
            Error::Project(refusal) => Some(refusal.hint().to_owned()),
            Error::NoProject { .. } => {
                Some("name the folder that holds `report.yaml` with `--project`".to_owned())
            }
            Error::Write(_) => Some(
                "choose another folder with `--out`, or make room and allow writing there"
                    .to_owned(),
            ),
            Error::Threads { .. } | Error::Watch { .. } => {
                Some("ask for fewer threads with `--jobs`".to_owned())
            }
            Error::Panicked { .. } => Some(
                "please report it with the files that `--keep-sources` writes".to_owned(),
            ),
            Error::Problems { .. } => None,
        };
        match self.format {
            Format::Json => self.line(&serde_json::json!({
                "type": "error", "message": message, "hint": hint,
            })),
            Format::Github => self.line(&format!("::error::{}", github_data(&message))),
            Format::Human | Format::Short | Format::Sarif => {
                self.complain(&format!("error: {}", tame(&message)));
                if let Some(hint) = hint {
                    self.complain(&format!("help: {}", tame(&hint)));
                }
            }
        }
    }

    /// Says problems, each with its place, and how many there are.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], texts: &SourceTexts) {
        if self.format == Format::Sarif {
            self.line(&sarif::document(diagnostics, texts));
            return;
        }
        let shown = match self.format {
            Format::Human => &diagnostics[..diagnostics.len().min(MOST_DRAWN)],
            _ => diagnostics,
        };
        for diagnostic in shown {
            match self.format {
                Format::Human => self.complain(&self.drawn(diagnostic, texts)),
                Format::Short => self.complain(&short(diagnostic, texts)),
                Format::Json => self.line(&json(diagnostic, texts)),
                Format::Github => self.line(&github(diagnostic, texts)),
                Format::Sarif => {}
            }
        }
        if self.format == Format::Human && !diagnostics.is_empty() {
            self.complain(&count(diagnostics));
        }
        if shown.len() < diagnostics.len() {
            self.complain(&format!(
                "the first {} are shown; `--message-format short` shows all",
                shown.len()
            ));
        }
    }

    /// Says which editions were not made, where others were; why is said elsewhere.
    pub fn not_made(&self, editions: &[String]) {
        for edition in editions {
            let message = format!("`{edition}` was not made");
            match self.format {
                Format::Json => self.line(&serde_json::json!({
                    "type": "not-made", "edition": edition,
                })),
                Format::Github => {
                    self.line(&format!("::error::{}", github_data(&message)));
                }
                Format::Human | Format::Short | Format::Sarif => {
                    self.complain(&format!("error: {message}"));
                }
            }
        }
    }

    /// Says in words that all is well, to a person.
    pub fn remark(&self, text: &str) {
        if !self.quiet && self.format == Format::Human {
            self.complain(text);
        }
    }

    /// Says a result in words, unless results are kept quiet or standard output is a
    /// document of findings.
    pub fn say(&self, text: &str) {
        if !self.quiet && self.format != Format::Sarif {
            // A reader who has gone away (a closed pipe) misses nothing.
            let _ = write!(std::io::stdout(), "{text}");
        }
    }

    /// Says a result for a program to read, on a line.
    pub fn line(&self, value: &dyn std::fmt::Display) {
        let _ = writeln!(std::io::stdout(), "{value}");
    }

    fn complain(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
    }

    /// A problem with the text that is wrong.
    fn drawn(&self, diagnostic: &Diagnostic, texts: &SourceTexts) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = level
            .primary_title(tame(&diagnostic.message))
            .id(diagnostic.code.0)
            .elements(std::iter::empty::<annotate_snippets::Element<'_>>());
        if let Some(place) = &diagnostic.place {
            match texts.text(&place.file) {
                Some(text) if place.span != (0..0) => {
                    let span = on_characters(text, place);
                    // The whole text would be gone through for each problem.
                    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
                    let end =
                        text[start..].find('\n').map_or(text.len(), |at| start + at);
                    let line = 1 + text[..start].matches('\n').count();
                    if end - start > LONGEST_LINE {
                        let column = 1 + text[start..span.start].chars().count();
                        let origin = annotate_snippets::Origin::path(&*place.file);
                        group = group.element(origin.line(line).char_column(column));
                    } else {
                        let source: String =
                            text[start..end].chars().map(same_width).collect();
                        let span = span.start - start..span.end - start;
                        let label = tame(&place.field);
                        group = group.element(
                            Snippet::source(source + "\n")
                                .line_start(line)
                                .path(&*place.file)
                                .annotation(
                                    AnnotationKind::Primary.span(span).label(label),
                                ),
                        );
                    }
                }
                _ => group = group.element(annotate_snippets::Origin::path(&*place.file)),
            }
        }
        if let Some(hint) = &diagnostic.hint {
            group = group.element(Level::HELP.message(tame(hint)));
        }
        let renderer = match self.colour {
            Colour::Styled => Renderer::styled(),
            Colour::Plain => Renderer::plain(),
        };
        let drawn = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
        format!("{drawn}\n ")
    }
}

/// Text with nothing that steers a terminal: a control is shown by the picture that it has
/// in Unicode, or as a character that is not known.
fn tame(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        _ => c,
    };
    text.chars().map(shown).collect()
}

/// The same for a line of a file, where each character has as many bytes as before. What is
/// left is tamed where it is drawn.
fn same_width(c: char) -> char {
    if matches!(c, '\u{80}'..='\u{9f}') { '\u{b7}' } else { c }
}

/// A place's span, within its text and on whole characters; the first line of it.
fn on_characters(text: &str, place: &Place) -> std::ops::Range<usize> {
    let mut start = place.span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = place.span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let line = text[start..end].find('\n').map_or(end, |newline| start + newline);
    start..line.max(start)
}

/// `file:line:column`, as far as it is known.
fn position(place: &Place, texts: &SourceTexts) -> String {
    match texts.line_column(place) {
        Some(at) if place.span != (0..0) => {
            format!("{}:{}:{}", place.file, at.line, at.column)
        }
        _ => place.file.to_string(),
    }
}

fn short(diagnostic: &Diagnostic, texts: &SourceTexts) -> String {
    let mut line = String::new();
    if let Some(place) = &diagnostic.place {
        line.push_str(&position(place, texts));
        line.push_str(": ");
    }
    line.push_str(&format!(
        "{}[{}]: {}",
        diagnostic.severity, diagnostic.code, diagnostic.message
    ));
    if let Some(hint) = &diagnostic.hint {
        line.push_str(&format!(" ({hint})"));
    }
    tame(&line).replace('\n', " ")
}

/// A workflow command that annotates a line
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
fn github(diagnostic: &Diagnostic, texts: &SourceTexts) -> String {
    let mut properties = format!("title={}", github_property(diagnostic.code.0));
    if let Some(place) = &diagnostic.place {
        let file = github_property(&texts.path_of(&place.file));
        properties.push_str(&format!(",file={file}"));
        if let Some(at) = texts.line_column(place).filter(|_| place.span != (0..0)) {
            properties.push_str(&format!(",line={},col={}", at.line, at.column));
        }
    }
    let mut message = diagnostic.message.clone();
    if let Some(hint) = &diagnostic.hint {
        message.push_str(&format!("\n{hint}"));
    }
    format!("::{} {properties}::{}", diagnostic.severity, github_data(&message))
}

fn github_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

fn json(diagnostic: &Diagnostic, texts: &SourceTexts) -> serde_json::Value {
    let place = diagnostic.place.as_ref().map(|place| {
        let at = texts.line_column(place).filter(|_| place.span != (0..0));
        serde_json::json!({
            "file": &*place.file,
            "line": at.map(|at| at.line),
            "column": at.map(|at| at.column),
            "field": &*place.field,
        })
    });
    serde_json::json!({
        "type": "diagnostic",
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "place": place,
        "hint": diagnostic.hint,
    })
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
    let said = |number: usize, noun: &str| match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{number} {noun}s")),
    };
    let parts: Vec<_> =
        [said(of(Severity::Error), "error"), said(of(Severity::Warning), "warning")]
            .into_iter()
            .flatten()
            .collect();
    parts.join(" and ")
}
