//! Extents: where an object and its stream begin and end in the bytes of a file (ISO 32000-1,
//! 7.3.8 and 7.3.10).

use lopdf::ObjectId;

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
    // The objects behind it are not looked through.
    let word = body[..first_end].windows(6).enumerate().find_map(|(at, it)| {
        let before = body[..at].trim_ascii_end();
        (it == b"stream" && before.ends_with(b">>")).then_some(at)
    })?;
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
