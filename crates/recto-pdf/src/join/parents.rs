//! Parents: the table by which marked content leads to its element (ISO 32000-1, 14.7.4.4), made
//! anew for a file that is tagged and has none.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::object::{Dict, MOST};

/// The greatest number of marked content that has a place in the table.
const MOST_MARKED: usize = 100_000;

/// What leads to which element.
#[derive(Default)]
struct Parents {
    /// By the page or the form that content is on, and its number there.
    content: BTreeMap<ObjectId, BTreeMap<usize, ObjectId>>,
    /// By the object, such as an annotation.
    objects: BTreeMap<ObjectId, ObjectId>,
}

/// Makes the table of a tagged file that has none; whether it did.
pub(super) fn rebuild(document: &mut Document) -> bool {
    let Some(parents) = Parents::of(document) else { return false };
    let mut numbers: Vec<Object> = Vec::new();
    let mut next = 0;
    for (container, marked) in parents.content {
        let last = marked.keys().next_back().copied().unwrap_or(0);
        let elements = (0..=last).map(|at| marked.get(&at).copied().map(Object::from));
        let elements: Vec<Object> =
            elements.map(|it| it.unwrap_or(Object::Null)).collect();
        if set(document, container, "StructParents", next) {
            numbers.extend([next.into(), elements.into()]);
            next += 1;
        }
    }
    for (object, element) in parents.objects {
        if set(document, object, "StructParent", next) {
            numbers.extend([next.into(), element.into()]);
            next += 1;
        }
    }
    if numbers.is_empty() {
        return false;
    }
    let table = document.add_object(dictionary! { "Nums" => numbers });
    let Some(root) = root(document) else { return false };
    root.set("ParentTree", table);
    root.set("ParentTreeNextKey", next);
    true
}

/// Gives an object its number in the table; whether it has entries.
fn set(document: &mut Document, id: ObjectId, key: &str, number: i64) -> bool {
    let entries = match document.objects.get_mut(&id) {
        Some(Object::Dictionary(entries)) => entries,
        Some(Object::Stream(stream)) => &mut stream.dict,
        _ => return false,
    };
    entries.set(key, number);
    true
}

/// The root of the structure, which may be an entry of the catalogue itself.
fn root(document: &mut Document) -> Option<&mut Dictionary> {
    let root = document.catalog().ok()?.get(b"StructTreeRoot").ok()?;
    match root.as_reference() {
        Ok(id) => document.get_dictionary_mut(id).ok(),
        Err(_) => document
            .catalog_mut()
            .ok()?
            .get_mut(b"StructTreeRoot")
            .and_then(Object::as_dict_mut)
            .ok(),
    }
}

impl Parents {
    /// What the elements of a file hold; `None` where it is not tagged, or has its table.
    fn of(document: &Document) -> Option<Self> {
        let catalogue = Dict::catalogue(document)?;
        catalogue.dict(b"MarkInfo").filter(|it| it.says(b"Marked"))?;
        let root = catalogue.dict(b"StructTreeRoot")?;
        if root.dict(b"ParentTree").is_some() {
            return None;
        }
        let mut found = Self::default();
        let mut seen = HashSet::new();
        let mut waiting: Vec<(ObjectId, Option<ObjectId>)> = Vec::new();
        let kids = root.one_or_more(b"K").iter();
        waiting.extend(kids.filter_map(|it| Some((it.as_reference().ok()?, None))));
        while let Some((id, above)) = waiting.pop() {
            if seen.len() > MOST || !seen.insert(id) {
                continue;
            }
            let Some(element) = Dict::numbered(document, id) else { continue };
            // An element that names no page is taken to be on that of the one that it is in.
            let page = element.reference(b"Pg").or(above);
            for kid in element.one_or_more(b"K") {
                if let Some(number) = number(kid) {
                    found.mark(page, number, id);
                    continue;
                }
                let Some(inner) = Dict::of(document, kid) else { continue };
                match inner.name(b"Type") {
                    Some(b"MCR") => {
                        let own = inner.reference(b"Stm").or(inner.reference(b"Pg"));
                        if let Some(number) = inner.get(b"MCID").and_then(number) {
                            found.mark(own.or(page), number, id);
                        }
                    }
                    Some(b"OBJR") => {
                        let object = inner.reference(b"Obj");
                        found.objects.extend(object.map(|it| (it, id)));
                    }
                    _ => waiting.extend(kid.as_reference().ok().map(|it| (it, page))),
                }
            }
        }
        Some(found)
    }

    /// Notes that marked content leads to an element. Content that several hold is the first's.
    fn mark(&mut self, container: Option<ObjectId>, number: usize, element: ObjectId) {
        if let Some(container) = container
            && number < MOST_MARKED
        {
            let marked = self.content.entry(container).or_default();
            marked.entry(number).or_insert(element);
        }
    }
}

/// The number of marked content.
fn number(object: &Object) -> Option<usize> {
    usize::try_from(object.as_i64().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::fixtures::base;
    use crate::join::{Remark, Tagging, survey};

    /// Takes the table out of a file, and what leads into it.
    fn without(document: &mut Document) {
        base::page(document).remove(b"StructParents");
        root(document).expect("a root").remove(b"ParentTree");
    }

    #[test]
    fn the_table_is_made_of_what_elements_hold() {
        let mut document = base::document(2);
        let heading = base::element_id(&document, "H1");
        let paragraph = base::element_id(&document, "P");
        let page = base::page_id(&document);
        // The paragraph names its content in another way, holds a link too, and no page.
        let link = base::note(&mut document, "Link", Dictionary::new());
        let marked = dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => 3 };
        let held = dictionary! { "Type" => "OBJR", "Obj" => link };
        let element = base::element(&mut document, "P");
        element.set("K", vec![marked.into(), held.into()]);
        element.remove(b"Pg");
        without(&mut document);
        assert!(rebuild(&mut document));
        let table =
            root(&mut document).and_then(|it| it.get(b"ParentTree").ok().cloned());
        let table = table.and_then(|it| it.as_reference().ok()).expect("a table");
        let rows = document.get_dictionary(table).and_then(|it| it.get(b"Nums"));
        let of_page = vec![heading.into(), Object::Null, Object::Null, paragraph.into()];
        let wanted = vec![0.into(), of_page.into(), 1.into(), paragraph.into()];
        assert_eq!(rows.and_then(Object::as_array).expect("rows"), &wanted);
        let numbered = |id, key: &[u8]| {
            document.get_dictionary(id).and_then(|it| it.get(key)?.as_i64()).ok()
        };
        assert_eq!(numbered(page, b"StructParents"), Some(0));
        assert_eq!(numbered(link, b"StructParent"), Some(1));
        assert!(!rebuild(&mut document), "it has one now");
    }

    #[test]
    fn a_file_without_the_table_is_tagged_and_said_to_be_mended() {
        let mut document = base::document(2);
        without(&mut document);
        let found = survey(&base::saved(document)).expect("a survey");
        assert_eq!(found.tagging, Tagging::Tagged);
        assert_eq!(found.remarks, [Remark::Repaired]);
    }

    #[test]
    fn what_is_not_tagged_gets_no_table() {
        let mut document = base::document(2);
        without(&mut document);
        base::catalogue(&mut document).remove(b"MarkInfo");
        assert!(!rebuild(&mut document));
        let mut document = base::document(2);
        without(&mut document);
        root(&mut document).expect("a root").remove(b"K");
        assert!(!rebuild(&mut document));
    }
}
