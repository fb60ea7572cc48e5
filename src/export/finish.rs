//! Finishing: what a file for readers or for the records gets that Typst does not write.

use lopdf::{Document, Object};

use super::attach::attach;
use super::labels::{PageLabels, label};
use super::trace::Trace;
use crate::edition::data::DataFile;

/// A PDF by Typst with its trace, with files attached, and with labels for pages that Typst
/// has none for.
///
/// # Errors
///
/// When the file is not built as Typst builds one.
pub fn finish(
    data: &[u8],
    trace: &Trace,
    files: &[DataFile],
    labels: &PageLabels,
) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::load_mem(data)?;
    attach(&mut document, files)?;
    label(&mut document, labels)?;
    let metadata = document.catalog()?.get(b"Metadata")?.as_reference()?;
    let packet = packet(&document, metadata)?;
    let stream = document.get_object_mut(metadata)?.as_stream_mut()?;
    stream.set_plain_content(trace.added(&packet).into_bytes());
    let mut finished = Vec::with_capacity(data.len() + 4096);
    document.save_to(&mut finished)?;
    Ok(finished)
}

/// The XMP packet of a document.
pub(super) fn packet(
    document: &Document,
    metadata: lopdf::ObjectId,
) -> Result<String, lopdf::Error> {
    let stream = document.get_object(metadata).and_then(Object::as_stream)?;
    String::from_utf8(stream.get_plain_content()?)
        .map_err(|_| lopdf::Error::DictKey("Metadata".to_owned()))
}
