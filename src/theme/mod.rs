//! The theme: the facts that its Typst files share with the rest of the program.
//!
//! They stand in `theme.toml` of the folder that each theme has in `templates/themes`, over which a
//! brand's parameters are laid; Typst reads the same text. Whoever judges a project by the page that will print (a lint,
//! validation) asks here; nothing is drawn here.

mod facts;
mod length;
mod name;
mod overlay;
mod parameters;

use std::sync::Arc;

pub use facts::{
    Charts, Columns, Cover, Drawn, Facing, Facts, FactsError, Look, NeutralColours, Page,
    Palettes, Room, Single, Step, Takes, TextFacts, ThemeColour, Tiles, Typefaces,
};
pub use length::Length;
pub use name::Name;
pub use parameters::{Layout, Misfit, Parameters};

/// The path by which Typst reads the facts.
pub const FACTS: &str = "theme/theme.toml";

/// A theme as a brand has it, in one layout.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Which theme it is.
    pub name: Name,
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
    /// A theme as the program has it.
    ///
    /// # Errors
    ///
    /// When its facts are wrong, which a test excludes.
    pub fn builtin(name: Name) -> Result<Self, FactsError> {
        Ok(Self { name, facts: Facts::of(name)?.clone(), text: name.facts().into() })
    }

    /// The theme that a brand chooses, under its parameters.
    ///
    /// # Errors
    ///
    /// When no page can be laid out so.
    pub fn of(parameters: &Parameters, layout: Layout) -> Result<Self, ThemeError> {
        let name = parameters.theme;
        let changes = parameters.changes(Facts::of(name)?, layout)?;
        if changes.is_empty() {
            return Ok(Self::builtin(name)?);
        }
        let text = changes.over(name.facts());
        Ok(Self { name, facts: Facts::read(&text)?, text: text.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parameters: &Parameters) -> Facts {
        Theme::of(parameters, Layout::Usual).unwrap().facts
    }

    #[test]
    fn without_parameters_a_theme_is_its_file() {
        let theme = Theme::of(&Parameters::default(), Layout::Usual).unwrap();
        assert_eq!(&*theme.text, Name::Annual.facts());
        let large = Some(Length::of_points(18.0));
        let theme =
            Theme::of(&Parameters { large, ..Parameters::default() }, Layout::Usual);
        assert_eq!(&*theme.unwrap().text, Name::Annual.facts());
    }

    /// A brand that asks for what the theme has gets what the theme has.
    #[test]
    fn what_the_theme_has_comes_of_what_it_has() {
        let builtin = Facts::of(Name::Annual).unwrap();
        let same = of(&Parameters {
            sheet: Some((builtin.page.width, builtin.page.height)),
            text: Some(builtin.text.scale["body"].size),
            ratio: None,
            line: Some(1.5),
            ..Parameters::default()
        });
        let near =
            |one: Length, other: Length| (one.points() - other.points()).abs() < 1e-6;
        assert_eq!(same.page.lines, builtin.page.lines);
        assert!(near(same.measure(), builtin.measure()));
        assert!(near(same.columns.text, builtin.columns.text));
        assert!(near(same.bottom(), builtin.bottom()));
        assert!(near(same.cover.title, builtin.cover.title));
        assert!(near(same.page.overrun, builtin.page.overrun));
        for (name, step) in &builtin.text.scale {
            assert!(near(same.text.scale[name].size, step.size), "{name}");
            assert!(near(same.text.scale[name].pitch, step.pitch), "{name}");
        }
        assert_eq!(same.tiles, builtin.tiles);
        assert_eq!(same.pictures.across, builtin.pictures.across);
    }

    /// Each parameter changes the facts, and each fact that it names is one.
    #[test]
    fn every_parameter_is_used() {
        let points = |points: f64| Some(Length::of_points(points));
        let usual = Parameters::default;
        let all = [
            Parameters { sheet: points(420.0).zip(points(595.0)), ..usual() },
            Parameters { top: points(100.0), ..usual() },
            Parameters { bottom: points(100.0), ..usual() },
            Parameters { inside: points(50.0), ..usual() },
            Parameters { outside: points(50.0), ..usual() },
            Parameters { has_margin_column: Some(false), ..usual() },
            Parameters { text: points(11.0), ..usual() },
            Parameters { ratio: Some(1.2), ..usual() },
            Parameters { line: Some(1.4), ..usual() },
            Parameters { words: vec![("cover", "plain")], ..usual() },
        ];
        let builtin = Facts::of(Name::Annual).unwrap();
        for parameters in all {
            assert_ne!(of(&parameters), *builtin, "{parameters:?}");
        }
    }

    #[test]
    fn large_print_has_nothing_smaller_than_its_body() {
        for size in [16.0, 20.0, 24.0] {
            let large = Some(Length::of_points(size));
            let parameters = Parameters { large, ..Parameters::default() };
            let facts = Theme::of(&parameters, Layout::Large).unwrap().facts;
            assert!((facts.smallest_type().points() - size).abs() < 1e-9);
            assert!(!facts.columns.beside);
            assert!(facts.text.scale.values().all(|it| it.pitch >= it.size));
        }
    }

    #[test]
    fn a_page_without_room_is_none() {
        let points = |points: f64| Some(Length::of_points(points));
        let misfit = |parameters: Parameters| match Theme::of(&parameters, Layout::Usual)
        {
            Err(ThemeError::Misfit(misfit)) => misfit,
            other => panic!("{other:?}"),
        };
        let usual = Parameters::default;
        let wide =
            Parameters { inside: points(300.0), outside: points(300.0), ..usual() };
        assert!(matches!(misfit(wide), Misfit::Across { .. }));
        let high = Parameters { top: points(400.0), bottom: points(400.0), ..usual() };
        assert!(matches!(misfit(high), Misfit::Down { .. }));
        assert!(matches!(
            misfit(Parameters { top: points(9.0), ..usual() }),
            Misfit::Top { .. }
        ));
        let foot = Parameters { bottom: points(9.0), ..usual() };
        assert!(matches!(misfit(foot), Misfit::Bottom { .. }));
    }
}
