//! The file: how its bytes are put together (ISO 14289-1, 6.1; ISO 19005-2, 6.1).

use lopdf::xref::XrefEntry;
use lopdf::{Object, ObjectId, Stream};

use super::finding::{At, Findings};
use super::rule::{OF_X4, a, both, rules};
use crate::flaws::Flaws;
use crate::object::{Dict, direct_length};
use crate::reading::Reading;

rules! {
    HEADER "header" File both("6.1", "6.1.2").x("6.1"),
        "its first line is not that of a PDF 1", "save it as PDF 1.7";
    BINARY "header-not-binary" File a("6.1.2"),
        "its second line does not mark it as binary", "save it again with another program";
    NO_ID "no-file-id" File a("6.1.3").x(OF_X4),
        "it has no id", "save it again with another program";
    ENCRYPTED "encrypted" File a("6.1.3").x(OF_X4),
        "it is encrypted", "save it without protection";
    AFTER_END "data-after-end" File a("6.1.3"),
        "there is something after its end", "save it again with another program";
    TABLE "table-of-objects" File a("6.1.4"),
        "its table of objects is not written as it must be", "save it again with another program";
    HEXADECIMAL "hexadecimal-text" File a("6.1.6"),
        "a text in hexadecimal digits has an odd number of them, or something else", "save it again with another program";
    LENGTH "stream-length" File a("6.1.7.1"),
        "a stream is of another length than it says", "save it again with another program";
    STREAM_LINES "stream-lines" File a("6.1.7.1"),
        "the words around a stream do not stand on lines of their own", "save it again with another program";
    EXTERNAL_STREAM "stream-elsewhere" File a("6.1.7.1").x(OF_X4),
        "the data of a stream is in another file", "embed it";
    FILTER "stream-filter" File a("6.1.7.2").x(OF_X4),
        "a stream is packed in a way that is not allowed", "pack it with `FlateDecode`";
    NAME "name-not-utf-8" File a("6.1.8").x("6.6"),
        "the name of a font or an ink is not in UTF-8", "rename it";
    ROLE_NAME "role-not-utf-8" File a("6.1.8"),
        "the name of a role is not in UTF-8", "rename it";
    SPACING "object-spacing" File a("6.1.9"),
        "an object is not written as it must be", "save it again with another program";
    TOO_LONG "too-large-for-pdf" File a("6.1.13").x("6.25"),
        "a number, a name or a text is larger than PDF takes", "shorten it";
    PAGE_SIZE "page-size" File a("6.1.13"),
        "a page is smaller than 3 or larger than 14,400 units", "change its size, or its `UserUnit`";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let document = reading.document;
    let has_id = document.trailer.get(b"ID").and_then(Object::as_array);
    let has_id = has_id.is_ok_and(|it| {
        it.first().and_then(|it| it.as_str().ok()).is_some_and(|it| !it.is_empty())
    });
    // A file that is not yet saved gets its id then.
    if reading.data.is_some() && !has_id {
        findings.add(&NO_ID, At::default());
    }
    if document.is_encrypted() || document.was_encrypted() {
        findings.add(&ENCRYPTED, At::default());
    }
    for (id, object) in &document.objects {
        judge_object(object, *id, 0, findings);
        if let Object::Stream(stream) = object {
            judge_stream(Dict::new(document, &stream.dict), *id, findings);
        }
    }
    for (number, node) in (1..).zip(&reading.nodes) {
        let boxes = [&b"MediaBox"[..], b"CropBox", b"TrimBox", b"ArtBox", b"BleedBox"];
        let fits = boxes.iter().all(|key| {
            let area = node.raw(key).and_then(|it| crate::object::rect(document, it));
            area.is_none_or(|it| {
                [it.width(), it.height()].iter().all(|it| (3.0..=14_400.0).contains(it))
            })
        });
        if !fits {
            findings.add(&PAGE_SIZE, number);
        }
    }
    for (number, page) in reading.numbered() {
        if page.uses.flaws.hexadecimal {
            findings.add(&HEXADECIMAL, number);
        }
        if page.uses.flaws.too_large {
            findings.add(&TOO_LONG, number);
        }
    }
    judge_names(reading, findings);
    if let Some(data) = reading.data {
        judge_bytes(reading, data, findings);
    }
}

