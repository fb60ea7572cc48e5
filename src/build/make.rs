//! Making: the way of one document, from the report to its files.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Instant;

use recto_pdf::preflight::preflight;
use time::{Date, OffsetDateTime};

use super::artifact::{Artifact, FOLDERS, Written};
use super::export::{ExportFailure, LaidOut, Origin, export, failed_claims};
use super::glyphs::check_glyphs;
use super::ledger::{Run, Work};
use super::materials::{Materials, materials};
use super::origins::Origins;
use super::panics::caught;
use super::plan::{Again, Built, Edition, Failed, Plan, TypstSources, Writing};
use super::project::Project;
use super::spared::Spared;
use super::typst_errors::{CANNOT_PRINT, TYPESETTING, diagnose, is_found_by_a_lint};
use super::unit::BuildUnit;
use super::workspace::Workspace;
use super::{external, fit, record, resolve};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::digest::Digest;
use crate::document::data::data_files;
use crate::document::{Basis, Document, ExemptNumbers, NumbersByName, Text};
use crate::edition::{Audience, Medium, Profile, Selection, Subject};
use crate::error::{Error, Stage};
use crate::export::PdfFailure;
use crate::limits::{LIMIT, Limit};
use crate::lint::Settings;
use crate::manifest::Inputs;
use crate::output;
use crate::render::{self, PageSetup, RenderedSource, Sides};
use crate::report::{Known, Placed};
use crate::typeset::{self, PagedDocument};

/// How many editions ago a cached result may have been used last, when more editions than
/// that are made. It bounds the memory of a report with many briefs; each step more keeps
/// what editions share for longer, and costs the memory of about one edition.
const CACHE_AGE: usize = 4;

/// How many editions may be made before the cache is bounded, where the same are made again
/// and again: a rebuild is quick because it finds there what the last build worked out.
const KEPT_WARM: usize = 16;

/// Makes the editions of one build.
pub(super) struct Maker<'b> {
    workspace: &'b Workspace,
    plan: &'b Plan,
    project: &'b Project,
    basis: Basis<'b>,
    materials: BTreeMap<Medium, Materials>,
    inputs: OnceLock<Inputs>,
    spared: Spared,
    version: String,
    settings: &'b Settings<'b>,
    replaced: Replaced,
}

/// Whether the record of a pack that another replaces must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaced {
    /// It must: the other tells what has changed since.
    Needed,
    /// Where it is not, nothing is told.
    IfThere,
}

/// What came of making a unit.
pub(super) enum Made {
    /// It was made.
    Now(Box<Artifact>),
    /// It was made of the very same before, and its files are where they were written.
    Before,
}

impl<'b> Maker<'b> {
    /// A maker, once it has what all editions are typeset with.
    ///
    /// # Errors
    ///
    /// What is wrong with that, beside what else is wrong with the project.
    pub(super) fn new(
        workspace: &'b Workspace,
        plan: &'b Plan,
        project: &'b Project,
        settings: &'b Settings<'b>,
        replaced: Replaced,
    ) -> Result<Self, Error> {
        let Project { opened, released, drawing, .. } = project;
        let made = materials(workspace, plan, opened, released, drawing);
        let materials = made.map_err(|problems| {
            let mut found = project.findings(workspace);
            found.extend(problems);
            project.problems(found)
        })?;
        let version = record::version(project.released.report());
        let inputs = OnceLock::new();
        let basis = Basis::of(&project.released, &project.opened.locale);
        Ok(Self {
            workspace,
            plan,
            project,
            basis,
            materials,
            inputs,
            spared: Spared::default(),
            version,
            settings,
            replaced,
        })
    }

    /// What the files are made from.
    pub(super) fn inputs(&self) -> &Inputs {
        self.inputs.get_or_init(|| self.project.inputs(self.workspace, self.plan))
    }

    /// Clears the output folder of what killed builds left there.
    pub(super) fn sweep(&self) {
        if self.plan.writing == Writing::Files {
            output::sweep(&self.plan.out, &FOLDERS.map(|folder| folder.name));
        }
    }

