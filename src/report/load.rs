//! Loading: from a project's files to the report, or to everything that is wrong.
//!
//! How a noun is read is derived from its type. Each group of nouns has a file here for
//! what no type says: fields that depend on each other, and forms of their own. That ids
//! and references lead somewhere is not checked here but by [`validate`](super::validate).

mod brand;
mod charts;
mod checks;
mod look;
mod measures;
mod minutes;
mod packs;
mod papers;
mod performance;
mod sections;
mod series;
mod tables;
mod visibility;

use std::collections::HashMap;
use std::sync::Arc;

use recto_macros::Choice;

use crate::diagnostic::{Diagnostic, Place, SourceTexts};

use super::code;
use super::declare::{Condition, Field, Held, Noun, Rule, Shape, Value, ValueMut};
use super::decode::{Fields, Read, ReadFields, files};
use super::files::Files;
use super::languages::{Translations, named_in};
use super::locale::Locale;
use super::model::visit::{Scope, Visit, walk, walk_noun};
use super::model::{FilePath, Placed, Report, ReportPeriod, Status, Text, Visibility};
use super::node::{Source, Value as NodeValue};
use super::syntax;
use crate::diagnostic::Problems;
use crate::sources::{IGNORED_FOLDER, OpenError, Sources};

/// What was read from a project.
#[derive(Debug)]
pub struct Loaded {
    /// The report, but for what has errors; `None` when nothing can be said of the rest.
    /// [`validate`](super::validate()) gives no valid report of one with errors.
    pub report: Option<Report>,
    /// Every problem, file by file in the order in which the files are named, and from
    /// top to bottom.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts of all files that were read.
    pub texts: SourceTexts,
}

/// Reads a project.
///
/// # Errors
///
/// When it has no report file, or several.
pub fn load(sources: &Sources) -> Result<Loaded, OpenError> {
    load_in(sources, None)
}

/// The names of the languages of a project in several, as its report file has them; none for a
/// project in one.
///
/// # Errors
///
/// When it has no report file, or several.
pub fn languages(sources: &Sources) -> Result<Vec<Arc<str>>, OpenError> {
    let file: Arc<str> = sources.report_file()?.into();
    let Ok(text) = sources.text(&file) else { return Ok(Vec::new()) };
    // Most are in one, and need not be parsed twice.
    if !text.contains("languages") {
        return Ok(Vec::new());
    }
    let source = Source { file: file.clone(), text };
    // What is wrong with the file is said when it is read.
    let problems = Problems::default();
    let place = Place::whole_file(file);
    let node = syntax::read(&source, &place, sources.limits(), &problems);
    Ok(node.map(|node| named_in(&node)).unwrap_or_default())
}

/// The same in one of its languages, where it has several.
///
/// # Errors
///
/// As [`load`].
pub fn load_in(sources: &Sources, language: Option<&str>) -> Result<Loaded, OpenError> {
    let problems = Problems::default();
    let report_file: Arc<str> = sources.report_file()?.into();
    let translations =
        Translations::new(report_file.clone(), languages(sources)?, language);
    let files = Files::new(sources, &problems).in_languages(translations);
    let place = Place::whole_file(report_file.clone());
    let path = FilePath { place, value: report_file.clone() };
    let report = files::data(&files, &path, &problems, Report::read);
    let locale = match &report {
        Some(report) => locale_of(report, &files),
        None => {
            report_language(&path, &files);
            None
        }
    };
    let translations = files.translations();
    let (texts, mut gaps) = files.into_parts();
    gaps.any = problems.has_errors();
    gaps.files = problems.files_with_errors();
    // A misspelt list of the report is a list that could not be read.
    gaps.unnamed |= problems.any(|problem| {
        let is_there = problem.place.as_ref().is_some_and(|it| *it.file() == report_file);
        is_there && [code::UNKNOWN_FIELD, code::WRONG_KIND].contains(&problem.code)
    });
    let report = report.map(|report| {
        let brand = report.brand.with_families_of_theme();
        in_language(Report { gaps, brand, locale, translations, ..report })
    });
    if let Some(report) = report.as_ref().filter(|it| it.translations.is_in_several()) {
        walk(report, &mut Restricted(&problems));
    }
    for (folder, meant) in sources.ignored_folders() {
        let message = format!("the folder `{folder}` is not used");
        let hint = format!("did you mean `{meant}`?");
        let problem = Diagnostic::warning(IGNORED_FOLDER, message);
        problems.push(problem.at(&Place::whole_file(folder)).hint(hint));
    }
    let mut diagnostics = problems.into_vec();
    in_order(&mut diagnostics, &texts);
    Ok(Loaded { report, diagnostics, texts })
}

