//! What is concealed: the bytes of a project's files that a public build does not show.
//!
//! Messages quote the files, and the messages of a public build may themselves be public,
//! as in a log. Nothing here decides what a document says: that is
//! [`redact`](super::redact).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Place, SourceTexts};
use crate::report::declare::{Noun, NounKind, TextKind};
use crate::report::unread;
use crate::report::visit::{Scope, Visit, walk, walk_noun};
use crate::report::{Chart, FilePath, Id, Line, Prose, Report, Text, Visibility};

/// The places of a project that hold what is restricted.
#[derive(Debug, Clone, Default)]
pub struct Concealed {
    /// The bytes of each text that are concealed.
    extents: BTreeMap<Arc<str>, Extents>,
    /// Files that are concealed as a whole: rows that belong to something restricted, and
    /// what has no bytes that could be told apart.
    files: BTreeSet<Arc<str>>,
    /// Ids of what the released report no longer has, and paths of files that it no longer names.
    gone: BTreeSet<String>,
}

/// Bytes of one text: stretches in ascending order that do not touch each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Extents(Vec<Range<usize>>);

impl Extents {
    /// Stretches in any order, which may overlap.
    fn of(mut stretches: Vec<Range<usize>>) -> Self {
        stretches.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for stretch in stretches {
            match merged.last_mut() {
                Some(last) if stretch.start <= last.end => {
                    last.end = last.end.max(stretch.end);
                }
                _ => merged.push(stretch),
            }
        }
        Self(merged)
    }

    /// Whether some bytes are among them, at least in part. Bytes that end where a stretch
    /// starts count as well.
    fn meet(&self, bytes: &Range<usize>) -> bool {
        let after = self.0.partition_point(|stretch| stretch.end <= bytes.start);
        self.0.get(after).is_some_and(|stretch| stretch.start <= bytes.end)
    }

    /// The text with crosses in their place.
    fn crossed_out(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut from = 0;
        for stretch in &self.0 {
            let start = text.ceil_char_boundary(stretch.start).max(from);
            let end = text.ceil_char_boundary(stretch.end).max(start);
            shown.push_str(&text[from..start]);
            shown.extend(text[start..end].chars().map(crossed));
            from = end;
        }
        shown.push_str(&text[from..]);
        shown
    }
}

impl Concealed {
    /// What a report says is restricted.
    pub fn of(report: &Report) -> Self {
        let mut found = Found::default();
        walk(report, &mut found);
        let files = found.files;
        let mut concealed = Self { files, ..Self::default() };
        concealed.conceal(found.places.into_iter().cloned());
        concealed
    }

    /// What is restricted in the texts of a project of which there is no report, because it has
    /// errors.
    pub fn unread(texts: &SourceTexts) -> Self {
        let mut concealed = Self::default();
        concealed.conceal(unread::restricted(texts).into_iter());
        concealed
    }

    /// Conceals more places.
    fn conceal(&mut self, places: impl Iterator<Item = Place>) {
        let mut by_file: BTreeMap<Arc<str>, Vec<Range<usize>>> =
            std::mem::take(&mut self.extents)
                .into_iter()
                .map(|(file, extents)| (file, extents.0))
                .collect();
        for place in places {
            match place.span() {
                Some(span) => {
                    by_file.entry(place.file().clone()).or_default().push(span.clone());
                }
                None => {
                    self.files.insert(place.file().clone());
                }
            }
        }
        self.extents =
            by_file.into_iter().map(|(file, spans)| (file, Extents::of(spans))).collect();
    }