    /// What the lints find. What the files are made from is put together on the way: it is
    /// asked for when the first is exported, and by then it is known.
    pub(super) fn lint(&self, run: Run<'_>) -> Vec<Diagnostic> {
        run.reaches(Stage::Checking);
        self.inputs();
        self.project.lint(self.workspace, self.plan)
    }

    /// Makes a unit, one of several. A panic is an error of it alone.
    pub(super) fn make(&self, unit: &BuildUnit<'_>, count: usize) -> Result<Made, Error> {
        let run =
            self.workspace.ledger.begin(Work::Edition(unit.name()), Stage::Rendering);
        let made = caught(|| self.edition(unit, &run)).unwrap_or_else(|message| {
            let (edition, stage) = (unit.name(), run.stage());
            Err(Error::Panicked { edition, stage, message })
        });
        drop(run);
        let most = match self.plan.again {
            Again::Make => CACHE_AGE,
            Again::Leave => KEPT_WARM,
        };
        // What is left as it was used nothing.
        if count > most && matches!(made, Ok(Made::Now(_))) {
            typeset::forget(CACHE_AGE);
        }
        made
    }

    /// What is found when a unit is made, one of several, and is not kept.
    ///
    /// # Errors
    ///
    /// What is not a problem of the project.
    pub(super) fn findings(
        &self,
        unit: &BuildUnit<'_>,
        count: usize,
    ) -> Result<Vec<Diagnostic>, Error> {
        let files = match self.make(unit, count) {
            Ok(Made::Now(artifact)) => artifact.result,
            Ok(Made::Before) => return Ok(Vec::new()),
            Err(error) => Err(error),
        };
        match files {
            Ok(files) => {
                Ok(files.into_iter().flat_map(|(edition, _)| edition.warnings).collect())
            }
            Err(Error::Problems { diagnostics, .. }) => Ok(diagnostics),
            Err(error) => Err(error),
        }
    }

    /// Writes what was made.
    pub(super) fn write(&self, made: Result<Made, Error>) -> Result<Written, Error> {
        let artifact = match made? {
            Made::Now(artifact) => artifact,
            Made::Before => return Ok(Written::Before),
        };
        if self.plan.writing == Writing::Files
            && let Ok(files) = &artifact.result
        {
            let mut paths = files.iter().map(|(edition, _)| &edition.path);
            paths.try_for_each(|path| self.spared.refuse(self.workspace, path))?;
        }
        let typesetter = &self.materials[&artifact.medium].typesetter;
        let (unit, fingerprint) = (artifact.unit.clone(), artifact.fingerprint);
        let editions = artifact.write(self.workspace, self.plan, typesetter)?;
        // The place of a warning moves with the lines above it, so that one is found anew.
        let is_quiet = editions.iter().all(|edition| edition.warnings.is_empty());
        if let Some(fingerprint) = fingerprint.filter(|_| is_quiet) {
            self.workspace.remember(unit, fingerprint, &editions);
        }
        Ok(Written::Now(editions))
    }

    /// Puts what was made on record.
    pub(super) fn record(&self, made: Result<Built, Failed>) -> Result<Built, Failed> {
        let keep = |built: &mut Built| {
            built.inputs = Some(self.inputs().clone());
            built.version.clone_from(&self.version);
            if self.plan.writing == Writing::Nothing || built.editions.is_empty() {
                return Ok(());
            }
            let files = record::files(self.plan, &self.version, &built.editions);
            record::keep(self.workspace, self.plan, self.inputs(), files)
        };
        match made {
            Ok(mut built) => match keep(&mut built) {
                Ok(()) => Ok(built),
                Err(error) => {
                    Err(Failed { error, built: Box::new(built), not_made: Vec::new() })
                }
            },
            Err(mut failed) => {
                // Why it failed comes first, and is the likelier cause of the other.
                let _ = keep(&mut failed.built);
                Err(failed)
            }
        }
    }

