//! The names of the themes in the program, and the facts of each.

/// A theme of the program.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    strum::Display,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Name {
    /// An annual report: a column of figures beside the text, bands in the colours of the
    /// priorities.
    #[default]
    Annual,
    /// A statistical bulletin: two columns of serif text under a masthead, on white, with one accent.
    Bulletin,
}

impl Name {
    /// Its facts, as the program has them.
    pub(super) const fn facts(self) -> &'static str {
        match self {
            Self::Annual => include_str!("../../templates/themes/annual/theme.toml"),
            Self::Bulletin => {
                include_str!("../../templates/themes/bulletin/theme.toml")
            }
        }
    }
}