/// Sorts problems by the order in which files are first named, then from top to bottom.
///
/// A file that `texts` does not hold comes last.
pub fn in_order(diagnostics: &mut [Diagnostic], texts: &SourceTexts) {
    sort(diagnostics, texts.order());
}

/// Sorts problems by the order of their files, then from top to bottom.
pub(crate) fn sort(diagnostics: &mut [Diagnostic], order: &[Arc<str>]) {
    let positions: HashMap<_, _> = order.iter().zip(0..).collect();
    diagnostics.sort_by_cached_key(|problem| {
        problem.place.as_ref().map_or((0, (0, 0)), |place| {
            let file = positions.get(place.file()).copied();
            (file.unwrap_or(order.len()), place.order_in_file())
        })
    });
}

impl Report {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::ExactlyOne(&["language", "languages"])];

    /// Its language; of several, the one that it is read in, which the tree has by itself.
    pub(super) fn languages(fields: &mut Fields<'_>) -> Option<(Text, Vec<Text>)> {
        let language = fields.required("language", Text::read);
        let languages = fields.list("languages", Text::read);
        Some((language?, languages))
    }

    pub(super) fn languages_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new(
                "language",
                "The language of the text and of every fixed word, as a BCP 47 tag.",
                || Shape::word("en-GB"),
            ),
            Field::new(
                "languages",
                "The languages of a project in several, the first first, in place of `language`; \
                 each document is made in each of them.",
                || Shape::list(Text::shape(), 2),
            ),
        ];
        FIELDS
    }
}

/// Refuses what is restricted in a project of several languages: what is withheld is known of the
/// language that is read alone, and messages could quote it in another.
struct Restricted<'p>(&'p Problems);

impl<'r> Visit<'r> for Restricted<'_> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        if let Some(exemption) = noun.audience().and_then(Visibility::exemption) {
            let message = "a project in several languages holds nothing restricted";
            let hint = "keep what is restricted in a project of its own, in one language";
            self.0.error(code::FIELDS_DISAGREE, &exemption.reason.place, message, hint);
        }
        walk_noun(self, noun, scope);
    }
}

/// A report in the language that it was read in: its words, and a name for its files.
fn in_language(mut report: Report) -> Report {
    if let Some(locale) = &report.locale {
        report.language.value = locale.language().into();
    }
    if report.translations.is_in_several() {
        let language = report.translations.chosen().to_lowercase();
        report.id.value = format!("{}-{language}", report.id.value).into();
    }
    report
}

/// Reports a language without fixed words where the rest of the report cannot be read.
fn report_language(file: &FilePath, files: &Files<'_>) {
    // What is wrong with the file has been said.
    let (problems, limits) = (Problems::default(), files.limits());
    let Some(source) = files.read_before(file) else { return };
    let node = syntax::read(&source, &file.place, limits, &problems);
    let Some(language) = node.as_ref().and_then(|it| it.get("language")) else { return };
    let NodeValue::Scalar(name) = &language.value else { return };
    if name.text.trim().is_empty() || own_words(&name.text, files).is_some() {
        return;
    }
    if let Err(unknown) = Locale::for_language(&name.text) {
        let place = Place::text(source.file.clone(), language.span.clone());
        files.problems().push(unknown.diagnostic(&place.under("language")));
    }
}

