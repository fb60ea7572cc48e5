//! Claims: what a PDF says it conforms to.

use std::fmt;

use lopdf::Document;

use crate::xmp::{PDFA_ID, PDFUA_ID, Properties};

/// Something that our files claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// PDF/UA-1 (ISO 14289-1).
    Ua1,
    /// PDF/A-2a or PDF/A-3a (ISO 19005).
    PdfA,
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ua1 => "PDF/UA-1",
            Self::PdfA => "PDF/A",
        })
    }
}

/// What a file claims in its metadata.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Claims {
    /// PDF/UA-1.
    pub ua1: bool,
    /// The part and the level of PDF/A, such as 2 and `b`.
    pub pdf_a: Option<(u8, char)>,
}

impl Claims {
    /// What a file claims.
    pub(super) fn of(document: &Document) -> Self {
        let properties = Properties::of(document).unwrap_or_default();
        let value = |namespace, name| properties.text(namespace, name).map(str::trim);
        let part = value(PDFA_ID, "part").and_then(|it| it.parse().ok());
        let level = value(PDFA_ID, "conformance").and_then(|it| it.chars().next());
        Self {
            ua1: value(PDFUA_ID, "part") == Some("1"),
            pdf_a: part.zip(level.map(|it| it.to_ascii_lowercase())),
        }
    }
}
