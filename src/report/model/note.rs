//! Notes of the editors.

use recto_macros::Noun;

use super::text::Text;

/// A note of the editors: a query or a remark. It never prints.
#[derive(Debug, Clone, Noun)]
#[noun(short = note)]
pub struct EditorialNote {
    /// What it says.
    #[noun(unprinted)]
    pub note: Text,
    /// How it was settled; left out while it is open.
    #[noun(unprinted)]
    pub settled: Option<Text>,
}
