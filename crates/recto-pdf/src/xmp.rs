//! XMP: what a file says of itself in its metadata (ISO 16684-1).
//!
//! Properties are read whichever way RDF may write them. An edit changes what it must and
//! leaves every other byte of the packet as it was.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use lopdf::{Document, Object};
use roxmltree::Node;

use crate::object::{Dict, unpacked};

pub(crate) const DC: &str = "http://purl.org/dc/elements/1.1/";
pub(crate) const BASIC: &str = "http://ns.adobe.com/xap/1.0/";
pub(crate) const MEDIA: &str = "http://ns.adobe.com/xap/1.0/mm/";
pub(crate) const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
pub(crate) const PDFA_ID: &str = "http://www.aiim.org/pdfa/ns/id/";
pub(crate) const PDFUA_ID: &str = "http://www.aiim.org/pdfua/ns/id/";
pub(crate) const PDFX_ID: &str = "http://www.npes.org/pdfx/ns/id/";
const PDFA_EXTENSION: &str = "http://www.aiim.org/pdfa/ns/extension/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The longest packet that is read, in bytes.
const LONGEST: usize = 16 << 20;

/// Why there are no properties.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmpFault {
    /// The file has no packet.
    #[error("there is no XMP packet")]
    Missing,
    /// It is not in UTF-8.
    #[error("the XMP packet is not in UTF-8")]
    Encoding,
    /// It is no XML.
    #[error("the XMP packet: {0}")]
    Xml(#[from] roxmltree::Error),
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    /// A bag, a sequence, or a choice.
    List(Vec<Value>),
    /// One text in several languages, each with its tag.
    Languages(Vec<(String, String)>),
    Structure(Properties),
}

/// Properties by namespace and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Properties(BTreeMap<(String, String), Value>);

impl Properties {
    /// What a file says of itself.
    pub(crate) fn of(document: &Document) -> Result<Self, XmpFault> {
        Self::read(&packet(document)?)
    }

    fn read(packet: &str) -> Result<Self, XmpFault> {
        let parsed = roxmltree::Document::parse(packet.trim_start_matches('\u{feff}'))?;
        let mut properties = Self::default();
        let is_description =
            |node: &Node<'_, '_>| node.has_tag_name((RDF, "Description"));
        let roots = parsed.descendants().filter(is_description);
        // Those within a property are its value.
        for root in roots.filter(|it| {
            it.parent().is_none_or(|it| !it.is_element() || it.has_tag_name((RDF, "RDF")))
        }) {
            properties.read_node(root, DEEPEST);
        }
        Ok(properties)
    }

    /// Reads the properties that are attributes and children of a node.
    fn read_node(&mut self, node: Node<'_, '_>, depth: usize) {
        for attribute in node.attributes() {
            let namespace = attribute.namespace().unwrap_or_default();
            if namespace != RDF && namespace != XML {
                let key = (namespace.to_owned(), attribute.name().to_owned());
                self.0.insert(key, Value::Text(attribute.value().to_owned()));
            }
        }
        for child in node.children().filter(Node::is_element) {
            let tag = child.tag_name();
            let key =
                (tag.namespace().unwrap_or_default().to_owned(), tag.name().to_owned());
            self.0.insert(key, value(child, depth));
        }
    }

    /// Whether a property is a text in the default language, and in no other by its name.
    pub(crate) fn is_in_the_default(&self, namespace: &str, name: &str) -> bool {
        let key = (namespace.to_owned(), name.to_owned());
        match self.0.get(&key) {
            Some(Value::Languages(texts)) => {
                texts.iter().all(|(language, _)| language == "x-default")
            }
            _ => false,
        }
    }

