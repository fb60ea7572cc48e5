//! The build: from a project to finished files, one stage after another.
//!
//! [`open`] loads and validates; [`produce`] does that, then selects, renders, compiles,
//! exports and writes. Read `edition()` for the way of one document from top to bottom.

mod changes;
mod complaints;
mod discretion;
mod export;
mod external;
mod inspect;
mod job;
mod made;
mod materials;
mod order;
mod panics;
mod parts;
mod record;
mod stage;
mod verify;
mod watch;

use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;

use rayon::prelude::*;
use time::{Date, OffsetDateTime};

pub use self::complaints::{
    CANNOT_PRINT, MISSING_GLYPH, NO_LONGER_CLAIMED, NOT_CARRIED_OVER, PREFLIGHT,
    TYPESETTING, UNKNOWN_TYPEFACE,
};
use self::complaints::{check_glyphs, diagnose};
pub use self::discretion::{CONCEALED, LEFT_OVER, open_for, released};
use self::discretion::{concealed, left_over, said};
use self::export::{ExportFailure, Origin, export, failed_claims};
use self::inspect::warnings;
pub use self::inspect::{Inspected, inspect};
pub use self::job::{Edition, Job, Observer, Opened, Production, TypstSources, Writing};
use self::made::{FOLDERS, Made, Progress};
use self::materials::{foundation, typesetters};
use self::order::{Order, orders};
use self::panics::{caught, quietly};
pub use self::stage::Stage;
pub use self::verify::{DIFFERS, NOT_FROM_HERE, verify, verify_file};
use self::watch::{Run, Watch, Work};
use crate::diagnostic::{Diagnostic, distinct, has_errors};
use crate::digest::Digest;
use crate::edition::{Medium, Selection, Subject, select};
use crate::error::Error;
use crate::export::PdfFailure;
use crate::limits::{Limit, Limits};
use crate::output;
use crate::render::{self, RenderedSource, Renderer, Sides};
use crate::report::{self, Known, Locale, Placed, code};
use crate::sources::Sources;
use crate::typeset::{Document, Fonts, Typesetter};
use recto_pdf::preflight::preflight;

/// The stack of a thread that lays out pages, in bytes: deep layouts overflow the usual
/// two megabytes when the program is built without optimisation.
const STACK: usize = 16 * 1024 * 1024;

/// How many editions ago a cached result may have been used last, when more editions than
/// that are made. It bounds the memory of a report with many briefs; each step more keeps
/// what editions share for longer, and costs the memory of about one edition.
const CACHE_AGE: usize = 4;

/// Reads a project: load, then validate.
///
/// # Errors
///
/// When there is no project, or it has problems; all of them at once.
pub fn open(folder: &Path, limits: Limits) -> Result<Opened, Error> {
    let sources = Sources::open(folder, limits)?;
    let loaded = report::load(&sources)?;
    let mut diagnostics = loaded.diagnostics;
    let mut texts = loaded.texts;
    texts.set_folder(folder);
    let valid = loaded.report.and_then(|report| {
        let validated = report::validate(report);
        diagnostics.extend(validated.diagnostics);
        report::in_order(&mut diagnostics, &texts);
        validated.report
    });
    let locale = valid.as_ref().and_then(|report| {
        Locale::for_language(&report.language.value)
            .map_err(|refusal| {
                diagnostics.push(refusal.diagnostic(&report.language.place));
            })
            .ok()
    });
    let broken = has_errors(&diagnostics);
    match (valid, locale) {
        (Some(report), Some(locale)) if !broken => {
            Ok(Opened { sources, report, locale, warnings: diagnostics, texts })
        }
        _ => Err(Error::Problems { diagnostics, texts }),
    }
}

/// Goes through the pipeline: reads the project, makes every document that a job asks
/// for, and writes each as it is finished. A document that fails does not stop the
/// others.
///
/// # Errors
///
/// As [`open`]; else the problems of the documents that failed, or the first thing that
/// the machine refused. Documents that succeeded are written all the same.
pub fn produce(job: &Job, observer: &dyn Observer) -> Production {
    let count = job.jobs.get();
    let threads = || rayon::ThreadPoolBuilder::new().num_threads(count).stack_size(STACK);
    // The first job of a process sets its threads up for good and itself stays on the
    // thread it came on, whose memory grows cheaper than that of others (glibc gives only
    // the main thread a heap that grows by `brk`). A later job may ask for another count,
    // and gets threads of its own.
    if threads().build_global().is_ok() {
        return produce_here(job, observer);
    }
    match threads().build() {
        Ok(pool) => pool.install(|| produce_here(job, observer)),
        Err(source) => Production::failed(None, Error::Threads { count, source }),
    }
}

