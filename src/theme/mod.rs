//! The theme: the facts that its Typst files share with the rest of the program.
//!
//! They stand in `templates/theme/theme.toml`, over which a brand's parameters are laid;
//! Typst reads the same text. Whoever judges a project by the page that will print (a lint,
//! validation) asks here; nothing is drawn here.

mod facts;
mod overlay;
mod parameters;

use std::sync::Arc;

pub use facts::{
    Charts, Columns, Cover, Drawn, Facing, Facts, FactsError, Length, NeutralColours,
    Page, Palettes, Room, Single, Step, TextFacts, ThemeColour, Tiles,
};
pub use parameters::{Layout, Misfit, Parameters};

/// The path by which Typst reads the facts.
pub const FACTS: &str = "theme/theme.toml";

/// A theme as a brand has it, in one layout.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its facts.
    pub facts: Facts,
    /// The same as Typst reads them.
    pub text: Arc<str>,
}

/// Why there is no theme.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The facts in the program are wrong, which a test excludes.
    #[error(transparent)]
    Facts(#[from] FactsError),
    /// What a brand asks for leaves no page.
    #[error(transparent)]
    Misfit(#[from] Misfit),
}

impl Theme {
    /// The theme in the program.
    ///
    /// # Errors
    ///
    /// When its facts are wrong, which a test excludes.
    pub fn builtin() -> Result<Self, FactsError> {
        Ok(Self { facts: Facts::builtin()?, text: facts::BUILT_IN.into() })
    }

    /// The theme in the program under the parameters of a brand.
    ///
    /// # Errors
    ///
    /// When no page can be laid out so.
    pub fn of(parameters: &Parameters, layout: Layout) -> Result<Self, ThemeError> {
        let builtin = Facts::builtin()?;
        let changes = parameters.changes(&builtin, layout)?;
        let text = changes.over(facts::BUILT_IN);
        Ok(Self { facts: Facts::read(&text)?, text: text.into() })
    }
}
