//! Minutes: as they print, and the tables of decisions and of actions that are made of them.

mod tables;

use std::sync::Arc;

use recto_macros::Shown;
use time::Date;

use super::builder::{Builder, optional_text, shared};
use super::papers::{FactLine, line_of};
use super::simple::Simple;
use super::text::{Prose, Text};
use crate::report::agenda::Surroundings;
use crate::report::{self, Attendance, Id, Interest, OutcomeWord};

/// The minutes of a meeting.
#[derive(Debug, Shown)]
pub struct Minutes {
    /// Their id.
    pub id: Arc<str>,
    /// The meeting.
    pub meeting: Arc<FactLine>,
    /// When it met.
    pub date: Arc<FactLine>,
    /// When they were confirmed, in words, or that they are a draft.
    pub state: Text,
    /// Whether they are a draft.
    pub is_draft: bool,
    /// Who came.
    pub attendance: Option<Simple<Attendance>>,
    /// The minutes of its items, in the order in which they were taken.
    pub minutes: Vec<Arc<Minute>>,
}

/// The minute of an item.
#[derive(Debug, Shown)]
pub struct Minute {
    /// Its number; that of the item, where minutes have none.
    pub number: Text,
    /// Its title.
    pub title: Option<Text>,
    /// On what ground it is withheld.
    pub withheld: Option<Text>,
    /// What was said; of one that is withheld, what the public may read.
    pub text: Option<Prose>,
    /// What members declared.
    pub interests: Vec<Simple<Interest>>,
    /// Who moved it.
    pub moved: Option<Text>,
    /// Who seconded it.
    pub seconded: Option<Text>,
    /// What became of the recommendations, or what else was resolved.
    pub outcomes: Vec<Arc<Outcome>>,
    /// Why.
    pub reasons: Option<Prose>,
    /// What else was considered.
    pub alternatives: Option<Prose>,
    /// Why its decisions cannot be called in.
    pub not_called_in: Option<Text>,
    /// From when its decisions hold, unless they are called in.
    pub in_force: Option<Text>,
    /// What is to be done.
    pub actions: Vec<Arc<Action>>,
}

/// What became of recommendations.
#[derive(Debug, Shown)]
pub struct Outcome {
    /// What became of them, in a word.
    pub word: Text,
    /// How recommendations are numbered: as those of the paper.
    pub lettering: &'static str,
    /// What was resolved.
    pub resolved: Vec<Arc<Resolved>>,
    /// How members voted: for it, against it, and who abstained.
    pub votes: Vec<Arc<Votes>>,
}

/// Something that was resolved.
#[derive(Debug, Shown)]
pub struct Resolved {
    /// Which of several recommendations it is, from 1.
    pub number: Option<u32>,
    /// What it says.
    pub text: Prose,
}

/// The votes of one side.
#[derive(Debug, Shown)]
pub struct Votes {
    /// Which side.
    pub side: Text,
    /// How many.
    pub count: u32,
    /// Who, in a named vote.
    pub names: Vec<Text>,
}

/// What is to be done.
#[derive(Debug, Shown)]
pub struct Action {
    /// What.
    pub what: Text,
    /// By whom.
    pub who: Option<Arc<FactLine>>,
    /// By when.
    pub due: Option<Arc<FactLine>>,
    /// How far it has come.
    pub progress: Option<Text>,
    /// When it was done.
    pub done: Option<Text>,
}

impl<'r> Builder<'r> {
    /// The minutes of a meeting, by an id that refers to them.
    pub(super) fn minutes(&mut self, id: &Id) -> Option<Arc<Minutes>> {
        let minutes = self.report().minutes_called(&id.value)?;
        let pack = self.report().pack_of(minutes)?;
        let state = match &minutes.confirmed {
            Some(day) => self.dated("minutes-confirmed", day),
            None => self.word("minutes-draft"),
        };
        let meeting = self.fact_line(&pack.meeting);
        let attendance = minutes.attendance.as_ref().map(|it| self.simple(it));
        let all = minutes.items.iter().enumerate();
        let all = shared(all.map(|(at, minute)| self.minute(minutes, at, minute)));
        Some(Arc::new(Minutes {
            id: minutes.id.value.clone(),
            meeting,
            date: line_of(vec![self.day(&pack.date)]),
            state,
            is_draft: minutes.confirmed.is_none(),
            attendance,
            minutes: all,
        }))
    }

    fn minute(
        &mut self,
        minutes: &'r report::Minutes,
        at: usize,
        minute: &'r report::Minute,
    ) -> Minute {
        let text = self.optional_prose(minute.text.as_ref());
        let interests = self.simple_list(&minute.interests);
        let outcomes = minute.outcomes.iter();
        let outcomes = outcomes.map(|outcome| self.outcome(minutes, minute, outcome));
        let outcomes = shared(outcomes);
        let reasons = self.optional_prose(minute.reasons.as_ref());
        let alternatives = self.optional_prose(minute.alternatives.as_ref());
        let not_called_in = self.optional_line(minute.not_called_in.as_ref());
        let actions = shared(minute.actions.iter().map(|action| self.action(action)));
        Minute {
            number: self.minute_number(minutes, at, minute),
            title: self.title_of(minutes, minute),
            withheld: optional_text(minute.withheld.as_ref()),
            text,
            interests,
            moved: optional_text(minute.moved.as_ref()),
            seconded: optional_text(minute.seconded.as_ref()),
            outcomes,
            reasons,
            alternatives,
            not_called_in,
            in_force: self.in_force(minutes, minute),
            actions,
        }
    }

