//! Attachments: files within a file are described, and allowed (ISO 14289-1, 7.11; ISO 19005-2
//! and 19005-3, 6.8).

use std::collections::HashSet;

use lopdf::Document;

use super::finding::{At, Findings};
use super::rule::{a_part, both, rules};
use crate::object::{Dict, LONGEST, unpacked};
use crate::reading::Reading;
use crate::xmp::{PDFA_ID, Properties};

rules! {
    UNNAMED "attachment-without-name" Attachments both("7.11", "6.8"),
        "an attached file has no name", "give it `F` and `UF`";
    NOT_ARCHIVABLE "attachment-not-archivable" Attachments a_part(2, "6.8"),
        "an attached file is no PDF/A", "take it out, or attach it to a PDF/A-3";
    NO_TYPE "attachment-without-type" Attachments a_part(3, "6.8"),
        "an attached file has no media type", "give its stream a `Subtype` such as `text/csv`";
    NO_RELATIONSHIP "attachment-without-relationship" Attachments a_part(3, "6.8"),
        "what an attached file is to the document is not said", "give it an `AFRelationship`";
    NOT_ASSOCIATED "attachment-without-part" Attachments a_part(3, "6.8"),
        "an attached file belongs to nothing", "name it in `AF` of what it belongs to";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let document = reading.document;
    let mut associated: HashSet<usize> = HashSet::new();
    reading.each_dictionary(|_, dict| {
        let files = dict.one_or_more(b"AF").iter();
        associated.extend(files.filter_map(|it| Some(Dict::of(document, it)?.address())));
    });
    let mut seen: HashSet<usize> = HashSet::new();
    let mut files = Vec::new();
    reading.each_dictionary(|id, dict| {
        if dict.dict(b"EF").is_some() {
            files.push((id, dict));
        }
    });
    for (id, file) in files {
        if !seen.insert(file.address()) {
            continue;
        }
        judge_file(file, At::from(id), associated.contains(&file.address()), findings);
    }
}

fn judge_file(file: Dict<'_>, at: At, is_associated: bool, findings: &mut Findings) {
    let name = file.text(b"UF").or_else(|| file.text(b"F")).unwrap_or_default();
    let told = if name.is_empty() { String::new() } else { format!("`{name}`") };
    if file.text(b"F").is_none() || file.text(b"UF").is_none() {
        findings.say(&UNNAMED, at, told.clone());
    }
    if !file.has(b"AFRelationship") {
        findings.say(&NO_RELATIONSHIP, at, told.clone());
    }
    if !is_associated {
        findings.say(&NOT_ASSOCIATED, at, told.clone());
    }
    let stream =
        file.dict(b"EF").and_then(|it| it.stream(b"F").or_else(|| it.stream(b"UF")));
    let Some(stream) = stream else { return };
    let is_type = |it: &[u8]| {
        let parts: Vec<&[u8]> = it.split(|byte| *byte == b'/').collect();
        let is_word = |it: &&[u8]| {
            let known =
                |byte: &u8| byte.is_ascii_alphanumeric() || b"-_+.".contains(byte);
            !it.is_empty() && it.iter().all(known)
        };
        parts.len() == 2 && parts.iter().all(is_word)
    };
    let entries = Dict::new(file.document, &stream.dict);
    if !entries.name(b"Subtype").is_some_and(is_type) {
        findings.say(&NO_TYPE, at, told.clone());
    }
    if findings.asks(&NOT_ARCHIVABLE) {
        let inner = unpacked(stream, LONGEST).ok();
        let inner = inner.and_then(|data| Document::load_mem(&data).ok());
        let part = inner.and_then(|it| {
            Some(Properties::of(&it).ok()?.text(PDFA_ID, "part")?.to_owned())
        });
        if !matches!(part.as_deref(), Some("1" | "2")) {
            findings.say(&NOT_ARCHIVABLE, at, told);
        }
    }
}
