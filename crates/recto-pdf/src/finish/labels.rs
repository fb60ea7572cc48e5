//! Labels: what pages are called where Typst has no name for it (ISO 32000-1, 12.4.2).

use std::collections::BTreeMap;

use lopdf::{Document, Object, StringFormat, dictionary};

use crate::object::Dict;

/// What some pages are called, each with its position from 0, in ascending order.
pub type PageLabels = Vec<(usize, String)>;

/// Gives pages their labels. All others keep theirs.
///
/// # Errors
///
/// When the document has no catalogue.
pub(super) fn label(
    document: &mut Document,
    labels: &PageLabels,
) -> Result<(), lopdf::Error> {
    if labels.is_empty() {
        return Ok(());
    }
    let mut all = written(document);
    all.extend(labels.iter().map(|(page, label)| {
        // Labels are of digits, letters and stops of ASCII.
        let text = Object::String(label.clone().into_bytes(), StringFormat::Literal);
        let page = i64::try_from(*page).unwrap_or(i64::MAX);
        (page, Object::Dictionary(dictionary! { "P" => text }))
    }));
    let numbers = all.into_iter().flat_map(|(page, label)| [page.into(), label]);
    let numbers: Vec<Object> = numbers.collect();
    let tree = document.add_object(dictionary! { "Nums" => numbers });
    document.catalog_mut()?.set("PageLabels", tree);
    Ok(())
}

/// The labels as Typst wrote them, one for each page that it has one for: one node without
/// kids.
fn written(document: &Document) -> BTreeMap<i64, Object> {
    let labels = Dict::catalogue(document).and_then(|it| it.dict(b"PageLabels"));
    let pairs = labels.map(|it| it.array(b"Nums")).unwrap_or_default().chunks_exact(2);
    let pairs = pairs.filter_map(|pair| match pair {
        [page, label] => Some((page.as_i64().ok()?, label.clone())),
        _ => None,
    });
    pairs.collect()
}
