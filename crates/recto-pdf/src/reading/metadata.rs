//! Metadata: what a file says of itself.

use std::collections::BTreeMap;

use lopdf::{Document, Object};

use crate::object::{Dict, text};
use crate::standard::{Level, Standard};
use crate::xmp::{PDFA_ID, PDFUA_ID, PDFX_ID, Properties, XmpFault};
use crate::{Profile, finish};

/// What a file says of itself.
pub(crate) struct Metadata {
    /// The properties of its XMP packet.
    properties: Properties,
    /// Why there are none.
    pub(crate) fault: Option<XmpFault>,
    /// The document information, by key.
    pub(crate) information: BTreeMap<Vec<u8>, String>,
}

impl Metadata {
    pub(crate) fn of(document: &Document) -> Self {
        let mut information = BTreeMap::new();
        let entries = document.trailer.get(b"Info").ok();
        if let Some(entries) = entries.and_then(|it| Dict::of(document, it)) {
            for (key, _) in entries.entries {
                let value = match entries.get(key) {
                    Some(Object::String(bytes, _)) => text(bytes),
                    Some(Object::Name(name)) => name.escape_ascii().to_string(),
                    _ => continue,
                };
                information.insert(key.clone(), value);
            }
        }
        match Properties::of(document) {
            Ok(properties) => Self { properties, fault: None, information },
            Err(fault) => Self {
                properties: Properties::default(),
                fault: Some(fault),
                information,
            },
        }
    }

    /// The text of a property of the XMP packet.
    pub(crate) fn get(&self, namespace: &str, name: &str) -> Option<&str> {
        self.properties.text(namespace, name)
    }

    /// Whether a property is said in the default language alone, which the file names elsewhere.
    pub(crate) fn is_in_a_default_language(&self, namespace: &str, name: &str) -> bool {
        self.properties.is_in_the_default(namespace, name)
    }

    /// Whether the file claims PDF/UA-1.
    pub(crate) fn claims_ua(&self) -> bool {
        self.get(PDFUA_ID, "part") == Some("1")
    }

    /// Whether the file claims PDF/X-4.
    pub(crate) fn claims_x4(&self) -> bool {
        self.get(PDFX_ID, "GTS_PDFXVersion") == Some("PDF/X-4")
    }

    /// The standards that the file claims, of those that are known here.
    pub(crate) fn standards(&self) -> Vec<Standard> {
        let level = match self.get(PDFA_ID, "conformance").map(str::trim) {
            Some("A" | "a") => Some(Level::A),
            Some("B" | "b") => Some(Level::B),
            Some("U" | "u") => Some(Level::U),
            _ => None,
        };
        let part = self.get(PDFA_ID, "part").and_then(|it| it.trim().parse().ok());
        let part = part.filter(|part| matches!(part, 2 | 3));
        let ua = self.claims_ua().then_some(Standard::Ua1);
        let a = part.zip(level).map(|(part, level)| Standard::A { part, level });
        let x = self.claims_x4().then_some(Standard::X4);
        ua.into_iter().chain(a).chain(x).collect()
    }

    /// Whether the file says that Recto made it.
    pub(crate) fn is_ours(&self) -> bool {
        self.get(finish::SCHEMA.namespace, "profile").is_some()
    }

    /// The profile that the claims of a file of ours make, else the one that it says it is of;
    /// `None` where it is of none, where its claims go with several, and in files of other
    /// makers, which owe nothing to our style.
    pub(crate) fn profile(&self) -> Option<Profile> {
        if !self.is_ours() {
            return None;
        }
        let level = (self.get(PDFA_ID, "part"), self.get(PDFA_ID, "conformance"));
        let accessible = self.get(PDFUA_ID, "part") == Some("1");
        let printable = self.claims_x4();
        let told = || -> Option<Profile> {
            self.get(finish::SCHEMA.namespace, "profile")?.parse().ok()
        };
        match (level, accessible, printable) {
            // Its claims are those of a file for screens.
            ((Some("2"), Some("A")), true, false) if told() == Some(Profile::Large) => {
                Some(Profile::Large)
            }
            ((Some("2"), Some("A")), true, false) => Some(Profile::Screen),
            ((Some("3"), Some("A")), true, false) => Some(Profile::Archive),
            ((None, _), false, true) => Some(Profile::Print),
            // Pages of another maker may have made it take a claim back.
            (level, _, false)
                if matches!(self.get(PDFUA_ID, "part"), None | Some("1"))
                    && matches!(level, (None, None) | (Some("2" | "3"), Some("A"))) =>
            {
                told().filter(|profile| *profile != Profile::Print)
            }
            _ => None,
        }
    }
}
