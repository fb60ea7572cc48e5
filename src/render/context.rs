//! The context: what the templates of an edition see, and the page that documents it.
//!
//! Nearly all of it is the [`Document`], as it is. What is added here is how an edition is
//! exported, the fixed words, and the brand for the settings of the theme.

use std::fmt::Write;
use std::iter;
use std::sync::Arc;

use recto_macros::Shown;

use super::page_setup::{PageSetup, Palette, Sides};
use crate::colour::{Cmyk, Rgb};
use crate::document::{
    self, Content, Described, Document, Edition, Extract, File, Language, Pack, Paper,
    Publisher, Record, Report, Shown, Text, descriptions, fields_table,
};
use crate::report::{Captions, Colour, FilePath, Locale, ValidReport};

/// What every template sees.
#[derive(Debug, Shown)]
pub struct Context {
    /// The document that is made.
    edition: Arc<Edition>,
    /// The report that it comes from.
    report: Arc<Report>,
    /// Who publishes it.
    publisher: Arc<Publisher>,
    /// How it is exported.
    profile: Arc<ProfileFacts>,
    /// The language of its text.
    language: Arc<Language>,
    /// The fixed words of that language, from `templates/locale/`.
    #[shown(kind = "words by name")]
    words: Arc<Record>,
    /// What is typeset of the report; a part sees its fields by their own names; in the
    /// report and in a brief.
    #[shown(kind = "document")]
    document: Option<Arc<Extract>>,
    /// The paper; only in a paper.
    #[shown(kind = "paper")]
    paper: Option<Arc<Paper>>,
    /// The pack; only in a pack.
    #[shown(kind = "pack")]
    pack: Option<Arc<Pack>>,
}

/// How the edition is exported.
#[derive(Debug, Shown)]
#[shown(name = "profile")]
struct ProfileFacts {
    /// The date that the PDF carries, `YYYY-MM-DD`; for `|date`.
    date: Arc<str>,
    /// `single`, or `double` for inner and outer margins.
    sides: &'static str,
    /// How far grounds run past the trimmed page, in millimetres.
    bleed: f64,
}

/// What the settings of the theme see.
#[derive(Debug, Shown)]
struct ThemeContext {
    /// Who publishes the report.
    publisher: Arc<Publisher>,
    /// The brand.
    brand: Arc<Brand>,
    /// The fixed words of the report's language.
    words: Arc<Record>,
}

/// The brand; only in `brand.typ.j2`.
#[derive(Debug, Shown)]
struct Brand {
    /// The logo.
    logo: Option<Arc<Logo>>,
    /// `screen`, or `print`, whose colours are inks.
    medium: &'static str,
    /// The brand colour, `#rrggbb`, or inks in per cent, `c m y k`; for `|colour`.
    colour: Text,
    /// The colour of text.
    ink: Text,
    /// The colours of the priorities.
    priorities: Vec<Text>,
    /// The colours of charts; empty for the theme's own.
    chart: Vec<Text>,
    /// `plain`, or `numbered`: what captions begin with.
    captions: &'static str,
    /// The families for text, in the order in which they are asked for a character.
    text_faces: Vec<Text>,
    /// Those for titles.
    display_faces: Vec<Text>,
    /// Those for figures, where the brand has one for them.
    figure_faces: Option<Vec<Text>>,
}

/// A logo.
#[derive(Debug, Shown)]
struct Logo {
    /// Its files: the first for light grounds, the second, if any, for dark ones.
    files: Vec<Arc<LogoFile>>,
    /// What a reader who cannot see it should be told.
    alt: Text,
}

/// A file of a logo.
#[derive(Debug, Shown)]
#[shown(name = "logo_file")]
struct LogoFile {
    /// The path by which Typst reads it.
    path: File,
    /// How light its colours are, from 0 to 1; empty where it brings a ground of its own.
    tones: Vec<f64>,
}

