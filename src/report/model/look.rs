//! The look: what a brand asks of the theme in place of what the theme has.
//!
//! What follows of it for a page is worked out in `theme`. Whether a page can be laid out so at
//! all is checked by `validate`.

use recto_macros::{Choice, Noun};

use super::Placed;
use crate::diagnostic::Place;
use crate::theme::{self, Facts, Length, Parameters};

/// What a brand asks of the theme.
#[derive(Debug, Clone, Default, Noun)]
#[noun(called = "theme", short = name)]
pub struct Look {
    /// Which theme of the program it is: `annual` (where it is left out) or `bulletin`. A theme by its
    /// name alone may be written `theme: bulletin`.
    #[noun(default)]
    pub name: ThemeName,
    /// The trimmed sheet: `A4` (where it is left out), `A5`, `Letter`, or its width and height, such
    /// as `170mm x 240mm`; from 105 mm x 148 mm to 330 mm x 480 mm.
    pub page: Option<Placed<Sheet>>,
    /// The margins; in proportion to the sheet, where they are left out.
    pub margins: Option<PageMargins>,
    /// Whether figures and small notes stand in a column beside the text: `margin` (where it is left
    /// out), or `single` for text over the whole width. A sheet that is too narrow for both has one.
    /// In the theme `bulletin`, text has two columns where it is left out.
    pub columns: Option<Placed<TextColumns>>,
    /// The size of body text, from `10pt` to `16pt`; `12pt` where it is left out. All other sizes and
    /// distances follow.
    #[noun(with = text_size)]
    pub text: Option<Placed<Length>>,
    /// How much larger each step of titles is than the one below it: `gentle`, `usual` (where it is
    /// left out) or `steep`.
    pub scale: Option<TypeScale>,
    /// How far lines stand apart: `close`, `normal` (where it is left out) or `open`.
    pub density: Option<Density>,
    /// What a cover shows below its words: `pattern`, a composition of the priorities' colours in
    /// place of which a `cover_image` prints (where it is left out); `image`, that of the report alone;
    /// or `plain`, nothing. Covers of packs and back pages go with it.
    pub cover: Option<Placed<CoverComposition>>,
    /// How sections begin that do not say so themselves: `page` (where it is left out), `band`, a
    /// page with a band of colour, or `run-on`, below what stands before. Priorities have their band
    /// in any case.
    pub openers: Option<Placed<SectionOpeners>>,
    /// Whether sections and priorities have numbers.
    pub numbering: Option<Numbering>,
    /// What stands at the head of a page: `section` (where it is left out), `title` or `none`.
    pub running_heads: Option<RunningHeads>,
    /// The colour of headings in text: `ink` (where it is left out), `brand`, or `priority`: that of
    /// the priority, or of the brand elsewhere.
    pub headings: Option<Placed<HeadingColour>>,
    /// The tone of tables: `ruled` (where it is left out), `tinted` or `plain`.
    pub tables: Option<TableTone>,
    /// The size of body text in large print (`--profile large`), from `16pt` to `24pt`; `20pt` where
    /// it is left out.
    #[noun(with = large_size)]
    pub large: Option<Placed<Length>>,
}

/// A theme of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum ThemeName {
    /// An annual report: a column of figures beside the text, and bands in the colours of the
    /// priorities.
    #[default]
    Annual,
    /// A statistical bulletin: two columns of serif text under a masthead, on white, with one
    /// accent.
    Bulletin,
}

/// The margins of a page.
#[derive(Debug, Clone, Noun)]
pub struct PageMargins {
    /// From the upper edge to the text; the running head stands in it.
    #[noun(with = margin)]
    pub top: Option<Placed<Length>>,
    /// From the text to the lower edge, at the least: a page holds whole lines.
    #[noun(with = margin)]
    pub bottom: Option<Placed<Length>>,
    /// Beside the spine; on the left of what is not printed on both sides.
    #[noun(with = margin)]
    pub inside: Option<Placed<Length>>,
    /// At the outer edge; on the right of what is not printed on both sides.
    #[noun(with = margin)]
    pub outside: Option<Placed<Length>>,
}

/// A trimmed sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

/// How many columns a page of text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum TextColumns {
    /// One, with a margin column beside it.
    Margin,
    /// One over the whole width.
    Single,
}

/// What a cover shows below its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum CoverComposition {
    /// A composition of the priorities' colours, or an image.
    Pattern,
    /// An image.
    Image,
    /// Nothing.
    Plain,
}

/// How sections begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum SectionOpeners {
    /// On a page of their own, below a rule.
    Page,
    /// On a page of their own, in a band of colour.
    Band,
    /// Below what stands before.
    RunOn,
}

/// Whether parts have numbers.
#[derive(Debug, Clone, Noun)]
pub struct Numbering {
    /// Sections: `number` (where it is left out) or `none`.
    #[noun(default)]
    pub sections: PartNumbers,
    /// Priorities: `number` (where it is left out) or `none`.
    #[noun(default)]
    pub priorities: PartNumbers,
}

/// Whether parts of a kind have numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum PartNumbers {
    /// They have.
    #[default]
    Number,
    /// They have none.
    None,
}

