//! The options for a printer, as clap reads them.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::error::Error;
use crate::theme::Facts;
use recto_pdf::intent::OutputIntent;
use recto_pdf::prepress::{Cover, Marks, Padding, Press};

/// How a printer wants the files of the print profile.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "For the print profile")]
pub struct PressOptions {
    /// How far grounds run past the trimmed page, in millimetres, 0 to 15 [default: 3]
    #[arg(long, value_name = "MM")]
    pub bleed: Option<f64>,

    /// What stands outside the bleed [default: crop]
    #[arg(long, value_name = "WHICH")]
    pub marks: Option<MarkNames>,

    /// Whether the cover, the outer four pages, is a file of its own [default: joined]
    #[arg(long, value_name = "HOW")]
    pub cover: Option<CoverName>,

    /// Whether blank pages are added, as folded sheets need them [default: as-they-are]
    #[arg(long, value_name = "COUNT")]
    pub pages: Option<PageCount>,

    /// The printer's ICC profile, of class output and in CMYK [default: FOGRA39]
    #[arg(long, value_name = "FILE")]
    pub output_intent: Option<PathBuf>,
}

/// What stands outside the bleed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MarkNames {
    /// Nothing
    None,
    /// Where to cut, and which page it is
    Crop,
    /// That, and marks for the register
    All,
}

/// Whether the cover is a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CoverName {
    /// One file holds all pages
    Joined,
    /// The cover and the inner pages are two files
    Separate,
}

/// Whether blank pages are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageCount {
    /// None
    AsTheyAre,
    /// To a multiple of four
    MultipleOfFour,
}

impl PressOptions {
    /// The first of them that was given.
    pub fn given(&self) -> Option<&'static str> {
        let options = [
            ("--bleed", self.bleed.is_some()),
            ("--marks", self.marks.is_some()),
            ("--cover", self.cover.is_some()),
            ("--pages", self.pages.is_some()),
            ("--output-intent", self.output_intent.is_some()),
        ];
        options.into_iter().find(|(_, given)| *given).map(|(name, _)| name)
    }

    /// What they ask for, with a printing condition.
    ///
    /// # Errors
    ///
    /// When the bleed is none that a printer asks for.
    pub fn press(&self, intent: OutputIntent) -> Result<Press, Error> {
        let bleed = self.bleed.unwrap_or(3.0);
        // As far as the theme's grounds run.
        let most = Facts::builtin()?.page.bleed.millimetres().round();
        if !(0.0..=most).contains(&bleed) {
            return Err(Error::Usage {
                message: format!("the bleed cannot be {bleed} mm"),
                hint: Some(format!("give a number from 0 to {most}")),
            });
        }
        Ok(Press {
            bleed,
            marks: match self.marks.unwrap_or(MarkNames::Crop) {
                MarkNames::None => Marks::None,
                MarkNames::Crop => Marks::Crop,
                MarkNames::All => Marks::All,
            },
            cover: match self.cover.unwrap_or(CoverName::Joined) {
                CoverName::Joined => Cover::Joined,
                CoverName::Separate => Cover::Separate,
            },
            padding: match self.pages.unwrap_or(PageCount::AsTheyAre) {
                PageCount::AsTheyAre => Padding::AsItIs,
                PageCount::MultipleOfFour => Padding::MultipleOfFour,
            },
            intent,
        })
    }
}
