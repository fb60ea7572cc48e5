//! Reading: a finished file as it is, before anybody judges it. Pages are interpreted,
//! structure and metadata are read as a stranger reads them, and fonts with what they show.

mod marks;
mod metadata;
mod operations;
mod page;
mod reader;
mod tree;

use std::collections::{BTreeMap, HashMap};

use lopdf::{Document, Object, ObjectId};
use rayon::prelude::*;

pub(crate) use self::marks::Place;
pub(crate) use self::metadata::Metadata;
pub(crate) use self::page::{Names, Page, Shape, Showing};
pub(crate) use self::tree::{Element, Tree, attribute};
use crate::font::{Code, Font, Glyph};
use crate::object::{Dict, PageFault, PageNode, pages};

/// How many pages of a file are read.
const MOST_PAGES: usize = 100_000;

/// A font with what of it is shown.
pub(crate) struct ShownFont<'d> {
    pub(crate) font: Font<'d>,
    /// The first page that shows it, from 1.
    pub(crate) page: usize,
    pub(crate) glyphs: Vec<(Glyph, Showing)>,
}

/// A file that has been read.
pub(crate) struct Reading<'d> {
    pub(crate) document: &'d Document,
    /// The bytes that it was read from; `None` for a file that is not yet saved.
    pub(crate) data: Option<&'d [u8]>,
    /// Its pages in order, as objects.
    pub(crate) nodes: Vec<PageNode<'d>>,
    /// What is on each.
    pub(crate) pages: Vec<Page<'d>>,
    pub(crate) fonts: Vec<ShownFont<'d>>,
    pub(crate) metadata: Metadata,
    /// Its structure, if it has one.
    pub(crate) structure: Option<Tree<'d>>,
    /// The numbers of dictionaries, those of streams too.
    numbers: HashMap<usize, ObjectId>,
}

impl<'d> Reading<'d> {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When its pages cannot be found.
    pub(crate) fn of(
        document: &'d Document,
        data: Option<&'d [u8]>,
    ) -> Result<Self, PageFault> {
        let nodes = pages(document, MOST_PAGES)?;
        let structure = Tree::of(document);
        // What other text stands for says nothing by itself.
        let said_otherwise =
            structure.as_ref().map(Tree::said_otherwise).unwrap_or_default();
        let pages: Vec<_> =
            nodes.par_iter().map(|node| reader::page(node, &said_otherwise)).collect();
        let fonts = fonts(&pages);
        let numbers = document.objects.keys();
        let numbers = numbers
            .filter_map(|id| Some((Dict::numbered(document, *id)?.address(), *id)));
        let numbers = numbers.collect();
        let metadata = Metadata::of(document);
        Ok(Self { document, data, nodes, pages, fonts, metadata, structure, numbers })
    }

    pub(crate) fn catalogue(&self) -> Option<Dict<'d>> {
        Dict::catalogue(self.document)
    }

    /// The objects that are its pages, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = ObjectId> {
        self.nodes.iter().map(|node| node.id)
    }

    /// The pages with their numbers, from 1.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &Page<'d>)> {
        (1..).zip(&self.pages)
    }

    /// The number of a page, from 1.
    pub(crate) fn page_number(&self, id: ObjectId) -> Option<usize> {
        self.ids().position(|it| it == id).map(|at| at + 1)
    }

    /// The number of the object that a dictionary is; `None` where it is within another.
    pub(crate) fn number_of(&self, dict: Dict<'_>) -> Option<ObjectId> {
        self.numbers.get(&dict.address()).copied()
    }

    /// Looks at all dictionaries of a file, those within others too, each with the object that
    /// it is in.
    pub(crate) fn each_dictionary(&self, mut visit: impl FnMut(ObjectId, Dict<'d>)) {
        for (id, object) in &self.document.objects {
            each_within(self.document, object, 0, &mut |dict| visit(*id, dict));
        }
    }

    /// All dictionaries of a file that are objects, those of streams too.
    pub(crate) fn dictionaries(&self) -> impl Iterator<Item = (ObjectId, Dict<'d>)> {
        self.document.objects.iter().filter_map(|(id, object)| {
            let dict = match object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &stream.dict,
                _ => return None,
            };
            Some((*id, Dict::new(self.document, dict)))
        })
    }
}

fn each_within<'d>(
    document: &'d Document,
    object: &'d Object,
    depth: usize,
    visit: &mut dyn FnMut(Dict<'d>),
) {
    let entries = match object {
        Object::Dictionary(entries) => entries,
        Object::Stream(stream) => &stream.dict,
        Object::Array(items) if depth < 64 => {
            return items
                .iter()
                .for_each(|it| each_within(document, it, depth + 1, visit));
        }
        _ => return,
    };
    visit(Dict::new(document, entries));
    if depth < 64 {
        entries.iter().for_each(|(_, it)| each_within(document, it, depth + 1, visit));
    }
}

/// The fonts of all pages, each with all that is shown of it.
fn fonts<'d>(pages: &[Page<'d>]) -> Vec<ShownFont<'d>> {
    let mut all: Vec<(Dict<'d>, usize, BTreeMap<Code, Showing>)> = Vec::new();
    let mut known: HashMap<usize, usize> = HashMap::new();
    for (number, page) in (1..).zip(pages) {
        for used in &page.uses.fonts {
            let key = used.dict.address();
            let at = *known.entry(key).or_insert_with(|| {
                all.push((used.dict, number, BTreeMap::new()));
                all.len() - 1
            });
            for (code, showing) in &used.codes {
                let known = all[at].2.entry(*code).or_default();
                known.is_painted |= showing.is_painted;
                known.is_read |= showing.is_read;
            }
        }
    }
    all.into_par_iter()
        .map(|(dict, page, codes)| {
            let font = Font::of(dict);
            let glyphs = font.glyphs(codes.keys().copied());
            let glyphs = glyphs.into_iter().zip(codes.into_values()).collect();
            ShownFont { font, page, glyphs }
        })
        .collect()
}
