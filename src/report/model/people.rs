//! People with their roles, and what a reader can turn to: contacts, links, abbreviations.
//!
//! Each stands in a list of the report. The documents that figures come from are not
//! here: they belong to the report itself.

use std::sync::Arc;

use super::{Id, Line, Placed, Text};

/// A person with a role.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their id.
    pub id: Id,
    /// Their name, with honours.
    pub name: Text,
    /// Their role.
    pub role: Text,
    /// Where they hold it.
    pub organisation: Option<Text>,
    /// What a reader should know.
    pub note: Option<Line>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone)]
pub struct Abbreviation {
    /// The abbreviation.
    pub short: Text,
    /// What it stands for.
    pub long: Text,
    /// What a reader should know.
    pub note: Option<Text>,
}

/// A link of a link list.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its id.
    pub id: Id,
    /// Text that means something without its surroundings.
    pub text: Line,
    /// The address; `None` when it is not known.
    pub url: Option<Placed<Arc<str>>>,
    /// What a reader should know.
    pub note: Option<Line>,
}

/// Whom to ask, and how.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its id.
    pub id: Id,
    /// The way: “Web”, “Telephone”.
    pub label: Text,
    /// The number, address or name as printed.
    pub value: Text,
    /// The address that it opens.
    pub url: Option<Placed<Arc<str>>>,
}
