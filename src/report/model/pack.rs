//! Packs: the papers of one meeting in order, as one document.

use std::fmt::Write;

use recto_macros::{Choice, Noun};
use time::Date;

use super::{FilePath, Id, Known, Line, Officer, PaperPurpose, Placed, Text, Visibility};
use crate::diagnostic::Place;

/// The papers of a meeting.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Pack)]
pub struct Pack {
    /// Its id, which the command line and file names use.
    pub id: Id,
    /// Its title.
    #[noun(text = Title)]
    pub title: Text,
    /// The meeting.
    #[noun(text = Name)]
    pub meeting: Known<Line>,
    /// When it meets.
    pub date: Known<Placed<Date>>,
    /// At what time, as printed.
    #[noun(text = Name)]
    pub time: Option<Known<Line>>,
    /// Where.
    #[noun(text = Name)]
    pub venue: Option<Known<Line>>,
    /// What readers should know of it, on the cover: “This pack is an example.”
    pub note: Option<Line>,
    /// The protective marking, where it is not the report's.
    pub marking: Option<Text>,
    /// Whether a page divides each item from the last; `none` where it is left out.
    #[noun(default)]
    pub dividers: Dividers,
    /// The pack that these late papers add to.
    #[noun(refers(Pack, Relate))]
    pub supplement_to: Option<Id>,
    /// The output folder of an earlier build; what has changed since is listed.
    pub replaces: Option<FilePath>,
    /// The agenda.
    #[noun(at_least_one)]
    pub items: Vec<Item>,
    /// Who may see it.
    pub audience: Visibility,
}

impl Item {
    /// What the names of everything in it begin with: made of its number, and of no other.
    ///
    /// Names are lower-case letters, digits and hyphens, and hyphens part what they are made
    /// of; so another character of a number stands there by its code, between two `x`.
    pub fn prefix(&self) -> String {
        let mut prefix = String::from("item-");
        for character in self.number.value.chars() {
            match character {
                '0'..='9' | 'a'..='w' | 'y' | 'z' => prefix.push(character),
                // Writing to a string cannot fail.
                other => drop(write!(prefix, "x{:x}x", u32::from(other))),
            }
        }
        prefix.push('-');
        prefix
    }
}

/// Whether items are divided by pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Dividers {
    /// A page before each item that has a paper.
    Pages,
    /// None.
    #[default]
    None,
}

/// An item of an agenda.
#[derive(Debug, Clone, Noun)]
#[noun(rules, check = has_title(title))]
pub struct Item {
    /// Its number as printed; its position from 1, if left out.
    #[noun(default = Self::numbered(at), with = number)]
    pub number: Text,
    /// Its title; the paper's, if left out.
    #[noun(text = Title)]
    pub title: Option<Text>,
    /// At what time it is taken, as printed.
    #[noun(text = Name)]
    pub time: Option<Known<Line>>,
    /// Who presents it; who presents the paper, if left out.
    pub presenter: Option<Known<Officer>>,
    /// What it is for; what the paper is for, if left out.
    pub purpose: Option<PaperPurpose>,
    /// Its paper.
    #[noun(refers(Paper, Print))]
    pub paper: Option<Id>,
    /// What members should know of it.
    pub note: Option<Line>,
    /// In a supplement, the page of the pack that the item goes after.
    #[noun(required, only = Within("supplement_to"))]
    #[noun(instead = "it is for items of a pack with `supplement_to`")]
    pub after_page: Option<Placed<u32>>,
    /// Who may see it.
    pub audience: Visibility,
    /// On what ground it is withheld from the readers, where it is, in words.
    #[noun(computed = None)]
    pub withheld: Option<Text>,
    /// Where it stands.
    pub place: Place,
}
