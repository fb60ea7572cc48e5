//! People with their roles, and what a reader can turn to: contacts, links, abbreviations.
//!
//! Each stands in a list of the report. The documents that figures come from are not
//! here: they belong to the report itself.

use recto_macros::Noun;

use super::{Id, Line, Text, Url};

/// A person with a role.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Person)]
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
    /// The figure with their portrait, which is cut to one shape; its caption does not print.
    #[noun(refers(Figure, Print))]
    pub portrait: Option<Id>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Abbreviation)]
pub struct Abbreviation {
    /// The abbreviation.
    #[noun(defines)]
    pub short: Text,
    /// What it stands for.
    pub long: Text,
    /// What several of it are, where that is not what it stands for with an `s`: `SSSIs` is
    /// “sites of special scientific interest”.
    pub plural: Option<Text>,
    /// What a reader should know.
    #[noun(text = Line)]
    pub note: Option<Text>,
}

/// A link of a link list.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Link)]
pub struct Link {
    /// Its id.
    pub id: Id,
    /// What it leads to, in words that mean something without their surroundings.
    #[noun(text = LinkText)]
    pub text: Line,
    /// The address; text alone prints where it is not known.
    pub url: Option<Url>,
    /// What a reader should know.
    pub note: Option<Line>,
}

/// Whom to ask, and how.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Contact)]
pub struct Contact {
    /// Its id.
    pub id: Id,
    /// The way: “Web”, “Telephone”.
    pub label: Text,
    /// The number, address or name as printed.
    pub value: Text,
    /// The address that it opens.
    pub url: Option<Url>,
}
