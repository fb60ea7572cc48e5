//! Lists of pasted text: lines with marks that Markdown does not know, taken as lists where
//! they are certainly meant as such, and reported where they may be.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::model::{Inline, Labels, ProseBlock};

use super::blocks::MAX_LIST_DEPTH;
use super::inlines::trim;
use super::marks::Style;
use super::parts::{Gap, Part, line_before};
use super::runs::{Run, Runs};
use super::writer::Writer;

/// A list that is being put together.
struct Open {
    run: usize,
    /// The column of its first mark: what begins further right belongs to an item.
    column: usize,
    labels: Vec<Arc<str>>,
    items: Vec<Vec<ProseBlock>>,
}

/// Ends of lines after which a mark is a part of the sentence: “under section\n(a)”.
const MID_SENTENCE: &str = " a and article articles at by clause clauses for from in item items of \
    on or paragraph paragraphs part point points regulation rule schedule section sections see \
    sub-paragraph the to under with ";

impl<'t> Writer<'t, '_> {
    /// Puts parts together: paragraphs, and lists where lines are certainly items.
    pub(super) fn assemble(
        &mut self,
        parts: Vec<Part<'t, '_>>,
        depth: usize,
    ) -> Vec<ProseBlock> {
        let (runs, run_of) = Runs { text: self.text, parts: &parts }.find();
        // A run within another stands after it.
        let mut is_list: Vec<bool> = Vec::with_capacity(runs.len());
        for run in &runs {
            let outer = run.within.filter(|outer| is_list[*outer]).map(|it| &runs[it]);
            is_list.push(self.is_list(run, outer, &parts, depth));
        }
        // The least value with which the lists of each style would go on.
        let mut nexts: HashMap<Style<'t>, u32> = HashMap::new();
        for (run, is_list) in runs.iter().zip(&is_list) {
            let next = nexts.entry(run.style).or_insert(u32::MAX);
            if *is_list {
                *next = run.next.min(*next);
                self.report_dashes(run, &parts);
            } else {
                let goes_on = run.style.counts() && run.first >= *next;
                self.report_line(run, &parts, depth, goes_on);
            }
        }
        self.report_glued(&parts, depth);
        let is_item = |at: usize| run_of[at].is_some_and(|run| is_list[run]);
        self.report_taken(&parts, is_item, depth);
        let mut building =
            Building { blocks: Vec::new(), open: Vec::new(), paragraph: Vec::new() };
        let mut too_deep = false;
        let last_of: Vec<usize> =
            runs.iter().map(|run| run.lines.last().copied().unwrap_or(0)).collect();
        let mut before = "";
        for (at, part) in parts.into_iter().enumerate() {
            let line = match part {
                Part::Line(line) => line,
                Part::Block { block, column } => {
                    building.end_paragraph();
                    let is_heading = matches!(block, ProseBlock::Heading { .. });
                    let goes_on = building.open.iter().any(|it| last_of[it.run] > at);
                    if is_heading {
                        building.close(0);
                    } else if !goes_on && !before.ends_with(':') {
                        building.close_from(column);
                    }
                    building.push(block);
                    continue;
                }
            };
            before = line.text(self.text);
            let run = run_of[at].filter(|run| is_list[*run]);
            match run {
                Some(run) => {
                    building.end_paragraph();
                    let mut around = vec![run];
                    while let Some(outer) = runs[around[around.len() - 1]].within {
                        around.push(outer);
                    }
                    building.close_all_but(&around);
                    if building.open.last().is_none_or(|open| open.run != run) {
                        let items = Vec::new();
                        let column = line.column(self.text);
                        let labels = Vec::new();
                        building.open.push(Open { run, column, labels, items });
                    }
                    if building.open.len() + depth > MAX_LIST_DEPTH && !too_deep {
                        too_deep = true;
                        let hint = "write the list with fewer levels";
                        let span = line.span.clone();
                        self.refuse(span, "a fifth level of lists", hint);
                    }
                    let label = line.mark.as_ref().map_or("", |mark| mark.label);
                    if let Some(open) = building.open.last_mut() {
                        if !runs[run].style.is_bullet() {
                            open.labels.push(label.into());
                        }
                        open.items.push(Vec::new());
                    }
                }
                None => match line.gap {
                    Gap::Paragraph => {
                        building.end_paragraph();
                        building.close_from(line.column(self.text));
                    }
                    Gap::Soft => building.paragraph.push(Inline::Text(" ".into())),
                    Gap::Hard => building.paragraph.push(Inline::Break),
                },
            }
            if let (None, Some(mark)) = (run, &line.mark) {
                // The mark is text after all, and cannot hold anything else.
                let typed = &self.text[line.span.start..line.span.start + mark.length];
                building.paragraph.push(Inline::Text(typed.replace('\t', " ").into()));
            }
            let mut content = Vec::new();
            self.inlines(&line.events, 0, &mut content);
            building.paragraph.append(&mut content);
        }
        building.end_paragraph();
        building.close(0);
        building.blocks
    }

    /// Whether the lines of a run are certainly the items of a list.
    /// `outer` is the list in whose item it began.
    fn is_list(
        &self,
        run: &Run<'t>,
        outer: Option<&Run<'t>>,
        parts: &[Part<'t, '_>],
        depth: usize,
    ) -> bool {
        if run.style.is_certain() {
            return true;
        }
        let is_alone = run.lines.len() < 2;
        if run.style == Style::Dash('-')
            || run.style == Style::Dash('o') && outer.is_none()
            || is_alone
                && !outer.is_some_and(|outer| self.is_within(run, outer, parts))
                && !(depth > 0 && self.is_further_right(run, parts))
        {
            return false;
        }
        // Three in order are no chance.
        let looked_at =
            if run.lines.len() > 2 { &run.lines[..1] } else { &run.lines[..] };
        looked_at.iter().all(|at| match &parts[*at] {
            Part::Line(line) if line.gap == Gap::Soft => {
                !ends_mid_sentence(line_before(self.text, parts, *at))
            }
            _ => true,
        })
    }

    /// Whether the first line of a run can begin a list, and stands further right than the line
    /// of the same paragraph before it.
    fn is_further_right(&self, run: &Run<'t>, parts: &[Part<'t, '_>]) -> bool {
        let Some(at) = run.lines.first().copied() else { return false };
        let before = at.checked_sub(1).map(|before| &parts[before]);
        let (Part::Line(line), Some(Part::Line(before))) = (&parts[at], before) else {
            return false;
        };
        run.first <= 1
            && !run.style.may_be_initials()
            && line.gap != Gap::Paragraph
            && line.column(self.text) > before.column(self.text)
    }

    /// Whether the only line of a run is certainly an item within an item of a list: it stands
    /// further right, has the number of the item before its own, or the list goes on after it.
    fn is_within(&self, run: &Run<'t>, outer: &Run<'t>, parts: &[Part<'t, '_>]) -> bool {
        let Some(at) = run.lines.first().copied() else { return false };
        let (before, after): (Vec<usize>, Vec<usize>) =
            outer.lines.iter().partition(|line| **line < at);
        let item = before.last().map(|item| &parts[*item]);
        let (Part::Line(line), Some(Part::Line(item))) = (&parts[at], item) else {
            return false;
        };
        if run.first > 1 || run.style.may_be_initials() {
            return false;
        }
        let label = item.mark.as_ref().map_or("", |mark| mark.label);
        match run.style {
            _ if line.column(self.text) > item.column(self.text) => true,
            Style::Counted { before, .. } if run.style.is_of_levels() => {
                before.strip_suffix('.') == Some(label)
            }
            Style::Counted { .. } => !after.is_empty(),
            Style::Bullet(_) | Style::Sign | Style::Dash(_) => false,
        }
    }

    /// Reports the first line of a run that may be meant as a list and is none.
    /// `goes_on` says that it goes on, past a gap, with marks that came before it.
    fn report_line(
        &mut self,
        run: &Run<'t>,
        parts: &[Part<'t, '_>],
        depth: usize,
        goes_on: bool,
    ) {
        let Some(at) = run.lines.first().copied() else { return };
        let Part::Line(line) = &parts[at] else { return };
        let Some(mark) = &line.mark else { return };
        let label = mark.label;
        let before = line_before(self.text, parts, at);
        let opens = line.gap == Gap::Paragraph;
        let rest = line.text(self.text).get(mark.length..).unwrap_or_default();
        let is_moved = match at.checked_sub(1).map(|before| &parts[before]) {
            Some(Part::Line(before)) if !opens => {
                before.column(self.text) != line.column(self.text)
            }
            _ => false,
        };
        let is_of_sentence = ends_mid_sentence(before);
        let is_glued = mark.length == label.len();
        let is_suspect = match run.style {
            Style::Bullet(_) | Style::Sign => true,
            Style::Dash('-') => run.lines.len() > 1,
            Style::Dash(_) => opens || before.ends_with([':', ';']),
            _ if run.lines.len() > 1 => true,
            _ if goes_on && !is_of_sentence => true,
            _ if run.style.may_be_initials() || is_glued => false,
            _ if is_moved && !is_of_sentence => true,
            _ if run.style.is_of_levels() => false,
            _ if rest.starts_with(|c: char| c.is_ascii_digit()) => false,
            _ if depth > 0 && run.first == 1 && !is_of_sentence => true,
            _ => opens || before.ends_with([':', ';', '.']),
        };
        if !is_suspect {
            return;
        }
        let hint = if run.style.is_bullet() {
            "start each item on a line of its own with `- `".to_owned()
        } else {
            let escaped = match label.strip_suffix('.') {
                Some(start) => format!("{start}\\."),
                None => format!("\\{label}"),
            };
            format!(
                "put an empty line before the list, and write each item on a line of its \
                 own with the marks in order; to print it as text, write `{escaped}`"
            )
        };
        let span = line.span.start..line.span.start + label.len();
        let place = (self.place)(span);
        let message = format!("a line begins with `{label}` and prints as running text");
        let problem = Diagnostic::warning(code::LIST_MARK, message);
        self.problems.push(problem.at(&place).hint(hint));
    }
}

