//! Finishing: what a file for readers or for the records gets that Typst does not write.

mod attach;
mod labels;
mod trace;

use lopdf::{Document, Object, ObjectId};

pub use self::attach::{Attachment, Relationship};
pub use self::labels::PageLabels;
pub(crate) use self::trace::NAMESPACE;
pub use self::trace::Trace;
use crate::{Malformed, Pdf};

impl Pdf {
    /// Attaches files, gives labels to pages that Typst has none for, and says where the
    /// file came from.
    ///
    /// # Errors
    ///
    /// When the file is not built as Typst builds one.
    pub fn finish(
        &mut self,
        trace: &Trace,
        files: &[Attachment<'_>],
        labels: &PageLabels,
    ) -> Result<(), Malformed> {
        let document = &mut self.document;
        attach::attach(document, files)?;
        labels::label(document, labels)?;
        let metadata = document.catalog()?.get(b"Metadata")?.as_reference()?;
        let packet = packet(document, metadata)?;
        let stream = document.get_object_mut(metadata)?.as_stream_mut()?;
        stream.set_plain_content(trace.added(&packet).into_bytes());
        Ok(())
    }
}

/// The XMP packet of a document.
pub(crate) fn packet(
    document: &Document,
    metadata: ObjectId,
) -> Result<String, lopdf::Error> {
    let stream = document.get_object(metadata).and_then(Object::as_stream)?;
    String::from_utf8(stream.get_plain_content()?)
        .map_err(|_| lopdf::Error::DictKey("Metadata".to_owned()))
}
