//! External PDFs: the pages of other makers that a paper attaches, put into its file, and what
//! is to be said of them.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use recto_pdf::join::{Bands, Difference, Insertion, JoinFailure, Sheet, Withdrawal};
use recto_pdf::{Malformed, Pdf};

use super::typst_errors::CANNOT_PRINT;
use super::{COVERED_PAGE, NO_LONGER_CLAIMED, NOT_CARRIED_OVER};
use crate::diagnostic::{Diagnostic, Place};
use crate::edition::{Audience, Medium, Selection, Subject};
use crate::report::{Enclosure, External, Paper, Withholding};
use crate::sources::{FileError, Sources};
use crate::typeset::{PagedDocument, marks};

/// The level of the heading that opens an appendix, and of that which opens an item.
const APPENDIX: u8 = 2;
const ITEM: u8 = 1;

/// An external file of an edition.
struct Joined<'r> {
    /// The name that its host pages bear.
    name: String,
    /// The level of the heading that opens it.
    level: u8,
    external: &'r External,
}

/// The external files of an edition.
fn externals<'r>(selection: &Selection<'r>) -> Vec<Joined<'r>> {
    let report = selection.report();
    let are_exempt_alone = selection.audience() == Audience::Exempt;
    let of_paper = |paper: &'r Paper, prefix: &str, is_within_exempt: bool| {
        let is_exempt = is_within_exempt
            || paper.audience.is_restricted()
            || report.audience.is_restricted();
        let appendices = paper.appendices.iter().filter(|appendix| {
            let is_withheld = appendix.part_two.extent == Withholding::Whole;
            !are_exempt_alone || is_exempt || is_withheld
        });
        let external = appendices.filter_map(|appendix| match &appendix.content {
            Enclosure::External(external) => {
                let name = format!("{prefix}{}-", appendix.letter.to_lowercase());
                Some(Joined { name, level: APPENDIX, external })
            }
            _ => None,
        });
        external.collect::<Vec<_>>()
    };
    match selection.subject() {
        Subject::Report | Subject::Brief(_) | Subject::Sections(_) => Vec::new(),
        Subject::Paper(paper) => of_paper(paper, "", false),
        Subject::Pack(pack) => {
            let items = pack.items.iter().filter_map(|item| {
                if let Some(Enclosure::External(external)) = item.printed_content() {
                    let is_withheld = item.part_two.extent == Withholding::Whole;
                    let name = item.prefix();
                    let joined = Joined { name, level: ITEM, external };
                    return (!are_exempt_alone || is_withheld).then(|| vec![joined]);
                }
                let id = item.printed_paper()?;
                let paper = report.papers.iter().find(|it| it.id.value == id.value)?;
                let is_exempt =
                    pack.audience.is_restricted() || item.audience.is_restricted();
                Some(of_paper(paper, &item.prefix(), is_exempt))
            });
            items.flatten().collect()
        }
    }
}

/// The external files of an edition, by their paths.
pub(super) fn files<'r>(selection: &Selection<'r>) -> impl Iterator<Item = &'r str> {
    externals(selection).into_iter().map(|joined| &*joined.external.file.value)
}

/// Refuses each external file of an edition for a press, at the place that names it.
pub(super) fn refused_in_print(
    selection: &Selection<'_>,
    id: &impl Display,
) -> Vec<Diagnostic> {
    let refused = externals(selection).into_iter().map(|joined| {
        let file = &joined.external.file;
        let message = format!(
            "`{id}` holds the external PDF `{}`, which is not made for a press",
            file.value
        );
        let hint = "print the external PDF by itself, or build the profile `screen`";
        Diagnostic::error(CANNOT_PRINT, message).at(&file.place).hint(hint)
    });
    refused.collect()
}

/// What of the external files of an edition is not carried over.
pub(super) fn remarks(selection: &Selection<'_>, medium: Medium) -> Vec<Diagnostic> {
    let mut said: Vec<Diagnostic> = Vec::new();
    for Joined { external, .. } in externals(selection) {
        if medium == Medium::Large {
            let message = format!(
                "`{}`: its pages stay in the type that they have",
                external.file.value
            );
            let problem = Diagnostic::warning(NOT_CARRIED_OVER, message)
                .at(&external.file.place)
                .hint("ask its maker for large print, and say in the paper where to have it");
            if !said.contains(&problem) {
                said.push(problem);
            }
        }
        for remark in &external.survey.remarks {
            let message = format!("`{}`: {remark}", external.file.value);
            let problem = Diagnostic::warning(NOT_CARRIED_OVER, message);
            let problem = problem
                .at(&external.file.place)
                .hint("look at the pages, and say in the paper what readers miss");
            if !said.contains(&problem) {
                said.push(problem);
            }
        }
    }
    said
}

