//! The facts of a report that every document of it may print, and the document's own name.

use std::sync::Arc;

use recto_macros::Shown;

use super::basis::Basis;
use super::builder::{optional_text, shared};
use super::figures::Figure;
use super::text::Text;
use super::years::with_dashes;
use crate::diagnostic::Place;
use crate::edition::{Selection, Subject};
use crate::report::{ExemptPages, Section, Status, ValidReport, measure};

/// The document that is made.
#[derive(Debug, Shown)]
pub struct Edition {
    /// `report`, `brief`, `sections`, `paper` or `pack`.
    pub kind: &'static str,
    /// As on the command line, with hyphens: `brief-violence`.
    pub name: Arc<str>,
    /// Its title.
    pub title: Text,
}

/// The report, apart from its sections.
#[derive(Debug, Shown)]
pub struct Report {
    /// Its title.
    pub title: Text,
    /// A second line under the title.
    pub subtitle: Option<Text>,
    /// The reporting year as the publisher writes it.
    pub period: Text,
    /// Its first and last day.
    pub period_long: Text,
    /// The date of publication.
    pub published: Option<Text>,
    /// What is printed of a draft or under embargo.
    pub status_line: Option<Text>,
    /// The version of this edition.
    pub version: Option<Text>,
    /// The protective marking.
    pub marking: Option<Text>,
    /// Whether pages of papers that are withheld from the public have a coloured ground.
    pub has_tinted_exempt_pages: bool,
    /// The PDF's subject.
    pub subject: Option<Text>,
    /// The PDF's keywords.
    pub keywords: Vec<Text>,
    /// The priorities as the cover draws them.
    pub priorities: Vec<Arc<Band>>,
    /// The image of the cover, in place of what it draws.
    pub cover_image: Option<Arc<Figure>>,
}

/// A priority as the cover draws it.
#[derive(Debug, Shown)]
pub struct Band {
    /// Its number in the plan.
    pub number: u32,
    /// Its name in the plan.
    pub name: Text,
    /// How many highlights it has.
    pub highlights: usize,
}

/// Who publishes the report.
#[derive(Debug, Shown)]
pub struct Publisher {
    /// The name.
    pub name: Text,
    /// The short name.
    pub short: Option<Text>,
}

/// The language of the text.
#[derive(Debug, Shown)]
pub struct Language {
    /// The language: `en`.
    pub lang: Text,
    /// The region: `GB`.
    pub region: Option<Text>,
}

impl Edition {
    pub(super) fn of(selection: &Selection<'_>) -> Self {
        Self {
            kind: match selection.subject() {
                Subject::Sections(_) => "sections",
                _ => selection.id().kind().into(),
            },
            name: selection.id().to_string().into(),
            title: Text::at(
                with_dashes(&selection.title().into()),
                title_place(selection),
            ),
        }
    }
}

fn title_place<'r>(selection: &Selection<'r>) -> &'r Place {
    match selection.subject() {
        Subject::Report | Subject::Sections(_) => &selection.report().title.place,
        Subject::Brief(priority) => {
            &priority.brief.title.as_ref().unwrap_or(priority.section_title()).place
        }
        Subject::Paper(paper) => &paper.title.place,
        Subject::Pack(pack) => &pack.title.place,
    }
}

impl Report {
    pub(super) fn of(basis: &Basis<'_>) -> Self {
        let (report, locale) = (basis.report, basis.locale);
        let from = measure::day(report.period.from.value, locale);
        let to = measure::day(report.period.to.value, locale);
        let days = locale.from_to(&from, &to);
        let published = report.published.as_ref();
        let bands = report.sections.iter().filter_map(|section| match section {
            Section::Priority(priority) => Some(Band {
                number: priority.number.value,
                name: Text::typed(&priority.name),
                highlights: priority.highlights.len(),
            }),
            Section::Plain(_) => None,
        });
        let cover_image = report.cover_image.as_ref().map(|id| {
            let figure = report.figure(&id.value);
            Arc::new(Figure::of(figure, |line| basis.line(line)))
        });
        Self {
            cover_image,
            title: Text::typed(&report.title),
            subtitle: optional_text(report.subtitle.as_ref()),
            period: Text::typed(&report.period.label),
            period_long: Text::at(days, &report.period.from.place),
            published: published
                .map(|day| Text::at(measure::day(day.value, locale), &day.place)),
            has_tinted_exempt_pages: report.paper_settings.exempt_pages
                == ExemptPages::Tint,
            status_line: match &report.status {
                Status::Final => None,
                Status::Draft => Some(Text::named(locale, "draft")),
                Status::Embargoed { until: None } => {
                    Some(Text::named(locale, "embargoed"))
                }
                Status::Embargoed { until: Some(until) } => {
                    let line = locale.word("embargoed-until");
                    Some(Text::at(format!("{line} {}", until.value), &until.place))
                }
            },
            version: optional_text(report.version.as_ref()),
            marking: optional_text(report.marking.as_ref()),
            subject: optional_text(report.subject.as_ref()),
            keywords: report.keywords.iter().map(Text::typed).collect(),
            priorities: shared(bands),
        }
    }
}

impl Publisher {
    /// The publisher of a report.
    pub fn of(report: &ValidReport) -> Self {
        let brand = &report.brand;
        Self {
            name: Text::typed(&brand.publisher.name),
            short: optional_text(brand.publisher.short.as_ref()),
        }
    }
}

impl Language {
    pub(super) fn of(report: &ValidReport) -> Self {
        let tag = &report.language;
        let (lang, region) = match tag.value.split_once('-') {
            Some((lang, region)) => (lang, Some(region)),
            None => (&*tag.value, None),
        };
        Self {
            lang: Text::at(lang, &tag.place),
            region: region.map(|region| Text::at(region, &tag.place)),
        }
    }
}
