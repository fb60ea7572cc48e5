//! Runs: lines whose marks follow each other, `(a)` and then `(b)`.

use crate::report::model::ProseBlock;

use super::marks::{Counter, Mark, Reading, Style};
use super::parts::{Gap, Part, line_before};

/// Lines whose marks follow each other.
pub(super) struct Run<'t> {
    /// What its marks have in common.
    pub(super) style: Style<'t>,
    /// The value of the mark that would go on with it.
    pub(super) next: u32,
    /// Its lines, by their positions among the parts.
    pub(super) lines: Vec<usize>,
    /// The run in whose item it began.
    pub(super) within: Option<usize>,
    /// The value of its first mark.
    pub(super) first: u32,
}

/// Looks for runs in the parts of a text.
pub(super) struct Runs<'p, 't, 'e> {
    pub(super) text: &'t str,
    pub(super) parts: &'p [Part<'t, 'e>],
}

impl<'t> Runs<'_, 't, '_> {
    /// The runs, and the run of each part.
    pub(super) fn find(&self) -> (Vec<Run<'t>>, Vec<Option<usize>>) {
        let mut runs: Vec<Run<'t>> = Vec::new();
        let mut run_of = vec![None; self.parts.len()];
        // The runs in whose items the walk stands, the outermost first.
        let mut open: Vec<usize> = Vec::new();
        let mut closed_from = 0;
        for (at, part) in self.parts.iter().enumerate() {
            let line = match part {
                Part::Line(line) => line,
                Part::Block { block: ProseBlock::Heading { .. }, .. } => {
                    // A list does not go on below a heading.
                    open.clear();
                    closed_from = runs.len();
                    continue;
                }
                Part::Block { .. } => continue,
            };
            let Some(mark) = &line.mark else {
                if line.gap == Gap::Paragraph {
                    open.clear();
                }
                continue;
            };
            let ahead = self.mark_after(at);
            if let Some((level, reading)) = self.goes_on(mark, ahead, &runs, &open) {
                open.truncate(level + 1);
                add(&mut runs[open[level]], at, reading);
                run_of[at] = Some(open[level]);
                continue;
            }
            let reading = start(mark, ahead);
            let closed =
                (closed_from..runs.len()).rev().filter(|run| !open.contains(run));
            let mut closed = closed.filter_map(|run| {
                let found = mark.readings.iter().find(|it| {
                    it.value > 1
                        && it.style == runs[run].style
                        && it.value == runs[run].next
                })?;
                Some((run, *found))
            });
            if let (None | Some(Reading { value: 2.., .. }), Some((run, reading))) =
                (reading, closed.next())
            {
                open = vec![run];
                runs[run].within = None;
                add(&mut runs[run], at, reading);
                run_of[at] = Some(run);
                continue;
            }
            let Some(reading) = reading.or(mark.readings.first().copied()) else {
                continue;
            };
            let nests = line.gap != Gap::Paragraph
                || line_before(self.text, self.parts, at).ends_with(':')
                || open.iter().any(|run| self.is_resumed(&runs[*run], at));
            if !nests {
                open.clear();
            }
            let within = open.last().copied();
            let next = reading.value;
            let run = Run {
                style: reading.style,
                next,
                lines: Vec::new(),
                within,
                first: next,
            };
            run_of[at] = Some(runs.len());
            open.push(runs.len());
            runs.push(run);
            if let Some(run) = runs.last_mut() {
                add(run, at, reading);
            }
        }
        (runs, run_of)
    }

    /// The mark of the next line that has one.
    fn mark_after(&self, at: usize) -> Option<&Mark<'t>> {
        self.parts[at + 1..].iter().find_map(|part| match part {
            Part::Line(line) => line.mark.as_ref(),
            Part::Block { .. } => None,
        })
    }

    /// The innermost open run that a mark goes on with, by its level.
    fn goes_on(
        &self,
        mark: &Mark<'t>,
        ahead: Option<&Mark<'t>>,
        runs: &[Run<'t>],
        open: &[usize],
    ) -> Option<(usize, Reading<'t>)> {
        let found = open.iter().enumerate().rev().find_map(|(level, run)| {
            let run = &runs[*run];
            let reading = mark
                .readings
                .iter()
                .find(|it| it.style == run.style && it.value == run.next)?;
            Some((level, *reading))
        })?;
        // `(i)` after `(h)` begins a list of its own where `(ii)` follows.
        let first = mark.readings.iter().find(|it| it.value == 1 && is_roman(it.style));
        match first {
            Some(first) if follows(ahead, first) && found.1.style != first.style => None,
            _ => Some(found),
        }
    }

    /// Whether a run goes on after a line, before a paragraph without a mark.
    fn is_resumed(&self, run: &Run<'t>, at: usize) -> bool {
        for part in &self.parts[at + 1..] {
            let Part::Line(line) = part else { continue };
            match &line.mark {
                Some(mark) => {
                    let goes_on =
                        |it: &Reading<'_>| it.style == run.style && it.value == run.next;
                    if mark.readings.iter().any(goes_on) {
                        return true;
                    }
                }
                None if line.gap == Gap::Paragraph => return false,
                None => {}
            }
        }
        false
    }
}

fn add(run: &mut Run<'_>, line: usize, reading: Reading<'_>) {
    run.lines.push(line);
    run.next = if run.style.counts() { reading.value + 1 } else { 0 };
}

/// As what a mark begins a run: as the first, or as one that the next mark follows.
fn start<'t>(mark: &Mark<'t>, ahead: Option<&Mark<'t>>) -> Option<Reading<'t>> {
    let readings = mark.readings.iter();
    let first = readings.clone().find(|it| it.value <= 1);
    first.or_else(|| readings.clone().find(|it| follows(ahead, it))).copied()
}

/// Whether a mark is the one after a reading of another.
fn follows(mark: Option<&Mark<'_>>, reading: &Reading<'_>) -> bool {
    mark.is_some_and(|mark| {
        let readings = mark.readings.iter();
        readings
            .clone()
            .any(|it| it.style == reading.style && it.value == reading.value + 1)
    })
}

fn is_roman(style: Style<'_>) -> bool {
    matches!(
        style,
        Style::Counted { counter: Counter::Roman | Counter::RomanCapital, .. }
    )
}
