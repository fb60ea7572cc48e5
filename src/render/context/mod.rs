//! The context: what templates see of an edition, as nouns with documented fields.
//!
//! It is built in the order of reading, because abbreviations are spelt out where they
//! stand first. [`describe`](super::describe) documents every field; a test holds the
//! two together.

mod figures;
mod packs;
mod papers;
mod parts;

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::Value;

use super::value::{Noun, optional, prose, text};
use super::{Change, Palette, Profile, Sides};
use crate::diagnostic::Place;
use crate::edition::resolve::Resolver;
use crate::edition::{Selection, Subject};
use crate::report::{
    BackMatter, Cmyk, Colour, Line, Locale, Placed, Prose, Rgb, Section, Status, Text,
    Url, ValidReport, measure,
};

/// Builds the nouns of one edition.
struct Builder<'r> {
    report: &'r ValidReport,
    locale: &'r Locale,
    resolver: Resolver<'r>,
    /// For each measure, by position in the report, the number of the priority that
    /// prints it first.
    priorities: Vec<Option<u32>>,
}

/// What every part of an edition sees.
pub fn edition(
    selection: &Selection<'_>,
    locale: &Locale,
    profile: &Profile,
    changes: Option<&[Change]>,
) -> Vec<(&'static str, Value)> {
    let report = selection.report();
    let mut builder = Builder::new(report, locale);
    let mut context = vec![
        ("edition", edition_noun(selection)),
        ("report", builder.report_noun()),
        ("publisher", builder.publisher()),
        ("profile", profile_noun(profile)),
        ("language", language(report)),
        ("words", words(locale)),
    ];
    match selection.subject() {
        Subject::Report | Subject::Brief(_) | Subject::Sections(_) => {
            context.push(("document", document(selection, locale, "")));
        }
        Subject::Paper(paper) => {
            let mut builder = Builder::new(report, locale);
            context.push(("paper", builder.paper(selection, paper, "")));
        }
        Subject::Pack(pack) => {
            let mut builder = Builder::new(report, locale);
            context.push(("pack", builder.pack(selection, pack, changes)));
        }
    }
    context
}

/// What is typeset of the report as a document of its own: an edition, or an appendix of a
/// paper. `prefix` begins the names of its parts and of what can be linked to.
fn document(selection: &Selection<'_>, locale: &Locale, prefix: &str) -> Value {
    let report = selection.report();
    // The imprint is looked up, not read through: what it spells out, a reader of the
    // first section has not met.
    let imprint = Builder::new(report, locale).imprint();
    let mut builder = Builder::new(report, locale);
    // The summary stands with the year in figures and is read before all else.
    let summary = builder.optional_prose(report.summary.as_ref());
    let mut year_in_figures = Value::from(Vec::<Value>::new());
    let mut sections = Value::from(Vec::<Value>::new());
    let mut brief = Value::from(());
    match selection.subject() {
        Subject::Brief(priority) => brief = builder.brief(priority),
        Subject::Sections(ids) => {
            builder.priorities = priorities_of_measures(report, locale);
            sections = builder
                .sections(|section| ids.iter().any(|id| id.value == section.id().value));
        }
        _ => {
            builder.priorities = priorities_of_measures(report, locale);
            year_in_figures = builder.summary_measures(&report.year_in_figures);
            sections = builder.sections(|_| true);
            // Those that no section prints are listed first.
            builder.resolver.enter_section(0);
            builder.measures(&report.year_in_figures);
        }
    }
    let back_matter = report.back_matter.iter().map(|part| {
        Value::from(match part {
            BackMatter::Figures => "figures",
            BackMatter::Glossary => "glossary",
            BackMatter::Sources => "sources",
            BackMatter::Contacts => "contacts",
        })
    });
    Noun::value(
        "document",
        vec![
            ("edition", edition_noun(selection)),
            ("prefix", Value::from(prefix)),
            ("imprint", imprint),
            ("summary", summary),
            ("year_in_figures", year_in_figures),
            ("sections", sections),
            ("brief", brief),
            ("figures", builder.printed_figures()),
            ("glossary", builder.glossary()),
            ("sources", builder.sources()),
            ("contacts", builder.contacts(report.contacts.iter())),
            ("back_matter", back_matter.collect()),
        ],
    )
}

/// For each measure, the number of the priority that prints it first. The year in
/// figures stands before the priorities, so they are read through once for it.
fn priorities_of_measures(report: &ValidReport, locale: &Locale) -> Vec<Option<u32>> {
    let mut reader = Builder::new(report, locale);
    reader.sections(|_| true);
    let mut priorities = vec![None; report.measures.len()];
    for &(index, number) in reader.resolver.printed_measures() {
        let section = number.checked_sub(1).and_then(|it| report.sections.get(it));
        if let Some(Section::Priority(priority)) = section {
            priorities[index] = Some(priority.number.value);
        }
    }
    priorities
}

