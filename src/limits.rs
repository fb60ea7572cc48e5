//! The limits: how much of the machine a project may ask for.
//!
//! They belong to whoever starts the program, never to the data: a project cannot raise
//! them. Each stands far above what a real report needs, so that passing one means a
//! mistake or an attack. What is counted, and where, is known to those who count.

use strum::VariantArray;

use crate::diagnostic::Code;

/// More, deeper, larger or longer than a limit allows.
pub const LIMIT: Code = Code("limit");

/// A kind of limit.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Limit {
    /// The size of each file of the project, in MiB.
    FileSize,
    /// How many values may lie within each other in a data file.
    Nesting,
    /// How many values a data file may hold; the cells of a CSV file count.
    Values,
    /// The size of each image, in millions of pixels.
    Megapixels,
    /// How many instructions each run of a template may take.
    Fuel,
    /// How many pages an edition may have.
    Pages,
    /// How long an edition may take, in seconds.
    Seconds,
    /// How much memory the program may hold, in MiB. Known on Linux only.
    Memory,
}

impl Limit {
    /// What a report needs, many times over.
    fn usual(self) -> u64 {
        match self {
            Self::FileSize => 16,
            Self::Nesting => 64,
            Self::Values => 500_000,
            // A page of A4 at 600 dots per inch has 35.
            Self::Megapixels => 50,
            // About a thousand times what the longest part of the bundled report takes,
            // and less than a second of work.
            Self::Fuel => 20_000_000,
            Self::Pages => 2000,
            Self::Seconds => 120,
            Self::Memory => 4096,
        }
    }

    /// The highest value that it can be given.
    pub fn most(self) -> u64 {
        match self {
            // What reads a file holds it in memory, several times over.
            Self::FileSize => 1024,
            // What walks a tree goes down by calling itself, and the stack has an end.
            Self::Nesting => 256,
            Self::Values
            | Self::Megapixels
            | Self::Fuel
            | Self::Pages
            | Self::Seconds
            | Self::Memory => 1_000_000_000,
        }
    }
}

/// A value for each limit, in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits([u64; Limit::VARIANTS.len()]);

impl Default for Limits {
    fn default() -> Self {
        Self(std::array::from_fn(|index| Limit::VARIANTS[index].usual()))
    }
}

impl Limits {
    /// The value of a limit, in its unit.
    pub fn get(&self, limit: Limit) -> u64 {
        self.0[limit as usize]
    }

    /// The same limits with another value for one, brought within 1 and
    /// [`most`](Limit::most).
    #[must_use]
    pub fn with(mut self, limit: Limit, value: u64) -> Self {
        self.0[limit as usize] = value.clamp(1, limit.most());
        self
    }

    /// Whether a count, in the unit of a limit, is more than it allows.
    pub fn is_passed(&self, limit: Limit, count: u64) -> bool {
        count > self.get(limit)
    }

    /// What to do where a limit stopped something that is meant: twice its value, or, where
    /// it is as high as it can be, less.
    pub fn remedy(&self, limit: Limit) -> String {
        let value = self.get(limit);
        if value >= limit.most() {
            return format!(
                "make it smaller: the limit `{limit}` cannot be raised further"
            );
        }
        let more = value.saturating_mul(2).min(limit.most());
        format!("raise the limit with `--limit {limit}={more}` if this is meant")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_has_a_name_and_a_value_of_its_own() {
        for &limit in Limit::VARIANTS {
            assert_eq!(limit.to_string().parse(), Ok(limit));
            let changed = Limits::default().with(limit, 7);
            for &other in Limit::VARIANTS {
                let expected =
                    if other == limit { 7 } else { Limits::default().get(other) };
                assert_eq!(changed.get(other), expected, "{limit} and {other}");
            }
        }
        assert!("page".parse::<Limit>().is_err());
    }

    #[test]
    fn a_limit_is_passed_by_one_more() {
        let limits = Limits::default().with(Limit::Pages, 10);
        assert!(!limits.is_passed(Limit::Pages, 10));
        assert!(limits.is_passed(Limit::Pages, 11));
    }

    #[test]
    fn the_remedy_is_twice_as_much_as_far_as_there_is_more() {
        let limits = Limits::default();
        assert_eq!(
            limits.remedy(Limit::Pages),
            "raise the limit with `--limit pages=4000` if this is meant"
        );
        let high = limits.with(Limit::Nesting, 200);
        assert!(high.remedy(Limit::Nesting).contains("nesting=256"));
        let highest = limits.with(Limit::Nesting, u64::MAX);
        assert_eq!(
            highest.remedy(Limit::Nesting),
            "make it smaller: the limit `nesting` cannot be raised further"
        );
    }
}
