//! The brand: how a publisher looks and writes.
//!
//! Whether text in its colours can be read, and whether the program has its typefaces, is
//! checked elsewhere.

use recto_macros::{Choice, Noun};

use super::{DeclaredUnit, FilePath, Look, Placed, StatusRule, TableStyle, Text};
use crate::colour::palette::{PARTS, continued};
use crate::colour::{Cmyk, Rgb};
use crate::diagnostic::Place;
use crate::theme::Facts;

/// How a publisher looks and writes.
#[derive(Debug, Clone, Noun)]
pub struct Brand {
    /// Who publishes.
    pub publisher: Publisher,
    /// The logo.
    pub logo: Option<Logo>,
    /// The colours.
    pub colours: Colours,
    /// The typefaces; where all are left out, they are those of the theme.
    #[noun(default)]
    pub typefaces: Typefaces,
    /// What it asks of the theme.
    #[noun(default)]
    pub theme: Look,
    /// How figures are written.
    #[noun(default)]
    pub style: HouseStyle,
    /// How tables look and read.
    #[noun(default)]
    pub tables: TableStyle,
}

/// Who publishes a report.
#[derive(Debug, Clone, Noun)]
pub struct Publisher {
    /// The name.
    pub name: Text,
    /// The short name.
    pub short: Option<Text>,
}

/// A logo.
#[derive(Debug, Clone, Noun)]
pub struct Logo {
    /// The file: PNG, JPEG or SVG.
    #[noun(file = Image)]
    pub file: FilePath,
    /// The same for dark grounds, where it is another file.
    #[noun(file = Image)]
    pub on_dark: Option<FilePath>,
    /// What a reader who cannot see it should be told.
    #[noun(text = Alternative)]
    pub alt: Text,
}

/// A colour of a brand.
#[derive(Debug, Clone, Noun)]
#[noun(short = rgb)]
pub struct Colour {
    /// On a screen, such as `"#12436D"`.
    pub rgb: Placed<Rgb>,
    /// On paper: cyan, magenta, yellow and black in per cent.
    #[noun(required)]
    pub cmyk: Option<Cmyk>,
}

/// The colours of a brand.
#[derive(Debug, Clone, Noun)]
pub struct Colours {
    /// The colour of the cover and of rules.
    pub brand: Colour,
    /// The colour of text; black ink alone on paper, where the brand names no inks.
    pub ink: Colour,
    /// By the number of each priority: the first is that of priority 1; taken again from the
    /// first where a number is beyond the last, so that of four colours priorities 4 and 12 have
    /// the same.
    #[noun(at_least_one)]
    pub priorities: Vec<Colour>,
    /// The parts of charts, in order. A chart with more parts than there are colours here goes on
    /// with others that are told from these; without any it has the theme's.
    pub chart: Vec<Colour>,
}

impl Colours {
    /// The colours of charts, as many as colours can tell apart: those of the brand, gone on with
    /// by others that are told from them; none where the brand has none.
    pub fn of_charts(&self) -> Vec<Colour> {
        let own: Vec<Rgb> = self.chart.iter().map(|it| it.rgb.value).collect();
        let Some(last) = self.chart.last() else { return Vec::new() };
        let all = continued(&own, PARTS.max(own.len()), self.ink.rgb.value);
        let more = all.into_iter().skip(own.len()).map(|value| Colour {
            rgb: Placed { value, place: last.rgb.place.clone() },
            cmyk: None,
        });
        self.chart.iter().cloned().chain(more).collect()
    }
}

/// The typefaces of a brand, by family name.
#[derive(Debug, Clone, Noun)]
pub struct Typefaces {
    /// The family for text; that of the theme where it is left out.
    #[noun(unprinted, default = left_out())]
    pub text: Text,
    /// The family for titles; that of the theme where it is left out.
    #[noun(unprinted, default = left_out())]
    pub display: Text,
    /// The family for figures: large ones, tables and charts. Where it is left out, large figures
    /// have that for titles, and tables and charts that for text.
    #[noun(unprinted)]
    pub figures: Option<Text>,
    /// Families of which the project has the files, beside those that are in the program. What the
    /// typefaces above lack is taken from the first of these that has it, and then from the program’s
    /// own.
    pub families: Vec<Family>,
}

/// A family that a brand leaves out, until it is known which its theme has.
fn left_out() -> Text {
    Text { value: "".into(), place: Place::whole_file("brand") }
}

impl Default for Typefaces {
    fn default() -> Self {
        let (text, display) = (left_out(), left_out());
        Self { text, display, figures: None, families: Vec::new() }
    }
}

