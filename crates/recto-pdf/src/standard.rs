//! Standards that a file may claim.

use std::fmt;
use std::str::FromStr;

/// A standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standard {
    /// PDF/UA-1 (ISO 14289-1).
    Ua1,
    /// PDF/A-2 or PDF/A-3 (ISO 19005-2 and ISO 19005-3), at a level.
    A {
        /// The part: 2 or 3.
        part: u8,
        /// The level.
        level: Level,
    },
    /// PDF/X-4 (ISO 15930-7).
    X4,
}

/// A level of PDF/A; each asks for what those before it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It looks the same for ever.
    B,
    /// Its text can be searched, too.
    U,
    /// It is tagged, too.
    A,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::B => "b",
            Self::U => "u",
            Self::A => "a",
        })
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ua1 => f.write_str("PDF/UA-1"),
            Self::A { part, level } => write!(f, "PDF/A-{part}{level}"),
            Self::X4 => f.write_str("PDF/X-4"),
        }
    }
}

/// A word that names no standard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no standard `{0}`: there are ua-1, a-2a, a-2b, a-2u, a-3a, a-3b, a-3u and x-4"
)]
pub struct UnknownStandard(String);

impl FromStr for Standard {
    type Err = UnknownStandard;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|it| it.word() == word)
            .ok_or_else(|| UnknownStandard(word.to_owned()))
    }
}

impl Standard {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Ua1,
        Self::A { part: 2, level: Level::A },
        Self::A { part: 2, level: Level::B },
        Self::A { part: 2, level: Level::U },
        Self::A { part: 3, level: Level::A },
        Self::A { part: 3, level: Level::B },
        Self::A { part: 3, level: Level::U },
        Self::X4,
    ];

    /// Its name on the command line and in records, such as `a-2b`.
    pub fn word(self) -> String {
        match self {
            Self::Ua1 => "ua-1".to_owned(),
            Self::A { part, level } => format!("a-{part}{level}"),
            Self::X4 => "x-4".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_have_words() {
        assert_eq!("a-3u".parse(), Ok(Standard::A { part: 3, level: Level::U }));
        assert_eq!("ua-1".parse(), Ok(Standard::Ua1));
        assert_eq!("x-4".parse(), Ok(Standard::X4));
        for standard in Standard::ALL {
            assert_eq!(standard.word().parse(), Ok(standard));
            let told = UnknownStandard(String::new()).to_string();
            assert!(told.contains(&standard.word()), "{told}");
        }
        assert!("a-1b".parse::<Standard>().is_err());
        assert_eq!(Standard::ALL[2].to_string(), "PDF/A-2b");
    }
}
