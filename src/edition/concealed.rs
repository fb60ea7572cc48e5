//! What is concealed: the bytes of a project's files that a public build does not show.
//!
//! Messages quote the files, and the messages of a public build may themselves be public,
//! as in a log. Nothing here decides what a document says: that is
//! [`audience`](super::audience).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Place, SourceTexts};
use crate::report::{Audience, Highlight, Id, PointValue, Report, Section};

/// The places of a project that hold what is restricted.
#[derive(Debug, Clone, Default)]
pub struct Concealed {
    extents: Vec<Place>,
    /// Files of rows that belong to something restricted.
    files: Vec<Arc<str>>,
}

impl Concealed {
    /// What a report says is restricted.
    pub fn of(report: &Report) -> Self {
        let mut found = Self::default();
        found.add(&report.audience);
        for measure in &report.measures {
            found.add(&measure.audience);
        }
        for series in &report.series {
            let labels = series.points.iter().map(|point| &point.label.place);
            let values = series.points.iter().flat_map(|point| &point.values);
            let places = values.map(|value| match value {
                PointValue::Measure(id) => &id.place,
                PointValue::Number(number) => &number.place,
            });
            found.add_with_rows(&series.audience, labels.chain(places));
        }
        for chart in &report.charts {
            found.add(&chart.audience);
            if report.exemption_of_chart(chart).is_some() {
                let lines = [&chart.subtitle, &chart.note].into_iter().flatten();
                found.extents.extend([chart.id.place.clone(), chart.title.place.clone()]);
                found.extents.extend(lines.map(|line| line.place.clone()));
                found.extents.extend(chart.source.iter().map(|it| it.place.clone()));
            }
        }
        for table in &report.tables {
            let cells = table.rows.iter().flatten().map(|cell| &cell.place);
            found.add_with_rows(&table.audience, cells);
        }
        for figure in &report.figures {
            found.add(&figure.audience);
        }
        for section in &report.sections {
            found.add(section.audience());
            if let Section::Priority(priority) = section {
                found.add_highlights(&priority.highlights);
            }
        }
        for paper in &report.papers {
            found.add(&paper.audience);
            paper.sections.iter().for_each(|section| found.add(&section.audience));
            paper.appendices.iter().for_each(|appendix| found.add(&appendix.audience));
        }
        for pack in &report.packs {
            found.add(&pack.audience);
            pack.items.iter().for_each(|item| found.add(&item.audience));
        }
        found
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
        let left: BTreeSet<_> =
            ids(released).map(|(noun, id)| (noun, &id.value)).collect();
        let gone = ids(report).filter(|(noun, id)| !left.contains(&(*noun, &id.value)));
        let mut places: Vec<Place> = gone.map(|(_, id)| id.place.clone()).collect();
        for abbreviation in &report.abbreviations {
            places.push(abbreviation.short.place.clone());
            places.push(abbreviation.long.place.clone());
        }
        for mut place in places {
            let Some(text) = texts.text(&place.file) else { continue };
            let before = text.get(..place.span.start).unwrap_or_default();
            let after = text.get(place.span.end..).unwrap_or_default();
            place.span.start = before.rfind('\n').map_or(0, |at| at + 1);
            place.span.end += after.find('\n').unwrap_or(after.len());
            self.extents.push(place);
        }
        self
    }

    /// Whether nothing is concealed.
    pub fn is_empty(&self) -> bool {
        self.extents.is_empty()
    }

    /// Whether a place is concealed, or a part of it.
    pub fn covers(&self, place: &Place) -> bool {
        let meets = |extent: &Place| {
            extent.file == place.file
                && extent.span.start <= place.span.end
                && place.span.start < extent.span.end
        };
        self.files.contains(&place.file) || self.extents.iter().any(meets)
    }

    /// The texts with crosses for every concealed character. Lines and columns stay.
    pub fn texts(&self, texts: &SourceTexts) -> SourceTexts {
        let mut shown = texts.clone();
        for (file, text) in texts.files() {
            let whole = self.files.iter().any(|concealed| **concealed == *file);
            let extents: Vec<_> =
                self.extents.iter().filter(|extent| *extent.file == *file).collect();
            if whole || !extents.is_empty() {
                let hidden = |at: usize| {
                    whole || extents.iter().any(|extent| extent.span.contains(&at))
                };
                let crossed: String = text
                    .char_indices()
                    .map(|(at, c)| if hidden(at) { crossed(c) } else { c })
                    .collect();
                shown.insert(file, crossed);
            }
        }
        shown
    }

    fn add(&mut self, audience: &Audience) {
        self.extents.extend(audience.exemption().map(|it| it.extent.clone()));
    }

    /// The same for what may have its rows in another file.
    fn add_with_rows<'r>(
        &mut self,
        audience: &Audience,
        rows: impl Iterator<Item = &'r Place>,
    ) {
        let Some(exemption) = audience.exemption() else { return };
        self.add(audience);
        for place in rows.filter(|place| place.file != exemption.extent.file) {
            if !self.files.contains(&place.file) {
                self.files.push(place.file.clone());
            }
        }
    }

    fn add_highlights(&mut self, highlights: &[Highlight]) {
        for highlight in highlights {
            self.add(&highlight.audience);
            self.add_highlights(&highlight.items);
        }
    }
}

/// The ids of what is dropped when nothing refers to it, with the number of its noun.
fn ids(report: &Report) -> impl Iterator<Item = (u8, &Id)> {
    let sources = report.sources.iter().map(|it| (0, &it.id));
    let people = report.people.iter().map(|it| (1, &it.id));
    let links = report.links.iter().map(|it| (2, &it.id));
    let contacts = report.contacts.iter().map(|it| (3, &it.id));
    let series = report.series.iter().map(|it| (4, &it.id));
    sources.chain(people).chain(links).chain(contacts).chain(series)
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
        let extent = Place { file: "a.yaml".into(), span, field: "".into() };
        let concealed = Concealed { extents: vec![extent], files: Vec::new() };
        let shown = concealed.texts(&texts);
        assert_eq!(shown.text("a.yaml"), Some("a: 1\nxxx×✕𝗑\nc: 2\n"));
        let at = |found: &str| {
            let start = text.find(found).unwrap();
            let span = start..start + found.len();
            Place { file: "a.yaml".into(), span, field: "".into() }
        };
        assert!(concealed.covers(&at("é")));
        assert!(!concealed.covers(&at("2")));
        assert!(!concealed.covers(&at("1")));
    }
}
