//! How a project sets the checks: which rules it turns off, and which block a final report.
//!
//! What a rule looks for is the business of [`crate::lint`].

use recto_macros::{Choice, Noun};

use super::{FilePath, Text};

/// A rule that a project turns off, or holds to be blocking.
#[derive(Debug, Clone, Noun)]
#[noun(check = needs_reason(level, because))]
pub struct CheckSetting {
    /// The rule, by the code of the problems that it finds.
    #[noun(unprinted)]
    pub rule: Text,
    /// What becomes of what it finds.
    pub level: CheckLevel,
    /// The reason; there always is one where a rule is off.
    #[noun(unprinted, checked = Says("level", &["off"]))]
    pub because: Option<Text>,
    /// The one file that this is for; left out for all.
    pub file: Option<FilePath>,
}

/// What becomes of what a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum CheckLevel {
    /// It is not said.
    Off,
    /// It is said, and in a final report nothing is made until it is mended.
    Blocking,
}
