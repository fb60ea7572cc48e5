//! Facts: sizes, counts and colours of a theme, as `theme.toml` writes them.
//!
//! Every key is read, and every field has a key: what one side has and the other has not
//! is an error.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use strum::VariantArray as _;

use super::length::Length;
use super::name::Name;
use crate::colour::{Cmyk, Rgb};

/// Facts that cannot be read: a key is missing or unknown, or its value is not of its kind.
#[derive(Debug, thiserror::Error)]
#[error("`theme/theme.toml` cannot be read")]
pub struct FactsError {
    /// What is wrong, and where.
    #[from]
    cause: toml_edit::de::Error,
}

/// What a theme says of its pages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The words that a brand may choose.
    pub takes: Takes,
    /// The families that a brand without typefaces of its own has.
    pub typefaces: Typefaces,
    /// The sheet and its margins.
    pub page: Page,
    /// The columns across a page.
    pub columns: Columns,
    /// The sizes of type.
    pub text: TextFacts,
    /// How parts look, of what a brand may choose.
    pub look: Look,
    /// The cover.
    pub cover: Cover,
    /// How much must be left of a page for something to begin there.
    pub room: Room,
    /// How much of a page is filled at the least.
    pub fill: Fill,
    /// Pictures.
    pub pictures: Pictures,
    /// The figures in tiles.
    pub tiles: Tiles,
    /// How much a chart can show.
    pub charts: Charts,
    /// The colours that a brand does not choose.
    pub colours: NeutralColours,
    /// The colours of charts, where a brand has none of its own.
    pub palettes: Palettes,
}

impl Facts {
    /// The facts of a theme as the program has them, read once.
    ///
    /// # Errors
    ///
    /// When the file is wrong, which a test excludes.
    pub fn of(theme: Name) -> Result<&'static Self, FactsError> {
        static READ: [OnceLock<Facts>; Name::VARIANTS.len()] =
            [const { OnceLock::new() }; Name::VARIANTS.len()];
        let read = &READ[theme as usize];
        if let Some(known) = read.get() {
            return Ok(known);
        }
        let facts = Self::read(theme.facts())?;
        Ok(read.get_or_init(|| facts))
    }

    /// Reads facts as TOML.
    ///
    /// # Errors
    ///
    /// At the first key that is missing or unknown, or whose value is not of its kind.
    pub fn read(toml: &str) -> Result<Self, FactsError> {
        Ok(toml_edit::de::from_str(toml)?)
    }

    /// How wide tables, charts and pictures are.
    pub fn measure(&self) -> Length {
        let Columns { count, margin, gutter, text, .. } = self.columns;
        if count == 1 {
            return Length(margin.0 + gutter.0 + text.0);
        }
        #[expect(clippy::cast_precision_loss, reason = "two or three")]
        let count = count as f64;
        Length(count * text.0 + (count - 1.0) * gutter.0)
    }

    /// How high the text of a page can be.
    pub fn text_height(&self) -> Length {
        Length(f64::from(self.page.lines) * self.text.line.0)
    }

    /// From the text of a page to its lower edge.
    pub fn bottom(&self) -> Length {
        let Page { height, top, .. } = self.page;
        Length(height.0 - top.0 - self.text_height().0)
    }

    /// The size of the smallest type.
    pub fn smallest_type(&self) -> Length {
        let sizes = self.text.scale.values().map(|step| step.size.0);
        Length(sizes.fold(f64::INFINITY, f64::min))
    }
}

/// The words that a brand may choose in a theme, of those that there are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Takes {
    /// How many columns a page of text has.
    pub columns: Vec<String>,
    /// What a cover shows below its words.
    pub cover: Vec<String>,
    /// How sections begin.
    pub openers: Vec<String>,
    /// The colour of headings in text.
    pub headings: Vec<String>,
}

/// The families of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typefaces {
    /// That for text.
    pub text: String,
    /// That for titles.
    pub display: String,
    /// That for figures, tables and charts.
    pub figures: String,
}

/// The sheet and its margins.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The width of the trimmed sheet.
    pub width: Length,
    /// The height of the trimmed sheet.
    pub height: Length,
    /// From the upper edge to the text.
    pub top: Length,
    /// How many lines of body text a page holds.
    pub lines: u32,
    /// The margins of a document that is printed on one side.
    pub single: Single,
    /// The margins of a document that is bound.
    pub double: Facing,
    /// How far a ground that bleeds runs past the text.
    pub overrun: Length,
    /// The widest bleed that every ground fills.
    pub bleed: Length,
}

