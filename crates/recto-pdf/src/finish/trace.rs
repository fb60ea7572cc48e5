//! Traces: what a file says of where it came from, in its metadata.
//!
//! A file found alone tells by them which inputs it was made from. They stand in the XMP
//! packet, in a schema of Recto's own that the packet describes, as PDF/A asks (ISO 19005-2,
//! 6.6.2.3.3).

use lopdf::Document;

use crate::xmp::{Packet, Properties, Schema, XmpFault};

/// Recto's schema.
pub(crate) const SCHEMA: Schema = Schema {
    title: "Recto trace",
    namespace: "urn:uuid:6b1f0c52-8a2e-4c57-9a53-0d6a1f6e3b90#",
    prefix: "recto",
    properties: &[
        ("inputs", "SHA-256 digest over the inputs that the document was made from"),
        ("version", "Version of the report"),
        ("edition", "Which document of the report it is"),
        ("profile", "What the file is for: screen, archive or print"),
        ("audience", "For whom it is: public or restricted"),
    ],
};

/// Where a file came from, in the words that the file uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The digest over all inputs, in hexadecimal.
    pub inputs: String,
    /// The report's version, or its status where it has none.
    pub version: String,
    /// The edition's name.
    pub edition: String,
    /// What the file is for: the name of a profile.
    pub profile: String,
    /// For whom it is: `public` or `restricted`.
    pub audience: String,
}

impl Trace {
    fn values(&self) -> [&str; 5] {
        [&self.inputs, &self.version, &self.edition, &self.profile, &self.audience]
    }

    /// Puts the trace into a packet.
    pub(crate) fn add(&self, packet: &mut Packet) -> Result<(), XmpFault> {
        let names = SCHEMA.properties.iter().zip(self.values());
        let properties: Vec<_> =
            names.map(|((name, _), value)| (SCHEMA.prefix, *name, value)).collect();
        packet.describe(&SCHEMA)?;
        packet.add(&[(SCHEMA.prefix, SCHEMA.namespace)], &properties)
    }

    /// What a file says of where it came from; `None` where it says nothing, or is no PDF.
    pub fn read(data: &[u8]) -> Option<Self> {
        let document = Document::load_mem(data).ok()?;
        let properties = Properties::of(&document).ok()?;
        let value = |name| Some(properties.text(SCHEMA.namespace, name)?.to_owned());
        Some(Self {
            inputs: value("inputs")?,
            version: value("version")?,
            edition: value("edition")?,
            profile: value("profile")?,
            audience: value("audience")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_tells_nothing() {
        assert_eq!(Trace::read(b""), None);
        assert_eq!(Trace::read(b"%PDF-1.7\n"), None);
    }
}
