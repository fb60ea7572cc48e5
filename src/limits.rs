//! The limits: how much of the machine a project may ask for.
//!
//! They belong to whoever starts the program, never to the data: a project cannot raise
//! them. Each stands far above what a real report needs, so that passing one means a
//! mistake or an attack. What is counted, and where, is known to those who count.

use std::fmt;

use crate::diagnostic::Code;

/// More, deeper, larger or longer than a limit allows.
pub const LIMIT: Code = Code("limit");

/// A kind of limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// All of them, in the order in which they are met.
    pub const ALL: [Self; 8] = [
        Self::FileSize,
        Self::Nesting,
        Self::Values,
        Self::Megapixels,
        Self::Fuel,
        Self::Pages,
        Self::Seconds,
        Self::Memory,
    ];

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::FileSize => "file-size",
            Self::Nesting => "nesting",
            Self::Values => "values",
            Self::Megapixels => "megapixels",
            Self::Fuel => "fuel",
            Self::Pages => "pages",
            Self::Seconds => "seconds",
            Self::Memory => "memory",
        }
    }

    /// The limit of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.name() == name)
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

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A value for each limit, in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    file_size: u64,
    nesting: u64,
    values: u64,
    megapixels: u64,
    fuel: u64,
    pages: u64,
    seconds: u64,
    memory: u64,
}

impl Default for Limits {
    /// What a report needs, many times over.
    fn default() -> Self {
        Self {
            file_size: 16,
            nesting: 64,
            values: 500_000,
            // A page of A4 at 600 dots per inch has 35.
            megapixels: 50,
            // About a thousand times what the longest part of the bundled report takes,
            // and less than a second of work.
            fuel: 20_000_000,
            pages: 2000,
            seconds: 120,
            memory: 4096,
        }
    }
}

impl Limits {
    /// The value of a limit, in its unit.
    pub fn get(&self, limit: Limit) -> u64 {
        match limit {
            Limit::FileSize => self.file_size,
            Limit::Nesting => self.nesting,
            Limit::Values => self.values,
            Limit::Megapixels => self.megapixels,
            Limit::Fuel => self.fuel,
            Limit::Pages => self.pages,
            Limit::Seconds => self.seconds,
            Limit::Memory => self.memory,
        }
    }

    /// The same limits with another value for one, brought within 1 and
    /// [`most`](Limit::most).
    #[must_use]
    pub fn with(mut self, limit: Limit, value: u64) -> Self {
        let field = match limit {
            Limit::FileSize => &mut self.file_size,
            Limit::Nesting => &mut self.nesting,
            Limit::Values => &mut self.values,
            Limit::Megapixels => &mut self.megapixels,
            Limit::Fuel => &mut self.fuel,
            Limit::Pages => &mut self.pages,
            Limit::Seconds => &mut self.seconds,
            Limit::Memory => &mut self.memory,
        };
        *field = value.clamp(1, limit.most());
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
        for limit in Limit::ALL {
            assert_eq!(Limit::named(limit.name()), Some(limit));
            let changed = Limits::default().with(limit, 7);
            for other in Limit::ALL {
                let expected =
                    if other == limit { 7 } else { Limits::default().get(other) };
                assert_eq!(changed.get(other), expected, "{limit} and {other}");
            }
        }
        assert_eq!(Limit::named("page"), None);
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