/// Margins that are the same on every page.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Single {
    /// On the left.
    pub left: Length,
    /// On the right.
    pub right: Length,
}

/// Margins of pages that face each other.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facing {
    /// Beside the spine.
    pub inside: Length,
    /// At the outer edge.
    pub outside: Length,
}

/// The columns across a page, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// How many columns text has.
    pub count: usize,
    /// Whether figures and small notes stand in the margin column, beside the text.
    pub beside: bool,
    /// The column of figures and small notes.
    pub margin: Length,
    /// The space between the two.
    pub gutter: Length,
    /// The column of running text, or each of several.
    pub text: Length,
}

/// The sizes of type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextFacts {
    /// The family that is asked for what those of the brand lack.
    pub signs: String,
    /// How many times larger a step of the scale is than the one below it.
    pub ratio: f64,
    /// How far the first lines of paragraphs are indented.
    pub indent: Length,
    /// How far parts stand from each other, to a page of one wide column.
    pub air: f64,
    /// Whether words are parted at the ends of lines.
    pub hyphenate: bool,
    /// Raised and lowered characters print no smaller.
    pub least_raised: Length,
    /// From one baseline of body text to the next.
    pub line: Length,
    /// The steps of the type scale, by name.
    pub scale: BTreeMap<String, Step>,
    /// The characters that are drawn from others.
    pub drawn: Drawn,
}

/// Characters that few typefaces have, and those that the theme draws them from, each at the
/// place of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Drawn {
    /// Characters above the line.
    pub raised: String,
    /// What they are drawn from.
    pub raised_from: String,
    /// Characters below the line.
    pub lowered: String,
    /// What they are drawn from.
    pub lowered_from: String,
    /// Characters that are others.
    pub same: String,
    /// Those others.
    pub same_from: String,
}

impl Drawn {
    /// The plain figures and signs with the raised ones that are drawn from them. Letters, such as
    /// those of “1st”, are read as they should be without.
    pub fn raised_figures(&self) -> impl Iterator<Item = (char, char)> {
        let pairs = self.raised_from.chars().zip(self.raised.chars());
        pairs.filter(|(from, _)| !from.is_alphabetic())
    }

    /// Each character with the one that it is drawn from.
    pub fn pairs(&self) -> impl Iterator<Item = (char, char)> {
        let all = [
            (&self.raised, &self.raised_from),
            (&self.lowered, &self.lowered_from),
            (&self.same, &self.same_from),
        ];
        all.into_iter().flat_map(|(drawn, from)| drawn.chars().zip(from.chars()))
    }
}

/// A step of the type scale.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The size of its type.
    pub size: Length,
    /// From one baseline to the next.
    pub pitch: Length,
}

/// How parts look: a word each, of those that a brand may choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Look {
    /// What a cover shows below its words.
    pub cover: String,
    /// How sections begin.
    pub openers: String,
    /// Whether priorities have numbers.
    pub priority_numbers: String,
    /// What stands at the head of a page.
    pub heads: String,
    /// What covers, bands and dividers stand on, which no brand chooses.
    pub grounds: String,
    /// The colour of headings in text.
    pub headings: String,
    /// The tone of tables.
    pub tables: String,
}

/// The cover.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// The height of the logo.
    pub logo: Length,
    /// How wide the title may run.
    pub title: Length,
    /// How high the composition of modules is at the most.
    pub modules: Length,
    /// How high an image is at the most.
    pub picture: Length,
}

/// How much must be left of a page for something to begin there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Room {
    /// A highlight.
    pub highlight: Length,
    /// A highlight with a figure in the margin.
    pub highlight_with_figure: Length,
}

/// How much of a page is filled at the least.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    /// Of a page that another of the same part follows, in per cent.
    pub page: u8,
    /// Of the last page of a part, in per cent.
    pub last: u8,
    /// The largest space that does not count as empty.
    pub gap: Length,
}