    /// One document, from the report to the bytes of its files.
    fn edition(&self, unit: &BuildUnit<'_>, run: &Run<'_>) -> Result<Made, Error> {
        let start = Instant::now();
        self.plan.cancellation.check()?;
        let Materials { typesetter, digest, .. } = &self.materials[&unit.medium];
        let problems = |diagnostics| self.project.problems(diagnostics);
        if unit.medium == Medium::Print {
            let refused = external::refused_in_print(&unit.selection, &unit.id);
            if !refused.is_empty() {
                return Err(problems(refused));
            }
        }
        let mut document =
            self.document(unit).map_err(|problem| problems(vec![problem]))?;
        if self.plan.audience == Audience::Exempt {
            let numbers = self.exempt_numbers(unit, &document).map_err(problems)?;
            document = document.exempt_pages_alone(&numbers);
        }
        let sources = self.render(unit, &document).map_err(problems)?;
        run.consists_of(&sources);
        check_glyphs(&sources, &self.project.opened).map_err(problems)?;
        let fingerprint = match self.plan.again {
            Again::Make => None,
            Again::Leave => Some(self.fingerprint(unit, &document, &sources, digest)),
        };
        if fingerprint.is_some_and(|it| self.workspace.has_made(&unit.name(), it)) {
            return Ok(Made::Before);
        }
        self.plan.cancellation.check()?;
        run.reaches(Stage::Typesetting);
        let typst = typst_document(&sources);
        let (pages, remarks) = typesetter.compile(&typst);
        let origins = self.origins(unit.medium, &sources);
        let remarks = remarks.iter().filter(|remark| !is_found_by_a_lint(remark));
        let mut warnings: Vec<_> = remarks.map(|it| diagnose(it, &origins)).collect();
        if let Some(pages) = &pages {
            run.reaches(Stage::Measuring);
            let theme = &self.materials[&unit.medium].theme.facts;
            warnings.extend(fit::findings(
                pages,
                &origins,
                theme,
                unit.medium,
                &unit.name(),
            ));
        }
        self.settings.settle(&mut warnings);
        // The export needs no sources, and is when most memory is in use.
        drop(sources);
        let typst = (self.plan.typst_sources == TypstSources::Keep).then_some(typst);
        let result = match pages.filter(|_| !has_errors(&warnings)) {
            None => Err(problems(warnings)),
            Some(pages) => {
                run.reaches(Stage::Exporting);
                let files = self.files(unit, &document, &pages, &warnings, start);
                // Taking the pages apart takes as long as writing the file: let another
                // thread do it.
                rayon::spawn(move || drop(pages));
                files
            }
        };
        let (medium, id) = (unit.medium, unit.id.clone());
        let unit = unit.name();
        let document = typst;
        let artifact = Artifact { unit, medium, id, fingerprint, document, result };
        Ok(Made::Now(Box::new(artifact)))
    }

    /// The numbers that exempt pages have in the whole of their document, which is laid out for
    /// that: every page is called the same in all copies.
    fn exempt_numbers(
        &self,
        unit: &BuildUnit<'_>,
        document: &Document,
    ) -> Result<NumbersByName, Vec<Diagnostic>> {
        let sources = self.render(unit, document)?;
        let (pages, remarks) =
            self.materials[&unit.medium].typesetter.compile(&typst_document(&sources));
        let origins = self.origins(unit.medium, &sources);
        let Some(pages) = pages else {
            return Err(remarks.iter().map(|it| diagnose(it, &origins)).collect());
        };
        let marks = typeset::marks(&pages, "exempt").into_iter();
        let numbers = marks.filter_map(|mark| {
            let from = mark.fields.get("from")?.parse().ok()?;
            let after = Text::word(mark.fields.get("after")?);
            Some((mark.fields.get("name")?.clone(), ExemptNumbers { after, from }))
        });
        Ok(numbers.collect())
    }

