//! Errors of templates: where they stand, in the program or in a project, and what to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::ErrorKind;

use super::filters;
use super::guard::Breach;
use super::source::{Meaning, Origin, RenderedSource};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::layers::{Kind, Layers};
use crate::limits::LIMIT;

/// A template that does not run: a mistake in its syntax, an undefined value, a filter
/// that is given what it does not take, or too much work.
pub const TEMPLATE_FAILED: Code = Code("template-failed");
/// A template that puts a value where it would not be text.
pub const VALUE_IN_CODE: Code = Code("value-in-code");

/// The templates that are a project's own: their paths in it, by name.
#[derive(Debug, Default)]
pub(super) struct Owned(BTreeMap<String, Arc<str>>);

impl Owned {
    /// The templates of a project.
    pub(super) fn of(layers: &Layers) -> Self {
        let templates = layers.of_kind(Kind::Template);
        Self(templates.map(|it| (it.name().to_owned(), it.path.clone())).collect())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the template of a name is the project's.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Why a template does not parse, or did not come to its end.
    pub(super) fn failed(&self, error: &minijinja::Error) -> Diagnostic {
        let innermost = innermost(error);
        let what = innermost
            .detail()
            .map_or_else(|| innermost.kind().to_string(), str::to_owned);
        let own = innermost.name().and_then(|name| self.0.get(name));
        let problem = match own {
            Some(path) => {
                let place = match innermost.range() {
                    Some(range) => Place::text(path.clone(), range),
                    None => Place::whole_file(path.clone()),
                };
                let message = format!("the template does not run: {what}");
                Diagnostic::error(TEMPLATE_FAILED, message).at(&place)
            }
            None => {
                let place = match (innermost.name(), innermost.line()) {
                    (Some(name), Some(line)) => format!(" `{name}:{line}`"),
                    (Some(name), None) => format!(" `{name}`"),
                    _ => String::new(),
                };
                let message = format!("the template{place} does not run: {what}");
                Diagnostic::error(TEMPLATE_FAILED, message)
            }
        };
        let hint = match innermost.kind() {
            ErrorKind::UndefinedError => "docs/templates.md lists what a template sees",
            ErrorKind::UnknownFilter
            | ErrorKind::UnknownTest
            | ErrorKind::UnknownFunction => {
                "docs/templates.md lists what a template can call"
            }
            ErrorKind::TemplateNotFound => {
                "`recto templates list` says which templates there are"
            }
            ErrorKind::SyntaxError => "mend the template there",
            _ if own.is_some() => {
                "mend the template there; docs/templates.md says what it can do"
            }
            _ => return problem,
        };
        problem.hint(hint)
    }

    /// That a template, or one that it includes, writes captured output.
    pub(super) fn captured(&self, template: &str) -> Diagnostic {
        let problem = self.failed(&filters::captured());
        match self.0.get(template) {
            Some(path) => problem.at(&Place::whole_file(path.clone())).hint(
                "print values where they stand, and those of a template that extends another in its blocks",
            ),
            None => problem,
        }
    }

    /// That the templates of an edition ask for more parts than there may be, the last of
    /// them in this one.
    pub(super) fn too_many_parts(&self, template: &str, most: usize) -> Diagnostic {
        let message = format!(
            "the template `{template}` asks for one part more than the {most} that an \
             edition may have"
        );
        let hint = "see to it that no part asks for itself again";
        let problem = Diagnostic::error(LIMIT, message).hint(hint);
        match self.0.get(template) {
            Some(path) => problem.at(&Place::whole_file(path.clone())),
            None => problem,
        }
    }

    /// That a value became something else than it was meant to be.
    pub(super) fn breach(&self, breach: &Breach, source: &RenderedSource) -> Diagnostic {
        let fragment = &source.fragments[breach.fragment];
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
        let found = &breach.found;
        let written = source.template(&fragment.range);
        let (template, own) = match &written {
            Some(Origin::Template { template, line, at }) => {
                let own = self.0.get(template);
                let own = own.map(|path| Place::text(path.clone(), at.clone()));
                (format!("{template}:{line}"), own)
            }
            _ => (source.path.clone(), None),
        };
        if let Some(own) = own {
            let message = format!("the template puts {meant} where Typst reads {found}");
            let problem = Diagnostic::error(VALUE_IN_CODE, message).at(&own).hint(hint);
            return match &fragment.place {
                Some(place) => problem.related(place, "the value"),
                None => problem,
            };
        }
        let message =
            format!("the template `{template}` puts {meant} where Typst reads {found}");
        let problem = Diagnostic::error(VALUE_IN_CODE, message).hint(hint);
        match &fragment.place {
            Some(place) => problem.at(place),
            None => problem,
        }
    }
}

/// The cause of an error: one in an included template or a block carries it.
pub(super) fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut innermost = error;
    while let Some(source) =
        std::error::Error::source(innermost).and_then(|source| source.downcast_ref())
    {
        innermost = source;
    }
    innermost
}
