//! Claims: what a PDF says it conforms to, and what is taken back where it is not true.

use std::fmt;

use lopdf::{Document, Object};

use super::Withdrawal;
use super::refusal::Remark;
use super::survey::{Survey, Tagging};
use super::tree::entry;

const PDFA_ID: &str = "http://www.aiim.org/pdfa/ns/id/";
const PDFUA_ID: &str = "http://www.aiim.org/pdfua/ns/id/";

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
        let Some(packet) = packet(document) else { return Self::default() };
        let Ok(parsed) =
            roxmltree::Document::parse(packet.trim_start_matches('\u{feff}'))
        else {
            return Self::default();
        };
        let value = |namespace: &str, name: &str| {
            parsed.descendants().find_map(|node| {
                let own = node.attribute((namespace, name));
                let is = node.has_tag_name((namespace, name));
                own.or_else(|| is.then(|| node.text()).flatten())
                    .map(|it| it.trim().to_owned())
            })
        };
        let part = value(PDFA_ID, "part").and_then(|it| it.parse().ok());
        let level = value(PDFA_ID, "conformance");
        let level =
            level.and_then(|it| it.chars().next()).map(|it| it.to_ascii_lowercase());
        Self {
            ua1: value(PDFUA_ID, "part").as_deref() == Some("1"),
            pdf_a: part.zip(level),
        }
    }
}

fn packet(document: &Document) -> Option<String> {
    let metadata =
        entry(document, document.catalog().ok()?, b"Metadata")?.as_stream().ok()?;
    String::from_utf8(metadata.get_plain_content().ok()?).ok()
}

/// What a file that holds pages of an external one cannot claim, and why.
pub(super) fn causes(survey: &Survey) -> Vec<(Claim, String)> {
    let claims = survey.claims;
    if survey.tagging == Tagging::Untagged {
        let why = || "it is not tagged".to_owned();
        return vec![(Claim::Ua1, why()), (Claim::PdfA, why())];
    }
    let mut causes = Vec::new();
    if !claims.ua1 {
        causes.push((Claim::Ua1, "it does not claim PDF/UA-1".to_owned()));
    } else if survey.remarks.contains(&Remark::Form) {
        causes.push((Claim::Ua1, "its form cannot be read out any more".to_owned()));
    }
    match claims.pdf_a {
        None => causes.push((Claim::PdfA, "it does not claim PDF/A".to_owned())),
        Some((1..=3, 'a')) => {}
        // PDF/UA-1 asks for the tags and the characters that level a does.
        Some((1..=3, _)) if claims.ua1 => {}
        Some((part, level)) => {
            let why = format!("it claims PDF/A-{part}{level}, and level a is wanted");
            causes.push((Claim::PdfA, why));
        }
    }
    causes
}

/// Takes claims out of the metadata of a file.
pub(super) fn withdraw(
    host: &mut Document,
    withdrawn: &[Withdrawal],
) -> Result<(), lopdf::Error> {
    let is_withdrawn = |claim| withdrawn.iter().any(|it| it.claim == claim);
    let mut namespaces = Vec::new();
    if is_withdrawn(Claim::Ua1) {
        namespaces.push(PDFUA_ID);
    }
    if is_withdrawn(Claim::PdfA) {
        namespaces.push(PDFA_ID);
    }
    if namespaces.is_empty() {
        return Ok(());
    }
    let Some(packet) = packet(host) else { return Ok(()) };
    let packet = without(&packet, &namespaces);
    let metadata = host.catalog()?.get(b"Metadata").and_then(Object::as_reference)?;
    host.get_object_mut(metadata)?
        .as_stream_mut()?
        .set_plain_content(packet.into_bytes());
    Ok(())
}

/// A packet without the properties of some namespaces.
fn without(packet: &str, namespaces: &[&str]) -> String {
    let Ok(parsed) = roxmltree::Document::parse(packet) else { return packet.to_owned() };
    let is_named =
        |namespace: Option<&str>| namespace.is_some_and(|it| namespaces.contains(&it));
    let mut ranges = Vec::new();
    for node in parsed.descendants().filter(roxmltree::Node::is_element) {
        if is_named(node.tag_name().namespace()) {
            ranges.push(node.range());
            continue;
        }
        let attributes = node.attributes().filter(|it| is_named(it.namespace()));
        ranges.extend(attributes.map(|attribute| attribute.range()));
    }
    let mut kept = packet.to_owned();
    for range in ranges.into_iter().rev() {
        kept.replace_range(range, "");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_cut_out_and_the_rest_stays() {
        let packet = "<x xmlns:a='http://www.aiim.org/pdfa/ns/id/' \
                      xmlns:u='http://www.aiim.org/pdfua/ns/id/'>\
                      <d u:part='1' other='2'/><a:part>2</a:part><a:conformance>A</a:conformance>\
                      <u:part>1</u:part><t>kept</t></x>";
        let kept = without(packet, &[PDFUA_ID]);
        assert!(!kept.contains("<u:part>") && !kept.contains("u:part='1'"), "{kept}");
        assert!(
            kept.contains("<a:part>2</a:part>") && kept.contains("other='2'"),
            "{kept}"
        );
        let none = without(packet, &[PDFUA_ID, PDFA_ID]);
        assert!(!none.contains(":part") && none.contains("<t>kept</t>"), "{none}");
        assert!(roxmltree::Document::parse(&none).is_ok(), "{none}");
    }
}
