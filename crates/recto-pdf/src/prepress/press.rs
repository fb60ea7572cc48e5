//! A press: how a printer wants a file.

use serde::{Deserialize, Serialize};

use crate::intent::OutputIntent;

/// How a printer wants a file.
#[derive(Debug, Clone)]
pub struct Press {
    /// How far grounds run on past the trimmed page, in millimetres.
    pub bleed: f64,
    /// What is drawn outside the bleed.
    pub marks: Marks,
    /// Whether the cover is a file of its own.
    pub cover: Cover,
    /// Whether blank pages are added.
    pub padding: Padding,
    /// The printing condition.
    pub intent: OutputIntent,
}

impl Press {
    /// What most printers want: 3 mm of bleed, and crop marks.
    pub fn usual(intent: OutputIntent) -> Self {
        Self {
            bleed: 3.0,
            marks: Marks::default(),
            cover: Cover::default(),
            padding: Padding::default(),
            intent,
        }
    }
}

/// What is drawn outside the bleed.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Marks {
    /// Nothing.
    None,
    /// Where to cut, and which page it is.
    #[default]
    Crop,
    /// That, and marks for the register.
    All,
}

/// Whether the cover, the outer four pages, is a file of its own.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Cover {
    /// One file holds all pages.
    #[default]
    Joined,
    /// The cover and the inner pages are two files.
    Separate,
}

/// Whether blank pages are added. They stand before a back cover, else at the end.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Padding {
    /// None.
    #[default]
    AsTheyAre,
    /// To a multiple of four, as folded sheets have it.
    MultipleOfFour,
}
