//! Metadata: what a file says it is (ISO 14289-1, 5 and 7.1; ISO 19005-2, 6.6.2.1 and 6.6.4).

use lopdf::Document;

use super::finding::{At, Findings};
use super::rule::{a, both, rules, ua};
use crate::reading::Reading;
use crate::standard::{Level, Standard};
use crate::xmp::{self, DC, PDFA_ID, PDFUA_ID};

rules! {
    MISSING "no-metadata" Metadata both("7.1", "6.6.2.1").x("6.10"),
        "it has no metadata", "export it with its properties as XMP";
    MALFORMED "malformed-metadata" Metadata both("5", "6.6.2.1").x("6.10"),
        "its metadata cannot be read", "write the XMP packet anew, in UTF-8";
    HEADER "metadata-header" Metadata a("6.6.2.1"),
        "the header of the XMP packet says how it is encoded", "take `bytes` and `encoding` out of the header";
    NO_TITLE "no-title" Language ua("7.1"),
        "it has no title", "give it a title in its properties";
    NOT_UA "does-not-claim-ua-1" Metadata ua("5"),
        "it does not say that it is PDF/UA-1", "export it as PDF/UA";
    NOT_A "does-not-claim-pdf-a" Metadata a("6.6.4"),
        "it does not say that it is PDF/A of this part and level", "export it as PDF/A";
    PREFIX "claim-prefix" Metadata both("5", "6.6.4"),
        "it says what it is under another prefix than the standard's", "use `pdfuaid` and `pdfaid`";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(packet) = xmp::bytes(reading.document) else {
        findings.add(&MISSING, At::default());
        return;
    };
    let metadata = &reading.metadata;
    if let Some(fault) = &metadata.fault {
        findings.say(&MALFORMED, At::default(), fault.to_string());
        return;
    }
    let Ok(text) = std::str::from_utf8(&packet) else { return };
    let header = text.find("<?xpacket ").map(|at| &text[at..]);
    let header = header.and_then(|it| it.split("?>").next()).unwrap_or_default();
    if header.contains(" bytes=") || header.contains(" encoding=") {
        findings.add(&HEADER, At::default());
    }
    if metadata.get(DC, "title").is_none() {
        findings.add(&NO_TITLE, At::default());
    }
    for standard in findings.standards().to_vec() {
        match standard {
            Standard::Ua1 if !metadata.claims_ua() => {
                findings.add(&NOT_UA, At::default());
            }
            Standard::A { part, level } => {
                let said = metadata.get(PDFA_ID, "part");
                let own = match metadata.get(PDFA_ID, "conformance") {
                    Some("A") => Some(Level::A),
                    Some("U") => Some(Level::U),
                    Some("B") => Some(Level::B),
                    _ => None,
                };
                let is_part = said == Some(part.to_string().as_str());
                if !is_part || own.is_none_or(|own| own < level) {
                    findings.add(&NOT_A, At::default());
                }
            }
            Standard::Ua1 | Standard::X4 => {}
        }
    }
    judge_prefixes(reading.document, findings);
}

fn judge_prefixes(document: &Document, findings: &mut Findings) {
    let Some(packet) = xmp::bytes(document) else { return };
    let Ok(text) = std::str::from_utf8(&packet) else { return };
    let Ok(parsed) = roxmltree::Document::parse(text.trim_start_matches('\u{feff}'))
    else {
        return;
    };
    for (namespace, wanted, names) in [
        (PDFUA_ID, "pdfuaid", &["part", "amd", "corr"][..]),
        (PDFA_ID, "pdfaid", &["part", "conformance", "amd", "corr"][..]),
    ] {
        let is_asked = findings.standards().iter().any(|it| match it {
            Standard::Ua1 => namespace == PDFUA_ID,
            Standard::A { .. } => namespace == PDFA_ID,
            Standard::X4 => false,
        });
        let is_named = |it: roxmltree::Node<'_, '_>| {
            let source = &text.trim_start_matches('\u{feff}');
            let element = it.is_element()
                && it.tag_name().namespace() == Some(namespace)
                && names.contains(&it.tag_name().name())
                && !source[it.range()].starts_with(&format!("<{wanted}:"));
            let attribute = it.attributes().any(|attribute| {
                attribute.namespace() == Some(namespace)
                    && names.contains(&attribute.name())
                    && !source[attribute.range()].starts_with(&format!("{wanted}:"))
            });
            element || attribute
        };
        if is_asked && parsed.descendants().any(is_named) {
            findings.say(&PREFIX, At::default(), format!("`{wanted}` is right"));
        }
    }
}
