//! Remains: what lies in an external file without being on its pages, and so does not come
//! along. Pages that were taken out of it, with the words that stood for them; what hidden
//! layers hold; resources that no page uses.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::layers::hidden_layers;
use super::survey::Source;
use crate::content::{Operand, Operations};
use crate::object::{Dict, resolve};
use crate::reading::{Element, Names, Reading};

/// The kinds of resources that are left out where nothing uses them.
const KINDS: [&[u8]; 5] = [b"XObject", b"Pattern", b"Shading", b"Font", b"Properties"];

/// What of an external file is on its pages.
#[derive(Default)]
pub(super) struct OnPages {
    /// The names that content uses, by where the dictionary of resources is in memory.
    names: HashMap<usize, Names>,
    /// The elements that hold nothing on these pages, by where they are in memory.
    pub(super) elements: HashSet<usize>,
    /// The elements whose words stand for nothing on these pages.
    pub(super) silent: HashSet<usize>,
    /// The layers that are hidden when the file is opened.
    hidden: HashSet<ObjectId>,
}

impl OnPages {
    /// What of an external file is on its pages.
    pub(super) fn of(source: &Source) -> Self {
        let hidden = hidden_layers(&source.document);
        let Ok(reading) = Reading::of(&source.document, None) else {
            return Self { hidden, ..Self::default() };
        };
        let mut found = Self { hidden, ..Self::default() };
        // Where something cannot be read, it is not known what is used.
        if reading.pages.iter().all(|page| page.unreadable.is_none()) {
            for page in &reading.pages {
                for (of, names) in &page.uses.names {
                    found.names.entry(*of).or_default().extend(names.iter().cloned());
                }
            }
        }
        if let Some(tree) = &reading.structure {
            let there = There::of(&reading, source);
            for element in &tree.root {
                found.look(element, &there);
            }
        }
        found
    }

    /// Looks at an element and those in it; whether something of them is there.
    fn look(&mut self, element: &Element<'_>, there: &There) -> bool {
        // All of them are looked at.
        let kids = element.children.iter().filter(|it| self.look(it, there)).count();
        let own =
            element.content.iter().any(|(container, id)| there.has(*container, *id))
                || element.objects.iter().any(|id| there.notes.contains(id));
        if own || kids > 0 {
            return true;
        }
        let is_of_removed = element.page.is_some_and(|it| !there.pages.contains(&it));
        let had_content = !element.content.is_empty() || !element.objects.is_empty();
        let is_cell = matches!(element.role, b"TH" | b"TD");
        let address = element.entries.address();
        if is_of_removed || had_content && !is_cell {
            self.elements.insert(address);
        } else {
            // A cell without content keeps its place.
            self.silent.insert(address);
        }
        false
    }

    /// Whether there are layers that are hidden.
    pub(super) fn has_hidden(&self) -> bool {
        !self.hidden.is_empty()
    }

    /// The resources that content uses, where a dictionary is known to be some.
    pub(super) fn used_by_place(&self, resources: Dict<'_>) -> Option<Dictionary> {
        self.used(resources, Some(self.names.get(&resources.address())?))
    }

    /// The resources that content uses, of those that it has; `names` are those that it uses
    /// where they are not known by their place in memory.
    pub(super) fn used(
        &self,
        resources: Dict<'_>,
        names: Option<&Names>,
    ) -> Option<Dictionary> {
        let names = names.or_else(|| self.names.get(&resources.address()));
        if names.is_none() && self.hidden.is_empty() {
            return None;
        }
        let mut used = resources.entries.clone();
        for kind in KINDS {
            let Some(of_kind) = resources.dict(kind) else { continue };
            let mut kept = Dictionary::new();
            for (name, value) in of_kind.entries {
                let is_used = names.is_none_or(|it| it.contains(&(kind, name.clone())));
                let is_hidden = kind == b"XObject"
                    && Dict::of(resources.document, value)
                        .is_some_and(|it| self.is_hidden(it));
                if is_used && !is_hidden {
                    kept.set(name.clone(), value.clone());
                }
            }
            used.set(kind, kept);
        }
        Some(used)
    }

    /// The names that a page uses of its resources.
    pub(super) fn names_of(&self, resources: Option<Dict<'_>>) -> Option<&Names> {
        self.names.get(&resources?.address())
    }

    /// Whether a drawing, an image or an annotation is on a hidden layer.
    pub(super) fn is_hidden(&self, of: Dict<'_>) -> bool {
        of.raw(b"OC").is_some_and(|it| self.hides(of.document, it))
    }

