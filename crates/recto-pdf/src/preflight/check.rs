//! Checks: what a file claims, and what came of looking.

use serde::Serialize;

use crate::Profile;
use crate::conformance::{Claim, Finding as RuleFinding, Standard};

/// How a claim came out; the worst last.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::Display,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Outcome {
    /// It holds.
    Met,
    /// It holds, and somebody should look.
    Doubtful,
    /// It does not hold.
    Failed,
}

/// What speaks against a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The page, from 1; `None` where it is of the whole file.
    pub page: Option<usize>,
    /// What was found.
    pub what: String,
}

/// A claim, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The claim.
    pub claim: Claim,
    /// How it came out.
    pub outcome: Outcome,
    /// What speaks against it: the first of it.
    pub findings: Vec<Finding>,
    /// How much more there is of it.
    pub more: usize,
}

/// What came of reading a file back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preflight {
    /// The profile that it claims; `None` where it claims none.
    pub profile: Option<Profile>,
    /// How many pages it has.
    pub pages: usize,
    /// The claims that its profile makes.
    pub checks: Vec<Check>,
    /// The standards that it claims, or that were asked about, and what breaks their rules.
    #[serde(skip)]
    pub standards: Vec<Judgement>,
    /// The standards that were asked about and not judged: the file cannot be read.
    #[serde(skip)]
    pub unjudged: Vec<Standard>,
}

/// What came of judging a file by the rules of a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The standard.
    pub standard: Standard,
    /// What breaks its rules; nothing where the file conforms.
    pub findings: Vec<RuleFinding>,
}

/// How many findings of a claim are kept.
const KEPT: usize = 12;

impl Check {
    pub(super) fn new(claim: Claim) -> Self {
        Self { claim, outcome: Outcome::Met, findings: Vec::new(), more: 0 }
    }

    fn add(&mut self, outcome: Outcome, page: Option<usize>, what: String) {
        self.outcome = self.outcome.max(outcome);
        let finding = Finding { page, what };
        if self.findings.contains(&finding) {
            return;
        }
        if self.findings.len() < KEPT {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn fail(
        &mut self,
        page: impl Into<Option<usize>>,
        what: impl Into<String>,
    ) {
        self.add(Outcome::Failed, page.into(), what.into());
    }

    pub(super) fn doubt(
        &mut self,
        page: impl Into<Option<usize>>,
        what: impl Into<String>,
    ) {
        self.add(Outcome::Doubtful, page.into(), what.into());
    }
}

impl Preflight {
    /// The worst of all claims.
    pub fn outcome(&self) -> Outcome {
        self.checks.iter().map(|check| check.outcome).max().unwrap_or(Outcome::Met)
    }

    /// The claims that came out in one way.
    pub fn with(&self, outcome: Outcome) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.outcome == outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_counted_once_and_not_all_kept() {
        let mut check = Check::new(Claim::Ink);
        for page in 0..KEPT + 3 {
            check.doubt(page, "much");
            check.doubt(0, "much");
        }
        assert_eq!((check.findings.len(), check.more), (KEPT, 3));
        assert_eq!(check.outcome, Outcome::Doubtful);
        check.fail(None, "more");
        assert_eq!(check.outcome, Outcome::Failed);
    }
}