/// The file of the words that a project has for a language, where it has one.
fn own_words(language: &str, files: &Files<'_>) -> Option<Arc<str>> {
    // A tag that is no name of a file is no language either.
    let is_tag =
        language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let path = format!("{}/{language}.yaml", Locale::FOLDER);
    (is_tag && files.holds(&path)).then(|| path.into())
}

/// The fixed words of a report's language: those of the program, with what the project changes of them,
/// or those that the project brings for a language that the program has not.
fn locale_of(report: &Report, files: &Files<'_>) -> Option<Arc<Locale>> {
    let (language, several) = (&report.language, &report.languages);
    for (at, name) in several.iter().enumerate() {
        let before = several[..at].iter().any(|it| it.value == name.value);
        if before || several.len() == 1 {
            let message = match before {
                true => format!("`{}` is named twice", &**name),
                false => "a project in one language has no list of them".to_owned(),
            };
            let hint = match before {
                true => "name each language once".to_owned(),
                false => format!("write `language: {}`", &**name),
            };
            files.problems().error(code::BAD_VALUE, &name.place, message, hint);
        }
    }
    let own = own_words(language, files);
    let own = own.map(|value| FilePath { value, place: language.place.clone() });
    let locale = match (Locale::for_language(language), own) {
        (Ok(locale), None) => locale,
        (Ok(locale), Some(path)) => {
            let source = files.source(&path)?;
            let (locale, found) = locale.with_words(&source, files.limits());
            found.into_iter().for_each(|problem| files.problems().push(problem));
            locale
        }
        (Err(_), Some(path)) => {
            let source = files.source(&path)?;
            let (locale, found) = Locale::read(language, &source, files.limits());
            found.into_iter().for_each(|problem| files.problems().push(problem));
            locale?
        }
        (Err(unknown), None) => {
            files.problems().push(unknown.diagnostic(&language.place));
            return None;
        }
    };
    Some(Arc::new(locale))
}

impl ReportPeriod {
    /// The first day comes before the last.
    pub(super) fn in_order(
        fields: &mut Fields<'_>,
        from: &Option<Placed<time::Date>>,
        to: &Option<Placed<time::Date>>,
    ) -> Option<()> {
        let (Some(from), Some(to)) = (from, to) else { return Some(()) };
        if from.value <= to.value {
            return Some(());
        }
        let message = "the period ends before it starts";
        fields.disagree(&to.place, message, "exchange `from` and `to`");
        None
    }
}

/// A status as a word; until when it is under embargo stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
enum Stage {
    /// Not yet approved; printed on the cover.
    Draft,
    /// Approved.
    Final,
    /// Approved and not to be made known before a time; printed on the cover.
    Embargoed,
}

impl ReadFields for Status {
    fn fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new(
                "status",
                "How far the report has come; `final` where it is left out. `draft` and \
                 `embargoed` print as a line on the cover.",
                Stage::shape,
            ),
            Field::new("embargo", "Until when, in words.", Text::shape)
                .only(Condition::Says("status", &["embargoed"])),
        ];
        FIELDS
    }

    fn read_fields(fields: &mut Fields<'_>) -> Option<Self> {
        let stage = fields.optional("status", Stage::read);
        let until = fields.optional("embargo", Text::read);
        if let (Some(until), false) = (&until, stage == Some(Stage::Embargoed)) {
            let message = "`embargo` is only for a report under embargo";
            let hint = "set `status: embargoed`, or remove `embargo`";
            fields.disagree(&until.place, message, hint);
        }
        Some(match stage {
            Some(Stage::Draft) => Self::Draft,
            Some(Stage::Embargoed) => Self::Embargoed { until },
            Some(Stage::Final) | None => Self::Final,
        })
    }
}

impl Held for Status {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Embargoed { until } => until.value(),
            Self::Draft | Self::Final => Value::Nothing,
        }
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        match self {
            Self::Embargoed { until } => until.value_mut(),
            Self::Draft | Self::Final => ValueMut::Nothing,
        }
    }
}

#[cfg(test)]
mod tests;
