//! Rendering: the templates draw an edition's structure as Typst sources.
//!
//! MiniJinja says which parts appear, in which order, from which data; the theme says
//! how they look. A template asks for parts with `part(name, template)`; each becomes a
//! source of its own. Everything that a value wrote is checked by [`guard`] before
//! anyone compiles it. This is the only user of MiniJinja.

mod context;
mod environment;
mod error;
pub mod escape;
mod filters;
pub mod guard;
mod page_setup;
mod prose;
mod source;
mod structure;
mod theme_files;
mod unused;
mod value;

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use minijinja::{Environment, ErrorKind, OutputSpan, OutputSpanKind, Value};
use rayon::prelude::*;

pub use self::context::documentation;
use self::environment::{
    PartRequest, Printed, RECORDER, Recorder, Slots, empty, environment,
};
use self::error::Owned;
pub use self::error::{TEMPLATE_FAILED, VALUE_IN_CODE};
pub use self::page_setup::{PageSetup, Palette, Sides};
use self::source::Draft;
pub use self::source::{Fragment, Meaning, Origin, RenderedSource, TemplateRange};
pub use self::theme_files::imported_at;
pub use self::unused::{UNUSED_FILE, unused};
use self::value::PartContext;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Shown};
use crate::layers::{self, Kind, Layers, own_name};
use crate::limits::{Limit, Limits};
use crate::report::{FilePath, Locale, ValidReport};

/// The folder of an edition's sources in Typst's world, the same for all of them.
pub const FOLDER: &str = "edition";
/// The source that includes the others.
pub const MAIN: &str = "edition/main.typ";

/// The most parts that an edition may have: about ten times what the largest pack needs. Each
/// takes a name in Typst, of which there are 65,535 in a process.
const MOST_PARTS: usize = 10_000;

/// The templates, ready to render editions.
pub struct Renderer<'t> {
    environment: Environment<'t>,
    limits: Limits,
    owned: Owned,
}

impl Renderer<'static> {
    /// A renderer over the templates of the program, and those of a project over them.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the files of the project before any of them runs.
    pub fn of(layers: &Layers) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = layers.problems().to_vec();
        let mut environment =
            empty().map_err(|error| vec![Owned::default().failed(&error)])?;
        let owned = Owned::of(layers);
        let is_replaced = !owned.is_empty();
        for (name, text) in layers::templates() {
            if !owned.has(name) {
                let added = environment.add_template(name, text);
                problems.extend(added.err().map(|error| owned.failed(&error)));
            }
            if is_replaced {
                let added =
                    environment.add_template_owned(own_name(Kind::Template, name), text);
                problems.extend(added.err().map(|error| owned.failed(&error)));
            }
        }
        let mut broken = BTreeSet::new();
        for file in layers.of_kind(Kind::Template) {
            let (name, text) = (file.name().to_owned(), file.text.to_string());
            if let Err(error) = environment.add_template_owned(name, text) {
                problems.push(owned.failed(&error));
                broken.insert(file.path.clone());
            }
        }
        problems.extend(structure::problems(layers, &broken));
        problems.extend(theme_files::problems(layers));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self { environment, limits: Limits::default(), owned })
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
        let owned = Owned::default();
        let environment = environment(templates).map_err(|error| owned.failed(&error))?;
        Ok(Self { environment, limits: Limits::default(), owned })
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
            let (asks, limit) = (part.template.clone(), MOST_PARTS - drafts.len());
            match self.render_part(folder, part, context, &mut slots) {
                Ok((_, parts)) if queue.len() + parts.len() > limit => {
                    return Err(vec![self.owned.too_many_parts(&asks, MOST_PARTS)]);
                }
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
            .map(|source| (self.breaches(&source), source))
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
            .map_err(|error| self.owned.failed(&error))?;
        let recorder = Recorder::new(std::mem::take(slots));
        let record = (RECORDER.to_owned(), Value::from_dyn_object(recorder.clone()));
        let PartRequest { within, mut with, template: asked, .. } = part;
        // What a template hands on under that name has no effect.
        with.insert(0, record);
        let context = PartContext { with, within, edition: edition.clone() };
        let rendered = template
            .render_with_spans(Value::from_object(context))
            .map_err(|error| self.stopped(&error));
        let record = recorder.take();
        *slots = record.slots;
        let (text, spans) = rendered?;
        let fragments = fragments(&text, &spans, record.written)
            .ok_or_else(|| self.owned.captured(&asked))?;
        let draft = Draft {
            path: format!("{folder}/{}.typ", part.slot),
            part: part.name,
            text,
            fragments,
            templates: TemplateRange::of(&spans),
        };
        Ok((draft, record.parts))
    }

    /// Every value of a source that became code.
    fn breaches(&self, source: &RenderedSource) -> Vec<Diagnostic> {
        let found = guard::check(source.source.root(), source.text(), &source.fragments);
        found.iter().map(|breach| self.owned.breach(breach, source)).collect()
    }

    /// Why a template did not come to its end.
    fn stopped(&self, error: &minijinja::Error) -> Diagnostic {
        let problem = self.owned.failed(error);
        if error::innermost(error).kind() == ErrorKind::OutOfFuel {
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