    /// Whether what is on a layer, or on several by a rule, is hidden (8.11.2).
    pub(super) fn hides(&self, document: &Document, layer: &Object) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let is_off =
            |it: &Object| it.as_reference().is_ok_and(|it| self.hidden.contains(&it));
        let Some(dict) = Dict::of(document, layer) else { return false };
        if dict.name(b"Type") != Some(b"OCMD") {
            return is_off(layer);
        }
        let layers = dict.one_or_more(b"OCGs");
        let is_seen = match dict.name(b"P") {
            Some(b"AllOn") => !layers.iter().any(is_off),
            Some(b"AnyOff") => layers.iter().any(is_off),
            Some(b"AllOff") => layers.iter().all(is_off),
            _ => !layers.iter().all(is_off),
        };
        !layers.is_empty() && !is_seen
    }

    /// Content without what is on hidden layers; `None` where there is nothing of that.
    pub(super) fn seen(
        &self,
        content: &[u8],
        resources: Option<Dict<'_>>,
    ) -> Option<Vec<u8>> {
        if self.hidden.is_empty() {
            return None;
        }
        let named = |kind: &[u8], name: Option<&[u8]>| resources?.dict(kind)?.raw(name?);
        let mut operations = Operations::of(content);
        let mut open: Vec<bool> = Vec::new();
        let mut seen = Vec::with_capacity(content.len());
        let mut is_changed = false;
        while let Some((operator, operands)) = operations.next() {
            let is_hidden = open.iter().any(|it| *it);
            let name = |at: usize| operands.get(at).and_then(Operand::name);
            let document = resources.map(|it| it.document);
            let hides = |object: Option<&Object>| {
                document.zip(object).is_some_and(|(of, it)| self.hides(of, it))
            };
            let mut is_left_out = false;
            match operator {
                b"BDC" => open
                    .push(name(0) == Some(b"OC") && hides(named(b"Properties", name(1)))),
                b"BMC" => open.push(false),
                b"EMC" => {
                    open.pop();
                }
                b"Do" => {
                    let drawn = document
                        .zip(named(b"XObject", name(0)))
                        .and_then(|(of, it)| Dict::of(of, it));
                    is_left_out = is_hidden || drawn.is_some_and(|it| self.is_hidden(it));
                }
                b"Tj" | b"TJ" | b"'" | b"\"" | b"sh" | b"BI" => is_left_out = is_hidden,
                b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*"
                    if is_hidden =>
                {
                    // The path ends all the same, and clips where it is to.
                    is_left_out = true;
                    seen.extend_from_slice(b" n");
                }
                _ => {}
            }
            if is_left_out {
                is_changed = true;
            } else {
                let (start, end) = (operations.start, operations.end());
                seen.push(b'\n');
                seen.extend_from_slice(content.get(start..end).unwrap_or_default());
            }
        }
        is_changed.then_some(seen)
    }
}

/// What is on the pages of a file.
struct There {
    pages: HashSet<ObjectId>,
    marked: HashSet<(ObjectId, i64)>,
    /// The pages that cannot be read, of which all that is said is taken to be there.
    unreadable: HashSet<ObjectId>,
    notes: HashSet<ObjectId>,
}

impl There {
    fn of(reading: &Reading<'_>, source: &Source) -> Self {
        let marked =
            reading.pages.iter().flat_map(|page| page.marks.marked.keys().copied());
        let unreadable = reading.pages.iter().zip(reading.ids());
        let unreadable = unreadable.filter(|(page, _)| page.unreadable.is_some());
        let notes = reading.nodes.iter().flat_map(|node| node.own.array(b"Annots"));
        Self {
            pages: source.ids.clone(),
            marked: marked.collect(),
            unreadable: unreadable.map(|(_, id)| id).collect(),
            notes: notes.filter_map(|it| it.as_reference().ok()).collect(),
        }
    }

    fn has(&self, container: ObjectId, id: i64) -> bool {
        self.marked.contains(&(container, id)) || self.unreadable.contains(&container)
    }
}

/// Whether an object is never copied, whatever leads to it: a file within the file, metadata of
/// a part of it, a page that is none of its pages.
pub(super) fn is_left_out(document: &Document, object: &Object) -> bool {
    let Some(found) = resolve(document, object).and_then(|it| Dict::of(document, it))
    else {
        return false;
    };
    match found.name(b"Type") {
        Some(b"EmbeddedFile" | b"Metadata" | b"Page") => true,
        Some(b"Filespec" | b"F") => found.has(b"EF"),
        _ => found.has(b"EF") && (found.has(b"F") || found.has(b"UF")),
    }
}
