//! The reader: what a finished PDF says, read by a program that knows nothing of Recto
//! or Typst.
//!
//! It goes the way of a reading aid: the characters that glyphs stand for come from each
//! font's `ToUnicode` map, unless `ActualText` says otherwise; the order of reading and
//! the roles come from the structure tree. Pages count from 1.

mod attachment;
mod font;
mod label;
mod outline;
mod page;
mod structure;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lopdf::{Dictionary, Document, Object, ObjectId};

use font::CharacterMap;
pub use font::Font;
pub use outline::Bookmark;
pub use page::{Fill, Page, Run};
pub use structure::{Element, Node};
pub use text::spaced;
use text::{text_string, unescaped};

/// A finished PDF.
pub struct Pdf {
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// The root of its structure tree.
    pub tree: Element,
    /// Its outline, from top to bottom.
    pub outline: Vec<Bookmark>,
    /// The files that are attached to it, by name.
    pub attachments: BTreeMap<String, Vec<u8>>,
    /// Its fonts, each once, by name.
    pub fonts: Vec<Font>,
    /// What its document information says, by key.
    pub info: BTreeMap<String, String>,
    /// Its XMP packet.
    pub xmp: String,
    /// The language that the catalogue names.
    pub language: String,
    /// Whether the catalogue says that it is tagged.
    pub marked: bool,
    /// Whether a viewer is to show the title in place of the file's name.
    pub shows_title: bool,
}

impl Pdf {
    /// Reads a file.
    pub fn open(path: &Path) -> Self {
        let document = Document::load(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Reading::new(&document).pdf()
    }

    /// Reads the contents of a file.
    pub fn read(data: &[u8]) -> Self {
        Reading::new(&Document::load_mem(data).expect("a PDF")).pdf()
    }

    /// All text in the order of reading, white space made single spaces.
    pub fn text(&self) -> String {
        spaced(&self.tree.text())
    }

    /// The labels of its pages, in order.
    pub fn labels(&self) -> Vec<&str> {
        self.pages.iter().map(|page| page.label.as_str()).collect()
    }

    /// All text that is drawn, artifacts too, page by page in the order of drawing.
    pub fn drawn(&self) -> String {
        let runs = self.pages.iter().flat_map(|page| &page.runs);
        runs.map(|run| run.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Every element of the structure, in the order of reading.
    pub fn elements(&self) -> Vec<&Element> {
        let mut elements = Vec::new();
        self.tree.push_all(&mut elements);
        elements
    }

    /// The headings: level and text.
    pub fn headings(&self) -> Vec<(usize, String)> {
        let heading = |element: &&Element| {
            let level = match element.role.strip_prefix('H')? {
                "" => return None,
                digits => digits.parse().ok()?,
            };
            Some((level, spaced(&element.text())))
        };
        self.elements().iter().filter_map(heading).collect()
    }

    /// What the XMP packet holds within an element, such as `dc:title`.
    pub fn xmp_values(&self, name: &str) -> Vec<String> {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let mut values = Vec::new();
        for after in self.xmp.split(&open).skip(1) {
            let inside = after.split(&close).next().unwrap_or_default();
            let mut plain = String::new();
            let mut in_tag = false;
            for character in inside.chars() {
                match character {
                    '<' => in_tag = true,
                    '>' => {
                        in_tag = false;
                        plain.push('\n');
                    }
                    character if !in_tag => plain.push(character),
                    _ => {}
                }
            }
            let lines = plain.lines().filter(|line| !line.trim().is_empty());
            values.extend(lines.map(|line| unescaped(line.trim())));
        }
        values
    }
}

struct Reading<'d> {
    document: &'d Document,
    /// Whether there is a structure tree, and so every text must be in it or an artifact.
    tagged: bool,
    page_numbers: BTreeMap<ObjectId, usize>,
    pages: Vec<Page>,
    fonts: BTreeSet<Font>,
    maps: BTreeMap<ObjectId, CharacterMap>,
}

impl<'d> Reading<'d> {
    fn new(document: &'d Document) -> Self {
        let page_numbers = document.page_iter().zip(1..).collect();
        let catalogue = document.catalog();
        Self {
            document,
            tagged: catalogue.is_ok_and(|it| it.has(b"StructTreeRoot")),
            page_numbers,
            pages: Vec::new(),
            fonts: BTreeSet::new(),
            maps: BTreeMap::new(),
        }
    }

    fn pdf(mut self) -> Pdf {
        let document = self.document;
        let catalogue = document.catalog().expect("a catalogue");
        let labels = self.labels(catalogue);
        for (id, label) in document.page_iter().zip(labels) {
            let page = self.page(id, label);
            self.pages.push(page);
        }
        let root = self.dictionary(catalogue, b"StructTreeRoot");
        let tree = root.map(|root| self.element(root, None)).unwrap_or_default();
        let mut outline = Vec::new();
        if let Some(root) = self.dictionary(catalogue, b"Outlines") {
            self.bookmarks(root, 1, &mut outline);
        }
        let information = document.trailer.get(b"Info").ok();
        let information = information.and_then(|info| self.resolved(info).as_dict().ok());
        let info = information.into_iter().flatten().filter_map(|(key, value)| {
            let value = self.resolved(value).as_str().ok()?;
            Some((String::from_utf8_lossy(key).into_owned(), text_string(value)))
        });
        let info = info.collect();
        let metadata = catalogue.get(b"Metadata").ok().map(|it| self.resolved(it));
        let xmp = metadata.and_then(|it| it.as_stream().ok()).map_or_else(
            String::new,
            |stream| {
                let plain = stream.get_plain_content().expect("a readable XMP packet");
                String::from_utf8(plain).expect("XMP in UTF-8")
            },
        );
        let flag = |entry: &[u8], key: &[u8]| {
            let holder = self.dictionary(catalogue, entry);
            holder.and_then(|it| it.get(key).ok()?.as_bool().ok()).unwrap_or(false)
        };
        Pdf {
            tree,
            outline,
            attachments: self.attachments(),
            info,
            xmp,
            language: self.text(catalogue, b"Lang").unwrap_or_default(),
            marked: flag(b"MarkInfo", b"Marked"),
            shows_title: flag(b"ViewerPreferences", b"DisplayDocTitle"),
            fonts: self.fonts.into_iter().collect(),
            pages: self.pages,
        }
    }

    fn resolved<'o>(&self, object: &'o Object) -> &'o Object
    where
        'd: 'o,
    {
        self.document.dereference(object).map_or(object, |(_, object)| object)
    }

    fn dictionary(&self, holder: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
        match self.resolved(holder.get(key).ok()?) {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    fn text(&self, holder: &'d Dictionary, key: &[u8]) -> Option<String> {
        Some(text_string(self.resolved(holder.get(key).ok()?).as_str().ok()?))
    }
}
