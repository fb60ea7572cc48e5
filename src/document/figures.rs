//! Images, as they print, and lists of measures.

use std::sync::Arc;

use recto_macros::Shown;

use super::builder::Builder;
use super::measure::Measure;
use super::noun::File;
use super::text::Text;
use crate::report::{self, Focus, Placing};

/// A figure of the year in figures.
#[derive(Debug, Shown)]
pub struct YearFigure {
    /// The priority that prints it first.
    pub priority: Option<u32>,
    /// Whether it is set large, across two columns.
    #[shown(aside)]
    pub is_large: bool,
    /// The measure.
    pub measure: Arc<Measure>,
}

/// The measures that a section prints first.
#[derive(Debug, Shown)]
pub struct FigureGroup {
    /// The number that the section prints; none for one without, and for what stands before
    /// the first.
    pub number: Option<u32>,
    /// Whether that is the number of a priority.
    pub is_priority: bool,
    /// The section's id.
    #[shown(aside)]
    pub section: Option<Arc<str>>,
    /// The section's title.
    pub title: Option<Text>,
    /// Whether any of them stands in the tables of figures.
    pub is_listed: bool,
    /// The measures, in the order of printing.
    pub measures: Vec<Arc<Measure>>,
}

/// An image.
#[derive(Debug, Shown)]
pub struct Figure {
    /// Its id.
    pub id: Arc<str>,
    /// The path by which Typst reads it.
    pub path: File,
    /// What a reader who cannot see it should be told.
    pub alt: Text,
    /// What it shows.
    pub caption: Option<Text>,
    /// Who made it.
    pub credit: Option<Text>,
    /// `text`, `full`, `half`, `margin`, `page` or `bleed`; none to go by its
    /// shape.
    pub placing: Option<&'static str>,
    /// Whether the running text that follows stands beside it.
    pub takes_text: bool,
    /// How far from its left the point is that stays in view where it is cut, in per cent.
    pub focus_across: u8,
    /// How far from its top that point is.
    pub focus_down: u8,
}

impl Builder<'_> {
    pub(super) fn figure(&mut self, figure: &report::Figure) -> Arc<Figure> {
        Arc::new(Figure::of(figure, |line| self.line(line)))
    }
}

impl Figure {
    /// An image, whose lines are written as the reader of the edition is to have them.
    pub(super) fn of(
        figure: &report::Figure,
        mut written: impl FnMut(&report::Line) -> Text,
    ) -> Self {
        let focus = figure.focus.unwrap_or(Focus { across: 50, down: 50 });
        Self {
            id: figure.id.value.clone(),
            path: File::of(&figure.file),
            alt: written(&figure.alt),
            caption: figure.caption.as_ref().map(written),
            credit: figure.credit.as_ref().map(Text::typed),
            placing: figure.placing.map(Placing::name),
            takes_text: matches!(figure.placing, Some(Placing::Half | Placing::Margin)),
            focus_across: focus.across,
            focus_down: focus.down,
        }
    }
}
