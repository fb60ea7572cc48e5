//! The tables that are made of minutes: what was decided, and what is to be done.

use std::sync::Arc;

use super::super::builder::Builder;
use super::super::tables::{Cell, Column, Row, Table, TableRow};
use super::super::text::{Marked, Passage, Prose, ProseBlock, Span, Text};
use crate::diagnostic::Place;
use crate::report::{self, Id, Known, Placed};
use time::Date;

/// A column: the word that heads it, and what stands in it for each row.
type ColumnOf = (&'static str, Vec<Option<Marked>>);

impl<'r> Builder<'r> {
    /// What a meeting decided, minute by minute.
    pub(in crate::document) fn decisions(&mut self, id: &Id) -> Option<Arc<Table>> {
        let minutes = self.minutes_of(id)?;
        let (mut numbers, mut titles, mut decisions, mut votes, mut in_force) =
            <(Vec<_>, Vec<_>, Vec<_>, Vec<_>, Vec<_>)>::default();
        for (at, minute) in minutes.items.iter().enumerate() {
            let number = Marked::Plain(self.minute_number(minutes, at, minute));
            let title = self.title_of(minutes, minute).map(Marked::Plain);
            if let Some(withheld) = &minute.withheld {
                numbers.push(Some(number.clone()));
                titles.push(title.clone());
                decisions.push(Some(self.withheld(minute, withheld)));
                votes.push(None);
                in_force.push(None);
            }
            for outcome in &minute.outcomes {
                numbers.push(Some(number.clone()));
                titles.push(title.clone());
                decisions.push(Some(self.decision(minutes, minute, outcome)));
                votes.push(outcome.vote.as_ref().map(|vote| self.vote(vote, minute)));
                in_force.push(match &minute.not_called_in {
                    _ if !outcome.decides() => None,
                    Some(reason) => {
                        let reason = self.line(reason);
                        let word = self.locale().word("not-called-in");
                        let said = format!("{word}: {}", &*reason);
                        Some(Marked::Plain(Text::at(said, &minute.place)))
                    }
                    None => self.in_force(minutes, minute).map(Marked::Plain),
                });
            }
        }
        let columns = vec![
            ("minute", numbers),
            ("item", titles),
            ("decision", decisions),
            ("vote", votes),
            ("in-force-from", in_force),
        ];
        let rows = columns.first().map_or(0, |(_, cells)| cells.len());
        Some(self.listed("decisions", &[minutes], columns, &[rows], None))
    }

    /// What is to be done after some meetings. What was done before the last of several was in the
    /// log of that one, and is left out.
    pub(in crate::document) fn actions(&mut self, ids: &[Id]) -> Arc<Table> {
        let all: Vec<_> = ids.iter().filter_map(|id| self.minutes_of(id)).collect();
        let dates = all.iter().filter_map(|minutes| self.day_of(minutes));
        let last = dates.max_by_key(|day| day.value).filter(|_| all.len() > 1);
        let is_listed = |action: &report::Action| match (&action.done, last) {
            (Some(done), Some(last)) => done.value >= last.value,
            _ => true,
        };
        let (mut numbers, mut actions, mut whom, mut due, mut progress) =
            <(Vec<_>, Vec<_>, Vec<_>, Vec<_>, Vec<_>)>::default();
        for minutes in &all {
            for (at, minute) in minutes.items.iter().enumerate() {
                let number = self.minute_number(minutes, at, minute);
                for action in minute.actions.iter().filter(|it| is_listed(it)) {
                    numbers.push(Some(Marked::Plain(number.clone())));
                    actions.push(Some(Marked::Plain(self.line(&action.what))));
                    whom.push(action.who.as_ref().map(|who| self.known_cell(who)));
                    due.push(action.due.as_ref().map(|day| {
                        Marked::Plain(match day {
                            Known::Said(day) => self.date(day),
                            Known::ToBeConfirmed(_) => self.word("to-be-confirmed"),
                        })
                    }));
                    progress.push(Some(Marked::Plain(self.progress(action))));
                }
            }
        }
        let columns = vec![
            ("minute", numbers),
            ("action", actions),
            ("step-who", whom),
            ("action-due", due),
            ("action-progress", progress),
        ];
        let of = |minutes: &&report::Minutes| {
            let actions = || minutes.items.iter().flat_map(|minute| &minute.actions);
            (actions().filter(|it| is_listed(it)).count(), actions().count())
        };
        let (groups, counts): (Vec<_>, Vec<_>) = all.iter().map(of).unzip();
        let note = last.filter(|_| groups != counts);
        let note = note.map(|day| self.dated("actions-left-out", day));
        self.listed("actions", &all, columns, &groups, note)
    }

    fn known_cell(&mut self, who: &Known<report::Line>) -> Marked {
        Marked::Plain(match who {
            Known::Said(line) => self.line(line),
            Known::ToBeConfirmed(_) => self.word("to-be-confirmed"),
        })
    }

    /// How far an action has come: when it was done, what is said of it, or that it is open.
    fn progress(&mut self, action: &report::Action) -> Text {
        let done = action.done.as_ref().map(|day| self.dated("action-done", day));
        match (done, self.optional_line(action.progress.as_ref())) {
            (Some(done), Some(said)) => done.and(&said),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => self.word("action-open"),
        }
    }

    /// What an outcome decided: the word, and each thing that was resolved below it.
    fn decision(
        &mut self,
        minutes: &'r report::Minutes,
        minute: &'r report::Minute,
        outcome: &'r report::Outcome,
    ) -> Marked {
        let word = self.outcome_word(outcome.outcome).to_string();
        let mut blocks =
            vec![ProseBlock::Paragraph(vec![Span::Strong(vec![Span::Text(word)])])];
        for (_, prose) in self.resolved_of(minutes, minute, outcome) {
            let said = self.quoted(minutes, minute, |builder| {
                builder.resolver.cell(&prose.blocks, &prose.place)
            });
            blocks.extend(paragraphs(said));
        }
        passage(blocks, &outcome.place)
    }

    /// What the public may read of a minute that is withheld.
    fn withheld(&mut self, minute: &report::Minute, ground: &report::Text) -> Marked {
        let ground = Text::typed(ground).to_string();
        let mut blocks = vec![ProseBlock::Paragraph(vec![Span::Text(ground)])];
        if let Some(summary) = &minute.text {
            let said = self.resolver.cell(&summary.blocks, &summary.place);
            blocks.extend(paragraphs(said));
        }
        passage(blocks, &minute.place)
    }

    fn vote(&self, vote: &report::Vote, minute: &report::Minute) -> Marked {
        let sides = self.votes(vote);
        let sides = sides.iter().map(|it| format!("{}\u{a0}{}", &*it.side, it.count));
        Marked::Plain(Text::at(sides.collect::<Vec<_>>().join(", "), &minute.place))
    }

    /// A table of rows of minutes, in groups by their meetings where they are of several. Columns that
    /// nobody fills are left out.
    fn listed(
        &mut self,
        name: &str,
        of: &[&'r report::Minutes],
        columns: Vec<ColumnOf>,
        groups: &[usize],
        note: Option<Text>,
    ) -> Arc<Table> {
        let count = columns.first().map_or(0, |(_, cells)| cells.len());
        let columns: Vec<_> = columns
            .into_iter()
            .filter(|(_, cells)| count == 0 || cells.iter().any(Option::is_some))
            .collect();
        let row = |kind, cells| {
            TableRow::Row(Arc::new(Row { kind, indent: 0, is_shaded: false, cells }))
        };
        let item = |at: usize| {
            let cells = columns.iter().map(|(_, cells)| {
                let said = cells.get(at).cloned().flatten();
                let text = said.unwrap_or_else(|| Marked::Plain(Text::word("–")));
                let is_tall = matches!(&text, Marked::Prose(_));
                Some(Arc::new(Cell { is_tall, ..Cell::plain(text) }))
            });
            row("item", cells.collect())
        };
        let mut rows = Vec::new();
        let mut next = 0;
        for (minutes, size) in of.iter().zip(groups) {
            if of.len() > 1 && *size > 0 {
                let meeting = Marked::Plain(self.meeting_of(minutes));
                rows.push(row("group", vec![Some(Arc::new(Cell::plain(meeting)))]));
            }
            rows.extend((next..next + size).map(item));
            next += size;
        }
        let title = match of {
            [one] => {
                let meeting = self.meeting_of(one);
                let said = format!("{}: {}", self.locale().word(name), &*meeting);
                Text::at(said, &one.id.place)
            }
            _ => self.word(name),
        };
        let ids: Vec<&str> = of.iter().map(|it| &*it.id.value).collect();
        Arc::new(Table {
            // No table of a project has a name with a full stop in it.
            id: format!("{name}.{}", ids.join(".")).into(),
            title,
            subtitle: None,
            groups: Vec::new(),
            columns: columns
                .iter()
                .map(|(word, _)| Column::of_words(self.word(word), self.locale()))
                .map(Arc::new)
                .collect(),
            stub: 1,
            rows,
            notes: Vec::new(),
            legend: Vec::new(),
            rounding: None,
            statuses: Vec::new(),
            fit: "auto",
            source: None,
            note,
        })
    }

    /// When the meeting of some minutes was.
    fn day_of(&self, minutes: &report::Minutes) -> Option<&'r Placed<Date>> {
        let mut packs = self.report().packs.iter();
        match &packs.find(|it| it.id.value == minutes.pack.value)?.date {
            Known::Said(day) => Some(day),
            Known::ToBeConfirmed(_) => None,
        }
    }

    /// The meeting of some minutes, and its date.
    fn meeting_of(&self, minutes: &report::Minutes) -> Text {
        let mut packs = self.report().packs.iter();
        let pack = packs.find(|it| it.id.value == minutes.pack.value);
        let said = pack.map(|pack| {
            let meeting = match &pack.meeting {
                Known::Said(line) => self.basis.line(line).to_string(),
                Known::ToBeConfirmed(_) => pack.title.value.to_string(),
            };
            match &pack.date {
                Known::Said(day) => format!("{meeting}, {}", &*self.date(day)),
                Known::ToBeConfirmed(_) => meeting,
            }
        });
        Text::at(said.unwrap_or_default(), &minutes.id.place)
    }
}

/// What a cell says, as paragraphs.
fn paragraphs(said: Marked) -> Vec<ProseBlock> {
    match said {
        Marked::Plain(text) => {
            vec![ProseBlock::Paragraph(vec![Span::Text(text.to_string())])]
        }
        Marked::Prose(prose) => prose.blocks.clone(),
    }
}

fn passage(blocks: Vec<ProseBlock>, place: &Place) -> Marked {
    Marked::Prose(Prose(Arc::new(Passage { blocks, place: place.clone() })))
}