/// What the settings of the theme see.
pub fn theme_settings(
    report: &ValidReport,
    locale: &Locale,
    palette: Palette<'_>,
) -> Vec<(&'static str, Value)> {
    let builder = Builder::new(report, locale);
    vec![
        ("publisher", builder.publisher()),
        ("brand", brand(report, palette)),
        ("words", words(locale)),
    ]
}

impl<'r> Builder<'r> {
    fn new(report: &'r ValidReport, locale: &'r Locale) -> Self {
        Self {
            report,
            locale,
            resolver: Resolver::new(report, locale),
            priorities: vec![None; report.measures.len()],
        }
    }

    /// The number of the priority to which a measure belongs, by the measure's id.
    fn priority_of(&self, id: &str) -> Option<Value> {
        self.priorities[self.report.measure_index(id)?].map(Value::from)
    }

    fn line(&mut self, line: &Line) -> Value {
        text(self.resolver.line(line), &line.place)
    }

    fn optional_line(&mut self, line: Option<&Line>) -> Value {
        optional(line.map(|line| self.line(line)))
    }

    fn prose(&mut self, source: &Prose) -> Value {
        prose(self.resolver.prose(source), &source.place)
    }

    fn optional_prose(&mut self, prose: Option<&Prose>) -> Value {
        optional(prose.map(|prose| self.prose(prose)))
    }

    fn report_noun(&mut self) -> Value {
        let report = self.report;
        let date = |day: &Placed<time::Date>| {
            text(measure::day(day.value, self.locale), &day.place)
        };
        let from = measure::day(report.period.from.value, self.locale);
        let to = measure::day(report.period.to.value, self.locale);
        let published = optional(report.published.as_ref().map(date));
        let status_line = match &report.status {
            Status::Final => Value::from(()),
            Status::Draft => Value::from(self.locale.word("draft")),
            Status::Embargoed { until: None } => {
                Value::from(self.locale.word("embargoed"))
            }
            Status::Embargoed { until: Some(until) } => text(
                format!("{} {}", self.locale.word("embargoed-until"), until.value),
                &until.place,
            ),
        };
        Noun::value(
            "report",
            vec![
                ("title", typed(&report.title)),
                ("subtitle", optional_text(report.subtitle.as_ref())),
                ("period", typed(&report.period.label)),
                (
                    "period_long",
                    text(
                        format!("{from} {} {to}", self.locale.to()),
                        &report.period.from.place,
                    ),
                ),
                ("published", published),
                ("status_line", status_line),
                ("version", optional_text(report.version.as_ref())),
                ("marking", optional_text(report.marking.as_ref())),
                ("subject", optional_text(report.subject.as_ref())),
                ("keywords", report.keywords.iter().map(typed).collect()),
                ("priorities", self.priority_bands()),
            ],
        )
    }

    /// The priorities as the cover draws them.
    fn priority_bands(&self) -> Value {
        self.report
            .sections
            .iter()
            .filter_map(|section| match section {
                Section::Priority(priority) => Some(Noun::value(
                    "band",
                    vec![
                        ("number", Value::from(priority.number.value)),
                        ("name", typed(&priority.name)),
                        ("highlights", Value::from(priority.highlights.len())),
                    ],
                )),
                Section::Plain(_) => None,
            })
            .collect()
    }

    fn publisher(&self) -> Value {
        let brand = &self.report.brand;
        Noun::value(
            "publisher",
            vec![
                ("name", typed(&brand.publisher.name)),
                ("short", optional_text(brand.publisher.short.as_ref())),
            ],
        )
    }

    fn imprint(&mut self) -> Value {
        let report = self.report;
        report
            .imprint
            .iter()
            .map(|entry| {
                Noun::value(
                    "entry",
                    vec![("term", typed(&entry.term)), ("text", self.prose(&entry.text))],
                )
            })
            .collect()
    }

    fn glossary(&self) -> Value {
        let mut entries: Vec<_> = self.resolver.met_abbreviations().collect();
        entries.sort_by_key(|entry| entry.short.value.to_lowercase());
        entries
            .into_iter()
            .map(|entry| {
                Noun::value(
                    "abbreviation",
                    vec![
                        ("short", typed(&entry.short)),
                        ("long", typed(&entry.long)),
                        ("note", optional_text(entry.note.as_ref())),
                    ],
                )
            })
            .collect()
    }

