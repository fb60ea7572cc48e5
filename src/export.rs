//! Export: finished pages become a PDF in a profile, as far as Typst goes.
//!
//! The standards that a profile claims are Typst's to check while it writes, so that they
//! guard every edition. What a press wants beyond that is added afterwards.

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::edition::Profile;

/// Why a document could not be exported.
#[derive(Debug)]
pub enum PdfFailure {
    /// What the standards find wrong with the document.
    Document(Vec<SourceDiagnostic>),
    /// The standards cannot be claimed together.
    Standards(String),
}

/// The bytes of a document as a PDF in a profile; for print, as far as Typst goes.
///
/// `identity` names the file for good: the PDF's document id is made from it.
///
/// # Errors
///
/// What the standards find wrong with the document, in Typst's order.
pub fn pdf(
    document: &PagedDocument,
    profile: Profile,
    identity: &str,
) -> Result<Vec<u8>, PdfFailure> {
    let standards = match profile {
        Profile::Screen | Profile::Large => {
            [PdfStandard::A_2a, PdfStandard::Ua_1].as_slice()
        }
        Profile::Archive => &[PdfStandard::A_3a, PdfStandard::Ua_1],
        // PDF/X-4 is built on PDF 1.6 (ISO 15930-7, 6.1).
        Profile::Print => &[PdfStandard::V_1_6],
    };
    let standards = PdfStandards::new(standards)
        .map_err(|refusal| PdfFailure::Standards(refusal.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(identity.to_owned()),
        creator: Smart::Custom(Some(format!("Recto {}", env!("CARGO_PKG_VERSION")))),
        standards,
        // A printer's file is looked at, not read out; its pages are taken apart.
        tagged: profile != Profile::Print,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options)
        .map_err(|errors| PdfFailure::Document(errors.into_iter().collect()))
}
