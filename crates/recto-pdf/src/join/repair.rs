//! Repair: streams whose length is not the one that they say, and objects that are written
//! carelessly, as every viewer mends them (ISO 32000-1, 7.3). What cannot be read is named, so that no page loses it in silence.

use std::collections::HashSet;

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId, Stream};

use super::careless;
use super::extent::{body, content};
use super::refusal::Damage;
use crate::object::{Dict, direct_length};

/// Mends the streams and the careless objects of a file; how many there were.
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
            match careless::object(body) {
                Some(object) => mended.push((id, object)),
                None => {
                    unread.insert(id);
                }
            }
            continue;
        };
        let entries = match object {
            Object::Dictionary(entries) => entries,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        // Whoever reads a file may mend the length, so that it is taken from the bytes.
        let is_end = |it: &[u8]| it == b"stream" || it == b"endobj";
        let head = body.windows(6).position(is_end);
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
            mended.push((id, Stream::new(entries, content.to_vec()).into()));
        }
    }
    let count = mended.len();
    for (id, object) in mended {
        document.max_id = document.max_id.max(id.0);
        document.objects.insert(id, object);
    }
    match lost(document, &unread) {
        Some((number, _)) => Err(Damage::Object(number)),
        None => Ok(count),
    }
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
    use lopdf::{Object, Stream, dictionary};

    use crate::conformance::fixtures::base;
    use crate::join::{Damage, Refusal, Remark, survey};

    #[test]
    fn a_careless_object_is_mended_and_said() {
        let data = base::saved(base::document(2));
        let whole = survey(&data).expect("a file");
        assert!(!whole.remarks.contains(&Remark::Repaired));
        // A blank in a name: the length stays what it was.
        let at = data.windows(11).position(|it| it == b"/Supplement").expect("a name");
        let mut careless = data.clone();
        careless[at + 4] = b' ';
        let mended = survey(&careless).expect("a file that is mended");
        assert!(mended.remarks.contains(&Remark::Repaired));
        assert_eq!((mended.sheets, mended.tagging), (whole.sheets, whole.tagging));
    }

    #[test]
    fn a_content_of_which_nothing_can_be_unpacked_is_refused() {
        let with = |data: &[u8]| {
            let mut document = base::document(2);
            let entries = dictionary! { "Filter" => "FlateDecode" };
            let content = document.add_object(Stream::new(entries, data.to_vec()));
            base::page(&mut document).set("Contents", content);
            survey(&base::saved(document)).map(|it| it.sheets.len())
        };
        let lost = Refusal::Damaged(Damage::Content(1));
        assert_eq!(with(b"BT ET, and not packed at all"), Err(lost));
        assert_eq!(with(b""), Ok(1));
    }

    #[test]
    fn a_page_whose_content_is_gone_is_refused() {
        let mut document = base::document(2);
        let content = base::page(&mut document).get(b"Contents");
        let content = content.and_then(Object::as_reference).expect("it");
        document.objects.remove(&content);
        let survey = survey(&base::saved(document));
        assert_eq!(survey, Err(Refusal::Damaged(Damage::NoContent(1))));
    }

    #[test]
    fn the_highest_number_of_all_leaves_no_room() {
        let mut document = base::document(2);
        document.objects.insert((u32::MAX - 1, 0), Object::Null);
        document.max_id = u32::MAX - 1;
        assert!(survey(&base::saved(document)).is_err());
    }
}
