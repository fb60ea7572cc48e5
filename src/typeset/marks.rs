//! Marks: places in laid-out pages that a template has marked with metadata and a label, for
//! those who finish the file afterwards.

use std::collections::BTreeMap;

use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// A marked place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The page that it is on, from 0.
    pub page: usize,
    /// The fields of its dictionary that are strings or whole numbers, as text.
    pub fields: BTreeMap<String, String>,
}

/// The places with a label, in the order of the pages.
pub fn marks(document: &PagedDocument, label: &str) -> Vec<Mark> {
    let Some(label) = Label::new(PicoStr::intern(label)) else { return Vec::new() };
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Label(label));
    let mark = |content: &typst::foundations::Content| {
        let page = introspector.page(content.location()?)?;
        let Value::Dict(dictionary) = &content.to_packed::<MetadataElem>()?.value else {
            return None;
        };
        let text = |value: &Value| match value {
            Value::Str(text) => Some(text.to_string()),
            Value::Int(number) => Some(number.to_string()),
            _ => None,
        };
        let fields = dictionary.iter();
        let fields = fields.filter_map(|(name, it)| Some((name.to_string(), text(it)?)));
        Some(Mark { page: page.get() - 1, fields: fields.collect() })
    };
    found.iter().filter_map(mark).collect()
}
