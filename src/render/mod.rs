//! Rendering: the templates draw an edition's structure as Typst sources.
//!
//! MiniJinja says which parts appear, in which order, from which data; the theme says
//! how they look. A template asks for parts with `part(name, template)`; each becomes a
//! source of its own. Everything that a value wrote is checked by [`guard`] before
//! anyone compiles it. This is the only user of MiniJinja.

mod context;
mod environment;
pub mod escape;
mod filters;
pub mod guard;
mod page_setup;
mod prose;
mod source;
mod value;

use std::collections::VecDeque;
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};
use minijinja::{Environment, ErrorKind, OutputSpan, OutputSpanKind, Value};
use rayon::prelude::*;

pub use self::context::documentation;
use self::environment::{PartRequest, Printed, RECORDER, Recorder, Slots, environment};
pub use self::page_setup::{PageSetup, Palette, Sides};
use self::source::Draft;
pub use self::source::{Fragment, Meaning, Origin, RenderedSource, TemplateRange};
use self::value::PartContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Shown};
use crate::limits::{Limit, Limits};
use crate::report::{FilePath, Locale, ValidReport};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The folder of an edition's sources in Typst's world, the same for all of them.
pub const FOLDER: &str = "edition";
/// The source that includes the others.
pub const MAIN: &str = "edition/main.typ";

/// A template that does not run: a mistake in its syntax, an undefined value, a filter
/// that is given what it does not take, or too much work.
pub const TEMPLATE_FAILED: Code = Code("template-failed");
/// A template that puts a value where it would not be text.
pub const VALUE_IN_CODE: Code = Code("value-in-code");

/// The templates, ready to render editions.
pub struct Renderer<'t> {
    environment: Environment<'t>,
    limits: Limits,
}

/// The built-in templates, by name.
fn builtin() -> Vec<(&'static str, &'static str)> {
    let mut templates = Vec::new();
    collect(&TEMPLATES, &mut templates);
    templates.retain(|(name, _)| name.ends_with(".typ.j2"));
    templates
}

/// Every template and file of the theme, by path in `templates/`.
pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut files = Vec::new();
    collect(&TEMPLATES, &mut files);
    files.into_iter().filter(|(name, _)| {
        let drawn =
            [".typ.j2", ".typ", ".toml", ".yaml"].iter().any(|end| name.ends_with(end));
        drawn && !name.contains("/specimen/")
    })
}

/// The files of the theme, by path from the root of Typst's world: `theme/…`.
pub fn theme() -> Vec<(&'static str, &'static str)> {
    let mut files = Vec::new();
    if let Some(theme) = TEMPLATES.get_dir("theme") {
        collect(theme, &mut files);
    }
    let is_read = |name: &str| name.ends_with(".typ") || name.ends_with(".toml");
    files.retain(|(name, _)| is_read(name) && !name.contains("/specimen/"));
    files
}

fn collect(dir: &'static Dir<'_>, files: &mut Vec<(&'static str, &'static str)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, files),
            DirEntry::File(file) => {
                files.extend(file.path().to_str().zip(file.contents_utf8()));
            }
        }
    }
}

impl Renderer<'static> {
    /// A renderer over the built-in templates.
    ///
    /// # Errors
    ///
    /// When a template does not parse.
    pub fn builtin() -> Result<Self, Diagnostic> {
        Self::new(builtin())
    }
}

impl<'t> Renderer<'t> {
    /// A renderer over templates by name. An edition starts from `report.typ.j2` or
    /// `brief.typ.j2`; `brand.typ.j2` and `words.typ.j2` make the theme's settings.
    ///
    /// # Errors
    ///
    /// When a template does not parse.
    pub fn new(
        templates: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, Diagnostic> {
        let environment =
            environment(templates).map_err(|error| template_failed(&error))?;
        Ok(Self { environment, limits: Limits::default() })
    }

    /// The same renderer, whose templates run within other limits than the usual ones.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.environment.set_fuel(Some(limits.get(Limit::Fuel)));
        self.limits = limits;
        self
    }

    /// The sources of an edition: `edition/main.typ`, then its parts in the order in which
    /// the templates ask for them. Every edition has the same paths again.
    ///
    /// # Errors
    ///
    /// What is wrong with a template, or every value that stands where it would not be
    /// text.
    pub fn render(
        &self,
        document: &Document,
        locale: &Locale,
        setup: &PageSetup,
    ) -> Result<Vec<RenderedSource>, Vec<Diagnostic>> {
        let template = format!("{}.typ.j2", document.edition.kind);
        let context = context::edition(document, locale, setup);
        self.render_all(FOLDER, "main", &template, &context)
    }

    /// The settings of the theme for a project: `theme/brand.typ`, `theme/words.typ`. `tones`
    /// tells how light the colours of a logo's file are.
    ///
    /// # Errors
    ///
    /// As for [`Renderer::render`].
    pub fn render_theme_settings(
        &self,
        report: &ValidReport,
        locale: &Locale,
        palette: Palette<'_>,
        tones: &dyn Fn(&FilePath) -> Vec<f64>,
    ) -> Result<Vec<RenderedSource>, Vec<Diagnostic>> {
        let context = context::theme_settings(report, locale, palette, tones);
        let mut sources = self.render_all("theme", "brand", "brand.typ.j2", &context)?;
        sources.extend(self.render_all("theme", "words", "words.typ.j2", &context)?);
        Ok(sources)
    }

