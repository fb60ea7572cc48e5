//! Exporting: finished pages become the files of a profile.

use super::external::joined;
use super::order::Order;
use super::{Job, Opened, PREFLIGHT};
use crate::diagnostic::Diagnostic;
use crate::edition::data::data_files;
use crate::edition::{Kind, Profile};
use crate::export::labels::PageLabels;
use crate::export::preflight::{Outcome, Preflight};
use crate::export::prepress::{LastPage, PressFailure, PrintFile, prepress};
use crate::export::trace::Trace;
use crate::export::{PdfFailure, finish, pdf};
use crate::report::{BackMatter, letters};
use crate::typeset::{PagedDocument, marks};

/// What files say of where they came from.
pub(super) struct Origin<'o> {
    /// The digest over the inputs.
    pub(super) inputs: &'o (dyn Fn() -> String + Sync),
    /// The report's version.
    pub(super) version: &'o str,
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
    Finish(String),
}

/// The files of a profile, made of finished pages, and what is to be said of them.
pub(super) fn export(
    job: &Job,
    pages: &PagedDocument,
    order: &Order<'_>,
    profile: Profile,
    origin: &Origin<'_>,
    opened: &Opened,
) -> Result<(Vec<Exported>, Vec<Diagnostic>), ExportFailure> {
    let locale = &opened.locale;
    let trace = Trace {
        inputs: (origin.inputs)(),
        version: origin.version.to_owned(),
        edition: order.selection.name(),
        profile,
        audience: job.audience,
    };
    let stem = order.selection.file_stem(profile);
    let data = pdf(pages, profile, &stem).map_err(ExportFailure::Pdf)?;
    match (&job.press, profile) {
        (Some(press), Profile::Print) => {
            let files = prepress(&data, press, &stem, last_page(order), &trace)
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
                Profile::Archive => data_files(&order.selection, locale),
                Profile::Screen | Profile::Print => Vec::new(),
            };
            let (data, warnings) = joined(data, pages, &order.selection, opened)
                .map_err(ExportFailure::Finish)?;
            let data = finish(&data, &trace, &files, &labels(pages))
                .map_err(|failure| ExportFailure::Finish(failure.to_string()))?;
            Ok((vec![Exported { stem, pages: pages.pages().len(), data }], warnings))
        }
    }
}

/// What the pages of a supplement are called: each item goes on after a page of another
/// pack, 47a, 47b.
fn labels(pages: &PagedDocument) -> PageLabels {
    let items = marks(pages, "supplement");
    let ends = items.iter().skip(1).map(|item| item.page).chain([pages.pages().len()]);
    let labelled = items.iter().zip(ends).flat_map(|(item, end)| {
        let after = item.fields.get("after").map(String::as_str).unwrap_or_default();
        (item.page..end).map(move |page| {
            let letters = letters(page - item.page);
            (page, format!("{after}{}", letters.to_lowercase()))
        })
    });
    labelled.collect()
}

/// What the last page of an edition is: a report's contacts stand on the back of its cover.
fn last_page(order: &Order<'_>) -> LastPage {
    let report = order.selection.report();
    let ends = report.back_matter.last() == Some(&BackMatter::Contacts);
    let contacts = ends && !report.contacts.is_empty();
    match order.selection.kind() {
        Kind::Report if contacts => LastPage::BackCover,
        _ => LastPage::Inner,
    }
}

/// What a file does not keep of what its profile promises. No profile is claimed in error:
/// a file that says nothing of one fails too.
pub(super) fn failed_claims(preflight: &Preflight, stem: &str) -> Vec<Diagnostic> {
    let failed = preflight.with(Outcome::Failed).flat_map(|check| {
        check.findings.iter().map(|finding| {
            let page = finding.page.map_or_else(String::new, |it| format!(", page {it}"));
            let (claim, what) = (check.claim, &finding.what);
            let message = format!("`{stem}.pdf`{page} does not keep `{claim}`: {what}");
            Diagnostic::error(PREFLIGHT, message)
                .hint("`docs/preflight.md` says what to do for each claim")
        })
    });
    failed.collect()
}
