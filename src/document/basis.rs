//! The basis: what all documents of one report share, worked out once.

use std::sync::{Arc, OnceLock};

use super::abbreviations::Vocabulary;
use super::measure::Measure;
use super::text::{Pointer, Span, Text};
use super::years::with_dashes;
use crate::edition::Audience;
use crate::edition::redact::Released;
use crate::report::agenda::{Spot, Surroundings};
use crate::report::declare::NounKind;
use crate::report::{
    Id, Inline, Item, Line, Locale, MeasureForm, Pack, Paper, Pointing, Section,
    SourceReference, ValidReport, measure,
};

/// A report with the words of its language, its abbreviations, and its measures as they
/// print, each when it is first asked for.
pub struct Basis<'r> {
    pub(super) report: &'r ValidReport,
    pub(super) locale: &'r Locale,
    pub(super) vocabulary: Vocabulary<'r>,
    measures: Vec<OnceLock<Arc<Measure>>>,
    /// The same of what the public may see, where the report is for those who may see all.
    pub(super) open: Option<Box<Basis<'r>>>,
    /// For whom the report is.
    pub(super) audience: Audience,
}

impl<'r> Basis<'r> {
    /// The basis of the documents of a released report.
    pub fn of(released: &'r Released, locale: &'r Locale) -> Self {
        let open = released.open().map(|open| Box::new(Self::of(open, locale)));
        Self {
            open,
            audience: released.audience(),
            ..Self::new(released.report(), locale)
        }
    }

    /// The basis of the documents of a report that is public.
    pub fn new(report: &'r ValidReport, locale: &'r Locale) -> Self {
        let vocabulary =
            Vocabulary::new(&report.abbreviations, &report.brand.publisher.name.value);
        let measures = report.measures.iter().map(|_| OnceLock::new()).collect();
        let (open, audience) = (None, Audience::Public);
        Self { report, locale, vocabulary, measures, open, audience }
    }

    /// A document that figures come from, and the place in it: “Annual accounts, page 125”.
    pub(super) fn cited(&self, source: &SourceReference) -> Text {
        let title = Text::typed(&self.report.source(&source.document.value).title);
        match &source.at {
            Some(at) => {
                let words = format!("{}, {}", &*title, &*at.value);
                Text::at(words, &source.document.place)
            }
            None => title,
        }
    }

    /// A measure by an id that refers to it, as it prints outside of prose.
    pub(super) fn measure(&self, id: &str) -> Arc<Measure> {
        match self.report.measure_index(id) {
            Some(index) => self.measure_at(index),
            // Validation has found each that is referred to.
            None => Arc::new(Measure::of(self.report.measure(id), self)),
        }
    }

    /// A measure by its position in the report.
    pub(super) fn measure_at(&self, index: usize) -> Arc<Measure> {
        let new = || Arc::new(Measure::of(&self.report.measures[index], self));
        self.measures[index].get_or_init(new).clone()
    }

    /// The text of a line, its measures printed as figures. Abbreviations stay: a line is
    /// too short to spell them out.
    pub(super) fn line(&self, line: &Line) -> Text {
        self.line_at(line, Surroundings::default())
    }

    /// The same of a line of a paper or a pack.
    pub(super) fn line_at(&self, line: &Line, at: Surroundings<'r>) -> Text {
        Text::spanned(self.spans(&line.content, with_dashes, at), &line.place)
    }

    /// The same of a line that is a code, to the letter.
    pub(super) fn line_to_the_letter(&self, line: &Line, at: Surroundings<'r>) -> Text {
        Text::spanned(self.spans(&line.content, Arc::clone, at), &line.place)
    }

    fn spans(
        &self,
        inlines: &[Inline],
        written: fn(&Arc<str>) -> Arc<str>,
        at: Surroundings<'r>,
    ) -> Vec<Span> {
        let spans = inlines.iter().filter_map(|inline| {
            Some(match inline {
                Inline::Text(piece) => Span::Text(written(piece).to_string()),
                Inline::Break => Span::Break,
                Inline::Measure { id, form } => {
                    let context = measure::Context::Display;
                    let text = self.written(&id.value, *form, context);
                    Span::Figure { id: id.value.to_string(), text }
                }
                Inline::Emphasis(inner) => Span::Emphasis(self.spans(inner, written, at)),
                Inline::Strong(inner) => Span::Strong(self.spans(inner, written, at)),
                Inline::Link { url, content } => Span::Link {
                    url: url.value.clone(),
                    content: self.spans(content, written, at),
                },
                Inline::Foreign { language, content } => Span::Foreign {
                    language: language.value.clone(),
                    content: self.spans(content, written, at),
                },
                Inline::Pointer { id, pointing } => self.pointer(id, *pointing, at),
                Inline::NoteMark(mark) => Span::NoteMark(mark.value.to_string()),
                // A line holds none.
                Inline::Footnote { .. } | Inline::FootnoteMark(_) => return None,
            })
        });
        spans.collect()
    }