    fn render_all(
        &self,
        folder: &str,
        name: &str,
        template: &str,
        context: &Arc<dyn Shown>,
    ) -> Result<Vec<RenderedSource>, Vec<Diagnostic>> {
        let first = PartRequest {
            name: name.to_owned(),
            slot: name.to_owned(),
            template: template.to_owned(),
            within: None,
            with: Vec::new(),
        };
        let mut slots = Slots::default();
        let mut drafts = Vec::new();
        let mut problems = Vec::new();
        let mut queue = VecDeque::from([first]);
        while let Some(part) = queue.pop_front() {
            match self.render_part(folder, part, context, &mut slots) {
                Ok((draft, parts)) => {
                    queue.extend(parts);
                    drafts.push(draft);
                }
                Err(problem) => problems.push(problem),
            }
        }
        // Parsing and checking are most of the work of rendering.
        let checked: Vec<_> = drafts
            .into_par_iter()
            .filter_map(RenderedSource::parse)
            .map(|source| (breaches(&source), source))
            .collect();
        let (breaches, sources): (Vec<_>, Vec<_>) = checked.into_iter().unzip();
        problems.extend(breaches.into_iter().flatten());
        if problems.is_empty() { Ok(sources) } else { Err(problems) }
    }

    fn render_part(
        &self,
        folder: &str,
        part: PartRequest,
        edition: &Arc<dyn Shown>,
        slots: &mut Slots,
    ) -> Result<(Draft, Vec<PartRequest>), Diagnostic> {
        let template = self
            .environment
            .get_template(&part.template)
            .map_err(|error| template_failed(&error))?;
        let recorder = Recorder::new(std::mem::take(slots));
        let record = (RECORDER.to_owned(), Value::from_dyn_object(recorder.clone()));
        let PartRequest { within, mut with, .. } = part;
        with.push(record);
        let context = PartContext { with, within, edition: edition.clone() };
        let rendered = template
            .render_with_spans(Value::from_object(context))
            .map_err(|error| self.stopped(&error));
        let record = recorder.take();
        *slots = record.slots;
        let (text, spans) = rendered?;
        let fragments = fragments(&text, &spans, record.written)
            .ok_or_else(|| template_failed(&filters::captured()))?;
        let draft = Draft {
            path: format!("{folder}/{}.typ", part.slot),
            part: part.name,
            text,
            fragments,
            templates: TemplateRange::of(&spans),
        };
        Ok((draft, record.parts))
    }

    /// Why a template did not come to its end.
    fn stopped(&self, error: &minijinja::Error) -> Diagnostic {
        let problem = template_failed(error);
        if innermost(error).kind() == ErrorKind::OutOfFuel {
            problem.hint(self.limits.remedy(Limit::Fuel))
        } else {
            problem
        }
    }
}

/// What was printed, each with its range in the output; `None` when the two do not
/// agree, which happens when a template captured output.
fn fragments(
    text: &str,
    spans: &[OutputSpan],
    written: Vec<Printed>,
) -> Option<Vec<Fragment>> {
    let mut written = written.into_iter();
    let mut fragments = Vec::new();
    for span in spans.iter().filter(|span| span.kind() == OutputSpanKind::Expression) {
        let range = span.output_range();
        let next = written.next()?;
        if text.get(range.clone())? != next.source {
            return None;
        }
        fragments.push(Fragment {
            range,
            meaning: next.meaning,
            place: next.place,
            printed: next.printed.into(),
        });
    }
    written.next().is_none().then_some(fragments)
}

fn breaches(source: &RenderedSource) -> Vec<Diagnostic> {
    guard::check(source.source.root(), source.text(), &source.fragments)
        .into_iter()
        .map(|breach| {
            let fragment = &source.fragments[breach.fragment];
            let template = source
                .templates
                .iter()
                .find(|range| range.range == fragment.range)
                .map_or_else(
                    || source.path.clone(),
                    |range| format!("{}:{}", range.template, range.line),
                );
            let meant = match breach.meaning {
                Meaning::Text => "text",
                Meaning::Prose => "prose",
                Meaning::Literal => "a literal",
            };
            let hint = match breach.meaning {
                Meaning::Text | Meaning::Prose => {
                    "use `|content` or `|string` where the template is in code"
                }
                Meaning::Literal => "print the value without a filter in markup",
            };
            let problem = Diagnostic::error(
                VALUE_IN_CODE,
                format!(
                    "the template `{template}` puts {meant} where Typst reads {}",
                    breach.found
                ),
            )
            .hint(hint);
            match &fragment.place {
                Some(place) => problem.at(place),
                None => problem,
            }
        })
        .collect()
}

/// The cause of an error: one in an included template or a block carries it.
fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut innermost = error;
    while let Some(source) =
        std::error::Error::source(innermost).and_then(|source| source.downcast_ref())
    {
        innermost = source;
    }
    innermost
}

fn template_failed(error: &minijinja::Error) -> Diagnostic {
    let innermost = innermost(error);
    let place = match (innermost.name(), innermost.line()) {
        (Some(name), Some(line)) => format!(" `{name}:{line}`"),
        (Some(name), None) => format!(" `{name}`"),
        _ => String::new(),
    };
    let what =
        innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
    let problem = Diagnostic::error(
        TEMPLATE_FAILED,
        format!("the template{place} does not run: {what}"),
    );
    match innermost.kind() {
        ErrorKind::UndefinedError => {
            problem.hint("docs/templates.md lists what a template sees")
        }
        _ => problem,
    }
}
