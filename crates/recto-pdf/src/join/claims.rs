//! Claims: what a PDF says it conforms to, and what is taken back where it is not true.

use std::fmt;

use lopdf::Document;

use super::Withdrawal;
use super::refusal::Remark;
use super::survey::{Survey, Tagging};
use crate::Malformed;
use crate::xmp::{PDFA_ID, PDFUA_ID, Packet, Properties, XmpFault};

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

/// Why a file takes a claim back, as a clause about an external file in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It is not tagged.
    Untagged,
    /// It does not make the claim itself.
    NotClaimed(Claim),
    /// It has a form, whose fields are not carried over.
    Form,
    /// It claims another level of PDF/A: the part and the level.
    Level(u8, char),
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untagged => f.write_str("it is not tagged"),
            Self::NotClaimed(claim) => write!(f, "it does not claim {claim}"),
            Self::Form => f.write_str("its form cannot be read out any more"),
            Self::Level(part, level) => {
                write!(f, "it claims PDF/A-{part}{level}, and level a is wanted")
            }
        }
    }
}

/// What a file that holds pages of an external one cannot claim, and why.
pub(super) fn causes(survey: &Survey) -> Vec<(Claim, Cause)> {
    let claims = survey.claims;
    if survey.tagging == Tagging::Untagged {
        return vec![(Claim::Ua1, Cause::Untagged), (Claim::PdfA, Cause::Untagged)];
    }
    let mut causes = Vec::new();
    if !claims.ua1 {
        causes.push((Claim::Ua1, Cause::NotClaimed(Claim::Ua1)));
    } else if survey.remarks.contains(&Remark::Form) {
        causes.push((Claim::Ua1, Cause::Form));
    }
    match claims.pdf_a {
        None => causes.push((Claim::PdfA, Cause::NotClaimed(Claim::PdfA))),
        Some((1..=3, 'a')) => {}
        // PDF/UA-1 asks for the tags and the characters that level a does.
        Some((1..=3, _)) if claims.ua1 => {}
        Some((part, level)) => causes.push((Claim::PdfA, Cause::Level(part, level))),
    }
    causes
}

/// Takes claims out of the metadata of a file.
pub(super) fn withdraw(
    host: &mut Document,
    withdrawn: &[Withdrawal],
) -> Result<(), Malformed> {
    let claims = [(Claim::Ua1, PDFUA_ID), (Claim::PdfA, PDFA_ID)].into_iter();
    let namespaces: Vec<_> = claims
        .filter(|(claim, _)| withdrawn.iter().any(|it| it.claim == *claim))
        .map(|(_, namespace)| namespace)
        .collect();
    if namespaces.is_empty() {
        return Ok(());
    }
    let mut packet = match Packet::of(host) {
        Err(XmpFault::Missing) => return Ok(()),
        packet => packet?,
    };
    packet.remove(&namespaces)?;
    packet.write(host)?;
    Ok(())
}
