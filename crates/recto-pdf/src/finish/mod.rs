//! Finishing: what a file for readers or for the records gets that Typst does not write.

mod attach;
mod labels;
mod raised;
mod trace;

use lopdf::{Document, Object};

pub use self::attach::{Attachment, Relationship};
pub use self::labels::PageLabels;
pub use self::raised::Raised;
pub(crate) use self::trace::SCHEMA;
pub use self::trace::Trace;
use crate::bare;
use crate::xmp::Packet;
use crate::{Malformed, Pdf};

impl Pdf {
    /// Says of raised characters, which Typst draws from plain ones, what they are.
    ///
    /// # Errors
    ///
    /// When the file is not built as Typst builds one.
    pub fn say_raised(&mut self, raised: &Raised) -> Result<(), Malformed> {
        Ok(raised::say(&mut self.document, raised)?)
    }

    /// Attaches files, gives labels to pages that Typst has none for, takes out what photographs
    /// say beside their pixels, and says where the file came from.
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
        forget_suspects(document)?;
        bare::images(document);
        attach::attach(document, files)?;
        labels::label(document, labels)?;
        let mut packet = Packet::of(document)?;
        trace.add(&mut packet)?;
        packet.write(document)?;
        Ok(())
    }
}

/// Takes out that the tags are in no doubt, which is what their absence means (ISO 32000-1,
/// table 321): some readers take the entry itself for a mistake.
fn forget_suspects(document: &mut Document) -> Result<(), lopdf::Error> {
    if let Ok(Object::Dictionary(marked)) = document.catalog_mut()?.get_mut(b"MarkInfo")
        && matches!(marked.get(b"Suspects"), Ok(Object::Boolean(false)))
    {
        marked.remove(b"Suspects");
    }
    Ok(())
}
