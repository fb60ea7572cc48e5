//! The project as a build has read it: what is in it, what of it some readers get, and what
//! of it may be said to them.

use std::sync::Arc;

use super::drawing::Drawing;
use super::plan::{Opened, Plan};
use super::record;
use super::visible_diagnostics::{
    concealed, left_over, open_for, released, visible_diagnostics,
};
use super::workspace::Workspace;
use crate::diagnostic::{Diagnostic, SourceTexts};
use crate::edition::Audience;
use crate::edition::concealed::Concealed;
use crate::edition::redact::Released;
use crate::error::Error;
use crate::manifest::Inputs;
use crate::report::Locale;

/// A project that was read for some readers.
pub(super) struct Project {
    /// What was read; its texts are as the readers may see them.
    pub(super) opened: Opened,
    /// The report as they may see it.
    pub(super) released: Released,
    /// What they may not see.
    concealed: Concealed,
    /// What draws its editions.
    pub(super) drawing: Arc<Drawing>,
    /// The texts as they are.
    whole: SourceTexts,
}

impl Project {
    /// Reads a project. What Typst and the templates need is made beside it: neither needs
    /// the other, and together they are what a build waits for first.
    pub(super) fn read(workspace: &Workspace, audience: Audience) -> Result<Self, Error> {
        let opened = rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                workspace.foundation();
                // A template that does not parse is said when it is used.
                workspace.drawing();
            });
            scope.spawn(|_| Locale::read_all());
            open_for(workspace, audience)
        })?;
        Self::of(workspace, opened, audience)
    }

    /// A project that was read before, for some readers.
    pub(super) fn of(
        workspace: &Workspace,
        mut opened: Opened,
        audience: Audience,
    ) -> Result<Self, Error> {
        // From here on, nothing is said in words that the readers may not see.
        let released = released(&opened, audience)?;
        let whole = opened.texts.clone();
        let concealed = concealed(&opened, audience);
        let concealed = concealed.with_gone(&opened.report, released.report(), &whole);
        opened.texts = concealed.texts(&whole);
        workspace.ledger.quote(&opened.texts);
        let drawing = workspace.drawing();
        Ok(Self { opened, released, concealed, drawing, whole })
    }

    /// Problems of it, as an error.
    pub(super) fn problems(&self, diagnostics: Vec<Diagnostic>) -> Error {
        Error::Problems { diagnostics, texts: self.opened.texts.clone() }
    }

    /// What reading warned of and the rules find, as far as it may be said.
    pub(super) fn findings(&self, workspace: &Workspace) -> Vec<Diagnostic> {
        visible_diagnostics(
            workspace,
            &self.opened,
            &self.released,
            &self.concealed,
            &self.whole,
        )
    }

    /// The same, and what is left in the output folder that may not be there any more.
    pub(super) fn lint(&self, workspace: &Workspace, plan: &Plan) -> Vec<Diagnostic> {
        let mut found = self.findings(workspace);
        found.extend(left_over(plan, &self.released));
        found
    }

    /// What files are made from.
    pub(super) fn inputs(&self, workspace: &Workspace, plan: &Plan) -> Inputs {
        let own = self.inputs_of_language(workspace, plan);
        // What another language is made of belongs to the same record.
        let languages = self.opened.report.translations();
        let others =
            languages.languages().iter().filter(|it| ***it != *languages.chosen());
        let others = others.filter_map(|language| {
            let other = || Self::read(workspace, plan.audience).ok();
            let other = workspace.in_language(language, other)?;
            Some(other.inputs_of_language(workspace, plan))
        });
        others.fold(own, Inputs::and)
    }

    fn inputs_of_language(&self, workspace: &Workspace, plan: &Plan) -> Inputs {
        let images = self.drawing.layers.images().keys();
        let (opened, released) = (&self.opened, &self.released);
        let (whole, concealed) = (&self.whole, &self.concealed);
        record::inputs(workspace, plan, opened, released, whole, concealed, images)
    }
}
