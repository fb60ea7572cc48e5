//! The drawing: what draws the editions of a project, its own templates and theme over those
//! of the program.

use crate::diagnostic::{Diagnostic, Place};
use crate::layers::Layers;
use crate::limits::Limits;
use crate::render::Renderer;
use crate::report::image;

/// The templates and the theme that draw the editions of a project.
pub(super) struct Drawing {
    /// The files of the project that lie over the program's.
    pub(super) layers: Layers,
    renderer: Result<Renderer<'static>, Vec<Diagnostic>>,
}

impl Drawing {
    /// The templates and the theme of some layers, whose images must be within some limits.
    pub(super) fn new(layers: Layers, limits: &Limits) -> Self {
        let images = layers.images().iter();
        let too_large: Vec<_> = images
            .filter_map(|(path, bytes)| {
                let problem = image::check(path, bytes, limits)?;
                Some(problem.at(&Place::whole_file(path.clone())))
            })
            .collect();
        let renderer = match Renderer::of(&layers) {
            Ok(renderer) if too_large.is_empty() => Ok(renderer.within(*limits)),
            Ok(_) => Err(too_large),
            Err(problems) => Err([problems, too_large].concat()),
        };
        Self { layers, renderer }
    }

    /// The templates, ready to render.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the files before any of them runs.
    pub(super) fn renderer(&self) -> Result<&Renderer<'static>, Vec<Diagnostic>> {
        self.renderer.as_ref().map_err(Clone::clone)
    }
}
