//! The options for a printer, as clap reads them.

use std::path::PathBuf;

use strum::VariantArray;

use super::choice::one_of;
use crate::error::Error;
use crate::theme::{Facts, Name};
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
    #[arg(long, value_name = "WHICH", value_parser = one_of::<Marks>())]
    pub marks: Option<Marks>,

    /// Whether the cover, the outer four pages, is a file of its own [default: joined]
    #[arg(long, value_name = "HOW", value_parser = one_of::<Cover>())]
    pub cover: Option<Cover>,

    /// Whether blank pages are added, as folded sheets need them [default: as-they-are]
    #[arg(long, value_name = "COUNT", value_parser = one_of::<Padding>())]
    pub pages: Option<Padding>,

    /// The printer's ICC profile, of class output and in CMYK [default: FOGRA39]
    #[arg(long, value_name = "FILE")]
    pub output_intent: Option<PathBuf>,
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
        // As far as the grounds of every theme run.
        let mut most = f64::INFINITY;
        for name in Name::VARIANTS {
            most = most.min(Facts::of(*name)?.page.bleed.millimetres().round());
        }
        if !(0.0..=most).contains(&bleed) {
            return Err(Error::Usage {
                message: format!("the bleed cannot be {bleed} mm"),
                hint: Some(format!("give a number from 0 to {most}")),
            });
        }
        Ok(Press {
            bleed,
            marks: self.marks.unwrap_or_default(),
            cover: self.cover.unwrap_or_default(),
            padding: self.pages.unwrap_or_default(),
            intent,
        })
    }
}