    /// A reference to where something stands, in a text that stands somewhere itself.
    pub(super) fn pointer(
        &self,
        id: &Id,
        pointing: Pointing,
        at: Surroundings<'r>,
    ) -> Span {
        let report = self.report;
        let is_name = matches!(pointing, Pointing::Name | Pointing::Page);
        if (!is_name || report.kinds_pointed_to(&id.value).next().is_none())
            && let Some(spot) = report.spot(at, &id.value, pointing)
        {
            return Span::Pointer(self.on_agenda(&spot, pointing, at));
        }
        let plain = |line: &Line| self.line(line).to_string();
        let (kind, title) = match report.kinds_pointed_to(&id.value).next() {
            Some(NounKind::Table) => ("table", plain(&report.table(&id.value).title)),
            Some(NounKind::Chart) => ("figure", plain(&report.chart(&id.value).title)),
            Some(NounKind::Figure) => {
                let figure = report.figure(&id.value);
                ("figure", plain(figure.caption.as_ref().unwrap_or(&figure.alt)))
            }
            _ => {
                let mut sections = report.sections.iter();
                let section = sections.find(|section| section.id().value == id.value);
                match section {
                    Some(Section::Priority(priority)) => (
                        "priority",
                        with_dashes(&priority.section_title().value).to_string(),
                    ),
                    Some(Section::Plain(section)) => {
                        ("section", with_dashes(&section.title.value).to_string())
                    }
                    None => ("section", String::new()),
                }
            }
        };
        Span::Pointer(Pointer {
            kind,
            id: id.value.to_string(),
            is_page: pointing == Pointing::Page,
            title,
            report: with_dashes(&report.title.value).to_string(),
        })
    }

    /// A reference to where an item or an appendix stands. It leads to what is in the same
    /// document alone.
    fn on_agenda(
        &self,
        spot: &Spot<'r>,
        pointing: Pointing,
        at: Surroundings<'r>,
    ) -> Pointer {
        let word = |name| self.locale.word(name);
        let number = |item: &Item| item.number.value.replace(' ', "\u{a0}");
        let is_here =
            |pack: &Pack| at.pack.is_some_and(|it| it.id.value == pack.id.value);
        let own =
            |paper: &Paper| at.paper.is_some_and(|it| it.id.value == paper.id.value);
        let (kind, title) = match (spot.appendix, spot.item) {
            (Some((paper, appendix)), Some((_, item))) if !own(paper) => {
                let words = word("appendix-of-item");
                let words = words.replace("{letter}", &appendix.letter);
                ("appendix", words.replace("{number}", &number(item)))
            }
            (Some((_, appendix)), _) => (
                "appendix",
                format!("{}\u{a0}{}", word("appendix-inline"), appendix.letter),
            ),
            (None, Some((_, item))) => {
                ("item", format!("{}\u{a0}{}", word("item-inline"), number(item)))
            }
            // A spot has one of them.
            (None, None) => ("item", word("item-inline").to_owned()),
        };
        let prefix = match spot.item {
            _ if at.is_quoted => None,
            Some((pack, item)) => is_here(pack).then(|| item.prefix()),
            None => Some(String::new()),
        };
        // What is nowhere in the document has no name there.
        let id = prefix.map_or_else(String::new, |prefix| match spot.appendix {
            Some((_, it)) => format!("{prefix}{}-", it.letter.to_lowercase()),
            None => prefix,
        });
        let document = match (spot.item, spot.appendix) {
            (Some((pack, _)), _) => &pack.title,
            (None, Some((paper, _))) => &paper.title,
            (None, None) => &self.report.title,
        };
        let report = with_dashes(&document.value).to_string();
        Pointer { kind, id, is_page: pointing == Pointing::Page, title, report }
    }

    /// A measure in one of the forms of a reference.
    pub(super) fn written(
        &self,
        id: &str,
        form: MeasureForm,
        context: measure::Context,
    ) -> String {
        let style = &self.report.brand.style;
        measure::written(self.report.measure(id), form, style, self.locale, context)
    }
}
