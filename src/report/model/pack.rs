//! Packs: the papers of one meeting in order, as one document.

use std::fmt::Write;
use std::sync::Arc;

use recto_macros::{Choice, Noun};
use time::Date;

use super::{
    Enclosure, Enquiries, FilePath, Id, Known, Line, Officer, PartTwo, Placed, Prose,
    Text, Visibility,
};
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
    /// When it is published, which prints on its cover and is the date of its file.
    pub published: Option<Placed<Date>>,
    /// Where.
    #[noun(text = Name)]
    pub venue: Option<Known<Line>>,
    /// What readers should know of it, on the cover: “This pack is an example.”
    pub note: Option<Line>,
    /// Who meets, and what those who come should know; for what it leaves out, that of
    /// `paper_settings`.
    pub front: Option<FrontSheet>,
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
    /// Its paper, where that has pages in the pack.
    pub fn printed_paper(&self) -> Option<&Id> {
        self.paper.as_ref().filter(|_| self.has_pages())
    }

    /// What it holds itself, where that has pages in the pack.
    pub fn printed_content(&self) -> Option<&Enclosure> {
        self.content.as_ref().filter(|_| self.has_pages())
    }

    /// Whether what it holds is in the pack: it has been neither withdrawn nor deferred.
    fn has_pages(&self) -> bool {
        let state = self.status.as_ref().map(|it| it.state);
        !matches!(state, Some(ItemState::Withdrawn | ItemState::Deferred))
    }

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
#[noun(kind = Item, short = title, short_check = goes_after_a_page, rules)]
#[noun(together(content) = content, check = has_title(title, content))]
#[noun(check = is_described(content), check = is_there(status))]
pub struct Item {
    /// Its number as printed; its position from 1, if left out.
    #[noun(default = Self::numbered(at), with = number)]
    pub number: Text,
    /// Its id, by which text points to it, where it has no paper to name.
    pub id: Option<Id>,
    /// Its title; the paper's, if left out.
    #[noun(text = Title)]
    pub title: Option<Text>,
    /// At what time it is taken, as printed.
    #[noun(text = Name)]
    pub time: Option<Known<Line>>,
    /// Who presents it; who presents the paper, if left out.
    #[noun(one_or_more)]
    pub presenter: Vec<Known<Officer>>,
    /// What it is for; what the paper is for, if left out.
    #[noun(with = purpose, unprinted)]
    pub purpose: Option<Text>,
    /// Its paper.
    #[noun(refers(Paper, Print))]
    pub paper: Option<Id>,
    /// What it holds itself, where it has no paper.
    pub content: Option<Enclosure>,
    /// What that is, for those who cannot see it.
    pub description: Option<Prose>,
    /// Why it has no pages yet or any more, or that it was not on the agenda in time.
    pub status: Option<ItemStatus>,
    /// What members should know of it.
    pub note: Option<Prose>,
    /// In a supplement, the page of the pack that the item goes after.
    #[noun(required, only = Within("supplement_to"))]
    #[noun(instead = "it is for items of a pack with `supplement_to`")]
    pub after_page: Option<Placed<u32>>,
    /// Who may see it.
    pub audience: Visibility,
    /// What of its own content is withheld from the public.
    #[noun(computed = PartTwo::default())]
    pub part_two: PartTwo,
    /// On what ground it is withheld from the readers, where it is, in words.
    #[noun(computed = None)]
    pub withheld: Option<Text>,
    /// Of one that is withheld, the ids by which text points to it. They print nowhere.
    #[noun(computed = Vec::new())]
    pub pointed_to_by: Vec<Arc<str>>,
    /// Where it stands.
    pub place: Place,
}

/// Why an item has no pages yet or any more, or that it was not on the agenda in time.
#[derive(Debug, Clone, Noun)]
#[noun(short = state, short_check = says_why)]
pub struct ItemStatus {
    /// Which it is.
    pub state: ItemState,
    /// Why. Of an urgent item it is the Chair's reason (Local Government Act 1972,
    /// s.100B(4)(b)).
    #[noun(needed = Says("state", &["urgent"]))]
    pub reason: Option<Line>,
    /// When what is to follow is expected, or to when an item is deferred.
    #[noun(only = Says("state", &["to follow", "deferred"]))]
    #[noun(instead = "remove it: only what is to follow or deferred has a date")]
    pub date: Option<Known<Placed<Date>>>,
    /// Where it stands.
    pub place: Place,
}

/// Why an item has no pages, or was not on the agenda in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ItemState {
    /// Its paper comes later.
    #[choice(word = "to follow")]
    ToFollow,
    /// It is reported on by word of mouth.
    Verbal,
    /// Its paper is handed out at the meeting.
    Tabled,
    /// It is taken although it was not on the agenda in time.
    Urgent,
    /// It is not taken. Its number and its title stay.
    Withdrawn,
    /// It is taken at another meeting. Its number and its title stay.
    Deferred,
}

/// The front sheet of an agenda: who meets, and what those who come should know.
#[derive(Debug, Clone, Default, Noun)]
pub struct FrontSheet {
    /// The members, in the order in which they print.
    pub members: Vec<Member>,
    /// Who may take a member's place.
    pub substitutes: Vec<Member>,
    /// How many members there must be.
    pub quorum: Option<Line>,
    /// Whom to ask.
    pub contact: Option<Known<Enquiries>>,
    /// What those who come should know: filming, access, what to do when an alarm sounds.
    pub notices: Vec<FrontNotice>,
}

/// A member of a body.
#[derive(Debug, Clone, Noun)]
#[noun(short = name)]
pub struct Member {
    /// The name, with its style: “Councillor P Oakes”.
    pub name: Text,
    /// The role: “Chair”.
    pub role: Option<Text>,
    /// The party or group.
    pub party: Option<Text>,
}

/// A notice of a front sheet.
#[derive(Debug, Clone, Noun)]
pub struct FrontNotice {
    /// Its title.
    #[noun(text = Title)]
    pub title: Text,
    /// What it says.
    pub text: Prose,
}
