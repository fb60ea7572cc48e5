//! Fonts: that a file brings its letters, and says what they are.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{ObjectId, Stream};

use super::check::Check;
use super::subject::Subject;
use crate::object::{Dict, LONGEST_CONTENT, unpacked};

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
        let Some(map) = font.stream(b"ToUnicode").and_then(mapped) else {
            check.fail(None, format!("`{name}` does not say what its letters are"));
            continue;
        };
        let unknown = codes.iter().filter(|code| !map.contains(code)).count();
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

/// The codes that a map gives characters for (Adobe technical note 5411).
fn mapped(map: &Stream) -> Option<BTreeSet<u16>> {
    let text = unpacked(map, LONGEST_CONTENT).ok()?;
    let text = std::str::from_utf8(&text).ok()?;
    let mut codes = BTreeSet::new();
    for section in text.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next()?;
        let values = hexadecimal(section);
        let (pairs, _) = values.as_chunks::<2>();
        codes.extend(
            pairs.iter().filter(|it| !it[1].is_empty()).filter_map(|it| code(&it[0])),
        );
    }
    for section in text.split("beginbfrange").skip(1) {
        let section = section.split("endbfrange").next()?;
        for line in section.lines() {
            let values = hexadecimal(line);
            let (Some(first), Some(last)) = (values.first(), values.get(1)) else {
                continue;
            };
            codes.extend(code(first)?..=code(last)?);
        }
    }
    Some(codes)
}

/// The hexadecimal strings of a text.
fn hexadecimal(text: &str) -> Vec<String> {
    let inside = text.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    inside.map(|it| it.split_whitespace().collect()).collect()
}

fn code(digits: &str) -> Option<u16> {
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use lopdf::Dictionary;

    use super::*;

    #[test]
    fn maps_are_read() {
        let text = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
                    2 beginbfchar\n<0001> <0041>\n<0002> <>\nendbfchar\n\
                    1 beginbfrange\n<0010> <0012> <0061>\nendbfrange";
        let stream = Stream::new(Dictionary::new(), text.as_bytes().to_vec());
        let codes = mapped(&stream).unwrap();
        assert_eq!(codes.into_iter().collect::<Vec<_>>(), [1, 0x10, 0x11, 0x12]);
    }
}
