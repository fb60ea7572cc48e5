//! Bare images: the photographs of a file without what cameras and programs noted in them, such
//! as where they were taken, by whom, and how they looked before they were cut.
//!
//! A PDF holds a photograph as the bytes of its own format. What it looks like stays to the last
//! bit: pixels, colour profile, and the mark of its channels. How the camera was held is said on
//! the page, not in the photograph.

mod jpeg;
mod jpx;

use std::borrow::Cow;

use lopdf::{Document, Object, Stream};

use crate::object::{Dict, LONGEST, resolve, unpacked};

/// Takes out of the photographs of a file what they say beside their pixels. One whose parts
/// cannot be told apart stays as it is.
pub(crate) fn images(document: &mut Document) {
    let bare: Vec<_> = document
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, bare(document, object.as_stream().ok()?)?)))
        .collect();
    for (id, stream) in bare {
        document.objects.insert(id, Object::Stream(stream));
    }
}

/// A photograph without what it says; `None` for a stream that is none, or says nothing.
fn bare(document: &Document, stream: &Stream) -> Option<Stream> {
    let dict = Dict::new(document, &stream.dict);
    let filters = dict.one_or_more(b"Filter");
    let (last, outer) = filters.split_last()?;
    let strip = match resolve(document, last)?.as_name().ok()? {
        b"DCTDecode" => jpeg::bare,
        b"JPXDecode" => jpx::bare,
        _ => return None,
    };
    let photograph = if outer.is_empty() {
        Cow::Borrowed(&stream.content)
    } else {
        let mut packed = Stream::new(stream.dict.clone(), stream.content.clone());
        packed.dict.set("Filter", outer.to_vec());
        Cow::Owned(unpacked(&packed, LONGEST).ok()?.into_owned())
    };
    let content = strip(&photograph)?;
    if content == *photograph {
        return None;
    }
    let mut entries = stream.dict.clone();
    entries.set("Filter", last.clone());
    // Parameters stand in the order of the filters.
    match dict.one_or_more(b"DecodeParms").get(outer.len()) {
        Some(own) => entries.set("DecodeParms", own.clone()),
        None => drop(entries.remove(b"DecodeParms")),
    }
    Some(Stream::new(entries, content).with_compression(false))
}
