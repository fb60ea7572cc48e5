//! Finishing: what a file for readers or for the records gets that Typst does not write.

mod attach;
mod labels;
mod trace;

pub use self::attach::{Attachment, Relationship};
pub use self::labels::PageLabels;
pub(crate) use self::trace::SCHEMA;
pub use self::trace::Trace;
use crate::xmp::Packet;
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
        let mut packet = Packet::of(document)?;
        trace.add(&mut packet)?;
        packet.write(document)?;
        Ok(())
    }
}
