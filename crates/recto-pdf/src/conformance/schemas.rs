//! Schemas: the properties of the metadata are known ones, or described, and have values of
//! their types (ISO 19005-2, 6.6.2.3).

mod known;
mod value;

use std::collections::HashMap;

use roxmltree::Node;

use self::known::{SCHEMAS, STRUCTURES};
use self::value::{RDF, is_of};
use super::finding::{At, Findings};
use super::rule::{a, rules};
use crate::reading::Reading;
use crate::xmp;

rules! {
    UNKNOWN "unknown-property" Metadata a("6.6.2.3.1"),
        "a property of the metadata is neither known nor described", "take it out, or describe its schema";
    VALUE "property-value" Metadata a("6.6.2.3.1"),
        "a property of the metadata has a value of another type", "write its value as its schema says";
    DESCRIPTION "schema-description" Metadata a("6.6.2.3.3"),
        "a description of a schema in the metadata is not whole", "describe each property with name, type, category and description";
}

const EXTENSION: &str = "http://www.aiim.org/pdfa/ns/extension/";
const SCHEMA: &str = "http://www.aiim.org/pdfa/ns/schema#";
const PROPERTY: &str = "http://www.aiim.org/pdfa/ns/property#";
const TYPE: &str = "http://www.aiim.org/pdfa/ns/type#";
const FIELD: &str = "http://www.aiim.org/pdfa/ns/field#";

/// The types of fields by namespace and name.
type Fields = HashMap<(String, String), String>;

/// What is known of properties and of types.
#[derive(Default)]
struct Known {
    properties: Fields,
    /// The namespace and the fields of each type that has some.
    structures: HashMap<String, (String, Vec<(String, String)>)>,
}

impl Known {
    fn new() -> Self {
        let mut known = Self::default();
        for (namespace, types) in SCHEMAS {
            for (kind, names) in *types {
                for name in names.split_whitespace() {
                    let key = ((*namespace).to_owned(), name.to_owned());
                    known.properties.insert(key, (*kind).to_owned());
                }
            }
        }
        for (name, namespace, types) in STRUCTURES {
            let fields = types.iter().flat_map(|(kind, names)| {
                names.split_whitespace().map(|it| (it.to_owned(), (*kind).to_owned()))
            });
            let fields = ((*namespace).to_owned(), fields.collect());
            known.structures.insert((*name).to_owned(), fields);
        }
        known
    }
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    if !findings.asks(&UNKNOWN) {
        return;
    }
    let Some(packet) = xmp::bytes(reading.document) else { return };
    let Ok(text) = std::str::from_utf8(&packet) else { return };
    let Ok(parsed) = roxmltree::Document::parse(text.trim_start_matches('\u{feff}'))
    else {
        return;
    };
    let mut known = Known::new();
    let descriptions = || {
        let all = parsed.descendants().filter(|it| it.has_tag_name((RDF, "Description")));
        all.filter(|it| it.parent().is_some_and(|it| it.has_tag_name((RDF, "RDF"))))
    };
    for description in descriptions() {
        for schemas in
            description.children().filter(|it| it.has_tag_name((EXTENSION, "schemas")))
        {
            describe(schemas, &mut known, findings);
        }
    }
    for description in descriptions() {
        for attribute in description.attributes() {
            let namespace = attribute.namespace().unwrap_or_default();
            if matches!(namespace, RDF | "" | "http://www.w3.org/XML/1998/namespace") {
                continue;
            }
            let key = (namespace.to_owned(), attribute.name().to_owned());
            match known.properties.get(&key) {
                None => findings.say(
                    &UNKNOWN,
                    At::default(),
                    format!("`{}`", attribute.name()),
                ),
                Some(kind) if !value::is_text_of(kind, attribute.value()) => {
                    findings.say(
                        &VALUE,
                        At::default(),
                        format!("`{}`", attribute.name()),
                    );
                }
                Some(_) => {}
            }
        }
        for property in description.children().filter(Node::is_element) {
            let tag = property.tag_name();
            let namespace = tag.namespace().unwrap_or_default();
            if namespace == EXTENSION {
                continue;
            }
            let key = (namespace.to_owned(), tag.name().to_owned());
            match known.properties.get(&key) {
                None => {
                    findings.say(&UNKNOWN, At::default(), format!("`{}`", tag.name()));
                }
                Some(kind) if !is_of(kind, property, &known.structures, 0) => {
                    findings.say(&VALUE, At::default(), format!("`{}`", tag.name()));
                }
                Some(_) => {}
            }
        }
    }
}

/// The items of a list that an element holds.
fn items<'a, 'i>(of: Node<'a, 'i>, list: &'static str) -> Option<Vec<Node<'a, 'i>>> {
    let list = of.children().find(|it| it.has_tag_name((RDF, list)))?;
    Some(list.children().filter(|it| it.has_tag_name((RDF, "li"))).collect())
}

/// The node that holds the fields of a structure: itself, or the description within it.
fn fields<'a, 'i>(of: Node<'a, 'i>) -> Node<'a, 'i> {
    of.children().find(|it| it.has_tag_name((RDF, "Description"))).unwrap_or(of)
}