    /// Where what is on pages comes from.
    fn origins<'s>(
        &'s self,
        medium: Medium,
        sources: &'s [RenderedSource],
    ) -> Origins<'s> {
        Origins {
            sources,
            settings: &self.materials[&medium].settings,
            report: self.project.released.report(),
            texts: &self.project.opened.texts,
            layers: &self.project.drawing.layers,
        }
    }

    /// What a unit says.
    fn document(&self, unit: &BuildUnit<'_>) -> Result<Document, Diagnostic> {
        if self.plan.audience == Audience::Exempt {
            // What has changed is said in the whole of it.
            return Ok(Document::of(&unit.selection, &self.basis));
        }
        let resolved = resolve::resolve(self.workspace, &unit.selection, &self.basis);
        match self.replaced {
            Replaced::Needed => resolved,
            Replaced::IfThere => {
                Ok(resolved
                    .unwrap_or_else(|_| Document::of(&unit.selection, &self.basis)))
            }
        }
    }

    /// The files of a unit, made of its pages and read back.
    fn files(
        &self,
        unit: &BuildUnit<'_>,
        document: &Document,
        pages: &PagedDocument,
        warnings: &[Diagnostic],
        start: Instant,
    ) -> Result<Vec<(Edition, Vec<u8>)>, Error> {
        let problems = |diagnostics| self.project.problems(diagnostics);
        let limits = self.workspace.limits();
        let count = pages.pages().len();
        if limits.is_passed(Limit::Pages, count as u64) {
            let most = limits.get(Limit::Pages);
            let message = format!("`{}` has {count} pages, more than {most}", unit.id);
            let remedy = limits.remedy(Limit::Pages);
            let problem = Diagnostic::error(LIMIT, message).hint(remedy);
            return Err(problems(vec![problem]));
        }
        let origin =
            Origin { inputs: &|| self.inputs().digest.clone(), version: &self.version };
        let parts = document.parts(&resolve::digests(self.workspace.sources()));
        let opened = &self.project.opened;
        let (locale, drawn) = (&opened.locale, &opened.theme.facts.text.drawn);
        let laid_out = LaidOut { document, pages, locale, drawn };
        let mut files = Vec::new();
        for profile in &unit.profiles {
            self.plan.cancellation.check()?;
            let (workspace, plan) = (self.workspace, self.plan);
            let (exported, mut more) = export(
                workspace, plan, &laid_out, unit, *profile, &origin,
            )
            .map_err(|failure| problems(self.explain(&failure, unit, document)))?;
            more.splice(0..0, external::remarks(&unit.selection, unit.medium));
            self.settings.settle(&mut more);
            let warnings = [warnings, &more].concat();
            if has_errors(&warnings) {
                return Err(problems(warnings));
            }
            for file in exported {
                let preflight = preflight(&file.data);
                let failed = failed_claims(&preflight, &format!("{}.pdf", file.stem));
                if !failed.is_empty() {
                    return Err(problems(failed));
                }
                let edition = Edition {
                    preflight,
                    id: unit.id.clone(),
                    profile: *profile,
                    path: self.plan.out.join(format!("{}.pdf", file.stem)),
                    pages: file.pages,
                    bytes: file.data.len(),
                    digest: Digest::of(&file.data),
                    parts: parts.clone(),
                    elapsed: start.elapsed(),
                    warnings: warnings.clone(),
                };
                files.push((edition, file.data));
            }
        }
        Ok(files)
    }

    /// What a unit is made of, but for the record of the whole project that its files carry.
    fn fingerprint(
        &self,
        unit: &BuildUnit<'_>,
        document: &Document,
        sources: &[RenderedSource],
        materials: &Digest,
    ) -> Digest {
        let Plan { out, press, audience, .. } = self.plan;
        let mut whole =
            format!("{materials}\n{out:?}\n{press:?}\n{audience:?}\n{}\n", self.version);
        for profile in &unit.profiles {
            whole.push_str(&unit.selection.file_stem(*profile));
            whole.push('\n');
        }
        if unit.profiles.contains(&Profile::Archive) {
            for file in data_files(document, &self.project.opened.locale) {
                let digest = Digest::of(&file.data);
                whole.push_str(&format!("{} {} {digest}\n", file.name, file.description));
            }
        }
        for path in external::files(&unit.selection) {
            if let Ok(file) = self.workspace.sources().file(path) {
                whole.push_str(&format!("{}\n", file.digest));
            }
        }
        for source in sources {
            whole.push_str(&source.path);
            whole.push('\0');
            whole.push_str(source.text());
            whole.push('\0');
        }
        Digest::of(whole.as_bytes())
    }

    fn render(
        &self,
        unit: &BuildUnit<'_>,
        document: &Document,
    ) -> Result<Vec<RenderedSource>, Vec<Diagnostic>> {
        let (renderer, locale) =
            (self.project.drawing.renderer()?, &self.project.opened.locale);
        let date = date(self.plan, &unit.selection);
        let (sides, bleed) = match (unit.medium, &self.plan.press) {
            (Medium::Print, Some(press)) => (Sides::Double, press.bleed),
            _ => (Sides::Single, 0.0),
        };
        let setup = PageSetup { date, sides, bleed };
        renderer.render(document, locale, &setup)
    }

    /// Why an export failed, at the places that caused it. The sources are made again to say
    /// so: they are the same, and failures are few.
    fn explain(
        &self,
        failure: &ExportFailure,
        unit: &BuildUnit<'_>,
        document: &Document,
    ) -> Vec<Diagnostic> {
        let errors = match failure {
            ExportFailure::Pdf(PdfFailure::Document(errors)) => errors,
            ExportFailure::Pdf(PdfFailure::Standards(refusal)) => {
                return vec![Diagnostic::error(TYPESETTING, refusal)];
            }
            ExportFailure::Finish(reason) => {
                let message = format!("`{}` cannot be finished: {reason}", unit.id);
                let hint = "report this: it is a mistake of Recto";
                return vec![Diagnostic::error(TYPESETTING, message).hint(hint)];
            }
            ExportFailure::Press(failure) => {
                let message = format!("`{}` cannot be printed: {failure}", unit.id);
                let problem = Diagnostic::error(CANNOT_PRINT, message);
                return vec![problem.hint(failure.remedy())];
            }
        };
        let sources = match self.render(unit, document) {
            Ok(sources) => sources,
            Err(problems) => return problems,
        };
        let typst = typst_document(&sources);
        let typesetter = &self.materials[&unit.medium].typesetter;
        let remarks = typesetter.explain(&typst, errors);
        let origins = self.origins(unit.medium, &sources);
        remarks.iter().map(|remark| diagnose(remark, &origins)).collect()
    }
}

/// The date that a PDF carries: that of publication, for a paper, and a pack without one, that of
/// the meeting; where there is none, `SOURCE_DATE_EPOCH`; where there is none either, the last
/// day of the reporting year. Never the clock.
fn date(plan: &Plan, selection: &Selection<'_>) -> Date {
    let report = selection.report();
    let met = |date: &Known<Placed<Date>>| match date {
        Known::Said(day) => Some(day.value),
        Known::ToBeConfirmed(_) => None,
    };
    let dated = match selection.subject() {
        Subject::Paper(paper) => met(&paper.cover.date),
        Subject::Pack(pack) => match &pack.published {
            Some(published) => Some(published.value),
            None => met(&pack.date),
        },
        Subject::Report | Subject::Brief(_) | Subject::Sections(_) => {
            report.published.as_ref().map(|published| published.value)
        }
    };
    dated
        .or_else(|| plan.epoch.map(OffsetDateTime::date))
        .unwrap_or(report.period.to.value)
}

fn typst_document(sources: &[RenderedSource]) -> typeset::Document {
    typeset::Document {
        main: render::MAIN.to_owned(),
        sources: sources.iter().map(|source| source.source.clone()).collect(),
    }
}