    /// The text of a property: its own, that of the default language, or that of the only
    /// item of a list.
    pub(crate) fn text(&self, namespace: &str, name: &str) -> Option<&str> {
        let key = (namespace.to_owned(), name.to_owned());
        match self.0.get(&key)? {
            Value::Text(text) => Some(text),
            Value::List(items) => match items.as_slice() {
                [Value::Text(text)] => Some(text),
                _ => None,
            },
            Value::Languages(texts) => {
                let usual = texts.iter().find(|(language, _)| language == "x-default");
                usual.or(texts.first()).map(|(_, text)| text.as_str())
            }
            Value::Structure(_) => None,
        }
    }
}

/// How deep values lie within each other, at most.
const DEEPEST: usize = 32;

/// The value of the property that an element is.
fn value(node: Node<'_, '_>, depth: usize) -> Value {
    let elements = || node.children().filter(Node::is_element);
    let structure = |of: Node<'_, '_>| {
        let mut inner = Properties::default();
        inner.read_node(of, depth - 1);
        // A value with qualifiers is its value.
        match inner.0.remove(&(RDF.to_owned(), "value".to_owned())) {
            Some(value) => value,
            None => Value::Structure(inner),
        }
    };
    let text = || Value::Text(node.text().unwrap_or_default().to_owned());
    if depth == 0 {
        return text();
    }
    if let Some(address) = node.attribute((RDF, "resource")) {
        return Value::Text(address.to_owned());
    }
    if node.attribute((RDF, "parseType")) == Some("Resource") {
        return structure(node);
    }
    let Some(inner) = elements().next() else {
        let own = |it: &roxmltree::Attribute<'_, '_>| {
            !matches!(it.namespace(), None | Some(RDF | XML))
        };
        return if node.attributes().any(|it| own(&it)) {
            structure(node)
        } else {
            text()
        };
    };
    let tag = inner.tag_name();
    if tag.namespace() != Some(RDF) {
        return text();
    }
    let items = || inner.children().filter(|it| it.has_tag_name((RDF, "li")));
    match tag.name() {
        "Alt" if items().any(|it| it.has_attribute((XML, "lang"))) => {
            let texts = items().map(|it| {
                let language = it.attribute((XML, "lang")).unwrap_or_default();
                (language.to_owned(), it.text().unwrap_or_default().to_owned())
            });
            Value::Languages(texts.collect())
        }
        "Alt" | "Bag" | "Seq" => {
            Value::List(items().map(|it| value(it, depth - 1)).collect())
        }
        _ => structure(inner),
    }
}

/// The bytes of the packet of a file; `None` where it has none.
pub(crate) fn bytes(document: &Document) -> Option<Vec<u8>> {
    let stream = Dict::catalogue(document)?.stream(b"Metadata")?;
    Some(unpacked(stream, LONGEST).ok()?.into_owned())
}

/// The packet of a file, as text.
fn packet(document: &Document) -> Result<String, XmpFault> {
    let packet = bytes(document).ok_or(XmpFault::Missing)?;
    String::from_utf8(packet).map_err(|_| XmpFault::Encoding)
}

/// A schema that is not one of XMP's own, as PDF/A has it described (ISO 19005-2,
/// 6.6.2.3.3). All of its properties are texts.
pub(crate) struct Schema {
    pub(crate) title: &'static str,
    pub(crate) namespace: &'static str,
    pub(crate) prefix: &'static str,
    /// The name of each property, and what it is.
    pub(crate) properties: &'static [(&'static str, &'static str)],
}

/// A packet that is changed.
pub(crate) struct Packet {
    text: String,
}

impl Packet {
    /// The packet of a file.
    pub(crate) fn of(document: &Document) -> Result<Self, XmpFault> {
        Ok(Self { text: packet(document)? })
    }

    /// Puts the packet into a file that has one.
    pub(crate) fn write(self, document: &mut Document) -> Result<(), lopdf::Error> {
        let id = document.catalog()?.get(b"Metadata").and_then(Object::as_reference)?;
        let stream = document.get_object_mut(id)?.as_stream_mut()?;
        stream.set_plain_content(self.text.into_bytes());
        Ok(())
    }

    pub(crate) fn properties(&self) -> Result<Properties, XmpFault> {
        Properties::read(&self.text)
    }

