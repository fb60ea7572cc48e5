//! Loading: from a project's files to the report, or to everything that is wrong.
//!
//! What a file may hold is in `docs/project.md`; each group of nouns has a file here. That
//! ids and references lead somewhere is not checked here but by
//! [`validate`](super::validate).

mod audience;
mod brand;
mod charts;
mod checks;
mod files;
mod measures;
mod nouns;
mod packs;
mod papers;
mod sections;

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceTexts};

use super::code;
use super::decode::dates::date;
use super::decode::scalars::{id, one_of, path, prose, text};
use super::decode::{Cursor, Fields, Problems, filled_list_of};
use super::locale::Locale;
use super::model::{
    BackMatter, FilePath, Gaps, Placed, Report, ReportPeriod, Section, Status, Text,
};
use crate::sources::{OpenError, Sources};
use files::Files;

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
    let mut files = Files::new(sources);
    let mut problems = Problems::default();
    let name: Arc<str> = sources.report_file()?.into();
    let place = crate::diagnostic::Place::whole_file(name.clone());
    let path = Placed { value: name, place };
    let report = files.data(&path, &mut problems, report);
    let (texts, order, mut gaps) = files.into_parts();
    gaps.any = problems.has_errors();
    let report = report.map(|report| Report { gaps, ..report });
    let mut diagnostics = problems.into_vec();
    sort(&mut diagnostics, &order);
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

const STATUS: &[(&str, Status)] = &[
    ("draft", Status::Draft),
    ("final", Status::Final),
    ("embargoed", Status::Embargoed { until: None }),
];
const BACK_MATTER: &[(&str, BackMatter)] = &[
    ("figures", BackMatter::Figures),
    ("glossary", BackMatter::Glossary),
    ("sources", BackMatter::Sources),
    ("contacts", BackMatter::Contacts),
];

fn report(
    at: &Cursor<'_>,
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Option<Report> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let title = fields.required("title", text);
    let subtitle = fields.optional("subtitle", text);
    let language = fields.required("language", language);
    let period = fields.required("period", report_period);
    let published = fields.optional("published", date);
    let status = status(&mut fields);
    let version = fields.optional("version", text);
    let marking = fields.optional("marking", text);
    let restricted_marking = fields.optional("restricted_marking", text);
    let audience = audience::audience(at, &mut fields);
    let subject = fields.optional("subject", text);
    let keywords = fields.list("keywords", text);
    let summary = fields.optional("summary", prose);
    let brand = fields.required("brand", path);
    let imprint = fields.list("imprint", nouns::imprint_entry);
    let sources = fields.list("sources", nouns::source);
    let measures = fields.list("measures", path);
    let series = fields.list("series", path);
    let charts = fields.list("charts", path);
    let tables = fields.list("tables", path);
    let figures = fields.list("figures", path);
    let people = fields.list("people", path);
    let abbreviations = fields.list("abbreviations", path);
    let links = fields.list("links", path);
    let contacts = fields.list("contacts", path);
    let year_in_figures = fields.list("year_in_figures", self::id);
    let listed = fields.count_of("sources");
    if listed > sources.len() {
        files.note_unnamed();
    }
    let sections = fields.required("sections", filled_list_of(path));
    let back_matter = fields.list("back_matter", one_of(BACK_MATTER));
    let paper_settings = fields.optional("paper_settings", path);
    let papers = fields.list("papers", path);
    let packs = fields.list("packs", path);
    let editorial_notes = fields.list("editorial_notes", nouns::editorial_note);
    let checks = fields.list("checks", checks::setting);
    fields.finish();

    // The other files are read even where this one has problems, so that all of them are
    // said at once.
    let brand = brand.and_then(|path| files.data(&path, problems, brand::brand));
    let measures = files.lists(&measures, "measures", problems, |at, _, problems| {
        measures::measure(at, problems)
    });
    let series = files.lists(&series, "series", problems, charts::series);
    let charts = files.lists(&charts, "charts", problems, |at, _, problems| {
        charts::chart(at, problems)
    });
    let tables = files.lists(&tables, "tables", problems, charts::table);
    let figures = files.lists(&figures, "figures", problems, |at, files, problems| {
        nouns::figure(at, files, problems)
    });
    let people = files.lists(&people, "people", problems, |at, _, problems| {
        nouns::person(at, problems)
    });
    let abbreviations =
        files.lists(&abbreviations, "abbreviations", problems, |at, _, problems| {
            nouns::abbreviation(at, problems)
        });
    let links = files
        .lists(&links, "links", problems, |at, _, problems| nouns::link(at, problems));
    let contacts = files.lists(&contacts, "contacts", problems, |at, _, problems| {
        nouns::contact(at, problems)
    });
    let sections = sections.map(|paths| section_files(&paths, files, problems));
    let paper_settings = paper_settings.and_then(|path| {
        files.data(&path, problems, |at, _, problems| papers::settings(at, problems))
    });
    let read = |path: &FilePath| files.data(path, problems, papers::paper);
    let papers = papers.iter().filter_map(read).collect();
    let read = |path: &FilePath| {
        files.data(path, problems, |at, _, problems| packs::pack(at, problems))
    };
    let packs = packs.iter().filter_map(read).collect();

    Some(Report {
        id: id?,
        title: title?,
        subtitle,
        language: language?,
        period: period?,
        published,
        status,
        version,
        marking,
        restricted_marking,
        audience,
        subject,
        keywords,
        summary,
        brand: brand?,
        imprint,
        sources,
        measures,
        series,
        charts,
        tables,
        figures,
        people,
        abbreviations,
        links,
        contacts,
        year_in_figures,
        sections: sections?,
        back_matter,
        paper_settings: paper_settings.unwrap_or_default(),
        papers,
        packs,
        editorial_notes,
        checks,
        // These are known when the last file has been read.
        gaps: Gaps::default(),
    })
}