fn judge_object(object: &Object, id: ObjectId, depth: usize, findings: &mut Findings) {
    let most = i64::from(i32::MAX);
    let is_large = match object {
        Object::Integer(number) => *number > most || *number < -most - 1,
        Object::String(text, _) => text.len() > 32_767,
        Object::Name(name) => name.len() > 127,
        _ => false,
    };
    if is_large {
        findings.add(&TOO_LONG, id);
    }
    if depth > 64 {
        return;
    }
    let entries = match object {
        Object::Array(items) => {
            return items.iter().for_each(|it| judge_object(it, id, depth + 1, findings));
        }
        Object::Dictionary(entries) => entries,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    for (key, value) in entries {
        if key.len() > 127 {
            findings.add(&TOO_LONG, id);
        }
        judge_object(value, id, depth + 1, findings);
    }
}

fn judge_stream(stream: Dict<'_>, id: ObjectId, findings: &mut Findings) {
    if [&b"F"[..], b"FFilter", b"FDecodeParms"].iter().any(|key| stream.has(key)) {
        findings.add(&EXTERNAL_STREAM, id);
    }
    let filters = stream.one_or_more(b"Filter").iter();
    for filter in filters.filter_map(|it| it.as_name().ok()) {
        let known: [&[u8]; 8] = [
            b"ASCIIHexDecode",
            b"ASCII85Decode",
            b"FlateDecode",
            b"RunLengthDecode",
            b"CCITTFaxDecode",
            b"JBIG2Decode",
            b"DCTDecode",
            b"JPXDecode",
        ];
        let mut parameters = stream.one_or_more(b"DecodeParms").iter();
        let is_identity = filter == b"Crypt"
            && parameters.all(|it| {
                let name = Dict::of(stream.document, it).and_then(|it| it.name(b"Name"));
                matches!(name, None | Some(b"Identity"))
            });
        if !known.contains(&filter) && !is_identity {
            findings.say(&FILTER, id, format!("`{}`", filter.escape_ascii()));
        }
    }
}

fn judge_names(reading: &Reading<'_>, findings: &mut Findings) {
    let is_text = |name: &[u8]| std::str::from_utf8(name).is_ok();
    for shown in &reading.fonts {
        let names =
            [shown.font.dict.name(b"BaseFont"), shown.font.inner.name(b"BaseFont")];
        if names.into_iter().flatten().any(|it| !is_text(it)) {
            findings.add(&NAME, At::from(reading.number_of(shown.font.dict)));
        }
    }
    for (number, page) in reading.numbered() {
        for space in &page.uses.spaces {
            let names = crate::object::resolve(reading.document, space);
            let names = names.and_then(|it| it.as_array().ok());
            let second = names.and_then(|it| it.get(1));
            let second =
                second.and_then(|it| crate::object::resolve(reading.document, it));
            let are_texts = match second {
                Some(Object::Name(name)) => is_text(name),
                Some(Object::Array(names)) => {
                    names.iter().filter_map(|it| it.as_name().ok()).all(is_text)
                }
                _ => true,
            };
            if !are_texts {
                findings.add(&NAME, number);
            }
        }
    }
    if let Some(tree) = &reading.structure {
        tree.walk(|element| {
            if !is_text(element.kind) {
                findings.add(&ROLE_NAME, At::from(element.id));
            }
        });
    }
}

fn judge_bytes(reading: &Reading<'_>, data: &[u8], findings: &mut Findings) {
    let head = data.get(..8).unwrap_or_default();
    let is_header = head.starts_with(b"%PDF-1.")
        && head.get(7).is_some_and(|it| (b'0'..=b'7').contains(it))
        && matches!(data.get(8), Some(b'\r' | b'\n'));
    if !is_header {
        findings.add(&HEADER, At::default());
    }
    let second = data.iter().position(|it| matches!(it, b'\r' | b'\n'));
    let second = second.map(|at| &data[at..]).unwrap_or_default();
    let second = match second {
        [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
        rest => rest,
    };
    let is_binary = second.first() == Some(&b'%')
        && second.get(1..5).is_some_and(|it| it.iter().all(|it| *it > 127));
    if !is_binary {
        findings.add(&BINARY, At::default());
    }
    let end = data.windows(5).rposition(|it| it == b"%%EOF");
    let after = end.map(|at| &data[at + 5..]).unwrap_or_default();
    if !matches!(after, b"" | b"\n" | b"\r" | b"\r\n") {
        findings.add(&AFTER_END, At::default());
    }
    judge_table(data, findings);
    for (number, entry) in &reading.document.reference_table.entries {
        let XrefEntry::Normal { offset, generation } = entry else { continue };
        let id = (*number, *generation);
        let Some(at) = usize::try_from(*offset).ok().filter(|at| *at < data.len()) else {
            continue;
        };
        let Some(object) = reading.document.objects.get(&id) else {
            // It is there, and cannot be read.
            let header = format!("{} {} obj", id.0, id.1);
            if data[at..].trim_ascii_start().starts_with(header.as_bytes()) {
                findings.add(&SPACING, id);
            }
            continue;
        };
        judge_written(reading, data, at, object, id, findings);
    }
}

/// Judges how the table of objects at the end is written, where it is a table.
fn judge_table(data: &[u8], findings: &mut Findings) {
    let mut from = 0;
    while let Some(found) = data[from..].windows(4).position(|it| it == b"xref") {
        let at = from + found;
        from = at + 4;
        let is_word = at == 0 || matches!(data[at - 1], b'\r' | b'\n');
        if !is_word {
            continue;
        }
        let rest = &data[at + 4..];
        let rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] => rest,
            _ => {
                findings.add(&TABLE, At::default());
                continue;
            }
        };
        let line =
            rest.split(|it| matches!(it, b'\r' | b'\n')).next().unwrap_or_default();
        let parts: Vec<&[u8]> = line.split(|it| *it == b' ').collect();
        let is_number = |it: &&[u8]| !it.is_empty() && it.iter().all(u8::is_ascii_digit);
        // A blank may stand at the end of the line.
        let is_written = match parts.as_slice() {
            [first, count] | [first, count, []] => is_number(first) && is_number(count),
            _ => false,
        };
        if !is_written {
            findings.add(&TABLE, At::default());
        }
    }
}

