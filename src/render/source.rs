//! A rendered source: Typst text together with where each part of it came from.

use std::ops::Range;
use std::sync::Arc;

use minijinja::{OutputSpan, OutputSpanKind};
use typst_syntax::{RootedPath, Source, VirtualPath, VirtualRoot};

use crate::diagnostic::Place;

/// One Typst file of an edition, as the templates wrote it.
#[derive(Debug, Clone)]
pub struct RenderedSource {
    /// Its path from the root of Typst's world, such as `edition/priority-2.typ`.
    pub path: String,
    /// What the templates call the part, such as `priority-violence`; `main` for what
    /// includes the others.
    pub part: String,
    /// Its Typst text, parsed.
    pub source: Source,
    /// The ranges that came from values, in order; they do not overlap.
    pub fragments: Vec<Fragment>,
    /// The ranges that came from templates, in order; they do not overlap.
    pub templates: Vec<TemplateRange>,
}

/// A source that is not parsed yet.
pub(super) struct Draft {
    pub path: String,
    pub part: String,
    pub text: String,
    pub fragments: Vec<Fragment>,
    pub templates: Vec<TemplateRange>,
}

/// A range of a rendered source that came from a value.
#[derive(Debug, Clone)]
pub struct Fragment {
    /// Bytes of the source's text.
    pub range: Range<usize>,
    /// What it was meant to be.
    pub meaning: Meaning,
    /// Where the value stands in the project; `None` for one that is not from a file.
    pub place: Option<Place>,
    /// The characters that it prints, before escaping; empty where nothing is printed.
    pub printed: Box<str>,
}

/// What a value was meant to be where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Text in markup.
    Text,
    /// Prose in markup.
    Prose,
    /// One literal in code: a string, a number, a content block and so on.
    Literal,
}

/// A range of a rendered source that came from a template.
#[derive(Debug, Clone)]
pub struct TemplateRange {
    /// Bytes of the source's text.
    pub range: Range<usize>,
    /// The template's name.
    pub template: Arc<str>,
    /// The line of the template, from 1.
    pub line: usize,
    /// The bytes of the template.
    pub at: Range<usize>,
    /// Whether an expression wrote it, rather than the template's own text.
    pub expression: bool,
}

/// Where a byte of a rendered source came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A value of the project.
    Data(Place),
    /// A template, by name and line (from 1).
    Template {
        /// The template's name.
        template: String,
        /// The line, from 1.
        line: usize,
        /// The bytes of the template.
        at: Range<usize>,
    },
}

impl RenderedSource {
    /// Parses a draft; `None` for a path that leads out of the root, which no name of a
    /// part makes.
    pub(super) fn parse(draft: Draft) -> Option<Self> {
        let path = VirtualPath::new(&draft.path).ok()?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Some(Self {
            path: draft.path,
            part: draft.part,
            source: Source::new(id, draft.text),
            fragments: draft.fragments,
            templates: draft.templates,
        })
    }

    /// Its Typst text.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// Where a range of the text came from: the first value that was written in it, else
    /// the template that wrote its start; `None` past the end.
    pub fn origin(&self, range: &Range<usize>) -> Option<Origin> {
        let offset = range.start;
        let within = |fragment: &&Fragment| {
            fragment.range.start < range.end.max(offset + 1)
                && offset < fragment.range.end
        };
        let value = self.fragments.iter().filter(within).find_map(|it| it.place.clone());
        if let Some(place) = value {
            return Some(Origin::Data(place));
        }
        self.template(range)
    }

    /// Where in a template the start of a range was written; `None` past the end.
    pub fn template(&self, range: &Range<usize>) -> Option<Origin> {
        let offset = range.start;
        let written =
            self.templates.iter().find(|range| range.range.contains(&offset))?;
        let template = written.template.to_string();
        if written.expression {
            let (line, at) = (written.line, written.at.clone());
            return Some(Origin::Template { template, line, at });
        }
        let before = &self.text()[written.range.start..offset];
        let line = written.line + before.matches('\n').count();
        // What a template writes itself stands there letter by letter.
        let start = written.at.start + before.len();
        let end = written.at.end.min(start + (range.end - range.start.min(range.end)));
        Some(Origin::Template { template, line, at: start..end.max(start) })
    }

    /// Whether one value alone wrote a range.
    pub fn is_one_value(&self, range: &Range<usize>) -> bool {
        let holds =
            |it: &Fragment| it.range.start <= range.start && range.end <= it.range.end;
        self.fragments.iter().any(holds)
    }
}

impl TemplateRange {
    /// The ranges that spans of MiniJinja speak of. Neighbours share their template's
    /// name: there are thousands of spans and a dozen names.
    pub(super) fn of(spans: &[OutputSpan]) -> Vec<Self> {
        let mut ranges: Vec<Self> = Vec::with_capacity(spans.len());
        for span in spans {
            let template = match ranges.last() {
                Some(last) if &*last.template == span.name() => last.template.clone(),
                _ => span.name().into(),
            };
            ranges.push(Self {
                range: span.output_range(),
                template,
                line: span.line(),
                at: span.source_range(),
                expression: span.kind() == OutputSpanKind::Expression,
            });
        }
        ranges
    }
}