/// The same, on the threads at hand, under watch.
fn produce_here(job: &Job, observer: &dyn Observer) -> Production {
    let work = |watch: &Watch| produce_watched(job, observer, watch);
    Watch::over(job.limits, observer, work)
        .unwrap_or_else(|source| Production::failed(None, Error::Watch { source }))
}

fn produce_watched(job: &Job, observer: &dyn Observer, watch: &Watch) -> Production {
    // Neither needs the other, and together they are what a build waits for first.
    let made = OnceLock::new();
    let run = watch.begin(Work::Project, Stage::Reading);
    let opened = rayon::in_place_scope(|scope| {
        scope.spawn(|_| {
            made.get_or_init(foundation);
        });
        open_for(&job.project, job.limits, job.audience)
    });
    let foundation = made.into_inner().unwrap_or_else(foundation);
    let mut opened = match opened {
        Ok(opened) => opened,
        Err(error) => return Production::failed(None, error),
    };
    // From here on, nothing is said in words that the readers may not see.
    let released = match released(&opened, job.audience) {
        Ok(released) => released,
        Err(error) => return Production::failed(Some(opened), error),
    };
    let whole = opened.texts.clone();
    let concealed = concealed(&opened, job.audience);
    let concealed = concealed.with_gone(&opened.report, released.report(), &whole);
    opened.texts = concealed.texts(&whole);
    watch.read(&opened.texts);
    let problems =
        |diagnostics| Error::Problems { diagnostics, texts: opened.texts.clone() };
    let selections = match select(&released, &job.selector).map_err(problems) {
        Ok(selections) => selections,
        Err(error) => return Production::failed(Some(opened), error),
    };
    let typesetters = match typesetters(job, &opened, &released, foundation) {
        Ok(typesetters) => typesetters,
        Err(more) => {
            let mut found = said(&opened, &released, &concealed, &whole);
            found.extend(more);
            let error = problems(found);
            return Production::failed(Some(opened), error);
        }
    };
    let orders = orders(job, &selections);
    let version = record::version(released.report());
    let names: Vec<_> = orders.iter().map(Order::name).collect();
    observer.planned(&names);
    if job.writing == Writing::Files {
        output::sweep(&job.out, &FOLDERS.map(|folder| folder.name));
    }
    // What the files were made from is asked for when the first is exported: by then a
    // thread that waits for nothing has put it together.
    let known = OnceLock::new();
    let inputs = || {
        known.get_or_init(|| {
            record::inputs(job, &opened, &released, &whole, &Fonts::embedded())
        })
    };
    let origin = Origin { inputs: &|| inputs().digest.clone(), version: &version };
    // The rules need no pages, and the pages no rules; only the writing waits for them.
    let sound = OnceLock::new();
    let write = |made: Result<Made, Error>| {
        let made = made?;
        let typesetter = &typesetters[&made.medium];
        made.write(job, typesetter)
    };
    let make = |order: &Order<'_>| {
        // What may not be written need not be made.
        if sound.get() == Some(&false) {
            return None;
        }
        let run = watch.begin(Work::Edition(order.name()), Stage::Rendering);
        let made = caught(|| {
            edition(job, &opened, &typesetters[&order.medium], order, &origin, &run)
        })
        .unwrap_or_else(|message| {
            let (edition, stage) = (order.name(), run.stage());
            Err(Error::Panicked { edition, stage, message })
        });
        drop(run);
        if orders.len() > CACHE_AGE {
            comemo::evict(CACHE_AGE);
        }
        let made = match sound.get() {
            Some(true) => Progress::Written(write(made)),
            _ => Progress::Made(made),
        };
        observer.finished(&order.name());
        Some(made)
    };
    let make_all = || match orders.as_slice() {
        [only] => vec![make(only)],
        several => several.par_iter().map(make).collect(),
    };
    let check = || {
        run.reaches(Stage::Checking);
        let found = caught(|| {
            inputs();
            let mut found = said(&opened, &released, &concealed, &whole);
            found.extend(left_over(job, &released));
            found
        });
        let _ = sound.set(found.as_ref().is_ok_and(|found| !has_errors(found)));
        drop(run);
        found
    };
    let (made, found) = quietly(|| rayon::join(make_all, check));
    let warnings = match found {
        Ok(found) if sound.get() == Some(&true) => found,
        Ok(found) => {
            let error = problems(found);
            return Production::failed(Some(opened), error);
        }
        Err(message) => {
            let (edition, stage) = (opened.report.id.value.to_string(), Stage::Checking);
            let error = Error::Panicked { edition, stage, message };
            return Production::failed(Some(opened), error);
        }
    };
    let results: Vec<_> = made
        .into_iter()
        .flatten()
        .map(|it| match it {
            Progress::Written(result) => result,
            Progress::Made(made) => write(made),
        })
        .collect();
    let failed = names.iter().zip(&results).filter(|(_, result)| result.is_err());
    let failed = failed.map(|(name, _)| name.clone()).collect();
    let (editions, more, outcome) = gather(results, &opened);
    let warnings = warnings.into_iter().chain(more).collect();
    let mut outcome = outcome;
    if job.writing == Writing::Files && !editions.is_empty() {
        let files = record::files(job, &version, &editions);
        if let Err(refusal) = record::keep(job, inputs(), files) {
            outcome = outcome.and(Err(refusal));
        }
    }
    let inputs = Some(inputs().clone());
    let opened = Some(opened);
    Production { opened, warnings, inputs, version, editions, failed, outcome }
}

