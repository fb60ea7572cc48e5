//! The identity of an edition: which document of a report it is, and what it is called.
//!
//! Names are printed here. Whoever reads one compares it with what is printed, so that
//! nothing depends on how names are made up.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Profile;
use super::audience::Audience;
use crate::report::Priority;

/// The kinds of editions, in the order in which editions are made. Each is a word on the
/// command line, in names and for templates.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum EditionKind {
    /// The full report.
    Report,
    /// The brief of a priority.
    Brief,
    /// A governance paper.
    Paper,
    /// The papers of a meeting.
    Pack,
}

/// Which document of a report an edition is. Its name is `report`, or the word of its kind
/// and an id: `brief-violence`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditionId {
    /// The full report.
    Report,
    /// The brief of a priority.
    Brief {
        /// The id of the priority.
        priority: Arc<str>,
        /// The number of the priority.
        number: u32,
    },
    /// A paper, by its id.
    Paper(Arc<str>),
    /// A pack, by its id.
    Pack(Arc<str>),
}

impl EditionId {
    /// The brief of a priority.
    pub fn brief(priority: &Priority) -> Self {
        let number = priority.number.value;
        Self::Brief { priority: priority.id.value.clone(), number }
    }

    /// Its kind.
    pub fn kind(&self) -> EditionKind {
        match self {
            Self::Report => EditionKind::Report,
            Self::Brief { .. } => EditionKind::Brief,
            Self::Paper(_) => EditionKind::Paper,
            Self::Pack(_) => EditionKind::Pack,
        }
    }

    /// The id of what it is of; `None` for the full report.
    fn of(&self) -> Option<&str> {
        match self {
            Self::Report => None,
            Self::Brief { priority: id, .. } | Self::Paper(id) | Self::Pack(id) => {
                Some(id)
            }
        }
    }

    /// Its kind's word and its id, with something between them.
    fn joined(&self, between: char) -> String {
        let kind = self.kind();
        self.of().map_or_else(|| kind.to_string(), |id| format!("{kind}{between}{id}"))
    }

    /// Its name, to be compared with others.
    pub fn name(&self) -> EditionName {
        EditionName(self.to_string())
    }

    /// The words that make it on the command line: `brief violence`.
    pub fn command(&self) -> String {
        self.joined(' ')
    }

    /// Whether it answers to a word after its kind: its id, or the number of its priority.
    pub fn answers(&self, word: &str) -> bool {
        let is_number =
            matches!(self, Self::Brief { number, .. } if number.to_string() == word);
        is_number || self.of() == Some(word)
    }

    /// What lists of what can be built call it: its id, and the number of its priority.
    pub(super) fn listed(&self) -> String {
        let id = self.of().unwrap_or_default();
        match self {
            Self::Brief { number, .. } => format!("`{id}` ({number})"),
            _ => format!("`{id}`"),
        }
    }

    /// The stem of its file's name: the report's id, the edition's name, with the priority's
    /// number in that of a brief, and then what it is for, unless that is a screen. One that
    /// is restricted says so, and never takes the place of a public one.
    pub fn file_stem(
        &self,
        report: &str,
        audience: Audience,
        profile: Profile,
    ) -> String {
        let edition = match self {
            Self::Report => String::new(),
            Self::Brief { priority, number } => format!("-brief-{number}-{priority}"),
            Self::Paper(_) | Self::Pack(_) => format!("-{self}"),
        };
        let restricted = match audience {
            Audience::Public => "",
            Audience::Restricted => "-restricted",
            Audience::Exempt => "-exempt",
        };
        format!("{report}{edition}{restricted}{}", profile.suffix())
    }
}

impl fmt::Display for EditionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined('-'))
    }
}

/// The name of an edition, as an [`EditionId`] prints it or a record gives it. It tells
/// editions apart, and nothing more is read from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditionName(String);

impl From<String> for EditionName {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for EditionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_words_and_files_are_of_one_making() {
        let brief = EditionId::Brief { priority: "trust".into(), number: 3 };
        assert_eq!(brief.to_string(), "brief-trust");
        assert_eq!(brief.command(), "brief trust");
        assert!(brief.answers("trust") && brief.answers("3") && !brief.answers("brief"));
        let stem = |id: &EditionId, profile| id.file_stem("r", Audience::Public, profile);
        assert_eq!(stem(&brief, Profile::Screen), "r-brief-3-trust");
        assert_eq!(stem(&EditionId::Report, Profile::Print), "r-print");
        let pack = EditionId::Pack("may".into());
        let restricted = pack.file_stem("r", Audience::Restricted, Profile::Screen);
        assert_eq!(restricted, "r-pack-may-restricted");
    }
}
