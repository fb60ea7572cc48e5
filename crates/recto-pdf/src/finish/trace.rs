//! Traces: what a file says of where it came from, in its metadata.
//!
//! A file found alone tells by them which inputs it was made from. They stand in the XMP
//! packet, in a schema of Recto's own that the packet describes, as PDF/A asks (ISO 19005-2,
//! 6.6.2.3.3).

use std::fmt::Write;

/// The namespace of Recto's schema.
pub(crate) const NAMESPACE: &str = "urn:uuid:6b1f0c52-8a2e-4c57-9a53-0d6a1f6e3b90#";

/// The properties of the schema, with what they are.
const PROPERTIES: [(&str, &str); 5] = [
    ("inputs", "SHA-256 digest over the inputs that the document was made from"),
    ("version", "Version of the report"),
    ("edition", "Which document of the report it is"),
    ("profile", "What the file is for: screen, archive or print"),
    ("audience", "For whom it is: public or restricted"),
];

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

    /// An XMP packet with the trace in it.
    pub(crate) fn added(&self, packet: &str) -> String {
        let mut told =
            format!("<rdf:Description rdf:about=\"\" xmlns:recto=\"{NAMESPACE}\">");
        for ((name, _), value) in PROPERTIES.iter().zip(self.values()) {
            // Writing to a string cannot fail.
            let _ = write!(told, "<recto:{name}>{}</recto:{name}>", escaped(value));
        }
        told.push_str("</rdf:Description></rdf:RDF>");
        let described = format!("{}</rdf:Bag></pdfaExtension:schemas>", schema());
        packet.replacen("</rdf:Bag></pdfaExtension:schemas>", &described, 1).replacen(
            "</rdf:RDF>",
            &told,
            1,
        )
    }

    /// What a file says of where it came from; `None` where it says nothing, or is no PDF.
    pub fn read(data: &[u8]) -> Option<Self> {
        let document = lopdf::Document::load_mem(data).ok()?;
        let metadata = document.catalog().ok()?.get_deref(b"Metadata", &document).ok()?;
        let packet =
            metadata.as_stream().ok()?.get_plain_content_with_limit(LONGEST).ok()?;
        let packet = std::str::from_utf8(&packet).ok()?;
        let packet = packet.trim_start_matches('\u{feff}');
        let parsed = roxmltree::Document::parse(packet).ok()?;
        let value = |name: &str| {
            let named =
                |node: &roxmltree::Node<'_, '_>| node.has_tag_name((NAMESPACE, name));
            Some(parsed.descendants().find(named)?.text().unwrap_or_default().to_owned())
        };
        Some(Self {
            inputs: value("inputs")?,
            version: value("version")?,
            edition: value("edition")?,
            profile: value("profile")?,
            audience: value("audience")?,
        })
    }
}

/// The longest packet that is read, in bytes.
const LONGEST: usize = 16 << 20;

/// The description of the schema that PDF/A asks for.
fn schema() -> String {
    let mut schema = format!(
        "<rdf:li rdf:parseType=\"Resource\">\
         <pdfaSchema:schema>Recto trace</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>\
         <pdfaSchema:prefix>recto</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq>"
    );
    for (name, what) in PROPERTIES {
        let _ = write!(
            schema,
            "<rdf:li rdf:parseType=\"Resource\">\
             <pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{what}</pdfaProperty:description>\
             <pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        );
    }
    schema.push_str("</rdf:Seq></pdfaSchema:property></rdf:li>");
    schema
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_text_whatever_it_holds() {
        let trace = Trace {
            inputs: "0a".to_owned(),
            version: "2 <b> & \"c\"".to_owned(),
            edition: "report".to_owned(),
            profile: "screen".to_owned(),
            audience: "public".to_owned(),
        };
        let packet = "<x xmlns:rdf=\"r\"><rdf:RDF></rdf:RDF></x>";
        let packet = trace.added(packet);
        let parsed = roxmltree::Document::parse(&packet).unwrap();
        let version = parsed
            .descendants()
            .find(|node| node.has_tag_name((NAMESPACE, "version")))
            .unwrap();
        assert_eq!(version.text(), Some("2 <b> & \"c\""));
    }

    #[test]
    fn what_is_no_pdf_tells_nothing() {
        assert_eq!(Trace::read(b""), None);
        assert_eq!(Trace::read(b"%PDF-1.7\n"), None);
    }
}
