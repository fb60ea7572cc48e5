//! Minutes: who came to a meeting, what it resolved, and who is to do what.
//!
//! They name the items of a pack and say what became of each. What a paper recommended stands in
//! the paper: where nothing else was resolved, its words are those of the decision.

use recto_macros::{Choice, Noun};
use time::Date;

use super::{Id, Item, Known, Line, Member, Placed, Prose, Text, Visibility};
use crate::diagnostic::Place;

/// The minutes of a meeting.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Minutes)]
pub struct Minutes {
    /// Its id, by which blocks print them.
    pub id: Id,
    /// The pack of the meeting.
    #[noun(refers(Pack, Relate))]
    pub pack: Id,
    /// When they were confirmed as a true record; they are a draft where it is left out.
    pub confirmed: Option<Placed<Date>>,
    /// When the decisions were published, from which the days of call-in are counted.
    pub decisions_published: Option<Placed<Date>>,
    /// How they are numbered; they have no numbers where it is left out.
    pub numbers: Option<MinuteNumbers>,
    /// Who came.
    pub attendance: Option<Attendance>,
    /// A minute of each item, in the order in which they were taken.
    #[noun(at_least_one)]
    pub items: Vec<Minute>,
    /// Who may see them.
    pub audience: Visibility,
}

/// How minutes are numbered.
#[derive(Debug, Clone, Noun)]
#[noun(rules, check = begin_once(from))]
pub struct MinuteNumbers {
    /// The number of the first minute.
    pub from: Option<Placed<u32>>,
    /// The minutes whose numbers these run on from.
    #[noun(refers(Minutes, Relate))]
    pub follow: Option<Id>,
    /// What stands before each number: `GBP/2223/`.
    pub before: Option<Text>,
    /// What stands after each number: `/26`.
    pub after: Option<Text>,
    /// How many digits each has at least; zeros fill it up.
    #[noun(with = digits)]
    pub digits: Option<Placed<u32>>,
}

/// Who came to a meeting.
#[derive(Debug, Clone, Noun)]
pub struct Attendance {
    /// The members who were there.
    pub present: Vec<Member>,
    /// The members who sent apologies.
    pub apologies: Vec<Member>,
    /// Who took a member's place.
    pub substitutes: Vec<Substitute>,
    /// Officers and others who were there.
    pub in_attendance: Vec<Member>,
    /// When the meeting began, as printed.
    pub began: Option<Line>,
    /// When it ended, as printed.
    pub ended: Option<Line>,
}

/// Who took a member's place.
#[derive(Debug, Clone, Noun)]
pub struct Substitute {
    /// Who did.
    pub who: Text,
    /// Whose place.
    #[noun(name = "for")]
    pub stands_for: Text,
}

/// The minute of an item.
#[derive(Debug, Clone, Noun)]
#[noun(rules, check = says_something(item))]
pub struct Minute {
    /// The item: its number on the agenda, its id, or that of its paper.
    #[noun(with = item)]
    pub item: Text,
    /// Its title, where it is not that of the agenda.
    #[noun(text = Title)]
    pub title: Option<Text>,
    /// What was said.
    pub text: Option<Prose>,
    /// What members declared.
    pub interests: Vec<Interest>,
    /// Who moved it.
    pub moved: Option<Text>,
    /// Who seconded it.
    pub seconded: Option<Text>,
    /// What became of the recommendations, or what else was resolved.
    #[noun(one_or_more)]
    pub outcomes: Vec<Outcome>,
    /// Why it was resolved.
    pub reasons: Option<Prose>,
    /// What else was considered, and why it was rejected.
    pub alternatives: Option<Prose>,
    /// Why its decisions cannot be called in, and hold at once.
    pub not_called_in: Option<Line>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// What the public may read of a minute that is withheld.
    #[noun(only = Says("audience", &["restricted"]))]
    #[noun(instead = "write it as `text`: what is not restricted needs no other words")]
    pub public_summary: Option<Prose>,
    /// Who may see it.
    pub audience: Visibility,
    /// On what ground it is withheld from the readers, where it is, in words.
    #[noun(computed = None)]
    pub withheld: Option<Text>,
    /// Where it stands.
    pub place: Place,
}

/// An interest that a member declared.
#[derive(Debug, Clone, Noun)]
pub struct Interest {
    /// Who.
    pub who: Text,
    /// Of what nature, and what the member did: “a pecuniary interest, as a tenant, and left the
    /// room”.
    pub what: Line,
}

/// What became of recommendations.
#[derive(Debug, Clone, Noun)]
#[noun(short = outcome, short_check = is_complete)]
pub struct Outcome {
    /// What became of them.
    pub outcome: OutcomeWord,
    /// Which of the paper's recommendations, counted from 1; all that no other outcome names, where
    /// it is left out.
    #[noun(one_or_more)]
    pub recommendations: Vec<Placed<u32>>,
    /// What was resolved, where that is not what the paper recommends.
    #[noun(needed = Says("outcome", &["amended"]))]
    pub resolved: Option<Prose>,
    /// How members voted.
    pub vote: Option<Vote>,
    /// Where it stands.
    pub place: Place,
}

/// What became of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum OutcomeWord {
    /// It was agreed.
    Agreed,
    /// It was agreed in other words.
    Amended,
    /// The minutes before were confirmed as a true record.
    Confirmed,
    /// It was noted.
    Noted,
    /// The body recommends it to another that decides.
    Recommended,
    /// It was put off to another meeting.
    Deferred,
    /// It was left to another body.
    Referred,
    /// It was not agreed.
    Rejected,
    /// It was withdrawn.
    Withdrawn,
}

/// How members voted.
#[derive(Debug, Clone, Noun)]
pub struct Vote {
    /// How many voted for it.
    #[noun(name = "for")]
    pub votes_for: Placed<u32>,
    /// How many voted against it.
    pub against: Placed<u32>,
    /// How many abstained.
    pub abstained: Option<Placed<u32>>,
    /// Of a named vote, who voted for it.
    pub named_for: Vec<Text>,
    /// Of a named vote, who voted against it.
    pub named_against: Vec<Text>,
    /// Of a named vote, who abstained.
    pub named_abstained: Vec<Text>,
}

/// What is to be done after a meeting.
#[derive(Debug, Clone, Noun)]
pub struct Action {
    /// What.
    pub what: Line,
    /// By whom.
    #[noun(text = Name)]
    pub who: Option<Known<Line>>,
    /// By when.
    pub due: Option<Known<Placed<Date>>>,
    /// How far it has come.
    pub progress: Option<Line>,
    /// When it was done.
    pub done: Option<Placed<Date>>,
}

impl Minute {
    /// Whether an item is the one that it is the minute of.
    pub fn is_of(&self, item: &Item) -> bool {
        item.number.value == self.item.value || item.is_called(&self.item.value)
    }
}

impl Outcome {
    /// Whether something was decided by it that holds from then on, and may be called in.
    pub fn decides(&self) -> bool {
        matches!(self.outcome, OutcomeWord::Agreed | OutcomeWord::Amended)
    }
}

impl Vote {
    /// Each side: how many votes it had, and who gave them in a named vote.
    pub fn sides(&self) -> [(Option<&Placed<u32>>, &[Text]); 3] {
        [
            (Some(&self.votes_for), &self.named_for),
            (Some(&self.against), &self.named_against),
            (self.abstained.as_ref(), &self.named_abstained),
        ]
    }

    /// How many votes were cast, abstentions among them.
    pub fn cast(&self) -> u64 {
        let counts = self.sides().into_iter().filter_map(|(count, _)| count);
        counts.map(|count| u64::from(count.value)).sum()
    }
}