/// Judges how an object is written.
fn judge_written(
    reading: &Reading<'_>,
    data: &[u8],
    at: usize,
    object: &Object,
    id: ObjectId,
    findings: &mut Findings,
) {
    let header = format!("{} {} obj", id.0, id.1);
    let is_break = |at: Option<&u8>| matches!(at, Some(b'\r' | b'\n'));
    // A table may lead to what stands right before the object.
    let blanks = data[at..].iter().take_while(|it| it.is_ascii_whitespace()).count();
    let at = at + blanks;
    let begins = data[at..].starts_with(header.as_bytes())
        && (at == 0 || is_break(data.get(at - 1)))
        && is_break(data.get(at + header.len()));
    let body = &data[(at + header.len()).min(data.len())..];
    let (end, text) = match object {
        Object::Stream(stream) => {
            let Some((text, rest)) =
                judge_stream_words(reading, body, stream, id, findings)
            else {
                return;
            };
            let end = rest.windows(6).position(|it| it == b"endobj");
            (end.map(|at| (rest, at)), text)
        }
        _ => {
            let end = body.windows(6).position(|it| it == b"endobj");
            let text = &body[..end.unwrap_or(0)];
            (end.map(|at| (body, at)), text)
        }
    };
    let ends = end.is_some_and(|(of, at)| {
        is_break(at.checked_sub(1).and_then(|at| of.get(at)))
            && (is_break(of.get(at + 6)) || of.len() == at + 6)
    });
    if !begins || !ends {
        findings.add(&SPACING, id);
    }
    if !has_sound_hexadecimals(text) {
        findings.add(&HEXADECIMAL, id);
    }
}

/// Judges the words around a stream; what stands before it, and what stands after it.
fn judge_stream_words<'b>(
    reading: &Reading<'_>,
    body: &'b [u8],
    stream: &Stream,
    id: ObjectId,
    findings: &mut Findings,
) -> Option<(&'b [u8], &'b [u8])> {
    // The word stands after the end of the dictionary, and nowhere as a part of another.
    let word = body.windows(6).enumerate().find_map(|(at, it)| {
        let before = body[..at].iter().rev().find(|it| !it.is_ascii_whitespace());
        (it == b"stream" && before == Some(&b'>')).then_some(at)
    })?;
    // Whoever reads a file may mend the length, so that it is taken from the bytes.
    let direct = direct_length(&body[..word]);
    let length = direct.or_else(|| {
        let length = Dict::new(reading.document, &stream.dict).integer(b"Length");
        usize::try_from(length?).ok()
    });
    let after = &body[word + 6..];
    let content = match after {
        [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..] => rest,
        [b'\r', rest @ ..] | rest => {
            findings.add(&STREAM_LINES, id);
            rest
        }
    };
    let rest = length.and_then(|length| content.get(length..)).unwrap_or_default();
    let ends = [&b"\r\nendstream"[..], b"\nendstream", b"\rendstream"];
    let rest = if ends.iter().any(|it| rest.starts_with(it)) {
        rest
    } else if rest.starts_with(b"endstream") {
        findings.add(&STREAM_LINES, id);
        rest
    } else {
        findings.add(&LENGTH, id);
        let at = content.windows(9).position(|it| it == b"endstream")?;
        &content[at..]
    };
    Some((&body[..word], rest))
}

/// Whether all texts in hexadecimal digits have an even number of them and nothing else.
fn has_sound_hexadecimals(text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'(' => {
                let mut depth = 0;
                while at < text.len() {
                    match text[at] {
                        b'\\' => at += 1,
                        b'(' => depth += 1,
                        b')' => {
                            depth -= 1;
                            if depth == 0 {
                                break;
                            }
                        }
                        _ => {}
                    }
                    at += 1;
                }
            }
            b'%' => {
                let rest = &text[at..];
                at += rest
                    .iter()
                    .position(|it| matches!(it, b'\r' | b'\n'))
                    .unwrap_or(rest.len());
            }
            b'<' if text.get(at + 1) == Some(&b'<') => at += 1,
            b'<' => {
                let rest = &text[at + 1..];
                let Some(end) = rest.iter().position(|it| *it == b'>') else {
                    return false;
                };
                let mut flaws = Flaws::default();
                flaws.hexadecimal(&rest[..end]);
                if flaws.hexadecimal {
                    return false;
                }
                at += end + 1;
            }
            _ => {}
        }
        at += 1;
    }
    true
}
