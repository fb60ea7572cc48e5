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
use super::declare::{Condition, Field, Held, Shape, Value, ValueMut};
use super::decode::{Cursor, Fields, Read, ReadFields, files};
use super::files::Files;
use super::locale::Locale;
use super::model::{FilePath, Placed, Report, ReportPeriod, Status, Text};
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
    let problems = Problems::default();
    let files = Files::new(sources, &problems);
    let report_file: Arc<str> = sources.report_file()?.into();
    let place = Place::whole_file(report_file.clone());
    let path = FilePath { place, value: report_file.clone() };
    let report = files::data(&files, &path, &problems, Report::read);
    let (texts, mut gaps) = files.into_parts();
    gaps.any = problems.has_errors();
    gaps.files = problems.files_with_errors();
    // A misspelt list of the report is a list that could not be read.
    gaps.unnamed |= problems.any(|problem| {
        let is_there = problem.place.as_ref().is_some_and(|it| *it.file() == report_file);
        is_there && [code::UNKNOWN_FIELD, code::WRONG_KIND].contains(&problem.code)
    });
    let report = report.map(|report| Report { gaps, ..report });
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
    /// The language, for which there must be fixed words.
    pub(super) fn language(at: &Cursor<'_>) -> Option<Text> {
        let found = Text::read(at)?;
        if let Err(error) = Locale::for_language(&found) {
            at.problems().push(error.diagnostic(&at.place()));
            return None;
        }
        Some(found)
    }

    pub(super) fn language_shape() -> Shape {
        Shape::word("en-GB")
    }
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
