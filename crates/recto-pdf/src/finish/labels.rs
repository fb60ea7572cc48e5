//! Labels: what pages are called where Typst has no name for it (ISO 32000-1, 12.4.2).

use lopdf::{Document, Object, StringFormat, dictionary};

use crate::object::Dict;

/// What some pages are called, each with its position from 0, in ascending order.
pub type PageLabels = Vec<(usize, String)>;

/// Gives pages their labels. Those before the first keep theirs.
///
/// # Errors
///
/// When the document has no catalogue.
pub(super) fn label(
    document: &mut Document,
    labels: &PageLabels,
) -> Result<(), lopdf::Error> {
    let Some((first, _)) = labels.first() else { return Ok(()) };
    let kept = kept(document, *first);
    let own = labels.iter().flat_map(|(page, label)| {
        // Labels are of digits and letters of ASCII.
        let text = Object::String(label.clone().into_bytes(), StringFormat::Literal);
        let page = i64::try_from(*page).unwrap_or(i64::MAX);
        [page.into(), Object::Dictionary(dictionary! { "P" => text })]
    });
    let numbers: Vec<Object> = kept.into_iter().chain(own).collect();
    let tree = document.add_object(dictionary! { "Nums" => numbers });
    document.catalog_mut()?.set("PageLabels", tree);
    Ok(())
}

/// The labels of the pages before one, as Typst wrote them: one node without kids.
fn kept(document: &Document, before: usize) -> Vec<Object> {
    let labels = Dict::catalogue(document).and_then(|it| it.dict(b"PageLabels"));
    let pairs = labels.map(|it| it.array(b"Nums")).unwrap_or_default().chunks_exact(2);
    let is_before = |pair: &&[Object]| {
        let page = pair.first().and_then(|page| page.as_i64().ok());
        page.and_then(|page| usize::try_from(page).ok()).is_some_and(|page| page < before)
    };
    pairs.filter(is_before).flatten().cloned().collect()
}
