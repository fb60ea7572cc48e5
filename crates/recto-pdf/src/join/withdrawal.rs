//! Withdrawals: what a file takes back of its claims, because of an external file in it.

use std::fmt;

use lopdf::Document;

use super::claims::Claim;
use super::refusal::Remark;
use super::survey::{Survey, Tagging};
use crate::Malformed;
use crate::conformance::{Finding, Standard};
use crate::xmp::{PDFA_ID, PDFUA_ID, Packet, XmpFault};

/// A claim that does not hold any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The claim.
    pub claim: Claim,
    /// Which of the external files is the cause, from 0.
    pub insertion: usize,
    /// Why.
    pub cause: Cause,
}

/// The reason for which a file takes a claim back, as a clause about an external file in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It is not tagged.
    Untagged,
    /// It does not make the claim itself.
    NotClaimed(Claim),
    /// It has a form, whose fields are not carried over.
    Form,
    /// It claims another level of PDF/A: the part and the level.
    Level(u8, char),
    /// What came of it breaks a rule of the standard.
    Broken(Broken),
}

/// A rule that a file breaks because of an external file in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The standard.
    pub standard: Standard,
    /// The first of what was found.
    pub finding: Finding,
    /// The page of the external file, from 0; `None` where it is of the whole file.
    pub page: Option<usize>,
    /// How many other rules are broken.
    pub others: usize,
}

impl Cause {
    /// What to do about it, where more can be said than to ask for another copy.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::Broken(broken) => Some(broken.finding.rule.remedy),
            _ => None,
        }
    }
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
            Self::Broken(Broken { standard, finding, page, others }) => {
                if let Some(page) = page {
                    write!(f, "page {}: ", page + 1)?;
                }
                let clause = finding.rule.clause(*standard).unwrap_or_default();
                write!(f, "{} ({standard}, {clause})", finding.what())?;
                match others {
                    0 => Ok(()),
                    1 => f.write_str(", and 1 other rule is broken"),
                    others => write!(f, ", and {others} other rules are broken"),
                }
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