/// One document, from the report to the bytes of its files.
fn edition(
    job: &Job,
    opened: &Opened,
    typesetter: &Typesetter,
    order: &Order<'_>,
    origin: &Origin<'_>,
    run: &Run<'_>,
) -> Result<Made, Error> {
    let start = Instant::now();
    let name = order.selection.name();
    let problems =
        |diagnostics| Error::Problems { diagnostics, texts: opened.texts.clone() };

    if order.medium == Medium::Paper && external::holds_external(&order.selection) {
        let message =
            format!("`{name}` holds an external PDF, which is not made for a press");
        let problem = Diagnostic::error(CANNOT_PRINT, message);
        let hint = "print the external PDF by itself, or build the profile `screen`";
        return Err(problems(vec![problem.hint(hint)]));
    }
    let sources = render(job, opened, order).map_err(problems)?;
    run.consists_of(&sources);
    check_glyphs(&sources, opened, typesetter.fonts()).map_err(problems)?;
    let document = document(&sources);
    run.reaches(Stage::Typesetting);
    let (pages, remarks) = typesetter.compile(&document);
    let warnings: Vec<_> = remarks.iter().map(|it| diagnose(it, &sources)).collect();
    let fatal = has_errors(&warnings);
    let parts = parts::parts(&order.selection, &sources, &opened.sources);
    // The export needs no sources, and is when most memory is in use.
    drop(sources);
    let document = (job.typst_sources == TypstSources::Keep).then_some(document);
    let name_of_sources = name.clone();
    let made =
        |result| Made { medium: order.medium, name: name_of_sources, document, result };
    let Some(pages) = pages.filter(|_| !fatal) else {
        return Ok(made(Err(problems(warnings))));
    };
    let count = pages.pages().len();
    if job.limits.is_passed(Limit::Pages, count as u64) {
        let most = job.limits.get(Limit::Pages);
        let message = format!("`{name}` has {count} pages, more than {most}");
        let remedy = job.limits.remedy(Limit::Pages);
        let problem = Diagnostic::error(code::LIMIT, message).hint(remedy);
        return Ok(made(Err(problems(vec![problem]))));
    }
    run.reaches(Stage::Exporting);
    let mut files = Vec::new();
    let mut warnings = warnings;
    warnings.extend(external::remarks(&order.selection));
    for profile in &order.profiles {
        let exported =
            export(job, &pages, order, *profile, origin, opened).map_err(|failure| {
                problems(explain(&failure, job, opened, typesetter, order))
            });
        let (exported, more) = match exported {
            Ok(exported) => exported,
            Err(error) => return Ok(made(Err(error))),
        };
        let mut warnings = warnings.clone();
        warnings.extend(more);
        let mut judged = Vec::new();
        for file in exported {
            let preflight = preflight(&file.data);
            let problems_found = failed_claims(&preflight, &file.stem);
            if !problems_found.is_empty() {
                return Ok(made(Err(problems(problems_found))));
            }
            judged.push((file, preflight));
        }
        files.extend(judged.into_iter().map(|(file, preflight)| {
            let edition = Edition {
                preflight,
                name: name.clone(),
                profile: *profile,
                path: job.out.join(format!("{}.pdf", file.stem)),
                pages: file.pages,
                bytes: file.data.len(),
                digest: Digest::of(&file.data),
                parts: parts.clone(),
                elapsed: start.elapsed(),
                warnings: warnings.clone(),
            };
            (edition, file.data)
        }));
    }
    // Taking the pages apart takes as long as writing the file: let another thread do it.
    rayon::spawn(move || drop(pages));
    Ok(made(Ok(files)))
}

