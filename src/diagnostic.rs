//! A diagnostic: one problem, said so that a person can mend it.
//!
//! This module holds what a problem *is* (kind, place, words, remedy) and the texts of
//! the files that places point into. How a problem is drawn on a terminal is the
//! business of [`crate::cli::Terminal`].

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is produced until it is mended.
    Error,
    /// The result is made, and is probably not what its author wants.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// Whether something among problems is wrong, and not only may not be meant.
pub fn has_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// The stable name of a kind of problem, in kebab case, such as `unknown-field`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Where in the project something stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, relative to the project folder, with `/` between its parts.
    pub file: Arc<str>,
    /// Bytes of the file's text, from the first to one past the last.
    pub span: Range<usize>,
    /// The field path, such as `highlights[2].figure`; empty for a whole file.
    pub field: Arc<str>,
}

impl Place {
    /// The whole of a file, where nothing narrower is known.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), span: 0..0, field: "".into() }
    }
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the subject in backticks.
    pub message: String,
    /// Where it stands; `None` when it is about no file in particular.
    pub place: Option<Place>,
    /// One thing to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error of a kind, in words, as yet without place or remedy.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            hint: None,
        }
    }

    /// A warning of a kind, in words, as yet without place or remedy.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same problem, at a place.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    /// The same problem, with its remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The texts of the files that were read, so that a place can be shown.
#[derive(Debug, Clone, Default)]
pub struct SourceTexts {
    files: BTreeMap<Arc<str>, Arc<str>>,
    order: Vec<Arc<str>>,
    folder: String,
}

impl SourceTexts {
    /// Keeps the text of a file.
    pub fn insert(&mut self, file: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        let file = file.into();
        if self.files.insert(file.clone(), text.into()).is_none() {
            self.order.push(file);
        }
    }

    /// The files in the order in which they were first read.
    pub fn order(&self) -> &[Arc<str>] {
        &self.order
    }

    /// The text of a file, if it was read.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(|text| &**text)
    }

    /// Every file that was read, in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(file, text)| (&**file, &**text))
    }

    /// Says which folder the files are in, as the command line named it.
    pub fn set_folder(&mut self, folder: &std::path::Path) {
        self.folder = folder.to_string_lossy().replace('\\', "/");
    }

    /// The path of a file from where the program was started.
    pub fn path_of(&self, file: &str) -> String {
        match self.folder.as_str() {
            "" | "." => file.to_owned(),
            folder => format!("{}/{file}", folder.trim_end_matches('/')),
        }
    }

    /// Where a place starts; `None` when its file was not read.
    pub fn line_column(&self, place: &Place) -> Option<LineColumn> {
        Some(self.extent(place)?.0)
    }

    /// Where a place starts and ends; `None` when its file was not read.
    pub fn extent(&self, place: &Place) -> Option<(LineColumn, LineColumn)> {
        let text = self.text(&place.file)?;
        Some((position(text, place.span.start), position(text, place.span.end)))
    }
}

/// The line and column of a byte of a text.
fn position(text: &str, byte: usize) -> LineColumn {
    let mut start = byte.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    LineColumn {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut texts = SourceTexts::default();
        texts.insert("a.yaml", "x: 1\nlabel: “é” z\n");
        let offset = "x: 1\nlabel: “é” ".len();
        let place = Place {
            file: "a.yaml".into(),
            span: offset..offset + 1,
            field: "label".into(),
        };
        assert_eq!(texts.line_column(&place), Some(LineColumn { line: 2, column: 12 }));
    }
}