impl Brand {
    /// The same with the families of its theme in place of those that it leaves out.
    #[must_use]
    pub fn with_families_of_theme(mut self) -> Self {
        let Ok(facts) = Facts::of(self.theme.name()) else { return self };
        let (own, theirs) = (&mut self.typefaces, &facts.typefaces);
        let is_bare = own.text.is_empty() && own.display.is_empty();
        let of_theme = |family: &str| Text { value: family.into(), ..left_out() };
        if is_bare && own.figures.is_none() {
            own.figures = Some(of_theme(&theirs.figures));
        }
        if own.text.is_empty() {
            own.text = of_theme(&theirs.text);
        }
        if own.display.is_empty() {
            own.display = of_theme(&theirs.display);
        }
        self
    }
}

impl Typefaces {
    /// The families that are chosen, each once, with where.
    pub fn chosen(&self) -> Vec<&Text> {
        let mut chosen: Vec<&Text> = Vec::new();
        for family in [&self.text, &self.display].into_iter().chain(&self.figures) {
            if !chosen.iter().any(|it| it.value == family.value) {
                chosen.push(family);
            }
        }
        chosen
    }

    /// The families that are asked for a character where one is chosen, in that order, but for
    /// those of the program.
    pub fn in_order<'t>(&'t self, first: &'t Text) -> Vec<&'t Text> {
        let is_same =
            |other: &&Text| other.value.to_lowercase() == first.value.to_lowercase();
        let others = self.families.iter().map(|family| &family.name);
        std::iter::once(first).chain(others.filter(|it| !is_same(it))).collect()
    }
}

/// A family of typefaces that the project has the files of.
#[derive(Debug, Clone, Noun)]
pub struct Family {
    /// Its name, as `recto fonts` lists it.
    #[noun(unprinted)]
    pub name: Text,
    /// The licence under which PDFs may carry it, for the list of fonts.
    #[noun(unprinted)]
    pub licence: Text,
    /// Its files: TTF, OTF, or collections of them.
    #[noun(file = Font, at_least_one)]
    pub files: Vec<FilePath>,
}

/// How a publisher writes figures.
#[derive(Debug, Clone, Noun)]
pub struct HouseStyle {
    /// Money from one million: `short` (£1.1bn, £12m; where it is left out), `words` (£1.1
    /// billion) or `full`.
    #[noun(default)]
    pub money: MoneyStyle,
    /// How many digits follow the point of money in millions and billions at most: 1 prints £238.2m
    /// and £9m; 2 where it is left out. What has more is rounded, a half away from nought.
    #[noun(default = Self::MONEY_DECIMALS, with = decimals)]
    pub money_decimals: u32,
    /// How many digits follow the point of percentages and percentage points at most; all that they
    /// have, where it is left out. What has more is rounded, a half away from nought.
    #[noun(with = decimals)]
    pub per_cent_decimals: Option<u32>,
    /// Percentages: `sign` (35%; where it is left out) or `words` (35 per cent).
    #[noun(default)]
    pub per_cent: PerCentStyle,
    /// Counts below it print as words in prose; 10 where it is left out, 0 for never.
    #[noun(default = Self::MOST_WORDS, with = words_below)]
    pub words_below: u32,
    /// What stands in place of what is withheld: `notice` (where it is left out), or
    /// `silent` for nothing.
    #[noun(default)]
    pub withheld: Withheld,
    /// What captions of tables, charts and images begin with: `numbered` for “Table 3: ”, or
    /// `plain` (where it is left out) for their words alone.
    #[noun(default)]
    pub captions: Captions,
    /// By which rule measures are judged that have none of their own; none is, where it is left out.
    pub status: Option<StatusRule>,
    /// Units beside those that are known.
    pub units: Vec<DeclaredUnit>,
}

impl HouseStyle {
    /// The unit that it declares under a name: a plural, a singular or a symbol.
    pub fn unit(&self, name: &str) -> Option<&DeclaredUnit> {
        self.units.iter().find(|unit| {
            let others = [unit.singular.as_ref(), unit.symbol.as_ref()];
            let names = std::iter::once(&unit.plural).chain(others.into_iter().flatten());
            names.into_iter().any(|it| &*it.value == name)
        })
    }
}

impl Default for HouseStyle {
    fn default() -> Self {
        let (money, per_cent, withheld, captions) = Default::default();
        Self {
            money,
            money_decimals: Self::MONEY_DECIMALS,
            per_cent_decimals: None,
            per_cent,
            words_below: Self::MOST_WORDS,
            withheld,
            captions,
            status: None,
            units: Vec::new(),
        }
    }
}

/// What captions begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Captions {
    /// Nothing: the title alone.
    #[default]
    Plain,
    /// What it is, with a number in the order of the document: “Table 3: ”.
    Numbered,
}

/// How sums of a million pounds and more are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum MoneyStyle {
    /// “£1.1bn”
    #[default]
    Short,
    /// “£1.1 billion”
    Words,
    /// “£1,100,000,000”
    Full,
}

/// How percentages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum PerCentStyle {
    /// “35%”
    #[default]
    Sign,
    /// “35 per cent”
    Words,
}

/// What a public edition says in place of what is withheld from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Withheld {
    /// That something is withheld, under which paragraph and why.
    #[default]
    Notice,
    /// Nothing.
    Silent,
}