/// What stands at the head of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum RunningHeads {
    /// The publisher, and the title of the section.
    Section,
    /// The publisher, and the title of the document.
    Title,
    /// Nothing.
    None,
}

/// The colour of headings in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum HeadingColour {
    /// That of text.
    Ink,
    /// That of the brand.
    Brand,
    /// That of the priority, or of the brand elsewhere.
    Priority,
}

/// The tone of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum TableTone {
    /// A rule below each row.
    Ruled,
    /// A tinted head, and a rule below each row.
    Tinted,
    /// No rules between rows.
    Plain,
}

/// How far lines stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Density {
    /// 1⅜ times the size of the type.
    Close,
    /// One and a half times.
    Normal,
    /// 1⅝ times.
    Open,
}

/// How much larger each step of titles is than the one below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum TypeScale {
    /// 1.15 times.
    Gentle,
    /// 1.25 times.
    Usual,
    /// A third.
    Steep,
}

impl TypeScale {
    /// How many times larger a step is.
    fn ratio(self) -> f64 {
        match self {
            Self::Gentle => 1.15,
            Self::Usual => 1.25,
            Self::Steep => 4.0 / 3.0,
        }
    }
}

impl Density {
    /// How many times higher a line is than its type.
    fn line(self) -> f64 {
        match self {
            Self::Close => 1.375,
            Self::Normal => 1.5,
            Self::Open => 1.625,
        }
    }
}

impl Look {
    /// What it comes to for the theme.
    pub fn parameters(&self) -> Parameters {
        let margins = self.margins.as_ref();
        let margin = |of: fn(&PageMargins) -> Option<&Placed<Length>>| {
            margins.and_then(of).map(|it| it.value)
        };
        let length = |it: &Option<Placed<Length>>| it.as_ref().map(|it| it.value);
        Parameters {
            theme: self.name(),
            sheet: self.page.as_ref().map(|it| (it.value.width, it.value.height)),
            top: margin(|it| it.top.as_ref()),
            bottom: margin(|it| it.bottom.as_ref()),
            inside: margin(|it| it.inside.as_ref()),
            outside: margin(|it| it.outside.as_ref()),
            has_margin_column: self
                .columns
                .as_ref()
                .map(|it| it.value == TextColumns::Margin),
            text: length(&self.text),
            ratio: self.scale.map(TypeScale::ratio),
            line: self.density.map(Density::line),
            large: length(&self.large),
            words: self.words(),
        }
    }

    /// Which theme it is.
    pub fn name(&self) -> theme::Name {
        match self.name {
            ThemeName::Annual => theme::Name::Annual,
            ThemeName::Bulletin => theme::Name::Bulletin,
        }
    }

    /// Whether sections begin below each other where they do not say so themselves.
    pub fn runs_on(&self) -> bool {
        let run_on = SectionOpeners::RunOn.name();
        match &self.openers {
            Some(openers) => openers.value.name() == run_on,
            None => Facts::of(self.name()).is_ok_and(|it| it.look.openers == run_on),
        }
    }

    /// What it chooses by words that a theme may not have: the field, the word and its place.
    pub fn chosen(&self) -> impl Iterator<Item = (&'static str, &'static str, &Place)> {
        let all = [
            self.columns.as_ref().map(|it| ("columns", it.value.name(), &it.place)),
            self.cover.as_ref().map(|it| ("cover", it.value.name(), &it.place)),
            self.openers.as_ref().map(|it| ("openers", it.value.name(), &it.place)),
            self.headings.as_ref().map(|it| ("headings", it.value.name(), &it.place)),
        ];
        all.into_iter().flatten()
    }

    /// Whether sections have numbers, and priorities.
    pub fn has_numbers(&self) -> (bool, bool) {
        let Some(numbering) = &self.numbering else { return (true, true) };
        let has = |of: PartNumbers| of == PartNumbers::Number;
        (has(numbering.sections), has(numbering.priorities))
    }

    /// What it chooses by words, each with the name of the fact.
    fn words(&self) -> Vec<(&'static str, &'static str)> {
        let priorities = match self.has_numbers().1 {
            true => None,
            false => Some("none"),
        };
        let all = [
            ("cover", self.cover.as_ref().map(|it| it.value.name())),
            ("openers", self.openers.as_ref().map(|it| it.value.name())),
            ("priority-numbers", priorities),
            ("heads", self.running_heads.map(RunningHeads::name)),
            ("headings", self.headings.as_ref().map(|it| it.value.name())),
            ("tables", self.tables.map(TableTone::name)),
        ];
        all.into_iter().filter_map(|(fact, word)| Some((fact, word?))).collect()
    }

    /// Where the margins stand, or else what leaves them no room.
    pub fn place_of_margins(&self) -> Option<&Place> {
        let margins = self.margins.as_ref();
        let given = margins.and_then(|it| {
            let all = [&it.inside, &it.outside, &it.top, &it.bottom];
            all.into_iter().flatten().next()
        });
        let page = self.page.as_ref().map(|it| &it.place);
        let sizes = [&self.text, &self.large];
        let size = sizes.into_iter().flatten().next().map(|it| &it.place);
        given.map(|it| &it.place).or(page).or(size)
    }
}