/// Pictures: how large they are.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pictures {
    /// How many stand beside each other at the most.
    pub across: usize,
    /// How many times wider than high a picture must be to take the measure by itself.
    pub wide: f64,
    /// How high a picture is at the most that shares its page with text.
    pub highest: Length,
    /// How high one is at the most that has a page to itself, or its upper edge.
    pub page: Length,
    /// Whether one may run off the edges of the sheet.
    pub bleed: bool,
    /// How high a signature is.
    pub signature: Length,
    /// The portrait of a person.
    pub portrait: Portrait,
}

/// The portrait of a person: one size for all.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portrait {
    /// How wide it is.
    pub width: Length,
    /// How high it is.
    pub height: Length,
}

/// The year in figures: its tiles.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiles {
    /// How wide and how high an icon is at the most.
    pub icon: Length,
    /// The fewest.
    pub fewest: usize,
    /// The most.
    pub most: usize,
    /// In how many columns they stand.
    pub columns: usize,
    /// How many stand in a row of their own at the most.
    pub across: usize,
}

/// How much a chart can show.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Charts {
    /// The most words of a title.
    pub title_words: usize,
    /// The most parts that colours can tell apart.
    pub parts: usize,
    /// The most bars or dots, which may go on over several pages.
    pub bars: usize,
    /// The most lying stacks, with their labels.
    pub stacks: usize,
    /// The most points of a line and of columns.
    pub points: usize,
    /// The most groups, each drawn by itself where they are more than colours can tell apart.
    pub groups: usize,
}

/// The colours that a brand does not choose.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeutralColours {
    /// What everything prints on.
    pub paper: ThemeColour,
    /// Text that steps back.
    pub muted: ThemeColour,
    /// Hairlines.
    pub rule: ThemeColour,
    /// The ground of what is set apart.
    pub ground: ThemeColour,
    /// Links on a screen.
    pub link: ThemeColour,
    /// The shape of a state that is as it should be.
    pub good: ThemeColour,
    /// The shape of a state that is to be watched.
    pub caution: ThemeColour,
    /// The shape of a state that is not as it should be.
    pub bad: ThemeColour,
}

/// The colours of charts, in their order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palettes {
    /// Of two parts.
    pub pair: [ThemeColour; 2],
    /// Of more parts than two.
    pub categorical: Vec<ThemeColour>,
    /// Of one: what is meant, and what steps back.
    pub focus: [ThemeColour; 2],
}

/// A colour of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeColour {
    /// On a screen.
    pub rgb: Rgb,
    /// On paper.
    pub cmyk: Cmyk,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_in_the_program_are_whole() {
        for (name, measure) in [(Name::Annual, 168.0), (Name::Bulletin, 170.0)] {
            whole(Facts::of(name).unwrap(), measure);
        }
    }

    fn whole(facts: &Facts, measure: f64) {
        assert_eq!(facts.smallest_type().points().to_string(), "9");
        assert!((facts.measure().millimetres() - measure).abs() < 1e-9);
        let Page { width, single, .. } = &facts.page;
        let margins = single.left.millimetres() + single.right.millimetres();
        let across = facts.measure().millimetres() + margins;
        assert!((across - width.millimetres()).abs() < 1e-9, "{across}");
        let Facing { inside, outside } = &facts.page.double;
        let margins = inside.millimetres() + outside.millimetres();
        let across = facts.measure().millimetres() + margins;
        assert!((across - width.millimetres()).abs() < 1e-9, "{across}");
        assert_eq!(facts.palettes.categorical.len(), facts.charts.parts);
        assert_eq!(facts.charts.parts, crate::colour::palette::PARTS);
    }

    #[test]
    fn a_fact_that_is_missing_or_unknown_is_an_error() {
        let built_in = Name::Annual.facts();
        let without = built_in.replace("logo = \"18mm\"\n", "");
        let more = format!("{built_in}\n[colours.gold]\nrgb = \"#ffd700\"\n");
        let unit = built_in.replace("\"40mm\"", "40");
        let inks = built_in.replace("cmyk = [0, 0, 0, 6]", "cmyk = [0, 0, 75]");
        for (broken, about) in [
            (without, "missing field `logo`"),
            (more, "unknown field `gold`"),
            (unit, "expected a string"),
            (inks, "array of length 4"),
        ] {
            let said = Facts::read(&broken).unwrap_err().cause.to_string();
            assert!(said.contains(about), "{said}");
        }
    }
}