    /// Takes out the properties of some namespaces.
    pub(crate) fn remove(&mut self, namespaces: &[&str]) -> Result<(), XmpFault> {
        let is_named = |namespace: Option<&str>| {
            namespace.is_some_and(|it| namespaces.contains(&it))
        };
        self.edit(|parsed| {
            let mut ranges = Vec::new();
            for node in parsed.descendants().filter(Node::is_element) {
                if is_named(node.tag_name().namespace()) {
                    ranges.push((node.range(), String::new()));
                    continue;
                }
                let attributes = node.attributes().filter(|it| is_named(it.namespace()));
                ranges.extend(attributes.map(|it| (it.range(), String::new())));
            }
            ranges
        })
    }

    /// Gives properties that are texts another; nothing where they are not there.
    pub(crate) fn set(
        &mut self,
        namespace: &str,
        name: &str,
        value: &str,
    ) -> Result<(), XmpFault> {
        self.edit(|parsed| {
            let named = parsed.descendants();
            let named = named.filter(|it| it.has_tag_name((namespace, name)));
            let texts = named.filter_map(|it| it.first_child().filter(Node::is_text));
            texts.map(|text| (text.range(), escaped(value))).collect()
        })
    }

    /// Adds properties that are texts, under the prefixes of their namespaces.
    pub(crate) fn add(
        &mut self,
        prefixes: &[(&str, &str)],
        properties: &[(&str, &str, &str)],
    ) -> Result<(), XmpFault> {
        let mut added = "<rdf:Description rdf:about=\"\"".to_owned();
        // Writing to a string cannot fail.
        for (prefix, namespace) in prefixes {
            let _ = write!(added, " xmlns:{prefix}=\"{namespace}\"");
        }
        added.push('>');
        for (prefix, name, value) in properties {
            let value = escaped(value);
            let _ = write!(added, "<{prefix}:{name}>{value}</{prefix}:{name}>");
        }
        added.push_str("</rdf:Description>");
        self.edit(|parsed| {
            let root = parsed.descendants().find(|it| it.has_tag_name((RDF, "RDF")));
            root.and_then(end_of).map(|at| (at..at, added)).into_iter().collect()
        })
    }

    /// Describes a schema beside those that the packet describes; nothing where it
    /// describes none.
    pub(crate) fn describe(&mut self, schema: &Schema) -> Result<(), XmpFault> {
        let mut described = format!(
            "<rdf:li rdf:parseType=\"Resource\">\
             <pdfaSchema:schema>{}</pdfaSchema:schema>\
             <pdfaSchema:namespaceURI>{}</pdfaSchema:namespaceURI>\
             <pdfaSchema:prefix>{}</pdfaSchema:prefix>\
             <pdfaSchema:property><rdf:Seq>",
            schema.title, schema.namespace, schema.prefix
        );
        for (name, what) in schema.properties {
            let _ = write!(
                described,
                "<rdf:li rdf:parseType=\"Resource\">\
                 <pdfaProperty:category>external</pdfaProperty:category>\
                 <pdfaProperty:description>{what}</pdfaProperty:description>\
                 <pdfaProperty:name>{name}</pdfaProperty:name>\
                 <pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
            );
        }
        described.push_str("</rdf:Seq></pdfaSchema:property></rdf:li>");
        self.edit(|parsed| {
            let mut nodes = parsed.descendants();
            let schemas = nodes.find(|it| it.has_tag_name((PDFA_EXTENSION, "schemas")));
            let bag = schemas.and_then(|it| it.first_element_child());
            bag.and_then(end_of).map(|at| (at..at, described)).into_iter().collect()
        })
    }