pub(super) fn ends_mid_sentence(line: &str) -> bool {
    let mut words = line.rsplit(char::is_whitespace);
    let last = words.next().unwrap_or_default().to_lowercase();
    let before = words.next().unwrap_or_default();
    let closes = matches!(&*last, "and" | "or") && before.ends_with([';', ',', '.']);
    MID_SENTENCE.contains(&format!(" {last} ")) && !closes
}

/// Blocks that are being put together.
struct Building {
    blocks: Vec<ProseBlock>,
    open: Vec<Open>,
    paragraph: Vec<Inline>,
}

impl Building {
    /// Adds a block to the innermost open item, or to the blocks.
    fn push(&mut self, block: ProseBlock) {
        match self.open.last_mut().and_then(|open| open.items.last_mut()) {
            Some(item) => item.push(block),
            None => self.blocks.push(block),
        }
    }

    fn end_paragraph(&mut self) {
        let mut content = std::mem::take(&mut self.paragraph);
        trim(&mut content);
        if !content.is_empty() {
            self.push(ProseBlock::Paragraph(content));
        }
    }

    /// Closes the lists of all but so many levels.
    fn close(&mut self, levels: usize) {
        while self.open.len() > levels {
            let Some(Open { labels, items, .. }) = self.open.pop() else { return };
            self.push(ProseBlock::List { labels: Labels::of(labels), items });
        }
    }

    /// Closes the lists that begin no further left than something that stands in a column.
    fn close_from(&mut self, column: usize) {
        let kept = self.open.iter().take_while(|open| open.column < column).count();
        self.close(kept);
    }

    /// Closes the lists that are none of some runs.
    fn close_all_but(&mut self, runs: &[usize]) {
        let kept = self.open.iter().take_while(|open| runs.contains(&open.run)).count();
        self.close(kept);
    }
}
