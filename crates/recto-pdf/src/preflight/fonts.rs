//! Fonts: that a file brings its letters, and says what they are.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::ObjectId;

use super::check::Check;
use super::subject::Subject;
use crate::letters::letters;
use crate::object::Dict;

pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    let mut used: BTreeMap<ObjectId, BTreeSet<u16>> = BTreeMap::new();
    for page in &subject.pages {
        for (font, codes) in &page.codes {
            used.entry(*font).or_default().extend(codes);
        }
    }
    for (id, codes) in used {
        let Some(font) = Dict::numbered(subject.document, id) else {
            check.fail(None, "a font is not there");
            continue;
        };
        let name = font.name(b"BaseFont").unwrap_or(b"?").escape_ascii();
        let kind = font.name(b"Subtype").unwrap_or_default();
        if kind != b"Type0" {
            let kind = kind.escape_ascii();
            check.fail(None, format!("`{name}` is a font of kind `{kind}`"));
            continue;
        }
        if !is_embedded(font) {
            check.fail(None, format!("`{name}` is not embedded"));
        }
        if codes.contains(&0) {
            check.fail(None, format!("`{name}` shows a letter that it does not have"));
        }
        let Some(map) = font.stream(b"ToUnicode").and_then(letters) else {
            check.fail(None, format!("`{name}` does not say what its letters are"));
            continue;
        };
        let unknown = codes.iter().filter(|code| !map.contains_key(code)).count();
        if unknown > 0 {
            let what = format!("`{name}` does not say what {unknown} of its letters are");
            check.fail(None, what);
        }
    }
}

fn is_embedded(font: Dict<'_>) -> bool {
    let Some(descendant) = font.dicts(b"DescendantFonts").next() else { return false };
    let Some(descriptor) = descendant.dict(b"FontDescriptor") else { return false };
    let mut files = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].into_iter();
    files.any(|key| descriptor.stream(key).is_some_and(|it| !it.content.is_empty()))
}
