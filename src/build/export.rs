//! Exporting: finished pages become the files of a profile.

use std::collections::BTreeMap;

use recto_pdf::finish::{self, Attachment, PageLabels, Trace};
use recto_pdf::preflight::{Outcome, Preflight};
use recto_pdf::prepress::{LastPage, PressFailure, PrintFile};
use recto_pdf::{Malformed, Pdf};

use super::external::{FinishFailure, join};
use super::unit::BuildUnit;
use super::{PREFLIGHT, Plan, Workspace};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::data::{DataFile, Relationship, data_files};
use crate::edition::{EditionId, Profile};
use crate::export::{PdfFailure, pdf};
use crate::report::{BackMatter, Locale};
use crate::theme::Drawn;
use crate::typeset::{PagedDocument, marks};
use crate::wording::letters;

/// What files say of where they came from.
pub(super) struct Origin<'o> {
    /// The digest over the inputs.
    pub(super) inputs: &'o (dyn Fn() -> String + Sync),
    /// The report's version.
    pub(super) version: &'o str,
}

/// A document that was laid out.
pub(super) struct LaidOut<'e> {
    /// What it says.
    pub(super) document: &'e Document,
    /// Its pages.
    pub(super) pages: &'e PagedDocument,
    /// The words of its language.
    pub(super) locale: &'e Locale,
    /// The characters that the theme draws from others.
    pub(super) drawn: &'e Drawn,
}

/// A file that an export makes.
pub(super) struct Exported {
    /// Its name without the ending.
    pub(super) stem: String,
    pub(super) pages: usize,
    pub(super) data: Vec<u8>,
}

/// Why pages could not be exported.
pub(super) enum ExportFailure {
    /// What Typst finds.
    Pdf(PdfFailure),
    /// What is in the way of printing.
    Press(PressFailure),
    /// What is in the way of finishing.
    Finish(FinishFailure),
}

/// The files of a profile, made of finished pages, and what is to be said of them.
pub(super) fn export(
    workspace: &Workspace,
    plan: &Plan,
    laid_out: &LaidOut<'_>,
    unit: &BuildUnit<'_>,
    profile: Profile,
    origin: &Origin<'_>,
) -> Result<(Vec<Exported>, Vec<Diagnostic>), ExportFailure> {
    let trace = Trace {
        inputs: (origin.inputs)(),
        version: origin.version.to_owned(),
        edition: unit.id.to_string(),
        profile: profile.to_string(),
        audience: plan.audience.to_string(),
    };
    let LaidOut { document, pages, locale, drawn } = *laid_out;
    let stem = unit.selection.file_stem(profile);
    let data = pdf(pages, profile, &stem).map_err(ExportFailure::Pdf)?;
    let mut file = Pdf::parse(&data).map_err(unfinished)?;
    drop(data);
    match (&plan.press, profile) {
        (Some(press), Profile::Print) => {
            let files = file
                .prepress(press, &stem, last_page(unit), &trace)
                .map_err(ExportFailure::Press)?;
            let named = |file: PrintFile| Exported {
                stem: format!("{stem}{}", file.part.suffix()),
                pages: file.pages,
                data: file.data,
            };
            Ok((files.into_iter().map(named).collect(), Vec::new()))
        }
        _ => {
            let files = match profile {
                Profile::Archive => data_files(document, locale),
                Profile::Screen | Profile::Print | Profile::Large => Vec::new(),
            };
            let attachments: Vec<_> = files.iter().map(attachment).collect();
            file.say_raised(&drawn.raised_figures().collect()).map_err(unfinished)?;
            let warnings = join(&mut file, pages, &unit.selection, workspace.sources())
                .map_err(ExportFailure::Finish)?;
            file.finish(&trace, &attachments, &labels(pages)).map_err(unfinished)?;
            let data = file.save().map_err(unfinished)?;
            Ok((vec![Exported { stem, pages: pages.pages().len(), data }], warnings))
        }
    }
}

fn unfinished(failure: Malformed) -> ExportFailure {
    ExportFailure::Finish(FinishFailure::Malformed(failure))
}

/// A file of data as a PDF takes it along.
fn attachment(file: &DataFile) -> Attachment<'_> {
    Attachment {
        name: &file.name,
        media_type: file.media_type,
        description: &file.description,
        relationship: match file.relationship {
            Relationship::Data => finish::Relationship::Data,
            Relationship::Source => finish::Relationship::Source,
        },
        data: &file.data,
    }
}

/// What the pages are called for which Typst has no label in the file: exempt pages, 253.1, 253.2,
/// and those of a supplement, of which each item goes on after a page of another pack, 47a, 47b.
fn labels(pages: &PagedDocument) -> PageLabels {
    let count = pages.pages().len();
    let units = marks(pages, "unit");
    let exempt = marks(pages, "exempt").into_iter().flat_map(|mark| {
        let end = units.iter().map(|unit| unit.page).find(|page| *page > mark.page);
        let after = mark.fields.get("after").cloned().unwrap_or_default();
        let from = mark.fields.get("from").and_then(|from| from.parse().ok());
        let numbers = from.unwrap_or(1usize)..;
        let pages = mark.page..end.unwrap_or(count);
        pages.zip(numbers).map(move |(page, number)| (page, format!("{after}.{number}")))
    });
    let mut labels: BTreeMap<usize, String> = exempt.collect();
    let items = marks(pages, "supplement");
    let ends = items.iter().skip(1).map(|item| item.page).chain([count]);
    for (item, end) in items.iter().zip(ends) {
        let after = item.fields.get("after").map(String::as_str).unwrap_or_default();
        let open = (item.page..end).filter(|page| !labels.contains_key(page));
        let open: Vec<_> = open.collect();
        labels.extend(open.into_iter().enumerate().map(|(position, page)| {
            (page, format!("{after}{}", letters(position).to_lowercase()))
        }));
    }
    labels.into_iter().collect()
}

/// What the last page of an edition is: a report's contacts stand on the back of its cover.
fn last_page(unit: &BuildUnit<'_>) -> LastPage {
    let report = unit.selection.report();
    let ends = report.back_matter.last() == Some(&BackMatter::Contacts);
    let contacts = ends && !report.contacts.is_empty();
    match unit.id {
        EditionId::Report if contacts => LastPage::BackCover,
        _ => LastPage::Inner,
    }
}

/// What a file does not keep of what its profile promises, by the name of the file. No profile is
/// claimed in error: a file that says nothing of one fails too.
pub fn failed_claims(preflight: &Preflight, file: &str) -> Vec<Diagnostic> {
    let failed = preflight.with(Outcome::Failed).flat_map(|check| {
        check.findings.iter().map(|finding| {
            let page = finding.page.map_or_else(String::new, |it| format!(", page {it}"));
            let (claim, what) = (check.claim, &finding.what);
            let message = format!("`{file}`{page} does not keep `{claim}`: {what}");
            Diagnostic::error(PREFLIGHT, message)
                .hint("`docs/preflight.md` says what to do for each claim")
        })
    });
    failed.collect()
}
