//! Findings: what of a file breaks a rule.

use lopdf::ObjectId;

use super::rule::Rule;
use crate::standard::Standard;

/// How many findings of a rule are kept.
const KEPT: usize = 12;

/// What of a file breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The page, from 1; `None` where it is of the whole file.
    pub page: Option<usize>,
    /// The number of the object; `None` where it is none by itself.
    pub object: Option<u32>,
    /// Which thing it is, such as the name of a font; empty where the rule says all.
    pub detail: String,
    /// How much more there is, which is not told.
    pub more: usize,
}

impl Finding {
    /// What was found, in words.
    pub fn what(&self) -> String {
        let Self { rule, detail, .. } = self;
        if detail.is_empty() {
            rule.what.to_owned()
        } else {
            format!("{}: {detail}", rule.what)
        }
    }
}

/// What is found for some standards.
pub(crate) struct Findings {
    standards: Vec<Standard>,
    found: Vec<Finding>,
}

/// Where something was found.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct At {
    pub(crate) page: Option<usize>,
    pub(crate) object: Option<ObjectId>,
}

impl From<usize> for At {
    fn from(page: usize) -> Self {
        Self { page: Some(page), object: None }
    }
}

impl From<ObjectId> for At {
    fn from(object: ObjectId) -> Self {
        Self { page: None, object: Some(object) }
    }
}

impl From<Option<ObjectId>> for At {
    fn from(object: Option<ObjectId>) -> Self {
        Self { page: None, object }
    }
}

impl Findings {
    pub(super) fn new(standards: &[Standard]) -> Self {
        Self { standards: standards.to_vec(), found: Vec::new() }
    }

    /// Whether a standard that is asked about has a rule.
    pub(super) fn asks(&self, rule: &Rule) -> bool {
        self.standards.iter().any(|it| rule.clause(*it).is_some())
    }

    /// The standards that are asked about.
    pub(super) fn standards(&self) -> &[Standard] {
        &self.standards
    }

    /// Notes that a rule is broken.
    pub(super) fn add(&mut self, rule: &'static Rule, at: impl Into<At>) {
        self.say(rule, at, String::new());
    }

    /// Notes that a rule is broken, and by what.
    pub(super) fn say(
        &mut self,
        rule: &'static Rule,
        at: impl Into<At>,
        detail: impl Into<String>,
    ) {
        if !self.asks(rule) {
            return;
        }
        let At { page, object } = at.into();
        let (detail, object) = (detail.into(), object.map(|(number, _)| number));
        let finding = Finding { rule, page, object, detail, more: 0 };
        let same: Vec<usize> = (0..self.found.len())
            .filter(|at| std::ptr::eq(self.found[*at].rule, rule))
            .collect();
        if same.iter().any(|at| Finding { more: 0, ..self.found[*at].clone() } == finding)
        {
            return;
        }
        match same.last() {
            Some(last) if same.len() >= KEPT => self.found[*last].more += 1,
            _ => self.found.push(finding),
        }
    }

    pub(super) fn into_all(self) -> Vec<Finding> {
        self.found
    }
}