/// Why an export failed, at the places that caused it. The sources are made again to say
/// so: they are the same, and failures are few.
fn explain(
    failure: &ExportFailure,
    job: &Job,
    opened: &Opened,
    typesetter: &Typesetter,
    order: &Order<'_>,
) -> Vec<Diagnostic> {
    let errors = match failure {
        ExportFailure::Pdf(PdfFailure::Document(errors)) => errors,
        ExportFailure::Pdf(PdfFailure::Standards(refusal)) => {
            return vec![Diagnostic::error(TYPESETTING, refusal)];
        }
        ExportFailure::Finish(reason) => {
            let message =
                format!("`{}` cannot be finished: {reason}", order.selection.name());
            let hint = "report this: it is a mistake of Recto";
            return vec![Diagnostic::error(TYPESETTING, message).hint(hint)];
        }
        ExportFailure::Press(failure) => {
            let message =
                format!("`{}` cannot be printed: {failure}", order.selection.name());
            let problem = Diagnostic::error(CANNOT_PRINT, message);
            return vec![problem.hint(failure.remedy())];
        }
    };
    let sources = match render(job, opened, order) {
        Ok(sources) => sources,
        Err(problems) => return problems,
    };
    let document = document(&sources);
    let remarks = typesetter.explain(&document, errors);
    remarks.iter().map(|remark| diagnose(remark, &sources)).collect()
}

/// The results of all editions: what was made, what else is to be said, and why the rest
/// was not made.
fn gather(
    results: Vec<Result<Vec<Edition>, Error>>,
    opened: &Opened,
) -> (Vec<Edition>, Vec<Diagnostic>, Result<(), Error>) {
    let mut made = Vec::new();
    let mut found = Vec::new();
    let mut refused = None;
    for result in results {
        match result {
            Ok(editions) => made.extend(editions),
            Err(Error::Problems { diagnostics, .. }) => found.extend(diagnostics),
            Err(error) => {
                refused.get_or_insert(error);
            }
        }
    }
    // The same mistake may show in the report and in a brief.
    let diagnostics = distinct(found);
    match refused {
        Some(error) => (made, diagnostics, Err(error)),
        None if diagnostics.is_empty() => (made, diagnostics, Ok(())),
        None => {
            let texts = opened.texts.clone();
            (made, Vec::new(), Err(Error::Problems { diagnostics, texts }))
        }
    }
}

fn render(
    job: &Job,
    opened: &Opened,
    order: &Order<'_>,
) -> Result<Vec<RenderedSource>, Vec<Diagnostic>> {
    let selection = &order.selection;
    let renderer = Renderer::builtin().map_err(|problem| vec![problem])?;
    let renderer = renderer.within(job.limits);
    let date = date(job, selection);
    let (sides, bleed) = match (order.medium, &job.press) {
        (Medium::Paper, Some(press)) => (Sides::Double, press.bleed),
        _ => (Sides::Single, 0.0),
    };
    let profile = render::Profile { date, sides, bleed };
    let sources = renderer.render(selection, &opened.locale, &profile, None)?;
    match changes::changes(selection, &sources, opened)? {
        None => Ok(sources),
        Some(changes) => {
            renderer.render(selection, &opened.locale, &profile, Some(&changes))
        }
    }
}

/// The date that a PDF carries: that of publication, for a paper or a pack that of the
/// meeting; where there is none, `SOURCE_DATE_EPOCH`; where there is none either, the last
/// day of the reporting year. Never the clock.
fn date(job: &Job, selection: &Selection<'_>) -> Date {
    let report = selection.report();
    let met = |date: &Known<Placed<Date>>| match date {
        Known::Said(day) => Some(day.value),
        Known::ToBeConfirmed(_) => None,
    };
    let dated = match selection.subject() {
        Subject::Paper(paper) => met(&paper.cover.date),
        Subject::Pack(pack) => met(&pack.date),
        Subject::Report | Subject::Brief(_) | Subject::Sections(_) => {
            report.published.as_ref().map(|published| published.value)
        }
    };
    dated
        .or_else(|| job.epoch.map(OffsetDateTime::date))
        .unwrap_or(report.period.to.value)
}

fn document(sources: &[RenderedSource]) -> Document {
    Document {
        main: render::MAIN.to_owned(),
        sources: sources.iter().map(|source| source.source.clone()).collect(),
    }
}
