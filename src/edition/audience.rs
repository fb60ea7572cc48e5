//! Audiences: for whom an edition is made.

use serde::{Deserialize, Serialize};

/// For whom an edition is made.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Audience {
    /// For everyone, without what is restricted.
    #[default]
    Public,
    /// For those who may see all of it: what is exempt is marked.
    Restricted,
    /// The same, but of papers and packs, and the pages alone that the public has not: for sheets
    /// that are handed out and collected again.
    Exempt,
}