    /// Puts texts in the place of ranges, which are in ascending order.
    fn edit(
        &mut self,
        edits: impl FnOnce(&roxmltree::Document<'_>) -> Vec<(Range<usize>, String)>,
    ) -> Result<(), XmpFault> {
        let edits = edits(&roxmltree::Document::parse(&self.text)?);
        for (range, text) in edits.into_iter().rev() {
            self.text.replace_range(range, &text);
        }
        Ok(())
    }
}

/// Where the closing tag of an element begins; `None` where it has none.
fn end_of(node: Node<'_, '_>) -> Option<usize> {
    let range = node.range();
    let source = &node.document().input_text()[range.clone()];
    Some(range.start + source.rfind("</")?)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(inside: &str) -> Packet {
        let text = format!(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='{RDF}' \
             xmlns:a='{PDFA_ID}' xmlns:u='{PDFUA_ID}' xmlns:dc='{DC}' \
             xmlns:e='{PDFA_EXTENSION}'>{inside}</rdf:RDF></x:xmpmeta>"
        );
        Packet { text }
    }

    #[test]
    fn properties_are_read_however_they_are_written() {
        let packet = packet(
            "<rdf:Description u:part='1'><a:part>2</a:part>\
             <dc:title><rdf:Alt><rdf:li xml:lang='de'>t</rdf:li>\
             <rdf:li xml:lang='x-default'>Title</rdf:li></rdf:Alt></dc:title>\
             <dc:creator><rdf:Seq><rdf:li>one</rdf:li></rdf:Seq></dc:creator>\
             <dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:subject>\
             <dc:source rdf:resource='urn:x'/>\
             <dc:type rdf:parseType='Resource'><rdf:value>v</rdf:value><a:q>w</a:q></dc:type>\
             <dc:rights><rdf:Description><a:conformance>no</a:conformance></rdf:Description>\
             </dc:rights></rdf:Description>",
        );
        let read = packet.properties().unwrap();
        for (namespace, name, is) in [
            (PDFUA_ID, "part", Some("1")),
            (PDFA_ID, "part", Some("2")),
            (PDFA_ID, "conformance", None),
            (DC, "title", Some("Title")),
            (DC, "creator", Some("one")),
            (DC, "subject", None),
            (DC, "source", Some("urn:x")),
            (DC, "type", Some("v")),
            (DC, "rights", None),
        ] {
            assert_eq!(read.text(namespace, name), is, "{name}");
        }
    }

    #[test]
    fn an_edit_leaves_the_rest_as_it_was() {
        let inside = "<rdf:Description u:part='1' dc:x='2'><a:part>2</a:part>\
                      <dc:title>it&amp;s</dc:title></rdf:Description>";
        let mut changed = packet(inside);
        changed.remove(&[PDFUA_ID, PDFA_ID]).unwrap();
        let rest = "<rdf:Description  dc:x='2'><dc:title>it&amp;s</dc:title>\
                    </rdf:Description>";
        assert_eq!(changed.text, packet(rest).text);
        changed.set(DC, "title", "it&is").unwrap();
        changed.add(&[("r", "urn:r")], &[("r", "n", "a < \"b\" & c")]).unwrap();
        let read = changed.properties().unwrap();
        assert_eq!(read.text(DC, "title"), Some("it&is"));
        assert_eq!(read.text("urn:r", "n"), Some("a < \"b\" & c"));
    }

    #[test]
    fn a_schema_is_described_beside_others() {
        let schema = Schema {
            title: "Mine",
            namespace: "urn:m",
            prefix: "m",
            properties: &[("n", "what it is")],
        };
        let others = "<rdf:Description xmlns:pdfaSchema='s' xmlns:pdfaProperty='p'>\
                      <e:schemas><rdf:Bag><rdf:li>one</rdf:li></rdf:Bag></e:schemas>\
                      </rdf:Description>";
        let mut changed = packet(others);
        changed.describe(&schema).unwrap();
        assert!(changed.text.contains("</rdf:li><rdf:li rdf:parseType=\"Resource\">"));
        assert!(changed.properties().is_ok());
        let mut none = packet("");
        none.describe(&schema).unwrap();
        assert_eq!(none.text, packet("").text);
    }
}