/// The text of a field.
fn field(of: Node<'_, '_>, namespace: &str, name: &str) -> Option<String> {
    let of = fields(of);
    let child = of.children().find(|it| it.has_tag_name((namespace, name)));
    let element = child.map(|it| {
        let has_elements = it.children().any(|it| it.is_element());
        (!has_elements).then(|| it.text().unwrap_or_default().to_owned())
    });
    match element {
        Some(text) => text,
        None => of.attribute((namespace, name)).map(str::to_owned),
    }
}

/// Reads the descriptions of schemas, and judges them.
fn describe(schemas: Node<'_, '_>, known: &mut Known, findings: &mut Findings) {
    let mut broken = |what: &str| findings.say(&DESCRIPTION, At::default(), what);
    let prefix = |node: Node<'_, '_>, wanted: &str| {
        let source = node.document().input_text();
        source[node.range()].starts_with(&format!("<{wanted}:"))
    };
    if !prefix(schemas, "pdfaExtension") {
        broken("its prefix is not `pdfaExtension`");
    }
    let Some(list) = items(schemas, "Bag") else {
        broken("schemas are no bag");
        return;
    };
    for schema in list {
        let namespace = field(schema, SCHEMA, "namespaceURI");
        for name in ["schema", "prefix", "namespaceURI"] {
            if field(schema, SCHEMA, name).is_none() {
                broken(&format!("a schema has no `{name}`"));
            }
        }
        let namespace = namespace.unwrap_or_default();
        let inner = fields(schema);
        let of = |name: &str| inner.children().find(|it| it.has_tag_name((SCHEMA, name)));
        for child in inner.children().filter(Node::is_element) {
            let tag = child.tag_name();
            let names = ["schema", "namespaceURI", "prefix", "property", "valueType"];
            if tag.namespace() != Some(SCHEMA) || !names.contains(&tag.name()) {
                broken(&format!("`{}` is no part of a schema", tag.name()));
            } else if !prefix(child, "pdfaSchema") {
                broken("its prefix is not `pdfaSchema`");
            }
        }
        if let Some(types) = of("valueType") {
            match items(types, "Seq") {
                Some(types) => {
                    for kind in types {
                        describe_type(kind, known, &mut broken);
                    }
                }
                None => broken("the types of values are no sequence"),
            }
        }
        let Some(properties) = of("property") else { continue };
        let Some(list) = items(properties, "Seq") else {
            broken("properties are no sequence");
            continue;
        };
        for property in list {
            for child in fields(property).children().filter(Node::is_element) {
                let names = ["name", "valueType", "category", "description"];
                let tag = child.tag_name();
                if tag.namespace() != Some(PROPERTY) || !names.contains(&tag.name()) {
                    broken(&format!("`{}` is no part of a property", tag.name()));
                } else if !prefix(child, "pdfaProperty") {
                    broken("its prefix is not `pdfaProperty`");
                }
            }
            let of = |name| field(property, PROPERTY, name);
            let (Some(name), Some(kind), Some(category), Some(_)) =
                (of("name"), of("valueType"), of("category"), of("description"))
            else {
                broken("a property lacks its name, type, category or description");
                continue;
            };
            if !matches!(category.as_str(), "internal" | "external") {
                broken(&format!("the category of `{name}`"));
            }
            if !value::is_defined(&kind, &known.structures) {
                broken(&format!("the type of `{name}`"));
            }
            known.properties.insert((namespace.clone(), name), kind);
        }
    }
}

/// Whether each field of a structure is written with the prefix that ISO 19005-2 prescribes for it.
fn have_prefix(of: Node<'_, '_>, wanted: &str) -> bool {
    let source = of.document().input_text();
    let mut elements = fields(of).children().filter(Node::is_element);
    elements.all(|it| source[it.range()].starts_with(&format!("<{wanted}:")))
}

fn describe_type(kind: Node<'_, '_>, known: &mut Known, broken: &mut dyn FnMut(&str)) {
    if !have_prefix(kind, "pdfaType") {
        broken("its prefix is not `pdfaType`");
    }
    let of = |name| field(kind, TYPE, name);
    let (Some(name), Some(namespace), Some(_), Some(_)) =
        (of("type"), of("namespaceURI"), of("prefix"), of("description"))
    else {
        broken("a type lacks its name, namespace, prefix or description");
        return;
    };
    let mut described = Vec::new();
    let list = fields(kind).children().find(|it| it.has_tag_name((TYPE, "field")));
    if let Some(list) = list {
        let Some(list) = items(list, "Seq") else {
            broken("the fields of a type are no sequence");
            return;
        };
        for one in list {
            if !have_prefix(one, "pdfaField") {
                broken("its prefix is not `pdfaField`");
            }
            let of = |name| field(one, FIELD, name);
            let (Some(name), Some(kind), Some(_)) =
                (of("name"), of("valueType"), of("description"))
            else {
                broken("a field lacks its name, type or description");
                continue;
            };
            described.push((name, kind));
        }
    }
    known.structures.insert(name, (namespace, described));
}