fn section_files(
    paths: &[FilePath],
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Vec<Section> {
    let read = |path: &FilePath| {
        files.data(path, problems, |at, _, problems| sections::section(at, problems))
    };
    paths.iter().filter_map(read).collect()
}

/// The language, for which there must be fixed words.
fn language(at: &Cursor<'_>, problems: &mut Problems) -> Option<Text> {
    let found = text(at, problems)?;
    match Locale::for_language(&found) {
        Ok(_) => Some(found),
        Err(error) => {
            problems.push(error.diagnostic(&at.place()));
            None
        }
    }
}

fn report_period(at: &Cursor<'_>, problems: &mut Problems) -> Option<ReportPeriod> {
    let mut fields = Fields::of(at, problems)?;
    let from = fields.required("from", date);
    let to = fields.required("to", date);
    let label = fields.required("label", text);
    fields.finish();
    let (from, to) = (from?, to?);
    if from.value > to.value {
        problems.push(
            Diagnostic::error(code::FIELDS_DISAGREE, "the period ends before it starts")
                .at(&to.place)
                .hint("exchange `from` and `to`"),
        );
        return None;
    }
    Some(ReportPeriod { from, to, label: label? })
}

fn status(fields: &mut Fields<'_, '_>) -> Status {
    let status = fields.optional("status", one_of(STATUS)).unwrap_or(Status::Final);
    let until = fields.optional("embargo", text);
    match (status, until) {
        (Status::Embargoed { .. }, until) => Status::Embargoed { until },
        (status, Some(until)) => {
            fields.report(
                Diagnostic::error(
                    code::FIELDS_DISAGREE,
                    "`embargo` is only for a report under embargo",
                )
                .at(&until.place)
                .hint("set `status: embargoed`, or remove `embargo`"),
            );
            status
        }
        (status, None) => status,
    }
}

#[cfg(test)]
mod tests;
