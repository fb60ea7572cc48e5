//! PDF: the profiles as Typst's options.
//!
//! The screen profile claims PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once,
//! so that Typst's own checks guard every edition.

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why a document could not be exported.
#[derive(Debug)]
pub enum PdfFailure {
    /// What the standards find wrong with the document.
    Document(Vec<SourceDiagnostic>),
    /// The standards cannot be claimed together.
    Standards(String),
}

/// The bytes of a document as an accessible, archivable PDF.
///
/// `identity` names the edition for good: the PDF's document id is made from it.
///
/// # Errors
///
/// What the standards find wrong with the document, in Typst's order.
pub fn pdf(document: &PagedDocument, identity: &str) -> Result<Vec<u8>, PdfFailure> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|refusal| PdfFailure::Standards(refusal.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(identity.to_owned()),
        creator: Smart::Custom(Some(format!("Recto {}", env!("CARGO_PKG_VERSION")))),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options)
        .map_err(|errors| PdfFailure::Document(errors.into_iter().collect()))
}