/// What every part of an edition sees.
pub fn edition(
    document: &Document,
    locale: &Locale,
    setup: &PageSetup,
) -> Arc<dyn Shown> {
    let mut context = Context {
        edition: document.edition.clone(),
        report: document.report.clone(),
        publisher: document.publisher.clone(),
        profile: Arc::new(ProfileFacts {
            date: setup.date.to_string().into(),
            sides: match setup.sides {
                Sides::Single => "single",
                Sides::Double => "double",
            },
            bleed: setup.bleed,
        }),
        language: document.language.clone(),
        words: words(locale),
        document: None,
        paper: None,
        pack: None,
    };
    match &document.content {
        Content::Extract(extract) => context.document = Some(extract.clone()),
        Content::Paper(paper) => context.paper = Some(paper.clone()),
        Content::Pack(pack) => context.pack = Some(pack.clone()),
    }
    Arc::new(context)
}

/// What the settings of the theme see.
pub fn theme_settings(
    report: &ValidReport,
    locale: &Locale,
    palette: Palette<'_>,
    tones: &dyn Fn(&FilePath) -> Vec<f64>,
) -> Arc<dyn Shown> {
    Arc::new(ThemeContext {
        publisher: Arc::new(Publisher::of(report)),
        brand: Arc::new(brand(report, palette, tones)),
        words: words(locale),
    })
}

/// The fixed words by their names.
fn words(locale: &Locale) -> Arc<Record> {
    let words = locale.words().map(|(name, _)| {
        (Arc::from(name), document::Value::Text(Text::named(locale, name)))
    });
    Arc::new(Record { name: "words", fields: words.collect() })
}

fn brand(
    report: &ValidReport,
    palette: Palette<'_>,
    tones: &dyn Fn(&FilePath) -> Vec<f64>,
) -> Brand {
    let brand = &report.brand;
    let mixed = |Colour { rgb, cmyk }: &Colour, by_default: &dyn Fn(Rgb) -> Cmyk| {
        let Cmyk([c, m, y, k]) = cmyk.unwrap_or_else(|| by_default(rgb.value));
        Text::at(format!("{c} {m} {y} {k}"), &rgb.place)
    };
    let lit = |Colour { rgb, .. }: &Colour| {
        let Rgb { red, green, blue } = rgb.value;
        Text::at(format!("#{red:02x}{green:02x}{blue:02x}"), &rgb.place)
    };
    let colour = |colour: &Colour| match palette {
        Palette::Light => lit(colour),
        Palette::Inks(separate) => mixed(colour, separate),
    };
    // Text in several inks is blurred where they do not meet exactly.
    let ink = match palette {
        Palette::Light => lit(&brand.colours.ink),
        Palette::Inks(_) => mixed(&brand.colours.ink, &|_| Cmyk::BLACK),
    };
    let logo = brand.logo.as_ref().map(|logo| {
        let files = iter::once(&logo.file).chain(&logo.on_dark);
        let files = files
            .map(|file| Arc::new(LogoFile { path: File::of(file), tones: tones(file) }));
        Arc::new(Logo { files: files.collect(), alt: Text::typed(&logo.alt) })
    });
    let families = |first: &crate::report::Text| {
        brand.typefaces.in_order(first).into_iter().map(Text::to_the_letter).collect()
    };
    Brand {
        logo,
        medium: match palette {
            Palette::Light => "screen",
            Palette::Inks(_) => "print",
        },
        colour: colour(&brand.colours.brand),
        ink,
        priorities: brand.colours.priorities.iter().map(colour).collect(),
        chart: brand.colours.of_charts().iter().map(colour).collect(),
        captions: match brand.style.captions {
            Captions::Plain => "plain",
            Captions::Numbered => "numbered",
        },
        text_faces: families(&brand.typefaces.text),
        display_faces: families(&brand.typefaces.display),
        figure_faces: brand.typefaces.figures.as_ref().map(families),
    }
}

/// The page that documents what templates see, made of the doc comments of all nouns.
pub fn documentation() -> String {
    let mut page = String::from(include_str!("documentation.md"));
    let all = descriptions(&[Context::description, Brand::description]);
    let [top, nouns @ ..] = all.as_slice() else { return page };
    // Writing to a string cannot fail.
    let _ = write!(page, "\n## {}\n\n", top.what.trim_end_matches('.'));
    page.push_str(&fields_table(top));
    for noun in nouns {
        let _ = write!(page, "\n### {}\n\n{}\n\n", noun.name, noun.what);
        page.push_str(&fields_table(noun));
    }
    page
}
