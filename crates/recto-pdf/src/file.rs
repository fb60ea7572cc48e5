//! Files: a PDF by Typst, from its bytes to the bytes of the finished file.

use lopdf::Document;

use crate::xmp::XmpFault;

/// A PDF by Typst while it is finished: parsed once, saved once.
pub struct Pdf {
    pub(crate) document: Document,
}

/// A file that is not built as Typst builds one.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    /// An object is not there, or is not what it should be.
    #[error("its objects are not as expected: {0}")]
    Objects(#[from] lopdf::Error),
    /// Its metadata cannot be read.
    #[error("its metadata is not as expected: {0}")]
    Metadata(#[from] XmpFault),
}

impl Pdf {
    /// Parses a file.
    ///
    /// # Errors
    ///
    /// When it is no PDF, or a damaged one.
    pub fn parse(data: &[u8]) -> Result<Self, Malformed> {
        Ok(Self { document: Document::load_mem(data)? })
    }

    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// When an object cannot be written.
    pub fn save(mut self) -> Result<Vec<u8>, Malformed> {
        let mut data = Vec::new();
        self.document.save_to(&mut data).map_err(lopdf::Error::from)?;
        Ok(data)
    }
}