    /// The same, with what the released report no longer has because only restricted parts
    /// refer to it: sources, people, links, contacts and series. Every line that names it is
    /// concealed, and every line that holds an abbreviation, which any part may use.
    pub fn with_gone(
        mut self,
        report: &Report,
        released: &Report,
        texts: &SourceTexts,
    ) -> Self {
        if self.is_empty() {
            return self;
        }
        let (before, left) = (Names::of(report), Names::of(released));
        let (gone, still) = (before.all(), left.all());
        self.gone = gone.difference(&still).map(|name| (*name).to_owned()).collect();
        self.gone.extend(self.files.iter().map(ToString::to_string));
        let told = before.defined.into_iter().filter(|(defined, _)| {
            TOLD_BY_NAME.contains(&defined.0) && !left.defined.contains_key(defined)
        });
        let mut places: Vec<&Place> = told.map(|(_, place)| place).collect();
        for abbreviation in &report.abbreviations {
            places.extend([&abbreviation.short.place, &abbreviation.long.place]);
        }
        places.sort_by_key(|place| (place.file(), place.order_in_file()));
        let mut lines: Vec<Place> = Vec::new();
        for place in places {
            let (Some(text), Some(span)) = (texts.text(place.file()), place.span())
            else {
                lines.push(place.clone());
                continue;
            };
            let within = |line: &Place| {
                line.file() == place.file()
                    && line.span().is_some_and(|whole| span.end <= whole.end)
            };
            // A file may be one long line, which is then looked for once.
            if lines.last().is_some_and(within) {
                continue;
            }
            let before = text.get(..span.start).unwrap_or_default();
            let after = text.get(span.end..).unwrap_or_default();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let end = span.end + after.find('\n').unwrap_or(after.len());
            lines.push(place.clone().narrowed(start..end));
        }
        self.conceal(lines.into_iter());
        self
    }

    /// Whether nothing is concealed.
    pub fn is_empty(&self) -> bool {
        self.extents.is_empty() && self.files.is_empty()
    }

    /// Whether a place is concealed, or a part of it. A whole file counts as its start.
    pub fn covers(&self, place: &Place) -> bool {
        let bytes = place.span().cloned().unwrap_or(0..0);
        self.files.contains(place.file())
            || self.extents.get(place.file()).is_some_and(|it| it.meet(&bytes))
    }

    /// The stretches of a file that are concealed, in ascending order, beside files that are
    /// concealed as a whole.
    pub fn stretches(&self, file: &str) -> &[Range<usize>] {
        self.extents.get(file).map(|it| it.0.as_slice()).unwrap_or_default()
    }

    /// The names by which public parts may know what is concealed: ids and paths of files.
    pub fn gone(&self) -> &BTreeSet<String> {
        &self.gone
    }

    /// A text of a file with one cross in place of each concealed stretch, so that not even its
    /// length is told.
    pub fn cut(&self, file: &str, text: &str) -> String {
        let mut cut = String::new();
        let mut from = 0;
        for stretch in self.stretches(file) {
            let start = text.ceil_char_boundary(stretch.start).max(from);
            cut.push_str(&text[from..start]);
            cut.push('x');
            from = text.ceil_char_boundary(stretch.end).max(start);
        }
        cut.push_str(&text[from..]);
        cut
    }

    /// The texts with crosses for every concealed character. Lines and columns stay.
    pub fn texts(&self, texts: &SourceTexts) -> SourceTexts {
        let mut shown = texts.clone();
        for (file, text) in texts.files() {
            if self.files.contains(file) {
                shown.insert(file, text.chars().map(crossed).collect::<String>());
            } else if let Some(extents) = self.extents.get(file) {
                shown.insert(file, extents.crossed_out(text));
            }
        }
        shown
    }
}

/// What a report says is restricted, as it is found.
#[derive(Default)]
struct Found<'r> {
    places: Vec<&'r Place>,
    files: BTreeSet<Arc<str>>,
}

impl<'r> Found<'r> {
    /// Notes where something restricted stands apart from what says so: the rows of a series
    /// or table in a file of their own, and a chart whose series is restricted.
    fn add(&mut self, place: &'r Place, scope: Scope<'r>) {
        let Some(extent) = scope.exemption.map(|exemption| &exemption.extent) else {
            return;
        };
        let start = place.span().map_or(0, |span| span.start);
        let is_within = extent.span().is_some_and(|span| span.contains(&start));
        if place.file() == extent.file() && is_within {
            return;
        }
        if scope.noun.as_noun::<Chart>().is_some() {
            self.places.push(place);
        } else if !self.files.contains(place.file()) {
            self.files.insert(place.file().clone());
        }
    }
}