/// Why a file could not be finished: a mistake of Recto.
#[derive(Debug, thiserror::Error)]
pub(super) enum FinishFailure {
    /// It is not built as expected.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A page of an external file shows something else in it than by itself.
    #[error("page {page} of `{path}` is not what it was: {difference}")]
    Differs {
        /// The external file.
        path: String,
        /// Its page, from 1.
        page: usize,
        /// What differs.
        difference: Difference,
    },
    /// The pages of external files cannot be put into it.
    #[error(transparent)]
    Join(#[from] JoinFailure),
    /// An external file cannot be read.
    #[error("{0}")]
    Read(#[from] FileError),
}

/// Puts the pages of external files in the place of their host pages, and says what the file
/// can therefore not claim.
pub(super) fn join(
    file: &mut Pdf,
    pages: &PagedDocument,
    selection: &Selection<'_>,
    sources: &Sources,
) -> Result<Vec<Diagnostic>, FinishFailure> {
    let externals = externals(selection);
    if externals.is_empty() {
        return Ok(Vec::new());
    }
    let mut hosts: BTreeMap<String, (Vec<usize>, Vec<Bands>)> = BTreeMap::new();
    for mark in marks(pages, "host") {
        // The theme says them in thousandths of a point.
        let band = |edge: &str| {
            let thousandths: Option<f64> =
                mark.fields.get(edge).and_then(|band| band.parse().ok());
            thousandths.unwrap_or_default() / 1000.0
        };
        if let Some(name) = mark.fields.get("name") {
            let (places, bands) = hosts.entry(name.clone()).or_default();
            places.push(mark.page);
            bands.push(Bands { top: band("top"), bottom: band("bottom") });
        }
    }
    let mut files: BTreeMap<&str, Arc<[u8]>> = BTreeMap::new();
    for Joined { external, .. } in &externals {
        let path = &*external.file.value;
        if !files.contains_key(path) {
            files.insert(path, sources.file(path)?.bytes);
        }
    }
    let insertions: Vec<Insertion<'_>> = externals
        .iter()
        .map(|Joined { name, level, external }| {
            let (host_pages, bands) = hosts.remove(name).unwrap_or_default();
            let data = files.get(&*external.file.value).map(|it| &**it);
            Insertion {
                data: data.unwrap_or_default(),
                host_pages,
                bands,
                level: *level,
                name: name.trim_end_matches('-'),
            }
        })
        .collect();
    let joined = file.join(&insertions).map_err(|failure| match failure {
        JoinFailure::Differs { insertion, page, difference } => {
            let external = externals.get(insertion).map(|it| it.external);
            let path = external.map(|it| it.file.value.to_string()).unwrap_or_default();
            FinishFailure::Differs { path, page, difference }
        }
        failure => failure.into(),
    })?;
    let said = joined.withdrawn.iter().filter_map(|it| {
        let external = externals.get(it.insertion)?.external;
        Some(withdrawal(it, selection, &external.file.value, &external.file.place))
    });
    let covered = joined.covered.iter().filter_map(|(insertion, page)| {
        let external = externals.get(*insertion)?.external;
        Some(covered(external, external.survey.sheets.get(*page)?))
    });
    let mut warnings: Vec<Diagnostic> = Vec::new();
    for warning in said.chain(covered) {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    Ok(warnings)
}

/// That what is printed on a page is covered, because the page would have to become too small.
fn covered(external: &External, sheet: &Sheet) -> Diagnostic {
    let (path, label) = (&external.file.value, &sheet.label);
    let message =
        format!("the stamp or the marking covers what page {label} of `{path}` prints");
    Diagnostic::warning(COVERED_PAGE, message)
        .at(&external.file.place)
        .hint("stamp its other edge, or ask for a copy with wider margins")
}

/// That an edition claims something no longer.
fn withdrawal(
    withdrawal: &Withdrawal,
    selection: &Selection<'_>,
    path: &str,
    place: &Place,
) -> Diagnostic {
    let (name, claim, cause) = (selection.id(), withdrawal.claim, &withdrawal.cause);
    let message =
        format!("`{name}` does not claim {claim}, because of `{path}`: {cause}");
    let hint = match cause.remedy() {
        Some(remedy) => format!("ask for a copy that keeps to the standard: {remedy}"),
        None => "ask for an accessible copy, made as PDF/UA and PDF/A".to_owned(),
    };
    Diagnostic::warning(NO_LONGER_CLAIMED, message).at(place).hint(hint)
}
