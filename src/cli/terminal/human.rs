//! The format for people: each problem with the text that is wrong, as compilers draw it.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer as Drawing, Snippet,
};

use super::controls::{same_width, tame};
use super::renderer::{Renderer, Streams, position};
use crate::diagnostic::{Diagnostic, Place, Severity, SourceTexts};

/// How many problems are drawn: the others are mended after these.
const MOST_DRAWN: usize = 200;

/// The longest piece of a file that is drawn, in bytes: nobody finds a place in a longer
/// one.
const LONGEST_EXCERPT: usize = 10_000;

/// Whether problems are drawn in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// In colour.
    Styled,
    /// As plain text.
    Plain,
}

/// With the text that is wrong.
pub(super) struct Human {
    colour: Colour,
    counts: BTreeMap<Severity, usize>,
}

impl Renderer for Human {
    fn finding(
        &mut self,
        finding: &Diagnostic,
        texts: &SourceTexts,
        streams: &mut Streams<'_>,
    ) {
        *self.counts.entry(finding.severity).or_default() += 1;
        if self.counts.values().sum::<usize>() <= MOST_DRAWN {
            streams.out(self.drawn(finding, texts).trim_end());
        }
    }

    fn end(&mut self, streams: &mut Streams<'_>) {
        let counted = self.counts.iter().map(|(severity, count)| match count {
            1 => format!("1 {severity}"),
            _ => format!("{count} {severity}s"),
        });
        let counted: Vec<_> = counted.collect();
        if !counted.is_empty() {
            streams.err(counted.join(" and "));
        }
        if self.counts.values().sum::<usize>() > MOST_DRAWN {
            streams.err(format_args!(
                "the first {MOST_DRAWN} are shown; `--message-format short` shows all"
            ));
        }
    }
}

impl Human {
    pub(super) fn new(colour: Colour) -> Self {
        Self { colour, counts: BTreeMap::new() }
    }

    fn drawn(&self, problem: &Diagnostic, texts: &SourceTexts) -> String {
        let level = match problem.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(tame(&problem.message)).id(problem.code.0);
        let mut group = title.elements(std::iter::empty::<Element<'_>>());
        for excerpt in excerpts(problem, texts) {
            group = excerpt.draw(group, texts);
        }
        if let Some(pages) = problem.shown_on() {
            group = group.element(Level::NOTE.message(tame(&format!("on {pages}"))));
        }
        if let Some(hint) = &problem.hint {
            group = group.element(Level::HELP.message(tame(hint)));
        }
        let drawing = match self.colour {
            Colour::Styled => Drawing::styled(),
            Colour::Plain => Drawing::plain(),
        };
        drawing.decor_style(DecorStyle::Ascii).render(&[group])
    }
}

/// Whole lines of one file and what is marked in them; a place that has no lines to show
/// is named instead.
struct Excerpt<'d> {
    file: &'d str,
    text: Option<&'d str>,
    /// The bytes of the lines.
    bytes: Range<usize>,
    first_line: usize,
    marks: Vec<Mark<'d>>,
}

/// A place and what is said of it.
struct Mark<'d> {
    place: &'d Place,
    span: Range<usize>,
    kind: AnnotationKind,
    label: String,
}

/// What is drawn of a problem: places that are near each other share an excerpt.
fn excerpts<'d>(problem: &'d Diagnostic, texts: &'d SourceTexts) -> Vec<Excerpt<'d>> {
    let own = problem.place.iter().map(|place| {
        Excerpt::of(place, AnnotationKind::Primary, tame(place.field()), texts)
    });
    let related = problem.related.iter().map(|related| {
        let label = tame(&related.message);
        Excerpt::of(&related.place, AnnotationKind::Context, label, texts)
    });
    let mut excerpts: Vec<Excerpt<'d>> = Vec::new();
    for excerpt in own.chain(related) {
        match excerpts.iter_mut().find(|other| other.is_near(&excerpt)) {
            Some(other) => other.join(excerpt),
            None => excerpts.push(excerpt),
        }
    }
    excerpts
}

impl<'d> Excerpt<'d> {
    /// The line that a place starts in.
    fn of(
        place: &'d Place,
        kind: AnnotationKind,
        label: String,
        texts: &'d SourceTexts,
    ) -> Self {
        let file = &**place.file();
        let nothing = Self {
            file,
            text: None,
            bytes: 0..0,
            first_line: 0,
            marks: vec![Mark { place, span: 0..0, kind, label: label.clone() }],
        };
        let (Some(text), Some(at)) = (texts.text(file), texts.line_column(place)) else {
            return nothing;
        };
        let span = on_characters(text, place.span().unwrap_or(&(0..0)));
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
        if end - start > LONGEST_EXCERPT {
            return nothing;
        }
        Self {
            file,
            text: Some(text),
            bytes: start..end,
            first_line: at.line,
            marks: vec![Mark { place, span, kind, label }],
        }
    }

    /// Whether another stands in the same file and near enough to be drawn together.
    fn is_near(&self, other: &Self) -> bool {
        let both = self.text.is_some() && other.text.is_some() && self.file == other.file;
        let whole = self.joined(other);
        both && whole.end - whole.start <= LONGEST_EXCERPT
    }

    fn joined(&self, other: &Self) -> Range<usize> {
        self.bytes.start.min(other.bytes.start)..self.bytes.end.max(other.bytes.end)
    }

    fn join(&mut self, other: Self) {
        self.bytes = self.joined(&other);
        self.first_line = self.first_line.min(other.first_line);
        self.marks.extend(other.marks);
    }

    /// Adds it to what is drawn of its problem.
    fn draw(self, group: Group<'d>, texts: &SourceTexts) -> Group<'d> {
        let Some(text) = self.text else {
            return self.marks.into_iter().fold(group, |group, mark| match mark.kind {
                AnnotationKind::Primary => group.element(origin(mark.place, texts)),
                _ => {
                    let place = position(mark.place, texts);
                    let note = format!("{place}: {}", mark.label);
                    group.element(Level::NOTE.message(note))
                }
            });
        };
        let lines: String = text[self.bytes.clone()].chars().map(same_width).collect();
        let start = self.bytes.start;
        let marks = self.marks.into_iter().map(|mark| {
            let span = mark.span.start - start..mark.span.end - start;
            mark.kind.span(span).label(mark.label)
        });
        let snippet = Snippet::source(lines + "\n")
            .line_start(self.first_line)
            .path(self.file)
            .annotations(marks);
        group.element(snippet)
    }
}

/// A place without its text.
fn origin<'d>(place: &'d Place, texts: &SourceTexts) -> Origin<'d> {
    match texts.line_column(place) {
        Some(at) => Origin::path(&**place.file()).line(at.line).char_column(at.column),
        None => Origin::path(position(place, texts)),
    }
}

/// A span within its text and on whole characters; the first line of it.
fn on_characters(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end.max(start));
    let line = text[start..end].find('\n').map_or(end, |newline| start + newline);
    start..line.max(start)
}