    fn sources(&mut self) -> Value {
        let report = self.report;
        report
            .sources
            .iter()
            .map(|source| {
                let published = source
                    .published
                    .as_ref()
                    .map(|day| text(measure::day(day.value, self.locale), &day.place));
                Noun::value(
                    "source",
                    vec![
                        ("title", typed(&source.title)),
                        ("publisher", optional_text(source.publisher.as_ref())),
                        ("published", optional(published)),
                        (
                            "url",
                            optional_text(source.url.as_ref().map(Url::text).as_ref()),
                        ),
                        ("note", self.optional_line(source.note.as_ref())),
                    ],
                )
            })
            .collect()
    }
}

/// Text as a value.
fn typed(source: &Text) -> Value {
    text(source.value.clone(), &source.place)
}

fn optional_text(source: Option<&Text>) -> Value {
    optional(source.map(typed))
}

fn edition_noun(selection: &Selection<'_>) -> Value {
    Noun::value(
        "edition",
        vec![
            ("kind", Value::from(selection.kind().to_string())),
            ("name", Value::from(selection.name())),
            ("title", text(selection.title(), edition_title_place(selection))),
        ],
    )
}

fn edition_title_place<'r>(selection: &Selection<'r>) -> &'r Place {
    match selection.subject() {
        Subject::Report | Subject::Sections(_) => &selection.report().title.place,
        Subject::Brief(priority) => {
            &priority.brief.title.as_ref().unwrap_or(priority.section_title()).place
        }
        Subject::Paper(paper) => &paper.title.place,
        Subject::Pack(pack) => &pack.title.place,
    }
}

fn profile_noun(profile: &Profile) -> Value {
    Noun::value(
        "profile",
        vec![
            ("date", Value::from(profile.date.to_string())),
            (
                "sides",
                Value::from(match profile.sides {
                    Sides::Single => "single",
                    Sides::Double => "double",
                }),
            ),
            ("bleed", Value::from(profile.bleed)),
        ],
    )
}

fn language(report: &ValidReport) -> Value {
    let tag = &report.language;
    let (lang, region) = match tag.value.split_once('-') {
        Some((lang, region)) => (lang, Some(region)),
        None => (&*tag.value, None),
    };
    Noun::value(
        "language",
        vec![
            ("lang", text(lang, &tag.place)),
            ("region", optional(region.map(|region| text(region, &tag.place)))),
        ],
    )
}

/// The fixed words by their names.
fn words(locale: &Locale) -> Value {
    let words: BTreeMap<Arc<str>, Value> =
        locale.words().map(|(name, word)| (name.into(), Value::from(word))).collect();
    Value::from_object(words)
}

fn brand(report: &ValidReport, palette: Palette<'_>) -> Value {
    let brand = &report.brand;
    let mixed = |colour: &Placed<Colour>, by_default: &dyn Fn(Rgb) -> Cmyk| {
        let Colour { rgb, cmyk } = colour.value;
        let Cmyk([c, m, y, k]) = cmyk.unwrap_or_else(|| by_default(rgb));
        text(format!("{c} {m} {y} {k}"), &colour.place)
    };
    let lit = |colour: &Placed<Colour>| {
        let Rgb { red, green, blue } = colour.value.rgb;
        text(format!("#{red:02x}{green:02x}{blue:02x}"), &colour.place)
    };
    let colour = |colour: &Placed<Colour>| match palette {
        Palette::Light => lit(colour),
        Palette::Inks(separate) => mixed(colour, separate),
    };
    // Text in several inks is blurred where they do not meet exactly.
    let ink = match palette {
        Palette::Light => lit(&brand.colours.ink),
        Palette::Inks(_) => mixed(&brand.colours.ink, &|_| Cmyk::BLACK),
    };
    let medium = match palette {
        Palette::Light => "screen",
        Palette::Inks(_) => "print",
    };
    let logo = brand.logo.as_ref().map(|logo| {
        Noun::value(
            "logo",
            vec![
                ("path", text(format!("/project/{}", logo.file.value), &logo.file.place)),
                ("alt", typed(&logo.alt)),
            ],
        )
    });
    Noun::value(
        "brand",
        vec![
            ("logo", optional(logo)),
            ("medium", Value::from(medium)),
            ("colour", colour(&brand.colours.brand)),
            ("ink", ink),
            ("priorities", brand.colours.priorities.iter().map(colour).collect()),
            ("chart", brand.colours.chart.iter().map(colour).collect()),
            ("text_face", typed(&brand.typefaces.text)),
            ("display_face", typed(&brand.typefaces.display)),
        ],
    )
}