    /// The number of a minute, or else that of its item.
    fn minute_number(
        &self,
        minutes: &report::Minutes,
        at: usize,
        minute: &report::Minute,
    ) -> Text {
        let report = self.report();
        match report.minute_number(minutes, at) {
            Some(number) => Text::at(number, &minute.item.place),
            None => match report.minuted_item(minutes, minute) {
                Some((_, item)) => Text::typed(&item.number),
                None => Text::typed(&minute.item),
            },
        }
    }

    fn title_of(
        &self,
        minutes: &report::Minutes,
        minute: &report::Minute,
    ) -> Option<Text> {
        let report = self.report();
        let item = report.minuted_item(minutes, minute).map(|(_, item)| item);
        let of_item = item.and_then(|it| it.title.as_ref());
        let of_paper = item.and_then(|it| report.paper_of(it)).map(|it| &it.title);
        optional_text(minute.title.as_ref().or(of_item).or(of_paper))
    }

    fn outcome(
        &mut self,
        minutes: &'r report::Minutes,
        minute: &'r report::Minute,
        outcome: &'r report::Outcome,
    ) -> Outcome {
        let report = self.report();
        let item = report.minuted_item(minutes, minute);
        let paper = item.and_then(|(_, item)| report.paper_of(item));
        let settings = paper.map(|it| report.paper_settings.of_kind(it.kind.as_ref()));
        let prose = self.resolved_of(minutes, minute, outcome);
        let resolved = prose.into_iter().map(|(number, prose)| Resolved {
            number,
            text: self.quoted(minutes, minute, |builder| builder.prose(prose)),
        });
        Outcome {
            resolved: shared(resolved),
            word: self.outcome_word(outcome.outcome),
            lettering: settings.map_or("(a)", |it| it.lettering().name()),
            votes: outcome.vote.as_ref().map(|it| self.votes(it)).unwrap_or_default(),
        }
    }

    /// What an outcome resolved, each with the number that it has among several recommendations.
    fn resolved_of(
        &self,
        minutes: &'r report::Minutes,
        minute: &'r report::Minute,
        outcome: &'r report::Outcome,
    ) -> Vec<(Option<u32>, &'r report::Prose)> {
        let all = self.report().minuted_recommendations(minutes, minute);
        let is_one_of_several = all.is_some_and(|all| all.items.len() > 1);
        if let Some(resolved) = &outcome.resolved {
            let number = match outcome.recommendations.as_slice() {
                [one] if is_one_of_several => Some(one.value),
                _ => None,
            };
            return vec![(number, resolved)];
        }
        let of = all.map(|all| minute.recommendations_of(outcome, all));
        let of = of.unwrap_or_default().into_iter();
        of.map(|(at, prose)| {
            let number = u32::try_from(at + 1).ok().filter(|_| is_one_of_several);
            (number, prose)
        })
        .collect()
    }

    /// Something of the paper of a minute, which is read elsewhere: what it says of the agenda is that
    /// of the meeting, and leads nowhere.
    fn quoted<T>(
        &mut self,
        minutes: &'r report::Minutes,
        minute: &'r report::Minute,
        of: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let around = self.resolver.around();
        if let Some((pack, item)) = self.report().minuted_item(minutes, minute) {
            let paper = self.report().paper_of(item);
            self.resolver.stand_in(Surroundings {
                paper,
                pack: Some(pack),
                is_quoted: true,
            });
        }
        let made = of(self);
        self.resolver.stand_in(around);
        made
    }

    fn outcome_word(&self, outcome: OutcomeWord) -> Text {
        self.word(match outcome {
            OutcomeWord::Agreed => "outcome-agreed",
            OutcomeWord::Amended => "outcome-amended",
            OutcomeWord::Confirmed => "outcome-confirmed",
            OutcomeWord::Noted => "outcome-noted",
            OutcomeWord::Recommended => "outcome-recommended",
            OutcomeWord::Deferred => "outcome-deferred",
            OutcomeWord::Referred => "outcome-referred",
            OutcomeWord::Rejected => "outcome-rejected",
            OutcomeWord::Withdrawn => "outcome-withdrawn",
        })
    }

    fn votes(&self, vote: &report::Vote) -> Vec<Arc<Votes>> {
        let words = ["vote-for", "vote-against", "vote-abstained"];
        let sides = words.into_iter().zip(vote.sides());
        let sides = sides.filter_map(|(word, (count, names))| {
            Some(Votes {
                side: self.word(word),
                count: count?.value,
                names: names.iter().map(Text::typed).collect(),
            })
        });
        shared(sides)
    }

    fn action(&mut self, action: &report::Action) -> Action {
        Action {
            what: self.line(&action.what),
            who: self.known_line(action.who.as_ref()),
            due: action.due.as_ref().map(|day| line_of(vec![self.day(day)])),
            progress: self.optional_line(action.progress.as_ref()),
            done: action.done.as_ref().map(|day| self.dated("action-done", day)),
        }
    }

    /// From when the decisions of a minute hold, where it has any that can be called in.
    fn in_force(
        &self,
        minutes: &report::Minutes,
        minute: &report::Minute,
    ) -> Option<Text> {
        let call_in = self.report().paper_settings.call_in.as_ref()?;
        let published = minutes.decisions_published.as_ref()?;
        let can_be_called_in = minute.not_called_in.is_none();
        if !can_be_called_in || !minute.outcomes.iter().any(report::Outcome::decides) {
            return None;
        }
        let value = call_in.earliest(published.value)?;
        let place = published.place.clone();
        Some(self.date(&report::Placed { value, place }))
    }

    /// A fixed word with a date in it.
    fn dated(&self, word: &str, day: &report::Placed<Date>) -> Text {
        let said = self.locale().word(word).replace("{date}", &self.date(day));
        Text::at(said, &day.place)
    }
}