impl<'r> Visit<'r> for Found<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        let exemption = noun.audience().and_then(Visibility::exemption);
        self.places.extend(exemption.map(|exemption| &exemption.extent));
        walk_noun(self, noun, scope);
    }

    fn id(&mut self, id: &'r Id, scope: Scope<'r>) {
        self.add(&id.place, scope);
    }

    fn text(&mut self, text: &'r Text, _: TextKind, scope: Scope<'r>) {
        self.add(&text.place, scope);
    }

    fn line(&mut self, line: &'r Line, _: TextKind, scope: Scope<'r>) {
        self.add(&line.place, scope);
    }

    fn prose(&mut self, prose: &'r Prose, scope: Scope<'r>) {
        self.add(&prose.place, scope);
    }
}

/// What names something that goes with the restricted parts that refer to it, and has words
/// of its own that would tell of them.
const TOLD_BY_NAME: [NounKind; 5] = [
    NounKind::Source,
    NounKind::Person,
    NounKind::Link,
    NounKind::Contact,
    NounKind::Series,
];

/// The names that a report has for what it holds.
#[derive(Default)]
struct Names<'r> {
    /// The place of each id that it defines, by kind and id.
    defined: BTreeMap<(NounKind, &'r str), &'r Place>,
    /// The paths of the files that it names.
    files: BTreeSet<&'r str>,
}

impl<'r> Names<'r> {
    fn of(report: &'r Report) -> Self {
        let mut names = Self::default();
        walk(report, &mut names);
        names
    }

    /// The ids and the paths.
    fn all(&self) -> BTreeSet<&'r str> {
        let ids = self.defined.keys().map(|(_, id)| *id);
        ids.chain(self.files.iter().copied()).collect()
    }
}

impl<'r> Visit<'r> for Names<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        if let Some(defined) = noun.defined() {
            self.defined.insert((defined.kind, defined.id), defined.place);
        }
        walk_noun(self, noun, scope);
    }

    fn file(&mut self, path: &'r FilePath, _: Scope<'r>) {
        self.files.insert(&path.value);
    }
}

/// A cross of as many bytes as a character has, so that places stay where they are; the
/// ends of lines stay.
fn crossed(character: char) -> char {
    match character {
        '\n' | '\r' => character,
        _ => match character.len_utf8() {
            1 => 'x',
            2 => '×',
            3 => '✕',
            _ => '𝗑',
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crosses_keep_places() {
        let text = "a: 1\nb: é–𝄞\nc: 2\n";
        let mut texts = SourceTexts::default();
        texts.insert("a.yaml", text);
        let span = text.find('b').unwrap()..text.find("\nc").unwrap();
        let mut concealed = Concealed::default();
        concealed.conceal(std::iter::once(Place::text("a.yaml", span)));
        let shown = concealed.texts(&texts);
        assert_eq!(shown.text("a.yaml"), Some("a: 1\nxxx×✕𝗑\nc: 2\n"));
        let at = |found: &str| {
            let start = text.find(found).unwrap();
            Place::text("a.yaml", start..start + found.len())
        };
        assert!(concealed.covers(&at("é")));
        assert!(!concealed.covers(&at("2")));
        assert!(!concealed.covers(&at("1")));
    }

    #[test]
    fn stretches_are_merged_and_met_as_each_by_itself() {
        let stretches = vec![9..12, 2..5, 5..7, 3..4, 20..20];
        let extents = Extents::of(stretches.clone());
        assert_eq!(extents.0, [2..7, 9..12, 20..20]);
        for start in 0..24 {
            for end in start..24 {
                let one = |it: &Range<usize>| it.start <= end && start < it.end;
                let expected = stretches.iter().any(one);
                assert_eq!(extents.meet(&(start..end)), expected, "{start}..{end}");
            }
        }
    }
}
