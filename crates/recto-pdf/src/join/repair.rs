//! Repair: streams whose length is not the one that they say, as every viewer mends them
//! (ISO 32000-1, 7.3.8). What cannot be read is named, so that no page loses it in silence.

use std::collections::HashSet;

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId, Stream};

use super::refusal::Damage;
use crate::object::{Dict, direct_length};

/// Mends the streams of a file; how many there were.
///
/// # Errors
///
/// When an object that its pages lead to cannot be read.
pub(super) fn repair(document: &mut Document, data: &[u8]) -> Result<usize, Damage> {
    let mut mended = Vec::new();
    let mut unread: HashSet<ObjectId> = HashSet::new();
    for (number, entry) in &document.reference_table.entries {
        let XrefEntry::Normal { offset, generation } = entry else { continue };
        let id = (*number, *generation);
        let at = usize::try_from(*offset).unwrap_or(usize::MAX);
        let Some(body) = data.get(at..).and_then(|it| body(it, id)) else { continue };
        let Some(object) = document.objects.get(&id) else {
            unread.insert(id);
            continue;
        };
        let entries = match object {
            Object::Dictionary(entries) => entries,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        // Whoever reads a file may mend the length, so that it is taken from the bytes.
        let head = body.windows(6).position(|it| it == b"stream");
        let direct = head.and_then(|at| direct_length(&body[..at]));
        let said = direct.or_else(|| {
            let said = Dict::new(document, entries).integer(b"Length");
            usize::try_from(said?).ok()
        });
        let Some(content) = content(body, said) else { continue };
        let is_whole = said == Some(content.len())
            && object.as_stream().is_ok_and(|it| it.content == content);
        if !is_whole {
            let mut entries = entries.clone();
            entries.set("Length", i64::try_from(content.len()).unwrap_or(i64::MAX));
            mended.push((id, Stream::new(entries, content.to_vec())));
        }
    }
    let count = mended.len();
    for (id, stream) in mended {
        document.objects.insert(id, Object::Stream(stream));
    }
    match lost(document, &unread) {
        Some((number, _)) => Err(Damage::Object(number)),
        None => Ok(count),
    }
}

/// What follows the header of an object; `None` where another thing stands there.
pub(super) fn body(from: &[u8], id: ObjectId) -> Option<&[u8]> {
    let from = from.trim_ascii_start();
    let (mut rest, words) =
        (from, [id.0.to_string(), id.1.to_string(), "obj".to_owned()]);
    for word in words {
        rest = rest.trim_ascii_start().strip_prefix(word.as_bytes())?;
    }
    Some(rest)
}

/// The content of the stream that an object is: as long as it says where its end stands there,
/// else up to its end. `None` for an object that is no stream.
pub(super) fn content(body: &[u8], said: Option<usize>) -> Option<&[u8]> {
    let find =
        |from: &[u8], word: &[u8]| from.windows(word.len()).position(|it| it == word);
    let first_end = find(body, b"endobj").unwrap_or(body.len());
    let word = body.windows(6).enumerate().find_map(|(at, it)| {
        let before = body[..at].trim_ascii_end();
        (it == b"stream" && before.ends_with(b">>")).then_some(at)
    })?;
    if word > first_end {
        return None;
    }
    let content = match &body[word + 6..] {
        [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] | rest => rest,
    };
    let ends_there = |length: usize| {
        let after = content.get(length..)?;
        after.trim_ascii_start().starts_with(b"endstream").then(|| &content[..length])
    };
    if let Some(whole) = said.and_then(ends_there) {
        return Some(whole);
    }
    let end = find(content, b"endstream").or_else(|| find(content, b"endobj"))?;
    let found = &content[..end];
    let found = found.strip_suffix(b"\n").unwrap_or(found);
    Some(found.strip_suffix(b"\r").unwrap_or(found))
}

/// An object that was not read, and that the pages of a file lead to.
fn lost(document: &Document, unread: &HashSet<ObjectId>) -> Option<ObjectId> {
    if unread.is_empty() {
        return None;
    }
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
    let mut waiting = vec![root];
    let mut seen = HashSet::new();
    while let Some(id) = waiting.pop() {
        if unread.contains(&id) {
            return Some(id);
        }
        if seen.insert(id)
            && let Some(object) = document.objects.get(&id)
        {
            references(object, 0, &mut waiting);
        }
    }
    None
}

fn references(object: &Object, depth: usize, found: &mut Vec<ObjectId>) {
    if depth > 64 {
        return;
    }
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => {
            items.iter().for_each(|it| references(it, depth + 1, found));
        }
        Object::Dictionary(entries) => {
            entries.iter().for_each(|(_, it)| references(it, depth + 1, found));
        }
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, it)| references(it, depth + 1, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_ends_where_its_end_stands() {
        let body = |said: Option<usize>| {
            content(b" << >>\nstream\nBT ET\nendstream\nendobj", said).unwrap().to_vec()
        };
        for said in [Some(5), Some(2), Some(0), Some(900), None] {
            assert_eq!(body(said), b"BT ET", "{said:?}");
        }
        assert_eq!(content(b" << /A (stream) >>\nendobj", None), None);
    }
}
