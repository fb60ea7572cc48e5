//! Copying: objects of an external file, and all that they lead to, under new numbers.

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::remains::{OnPages, is_left_out};
use super::survey::Source;
use crate::object::{Dict, LONGEST_CONTENT, unpacked};

/// Copies objects of one external file into a host.
pub(super) struct Copier<'s> {
    pub(super) source: &'s Source,
    max_id: u32,
    numbers: HashMap<ObjectId, ObjectId>,
    left_out: HashSet<ObjectId>,
    waiting: Vec<ObjectId>,
    pub(super) objects: BTreeMap<ObjectId, Object>,
    /// What of the file is on its pages.
    pub(super) on_pages: OnPages,
    /// What is added to keys into the parent tree; `None` where there is no structure.
    pub(super) parents_from: Option<i64>,
}

/// The private data of programs (14.5), and small pictures of pages. Names that are shorter are
/// names of resources too, so that what else is left out of pages and annotations is left out
/// there.
const PRIVATE: [&[u8]; 2] = [b"PieceInfo", b"Thumb"];

/// The words that an element has in place of its content (14.9).
const WORDS: [&[u8]; 4] = [b"Alt", b"ActualText", b"E", b"T"];

impl<'s> Copier<'s> {
    /// A copier whose objects are numbered from the one after `max_id`, with pages that take
    /// the numbers of places.
    pub(super) fn new(max_id: u32, source: &'s Source, places: &[ObjectId]) -> Self {
        let pages = source.pages.iter().map(|page| page.id);
        Self {
            source,
            max_id,
            numbers: pages.zip(places.iter().copied()).collect(),
            left_out: HashSet::new(),
            waiting: Vec::new(),
            objects: BTreeMap::new(),
            on_pages: OnPages::of(source),
            parents_from: None,
        }
    }

    /// A number that is not taken.
    pub(super) fn fresh(&mut self) -> ObjectId {
        self.max_id += 1;
        (self.max_id, 0)
    }

    /// Adds an object of our own.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.fresh();
        self.objects.insert(id, object.into());
        id
    }

    /// Says that references to an object lead to another that is there already.
    pub(super) fn stands_for(&mut self, id: ObjectId, other: ObjectId) {
        self.numbers.insert(id, other);
    }

    /// Says that an object is not copied: references to it lead nowhere.
    pub(super) fn leave_out(&mut self, id: ObjectId) {
        self.left_out.insert(id);
    }

    /// An object with its references changed; what they lead to is copied by
    /// [`finish`](Self::finish) at the latest.
    pub(super) fn object(&mut self, object: &Object) -> Object {
        match object {
            Object::Reference(id) => self.reference(*id),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.object(item)).collect())
            }
            Object::Dictionary(dictionary) => {
                let of = Dict::new(&self.source.document, dictionary);
                let is_none = self.on_pages.elements.contains(&of.address());
                if is_none || of.has(b"EF") && is_left_out(of.document, object) {
                    return Object::Null;
                }
                Object::Dictionary(self.dictionary(dictionary))
            }
            Object::Stream(stream) if self.seen(stream).is_some() => {
                let content = self.seen(stream).unwrap_or_default();
                let mut entries = self.dictionary(&stream.dict);
                for key in [&b"Filter"[..], b"DecodeParms", b"Length"] {
                    entries.remove(key);
                }
                let mut seen = Stream::new(entries, content);
                // It is written as it is where it cannot be packed.
                let _ = seen.compress();
                Object::Stream(seen)
            }
            Object::Stream(stream) => Object::Stream(Stream {
                dict: self.dictionary(&stream.dict),
                content: stream.content.clone(),
                allows_compression: stream.allows_compression,
                start_position: None,
            }),
            plain => plain.clone(),
        }
    }

    /// A dictionary with its references changed.
    pub(super) fn dictionary(&mut self, dictionary: &Dictionary) -> Dictionary {
        let source = self.source;
        let of = Dict::new(&source.document, dictionary);
        let address = of.address();
        let used = self.on_pages.used_by_place(of);
        let dictionary = used.as_ref().unwrap_or(dictionary);
        let is_silent = self.on_pages.silent.contains(&address);
        let mut copy = Dictionary::new();
        for (key, value) in dictionary {
            if is_silent && WORDS.contains(&key.as_slice()) {
                continue;
            }
            let is_key = matches!(key.as_slice(), b"StructParents" | b"StructParent");
            if let (true, Ok(number)) = (is_key, value.as_i64()) {
                if let Some(from) = self.parents_from {
                    copy.set(key.clone(), from.saturating_add(number));
                }
            } else if !PRIVATE.contains(&key.as_slice()) {
                let value = self.object(value);
                copy.set(key.clone(), value);
            }
        }
        copy
    }

    /// The content of a form without what is on hidden layers; `None` where nothing is.
    fn seen(&self, stream: &Stream) -> Option<Vec<u8>> {
        let form = Dict::new(&self.source.document, &stream.dict);
        if form.name(b"Subtype") != Some(b"Form") || !self.on_pages.has_hidden() {
            return None;
        }
        let content = unpacked(stream, LONGEST_CONTENT).ok()?;
        self.on_pages.seen(&content, form.dict(b"Resources"))
    }

    fn reference(&mut self, id: ObjectId) -> Object {
        if self.left_out.contains(&id) || !self.source.document.has_object(id) {
            return Object::Null;
        }
        if let Some(known) = self.numbers.get(&id) {
            return Object::Reference(*known);
        }
        let document = &self.source.document;
        let is_none = Dict::numbered(document, id)
            .is_some_and(|it| self.on_pages.elements.contains(&it.address()));
        if is_none || is_left_out(document, &Object::Reference(id)) {
            self.left_out.insert(id);
            return Object::Null;
        }
        let new = self.fresh();
        self.numbers.insert(id, new);
        self.waiting.push(id);
        Object::Reference(new)
    }

    /// Copies everything that has been referred to so far.
    pub(super) fn catch_up(&mut self) {
        while let Some(id) = self.waiting.pop() {
            let source = self.source;
            let object = source.document.get_object(id).unwrap_or(&Object::Null);
            let copy = self.object(object);
            if let Some(new) = self.numbers.get(&id) {
                self.objects.insert(*new, copy);
            }
        }
    }

    /// The copies, the highest number that was given, and what of the file is on its pages.
    pub(super) fn finish(mut self) -> (BTreeMap<ObjectId, Object>, u32, OnPages) {
        self.catch_up();
        (self.objects, self.max_id, self.on_pages)
    }
}
