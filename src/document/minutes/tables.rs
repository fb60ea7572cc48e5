//! The tables that are made of minutes: what was decided, and what is to be done.

use std::sync::Arc;

use time::Date;

use super::super::builder::Builder;
use super::super::tables::{Cell, Column, Row, Table, TableRow};
use super::super::text::{Marked, Passage, Prose, ProseBlock, Span, Text};
use crate::diagnostic::Place;
use crate::report::{self, Id, Known, Placed};

/// What stands in the columns of a row; `None` where there is nothing to say.
type Cells = [Option<Marked>; 5];

/// The rows that are made of some minutes.
type Part<'r> = (&'r report::Minutes, Vec<Cells>);

impl<'r> Builder<'r> {
    /// What a meeting decided, minute by minute.
    pub(in crate::document) fn decisions(&mut self, id: &Id) -> Option<Arc<Table>> {
        let minutes = self.report().minutes_called(&id.value)?;
        let mut rows: Vec<Cells> = Vec::new();
        for (at, minute) in minutes.items.iter().enumerate() {
            let number = Some(Marked::Plain(self.minute_number(minutes, at, minute)));
            let title = self.title_of(minutes, minute).map(Marked::Plain);
            if let Some(ground) = &minute.withheld {
                let said = self.withheld(minute, ground);
                rows.push([number.clone(), title.clone(), Some(said), None, None]);
            }
            for outcome in &minute.outcomes {
                rows.push([
                    number.clone(),
                    title.clone(),
                    Some(self.decision(minutes, minute, outcome)),
                    outcome.vote.as_ref().map(|vote| self.vote(vote, minute)),
                    self.holds(minutes, minute, outcome),
                ]);
            }
        }
        let heads = ["minute", "item", "decision", "vote", "in-force-from"];
        Some(self.listed("decisions", heads, &[(minutes, rows)], None))
    }

    /// From when a decision holds, or why it cannot be called in.
    fn holds(
        &mut self,
        minutes: &report::Minutes,
        minute: &report::Minute,
        outcome: &report::Outcome,
    ) -> Option<Marked> {
        if !outcome.decides() {
            return None;
        }
        let Some(reason) = &minute.not_called_in else {
            return self.in_force(minutes, minute).map(Marked::Plain);
        };
        let reason = self.line(reason);
        let said = format!("{}: {}", self.locale().word("not-called-in"), &*reason);
        Some(Marked::Plain(Text::at(said, &minute.place)))
    }

    /// What is to be done after some meetings. What was done before the last of several was in the
    /// log of that one, and is left out.
    pub(in crate::document) fn actions(&mut self, ids: &[Id]) -> Arc<Table> {
        let report = self.report();
        let all = ids.iter().filter_map(|id| report.minutes_called(&id.value));
        let all: Vec<_> = all.collect();
        let dates = all.iter().filter_map(|minutes| self.day_of(minutes));
        let last = dates.max_by_key(|day| day.value).filter(|_| all.len() > 1);
        let is_past = |action: &report::Action| match (&action.done, last) {
            (Some(done), Some(last)) => done.value < last.value,
            _ => false,
        };
        let mut parts: Vec<Part<'r>> = Vec::new();
        let mut past = None;
        for minutes in all {
            let mut rows = Vec::new();
            for (at, minute) in minutes.items.iter().enumerate() {
                for action in &minute.actions {
                    if is_past(action) {
                        past = last;
                    } else {
                        let number = self.minute_number(minutes, at, minute);
                        rows.push(self.action_row(number, action));
                    }
                }
            }
            parts.push((minutes, rows));
        }
        let heads = ["minute", "action", "step-who", "action-due", "action-progress"];
        let note = past.map(|day| self.dated("actions-left-out", day));
        self.listed("actions", heads, &parts, note)
    }

    fn action_row(&mut self, number: Text, action: &report::Action) -> Cells {
        let what = self.line(&action.what);
        let who = action.who.as_ref();
        let who = who.map(|who| self.known_text(who, Self::line));
        let due = action.due.as_ref();
        let due = due.map(|day| self.known_text(day, |builder, day| builder.date(day)));
        let progress = self.progress(action);
        [Some(number), Some(what), who, due, Some(progress)]
            .map(|it| it.map(Marked::Plain))
    }

    fn known_text<T>(
        &mut self,
        known: &Known<T>,
        text: impl FnOnce(&mut Self, &T) -> Text,
    ) -> Text {
        match known {
            Known::Said(it) => text(self, it),
            Known::ToBeConfirmed(_) => self.word("to-be-confirmed"),
        }
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
    /// no row fills are left out.
    fn listed(
        &mut self,
        name: &str,
        heads: [&str; 5],
        parts: &[Part<'r>],
        note: Option<Text>,
    ) -> Arc<Table> {
        let all = || parts.iter().flat_map(|(_, rows)| rows);
        let is_filled =
            |at: &usize| all().next().is_none() || all().any(|row| row[*at].is_some());
        let shown: Vec<usize> = (0..heads.len()).filter(is_filled).collect();
        let row = |kind, cells| {
            TableRow::Row(Arc::new(Row { kind, indent: 0, is_shaded: false, cells }))
        };
        let item = |cells: &Cells| {
            let cells = shown.iter().map(|at| {
                let said = cells[*at].clone();
                let text = said.unwrap_or_else(|| Marked::Plain(Text::word("–")));
                let is_tall = matches!(&text, Marked::Prose(_));
                Some(Arc::new(Cell { is_tall, ..Cell::plain(text) }))
            });
            row("item", cells.collect())
        };
        let mut rows = Vec::new();
        for (minutes, own) in parts {
            if parts.len() > 1 && !own.is_empty() {
                let meeting = Marked::Plain(self.meeting_of(minutes));
                rows.push(row("group", vec![Some(Arc::new(Cell::plain(meeting)))]));
            }
            rows.extend(own.iter().map(item));
        }
        let title = match parts {
            [(one, _)] => {
                let meeting = self.meeting_of(one);
                let said = format!("{}: {}", self.locale().word(name), &*meeting);
                Text::at(said, &one.id.place)
            }
            _ => self.word(name),
        };
        let ids: Vec<&str> = parts.iter().map(|(it, _)| &*it.id.value).collect();
        Arc::new(Table {
            // No table of a project has a name with a full stop in it.
            id: format!("{name}.{}", ids.join(".")).into(),
            title,
            subtitle: None,
            groups: Vec::new(),
            columns: shown
                .iter()
                .map(|at| Column::of_words(self.word(heads[*at]), self.locale()))
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
        match &self.report().pack_of(minutes)?.date {
            Known::Said(day) => Some(day),
            Known::ToBeConfirmed(_) => None,
        }
    }

    /// The meeting of some minutes, and its date.
    fn meeting_of(&self, minutes: &report::Minutes) -> Text {
        let said = self.report().pack_of(minutes).map(|pack| {
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
